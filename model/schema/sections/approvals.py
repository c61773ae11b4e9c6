"""Decisions on one-off payments: who approved them and when, what funds them, and how they may be charged."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.base.financial_year import in_words
from model.schema.sections.declared import Form
from model.schema.sections.section import Day, Decided, Reason, Section, YearLabel


class Approval(Section):
    """An approval that has been given. Leave the whole entry out until an approval is given."""

    by: Decided = Field(
        title="Approved by",
        description="Who gave the approval: the role of a person, or the name of a body.",
        examples=["Full council"],
    )
    on: Day = Field(title="Date", description="The day of the decision.")
    reference: Decided = Field(
        title="Where recorded",
        description="Where the decision is recorded: a minute, or the number of the decision.",
        examples=["Minute 42"],
    )

    def __str__(self) -> str:
        """The approval in words, for a table."""
        return f"{self.by}, {in_words(self.on)}, {self.reference}"


ROLES = {
    "full_council": "full council, by a vote",
    "head_of_paid_service": "the head of paid service",
    "leader": "the leader",
    "delegated": "an officer under the scheme of delegation",
}


class SpecialApproval(Approval):
    """An approval of a special severance payment, which goes beyond statute, contract and the published policy."""

    identified_by = ("role",)

    role: Annotated[Literal["full_council", "head_of_paid_service", "leader", "delegated"], Form(choices=ROLES)] = (
        Field(
            title="In the role of",
            description="The role in which the approver acted, as the statutory guidance of 12 May 2022 names it.",
        )
    )


def _not_as_text(value: Any) -> Any:
    """The value, or None for a blank.

    Other text is refused, since it could say anything: an approval is stated in its parts.
    """
    if isinstance(value, str) and value.strip():
        raise PydanticCustomError(
            "approval", "the approval in its parts: who gave it (by), when (on) and where it is recorded (reference)"
        )
    return None if isinstance(value, str) else value


ApprovalGiven = Annotated[Approval | None, BeforeValidator(_not_as_text)]
FundedBy = Annotated[
    Reason,
    Field(
        title="Funded by",
        description="What pays the cost: a fund, a budget or a reserve.",
        examples=["Transformation reserve"],
    ),
]
ChargedIn = Annotated[
    YearLabel | None,
    Field(
        title="Year charged",
        description="The financial year that bears the cost, where it is not the year of payment. A provision, for "
        "example, is made in the year of the decision.",
        examples=["2010/11"],
    ),
]
CapitalisedUnder = Annotated[
    Decided | None,
    Field(
        title="Capitalised under",
        description="The name and date of the direction of the Secretary of State that makes the cost capital "
        "expenditure (Local Government Act 2003, sections 16 and 20); if left out, the cost is revenue.",
        examples=["Flexible use of capital receipts direction of 2 August 2022"],
    ),
]
