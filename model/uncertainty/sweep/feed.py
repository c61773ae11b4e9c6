"""Jobs still to be run, in batches: large enough to keep workers busy, small enough that all workers end together."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import NotRun

AT_ONCE = 1.0
"""Seconds that a batch may take. A task on a cluster costs some milliseconds, and is lost if its worker ends."""
MOST, SHARES = 50, 3
"""The most jobs in a batch; and how many batches the remaining jobs are cut into for each worker."""
ALLOWED = 3
"""How many workers may end at a job before it is given up."""


class Feed:
    """Jobs in groups, each run by one worker, given out as batches.

    The first batches are one group each. Their time decides how large later ones are. A batch lost with its worker is
    given out again, one job at a time. A job that has ended ``ALLOWED`` workers is given up.
    """

    def __init__(self, groups: Iterable[Sequence[Job]]):
        self._groups, self._suspects = deque(groups), deque[Job]()
        self._left = sum(map(len, self._groups))
        self._ended, self._run, self._seconds = Counter[int](), 0, 0.0

    @property
    def left(self) -> bool:
        """Whether anything is still to be given out."""
        return bool(self._groups or self._suspects)

    @property
    def suspects(self) -> bool:
        """Whether there are jobs that may have ended a worker and are to be run alone."""
        return bool(self._suspects)

    def next(self, workers: int) -> list[Job]:
        """The next batch for one of ``workers``; empty where nothing is left."""
        if self._suspects:
            return [self._suspects.popleft()]
        batch, size = list[Job](), self._size(workers)
        while self._groups and (not batch or len(batch) + len(self._groups[0]) <= size):
            batch += self._groups.popleft()
        self._left -= len(batch)
        return batch

    def _size(self, workers: int) -> int:
        if not self._run:
            return 1
        in_time = AT_ONCE * self._run / max(self._seconds, 1e-6)
        return int(min(MOST, in_time, self._left / (SHARES * workers)))

    def back(self, batch: Sequence[Job]) -> None:
        """Take back a batch that no worker has begun."""
        self._groups.appendleft(batch)
        self._left += len(batch)

    def took(self, jobs: int, seconds: float) -> None:
        """Record how long some jobs took."""
        self._run, self._seconds = self._run + jobs, self._seconds + seconds

    def lost(self, batch: Sequence[Job], workers: int = 1) -> list[NotRun]:
        """Record that ``workers`` workers ended at a batch. Gives the jobs that are given up now."""
        if len(batch) > 1:
            self._suspects.extend(batch)
            return []
        [job] = batch
        self._ended[job.number] += workers
        if self._ended[job.number] < ALLOWED:
            self._suspects.append(job)
            return []
        return [NotRun(job.number, job.name, f"{ALLOWED} workers ended while running this row, so it was given up")]

    def rest(self, why: str) -> list[NotRun]:
        """Give up everything that is left, for one reason."""
        left = [*self._suspects, *(job for group in self._groups for job in group)]
        self._suspects.clear()
        self._groups.clear()
        return [NotRun(job.number, job.name, why) for job in left]
