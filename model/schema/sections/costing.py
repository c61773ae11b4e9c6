"""Which costing basis the headline uses, and what it assumes about empty posts and about who pays."""

from typing import Annotated

from pydantic import Field

from model.schema.sections.declared import Public
from model.schema.sections.funds import SharedBy
from model.schema.sections.published import BasisName
from model.schema.sections.section import Reason, Section, Share, Text, rule


class Turnover(Section):
    """A saving assumed because posts are empty between holders. If no turnover is stated, no saving is assumed."""

    rate: Public[Annotated[Share, Field(ge=0, le=0.2)]] = Field(
        title="Turnover saving",
        description="The share of cost saved because posts are empty between holders. It is applied once, and only to "
        "posts whose title and grade several people have. A vacancy counts as a person.",
        examples=["3%"],
    )
    reason: Public[Reason] = Field(
        title="Evidence", description="What shows that posts are empty long enough to save this share."
    )


class Costing(Section):
    """Which costing basis the headline uses. Every other basis is always shown beside the headline."""

    basis: Public[BasisName] = Field(
        title="Costing basis",
        description="The point of the grade at which the headline costs each post. The other bases are shown beside "
        "the headline.",
        examples=["top"],
    )
    reason: Public[Reason] = Field(title="Reason for the basis", description="Why the headline uses this basis.")
    turnover: Public[Turnover | None] = Field(
        default=None,
        title="Turnover",
        description="The saving assumed because posts are empty between holders; if left out, none is assumed.",
    )
    default_fund: Text | None = Field(
        default=None,
        title="Default fund",
        description="The fund that pays the posts which state no funds.",
        examples=["General Fund"],
    )
    shared_by: SharedBy | None = Field(
        default=None,
        title="Shared cost",
        description="How funds share the cost of posts that state no funds, where each fund's share depends on a count "
        "such as pupils.",
    )

    _one_default = rule(
        lambda costing: not (costing.default_fund and costing.shared_by),
        "either default_fund or shared_by, and not both",
    )
