"""A table in a paper about people. It may run over pages. Of a very long table, only the first rows are printed."""

from collections.abc import Collection, Sequence

from model.report.decision.blocks import Rows, Words

MOST_ROWS = 300
"""The most rows that a paper prints; the data for letters has every holder."""


def rows_of_people(  # noqa: PLR0913  what a table has
    key: str,
    title: str,
    header: Sequence[str],
    rows: Sequence[tuple[Words, ...]],
    numbers: Collection[int] = (),
    *,
    total_row: bool = False,
    note: str = "",
    whole: str = "the data for letters has every holder",
) -> Rows:
    """The table. ``numbers`` has the indexes of the columns aligned to the right; ``whole`` says where every row is."""
    shown, most = list(rows), MOST_ROWS - total_row
    if len(rows) > MOST_ROWS:
        shown = [*rows[:most], *(rows[-1:] if total_row else [])]
        left_out = f"The first {most} of {len(rows) - total_row:,} rows; {whole}."
        note = f"{note} {left_out}".strip()
    right = tuple(place in numbers for place in range(len(header)))
    return Rows(key, title, tuple(header), tuple(shown), right, total_row, note, may_break=True)
