"""A sweep on Dask: the same bytes on a cluster of this machine and on one at an address, and with a worker killed."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from model.uncertainty.sweep.on_dask import NoCluster, cluster
from model.uncertainty.sweep.sweep import sweep
from tests.conftest import HOME
from tests.uncertainty.swept import Ends, jobs_in, write_folder

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("swept") / "scenarios", 24)


@pytest.fixture(scope="module")
def fingerprint(folder):
    return sweep(jobs_in(folder)).fingerprint


@pytest.fixture(scope="module")
def beside_packs(folder):
    """The same with what is noted of a pack."""
    return sweep(jobs_in(folder), finish=Ends("none")).fingerprint


@contextlib.contextmanager
def started(*command):
    """A program in a process group of its own, which is ended with all that it began."""
    env = {**os.environ, "PYTHONPATH": str(HOME), "PYTHONUNBUFFERED": "1"}
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen([sys.executable, *command], cwd=HOME, env=env, start_new_session=True, **pipe) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def address():
    """A scheduler of its own at an address, with two workers on the same machine."""
    scheduler = ("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with started(*scheduler) as process:
        place = next(found[0] for line in process.stdout if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        worker = ("-m", "distributed.cli.dask_worker", place, "--nworkers", "2", "--nthreads", "1", "--no-dashboard")
        with started(*worker):
            yield place


def test_a_cluster_of_this_machine_gives_the_same_bytes_also_when_a_worker_is_killed(
    folder, fingerprint, beside_packs, tmp_path
):
    with cluster(workers=2) as way:
        assert sweep(jobs_in(folder), way=way).fingerprint == fingerprint
        done = sweep(jobs_in(folder), way=way, finish=Ends("s05.yaml", str(tmp_path / "ended")))
        assert (tmp_path / "ended").exists()
        assert (done.fingerprint, done.not_run) == (beside_packs, ())
        lost = sweep(jobs_in(folder), tmp_path, way, finish=Ends("s07.yaml"))
        assert [(one.number, one.why) for one in lost.not_run] == [
            (7, "3 workers ended while running this row, so it was given up")
        ]
        assert len(lost.rows) == 23
    again = sweep(jobs_in(folder), tmp_path, finish=Ends("none"))
    assert again.fingerprint == beside_packs, "what was given up is run again"


def test_a_scheduler_at_an_address_gives_the_same_bytes_also_when_a_worker_is_killed(
    folder, fingerprint, beside_packs, address, tmp_path
):
    with cluster(address) as way:
        assert sweep(jobs_in(folder), way=way).fingerprint == fingerprint
        done = sweep(jobs_in(folder), way=way, finish=Ends("s11.yaml", str(tmp_path / "ended")))
    assert (tmp_path / "ended").exists()
    assert (done.fingerprint, done.not_run) == (beside_packs, ())


def test_the_command_runs_on_a_scheduler_and_nothing_is_left_for_a_second_run(folder, fingerprint, address, tmp_path):
    command = ("-m", "model", "sweep", str(folder), "--out", str(tmp_path / "out"))
    env = {**os.environ, "BROWSER_PATH": ""}
    began = time.monotonic()
    for more in (("--scheduler", address), ("--workers", "1")):
        run = subprocess.run(
            [sys.executable, *command, *more], cwd=HOME, env=env, capture_output=True, text=True, check=False
        )
        assert run.returncode == 2, run.stderr
        assert "24 scenarios: 20 costed, 4 at fault, 0 not run." in run.stdout
        assert f"Fingerprint of the rows: {fingerprint}" in run.stdout
    assert time.monotonic() - began < 120
    assert len((tmp_path / "out" / "kept.jsonl").read_text(encoding="utf-8").splitlines()) == 24


def test_an_address_that_nobody_answers_at_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr("model.uncertainty.sweep.on_dask.PATIENCE", 1)
    with (
        pytest.raises(NoCluster, match=r"The scheduler tcp://127\.0\.0\.1:9 did not answer"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass


def test_without_dask_a_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match="Dask is not installed here"), cluster():
        pass
