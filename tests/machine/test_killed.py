"""Whenever a process is killed, what is there is whole, old or new; the next run works, and nothing stays behind."""

import sys

import pytest

from tests.machine.kills import count

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="a copy of a process is killed")]


def test_kills_at_seeded_moments_leave_all_whole_and_nothing_behind():
    """A hundred of them, with other seeds, are counted by ``python -m tests.machine.kills SEED NUMBER``."""
    found = count(seed=20, how_many=24)
    assert found.failures == []
    assert found.kills == 24 and found.after_the_first_write >= 15
