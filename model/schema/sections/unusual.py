"""Why a value that is outside the usual is right: the answer to what the clearance asks about it."""

from pydantic import Field

from model.schema.sections.section import Reason, Section, Text


class Unusual(Section):
    """A value that looks like a slip and is none, and why."""

    identified_by = ("at",)

    at: Text = Field(
        title="Place",
        description="The place of the value, as the check names it; a place around several values answers for all of "
        "them.",
        examples=["pay.full_time_hours"],
    )
    reason: Reason = Field(
        title="Reason",
        description="Why the value is right.",
        examples=["A full-time week is 42 hours on this contract."],
    )
