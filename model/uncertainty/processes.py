"""Work shared among copies of this process, where it is safe to copy it."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TypeVar

from model.base import silence

Part = TypeVar("Part")
Done = TypeVar("Done")


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


def shared_out(work: Callable[[Part], Done], shares: Sequence[Sequence[Part]]) -> Iterator[tuple[Part, Done]]:
    """Each part with its result, in any order: each share is done by a copy of this process.

    What a copy leaves undone, because it ended or hung, is done here. Where no copy can be made, all is done here.
    """
    copies = shares if way_to_start() == "fork" and len(shares) > 1 else ()
    done = {number: 0 for number in range(len(shares))}
    for number, came in _from_copies(work, copies):
        part = shares[number][done[number]]
        done[number] += 1
        yield part, came
    for number, share in enumerate(shares):
        yield from ((part, work(part)) for part in share[done[number] :])


def _from_copies(work: Callable[[Part], Done], shares: Sequence[Sequence[Part]]) -> Iterator[tuple[int, Done]]:
    """The index of a share and the result of its next part, from one copy for each share."""
    context = multiprocessing.get_context("fork") if shares else None
    if context is None:
        return
    numbers, copies = {}, list[BaseProcess]()
    try:
        for number, share in enumerate(shares):
            here, there = context.Pipe(duplex=False)
            copies.append(context.Process(target=_in_a_copy, args=(work, share, there), daemon=True))
            copies[-1].start()
            there.close()
            numbers[here] = number
        quiet = silence.Silence(*(copy.pid for copy in copies if copy.pid))
        while numbers:
            came_from = wait([*numbers], silence.LOOK)
            if not came_from and quiet.too_long():
                _end(copies)
            for pipe in came_from:
                if isinstance(pipe, Connection):
                    try:
                        came = pipe.recv()
                    except EOFError:
                        del numbers[pipe]
                        continue
                    yield numbers[pipe], came
    finally:
        _end(copies)


def _end(copies: Sequence[BaseProcess]) -> None:
    """End copies at once. They have nothing to tidy up, and no other signal ends a copy that hangs."""
    for copy in copies:
        copy.kill()
        copy.join()


def _in_a_copy(work: Callable[[Part], Done], share: Sequence[Part], pipe: Connection) -> None:
    """Do one share and send each result. Only the first process handles Ctrl-C. Stop once that process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        for part in share:
            pipe.send(work(part))
    pipe.close()
