"""A sweep on a Dask cluster: one at an address, or one on this machine.

Dask is an optional group of packages. It is imported only when a cluster is asked for.
"""

import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from model.uncertainty.sweep.feed import ALLOWED, Feed
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.maps import AHEAD, Function, Map
from model.uncertainty.sweep.row import NotRun, Outcome

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 30
"""Seconds to wait for an answer from the scheduler, and for its first worker."""
FREED = str(10**9)
OWN_WORKERS = {
    "distributed.worker.profile.enabled": False,
    "distributed.nanny.pre-spawn-environ": {
        "MALLOC_TRIM_THRESHOLD_": FREED,
        "MALLOC_MMAP_THRESHOLD_": FREED,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    },
    "distributed.scheduler.allowed-failures": ALLOWED,
}
"""Replaces the settings by which Dask returns memory after each task and inspects the stack 100 times a second."""
WITHOUT_A_PAGE: dict[str, Any] = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
MISSING = (
    "Dask is not installed here. `python3 workbook.py sweep ... --dask` installs it. Or install the packages of "
    "requirements-cluster.lock."
)


class NoCluster(Exception):
    """There is no cluster to run on. The message says why, and what to do."""


@contextmanager
def cluster(scheduler: str = "", workers: int = 0) -> Iterator[Map]:
    """A map on the cluster of a scheduler, such as ``tcp://10.0.0.5:8786``, or on ``workers`` of this machine.

    Raises NoCluster where Dask is not installed, or nothing answers.
    """
    try:
        from dask import config
        from distributed import Client, LocalCluster
    except ImportError:
        raise NoCluster(MISSING) from None
    with config.set(OWN_WORKERS):
        for name in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # the sweep itself reports a worker that ends
        own: Any = None
        try:
            if not scheduler:
                own = LocalCluster(n_workers=workers, threads_per_worker=1, **WITHOUT_A_PAGE)
            client: Any = Client(own or scheduler, timeout=PATIENCE)
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, TimeoutError, ValueError) as why:
            where = f"The scheduler {scheduler}" if scheduler else "A cluster on this machine"
            raise NoCluster(f"{where} did not answer, or has no worker: {why}") from None
        try:
            yield lambda function, feed: _on(client, function, feed)
        finally:
            client.close()
            if own is not None:
                own.close()


def _on(client: Any, function: Function, feed: Feed) -> Generator[Outcome, None, None]:
    """Outcomes as they are ready.

    A job lost with three workers is given up; so are all jobs if the cluster does not answer.
    """
    from distributed import KilledWorker
    from distributed import wait as wait_for

    wait: Any = wait_for
    running: dict[Future, list[Job]] = {}
    while True:
        try:
            workers = max(sum(client.nthreads().values()), 1)
            while len(running) < AHEAD * workers and (batch := feed.next(workers)):
                running[client.submit(function, batch, pure=False)] = batch
            if not running:
                return
            done = wait(list(running), return_when="FIRST_COMPLETED").done
        except (OSError, TimeoutError) as why:
            yield from _given_up(running, feed, f"the cluster did not answer: {type(why).__name__}")
            return
        for future in done:
            batch = running.pop(future)
            if future.status == "finished":
                result = future.result()
                feed.took(len(result.outcomes), result.seconds)
                yield from result.outcomes
            elif (why := future.exception() if future.status == "error" else None) is None:
                yield from feed.lost(batch)  # its worker ended before the result was fetched
            elif isinstance(why, KilledWorker):
                yield from feed.lost(batch, ALLOWED)
            else:
                said = f"{type(why).__name__}: {why}"
                yield from (NotRun(job.number, job.name, said) for job in batch)


def _given_up(running: "dict[Future, list[Job]]", feed: Feed, why: str) -> Iterator[NotRun]:
    for batch in running.values():
        yield from (NotRun(job.number, job.name, why) for job in batch)
    yield from feed.rest(why)
