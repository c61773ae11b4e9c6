"""Tables and progress for a person at a terminal; quiet where nobody is watching."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # a run that is still starting its notebook should not wait for pandas
    from model.report.table import Table

WIDTH_IN_A_FILE = 140


def _typed(texts: list[str]) -> list[tuple[str, str]]:
    """What ``--set`` was given, each as a place and a value."""
    from model.schema.changes.change import typed_changes

    return typed_changes(texts)


SET = typer.Option(
    "--set",
    metavar="PLACE=VALUE",
    callback=_typed,
    show_default=False,
    help="Change the scenario for this run alone; may be given again. proposed.lead.grade=39-42 sets a value, "
    "'proposed.lead={title: Lead, grade: 39-42, filled_by: open}' adds an entry, proposed.lead= removes it, and "
    "proposed.lead.id=head renames it wherever it is named. An entry of a list is called by its id, or what else "
    "tells it from the others, or its number: on_costs.lgps[2012-04-01].rate=22%.",
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
    """A function that says which step is being worked on; it says nothing when the output is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{step} \u2026")


def print_compared(first: Path, others: Sequence[Path], changes: Sequence[tuple[str, str]], packs: Path) -> None:
    """Print scenarios beside the first, each with the changes; where there is neither, its pack last signed."""
    from model.assessment.assess import assess
    from model.report.tables.cost import side_by_side
    from model.schema.differences import scenario_differences

    one = assess(first)
    if not others and not changes:
        from model.report.pack.since_signed import since_cleared

        since = since_cleared(first, one, packs)
        print_table(since.table)
        _print_differences(f"{first.name} has instead of the pack in {since.pack}/", since.lines)
        return
    for path in others or [first]:
        other = assess(path, changes=changes)
        print_table(side_by_side(one, other))
        which = f"{path.name}{' with the changes' if changes else ''}"
        lines = scenario_differences(one.scenario, other.scenario) if others else other.changes
        _print_differences(f"{which} has instead of {first.name}", lines)


def _print_differences(what: str, lines: Iterable[str]) -> None:
    print(f"\nWhat {what}:")
    print("\n".join(f"  - {line}." for line in lines) or "  Nothing differs.", end="\n\n")
