"""Work done by copies of this process, where it is safe to copy it."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from model.base import silence

Part = TypeVar("Part")
Done = TypeVar("Done")
ENDS_WITH_ITS_PARENT = 1
"""What Linux calls PR_SET_PDEATHSIG: the signal that a process gets when the one that started it ends."""

GIVES_WAY = 10
"""How far a copy lets others go first whose work is waited for last. Without it a clearance takes a tenth longer."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def way_to_start() -> str:
    """How processes are started: as a copy of this one where that is safe, else as a fresh one.

    A copy of a process with threads, such as a notebook's kernel or a server, may never end. Windows and macOS make no
    copies.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@contextlib.contextmanager
def ctrl_c_waits() -> Generator[None, None, None]:
    """Let Ctrl-C wait while a process is copied: in the midst of that it would be lost, and leave locks behind."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def shared_out(work: Callable[[Part], Done], shares: Sequence[Sequence[Part]]) -> Iterator[tuple[Part, Done]]:
    """Each part with its result, in any order: each share is done by a copy of this process.

    What a copy leaves undone, because it ended or hung, is done here. Where no copy can be made, all is done here.
    """
    copied = shares if way_to_start() == "fork" and len(shares) > 1 else ()
    done = {number: 0 for number in range(len(shares))}
    for number, came in _come_from(_copies(work, copied)):
        part = shares[number][done[number]]
        done[number] += 1
        yield part, came
    for number, share in enumerate(shares):
        yield from ((part, work(part)) for part in share[done[number] :])


@contextlib.contextmanager
def done_beside(work: Callable[[], object]) -> Generator[Callable[[], None], None, None]:
    """Begin work in a copy of this process, and give what waits for its end. All that comes of it are its files.

    The work is done here, once it is waited for, where no copy can be made, or the copy fails, ends or hangs. On
    leaving, a copy that still works is ended.
    """

    def once(_: None) -> None:
        os.nice(GIVES_WAY)
        work()

    copies = _copies(once, [[None]] if way_to_start() == "fork" else ())

    def wait_for_it() -> None:
        if not [*_come_from(copies)]:
            work()

    try:
        yield wait_for_it
    finally:
        _end(copies.values())


def _copies(work: Callable[[Part], Done], shares: Sequence[Sequence[Part]]) -> dict[Connection, BaseProcess]:
    """A copy of this process for each share, at work; by the pipe through which its results come."""
    copies = dict[Connection, BaseProcess]()
    for share in shares:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        copies[here] = context.Process(target=_in_a_copy, args=(work, share, there, os.getpid()), daemon=True)
        with ctrl_c_waits():
            copies[here].start()
        there.close()
    return copies


def _come_from(copies: Mapping[Connection, BaseProcess]) -> Iterator[tuple[int, Any]]:
    """The index of a share and the result of its next part, as they come from its copy."""
    numbers = {pipe: number for number, pipe in enumerate(copies)}
    try:
        quiet = silence.Silence(*(copy.pid for copy in copies.values() if copy.pid))
        while numbers:
            came_from = wait([*numbers], silence.LOOK)
            if not came_from and quiet.too_long():
                _end(copies.values())
            for pipe in came_from:
                if isinstance(pipe, Connection):
                    try:
                        came = pipe.recv()
                    except EOFError:
                        del numbers[pipe]
                        continue
                    yield numbers[pipe], came
    finally:
        _end(copies.values())


def _end(copies: Iterable[BaseProcess]) -> None:
    """End copies at once. They have nothing to tidy up, and no other signal ends a copy that hangs."""
    for copy in copies:
        copy.kill()
        copy.join()


def _in_a_copy(work: Callable[[Part], Done], share: Sequence[Part], pipe: Connection, first: int) -> None:
    """Do one share and send each result. Only the first process handles Ctrl-C, and says what went wrong.

    The copy ends with the first process, however that ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(ENDS_WITH_ITS_PARENT, signal.SIGKILL)
    if os.getppid() == first:
        with contextlib.suppress(Exception):  # what is not done is done again by the first process
            for part in share:
                pipe.send(work(part))
    pipe.close()
