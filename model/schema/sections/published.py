"""What the report itself states, to be reconciled with, and the hypotheses declared for doing so."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model.schema.sections.posts import read_notation
from model.schema.sections.section import Number, Reason, Section, Share, YearLabel

Measure = Literal["present_cost", "proposed_cost", "change", "ring_fenced_roles", "ring_fenced_staff"]
BasisName = Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top", "actual", "settled"]
BudgetBasis = Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top"]
NIConvention = Literal["pay_months_with_rebate", "pay_months_without_rebate", "annual_without_rebate", "none"]


def _none_or_grade(value: Any) -> str:
    return "none" if value == "none" else read_notation(value)


NoneOrGrade = Annotated[str, BeforeValidator(_none_or_grade)]


class PublishedFigure(Section):
    """One figure that the report states."""

    identified_by = ("measure",)
    measure: Measure
    """What it measures: a cost in £ a year, or a count."""
    amount: Number
    """The figure."""
    source: Reason
    """Where the report states it."""
    budget_of: YearLabel | None = None
    """The financial year whose budget it is put into, where the report says so."""


class _Tried(Section):
    identified_by = ("use",)


class BasisHypothesis(_Tried):
    """Every post costed at this point of its grade."""

    use: BudgetBasis
    """The costing basis."""
    reason: Reason
    """Why it is worth trying."""


class LgpsHypothesis(_Tried):
    """This employer pension rate."""

    use: Annotated[Share, Field(ge=0)]
    """The rate; 0 for none."""
    reason: Reason
    """Why it is worth trying."""


class NIHypothesis(_Tried):
    """Employer National Insurance worked out in this way."""

    use: NIConvention
    """The convention."""
    reason: Reason
    """Why it is worth trying."""


class NIYearHypothesis(_Tried):
    """The National Insurance rates of this tax year."""

    use: YearLabel
    """The tax year."""
    reason: Reason
    """Why it is worth trying."""


class FlatHypothesis(_Tried):
    """One percentage of pay in the place of National Insurance, pension and levy, as many budget books have it."""

    use: Annotated[Share, Field(ge=0, le=1)]
    """The share of pay, as in 25%."""
    reason: Reason
    """Why it is worth trying."""


class UnlistedPostHypothesis(_Tried):
    """A post that the tables do not list but the totals may hold, at each point of a range."""

    use: NoneOrGrade
    """``none``, or points such as 42-49, each tried in turn."""
    title: str = "no unlisted post"
    """The post."""
    reason: Reason
    """Why it is worth trying."""


class Hypotheses(Section):
    """What is tried: every combination of one from each list, and nothing else."""

    basis: tuple[BasisHypothesis, ...] = Field(min_length=1)
    lgps_rate: tuple[LgpsHypothesis, ...] = Field(min_length=1)
    employer_ni: tuple[NIHypothesis, ...] = Field(min_length=1)
    ni_year: tuple[NIYearHypothesis, ...] = Field(min_length=1)
    flat_on_costs: tuple[FlatHypothesis, ...] = ()
    """Beside the pension rates and National Insurance above: each of these in their place."""
    unlisted_post: tuple[UnlistedPostHypothesis, ...] = Field(min_length=1)


class Reconciliation(Section):
    """How closeness is judged, and the hypotheses."""

    tolerance: Number = Field(gt=0)
    """How many £ from both published totals counts as near."""
    hypotheses: Hypotheses
