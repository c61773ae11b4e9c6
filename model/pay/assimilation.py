"""Assimilation: at which point of a new grade a holder of an old grade arrives, by a named rule.

The national agreement does not say whether assimilation or an increment due on the same day comes first, and the
results differ (Reading Council, minute on the 2019 spine; Ealing assimilated first). So the scenario always states the
order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from model.base.financial_year import PayMonths, in_words
from model.pay.grades import PayRange, Renumbering, nearest_points, read_grade
from model.pay.progression import next_point
from model.rates.tables import Rates, RateTable

ONE_DAY = timedelta(days=1)
Rule = Literal["same_point", "nearest_not_less", "nearest_not_less_plus_increment"]
Order = Literal["assimilate_then_increment", "increment_then_assimilate"]


@dataclass(frozen=True)
class Assimilated:
    """Where a holder arrives, why, and the gap to protect: old salary less new, £ a year at 1.0 FTE, at least 0."""

    old_point: int
    new_point: int
    reason: str
    protected_gap: float


class PointNotMapped(LookupError):
    """The map of a renumbering of the spine has no new point for an old one."""

    def __init__(self, point: int, mapping: Mapping[int, int]):
        self.point, self.nearest = point, nearest_points([point], sorted(mapping))
        near = f"the nearest it maps are {' and '.join(map(str, self.nearest))}" if mapping else "it maps none"
        super().__init__(f"the map of old points to new has no SCP {point}; {near}")


class NewToSpine(LookupError):
    """A grade has only points that are new to the spine: none of them replaces an old point."""

    def __init__(self, point: int, mapping: Mapping[int, int]):
        self.point, self.nearest = point, nearest_points([point], sorted(set(mapping.values())))
        near = " and ".join(map(str, self.nearest))
        super().__init__(f"no old point becomes SCP {point}, which is new to the spine; the nearest are {near}")


def assimilate(
    old_point: int,
    new_points: Sequence[int],
    salary_of: Mapping[int, float],
    rule: Rule,
    old_salary: float | None = None,
) -> Assimilated:
    """The new point of one holder.

    - ``same_point``: the same point where the new grade has it, else as ``nearest_not_less``;
    - ``nearest_not_less``: the lowest new point whose salary is not less than the old one;
    - ``nearest_not_less_plus_increment``: one step above that point, but not past the top.

    A holder below the new grade arrives at its minimum, and by the third rule one step above it. By every rule a holder
    above the new grade arrives at its maximum, with a gap to protect. On one spine the first two rules differ only
    where the new grade leaves points out.

    Args:
        old_point: the point held, in its new number where the spine was renumbered (:func:`map_point`).
        new_points: the new grade's points in order, without those beyond a bar.
        salary_of: £ a year at 1.0 FTE of every point concerned, on the day.
        rule: one of the three above.
        old_salary: £ a year at 1.0 FTE where the old pay is not on this spine.

    Raises KeyError on a point without a salary, and ValueError on ``same_point`` where an old salary is given.
    """
    if old_salary is not None and rule == "same_point":
        raise ValueError(
            "same_point needs an old point on the same spine: leave out the old salary, or choose a different rule"
        )
    old_pay = salary_of[old_point] if old_salary is None else old_salary
    bottom, top = new_points[0], new_points[-1]
    not_less = [point for point in new_points if salary_of[point] >= old_pay]
    if not not_less:
        return Assimilated(old_point, top, f"above the new maximum: to SCP {top}, protected", old_pay - salary_of[top])
    if rule == "same_point" and old_point in new_points:
        arrives, reason = old_point, "same point, inside the new range"
    elif old_pay < salary_of[bottom]:
        arrives, reason = bottom, f"below the new range: to its minimum, SCP {bottom}"
    else:
        arrives, reason = not_less[0], f"to the nearest point not less, SCP {not_less[0]}"
    if rule == "nearest_not_less_plus_increment":
        arrives, reason = _with_increment(arrives, new_points, reason)
    return Assimilated(old_point, arrives, reason, 0.0)


def assimilate_in_order(
    old_point: int,
    old_points: Sequence[int],
    new_points: Sequence[int],
    salary_of: Mapping[int, float],
    rule: Rule,
    order: Order,
) -> Assimilated:
    """The new point of a holder whose increment is due on the day of the change.

    ``old_points`` are the points of the old grade that the holder reaches by time alone, so an increment never crosses
    a bar. The gap is measured from the point that the holder has when assimilated. Everything else is as in
    :func:`assimilate`.
    """
    if order == "increment_then_assimilate":
        risen = next_point(old_point, old_points)
        arrived = assimilate(risen, new_points, salary_of, rule)
        reason = arrived.reason if risen == old_point else f"one increment to SCP {risen}; {arrived.reason}"
        return replace(arrived, old_point=old_point, reason=reason)
    arrived = assimilate(old_point, new_points, salary_of, rule)
    point, reason = _with_increment(arrived.new_point, new_points, arrived.reason)
    return replace(arrived, new_point=point, reason=reason)


def _with_increment(point: int, points: Sequence[int], reason: str) -> tuple[int, str]:
    step = next_point(point, points)
    return step, reason if step == point else f"{reason}, one increment to SCP {step}"


def spine_map(table: RateTable, name: str, day: date) -> dict[int, int]:
    """The new point for each old point of a spine renumbered on ``day``. Raises LookupError if the table has no map."""
    mapping = {int(row.point): int(row.value) for row in table.rows if (row.name, row.effective_from) == (name, day)}
    if not mapping:
        held = ", ".join(table.names)
        raise LookupError(f"no map of old points to new for {name} on {in_words(day)}: there is a map only for {held}")
    return mapping


def renumberings_in(rates: Rates, spine: str, months: PayMonths, ranges: Iterable[PayRange]) -> tuple[Renumbering, ...]:
    """The renumberings of a spine that fall within the months, in order.

    A day on which single points are removed counts only where a grade, as written, includes such a point. Raises
    LookupError where the whole spine is renumbered and the table has no map.
    """
    first, last = months.first_days[[0, -1]].tolist()
    ranges = list(ranges)
    found: list[Renumbering] = []
    for day in rates.renumberings.get(spine, ()):
        if not first < day <= last:
            continue
        whole, ladder = day in rates.restructures.get(spine, ()), rates.spines.points_on(spine, day)
        try:
            mapping = spine_map(rates.renumbered_points, spine, day)
        except LookupError:
            if whole:
                raise
            continue  # a spine of the scenario's own that keeps its points
        removed = () if whole else tuple(mapping)
        if not whole:
            ladder = tuple(point for point in ladder if point not in mapping)
            mapping = {point: mapping.get(point, point) for point in rates.spines.points_on(spine, day - ONE_DAY)}
        rows = [row for row in rates.renumbered_points.rows if (row.name, row.effective_from) == (spine, day)]
        renumbering = Renumbering(day, mapping, ladder, max(row.status for row in rows))
        carried = [_carried(each, found) for each in ranges] + ranges
        if whole or any(each.bottom <= point <= each.extended_top for each in carried for point in removed):
            found.append(renumbering)
    return tuple(found)


def _carried(pay_range: PayRange, renumberings: Iterable[Renumbering]) -> PayRange:
    """A grade in the numbers after several renumberings. A map without the grade's points leaves the grade as it is."""
    for each in renumberings:
        try:
            pay_range = map_range(pay_range, each.new_point)
        except PointNotMapped:
            continue
    return pay_range


def map_point(old_point: int, mapping: Mapping[int, int]) -> int:
    """The new number of an old point of the spine. Raises PointNotMapped where the map lacks the point."""
    if old_point not in mapping:
        raise PointNotMapped(old_point, mapping)
    return mapping[old_point]


def map_range(pay_range: PayRange, mapping: Mapping[int, int]) -> PayRange:
    """A grade in new points: its ends and its bar are mapped, and new points between its ends are included.

    Where the last points before and after the bar become the same new point, the grade no longer has a bar. Raises
    PointNotMapped where the map lacks an end or the bar.
    """
    bottom, top, extended_top = (
        map_point(point, mapping) for point in (pay_range.bottom, pay_range.top, pay_range.extended_top)
    )
    return read_grade(f"{bottom}-{top}#{extended_top}" if extended_top > top else f"{bottom}-{top}")


def map_range_back(pay_range: PayRange, mapping: Mapping[int, int]) -> PayRange:
    """A grade written in new points, as the range of old points, lowest to highest, that become its points.

    Raises NewToSpine where no old point becomes one of the grade's. Raises PointNotMapped where an end is new to the
    spine and the map lacks the old point beside it: it is then not known how far the grade reached.
    """

    def coming(bottom: int, top: int) -> list[int]:
        """The old points that become ``bottom`` to ``top``, without any merged into a point that keeps its number."""
        return sorted(
            old for old, new in mapping.items() if bottom <= new <= top and (old == new or mapping.get(new) != new)
        )

    within = coming(pay_range.bottom, pay_range.top)
    if not within:
        raise NewToSpine(pay_range.bottom, mapping)
    ends = within[0], within[-1], coming(pay_range.bottom, pay_range.extended_top)[-1]
    for end, written, beside in zip(
        ends, (pay_range.bottom, pay_range.top, pay_range.extended_top), (-1, 1, 1), strict=True
    ):
        if mapping[end] != written:
            map_point(end + beside, mapping)
    bottom, top, extended_top = ends
    return read_grade(f"{bottom}-{top}#{extended_top}" if extended_top > top else f"{bottom}-{top}")


def map_in_order(
    old_point: int, old_points: Sequence[int], new_points: Sequence[int], mapping: Mapping[int, int], order: Order
) -> int:
    """The new point of a holder whose increment is due on the day of a renumbering.

    Args:
        old_point: the point held the day before.
        old_points: the old points of the grade that the holder reaches by time alone, in order.
        new_points: the grade's points in new numbers, as the authority uses them.
        mapping: the new point for each old point.
        order: which comes first, the increment or the renumbering (called ``assimilate`` here).

    Raises PointNotMapped where the map lacks the point, and ValueError where the grade lacks it.
    """
    if order == "increment_then_assimilate":
        return map_point(next_point(old_point, old_points), mapping)
    return next_point(map_point(old_point, mapping), new_points)
