"""A table of the full report as a table of the short one, with the same printed figures."""

from model.report.decision.blocks import Rows
from model.report.table import Table


def rows_of(table: Table, title: str = "", note: str | None = None) -> Rows:
    """A table as it is printed; ``title`` and ``note`` replace its own."""
    return Rows(
        table.key,
        title or table.title,
        tuple(map(str, table.columns)),
        tuple(tuple(text for _, text in row) for row in table.page_rows()),
        tuple(table.is_number(column) for column in table.columns),
        table.total_row,
        table.note if note is None else note,
    )
