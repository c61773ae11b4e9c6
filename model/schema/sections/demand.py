"""How many customers leave, stay, decide late and come, as far as something shows it."""

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from model.schema.sections.dates import DayOfYear
from model.schema.sections.declared import Form
from model.schema.sections.prices import Phase
from model.schema.sections.section import Count, Day, Number, PoundsAYear, Reason, Reference, Section, Share, rule

Part = Annotated[Share, Field(ge=0, le=1)]
"""A share from nothing to the whole, as in 5%; the whole is written 100%."""
PackagesTaken = Annotated[
    dict[Reference, Annotated[Number, Field(gt=0)]], Form("short names, each with a number of units")
]


class Attrition(Section):
    """Customers lost each year, of those about whom nothing else is known."""

    a_year: Part = Field(
        title="Share lost a year",
        description="The share of the remaining customers that does not renew each year.",
        examples=["5%"],
    )
    source: Reason = Field(title="Evidence", description="The evidence for it.")


class TakeUpAt(Section):
    """One point of a curve: how many stay at a rise in price."""

    identified_by = ("rise",)

    rise: Annotated[Share, Field(gt=0)] = Field(
        title="Rise in price", description="The rise in price.", examples=["10%"]
    )
    take_up: Part = Field(
        title="Take-up", description="The share of customers that stays at that rise.", examples=["92%"]
    )


class PriceResponse(Section):
    """How take-up follows price: an elasticity or a curve, and never without evidence."""

    elasticity: Annotated[Number, Form("% for each 1%", -0.5), Field(ge=-20, le=0)] | None = Field(
        default=None,
        title="Elasticity",
        description="The change in take-up for each one per cent on the price; either this or curve.",
    )
    curve: tuple[TakeUpAt, ...] = Field(
        default=(),
        title="Curve",
        description="The share that stays at each rise, smallest first; without a rise all stay, and between two "
        "points it is a straight line.",
    )
    evidence: Reason = Field(
        title="Evidence", description="What shows it: a survey of schools, take-up after an earlier rise."
    )

    _one_form = rule(
        lambda response: (response.elasticity is None) == bool(response.curve),
        "either elasticity or curve, and not both",
    )
    _falls = rule(
        lambda response: all(
            less.rise < more.rise and less.take_up >= more.take_up for less, more in pairwise(response.curve)
        ),
        "rises in order, each with a take-up no higher than the one before",
    )

    def take_up(self, rise: np.ndarray | float) -> np.ndarray:
        """The share of customers that stays at each rise in price, 0 to 1; a rise is a share, and a cut is negative.

        Linear in the rise; a cut keeps all and brings nobody. Raises ValueError past the end of a curve, since nothing
        shows what happens there.
        """
        if self.elasticity is not None:
            return np.asarray(np.clip(1 + self.elasticity * np.asarray(rise, dtype=float), 0.0, 1.0))
        last, most = self.curve[-1].rise, float(np.max(rise, initial=0.0))
        if most > last + 1e-9:
            raise ValueError(f"evidence of take-up at a rise of {most:.1%}: the curve ends at {last:.1%}")
        rises, kept = zip(*((at.rise, at.take_up) for at in self.curve), strict=True)
        return np.asarray(np.interp(rise, (0.0, *rises), (1.0, *kept)))


class LateDecisions(Section):
    """Customers who have not said by 1 April whether they buy, while the team is in post."""

    undecided: Part = Field(
        title="Share undecided", description="The share of the year's income that comes from them.", examples=["15%"]
    )
    decided_by: DayOfYear = Field(title="Decided by", description="The day by which it is known.", examples=["31 July"])
    source: Reason = Field(title="Source", description="Where these figures come from, or why they are assumed.")


class NewCustomers(Section):
    """Customers expected from a day on."""

    identified_by = ("from",)

    number: Annotated[Count, Field(ge=1)] = Field(title="Number", description="How many are expected.", examples=[3])
    from_: Day = Field(alias="from", title="First day", description="Their first day.")
    each: Annotated[PoundsAYear, Field(ge=0)] | None = Field(
        default=None,
        title="Income from each",
        description="What each pays, net of VAT; either this or takes.",
        examples=[3500],
    )
    takes: PackagesTaken | None = Field(
        default=None,
        title="Packages taken",
        description="Packages to units, 1 for a package without units; priced by the lists in force.",
        examples=[{"remote": 1, "visits": 2}],
    )
    phase: Phase | None = Field(default=None, title="Phase", description="Their phase; needed with takes.")
    pupils: Annotated[Count, Form("pupils", 210)] | None = Field(
        default=None, title="Pupils", description="The pupils of each; needed with takes."
    )
    agreement_year: Literal["April", "September"] = Field(
        default="April", title="Agreement year", description="The month in which their year begins, with takes."
    )
    reason: Reason = Field(title="Reason", description="Why they are expected.")

    _one_form = rule(lambda new: (new.each is None) == bool(new.takes), "either each or takes, and not both")
    _priced = rule(lambda new: not new.takes or None not in (new.phase, new.pupils), "phase and pupils, with takes")
