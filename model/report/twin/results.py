"""The twin's results: each element by year in every timeline, the effects, and what each customer pays."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from model.buy_back.funding_test import BuyBack
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS, LABELS, TOTAL, labels
from model.pay.salaries import basis_named
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, given, worked
from model.report.twin.charge_blocks import ChargeAreas
from model.report.twin.facts import Facts
from model.report.twin.fund_blocks import Shares, shares_compared, write_by_fund
from model.report.twin.income_blocks import Income
from model.report.twin.inputs import PENNY, PLACES
from model.report.twin.once_blocks import write_savings
from model.report.twin.people_inputs import SHEETS
from model.report.twin.price_results import PAY, Compared, Figure, PriceResults, write_target
from model.report.twin.service_inputs import ServiceAreas
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.report.twin.timeline import Timeline

COLUMNS = (*TIMELINES, *EFFECTS)


@dataclass(frozen=True)
class TradedAreas:
    """What results need from a traded service: who is charged what, costs besides pay, and income by pricing."""

    charged: ChargeAreas
    service: ServiceAreas | None
    incomes: tuple[Income, ...]


@dataclass
class Results:
    """The sheet of results while it is written, one table below the other."""

    sheet: Sheet
    facts: Facts
    timelines: dict[str, Timeline]
    years: list[Area] = field(default_factory=list)
    """A table for each year, (elements and total, timelines and effects)."""
    by_fund: Area | None = None
    """What each fund bears."""
    compared: list[Compared] = field(default_factory=list)
    """What is compared with the costing besides the totals: income, prices, funds and one-off costs."""
    figures: list[Figure] = field(default_factory=list)
    """The report's headline figures, each with its cell."""

    def total(self, year: int, column: str) -> str:
        """The cell of a year's total of a timeline or an effect."""
        return self.years[year].cell(len(LABELS) - 1, COLUMNS.index(column))

    @property
    def year_of_change(self) -> int:
        """The index of the year of the change among the years shown."""
        return self.facts.costed.years.index(self.facts.costed.year_of_change)

    def write_years(self) -> None:
        """Write a table for each year: each element in every timeline, its total and the effects."""
        for number, year in enumerate(self.facts.costed.years):
            self.sheet.heading(f"{year}, £")
            heads = (*SHEETS.values(), *(f"{label}, £" for label, _ in EFFECTS.values()))
            self.sheet.heads("Element", *heads, texts=1)
            area = Area("Results", self.sheet.row, 1, len(LABELS), len(COLUMNS))
            self.years.append(area)
            for i, (key, label) in enumerate(labels(self.facts.scenario).items()):
                kinds = ("total", "total") if key == TOTAL else ("label", "formula")
                cells = []
                for column in COLUMNS:
                    formula = self._of_element(area, number, i, column)
                    cells.append(worked(formula, self.facts.costs(column, year, key), kind=kinds[1]))
                self.sheet.line(Cell(label, kind=kinds[0]), *cells)
            self.sheet.row += 1

    def _of_element(self, area: Area, year: int, i: int, column: str) -> str:
        """The formula of an element, or of the total, in a column of a year's table."""
        if column in EFFECTS:
            before, after = (area.cell(i, COLUMNS.index(key)) for key in ("do_nothing", EFFECTS[column][1]))
            return f"{after}-{before}"
        key = list(LABELS)[i]
        if key == TOTAL:
            return f"SUM({area.part(0, COLUMNS.index(column), len(ELEMENTS)).down()})"
        return self.timelines[column].totals[key].cell(0, len(self.facts.months) + year)

    def tell_effects(self) -> None:
        """Add the totals and effects to the headline figures."""
        known = self.facts.assessment.quantities
        named = {
            "do_nothing": known["present_cost"],
            "proposed": known["proposed_cost"],
            "full_year_effect": known["full_year_effect"],
            "part_year_effect": known["in_year_effect"],
        }
        area = replace(self.years[self.year_of_change], fixed="both")
        for key, quantity in named.items():
            cell, words = area.part(len(LABELS) - 1, COLUMNS.index(key)), f"{quantity.name}, {quantity.year}"
            sheets = tuple(name for name in PAY if (key, name) != ("do_nothing", "Protection"))
            self.figures.append(Figure(words, cell, quantity.amount, rests_on=sheets))

    def write_traded(self, traded: TradedAreas) -> None:
        """Write what prices bring in, income by year and, where it is known, the full cost that prices must meet."""
        prices, target = PriceResults(self.sheet, self.facts, traded.charged), None
        if traded.service:
            year = self.facts.costed.years.index(self.facts.traded.year_after)
            target = write_target(self.sheet, self.facts, self.total(year, "proposal"), traded.service)
            prices.figures.append(target)
        prices.write(target, traded.service)
        self.figures += prices.figures
        self.compared += [Compared(figure.words, figure.cell.cell(), float(figure.value)) for figure in prices.figures]
        self._write_income(traded.incomes)

    def _write_income(self, incomes: Iterable[Income]) -> None:
        """Write income by year, and the cost of the listed posts."""
        sheet = self.sheet
        sheet.heading(
            "The cost of the listed posts, and income net of VAT if all agreements continue except those known to end"
        )
        heads = [head for income in incomes for head in (f"Income {income.pricing.words}, £", "Less that cost, £")]
        sheet.heads("Year", "Cost with the proposal, £", *heads, texts=1)
        for i, year in enumerate(self.facts.costed.years):
            cost = self.facts.costs("proposal", year)
            cells = [worked(self.total(i, "proposal"), cost)]
            row = Area("Results", sheet.row, 1)
            for income in incomes:
                amount, cell = float(income.earned[i]), row.cell(0, len(cells))
                words = f"Income {income.pricing.words}, {year}"
                self.compared.append(Compared(words, replace(row.part(0, len(cells)), fixed="both").cell(), amount))
                cells += [worked(income.cells.cell(0, i), amount), worked(f"{cell}-{row.cell()}", amount - cost)]
            sheet.line(str(year), *cells)
        sheet.row += 1

    def write_funding_test(self, test: BuyBack) -> None:
        """Write the funding test on one pair of costs, before and after the change."""
        published = test.rests_on == "published totals"
        shown, year = self.facts.costed.year_of_change, self.year_of_change
        self.sheet.heading(f"What each customer pays: {test.rests_on}, a full year at {shown} rates")
        self.sheet.heads("Measure", "£", texts=1)
        sheets = ("Inputs", "Customers", *(("Results",) if published else PAY))

        def figure(words: str, label: str, formula: str, value: float, number: str = "money") -> None:
            cell = self.sheet.line(label, worked(formula, value, number))
            self.figures.append(Figure(f"{words}, {test.rests_on}", cell, value, number, sheets))

        costs = []
        for label, column, cost in (
            ("Cost before", "do_nothing", test.cost_before),
            ("Cost after", "proposed", test.cost_after),
        ):
            rounded = worked(f"ROUND({self.total(year, column)}/{PENNY},0)*{PENNY}", cost)
            cells = (f"{label}, as published", given(cost, "money")) if published else (label, rounded)
            costs.append(self.sheet.line(*cells).cell())
        before, after = costs
        change = self.sheet.line("Change", worked(f"{after}-{before}", test.change)).cell()
        self.sheet.line(
            "Income needed from each customer before the change", worked(f"{before}/Customers", test.average_before)
        )
        average = worked(f"{after}/Customers", test.average_after)
        new_average = self.sheet.line("Income needed from each customer after the change", average).cell()
        rise = "Rise for each customer that meets the change"
        uplift = self.sheet.line(rise, worked(f"{change}/Customers", test.uplift)).cell()
        to_penny, to_step = (_rounded_up(uplift, step) for step in (PENNY, "Price_step"))
        figure(rise, "This rise, rounded up to the penny", to_penny, float(test.recovering_uplift))
        words, label = f"{rise}, in whole price steps", "This rise, rounded up to the step of prices"
        figure(words, label, to_step, float(test.stepped_uplift))
        leavers, label = f"IF({change}>0,{change}/{new_average},0)", "Customers who may leave"
        until = f"{label} before their charges add up to what the change costs"
        figure(label, until, leavers, float(test.leavers_at_new_average or 0.0), "salary")
        self.sheet.row += 1

    def write_funds(self, shares: Shares) -> None:
        """Write what each fund bears."""
        self.by_fund = write_by_fund(self.sheet, self.facts, self.timelines, shares)
        self.compared += shares_compared(self.facts, shares)
        self.sheet.row += 1

    def write_savings(self, once: Area) -> None:
        """Write what the change saves, and what it costs once."""
        effects = [self.total(number, "part_year_effect") for number in range(len(self.years))]
        full_year = self.total(self.year_of_change, "full_year_effect")
        spent, of_change = write_savings(self.sheet, self.facts, once, effects, full_year)
        self.compared += spent
        self.figures += of_change


def write_results(
    book: Book,
    facts: Facts,
    timelines: dict[str, Timeline],
    traded: TradedAreas | None,
    shares: Shares | None,
    once: Area | None,
) -> Results:
    """Write a table for each year, and below them prices, income, the funding test, the funds, and what is saved."""
    sheet = book.sheet(
        "Results",
        "Results: cost by element and year on the basis chosen",
        "£ a year, unrounded. A cost is positive and a saving negative; an effect is the proposal less the present.",
        (62, *[20] * len(COLUMNS)),
        (3, 1),
    )
    basis = f"On the basis: {basis_named(facts.basis).label}"
    sheet.formula(2, 0, '"On the basis: "&Basis', basis, kind="strong")
    sheet.row = FIRST_ROW
    results = Results(sheet, facts, timelines)
    results.write_years()
    results.tell_effects()
    if traded:
        results.write_traded(traded)
    for test in facts.assessment.buy_backs:
        results.write_funding_test(test)
    if shares:
        results.write_funds(shares)
    if once:
        results.write_savings(once)
    return results


def _rounded_up(amount: str, step: str) -> str:
    """The formula of an amount rounded up to a whole step, even below 0, as ``model.base.money.up_to`` does."""
    return f"-INT(-ROUND({amount}/{step},{PLACES}))*{step}"
