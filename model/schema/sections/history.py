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
        description="What it was before; left out if there was nothing before.",
        examples=["36"],
    )
    to: Text | None = Field(
        default=None, title="After", description="What it is now; left out if there is nothing now.", examples=["37"]
    )
    reason: Reason | None = Field(
        default=None, title="Reason", description="Why it was changed; left out if no reason was given."
    )


class Saved(Section):
    """One saving of the file from the desk. No cost depends on it."""

    author: Text = Field(
        title="Saved by", description="Who saved it, by name or by role.", examples=["Finance business partner"]
    )
    date: Day = Field(title="Date", description="The day on which it was saved.")
    changes: tuple[Change, ...] = Field(default=(), title="Changes", description="What was changed.")
