"""Why a value outside the usual range is right: the answer to what clearance asks about it."""

from pydantic import Field

from model.schema.sections.section import Reason, Section, Text


class Unusual(Section):
    """A value that looks like a slip but is right, and why."""

    identified_by = ("at",)

    at: Text = Field(
        title="Place",
        description="The place of the value in the file, as the check names it. If it is the place of a whole "
        "section, the reason applies to every value in that section.",
        examples=["pay.full_time_hours"],
    )
    reason: Reason = Field(
        title="Reason",
        description="Why the value is right.",
        examples=["A full-time week is 42 hours on this contract."],
    )
