"""Faults of holders' points: a point outside a named grade, and a move by decision to a point of another grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from model.base.faults import Fault, listed
from model.base.financial_year import in_words
from model.pay.grades import PayRange, Renumbering, is_notation, numbering_on
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks


@dataclass(frozen=True)
class Grade:
    """The points of a post's grade, and the renumberings of its spine in the months shown."""

    pay_range: PayRange
    renumberings: tuple[Renumbering, ...]

    def on(self, day: date) -> PayRange:
        """The grade's points, in the numbering of a day."""
        return self.pay_range.in_numbering(numbering_on(day, self.renumberings))


@dataclass(frozen=True)
class PointChecks(Checks):
    """Checks of holders' points. ``sound`` has the grade of each post by path, where the grade has no fault."""

    sound: Mapping[Path_, Grade]

    def faults(self) -> Iterator[Fault]:
        """Every fault; posts whose grades have a fault are left out."""
        yield from self._points_held()
        dates = self.sections.get("dates")
        if dates is not None and dates.implementation:
            yield from self._moves(dates.implementation)

    def _points_held(self) -> Iterator[Fault]:
        """A holder's point must be in the post's named grade. ``cross_checks`` checks grades written in points."""
        for path, post, holder in self.holders():
            grade = self.sound.get(path[:2])
            if holder.point and grade and not is_notation(post.grade) and holder.point not in grade.pay_range:
                yield self.fault((*path, "point"), f"a point of the post's grade, {post.grade}: {grade.pay_range}")

    def _moves(self, change: date) -> Iterator[Fault]:
        """Faults of moves by decision: each must be to a point of the grade held that day, by that day's numbering."""
        path_of = {post.id: path for path, post in self.entries("proposed")}
        for path, post, holder in self.holders():
            into = [path_of[name] for name in post.to if name in path_of]
            for place, move in enumerate(holder.moves):
                keys = into if move.on >= change and into else [path[:2]]
                grades = [self.sound[key].on(move.on) for key in keys if key in self.sound]
                if grades and not any(move.point in pay_range for pay_range in grades):
                    expected = f"a point of the grade held, which is {listed(grades)} on {in_words(move.on)}"
                    yield self.fault((*path, "moves", place, "point"), expected)
