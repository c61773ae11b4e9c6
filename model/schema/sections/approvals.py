"""Decisions on what is paid once: who approved it and when, what funds it, and what allows it to be charged there."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.base.financial_year import in_words
from model.schema.sections.declared import Form
from model.schema.sections.section import Day, Decided, Reason, Section, YearLabel


class Approval(Section):
    """An approval that has been given. One that has not is left out."""

    by: Decided = Field(title="Approved by", description="The person by role, or the body.", examples=["Full council"])
    on: Day = Field(title="Date", description="The day of the decision.")
    reference: Decided = Field(
        title="Where recorded",
        description="Where it is recorded: a minute or the number of a decision.",
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
    """An approval of a special severance payment: what is beyond statute, contract and the published policy."""

    identified_by = ("role",)

    role: Annotated[Literal["full_council", "head_of_paid_service", "leader", "delegated"], Form(choices=ROLES)] = (
        Field(title="In the role of", description="As what they approved it, by the statutory guidance of 12 May 2022.")
    )


def _not_as_text(value: Any) -> Any:
    """A blank is no approval; any other text could say anything, so it is asked for in its parts."""
    if isinstance(value, str) and value.strip():
        raise PydanticCustomError("approval", "who approved, when and where it is recorded: by, on and reference")
    return None if isinstance(value, str) else value


ApprovalGiven = Annotated[Approval | None, BeforeValidator(_not_as_text)]
FundedBy = Annotated[
    Reason, Field(title="Funded by", description="What pays for it.", examples=["Transformation reserve"])
]
ChargedIn = Annotated[
    YearLabel | None,
    Field(
        title="Year charged",
        description="The financial year that bears the cost, where it is not that of payment: a provision is made in "
        "the year of the decision.",
        examples=["2010/11"],
    ),
]
CapitalisedUnder = Annotated[
    Decided | None,
    Field(
        title="Capitalised under",
        description="The direction of the Secretary of State that makes it capital expenditure (Local Government Act "
        "2003, sections 16 and 20), by its name and date; if left out, it is revenue.",
        examples=["Flexible use of capital receipts direction of 2 August 2022"],
    ),
]
