"""The spines, points and grades that the rate tables have on a day, for an officer who fills in a workbook."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from model.rates.spine_names import SPINES
from model.rates.tables import Rates
from model.schema.changes.values import value_at
from model.schema.sections.declared import Form, mark_of
from model.schema.workbook.layout import form

Row = tuple[str | float | date, ...]
POINTS = ("Spine", "Point", "£ a year at 1.0 FTE", "Status")
GRADES = ("Authority", "Grade", "Points", "Spine", "Status")


def named_in(data: Mapping[str, Any], rates: str) -> set[str]:
    """The names on a scenario's form that are of the kind ``rates``: ``spines``, ``authorities`` or ``grades``."""
    named = (value_at(data, column.keys) for column in form() if _marked(column.annotation) == rates)
    return {str(name) for name in named if name}


def choices_in_force(data: Mapping[str, Any], rates: Rates, day: date) -> dict[str, list[str]]:
    """The choices of each kind for cells: every spine and authority, and the grades of the authority chosen."""
    named = named_in(data, "authorities")
    return {
        "spines": [SPINES.get(name, name) for name in rates.spines.names],
        "authorities": sorted({row.authority for row in rates.grades.rows}),
        "grades": [str(grade) for _, grade, *_ in grades_in_force(rates, day, named)] if named else [],
    }


def points_in_force(rates: Rates, day: date, spines: set[str]) -> Iterator[Row]:
    """Every point of the named spines on a day, in order; of all spines, where none of the names is known."""
    for spine in sorted(spines & {*rates.spines.names} or rates.spines.names):
        for point in rates.spines.points_on(spine, day):
            rate = rates.spines.value_on(spine, point, day)
            yield SPINES.get(spine, spine), point, rate.value, rate.status.label


def grades_in_force(rates: Rates, day: date, authorities: set[str]) -> Iterator[Row]:
    """Each grade of ``authorities`` on a day; of every authority, where the tables have none of ``authorities``."""
    known = sorted({row.authority for row in rates.grades.rows})
    for authority in sorted(authorities & {*known}) or known:
        for grade in rates.grades.in_force(authority, day).values():
            yield authority, grade.grade, grade.notation, SPINES.get(grade.spine, grade.spine), grade.status.label


def _marked(annotation: Any) -> str:
    form = mark_of(annotation, Form)
    return form.in_force if form else ""
