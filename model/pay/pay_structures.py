"""Several pay structures in one team: all their grades and points are placed on one ladder, in one table.

The team's own structure keeps its numbers. Point 7 of the first further structure is 1007 on that ladder, and prints as
7 of its structure. Points of two structures are never compared by number: salaries are compared instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from model.base.financial_year import PayMonths
from model.pay.grades import BETWEEN_STRUCTURES, LATER, PayRange, Renumbering, StructurePoint, grade_key
from model.pay.salaries import PointSalaries
from model.rates.tables import RateStatus


@dataclass(frozen=True)
class Place:
    """The place of a pay structure on the common ladder. The team's own structure has number 0 and no name."""

    number: int = 0
    name: str | None = None

    def point(self, point: int) -> int:
        """The structure's point, as a point of the common ladder."""
        return StructurePoint(self.number * BETWEEN_STRUCTURES + point, self.name or "") if self.number else point

    def grade(self, written: str) -> str:
        """The name of the structure's grade among the grades of all structures."""
        later = LATER if written.startswith(LATER) else ""
        return later + grade_key(written.removeprefix(LATER), "", (), self.name)

    def pay_range(self, grade: PayRange) -> PayRange:
        """The structure's grade on the common ladder, in every numbering."""
        ends = {end: self.point(getattr(grade, end)) for end in ("bottom", "top", "extended_top")}
        return replace(grade, **ends, renumbered=tuple(map(self.pay_range, grade.renumbered)))

    def points(self, points: PointSalaries) -> PointSalaries:
        """The salaries of the structure's points, by points of the common ladder."""
        return replace(
            points,
            ladder=tuple(map(self.point, points.ladder)),
            salary={self.point(point): salary for point, salary in points.salary.items()},
            status={self.point(point): status for point, status in points.status.items()},
            renumberings=tuple(map(self._renumbering, points.renumberings)),
        )

    def _renumbering(self, turn: Renumbering) -> Renumbering:
        new_point = {self.point(old): self.point(new) for old, new in turn.new_point.items()}
        return replace(turn, new_point=new_point, ladder=tuple(map(self.point, turn.ladder)))


STATED_COST = "at a stated cost"
"""The pay structure of posts that have a stated cost and no spine: one grade of one point, with a salary of 0."""
NO_POINT = 1


OWN = Place()
"""The place of the team's own pay structure."""


@dataclass(frozen=True)
class Scale:
    """The grades, by name, of one or several pay structures, how far each grade can be trusted, and salaries by point.

    ``statuses`` has a row for each grade and a column for each numbering of the spine.
    """

    ranges: dict[str, PayRange]
    statuses: tuple[tuple[RateStatus, ...], ...]
    points: PointSalaries

    def placed(self, place: Place) -> "Scale":
        """This scale on the common ladder."""
        ranges = {place.grade(name): place.pay_range(grade) for name, grade in self.ranges.items()}
        return Scale(ranges, self.statuses, place.points(self.points))


def paid_nothing(months: PayMonths) -> Scale:
    """The scale of posts that are paid on no spine."""
    nothing = np.zeros(len(months))
    points = PointSalaries(months, (NO_POINT,), {NO_POINT: nothing}, {NO_POINT: nothing.astype(np.int8)}, ())
    grade = PayRange(str(NO_POINT), NO_POINT, NO_POINT, NO_POINT)
    return Scale({grade.notation: grade}, ((RateStatus.PUBLISHED,),), points)


def joined(scales: Sequence[Scale]) -> Scale:
    """The scales of several structures as one. When one is renumbered, the others keep their numbers."""
    if len(scales) == 1:
        return scales[0]
    days = sorted({turn.day for scale in scales for turn in scale.points.renumberings})
    ranges: dict[str, PayRange] = {}
    statuses: list[tuple[RateStatus, ...]] = []
    for scale in scales:
        numbers = [scale.points.numbering_on(day) for day in (date.min, *days)]
        for (name, grade), status in zip(scale.ranges.items(), scale.statuses, strict=True):
            sides = tuple(grade.in_numbering(number) for number in numbers) if days else ()
            ranges[name] = replace(grade, renumbered=sides)
            statuses.append(tuple(status[number] for number in numbers))
    points = [scale.points for scale in scales]
    return Scale(
        ranges,
        tuple(statuses),
        PointSalaries(
            points[0].months,
            tuple(point for part in points for point in part.ladder),
            {point: salary for part in points for point, salary in part.salary.items()},
            {point: status for part in points for point, status in part.status.items()},
            tuple(dict.fromkeys(rate for part in points for rate in part.rates_read)),
            tuple(_renumbering(day, points) for day in days),
        ),
    )


def _renumbering(day: date, points: Sequence[PointSalaries]) -> Renumbering:
    new_point: dict[int, int] = {}
    ladder: list[int] = []
    statuses: list[RateStatus] = []
    for part in points:
        turn = next((turn for turn in part.renumberings if turn.day == day), None)
        new_point |= turn.new_point if turn else {point: point for point in part.ladder_on(day)}
        ladder += part.ladder_on(day)
        statuses += [turn.status] if turn else []
    return Renumbering(day, new_point, tuple(ladder), max(statuses))
