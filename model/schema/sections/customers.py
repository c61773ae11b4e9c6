"""Who buys the service: how many customers and, where it is stated, the list of their agreements as columns."""

from dataclasses import dataclass, field, fields, replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.schema.sections.declared import BESIDE, ROWS_BESIDE, Form, Public, Usual
from model.schema.sections.prices import Phase
from model.schema.sections.section import Count, Day, Pounds, Reason, Section, Share, Text

YEAR_STARTS = {"April": 4, "September": 9}
"""The number of each month in which an agreement year may begin, by the month's name."""
ACADEMIC = "Academic"
"""The agreement year that begins in September and whose charge is earned by its three terms."""
EarnedBy = Literal["months", "days", "terms"]
Bills = Literal["yearly", "termly", "monthly"]
BILLS_A_YEAR: dict[Bills, int] = {"yearly": 1, "termly": 3, "monthly": 12}


def _left_out() -> np.ndarray:
    return np.empty(0)


class AsWritten:
    """A list of agreements as it was read, with the place of each row. The checks turn it into :class:`Agreements`."""

    identified_by = ("reference",)


@dataclass(frozen=True, eq=False)
class Agreements:
    """A list of agreements as columns, each (agreements,): one row is one customer's agreement between two days.

    A customer with several agreements has several rows with the same reference. ``takes`` is (packages, agreements):
    how many units of each package, 1 for a package without units, 0 where the package is not taken. Days are
    datetime64[D].
    """

    reference: np.ndarray
    phase: np.ndarray
    pupils: np.ndarray
    maintained: np.ndarray
    """Whether the customer is the council's own maintained school; an academy or another body is not."""
    academy_from: np.ndarray
    """The day on which the customer becomes an academy; NaT where it does not."""
    first_day: np.ndarray
    last_day: np.ndarray
    year_starts: np.ndarray
    """The month in which the agreement year begins: 4 or 9."""
    renews: np.ndarray
    """The probability that the agreement is renewed after its last day, from 0 to 1; NaN where it is not known."""
    packages: tuple[str, ...]
    takes: np.ndarray
    bad_debt: np.ndarray
    """The share of the customer's charges that is not expected to be paid, from 0 to 1."""
    earned_by: np.ndarray = field(default_factory=_left_out)
    """How a year's charge is earned: by its months, days or terms; if left out, by months."""
    bills: np.ndarray = field(default_factory=_left_out)
    """How many bills a year: 1, 3 (a bill a term) or 12; if left out, 1."""
    length: np.ndarray = field(default_factory=_left_out)
    """For how many years the agreement is renewed at a time; if left out, 1."""
    prices_fixed: np.ndarray = field(default_factory=_left_out)
    """For how many agreement years the agreement keeps its first prices; 0 for as many as its price list says."""
    partners: np.ndarray = field(default_factory=_left_out)
    """How many customers the partnership has, this one included; 1 where the customer is in none."""

    def __post_init__(self) -> None:
        usual = {"earned_by": "months", "bills": 1, "length": 1, "prices_fixed": 0, "partners": 1}
        for name, value in usual.items():
            if len(getattr(self, name)) != len(self):
                object.__setattr__(self, name, np.full(len(self), value))

    def __len__(self) -> int:
        """The number of agreements."""
        return len(self.reference)

    def chosen(self, which: np.ndarray) -> "Agreements":
        """The agreements that a mask, (agreements,), or an array of indexes selects, in the order of ``which``."""
        columns = (each.name for each in fields(self) if each.name not in ("packages", "takes"))
        return replace(self, takes=self.takes[:, which], **{name: getattr(self, name)[which] for name in columns})


def year_beginnings(year_starts: np.ndarray, months: PayMonths) -> np.ndarray:
    """The first day of each agreement year that touches the years shown, (agreements, years + 1).

    Column 1 has the agreement years that begin in the calendar year of the first 1 April shown. Each column is a year
    after the column before. In column 0, a September year is already running on the first 1 April shown, and an April
    year has no month shown.
    """
    calendar_years = np.arange(len(months.years) + 1) + months.first.start - 1
    number = (calendar_years[None, :] - 1970) * MONTHS_IN_YEAR + year_starts[:, None] - 1
    return number.astype("datetime64[M]").astype("datetime64[D]")


def year_of_month(year_starts: np.ndarray, months: PayMonths) -> np.ndarray:
    """The index of the agreement year of each month shown, (agreements, months): a column of ``year_beginnings``."""
    begins = year_beginnings(year_starts, months)[:, 0].astype("datetime64[M]")
    return (months.first_days.astype("datetime64[M]") - begins[:, None]).astype(int) // MONTHS_IN_YEAR


def year_running_at_the_end(year_starts: np.ndarray, months: PayMonths) -> np.ndarray:
    """The last day of the agreement year running on the last day shown, (agreements,).

    An agreement that states no end is taken to end on this day.
    """
    first_month_after = np.datetime64(months.last.last_day, "M") + 1
    return (first_month_after + (year_starts - 4) % MONTHS_IN_YEAR).astype("datetime64[D]") - 1


def _agreements(value: Any) -> Any:
    """The value unchanged, if it can be a list of agreements. The rows are checked later.

    Raises PydanticCustomError unless the value is rows, a list read from a file, :class:`Agreements` or None.
    """
    if value is not None and not isinstance(value, list | AsWritten | Agreements):
        raise PydanticCustomError("agreements", "a list of agreements, or " + BESIDE)
    return value


class Agreement(Section):
    """One customer's agreement between two days; a customer with several has an entry for each."""

    reference: Text = Field(
        title="Customer",
        description="The customer's name or reference, spelt the same in each of the customer's rows.",
        examples=["Hill Primary"],
    )
    phase: Phase = Field(title="Phase", description="The phase of the school.", examples=["primary"])
    pupils: Annotated[Count, Form("pupils", 210)] = Field(
        title="Pupils", description="How many pupils; 0 for a centre."
    )
    kind: Literal["maintained", "academy", "other"] = Field(
        title="Kind of customer", description="Whether the customer is a maintained school, an academy or another body."
    )
    academy_from: Day | None = Field(
        default=None,
        title="Academy from",
        description="The day on which a maintained school becomes an academy; if left out, it stays maintained.",
    )
    packages: Text = Field(
        title="Packages",
        description="The ids of the packages taken, with a semicolon (;) between them. Write a number of units after "
        "an x.",
        examples=["remote; visits x 2"],
    )
    first_day: Day = Field(title="First day", description="The first day of the agreement.")
    last_day: Usual[Day | None] = Field(
        default=None,
        title="Last day",
        description="The last day of the agreement; if left out, it runs on past the years shown.",
    )
    agreement_year: Literal["April", "September", "Academic"] = Field(
        default="April",
        title="Agreement year",
        description="The month in which the agreement year begins. An academic year begins in September, and its "
        "charge is earned by terms.",
    )
    earned_by: EarnedBy | None = Field(
        default=None,
        title="Earned by",
        description="Whether a year's charge is earned in equal parts over the months, the days or the three terms of "
        "the year. If left out, it is earned by months; the charge of an academic year is earned by terms.",
        examples=["days"],
    )
    bills: Bills = Field(
        default="yearly",
        title="Bills",
        description="How the customer is billed: once a year, once a term or once a month.",
        examples=["termly"],
    )
    length: Annotated[Count, Form("years", 3), Field(ge=1, le=25)] | None = Field(
        default=None,
        title="Length",
        description="How many years each renewal of the agreement lasts; if left out, one year. If last_day is left "
        "out, the agreement also runs for this many years at first. If both are left out, it runs on past the years "
        "shown.",
    )
    prices_fixed: Annotated[Count, Form("years", 3), Field(ge=1, le=25)] | None = Field(
        default=None,
        title="Prices fixed",
        description="For how many agreement years the customer keeps the prices of the day on which the agreement "
        "begins or is renewed; if left out, for as many as the price list says.",
    )
    partnership: Text | None = Field(
        default=None,
        title="Partnership",
        description="The partnership of schools with which the customer buys; if left out, the customer buys alone.",
        examples=["North cluster"],
    )
    renews: Usual[Share | None] = Field(
        default=None,
        title="Probability of renewal",
        description="The probability that the agreement is renewed; if left out, it is not known.",
        examples=["90%"],
    )
    bad_debt: Share = Field(
        default=0.0,
        title="Bad debt",
        description="The share of the customer's charges that is not expected to be paid.",
        examples=["1%"],
    )


Listed = Annotated[Any, BeforeValidator(_agreements), AsWritten, replace(ROWS_BESIDE, rows=Agreement)]
""":class:`Agreements` in a loaded scenario; None where no list is given."""


class Customers(Section):
    """The schools that buy: how many, and the list of their agreements if you have one."""

    count: Public[Count | None] = Field(
        default=None,
        ge=1,
        title="Number of customers",
        description="How many customers buy. Where agreements are listed this may be left out: the customers who buy "
        "on the day of the change are then counted.",
        examples=[102],
    )
    are: Public[Text] = Field(
        default="schools",
        title="What they are",
        description="What the customers are called, in the plural.",
        examples=["academies"],
    )
    source: Public[Reason] = Field(title="Source of the count", description="Where the count comes from.")
    price_step: Public[Pounds] = Field(
        default=1.0,
        ge=0.01,
        le=1000,
        title="Price step",
        description="The step to which the rise in price for each customer is rounded up.",
        examples=[5],
    )
    illustrative: Public[bool] = Field(
        default=False,
        title="Illustrative",
        description="Whether the listed customers are invented by a stated rule. If so, every page that rests on them "
        "says so.",
    )
    agreements: Listed = Field(
        default=None,
        title="Agreements",
        description="Each customer's agreement: rows, or the name of a CSV or Excel file beside the scenario.",
    )
