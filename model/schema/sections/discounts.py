"""Discounts on a customer's price: for several packages, for a partnership of schools, or for a set of packages."""

from typing import Annotated

from pydantic import Field

from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Count, Reference, Section, Share


class BulkDiscount(Section):
    """A discount on the whole of a customer's price, for a customer who takes at least a stated number of packages."""

    identified_by = ("packages",)

    packages: Public[Annotated[Count, Field(ge=2)]] = Field(
        title="From packages", description="The fewest packages that earn the discount.", examples=[3]
    )
    percent: Public[Annotated[Share, Field(ge=0, le=1)]] = Field(
        title="Discount", description="The share taken off the whole of the customer's price.", examples=["10%"]
    )


class PartnershipDiscount(Section):
    """A discount on the whole of a customer's price, for buying in a partnership of a stated size."""

    identified_by = ("customers",)

    customers: Public[Annotated[Count, Field(ge=2)]] = Field(
        title="From customers",
        description="The fewest customers in the partnership that earn the discount.",
        examples=[5],
    )
    percent: Public[Annotated[Share, Field(ge=0, le=1)]] = Field(
        title="Discount", description="The share taken off the whole of each customer's price.", examples=["5%"]
    )


class PackageSet(Section):
    """A discount on certain packages, for a customer who takes all of them."""

    identified_by = ("id",)

    id: Public[Reference] = Field(title="Short name", description="A short name of the set.", examples=["office-set"])
    packages: Public[Annotated[tuple[Reference, ...], Form("short names", ["remote", "hosting"])]] = Field(
        min_length=2,
        title="Packages",
        description="The ids of the packages. A customer who takes all of them gets the discount.",
    )
    percent: Public[Annotated[Share, Field(ge=0, le=1)]] = Field(
        title="Discount",
        description="The share taken off each of these packages. Where a package is in two sets, the larger discount "
        "is taken off it.",
        examples=["15%"],
    )
