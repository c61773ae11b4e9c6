"""A fault of the machine: a sentence, an exit code, all as it was, and nothing left; or a pack all the same."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import HOME, first_of, run_model
from tests.machine.faults import FAULTS, wrong_after
from tests.machine.kills import staged
from tests.machine.works import Clear

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with means of Linux")


@pytest.fixture(scope="module")
def stage():
    with staged() as (stage, place):
        yield stage, place


def rows(long):
    return [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.long == long]


def look(stage, place, fault):
    """Run a fault's command and look at everything that must hold."""
    wrong = wrong_after(fault, stage, place)
    if wrong is None:
        pytest.skip("this user may mount nothing")
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("fault", rows(long=False))
def test_a_fault_of_the_machine_is_a_sentence_and_all_is_as_it_was(stage, fault):
    look(*stage, fault)


@pytest.mark.long
@pytest.mark.parametrize("fault", rows(long=True))
def test_a_fault_while_a_pack_is_built_leaves_a_whole_one(stage, fault):
    look(*stage, fault)


@pytest.mark.parametrize("encoding", first_of(["ascii", "cp1252", "latin-1"]))
def test_figures_are_printed_in_any_encoding(write_small, encoding):
    """A saving has a minus sign, which none of the three has; the pound sign, ascii has not."""
    path = write_small({"grade": 24}, {"grade": 20})
    for command in ("check", "cost"):
        done = subprocess.run(
            [sys.executable, "-m", "model", command, str(path)], capture_output=True, check=True,
            env={**os.environ, "PYTHONPATH": str(HOME), "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert done.stderr == b"" and "?" not in done.stdout.decode(encoding)
    assert ("-GBP " if encoding == "ascii" else "-\u00a3") in done.stdout.decode(encoding)


def held(lock) -> bool:
    """Whether a lock is held: its file is made first, and says who has it only then."""
    return lock.exists() and lock.stat().st_size > 0


@pytest.mark.long
def test_of_two_who_clear_at_once_the_second_waits_and_is_told_who_is_at_work(tmp_path):
    """Two scenarios of one name share the place of their packs, and one scenario its lock."""
    first, second = Clear(tmp_path / "north"), Clear(tmp_path / "south")
    model = [sys.executable, "-m", "model", "clear"]
    command = [*model, str(first.scenario), "--packs", str(tmp_path / "packs")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(HOME)}) as one:
        lock = tmp_path / "packs" / ".pack of scenario.lock"
        until = time.monotonic() + 120
        while not held(lock) and time.monotonic() < until and one.poll() is None:
            time.sleep(0.02)
        os.kill(one.pid, signal.SIGSTOP)  # stopped: it holds what it has
        try:
            same = run_model("clear", str(first.scenario), "--packs", str(tmp_path / "packs"))
            other = run_model("clear", str(second.scenario), "--packs", str(tmp_path / "packs"))
        finally:
            os.kill(one.pid, signal.SIGCONT)
        assert one.wait(240) == 0
    assert same.returncode == 2 and "scenario.yaml is being cleared by" in same.stderr and "Try again" in same.stderr
    assert other.returncode == 2 and "pack of scenario is being cleared by" in other.stderr
    refused = run_model("clear", str(second.scenario), "--packs", str(tmp_path / "packs"))
    assert refused.returncode == 2 and "found the pack of" in refused.stderr and "north/scenario.yaml" in refused.stderr
