"""Readers of the worked tables on the shape of the change: its phases, reporting lines and ring-fences."""

from functools import cache

from model.explain.phase_effects import phase_effects
from model.people.phases import phases
from model.people.seats import Seating
from model.people.structure import reporting_lines
from tests.docs.worked import costed, reader
from tests.people.test_phases import two_phases
from tests.people.test_structure import structure


@cache
def _effects():
    made = costed(two_phases())
    assert [phase.id for phase in phases(made.scenario)] == ["managers", "teams"]
    effects = {effect.phase.id: (effect.in_years[0], effect.full_year) for effect in phase_effects(made, "top")}
    year = made.year_of_change
    return {**effects, "both": tuple(made.amount(of, "top", year) for of in ("part_year_effect", "full_year_effect"))}


@reader("phases")
def _phases(row):
    return {"£": _effects()[row["phase"]]["full" in row["in"]]}


@reader("reporting lines")
def _reporting_lines(row):
    lines = reporting_lines(Seating(structure(row["structure"])))["proposed"]
    spans = {f"span of {manager.post.id}": manager.span for manager in lines.managers}
    return {"layers": lines.layers, "average span": lines.average_span} | {
        heading: spans[heading] for heading in row if heading in spans
    }
