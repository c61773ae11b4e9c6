"""Whether a process that is waited for is still at work. A process that hangs neither ends nor reports anything.

A process at work uses processor time, itself or in the processes that it started. One that hangs uses almost none.
Looks are counted, not hours of the clock, so a process does not count as hanging after its machine has slept.
"""

from collections.abc import Callable
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
    """End a process that does not respond, and all that it started."""
    end_all_of(process)
    _kill(process)


def end_all_of(process: int) -> None:
    """End all that a process started, at once."""
    import psutil

    with suppress(psutil.Error):
        for each in psutil.Process(process).children(recursive=True):
            _kill(each.pid)


def _kill(process: int) -> None:
    import psutil

    with suppress(psutil.Error):
        psutil.Process(process).kill()
