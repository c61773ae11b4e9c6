"""The kinds of leaving, and the trial of another job."""

from typing import Annotated, Literal

from pydantic import Field

from model.pay.leaving import KINDS_OF_LEAVING
from model.schema.sections.declared import Form
from model.schema.sections.section import Number, Reason, Section

KindName = Annotated[
    Literal["compulsory", "voluntary", "bumped", "end_of_term", "retirement", "redeployed", "settlement"],
    Form(choices={kind.key: kind.label for kind in KINDS_OF_LEAVING.values()}),
]


class Trial(Section):
    """The trial of another job. If the trial fails, the redundancy counts from the day on which the old job ended."""

    job: Reason = Field(title="New job", description="The other job, in words.", examples=["ICT trainer, Libraries"])
    weeks: Annotated[Number, Form("weeks", 4)] = Field(
        default=4.0,
        gt=0,
        le=52,
        title="Weeks of trial",
        description="How long the trial is: four weeks by statute, or more where retraining was agreed in writing.",
    )
    outcome: Annotated[
        Literal["kept", "left"] | None, Form(choices={"kept": "keeps the job", "left": "leaves, made redundant"})
    ] = Field(
        default=None,
        title="Outcome",
        description="How the trial ended. If left out, it has not ended, and what a failure would cost is shown "
        "separately.",
        examples=["kept"],
    )
