"""Allowances: what is paid on top of salary, as fixed sums and as percentages of basic pay.

A fixed sum is paid as stated, whatever the FTE, for the part of each month employed. Pension contributions
are due on the pensionable ones (LGPS Regulations 2013, regulation 20); National Insurance and levy on all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from model.people.establishment import Appointment


@dataclass(frozen=True)
class Allowances:
    """By appointment, each (appointments,): £ a year, and shares of basic pay; all, and the pensionable ones."""

    fixed: np.ndarray
    share: np.ndarray
    pensionable_fixed: np.ndarray
    pensionable_share: np.ndarray

    def paid(self, pay: np.ndarray, employed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """£ a month of all allowances, and of the pensionable ones: (appointments, months) each."""
        return (
            employed * self.fixed[:, None] / 12 + pay * self.share[:, None],
            employed * self.pensionable_fixed[:, None] / 12 + pay * self.pensionable_share[:, None],
        )

    def followed_by(self, other: "Allowances") -> "Allowances":
        """These appointments and then the other's."""
        return Allowances(*(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)))

    def of(self, rows: slice) -> "Allowances":
        """Some of the appointments."""
        return Allowances(*(getattr(self, f.name)[rows] for f in fields(self)))


def allowances_of(appointments: Sequence[Appointment]) -> Allowances:
    """The allowances of each appointment, its post's and its holder's together."""

    def total(kind: str, *, pensionable_only: bool) -> np.ndarray:
        return np.array(
            [
                sum(getattr(each, kind) or 0.0 for each in held.allowances if each.pensionable or not pensionable_only)
                for held in appointments
            ],
            dtype=float,
        )

    return Allowances(
        total("amount", pensionable_only=False),
        total("percent", pensionable_only=False),
        total("amount", pensionable_only=True),
        total("percent", pensionable_only=True),
    )
