"""Work shared out among copies of a process: all of it is done once, whatever becomes of a copy."""

import subprocess
import sys

import pytest

from model.uncertainty.draws.drawing import open_draws
from model.uncertainty.draws.totals import draw_totals
from model.uncertainty.processes import shared_out
from tests.conftest import HOME
from tests.report.test_how_sure import with_draws

ALONE = """
import os, signal
from model.base import silence
from model.uncertainty.processes import shared_out
own, silence.LOOK, silence.LONGEST = os.getpid(), 0.2, 5
def work(part):
    if part == {ended} and os.getpid() != own:
        os.kill(os.getpid(), signal.{by})
    return part * part, os.getpid() == own
came = [*shared_out(work, [[1, 2, 3], [4, 5], [6]])]
print(sorted(part for part, _ in came), all(square == part ** 2 for part, (square, _) in came))
print(sorted(part for part, (_, here) in came if here))
"""


def alone(ended, by="SIGKILL"):
    """What a process without threads says, and is then copied."""
    code = ALONE.format(ended=ended, by=by)
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no safe copy of a process")
def test_each_part_is_done_once_by_a_copy():
    assert alone(0) == ["[1, 2, 3, 4, 5, 6] True", "[]"]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no safe copy of a process")
@pytest.mark.parametrize("by", ["SIGKILL", "SIGSTOP"])
def test_what_a_copy_that_is_killed_or_hangs_did_not_do_is_done_here(by):
    assert alone(2, by) == ["[1, 2, 3, 4, 5, 6] True", "[2, 3]"]


def test_where_no_copy_can_be_made_all_is_done_here(monkeypatch):
    monkeypatch.setattr("model.uncertainty.processes.way_to_start", lambda: "spawn")
    assert [*shared_out(lambda part: part + 1, [[1, 2], [3]])] == [(1, 2), (2, 3), (3, 4)]


def test_draws_are_the_same_bytes_by_however_many_processes():
    drawing = open_draws(with_draws())
    first, *others = (draw_totals(drawing, workers=workers).by_timeline for workers in (1, 2, 5))
    for other in others:
        assert all(other[timeline].tobytes() == amounts.tobytes() for timeline, amounts in first.items())
