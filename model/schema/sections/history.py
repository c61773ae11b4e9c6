"""The history of a scenario file: who saved it from the desk, when, and why each assumption was changed."""

from pydantic import Field

from model.schema.sections.section import Day, Reason, Section, Text


class Change(Section):
    """One thing changed between a file as it was loaded and as it was saved."""

    what: Text
    """What was changed, in words."""
    from_: Text | None = Field(default=None, alias="from")
    """What stood before; left out where nothing did."""
    to: Text | None = None
    """What stands now; left out where nothing does."""
    reason: Reason | None = None
    """Why; left out where none was given."""


class Saved(Section):
    """One saving from the desk. Nothing is costed from it."""

    author: Text
    """Who saved it, by name or by role."""
    date: Day
    """The day."""
    changes: tuple[Change, ...] = ()
    """What was changed."""
