"""Whether each person is paid exactly once on every day: no day falls between their two posts, and none is in both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.base.check import Check, checked, first_of
from model.base.faults import number_of
from model.base.financial_year import in_words
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.people.appointments import Appointment
from model.people.seats import HolderKey
from model.schema.sections.posts import PresentPost
from model.schema.sections.scenario import Scenario

ONE_DAY = timedelta(days=1)
ENDED = ("deleted", "open")
"""The fates of a post after which its holders have no post."""


@dataclass(frozen=True)
class Passage:
    """People who move from a present post to a proposed post, with some days in neither post or in both.

    ``ends`` is the last day of the present post and ``begins`` the first day of the proposed one. ``amount`` is what
    the present post costs on those days, £.
    """

    before: PresentPost
    ends: date
    into: str
    begins: date
    people: int
    amount: float

    @property
    def days(self) -> int:
        """How many days are in neither post, or in both."""
        return abs((self.begins - self.ends).days - 1)

    @property
    def told(self) -> str:
        """The finding, with the number of days and their approximate cost."""
        who = number_of(self.people, "person is", "people are")
        how = "paid for neither post" if self.begins > self.ends else "paid for both posts"
        amount = pounds(self.amount)
        less = f"which costs about {amount} less" if self.begins > self.ends else f"which costs about {amount} more"
        return (
            f"{self.before.title} ends on {in_words(self.ends)} and {self.into} begins on {in_words(self.begins)}. "
            f"{who} {how} for {number_of(self.days, 'day')}, {less}."
        )


def paid_once_checks(costed: CostedScenario) -> list[Check]:
    """The check of days in neither post or in both, which blocks unless each case has a reason.

    Where a post or acting-up ends and the file doesn't say what follows, a second check discloses it.
    """
    found = passages(costed)
    explained = [f"{one.told} Reason: {one.before.until_reason}" for one in found if one.before.until_reason]
    faults = [
        f"{one.told} Correct the days, or give a reason for the last day of {one.before.title}."
        for one in found
        if not one.before.until_reason
    ]
    sound = "Each present post ends on the day before its holders' next post begins."
    disclosed = Check("paid_once", "Everyone paid once on every day", "disclosed", False, " ".join(first_of(explained)))
    blocking = checked("paid_once", disclosed.title, [*faults, *explained] if faults else [], sound)
    ends = list(_ends_unsaid(costed))
    return [
        disclosed if explained and not faults else blocking,
        *(
            [checked("ends_unsaid", "Pay that ends with nothing stated after it", ends, "", blocking=False)]
            if ends
            else []
        ),
    ]


def passages(costed: CostedScenario) -> list[Passage]:
    """Moves between posts that leave days in neither post or in both. People with the same move are one ``Passage``."""
    scenario, now, then = costed.scenario, costed.plans["do_nothing"], costed.plans["proposal"]
    eve = scenario.dates.implementation - ONE_DAY
    posts = {post.id: post for post in scenario.present}
    starts = {post.id: post.filled_on or post.from_ or scenario.dates.implementation for post in scenario.proposed}
    coming: dict[HolderKey, list[Appointment]] = {}
    for held in then.appointments:
        if held.structure == "proposed" and not held.below_grade:
            coming.setdefault(held.holder, []).append(held)
    still = {(held.post, held.holder): row for row, held in enumerate(then.appointments) if held.structure == "present"}
    alike: dict[tuple[str, str, date, date], list[float]] = {}
    for row, held in enumerate(now.appointments):
        post, own = posts[held.post], coming.get(held.holder, [])
        into = next((each for each in own if each.post in post.to), None)
        if into is None or not _is_person(post, held.holder):
            continue
        own.remove(into)
        ends, begins = post.until or eve, starts[into.post]
        if held.first_day > ends:
            continue  # somebody who joins later was in no post before
        if begins > ends + ONE_DAY:
            amount = _cost_of_days(costed, "do_nothing", row, ends + ONE_DAY, begins - ONE_DAY)
        elif begins <= ends:
            amount = _cost_of_days(costed, "proposal", still[held.post, held.holder], begins, ends)
        else:
            continue
        alike.setdefault((post.id, into.title, ends, begins), []).append(amount)
    return [
        Passage(posts[before], ends, into, begins, len(amounts), sum(amounts))
        for (before, into, ends, begins), amounts in alike.items()
    ]


def _is_person(post: PresentPost, holder: HolderKey) -> bool:
    """Whether a seat has a person: a named holder, or anybody in a post that lists no holders and is not vacant."""
    return len(holder) == 1 or not (post.vacant or post.holders)


def _cost_of_days(costed: CostedScenario, timeline: str, row: int, first: date, last: date) -> float:
    """What an appointment costs from ``first`` to ``last``, £, on the scenario's basis; part months count by days."""
    costs = costed.costs[timeline, costed.scenario.costing.basis]
    part = costed.book.months.fraction_employed(
        np.array([first], dtype="datetime64[D]"), np.array([last], dtype="datetime64[D]")
    )[0]
    employed = costs.plan.employed[row]
    return float((costs.total[row] * np.divide(part, employed, out=np.zeros_like(part), where=employed > 0)).sum())


def _ends_unsaid(costed: CostedScenario) -> Iterator[str]:
    """Sentences on posts that end where a holder stays or no holder is stated, and on acting up without a post."""
    scenario = costed.scenario
    placed: dict[HolderKey, float] = {}
    for held in costed.plans["proposal"].appointments:
        if held.structure == "proposed":
            placed[held.holder] = placed.get(held.holder, 0.0) + held.fte
    stated = {leaver.who for leaver in scenario.one_off.leavers} if scenario.one_off else set()
    for post in scenario.present:
        if post.fate not in ENDED:
            continue
        for holder in post.holders:
            if (holder.ref,) in placed:
                yield (
                    f"{holder.ref} keeps {placed[holder.ref,]:g} FTE and loses {holder.fte:g} FTE in {post.title}, "
                    f"which {_ends(post, scenario)}."
                )
        if not (post.holders or post.vacant or post.id in stated):
            yield (
                f"{post.title} {_ends(post, scenario)}. The file says neither who holds it nor that it is vacant, so "
                "no figure includes the cost of leaving."
            )
    yield from _acting_without_a_post(costed)


def _ends(post: PresentPost, scenario: Scenario) -> str:
    return f"ends on {in_words(post.until or scenario.dates.implementation - ONE_DAY)}"


def _acting_without_a_post(costed: CostedScenario) -> Iterator[str]:
    """Sentences on holders who act up while they have no post.

    Neither acting pay nor backfill is costed for those days, since acting pay is added to the pay of their own post.
    """
    titles = {post.id: post.title for post in costed.scenario.proposed}
    held = costed.plans["proposal"].appointments
    for acting in costed.scenario.people.acting_up if costed.scenario.people else ():
        own = [one for one in held if one.holder == (acting.holder,) and one.acting_up]
        days = sum(max((min(one.last_day, acting.to) - max(one.first_day, acting.from_)).days + 1, 0) for one in own)
        without = (acting.to - acting.from_).days + 1 - days
        if without > 0:
            yield (
                f"{acting.holder} acts up in {titles[acting.into]} and has no post of their own on "
                f"{number_of(without, 'day')} of that time: neither acting pay nor backfill is costed for those days."
            )
