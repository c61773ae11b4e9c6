"""What customers are charged: price lists, each in force from a day to the next, and the packages in them."""

from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from model.base.faults import listed, nearest_name
from model.base.money import exact
from model.schema.sections.section import Count, Day, Number, Reason, Reference, Section, Share, Text

Phase = Literal["nursery", "primary", "secondary", "all-through", "special", "centre"]
PHASES: tuple[Phase, ...] = ("nursery", "primary", "secondary", "all-through", "special", "centre")

DEAREST = 10_000_000
"""£; a price above it is a slip."""


def _price(value: Any) -> float:
    """Read £ in whole pence; a price is never rounded behind the reader's back."""
    try:
        price = None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        price = None
    if price is None or not 0 <= price <= DEAREST or exact(price) * 100 % 1:
        raise PydanticCustomError("price", f"£ in whole pence, at least 0 and at most {DEAREST:,}")
    return price


def _one_rate_for_all(value: Any) -> Any:
    """One rate is every phase's; a key that is no phase is told with the nearest that is."""
    if isinstance(value, int | float | str):
        return dict.fromkeys(PHASES, _price(value))
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("rates", "a rate for all, or one for each phase")
    for key in value:
        if key not in PHASES:
            nearest = nearest_name(key, PHASES)
            hint = f"; is {key!r} to be {nearest}?" if nearest else f", and not {key!r}"
            raise PydanticCustomError("rates", "{words}", {"words": f"rates for {listed(PHASES)}{hint}"})
    return value


Price = Annotated[float, BeforeValidator(_price), WithJsonSchema({"type": "number", "minimum": 0, "maximum": DEAREST})]
"""£ net of VAT, in whole pence."""
PricesByPhase = Annotated[
    dict[Phase, Price],
    BeforeValidator(_one_rate_for_all),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "object", "propertyNames": {"enum": list(PHASES)}}]}),
]


class SizeBand(Section):
    """One size band of a package: its price for schools of up to so many pupils."""

    identified_by = ("to_pupils",)
    to_pupils: Count | None = None
    """The most pupils in it; left out in the last, which has no limit."""
    price: Price
    """£ a year."""


class FromUnits(Section):
    """A lower price of every unit, for who takes at least so many."""

    identified_by = ("units",)
    units: Annotated[Number, Field(gt=0, le=100_000)]
    """The least number of units taken."""
    price: Price
    """£ a unit, of all of them."""


class Package(Section):
    """Something that customers buy. Its price a year is the sum of the parts that it states.

    A flat fee; so much a pupil by phase; a size band; so much a unit taken (days as they come, or hours or
    half-days a week over so many weeks).
    """

    identified_by = ("id",)
    id: Reference
    """A short name, by which customers say what they take."""
    title: Text
    """Its name in the price list."""
    flat: Price | None = None
    """£ a year."""
    per_pupil: PricesByPhase | None = None
    """£ a pupil a year: one rate for all, or one for each phase; a phase with none cannot take the package."""
    bands: tuple[SizeBand, ...] = ()
    """£ a year by size, smallest first."""
    a_unit: Price | None = None
    """£ a unit that the customer takes."""
    unit: Text = "day"
    """What a unit is: day, hour a week, half-day a week."""
    weeks: Annotated[Number, Field(gt=0, le=53)] | None = None
    """Where units are taken each week: over how many weeks of the year."""
    cheaper_from: tuple[FromUnits, ...] = ()
    """Lower prices of a unit for those who take more, fewest units first."""
    minimum: Price = 0.0
    """The least that the package costs a year."""
    tier_of: Reference | None = None
    """The name of a group of tiers (bronze, silver, gold), of which a customer takes one at most."""
    days: Annotated[Number, Field(ge=0, le=2000)] | None = None
    """Working days that one such package takes the team in a year; with units, the days of each unit."""

    @model_validator(mode="after")
    def _has_a_price(self) -> "Package":
        if self.flat is None and self.per_pupil is None and not self.bands and self.a_unit is None:
            raise PydanticCustomError("no_price", "a price: flat, per_pupil, bands or a_unit")
        limits = [band.to_pupils for band in self.bands]
        if None in limits[:-1] or any(limits[-1:]) or any(more <= less for less, more in pairwise(limits[:-1])):
            raise PydanticCustomError("bands", "size bands in order, each with to_pupils but the last")
        units = [lower.units for lower in self.cheaper_from]
        if units and (self.a_unit is None or any(more <= less for less, more in pairwise(units))):
            raise PydanticCustomError("cheaper_from", "a_unit, and lower prices in order of units")
        return self


class BulkDiscount(Section):
    """A share off the whole of a customer's price, for who takes at least so many packages."""

    identified_by = ("packages",)
    packages: Annotated[Count, Field(ge=2)]
    """The least number of packages."""
    percent: Annotated[Share, Field(ge=0, le=1)]
    """The share taken off, as in 10%."""


class PriceList(Section):
    """What every package costs from a day on, until the next list. Prices are net of VAT."""

    identified_by = ("from",)
    from_: Day = Field(alias="from")
    """Its first day; an agreement keeps the list of the day that its year begins."""
    source: Reason
    """Where it comes from; say so where it is illustrative."""
    packages: tuple[Package, ...] = Field(min_length=1)
    discounts: tuple[BulkDiscount, ...] = ()
    """Bulk discounts; the largest that a customer qualifies for is taken, once."""
    minimum_charge: Price = 0.0
    """The least that any customer pays a year, after discounts."""
    step: Annotated[Number, Field(ge=0.01, le=1000)] = 0.01
    """The step in £ to which new prices are rounded."""


def list_in_force(prices: tuple[PriceList, ...], days: np.ndarray) -> np.ndarray:
    """Which list is in force on each of some days, in the shape of ``days``; -1 before the first, and for NaT."""
    starts = np.array([each.from_ for each in prices], dtype="datetime64[D]")
    return np.where(np.isnat(days), -1, np.searchsorted(starts, days, side="right") - 1)
