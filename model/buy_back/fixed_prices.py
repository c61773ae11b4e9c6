"""Customers whose prices are fixed: they keep an older list, so new prices bring in no more from them.

Prices may be fixed in the agreement year that runs on the implementation date, or in the first agreement year that
begins with the new prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.buy_back.pricing import charges
from model.schema.sections.customers import Agreements
from model.schema.sections.prices import PriceList


@dataclass(frozen=True, eq=False)
class FixedPrices:
    """Agreements and the price list that each keeps.

    ``kept``, (agreements,), is the index of that list in ``lists``, or -1 where prices are not fixed.
    """

    lists: Sequence[PriceList]
    agreements: Agreements
    kept: np.ndarray

    @cached_property
    def moving(self) -> Agreements:
        """The agreements whose prices are not fixed."""
        return self.agreements if not self.any else self.agreements.chosen(self.kept < 0)

    @property
    def any(self) -> bool:
        """Whether any customer's prices are fixed."""
        return bool((self.kept >= 0).any())

    @cached_property
    def income(self) -> int:
        """What customers at fixed prices are charged a year, pence."""
        return int(self._at_their_lists(np.zeros(len(self.agreements), dtype=np.int64)).sum())

    @property
    def customers(self) -> int:
        """How many customers have fixed prices."""
        return len(np.unique(self.agreements.reference[self.kept >= 0]))

    def charged(self, prices: PriceList) -> np.ndarray:
        """What each agreement is charged a year, pence, (agreements,): by ``prices``, or by the list that it keeps."""
        return self._at_their_lists(charges(prices, self.agreements).total)

    def _at_their_lists(self, total: np.ndarray) -> np.ndarray:
        for number in np.unique(self.kept[self.kept >= 0]):
            rows = np.flatnonzero(self.kept == number)
            total[rows] = charges(self.lists[number], self.agreements.chosen(rows)).total
        return total
