"""The figures that the report itself states, with which the model's figures are reconciled."""

from typing import Annotated, Literal

from pydantic import Field

from model.pay.salaries import BASES, PEOPLE_BASES
from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Number, Reason, Section, YearLabel

Measure = Annotated[
    Literal["present_cost", "proposed_cost", "change", "ring_fenced_roles", "ring_fenced_staff"],
    Form(
        choices={
            "present_cost": "what the present posts cost in a full year",
            "proposed_cost": "what the proposed posts cost in a full year",
            "change": "the change in what the posts cost in a full year",
            "ring_fenced_roles": "how many proposed posts are filled from a ring-fence",
            "ring_fenced_staff": "how many people are ring-fenced",
        }
    ),
]
BASIS_MEANS = Form(choices={basis.key: basis.meaning for basis in (*BASES.values(), *PEOPLE_BASES.values())})
BasisName = Annotated[
    Literal["bottom", "mean_of_points", "mean_of_ends", "top", "extended_top", "actual", "settled"], BASIS_MEANS
]


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
        description="The financial year in whose budget the report puts the figure, where it says so.",
    )
