"""Hypotheses on how a total comes from the cost of posts: rounding, part of a year, an unlisted post."""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from model.base.dated import Dated, by_month
from model.base.financial_year import FinancialYear, PayMonths, share_of_year_by_day, share_of_year_by_month
from model.pay.conventions import ROUNDINGS
from model.schema.sections.declared import Form
from model.schema.sections.hypotheses_of_cost import ShareTried, Tried
from model.schema.sections.notation import read_notation
from model.schema.sections.section import Share, rule

RoundingName = Annotated[
    Literal["exact", "each_element", "levy_down", "each_post"],
    Form(choices={name: rounding.meaning for name, rounding in ROUNDINGS.items()}),
]
PARTS_OF_YEAR = {
    "full_year": "the proposed structure counts for the whole year",
    "by_month": "the proposed structure counts for the whole months left in the year, in twelfths",
    "by_day": "the proposed structure counts for the days left in the year",
    "by_profile": "the proposed structure counts for the months left in the year, each by its share of the budget",
}
PartOfYear = Annotated[Literal["full_year", "by_month", "by_day", "by_profile"], Form(choices=PARTS_OF_YEAR)]


def _none_or_grade(value: Any) -> str:
    return "none" if value == "none" else read_notation(value)


NoneOrGrade = Annotated[str, BeforeValidator(_none_or_grade), Form("points, or none")]


class RoundingHypothesis(Tried):
    """A way of rounding what each post costs in a year."""

    sentence = "{meaning}"
    use: RoundingName = Field(
        title="Rounding", description="What is rounded to the pound before it is added up.", examples=["each_element"]
    )


class PartOfYearHypothesis(Tried):
    """The part of the year for which the published figures count the proposed structure."""

    sentence = "{meaning}"
    use: PartOfYear = Field(
        title="Part of the year",
        description="The part of the year of change for which the proposed structure counts.",
        examples=["by_month"],
    )
    profile: tuple[Annotated[Share, Field(ge=0)], ...] | None = Field(
        default=None,
        min_length=12,
        max_length=12,
        title="Budget profile",
        description="The share of the year's budget in each month, April to March, adding up to 100%. State it only "
        "with by_profile.",
        examples=[["8%", "8%", "8%", "8%", "8%", "8%", "8%", "8%", "9%", "9%", "9%", "9%"]],
    )

    _profiled = rule(
        lambda part: (part.use == "by_profile") == (part.profile is not None),
        "a profile where use is by_profile, and nowhere else",
    )
    _whole = rule(
        lambda part: part.profile is None or abs(sum(part.profile) - 1) < 1e-9, "twelve shares that add up to 100%"
    )

    def share_from(self, change: date) -> float:
        """The share of the year of change, 0 to 1, for which the proposed structure counts."""
        if self.use == "by_profile":
            year = FinancialYear.of(change)
            return float(np.dot(by_month([Dated(1.0, change)], PayMonths(year, year)), self.profile or ()))
        shares = {"by_month": share_of_year_by_month, "by_day": share_of_year_by_day}
        return float(shares[self.use](change)) if self.use in shares else 1.0


class SpentHypothesis(ShareTried):
    """The share of the cost that the published figures count, such as 97% where vacant posts are expected."""

    sentence = "{label} of the cost of both structures is counted"
    use: Annotated[Share, Field(gt=0, le=1)] = Field(
        title="Share counted", description="The share of the cost that the published figures count.", examples=["97%"]
    )


class UnlistedPostHypothesis(Tried):
    """A post that the tables do not list but the totals may include, tried at each point of a range."""

    use: NoneOrGrade = Field(
        title="Points",
        description="Points such as 42-49, each tried in turn. The word none tries the totals without such a post.",
        examples=["42-49"],
    )
    title: str = Field(
        default="no unlisted post", title="Title", description="The title of the post.", examples=["Head of service"]
    )

    @property
    def label(self) -> str:
        """The label of the hypothesis in a table."""
        return "none" if self.use == "none" else self.title

    @cached_property
    def assumes(self) -> str:
        """What the hypothesis assumes: that the totals include an unlisted post, or that they do not."""
        return (
            "The totals are of the listed posts alone"
            if self.use == "none"
            else f"Both totals include a {self.title} at a point of {self.use}"
        )
