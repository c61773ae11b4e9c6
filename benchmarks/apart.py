"""A part in a process of its own, with nothing else in it: ``python -m benchmarks.apart MODULE SHARE NAME FILE``."""

import subprocess
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from benchmarks import results
from benchmarks.measure import HOME, environment
from benchmarks.page import amount
from benchmarks.table import Benchmark, Found

UNFINISHED = "it was stopped before its end"


def run_apart(benchmark: Benchmark, kept: Path, share: float = 1) -> results.Result:
    """What a benchmark came to in a process of its own, kept once that process has ended, in whatever way."""
    unfinished = kept.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    words = [sys.executable, "-m", "benchmarks.apart", benchmark.measure.__module__, str(share)]
    code = subprocess.call([*words, benchmark.name, str(unfinished)], cwd=HOME, env=environment())
    why = f"it ended with {code} before its first figure"
    result = results.read(unfinished) or results.nothing(why, benchmark.timed)
    results.write(result, kept)
    unfinished.unlink(missing_ok=True)
    return result


def measure(benchmark: Benchmark, path: Path, share: float = 1) -> results.Result:
    """What a benchmark comes to in this process; written after each row, so that none is lost if it is killed."""
    start, result = time.perf_counter(), results.nothing(UNFINISHED, benchmark.timed)
    units = {row.what: row.unit for table in benchmark.tables for row in table.rows}
    try:
        for found in benchmark.measure(*([] if share == 1 else [share])):
            tell(found, units[found.row])
            result = replace(result, found=(*result.found, found), seconds=time.perf_counter() - start)
            results.write(result, path)
        result = replace(result, failed="")
    except Exception as trouble:  # whatever it is, the page says it, and the other benchmarks are measured
        result = replace(result, failed=in_a_line(trouble))
        say(f"    {result.failed}")
    result = replace(result, seconds=time.perf_counter() - start)
    results.write(result, path)
    return result


def in_a_line(trouble: Exception) -> str:
    """What went wrong, for a cell of a table: the first words, without the folder of this machine."""
    said = " ".join(f"{type(trouble).__name__}: {trouble}".replace(f"{HOME}/", "").split())
    return said if len(said) <= 160 else f"{said[:160]} …"


def tell(found: Found, unit: str) -> None:
    """Say a figure as soon as it is there."""
    ratio = "" if found.ratio is None else f"; ratio {found.ratio.middle:.2f}"
    say(f"    {found.row}: {amount(found.figure.middle, unit)}{ratio}")


def say(what: str) -> None:
    """Progress, beside what is measured."""
    print(what, file=sys.stderr, flush=True)


def main(module: str, share: str, name: str, file: str) -> None:
    """Measure the benchmark of a name, alone of all imported: one of a module, or of a tuple there."""
    values = vars(import_module(module)).values()
    several = (of for value in values for of in (value if isinstance(value, tuple) else (value,)))
    measure(next(of for of in several if isinstance(of, Benchmark) and of.name == name), Path(file), float(share))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:  # the command that started this says it
        sys.exit(130)
