"""From a command to its answer: ``cost`` and ``check`` of a small scenario, beside ``import pandas``.

The target is 0.35 s where pandas takes 0.2 s to import, hence 1.75 times as long.
"""

from collections.abc import Iterator

from benchmarks.measure import in_turns, python
from benchmarks.table import Benchmark, Found, Row, Table, at_most

SCENARIO = "scenarios/barnet-schools-ict.yaml"
TURNS, PEER = 15, "`import pandas`"
SIDES = {
    Row("`cost` of Barnet's scenario", peer=PEER, target=at_most(1.75)): ("-m", "model", "cost", SCENARIO),
    Row("`cost --json`", peer=PEER): ("-m", "model", "cost", SCENARIO, "--json"),
    Row("`check`", peer=PEER): ("-m", "model", "check", SCENARIO),
    Row("importing the engine alone", peer=PEER): ("-c", "import model.assessment.assess"),
}
TABLE = Table(
    "From a command to its answer",
    "How long is it from Enter to the figures? Somebody who tries twenty grades in a terminal waits twenty times. The"
    " peer is a script that imports pandas and does nothing else.",
    tuple(SIDES),
)


def measure() -> Iterator[Found]:
    """Each command as a whole process, and pandas beside all of them."""
    sides = {row: python(*words) for row, words in SIDES.items()}
    taken = in_turns({**sides, PEER: python("-c", "import pandas")}, TURNS)
    for row in sides:
        yield TABLE.found(row, taken[row], taken[PEER])


STARTUP = Benchmark("startup", (TABLE,), measure)
