"""Whether a process that is waited for is still at work. A process that hangs neither ends nor reports anything.

A process at work uses processor time, itself or in the processes that it started. One that hangs uses almost none.
Looks are counted, not hours of the clock, so a process does not count as hanging after its machine has slept.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from psutil import Process

Answer = TypeVar("Answer")
LOOK = 1.0
"""Seconds between two looks."""
LONGEST = 120
"""A process hangs if it has not worked for this many looks. The number is high, as a disk or a machine may be slow."""
LEAST = 0.01
"""The share of a processor below which a process is not at work. A process that waits uses a tenth of that share."""
TO_GO, SHORT = 5, 0.01
"""Seconds that a killed process is given to end, and between two looks whether it has."""


class Silence:
    """The processor time that some processes, given by number, had used at each of the last looks."""

    def __init__(self, *processes: int):
        self._processes, self._taken = processes, list[float]()

    def too_long(self) -> bool:
        """Whether the processes have done nothing for too long. Each call is one look; call every ``LOOK`` seconds."""
        self._taken = [*self._taken[-LONGEST:], sum(map(seconds_taken, self._processes))]
        return len(self._taken) > LONGEST and max(self._taken) - min(self._taken) < LEAST * LOOK * LONGEST


def heard(process: int, read: Callable[[], Answer]) -> Answer | None:
    """What ``read`` gives, which waits for something that a process writes. None where the process hangs."""
    came = list[Answer]()
    reading = Thread(target=lambda: came.append(read()), daemon=True)
    reading.start()
    quiet = Silence(process)
    while reading.is_alive():
        reading.join(LOOK)
        if quiet.too_long():
            return None
    return came[0]


def seconds_taken(process: int) -> float:
    """Processor seconds that a process and all that it started have used; 0 where the process has ended."""
    import psutil

    with suppress(psutil.Error):
        whole = psutil.Process(process)
        return sum(map(_own, (whole, *whole.children(recursive=True))))
    return 0.0


def _own(process: "Process") -> float:
    """Processor seconds of one process, with those of its children that have ended."""
    import psutil

    with suppress(psutil.Error):
        return sum(tuple[float, ...](process.cpu_times())[:4])
    return 0.0


def end_with_all(process: int) -> None:
    """End a process that does not respond, and all that it started. When this returns, none of them writes any more.

    All are stopped before any is killed, since one that still ran could start another.
    """
    import psutil

    with suppress(psutil.Error):
        whole = psutil.Process(process)
        all_of_it, found = list[psutil.Process](), [whole]
        while found:
            all_of_it += found
            _each(psutil.Process.suspend, found)
            found = [each for each in whole.children(recursive=True) if each not in all_of_it]
        _each(psutil.Process.kill, all_of_it)
        for _ in range(round(TO_GO / SHORT)):
            if not any(map(_runs, all_of_it)):
                return
            time.sleep(SHORT)


def end_all_of(process: int) -> None:
    """End all that a process started, at once."""
    import psutil

    with suppress(psutil.Error):
        _each(psutil.Process.kill, psutil.Process(process).children(recursive=True))


def _each(do: "Callable[[Process], object]", processes: "Iterable[Process]") -> None:
    """Do something to each process that has not ended by itself meanwhile."""
    import psutil

    for process in processes:
        with suppress(psutil.Error):
            do(process)


def _runs(process: "Process") -> bool:
    """Whether a killed process has yet to end. One that only waits to be asked for its exit code has ended."""
    import psutil

    with suppress(psutil.Error):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
