"""Whether the public figures give the same message as the exempt figures on which the council decides.

The two may differ, since public figures cost each post by its grade. But a reader who sees a saving where the council
decided on a cost has been misled, unless the public page explains it. The council words that explanation
(``disclosure``, ``differs_because``), since only the council may say how much of an exempt figure to reveal.
"""

from collections.abc import Iterator

from model.assessment.assess import Assessment
from model.base.check import checked
from model.base.faults import listed
from model.base.money import POUND, half_up, pounds
from model.base.quantity import Quantity
from model.checks.clearance_checks import Check
from model.disclosure.public_figures import PublicAssessment

EFFECTS = (
    "full_year_effect",
    "in_year_effect",
    "following_effect",
    "all_years_effect",
    "cash_effect",
    "in_year_cash_effect",
)
"""The quantities whose sign is a message: that the change costs more, or saves."""


def concord_check(whole: Assessment, public: PublicAssessment) -> Check:
    """The check that each effect on the public page has the sign of the exempt effect, and that prices agree.

    Where signs or prices differ and ``differs_because`` explains why on the public page, the outcome is ``disclosed``.
    If there is no explanation, the check fails and no public pack is made. The check never blocks the costing itself.
    """
    key, title = "public_concord", "Public figures compared with the figures decided on"
    apart = [*_other_signs(whole, public), *_other_prices(whole, public)]
    if not apart:
        sound = "Every public effect has the same sign as the effect decided on, and the prices agree."
        return checked(key, title, [], sound, blocking=False)
    finding = f"The public page shows {listed(apart, 'and')}."
    if public.scenario.disclosure and public.scenario.disclosure.differs_because:
        return Check(key, title, "disclosed", False, f"{finding} The public page says why.")
    needed = (
        "State under disclosure, differs_because, what the public page is to say about this. Until then there is no "
        "public pack."
    )
    return Check(key, title, "fail", False, f"{finding} {needed}")


def _other_signs(whole: Assessment, public: PublicAssessment) -> Iterator[str]:
    for key in EFFECTS:
        told, decided = public.quantities.get(key), whole.quantities.get(key)
        if told and decided and _sign(told) != _sign(decided) and abs(told.amount - decided.amount) >= public.step:
            yield (
                f"\u201c{told.name.lower()}\u201d as {told.in_words} (the exempt figure decided on is "
                f"{decided.in_words})"
            )


def _other_prices(whole: Assessment, public: PublicAssessment) -> Iterator[str]:
    """The published rise for equal customers, in words, where the list of customers gives a different rise."""
    decided, told = whole.quantities.get("rise_all_stay"), public.buy_backs[:1]
    if decided is None or "rise_all_stay" in public.quantities:
        return
    for test in told:
        rise = test.recovering_uplift
        if half_up(rise, POUND) != half_up(decided.amount, POUND):
            yield (
                f"{pounds(rise, pence=True, signed=True)} for each of {test.customers:,} equal customers (the list of "
                f"customers gives {decided.printed} for the average customer)"
            )


def _sign(one: Quantity) -> int:
    return 0 if one.is_nothing else 1 if one.amount > 0 else -1
