"""How likely: what the figures rest on that nobody knows yet, each as the chances of what it may turn out to be."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.declared import Form
from model.schema.sections.section import (
    Count,
    Number,
    Pounds,
    Reason,
    Section,
    Share,
    Text,
    all_differ,
    not_true_or_false,
    refused,
    rule,
)

AMOUNT = re.compile(r"-?\d+(\.\d+)?%?")
MOST_DRAWS = 100_000
SURE = 1e-9
"""How far from 1 the chances of all values may add up."""


def _as_typed(value: Any) -> Any:
    """A value of the scenario as text; its place later decides whether it is a number, a date or text."""
    not_true_or_false(value)
    return (
        value.isoformat() if isinstance(value, date) else f"{value:.12g}" if isinstance(value, int | float) else value
    )


def _amount(value: Any) -> Any:
    """A number as it is typed, with or without a percentage sign."""
    typed = _as_typed(value)
    plain = re.sub(r"[£,\s]", "", typed).replace("\u2212", "-") if isinstance(typed, str) else typed
    if isinstance(plain, str) and not AMOUNT.fullmatch(plain):
        raise refused("amount", "a number or a percentage, such as 22% or 1250")
    return plain


AsTyped = Annotated[Text, BeforeValidator(_as_typed), WithJsonSchema({"type": ["string", "number"]})]
Amount = Annotated[str, BeforeValidator(_amount), WithJsonSchema({"type": ["string", "number"]}), Form("text", "22%")]
Places = Annotated[
    tuple[Text, ...], Field(min_length=1), BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]


def number_in(amount: str) -> float:
    """An amount as a number; a percentage is a share."""
    return float(amount.removesuffix("%")) / (100 if amount.endswith("%") else 1)


class DrawnValue(Section):
    """One value that something may turn out to have, and the chance of it."""

    identified_by = ("value",)

    value: AsTyped = Field(
        title="Value", description="The value, as it would be typed at the place.", examples=["2010-12-01"]
    )
    chance: Share | None = Field(
        default=None,
        title="Chance",
        description="How likely it is; left out of all of them, each is as likely as another.",
        examples=["25%"],
    )


class Drawn(Section):
    """One thing that is not known, the places of the scenario that it is the value of, and how likely each value is."""

    identified_by = ("what",)

    what: Text = Field(
        title="What", description="What is not known, in a few words.", examples=["Pension rate from April 2012"]
    )
    places: Places = Field(
        title="Places",
        description="Where the scenario states it, as changes are written; several that are always alike are drawn "
        "together.",
        examples=["on_costs.lgps.#1.rate"],
    )
    lowest: Amount | None = Field(
        default=None,
        title="Lowest",
        description="The lowest that it can be; with highest. Every amount between is as likely as another, unless "
        "the likeliest is stated. Where both are whole numbers, so is what is drawn.",
        examples=["22%"],
    )
    likeliest: Amount | None = Field(
        default=None,
        title="Likeliest",
        description="The likeliest amount between them: the chance falls away evenly to either end (a triangular "
        "distribution).",
        examples=["24.8%"],
    )
    highest: Amount | None = Field(
        default=None, title="Highest", description="The highest that it can be; with lowest.", examples=["28%"]
    )
    one_of: tuple[DrawnValue, ...] = Field(
        default=(), title="One of", description="The values that it may have, instead of a lowest and a highest."
    )
    over: Literal["grade"] | None = Field(
        default=None,
        title="Over",
        description="For the points of holders: any point of the grade of their post, each as likely as another.",
    )
    each_stays: Share | None = Field(
        default=None,
        title="Each stays",
        description="For a count of customers: the chance that each of them stays, whatever the others do.",
        examples=["98.5%"],
    )
    follows: Text | None = Field(
        default=None,
        title="Follows",
        description="Another thing listed that it tends to go with; needs how closely.",
        examples=["Pay award of April 2013"],
    )
    closely: Annotated[Number, Field(ge=-1, le=1), Form("from -1 to 1", 0.5)] | None = Field(
        default=None,
        title="How closely",
        description="From 1 (they always rise together) through 0 to -1 (one rises as the other falls).",
    )
    source: Reason | None = Field(
        default=None,
        title="Source",
        description="Where the chances come from; without one they are illustrative, and stay out of the public pack.",
        examples=["Actuary, valuation of 31 March 2010, paragraph 4.2"],
    )
    reason: Reason | None = Field(
        default=None,
        title="Reason",
        description="Why these chances, where there is no source.",
        examples=["Illustrative: no valuation has been found"],
    )

    @model_validator(mode="after")
    def _one_way(self) -> "Drawn":
        """Check that it is stated in one way only, in order, and with a source or reason."""
        ways = [
            self.lowest is not None or self.highest is not None,
            self.one_of,
            self.over,
            self.each_stays is not None,
        ]
        if sum(map(bool, ways)) != 1 or (self.lowest is None) != (self.highest is None):
            raise PydanticCustomError("one_way", "lowest with highest, or one_of, or over, or each_stays, and no other")
        if self.likeliest is not None and self.lowest is None:
            raise PydanticCustomError("likeliest", "a likeliest amount only between a lowest and a highest")
        if self.lowest is not None and self.highest is not None:
            amounts = [each for each in (self.lowest, self.likeliest, self.highest) if each is not None]
            numbers = [number_in(each) for each in amounts]
            if numbers != sorted(numbers) or numbers[0] == numbers[-1]:
                raise PydanticCustomError("lowest_first", "a lowest below the highest, and the likeliest between them")
            if len({each.endswith("%") for each in amounts}) > 1:
                raise PydanticCustomError("alike_amounts", "all percentages, or none")
        if (self.follows is None) != (self.closely is None):
            raise PydanticCustomError("follows_how", "follows and closely together, or neither")
        if self.source is None and self.reason is None:
            raise PydanticCustomError("sourced", "a source, or a reason where there is none")
        return self

    @model_validator(mode="after")
    def _sure(self) -> "Drawn":
        """Check that the chances of all values, where stated, add up to 100%."""
        chances = [each.chance for each in self.one_of if each.chance is not None]
        if chances and (len(chances) < len(self.one_of) or min(chances) < 0 or abs(sum(chances) - 1) > SURE):
            raise PydanticCustomError("chances", "a chance for each value, 100% together; or none for any")
        if len(self.one_of) == 1 or not all_differ(each.value for each in self.one_of):
            raise PydanticCustomError("values_differ", "at least two values, all different")
        return self

    @property
    def in_percent(self) -> bool:
        """Whether its amounts are percentages."""
        return self.lowest is not None and self.lowest.endswith("%")

    @property
    def in_whole_numbers(self) -> bool:
        """Whether only whole numbers are drawn between the two ends."""
        return self.lowest is not None and all(
            each is None or each.lstrip("-").isdecimal() for each in (self.lowest, self.likeliest, self.highest)
        )


class Draws(Section):
    """What may turn out otherwise, all of it together, a great many times: how sure the figures are."""

    unknowns: tuple[Drawn, ...] = Field(
        default=(), title="Unknowns", description="Each thing that is not known, and is drawn."
    )
    renewals: bool = Field(
        default=False,
        title="Renewals",
        description="Draw whether each customer renews, by the chance stated with the agreement (renews).",
    )
    number: Annotated[Count, Field(ge=1000, le=MOST_DRAWS), Form("draws", 2000)] = Field(
        default=10_000, title="Number", description="How many draws are made."
    )
    seed: Count = Field(
        default=1,
        title="Seed",
        description="What the draws are made from: the same number always gives the same draws.",
    )
    beyond: Pounds | None = Field(
        default=None,
        title="Beyond",
        description="A sum for the full-year effect, such as what has been set aside: the chance of going beyond it "
        "is shown.",
        examples=[25000],
    )

    _something = rule(
        lambda draws: draws.unknowns or draws.renewals, "something that is drawn: an unknown, or renewals"
    )
    _names_differ = rule(
        lambda draws: all_differ(one.what for one in draws.unknowns), "a name of its own for each thing drawn"
    )
    _follows_earlier = rule(
        lambda draws: all(
            one.follows is None or one.follows in {before.what for before in draws.unknowns[:number]}
            for number, one in enumerate(draws.unknowns)
        ),
        "follows to name something listed before it",
    )

    @property
    def illustrative(self) -> bool:
        """Whether the chances of any entry have no source."""
        return any(one.source is None for one in self.unknowns)
