"""The twin's inputs of what prices must meet: costs beside pay, and what the model works out of reserve and take-up."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.buy_back.full_cost import CostPart
from model.buy_back.needs import Needs
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.sheets import Book

PAY_PARTS = ("Pay that follows what is sold", "Other pay")
"""What of the full cost is pay, which the other sheets work out."""
RESERVE, AVOIDED, BAD_DEBTS, EXPECTED, MET = "reserve", "avoided", "bad_debts", "expected", "met"


@dataclass(frozen=True)
class ServiceAreas:
    """A row a cost beside pay, £ a year; and the cells of what the model works out, by key."""

    costs: Area
    worked_out: dict[str, Area]


def write_service(book: Book, facts: Facts) -> ServiceAreas | None:
    """Write what is in the target of prices beside pay; None where the target is not known."""
    traded = facts.assessment.traded
    if isinstance(traded.target, Needs):
        return None
    sheet = book.sheet(
        "Service",
        "Inputs: what prices must meet beside pay",
        f"£ a year, of {traded.year_after}. With pay they make up what prices must bring in.",
    )
    sheet.widths(60, 14, 16, 90)
    sheet.freeze(FIRST_ROW, 1)
    sheet.head(FIRST_ROW - 1, 0, ("Cost", "Counts as", "£ a year", "Source"), 2)
    parts = beside_pay(facts)
    sources = {line.kind: line.source for line in traded.trading.cost_lines}
    for row, part in enumerate(parts, FIRST_ROW):
        sheet.text(row, 0, part.name)
        sheet.text(row, 1, part.counts_as)
        sheet.input(row, 2, part.amount, "money")
        sheet.wrapped(row, 3, sources.get(part.name, "Each post\u2019s own, as the scenario states it."))
    costs = Area("Service", FIRST_ROW, 2, len(parts), 1, "both")
    row = FIRST_ROW + len(parts) + 1
    sheet.text(row, 0, "Worked out by the model, from the trading account and the take-up expected", "heading")
    first, found = row + 1, {}
    for row, (key, label, value, number) in enumerate(_worked_out(facts), first):
        sheet.text(row, 0, label)
        found[key] = sheet.input(row, 2, value, number)
    return ServiceAreas(costs, found)


def beside_pay(facts: Facts) -> list[CostPart]:
    """The parts of the full cost of the first full year after the change, but for pay."""
    traded = facts.assessment.traded
    [cost] = [each for each in traded.costs if each.year == traded.year_after]
    return [part for part in cost.parts if part.name not in PAY_PARTS]


def _worked_out(facts: Facts) -> Iterator[tuple[str, str, float, str]]:
    """Key, label, value and number format of each figure that the twin takes from the model."""
    traded = facts.assessment.traded
    yield RESERVE, "What brings the reserve to its level; below nil, given back", float(traded.to_reserve), "money"
    need = traded.expected_need
    if not isinstance(need, Needs):
        yield EXPECTED, "Customers expected, on average", float(need.customers), "share"
        yield AVOIDED, "Cost that falls away as customers leave", float(need.avoided), "money"
        yield BAD_DEBTS, "Bad debts", float(need.bad_debts), "money"
    if traded.list_decided is not None and isinstance(traded.solved, Solved):
        label = "Income at the prices that would meet the target, if all stay"
        yield MET, label, traded.solved.income / PENCE, "money"
