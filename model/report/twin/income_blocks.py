"""Income as formulas: what each agreement earns month by month, in whole pence."""

from functools import partial

import numpy as np

from model.buy_back.income import OF_A_MONTH, income
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, PENNY, InputAreas
from model.report.twin.months import FIRST_MONTH
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.price_inputs import PriceAreas, Pricing, pricings
from model.report.twin.sheets import Book
from model.schema.sections.renewals import run_on

PARTS = "Parts_of_a_month"
"""A month is cut into so many equal parts that a day of any month is a whole number of them."""


def write_income(
    book: Book, facts: Facts, inputs: InputAreas, prices: PriceAreas, charged: tuple[Area, ...]
) -> tuple[tuple[Pricing, Area, np.ndarray], ...]:
    """Write the sheet of income by month; ``charged`` has the charges of each agreement year for each pricing.

    For each pricing its income of each year is handed back: the cells, (1, years), and £, (years,).
    """
    sheet, months = _Earned(book, facts, inputs, prices), facts.assessment.costed.book.months
    sheet.write_calendar()
    found = []
    for pricing, charge in zip(pricings(facts), charged, strict=True):
        earned = income(pricing.lists, sheet.agreements, months).earned
        cells = sheet.write_earned(charge, earned, pricing.words)
        found.append((pricing, cells, months.by_year(earned).sum(axis=0) / 100))
    return tuple(found)


class _Earned:
    """The sheet of income by month. It begins some months early where agreement years begin before the first April."""

    def __init__(self, book: Book, facts: Facts, inputs: InputAreas, prices: PriceAreas):
        self.months = facts.assessment.costed.book.months
        self.agreements = run_on(facts.assessment.scenario.customers.agreements, self.months)
        self.inputs, self.prices, self.size = inputs, prices, len(self.agreements)
        starts = (self.agreements.year_starts - 4) % 12
        self.early = int(12 - starts[starts > 0].min()) if (starts > 0).any() else 0
        self.starts = starts
        note = "Whole pence: a twelfth of the year's charge a month, by days in the agreement, rounded as it adds up."
        self.sheet = book.sheet("Income", "Workings: income by month", note)
        self.sheet.widths(28, 4, 4, 4, 4, *[13] * (self.early + len(self.months) + len(self.months.years)))
        self.sheet.freeze(FIRST_ROW + 4, FIRST_MONTH)
        self.sheet.print_wide()
        self.row = FIRST_ROW

    def write_calendar(self) -> None:
        """Write the months and the parts of each agreement year that they hold."""
        number = np.arange(1 - self.early, len(self.months) + 1)
        first = (self.months.first_days[0].astype("datetime64[M]") + number - 1).astype("datetime64[D]")
        last = (first.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
        days = (last - first).astype(int) + 1
        before = (
            f"1-COLUMNS({Area('Income', FIRST_ROW, FIRST_MONTH, 1, self.early, 'both').whole()})" if self.early else "1"
        )
        self.number = self._line("Month number", lambda m: f"{self.number.cell(0, m - 1)}+1" if m else before, number)
        starts = lambda m: f"EDATE(First_day,{self.number.cell(0, m)}-1)"  # noqa: E731
        self.first = self._line("First day", starts, first.tolist(), "day")
        self.last = self._line("Last day", lambda m: f"EOMONTH({self.first.cell(0, m)},0)", last.tolist(), "day")
        self.days = self._line("Days", lambda m: f"{self.last.cell(0, m)}-{self.first.cell(0, m)}+1", days)
        held_from = np.maximum(self.agreements.first_day[:, None], first)
        held_to = np.minimum(self.agreements.last_day[:, None], last)
        parts = np.maximum((held_to - held_from).astype(int) + 1, 0) * (OF_A_MONTH // days)
        self.parts = self._block(f"Parts of the month in the agreement, of {PARTS}", self._parts_of, parts)
        begins = (number[None, :] - 1) % 12 == self.starts[:, None]
        by_end = parts.copy()
        for month in range(1, len(number)):
            by_end[:, month] += np.where(begins[:, month], 0, by_end[:, month - 1])
        self.by_end = self._block("Parts of the agreement year by the month's end", self._by_end_of, by_end)

    def write_earned(self, charge: Area, earned: np.ndarray, words: str) -> Area:
        """Write what is earned in each month at the charges of an area; each year's income is handed back."""
        of = partial(self._earned_of, charge)
        shown = self._block(f"Earned in the month {words}, pence", of, earned, self.early)
        return self._totals(shown, earned)

    def _line(self, label: str, formula, values, number: str = "whole") -> Area:
        area = Area("Income", self.row, FIRST_MONTH, 1, len(values), "row")
        if label == "Month number":
            self.number = area
        self.sheet.text(self.row, 0, label, "head")
        self.sheet.fill(self.row, FIRST_MONTH, formula, values, number, "head")
        self.row += 1
        return area

    def _block(self, title: str, formula, values: np.ndarray, early: int = 0) -> Area:
        self.sheet.text(self.row, 0, title, "heading")
        area = Area("Income", self.row + 1, FIRST_MONTH + early, *values.shape)
        self.area = area
        for i in range(self.size):
            reference = str(self.agreements.reference[i])
            self.sheet.formula(area.row + i, 0, self.prices.customers["reference"].cell(i), reference)
            self.sheet.fill(area.row + i, area.col, partial(formula, i), values[i].tolist(), "whole")
        self.row = area.row + self.size + 1
        return area

    def _parts_of(self, i: int, month: int) -> str:
        first, last = (self.prices.customers[name].cell(i) for name in ("first_day", "runs_to"))
        span = f"MIN({last},{self.last.cell(0, month)})-MAX({first},{self.first.cell(0, month)})+1"
        return f"MAX(0,{span})*{PARTS}/{self.days.cell(0, month)}"

    def _begins(self, i: int, month: int, compared: str = "=") -> str:
        after = self.prices.customers["after_april"].cell(i)
        return f"MOD({self.number.cell(0, month)}-1,{MONTHS_IN_YEAR}){compared}{after}"

    def _by_end_of(self, i: int, month: int) -> str:
        earlier = f"+IF({self._begins(i, month)},0,{self.area.cell(i, month - 1)})" if month else ""
        return self.parts.cell(i, month) + earlier

    def _earned_of(self, charge_of: Area, i: int, shown: int) -> str:
        month = shown + self.early
        year = f"INT(({self.number.cell(0, month)}-1)/{MONTHS_IN_YEAR})+1+1-IF({self._begins(i, month, '<')},1,0)"
        charge = f"INDEX({charge_of.part(i, 0, 1, charge_of.cols).whole()},{year})"
        now, before = (
            f"ROUND({charge}*{self.by_end.cell(i, at)}/({MONTHS_IN_YEAR}*{PARTS}),0)" for at in (month, month - 1)
        )
        return f"{now}-IF({self._begins(i, month)},0,{before})" if month else now

    def _totals(self, shown: Area, earned: np.ndarray) -> Area:
        by_year = self.months.by_year(earned).sum(axis=0) / 100
        self.sheet.text(self.row - 1, 0, "Total, pence", "total")
        totals = earned.sum(axis=0).tolist()
        self.sheet.fill(self.row - 1, shown.col, lambda m: f"SUM({shown.down(m)})", totals, "whole", "total")
        sums = Area("Income", self.row - 1, shown.col, 1, shown.cols, "row")
        years = Area("Income", self.row - 1, shown.col + shown.cols, 1, len(by_year), "row")
        months = Area("Income", self.number.row, shown.col, 1, shown.cols, "both").across()
        for year, amount in enumerate(by_year):
            col = years.col + year
            label = f"{self.months.years[year]}, £"
            self.sheet.formula(FIRST_ROW, col, f'{self.inputs.years.cell(year)}&", £"', label, kind="head")
            number = f"ROWS({self.inputs.years.part(rows=year + 1).whole()})"
            own = f"(INT(({months}-1)/{MONTHS_IN_YEAR})+1={number})"
            formula = f"SUMPRODUCT({own}*{sums.across()})*{PENNY}"
            self.sheet.formula(self.row - 1, col, formula, amount, "money", "total")
        return years
