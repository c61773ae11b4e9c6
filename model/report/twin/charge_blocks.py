"""Charges as formulas: what each agreement is charged a year by each price list, in whole pence."""

from dataclasses import dataclass

import numpy as np

from model.buy_back.income import income
from model.buy_back.pricing import charges
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR, PENNY, PLACES, InputAreas
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.price_inputs import PriceAreas, pricings
from model.report.twin.sheets import Book, Sheet
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import run_on, running_on


@dataclass(frozen=True)
class ChargeAreas:
    """Where charges stand, in pence, a row an agreement."""

    by_year: tuple[Area, ...]
    """For each pricing the charge of each agreement year, (agreements, years + 1)."""
    by_list: tuple[Area, ...]
    """For each list a year's charge, (agreements, 1)."""
    buys: Area
    """1 where the agreement, or its renewal, runs on the implementation date."""
    customers: Area
    """1 at the first such agreement of each customer."""


def write_charges(book: Book, facts: Facts, inputs: InputAreas, prices: PriceAreas) -> ChargeAreas:
    """Write each list's charges, and those of each agreement year at each pricing."""
    scenario, priced = facts.assessment.scenario, pricings(facts)
    agreements, months = scenario.customers.agreements, facts.assessment.costed.book.months
    on = run_on(agreements, months)
    title = "Workings: what each agreement is charged a year"
    sheet = book.sheet("Charges", title, "Whole pence a year, net of VAT, as prices are set.")
    sheet.widths(28, *[14] * 60)
    sheet.freeze(FIRST_ROW, 1)
    sheet.print_wide()
    _customers(sheet, FIRST_ROW, agreements, prices)
    col, totals = 1, []
    for number, each in enumerate(priced[-1].lists):
        totals.append(_charges(sheet, col, number, each, agreements, prices))
        col = totals[-1].col + 1
    found = []
    for each in priced:
        charge = income(each.lists, on, months).charge
        words = f", {each.words}" if len(priced) > 1 else ""
        found.append(_by_agreement_year(sheet, col, totals[: len(each.lists)], charge, prices, inputs, words))
        col += found[-1].cols
    return ChargeAreas(tuple(found), tuple(totals), *_buyers(sheet, col, facts, prices))


def _buyers(sheet: Sheet, col: int, facts: Facts, prices: PriceAreas) -> tuple[Area, Area]:
    """Who buys on the implementation date, and the first agreement of each customer who does."""
    agreements, day = facts.assessment.scenario.customers.agreements, facts.assessment.scenario.dates.implementation
    runs = running_on(agreements, day)
    size, seen = len(agreements), set()
    sheet.head(FIRST_ROW - 1, col, ["Buys on the implementation date", "Counts as a customer then"])
    buys, customers = (Area("Charges", FIRST_ROW, col + offset, size, 1, "col") for offset in (0, 1))
    names = prices.customers["reference"]
    for i in range(size):
        first, last, name = (prices.customers[key].cell(i) for key in ("first_day", "runs_to", "reference"))
        on_the_day = f"IF(AND({first}<=Implementation,Implementation<={last}),1,0)"
        sheet.formula(FIRST_ROW + i, col, on_the_day, int(runs[i]), "whole")
        reference = str(agreements.reference[i]).lower()  # a spreadsheet compares without regard to capitals
        counts = int(runs[i]) if reference not in seen else 0
        seen |= {reference} if runs[i] else set()
        to_here = (names.part(rows=i + 1).down(), buys.part(rows=i + 1).down())
        alike = f"SUMPRODUCT(({to_here[0]}={name})*{to_here[1]})"
        sheet.formula(FIRST_ROW + i, col + 1, f"IF({alike}=1,{buys.cell(i)},0)", counts, "whole")
    return buys, customers


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
    sheet: Sheet, col: int, totals: list[Area], charge: np.ndarray, prices: PriceAreas, inputs: InputAreas, words: str
) -> Area:
    """A whole year's charge of each agreement year, (agreements, years + 1); nothing where none of it is shown."""
    starts = Area("Prices", FIRST_ROW, 0, len(totals), 1, "both").whole()
    shown_to = f"EDATE(First_day,ROWS({inputs.years.whole()})*{MONTHS_IN_YEAR})-1"
    area = Area("Charges", FIRST_ROW, col, *charge.shape, "both")
    sheet.head(FIRST_ROW - 1, col, [f"Charge of agreement year {k}{words}" for k in range(charge.shape[1])])
    for i in range(charge.shape[0]):
        first, last, after = (prices.customers[name].cell(i) for name in ("first_day", "runs_to", "after_april"))
        of_lists = ",".join(total.cell(i) for total in totals)
        for k in range(charge.shape[1]):
            years_on = f"(COLUMNS({area.part(i, 0, 1, k + 1).whole()})-1-1)"
            begins = f"EDATE(First_day,{years_on}*{MONTHS_IN_YEAR}+{after})"
            ends = f"EDATE({begins},{MONTHS_IN_YEAR})-1"
            held = f"MAX({first},{begins},First_day)<=MIN({last},{ends},{shown_to})"
            chosen = f"CHOOSE(MATCH(MAX({begins},{first}),{starts},1),{of_lists})"
            sheet.formula(FIRST_ROW + i, col + k, f"IF({held},{chosen},0)", int(charge[i, k]), "whole")
    return area
