"""Tables and progress for a person at a terminal. No progress is shown where there is no terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # a run that is still starting its notebook should not wait for pandas
    from model.report.table import Table

WIDTH_IN_A_FILE = 140


def _typed(texts: list[str]) -> list[tuple[str, str]]:
    """The changes that ``--set`` was given, each as a place and a value."""
    if not texts:
        return []
    from model.schema.changes.change import typed_changes

    return typed_changes(texts)


SET = typer.Option(
    "--set",
    metavar="PLACE=VALUE",
    callback=_typed,
    show_default=False,
    help="Change the scenario for this run only. May be given more than once. proposed.lead.grade=39-42 sets a value, "
    "'proposed.lead={title: Lead, grade: 39-42, filled_by: open}' adds an entry, proposed.lead= removes it, and "
    "proposed.lead.id=head renames it wherever it is named. An entry of a list is named by its id, by another "
    "value that identifies it, or by its number: on_costs.lgps[2012-04-01].rate=22%.",
)
if TYPE_CHECKING:
    TypedChanges = Sequence[tuple[str, str]]  # what the callback makes of the texts, and a command is given
else:
    TypedChanges = Annotated[list[str], SET]


def print_table(table: "Table") -> None:
    """Print a table with its title and note."""
    from rich.console import Console
    from rich.table import Table as RichTable

    grid = RichTable(title=table.title, title_justify="left", caption=table.note, caption_justify="left")
    for column in table.columns:
        grid.add_column(column, justify="right" if table.is_number(column) else "left")
    for row in table.page_rows():
        grid.add_row(*(text for _, text in row))
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH_IN_A_FILE
    console.print(grid)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that prints which step is being worked on; it prints nothing where there is no terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{step} \u2026")


def print_compared(paths: Sequence[Path], changes: Sequence[tuple[str, str]], baseline: Path) -> None:
    """Print scenarios in one table, and in words how each differs from the baseline.

    ``changes`` are made to every scenario but the baseline. If there is only one scenario, it is compared without and
    with the changes. The scenarios are called A, B and so on, in the order of ``paths``.
    """
    from model.assessment.assess import assess
    from model.report.comparison import Comparison

    of = paths.index(baseline)
    named = [(path, place != of) for place, path in enumerate(paths)]
    if len(named) == 1:
        named.append((baseline, True))
    assessments, called = {}, {}
    for letter, (path, is_changed) in zip(ascii_uppercase[: len(named)], named, strict=True):
        assessments[letter] = assess(path, changes=changes if is_changed else ())
        called[letter] = f"{path.name}{' with the changes' if is_changed and changes else ''}"
    print("\n".join(f"{letter}: {name}" for letter, name in called.items()), end="\n\n")
    comparison = Comparison(assessments, ascii_uppercase[of])
    print_table(comparison.table())
    for letter, lines in comparison.differences().items():
        print_differences(f"{letter}, {called[letter]}, differs from {baseline.name}", lines)


def print_since_signed(scenario: Path, packs: Path) -> None:
    """Print a scenario beside the pack of it that was last signed, and in words what differs."""
    from model.assessment.assess import assess
    from model.report.pack.since_signed import since_cleared

    since = since_cleared(scenario, assess(scenario), packs)
    print_table(since.table)
    print_differences(f"{scenario.name} differs from the pack in {since.pack}/", since.lines)


def print_differences(what: str, lines: Iterable[str]) -> None:
    """Print in words how one scenario differs from another, a line for each difference."""
    print(f"\nHow {what}:")
    print("\n".join(f"  - {line}." for line in lines) or "  Nothing differs.", end="\n\n")
