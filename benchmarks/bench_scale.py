"""From file to results and checks at the size of a council: time, memory, and how both grow with the number of posts.

Five years of months; five bases for posts alone, seven where each has a holder. Each run is a Python of its own.
"""

import math
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented_council import write_council
from benchmarks.measure import alone, peak_mb, progress
from benchmarks.table import Benchmark, Found, Row, Table, at_most
from model.assessment.assess import assess

SMALL, MIDDLE, LARGE, COUNCIL = 1_000, 5_000, 20_000, 50_000
WITH_HOLDERS = 12_000
SIZES = {
    SMALL: Row(f"{SMALL:,} posts before and after"),
    MIDDLE: Row(f"{MIDDLE:,} posts"),
    LARGE: Row(f"{LARGE:,} posts"),
    COUNCIL: Row(f"{COUNCIL:,} posts", target=at_most(20, of_figure=True)),
}
MEMORY = Row(f"memory with {COUNCIL:,} posts, at its most", unit="MB", target=at_most(1_000, of_figure=True))
SLOPE = Row(
    f"growth from {MIDDLE:,} to {COUNCIL:,} posts (1: as the posts; 2: as their square)",
    unit="",
    target=at_most(1.1, of_figure=True),
)
HOLDERS = Row(f"{WITH_HOLDERS:,} posts, each with its holder", target=at_most(15, of_figure=True))
HOLDERS_MEMORY = Row(f"memory with {WITH_HOLDERS:,} posts and holders", unit="MB")
TABLE = Table(
    "A whole council",
    "Can a council cost all its posts at once, on an ordinary laptop? The time runs from the file to all results and "
    "checks, over five years. The growth is the slope of time against posts, both as logarithms: 1 means that twice "
    "the posts take twice the time.",
    (*SIZES.values(), MEMORY, SLOPE, HOLDERS, HOLDERS_MEMORY),
)


def run(scenario: Path) -> tuple[float, float]:
    """Seconds from the file to its results and checks, and the most memory of the process, in MB."""
    start = time.perf_counter()
    assessment = assess(scenario)
    assert assessment.digest
    assert assessment.checks
    return time.perf_counter() - start, peak_mb()


def of_size(posts: int, *, holders: bool = False) -> tuple[float, float]:
    """The same for an invented council of a size."""
    progress(f"{posts:,} posts")
    with TemporaryDirectory() as folder:
        return alone(run, write_council(Path(folder), posts, holders=holders))


def measure() -> Iterator[Found]:
    """Every size once, then posts with holders."""
    seconds: dict[int, float] = {}
    memory = 0.0
    for posts, row in SIZES.items():
        seconds[posts], memory = of_size(posts)
        yield TABLE.found(row, [seconds[posts]])
    yield TABLE.found(MEMORY, [memory])
    yield TABLE.found(SLOPE, [math.log(seconds[COUNCIL] / seconds[MIDDLE]) / math.log(COUNCIL / MIDDLE)])
    taken, memory = of_size(WITH_HOLDERS, holders=True)
    yield TABLE.found(HOLDERS, [taken])
    yield TABLE.found(HOLDERS_MEMORY, [memory])


SCALE = Benchmark("scale", (TABLE,), measure)
