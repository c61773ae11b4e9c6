"""A sweep: jobs that have no kept row are run, in one of several ways, and all rows come back in order."""

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

from model.uncertainty.sweep.feed import Feed
from model.uncertainty.sweep.job import Job, engine
from model.uncertainty.sweep.kept import Kept, fingerprint
from model.uncertainty.sweep.maps import Map, in_turn
from model.uncertainty.sweep.row import NotRun, Ran, Row
from model.uncertainty.sweep.run import Finish, Runner


@dataclass(frozen=True)
class Progress:
    """How far a sweep is: all jobs, those done, those with faults, those not run, and those kept from before."""

    jobs: int
    done: int
    at_fault: int
    not_run: int
    kept: int


@dataclass(frozen=True)
class Sweep:
    """The result of a sweep: the row of each job that was run, by its number, and the jobs that were not."""

    jobs: tuple[Job, ...]
    rows: dict[int, Row]
    not_run: tuple[NotRun, ...]

    @property
    def numbered(self) -> list[tuple[int, Row]]:
        """Each row with its number, in order."""
        return sorted(self.rows.items())

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the rows: the same on every machine, whichever way the jobs are run."""
        return fingerprint(self.numbered)

    @property
    def at_fault(self) -> int:
        """How many rows have faults."""
        return sum(row.faults > 0 for row in self.rows.values())


def sweep(
    jobs: Sequence[Job],
    folder: Path | None = None,
    way: Map = in_turn,
    finish: Finish | None = None,
    say: Callable[[Progress], None] = lambda progress: None,
    is_there: Callable[[Job, Row], bool] = lambda job, row: True,
) -> Sweep:
    """Run every job that has no row in ``folder``, and keep each row there as soon as it comes.

    Args:
        jobs: the jobs (:func:`~model.uncertainty.sweep.job.jobs_of`).
        folder: where rows are kept; None to keep none.
        way: how the jobs are run.
        finish: makes a pack of each scenario too; jobs of one scenario are then run one at a time.
        say: is called after each row with the progress.
        is_there: whether the pack of a kept row is still there.
    """
    kept = Kept(folder) if folder else None
    rows = {job.number: row for job in jobs if kept and (row := kept.row_of(job)) and is_there(job, row)}
    not_run = list[NotRun]()
    so_far = Progress(len(jobs), len(rows), sum(row.faults > 0 for row in rows.values()), 0, len(rows))
    say(so_far)
    feed = Feed(_groups([job for job in jobs if job.number not in rows], one_by_one=finish is not None))
    with kept or nullcontext(), closing(way(Runner(engine(), finish), feed)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Ran):
                rows[outcome.number] = outcome.row
                if kept:
                    kept.add(outcome.row)
                at_fault = so_far.at_fault + (outcome.row.faults > 0)
                so_far = replace(so_far, done=so_far.done + 1, at_fault=at_fault)
            else:
                not_run.append(outcome)
                so_far = replace(so_far, not_run=len(not_run))
            say(so_far)
    return Sweep(tuple(jobs), rows, tuple(sorted(not_run, key=lambda one: one.number)))


def _groups(jobs: Sequence[Job], *, one_by_one: bool) -> list[list[Job]]:
    """Groups of jobs for one worker: each job alone or, with ``one_by_one``, all jobs of one scenario."""
    if not one_by_one:
        return [[job] for job in jobs]
    return [list(group) for _, group in groupby(jobs, key=lambda job: job.path)]
