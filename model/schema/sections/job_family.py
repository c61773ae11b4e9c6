"""A job family: levels of one kind of work, the grade of each, whom and what it manages, and the bands that are linked.

A linked group is one job description over several grades. Time moves nobody from one of its bands to the next.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.posts import Grade
from model.schema.sections.progressions import Route
from model.schema.sections.section import Count, Number, Reason, Reference, Section, Text


class Bounds(Section):
    """The least and the most of something; either may be left out."""

    least: Number | None = Field(default=None, ge=0)
    """No fewer, or no less, than this."""
    most: Number | None = Field(default=None, ge=0)
    """No more than this."""

    @model_validator(mode="after")
    def _some_and_in_order(self) -> "Bounds":
        if self.least is None and self.most is None:
            raise PydanticCustomError("bounds", "least, most, or both")
        if None not in (self.least, self.most) and self.most < self.least:
            raise PydanticCustomError("bounds", "a most that is not below the least")
        return self

    def holds(self, amount: float) -> bool:
        """Whether an amount is within them, both ends included."""
        return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)


class Level(Section):
    """One level of the family, or one band of a linked group."""

    identified_by = ("id",)
    id: Reference
    """A short name by which posts refer to it."""
    code: Text
    """Its code as the family prints it; the bands of a linked group share one."""
    title: Text
    """Its name as the family prints it, such as Level 1 (band 10)."""
    grade: Grade
    """Its grade: a name such as grade 10 or K, or points."""
    linked: Text | None = None
    """The linked group that it is a band of."""
    order: Annotated[Count, Field(ge=1)] | None = None
    """Its place in the linked group: 1 is the lowest paid, whatever the family calls it."""
    duty: Count = 0
    """How much people management it asks for, as a rank: 0 is none, and more is a higher number."""
    people: Text
    """That duty in your own words."""
    manages: Bounds | None = None
    """How many people a post of it manages."""
    budget: Bounds | None = None
    """The budget that a post of it manages, £ a year."""
    summary: Text
    """What it is for, in your own words."""
    needs: tuple[Text, ...] = ()
    """Qualifications without which nobody progresses to it."""

    @model_validator(mode="after")
    def _order_where_linked(self) -> "Level":
        if (self.linked is None) != (self.order is None):
            raise PydanticCustomError("linked_order", "linked and order together, or neither")
        return self


class JobFamily(Section):
    """The levels of a kind of work, from the lowest to the highest."""

    title: Text
    """The family's name."""
    source: Reason
    """The document that it is taken from."""
    bounds_are: Literal["guide", "rule"] = "guide"
    """guide: a post outside its level's bounds asks for evaluation; rule: it blocks clearance."""
    advice_from: Text
    """Who evaluates a changed job, in words."""
    without_loss: Text | None = None
    """The agreement that nobody's pay falls by a change of grade; then a holder whose pay would blocks clearance."""
    levels: tuple[Level, ...] = Field(min_length=1)
    """Every level, lowest first; each band of a linked group is one."""
    routes: tuple[Route, ...] = ()
    """The ways from a level to the next; where any are stated, nobody is put in a higher level without one."""

    def level(self, name: str | None) -> Level | None:
        """The level of an id; None where there is none."""
        return next((level for level in self.levels if level.id == name), None)

    def bands(self, linked: str) -> tuple[Level, ...]:
        """The bands of a linked group, lowest first."""
        return tuple(sorted((one for one in self.levels if one.linked == linked), key=lambda one: one.order))

    def rank(self, name: str) -> int:
        """The place of a level in the family, 0 for the lowest."""
        return [level.id for level in self.levels].index(name)
