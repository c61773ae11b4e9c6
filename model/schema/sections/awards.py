"""Pay awards: a rise by percentage, by flat sum or by point; how firm each is; and those paid late."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from model.rates.tables import RateStatus
from model.schema.sections.declared import Form, Public, Usual
from model.schema.sections.section import Day, PoundsAYear, Reason, Section, Share, Span, in_runs, rule

Standing = Annotated[
    Literal["assumed", "announced", "offered", "settled"],
    Form(
        choices={
            "assumed": "the scenario assumes it",
            "announced": "announced by the government or a review body, and not yet made",
            "offered": "offered by the employers, and not agreed",
            "settled": "settled, but in no table yet",
        }
    ),
]


class Rise(Section):
    """How much: a percentage, or a flat sum."""

    percent: Public[Usual[Share | None]] = Field(
        default=None, title="Percentage", description="The rise as a percentage of pay.", examples=["1%"]
    )
    flat: Public[Usual[PoundsAYear | None]] = Field(
        default=None, ge=0, le=20_000, title="Flat sum", description="The rise as a sum at full time.", examples=[250]
    )

    def raised(self, salary: float) -> float:
        """A salary with the rise, £ a year at 1.0 FTE, unrounded."""
        return salary * (1 + (self.percent or 0.0)) + (self.flat or 0.0)

    def a_point_more(self) -> "Rise":
        """The same rise with one per cent of pay added."""
        return self.model_copy(update={"percent": (self.percent or 0.0) + 0.01})


class RiseOfPoints(Rise):
    """The rise of a run of points, where an award is a sum for some and a percentage for others."""

    identified_by = ("to_point",)

    to_point: Public[int | None] = Field(
        default=None,
        ge=1,
        le=999,
        title="Up to point",
        description="The last point of the run, which starts after the run before it; left out in the last run, which "
        "goes to the top.",
        examples=[22],
    )

    _one_form = rule(lambda run: (run.percent is None) != (run.flat is None), "either percent or flat, and not both")


class Award(Span, Rise):
    """A pay award of the spine from the first of a month; the new table is in force to its last day."""

    by_point: Public[tuple[RiseOfPoints, ...]] = Field(
        default=(),
        title="Rise by point",
        description="The rise of each run of points, lowest first, in place of percent or flat.",
    )
    standing: Public[Usual[Standing]] = Field(
        default="assumed",
        title="Standing",
        description="How firm the award is. One that is not settled is on page one of the report.",
        examples=["offered"],
    )
    reason: Public[Reason] = Field(
        title="Reason", description="Why this is assumed, or the offer or agreement that says so."
    )

    _one_form = rule(
        lambda award: [award.percent is None, award.flat is None, not award.by_point].count(False) == 1,
        "one of percent, flat and by_point",
    )
    _runs_in_order = rule(
        lambda award: in_runs([run.to_point for run in award.by_point]),
        "runs of points in order, each with to_point but the last",
    )
    _on_the_first = rule(lambda award: award.from_.day == 1, "an award that takes effect on the first of a month")

    @property
    def rate_status(self) -> RateStatus:
        """Derived where it is settled, since the table is worked out from the one before; else assumed."""
        return RateStatus.DERIVED if self.standing == "settled" else RateStatus.ASSUMED

    def is_open(self, first: date, last: date) -> bool:
        """Whether it is not settled and in force on a day of a run."""
        return self.standing != "settled" and self.from_ <= last and self.to >= first

    def salary_after(self, point: int, salary: float) -> float:
        """A point's salary with the award, £ a year at 1.0 FTE, unrounded."""
        runs = self.by_point or (self,)
        return next((run for run in self.by_point[:-1] if point <= (run.to_point or 0)), runs[-1]).raised(salary)

    def a_point_more(self) -> "Award":
        """The same award with one per cent of pay added, for tests."""
        more = tuple(run.a_point_more() for run in self.by_point)
        percent = self.percent if more else (self.percent or 0.0) + 0.01
        return self.model_copy(update={"by_point": more, "percent": percent, "standing": "assumed"})


class PaidLate(Section):
    """An award settled after the day from which it counts: what is owed is paid in one later month."""

    identified_by = ("from",)

    from_: Public[Day] = Field(
        alias="from",
        title="Due from",
        description="The day from which the award counts, the first of a month; the spine changes on it.",
    )
    paid_on: Public[Day] = Field(
        title="Paid on",
        description="A day in the month in which the new rate and the arrears are first paid, a later month of the "
        "years shown.",
    )
    source: Public[Reason] = Field(title="Source", description="The agreement, or why this is assumed.")
