"""Sweeps: in turn, in processes, and on Dask, over small scenarios and over large ones.

The ways take turns over parts of the scenarios. One in two hundred is faulty, and every way must give the same bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.invented_council import write_council
from benchmarks.measure import in_turns, progress, timed
from benchmarks.table import AS_FAST, Benchmark, Found, Row, Table, at_least
from model.base.processes import processors
from model.uncertainty.sweep.job import Job, jobs_of, scenarios_in
from model.uncertainty.sweep.maps import Map, in_turn, pool
from model.uncertainty.sweep.on_dask import cluster
from model.uncertainty.sweep.sweep import sweep

FAULTY = 200
IDEAL, POOL = "in turn, shared by all processors", "the processes"
STARTS = Row("a Dask cluster of this machine starts")


@dataclass(frozen=True)
class Size:
    """How many scenarios, of how many posts, are swept in how many parts; and what is aimed at on Dask."""

    scenarios: int
    posts: int
    parts: int
    on_dask: float

    @property
    def rows(self) -> tuple[Row, Row, Row]:
        """In turn, in processes and on Dask: what a part takes."""
        part = f"{self.scenarios // self.parts:,} scenarios of {self.posts:,} posts"
        return (
            Row(f"{part}, in turn"),
            Row(f"{part}, in processes", peer=IDEAL, target=at_least(0.9)),
            Row(f"{part}, on Dask", peer=POOL, target=at_least(self.on_dask)),
        )


SIZES = (Size(2_000, 100, 2, 0.9), Size(12, 10_000, 2, 0.8))
TABLE = Table(
    "A sweep of many scenarios",
    "Can an analyst try a thousand combinations over lunch, and ten times as many on a cluster? The run in several "
    "processes is compared with the best that is possible: the time of one process divided by the number of "
    "processors. Dask is compared with the run in several processes.",
    (STARTS, *(row for size in SIZES for row in size.rows)),
    AS_FAST,
)


def write_scenarios(folder: Path, number: int, posts: int) -> list[Job]:
    """Scenarios that share their lists and differ in their pension rate; every two-hundredth has an impossible one."""
    council = write_council(folder, posts)
    text = council.read_text(encoding="utf-8")
    for n in range(number):
        rate = "none" if n % FAULTY == FAULTY - 1 else f"{18 + n / 200:.3f}%"
        (folder / f"variant-{n:04}.yaml").write_text(text.replace("rate: 20%", f"rate: {rate}"), encoding="utf-8")
    council.unlink()
    return jobs_of(scenarios_in([folder]))


def swept(size: Size, on_dask: Map) -> Iterator[Found]:
    """Both rows of a size, once all parts of its scenarios went every way with one fingerprint."""
    with TemporaryDirectory() as place:
        jobs, workers = write_scenarios(Path(place), size.scenarios, size.posts), processors()
        sweep(jobs[: 2 * workers], way=on_dask)  # its workers import the model once, as forked ones need not
        long = len(jobs) // size.parts
        ways = {"in turn": in_turn, "processes": pool(workers), "Dask": on_dask}
        fingerprints: dict[int, set[str]] = {}

        def one_way(way: Map) -> Callable[[], None]:
            part = count()

            def run() -> None:
                number = next(part)
                done = sweep(jobs[number * long : (number + 1) * long], way=way)
                if done.not_run:
                    raise RuntimeError(done.not_run[0].why)
                fingerprints.setdefault(number, set()).add(done.fingerprint)

            return run

        taken = in_turns({name: timed(one_way(way)) for name, way in ways.items()}, size.parts, warm_up=0)
    if any(len(of_part) > 1 for of_part in fingerprints.values()):
        raise RuntimeError("the ways gave different figures")
    one_by_one, in_processes, with_dask = size.rows
    yield TABLE.found(one_by_one, taken["in turn"])
    yield TABLE.found(in_processes, taken["processes"], [seconds / workers for seconds in taken["in turn"]])
    yield TABLE.found(with_dask, taken["Dask"], taken["processes"])


def measure() -> Iterator[Found]:
    """The cluster, then both sizes."""
    progress("a Dask cluster starts")
    start = perf_counter()
    with cluster(workers=processors()) as on_dask:
        yield TABLE.found(STARTS, [perf_counter() - start])
        for size in SIZES:
            yield from swept(size, on_dask)


SWEEP = Benchmark("sweep", (TABLE,), measure)
