"""Pay awards: a rise by percentage, by flat sum or by point; how firm each award is; and awards paid late."""

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
    """How much pay rises: by a percentage, or by a flat sum."""

    percent: Public[Usual[Share | None]] = Field(
        default=None, title="Percentage", description="The rise as a percentage of pay.", examples=["1%"]
    )
    flat: Public[Usual[PoundsAYear | None]] = Field(
        default=None,
        ge=0,
        le=20_000,
        title="Flat sum",
        description="The rise as a sum a year at full time.",
        examples=[250],
    )

    def raised(self, salary: float) -> float:
        """A salary with the rise, £ a year at 1.0 FTE, unrounded."""
        return salary * (1 + (self.percent or 0.0)) + (self.flat or 0.0)

    def a_point_more(self) -> "Rise":
        """The same rise with one per cent of pay added."""
        return self.model_copy(update={"percent": (self.percent or 0.0) + 0.01})


class RiseOfPoints(Rise):
    """The rise for a run of points, where an award is a sum for some points and a percentage for others."""

    identified_by = ("to_point",)

    to_point: Public[int | None] = Field(
        default=None,
        ge=1,
        le=999,
        title="Up to point",
        description="The last point of the run. The next run starts at the point above it. Leave this out in the last "
        "run, which goes to the top of the spine.",
        examples=[22],
    )

    _one_form = rule(lambda run: (run.percent is None) != (run.flat is None), "either percent or flat, and not both")


class Award(Span, Rise):
    """A pay award on the spine from the first of a month. The award's pay table is in force until its last day."""

    by_point: Public[tuple[RiseOfPoints, ...]] = Field(
        default=(),
        title="Rise by point",
        description="The rise for each run of points, lowest first, instead of percent or flat.",
    )
    standing: Public[Usual[Standing]] = Field(
        default="assumed",
        title="Standing",
        description="How firm the award is. An award that is not settled is named on page one of the report.",
        examples=["offered"],
    )
    reason: Public[Reason] = Field(
        title="Reason", description="Why the award is assumed, or the offer or agreement that states it."
    )

    _one_form = rule(
        lambda award: [award.percent is None, award.flat is None, not award.by_point].count(False) == 1,
        "exactly one of percent, flat and by_point",
    )
    _runs_in_order = rule(
        lambda award: in_runs([run.to_point for run in award.by_point]),
        "runs of points in order, all with to_point except the last",
    )
    _on_the_first = rule(lambda award: award.from_.day == 1, "an award that takes effect on the first of a month")

    @property
    def rate_status(self) -> RateStatus:
        """The status of the award's pay table: DERIVED where the award is settled; otherwise ASSUMED."""
        return RateStatus.DERIVED if self.standing == "settled" else RateStatus.ASSUMED

    def is_open(self, first: date, last: date) -> bool:
        """Whether the award is not settled, and is in force on some day from ``first`` to ``last``."""
        return self.standing != "settled" and self.from_ <= last and self.to >= first

    def salary_after(self, point: int, salary: float) -> float:
        """A point's salary with the award, £ a year at 1.0 FTE, unrounded."""
        runs = self.by_point or (self,)
        return next((run for run in self.by_point[:-1] if point <= (run.to_point or 0)), runs[-1]).raised(salary)

    def a_point_more(self) -> "Award":
        """The same award with one per cent of pay added, as an assumption. The award test costs this award."""
        more = tuple(run.a_point_more() for run in self.by_point)
        percent = self.percent if more else (self.percent or 0.0) + 0.01
        return self.model_copy(update={"by_point": more, "percent": percent, "standing": "assumed"})


class PaidLate(Section):
    """An award settled after the day from which it counts. The arrears are paid in one later month."""

    identified_by = ("from",)

    from_: Public[Day] = Field(
        alias="from",
        title="Due from",
        description="The day from which the award counts, the first of a month. The spine changes on this day.",
    )
    paid_on: Public[Day] = Field(
        title="Paid on",
        description="Any day in the month in which the new rate and the arrears are first paid. The month must be "
        "after the month from which the award counts, and within the years shown.",
    )
    source: Public[Reason] = Field(
        title="Source", description="The agreement that settled the award, or why the award is assumed."
    )
