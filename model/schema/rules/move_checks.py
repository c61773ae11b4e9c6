"""Faults of moves by decision: each must be after the first day shown, on a day of its own, and to no lower point."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from model.base.faults import Fault
from model.base.financial_year import PayMonths, in_words
from model.rates.tables import Rates
from model.schema.reading.document import Document, Path_
from model.schema.rules.checks import Checks
from model.schema.sections.holders import Holder


def move_faults(
    document: Document, sections: dict[str, Any], rates: Rates, months: PayMonths | None
) -> Iterator[Fault]:
    """Every fault of the days of moves, and of moves to a lower point. ``point_checks`` compares points with grades."""
    if months is None or months.first > months.last:
        return
    checks = Checks(document, sections)
    into = {post.id: post for _, post in checks.entries("proposed")}
    for path, post, holder in checks.holders():
        pay = checks.pay_of(post) if holder.moves or holder.started else None
        other_numbers = set(rates.restructures.get(pay.spine, ()) if pay else ())
        if any(into[name].pay_structure != post.pay_structure for name in post.to if name in into):
            other_numbers |= {dates.implementation for dates in [sections.get("dates")] if dates}
        yield from _of_holder(document, path, holder, months, tuple(filter(None, other_numbers)))


def _of_holder(
    document: Document, path: Path_, holder: Holder, months: PayMonths, renumbered: tuple[date, ...]
) -> Iterator[Fault]:
    first = months.first.first_day
    if holder.started and holder.started > first:
        expected = f"a day up to {in_words(first)}, the first day shown, since the holder is costed from that day"
        yield document.fault((*path, "started"), expected)
    day, point = first, holder.point
    for place, move in sorted(enumerate(holder.moves), key=lambda numbered: numbered[1].on):
        at = (*path, "moves", place)
        if move.on <= first:
            expected = f"a day after {in_words(first)}, since the holder is at the stated point on that day"
            yield document.fault((*at, "on"), expected)
        elif move.on == day:
            yield document.fault((*at, "on"), "a day on which this holder has no other move")
        in_other_numbers = any(day < turn <= move.on for turn in renumbered)
        if point is not None and move.point < point and not in_other_numbers:
            expected = f"point {point} or above, since a move by decision is never to a lower point"
            yield document.fault((*at, "point"), expected)
        day, point = move.on, move.point
