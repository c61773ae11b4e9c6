"""Costings side by side: what differs in pounds, with a total, and without rows that are £0 in every costing."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from model.base.faults import listed, number_of
from model.base.money import POUND, half_up
from model.pay.salaries import basis_named

if TYPE_CHECKING:
    import pandas as pd

EFFECT = "part_year_effect"
"""The only measure that is added up over years: what a change costs in each year shown."""
MEASURES = {
    "do_nothing": "Present",
    "proposed": "Proposed",
    "full_year_effect": "Full-year effect",
    EFFECT: "Effect in the year",
}
ALL_YEARS = "Effect in all these years"
EFFECTS = {MEASURES["full_year_effect"], MEASURES[EFFECT], ALL_YEARS}
"""The measures that are changes, and so are printed with a sign."""
Amounts = tuple[str, str, str, Sequence[float]]
"""Structure, basis, year as 2010/11, and £ of each costing."""


def difference_columns(names: Sequence[str], baseline: str) -> dict[str, str]:
    """By the name of each costing other than the baseline: the heading of its difference from the baseline."""
    others = [name for name in names if name != baseline]
    return {name: "Difference" if len(others) == 1 else f"{name} less {baseline}" for name in others}


def compared(amounts: Iterable[Amounts], names: Sequence[str], baseline: str = "") -> tuple["pd.DataFrame", str]:
    """A table of costings beside each other, and its note. The table has one row for each measure, year and basis.

    The columns are £ of each costing, and its difference from the baseline. A row that is £0 in every costing is left
    out. The last rows have the sum of the effects of several years, one row for each basis, from unrounded figures.
    ``names`` are the costings. The first is the baseline unless ``baseline`` names another.
    """
    import pandas as pd

    compared_amounts = list(amounts)
    rows, empty = [], []
    for structure, basis, year, costs in compared_amounts:
        if any(half_up(cost, POUND) for cost in costs):
            rows.append((MEASURES[structure], year, basis_named(basis).label, *costs))
        else:
            empty.append(f"{MEASURES[structure].lower()} {year}")
    for basis in dict.fromkeys(basis for _, basis, *_ in compared_amounts):
        of_years = [(year, costs) for of, on, year, costs in compared_amounts if (of, on) == (EFFECT, basis)]
        together = [sum(costs) for costs in zip(*(costs for _, costs in of_years), strict=True)]
        if len(of_years) > 1 and any(half_up(amount, POUND) for amount in together):
            span = f"{of_years[0][0]} to {of_years[-1][0]}"
            rows.append((ALL_YEARS, span, basis_named(basis).label, *together))
    frame = pd.DataFrame(rows, columns=["Measure", "Year", "Basis", *names])
    baseline = baseline or names[0]
    for name, column in difference_columns(names, baseline).items():
        frame[column] = frame[name] - frame[baseline]
    said = ["Each figure and each difference is rounded by itself."] if _misses(frame, names, baseline) else []
    if ALL_YEARS in set(frame["Measure"]):
        said.append("The effect in all these years comes from unrounded figures.")
    if empty:
        rows_left_out = number_of(len(empty), "row that is", "rows that are")
        where = "on both sides" if len(names) == 2 else "in every scenario"
        said.append(f"Left out: {rows_left_out} £0 {where} ({listed(list(dict.fromkeys(empty)), 'and')}).")
    return frame, " ".join(said)


def _misses(frame: "pd.DataFrame", names: Sequence[str], baseline: str) -> bool:
    """Whether any printed difference is not the difference of the two printed figures."""
    return any(
        half_up(apart, POUND) != half_up(amount, POUND) - half_up(before, POUND)
        for name, column in difference_columns(names, baseline).items()
        for amount, before, apart in zip(frame[name], frame[baseline], frame[column], strict=True)
    )
