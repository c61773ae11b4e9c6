"""Who pays: what each customer is charged before and after, and the rises by phase and size. Whole pence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.money import pounds
from model.buy_back.pricing import charges
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList
from model.schema.sections.renewals import running_on

SIZES = ((105, "up to 105"), (210, "106 to 210"), (420, "211 to 420"), (900, "421 to 900"))
"""The most pupils of each size of school, with its label: half a form of entry, one form, two, a small secondary."""
MOST_BANDS, PENCE = 8, 100
"""The most bands of change; and the pence in a pound."""


@dataclass(frozen=True)
class Rises:
    """What each customer pays a year before and after, pence: one entry for each customer, in order of reference."""

    reference: np.ndarray
    phase: np.ndarray
    pupils: np.ndarray
    before: np.ndarray
    after: np.ndarray

    @property
    def change(self) -> np.ndarray:
        """The rise that each customer pays, pence."""
        return self.after - self.before

    @property
    def largest(self) -> int:
        """The index of the customer with the largest rise in pence; if several have it, the first by reference."""
        return int(np.argmax(self.change))


@dataclass(frozen=True)
class Group:
    """Customers of one phase, size or band of change: how many, and what they pay a year before and after, pence.

    ``more`` is how many pay more than before, and ``less`` how many pay less. ``largest_rise`` is in pence.
    """

    label: str
    customers: int
    before: int
    after: int
    more: int
    less: int
    largest_rise: int

    @property
    def same(self) -> int:
        """How many pay the same as before."""
        return self.customers - self.more - self.less


def rises(before: PriceList, after: PriceList, agreements: Agreements, day: date) -> Rises:
    """What each customer pays a year by each price list. Only agreements that run on the day, renewed or not, count."""
    buyers = agreements.chosen(running_on(agreements, day))
    return rises_of(buyers, *(charges(prices, buyers).total for prices in (before, after)))


def rises_of(agreements: Agreements, old: np.ndarray, new: np.ndarray) -> Rises:
    """What each customer pays before and after. ``old`` and ``new`` are pence by agreement, (agreements,)."""
    references, first, customer_of = np.unique(agreements.reference, return_index=True, return_inverse=True)

    def by_customer(pence: np.ndarray) -> np.ndarray:
        total = np.zeros(len(references), dtype=np.int64)
        np.add.at(total, customer_of, pence)
        return total

    phase, pupils = (column[first] for column in (agreements.phase, agreements.pupils))
    return Rises(references, phase, pupils, by_customer(old), by_customer(new))


def by_phase(rises: Rises) -> list[Group]:
    """One group for each phase, in alphabetical order."""
    return list(_groups(rises, [(phase, rises.phase == phase) for phase in np.unique(rises.phase)]))


def by_size(rises: Rises) -> list[Group]:
    """One group for each size of school, smallest first, without sizes that nobody has."""
    limits = [most for most, _ in SIZES]
    labels = [*(label for _, label in SIZES), f"over {limits[-1]}"]
    size = np.searchsorted(limits, rises.pupils, side="left")
    return list(_groups(rises, [(f"{label} pupils", size == number) for number, label in enumerate(labels)]))


def by_change(rises: Rises) -> list[Group]:
    """One group for each of at most MOST_BANDS equal bands of change, from the lowest change to the highest.

    Customers with no change are a group of their own. A band without customers has its group too.
    """
    change = rises.change
    span = max(int(change.max()), 0) - min(int(change.min()), 0)
    step = next(
        power * times * PENCE for power in (10**n for n in range(9)) for times in (1, 2, 5)
        if span < power * times * PENCE * MOST_BANDS
    )  # fmt: skip
    found = []
    for start in range(int(change.min()) // step * step, int(change.max()) + 1, step):
        if start == 0 and (change == 0).any():
            found.append(group_of("no change", rises, change == 0))
        label = f"{pounds(start / PENCE)} to under {pounds((start + step) / PENCE)}"
        found.append(group_of(label, rises, (start <= change) & (change < start + step) & (change != 0)))
    return found


def _groups(rises: Rises, chosen: list[tuple[str, np.ndarray]]) -> Iterator[Group]:
    for label, rows in chosen:
        if rows.any():
            yield group_of(str(label), rises, rows)


def group_of(label: str, rises: Rises, rows: np.ndarray) -> Group:
    """The group of the customers that ``rows`` marks, (customers,)."""
    change = rises.change[rows]
    return Group(
        label,
        int(rows.sum()),
        int(rises.before[rows].sum()),
        int(rises.after[rows].sum()),
        int((change > 0).sum()),
        int((change < 0).sum()),
        int(change.max(initial=0)) if not rows.any() else int(change.max()),
    )
