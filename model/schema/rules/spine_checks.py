"""Faults between a scenario and its pay spine: years without a table, missing points, and points renumbered."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from pydantic_core import PydanticCustomError

from model.base.faults import Fault, listed
from model.base.financial_year import PayMonths, in_words
from model.pay.assimilation import NewToSpine, PointNotMapped, map_point
from model.pay.grades import PayRange, PointMissing, Renumbering, in_runs, is_notation, numbering_on
from model.pay.named_grades import GradeUnknown
from model.rates.tables import NamedGrade, Rates
from model.schema.reading.document import Document, Path_
from model.schema.rules.checks import SIDES, Checks
from model.schema.rules.point_checks import Grade
from model.schema.sections.notation import read_notation
from model.schema.sections.pay_structures import Terms
from model.schema.sections.rates import PayTerms
from model.schema.sections.rates_in_force import (
    grade_in_force,
    other_version,
    renumberings_across,
    version_day,
    with_spine_map,
)

Ladders = dict[date, tuple[int, ...]]
"""The points that the spine has on a day, by day. Each day is the first of a month shown."""


def _where_it_changes(ladders: Ladders) -> Ladders:
    """The ladders of the first and the last month, and of each month whose ladder differs from the month before."""
    changes = (day for before, day in pairwise(ladders) if ladders[before] != ladders[day])
    return {day: ladders[day] for day in sorted({*list(ladders)[:1], *changes, *list(ladders)[-1:]})}


def points_missing(
    document: Document, path: Path_, rates: Rates, spine: str, day: date, missing: PointMissing
) -> Fault:
    """The fault of a grade with points that the spine does not have on a day. It says what removed points became."""
    none = f"no {'point' if len(missing.missing) == 1 else 'points'} {in_runs(missing.missing)}"
    expected = f"points that the spine {spine} has on {in_words(day)}; it has {none}"
    became, gone = [], {*missing.missing}
    for row in rates.removed(spine):
        if row.effective_from <= day and int(row.point) in gone:
            became.append(f"SCP {row.point} became SCP {row.value:.0f} on {in_words(row.effective_from)}")
            gone.add(int(row.value))
    if became:
        return document.fault(path, f"{expected}: {', and '.join(became)}")
    nearest = f"point {listed(missing.nearest)}" if missing.nearest else ""
    return document.fault(path, expected, nearest=nearest)


@dataclass(frozen=True)
class SpineChecks(Checks):
    """Checks of the spine and grades of a pay structure, ``name`` (None for the section pay), stated at path ``at``.

    ``structures`` has the terms of every pay structure. ``sound`` collects the grades without a fault, by post.
    """

    pay: PayTerms
    rates: Rates
    months: PayMonths
    name: str | None
    at: Path_
    structures: Terms
    sound: dict[Path_, Grade]

    def faults(self) -> Iterator[Fault]:
        """Every fault of spine, grades and renumbering. Grades are not checked where a renumbering has no map."""
        if self.name and not any(self._written.values()):
            return
        days = self.months.first_days.tolist()
        ladders = {day: self.rates.spines.points_on(self.pay.spine, day) for day in days}
        if bare := next((day for day, ladder in ladders.items() if not ladder), None):
            expected = (
                f"years for which the spine {self.pay.spine} has pay tables, or an award under {self._called}, awards"
            )
            found = f"no rate for the spine {self.pay.spine} on {in_words(bare)}"
            yield self.fault(("years",), expected, found=found)
        yield from self._awards_across()
        held = _where_it_changes({day: ladder for day, ladder in ladders.items() if ladder})
        map_stated = self.name is None and "spine_map" in (self.document.data.get("pay") or {})
        if (map_stated and self.pay.spine_map is None) or not held:
            return  # the map is itself at fault
        rates = self.rates.replace(renumbered_points=with_spine_map(self.rates, self.pay))
        try:
            renumberings = self._renumberings(rates)
        except LookupError:
            yield self._no_map()
            return
        if self.name is None:
            yield from self._map_falls()
        yield from self._grades(rates, renumberings, held)
        if renumberings and getattr(self.sections.get("people"), "acting_up", ()):
            days = listed((in_words(turn.day) for turn in renumberings), "and")
            expected = f"nobody acting up, because points were renumbered on {days}, within the years shown"
            yield self.fault(("people", "acting_up"), expected)

    @property
    def _called(self) -> str:
        """The place at which the structure's terms are stated, in words."""
        return f"pay_structures, {self.name}" if self.name else "pay"

    def _renumberings(self, rates: Rates) -> tuple[Renumbering, ...]:
        dates = self.sections.get("dates")
        change = dates.implementation if dates is not None else None
        present, proposed = (
            dict.fromkeys(grade for _, grade in self._written[section]) for section in ("present", "proposed")
        )
        return renumberings_across(self.pay, rates, self.months, present, proposed, change)

    def _no_map(self) -> Fault:
        """The fault of a renumbering without a map of its points. London does not use the national map.

        Source: docs/method/renumbered_points.md.
        """
        first, last = self.months.first_days[[0, -1]].tolist()
        spine = self.pay.spine
        day = next(day for day in self.rates.restructures[spine] if first < day <= last)
        expected = (
            f"a source, and the new number of each old point of the grades concerned, as in points: [{{old: 20, new: "
            f"9}}]; or years that do not cross {in_words(day)}. The spine {spine} was renumbered on that day, and the "
            "workbook has no map from its old points to its new ones (the map of another spine can't be used)"
        )
        return self.fault(("pay", "spine_map"), expected, found="nothing")

    def _map_falls(self) -> Iterator[Fault]:
        """A scenario's own map must give each old point once, and new points that never fall as old points rise."""
        rows = enumerate(self.pay.spine_map.points if self.pay.spine_map else ())
        for (_, lower), (index, row) in pairwise(sorted(rows, key=lambda each: each[1].old)):
            if row.old == lower.old or row.new < lower.new:
                expected = f"each old point once, and new points that never fall; {lower.old} becomes {lower.new}"
                found = f"{row.old} becomes {row.new}"
                yield self.fault(("pay", "spine_map", "points", index), expected, found=found)

    def _awards_across(self) -> Iterator[Fault]:
        """An award raises the points of the day before it, so it can't begin on or cross the day of a renumbering."""
        for key in ("awards", "awards_tested"):
            for index, award in enumerate(getattr(self.pay, key) or ()):
                for day in self.rates.restructures.get(self.pay.spine, ()):
                    if award and award.from_ <= day <= award.to:
                        expected = f"dates all before or all after {in_words(day)}, when the spine was renumbered"
                        yield self.fault((*self.at, key, index), expected)

    def _grades(self, rates: Rates, renumberings: tuple[Renumbering, ...], held: Ladders) -> Iterator[Fault]:
        """Every fault of a post's grade. A grade without a fault is added to ``sound``."""
        dates, first = self.sections.get("dates"), min(held)
        change = dates.implementation if dates is not None else None
        for section in ("present", "proposed"):
            if renumberings and section == "proposed" and change is None:
                continue  # in which numbers its grades are is not known
            later = section == "proposed" and change is not None and numbering_on(change, renumberings) > 0
            alike: dict[str, Grade] = {}  # many posts have few grades
            for path, grade in self._written[section]:
                if grade in alike:
                    self.sound[path] = alike[grade]
                    continue
                named = not is_notation(grade)
                if named and "grades_of" in (self.document.data.get("pay") or {}) and not self.pay.grades_of:
                    continue  # the authority is the fault
                written = change if later and change else first
                if section == "proposed" and change and not later:
                    written = version_day(grade, self.pay, rates, first, change)
                found = self._grade((*path, "grade"), grade, rates, written, renumberings, held)
                if isinstance(found, PayRange):
                    excused = {change, *(turn.day for turn in renumberings)}
                    other = other_version(grade, self.pay, rates, written, max(held), excused)
                    found = self._two_versions((*path, "grade"), grade, other) if other else found
                if isinstance(found, Fault):
                    yield found
                elif found:
                    self.sound[path] = alike[grade] = Grade(found, renumberings)

    def _two_versions(self, path: Path_, grade: str, other: NamedGrade) -> Fault:
        start = in_words(other.effective_from)
        found = f"{grade!r}, whose points at {other.authority} change to {other.notation} on {start}"
        return self.fault(
            path, f"a first and last year that do not cross {start}, or an implementation date of {start}", found=found
        )

    @cached_property
    def _written(self) -> dict[str, list[tuple[Path_, str]]]:
        """By side, the path and notation of each grade stated. Bands of linked groups in use count as proposed."""
        return {side: [*self._of_posts(side), *self._of_bands(side)] for side in SIDES}

    def _of_posts(self, section: str) -> Iterator[tuple[Path_, str]]:
        read: dict[str, str] = {}  # many posts have few grades
        for path, post in self.written(section):
            grade = post.get("grade")
            if "grade" not in post or post.get("pay_structure") != self.name:
                continue
            if isinstance(grade, str) and grade in read:
                yield path, read[grade]
                continue
            with suppress(PydanticCustomError):  # its section has told that it is not a grade
                notation = read_notation(grade)
                if isinstance(grade, str):
                    read[grade] = notation
                yield path, notation

    def _of_bands(self, section: str) -> Iterator[tuple[Path_, str]]:
        family = self.sections.get("job_family")
        if section == "proposed" and family is not None and None not in (family.levels or (None,)):
            levels = [family.find_level(name) for name in self._levels()]
            linked = {level.linked for level in levels if level and level.linked}
            bands = self.entries("job_family", "levels")
            yield from ((path, level.grade) for path, level in bands if level.linked in linked)

    def _levels(self) -> set[str | None]:
        return {post.level for _, post in self.entries("proposed") if post.pay_structure == self.name}

    def _grade(
        self,
        path: Path_,
        grade: str,
        rates: Rates,
        written: date,
        renumberings: tuple[Renumbering, ...],
        held: Ladders,
    ) -> PayRange | Fault | None:
        """A grade in every numbering of the spine, or its first fault; None where the grade already has a fault."""
        sides: list[Ladders] = [{} for _ in range(len(renumberings) + 1)]
        for day, ladder in held.items():
            number = numbering_on(day, renumberings)
            sides[number][day] = tuple(p for p in ladder if not number or p in renumberings[number - 1].ladder)
        try:
            own, _ = grade_in_force(grade, self.pay, rates, written)
            missing = self._missing(path, own, sides[numbering_on(written, renumberings)])
            if missing:
                expected, nearest = self._elsewhere(grade, written, missing.expected, missing.nearest)
                missing = replace(missing, expected=expected, nearest=nearest)
            if missing or not renumberings:
                return missing or own
            pay_range, _ = grade_in_force(grade, self.pay, rates, written, renumberings)
        except GradeUnknown as unknown:
            expected, nearest = self._elsewhere(grade, written, unknown.expected, unknown.nearest)
            return self.fault(path, expected, nearest=nearest)
        except PointNotMapped as lacking:
            return self._not_mapped(path, lacking, renumberings[0])
        except NewToSpine as new:
            day = in_words(renumberings[0].day)
            expected = f"a grade with a point that the spine had before {day}, or years that begin on or after that day"
            return self.fault(path, expected, found=str(new), nearest=f"point {listed(new.nearest)}")
        except ValueError:
            return None
        faults = [
            *(self._missing(path, pay_range.in_numbering(number), side) for number, side in enumerate(sides)),
            *(self._not_carried(path, pay_range, number, turn) for number, turn in enumerate(renumberings)),
        ]
        return next(filter(None, faults), pay_range)

    def _missing(self, path: Path_, pay_range: PayRange, ladders: Ladders) -> Fault | None:
        for day, ladder in ladders.items():
            try:
                pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
            except PointMissing as missing:
                return points_missing(self.document, path, self.rates, self.pay.spine, day, missing)
        return None

    def _not_mapped(self, path: Path_, lacking: PointNotMapped, renumbering: Renumbering) -> Fault:
        expected = (
            f"points that have a new number from {in_words(renumbering.day)}; the map of old points to new has no "
            f"point {lacking.point}"
        )
        return self.fault(path, expected, nearest=f"point {listed(lacking.nearest)}")

    def _not_carried(self, path: Path_, pay_range: PayRange, number: int, renumbering: Renumbering) -> Fault | None:
        """A fault of a point whose new number is missing or outside the grade; None where there is no such point."""
        before, after = (pay_range.in_numbering(number) for number in (number, number + 1))
        for old in range(before.bottom, before.extended_top + 1):
            try:
                new = map_point(old, renumbering.new_point)
            except PointNotMapped as lacking:
                return self._not_mapped(path, lacking, renumbering)
            if new not in after:
                expected = f"a grade that keeps all its points on {in_words(renumbering.day)}, when it becomes {after}"
                return self.fault(path, expected, found=f"{before}, of which {old} becomes {new}")
        return None

    def _elsewhere(self, grade: str, day: date, expected: str, nearest: str) -> tuple[str, str]:
        """What is expected of a grade, and the nearest valid name. Both may name another structure with this grade."""
        for name, pay in self.structures.items():
            if name == self.name:
                continue
            try:
                own, _ = grade_in_force(grade, pay, self.rates, day)
                own.points(self.rates.spines.points_on(pay.spine, day))
            except (LookupError, ValueError):
                continue
            called = f"the pay structure {name}" if name else "the section pay"
            key = f"pay_structure: {name}" if name else "no pay_structure"
            return f"{expected}; {grade} is a grade of {called}", key
        return expected, nearest
