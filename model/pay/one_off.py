"""One-off costs: what one leaver, or one change, costs once, and how soon the saving pays it back.

Notice and untaken leave are paid through a month's payroll and bear employer NI in that month. Neither is pensionable
(LGPS Regulations 2013, regulation 20(2); to March 2014 SI 2007/1166, regulation 4). Pension strain has no public
formula: the pension fund states it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from model.base.financial_year import FinancialYear, in_words
from model.base.money import pounds
from model.pay.on_costs import NIThresholds, employer_ni
from model.pay.redundancy import Redundancy, statutory_notice_weeks
from model.rates.tables import RateTable

WORKING_DAYS_IN_YEAR = 260
NOTICE_IS_EARNINGS_FROM = date(2018, 4, 6)  # Finance (No. 2) Act 2017 section 5; HMRC NIM02520


@dataclass(frozen=True)
class OneOffKind:
    """A kind of one-off cost: its key, its name on the page, and whether it counts towards the severance total."""

    key: str
    label: str
    severance: bool = False


KINDS = {
    kind.key: kind
    for kind in (
        OneOffKind("redundancy", "Redundancy payment", severance=True),
        OneOffKind("class_1a", "Employer NI (Class 1A) on redundancy above £30,000"),
        OneOffKind("notice_pay", "Pay in lieu of notice", severance=True),
        OneOffKind("untaken_leave", "Untaken leave"),
        OneOffKind("employer_ni_on_notice", "Employer NI on notice and untaken leave"),
        OneOffKind("pension_strain", "Pension strain", severance=True),
        OneOffKind("settlement", "Settlement, and what else is paid by discretion", severance=True),
        OneOffKind("recruitment", "Recruitment"),
        OneOffKind("training", "Training"),
    )
}


PACKAGE = tuple(kind.key for kind in KINDS.values() if kind.severance)
"""The kinds of one-off cost that always count towards a council's limit for the package of one leaver."""
STATED = ("recruitment", "training")
"""The kinds that a scenario states as sums. A scenario may add kinds under its own names, and these may be income."""


@dataclass(frozen=True)
class OneOff:
    """A one-off cost: £ charged in a financial year, the fund that pays it, and the approval on record, if any.

    ``kind`` is one of ``KINDS``, or the scenario's own name for a sum that it states. Such a sum may be
    negative, and is then income. ``paid_in`` is the year of payment where that is not the year charged. ``direction``
    is what allows the cost to be capitalised. Raises ValueError where the amount is not a finite number, or is negative
    for a kind in ``KINDS`` but not in ``STATED``.
    """

    kind: str
    amount: float
    year: FinancialYear
    funded_by: str
    approval: str = ""
    paid_in: FinancialYear | None = None
    direction: str = ""

    def __post_init__(self):
        least = 0 if self.kind in KINDS and self.kind not in STATED else -np.inf
        if not (least <= self.amount and abs(self.amount) < np.inf):
            raise ValueError(f"{self.label} of {self.amount} is not an amount that can be paid")

    @property
    def label(self) -> str:
        """The name of the cost on the page."""
        return KINDS[self.kind].label if self.kind in KINDS else self.kind

    @property
    def year_paid(self) -> FinancialYear:
        """The financial year of payment."""
        return self.paid_in or self.year


def costs_of_leaving(  # noqa: PLR0913  the terms of the sum
    redundancy: Redundancy,
    year: FinancialYear,
    funded_by: str,
    *,
    notice: float = 0.0,
    leave: float = 0.0,
    ni_on_notice: float = 0.0,
    strain: float = 0.0,
    settlement: float = 0.0,
    approval: str = "",
) -> tuple[OneOff, ...]:
    """What one leaver costs once: a record for each kind that is not nil, in £, charged in ``year``."""
    amounts = {
        "redundancy": redundancy.total,
        "class_1a": redundancy.class_1a,
        "notice_pay": notice,
        "untaken_leave": leave,
        "employer_ni_on_notice": ni_on_notice,
        "pension_strain": strain,
        "settlement": settlement,
    }
    return tuple(OneOff(kind, amount, year, funded_by, approval) for kind, amount in amounts.items() if amount)


def notice_weeks(start: date, given_on: date, contract_weeks: float = 0.0) -> float:
    """Weeks of notice due: the statutory weeks, or the contract's if more (Employment Rights Act 1996 section 86)."""
    return max(statutory_notice_weeks(start, given_on), contract_weeks)


def notice_pay(weekly_pay: float, weeks: float) -> float:
    """Pay in lieu of notice, £: the weeks not worked, at the actual week's pay. No statutory limit applies."""
    return weekly_pay * weeks


def untaken_leave_pay(annual_pay: float, days: float, working_days: float = WORKING_DAYS_IN_YEAR) -> float:
    """Pay for leave not taken, £: by convention, a day's pay is annual pay divided by 260 working days.

    All three arguments are for the holder's own working pattern: three days a week make 156 working days.
    """
    return annual_pay / working_days * days


def notice_bears_ni(paid_on: date, contractual: bool) -> bool:
    """Whether pay in lieu of notice bears Class 1 NI: always from 6 April 2018, before that only if contractual.

    Pay for untaken leave always does. Source: HMRC NIM02520 and NIM02530.
    """
    return contractual or paid_on >= NOTICE_IS_EARNINGS_FROM


def employer_ni_on_top(pay: float, extra: float, thresholds: NIThresholds, contracted_out: bool = True) -> float:
    """Employer NI that an extra payment adds in the month in which it is paid, £.

    Args:
        pay: the holder's other pay that month, £, all posts together.
        extra: the extra payment, £: notice and untaken leave.
        thresholds: that month's terms.
        contracted_out: whether the holder is in the LGPS; it makes a difference only until April 2016.
    """
    return float(employer_ni(pay + extra, thresholds, contracted_out) - employer_ni(pay, thresholds, contracted_out))


def pension_strain(amount: float, age: int, day: date, table: RateTable, protected_age: int | None = None) -> float:
    """The pension fund's own figure, £, for an unreduced pension paid early to a leaver old enough for a pension.

    Args:
        amount: £, from the fund.
        age: in complete years on the day of leaving.
        day: the day of leaving.
        table: ``model/rates/redundancy.csv``, for the minimum pension age: 55, and 57 from 6 April 2028.
        protected_age: the lower age at which this member may draw a pension, if the member has that protection.

    Raises ValueError, with the reason, where a strain is given for someone too young for a pension.
    """
    minimum = table.value_on("minimum_pension_age", "statutory", day).value
    youngest = minimum if protected_age is None else min(minimum, protected_age)
    if amount and age < youngest:
        raise ValueError(
            f"pension strain of {pounds(amount)} for a leaver of {age}: no pension is payable on redundancy "
            f"before {youngest:g} on {in_words(day)}"
        )
    return amount


def severance_total(one_offs: Iterable[OneOff], counts: Collection[str] = PACKAGE) -> float:
    """The part of one leaver's costs that counts against the council's limit, £."""
    return sum(one_off.amount for one_off in one_offs if one_off.kind in counts)


def approval_needed(total: float, limit: float | None = None) -> bool:
    """Whether one leaver's severance total, £, is at or above the council's limit; False where there is no limit.

    Guidance under section 40 of the Localism Act 2011 (supplement of February 2013) suggests a vote of full council
    from £100,000. Special severance is tested separately (:func:`special_severance_roles`), never added to the total.
    """
    return limit is not None and total >= limit


def approval_missing(
    one_offs: Iterable[OneOff], limit: float | None = None, counts: Collection[str] = PACKAGE
) -> str | None:
    """Why one leaver's severance may not be paid yet; None where every approval that it needs is on record."""
    severance = [one_off for one_off in one_offs if one_off.kind in counts]
    total = severance_total(severance, counts)
    unapproved = [one_off.label for one_off in severance if not one_off.approval.strip()]
    if limit is None or not (approval_needed(total, limit) and unapproved):
        return None
    return f"severance of {pounds(total)} is at or above {pounds(limit)} and has no approval for: " + ", ".join(
        unapproved
    )


SPECIAL_FROM = date(2022, 5, 12)
"""The day of the statutory guidance on special severance (Local Government Act 1999 section 26; England)."""


def special_severance_roles(special: float, day: date, table: RateTable) -> tuple[str, ...]:
    """Who must approve a special severance payment of £ ``special`` on a day; empty where nobody must.

    Special severance is what is paid beyond statute, contract and the published policy.
    """
    if special <= 0 or day < SPECIAL_FROM:
        return ()
    council, leader = (
        table.value_on("special_severance_approval", point, day).value
        for point in ("full_council_vote_from", "head_of_paid_service_and_leader_from")
    )
    if special >= council:
        return ("full_council",)
    return ("head_of_paid_service", "leader") if special >= leader else ("delegated",)


@dataclass(frozen=True)
class Payback:
    """How many years of the full-year saving equal the one-off costs; None, with the reason, where they never do."""

    years: float | None
    reason: str = ""

    def within(self, ceiling: float) -> bool:
        """Whether the cost is paid back in at most ``ceiling`` years. False where there is no saving."""
        return self.years is not None and self.years <= ceiling


def payback_years(one_off_total: float, full_year_saving: float) -> Payback:
    """Years to pay back: £ of one-off costs divided by £ saved in a full year. A saving is positive."""
    if full_year_saving > 0:
        return Payback(one_off_total / full_year_saving)
    if full_year_saving:
        return Payback(
            None,
            f"the change costs {pounds(-full_year_saving)} more in a full year, so no saving pays back the one-off "
            "costs",
        )
    return Payback(None, "there is no saving in a full year to pay back the one-off costs")


@dataclass(frozen=True)
class CumulativeSavings:
    """Savings added up from the first year to each year, £, (years,): before one-off costs and after them."""

    gross: np.ndarray
    net: np.ndarray


def cumulative_savings(one_off_by_year: ArrayLike, recurring_by_year: ArrayLike) -> CumulativeSavings:
    """The savings added up to the end of each year, before and after one-off costs.

    Args:
        one_off_by_year: (years,) £; a cost is positive.
        recurring_by_year: (years,) £ saved in that year, not full-year figures.

    Raises ValueError where the two don't have the same number of years.
    """
    one_off, recurring = np.asarray(one_off_by_year, dtype=float), np.asarray(recurring_by_year, dtype=float)
    if one_off.shape != recurring.shape:
        raise ValueError(
            f"{one_off.size} years of one-off costs, but {recurring.size} years of savings: expected the same years"
        )
    return CumulativeSavings(np.cumsum(recurring), np.cumsum(recurring - one_off))
