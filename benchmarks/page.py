"""A page of measurements, written whole from the tables as declared and from what each part came to."""

import re
from collections.abc import Callable, Mapping
from math import floor, log10

from benchmarks.book import Book
from benchmarks.results import Result
from benchmarks.table import COUNT, Benchmark, Found, Row, Spread, Table, Target
from model.schema.reading.days_read import day_in_words

MET, NOT_MET, NOTHING = "met", "**not met**", "–"
NOT_YET = "Not measured yet."
MACHINE = "The machine"
QUIET, BUSY = (
    10,
    "**The machine was busy**: other programs took up to {most}% of it. Some targets may be missed for that reason.",
)


def page(book: Book, results: Mapping[str, Result], present: str = "") -> str:
    """The whole page. A table without a result here is left as it is in the page at present, with its date."""
    before = sections(present)
    parts = {MACHINE: _machine(results) or before.get(MACHINE, f"## {MACHINE}\n\n{NOT_YET}\n")}
    for benchmark in book.parts:
        for table in benchmark.tables:
            result = results.get(benchmark.name)
            kept = before.get(table.title, NOT_YET) if result is None else NOT_YET
            was_measured = not kept.rstrip().endswith(NOT_YET)
            parts[table.title] = kept if was_measured else section(book, benchmark, table, result)
    tables = "\n".join(parts.values())
    return "\n".join((_introduction(book, tables), book.how.format(total=_total(book, tables)), tables))


def sections(text: str) -> dict[str, str]:
    """The sections of a page by their headings, each with its heading."""
    found = re.split(r"^(?=## )", text, flags=re.M)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.rstrip() + "\n" for part in found}


def section(book: Book, benchmark: Benchmark, table: Table, result: Result | None) -> str:
    """A table with its question above and, below, when it was measured and how to repeat it."""
    found = {of.row: of for of in (result.found if result else ()) if of.table == table.title}
    why = f"not measured: {result.failed or 'no figure came'}" if result else "not measured yet"
    headings = [*(("measured", "median") if benchmark.timed else ("looked for", "found")), "beside it"]
    headings += [table.compared, "target"]
    rows = [headings, ["---", "--:", "---", "--:", "---"]]
    rows += [_cells(row, found.get(row.what), why) for row in table.rows]
    shown = range(5) if any(row.peer for row in table.rows) else (0, 1, 4)
    lines = (f"| {' | '.join(row[column] for column in shown)} |" for row in rows)
    more = [f"- {line}" for of in found.values() for line in of.more]
    more += [""] if more else []
    return "\n".join((f"## {table.title}", "", table.asked, "", *lines, "", *more, _when(book, benchmark, result), ""))


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
    return f"£{digits(value, unit)}" if unit == "£" else f"{digits(value, unit)}{_after(unit)}"


def digits(value: float, unit: str) -> str:
    """A figure to three digits; seconds as milliseconds where that is the unit, pounds to the penny, a count whole."""
    value = value * 1000 if unit == "ms" else value
    if unit == COUNT:
        return f"{value:,.0f}"
    places = max(0, 2 - floor(log10(abs(value)))) if value else 0
    return f"{value:,.{2 if unit == '£' else places}f}"


def _after(unit: str) -> str:
    """A unit as it comes after its figure: ``20 s``, ``95%``; a count has none."""
    return unit if unit == "%" else f" {unit}" if unit not in ("", COUNT) else ""


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
    return f"at {'most' if target.most else 'least'} " + (f"£{bound}" if unit == "£" else f"{bound}{_after(unit)}")


def _when(book: Book, benchmark: Benchmark, result: Result | None) -> str:
    if result is None:
        return NOT_YET
    repeated = f"`python3 workbook.py {book.command} {benchmark.name}` took {result.seconds:.0f} seconds"
    if not benchmark.timed:
        return f"Found on {day_in_words(result.began.date())}; {repeated}, on {result.machine['Processor']}."
    pandas, numpy = (amount(result.yardstick[name], unit) for name, unit in (("pandas", "s"), ("numpy", "ms")))
    return (
        f"Measured on {day_in_words(result.began.date())}; {repeated}. In the same run `import pandas` took {pandas} "
        f"and bare numpy {numpy}. Others took {result.busy:.0%} of the processors; {result.machine['Processor']}."
    )


def _machine(results: Mapping[str, Result]) -> str:
    """The machine of the newest result; empty where there is none."""
    if not results:
        return ""
    newest = max(results.values(), key=lambda result: result.began)
    lines = (f"- {name}: {value}" for name, value in newest.machine.items())
    return "\n".join((f"## {MACHINE}", "", *lines, ""))


def _total(book: Book, tables: str) -> str:
    """How long all parts took that the tables have, in words."""
    taken = dict(re.findall(rf"{book.command} ([\w-]+)` took (\d+) seconds", tables))
    return f"; all parts together took {sum(map(int, taken.values())) / 60:.0f} minutes" if taken else ""


def _missed(line: str) -> str:
    """What a row of a table is of, what it came to, and at what it aimed."""
    what, figure, *beside, aim = line.strip("| ").split(" | ")
    of_figure = not beside or beside[-1] == NOTHING or aim.partition(";")[0].split()[-1].isalpha()
    came_to = figure if of_figure else f"a ratio of {beside[-1]} to its peer"
    return f"{what}: {came_to}; the target is {aim.partition(';')[0]}"


def _introduction(book: Book, tables: str) -> str:
    """What the page is, how many targets are met, and which are not."""
    missed = [
        f"- **{title}**, {_missed(line)}"
        for title, part in sections(tables).items()
        for line in part.splitlines()
        if line.endswith(f"{NOT_MET} |")
    ]
    met = len(re.findall(rf"; {MET} \|$", tables, re.M))
    unmeasured = len(re.findall(r"\| not measured", tables))
    judged = f"Of {met + len(missed)} targets {met} are met." + (" These are not:" if missed else "")
    lines = [*book.first.splitlines(), "", judged]
    lines += ["", *missed] if missed else []
    lines += ["", f"Rows that were not measured: {unmeasured}."] if unmeasured else []
    most = max(map(int, re.findall(r"Others took (\d+)%", tables)), default=0)
    lines += ["", BUSY.format(most=most)] if most > QUIET else []
    return "\n".join((*lines, ""))
