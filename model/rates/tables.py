"""Dated rates: the value in force on a date, with its unit, status and source.

A table is a CSV file in ``model/rates/``. Each row is one value of one named rate between two dates. Importing this
module loads nothing: call :func:`load_rates`. A date outside a rate's rows is an error that names the rate and the
date. The value of a neighbouring date is never used instead.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from model.base.dated import ONE_DAY
from model.base.financial_year import in_words
from model.rates.award_offers import Offer, read_offers, read_restructures
from model.rates.rows import OPEN_END, RateStatus, days_of, read_rows, status_of
from model.rates.vat_treatments import VatTreatment, read_vat_treatments

RATES_FOLDER = Path(__file__).parent
LAST_FEW = 16
Made = TypeVar("Made")


@dataclass(frozen=True)
class Rate:
    """One value of one rate, in force from one date to another, both included."""

    table: str
    name: str
    point: str
    effective_from: date
    effective_to: date
    value: float
    unit: str
    status: RateStatus
    source: str
    date_checked: str = ""

    @property
    def has_end(self) -> bool:
        """Whether the source states a last day."""
        return self.effective_to != OPEN_END

    def __str__(self) -> str:
        """The rate's name for a sentence: ``glpc_outer 33`` or ``employer_ni secondary_threshold monthly``."""
        own = f"{self.name} {self.point}"
        return own.strip() if self.table == "spines" else f"{self.table} {own}"


class RateMissing(LookupError):
    """No rate is in force on the date asked for.

    The message gives the rate, the date, and the dates for which the table has the rate.
    """

    def __init__(self, table: str, name: str, point: str, day: date, held: list[Rate]):
        self.table, self.name, self.point, self.day = table, name, point, day
        known = f"rates only for {'; '.join(_spans(held))}" if held else "no rates for any date"
        super().__init__(f"no rate for {table} {name} {point} on {in_words(day)}: {known}")


def _spans(held: list[Rate]) -> list[str]:
    """The dates that a rate's rows cover, each span in words. Rows without a gap between them are one span."""
    spans: list[list[Rate]] = []
    for rate in held:
        if spans and rate.effective_from - ONE_DAY == spans[-1][-1].effective_to:
            spans[-1].append(rate)
        else:
            spans.append([rate])
    return [f"{in_words(span[0].effective_from)} to {_end_in_words(span[-1])}" for span in spans]


def _end_in_words(rate: Rate) -> str:
    return in_words(rate.effective_to) if rate.has_end else "date"


class RateTable:
    """All rows of one table, looked up by name, point and date. A table never changes; ``with_rows`` gives a copy."""

    def __init__(self, title: str, rows: Iterable[Rate]):
        self.title = title
        self.rows = tuple(sorted(rows, key=attrgetter("name", "point", "effective_from")))
        self._ladders: dict[tuple[str, date], tuple[int, ...]] = {}

    @cached_property
    def _series(self) -> dict[tuple[str, str], list[Rate]]:
        series: defaultdict[tuple[str, str], list[Rate]] = defaultdict(list)
        for rate in self.rows:
            series[rate.name, rate.point].append(rate)
        return dict(series)

    @property
    def names(self) -> list[str]:
        """Every rate's name in the table, in alphabetical order."""
        return sorted({name for name, _ in self._series})

    def value_on(self, name: str, point: object, day: date) -> Rate:
        """The rate in force on a day. Raises RateMissing, naming the rate and the day."""
        held = self._series.get((name, str(point)), [])
        for rate in held:
            if rate.effective_from <= day <= rate.effective_to:
                return rate
        raise RateMissing(self.title, name, str(point), day, held)

    def over(self, name: str, point: object, days: np.ndarray) -> list[Rate]:
        """The rate in force on each of ``days`` (months,). Raises RateMissing for the first day without a rate."""
        return [self.value_on(name, point, day) for day in days.astype("datetime64[D]").tolist()]

    def points_on(self, name: str, day: date) -> tuple[int, ...]:
        """Every point that a spine has on a day, lowest first; empty where the table has no points for that day."""
        if (name, day) not in self._ladders:
            self._ladders[name, day] = self._ladder(name, day)
        return self._ladders[name, day]

    def _ladder(self, name: str, day: date) -> tuple[int, ...]:
        in_force = (
            int(point)
            for of_name, point in self._series
            if of_name == name
            for rate in self._series[of_name, point]
            if rate.effective_from <= day <= rate.effective_to
        )
        return tuple(sorted(in_force))

    def with_rows(self, rows: Iterable[Rate]) -> "RateTable":
        """A copy with rows added, such as a scenario's own rates.

        Where dates overlap, the added row replaces the old one.
        """
        added: defaultdict[tuple[str, str], list[Rate]] = defaultdict(list)
        for row in rows:
            added[row.name, row.point].append(row)
        kept = [rate for old in self.rows for rate in _outside(old, added.get((old.name, old.point), ()))]
        return RateTable(self.title, [*kept, *chain.from_iterable(added.values())])


def _outside(old: Rate, added: Sequence[Rate]) -> list[Rate]:
    """The parts of an old row outside the days of the added rows. The added rows have the old row's name and point."""
    pieces = [old]
    for new in added:
        pieces = [part for piece in pieces for part in _beside(piece, new)]
    return pieces


def _beside(old: Rate, new: Rate) -> Iterator[Rate]:
    """The parts of an old row before and after the days of a new row; the whole old row where they do not overlap."""
    if new.effective_to < old.effective_from or old.effective_to < new.effective_from:
        yield old
        return
    if old.effective_from < new.effective_from:
        yield replace(old, effective_to=new.effective_from - ONE_DAY)
    if new.effective_to < old.effective_to:
        yield replace(old, effective_from=new.effective_to + ONE_DAY)


@dataclass(frozen=True)
class Rates:
    """The tables in which a costing looks up rates. Each has the name of its file."""

    spines: RateTable
    full_time_hours: RateTable
    employer_ni: RateTable
    lgps: RateTable
    apprenticeship_levy: RateTable
    redundancy: RateTable
    vat: RateTable
    vat_treatments: tuple[VatTreatment, ...]
    minimum_wage: RateTable
    pension_schemes: RateTable
    annual_leave: RateTable
    grades: "GradeTable"
    offers: tuple[Offer, ...]
    """The pay awards that are offered and not settled."""
    renumberings: dict[str, tuple[date, ...]]
    """Spine to the days on which at least one of its points got another number."""
    restructures: dict[str, tuple[date, ...]]
    """Spine to the days on which all its points were renumbered. From such a day a number means another salary."""
    renumbered_points: RateTable
    """Old point to new point: ``name`` is the spine, ``point`` the old number, ``value`` the new number.

    On the day of a restructure, every point has a row. On any other day, only the removed points have rows.
    """

    _made: dict[Hashable, Any] = field(init=False, default_factory=dict[Hashable, Any], compare=False, repr=False)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of ``make()``, worked out once for a key and then kept, for the last 16 keys.

        ``make`` may use only these tables and the key.
        """
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
            for old in list(self._made)[:-LAST_FEW]:
                self._made.pop(old, None)
        return made

    def removed(self, spine: str) -> list[Rate]:
        """Rows of ``renumbered_points`` for single points that were removed from a spine, in order of their days."""
        whole = self.restructures.get(spine, ())
        rows = (row for row in self.renumbered_points.rows if row.name == spine and row.effective_from not in whole)
        return sorted(rows, key=lambda row: row.effective_from)

    def replace(self, **tables: "RateTable | GradeTable") -> "Rates":
        """A copy with some tables replaced."""
        return replace(self, **tables)


@dataclass(frozen=True)
class NamedGrade:
    """An authority's grade between two dates. ``notation`` has its points, such as ``19-23``."""

    authority: str
    grade: str
    notation: str
    spine: str
    effective_from: date
    effective_to: date
    status: RateStatus
    source: str

    def as_rate(self) -> Rate:
        """The grade as a rate, for the list of rates used. Its value is the bottom point, its unit has all points."""
        bottom = float(self.notation.split("-")[0])
        unit = f"points {self.notation} of {self.spine}"
        name = f"{self.authority}, grade {self.grade}"
        return Rate("grades", name, "", self.effective_from, self.effective_to, bottom, unit, self.status, self.source)


@dataclass(frozen=True)
class GradeTable:
    """The named grades of authorities, a row for each grade and version."""

    rows: tuple[NamedGrade, ...]

    def in_force(self, authority: str, day: date) -> dict[str, NamedGrade]:
        """The grades that an authority has on a day, by name; empty where the table has no such grades."""
        return {
            row.grade: row
            for row in self.rows
            if row.authority == authority and row.effective_from <= day <= row.effective_to
        }


def load_rates(folder: Path = RATES_FOLDER) -> Rates:
    """Read the tables of ``model/rates/``. Raises FileNotFoundError, or ValueError with file and line."""

    def table(title: str) -> RateTable:
        return RateTable(
            title,
            read_rows(
                folder / f"{title}.csv",
                lambda row: Rate(
                    title,
                    row["name"],
                    row["point"],
                    *days_of(row),
                    float(row["value"]),
                    row["unit"],
                    status_of(row),
                    row["source"],
                    row["date_checked"],
                ),
            ),
        )

    restructures = read_restructures(folder / "pay_awards.csv")
    tables = {field.name: table(field.name) for field in fields(Rates) if field.type is RateTable}
    days = {(spine, day) for spine, held in restructures.items() for day in held}
    days |= {(row.name, row.effective_from) for row in tables["renumbered_points"].rows}
    return Rates(
        **tables,
        grades=GradeTable(
            read_rows(
                folder / "grades.csv",
                lambda row: NamedGrade(
                    row["authority"],
                    row["grade"],
                    row["notation"],
                    row["spine"],
                    *days_of(row),
                    status_of(row),
                    row["source"],
                ),
            )
        ),
        offers=read_offers(folder / "pay_awards.csv"),
        vat_treatments=read_vat_treatments(folder / "vat_treatments.csv"),
        renumberings={name: tuple(sorted(day for spine, day in days if spine == name)) for name in dict(days)},
        restructures=restructures,
    )
