"""What prices must meet and what they bring in, as formulas: the full cost, today's prices, and those that meet it."""

from dataclasses import dataclass

from model.base.financial_year import in_words
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE
from model.report.twin.areas import Area
from model.report.twin.charge_blocks import ChargeAreas
from model.report.twin.facts import Facts
from model.report.twin.inputs import PENNY
from model.report.twin.price_inputs import pricings
from model.report.twin.service_inputs import AVOIDED, BAD_DEBTS, EXPECTED, MET, RESERVE, ServiceAreas, beside_pay
from model.report.twin.sheets import Sheet

PAY = ("Inputs", "Posts", "Grades", "Points", "Protection", "Rates", "Spine")
"""The input sheets that pay with on-costs rests on."""
TARGET = (*PAY, "Service")
BUYERS, CHARGES = ("Inputs", "Customers"), ("Inputs", "Prices", "Customers")


@dataclass(frozen=True)
class Figure:
    """A figure of the results that the report tells first: its words, cell and value."""

    words: str
    cell: Area
    value: float | str
    number: str = "money"
    rests_on: tuple[str, ...] = PAY
    """The input sheets that it rests on, where there are such."""


def write_target(sheet: Sheet, row: int, facts: Facts, pay: str, service: ServiceAreas) -> tuple[int, Figure]:
    """Write what prices must bring in, ``pay`` the cell of the proposal's; the row after it and the figure."""
    traded = facts.assessment.traded
    year = traded.year_after
    sheet.text(row, 0, "What prices must bring in, £ a year", "heading")
    paid = facts.assessment.costed.amount("proposal", traded.basis, year)
    other = sum(part.amount for part in beside_pay(facts))
    reserve = service.worked_out[RESERVE].cell()
    full_cost = Area(sheet.name, row + 3, 1, fixed="both").cell()
    lines = (
        (f"Pay with on-costs, {year}, with the proposal", pay, paid),
        ("Costs beside pay", f"SUM({service.costs.down()})", other),
        (f"Full cost of {year}", f"SUM({Area(sheet.name, row + 1, 1, 2).down()})", paid + other),
        ("To bring the reserve to its level; below nil, given back", reserve, float(traded.to_reserve)),
    )
    for offset, (label, formula, value) in enumerate(lines, 1):
        sheet.text(row + offset, 0, label)
        sheet.formula(row + offset, 1, formula, value, "money")
    words = f"What prices must bring in: {traded.target_named}"
    sheet.text(row + 5, 0, "What prices must bring in", "total")
    value = float(traded.target)
    cell = sheet.formula(row + 5, 1, f"{full_cost}+{reserve}", value, "money", "total")
    return row + 7, Figure(words, cell, value, rests_on=TARGET)


def write_prices(
    sheet: Sheet, row: int, facts: Facts, charged: ChargeAreas, target: Figure | None, service: ServiceAreas | None
) -> tuple[int, tuple[Figure, ...]]:
    """Write who buys and the story of their prices, each quantity by its name; the row after it and the figures."""
    traded = facts.assessment.traded
    sheet.text(row, 0, "What those who buy on the implementation date pay, £ a year net of VAT", "heading")
    row += 1
    found: list[Figure] = []

    def line(words: str, formula: str, value: float, number: str = "money", rests: tuple[str, ...] = CHARGES) -> str:
        nonlocal row
        sheet.text(row, 0, words)
        found.append(Figure(words, sheet.formula(row, 1, formula, value, number), value, number, rests))
        row += 1
        return found[-1].cell.cell()

    who = facts.assessment.scenario.customers.are
    line(f"Customers: {who}", f"SUM({charged.customers.down()})", float(traded.customers), "whole", BUYERS)
    sheet.book.define("Customers", found[-1].cell)
    story = price_story(traded)

    def quantity(key: str, formula: str, rests: tuple[str, ...] = CHARGES) -> str:
        return line(story[key].name, formula, float(story[key].amount), rests=rests)

    def income_at(number: int) -> str:
        return f"SUMPRODUCT({charged.by_list[number].down()}*{charged.buys.down()})*{PENNY}"

    lists, now = pricings(facts)[-1].lists, None
    if traded.list_now is not None:
        words = "Income at the prices of today, if all stay"
        income = line(words, income_at(lists.index(traded.list_now)), float(traded.income_now))
        now = quantity("price_now", f"{income}/Customers")
    if now is None or target is None:
        return row + 1, tuple(found)
    decided, since = traded.list_decided is not None, in_words(traded.new_prices_from)
    if decided or isinstance(traded.solved, Solved):
        number = lists.index(traded.list_decided) if decided else len(lists) - 1
        after = int(traded.rises.after.sum()) / PENCE
        new = line(f"Income at the new prices from {since}, if all stay", income_at(number), after)
        over, rests = f"{new}-{target.cell.cell()}", (*CHARGES, *TARGET)
        line("Income at the new prices, less what they must bring in", over, after - target.value, rests=rests)
    if MET in service.worked_out:
        meets, rests = service.worked_out[MET].cell(), TARGET
    elif isinstance(traded.solved, Solved):
        meets, rests = new, CHARGES
    else:
        meets, rests = target.cell.cell(), TARGET
    price = quantity("price_all_stay", f"{meets}/Customers", (*BUYERS, *rests))
    quantity("rise_all_stay", f"{price}-{now}", (*CHARGES, *rests))
    if "price_expected" in story:
        avoided, debts, expected = (service.worked_out[key].cell() for key in (AVOIDED, BAD_DEBTS, EXPECTED))
        each = f"({target.cell.cell()}-{avoided}+{debts})/{expected}"
        price = quantity("price_expected", each, TARGET)
        quantity("rise_expected", f"{price}-{now}", (*CHARGES, *TARGET))
    if "price_set" in story:
        price = quantity("price_set", f"{new}/Customers")
        quantity("rise_set", f"{price}-{now}")
    return row + 1, tuple(found)
