"""How everything here is measured: in turns, as whole processes with bytecode on, and the memory that a process had.

Only what comes with Python is imported, so that a process that measures its own memory has next to nothing else in it.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

HOME = Path(__file__).resolve().parents[1]
Side = TypeVar("Side")
Given = TypeVar("Given")
Seconds = Callable[[], float]
USED_AGAIN = {"MALLOC_MMAP_THRESHOLD_": "1000000000", "MALLOC_TRIM_THRESHOLD_": "1000000000"}
"""With these, glibc gives an array what an earlier one had, as it does of itself once a process has freed a larger one.

Until then a new Python gets much of its memory anew from the system, which takes longer than the sums do.
"""


def in_turns(sides: Mapping[Side, Seconds], turns: int, warm_up: int = 1) -> dict[Side, list[float]]:
    """What each side took in each turn. Every second turn goes backwards, so that no side always has the worse place.

    What the warm-up turns took is left out.
    """
    taken: dict[Side, list[float]] = {side: [] for side in sides}
    for turn in range(turns + warm_up):
        progress(f"turn {turn + 1} of {turns + warm_up}")
        for side in [*sides][:: -1 if turn % 2 else 1]:
            seconds = sides[side]()
            if turn >= warm_up:
                taken[side].append(seconds)
    return taken


def timed(run: Callable[[], object]) -> Seconds:
    """How long a call takes, each time that it is asked."""

    def seconds() -> float:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    return seconds


def often(run: Callable[[], object], times: int) -> Seconds:
    """The median of many calls, for what takes milliseconds or less."""
    once = timed(run)
    return lambda: statistics.median(once() for _ in range(times))


def command(words: Sequence[str | Path], ends_with: Sequence[int] = (0,)) -> Seconds:
    """How long a command takes from its start to its end. Raises RuntimeError with what it printed if it fails."""

    def run() -> None:
        done = subprocess.run([*map(str, words)], cwd=HOME, env=environment(), capture_output=True, text=True)
        if done.returncode not in ends_with:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise RuntimeError(f"{Path(words[0]).name} ended with {done.returncode}: {''.join(last)}")

    return timed(run)


def python(*words: str | Path, ends_with: Sequence[int] = (0,)) -> Seconds:
    """How long a Python of its own takes with these arguments."""
    return command([sys.executable, *words], ends_with)


def environment() -> dict[str, str]:
    """Bytecode on, whatever this machine says, and ``model`` to be found."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(HOME)}


def alone(function: Callable[..., Given], *arguments: object, memory: Mapping[str, str] | None = None) -> Given:
    """What a function gives in a new Python that does nothing else; ``memory`` may be ``USED_AGAIN``."""
    before = dict(os.environ)
    os.environ.update(memory or {})
    try:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            return process.submit(function, *arguments).result()
    finally:
        os.environ.clear()
        os.environ.update(before)


def peak_mb() -> float:
    """The most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says here includes the memory of the process that started this one
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def progress(what: str) -> None:
    """Say what is going on, on one line of a terminal, and nowhere else."""
    if sys.stderr.isatty():
        print(f"\r    {what:60}\r", end="", file=sys.stderr, flush=True)
