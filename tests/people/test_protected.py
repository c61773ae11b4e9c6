"""What protects pay when every salary rises together, by hand: old pay £30,000, assimilated to £27,000. Invented."""

import numpy as np
import pytest

from model.pay.protection import ProtectionTerms
from model.people.protected import Protected

OLD, KEPT, NEW = (np.full(3, salary) for salary in (30_000.0, 27_000.0, 28_000.0))


@pytest.mark.parametrize(
    ("counts_increments", "gap"), [(False, 30_000 * 1.1 - 27_000 * 1.1), (True, 30_000 * 1.1 - 28_000 * 1.1)]
)
def test_the_gap_rises_with_the_salaries(counts_increments, gap):
    """10% more of everything: £33,000 less £29,700, or less £30,800 where an increment to £28,000 counts."""
    terms = ProtectionTerms(12, counts_increments=counts_increments)
    protection = Protected(OLD, KEPT, NEW, None, 0, 1.0, terms)
    assert protection(np.full(3, 1.1)) == pytest.approx(np.full(3, gap))
