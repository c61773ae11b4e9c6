"""Whether the public figures tell the same story as the exempt ones that are decided on.

They may differ, since the public ones cost each post by its grade. A reader who is told of a saving where the council
decided on a cost has been misled, though, unless the public page says so: what it says is the council's to word
(``disclosure``, ``differs_because``), since only the council may say what of an exempt figure it tells.
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
"""The quantities whose sign is a message: that the change costs, or saves."""


def concord_check(whole: Assessment, public: PublicAssessment) -> Check:
    """Whether each effect on the public page has the sign of the exempt one, and prices the same message.

    Disclosed where it has not and ``differs_because`` says why on the public page; without that the check fails, and no
    public pack is made. It blocks nothing of the costing itself.
    """
    key, title = "public_concord", "Public figures beside those decided on"
    apart = [*_other_signs(whole, public), *_other_prices(whole, public)]
    if not apart:
        sound = "Every effect has the sign of the one decided on, and prices tell one story."
        return checked(key, title, [], sound, blocking=False)
    finding = f"The public page shows {listed(apart, 'and')}."
    if public.scenario.disclosure and public.scenario.disclosure.differs_because:
        return Check(key, title, "disclosed", False, f"{finding} The public page says why.")
    needed = "State under disclosure, differs_because, what the public page is to say of that; there is none till then."
    return Check(key, title, "fail", False, f"{finding} {needed}")


def _other_signs(whole: Assessment, public: PublicAssessment) -> Iterator[str]:
    for key in EFFECTS:
        told, decided = public.quantities.get(key), whole.quantities.get(key)
        if told and decided and _sign(told) != _sign(decided) and abs(told.amount - decided.amount) >= public.step:
            yield f"{told.in_words} ({told.name.lower()}) where {decided.in_words} is decided on"


def _other_prices(whole: Assessment, public: PublicAssessment) -> Iterator[str]:
    """The rise that the public page tells of equal customers, where the list of customers tells another."""
    decided, told = whole.quantities.get("rise_all_stay"), public.buy_backs[:1]
    if decided is None or "rise_all_stay" in public.quantities:
        return
    for test in told:
        rise = test.recovering_uplift
        if half_up(rise, POUND) != half_up(decided.amount, POUND):
            yield (
                f"{pounds(rise, pence=True, signed=True)} for each of {test.customers:,} equal customers where the "
                f"list of customers gives {decided.printed} for the average one"
            )


def _sign(one: Quantity) -> int:
    return 0 if one.is_nothing else 1 if one.amount > 0 else -1
