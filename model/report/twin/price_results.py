"""What prices must meet and what they bring in, as formulas: the full cost, today's prices, and those that meet it."""

from dataclasses import dataclass

from model.buy_back.traded import PENCE
from model.buy_back.who_pays import Rises
from model.financial_year import in_words
from model.report.twin.areas import Area
from model.report.twin.charge_blocks import ChargeAreas
from model.report.twin.facts import Facts
from model.report.twin.inputs import PENNY
from model.report.twin.price_inputs import beside_pay, pricings
from model.report.twin.sheets import Sheet

PAY = ("Inputs", "Posts", "Grades", "Points", "Protection", "Rates", "Spine")
"""The input sheets that pay with on-costs rests on."""
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


def write_full_cost(sheet: Sheet, row: int, facts: Facts, pay: str, service: Area) -> tuple[int, Figure]:
    """Write the full cost that prices must meet, ``pay`` the cell of the proposal's; the row after it and its cell."""
    traded = facts.assessment.traded
    year = traded.year_after
    sheet.text(row, 0, f"Full cost of {year}: what prices must meet, £ a year", "heading")
    paid = facts.assessment.costed.amount("proposal", traded.basis, year)
    other = sum(part.amount for part in beside_pay(facts))
    lines = (
        (f"Pay with on-costs, {year}, with the proposal", pay, paid),
        ("Costs beside pay", f"SUM({service.down()})", other),
    )
    for offset, (label, formula, value) in enumerate(lines, 1):
        sheet.text(row + offset, 0, label)
        sheet.formula(row + offset, 1, formula, value, "money")
    words = f"Full cost of {year}: the cost target of prices"
    sheet.text(row + 3, 0, words, "total")
    parts = Area(sheet.name, row + 1, 1, 2).down()
    cell = sheet.formula(row + 3, 1, f"SUM({parts})", paid + other, "money", "total")
    return row + 5, Figure(words, cell, float(traded.target), rests_on=(*PAY, "Service"))


def write_prices(
    sheet: Sheet, row: int, facts: Facts, charged: ChargeAreas, target: Figure | None
) -> tuple[int, tuple[Figure, ...]]:
    """Write who buys and what they pay at today's prices and at the new ones; the row after it and the figures."""
    traded = facts.assessment.traded
    sheet.text(row, 0, "What those who buy on the implementation date pay, £ a year net of VAT", "heading")
    row += 1
    customers, found = traded.customers, []

    def line(words: str, formula: str, value: float, number: str = "money", rests: tuple[str, ...] = CHARGES) -> Figure:
        nonlocal row
        sheet.text(row, 0, words)
        found.append(Figure(words, sheet.formula(row, 1, formula, value, number), value, number, rests))
        row += 1
        return found[-1]

    who = facts.assessment.scenario.customers.are
    count = line(f"Customers: {who}", f"SUM({charged.customers.down()})", float(customers), "whole", BUYERS)
    sheet.book.define("Customers", count.cell)
    if not isinstance(traded.rises, Rises):
        return row + 1, tuple(found)
    lists = pricings(facts)[-1].lists
    now, new = (
        f"SUMPRODUCT({charged.by_list[number].down()}*{charged.buys.down()})*{PENNY}"
        for number in (lists.index(traded.list_now), _list_after(facts))
    )
    before, after = (int(pence.sum()) / PENCE for pence in (traded.rises.before, traded.rises.after))
    since = in_words(traded.new_prices_from)
    income = line("Income at the prices of today, if all stay", now, before)
    income_new = line(f"Income at the new prices from {since}, if all stay", new, after)
    if target:
        over = f"{income_new.cell.cell()}-{target.cell.cell()}"
        line(
            "Income at the new prices, less the full cost",
            over,
            after - target.value,
            rests=(*PAY, "Prices", "Customers", "Service"),
        )
    price = line("Price now: the average customer", f"{income.cell.cell()}/Customers", before / customers)
    meets = f"Price from {since}: the average customer"
    price_new = line(meets, f"{income_new.cell.cell()}/Customers", after / customers)
    rise = f"{price_new.cell.cell()}-{price.cell.cell()}"
    line("Rise for the average customer", rise, (after - before) / customers)
    line("Rise, share", f"{income_new.cell.cell()}/{income.cell.cell()}-1", after / before - 1, "percent")
    return row + 1, tuple(found)


def _list_after(facts: Facts) -> int:
    """Which list the new prices are: the one that the council has set, or the one worked out, which is the last."""
    traded, lists = facts.assessment.traded, pricings(facts)[-1].lists
    return len(lists) - 1 if traded.list_decided is None else lists.index(traded.list_decided)
