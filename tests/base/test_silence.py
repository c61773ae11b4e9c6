"""A process that takes no time of a processor for so many looks hangs; one at work, or with others at work, doesn't."""

import os
import subprocess
import sys
import time

import pytest

from model.base import silence
from tests.conftest import first_of

WORKING = "while True: pass"
WAITING = "import time; print(flush=True); time.sleep(1000)"
STARTING_OTHERS = """
import itertools, subprocess, time
print(flush=True)
for number in itertools.count():
    subprocess.Popen(["sh", "-c", f"sleep 0.1; : > {place}/{{number}}"])
    time.sleep(0.002)
"""
HAVING_WORK_DONE = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WORKING!r}])"

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="the others are started by a shell")


@pytest.fixture
def started():
    """Starts a Python with some code; it is ended with all that it started."""
    processes = []

    def start(code):
        processes.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE))
        return processes[-1]

    yield start
    for process in processes:
        silence.end_with_all(process.pid)
        process.communicate(timeout=20)


def looks(monkeypatch, taken):
    """What is said at each look, where a process has taken so many seconds by then and five looks are the longest."""
    left = iter(taken)
    monkeypatch.setattr(silence, "LONGEST", 5)
    monkeypatch.setattr(silence, "seconds_taken", lambda process: next(left))
    quiet = silence.Silence(1)
    return [quiet.too_long() for _ in taken]


def test_five_looks_without_work_are_too_long(monkeypatch):
    """Six figures have five looks between them; 5 looks of 1 second at 1% are 0.05 seconds."""
    assert looks(monkeypatch, [3, 3.01, 3.01, 3.02, 3.03, 3.04, 3.04]) == [False] * 5 + [True] * 2


def test_work_in_any_of_the_looks_begins_the_count_anew(monkeypatch):
    """0.06 seconds between the third and the fourth: five looks later it is too long again."""
    taken = [3, 3, 3, *[3.06] * 6]
    assert looks(monkeypatch, taken) == [False] * 8 + [True]


def test_what_a_child_took_counts_and_a_child_that_ended_is_no_silence(monkeypatch):
    """The sum falls from 9 to 4 where a system forgets what an ended child took: something has happened."""
    assert looks(monkeypatch, [9, 9, 9, 4, 4, 4]) == [False] * 6


@pytest.mark.parametrize(("code", "works"), first_of([(WORKING, True), (HAVING_WORK_DONE, True), (WAITING, False)]))
def test_the_system_says_what_a_process_and_its_children_took(started, code, works):
    process = started(code)
    if not works:
        process.stdout.readline()  # it has begun to wait
    before = silence.seconds_taken(process.pid)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    assert (silence.seconds_taken(process.pid) - before > 0.1) == works


def test_a_process_that_has_gone_takes_nothing_and_can_be_ended_again(started):
    process = started(WAITING)
    silence.end_with_all(process.pid)
    process.wait(20)
    assert silence.seconds_taken(process.pid) == 0
    silence.end_with_all(process.pid)


@ON_POSIX
def test_nothing_is_written_any_more_by_a_process_that_is_ended_while_it_starts_others(started, tmp_path):
    process = started(STARTING_OTHERS.format(place=tmp_path))
    process.stdout.readline()
    time.sleep(0.3)
    silence.end_with_all(process.pid)
    written = set(tmp_path.iterdir())
    time.sleep(0.3)
    assert written and set(tmp_path.iterdir()) == written
