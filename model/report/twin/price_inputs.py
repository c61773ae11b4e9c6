"""The twin's inputs of a traded service: price lists, and the customers with what each takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.base.financial_year import in_words
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.service_inputs import ServiceAreas, write_service
from model.report.twin.sheets import Book, Sheet
from model.schema.sections.prices import PHASES, Package, PriceList
from model.schema.sections.renewals import renewed as are_renewed

APRIL = 4
MONTHS_IN_YEAR = "Months_in_year"


@dataclass(frozen=True)
class Pricing:
    """One way to price the agreements: by the lists stated, or by those and the one that the model worked out."""

    words: str
    lists: tuple[PriceList, ...]


def pricings(facts: Facts) -> tuple[Pricing, ...]:
    """The lists stated and, where new prices were worked out beside them, all of them; oldest first in each."""
    traded = facts.assessment.traded
    stated = Pricing("at the prices stated", traded.prices)
    if len(traded.new_lists) == len(traded.prices):
        return (stated,)
    return stated, Pricing(f"with the new prices from {in_words(traded.new_prices_from)}", traded.new_lists)


@dataclass(frozen=True)
class PriceAreas:
    """Where prices and customers stand. ``packages`` has, by list, a row a package; the rest are columns or rows."""

    lists: Area
    """A row a list: its first day, then its minimum charge."""
    discounts: tuple[Area, Area]
    """A row a list: packages from which a discount is given, and its share."""
    packages: tuple[dict[str, Area], ...]
    customers: dict[str, Area]
    takes: Area
    service: ServiceAreas | None
    """What prices must meet beside pay; None where the target is not known."""


def write_price_inputs(book: Book, facts: Facts, years: Area) -> PriceAreas:
    """Write the sheets of prices, of customers and of what the service costs beside pay; ``years`` are those shown."""
    stated, *new = pricings(facts)
    sources = [each.source for each in stated.lists]
    if new:
        year = facts.assessment.traded.year_after
        sources.append(f"Worked out by the model so that today\u2019s customers meet the full cost of {year}.")
    lists, discounts, packages = _prices(book, (new[0] if new else stated).lists, sources)
    customers, takes = _customers(book, facts, years)
    return PriceAreas(lists, discounts, packages, customers, takes, write_service(book, facts))


def _prices(
    book: Book, prices: tuple[PriceList, ...], sources: list[str]
) -> tuple[Area, tuple[Area, Area], tuple[dict[str, Area], ...]]:
    sheet = book.sheet(
        "Prices",
        "Inputs: price lists",
        "£ a year net of VAT. An agreement keeps for its year the list in force on the year\u2019s first day.",
    )
    offers = max(1, *(len(each.discounts) for each in prices))
    sheet.widths(12, 46, *[13] * 40)
    sheet.freeze(FIRST_ROW, 2)
    sheet.print_wide()
    runs = _pairs("Discount from packages", "Discount", offers)
    sheet.head(FIRST_ROW - 1, 0, ("In force from", "Source", "Minimum charge", *runs))
    for row, (each, source) in enumerate(zip(prices, sources, strict=True), FIRST_ROW):
        sheet.input(row, 0, each.from_, "day")
        sheet.wrapped(row, 1, source)
        sheet.input(row, 2, each.minimum_charge, "money")
        _two_runs(sheet, row, 3, offers, [(one.packages, one.percent) for one in each.discounts], ("whole", "percent"))
    lists = Area("Prices", FIRST_ROW, 0, len(prices), 3, "both")
    discounts = tuple(Area("Prices", FIRST_ROW, 3 + offers * side, len(prices), offers, "both") for side in (0, 1))
    row, packages = FIRST_ROW + len(prices) + 1, []
    for each in prices:
        title = f"Packages of the list from {in_words(each.from_)}; a column named for a phase is £ a pupil"
        sheet.text(row, 0, title, "heading")
        packages.append(_packages(sheet, row + 1, each.packages))
        row += len(each.packages) + 3
    return lists, discounts, tuple(packages)


def _pairs(first: str, second: str, runs: int) -> list[str]:
    return [f"{label} {number}" for label in (first, second) for number in range(1, runs + 1)]


def _two_runs(sheet: Sheet, row: int, col: int, runs: int, pairs: Sequence[tuple], numbers: tuple[str, str]) -> None:
    """The first of each pair in a run of cells, and then the second of each in another."""
    for side in (0, 1):
        for run in range(runs):
            value = pairs[run][side] if run < len(pairs) else None
            sheet.input(row, col + side * runs + run, value, numbers[side])


def _packages(sheet: Sheet, row: int, packages: tuple[Package, ...]) -> dict[str, Area]:
    bands = max(1, *(len(each.bands) for each in packages))
    lower = max(1, *(len(each.cheaper_from) for each in packages))
    plain = ("Flat fee", *PHASES, "A unit", "Weeks", "At least")
    heads = (*plain, *_pairs("Band to pupils", "Band price", bands), *_pairs("Units from", "Then a unit", lower))
    sheet.head(row, 0, ("Package", "Title", *heads))
    for col, phase in enumerate(PHASES, 3):
        sheet.input(row, col, phase, kind="head")
    for offset, each in enumerate(packages, 1):
        sheet.text(row + offset, 0, each.id)
        sheet.text(row + offset, 1, each.title)
        rates = each.per_pupil or {}
        values = (each.flat, *(rates.get(phase) for phase in PHASES), each.a_unit, each.weeks, each.minimum)
        for col, value in enumerate(values, 2):
            sheet.input(row + offset, col, value, "general" if col == 10 else "money")
        sizes = [(band.to_pupils, band.price) for band in each.bands]
        _two_runs(sheet, row + offset, 12, bands, sizes, ("whole", "money"))
        units = [(one.units, one.price) for one in each.cheaper_from]
        _two_runs(sheet, row + offset, 12 + 2 * bands, lower, units, ("general", "money"))

    def area(col: int, cols: int = 1) -> Area:
        return Area("Prices", row + 1, col, len(packages), cols, "both")

    runs = {"limits": (12, bands), "band_prices": (12 + bands, bands)}
    runs |= {"units_from": (12 + 2 * bands, lower), "lower_prices": (12 + 2 * bands + lower, lower)}
    columns = {"flat": (2, 1), "per_pupil": (3, len(PHASES)), "a_unit": (9, 1), "weeks": (10, 1), "minimum": (11, 1)}
    areas = {name: area(*where) for name, where in (columns | runs).items()}
    return areas | {"phases": Area("Prices", row, 3, 1, len(PHASES), "both")}


def _customers(book: Book, facts: Facts, years: Area) -> tuple[dict[str, Area], Area]:
    agreements, months = facts.assessment.scenario.customers.agreements, facts.assessment.costed.book.months
    sheet = book.sheet(
        "Customers",
        "Inputs: customers and what each takes",
        "One row an agreement. Units taken of each package: 1 for a package without units, 0 for none. One that is "
        "renewed runs on to the last day shown.",
    )
    sheet.widths(28, 14, 9, 14, 14, 11, 14, 16, *[12] * len(agreements.packages))
    sheet.freeze(FIRST_ROW, 1)
    heads = ("Customer", "Phase", "Pupils", "First day", "Last day", "Renewed, 1 yes 0 no", "Runs to")
    heads = (*heads, "Year begins, months after April")
    sheet.head(FIRST_ROW - 1, 0, (*heads, *agreements.packages), texts=2)
    first, last = agreements.first_day.tolist(), agreements.last_day.tolist()
    renewed = are_renewed(agreements)
    shown_to = f"EDATE(First_day,ROWS({years.whole()})*{MONTHS_IN_YEAR})-1"
    runs_to = np.where(renewed, np.maximum(agreements.last_day, months.pay_days[-1]), agreements.last_day).tolist()
    for number in range(len(agreements)):
        row = FIRST_ROW + number
        sheet.stated(row, 0, str(agreements.reference[number]))
        sheet.input(row, 1, str(agreements.phase[number]))
        sheet.input(row, 2, int(agreements.pupils[number]), "whole")
        sheet.input(row, 3, first[number], "day")
        end = sheet.input(row, 4, last[number], "day").cell()
        again = sheet.input(row, 5, int(renewed[number]), "whole").cell()
        formula = f"IF({again}=1,MAX({end},{shown_to}),{end})"
        sheet.formula(row, 6, formula, runs_to[number], "day")
        sheet.input(row, 7, int(agreements.year_starts[number]) - APRIL, "whole")
        for col, units in enumerate(np.asarray(agreements.takes)[:, number]):
            sheet.input(row, 8 + col, float(units))
    names = ("reference", "phase", "pupils", "first_day", "last_day", "renewed", "runs_to", "after_april")
    size = len(agreements)
    areas = {name: Area("Customers", FIRST_ROW, col, size, 1, "col") for col, name in enumerate(names)}
    return areas, Area("Customers", FIRST_ROW, 8, size, len(agreements.packages), "col")
