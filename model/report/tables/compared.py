"""Two costings side by side: what differs in pounds, without rows in which neither has anything, and with a total."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from model.base.faults import listed, number_of
from model.base.money import POUND, half_up
from model.pay.salaries import basis_named

if TYPE_CHECKING:
    import pandas as pd

EFFECT = "part_year_effect"
"""The one measure that years add up of: what a change costs in each year that it is shown for."""
MEASURES = {
    "do_nothing": "Present",
    "proposed": "Proposed",
    "full_year_effect": "Full-year effect",
    EFFECT: "Effect in the year",
}
Amounts = tuple[str, str, str, float, float]
"""Structure, basis, year as 2010/11, and £ of the one and of the other."""


def compared(amounts: Iterable[Amounts], one: str, other: str) -> tuple["pd.DataFrame", str]:
    """One row a measure, year and basis, £ of each and the difference; and what is said under them.

    A row that is £0 on both sides is left out. After the rows of a basis with several years stands the effect of those
    years together, from unrounded figures. ``one`` and ``other`` name the columns.
    """
    import pandas as pd

    compared_amounts = list(amounts)
    rows, empty = [], []
    for structure, basis, year, before, after in compared_amounts:
        if half_up(before, POUND) or half_up(after, POUND):
            rows.append((MEASURES[structure], year, basis_named(basis).label, before, after))
        else:
            empty.append(f"{MEASURES[structure].lower()} {year}")
    for basis in dict.fromkeys(basis for _, basis, *_ in compared_amounts):
        of_years = [
            (year, before, after) for of, on, year, before, after in compared_amounts if (of, on) == (EFFECT, basis)
        ]
        together = [sum(before for _, before, _ in of_years), sum(after for *_, after in of_years)]
        if len(of_years) > 1 and any(half_up(amount, POUND) for amount in together):
            span = f"{of_years[0][0]} to {of_years[-1][0]}"
            rows.append(("Effect in all these years", span, basis_named(basis).label, *together))
    frame = pd.DataFrame(rows, columns=["Measure", "Year", "Basis", one, other])
    frame["Difference"] = frame[other] - frame[one]
    said = []
    if "Effect in all these years" in set(frame["Measure"]):
        said.append("The effect in all these years comes from unrounded figures.")
    if empty:
        rows_left_out = number_of(len(empty), "row that is", "rows that are")
        said.append(f"Left out: {rows_left_out} £0 on both sides ({listed(list(dict.fromkeys(empty)), 'and')}).")
    return frame, " ".join(said)
