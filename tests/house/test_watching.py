"""How `assure` looks for what grows while the same thing is done many times: a leak of each kind is seen."""

import os
import subprocess
import sys
import tempfile

import psutil
import pytest

from benchmarks.table import Table
from tests.assurance.watching import Seen, came_to, rows, seen, temporary_folder

TABLE = Table("Turns", "Does it grow?", rows("turns", 8))


def figures(turns):
    return [found.figure.middle for found in came_to(TABLE, turns, len(turns))]


def test_what_stays_as_it_is_has_grown_by_nothing_and_what_it_takes_to_begin_counts_for_nothing():
    """The first quarter is left out: what is read once and kept is no leak."""
    assert figures([Seen(50, 1, 0, 0)] * 2 + [Seen(100, 9, 1, 2)] * 6) == [8, 100, 100, 0, 0, 0, 0]
    assert figures([Seen(100, 9, 1, 2)] * 4 + [Seen(90, 8, 0, 0)] * 4) == [8, 100, 90, 0, 0, 0, 0], "less is no growth"


def test_a_leak_of_memory_files_processes_or_of_the_temporary_folder_is_seen():
    """100 and 101 MB in the second quarter, 104 and 105 in the last: 4 on 100.5."""
    turns = [Seen(98 + turn, 10 + turn, turn // 2, 2 * turn) for turn in range(8)]
    done, first, last, grown, files, processes, left = figures(turns)
    assert (done, first, last) == (8, 100.5, 104.5) and grown == pytest.approx(100 * 4 / 100.5)
    assert (files, processes, left) == (4, 2, 8)


def test_few_turns_are_compared_too():
    assert figures([Seen(100, 1, 0, 0), Seen(150, 2, 0, 0)])[3] == 50


@pytest.mark.long
@pytest.mark.skipif(not hasattr(psutil.Process, "num_fds"), reason="Windows counts handles")
def test_open_files_processes_and_what_is_left_in_the_temporary_folder_are_counted():
    with temporary_folder() as folder:
        assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(folder)
        before = seen(folder)
        (folder / "left").touch()
        waits = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        with (folder / "left").open(), subprocess.Popen(waits, stdin=subprocess.PIPE) as process:
            after = seen(folder)
            process.stdin.close()
    assert (after.processes - before.processes, after.left - before.left) == (1, 1)
    assert after.files >= before.files + 2 and after.mb > before.mb
    assert tempfile.gettempdir() != str(folder) and os.environ.get("TMPDIR") != str(folder)
