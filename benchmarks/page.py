"""docs/performance.md, written whole from the tables as declared and from what each benchmark came to."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import floor, log10

from benchmarks.results import Result
from benchmarks.table import Benchmark, Found, Row, Spread, Table, Target
from model.schema.reading.days_read import day_in_words

MET, NOT_MET, NOTHING = "met", "**not met**", "–"
NOT_YET = "Not measured yet."
HOW = """\
## How it is measured

- **Side by side.** A figure and its peer take turns in one run, on one machine, and every second turn goes backwards.
  So a slow minute is in both. The figure is the median of the turns, with the lowest and the highest in brackets; where
  there are none, there was one turn. The ratio is the median of the ratios of the turns. Ratios hold on another machine
  far better than seconds do.
- **Warm, with bytecode on.** Where there are turns, a first one is left out. Whole commands are timed from their start
  to their end, in a Python of their own.
- **A yardstick.** Below each table are two things that everybody has, measured in the same run: `import pandas`, and
  bare numpy (pay, National Insurance and pension of 1,000 posts over 60 months). Compare them with your own.
- **Others** are the programs that were at work just before, and the share of the processors that they took. Above 10
  per cent, seconds are too long.
- **A target** is judged on the figure as printed. Nothing here is a test: a slow machine fails nothing.

**To repeat it**: `python3 workbook.py bench` measures everything and writes this page{total}. `bench NAME` measures one
part, and leaves the others as they are here. `bench --rest` goes on where `bench` was stopped. `bench --page` measures
nothing and writes the page again. What was measured is kept in `.bench/`, which is in no commit. It needs Chromium,
LibreOffice, and the package index for stock papermill. All councils, posts and schools but Barnet's are invented.
"""
MACHINE = "The machine"
QUIET, BUSY = (
    10,
    "**The machine was busy**: others took up to {most}% of it, so some targets may be missed by that alone.",
)


def page(benchmarks: Sequence[Benchmark], results: Mapping[str, Result], present: str = "") -> str:
    """The whole page. A table without a result here is left as it is in the page at present, with its date."""
    before = sections(present)
    parts = {MACHINE: _machine(results) or before.get(MACHINE, f"## {MACHINE}\n\n{NOT_YET}\n")}
    for benchmark in benchmarks:
        for table in benchmark.tables:
            result = results.get(benchmark.name)
            kept = before.get(table.title) if result is None else None
            parts[table.title] = kept or section(benchmark, table, result)
    tables = "\n".join(parts.values())
    return "\n".join((_introduction(tables), HOW.format(total=_total(tables)), tables))


def sections(text: str) -> dict[str, str]:
    """The sections of a page by their headings, each with its heading."""
    found = re.split(r"^(?=## )", text, flags=re.M)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.rstrip() + "\n" for part in found}


def section(benchmark: Benchmark, table: Table, result: Result | None) -> str:
    """A table with its question above and, below, when it was measured and how to repeat it."""
    found = {of.row: of for of in (result.found if result else ()) if of.table == table.title}
    why = f"not measured: {result.failed or 'no figure came'}" if result else "not measured yet"
    headings = ["measured", "median", "beside it", table.compared, "target"]
    rows = [headings, ["---", "--:", "---", "--:", "---"]]
    rows += [_cells(row, found.get(row.what), why) for row in table.rows]
    shown = range(5) if any(row.peer for row in table.rows) else (0, 1, 4)
    lines = (f"| {' | '.join(row[column] for column in shown)} |" for row in rows)
    return "\n".join((f"## {table.title}", "", table.asked, "", *lines, "", _when(benchmark, result), ""))


def _cells(row: Row, found: Found | None, why: str) -> list[str]:
    """What was measured, the figure, its peer, the ratio, and the target with the verdict."""
    target = row.target
    aim = _aim(target, row.unit) if target else NOTHING
    if found is None:
        return [row.what, why.replace("|", "/"), NOTHING, NOTHING, aim]
    figure = amount(found.figure.middle, row.unit)
    cells = [row.what, figure + _ends(found, found.figure, lambda value: digits(value, row.unit)), NOTHING, NOTHING]
    judged = digits(found.figure.middle, row.unit)
    if found.peer is not None and found.ratio is not None:
        ratio = times(found.ratio.middle)
        cells[2:] = [f"{row.peer}, {amount(found.peer, row.unit)}", ratio + _ends(found, found.ratio, times)]
        judged = judged if target and target.of_figure else ratio
    return [*cells, f"{aim}; {MET if is_met(target, judged) else NOT_MET}" if target else aim]


def amount(value: float, unit: str) -> str:
    """A figure with its unit: ``0.314 s``, ``£12.00``."""
    return f"£{digits(value, unit)}" if unit == "£" else f"{digits(value, unit)} {unit}".rstrip()


def digits(value: float, unit: str) -> str:
    """A figure to three digits; seconds as milliseconds where that is the unit, and pounds to the penny."""
    value = value * 1000 if unit == "ms" else value
    places = max(0, 2 - floor(log10(abs(value)))) if value else 0
    return f"{value:,.{2 if unit == '£' else places}f}"


def times(ratio: float) -> str:
    """A ratio to two places, or to none from 10 on."""
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def is_met(target: Target, printed: str) -> bool:
    """Whether a figure as printed, without its unit, is within a target."""
    value = float(printed.replace(",", ""))
    return value <= target.bound if target.most else value >= target.bound


def _ends(found: Found, values: Spread, printed: Callable[[float], str]) -> str:
    """The lowest and the highest, where there were turns."""
    return f" ({printed(values.lowest)} to {printed(values.highest)})" if found.turns > 1 else ""


def _aim(target: Target, unit: str) -> str:
    """A target in words: ``at most 20 s``, ``at least 50``."""
    bound, unit = f"{target.bound:,g}", unit if target.of_figure else ""
    return f"at {'most' if target.most else 'least'} " + (f"£{bound}" if unit == "£" else f"{bound} {unit}".rstrip())


def _when(benchmark: Benchmark, result: Result | None) -> str:
    if result is None:
        return NOT_YET
    pandas, numpy = (amount(result.yardstick[name], unit) for name, unit in (("pandas", "s"), ("numpy", "ms")))
    return (
        f"Measured on {day_in_words(result.began.date())}; `python3 workbook.py bench {benchmark.name}` took "
        f"{result.seconds:.0f} seconds. In the same run `import pandas` took {pandas} and bare numpy {numpy}. Others "
        f"took {result.busy:.0%} of the processors; {result.machine['Processor']}."
    )


def _machine(results: Mapping[str, Result]) -> str:
    """The machine of the newest result; empty where there is none."""
    if not results:
        return ""
    newest = max(results.values(), key=lambda result: result.began)
    lines = (f"- {name}: {value}" for name, value in newest.machine.items())
    return "\n".join((f"## {MACHINE}", "", *lines, ""))


def _total(tables: str) -> str:
    """How long all parts took that the tables have, in words."""
    taken = dict(re.findall(r"bench (\w+)` took (\d+) seconds", tables))
    return f"; all of it took {sum(map(int, taken.values())) / 60:.0f} minutes" if taken else ""


def _missed(line: str) -> str:
    """What a row of a table is of, what it came to, and at what it aimed."""
    what, figure, *beside, aim = line.strip("| ").split(" | ")
    of_figure = not beside or beside[-1] == NOTHING or aim.partition(";")[0].split()[-1].isalpha()
    return f"{what}: {figure if of_figure else f'{beside[-1]} times'}, {aim.partition(';')[0]}"


def _introduction(tables: str) -> str:
    """What the page is, how many targets are met, and which are not."""
    missed = [
        f"- **{title}**, {_missed(line)}"
        for title, part in sections(tables).items()
        for line in part.splitlines()
        if line.endswith(f"{NOT_MET} |")
    ]
    met = len(re.findall(rf"; {MET} \|$", tables, re.M))
    unmeasured = len(re.findall(r"\| not measured", tables))
    lines = ["# Performance", "", "How long an officer waits, and how large a council may be."]
    lines += ["", f"Of {met + len(missed)} targets {met} are met." + (" These are not:" if missed else "")]
    lines += ["", *missed] if missed else []
    lines += ["", f"Rows that were not measured: {unmeasured}."] if unmeasured else []
    most = max(map(int, re.findall(r"Others took (\d+)%", tables)), default=0)
    lines += ["", BUSY.format(most=most)] if most > QUIET else []
    return "\n".join((*lines, ""))
