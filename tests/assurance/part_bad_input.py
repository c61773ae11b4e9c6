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
    "What does an officer see after opening a damaged file, or a file of the wrong kind? Each valid file of the "
    "repository is changed at random (from a fixed seed) and then read in a separate process. Each reading may take "
    "up to 10 seconds and 500 MB.",
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
PARSERS = Row("parsers, each for the same part of them", COUNT)
DRAWN = Row("inputs in that time", COUNT)
CRASHES = Row("failures, each of which becomes a row of the corpus", COUNT, target=at_most(0, of_figure=True))
OF_FUZZING = Table(
    "Fuzzing",
    "Is there a bad input that nobody thought of? Each parser reads valid inputs that were cut up, repeated and mixed"
    " with characters that have a special meaning in some format. An input fails if it is neither read nor refused "
    "with a message, or takes more than 10 seconds or 500 MB. A failure is recorded by its parser, its seed and the "
    "number of its input, so that anyone can try it again.",
    (FOR_MINUTES, PARSERS, DRAWN, CRASHES),
)


def fuzz(share: float = 1) -> Iterator[Found]:
    """For so many minutes; the seeds follow from the day, so that each day has inputs of its own."""
    from tests.bad_input.fuzzing import fuzz_all

    begun, seed = time.monotonic(), FUZZ_SEED + date.today().toordinal()
    parsers, inputs, failures = 0, 0, list[str]()
    for fuzzed in fuzz_all(MINUTES * 60 * share, seed):
        parsers, inputs = parsers + 1, inputs + fuzzed.tried
        failures += [f"{fuzzed.parser} {seed}:{number}: {said}" for number, said in fuzzed.crashes.items()]
        progress(f"{fuzzed.parser}: {inputs} inputs, {len(failures)} failures")
    yield OF_FUZZING.counted(FOR_MINUTES, (time.monotonic() - begun) / 60)
    yield OF_FUZZING.counted(PARSERS, parsers)
    yield OF_FUZZING.counted(DRAWN, inputs)
    yield OF_FUZZING.counted(CRASHES, len(failures), [" ".join(said.split()) for said in failures])


BAD_INPUT = (
    Benchmark("bad-input", (TABLE,), measure, timed=False),
    Benchmark("fuzz", (OF_FUZZING,), fuzz, timed=False),
)
