"""A whole council through ``clear``: every paper of its pack, in time and memory, and whether the pack verifies."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import progress
from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least, at_most
from tests.report.cleared_council import cleared

SMALL, LARGE = 5_000, 20_000
LONGEST, MOST_MB = 600, 4_000
OF_HOLDERS = "each with its holder"


def _rows(posts: int, of: str = "") -> tuple[Row, ...]:
    """The rows of a council of so many posts."""
    which = f"{posts:,} posts before and after{f', {of}' if of else ''}"
    end = at_most(0, of_figure=True)
    return (
        Row(f"posts in a council of {which}", COUNT, target=at_least(posts, of_figure=True)),
        Row(f"`clear` of {which}", "s", target=at_most(LONGEST, of_figure=True)),
        Row(f"memory of it, all its processes together, with {which}", "MB", target=at_most(MOST_MB, of_figure=True)),
        Row(f"its exit code, with {which}", COUNT, target=end),
        Row(f"exit code of `verify` on its pack, with {which}", COUNT, target=end),
    )


SIZES = {(SMALL, False): _rows(SMALL), (LARGE, False): _rows(LARGE), (LARGE, True): _rows(LARGE, OF_HOLDERS)}
TABLE = Table(
    "A whole council in a pack",
    "Can a scenario that passes `check` also be cleared, however many posts it has? An invented council is cleared "
    "with its report, Word files, charts, tables and notebook. Lists that are too long to print are in tables.xlsx "
    "and in CSV files, and the report says so.",
    tuple(row for rows in SIZES.values() for row in rows),
)


def measure(share: float = 1) -> Iterator[Found]:
    """Each size once, in processes of their own."""
    for (posts, holders), rows in SIZES.items():
        number = round(posts * share / 20) * 20
        progress(f"{number:,} posts{f', {OF_HOLDERS}' if holders else ''}")
        with TemporaryDirectory(prefix="workbook-large-") as folder:
            found = cleared(Path(folder), number, holders=holders)
        more = [] if found.code == 0 else [f"`{line}`" for line in found.said.strip().splitlines()[-3:]]
        figures = (number, found.seconds, found.mb, found.code, found.verified)
        for row, figure in zip(rows, figures, strict=True):
            yield TABLE.counted(row, figure, more if row is rows[3] else ())


LARGE_COUNCIL = Benchmark("large", (TABLE,), measure)
