"""Pay protection: what is paid, month by month, to a holder whose new pay is less than the old.

Schemes are local, so the terms are inputs. Known schemes: three years flat, ending when the new maximum catches up
(Cornwall, 2022); 100, 50 and 25 per cent of the gap (Lancaster City, 2009); five years with every award (Isle of Man).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from model.base.financial_year import PayMonths


@dataclass(frozen=True)
class ProtectionTerms:
    """The terms of a protection scheme.

    Attributes:
        months: how long it lasts; 0 for none.
        shape: ``flat``, or the share of the gap paid in each of several equal periods, such as (1, 0.5, 0.25).
        uprated: the old salary keeps rising with awards; otherwise it is frozen at the day of the change.
        counts_increments: increments in the new grade shrink the gap.

    Raises ValueError where the periods are not whole months or a share is not from 0 to 1.
    """

    months: int
    shape: Literal["flat"] | tuple[float, ...] = "flat"
    uprated: bool = False
    counts_increments: bool = True

    def __post_init__(self):
        if self.months < 0 or not self.shares or self.months % len(self.shares):
            raise ValueError(f"{self.months} months can't be cut into {len(self.shares)} equal periods of whole months")
        if not all(0 <= share <= 1 for share in self.shares):
            raise ValueError(f"shares of the gap between old and new pay, {self.shares}: each must be from 0 to 1")

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the gap paid in each equal period."""
        return (1.0,) if self.shape == "flat" else self.shape

    def share_in(self, month: np.ndarray) -> np.ndarray:
        """The share of the gap paid ``month`` whole months after the change; 0 before it and after the scheme ends."""
        by_month = np.repeat(self.shares, self.months // len(self.shares))
        alive = (month >= 0) & (month < self.months)
        return np.where(alive, np.append(by_month, 0.0)[np.where(alive, month, -1)], 0.0)


def part_after(change: date, months: PayMonths) -> np.ndarray:
    """The share of each month, (months,), from the day of the month on which the change falls to the month's end.

    For a change on 15 June, each month counts from the 15th, that day included. For a change on the 31st, a shorter
    month counts from its last day.
    """
    return 1 - (np.minimum(change.day, months.days) - 1) / months.days


def protection_by_month(
    old_salary: np.ndarray,
    new_salary: np.ndarray,
    start_month: int,
    terms: ProtectionTerms,
    *,
    part_after: np.ndarray | float = 1.0,
    salary_without_increments: np.ndarray | None = None,
) -> np.ndarray:
    """Protection in force in each month, (..., months) £ a year at 1.0 FTE; pay it for the part of the month employed.

    It is the gap (old salary less new, never negative) times the share of the gap that the scheme then pays.
    Once new pay has caught up, protection is over and does not come back.

    Args:
        old_salary: (..., months) £ a year at 1.0 FTE of the old point, on each month's pay table, awards included.
        new_salary: (..., months) the same for the holder's point in the new grade, increments and awards included.
        start_month: the month of the change, an index into both arrays.
        terms: the scheme.
        part_after: (months,) the share of each month from the day of the month on which the change falls. After a
            change inside a month, each period ends inside a month, and the next period begins there. For this part of
            such a month, the next period's share of the gap is paid; for the rest, that of the period that ends.
        salary_without_increments: (..., months) the same for the point assimilated to; needed where increments do
            not count.

    Raises ValueError where increments do not count and ``salary_without_increments`` is not given.
    """
    if not terms.counts_increments and salary_without_increments is None:
        raise ValueError("the salary of the new point is needed, since increments do not count in this scheme")
    old = old_salary if terms.uprated else old_salary[..., start_month : start_month + 1]
    gap = np.maximum(old - (new_salary if terms.counts_increments else salary_without_increments), 0.0)
    months: int = old_salary.shape[-1]
    month = np.arange(months) - start_month
    share = terms.share_in(month)
    earlier = np.where(month > 0, terms.share_in(month - 1), share)
    weighed = part_after * share + (1 - part_after) * earlier
    caught_up = np.logical_or.accumulate((gap == 0) & (month >= 0), axis=-1)
    return np.where(caught_up, 0.0, weighed * gap)
