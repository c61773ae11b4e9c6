"""The history of a scenario file: who saved it from the desk, when, and why each assumption was changed."""

from pydantic import Field

from model.schema.sections.section import Day, Reason, Section, Text


class Change(Section):
    """One change to the file, made between loading and saving it."""

    what: Text = Field(
        title="What changed", description="What was changed, in words.", examples=["Full-time hours a week"]
    )
    from_: Text | None = Field(
        default=None,
        alias="from",
        title="Before",
        description="The value before the change; left out if there was none.",
        examples=["36"],
    )
    to: Text | None = Field(
        default=None,
        title="After",
        description="The value after the change; left out if there is none now.",
        examples=["37"],
    )
    reason: Reason | None = Field(
        default=None, title="Reason", description="Why the value was changed; left out if no reason was given."
    )


class Saved(Section):
    """A record that the file was saved from the desk. No cost depends on this record."""

    author: Text = Field(
        title="Saved by", description="Who saved the file: a name or a role.", examples=["Finance business partner"]
    )
    date: Day = Field(title="Date", description="The day on which the file was saved.")
    changes: tuple[Change, ...] = Field(default=(), title="Changes", description="What was changed.")
