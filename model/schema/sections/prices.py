"""Prices: the price lists, each in force from a day until the next, and the packages in them."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.faults import listed, nearest_name
from model.base.money import exact
from model.schema.sections.declared import Form, Public
from model.schema.sections.discounts import BulkDiscount, PackageSet, PartnershipDiscount
from model.schema.sections.section import (
    Count,
    Day,
    Number,
    Pounds,
    Reason,
    Reference,
    Section,
    Text,
    Weeks,
    in_runs,
    refused,
    rising,
    rule,
)

Phase = Literal["nursery", "primary", "secondary", "all-through", "special", "centre"]
PHASES: tuple[Phase, ...] = ("nursery", "primary", "secondary", "all-through", "special", "centre")

Treatment = Annotated[
    Literal["standard", "exempt", "outside"],
    Form(
        choices={
            "standard": "at the standard rate",
            "exempt": "exempt",
            "outside": "outside the scope",
        }
    ),
]
TREATMENTS: tuple[str, ...] = ("standard", "exempt", "outside")

DEAREST = 10_000_000
"""The highest price accepted, £; a higher one is a slip."""


def _price(value: Any) -> float:
    """A price in £ with at most two decimals. One with parts of a penny is refused and not rounded."""
    try:
        price = None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        price = None
    if price is None or not 0 <= price <= DEAREST or exact(price) * 100 % 1:
        raise refused("price", f"a price in £ and whole pence, at least 0 and at most {DEAREST:,}")
    return price


def _one_rate_for_all(value: Any) -> Any:
    """Prices by phase; one price alone is for every phase. An unknown phase is refused, with the nearest as a hint."""
    if isinstance(value, int | float | str):
        return dict.fromkeys(PHASES, _price(value))
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("rates", "one rate for all phases, or a rate for each phase")
    for key in value:
        if key not in PHASES:
            nearest = nearest_name(key, PHASES)
            hint = f"; {key!r} may be a slip for {nearest}" if nearest else f", and not {key!r}"
            raise refused("rates", f"rates for {listed(PHASES)}{hint}")
    return value


Price = Annotated[
    float,
    BeforeValidator(_price),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": DEAREST}),
    Form("£ a unit", 250),
]
"""£ net of VAT, with no parts of a penny."""
PriceAYear = Annotated[Price, Form("£ a year", 1250)]
PricesByPhase = Annotated[
    dict[Phase, Price],
    BeforeValidator(_one_rate_for_all),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "object", "propertyNames": {"enum": list(PHASES)}}]}),
    Form("£ a pupil a year", 4.5),
]


class SizeBand(Section):
    """One size band of a package: its price for schools with at most a stated number of pupils."""

    identified_by = ("to_pupils",)

    to_pupils: Public[Annotated[Count, Form("pupils", 250)] | None] = Field(
        default=None,
        title="Up to pupils",
        description="The most pupils that a school in the band has. Leave it out in the last band, which has no limit.",
    )
    price: Public[PriceAYear] = Field(title="Price", description="The price for a school of this size.")


class FromUnits(Section):
    """A lower price for every unit, for a customer who takes at least a stated number of units."""

    identified_by = ("units",)

    units: Public[Annotated[Number, Form("units", 10), Field(gt=0, le=100_000)]] = Field(
        title="From units", description="The fewest units that earn the lower price."
    )
    price: Public[Price] = Field(
        title="Price of a unit",
        description="The lower price of a unit, which applies to all units taken.",
        examples=[225],
    )


class Package(Section):
    """Something that customers buy. The price of a package for a year is the sum of the parts stated.

    The parts are a flat fee, a price by phase for each pupil, a price by size band, and a price for each unit taken.
    A unit is a day as it is used; or an hour or a half-day a week, for a stated number of weeks.
    """

    identified_by = ("id",)

    id: Public[Reference] = Field(
        title="Short name",
        description="A short name by which customers' agreements list the package.",
        examples=["remote"],
    )
    title: Public[Text] = Field(
        title="Title", description="The name of the package in the price list.", examples=["Remote support"]
    )
    flat: Public[PriceAYear | None] = Field(
        default=None, title="Flat fee", description="A fee that is the same for every customer."
    )
    per_pupil: Public[PricesByPhase | None] = Field(
        default=None,
        title="Price a pupil",
        description="One rate for all schools, or one for each phase. Only schools of a phase with a rate can take "
        "the package.",
        examples=[4.5],
    )
    bands: Public[tuple[SizeBand, ...]] = Field(
        default=(), title="Size bands", description="The prices by the size of the school, smallest first."
    )
    a_unit: Public[Price | None] = Field(
        default=None,
        title="Price of a unit",
        description="The price of each unit that the customer takes.",
        examples=[250],
    )
    unit: Public[Text] = Field(
        default="day",
        title="Unit",
        description="What a unit is: a day, an hour a week or a half-day a week.",
        examples=["half-day a week"],
    )
    weeks: Public[Annotated[Weeks, Field(gt=0, le=53)] | None] = Field(
        default=None,
        title="Weeks a year",
        description="For a unit a week, such as a half-day a week: in how many weeks of the year it is taken.",
    )
    cheaper_from: Public[tuple[FromUnits, ...]] = Field(
        default=(),
        title="Lower prices for more",
        description="Lower prices of a unit for those who take more, fewest units first.",
    )
    minimum: Public[PriceAYear] = Field(
        default=0.0, title="Minimum charge", description="The least that the package costs.", examples=[400]
    )
    tier_of: Public[Reference | None] = Field(
        default=None,
        title="Group of tiers",
        description="The name of a group of tiers, such as bronze, silver and gold. A customer takes only one package "
        "of the group.",
        examples=["support"],
    )
    vat: Public[Treatment] = Field(
        default="standard",
        title="VAT",
        description="How academies and other customers are charged VAT on the package. The council's own maintained "
        "schools are charged none.",
        examples=["exempt"],
    )
    supply: Public[Text | None] = Field(
        default=None,
        title="Kind of supply",
        description="What is sold, by its name in the table of VAT treatments: support_services, "
        "education_or_training_for_a_charge or closely_related_goods_and_services. VAT is then as in that table, "
        "unless vat is stated.",
        examples=["support_services"],
    )
    year: Public[Literal["April", "September"] | None] = Field(
        default=None,
        title="Year from",
        description="The month in which the agreement year of a customer with this package must begin. If left out, "
        "it may begin in April or in September.",
        examples=["September"],
    )
    days: Annotated[Number, Form("days a year", 6), Field(ge=0, le=2000)] | None = Field(
        default=None,
        title="Working days",
        description="How many working days of the team the package takes in a year; for a package with units, "
        "how many each unit takes.",
    )

    _has_a_price = rule(
        lambda package: package.bands or package.per_pupil or (package.flat, package.a_unit) != (None, None),
        "a price: flat, per_pupil, bands or a_unit",
    )
    _bands_in_order = rule(
        lambda package: in_runs([band.to_pupils for band in package.bands]),
        "size bands in order, all with to_pupils except the last",
    )
    _cheaper_in_order = rule(
        lambda package: (
            not package.cheaper_from
            or (package.a_unit is not None and rising(lower.units for lower in package.cheaper_from))
        ),
        "a_unit where cheaper_from is stated, and lower prices in order of units",
    )


class PriceList(Section):
    """What every package costs from a day on, until the next list. Prices are net of VAT."""

    identified_by = ("from",)

    from_: Public[Day] = Field(
        alias="from",
        title="First day",
        description="The first day of the list. An agreement year has the list that is in force on the day on which "
        "it begins.",
    )
    source: Public[Reason] = Field(
        title="Source", description="Where the list comes from. If it is illustrative, say so here."
    )
    packages: Public[tuple[Package, ...]] = Field(
        min_length=1, title="Packages", description="What customers can buy, and at what price."
    )
    discounts: Public[tuple[BulkDiscount, ...]] = Field(
        default=(),
        title="Bulk discounts",
        description="Discounts for several packages. A customer gets only the largest discount that it qualifies for.",
    )
    partnerships: Public[tuple[PartnershipDiscount, ...]] = Field(
        default=(),
        title="Partnership discounts",
        description="Discounts for partnerships of schools. A customer gets only the largest of its partnership "
        "and bulk discounts.",
    )
    sets: Public[tuple[PackageSet, ...]] = Field(
        default=(),
        title="Package sets",
        description="Discounts on packages taken together. They are taken off before the other discounts.",
    )
    fixed_years: Public[Annotated[Count, Form("years", 3), Field(ge=1, le=25)]] = Field(
        default=1,
        title="Years fixed",
        description="For how many agreement years the prices of this list are kept by an agreement that begins or is "
        "renewed under it.",
        examples=[3],
    )
    minimum_charge: Public[PriceAYear] = Field(
        default=0.0,
        title="Minimum charge",
        description="The least that any customer pays, after discounts.",
        examples=[300],
    )
    step: Public[Annotated[Pounds, Field(ge=0.01, le=1000)]] = Field(
        default=0.01, title="Step of new prices", description="The step to which new prices are rounded.", examples=[5]
    )


def list_in_force(prices: Sequence[PriceList], days: np.ndarray) -> np.ndarray:
    """The index of the price list in force on each day, in the shape of ``days``; -1 before the first, or for NaT."""
    starts = np.array([each.from_ for each in prices], dtype="datetime64[D]")
    return np.where(np.isnat(days), -1, np.searchsorted(starts, days, side="right") - 1)
