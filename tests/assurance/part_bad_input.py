"""Thousands of damaged inputs, drawn by a seed: each is refused with its place, or read, in time and memory."""

import time
from collections.abc import Iterator
from datetime import date

from benchmarks.measure import progress
from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least, at_most

SEED, INPUTS, AT_ONCE = 20, 5_000, 100
TRIED = Row("inputs tried", COUNT, target=at_least(INPUTS, of_figure=True))
MUST = Row("of these, labelled beforehand as must be refused", COUNT)
REFUSED = Row("refused with a fault", COUNT)
ACCEPTED = Row("read", COUNT)
SLOWEST = Row("the longest took", "s", target=at_most(10, of_figure=True))
FAILURES = Row(
    "tracebacks, ends by time or memory, refusals without a place, and what was read though it must be refused",
    COUNT,
    target=at_most(0, of_figure=True),
)
TABLE = Table(
    "Bad input",
    "What does an officer see who gives a file that is damaged, or another kind of file? Every valid file of the "
    "repository is changed in a way drawn by a seed, and read in a process of its own with 10 seconds and 500 MB.",
    (TRIED, MUST, REFUSED, ACCEPTED, SLOWEST, FAILURES),
)


def measure(share: float = 1) -> Iterator[Found]:
    """In runs of a hundred, so that somebody at a terminal sees how far it is."""
    from tests.bad_input.counting import Counted, count

    how_many, counted = round(INPUTS * share), Counted(SEED)
    for first in range(0, how_many, AT_ONCE):
        progress(f"input {first + 1} of {how_many}, {len(counted.failures)} failures")
        counted += count(SEED, min(AT_ONCE, how_many - first), first)
    yield TABLE.counted(TRIED, counted.tried)
    yield TABLE.counted(MUST, counted.must_be_refused)
    yield TABLE.counted(REFUSED, counted.refused)
    yield TABLE.counted(ACCEPTED, counted.accepted)
    yield TABLE.counted(SLOWEST, counted.slowest)
    yield TABLE.counted(FAILURES, len(counted.failures), counted.failures)


FUZZ_SEED, MINUTES = 1_000, 10
FOR_MINUTES = Row("minutes of inputs that nobody has seen", "", target=at_least(MINUTES, of_figure=True))
DRAWN = Row("inputs in that time", COUNT)
CRASHES = Row("failures, each of which becomes a row of the corpus", COUNT, target=at_most(0, of_figure=True))
OF_FUZZING = Table(
    "Fuzzing",
    "Does more of the same find more? Every parser of the valid files is given inputs of other seeds for ten minutes, "
    "and what fails is named by its seed and number, so that it can be tried again.",
    (FOR_MINUTES, DRAWN, CRASHES),
)


def fuzz(share: float = 1) -> Iterator[Found]:
    """For so many minutes; the seeds follow from the day, so that each day has inputs of its own."""
    from tests.bad_input.counting import Counted, count

    begun, seed = time.monotonic(), FUZZ_SEED + date.today().toordinal()
    counted, minutes = Counted(seed), 0.0
    while minutes < MINUTES * share:
        counted += count(seed, AT_ONCE, counted.tried)
        minutes = (time.monotonic() - begun) / 60
        progress(f"{minutes:.1f} minutes, {counted.tried} inputs, {len(counted.failures)} failures")
    yield OF_FUZZING.counted(FOR_MINUTES, minutes)
    yield OF_FUZZING.counted(DRAWN, counted.tried)
    yield OF_FUZZING.counted(CRASHES, len(counted.failures), counted.failures)


BAD_INPUT = (
    Benchmark("bad-input", (TABLE,), measure, timed=False),
    Benchmark("fuzz", (OF_FUZZING,), fuzz, timed=False),
)
