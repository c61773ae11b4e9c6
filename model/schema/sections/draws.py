"""How sure the figures are: what is not known yet, and how likely each of its possible values is."""

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
"""How far from 1 the sum of the chances of all values may be."""


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
        raise refused("amount", "a number or a percentage, such as 1250 or 22%")
    return plain


AsTyped = Annotated[Text, BeforeValidator(_as_typed), WithJsonSchema({"type": ["string", "number"]})]
Amount = Annotated[str, BeforeValidator(_amount), WithJsonSchema({"type": ["string", "number"]}), Form("text", "22%")]
Places = Annotated[
    tuple[Text, ...], Field(min_length=1), BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
]


def number_in(amount: str) -> float:
    """An amount as a number: 22% is 0.22."""
    return float(amount.removesuffix("%")) / (100 if amount.endswith("%") else 1)


class DrawnValue(Section):
    """One value that something unknown may turn out to have, and how likely that value is."""

    identified_by = ("value",)

    value: AsTyped = Field(
        title="Value",
        description="The value, typed as you would type it at its place in the scenario.",
        examples=["2010-12-01"],
    )
    chance: Share | None = Field(
        default=None,
        title="Chance",
        description="How likely this value is. If no value states a chance, all are equally likely.",
        examples=["25%"],
    )


class Drawn(Section):
    """One thing that is not known, the places where the scenario states it, and how likely each of its values is."""

    identified_by = ("what",)

    what: Text = Field(
        title="What", description="What is not known, in a few words.", examples=["Pension rate from April 2012"]
    )
    places: Places = Field(
        title="Places",
        description="The places where the scenario states the value, written as in the option --set of a command. "
        "List several places here if they always have the same value: they are drawn together.",
        examples=["on_costs.lgps.#1.rate"],
    )
    lowest: Amount | None = Field(
        default=None,
        title="Lowest",
        description="The lowest amount; state it with highest. All amounts between the two are equally likely, unless "
        "a likeliest is stated. Where all the amounts stated are whole numbers, only whole numbers are drawn.",
        examples=["22%"],
    )
    likeliest: Amount | None = Field(
        default=None,
        title="Likeliest",
        description="The likeliest amount, between the lowest and the highest. The chance falls evenly from the "
        "likeliest amount to either end (a triangular distribution).",
        examples=["24.8%"],
    )
    highest: Amount | None = Field(
        default=None, title="Highest", description="The highest amount; state it with lowest.", examples=["28%"]
    )
    one_of: tuple[DrawnValue, ...] = Field(
        default=(), title="One of", description="The possible values, instead of a lowest and a highest amount."
    )
    over: Literal["grade"] | None = Field(
        default=None,
        title="Over",
        description="For holders' points, the word grade: any point of the grade of the holder's post may be drawn, "
        "all equally likely.",
    )
    each_stays: Share | None = Field(
        default=None,
        title="Each stays",
        description="For a number of customers: the chance that each of them stays, whatever the others do.",
        examples=["98.5%"],
    )
    follows: Text | None = Field(
        default=None,
        title="Follows",
        description="An earlier unknown in this list that this unknown tends to move with, in the same or the "
        "opposite direction. State how closely as well.",
        examples=["Pay award of April 2013"],
    )
    closely: Annotated[Number, Field(ge=-1, le=1), Form("from -1 to 1", 0.5)] | None = Field(
        default=None,
        title="How closely",
        description="How closely the two unknowns move together, from 1 (they always rise together) through 0 (not at "
        "all) to -1 (one rises as the other falls).",
    )
    source: Reason | None = Field(
        default=None,
        title="Source",
        description="Where the chances come from. Without a source they are illustrative, and the public pack does "
        "not show them.",
        examples=["Actuary, valuation of 31 March 2010, paragraph 4.2"],
    )
    reason: Reason | None = Field(
        default=None,
        title="Reason",
        description="Why these chances are used, where there is no source.",
        examples=["Illustrative: no valuation has been found"],
    )

    @model_validator(mode="after")
    def _one_way(self) -> "Drawn":
        """Check that the unknown is stated in one way only, with its amounts in order and a source or reason."""
        ways = [
            self.lowest is not None or self.highest is not None,
            self.one_of,
            self.over,
            self.each_stays is not None,
        ]
        if sum(map(bool, ways)) != 1 or (self.lowest is None) != (self.highest is None):
            raise PydanticCustomError("one_way", "only one of these: lowest with highest, one_of, over, or each_stays")
        if self.likeliest is not None and self.lowest is None:
            raise PydanticCustomError("likeliest", "a likeliest amount only with a lowest and a highest")
        if self.lowest is not None and self.highest is not None:
            amounts = [each for each in (self.lowest, self.likeliest, self.highest) if each is not None]
            numbers = [number_in(each) for each in amounts]
            if numbers != sorted(numbers) or numbers[0] == numbers[-1]:
                raise PydanticCustomError("lowest_first", "a lowest below the highest, and the likeliest between them")
            if len({each.endswith("%") for each in amounts}) > 1:
                raise PydanticCustomError("alike_amounts", "amounts that are all percentages, or none of them")
        if (self.follows is None) != (self.closely is None):
            raise PydanticCustomError(
                "follows_how", "both an unknown to follow (follows) and how closely (closely), or neither"
            )
        if self.source is None and self.reason is None:
            raise PydanticCustomError("sourced", "a source, or a reason where there is none")
        return self

    @model_validator(mode="after")
    def _sure(self) -> "Drawn":
        """Check that the chances of all values, where stated, add up to 100%."""
        chances = [each.chance for each in self.one_of if each.chance is not None]
        if chances and (len(chances) < len(self.one_of) or min(chances) < 0 or abs(sum(chances) - 1) > SURE):
            raise PydanticCustomError("chances", "a chance for each value, 100% in all; or no chance for any of them")
        if len(self.one_of) == 1 or not all_differ(each.value for each in self.one_of):
            raise PydanticCustomError("values_differ", "at least two values, all different")
        return self

    @property
    def in_percent(self) -> bool:
        """Whether the amounts are percentages."""
        return self.lowest is not None and self.lowest.endswith("%")

    @property
    def in_whole_numbers(self) -> bool:
        """Whether only whole numbers are drawn between the two ends."""
        return self.lowest is not None and all(
            each is None or each.lstrip("-").isdecimal() for each in (self.lowest, self.likeliest, self.highest)
        )


class Draws(Section):
    """What is not known. All the unknowns are drawn together, many times, to show how sure the figures are."""

    unknowns: tuple[Drawn, ...] = Field(
        default=(), title="Unknowns", description="The things that are not known. A value is drawn for each."
    )
    renewals: bool = Field(
        default=False,
        title="Renewals",
        description="Whether renewals are drawn too: whether each customer renews, by the chance stated in the "
        "agreement (renews).",
    )
    number: Annotated[Count, Field(ge=1000, le=MOST_DRAWS), Form("draws", 2000)] = Field(
        default=10_000, title="Number", description="How many draws are made."
    )
    seed: Count = Field(
        default=1,
        title="Seed",
        description="A number that starts the random draws. The same number always gives the same draws.",
    )
    beyond: Pounds | None = Field(
        default=None,
        title="Beyond",
        description="A sum to compare with the full-year effect, such as the sum that has been set aside. The report "
        "shows the chance that the effect is more.",
        examples=[25000],
    )

    _something = rule(lambda draws: draws.unknowns or draws.renewals, "something to draw: an unknown, or renewals")
    _names_differ = rule(
        lambda draws: all_differ(one.what for one in draws.unknowns), "a different name for each thing drawn"
    )
    _follows_earlier = rule(
        lambda draws: all(
            one.follows is None or one.follows in {before.what for before in draws.unknowns[:number]}
            for number, one in enumerate(draws.unknowns)
        ),
        "the name of an unknown that is listed earlier (follows)",
    )

    @property
    def illustrative(self) -> bool:
        """Whether the chances of any entry have no source."""
        return any(one.source is None for one in self.unknowns)
