"""The ways to run a sweep: one job after another, or in processes of this machine. Outcomes come as they are ready.

The third way, a Dask cluster, is in :mod:`model.uncertainty.sweep.on_dask`.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for

from model.base import silence
from model.base.processes import ctrl_c_waits, way_to_start
from model.uncertainty.sweep.feed import Feed
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import Outcome
from model.uncertainty.sweep.run import Batch

Function = Callable[[Sequence[Job]], Batch]
Map = Callable[[Function, Feed], Generator[Outcome, None, None]]
"""A way to run a function on every batch of a feed. Outcomes come in any order."""
AHEAD = 2
"""Batches given out for each worker, so that it never waits for the next."""


def in_turn(function: Function, feed: Feed) -> Generator[Outcome, None, None]:
    """The outcomes of one batch after another, run in this process."""
    while batch := feed.next(1):
        yield from _told(function(batch), feed)


def pool(workers: int) -> Map:
    """A map that runs batches in ``workers`` processes. If one ends, only the job that it was running is lost.

    A process that hangs is ended, and only its job is lost.
    """

    def in_processes(function: Function, feed: Feed) -> Generator[Outcome, None, None]:
        while feed.left:  # start again with new processes where one has ended
            running: dict[Future[Batch], list[Job]] = {}
            executor = ProcessPoolExecutor(
                1 if feed.suspects else workers, multiprocessing.get_context(way_to_start()), _in_a_worker
            )
            try:
                for batch in _run(executor, function, feed, running, workers):
                    yield from _told(batch, feed)
            except BrokenProcessPool:
                for future, jobs in running.items():
                    if future.done() and not future.cancelled() and not future.exception():
                        yield from _told(future.result(), feed)
                    else:
                        yield from feed.lost(jobs)
            finally:
                executor.shutdown(cancel_futures=True)

    return in_processes


def _run(
    executor: ProcessPoolExecutor, function: Function, feed: Feed, running: dict[Future[Batch], list[Job]], workers: int
) -> Iterator[Batch]:
    """Each finished batch, removed from ``running``. Jobs that may have ended a worker are run alone.

    Raises BrokenProcessPool where a worker has ended. What was lost with it is left in ``running``.
    """
    alone = feed.suspects
    while True:
        while len(running) < (1 if alone else AHEAD * workers) and feed.left and feed.suspects == alone:
            batch = feed.next(workers)
            try:
                with ctrl_c_waits():  # the first starts the workers
                    running[executor.submit(function, batch)] = batch
            except BrokenProcessPool:
                feed.back(batch)
                raise
        if not running:
            return
        done = _done(running)
        for future in sorted(done, key=lambda one: one.exception() is not None):
            result = future.result()
            del running[future]
            yield result


def _done(running: dict[Future[Batch], list[Job]]) -> set[Future[Batch]]:
    """The next batches that are done. Ends the workers if they are idle and nothing is done for too long."""
    workers = [worker.pid for worker in multiprocessing.active_children() if worker.pid]
    quiet = silence.Silence(*workers)
    while not (done := wait(running, silence.LOOK, FIRST_COMPLETED).done):
        if quiet.too_long():
            for worker in workers:
                silence.end_with_all(worker)
    return done


def _told(batch: Batch, feed: Feed) -> Iterator[Outcome]:
    feed.took(len(batch.outcomes), batch.seconds)
    yield from batch.outcomes


def _in_a_worker() -> None:
    """Ignore Ctrl-C, which the first process handles, and end when that process ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    wait_for([parent])
    os._exit(1)
