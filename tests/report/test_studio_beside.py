"""The browser that another process opens: it draws what is sent, says why it does not, and nothing is left of it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from model.base import silence
from model.base.stated import stated
from model.report.charts.images import described, draw
from model.report.charts.studio import KINDS, NOT_FOUND, STOPPED, NoBrowser, NotDrawn, Studio
from model.report.charts.studio_beside import studio_beside
from tests.conftest import HOME

WRITING = """#!/bin/sh
while :; do (mkdir -p "$TMPDIR/profile/deep" && : > "$TMPDIR/profile/deep/file") & sleep 0.001; done
"""
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="no process can be stopped there, or take its own along")
OPENED = 30
"""Seconds that a browser is given to open in a test."""


@pytest.fixture
def temporary(monkeypatch):
    """The folder for temporary files. Its path is short, as some browsers make a socket below it."""
    with TemporaryDirectory() as place:
        monkeypatch.setattr(tempfile, "tempdir", place)
        yield Path(place)


def browser_of(process: int) -> psutil.Process:
    """The browser that a process has opened, once it is there."""
    until = time.monotonic() + OPENED
    while time.monotonic() < until:
        for child in psutil.Process(process).children():
            if "--remote-debugging-pipe" in " ".join(child.cmdline()):
                return child
        time.sleep(0.05)
    raise AssertionError("no browser was opened")


def goes(process: psutil.Process) -> bool:
    """Whether a process ends within a few seconds. One that nobody has asked for its end counts as ended."""
    until = time.monotonic() + 5
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.browser
def test_another_process_draws_the_same_pictures(barnet_charts):
    made = [barnet_charts["bridge"], barnet_charts["elements"], barnet_charts["bridge"]]
    with Studio() as here:
        drawn_here = draw(here, made).result()
    with studio_beside() as beside:
        beside.send([chart.figure.to_dict() for chart in made])
        drawn_beside = beside.pictures()
    for chart, ours, theirs in zip(made, drawn_here, drawn_beside, strict=True):
        assert [described(kind, theirs[kind], chart) for kind in KINDS] == [
            described(kind, ours[kind], chart) for kind in KINDS
        ]


@pytest.mark.browser
def test_a_figure_that_another_process_cannot_draw_is_our_fault_too():
    with studio_beside() as beside, pytest.raises(NotDrawn, match="The browser did not draw a chart"):
        beside.send([{"svg": 7}])
        beside.pictures()


def test_without_a_browser_the_other_process_says_the_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    with studio_beside() as beside, pytest.raises(NoBrowser) as why:
        beside.send([])
        beside.pictures()
    assert str(why.value) == NOT_FOUND


@ON_POSIX
@pytest.mark.parametrize("how", ["SIGKILL", "SIGSTOP"])
def test_a_process_that_ends_or_hangs_before_it_has_drawn_gives_a_sentence(monkeypatch, how):
    monkeypatch.setattr(silence, "LONGEST", 3)
    with studio_beside() as beside, pytest.raises(NoBrowser) as why:
        beside.process.send_signal(getattr(signal, how))
        beside.send([])
        beside.pictures()
    assert str(why.value) == STOPPED
    assert beside.process.returncode == -signal.SIGKILL


@pytest.mark.browser
@pytest.mark.parametrize("opened", [True, False], ids=["opened", "still opening"])
def test_a_browser_that_draws_nothing_goes_at_once_with_its_folder(temporary, opened):
    with studio_beside() as beside:
        browser = browser_of(beside.process.pid)
        if opened:
            time.sleep(1)
        assert [*temporary.iterdir()]
        begun = time.monotonic()
    assert time.monotonic() - begun < 5
    assert goes(browser)
    assert [*temporary.iterdir()] == []


@ON_POSIX
def test_a_browser_that_writes_to_its_last_moment_leaves_nothing(monkeypatch, tmp_path, temporary):
    browser = tmp_path / "browser"
    browser.write_text(WRITING, encoding="utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(browser))
    with studio_beside() as beside:
        browser_of(beside.process.pid)
        time.sleep(0.2)
        assert [*temporary.glob("*/profile")]
    assert [*temporary.iterdir()] == []
    time.sleep(0.2)
    assert [*temporary.iterdir()] == []


@ON_POSIX
@pytest.mark.browser
@pytest.mark.parametrize("sent", [False, True])
def test_the_browser_goes_with_the_process_that_started_it(sent):
    code = f"""
import time
from model.report.charts.studio_beside import studio_beside
with studio_beside() as beside:
    print(beside.process.pid, flush=True)
    if {sent}:
        beside.send([])
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=HOME, stdout=subprocess.PIPE, text=True) as first:
        studio = psutil.Process(int(stated(first.stdout, "its output").readline()))
        browser = browser_of(studio.pid)
        first.kill()
    assert goes(studio) and goes(browser)
