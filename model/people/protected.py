"""A holder's pay protection by month, and what it becomes if all salaries rise together."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.pay.protection import ProtectionTerms, protection_by_month

ProtectionWith = Callable[[np.ndarray], np.ndarray]
"""Gives each month's protection when every salary is multiplied by that month's factor; both are (..., months)."""


@dataclass(frozen=True, eq=False)
class Protected:
    """What protection is worked out from. Salaries are (months,), £ a year at 1.0 FTE.

    Attributes:
        old: the salary of the old point.
        kept: the salary of the point assimilated to.
        new: the salary on the path in the new grade.
        then_held: the actual salary until the change, where the proposed structure is costed as if it applied all year.
            Its excess over ``new`` is protected from the first month. None where the path begins with the change.
        month: the number of the month of the change.
        part_after: the share of each month from the day of the month on which the change falls.
        terms: the scheme.
    """

    old: np.ndarray
    kept: np.ndarray
    new: np.ndarray
    then_held: np.ndarray | None
    month: int
    part_after: np.ndarray | float
    terms: ProtectionTerms

    def __call__(self, rise: np.ndarray) -> np.ndarray:
        """Protection by month, £ a year at 1.0 FTE, when every salary is multiplied by ``rise``; both (..., months)."""
        protection = protection_by_month(
            *(self.old * rise, self.new * rise, self.month, self.terms),
            part_after=self.part_after,
            salary_without_increments=self.kept * rise,
        )
        if self.then_held is not None:
            gap = np.maximum(self.then_held - self.new, 0.0) * rise
            protection[..., : self.month] = (self.terms.share_in(np.array(0)) * gap)[..., : self.month]
        return protection

    @property
    def is_nil(self) -> bool:
        """Whether there is never any protection, since the new pay is no less than the old on the day of the change."""
        start = slice(self.month, self.month + 1)
        new = self.new if self.terms.counts_increments else self.kept
        as_it_was = self.then_held is None or not (self.then_held > self.new)[: self.month].any()
        return as_it_was and not (self.old > new)[start].any()
