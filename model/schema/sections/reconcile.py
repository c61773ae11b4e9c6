"""Reconciliation: how closeness is judged, and the lists of hypotheses that are tried."""

from math import prod
from typing import ClassVar

from pydantic import Field

from model.schema.sections.hypotheses_of_cost import (
    AwardHypothesis,
    BasisHypothesis,
    ExchangeHypothesis,
    FlatHypothesis,
    LevyHypothesis,
    LgpsHypothesis,
    NIHypothesis,
    NIYearHypothesis,
    Tried,
)
from model.schema.sections.hypotheses_of_total import (
    PartOfYearHypothesis,
    RoundingHypothesis,
    SpentHypothesis,
    UnlistedPostHypothesis,
)
from model.schema.sections.section import Pounds, Section, rule

MOST_COMBINATIONS = 5_000
"""The most combinations that may be tried. Nobody reads more than these, and a near match among more is chance."""


class Hypotheses(Section):
    """What is tried: every combination that takes one entry from each list, and nothing else."""

    INSTEAD_OF_FLAT: ClassVar = ("lgps_rate", "employer_ni", "ni_year", "levy_rate", "salary_exchange")
    """The lists of hypotheses about on-costs. A flat percentage replaces all of these lists."""

    basis: tuple[BasisHypothesis, ...] = Field(
        min_length=1, title="Costing bases", description="The costing bases that are tried."
    )
    pay_award: tuple[AwardHypothesis, ...] = Field(
        default=(),
        title="Pay awards",
        description="Rises in every salary that are tried; if left out, no rise is tried.",
    )
    lgps_rate: tuple[LgpsHypothesis, ...] = Field(
        min_length=1, title="Pension rates", description="The employer's pension rates that are tried."
    )
    employer_ni: tuple[NIHypothesis, ...] = Field(
        min_length=1,
        title="National Insurance",
        description="The ways of working out National Insurance that are tried.",
    )
    ni_year: tuple[NIYearHypothesis, ...] = Field(
        min_length=1, title="Tax years", description="The tax years whose National Insurance rates are tried."
    )
    levy_rate: tuple[LevyHypothesis, ...] = Field(
        default=(), title="Levies", description="Apprenticeship levies that are tried; if left out, the levy in force."
    )
    salary_exchange: tuple[ExchangeHypothesis, ...] = Field(
        default=(),
        title="Salary exchange",
        description="Shares of salary given up for pension that are tried; if left out, no such share is tried.",
    )
    flat_on_costs: tuple[FlatHypothesis, ...] = Field(
        default=(),
        title="Flat on-costs",
        description="Percentages of pay that are tried in place of National Insurance, pension and levy above; if "
        "left out, none is tried.",
    )
    rounding: tuple[RoundingHypothesis, ...] = Field(
        default=(), title="Rounding", description="Ways of rounding that are tried; if left out, nothing is rounded."
    )
    part_of_year: tuple[PartOfYearHypothesis, ...] = Field(
        default=(),
        title="Part of the year",
        description="Parts of the year of change that are tried; if left out, the full year.",
    )
    share_spent: tuple[SpentHypothesis, ...] = Field(
        default=(),
        title="Share spent",
        description="Shares of the cost that the published figures may count; if left out, they count all of it.",
    )
    unlisted_post: tuple[UnlistedPostHypothesis, ...] = Field(
        min_length=1, title="Unlisted post", description="Posts that the tables do not list but the totals may include."
    )

    _few_enough = rule(
        lambda tried: tried.combinations <= MOST_COMBINATIONS,
        "at most 5,000 combinations; these hypotheses make more",
    )

    @property
    def lists(self) -> dict[str, tuple[Tried, ...]]:
        """Every hypothesis, by the key of its list; empty for a list that is left out."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    @property
    def combinations(self) -> int:
        """The number of combinations; an unlisted post counts once for all its points."""
        numbers = {name: max(len(tried), 1) for name, tried in self.lists.items() if name != "flat_on_costs"}
        on_costs = prod(numbers.pop(name) for name in self.INSTEAD_OF_FLAT) + len(self.flat_on_costs)
        return on_costs * prod(numbers.values())


class Reconciliation(Section):
    """How far from the published figures still counts as near, and the hypotheses that are tried."""

    tolerance: Pounds = Field(
        gt=0,
        title="Tolerance",
        description="The greatest difference from the published figures that still counts as near.",
        examples=[1000],
    )
    hypotheses: Hypotheses = Field(
        title="Hypotheses",
        description="What is tried: every combination that takes one entry from each list, and nothing else.",
    )
