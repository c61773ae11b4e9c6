"""Grade notation: from ``42-45#47`` to a bottom, a top and an extended top.

Points are steps of a ladder, and some numbers may be missing. So a grade's points are read off the spine's ladder.
``#`` is read as a progression bar that nobody crosses by time alone. No document was found that defines it, so the
reading is marked as assumed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from model.rates.tables import RateStatus

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
NOTATION = re.compile(rf"\s*(\d{{1,3}})\s*(?:[{DASHES}]\s*(\d{{1,3}})\s*)?(?:#\s*(\d{{1,3}})\s*)?")
IN_POINTS = re.compile(rf"\s*[{DASHES}]?\s*\d")

BETWEEN_STRUCTURES = 1000
"""Added to a point once for each further pay structure: point 7 of the first is 1007, point 7 of the second is 2007."""


class StructurePoint(int):
    """A point of a further pay structure, above all points of earlier structures; it prints as ``7 of Soulbury``."""

    structure: str

    def __new__(cls, placed: int, structure: str = ""):
        """``placed`` is the point's number among those of all structures, such as 1007."""
        point = super().__new__(cls, placed)
        point.structure = structure
        return point

    @property
    def number(self) -> int:
        """The point's number on its own spine."""
        return int(self) % BETWEEN_STRUCTURES

    def __str__(self) -> str:
        """The point as a sentence names it: ``7 of Soulbury``."""
        return f"{self.number} of {self.structure}"

    def __format__(self, spec: str) -> str:
        """The point in an f-string, in the same words as in ``str``."""
        return format(str(self), spec)

    def beside(self, number: int) -> "StructurePoint":
        """The point of the same structure that has this number on its own spine."""
        return StructurePoint(int(self) - self.number + number, self.structure)


def own_number(point: int) -> int:
    """The number of a point on its own spine."""
    return point.number if isinstance(point, StructurePoint) else point


def structure_of(point: float) -> str | None:
    """The name of the further pay structure that a point belongs to; None for the team's own."""
    return point.structure if isinstance(point, StructurePoint) else None


@dataclass(frozen=True)
class PayRange:
    """The points of a grade: bottom, top (the last point before a bar) and extended top (the last after it)."""

    notation: str
    bottom: int
    top: int
    extended_top: int
    renumbered: "tuple[PayRange, ...]" = ()
    """The grade before the renumberings in the years shown, and after each one; empty where there are none."""

    def in_numbering(self, number: int) -> "PayRange":
        """The grade after ``number`` renumberings of the spine; 0 means before the first."""
        return self.renumbered[number] if self.renumbered else self

    def at(self, number: int) -> int:
        """The point that has this number on the grade's own spine, which may be that of a further pay structure."""
        return self.bottom.beside(number) if isinstance(self.bottom, StructurePoint) else number

    def __contains__(self, point: int) -> bool:
        """Whether a point, numbered as in the notation, is in the grade, below or above its bar."""
        return self.bottom <= point <= self.extended_top

    @property
    def has_bar(self) -> bool:
        """Whether the notation has ``#``, which is read as a bar. That reading is assumed."""
        return self.extended_top > self.top

    def points(self, ladder: Sequence[int]) -> tuple[int, ...]:
        """The ladder's points from the bottom to the top, without those beyond a bar.

        Raises LookupError on a missing point.
        """
        return self._between(ladder, self.bottom, self.top)

    def points_beyond_bar(self, ladder: Sequence[int]) -> tuple[int, ...]:
        """The ladder's points above the bar, up to the extended top; empty where there is no bar."""
        return self._between(ladder, self.top, self.extended_top)[1:]

    def _between(self, ladder: Sequence[int], low: int, high: int) -> tuple[int, ...]:
        missing = [point for point in range(low, high + 1) if point not in ladder]
        if missing:
            raise PointMissing(missing, ladder)
        return tuple(point for point in ladder if low <= point <= high)

    def __str__(self) -> str:
        """The notation with one kind of dash, whichever was typed: ``42–45#47``, ``5–8 of Soulbury``."""
        bottom, top, extended_top = map(own_number, (self.bottom, self.top, self.extended_top))
        span = f"{bottom}" if bottom == top else f"{bottom}\u2013{top}"
        points = f"{span}#{extended_top}" if self.has_bar else span
        structure = structure_of(self.bottom)
        return f"{points} of {structure}" if structure else points


@dataclass(frozen=True)
class Renumbering:
    """A renumbering of the spine inside the years shown.

    Attributes:
        day: the first day on which points have their new numbers.
        new_point: the new number of each old point. Where single points are removed, the others keep their numbers.
            Several old points may get the same new number, and a new number may replace no old point.
        ladder: the points in force from that day.
        status: how far the map can be trusted, by the worst of its rows.
    """

    day: date
    new_point: Mapping[int, int]
    ladder: tuple[int, ...]
    status: RateStatus = RateStatus.PUBLISHED

    def touches(self, pay_range: PayRange) -> bool:
        """Whether any point of a grade, in old numbers, gets another number."""
        within = range(pay_range.bottom, pay_range.extended_top + 1)
        return any(self.new_point.get(point, point) != point for point in within)

    def status_of(self, pay_range: PayRange) -> RateStatus:
        """How far the map can be trusted for a grade in old numbers: PUBLISHED where the map does not change it."""
        return self.status if self.touches(pay_range) else RateStatus.PUBLISHED

    def old_point(self, new: int, among: Collection[int]) -> int:
        """The highest old point in ``among`` whose new number is at most ``new``; otherwise the lowest in ``among``."""
        return max((old for old in among if self.new_point.get(old, new + 1) <= new), default=min(among))


LATER = "renumbered: "
"""The prefix of a grade's key where the grade is read in later numbers: there the same point has another salary."""


def numbering_on(day: date, renumberings: Sequence[Renumbering]) -> int:
    """How many of the renumberings have happened by a day; 0 before the first."""
    return sum(day >= each.day for each in renumberings)


def grade_key(grade: str, side: str, known: Collection[str], pay_structure: str | None = None) -> str:
    """The key under which a grade is looked up. Only the proposed side may have a grade in later numbers."""
    grade = f"{pay_structure}: {grade}" if pay_structure else grade
    later = LATER + grade
    return later if side == "proposed" and later in known else grade


class PointMissing(LookupError):
    """The spine lacks points of a grade; the message names them and the nearest points that the spine has."""

    def __init__(self, missing: Sequence[int], ladder: Sequence[int]):
        self.missing, self.nearest = tuple(missing), nearest_points(missing, ladder)
        have = (
            f"the nearest points it has are {' and '.join(map(str, self.nearest))}"
            if ladder
            else "it has no points then"
        )
        super().__init__(f"the spine has no point {in_runs(missing)}; {have}")


def in_runs(points: Sequence[int]) -> str:
    """Points as a sentence names them, an unbroken run by its ends: ``18, 21 to 24``."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    ends = ([low] if low == high else [low, high] for low, high in runs)
    return ", ".join((" to " if run[-1] - run[0] > 1 else ", ").join(map(str, run)) for run in ends)


def nearest_points(missing: Sequence[int], ladder: Sequence[int]) -> tuple[int, ...]:
    """The ladder's nearest points below and above the missing ones."""
    below = [point for point in ladder if point < min(missing)]
    above = [point for point in ladder if point > max(missing)]
    return (*below[-1:], *above[:1])


class NotAGrade(ValueError):
    """A notation that can't be read. ``expected`` says what can be read, as the end of a sentence."""

    def __init__(self, notation: str | int, expected: str):
        self.expected = expected
        super().__init__(f"{notation!r} is not a grade; expected {expected}")


@lru_cache(maxsize=4096)  # many posts share few grades
def read_grade(notation: str | int) -> PayRange:
    """The points of ``42-45#47``, of ``22 – 23`` (any dash, any spacing) or of a single point. Raises NotAGrade."""
    match = NOTATION.fullmatch(str(notation))
    if not match:
        raise NotAGrade(notation, "a grade such as 22-23, 42-45#47 or a single point 23")
    bottom = int(match[1])
    top = int(match[2] or bottom)
    extended_top = int(match[3] or top)
    if top < bottom:
        raise NotAGrade(notation, f"a grade with the lower point first, as in {top}-{bottom}")
    if match[3] and extended_top <= top:
        raise NotAGrade(notation, f"a grade with a point above {top} after the #")
    return PayRange(str(notation).strip(), bottom, top, extended_top)


def is_notation(text: str | int) -> bool:
    """Whether a grade is written in points, and not as an authority's name for it."""
    return IN_POINTS.match(str(text)) is not None
