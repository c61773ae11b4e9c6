"""Checks of the change itself: leaving is costed for everyone without a post, severance is approved, costs pay back."""

from datetime import date, timedelta

from model.base.check import MOST_TOLD, first_of
from model.base.faults import listed_in_short, number_of
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.budget.transition import Transition
from model.checks.clearance_checks import Check
from model.cost.costed import CostedScenario
from model.people.seating import Seating, displaced_holders
from model.schema.sections.scenario import Scenario

GUIDANCE = 100_000
"""The size of one leaver's package, £, from which full council should vote on it.

Source: supplementary guidance of February 2013 under section 40 of the Localism Act 2011.
"""


def transition_checks(costed: CostedScenario, transition: Transition | None) -> list[Check]:
    """Every check of the one-off costs; empty where nobody is displaced and no one-off cost is stated."""
    scenario, seating = costed.scenario, costed.establishment.seating
    if transition is None:
        return [_displaced(seating)] if displaced(seating) else []
    return [
        _displaced(seating),
        _severance_approved(scenario, transition),
        _paid_back(scenario, transition),
        *_leaving_days(scenario),
        *_pay_apart(scenario),
    ]


def displaced(seating: Seating) -> tuple[str, ...]:
    """The references of everybody without a post: displaced in a ring-fence, or holder of a post that ends."""
    ended = [post for post in seating.scenario.present if post.fate in ("deleted", "open")]
    deleted = {seat.holder[0] for post in ended for seat in seating.at_the_change(post) if len(seat.holder) == 1}
    named = {holder[0] for holder in displaced_holders(seating.scenario)}
    return tuple(sorted((named | deleted) - seating.people_placed))


def _displaced(seating: Seating) -> Check:
    scenario, without, placed = seating.scenario, displaced(seating), seating.people_placed
    section = scenario.one_off
    leavers = [leaver for leaver in section.leavers if leaver.holder] if section else []
    leaving = [leaver.holder for leaver in leavers]
    on_trial = {
        leaver.holder: leaver.trial.job for leaver in leavers if leaver.trial and leaver.trial.outcome != "left"
    }
    redeployed = section.redeployed if section else ()
    elsewhere = [one.holder for one in redeployed]
    elsewhere_or_gone = {*leaving, *elsewhere}
    faults = [
        *(
            f"{ref} has no post in the new structure and is neither under leavers nor under redeployed, so the cost of "
            "leaving is not known."
            for ref in without
            if ref not in elsewhere_or_gone
        ),
        *(
            f"{ref} is under leavers or redeployed, but is placed in a proposed post. State the holder's last day, or "
            "that they are displaced (People, Outcome of ring-fences)."
            for ref in (*leaving, *elsewhere)
            if ref in placed and ref not in last_days(scenario)
        ),
    ]
    unlisted = _ended_without_holders(scenario)
    leave = number_of(len(set(without) & set(leaving) - {*on_trial}), "leaves", "leave")
    gone = f"{number_of(len(without), 'holder')} without a post in the new structure: {leave}"
    sound = "Everybody has a post in the new structure."
    if without:
        jobs = on_trial | {one.holder: one.to for one in redeployed}
        to = [f"{holder} redeployed to {job}" for holder, job in jobs.items()]
        more = [f"{len(to) - MOST_TOLD:,} more redeployed"] if len(to) > MOST_TOLD else []
        sound = ", ".join([gone, *to[:MOST_TOLD], *more]) + "."
    if unlisted:
        of_listed = f"Of the holders listed: {sound[:1].lower()}{sound[1:]}"
        sound = f"{of_listed} These posts end and their holders are not listed: {listed_in_short(unlisted)}."
    outcome = "fail" if faults else "disclosed" if unlisted else "pass"
    return Check(
        "displaced", "Cost of leaving for everyone without a post", outcome, True, " ".join(first_of(faults)) or sound
    )


def last_days(scenario: Scenario) -> dict[str, date]:
    """The day on which each holder leaves, by reference; only holders who have a last day in all their posts.

    It is the latest of those days. The holder leaves even if a post continues.
    """
    days: dict[str, list[date | None]] = {}
    for post in scenario.present:
        for holder in post.holders:
            days.setdefault(holder.ref, []).append(holder.to)
    return {ref: max(day for day in of_posts if day) for ref, of_posts in days.items() if None not in of_posts}


def _ended_without_holders(scenario: Scenario) -> list[str]:
    """The titles of posts that end, are not vacant and list no holder, where some of the leavers are not stated."""
    leaving = [leaver.post for leaver in scenario.one_off.leavers] if scenario.one_off else []
    ended = (post for post in scenario.present if post.fate == "deleted" and not post.vacant and not post.holders)
    return [post.title for post in ended if leaving.count(post.id) < post.number]


def _severance_approved(scenario: Scenario, transition: Transition) -> Check:
    key, title = "severance_approval", "Approval of severance at or above the council's limit"
    limit = stated(scenario.one_off, "one_off").severance_limit
    if limit is None:
        severance = max((one.severance for one in transition.leaving), default=0.0)
        finding = f"No limit is set, so no approval is required. The largest severance is {pounds(severance)}."
        if severance >= GUIDANCE:
            finding += (
                " Guidance under section 40 of the Localism Act 2011 suggests a vote of full council on severance of "
                f"{pounds(GUIDANCE)} or more."
            )
        return Check(key, title, "disclosed" if severance else "pass", False, finding)
    missing = [
        f"{one.leaver.who}: {one.missing}. It needs the approval of: {limit.approval_by}."
        for one in transition.leaving
        if one.missing
    ]
    missing += [
        f"{one.leaver.who}: approved by {one.leaver.approval.by}. The package needs the approval of: "
        f"{limit.approval_by}."
        for one in transition.leaving
        if one.needs_approval and one.leaver.approval and not _same_body(one.leaver.approval.by, limit.approval_by)
    ]
    over = sum(one.needs_approval for one in transition.leaving)
    sound = (
        f"Leavers whose severance is at or above {pounds(limit.amount)}: {over} of {len(transition.leaving)}. "
        f"Approved by: {limit.approval_by}."
    )
    if not over:
        sound = f"No severance package is {pounds(limit.amount)} or more."
    return Check(key, title, "fail" if missing else "pass", True, " ".join(first_of(missing)) or sound)


def _same_body(one: str, other: str) -> bool:
    """Whether two names mean the same person or body. Capitals, extra spaces and a leading ``the`` do not count."""
    return len({" ".join(name.casefold().split()).removeprefix("the ") for name in (one, other)}) == 1


def _paid_back(scenario: Scenario, transition: Transition) -> Check:
    key, title = "payback", "Payback of the one-off costs"
    ceiling, payback = stated(scenario.one_off, "one_off").payback_ceiling, transition.payback
    found = f"One-off costs are {pounds(transition.total)}; "
    if payback.years is None:
        found += payback.reason
    else:
        found += f"a saving of {pounds(transition.full_year_saving)} a year pays them back in {payback.years:.2f} years"
    if ceiling is None:
        return Check(key, title, "disclosed", False, f"{found}. No ceiling is set.")
    within = payback.within(ceiling.years)
    return Check(key, title, "pass" if within else "fail", True, f"{found}. The ceiling is {ceiling.years:g} years.")


def _leaving_days(scenario: Scenario) -> list[Check]:
    """The check that discloses leavers whose last day is not the day on which their post ends."""
    eve = scenario.dates.implementation - timedelta(days=1)
    ends: dict[str, set] = {}
    for post in scenario.present:
        for who in (post.id, *(holder.ref for holder in post.holders)):
            ends.setdefault(who, set()).add(post.until or eve)
    for who, last in last_days(scenario).items():
        ends[who] = {last}
    apart = [
        f"{leaver.who} leaves on {in_words(leaver.leaves_on)}; the post ends on {in_words(max(ends[leaver.who]))}."
        for leaver in stated(scenario.one_off, "one_off").leavers
        if leaver.leaves_on not in ends[leaver.who]
    ]
    if not apart:
        return []
    follows = "Recurring costs end when the post ends, not when the leaver goes."
    finding = " ".join([*first_of(apart), follows])
    return [Check("leaving_days", "Leaving days against the days that posts end", "disclosed", False, finding)]


def _pay_apart(scenario: Scenario) -> list[Check]:
    """The check that discloses leavers whose stated week's pay is not that of their present post, with the reasons."""
    leavers = stated(scenario.one_off, "one_off").leavers
    apart = [f"{one.who}: {one.pay_reason.rstrip('.')}." for one in leavers if one.pay_reason]
    title = "Leavers whose stated pay differs from their post's"
    return [Check("leavers_pay", title, "disclosed", False, " ".join(first_of(apart)))] if apart else []
