"""Changed rows of a list in a file beside the scenario, and the new content of the CSV file or worksheet.

The other columns of the file, their order, and every cell whose value did not change stay as they are. Rows that can't
be written to the file raise CantCarry with the reason.
"""

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from model.schema.reading.csv_rows import csv_grid, split
from model.schema.reading.excel_rows import excel_grid
from model.schema.reading.grid import Grid, headings_of

Row = dict[str, Any]
LOST_ON_SAVING = ("xl/drawings/", "xl/charts/", "xl/pivot", "xl/vbaProject", "xl/externalLinks/", "xl/slicers/")
"""The parts of a workbook that are lost when its cells are written: pictures, charts, pivot tables, macros, links."""
BOM = b"\xef\xbb\xbf"


class CantCarry(Exception):
    """Why changed rows can't be written to their file, as a sentence without its full stop."""


@dataclass(frozen=True)
class ChangedRows:
    """A list before and after a change. ``lines`` has, for each row in ``before``, its line number in the file."""

    before: Sequence[Row]
    lines: Sequence[int]
    after: Sequence[Row]
    kinds: dict[str, str]
    """The kind of value under each key of a row: ``number``, ``share``, ``day`` or ``text``."""
    names: tuple[str, ...] = ()
    """The keys that identify a row, such as ``reference``."""

    def sources(self) -> list[int | None]:
        """For each row after the change, its index before the change; None for a new row."""
        found: dict[int, int | None] = dict.fromkeys(range(len(self.after)))
        free = dict.fromkeys(range(len(self.before)))
        at_place = range(min(len(self.after), len(self.before)))
        self._pair(found, free, ((n, n) for n in at_place if self.after[n] == self.before[n]))
        for same in (lambda row: row, self._name):
            left = [(new, old) for new in found if found[new] is None for old in free]
            pairs = ((new, old) for new, old in left if same(self.after[new]) == same(self.before[old]) != ())
            self._pair(found, free, pairs)
        self._pair(found, free, ((n, n) for n in at_place))
        return [*found.values()]

    @staticmethod
    def _pair(found: dict[int, int | None], free: dict[int, None], pairs: Iterable[tuple[int, int]]) -> None:
        for new, old in pairs:
            if found[new] is None and old in free:
                found[new] = old
                del free[old]

    def _name(self, row: Row) -> tuple[str, ...]:
        return tuple(str(row[key]) for key in self.names if key in row)

    def new_keys(self, columns: Iterable[str]) -> list[str]:
        """Each key that a changed row has and that is not in ``columns``, the keys of the file's columns."""
        stated = dict.fromkeys(key for row in self.after for key in row)
        return [key for key in stated if key not in {*columns}]


def in_cell(value: Any) -> Any:
    """A value as it is written in one cell: semicolons separate the entries of a list.

    Raises CantCarry for a value with keys, and for a list of such values or of lists.
    """
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return "; ".join(map(str, value))
    if isinstance(value, dict | list):
        raise CantCarry("a value that was added consists of several values with keys, which do not fit in one cell")
    return ("yes" if value else "no") if isinstance(value, bool) else value


def csv_with(content: bytes, rows: ChangedRows) -> bytes:
    """A copy of the CSV file with its rows replaced."""
    text = content.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    records = split(text := text.replace("\r\n", "\n").replace("\r", "\n"))
    lines, starts = text.removesuffix("\n").split("\n"), [line for line, _ in records]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    raw = {start: "\n".join(lines[start - 1 : end]) for start, end in zip(starts, ends, strict=True)}
    cells = dict(records)
    heading, columns = _headings(csv_grid("", content), rows)
    added = rows.new_keys(columns)
    columns |= {key: len(cells[heading]) + n for n, key in enumerate(added)}
    wider = "," * len(added)
    above = [raw[line] for line in starts if line < heading]
    out = [*above, raw[heading] + "".join(f",{key}" for key in added)]
    for new, old in zip(rows.after, rows.sources(), strict=True):
        if old is not None and rows.before[old] == new:
            out.append(raw[rows.lines[old]] + wider)
            continue
        row = ["" if old is None else cells[rows.lines[old]][n] for n in range(len(cells[heading]))] + [""] * len(added)
        for key, column in columns.items():
            if old is None or rows.before[old].get(key) != new.get(key):
                row[column] = "" if new.get(key) is None else str(in_cell(new[key]))
        out.append(_as_csv(row))
    whole = newline.join(line.replace("\n", newline) for line in out) + newline
    return (BOM if content.startswith(BOM) else b"") + whole.encode("utf-8")


def _as_csv(cells: list[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _headings(grid: Grid, rows: ChangedRows) -> tuple[int, dict[str, int]]:
    """The line of the headings, and the column of each key, counted from 0."""
    headings = headings_of(grid, lambda name: name if name in rows.kinds else None)
    if headings is None:
        raise CantCarry("the file has no row of headings")
    return headings.line(grid), {name: column for column, name in headings.names.items() if name in rows.kinds}


def sheet_with(content: bytes, sheet: str | None, rows: ChangedRows) -> bytes:
    """A copy of the workbook with the rows of one worksheet replaced."""
    from openpyxl import load_workbook

    with ZipFile(BytesIO(content)) as packed:
        if any(name.startswith(LOST_ON_SAVING) for name in packed.namelist()):
            raise CantCarry("the workbook has pictures, charts, pivot tables or macros, which would be lost")
    grid = excel_grid("", content, sheet)
    heading, columns = _headings(grid, rows)
    book = load_workbook(BytesIO(content))
    page = book[grid.sheet]
    if any(cell.data_type == "f" for line in page.iter_rows() for cell in line):
        raise CantCarry("the workbook has formulas, whose results only Excel can work out again")
    last = max(columns.values())
    for key in rows.new_keys(columns):
        last += 1
        columns[key] = last
        page.cell(heading, last + 1, key)
    places = [*rows.lines[: len(rows.after)]]
    places += range(max([*rows.lines, heading]) + 1, max([*rows.lines, heading]) + 1 + len(rows.after) - len(places))
    sources = rows.sources()
    for place, new, old in zip(places, rows.after, sources, strict=True):
        stays = old is not None and rows.lines[old] == place
        for key, column in columns.items():
            if not (stays and rows.before[old or 0].get(key) == new.get(key)):
                _put(page.cell(place, column + 1), new.get(key), rows.kinds.get(key, "text"))
    for place in rows.lines[len(rows.after) :]:
        for column in columns.values():
            page.cell(place, column + 1).value = None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, value: Any, kind: str) -> None:
    value = in_cell(value)
    if kind == "day" and isinstance(value, str):
        with suppress(ValueError):
            value, cell.number_format = date.fromisoformat(value), "d mmmm yyyy"
    if kind == "share" and isinstance(value, str) and value.strip().endswith("%"):
        value, cell.number_format = float(value.strip().rstrip("%")) / 100, "0.0##%"
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"  # no formula, and no date of 2010/11
    elif not isinstance(value, date | datetime) and kind != "share":
        cell.number_format = "General"
