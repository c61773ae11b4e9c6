"""The twin's inputs of what prices must meet: costs besides pay, and the model's figures on reserve and take-up."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.stated import stated
from model.buy_back.full_cost import CostPart
from model.buy_back.needs import Needs, known
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE
from model.report.twin.areas import Area
from model.report.twin.cells import given
from model.report.twin.facts import Facts
from model.report.twin.sheets import FIRST_ROW, Book

PAY_PARTS = ("Pay that varies with sales", "Other pay")
"""The parts of the full cost that are pay, which other sheets work out."""
RESERVE, AVOIDED, BAD_DEBTS, EXPECTED, MET = "reserve", "avoided", "bad_debts", "expected", "met"


@dataclass(frozen=True)
class ServiceAreas:
    """A row for each cost besides pay, £ a year; and by key, the cells of what the model works out."""

    costs: Area
    worked_out: dict[str, Area]


def write_service(book: Book, facts: Facts) -> ServiceAreas | None:
    """Write the costs besides pay that prices must meet; None where the target is not known."""
    traded = facts.traded
    if isinstance(traded.target, Needs):
        return None
    sheet = book.sheet(
        "Service",
        "Inputs: the costs besides pay that prices must meet",
        f"£ a year, in {traded.year_after}. Pay and these costs add up to the full cost that prices must meet.",
        (60, 14, 16, 90),
        (FIRST_ROW, 1),
    )
    sheet.heads("Cost", "Counts as", "£ a year", "Source", texts=2)
    parts = beside_pay(facts)
    sources = {line.kind: line.source for line in stated(traded.trading, "a trading account").cost_lines}
    for part in parts:
        sheet.wrapped(sheet.row, 3, sources.get(part.name, "The scenario states this cost for each post."))
        sheet.line(part.name, part.counts_as, given(part.amount, "money"))
    sheet.row += 1
    sheet.heading("Worked out by the model, from the trading account and the take-up expected")
    costs, cells = Area("Service", FIRST_ROW, 2, len(parts), 1, "both"), {}
    for key, label, value, number in _worked_out(facts):
        cells[key] = sheet.input(sheet.row, 2, value, number)
        sheet.line(label)
    return ServiceAreas(costs, cells)


def beside_pay(facts: Facts) -> list[CostPart]:
    """The parts of the full cost of the first full year after the change, except pay."""
    [cost] = [cost for cost in known(facts.traded.costs) if cost.year == facts.traded.year_after]
    return [part for part in cost.parts if part.name not in PAY_PARTS]


def _worked_out(facts: Facts) -> Iterator[tuple[str, str, float, str]]:
    """Key, label, value and number format of each figure that the twin takes from the model."""
    traded, need = facts.traded, facts.traded.expected_need
    yield (
        RESERVE,
        "What brings the reserve to its stated level (a minus lowers prices)",
        known(traded.to_reserve),
        "money",
    )
    if not isinstance(need, Needs):
        yield EXPECTED, "Customers expected, on average", float(need.customers), "share"
        yield AVOIDED, "Cost that falls away as customers leave", float(need.avoided), "money"
        yield BAD_DEBTS, "Bad debts", float(need.bad_debts), "money"
    if traded.list_decided is not None and isinstance(traded.solved, Solved):
        label = "Income at the prices that would meet the target, if all stay"
        yield MET, label, traded.solved.income / PENCE, "money"
