"""A command that measures each part in a process of its own, and writes its page: `bench`, and `assure`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks import results
from benchmarks.apart import run_apart, say
from benchmarks.book import Book
from benchmarks.page import NOT_MET, page
from benchmarks.table import Benchmark
from model.base.faults import listed, nearest_name, number_of


def main(book: Book, words: Sequence[str]) -> int:
    """Run the command, and say how to go on where somebody stopped it."""
    try:
        return measure(book, words)
    except KeyboardInterrupt:
        say(f"Stopped. What was measured is kept; `python3 workbook.py {book.command} --rest` goes on from here.")
        return 130


def measure(book: Book, words: Sequence[str]) -> int:
    """Measure what is asked for and write the page. 1 where something could not be measured."""
    asked = asked_for(book, words)
    some = [] if asked.page else chosen(book, asked.name)
    began = book.kept / "began"
    if asked.rest:
        some = [part for part in some if is_left(results.read(book.place(part.name)), began)]
    elif len(some) == len(book.parts):
        results.put(datetime.now().isoformat().encode(), began)
    failed = []
    for number, part in enumerate(some, start=1):
        say(f"{number} of {len(some)}: {part.name}{lasted(book, part)}")
        if run_apart(part, book.place(part.name), asked.share).failed:
            failed.append(part.name)
        write_page(book)
    write_page(book)
    say(f"{book.page.name} is written. " + verdict(book.page.read_text(encoding="utf-8"), failed))
    return bool(failed)


def asked_for(book: Book, words: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    about = f"Measures each part in a process of its own, and writes docs/{book.page.name}."
    parser = argparse.ArgumentParser(f"workbook.py {book.command}", description=about)
    every = f"what to measure; everything if none is named: {', '.join(book.names)}"
    parser.add_argument("name", nargs="*", metavar=book.part, help=every)
    left = f"only what the last `{book.command}` did not come to, or failed at"
    parser.add_argument("--rest", action="store_true", help=left)
    parser.add_argument("--page", action="store_true", help="measure nothing, and write the page again")
    if book.sizable:
        some = "do this share of each number, for a trial: 10%%; the page says how many were done"
        parser.add_argument("--share", type=share, default=1.0, help=some)
    return parser.parse_args(words, argparse.Namespace(share=1.0))


def share(text: str) -> float:
    """A share as it is typed: ``10%``."""
    value = float(text.removesuffix("%")) / 100
    if not text.endswith("%") or not 0 < value <= 1:
        raise argparse.ArgumentTypeError("a share is above 0% and at most 100%, as 10%")
    return value


def chosen(book: Book, names: Sequence[str]) -> list[Benchmark]:
    """The parts of these names, in the order of the page; all where none is named."""
    unknown = [name for name in names if name not in book.names]
    for name in unknown:
        near = nearest_name(name, book.names)
        expected = f"There is no {book.part} {name!r}; expected {listed(book.names)}."
        say(expected + (f" Did you mean {near}?" if near else ""))
    if unknown:
        sys.exit(2)
    return [part for part in book.parts if part.name in (names or book.names)]


def is_left(result: results.Result | None, began: Path) -> bool:
    """Whether a part is still to be measured: it never was, failed, or was last before the command began anew."""
    anew = datetime.fromisoformat(began.read_text(encoding="utf-8")) if began.exists() else datetime.min
    return result is None or bool(result.failed) or result.began < anew


def lasted(book: Book, part: Benchmark) -> str:
    """How long it took last time, in words."""
    result = results.read(book.place(part.name))
    return f", {result.seconds:.0f} seconds last time" if result else ""


def verdict(text: str, failed: Sequence[str]) -> str:
    """How many targets are not met, and what failed, in a sentence each."""
    missed = text.count(f"{NOT_MET} |")
    words = f"{number_of(missed, 'target is', 'targets are')} not met."
    return words + (f" Not measured to the end: {', '.join(failed)}." if failed else "")


def write_page(book: Book) -> None:
    """Write the page whole, from what is kept."""
    present = book.page.read_text(encoding="utf-8") if book.page.exists() else ""
    results.put(page(book, results.kept(book), present).encode("utf-8"), book.page)
