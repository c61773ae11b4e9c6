"""The twin's inputs of a traded service: price lists, and the customers with what each takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.base.financial_year import in_words
from model.buy_back.needs import known
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, fixed, given, worked
from model.report.twin.facts import Facts
from model.report.twin.inputs import MONTHS_IN_YEAR
from model.report.twin.service_inputs import ServiceAreas, write_service
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.schema.sections.agreed_prices import priced_on
from model.schema.sections.customers import year_beginnings
from model.schema.sections.prices import PHASES, Package, PriceList, list_in_force
from model.schema.sections.renewals import renewed as are_renewed
from model.schema.sections.renewals import run_on

APRIL = 4
EARNED_BY = ("months", "days", "terms")


@dataclass(frozen=True)
class Pricing:
    """One way to price the agreements: by the stated lists, or by these and the list that the model worked out."""

    words: str
    lists: tuple[PriceList, ...]


def pricings(facts: Facts) -> tuple[Pricing, ...]:
    """A pricing by the stated lists and, where new prices were worked out, another by all lists, oldest list first."""
    traded = facts.traded
    stated = Pricing("at the prices stated", traded.prices)
    if len(traded.new_lists) == len(traded.prices):
        return (stated,)
    return stated, Pricing(f"with the new prices from {in_words(known(traded.new_prices_from))}", traded.new_lists)


@dataclass(frozen=True)
class PriceAreas:
    """Where prices and customers are. ``packages`` has, for each list, a row for each package."""

    lists: Area
    """A row for each list: its first day, its source and its minimum charge."""
    discounts: tuple[Area, Area]
    """A row for each list: the numbers of packages from which discounts are given, and the discounts."""
    packages: tuple[dict[str, Area], ...]
    partnerships: tuple[Area, Area] | None
    """Like ``discounts``, but by the number of customers in a partnership; None where no list has such a discount."""
    sets: tuple[tuple[tuple[tuple[str, ...], Area], ...], ...]
    """For each list: the packages of each set, and the cell of its discount."""
    customers: dict[str, Area]
    takes: Area
    service: ServiceAreas | None
    """The costs besides pay that prices must meet; None where the target is not known."""


def shown_to(years: Area) -> str:
    """The formula of the last day shown."""
    return f"EDATE(First_day,ROWS({years.whole()})*{MONTHS_IN_YEAR})-1"


def write_price_inputs(book: Book, facts: Facts, years: Area) -> PriceAreas:
    """Write the sheets of prices, customers and the service's costs besides pay. ``years`` are the years shown."""
    stated, *new = pricings(facts)
    sources = [prices.source for prices in stated.lists]
    if new:
        year = facts.traded.year_after
        sources.append(f"Worked out by the model so that today\u2019s customers meet the full cost of {year}.")
    return PriceAreas(
        *_prices(book, (new or [stated])[0].lists, sources), *_customers(book, facts, years), write_service(book, facts)
    )


Written = tuple[
    Area,
    tuple[Area, Area],
    tuple[dict[str, Area], ...],
    tuple[Area, Area] | None,
    tuple[tuple[tuple[tuple[str, ...], Area], ...], ...],
]
"""The first five fields of PriceAreas."""


def _prices(book: Book, lists: tuple[PriceList, ...], sources: list[str]) -> Written:
    sheet = book.sheet(
        "Prices",
        "Inputs: price lists",
        "£ a year net of VAT. In each of its years, an agreement uses the list in force on that year's first day.",
        (12, 46, *[13] * 40),
        (FIRST_ROW, 2),
        wide=True,
    )
    offers = max(1, *(len(prices.discounts) for prices in lists))
    partners = max(len(prices.partnerships) for prices in lists)
    runs = [
        *_pairs("Discount from packages", "Discount", offers),
        *_pairs("Discount from customers in partnership", "Partnership discount", partners),
    ]
    sheet.heads("In force from", "Source", "Minimum charge", *runs)
    for prices, source in zip(lists, sources, strict=True):
        discounts = [(discount.packages, discount.percent) for discount in prices.discounts]
        together = [(discount.customers, discount.percent) for discount in prices.partnerships]
        cells = [
            *_two_runs(offers, discounts, ("whole", "percent")),
            *_two_runs(partners, together, ("whole", "percent")),
        ]
        sheet.height(sheet.row, 1, [source])
        minimum = given(prices.minimum_charge, "money")
        sheet.line(given(prices.from_, "day"), Cell(source, kind="wrapped"), minimum, *cells)
    area = Area("Prices", FIRST_ROW, 0, len(lists), 3, "both")
    discounted = [replace(area, col=3 + offers * side, cols=offers) for side in (0, 1)]
    shared = [replace(area, col=3 + 2 * offers + partners * side, cols=partners) for side in (0, 1)]
    packages, sets = [], []
    for prices in lists:
        sheet.row += 1
        sheet.heading(f"Packages of the list from {in_words(prices.from_)}; a column named for a phase is £ a pupil")
        packages.append(_packages(sheet, prices.packages))
        sets.append(tuple(_sets(sheet, prices)))
    partnerships = (shared[0], shared[1]) if partners else None
    return area, (discounted[0], discounted[1]), tuple(packages), partnerships, tuple(sets)


def _sets(sheet: Sheet, prices: PriceList) -> Iterator[tuple[tuple[str, ...], Area]]:
    """Write a row for each set of packages. Gives its packages, and the cell of the discount on each of them."""
    if prices.sets:
        sheet.heads("Set", "Packages that are taken together", "Discount")
    for together in prices.sets:
        share = sheet.input(sheet.row, 2, together.percent, "percent")
        sheet.line(together.id, "; ".join(together.packages))
        yield together.packages, share


def _pairs(first: str, second: str, runs: int) -> list[str]:
    return [f"{label} {number}" for label in (first, second) for number in range(1, runs + 1)]


def _two_runs(runs: int, pairs: Sequence[tuple[Value | None, Value]], numbers: tuple[str, str]) -> Iterator[Cell]:
    """Two runs of cells: the first value of each pair, then the second of each. Cells without a pair are empty."""
    for side, number in enumerate(numbers):
        for run in range(runs):
            yield given(pairs[run][side] if run < len(pairs) else None, number)


def _packages(sheet: Sheet, packages: tuple[Package, ...]) -> dict[str, Area]:
    bands = max(1, *(len(package.bands) for package in packages))
    lower = max(1, *(len(package.cheaper_from) for package in packages))
    runs = (*_pairs("Band to pupils", "Band price", bands), *_pairs("Units from", "Then a unit", lower))
    sheet.heads("Package", "Title", "Flat fee", *PHASES, "A unit", "Weeks", "At least", *runs)
    for col, phase in enumerate(PHASES, 3):
        sheet.input(sheet.row - 1, col, phase, kind="head")
    columns = {"flat": 1, "per_pupil": len(PHASES), "a_unit": 1, "weeks": 1, "minimum": 1}
    columns |= {"limits": bands, "band_prices": bands, "units_from": lower, "lower_prices": lower}
    areas = {"phases": Area("Prices", sheet.row - 1, 3, 1, len(PHASES), "both")}
    col = 2
    for name, cols in columns.items():
        areas[name] = Area("Prices", sheet.row, col, len(packages), cols, "both")
        col += cols
    for package in packages:
        rates = package.per_pupil or {}
        amounts = (package.flat, *(rates.get(phase) for phase in PHASES), package.a_unit)
        sizes = [(band.to_pupils, band.price) for band in package.bands]
        units = [(cheaper.units, cheaper.price) for cheaper in package.cheaper_from]
        sheet.line(
            package.id,
            package.title,
            *(given(amount, "money") for amount in amounts),
            given(package.weeks),
            given(package.minimum, "money"),
            *_two_runs(bands, sizes, ("whole", "money")),
            *_two_runs(lower, units, ("general", "money")),
        )
    return areas


@dataclass(frozen=True)
class Term:
    """A column that the model works out from agreements' terms: its heading, and whole numbers, (agreements,)."""

    label: str
    values: np.ndarray


def terms(facts: Facts) -> dict[str, Term]:
    """Columns, by key, for what only some agreements have: partners, income by days or by terms, and fixed prices."""
    agreements, columns = facts.agreements, {}
    if (agreements.partners > 1).any():
        columns["partners"] = Term("Customers in its partnership", agreements.partners)
    if (agreements.earned_by != "months").any():
        numbers = np.array([EARNED_BY.index(way) for way in agreements.earned_by])
        columns["earned_by"] = Term("Earned by: 0 months, 1 days, 2 terms", numbers)
    for number, kept in enumerate(lists_fixed(facts)):
        for year in range(kept.shape[1]):
            words = f", {pricings(facts)[number].words}" if number else ""
            columns[f"kept {number} {year}"] = Term(f"Fixed prices: list kept in year {year}{words}", kept[:, year])
    return columns


def lists_fixed(facts: Facts) -> list[np.ndarray]:
    """For each pricing: the number of the list whose prices are fixed, by agreement year, (agreements, years + 1).

    Lists are numbered from 1; 0 where prices are not fixed. The result is empty where no agreement has fixed prices.
    """
    months, agreements = facts.months, run_on(facts.agreements, facts.months)
    fixed_lists = []
    for pricing in pricings(facts):
        agreed = priced_on(pricing.lists, agreements, months)
        begins = year_beginnings(agreements.year_starts, months)
        fixed_lists.append(np.where(agreed < begins, list_in_force(pricing.lists, agreed) + 1, 0))
    return fixed_lists if any(kept.any() for kept in fixed_lists) else []


def _customers(book: Book, facts: Facts, years: Area) -> tuple[dict[str, Area], Area]:
    agreements, size = facts.agreements, len(facts.agreements)
    more = terms(facts)
    sheet = book.sheet(
        "Customers",
        "Inputs: customers and what each takes",
        "One row for each agreement. Units taken of each package: 1 for a package without units, 0 for one not taken. "
        "An agreement that is renewed runs to the last day shown.",
        (28, 14, 9, 14, 14, 11, 14, 16, *[12] * (len(agreements.packages) + len(more))),
        (FIRST_ROW, 1),
    )
    columns = {
        "reference": "Customer", "phase": "Phase", "pupils": "Pupils", "first_day": "First day",
        "last_day": "Last day", "renewed": "Renewed, 1 yes 0 no", "runs_to": "Runs to",
        "after_april": "Year begins, months after April",
    }  # fmt: skip
    sheet.heads(*columns.values(), *agreements.packages, *(term.label for term in more.values()), texts=2)
    areas = {name: Area("Customers", FIRST_ROW, col, size, 1, "col") for col, name in enumerate(columns)}
    after = len(columns) + len(agreements.packages)
    areas |= {name: Area("Customers", FIRST_ROW, col, size, 1, "col") for col, name in enumerate(more, after)}
    first, last = agreements.first_day.tolist(), agreements.last_day.tolist()
    renewed = are_renewed(agreements)
    runs_to = np.where(renewed, np.maximum(agreements.last_day, facts.months.pay_days[-1]), agreements.last_day)
    for i, last_day in enumerate(runs_to.tolist()):
        end, again = (replace(areas[name].part(i), fixed="both").cell() for name in ("last_day", "renewed"))
        sheet.line(
            fixed(str(agreements.reference[i])),
            given(str(agreements.phase[i])),
            given(int(agreements.pupils[i]), "whole"),
            given(first[i], "day"),
            given(last[i], "day"),
            given(int(renewed[i]), "whole"),
            worked(f"IF({again}=1,MAX({end},{shown_to(years)}),{end})", last_day, "day"),
            given(int(agreements.year_starts[i]) - APRIL, "whole"),
            *(given(float(units)) for units in np.asarray(agreements.takes)[:, i]),
            *(fixed(int(term.values[i]), "whole") for term in more.values()),
        )
    return areas, Area("Customers", FIRST_ROW, len(columns), size, len(agreements.packages), "col")
