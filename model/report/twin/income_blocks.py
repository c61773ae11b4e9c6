"""Income as formulas: what each agreement is charged, in whole pence, and what it earns month by month."""

import numpy as np

from model.buy_back.income import OF_A_MONTH, income
from model.buy_back.pricing import charges
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, PENNY, PLACES, InputAreas
from model.report.twin.months import FIRST_MONTH
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.price_inputs import PriceAreas
from model.report.twin.sheets import Area, Book, Sheet
from model.schema.customers import Agreements
from model.schema.prices import PriceList

PARTS = "Parts_of_a_month"
"""A month is cut into so many equal parts that a day of any month is a whole number of them."""


def write_income(book: Book, facts: Facts, inputs: InputAreas, prices: PriceAreas) -> Area:
    """Write the sheets of charges and of income by month; each year's income in £ is handed back, (1, years)."""
    scenario = facts.assessment.scenario
    agreements, months = scenario.customers.agreements, facts.assessment.costed.book.months
    title = "Workings: what each agreement is charged a year"
    sheet = book.sheet("Charges", title, "Whole pence a year, net of VAT, as prices are set.")
    sheet.widths(28, *[14] * 60)
    sheet.freeze(FIRST_ROW, 1)
    _customers(sheet, FIRST_ROW, agreements, prices)
    col, totals = 1, []
    for number, each in enumerate(scenario.prices):
        totals.append(_charges(sheet, col, number, each, agreements, prices))
        col = totals[-1].col + 1
    earned = income(scenario.prices, agreements, months)
    by_year = _by_agreement_year(sheet, col, totals, earned.charge, prices, inputs)
    return _Earned(book, facts, inputs, prices, by_year).write(earned.earned)


def _customers(sheet: Sheet, first: int, agreements: Agreements, prices: PriceAreas) -> None:
    sheet.text(first - 1, 0, "Customer", "head")
    for number, reference in enumerate(agreements.reference):
        sheet.formula(first + number, 0, prices.customers["reference"].cell(number), str(reference))


def _pence(price: str) -> str:
    return f"ROUND({price}/{PENNY},0)"


def _to_the_penny(pence: str) -> str:
    """Half a penny up; first to the places that a price times units can have, so that a tie is one."""
    return f"ROUND(ROUND({pence},{PLACES}),0)"


def _charges(sheet: Sheet, col: int, number: int, each: PriceList, agreements: Agreements, prices: PriceAreas) -> Area:
    """One list's charge for each package and in all; the column of what is charged in all is handed back."""
    made, size = charges(each, agreements), len(agreements)
    place = {package: column for column, package in enumerate(agreements.packages)}
    for row, package in enumerate(each.packages):
        sheet.head(FIRST_ROW - 1, col + row, [f"{package.id}, list {number + 1}"])
        for i in range(size):
            formula = _package(prices, number, row, place.get(package.id), i)
            sheet.formula(FIRST_ROW + i, col + row, formula, int(made.by_package[row, i]), "whole")
    packages = Area("Charges", FIRST_ROW, col, size, len(each.packages))
    last = col + len(each.packages)
    sheet.head(FIRST_ROW - 1, last, [f"Packages taken, list {number + 1}", f"Charge, list {number + 1}"])
    taken = Area("Charges", FIRST_ROW, last, size)
    from_packages, shares = (area.part(number, 0, 1, area.cols).across() for area in prices.discounts)
    least = _pence(prices.lists.cell(number, 2))
    for i in range(size):
        count = f'COUNTIF({packages.across(i)},">"&0)'
        sheet.formula(FIRST_ROW + i, last, count, int((made.by_package[:, i] > 0).sum()), "whole")
        off = f"SUMPRODUCT(MAX(({from_packages}<={taken.cell(i)})*({from_packages}>0)*{shares}))"
        formula = f"IF({taken.cell(i)}=0,0,MAX({_to_the_penny(f'SUM({packages.across(i)})*(1-{off})')},{least}))"
        sheet.formula(FIRST_ROW + i, last + 1, formula, int(made.total[i]), "whole")
    return Area("Charges", FIRST_ROW, last + 1, size, 1, "col")


def _package(prices: PriceAreas, number: int, row: int, column: int | None, i: int) -> str:
    """The formula of a package's price for an agreement, pence a year; nothing where it is not taken."""
    if column is None:
        return "0"
    areas, customers = prices.packages[number], prices.customers
    units, pupils = prices.takes.cell(i, column), customers["pupils"].cell(i)

    def run(name: str) -> str:
        return areas[name].part(row, 0, 1, areas[name].cols).across()

    a_pupil = f"INDEX({run('per_pupil')},MATCH({customers['phase'].cell(i)},{areas['phases'].across()},0))"
    band = f'INDEX({run("band_prices")},COUNTIF({run("limits")},"<"&{pupils})+1)'
    lower = f'COUNTIF({run("units_from")},"<="&{units})'
    a_unit = f"IF({lower}=0,{areas['a_unit'].cell(row)},INDEX({run('lower_prices')},MAX({lower},1)))"
    weeks = areas["weeks"].cell(row)
    a_year = f"ROUND({units}*IF(ISNUMBER({weeks}),{weeks},1),{PLACES})"
    whole = f"{_pence(areas['flat'].cell(row))}+{_pence(a_pupil)}*{pupils}+{_pence(band)}"
    by_unit, least = _to_the_penny(f"{_pence(a_unit)}*{a_year}"), _pence(areas["minimum"].cell(row))
    return f"IF({units}>0,MAX({whole}+{by_unit},{least}),0)"


def _by_agreement_year(
    sheet: Sheet, col: int, totals: list[Area], charge: np.ndarray, prices: PriceAreas, inputs: InputAreas
) -> Area:
    """A whole year's charge of each agreement year, (agreements, years + 1); nothing where none of it is shown."""
    starts = Area("Prices", FIRST_ROW, 0, prices.lists.rows, 1, "both").whole()
    shown_to = f"EDATE(First_day,ROWS({inputs.years.whole()})*{MONTHS_IN_YEAR})-1"
    area = Area("Charges", FIRST_ROW, col, *charge.shape, "both")
    sheet.head(FIRST_ROW - 1, col, [f"Charge of agreement year {k}" for k in range(charge.shape[1])])
    for i in range(charge.shape[0]):
        first, last, after = (prices.customers[name].cell(i) for name in ("first_day", "last_day", "after_april"))
        of_lists = ",".join(total.cell(i) for total in totals)
        for k in range(charge.shape[1]):
            years_on = f"(COLUMNS({area.part(i, 0, 1, k + 1).whole()})-1-1)"
            begins = f"EDATE(First_day,{years_on}*{MONTHS_IN_YEAR}+{after})"
            ends = f"EDATE({begins},{MONTHS_IN_YEAR})-1"
            held = f"MAX({first},{begins},First_day)<=MIN({last},{ends},{shown_to})"
            chosen = f"CHOOSE(MATCH(MAX({begins},{first}),{starts},1),{of_lists})"
            sheet.formula(FIRST_ROW + i, col + k, f"IF({held},{chosen},0)", int(charge[i, k]), "whole")
    return area


class _Earned:
    """The sheet of income by month. It begins some months early where agreement years begin before the first April."""

    def __init__(self, book: Book, facts: Facts, inputs: InputAreas, prices: PriceAreas, charge: Area):
        self.months = facts.assessment.costed.book.months
        self.agreements = facts.assessment.scenario.customers.agreements
        self.inputs, self.prices, self.charge, self.size = inputs, prices, charge, len(self.agreements)
        starts = (self.agreements.year_starts - 4) % 12
        self.early = int(12 - starts[starts > 0].min()) if (starts > 0).any() else 0
        self.starts = starts
        note = "Whole pence: a twelfth of the year's charge a month, by days in the agreement, rounded as it adds up."
        self.sheet = book.sheet("Income", "Workings: income by month", note)
        self.sheet.widths(28, 4, 4, 4, 4, *[13] * (self.early + len(self.months) + len(self.months.years)))
        self.sheet.freeze(FIRST_ROW + 4, FIRST_MONTH)
        self.sheet.print_on(len(self.months.years))
        self.row = FIRST_ROW

    def write(self, earned: np.ndarray) -> Area:
        """Write the calendar, the parts of each year in the agreement, and what is earned."""
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
        shown = self._block("Earned in the month, pence", self._earned_of, earned, self.early)
        return self._totals(shown, earned)

    def _line(self, label: str, formula, values, number: str = "whole") -> Area:
        area = Area("Income", self.row, FIRST_MONTH, 1, len(values), "row")
        if label == "Month number":
            self.number = area
        self.sheet.text(self.row, 0, label, "head")
        for month, value in enumerate(values):
            self.sheet.formula(self.row, FIRST_MONTH + month, formula(month), value, number, "head")
        self.row += 1
        return area

    def _block(self, title: str, formula, values: np.ndarray, early: int = 0) -> Area:
        self.sheet.text(self.row, 0, title, "heading")
        area = Area("Income", self.row + 1, FIRST_MONTH + early, *values.shape)
        self.area = area
        for i in range(self.size):
            reference = str(self.agreements.reference[i])
            self.sheet.formula(area.row + i, 0, self.prices.customers["reference"].cell(i), reference)
            for month in range(values.shape[1]):
                self.sheet.formula(area.row + i, area.col + month, formula(i, month), int(values[i, month]), "whole")
        self.row = area.row + self.size + 1
        return area

    def _parts_of(self, i: int, month: int) -> str:
        first, last = (self.prices.customers[name].cell(i) for name in ("first_day", "last_day"))
        span = f"MIN({last},{self.last.cell(0, month)})-MAX({first},{self.first.cell(0, month)})+1"
        return f"MAX(0,{span})*{PARTS}/{self.days.cell(0, month)}"

    def _begins(self, i: int, month: int, compared: str = "=") -> str:
        after = self.prices.customers["after_april"].cell(i)
        return f"MOD({self.number.cell(0, month)}-1,{MONTHS_IN_YEAR}){compared}{after}"

    def _by_end_of(self, i: int, month: int) -> str:
        earlier = f"+IF({self._begins(i, month)},0,{self.area.cell(i, month - 1)})" if month else ""
        return self.parts.cell(i, month) + earlier

    def _earned_of(self, i: int, shown: int) -> str:
        month = shown + self.early
        year = f"INT(({self.number.cell(0, month)}-1)/{MONTHS_IN_YEAR})+1+1-IF({self._begins(i, month, '<')},1,0)"
        charge = f"INDEX({self.charge.part(i, 0, 1, self.charge.cols).whole()},{year})"
        now, before = (
            f"ROUND({charge}*{self.by_end.cell(i, at)}/({MONTHS_IN_YEAR}*{PARTS}),0)" for at in (month, month - 1)
        )
        return f"{now}-IF({self._begins(i, month)},0,{before})" if month else now

    def _totals(self, shown: Area, earned: np.ndarray) -> Area:
        by_year = self.months.by_year(earned).sum(axis=0) / 100
        self.sheet.text(self.row - 1, 0, "Total, pence", "total")
        for month in range(shown.cols):
            total = int(earned[:, month].sum())
            self.sheet.formula(self.row - 1, shown.col + month, f"SUM({shown.down(month)})", total, "whole", "total")
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
