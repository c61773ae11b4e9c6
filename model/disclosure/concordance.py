"""The concordance: each named figure in the exempt and in the public papers, and why the two differ.

It is for the clerk, who answers for what is published and what a meeting hears in private. It is exempt, like the
whole pack.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.assessment.assess import Assessment
from model.base.money import POUND, pounds
from model.base.quantity import Quantity
from model.disclosure.public_figures import PublicAssessment
from model.disclosure.public_input import PUBLIC_REASON, replaces_exempt_basis
from model.pay.salaries import PEOPLE_BASES

WITHHELD = "There is no public pack: a check has stopped it."
OF_CUSTOMERS_TOLD = "The exempt papers show what each customer pays instead."
ONE_OFF = "The figure is left out, since it is about those who leave, or is stated in a section that is not public."
OF_POINTS = "The figure is left out, since it depends on what each holder is paid."
OF_CUSTOMERS = "The figure is left out, since it depends on what each customer pays and on the trading account."
NOT_PUBLIC = "The figure is left out, since it depends on fields that are not public."
BY_POST = (
    "In the public figure, each post is costed by its grade. Holders' own hours, and what is paid on top of a grade, "
    "are not public."
)
NOT_TOLD = "not there"


@dataclass(frozen=True)
class Concorded:
    """One figure as the exempt and the public papers print it, and each reason why the two differ.

    ``exempt`` or ``public`` is ``not there`` where those papers do not have the figure.
    """

    name: str
    exempt: str
    public: str
    why: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether both papers print the same figure."""
        return self.exempt == self.public


def concordance(whole: Assessment, public: PublicAssessment, *, published: bool = True) -> tuple[Concorded, ...]:
    """Every named figure of the exempt or the public papers, in the order of page one.

    ``published`` says whether there is a public pack. Where a check has stopped it, no figure is public.
    """
    rows = []
    for key in dict.fromkeys((*whole.quantities, *public.quantities)):
        decided, told = whole.quantities.get(key), public.quantities.get(key) if published else None
        printed = [quantity.printed if quantity else NOT_TOLD for quantity in (decided, told)]
        name = decided or told
        if name is not None:
            why = tuple(_why(whole, public, decided, told, published=published))
            rows.append(Concorded(name.name, printed[0], printed[1], why))
    return tuple(rows)


def _why(
    whole: Assessment, public: PublicAssessment, decided: Quantity | None, told: Quantity | None, *, published: bool
) -> Iterator[str]:
    """Each reason why a figure is not the same in both papers, as a sentence."""
    if not published:
        yield WITHHELD
    elif decided is None:
        yield OF_CUSTOMERS_TOLD
    elif told is None:
        yield _left_out(whole, decided)
    elif decided.printed != told.printed:
        yield from _differ(whole, public, told)


def _left_out(whole: Assessment, decided: Quantity) -> str:
    """Why a figure is in no public paper."""
    headline = whole.scenario.costing.basis
    if any(cost.basis in PEOPLE_BASES and cost.basis != headline for cost in decided.made_of):
        return OF_POINTS
    if decided.made_of:
        return NOT_PUBLIC
    return ONE_OFF if decided.key == "one_off_cost" else OF_CUSTOMERS


def _differ(whole: Assessment, public: PublicAssessment, told: Quantity) -> Iterator[str]:
    if replaces_exempt_basis(public.scenario):
        yield PUBLIC_REASON
    elif public.unrounded.quantities[told.key].printed != whole.quantities[told.key].printed:
        yield BY_POST
    if public.step != POUND:
        step = pounds(float(public.step))
        yield f"Public figures are in steps of {step}, since a salary depends on a pay point that no source publishes."
