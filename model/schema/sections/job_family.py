"""A job family: the levels of one kind of work, the grade and management duty of each, and which bands are linked.

A linked group is one job description over several grades. Time alone moves nobody from one of its bands to the next.
"""

from typing import Annotated, Literal

from pydantic import Field

from model.base.stated import stated
from model.schema.sections.declared import Form
from model.schema.sections.notation import Grade
from model.schema.sections.progressions import Route
from model.schema.sections.section import Count, Number, Reason, Reference, Section, Text, rule


class Bounds(Section):
    """The lowest and the highest number within bounds; either may be left out."""

    least: Number | None = Field(
        default=None,
        ge=0,
        title="Least",
        description="The lowest number that is within bounds; if left out, there is no lower bound.",
        examples=[2],
    )
    most: Number | None = Field(
        default=None,
        ge=0,
        title="Most",
        description="The highest number that is within bounds; if left out, there is no upper bound.",
        examples=[6],
    )

    _states_one = rule(lambda bounds: (bounds.least, bounds.most) != (None, None), "least, most, or both")
    _in_order = rule(
        lambda bounds: None in (bounds.least, bounds.most) or bounds.least <= bounds.most,
        "an upper bound (most) that is not below the lower bound (least)",
    )

    def holds(self, amount: float) -> bool:
        """Whether an amount is within the bounds, both included."""
        return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)


class Level(Section):
    """One level of the family, or one band of a linked group."""

    identified_by = ("id",)

    id: Reference = Field(
        title="Short name", description="A short name by which posts refer to the level.", examples=["level-2"]
    )
    code: Text = Field(
        title="Code",
        description="The code of the level as the family prints it. The bands of a linked group share one code.",
        examples=["ICT2"],
    )
    title: Text = Field(
        title="Title", description="The name of the level as the family prints it.", examples=["Level 1 (band 10)"]
    )
    grade: Grade = Field(
        title="Grade",
        description="The grade of the level: a name such as grade 10 or K, or points.",
        examples=["grade 10"],
    )
    linked: Text | None = Field(
        default=None,
        title="Linked group",
        description="The linked group of which this level is a band.",
        examples=["technician"],
    )
    order: Annotated[Count, Field(ge=1)] | None = Field(
        default=None,
        title="Place in the group",
        description="The place of this band in its linked group: 1 is the lowest paid, whatever the family calls it.",
        examples=[1],
    )
    duty: Count = Field(
        default=0,
        title="Rank of management duty",
        description="How much management of people the level asks for, as a rank: 0 is none, and a higher number is "
        "more.",
        examples=[2],
    )
    people: Text = Field(
        title="Management duty",
        description="The duty to manage people, in your own words.",
        examples=["Allocates the work of two technicians"],
    )
    manages: Bounds | None = Field(
        default=None, title="People managed", description="How many people a post of this level manages."
    )
    budget: Annotated[Bounds, Form("£ a year")] | None = Field(
        default=None, title="Budget managed", description="The budget that a post of this level manages, in £ a year."
    )
    summary: Text = Field(
        title="Summary", description="What the level is for, in your own words.", examples=["Runs the help desk"]
    )
    needs: tuple[Text, ...] = Field(
        default=(),
        title="Qualifications",
        description="The qualifications without which nobody progresses to this level.",
        examples=[["HND in computing"]],
    )

    _order_where_linked = rule(
        lambda level: (level.linked is None) == (level.order is None),
        "both a linked group (linked) and the place in it (order), or neither",
    )


BoundsAre = Annotated[
    Literal["guide", "rule"],
    Form(choices={"guide": "asks for evaluation", "rule": "blocks clearance"}),
]


class JobFamily(Section):
    """The levels of a kind of work, from the lowest to the highest."""

    title: Text = Field(title="Title", description="The name of the family.", examples=["ICT"])
    source: Reason = Field(title="Source", description="The document from which the family is taken.")
    bounds_are: BoundsAre = Field(
        default="guide",
        title="Force of the bounds",
        description="What follows if a post is outside the bounds of its level: a guide asks for an evaluation, a "
        "rule blocks clearance.",
    )
    advice_from: Text = Field(
        title="Evaluated by", description="Who evaluates a job that has changed.", examples=["Job evaluation panel"]
    )
    without_loss: Text | None = Field(
        default=None,
        title="No loss of pay",
        description="The agreement that a change of grade lowers nobody's pay. With it, a holder whose pay would fall "
        "blocks clearance.",
        examples=["Single status agreement, section 4"],
    )
    levels: tuple[Level, ...] = Field(
        min_length=1, title="Levels", description="The levels, lowest first. Each band of a linked group is a level."
    )
    routes: tuple[Route, ...] = Field(
        default=(),
        title="Routes",
        description="The ways from one level to the next. If any is stated, everyone who is put in a higher level "
        "must come by one of these ways.",
    )

    def find_level(self, name: str | None) -> Level | None:
        """The level with an id; None where there is none."""
        return next((level for level in self.levels if level.id == name), None)

    def level(self, name: str | None) -> Level:
        """The level with an id. Raises LookupError where there is none."""
        return stated(self.find_level(name), f"level {name}")

    def bands(self, linked: str) -> tuple[Level, ...]:
        """The bands of a linked group, lowest first."""
        return tuple(sorted((band for band in self.levels if band.linked == linked), key=lambda band: band.order or 0))

    def rank(self, name: str) -> int:
        """The place of a level in the family, 0 for the lowest."""
        return [level.id for level in self.levels].index(name)
