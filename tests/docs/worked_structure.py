"""Readers of the worked tables on the shape of the change: its phases, reporting lines and ring-fences."""

import re
from functools import cache

from model.explain.outcomes import outcomes
from model.explain.phase_effects import phase_effects
from model.explain.pools import Person, Pool
from model.people.phases import phases
from model.people.seating import Seating
from model.people.structure import reporting_lines
from tests.conftest import small
from tests.docs.worked import RATES, amount, costed, people, reader
from tests.people.test_phases import own_points, two_phases
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


@reader("number of outcomes")
def _number_of_outcomes(row):
    posts = dict.fromkeys((f"post-{n}" for n in range(int(amount(row["posts, each its own"])))), 1.0)
    pool = Pool(tuple(Person(f"H{n}", 1.0, tuple(posts)) for n in range(int(amount(row["people"])))), posts, posts)
    return {"outcomes": pool.number()}


@cache
def _ring_fence():
    """A and B with their holders' points, the posts at points of their own, and each outcome by where the two go."""
    made = small(people=people(months=36), costing={"basis": "actual", "reason": "A test."})
    made["pay"]["own_spine"] = own_points("2025-03-31", p1=24_000, p2=26_000, p3=30_000, p4=32_000)
    made["present"] = [
        {"id": name, "title": name, "grade": point, "fate": "ring-fenced", "to": ["manager", "adviser"],
         "holders": [{"ref": name.upper(), "point": point}]}
        for name, point in (("a", 3), ("b", 1))
    ]  # fmt: skip
    made["proposed"] = [
        {"id": name, "title": name, "grade": point, "filled_by": "ring-fence"}
        for name, point in (("manager", 4), ("adviser", 2))
    ]
    [fence] = outcomes(costed(made), RATES)
    return fence.assumed, {tuple(placed.to for placed in one.placements): one for one in fence.outcomes}


@reader("cost of outcomes")
def _cost_of_outcomes(row):
    assumed, by_way = _ring_fence()
    found = by_way[tuple(re.match(r"\w+", row[who])[0] for who in "AB")]
    assert found.assumed == ("assumed" in row["A"])
    return {"£ more than assumed": found.cost - assumed.cost}
