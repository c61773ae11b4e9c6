"""Inputs tried in a forked worker: how each ended, how long it took, and whether it stayed within its memory.

What hangs is ended after its time and what dies is noted; the next input goes to a new worker. So a count of thousands
is never lost to one of them.
"""

import os
import pickle
import resource
import select
import signal
import struct
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SECONDS, MEGABYTES = 10.0, 500
"""What one input may take: seconds of a processor, since a busy machine is not the input's fault."""
PATIENCE = 12.0
"""How many times as long it is waited for by the clock, before it counts as hanging."""
WORKER_FOR = 100
"""Inputs that one worker tries, so that what is left over in it stays small."""
REFUSED, ACCEPTED = "refused", "accepted"
TRACEBACK, TOO_SLOW, TOO_LARGE, DIED = "traceback", "over its time", "over its memory", "died"
BROKEN = (TRACEBACK, TOO_SLOW, TOO_LARGE, DIED)
LENGTH = struct.Struct("!I")


@dataclass(frozen=True)
class Ended:
    """How one input ended: ``refused``, ``accepted`` or one of ``BROKEN``; ``said`` is what was said of it.

    ``seconds`` are of a processor; of one that hangs, those that were waited by the clock.
    """

    number: int
    how: str
    seconds: float
    said: object = ""


Run = Callable[[int], tuple[str, object]]
"""Tries an input by its number: ``refused`` or ``accepted``, and what was said. What it raises is a traceback."""


def tried(
    run: Run, first: int, last: int, seconds: float = SECONDS, megabytes: int = MEGABYTES, patience: float = PATIENCE
) -> Iterator[Ended]:
    """How each input from ``first`` up to ``last`` ended, the last left out, in order."""
    number = first
    while number < last:
        end = min(number + WORKER_FOR, last)
        for ended in _by_a_worker(run, number, end, seconds * patience, megabytes):
            yield ended
            number = ended.number + 1


def _by_a_worker(run: Run, first: int, last: int, waiting: float, megabytes: int) -> Iterator[Ended]:
    """The same by one worker, up to the first input that ends it."""
    theirs, ours = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(theirs)
        _work(run, first, last, ours, megabytes)
    os.close(ours)
    number = first
    try:
        while number < last:
            if not select.select([theirs], [], [], waiting)[0]:
                yield Ended(number, TOO_SLOW, waiting)
                return
            ended = _received(theirs)
            if ended is None:
                yield Ended(number, DIED, 0.0)
                return
            yield ended
            number += 1
    finally:
        os.close(theirs)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def _work(run: Run, first: int, last: int, ours: int, megabytes: int) -> None:
    """The worker: it never returns, and says nothing but by its pipe."""
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        most = _size_now() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        for number in range(first, last):
            _send(ours, _ended(run, number))
    finally:
        os._exit(0)


def _ended(run: Run, number: int) -> Ended:
    began = time.process_time()
    try:
        how, said = run(number)
    except MemoryError:
        how, said = TOO_LARGE, traceback.format_exc(limit=-6)
    except BaseException:
        how, said = TRACEBACK, traceback.format_exc(limit=-6)
    return Ended(number, how, time.process_time() - began, said)


def _size_now() -> int:
    """Bytes of address space that this process has."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _send(pipe: int, ended: Ended) -> None:
    content = pickle.dumps(ended)
    content = LENGTH.pack(len(content)) + content
    while content:
        content = content[os.write(pipe, content) :]


def _received(pipe: int) -> Ended | None:
    """What a worker sent; None where it ended instead."""
    head = _exactly(pipe, LENGTH.size)
    content = _exactly(pipe, LENGTH.unpack(head)[0]) if head else b""
    return pickle.loads(content) if content else None


def _exactly(pipe: int, length: int) -> bytes:
    content = b""
    while len(content) < length:
        more = os.read(pipe, length - len(content))
        if not more:
            return b""
        content += more
    return content
