"""A process that its parent started ends when the parent asks it to, closes its input or has ended, and tidies up."""

import os
import subprocess
import sys
import time
from itertools import product

import psutil
import pytest

from tests.conftest import HOME, ON_LINUX, first_of

BEGUN = """
import sys, threading, time
from model.base.parent import end_when_left
try:
    end_when_left()
    print(threading.active_count(), flush=True)
    while True: {does}
finally:
    time.sleep(0.3)  # it may be asked again
    print("tidied up", flush=True)
"""
DOES = {"sleeps": "time.sleep(60)", "works": "sum(range(1000))"}
ASKS = {
    "closes its input": lambda process: process.stdin.close(),
    "terminates it": lambda process: process.terminate(),
    "does both": lambda process: (process.terminate(), process.stdin.close()),
    "writes to it first": lambda process: (process.stdin.write("so\n"), process.stdin.flush(), process.stdin.close()),
}
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="on Windows a process that is told to end has no time to tidy up")


def start(does="sleeps", **given):
    return subprocess.Popen(
        [sys.executable, "-c", BEGUN.format(does=DOES[does])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
        **({"stdin": subprocess.PIPE} | given),
    )


@ON_POSIX
@pytest.mark.parametrize(("asks", "does"), first_of(product(ASKS, DOES)))
def test_a_process_tidies_up_once_and_ends_when_its_parent(asks, does):
    with start(does) as process:
        assert process.stdout.readline()
        ASKS[asks](process)
        assert process.stdout.read() == "tidied up\n"
        assert process.wait(10) == 1 and process.stderr.read() == ""


@ON_POSIX
def test_a_process_whose_input_is_closed_before_it_listens_ends_too():
    with start(stdin=subprocess.DEVNULL) as process:
        assert process.stdout.read() == "tidied up\n" and process.wait(10) == 1


@pytest.mark.long
@ON_POSIX
def test_a_process_ends_when_its_parent_is_killed():
    code = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {BEGUN.format(does=DOES['sleeps'])!r}], "
    code += "stdin=subprocess.PIPE).wait()"
    env = {**os.environ, "PYTHONPATH": str(HOME)}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as parent:
        assert parent.stdout.readline()
        [child] = psutil.Process(parent.pid).children()
        parent.kill()
        assert parent.stdout.read() == "tidied up\n"
        until = time.monotonic() + 10
        while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < until, "it went on"
            time.sleep(0.05)


@ON_LINUX
def test_a_process_that_listens_to_its_parent_has_no_second_thread_and_so_may_be_copied():
    with start() as process:
        assert process.stdout.readline() == "1\n"
        process.stdin.close()
