"""What the report itself states, to be reconciled with, and the hypotheses declared for doing so."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model.pay.salaries import BASES, PEOPLE_BASES
from model.schema.sections.declared import Form, Public
from model.schema.sections.posts import read_notation
from model.schema.sections.section import Number, Pounds, Reason, Section, Share, YearLabel

Measure = Annotated[
    Literal["present_cost", "proposed_cost", "change", "ring_fenced_roles", "ring_fenced_staff"],
    Form(
        choices={
            "present_cost": "what the present posts cost in a full year",
            "proposed_cost": "what the proposed posts cost in a full year",
            "change": "the change from one to the other",
            "ring_fenced_roles": "how many proposed posts are filled from a ring-fence",
            "ring_fenced_staff": "how many people are ring-fenced",
        }
    ),
]
BASIS_MEANS = Form(choices={basis.key: basis.meaning for basis in (*BASES.values(), *PEOPLE_BASES.values())})
BasisName = Annotated[
    Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top", "actual", "settled"], BASIS_MEANS
]
BudgetBasis = Annotated[Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top"], BASIS_MEANS]
NIConvention = Annotated[
    Literal["pay_months_with_rebate", "pay_months_without_rebate", "annual_without_rebate", "none"],
    Form(
        choices={
            "pay_months_with_rebate": "on the pay of each month, with the contracted-out rebate",
            "pay_months_without_rebate": "on the pay of each month, without the rebate",
            "annual_without_rebate": "on the pay of the year, without the rebate",
            "none": "no National Insurance",
        }
    ),
]


def _none_or_grade(value: Any) -> str:
    return "none" if value == "none" else read_notation(value)


NoneOrGrade = Annotated[str, BeforeValidator(_none_or_grade), Form("points, or none")]


class PublishedFigure(Section):
    """One figure that the report states."""

    identified_by = ("measure",)

    measure: Public[Measure] = Field(
        title="Measure", description="What the figure measures.", examples=["present_cost"]
    )
    amount: Public[Annotated[Number, Form("£ a year, or a count", 444090)]] = Field(
        title="Figure", description="The figure as the report states it."
    )
    source: Public[Reason] = Field(title="Source", description="Where the report states it.")
    budget_of: Public[YearLabel | None] = Field(
        default=None,
        title="Budget year",
        description="The financial year into whose budget it is put, where the report says so.",
    )


class _Tried(Section):
    identified_by = ("use",)


class BasisHypothesis(_Tried):
    """Every post costed at this point of its grade."""

    use: BudgetBasis = Field(title="Costing basis", description="The costing basis that is tried.", examples=["top"])
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class LgpsHypothesis(_Tried):
    """This employer pension rate."""

    use: Annotated[Share, Field(ge=0)] = Field(
        title="Pension rate", description="The employer's pension rate that is tried; 0 for none.", examples=["24.8%"]
    )
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class NIHypothesis(_Tried):
    """Employer National Insurance worked out in this way."""

    use: NIConvention = Field(
        title="Convention",
        description="The way of working out National Insurance that is tried.",
        examples=["annual_without_rebate"],
    )
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class NIYearHypothesis(_Tried):
    """The National Insurance rates of this tax year."""

    use: YearLabel = Field(title="Tax year", description="The tax year whose National Insurance rates are tried.")
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class FlatHypothesis(_Tried):
    """One percentage of pay instead of National Insurance, pension and levy, as many budget books have it."""

    use: Annotated[Share, Field(ge=0, le=1)] = Field(
        title="Share of pay",
        description="The share of pay that is tried in place of National Insurance, pension and levy.",
        examples=["25%"],
    )
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class UnlistedPostHypothesis(_Tried):
    """A post that the tables do not list but the totals may hold, at each point of a range."""

    use: NoneOrGrade = Field(
        title="Points",
        description="Points such as 42-49, each tried in turn, or none for no such post.",
        examples=["42-49"],
    )
    title: str = Field(
        default="no unlisted post", title="Title", description="The title of the post.", examples=["Head of service"]
    )
    reason: Reason = Field(title="Reason", description="Why it is worth trying.")


class Hypotheses(Section):
    """What is tried: every combination of one from each list, and nothing else."""

    basis: tuple[BasisHypothesis, ...] = Field(
        min_length=1, title="Costing bases", description="The costing bases that are tried."
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
    flat_on_costs: tuple[FlatHypothesis, ...] = Field(
        default=(),
        title="Flat on-costs",
        description="Percentages of pay that are tried in place of the pension rates and National Insurance above; "
        "left out, none.",
    )
    unlisted_post: tuple[UnlistedPostHypothesis, ...] = Field(
        min_length=1, title="Unlisted post", description="Posts that the tables do not list but the totals may hold."
    )


class Reconciliation(Section):
    """How closeness is judged, and the hypotheses."""

    tolerance: Pounds = Field(
        gt=0, title="Tolerance", description="How far from both published totals still counts as near.", examples=[1000]
    )
    hypotheses: Hypotheses = Field(
        title="Hypotheses", description="What is tried: every combination of one from each list, and nothing else."
    )
