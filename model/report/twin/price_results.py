"""Prices as formulas: what they must bring in, what today's prices bring in, and the prices that meet the target."""

from dataclasses import dataclass

from model.base.financial_year import in_words
from model.base.stated import stated
from model.buy_back.needs import known
from model.buy_back.price_story import price_story
from model.buy_back.solve import Solved
from model.buy_back.traded import PENCE
from model.buy_back.who_pays import Rises
from model.report.twin.areas import Area
from model.report.twin.cells import worked
from model.report.twin.charge_blocks import ChargeAreas
from model.report.twin.facts import Facts
from model.report.twin.inputs import PENNY
from model.report.twin.price_inputs import pricings
from model.report.twin.service_inputs import AVOIDED, BAD_DEBTS, EXPECTED, MET, RESERVE, ServiceAreas, beside_pay
from model.report.twin.sheets import Sheet
from model.schema.sections.prices import PriceList

PAY = ("Inputs", "Posts", "Grades", "Points", "Protection", "Rates", "Spine")
"""The input sheets on which pay with on-costs depends."""
TARGET = (*PAY, "Service")
BUYERS, CHARGES = ("Inputs", "Customers"), ("Inputs", "Prices", "Customers")


@dataclass(frozen=True)
class Compared:
    """A figure that is the same on every basis: what it is, its formula, and the costing's own value."""

    label: str
    formula: str
    value: float


@dataclass(frozen=True)
class Figure:
    """A headline figure of the results: its words, cell and value."""

    words: str
    cell: Area
    value: float | str
    number: str = "money"
    rests_on: tuple[str, ...] = PAY
    """The input sheets on which the figure depends, where the workbook has them."""


def write_target(sheet: Sheet, facts: Facts, pay: str, service: ServiceAreas) -> Figure:
    """Write what prices must bring in. ``pay`` is the cell of the proposal's pay with on-costs."""
    traded = facts.traded
    year, target = known(traded.year_after), known(traded.target)
    paid = facts.costed.amount("proposal", traded.basis, year)
    other = sum(part.amount for part in beside_pay(facts))
    sheet.heading("What prices must bring in, £ a year")
    parts = Area(sheet.name, sheet.row, 1, 2)
    sheet.line(f"Pay with on-costs, {year}, with the proposal", worked(pay, paid))
    sheet.line("Costs besides pay", worked(f"SUM({service.costs.down()})", other))
    full_cost = sheet.line(f"Full cost of {year}", worked(f"SUM({parts.down()})", paid + other)).cell()
    reserve = service.worked_out[RESERVE].cell()
    sheet.line(
        "To bring the reserve to its stated level (a minus lowers prices)", worked(reserve, known(traded.to_reserve))
    )
    sheet.text(sheet.row, 0, "What prices must bring in", "total")
    cell = sheet.formula(sheet.row, 1, f"{full_cost}+{reserve}", target, "money", "total")
    sheet.row += 2
    return Figure(f"What prices must bring in: {traded.target_named}", cell, target, rests_on=TARGET)


class PriceResults:
    """Writes how many buy, what they pay now and the new prices. ``figures`` has the figures written so far."""

    def __init__(self, sheet: Sheet, facts: Facts, charged: ChargeAreas):
        self.sheet, self.charged, self.traded = sheet, charged, facts.traded
        self.story, self.lists = price_story(facts.traded), pricings(facts)[-1].lists
        self.customers = facts.customers.are
        self.figures: list[Figure] = []

    def write(self, target: Figure | None, service: ServiceAreas | None) -> None:
        """Write the customers and today's income; where the target is known, also the prices that meet it."""
        self.sheet.heading("What those who buy on the implementation date pay, £ a year net of VAT")
        count = f"SUM({self.charged.customers.down()})"
        self._line(f"Customers: {self.customers}", count, float(self.traded.customers), "whole", BUYERS)
        self.sheet.book.define("Customers", self.figures[-1].cell)
        if self.traded.list_now is not None:
            words, amount = "Income at the prices of today, if all stay", known(self.traded.income_now)
            income = self._line(words, self._income_at(self.traded.list_now), amount)
            now = self._quantity("price_now", f"{income}/Customers")
            if target and service:
                self._write_new(now, target, service)
        self.sheet.row += 1

    def _write_new(self, now: str, target: Figure, service: ServiceAreas) -> None:
        """Write the average charge that meets the target, and the average charge at the prices set by the council."""
        meets, rests, new = service.worked_out.get(MET, target.cell).cell(), TARGET, None
        solved, decided = isinstance(self.traded.solved, Solved), self.traded.list_decided
        if solved or decided is not None:
            new = self._write_income(decided or self.lists[-1], target)
            if decided is None:
                meets, rests = new, CHARGES
        price = self._quantity("price_all_stay", f"{meets}/Customers", (*BUYERS, *rests))
        self._quantity("rise_all_stay", f"{price}-{now}", (*CHARGES, *rests))
        if "price_expected" in self.story:
            avoided, debts, expected = (service.worked_out[key].cell() for key in (AVOIDED, BAD_DEBTS, EXPECTED))
            formula = f"({target.cell.cell()}-{avoided}+{debts})/{expected}"
            price = self._quantity("price_expected", formula, TARGET)
            self._quantity("rise_expected", f"{price}-{now}", (*CHARGES, *TARGET))
        if "price_set" in self.story:
            price = self._quantity("price_set", f"{stated(new, 'income at the new prices')}/Customers")
            self._quantity("rise_set", f"{price}-{now}")

    def _write_income(self, prices: PriceList, target: Figure) -> str:
        """Write the income at new prices, and that income less the target. Gives the income's cell."""
        since, rises = in_words(known(self.traded.new_prices_from)), self.traded.rises
        if not isinstance(rises, Rises):
            raise LookupError(f"no rise is known for the new prices from {since}")
        after = int(rises.after.sum()) / PENCE
        new = self._line(f"Income at the new prices from {since}, if all stay", self._income_at(prices), after)
        over, left = f"{new}-{target.cell.cell()}", after - known(self.traded.target)
        self._line("Income at the new prices, less what they must bring in", over, left, rests=(*CHARGES, *TARGET))
        return new

    def _line(
        self, words: str, formula: str, value: float, number: str = "money", rests: tuple[str, ...] = CHARGES
    ) -> str:
        cell = self.sheet.line(words, worked(formula, value, number))
        self.figures.append(Figure(words, cell, value, number, rests))
        return cell.cell()

    def _quantity(self, key: str, formula: str, rests: tuple[str, ...] = CHARGES) -> str:
        return self._line(self.story[key].name, formula, float(self.story[key].amount), rests=rests)

    def _income_at(self, prices: PriceList) -> str:
        charges = self.charged.by_list[self.lists.index(prices)].down()
        return f"SUMPRODUCT({charges}*{self.charged.buys.down()})*{PENNY}"
