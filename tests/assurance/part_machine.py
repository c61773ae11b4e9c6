"""Faults of the machine, and kills at seeded moments: what is there afterwards is whole, old or new, and works."""

from collections.abc import Iterator

from benchmarks.measure import progress
from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least, at_most
from tests.machine.faults import FAULTS
from tests.machine.works import WORKS

SEED, KILLS, AFTER = 1, 100, 60
NONE = at_most(0, of_figure=True)
KILLED = Row("kills and Ctrl-C at moments drawn by a seed", COUNT, target=at_least(KILLS, of_figure=True))
WRITTEN = Row("of these, after the first write", COUNT, target=at_least(AFTER, of_figure=True))
OF_WORK = {work.name: Row(f"of these, of `{work.name}`", COUNT) for work in WORKS}
FAILED = Row(
    "packs, logs, files and results that were neither old nor new, runs that did not work afterwards, and what stayed: "
    "processes, private folders, keys",
    COUNT,
    target=NONE,
)
OF_KILLS = Table(
    "Kills",
    "If a run is ended halfway, is anything lost or left behind? `clear`, `sign`, `save` at the desk and `sweep` are "
    "ended with kill -9 or Ctrl-C, most of them while they write. Then the same command is run again.",
    (KILLED, WRITTEN, *OF_WORK.values(), FAILED),
)
MADE = Row("faults made", COUNT, target=at_least(len(FAULTS), of_figure=True))
SURVIVED = Row("survived", "%", target=at_least(100, of_figure=True))
OF_FAULTS = Table(
    "Faults of the machine",
    "What happens when the disk is full, a folder is read-only, a link points to nothing, or the browser or the "
    "notebook's kernel hangs or is killed? The workbook survives a fault if a sentence says what happened and what to"
    " do, the exit code is right, the earlier pack or the new one is whole, and nothing is left behind.",
    (MADE, SURVIVED),
)


def kills(share: float = 1) -> Iterator[Found]:
    """The counts of a seed."""
    from tests.machine.kills import counted

    found = counted(SEED, round(KILLS * share))
    yield OF_KILLS.counted(KILLED, found["kills"])
    yield OF_KILLS.counted(WRITTEN, found["after_the_first_write"])
    for name, row in OF_WORK.items():
        yield OF_KILLS.counted(row, found["by_work"].get(name, 0))
    yield OF_KILLS.counted(FAILED, len(found["failures"]), found["failures"])


def faults(share: float = 1) -> Iterator[Found]:
    """Every row of the table of faults, or so many of the first; those that this user may not make are not counted."""
    from tests.machine.faults import wrong_after
    from tests.machine.kills import staged

    some, made, wrong = FAULTS[: round(len(FAULTS) * share)], 0, list[str]()
    with staged() as (stage, place):
        for number, fault in enumerate(some, start=1):
            progress(f"fault {number} of {len(some)}, {len(wrong)} not survived")
            found = wrong_after(fault, stage, place)
            made += found is not None
            if found:
                wrong.append(f"{fault.name}: {' '.join('; '.join(found).split())}")
    yield OF_FAULTS.counted(MADE, made)
    yield OF_FAULTS.counted(SURVIVED, 100 * (made - len(wrong)) / made if made else 100, wrong)


MACHINE = (
    Benchmark("faults", (OF_FAULTS,), faults, timed=False),
    Benchmark("kills", (OF_KILLS,), kills, timed=False),
)
