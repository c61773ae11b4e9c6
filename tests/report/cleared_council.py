"""An invented council, cleared and verified as an officer does it: how it ended, how long it took, how much memory."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

from benchmarks.invented_council import write_council
from benchmarks.measure import HOME, environment

MB = 1024 * 1024
LOOKED_AT = 1.0
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cleared:
    """How ``clear`` ended, its seconds and MB at the most, all its processes together; and how ``verify`` ended."""

    pack: Path
    code: int
    said: str
    seconds: float
    mb: float
    verified: int


def cleared(folder: Path, posts: int, *, holders: bool = False) -> Cleared:
    """Clear a council of so many posts in a folder, and verify its pack."""
    scenario = write_council(folder, posts, holders=holders, redeployed=holders)
    start = time.perf_counter()
    with _model("clear", scenario, "--packs", folder / "packs") as process, _watched(process.pid) as most:
        said = process.communicate()[0]
    seconds, pack = time.perf_counter() - start, folder / "packs" / scenario.stem
    with _model("verify", pack) as verifying:
        verifying.communicate()
    return Cleared(pack, process.returncode, said, seconds, most[0], verifying.returncode)


def _model(*words: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "model", *map(str, words)]
    told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    return subprocess.Popen(command, cwd=HOME, env=environment(), **told)


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """The most memory, in MB, that a process and those that it started have had by now."""
    most, done = [0.0], Event()

    def watch() -> None:
        while not done.wait(LOOKED_AT):
            with suppress(psutil.Error):
                whole = psutil.Process(process)
                most[0] = max(most[0], sum(map(_memory, (whole, *whole.children(recursive=True)))))

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield most
    finally:
        done.set()
        watching.join()


def _memory(process: psutil.Process) -> float:
    """MB of its own: what it shares with others, such as the browser's code, counts by its part where that is known."""
    try:
        full = process.memory_full_info()
        return getattr(full, "pss", full.uss) / MB
    except psutil.Error:  # it ended while it was looked at
        return 0.0
