"""Faults between a leaver's pay and the pay of the post that is left: a month's, a week's or ten times a year's pay."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.base.faults import Fault
from model.base.financial_year import PayMonths
from model.base.money import pounds
from model.pay.grades import PointMissing
from model.pay.term_time import LONG_SERVICE
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Document
from model.schema.sections.holders import Holder
from model.schema.sections.leavers import Leaver
from model.schema.sections.posts import Post
from model.schema.sections.rates_in_force import ONE_DAY, grade_in_force, rates_in_force

MARGIN = 0.1
"""How far a leaver's pay may be below the least, or above the most, that the post is paid. A stated convention."""

PAY_RESTS_ON = {"present", "own_spine", "grade_table"}
"""What may be in files beside the scenario, and the pay of a present post follows from it."""


@dataclass(frozen=True)
class LeaverChecks:
    """The sections of a scenario (None where one is not sound), the document, the rate tables, and the months shown."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every leaver whose pay is not that of the post, by more than the margin and for no stated reason.

        What is not sound by itself is passed over, and so is a post whose pay the tables do not hold.
        """
        one_off, pay, on_costs = (self.sections.get(name) for name in ("one_off", "pay", "on_costs"))
        if None in (one_off, pay, on_costs) or self.months is None or self.document.unreadable & PAY_RESTS_ON:
            return
        seats = self._seats()
        leavers = [(index, one) for index, one in enumerate(one_off.leavers or ()) if one and not one.pay_reason]
        for index, leaver in leavers:
            left = seats.get(("post", leaver.post) if leaver.post else ("holder", leaver.holder), ())
            try:
                rates = rates_in_force(pay, on_costs, self.rates)
                spans = [self._span(leaver, post, holder, rates) for post, holder in left]
            except (RateMissing, PointMissing, LookupError, ValueError, TypeError, AttributeError):
                continue  # told where it is a fault
            if not spans:
                continue
            least, most = min(low for low, _ in spans), sum(high for _, high in spans)
            if least * (1 - MARGIN) <= leaver.pay_in_year <= most * (1 + MARGIN):
                continue
            key = "annual_pay" if leaver.weekly_pay is None else "weekly_pay"
            paid = pounds(least) if round(least) == round(most) else f"{pounds(least)} to {pounds(most)}"
            expected = (
                f"the pay of the post that is left, {paid} a year, to within {MARGIN:.0%}; where it is another, "
                "pay_reason says why"
            )
            found = f"{pounds(leaver.pay_in_year)} a year" if key == "annual_pay" else (
                f"{pounds(leaver.weekly_pay)} a week, which is {pounds(leaver.pay_in_year)} a year"
            )  # fmt: skip
            yield self.document.fault(("one_off", "leavers", index, key), expected, found=found)

    def _seats(self) -> dict[tuple[str, str | None], list[tuple[Post, Holder | None]]]:
        """Post id, or holder's reference, to what a leaver of it leaves: posts, each with the holder."""
        seats = defaultdict(list)
        for post in filter(None, self.sections.get("present") or ()):
            seats["post", post.id].append((post, None))
            for holder in post.holders:
                seats["holder", holder.ref].append((post, holder))
        return seats

    def _span(self, leaver: Leaver, post: Post, holder: Holder | None, rates: Rates) -> tuple[float, float]:
        """The least and the most that a seat of a post is paid in a year, £: from the holder's point, or the bottom."""
        pay, first = self.sections["pay"], self.months.first.first_day
        grade, _ = grade_in_force(post.grade, pay, rates, first)
        point = holder.point if holder and holder.point is not None else grade.bottom
        low, high = (
            rates.spines.value_on(pay.spine, str(at), day).value
            for at, day in ((point, first), (max(point, grade.extended_top), self._last(leaver, rates)))
        )
        shares = self._shares(post, holder)
        allowances = [*post.allowances, *(holder.allowances if holder else ())]
        more = sum((one.amount or 0.0) + (one.percent or 0.0) * high * max(shares) for one in allowances)
        return low * min(shares), high * max(shares) + more

    def _last(self, leaver: Leaver, rates: Rates) -> date:
        """The last day, or the eve of a renumbering before it: points are in the numbers of the first day shown."""
        first, spine = self.months.first.first_day, self.sections["pay"].spine
        crossed = [day for day in rates.renumberings.get(spine, ()) if first < day <= leaver.leaves_on]
        return min(crossed) - ONE_DAY if crossed else leaver.leaves_on

    def _shares(self, post: Post, holder: Holder | None) -> tuple[float, float]:
        """The share of a full-time year that is paid, with short service and with long."""
        one, scheme = holder or post, self.sections.get("term_time")
        fte = one.fte if one.hours is None else one.hours / self.sections["pay"].full_time_hours
        weeks = (holder and holder.weeks) or post.weeks
        if not weeks:
            return fte, fte
        return tuple(fte * scheme.paid_share(1.0, weeks, service) for service in (0, LONG_SERVICE))
