"""A seeded sample of small changes to each wing's code: how many of them the wing's own tests notice."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.apart import say
from benchmarks.measure import progress
from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least
from tests.assurance.mutation.mutants import Mutant, drawn, mutants
from tests.assurance.mutation.trials import HOME, PASSED, Wing, known_of, outcome, prepare

SEED, SAMPLE = 20, 60
RECORDS, METHOD = "tests/house/test_records.py", "tests/docs/test_worked_tables.py"
LEVELS = "tests/cases/test_engineer_levels.py"
PRICED = ("tests/schema/test_price_lists.py", "tests/report/test_trading_tables.py")
WINGS = (
    Wing("pay", ("tests/pay", "tests/people", "tests/cost", "tests/budget", "tests/explain", "tests/checks", RECORDS)),
    Wing("people", ("tests/people", "tests/cost", "tests/budget", "tests/explain", LEVELS, RECORDS)),
    Wing("cost", ("tests/cost", "tests/people", "tests/budget", "tests/explain", RECORDS)),
    Wing("buy_back", ("tests/buy_back", *PRICED, METHOD, RECORDS)),
    Wing("disclosure", ("tests/disclosure", "tests/report/test_concordance_paper.py", RECORDS)),
    Wing("control", ("tests/control", RECORDS)),
)
"""Each with the folders of tests that may notice: its own, and those of the wings that rest on its rules."""
EQUIVALENT = Path(__file__).parent / "mutation" / "equivalent.csv"
TRIED = Row("changes tried", COUNT, target=at_least(SAMPLE, of_figure=True))
EXCUSED = Row("of these, changes of nothing that anybody can see", COUNT)
NOTICED = Row("of the others, noticed by a test", "%", target=at_least(95, of_figure=True))


def table_of(wing: Wing) -> Table:
    return Table(
        f"Changes to the code of `{wing.name}`",
        "If a rule in the code were wrong, would a test fail? One sign, limit, condition, number, result or call is "
        f"changed in memory. Then the tests in `{'`, `'.join(wing.tests)}` run, except the long ones.",
        (TRIED, EXCUSED, NOTICED),
    )


def sample(wing: Wing, share: float = 1) -> list[Mutant]:
    """The mutants of a wing that are tried, the same each time."""
    found = [mutant for path in wing.files for mutant in mutants(path, HOME)]
    return drawn(found, max(1, round(SAMPLE * share)), SEED)


def arguments() -> dict[str, str]:
    """Why some mutants change nothing, by their names."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {row["mutant"]: row["argument"] for row in csv.DictReader(file)}


def tried(wing: Wing, table: Table) -> Callable[..., Iterator[Found]]:
    """How a wing is measured."""

    def measure(share: float = 1) -> Iterator[Found]:
        prepare()
        known, some, excused = known_of(wing), sample(wing, share), arguments()
        survivors = []
        for number, mutant in enumerate(some, start=1):
            progress(f"change {number} of {len(some)}, {len(survivors)} not noticed")
            if outcome(mutant, known) == PASSED:
                survivors.append(mutant)
                say(f"    not noticed: {_said(mutant)}")
        unnoticed = [mutant for mutant in survivors if mutant.name not in excused]
        nothing = [mutant for mutant in survivors if mutant.name in excused]
        counted = len(some) - len(nothing)
        yield table.counted(TRIED, len(some))
        yield table.counted(EXCUSED, len(nothing), [f"{_said(of)}: {excused[of.name]}" for of in nothing])
        share_noticed = 100 * (counted - len(unnoticed)) / counted if counted else 100
        yield table.counted(NOTICED, share_noticed, [f"Not noticed: {_said(of)}" for of in unnoticed])

    return measure


def _said(mutant: Mutant) -> str:
    """A mutant, for a line of the page."""
    again = f" (place {mutant.ordinal + 1})" if mutant.ordinal else ""
    return f"`{mutant.path}`, {mutant.within}{again}: ``{mutant.was}`` → ``{mutant.now}``"


MUTANTS = tuple(
    Benchmark(f"mutants-{wing.name}", (table,), tried(wing, table), timed=False)
    for wing, table in ((wing, table_of(wing)) for wing in WINGS)
)
