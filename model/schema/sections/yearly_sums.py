"""A yearly sum other than pay on a spine: the days on which it is paid, and the rises in its price."""

from datetime import date
from typing import Annotated

import numpy as np
from pydantic import Field

from model.base.dated import Dated, by_month, runs
from model.base.financial_year import MONTHS_IN_YEAR, PayMonths
from model.schema.sections.declared import Public
from model.schema.sections.section import Day, Period, PoundsAYear, Reason, Section, Share, rising, rule


class Rise(Section):
    """A rise in the price of something, from a stated day and on top of earlier rises."""

    identified_by = ("from",)

    from_: Public[Day] = Field(
        alias="from", title="From", description="The first day of the new price.", examples=["2026-04-01"]
    )
    percent: Public[Annotated[Share, Field(gt=-1)]] = Field(
        title="Rise", description="By what percentage the price rises; below 0, it falls.", examples=["3%"]
    )
    source: Public[Reason] = Field(
        title="Source",
        description="The contract or forecast that states the rise, or why the rise is assumed.",
        examples=["CPI, assumed"],
    )


class Priced(Section):
    """What something costs a year, with its rises."""

    amount: PoundsAYear
    rises: Public[tuple[Rise, ...]] = Field(
        default=(), title="Rises", description="By how much the price rises, and from when. Pay awards do not raise it."
    )

    _in_turn = rule(
        lambda cost: rising(rise.from_.toordinal() for rise in cost.rises),
        "rises in order of their days, each day once",
    )

    def between(self, first_day: date, last_day: date) -> tuple[Dated[float], ...]:
        """£ a year by date, from ``first_day`` to ``last_day``."""
        starts = [rise.from_ for rise in self.rises]
        return tuple(
            Dated(self.amount * self._risen(first), first, last) for first, last in runs(starts, first_day, last_day)
        )

    def _risen(self, day: date) -> float:
        """The factor by which the amount has risen by a day."""
        return float(np.prod([1 + rise.percent for rise in self.rises if rise.from_ <= day]))


class AllIn(Priced):
    """One sum, instead of pay and on-costs, that covers everybody who does the work of a post."""

    amount: Public[Annotated[PoundsAYear, Field(gt=0, le=1_000_000)]] = Field(
        title="Amount",
        description="What the post costs at full time, everything included, before any rise in price.",
        examples=[60000],
    )
    source: Public[Reason] = Field(
        title="Source", description="The contract or the recharge that states the sum, or why it is assumed."
    )


class YearlySum(Priced, Period):
    """What something costs a year, on the days for which it is paid, with rises in its price."""

    @property
    def is_steady(self) -> bool:
        """Whether the sum is the same on every day."""
        return not (self.from_ or self.to or self.rises)

    def by_date(self) -> tuple[Dated[float], ...]:
        """£ a year by date, over the days on which the sum is paid."""
        whole = self.dated(None)
        return self.between(whole.first_day, whole.last_day)

    def a_month(self, months: PayMonths) -> np.ndarray:
        """£ in each month, (months,), weighted by days in a month in which the sum begins, ends or rises."""
        return by_month(self.by_date(), months) / MONTHS_IN_YEAR
