"""Ctrl-C in the first moments of a command, while it imports what it needs: no traceback, and the right end."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tests.conftest import HOME

pytestmark = pytest.mark.skipif(os.name == "nt", reason="another process is sent no Ctrl-C there")
HANDED_OVER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(HOME)!r})
import workbook
workbook.PYTHON, workbook.prepare = Path(sys.executable), lambda group: None
workbook.main(sys.argv[1:])
"""
"""workbook.py with a .venv that is ready."""


@pytest.fixture(autouse=True)
def _heard():
    """Where the tests were begun in the background, they and every command of theirs would be deaf to Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("seconds", [0, 0.03, 0.08, 0.15, 0.3])
def test_a_command_that_is_stopped_as_it_begins_says_nothing_of_the_program(seconds):
    scenario = HOME / "scenarios" / "barnet-schools-ict.yaml"
    command = [sys.executable, "-c", HANDED_OVER, "check", str(scenario)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as run:
        until = time.monotonic() + 60
        while "model" not in psutil.Process(run.pid).cmdline() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(seconds)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]
    assert "Traceback" not in said and "KeyboardInterrupt" not in said
    assert run.returncode in (-signal.SIGINT, 130), said
