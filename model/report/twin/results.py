"""The twin's results: each element by year in every timeline, the effects, and what each customer pays."""

from dataclasses import dataclass, replace

from model.buy_back.funding_test import BuyBack
from model.buy_back.income import income as by_pence
from model.costed import EFFECTS, ELEMENT_KEYS, TIMELINES
from model.costing import ELEMENTS, TOTAL
from model.report.twin.facts import Facts
from model.report.twin.inputs import PENNY, PLACES
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.sheets import Area, Book, Sheet
from model.report.twin.timeline import Timeline

LABELS = {element.key: element.label for element in (*ELEMENTS, TOTAL)}
COLUMNS = (*TIMELINES, *EFFECTS)


@dataclass(frozen=True)
class YearOfIncome:
    """One year's income, £: the cell and the value that it stores."""

    cell: Area
    value: float


@dataclass(frozen=True)
class ResultAreas:
    """Where results stand: a table a year, (elements and total, timelines and effects), and each year's income."""

    years: tuple[Area, ...]
    income: tuple[YearOfIncome, ...] = ()

    def total(self, year: int, column: str) -> str:
        """The cell of a year's total of a timeline or an effect."""
        return self.years[year].cell(len(ELEMENT_KEYS) - 1, COLUMNS.index(column))


def write_results(book: Book, facts: Facts, timelines: dict[str, Timeline], income: Area | None) -> ResultAreas:
    """Write a table for each year, and below them the funding test."""
    sheet = book.sheet(
        "Results",
        "Results: cost by element and year on the basis chosen",
        "£ a year, unrounded. A cost is positive and a saving negative; an effect is the proposal less the present.",
    )
    sheet.widths(46, *[20] * len(COLUMNS))
    sheet.freeze(3, 1)
    sheet.formula(2, 0, '"On the basis: "&Basis', f"On the basis: {_basis(facts)}", kind="strong")
    row, years = FIRST_ROW, []
    for number, year in enumerate(facts.assessment.costed.years):
        years.append(_year(sheet, row, number, str(year), facts, timelines))
        row += len(ELEMENT_KEYS) + 3
    results = ResultAreas(tuple(years))
    if income:
        results = replace(results, income=_income(sheet, row, income, results, facts))
        row += len(years) + 3
    year_of_change = facts.assessment.costed.years.index(facts.assessment.costed.year_of_change)
    for test in facts.assessment.buy_backs:
        row = _buy_back(sheet, row, test, results, year_of_change, facts)
    return results


def _basis(facts: Facts) -> str:
    from model.pay import basis_named

    return basis_named(facts.assessment.scenario.costing.basis).label


def _year(sheet: Sheet, row: int, number: int, year: str, facts: Facts, timelines: dict[str, Timeline]) -> Area:
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    months = len(costed.book.months)
    sheet.text(row, 0, f"{year}, £", "heading")
    sheet.head(row + 1, 0, ("Element", *SHEETS.values(), *(f"{label}, £" for label, _ in EFFECTS.values())))
    area = Area("Results", row + 2, 1, len(ELEMENT_KEYS), len(COLUMNS))
    for i, key in enumerate(ELEMENT_KEYS):
        kind = "total" if key == TOTAL.key else "formula"
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


def _income(sheet: Sheet, row: int, income: Area, results: ResultAreas, facts: Facts) -> tuple[YearOfIncome, ...]:
    """Write income beside the cost of the listed posts; each year's income is handed back."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    scenario = facts.assessment.scenario
    sheet.text(row, 0, "Income on the price lists stated, beside the cost of the listed posts", "heading")
    sheet.head(row + 1, 0, ("Year", "Income, £", "Cost with the proposal, £", "Income less that cost, £"))
    made = by_pence(scenario.prices, scenario.customers.agreements, costed.book.months)
    earned = costed.book.months.by_year(made.by_month) / 100
    area = Area("Results", row + 2, 1, len(costed.years), 3)
    for number, year in enumerate(costed.years):
        sheet.text(row + 2 + number, 0, str(year))
        cost = costed.amount("proposal", basis, year)
        sheet.formula(row + 2 + number, 1, income.cell(0, number), earned[number], "money")
        sheet.formula(row + 2 + number, 2, results.total(number, "proposal"), cost, "money")
        left = f"{area.cell(number, 0)}-{area.cell(number, 1)}"
        sheet.formula(row + 2 + number, 3, left, earned[number] - cost, "money")
    return tuple(
        YearOfIncome(Area("Results", row + 2 + number, 1, fixed="both"), float(amount))
        for number, amount in enumerate(earned)
    )


def _buy_back(sheet: Sheet, row: int, test: BuyBack, results: ResultAreas, year: int, facts: Facts) -> int:
    """The funding test on one pair of costs; the row after it is handed back."""
    published = test.rests_on == "published totals"
    shown = facts.assessment.costed.year_of_change
    sheet.text(row, 0, f"What each customer pays: {test.rests_on}, a full year at {shown} rates", "heading")
    sheet.head(row + 1, 0, ("Measure", "£"))
    row += 2

    def line(label: str, formula: str, value: object, number: str = "money") -> str:
        nonlocal row
        sheet.text(row, 0, label)
        cell = sheet.formula(row, 1, formula, value, number).cell()
        row += 1
        return cell

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
    line("The same, rounded up to the penny", _rounded_up(uplift, PENNY), test.recovering_uplift)
    line("The same, rounded up to the step of prices", _rounded_up(uplift, "Price_step"), test.stepped_uplift)
    leavers = test.leavers_at_new_average
    line(
        "Customers who may leave until what they pay is what the change costs",
        f"IF({change}>0,{change}/{new_average},0)",
        leavers or 0.0, "salary",
    )  # fmt: skip
    return row + 1


def _rounded_up(amount: str, step: str) -> str:
    """Up to the next whole step, as ``model.money.up_to`` rounds: a deficit's rise, and a fall, upwards."""
    return f"-INT(-ROUND({amount}/{step},{PLACES}))*{step}"
