"""Faults of a leaver's pay that is far from the pay of the post left, such as a month's pay given as a year's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault
from model.base.financial_year import PayMonths
from model.base.money import pounds
from model.base.stated import stated
from model.pay.grades import PointMissing
from model.pay.term_time import LONG_SERVICE
from model.rates.tables import RateMissing, Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.sections.holders import Holder
from model.schema.sections.leavers import Leaver
from model.schema.sections.posts import Post
from model.schema.sections.rates import OnCostTerms
from model.schema.sections.rates_in_force import ONE_DAY, grade_in_force, rates_in_force

MARGIN = 0.1
"""The share by which a leaver's pay may be below the least pay of the post, or above the most. A stated convention."""

PAY_RESTS_ON = {"present", "own_spine", "grade_table"}
"""The parts of a scenario on which the pay of a present post depends, and which may be in files of their own."""


@dataclass(frozen=True)
class LeaverChecks(Checks):
    """Checks of leavers' pay against the rate tables."""

    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """A fault for each leaver whose pay differs from the post's by more than the margin, without a reason.

        Leavers and posts with a fault of their own are left out, and so are posts whose pay is not in the tables.
        """
        pay, on_costs = self.sections.get("pay"), self.sections.get("on_costs")
        if pay is None or on_costs is None or self.months is None or self.document.unreadable & PAY_RESTS_ON:
            return
        seats = self._seats()
        for path, leaver in self.entries("one_off", "leavers"):
            left = seats.get(("post", leaver.post) if leaver.post else ("holder", leaver.holder), ())
            if leaver.pay_reason or not left:
                continue
            try:
                spans = [self._span(leaver, post, holder, on_costs, self.months) for post, holder in left]
            except (RateMissing, PointMissing, LookupError, ValueError, TypeError, AttributeError):
                continue  # already a fault elsewhere
            least, most = min(low for low, _ in spans), sum(high for _, high in spans)
            if not least * (1 - MARGIN) <= leaver.pay_in_year <= most * (1 + MARGIN):
                yield self._not_of_the_post(path, leaver, least, most)

    def _not_of_the_post(self, path: Path_, leaver: Leaver, least: float, most: float) -> Fault:
        paid = pounds(least) if round(least) == round(most) else f"{pounds(least)} to {pounds(most)}"
        expected = (
            f"the pay of the post that the leaver leaves, {paid} a year, to within {MARGIN:.0%}; or pay_reason, which "
            "says why the pay differs"
        )
        found = f"{pounds(leaver.pay_in_year)} a year"
        if leaver.weekly_pay is None:
            return self.fault((*path, "annual_pay"), expected, found=found)
        return self.fault(
            (*path, "weekly_pay"), expected, found=f"{pounds(leaver.weekly_pay)} a week, which is {found}"
        )

    def _seats(self) -> dict[tuple[str, str], list[tuple[Post, Holder | None]]]:
        """Each present post: by ('post', post id), with None; by ('holder', reference), with the holder."""
        seats = defaultdict(list)
        for _, post in self.entries("present"):
            seats["post", post.id].append((post, None))
        for _, post, holder in self.holders():
            seats["holder", holder.ref].append((post, holder))
        return seats

    def _span(
        self, leaver: Leaver, post: Post, holder: Holder | None, on_costs: OnCostTerms, months: PayMonths
    ) -> tuple[float, float]:
        """The least and the most that a seat is paid in a year, £.

        The least is at the holder's point; or at the bottom of the grade, where the point is unknown.
        """
        pay, first = stated(self.pay_of(post), "pay"), months.first.first_day
        rates = rates_in_force(pay, on_costs, self.rates)
        crossed = [day for day in rates.renumberings.get(pay.spine, ()) if first < day <= leaver.leaves_on]
        last = min(crossed) - ONE_DAY if crossed else leaver.leaves_on  # points are in the numbers of the first day
        grade, _ = grade_in_force(post.grade, pay, rates, first)
        point = holder.point if holder and holder.point is not None else grade.bottom
        low, high = (
            rates.spines.value_on(pay.spine, str(at), day).value
            for at, day in ((point, first), (max(point, grade.extended_top), last))
        )
        shares = self._shares(post, holder)
        allowances = [*post.allowances, *(holder.allowances if holder else ())]
        paid = (allowance.on_top(pay.full_time_hours) for allowance in allowances)
        more = sum(on_top.in_a_year(high, max(shares)) for on_top in paid if on_top.is_paid_on(last))
        return low * min(shares), high * max(shares) + more

    def _shares(self, post: Post, holder: Holder | None) -> list[float]:
        """The shares of a full-time salary that are paid with short service and with long service, in that order."""
        working, scheme = holder or post, self.sections.get("term_time")
        full_time = stated(self.pay_of(post), "pay").full_time_hours
        fte = working.fte if working.hours is None else working.hours / full_time
        weeks = (holder and holder.weeks) or post.weeks
        services = (0, LONG_SERVICE)
        return [
            fte * (stated(scheme, "term_time").paid_share(1.0, weeks, service) if weeks else 1.0)
            for service in services
        ]
