"""The tables of a portfolio: by scenario, by fund, by directorate and year, the medium term, and what it rests on.

No table shows a post or a person. Still, the whole portfolio is exempt where any scenario rests on holders' points.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from model.base.faults import listed, number_of
from model.base.financial_year import FinancialYear, from_to, in_words
from model.pay.one_off import Payback
from model.pay.salaries import basis_named
from model.portfolio.portfolio import Member, Portfolio
from model.portfolio.sums import (
    Sums,
    by_directorate,
    by_fund_and_year,
    by_year,
    mtfs_of_all,
    payback,
    quantities,
    quantity_of,
)
from model.report.rounding import with_rounding
from model.report.table import EFFECTS, Table
from model.report.table import Sums as MadeOf

Row: TypeAlias = dict[str, str | float]
IN_YEAR = ("If nothing changed", "With the proposal", "Effect in the year", "One-off")
FULL_YEAR = ("Present", "Proposed", "Effect", "One-off")
MTFS = (
    "Change on the year before",
    "Recurring",
    "One-off",
    "Net in the year",
    "Cumulative, recurring",
    "Cumulative, with one-off",
)
MOST_NAMED = 5
"""The most scenarios that a note names. The table of what the figures rest on has every scenario."""
NONE = "\u2013"


def portfolio_tables(portfolio: Portfolio) -> list[Table]:
    """Every table, in the order of the page."""
    made = (
        in_short(portfolio),
        by_scenario(portfolio),
        fund_table(portfolio),
        directorate_table(portfolio),
        mtfs_table(portfolio),
        rests_on(portfolio),
    )
    return [with_rounding(table) for table in made]


def in_short(portfolio: Portfolio) -> Table:
    """One row for each named figure: the sum of the scenarios' own figures of that name."""
    known = quantities(portfolio)
    rows: list[Row] = [
        {"Figure": of.name, "Amount": of.amount, "Unit": of.unit, "Basis": of.basis, "Year": of.year}
        for of in known.values()
    ]
    return Table(
        "portfolio_in_short",
        "The restructures together",
        rows,
        money=("Amount",),
        printed={"Amount": tuple(of.printed for of in known.values())},
        note="Each figure is the sum of the scenarios' own figures of that name.",
    )


def by_scenario(portfolio: Portfolio) -> Table:
    """One row for each scenario: costs before and after, the effect, one-off costs, and the years to pay those back."""
    rows = [_full_year(member) for member in portfolio.members]
    total: Row = {"Reference": "Total", "Restructure": "All restructures", "Directorate": ""}
    total |= {name: sum(float(row[name]) for row in rows) for name in FULL_YEAR}
    return Table(
        "by_scenario",
        "What each restructure costs in a full year, and once, £",
        [*rows, total | {"Paid back in": _paid_back(payback(portfolio))}],
        money=FULL_YEAR,
        signed=("Effect",),
        total_row=True,
        note="The full year uses the rates of the year in which each restructure begins. + means more cost and "
        "\u2212 means less. Payback is one-off costs divided by the full-year saving.",
        sums=MadeOf({"Effect": ("Proposed", "-Present")}),
    )


def _full_year(member: Member) -> Row:
    keys = ("present_cost", "proposed_cost", "full_year_effect", "one_off_cost")
    own = [quantity_of(member, key) for key in keys]
    once = member.assessment.transition
    return {
        "Reference": member.called,
        "Restructure": member.title,
        "Directorate": member.directorate,
        **{name: of.amount if of else 0.0 for name, of in zip(FULL_YEAR, own, strict=True)},
        "Paid back in": _paid_back(once.payback if once else None),
    }


def _paid_back(of: Payback | None) -> str:
    """Years to pay back, in words; a dash where no one-off cost is stated."""
    if of is None:
        return NONE
    return "never" if of.years is None else f"{of.years:.2f} years"


def fund_table(portfolio: Portfolio) -> Table:
    """One row for each year and fund, and one for all funds of each year."""
    sums = by_fund_and_year(portfolio)
    rows = _by_year(portfolio, "Fund", "All funds", lambda year: {f: of for (f, y), of in sums.items() if y == year})
    return Table(
        "by_fund",
        "Who pays: pay with on-costs, and one-off costs, by fund, £",
        rows,
        money=IN_YEAR,
        signed=(IN_YEAR[2],),
        note=f"The cost of each post is split by its stated shares. {years_said(portfolio)}".rstrip(),
        sums=replace(EFFECTS, wholes="All funds"),
    )


def directorate_table(portfolio: Portfolio) -> Table:
    """One row for each year and directorate, and one for all directorates of each year."""
    sums = {(name, year): of for name, year, of in by_directorate(portfolio)}
    rows = _by_year(
        portfolio, "Directorate", "All directorates", lambda year: {d: of for (d, y), of in sums.items() if y == year}
    )
    return Table(
        "by_directorate",
        "What each directorate's restructures cost in each year, £",
        rows,
        money=IN_YEAR,
        signed=(IN_YEAR[2],),
        note=years_said(portfolio),
        sums=replace(EFFECTS, wholes="All directorates"),
    )


def _by_year(
    portfolio: Portfolio, name: str, whole: str, parts: Callable[[FinancialYear], dict[str, Sums]]
) -> list[Row]:
    totals = dict(by_year(portfolio))
    return [
        {"Year": str(year), name: part, **_amounts(of)}
        for year in portfolio.years
        for part, of in (parts(year) | {whole: totals[year]}).items()
    ]


def _amounts(of: Sums) -> dict[str, float]:
    return dict(zip(IN_YEAR, (of.do_nothing, of.proposal, of.effect, of.one_off), strict=True))


def mtfs_table(portfolio: Portfolio) -> Table:
    """One row for each year: the sum of the scenarios' own medium-term rows for that year."""
    many = len(portfolio.members)
    rows: list[Row] = [
        {
            "Year": str(row.year),
            **dict(
                zip(
                    MTFS,
                    (row.incremental, row.recurring, row.one_off, row.net, row.cumulative_recurring, row.cumulative),
                    strict=True,
                )
            ),
            "Restructures": f"{row.counted} of {many}",
        }
        for row in mtfs_of_all(portfolio)
    ]
    short = any(row["Restructures"] != f"{many} of {many}" for row in rows)
    note = (
        "+ means more cost and \u2212 means less. The scenarios\u2019 own tables are added up. Each covers the year "
        "in which its scenario is decided and the four years after that, as far as the scenario shows them."
    )
    if short:
        note += (
            " A scenario with no row for a year adds nothing to that year, and its cumulative figures stay the same."
        )
    return Table(
        "mtfs",
        "Medium-term financial strategy: all restructures, against doing nothing, £",
        rows,
        money=MTFS,
        signed=MTFS,
        note=note,
        sums=MadeOf(
            {"Net in the year": ("Recurring", "One-off")},
            {"Cumulative, recurring": ("Recurring",), "Cumulative, with one-off": ("Net in the year",)},
        ),
    )


def rests_on(portfolio: Portfolio) -> Table:
    """One row for each scenario: its file, costing basis, day of the change, years shown, and whether it clears."""
    folder = portfolio.file if portfolio.file.is_dir() else portfolio.file.parent
    rows: list[Row] = [
        {
            "Reference": member.called,
            "Restructure": member.title,
            "File": member.path.relative_to(folder).as_posix(),
            "Costed on": basis_named(member.assessment.scenario.costing.basis).label,
            "From": in_words(member.assessment.scenario.dates.implementation),
            "Years": span(member.years),
            "Checks": _checked(member),
        }
        for member in portfolio.members
    ]
    return Table("scenarios", "The scenarios, and what each rests on", rows)


def _checked(member: Member) -> str:
    failing = [check for check in member.assessment.checks_but_reconciliation if check.blocks]
    return f"{number_of(len(failing), 'blocking check fails', 'blocking checks fail')}" if failing else "passes"


def span(years: Iterable[FinancialYear]) -> str:
    """The years from the first to the last: ``2025/26 to 2027/28``."""
    shown = list(years)
    return from_to(shown[0], shown[-1])


def years_said(portfolio: Portfolio) -> str:
    """A sentence on the years that some scenarios do not show; empty where all show the same years."""
    said = [
        f"{year} has nothing from {_named(lacking)}" for year in portfolio.years if (lacking := portfolio.lacking(year))
    ]
    return f"Only the years that a scenario shows are added up: {'; '.join(said)}." if said else ""


def _named(members: tuple[Member, ...]) -> str:
    if len(members) > MOST_NAMED:
        return number_of(len(members), "scenario")
    return listed([f"{member.called} ({span(member.years)})" for member in members], "and")
