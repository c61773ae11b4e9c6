"""How many customers leave, stay, decide late or join, with the evidence for each number."""

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from model.schema.sections.dates import DayOfYear
from model.schema.sections.declared import Form
from model.schema.sections.prices import Phase
from model.schema.sections.section import Count, Day, Number, PoundsAYear, Reason, Reference, Section, Share, rule

Part = Annotated[Share, Field(ge=0, le=1)]
"""A share from 0% to 100%, such as 5%; the whole is written 100%, not 1."""
PackagesTaken = Annotated[
    dict[Reference, Annotated[Number, Field(gt=0)]], Form("short names, each with a number of units")
]


class Attrition(Section):
    """The share of customers lost each year, for customers about whom nothing else is known."""

    a_year: Part = Field(
        title="Share lost a year",
        description="The share of the remaining customers that does not renew each year.",
        examples=["5%"],
    )
    source: Reason = Field(title="Evidence", description="What shows that the stated share is lost.")


class TakeUpAt(Section):
    """How many customers stay at one rise in price: one point of a curve."""

    identified_by = ("rise",)

    rise: Annotated[Share, Field(gt=0)] = Field(
        title="Rise in price", description="The rise in price.", examples=["10%"]
    )
    take_up: Part = Field(
        title="Take-up",
        description="The share of customers that stays when the price rises by this entry's percentage (rise).",
        examples=["92%"],
    )


class PriceResponse(Section):
    """How take-up changes with the price: an elasticity or a curve, and the evidence for it."""

    elasticity: Annotated[Number, Form("% for each 1%", -0.5), Field(ge=-20, le=0)] | None = Field(
        default=None,
        title="Elasticity",
        description="The percentage change in take-up for each one per cent rise in price. State this or curve.",
    )
    curve: tuple[TakeUpAt, ...] = Field(
        default=(),
        title="Curve",
        description="The share of customers that stays at each rise in price, smallest rise first. If the price does "
        "not rise, all customers stay. Between two points the curve is a straight line.",
    )
    evidence: Reason = Field(
        title="Evidence",
        description="What shows how take-up changes, such as a survey of schools or take-up after an earlier rise.",
    )

    _one_form = rule(
        lambda response: (response.elasticity is None) == bool(response.curve),
        "either elasticity or curve, and not both",
    )
    _falls = rule(
        lambda response: all(
            less.rise < more.rise and less.take_up >= more.take_up for less, more in pairwise(response.curve)
        ),
        "rises in order, smallest first, and no take-up higher than that of a smaller rise",
    )

    def take_up(self, rise: np.ndarray | float) -> np.ndarray:
        """The share of customers that stays at each rise in price, 0 to 1; a rise of 10% is 0.1, and a cut is negative.

        Take-up falls in a straight line, or in straight lines between the points of a curve. At a cut everybody stays
        and nobody joins. Raises ValueError for a rise past the end of a curve, since nothing shows what happens there.
        """
        if self.elasticity is not None:
            return np.asarray(np.clip(1 + self.elasticity * np.asarray(rise, dtype=float), 0.0, 1.0))
        last, most = self.curve[-1].rise, float(np.max(rise, initial=0.0))
        if most > last + 1e-9:
            raise ValueError(
                f"evidence of take-up at a rise of {most:.1%}: the stated curve ends at a rise of {last:.1%}"
            )
        rises, kept = zip(*((at.rise, at.take_up) for at in self.curve), strict=True)
        return np.asarray(np.interp(rise, (0.0, *rises), (1.0, *kept)))


class LateDecisions(Section):
    """Customers who have not said by 1 April whether they will buy, although the team is in post by then."""

    undecided: Part = Field(
        title="Share undecided",
        description="The share of the year's income that comes from customers who have not decided.",
        examples=["15%"],
    )
    decided_by: DayOfYear = Field(
        title="Decided by",
        description="The day by which the customers who have not decided will decide.",
        examples=["31 July"],
    )
    source: Reason = Field(
        title="Source", description="Where the share and the day come from, or why they are assumed."
    )


class NewCustomers(Section):
    """New customers who are expected from a day on."""

    identified_by = ("from",)

    number: Annotated[Count, Field(ge=1)] = Field(
        title="Number", description="How many new customers are expected.", examples=[3]
    )
    from_: Day = Field(alias="from", title="First day", description="The first day on which the new customers buy.")
    each: Annotated[PoundsAYear, Field(ge=0)] | None = Field(
        default=None,
        title="Income from each",
        description="What each new customer pays a year, net of VAT. State this or takes.",
        examples=[3500],
    )
    takes: PackagesTaken | None = Field(
        default=None,
        title="Packages taken",
        description="The packages that each new customer takes, each with a number of units. For a package that has "
        "no units, write 1. Prices are those of the price lists in force.",
        examples=[{"remote": 1, "visits": 2}],
    )
    phase: Phase | None = Field(
        default=None, title="Phase", description="The phase of the schools; needed where takes is stated."
    )
    pupils: Annotated[Count, Form("pupils", 210)] | None = Field(
        default=None, title="Pupils", description="The number of pupils of each school; needed where takes is stated."
    )
    agreement_year: Literal["April", "September"] = Field(
        default="April",
        title="Agreement year",
        description="The month in which the new customers' agreement year begins, where takes is stated.",
    )
    reason: Reason = Field(title="Reason", description="Why these customers are expected.")

    _one_form = rule(
        lambda new: (new.each is None) == bool(new.takes),
        "either the income from each (each) or the packages taken (takes), and not both",
    )
    _priced = rule(
        lambda new: not new.takes or None not in (new.phase, new.pupils),
        "phase and pupils, which are needed where packages are stated (takes)",
    )
