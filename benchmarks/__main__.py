"""`python3 workbook.py bench`: measures each benchmark in a process of its own, and writes docs/performance.md."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks import results
from benchmarks.apart import run_apart, say
from benchmarks.every import BENCHMARKS
from benchmarks.measure import HOME
from benchmarks.page import NOT_MET, page
from benchmarks.table import Benchmark
from model.base.faults import listed, nearest_name, number_of

PAGE = HOME / "docs" / "performance.md"
NAMES = [benchmark.name for benchmark in BENCHMARKS]


def main(words: Sequence[str]) -> int:
    """Measure what is asked for and write the page. 1 where something could not be measured."""
    asked = asked_for(words)
    some = [] if asked.page else chosen(asked.name)
    began = results.FOLDER / "began"
    if asked.rest:
        some = [benchmark for benchmark in some if is_left(results.read(results.place(benchmark.name)), began)]
    elif len(some) == len(BENCHMARKS):
        results.put(datetime.now().isoformat().encode(), began)
    failed = []
    for number, benchmark in enumerate(some, start=1):
        say(f"{number} of {len(some)}: {benchmark.name}{lasted(benchmark)}")
        if run_apart(benchmark).failed:
            failed.append(benchmark.name)
        write_page()
    write_page()
    say(f"{PAGE.name} is written. " + verdict(PAGE.read_text(encoding="utf-8"), failed))
    return bool(failed)


def asked_for(words: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser("workbook.py bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"what to measure; everything if none is named: {', '.join(NAMES)}")
    parser.add_argument("--rest", action="store_true", help="only what the last `bench` did not come to, or failed at")
    parser.add_argument("--page", action="store_true", help="measure nothing, and write the page again")
    return parser.parse_args(words)


def chosen(names: Sequence[str]) -> list[Benchmark]:
    """The benchmarks of these names, in the order of the page; all where none is named."""
    unknown = [name for name in names if name not in NAMES]
    for name in unknown:
        near = nearest_name(name, NAMES)
        say(f"There is no benchmark {name!r}; expected {listed(NAMES)}." + (f" Did you mean {near}?" if near else ""))
    if unknown:
        sys.exit(2)
    return [benchmark for benchmark in BENCHMARKS if benchmark.name in (names or NAMES)]


def is_left(result: results.Result | None, began: Path) -> bool:
    """Whether a benchmark is still to be measured: it never was, failed, or was last before `bench` began anew."""
    anew = datetime.fromisoformat(began.read_text(encoding="utf-8")) if began.exists() else datetime.min
    return result is None or bool(result.failed) or result.began < anew


def lasted(benchmark: Benchmark) -> str:
    """How long it took last time, in words."""
    result = results.read(results.place(benchmark.name))
    return f", {result.seconds:.0f} seconds last time" if result else ""


def verdict(text: str, failed: Sequence[str]) -> str:
    """How many targets are not met, and what failed, in a sentence each."""
    missed = text.count(f"{NOT_MET} |")
    words = f"{number_of(missed, 'target is', 'targets are')} not met."
    return words + (f" Not measured to the end: {', '.join(failed)}." if failed else "")


def write_page() -> None:
    """Write the page whole, from what is kept."""
    present = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    results.put(page(BENCHMARKS, results.kept(BENCHMARKS), present).encode("utf-8"), PAGE)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Stopped. What was measured is kept; `python3 workbook.py bench --rest` goes on from here.")
        sys.exit(130)
