"""Every outcome of a ring-fence: who gets which post, who is displaced, and what each outcome costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.rates.tables import Rates
from model.schema.sections.people import Placement
from model.schema.sections.scenario import Scenario

DISPLACED = "displaced"
MOST_OUTCOMES = 500
"""More than this is a pool too large to list; its size is told and nothing is costed."""


@dataclass(frozen=True)
class Outcome:
    """One outcome: where each person of the ring-fence goes, and what it costs, £.

    ``cost`` is a full year of the proposed structure and ``protection`` is in it; ``in_year`` is the year of change as
    it happens, with whoever acts up in a post that nobody of the pool gets.
    """

    placements: tuple[Placement, ...]
    cost: float
    protection: float
    in_year: float
    assumed: bool

    @property
    def displaced(self) -> int:
        """How many people have no post."""
        return sum(placement.to == DISPLACED for placement in self.placements)


def outcomes(scenario: Scenario, rates: Rates, year: FinancialYear) -> tuple[Outcome, ...]:
    """Every outcome of the ring-fence on the actual basis, cheapest first; empty where there is no ring-fence.

    A post that nobody of the pool gets is costed as a vacancy. A displaced person costs nothing here: what
    leaving costs once is kept apart.
    """
    if scenario.people is None or number_of_outcomes(scenario) > MOST_OUTCOMES:
        return ()
    assumed = frozenset((one.holder, one.to) for one in scenario.people.ring_fence)
    found = []
    for placements in _placements(scenario):
        people = scenario.people.model_copy(update={"ring_fence": placements})
        costed = cost_scenario(scenario.model_copy(update={"people": people}), rates)
        found.append(
            Outcome(
                placements,
                costed.amount("proposed", "actual", year),
                costed.amount("proposed", "actual", year, "pay_protection"),
                costed.amount("proposal", "actual", year),
                frozenset((one.holder, one.to) for one in placements) == assumed,
            )
        )
    return tuple(sorted(found, key=lambda outcome: outcome.cost))


def number_of_outcomes(scenario: Scenario) -> int:
    """How many outcomes there are, counted up to one past the most that are costed."""
    return sum(1 for _ in zip(_placements(scenario), range(MOST_OUTCOMES + 1), strict=False))


def _placements(scenario: Scenario) -> Iterator[tuple[Placement, ...]]:
    """Each way to place the pool, one person after another, in a post with room or in none."""
    pool = [(holder, post.to) for post in scenario.present if post.fate == "ring-fenced" for holder in post.holders]
    room = {post.id: post.number * post.fte for post in scenario.proposed}

    def place(left: list, taken: dict[str, float]) -> Iterator[tuple[Placement, ...]]:
        if not left:
            yield ()
            return
        (holder, posts), *others = left
        for post in posts:
            if taken.get(post, 0.0) + holder.fte <= room[post] + 1e-9:
                for rest in place(others, taken | {post: taken.get(post, 0.0) + holder.fte}):
                    yield (Placement(holder=holder.ref, to=post), *rest)
        for rest in place(others, taken):
            yield (Placement(holder=holder.ref, to=DISPLACED), *rest)

    if pool:
        yield from place(pool, {})
