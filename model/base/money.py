"""Rounding and writing money: the one place where pounds are rounded, half up, through Decimal.

Inside the model money is unrounded (float, £). A displayed total is rounded from the unrounded
total, never added up from rounded parts.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import cycle, islice

PENNY = Decimal("0.01")
POUND = Decimal("1")
MICRO_PLACES = 6
MICRO = Decimal(1).scaleb(-MICRO_PLACES)


def exact(amount: float | int | str | Decimal) -> Decimal:
    """The amount as a Decimal, rounded to a millionth of a pound.

    A float carries about 16 figures, so £0.125 may arrive as 0.12499999999. The rounding makes it a tie, as on paper.
    """
    decimal = amount if isinstance(amount, Decimal) else Decimal(str(float(amount)))
    return decimal.quantize(MICRO, ROUND_HALF_UP)


def half_up(amount: float | int | str | Decimal, step: Decimal = PENNY) -> Decimal:
    """The amount rounded to the nearest step, a penny unless given. A tie is rounded away from zero."""
    return (exact(amount) / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def up_to(amount: float | int | str | Decimal, step: Decimal = PENNY) -> Decimal:
    """The smallest multiple of the step that is not less than the amount."""
    return (exact(amount) / step).quantize(Decimal(1), ROUND_CEILING) * step


def rounded_together(parts: Sequence[float], whole: float, step: Decimal = POUND) -> list[Decimal]:
    """Parts in whole steps that add up to their total in whole steps.

    Each part is rounded half up. If steps are then missing, one is added to each of the largest parts, where a step
    matters least. If there are too many, one is taken from each of the largest parts. After the smallest part, this
    starts again at the largest. A part of 0 stays 0. The unrounded parts must add up to ``whole`` within a few steps.
    """
    shown = [half_up(part, step) for part in parts]
    lacking = int((half_up(whole, step) - sum(shown)) / step)
    largest = sorted(filter(parts.__getitem__, range(len(parts))), key=lambda place: -abs(shown[place]))
    for place in islice(cycle(largest), abs(lacking)):
        shown[place] += step if lacking > 0 else -step
    return shown


def percentage(share: float) -> str:
    """A rate as it is printed, to at most four decimal places: 24.8%, 2.25%, 3%."""
    return f"{share * 100:.4f}".rstrip("0").rstrip(".") + "%"


def pounds(amount: float | int | Decimal, *, pence: bool = False, signed: bool = False) -> str:
    """Money as it is printed: ``£444,090``, ``−£1,250`` with a true minus sign, ``+£14,270`` when signed."""
    rounded = half_up(amount, PENNY if pence else POUND)
    text = f"£{abs(rounded):,.2f}" if pence else f"£{abs(rounded):,.0f}"
    if rounded < 0:
        return "\u2212" + text
    return "+" + text if signed and rounded > 0 else text
