"""Work done by copies of a process: all of it is done once, whatever becomes of a copy."""

import os
import subprocess
import sys
import time

import pytest

from model.base.processes import done_beside, shared_out
from tests.conftest import HOME, ON_LINUX, RESOLVED, first_of

ALONE = """
import os, signal
from model.base import silence
from model.base.processes import shared_out
own, silence.LOOK, silence.LONGEST = os.getpid(), 0.2, 5
def work(part):
    if part == {ended} and os.getpid() != own:
        os.kill(os.getpid(), signal.{by})
    return part * part, os.getpid() == own
came = [*shared_out(work, [[1, 2, 3], [4, 5], [6]])]
print(sorted(part for part, _ in came), all(square == part ** 2 for part, (square, _) in came))
print(sorted(part for part, (_, here) in came if here))
"""


BESIDE = """
import os, signal, sys
from model.base import silence
from model.base.processes import done_beside
own, silence.LOOK, silence.LONGEST = os.getpid(), 0.2, 5
def work():
    copy = os.getpid() != own
    if copy:
        {befalls}
    print("begun", flush=True)
    open("by", "w").write("a copy" if copy else "the first")
with done_beside(work) as wait:
    wait()
print(open("by").read())
"""
CTRL_C = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
from pathlib import Path
from model.base.processes import done_beside, shared_out
from model.uncertainty.sweep.job import jobs_of
from model.uncertainty.sweep.maps import pool
from model.uncertainty.sweep.sweep import sweep
try:
    {copies}
    print("it was lost")
except KeyboardInterrupt:
    print("stopped")
"""
COPIES = [
    "with done_beside(list) as wait: wait()",
    "[*shared_out(abs, [[1], [2]])]",
    f"sweep(jobs_of([Path({str(RESOLVED)!r})], {{}}, ['full_year']), way=pool(1))",
]
BEFALLS = ["os.kill(os.getpid(), signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGSTOP)", "raise OSError('no space')"]


def alone(ended, by="SIGKILL"):
    """What a process without threads says, and is then copied."""
    return said(ALONE.format(ended=ended, by=by), HOME)


def said(code, folder):
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@ON_LINUX
def test_each_part_is_done_once_by_a_copy():
    assert alone(0) == ["[1, 2, 3, 4, 5, 6] True", "[]"]


@pytest.mark.long
@ON_LINUX
@pytest.mark.parametrize("by", ["SIGKILL", "SIGSTOP"])
def test_what_a_copy_that_is_killed_or_hangs_did_not_do_is_done_here(by):
    assert alone(2, by) == ["[1, 2, 3, 4, 5, 6] True", "[2, 3]"]


def test_where_no_copy_can_be_made_all_is_done_here(monkeypatch):
    monkeypatch.setattr("model.base.processes.way_to_start", lambda: "spawn")
    assert [*shared_out(lambda part: part + 1, [[1, 2], [3]])] == [(1, 2), (2, 3), (3, 4)]


@ON_LINUX
def test_work_beside_is_done_by_a_copy(tmp_path):
    assert said(BESIDE.format(befalls="pass"), tmp_path) == ["begun", "a copy"]


@ON_LINUX
@pytest.mark.parametrize("befalls", first_of(BEFALLS))
def test_work_beside_that_was_not_done_is_done_when_it_is_waited_for_and_the_copy_says_nothing(befalls, tmp_path):
    assert said(BESIDE.format(befalls=befalls), tmp_path) == ["begun", "the first"]


def test_work_beside_that_fails_here_too_says_so(monkeypatch):
    monkeypatch.setattr("model.base.processes.way_to_start", lambda: "spawn")

    def fails():
        raise OSError("no space")

    with done_beside(fails) as wait, pytest.raises(OSError, match="no space"):
        wait()


@ON_LINUX
@pytest.mark.parametrize("end", first_of(["os.kill(own, signal.SIGKILL)", "raise SystemExit"]))
def test_a_copy_ends_with_the_first_process_however_that_ends(end, tmp_path):
    """It would hold the first one's locks, and write to a folder that is gone."""
    code = BESIDE.format(befalls="import time; open('there', 'w'); time.sleep(3); open('later', 'w')")
    until_there = "\n    while not os.path.exists('there'): pass\n    "
    code = code.replace("\n    wait()", until_there + end)
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HOME)}, check=False)
    assert (tmp_path / "there").exists()
    time.sleep(4)
    assert not (tmp_path / "later").exists()


@ON_LINUX
@pytest.mark.parametrize("copies", COPIES, ids=["beside", "shared out", "pool"])
def test_ctrl_c_in_the_midst_of_copying_a_process_is_not_lost(copies, tmp_path):
    """Python says no more than that it ignored it, and goes on with its log's lock held, so that others may wait."""
    assert said(CTRL_C.format(copies=copies), tmp_path) == ["stopped"]
