"""A traded service: what it costs beside its posts, what may be lost and avoided, what it can deliver, and by when.

Every entry says where it comes from. What is left out is not guessed: the figure that needs it says so.
"""

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from model.schema.sections.dates import DayOfYear
from model.schema.sections.new_prices import NewPrices
from model.schema.sections.one_off import ApprovalGiven
from model.schema.sections.posts import PostIds
from model.schema.sections.prices import Phase
from model.schema.sections.section import (
    Count,
    Day,
    NameOf,
    Number,
    ProposedId,
    Reason,
    Reference,
    Section,
    Share,
    Text,
    YearLabel,
)

Part = Annotated[Share, Field(ge=0, le=1)]
"""A share from nothing to the whole, as in 5%; the whole is written 100%."""


class StatedIncome(Section):
    """Income where no price list is known."""

    amount: Annotated[Number, Field(gt=0)]
    """£ a year before the change, net of VAT, from all customers together."""
    source: Reason
    """Where it comes from, or why it is assumed."""


class CostLine(Section):
    """Something that the service costs beside its posts."""

    identified_by = ("kind",)
    kind: Text
    """What it is: mileage, licences, premises, a recharge."""
    amount: Annotated[Number, Field(ge=0)]
    """£ a year, the same in every year shown; 0 says that there is none."""
    counts_as: Literal["marginal", "direct", "overhead"]
    """marginal follows what is sold; direct is the service's own; overhead is recharged to it by the council."""
    source: Reason
    """Where it comes from, or why it is assumed."""


class Reserve(Section):
    """The balance of the trading account."""

    opening: Number
    """£ on the first day of the years shown, below nil where it is overdrawn."""
    cap: Annotated[Number, Field(ge=0)] | None = None
    """The most in £ that may be carried; left out, none is set."""
    level: Number | None = None
    """The balance in £ that prices are to bring it to, with by; left out, prices meet the cost of the year alone."""
    by: YearLabel | None = None
    """The financial year by whose end they are to, as in 2012/13."""
    deficit_approval: ApprovalGiven = None
    """Who approved that the account may close overdrawn, when and where; without it an overdrawn account blocks."""
    source: Reason
    """Where they come from."""

    @model_validator(mode="after")
    def _both(self) -> "Reserve":
        if (self.level is None) != (self.by is None):
            raise PydanticCustomError("reserve", "level and by together, or neither")
        return self


class Attrition(Section):
    """The customers lost each year of whom nothing else is known."""

    a_year: Part
    """The share that does not renew, as in 5%, each year of those left."""
    source: Reason
    """The evidence for it."""


class TakeUpAt(Section):
    """One point of a curve: how many stay at a rise in price."""

    identified_by = ("rise",)
    rise: Annotated[Share, Field(gt=0)]
    """The rise in price, as in 10%."""
    take_up: Part
    """The share of customers that stays."""


class PriceResponse(Section):
    """How take-up follows price: an elasticity or a curve, and never without evidence."""

    elasticity: Annotated[Number, Field(ge=-20, le=0)] | None = None
    """The change in take-up for each one per cent on the price, as in -0.5."""
    curve: tuple[TakeUpAt, ...] = ()
    """The share that stays at each rise, smallest first; no rise keeps all, and between two points it is a line."""
    evidence: Reason
    """What shows it: a survey of schools, take-up after an earlier rise."""

    @model_validator(mode="after")
    def _one_form(self) -> "PriceResponse":
        if (self.elasticity is None) == (not self.curve):
            raise PydanticCustomError("response", "either elasticity or curve, and not both")
        if any(more.rise <= less.rise or more.take_up > less.take_up for less, more in pairwise(self.curve)):
            raise PydanticCustomError("curve", "rises in order, each with a take-up no higher than the one before")
        return self

    def take_up(self, rise: np.ndarray | float) -> np.ndarray:
        """The share of customers that stays at each rise in price (a share; below nil a cut), from 0 to 1.

        Linear in the rise; a cut keeps all and brings nobody. Raises ValueError past the end of a curve, since nothing
        shows what happens there.
        """
        if self.elasticity is not None:
            return np.clip(1 + self.elasticity * np.asarray(rise, dtype=float), 0.0, 1.0)
        last, most = self.curve[-1].rise, float(np.max(rise, initial=0.0))
        if most > last + 1e-9:
            raise ValueError(f"evidence of take-up at a rise of {most:.1%}: the curve ends at {last:.1%}")
        rises, kept = zip(*((at.rise, at.take_up) for at in self.curve), strict=True)
        return np.interp(rise, (0.0, *rises), (1.0, *kept))


class LateDecisions(Section):
    """Customers who have not said by 1 April whether they buy, while the team is in post."""

    undecided: Part
    """Their share of the year's income."""
    decided_by: DayOfYear
    """The day by which it is known, as in 31 July."""
    source: Reason
    """Where they come from, or why they are assumed."""


class NewCustomers(Section):
    """Customers expected from a day on."""

    identified_by = ("from",)
    number: Annotated[Count, Field(ge=1)]
    """How many."""
    from_: Day = Field(alias="from")
    """Their first day."""
    each: Annotated[Number, Field(ge=0)] | None = None
    """£ a year of each, net of VAT; or what they take."""
    takes: dict[Reference, Annotated[Number, Field(gt=0)]] | None = None
    """Packages to units, 1 for a package without units; priced by the lists in force, in agreement years from April."""
    phase: Phase | None = None
    """With takes: their phase."""
    pupils: Count | None = None
    """With takes: the pupils of each."""
    reason: Reason
    """Why they are expected."""

    @model_validator(mode="after")
    def _one_form(self) -> "NewCustomers":
        if (self.each is None) == (not self.takes):
            raise PydanticCustomError("new_customers", "either each or takes, and not both")
        if self.takes and (self.phase is None or self.pupils is None):
            raise PydanticCustomError("new_customers", "phase and pupils, with takes")
        return self


class Avoidable(Section):
    """A cost that falls away in steps as customers leave: part of a cost line, or a post."""

    identified_by = ("post", "line")
    post: ProposedId | None = None
    """A proposed post, one of which falls away at each step; or a cost line and an amount."""
    line: Annotated[Text, NameOf("trading.cost_lines")] | None = None
    """The kind of the cost line."""
    amount: Annotated[Number, Field(gt=0)] | None = None
    """£ a year of the cost line at each step, up to the whole line."""
    for_every: Annotated[Number, Field(gt=0, le=100_000)]
    """A step is taken for every so many leavers; with fewer, none."""
    after_months: Annotated[Count, Field(le=60)]
    """How many months after they leave it falls away: the notice of a post or of a contract."""
    reason: Reason
    """Why it can be avoided, and what decides the notice."""

    @model_validator(mode="after")
    def _one_form(self) -> "Avoidable":
        of_line = (self.line is not None, self.amount is not None)
        if of_line not in ((True, True), (False, False)) or any(of_line) == (self.post is not None):
            raise PydanticCustomError("avoidable", "either post, or line with amount")
        return self


class DaysNotDelivered(Section):
    """Days a year on which a full-time member of the team does not deliver."""

    days: Annotated[Number, Field(ge=0, le=366)]
    """Days a year."""
    reason: Reason
    """What they are, and where they come from."""


class LeaveDays(Section):
    """Paid days off a year of a full-time post, bank holidays included."""

    days: Annotated[Number, Field(ge=0, le=100)] | None = None
    """Days a year; or a scheme."""
    scheme: Text | None = None
    """The scheme's name in model/rates/annual_leave.csv: njc."""
    service_years: Annotated[Number, Field(ge=0, le=60)] | None = None
    """With a scheme: the years of service taken for the whole team."""
    reason: Reason
    """Where it comes from, or why it is assumed."""

    @model_validator(mode="after")
    def _one_form(self) -> "LeaveDays":
        if (self.days is None) == (self.scheme is None) or (self.scheme is None) != (self.service_years is None):
            raise PydanticCustomError("leave_days", "either days, or scheme with service_years")
        return self


class SharePart(Section):
    """A share, and why it is that."""

    share: Part
    """The share, as in 75%."""
    reason: Reason
    """Where it comes from, or why it is assumed."""


class Capacity(Section):
    """What the team can deliver in a year."""

    posts: PostIds = Field(min_length=1)
    """The posts that deliver, of either structure."""
    working_days: Annotated[Number, Field(gt=0, le=366)] = 260.0
    """Days of a full-time year before anything is taken off: 52 weeks of five."""
    leave: LeaveDays
    training: DaysNotDelivered
    other: DaysNotDelivered | None = None
    """Sickness, team meetings and whatever else keeps them from delivering."""
    billable: SharePart
    """The share of the days at work that is sold; travel and administration are the rest."""
    empty: SharePart | None = None
    """The share of the time that these posts stand empty between holders; left out, none."""


class Notice(Section):
    """By when schools must be told of new prices."""

    by: DayOfYear
    """The last day, as in 31 December."""
    prices_from: DayOfYear = "1 April"
    """The day from which new prices hold, where no price list after the decision says so."""
    source: Reason
    """The agreement or scheme that says so."""


class Trading(Section):
    """The service as a trading account: income, full cost, leavers, capacity and notice."""

    present_income: StatedIncome | None = None
    cost_lines: tuple[CostLine, ...] = ()
    """Non-pay and overhead recharges, beside the non-pay that posts state."""
    marginal_posts: PostIds = ()
    """The posts whose pay follows what is sold; other pay is direct."""
    reserve: Reserve | None = None
    attrition: Attrition | None = None
    price_response: PriceResponse | None = None
    late_decisions: LateDecisions | None = None
    new_customers: tuple[NewCustomers, ...] = ()
    avoidable: tuple[Avoidable, ...] = ()
    """What falls away when customers leave; left out, nothing does."""
    capacity: Capacity | None = None
    notice: Notice | None = None
    new_prices: NewPrices | None = None
