"""Tables and progress for a person at a terminal; quiet where nobody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a run that is still starting its notebook should not wait for pandas
    from model.report.table import Table

WIDTH_IN_A_FILE = 140


def print_table(table: Table) -> None:
    """Print a table with its title and note."""
    from rich.console import Console
    from rich.table import Table as RichTable

    grid = RichTable(title=table.title, title_justify="left", caption=table.note, caption_justify="left")
    for column in table.frame.columns:
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
