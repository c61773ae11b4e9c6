"""Whether a process that is waited for is still at work: one that hangs neither ends nor says anything.

A run at work takes time of a processor, by itself or through what it started, and one that hangs takes next to none.
Looks are counted, not hours of the clock: a machine that sleeps overnight has not hung.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psutil import Process

LOOK = 1.0
"""Seconds between two looks."""
LONGEST = 120
"""Looks in a row without work, after which a process counts as hanging: a disk may be slow, or the machine busy."""
LEAST = 0.01
"""The share of a processor below which nobody works: waiting takes a tenth of that."""


class Silence:
    """What processes took until each look of late. The numbers are those of the system."""

    def __init__(self, *processes: int):
        self._processes, self._taken = processes, list[float]()

    def too_long(self) -> bool:
        """Look, and say whether they have done nothing for too long; asked each ``LOOK`` seconds."""
        self._taken = [*self._taken[-LONGEST:], sum(map(seconds_taken, self._processes))]
        return len(self._taken) > LONGEST and max(self._taken) - min(self._taken) < LEAST * LOOK * LONGEST


def seconds_taken(process: int) -> float:
    """Seconds of a processor that a process and all that it started have taken; 0 where it has gone."""
    import psutil

    with suppress(psutil.Error):
        whole = psutil.Process(process)
        return sum(map(_own, (whole, *whole.children(recursive=True))))
    return 0.0


def _own(process: "Process") -> float:
    """Seconds of one process, with those of what it started that has ended."""
    import psutil

    with suppress(psutil.Error):
        return sum(tuple[float, ...](process.cpu_times())[:4])
    return 0.0


def end_with_all(process: int) -> None:
    """End a process that does not listen, and all that it started."""
    import psutil

    with suppress(psutil.Error):
        whole = psutil.Process(process)
        for each in (*whole.children(recursive=True), whole):
            with suppress(psutil.Error):
                each.kill()
