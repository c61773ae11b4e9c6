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
from model.uncertainty.processes import shared_out
own = os.getpid()
def work(part):
    if part == {killed} and os.getpid() != own:
        os.kill(os.getpid(), signal.SIGKILL)
    return part * part, os.getpid() == own
came = [*shared_out(work, [[1, 2, 3], [4, 5], [6]])]
print(sorted(part for part, _ in came), all(square == part ** 2 for part, (square, _) in came))
print(sorted(part for part, (_, here) in came if here))
"""


def alone(killed):
    """What a process without threads says, and is then copied."""
    code = ALONE.format(killed=killed)
    ran = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no safe copy of a process")
def test_each_part_is_done_once_by_a_copy():
    assert alone(killed=0) == ["[1, 2, 3, 4, 5, 6] True", "[]"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no safe copy of a process")
def test_what_a_killed_copy_did_not_do_is_done_here():
    assert alone(killed=2) == ["[1, 2, 3, 4, 5, 6] True", "[2, 3]"]


def test_where_no_copy_can_be_made_all_is_done_here(monkeypatch):
    monkeypatch.setattr("model.uncertainty.processes.way_to_start", lambda: "spawn")
    assert [*shared_out(lambda part: part + 1, [[1, 2], [3]])] == [(1, 2), (2, 3), (3, 4)]


def test_draws_are_the_same_bytes_by_however_many_processes():
    drawing = open_draws(with_draws())
    first, *others = (draw_totals(drawing, workers=workers).by_timeline for workers in (1, 2, 5))
    for other in others:
        assert all(other[timeline].tobytes() == amounts.tobytes() for timeline, amounts in first.items())
