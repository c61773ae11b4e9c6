"""Reads the columns of a list of agreements. Each distinct text is read once; rows are looked at for faults only."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast, get_args

import numpy as np

from model.base.faults import Fault, listed, nearest_name
from model.base.financial_year import MONTHS_IN_YEAR, NotADay, PayMonths, read_day
from model.schema.reading.customers_csv import Listing
from model.schema.rules.agreement_checks import agreement_faults
from model.schema.sections.customers import (
    ACADEMIC,
    BILLS_A_YEAR,
    YEAR_STARTS,
    Agreement,
    Agreements,
    Bills,
    EarnedBy,
    year_running_at_the_end,
)
from model.schema.sections.prices import PHASES
from model.schema.sections.section import A_DAY, SENSIBLE_YEARS

KINDS = get_args(Agreement.model_fields["kind"].annotation)
MOST_PUPILS, MOST_UNITS, MOST_YEARS = 20_000, 100_000, 25
"""The most pupils in a school, units of a package, and years in an agreement. A larger number is taken as a slip."""
A_NAME = "a name or reference"
WHOLE = re.compile(r"\d{1,6}")
SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)\s*%|([01](?:\.\d{1,9})?|\.\d{1,9})")
PACKAGE = re.compile(r"([a-z0-9][a-z0-9-]*)(?:\s+[x×]\s*(\d{1,6}(?:\.\d{1,4})?))?")
PACKAGES = (
    "package ids, each once, with semicolons between, and x before the units, such as remote; visits x 2; hours x 3.7"
)


class Misread(Exception):
    """A text that can't be read: what was expected, and the nearest valid name."""

    def __init__(self, expected: str, nearest: str = ""):
        super().__init__(expected)
        self.expected, self.nearest = expected, nearest


def _reference(text: str) -> str:
    if not text:
        raise Misread(A_NAME)
    return text


def _one_of(names: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise Misread(listed(names), nearest_name(text.lower(), names))
        return text

    return read


def _pupils(text: str) -> int:
    if not WHOLE.fullmatch(text) or int(text) > MOST_PUPILS:
        raise Misread(
            f"a whole number of pupils, at least 0 and at most {MOST_PUPILS:,}; 0 for a centre without pupils"
        )
    return int(text)


def _day(text: str) -> np.datetime64:
    try:
        day = read_day(text)
    except NotADay as none:
        raise Misread(none.advice or A_DAY) from None
    if day.year not in SENSIBLE_YEARS:
        raise Misread(A_DAY)
    return np.datetime64(day)


def _agreement_year(text: str) -> str:
    years = (*YEAR_STARTS, ACADEMIC)
    if text.capitalize() not in years:
        raise Misread(listed(years), nearest_name(text.capitalize(), years))
    return text.capitalize()


def _bills(text: str) -> int:
    return BILLS_A_YEAR[cast(Bills, _one_of(tuple(BILLS_A_YEAR))(text))]


def _years(text: str) -> int:
    if not WHOLE.fullmatch(text) or not 1 <= int(text) <= MOST_YEARS:
        raise Misread(f"a whole number of years, at least 1 and at most {MOST_YEARS}")
    return int(text)


def _share(text: str) -> float:
    found = SHARE.fullmatch(text)
    share = float(found[1]) / 100 if found and found[1] else float(found[2]) if found else 2.0
    if share > 1:
        raise Misread("a percentage such as 90%, or a share from 0 to 1 such as 0.9")
    return share


def _packages(text: str) -> dict[str, float | None]:
    """The units of each package, by its id; None where the text gives no number."""
    taken: dict[str, float | None] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        found = PACKAGE.fullmatch(part)
        units = float(found[2]) if found and found[2] else None
        if not found or found[1] in taken or (units is not None and not 0 < units <= MOST_UNITS):
            raise Misread(PACKAGES)
        taken[found[1]] = units
    if not taken:
        raise Misread(PACKAGES)
    return taken


NO_DAY = np.datetime64("NaT", "D")
READERS: dict[str, tuple[Callable[[str], Any], Any, Any]] = {
    # column: how a text is read, what a blank means, and what stands for a text that can't be read
    "reference": (_reference, None, ""),
    "phase": (_one_of(PHASES), None, ""),
    "pupils": (_pupils, None, 0),
    "kind": (_one_of(KINDS), None, ""),
    "academy_from": (_day, NO_DAY, NO_DAY),
    "packages": (_packages, None, {}),
    "first_day": (_day, None, NO_DAY),
    "last_day": (_day, NO_DAY, NO_DAY),
    "agreement_year": (_agreement_year, "April", "April"),
    "renews": (_share, np.nan, np.nan),
    "bad_debt": (_share, 0.0, 0.0),
    "earned_by": (_one_of(get_args(EarnedBy)), "", ""),
    "bills": (_bills, 1, 1),
    "length": (_years, 0, 1),
    "prices_fixed": (_years, 0, 1),
    "partnership": (str, "", ""),
}


@dataclass(frozen=True)
class _Column:
    """The distinct texts of a column, their values, the index of each row's text, and the texts that can't be read."""

    texts: list[str]
    values: list[Any]
    rows: np.ndarray
    misread: dict[int, Misread]

    @property
    def wholly_misread(self) -> bool:
        return len(self.misread) == len(self.texts) > 0

    def array(self, kind: Any = None) -> np.ndarray:
        return np.array(self.values, dtype=kind)[self.rows]


def _column(name: str, listing: Listing) -> _Column:
    read, blank, instead = READERS[name]
    if name not in listing.columns:
        known = instead if blank is None else blank
        return _Column([""], [known], np.zeros(listing.rows, dtype=np.intp), {})
    column = listing.columns[name]
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__  # a text met for the first time gets the next number
    rows = np.fromiter(map(number.__getitem__, column), np.intp, len(column))
    values: list[Any] = []
    misread: dict[int, Misread] = {}
    if name == "reference":  # as many texts as customers, and any but a blank will do
        values = list(map(str.strip, number))
        misread = {at: Misread(A_NAME) for at, text in enumerate(values) if not text} if "" in values else {}
        return _Column(list(number), values, rows, misread)
    for text, at in number.items():
        stripped = text.strip()
        try:
            values.append(blank if blank is not None and not stripped else read(stripped))
        except Misread as fault:
            values.append(instead)
            misread[at] = fault
    return _Column(list(number), values, rows, misread)


@dataclass(frozen=True)
class Reading:
    """Agreements as read. A placeholder replaces each cell that can't be read, so that the rest can be checked."""

    agreements: Agreements
    units_given: np.ndarray
    """Whether a row gives units of a package, (packages, agreements)."""
    listing: Listing


def read_agreements(listing: Listing, months: PayMonths) -> tuple[Reading, list[Fault]]:
    """The list as arrays, and every fault that can be found in the list alone.

    ``months`` are the months of the years shown. An agreement with neither a last day nor a length ends with the
    agreement year that is running in the last month.
    """
    columns = {name: _column(name, listing) for name in READERS}
    faults = list(_misread(columns, listing))
    days = {name: columns[name].array("datetime64[D]") for name in ("academy_from", "first_day", "last_day")}
    year, kind, length = (columns[name].array() for name in ("agreement_year", "kind", "length"))
    earned_by, academic = columns["earned_by"].array(), year == ACADEMIC
    starts = np.where(year == "April", YEAR_STARTS["April"], YEAR_STARTS["September"])
    open_end = np.maximum(year_running_at_the_end(starts, months), days["first_day"])
    open_end = np.where(length > 0, _years_on(days["first_day"], length) - 1, open_end)
    packages, units = _taken(columns["packages"])
    agreements = Agreements(
        reference=columns["reference"].array(),
        phase=columns["phase"].array(),
        pupils=columns["pupils"].array(np.int64),
        maintained=kind == "maintained",
        academy_from=days["academy_from"],
        first_day=days["first_day"],
        last_day=np.where(np.isnat(days["last_day"]), open_end, days["last_day"]),
        year_starts=starts,
        renews=columns["renews"].array(float),
        packages=packages,
        takes=np.where(np.isnan(units), 1.0, units)[:, columns["packages"].rows],
        bad_debt=columns["bad_debt"].array(float),
        earned_by=np.where(earned_by != "", earned_by, np.where(academic, "terms", "months")),
        bills=columns["bills"].array(),
        length=np.maximum(length, 1),
        prices_fixed=columns["prices_fixed"].array(),
        partners=_partners(columns),
    )
    faults += agreement_faults(agreements, kind, _customers(columns["reference"]), listing)
    return Reading(agreements, (units > 0)[:, columns["packages"].rows], listing), faults


def _taken(column: _Column) -> tuple[tuple[str, ...], np.ndarray]:
    """The id of every package in the list, and the units of each in each distinct text, (packages, distinct texts).

    NaN is a package taken without a number of units; 0 is a package not taken.
    """
    packages = tuple(dict.fromkeys(name for taken in column.values for name in taken))
    number = {name: at for at, name in enumerate(packages)}
    units = np.zeros((len(packages), len(column.values)))
    for at, taken in enumerate(column.values):
        for name, given in taken.items():
            units[number[name], at] = np.nan if given is None else given
    return packages, units


def _customers(reference: _Column) -> np.ndarray:
    """The number of each agreement's customer, (agreements,). Spaces around a reference make no difference."""
    if len(set(reference.values)) == len(reference.values):
        return reference.rows
    names: dict[str, int] = {}
    return np.array([names.setdefault(name, len(names)) for name in reference.values])[reference.rows]


def _years_on(days: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Each day, ``years`` years later. 29 February becomes 1 March where the later year has no such day."""
    months = days.astype("M8[M]")
    return (months + years * MONTHS_IN_YEAR).astype("M8[D]") + (days - months.astype("M8[D]"))


def _partners(columns: dict[str, _Column]) -> np.ndarray:
    """How many customers name each agreement's partnership, (agreements,); 1 where it is in none."""
    customer, partnership = _customers(columns["reference"]), _customers(columns["partnership"])
    members, _ = np.unique(np.stack([partnership, customer]), axis=1)
    return np.where(columns["partnership"].array() != "", np.bincount(members)[partnership], 1)


def _misread(columns: dict[str, _Column], listing: Listing) -> Iterator[Fault]:
    """A fault for each cell that can't be read; two columns that are swapped make one fault."""
    told = set()
    for name, other in combinations(columns, 2):
        if told.isdisjoint((name, other)) and _swapped(columns, name, other):
            told |= {name, other}
            found = f"the headings {name} and {other} swapped: each is above the other's cells"
            yield listing.of_whole("the heading row", found, f"{name} and {other}, each above its own cells")
    for name, column in columns.items():
        if name in told or not column.misread:
            continue
        for row in np.flatnonzero(np.isin(column.rows, list(column.misread))).tolist():
            fault = column.misread[int(column.rows[row])]
            yield listing.fault(row, name, fault.expected, nearest=fault.nearest)


def _swapped(columns: dict[str, _Column], name: str, other: str) -> bool:
    one, two = columns[name], columns[other]
    wrong = (one.wholly_misread or name == "reference", two.wholly_misread)
    return all(wrong) and _reads(name, two.texts) and _reads(other, one.texts)


def _reads(name: str, texts: list[str]) -> bool:
    read, blank, _ = READERS[name]
    try:
        for text in filter(None, map(str.strip, texts)) if blank is not None else map(str.strip, texts):
            read(text)
    except Misread:
        return False
    return True
