"""Small numbers: what is kept back can't be had back from the rest."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure.public_input import suppress


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ((12, 9, 30), (12, 9, 30), 51),  # none is small
        ((3, 9, 30), (None, None, 30), 42),  # 3 alone could be had as 42 - 9 - 30, so the next smallest goes too
        ((3, 4, 30), (None, None, 30), 37),  # 7 between two small ones: 3 and 4, or 4 and 3
        ((4, 4, 30), (None, None, None), 38),  # 8 between two small ones could only be 4 and 4, so 30 goes too
        ((2, 9, 9), (None, None, None), 20),  # both nines, or which of the two went would tell where the small one is
        ((3, 0, 0), (None, 0, 0), None),  # nothing to hide behind, so the total goes
        ((1, 2), (None, None), None),  # 3 would say 1 and 2 to whoever knows that neither is nought
        ((0, 0, 7), (0, 0, 7), 7),  # nought counts nobody
        ((), (), 0),
    ],
)
def test_a_small_count_goes_with_enough_others(counts, shown, total):
    kept = suppress(counts)
    assert (kept.counts, kept.total) == (shown, total)


def test_the_least_is_a_setting():
    assert suppress((4, 8, 20), least=3).counts == (4, 8, 20)
    assert suppress((4, 8, 20), least=10).counts == (None, None, 20)


@given(st.lists(st.integers(0, 40), max_size=8), st.sampled_from([3, 5, 10]))
def test_no_small_count_is_shown_and_what_is_shown_is_true(counts, least):
    kept = suppress(counts, least)
    assert all(shown is None or shown == count for shown, count in zip(kept.counts, counts, strict=True))
    assert not any(shown and shown < least for shown in kept.counts)
    assert kept.total in (None, sum(counts))


@pytest.mark.parametrize(("least", "cells", "most"), [(3, 3, 9), (3, 4, 6), (5, 2, 14), (5, 3, 12)])
def test_whoever_knows_the_rule_can_work_no_small_count_back(least, cells, most):
    """Every table of so many cells is kept back; of those that look alike, no small count is the same in all."""
    alike = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        kept = suppress(counts, least)
        alike[kept.counts, kept.total].append(counts)
    worked_back = [
        (shown, counts)
        for shown, tables in alike.items()
        for counts in tables
        if max(counts) < most - 1  # those at the edge would look like tables past it
        for cell, count in enumerate(counts)
        if 0 < count < least and len({table[cell] for table in tables}) == 1
    ]
    assert worked_back == []
