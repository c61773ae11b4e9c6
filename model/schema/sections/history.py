"""The history of a scenario file: who saved it from the desk, when, and why each assumption was changed."""

from pydantic import Field

from model.schema.sections.section import Day, Reason, Section, Text


class Change(Section):
    """One thing changed between a file as it was loaded and as it was saved."""

    what: Text = Field(
        title="What changed", description="What was changed, in words.", examples=["Full-time hours a week"]
    )
    from_: Text | None = Field(
        default=None,
        alias="from",
        title="Before",
        description="What it was before; left out where there was nothing.",
        examples=["36"],
    )
    to: Text | None = Field(
        default=None, title="After", description="What it is now; left out where there is nothing.", examples=["37"]
    )
    reason: Reason | None = Field(default=None, title="Reason", description="Why; left out where no reason was given.")


class Saved(Section):
    """One saving from the desk. Nothing is costed from it."""

    author: Text = Field(
        title="Saved by", description="Who saved it, by name or by role.", examples=["Finance business partner"]
    )
    date: Day = Field(title="Date", description="The day on which it was saved.")
    changes: tuple[Change, ...] = Field(default=(), title="Changes", description="What was changed.")
