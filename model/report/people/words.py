"""How the papers about people say what happens to a holder, which point they hold, and what protects their pay."""

from model.assessment.staff import PostHeld, StaffChange
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.base.money import percentage, pounds
from model.base.stated import stated
from model.pay.leaving import KINDS_OF_LEAVING
from model.people.protection_periods import ProtectedPeriod
from model.schema.sections.declared import Form, mark_of
from model.schema.sections.employment import Ended
from model.schema.sections.one_off import RedundancyPolicy
from model.schema.sections.people import ArrivalRuleName, ProtectionScheme

ROUTES = {
    "assimilated": "slotted in",
    "regraded": "stays, regraded",
    "ring-fenced": "by ring-fence (assumed outcome)",
    "open": "open competition",
}
"""How a holder comes into a new post, by the fate of the old post."""
ARRIVALS = stated(mark_of(ArrivalRuleName, Form), "what rules are called").choices
"""The words of each rule on the point of arrival, by its name."""
NO_POST = "no post yet in the new structure"


def outcome(change: StaffChange) -> str:
    """What happens to a holder, in a few words."""
    if change.left_on:
        form = mark_of(Ended, Form)
        words = form.choices.get(change.ended, change.ended) if form else change.ended
        return f"leaves before the change{f': {words}' if words else ''}"
    if change.leaving and not change.after:
        return change.leaving.leaver.of_kind.label
    if change.redeployed_to and not change.after:
        return f"redeployed: {change.redeployed_to}"
    return ROUTES.get(change.present.fate, change.present.fate) if change.after else NO_POST


def held_as(held: PostHeld) -> str:
    """A post with the point held and the share of full time: ``Social Worker, SCP 30, 0.8 FTE``."""
    point = "" if held.point is None else f", SCP {held.point}"
    part = "" if held.fte == 1 else f", {held.fte:.4g} FTE"
    weeks = "" if held.paid_share == 1 else f", {percentage(round(held.paid_share, 6))} of the year paid"
    return f"{held.title}{point}{part}{weeks}"


def money(amount: float | None) -> str:
    """An amount in £ to the penny; a dash for None."""
    return "\u2013" if amount is None else pounds(amount, pence=True)


def steps(periods: tuple[ProtectedPeriod, ...]) -> str:
    """The sums that protect somebody's pay, one after another."""
    return "; ".join(
        f"{money(period.a_year)} a year from {in_words(period.first_day)} to {in_words(period.last_day)}"
        for period in periods
    )


def scheme_in_words(scheme: ProtectionScheme) -> str:
    """The scheme of protection, in a sentence or two."""
    if not scheme.months:
        return "Pay that falls is not protected."
    shares = "the whole difference" if scheme.shape == "flat" else _shares(scheme)
    uprated = "rises with pay awards" if scheme.uprated else "is frozen on the day of the change"
    counts = " Increments in the new grade make the difference smaller." if scheme.counts_increments else ""
    lasts = f"Pay that falls is protected for {number_of(scheme.months, 'month')}: {shares}."
    return f"{lasts} The protected salary {uprated}.{counts}"


def _shares(scheme: ProtectionScheme) -> str:
    length = scheme.months // len(scheme.shape)
    shares = ", then ".join(percentage(float(share)) for share in scheme.shape)
    return f"{shares} of the difference, each for {number_of(length, 'month')}"


def policy_in_words(policy: RedundancyPolicy) -> str:
    """How the council works out a redundancy payment, in a sentence or two."""
    weeks = "the statutory weeks" if policy.multiplier == 1 else f"{policy.multiplier:g} times the statutory weeks"
    pay = (
        "the actual week\u2019s pay" if policy.use_actual_weeks_pay else "a week\u2019s pay within the statutory limit"
    )
    most = f", at most {policy.max_weeks:g} weeks" if policy.max_weeks else ""
    with_it = "The statutory payment is included." if policy.offset else "The statutory payment is paid in addition."
    kinds = listed([KINDS_OF_LEAVING[kind].label for kind in policy.applies_to or ("compulsory",)], "and")
    whom = (
        f" This applies to {kinds}. Anyone else with a right to a redundancy payment receives the statutory payment."
        if policy.applies_to
        else ""
    )
    return f"A redundancy payment is for {weeks}, at {pay}{most}. {with_it}{whom}"
