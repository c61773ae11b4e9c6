"""A fault of the machine: a sentence, an exit code, all as it was, and nothing left; or a pack all the same."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from tests.conftest import HOME, run_model
from tests.machine.faults import CLEAR, FAULTS, Place
from tests.machine.kills import MARK, Stage, staged
from tests.machine.stage import CANT_MOUNT
from tests.machine.works import Clear

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with means of Linux")


@pytest.fixture(scope="module")
def stage():
    with staged() as (stage, place):
        yield stage, place


def rows(long):
    return [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.long == long]


def look(stage: Stage, place, fault, tmp_path):
    """Run a fault's command and look at everything that must hold."""
    folder = place / fault.name.replace(" ", "-").replace("'", "")[:12]
    shutil.rmtree(folder, ignore_errors=True)
    here = Place(folder)
    fault.prepare(folder)
    env = {name: value.format(folder) for name, value in fault.env.items()}
    if fault.browser:
        script = tmp_path / "browser"
        script.write_text(fault.browser.replace("{browser}", os.environ["BROWSER_PATH"]), encoding="utf-8")
        script.chmod(0o755)
        env["BROWSER_PATH"] = str(script)
    before = [line.replace("{0}", str(folder)) for line in fault.before]
    work = here.work
    work.arguments = lambda number: fault.arguments
    begun = time.monotonic()
    ended = stage.run(work, 0, more_env=env, before=before, browsers_time=fault.browsers_time)
    strays = [str(process) for process in stage.strays()]  # none is left to the next test
    if ended.code == CANT_MOUNT:
        pytest.skip("this user may mount nothing")
    said = stage.said()
    assert (ended.code, ended.hung) == (fault.code, False), said
    assert fault.said in said and "Traceback" not in said, said
    assert here.wrong(fault) == []
    assert strays == []
    assert list(stage.temporary.iterdir()) == [] and not list(folder.glob("t*/*"))
    return time.monotonic() - begun


@pytest.mark.parametrize("fault", rows(long=False))
def test_a_fault_of_the_machine_is_a_sentence_and_all_is_as_it_was(stage, fault, tmp_path):
    look(*stage, fault, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("fault", rows(long=True))
def test_a_fault_while_a_pack_is_built_leaves_a_whole_one(stage, fault, tmp_path):
    look(*stage, fault, tmp_path)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
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


def beside(stage, place, name, end):
    """A pack being built, and what is done to a process of it as soon as that is there."""
    here = Place(place / name)
    here.work.arguments = lambda number: CLEAR
    done = threading.Event()

    def look_out():
        while not done.is_set():
            for process in psutil.process_iter():
                try:
                    if process.environ().get(MARK) == stage.mark and end(process):
                        process.kill()
                        return
                except (psutil.Error, OSError):
                    continue
            time.sleep(0.05)

    watching = threading.Thread(target=look_out)
    watching.start()
    ended = stage.run(here.work, 0)
    done.set()
    watching.join()
    return here, ended


@pytest.mark.long
@pytest.mark.parametrize("which", ["ipykernel_launcher", "model.report.notebook_run"])
def test_a_kernel_that_is_killed_is_said_and_the_pack_of_before_stays(stage, which):
    stage, place = stage
    here, ended = beside(stage, place, which[:3], lambda process: which in " ".join(process.cmdline()))
    assert ended.code == 2 and "was ended from outside" in stage.said() and "Traceback" not in stage.said(), (
        stage.said()
    )
    assert here.state() == here.before and [*here.work.left_over()] == []
    assert [str(process) for process in stage.strays()] == []
    again = stage.run(here.work, 1)
    assert again.code == 0 and list(stage.temporary.iterdir()) == []


@pytest.mark.long
def test_of_two_who_clear_at_once_the_second_waits_and_is_told_who_is_at_work(tmp_path):
    """Two scenarios of one name share the place of their packs, and one scenario its lock."""
    first, second = Clear(tmp_path / "north"), Clear(tmp_path / "south")
    model = [sys.executable, "-m", "model", "clear"]
    command = [*model, str(first.scenario), "--packs", str(tmp_path / "packs")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(HOME)}) as one:
        lock = tmp_path / "packs" / ".pack of scenario.lock"
        until = time.monotonic() + 120
        while not lock.exists() and time.monotonic() < until and one.poll() is None:
            time.sleep(0.02)
        os.kill(one.pid, signal.SIGSTOP)  # stopped: it holds what it has
        try:
            same = run_model("clear", str(first.scenario), "--packs", str(tmp_path / "packs"))
            other = run_model("clear", str(second.scenario), "--packs", str(tmp_path / "packs"))
        finally:
            os.kill(one.pid, signal.SIGCONT)
        assert one.wait(240) == 0
    assert same.returncode == 2 and "scenario.yaml is being cleared by" in same.stderr and "try again" in same.stderr
    assert other.returncode == 2 and "pack of scenario is being cleared by" in other.stderr
    refused = run_model("clear", str(second.scenario), "--packs", str(tmp_path / "packs"))
    assert refused.returncode == 2 and "found the pack of" in refused.stderr and "north/scenario.yaml" in refused.stderr
