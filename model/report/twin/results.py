"""The twin's results: each element by year in every timeline, the effects, and what each customer pays."""

from dataclasses import dataclass, replace
from itertools import starmap

import numpy as np

from model.buy_back.funding_test import BuyBack
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS, LABELS, TOTAL
from model.pay.salaries import basis_named
from model.report.twin.areas import Area
from model.report.twin.charge_blocks import ChargeAreas
from model.report.twin.facts import Facts
from model.report.twin.fund_blocks import shares_told, write_by_fund
from model.report.twin.inputs import PENNY, PLACES
from model.report.twin.once_blocks import write_savings
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.price_inputs import Pricing
from model.report.twin.price_results import PAY, Figure, write_prices, write_target
from model.report.twin.service_inputs import ServiceAreas
from model.report.twin.sheets import Book, Sheet
from model.report.twin.timeline import Timeline

COLUMNS = (*TIMELINES, *EFFECTS)
Incomes = tuple[tuple[Pricing, Area, np.ndarray], ...]
"""For each pricing its income of each year: the cells, (1, years), and £, (years,)."""


@dataclass(frozen=True)
class Told:
    """A figure that is the same on every basis: what it is, its formula, and the costing's own value."""

    label: str
    formula: str
    value: float


@dataclass(frozen=True)
class TradedAreas:
    """What results need of a traded service: who is charged what, costs beside pay, and income by pricing."""

    charged: ChargeAreas
    service: ServiceAreas | None
    income: Incomes


@dataclass(frozen=True)
class ResultAreas:
    """Where results stand: a table a year, (elements and total, timelines and effects), and what each fund bears."""

    years: tuple[Area, ...]
    by_fund: Area | None = None
    told: tuple[Told, ...] = ()
    """What is compared with the costing beside the totals: income, prices, funds, what the change costs once."""
    figures: tuple[Figure, ...] = ()
    """What the report tells first, each with its cell."""

    def total(self, year: int, column: str) -> str:
        """The cell of a year's total of a timeline or an effect."""
        return self.years[year].cell(len(LABELS) - 1, COLUMNS.index(column))


def write_results(
    book: Book,
    facts: Facts,
    timelines: dict[str, Timeline],
    traded: TradedAreas | None,
    shares: Area | None,
    once: Area | None,
) -> ResultAreas:
    """Write a table for each year, and below them prices, income, the funding test, the funds, and what is saved."""
    costed = facts.assessment.costed
    sheet = book.sheet(
        "Results",
        "Results: cost by element and year on the basis chosen",
        "£ a year, unrounded. A cost is positive and a saving negative; an effect is the proposal less the present.",
    )
    sheet.widths(62, *[20] * len(COLUMNS))
    sheet.freeze(3, 1)
    basis = basis_named(facts.assessment.scenario.costing.basis).label
    sheet.formula(2, 0, '"On the basis: "&Basis', f"On the basis: {basis}", kind="strong")
    row, years = FIRST_ROW, []
    for number, year in enumerate(costed.years):
        years.append(_year(sheet, row, number, str(year), facts, timelines))
        row += len(LABELS) + 3
    results = ResultAreas(tuple(years))
    year_of_change = costed.years.index(costed.year_of_change)
    figures = _effects(results, year_of_change, facts)
    if traded:
        row, of_prices = _prices(sheet, row, traded, results, facts)
        figures += of_prices
        of_prices = [Told(one.words, one.cell.cell(), one.value) for one in of_prices]
        results = replace(results, told=(*of_prices, *_income(sheet, row, traded.income, results, facts)))
        row += len(years) + 3
    for test in facts.assessment.buy_backs:
        row, of_test = _buy_back(sheet, row, test, results, year_of_change, facts)
        figures += of_test
    if shares:
        by_fund = write_by_fund(sheet, row, facts, timelines, shares)
        results = replace(results, by_fund=by_fund, told=(*results.told, *starmap(Told, shares_told(facts, shares))))
        row += results.by_fund.rows + 3
    if once:
        effects = [results.total(number, "part_year_effect") for number in range(len(years))]
        full_year = results.total(year_of_change, "full_year_effect")
        spent, of_change = write_savings(sheet, row, facts, once, effects, full_year)
        results = replace(results, told=(*results.told, *starmap(Told, spent)))
        figures += of_change
    return replace(results, figures=figures)


def _effects(results: ResultAreas, year: int, facts: Facts) -> tuple[Figure, ...]:
    """The totals and effects that the report tells first."""
    known = facts.assessment.quantities
    named = {
        "do_nothing": known["present_cost"],
        "proposed": known["proposed_cost"],
        "full_year_effect": known["full_year_effect"],
        "part_year_effect": known["in_year_effect"],
    }
    area = replace(results.years[year], fixed="both")
    return tuple(
        Figure(
            f"{one.name}, {one.year}",
            area.part(len(LABELS) - 1, COLUMNS.index(key)),
            one.amount,
            rests_on=tuple(name for name in PAY if (key, name) != ("do_nothing", "Protection")),
        )
        for key, one in named.items()
    )


def _prices(
    sheet: Sheet, row: int, traded: TradedAreas, results: ResultAreas, facts: Facts
) -> tuple[int, tuple[Figure, ...]]:
    """Write the full cost that prices must meet, where it is known, and what they bring in."""
    target = None
    if traded.service:
        year = facts.assessment.costed.years.index(facts.assessment.traded.year_after)
        row, target = write_target(sheet, row, facts, results.total(year, "proposal"), traded.service)
    row, found = write_prices(sheet, row, facts, traded.charged, target, traded.service)
    return row, (*([target] if target else []), *found)


def _year(sheet: Sheet, row: int, number: int, year: str, facts: Facts, timelines: dict[str, Timeline]) -> Area:
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    months = len(costed.book.months)
    sheet.text(row, 0, f"{year}, £", "heading")
    sheet.head(row + 1, 0, ("Element", *SHEETS.values(), *(f"{label}, £" for label, _ in EFFECTS.values())), 1)
    area = Area("Results", row + 2, 1, len(LABELS), len(COLUMNS))
    for i, key in enumerate(LABELS):
        kind = "total" if key == TOTAL else "formula"
        sheet.text(row + 2 + i, 0, LABELS[key], "total" if kind == "total" else "label")
        for j, column in enumerate(COLUMNS):
            if column in EFFECTS:
                after = COLUMNS.index(EFFECTS[column][1])
                formula = f"{area.cell(i, after)}-{area.cell(i, COLUMNS.index('do_nothing'))}"
            elif kind == "total":
                formula = f"SUM({area.part(0, j, len(ELEMENTS)).down()})"
            else:
                formula = timelines[column].totals[key].cell(0, months + number)
            value = costed.amount(column, basis, costed.years[number], key)
            sheet.formula(row + 2 + i, 1 + j, formula, value, "money", kind)
    return area


def _income(sheet: Sheet, row: int, income: Incomes, results: ResultAreas, facts: Facts) -> tuple[Told, ...]:
    """Write income beside the cost of the listed posts; each year's income is handed back."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    title = "Income if all agreements run on but those known to end, net of VAT, beside the cost of the listed posts"
    sheet.text(row, 0, title, "heading")
    of_each = [head for pricing, *_ in income for head in (f"Income {pricing.words}, £", "Less that cost, £")]
    sheet.head(row + 1, 0, ("Year", "Cost with the proposal, £", *of_each), 1)
    area = Area("Results", row + 2, 1, len(costed.years), 1 + len(of_each))
    found = []
    for i, year in enumerate(costed.years):
        sheet.text(area.row + i, 0, str(year))
        cost = costed.amount("proposal", basis, year)
        sheet.formula(area.row + i, area.col, results.total(i, "proposal"), cost, "money")
        for number, (pricing, cells, earned) in enumerate(income):
            col, value = 1 + 2 * number, float(earned[i])
            cell = sheet.formula(area.row + i, area.col + col, cells.cell(0, i), value, "money")
            left = f"{area.cell(i, col)}-{area.cell(i, 0)}"
            sheet.formula(area.row + i, area.col + col + 1, left, value - cost, "money")
            found.append(Told(f"Income {pricing.words}, {year}", cell.cell(), value))
    return tuple(found)


def _buy_back(
    sheet: Sheet, row: int, test: BuyBack, results: ResultAreas, year: int, facts: Facts
) -> tuple[int, tuple[Figure, ...]]:
    """The funding test on one pair of costs; the row after it is handed back, and what the report tells of it."""
    published = test.rests_on == "published totals"
    shown = facts.assessment.costed.year_of_change
    sheet.text(row, 0, f"What each customer pays: {test.rests_on}, a full year at {shown} rates", "heading")
    sheet.head(row + 1, 0, ("Measure", "£"), 1)
    row += 2

    found: list[Figure] = []
    costs = ("Inputs", "Customers", *(("Results",) if published else PAY))

    def line(label: str, formula: str, value: object, number: str = "money", told: str = "") -> str:
        nonlocal row
        sheet.text(row, 0, label)
        cell = sheet.formula(row, 1, formula, value, number)
        if told:
            found.append(Figure(f"{told}, {test.rests_on}", cell, float(value), number, costs))
        row += 1
        return cell.cell()

    def stated(label: str, value: object) -> str:
        nonlocal row
        sheet.text(row, 0, label)
        cell = sheet.input(row, 1, float(value), "money").cell()
        row += 1
        return cell

    if published:
        before = stated("Cost before, as published", test.cost_before)
        after = stated("Cost after, as published", test.cost_after)
    else:
        before, after = (
            line(label, f"ROUND({results.total(year, column)}/{PENNY},0)*{PENNY}", value)
            for label, column, value in (
                ("Cost before", "do_nothing", test.cost_before),
                ("Cost after", "proposed", test.cost_after),
            )
        )
    change = line("Change", f"{after}-{before}", test.change)
    line("Income needed from each customer before", f"{before}/Customers", test.average_before)
    new_average = line("Income needed from each customer after", f"{after}/Customers", test.average_after)
    uplift = line("Rise for each customer that meets the change", f"{change}/Customers", test.uplift)
    rise = "Rise for each customer that meets the change"
    line("The same, rounded up to the penny", _rounded_up(uplift, PENNY), test.recovering_uplift, told=rise)
    line(
        "The same, rounded up to the step of prices",
        _rounded_up(uplift, "Price_step"),
        test.stepped_uplift,
        told=f"{rise}, in whole price steps",
    )
    leavers = test.leavers_at_new_average
    line(
        "Customers who may leave until what they pay is what the change costs",
        f"IF({change}>0,{change}/{new_average},0)",
        leavers or 0.0, "salary", "Customers who may leave",
    )  # fmt: skip
    return row + 1, tuple(found)


def _rounded_up(amount: str, step: str) -> str:
    """Up to the next whole step, as ``model.base.money.up_to`` rounds: a deficit's rise, and a fall, upwards."""
    return f"-INT(-ROUND({amount}/{step},{PLACES}))*{step}"
