"""The same posts costed in another way: term-time posts for other numbers of weeks, linked posts in other bands.

Each variant is a full year of the proposed structure on a budget basis, costed again with nothing else changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from model.cost.costed import CostedScenario, cost_scenario
from model.pay.salaries import BASES
from model.rates.tables import Rates, RateStatus
from model.schema.sections.job_family import JobFamily
from model.schema.sections.posts import ProposedPost
from model.schema.sections.scenario import Scenario
from model.schema.sections.working_time import TermTimeScheme

ENDS = ("lowest", "current", "highest")


@dataclass(frozen=True)
class WeeksCosted:
    """What the term-time posts cost in a full year, £, if they are worked for a given number of weeks.

    ``weeks`` is None for the whole year. ``paid_share`` is the share of a year's pay that is paid to an employee with
    less than five years' service.
    """

    weeks: float | None
    paid_share: float
    cost: float
    status: RateStatus
    costed: CostedScenario

    @property
    def name(self) -> str:
        """The weeks in words: ``39 weeks`` or ``full year``."""
        return "full year" if self.weeks is None else f"{self.weeks:g} weeks"


@dataclass(frozen=True)
class BandsCosted:
    """A linked post, or all of them: £ in a full year in the lowest, the current and the highest band."""

    post: str
    """The post's id, or ``all``."""
    name: str
    band: str
    number: int
    lowest: float
    current: float
    highest: float
    status: RateStatus
    costed: dict[str, CostedScenario]
    """The scenario with every linked post in the lowest, the current and the highest band."""

    @property
    def drift(self) -> float:
        """How much more the linked posts cost in a full year, £, in the highest band than in the current one."""
        return self.highest - self.current


@dataclass(frozen=True)
class Variants:
    """The variants that a scenario asks for, and the basis on which they are costed."""

    basis: str
    weeks: tuple[WeeksCosted, ...]
    bands: tuple[BandsCosted, ...]

    def figures(self) -> Iterator[tuple[str, str, float, RateStatus]]:
        """The structure, element, £ in a full year and status of each figure, for the records."""
        for one in self.weeks:
            yield "term_time_posts", one.name, one.cost, one.status
        for one in self.bands:
            for end in (*ENDS, "drift"):
                yield f"linked_{end}", one.post, getattr(one, end), one.status


def variants(costed: CostedScenario, rates: Rates) -> Variants | None:
    """Each variant that the scenario asks for, at the rates of the year of change; None where it asks for none.

    The basis is the headline's where that is a budget basis, else the top of each grade, because no holder has a point
    in a band that they are not in.
    """
    scenario = costed.scenario
    basis = scenario.costing.basis if scenario.costing.basis in BASES else "top"
    scheme, family = scenario.term_time, scenario.job_family
    weeks = tuple(_at_weeks(costed, rates, basis, scheme)) if scheme and scheme.compare else ()
    bands = tuple(_at_bands(costed, rates, basis, family)) if family else ()
    return Variants(basis, weeks, bands) if weeks or bands else None


def _at_weeks(costed: CostedScenario, rates: Rates, basis: str, scheme: TermTimeScheme) -> Iterator[WeeksCosted]:
    posts = {post.id for post in costed.scenario.proposed if post.weeks is not None}
    for each in scheme.compare:
        weeks = None if each == "full" else float(each)
        made = _with_proposed(costed.scenario, lambda post, w=weeks: {"weeks": w} if post.id in posts else {})
        kept = [  # where a post states no weeks, a holder's own would count
            post.model_copy(update={"holders": tuple(one.model_copy(update={"weeks": None}) for one in post.holders)})
            for post in made.present
        ]
        made = made.model_copy(update={"present": tuple(kept)}) if weeks is None else made
        other = cost_scenario(made, rates)
        share = 1.0 if weeks is None else scheme.paid_share(1.0, weeks, 0.0)
        cost = sum(amount for name, amount in _by_post(other, basis).items() if name in posts)
        yield WeeksCosted(weeks, share, cost, _status(other, basis), other)


def _at_bands(costed: CostedScenario, rates: Rates, basis: str, family: JobFamily) -> Iterator[BandsCosted]:
    linked = {post.id: family.find_level(post.level) for post in costed.scenario.proposed}
    linked = {name: level for name, level in linked.items() if level and level.linked}
    if not linked:
        return
    found = {"current": (_by_post(costed, basis), _status(costed, basis))}
    at_end = {"current": costed}
    for end, place in (("lowest", 0), ("highest", -1)):

        def to_band(post: ProposedPost, at: int = place) -> dict[str, str]:
            level = linked.get(post.id)
            return {"grade": family.bands(level.linked)[at].grade} if level and level.linked else {}

        other = cost_scenario(_with_proposed(costed.scenario, to_band), rates)
        found[end] = _by_post(other, basis), _status(other, basis)
        at_end[end] = other
    worst = max(status for _, status in found.values())
    rows = [
        BandsCosted(
            post.id,
            post.title,
            f"{linked[post.id].title}, {linked[post.id].grade}",
            post.number,
            **{end: found[end][0][post.id] for end in ENDS},
            status=worst,
            costed=at_end,
        )
        for post in costed.scenario.proposed
        if post.id in linked
    ]
    whole = {end: sum(getattr(row, end) for row in rows) for end in ENDS}
    yield from rows
    yield BandsCosted(
        "all", "All linked posts", "", sum(row.number for row in rows), **whole, status=worst, costed=at_end
    )


def _with_proposed(scenario: Scenario, changed: Callable[[ProposedPost], dict]) -> Scenario:
    """The scenario with proposed posts changed, on a budget basis: no holder's point is known in a changed post."""
    proposed = tuple(post.model_copy(update=changed(post)) for post in scenario.proposed)
    costing = scenario.costing
    if costing.basis not in BASES:
        costing = costing.model_copy(update={"basis": "top"})
    return scenario.model_copy(update={"proposed": proposed, "people": None, "costing": costing})


def _by_post(costed: CostedScenario, basis: str) -> dict[str, float]:
    """What each proposed post costs in a full year, £, at the rates of the year of change."""
    column = costed.years.index(costed.year_of_change)
    amounts: np.ndarray = costed.amounts("proposed", basis)[:, column]
    by_post = {post.id: 0.0 for post in costed.scenario.proposed}
    for appointment, amount in zip(costed.plans["proposed"].appointments, amounts, strict=True):
        by_post[appointment.post] += float(amount)
    return by_post


def _status(costed: CostedScenario, basis: str) -> RateStatus:
    return costed.status("proposed", basis, costed.year_of_change)
