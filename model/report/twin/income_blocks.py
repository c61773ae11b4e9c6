"""Income as formulas: what each agreement earns month by month, in whole pence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.buy_back.income import MONTHS_IN_TERM, OF_A_MONTH, TERMS, income
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, worked
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, PENNY
from model.report.twin.months import FIRST_MONTH, Formula
from model.report.twin.price_inputs import PriceAreas, Pricing, pricings
from model.report.twin.sheets import FIRST_ROW, Book
from model.schema.sections.renewals import run_on

LENGTHS = ",".join(map(str, MONTHS_IN_TERM))
TERMS_IN_YEAR = len(TERMS)
PARTS = "Parts_of_a_month"
"""The defined name of the number of equal parts in a month. A day of any month is a whole number of parts."""


@dataclass(frozen=True)
class Income:
    """What a pricing earns in each year: the cells, (1, years), and £, (years,)."""

    pricing: Pricing
    cells: Area
    earned: np.ndarray


def write_income(
    book: Book, facts: Facts, years: Area, prices: PriceAreas, charged: tuple[Area, ...]
) -> tuple[Income, ...]:
    """Write the sheet of income by month. ``charged`` has, for each pricing, the charges of each agreement year."""
    sheet, incomes = _Earned(book, facts, years, prices), []
    sheet.write_calendar()
    for pricing, charge in zip(pricings(facts), charged, strict=True):
        earned = income(pricing.lists, sheet.agreements, facts.months).earned
        cells = sheet.write_earned(charge, earned, pricing.words)
        incomes.append(Income(pricing, cells, facts.months.by_year(earned).sum(axis=0) / 100))
    return tuple(incomes)


class _Earned:
    """The sheet of income by month. It begins some months early where agreement years begin before the first April."""

    def __init__(self, book: Book, facts: Facts, years: Area, prices: PriceAreas):
        self.months, self.years, self.prices = facts.months, years, prices
        self.agreements = run_on(facts.agreements, self.months)
        self.starts = (self.agreements.year_starts - 4) % 12
        self.early = max((12 - int(start) for start in self.starts if start), default=0)
        note = (
            "Whole pence. A month earns a twelfth of a year's charge, by days in the agreement. Running totals are "
            "rounded."
        )
        widths = (28, 4, 4, 4, 4, *[13] * (self.early + len(self.months) + len(self.months.years)))
        title, frozen = "Workings: income by month", (FIRST_ROW + 4, FIRST_MONTH)
        self.sheet = book.sheet("Income", title, note, widths, frozen, wide=True)
        self.sheet.row = FIRST_ROW

    def write_calendar(self) -> None:
        """Write the months, and the part of each agreement year that is in each month."""
        numbers = np.arange(1 - self.early, len(self.months) + 1)
        first = (self.months.first_days[0].astype("datetime64[M]") + numbers - 1).astype("datetime64[D]")
        last = (first.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
        days = (last - first).astype(int) + 1
        before = Area("Income", FIRST_ROW, FIRST_MONTH, 1, self.early, "both").whole()
        begins = f"1-COLUMNS({before})" if self.early else "1"
        self.number = Area("Income", FIRST_ROW, FIRST_MONTH, 1, len(numbers), "row")
        self._line("Month number", lambda m: f"{self.number.cell(0, m - 1)}+1" if m else begins, numbers.tolist())
        starts: Callable[[int], str] = lambda m: f"EDATE(First_day,{self.number.cell(0, m)}-1)"  # noqa: E731
        self.first = self._line("First day", starts, first.tolist(), "day")
        self.last = self._line("Last day", lambda m: f"EOMONTH({self.first.cell(0, m)},0)", last.tolist(), "day")
        count: Callable[[int], str] = lambda m: f"{self.last.cell(0, m)}-{self.first.cell(0, m)}+1"  # noqa: E731
        self.days = self._line("Days", count, days.tolist())
        from_day = np.maximum(self.agreements.first_day[:, None], first)
        to_day = np.minimum(self.agreements.last_day[:, None], last)
        if by_terms := "earned_by" in self.prices.customers:
            of_term: Callable[[int], str] = lambda m: f"CHOOSE(MONTH({self.first.cell(0, m)}),{LENGTHS})"  # noqa: E731
            lengths = MONTHS_IN_TERM[first.astype("datetime64[M]").astype(int) % 12]
            self.of_term = self._line("Months in the term", of_term, lengths.tolist())
        parts = np.maximum((to_day - from_day).astype(int) + 1, 0) * (OF_A_MONTH // days)
        parts = self._of_their_years(parts, numbers, days) if by_terms else parts
        self.parts = self._block(f"Parts of the month in the agreement, out of {PARTS}", self._parts_of, parts)
        year_begins, by_end = (numbers[None, :] - 1) % 12 == self.starts[:, None], parts.copy()
        for month in range(1, len(numbers)):
            by_end[:, month] += np.where(year_begins[:, month], 0, by_end[:, month - 1])
        self.by_end = Area("Income", self.sheet.row + 1, FIRST_MONTH, *by_end.shape)
        self._block("Parts of the agreement year by the month's end", self._by_end_of, by_end)

    def write_earned(self, charge: Area, earned: np.ndarray, words: str) -> Area:
        """Write what is earned in each month at the charges in ``charge``. Gives the cells of each year's income."""
        formula = partial(self._earned_of, charge)
        shown = self._block(f"Earned in the month {words}, pence", formula, earned, self.early)
        self.sheet.row -= 1
        return self._totals(shown, earned)

    def _line(self, label: str, formula: Callable[[int], str], values: Sequence[Value], number: str = "whole") -> Area:
        area = Area("Income", self.sheet.row, FIRST_MONTH, 1, len(values), "row")
        self.sheet.fill(area.row, FIRST_MONTH, formula, values, number, "head")
        self.sheet.line(Cell(label, kind="head"))
        return area

    def _block(self, title: str, formula: Formula, values: np.ndarray, early: int = 0) -> Area:
        self.sheet.heading(title)
        area = self.sheet.block(self.sheet.row, FIRST_MONTH + early, formula, values, "whole")
        for i, reference in enumerate(self.agreements.reference):
            self.sheet.line(worked(self.prices.customers["reference"].cell(i), str(reference), "general"))
        self.sheet.row += 1
        return area

    def _parts_of(self, i: int, month: int) -> str:
        first, last = (self.prices.customers[name].cell(i) for name in ("first_day", "runs_to"))
        span = f"MIN({last},{self.last.cell(0, month)})-MAX({first},{self.first.cell(0, month)})+1"
        parts = f"MAX(0,{span})*{PARTS}/{self.days.cell(0, month)}"
        if "earned_by" not in self.prices.customers:
            return parts
        way, after = (self.prices.customers[name].cell(i) for name in ("earned_by", "after_april"))
        year = f"INT(({self.number.cell(0, month)}-1-{after})/{MONTHS_IN_YEAR})*{MONTHS_IN_YEAR}+{after}"
        days = f"(EDATE(First_day,{year}+{MONTHS_IN_YEAR})-EDATE(First_day,{year}))"
        by_days = f"MAX(0,{span})*{PARTS}*{MONTHS_IN_YEAR}/{days}"
        by_terms = f"{parts}*{MONTHS_IN_YEAR}/{TERMS_IN_YEAR}/{self.of_term.cell(0, month)}"
        return f"CHOOSE({way}+1,{parts},{by_days},{by_terms})"

    def _of_their_years(self, parts: np.ndarray, numbers: np.ndarray, days: np.ndarray) -> np.ndarray:
        """The parts of each month, (agreements, months), adjusted where income is earned by days or by terms."""
        first = self.months.first_days[0].astype("datetime64[M]")
        begins = (numbers[None, :] - 1 - self.starts[:, None]) // 12 * 12 + self.starts[:, None]
        of_year = ((first + begins + 12).astype("datetime64[D]") - (first + begins).astype("datetime64[D]")).astype(int)
        of_term = MONTHS_IN_TERM[(first + numbers - 1).astype(int) % 12]
        way = self.agreements.earned_by[:, None]
        by_days, by_terms = parts * days * 12 / of_year, parts * 12 / len(TERMS) / of_term
        return np.where(way == "days", by_days, np.where(way == "terms", by_terms, parts))

    def _begins(self, i: int, month: int, compared: str = "=") -> str:
        after = self.prices.customers["after_april"].cell(i)
        return f"MOD({self.number.cell(0, month)}-1,{MONTHS_IN_YEAR}){compared}{after}"

    def _by_end_of(self, i: int, month: int) -> str:
        earlier = f"+IF({self._begins(i, month)},0,{self.by_end.cell(i, month - 1)})" if month else ""
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
        sheet, by_year = self.sheet, self.months.by_year(earned).sum(axis=0) / 100
        totals = earned.sum(axis=0).tolist()
        sheet.fill(sheet.row, shown.col, lambda m: f"SUM({shown.down(m)})", totals, "whole", "total")
        sums = Area("Income", sheet.row, shown.col, 1, shown.cols, "row")
        years = Area("Income", sheet.row, shown.col + shown.cols, 1, len(by_year), "row")
        months = Area("Income", self.number.row, shown.col, 1, shown.cols, "both").across()
        for year, amount in enumerate(by_year):
            label = worked(f'{self.years.cell(year)}&", £"', f"{self.months.years[year]}, £", "general", "head")
            sheet.cells(FIRST_ROW, years.col + year, label)
            in_year = f"(INT(({months}-1)/{MONTHS_IN_YEAR})+1=ROWS({self.years.part(rows=year + 1).whole()}))"
            formula = f"SUMPRODUCT({in_year}*{sums.across()})*{PENNY}"
            sheet.cells(sheet.row, years.col + year, worked(formula, amount, kind="total"))
        sheet.line(Cell("Total, pence", kind="total"))
        return years
