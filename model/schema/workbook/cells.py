"""Values of a scenario as cells, and cells as values for a scenario file.

Each value that is written reads back as the same value. Numbers, dates and percentages have cells of their kind, but a
date or percentage that would then read back differently is text. Several values share a cell, with a semicolon between
them.
"""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from model.schema.reading.excel_cells import MOST_FIGURES, ExcelCell
from model.schema.workbook.layout import Column

YES, NO = "yes", "no"
TRUE_OR_FALSE = {YES: True, "true": True, NO: False, "false": False}
MOST_LETTERS = 32_767
"""The most letters that a cell can have."""
EXCEL_DAYS = date(1900, 3, 1)
"""Before this day, Excel and LibreOffice count days differently."""
SEMICOLON = re.compile(r"(?<!;);(?!;)")
"""The mark between two values. A semicolon within a value is doubled."""
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")

Kind = Literal["blank", "text", "number", "percentage", "day"]


class NotCarried(Exception):
    """A value that no cell can have. The message says why."""


@dataclass(frozen=True)
class Cell:
    """The content of a cell: text, a number, or a day. A percentage is a number that is shown as a percentage."""

    kind: Kind
    content: Any = None


def as_cell(value: Any, column: Column) -> Cell:
    """A value as a cell that reads back as the same value. Raises NotCarried if there is no such cell."""
    if value is None:
        return Cell("blank")
    if isinstance(value, list):
        return _text(_joined(value, column))
    if isinstance(value, dict) and column.by_name:
        return _text("; ".join(f"{name}: {each}" for name, each in value.items()))
    if isinstance(value, bool):
        return _text(YES if value else NO)
    if isinstance(value, int | float):
        return _number(value)
    if not isinstance(value, str):
        raise NotCarried("keys and values where a single value belongs")
    if column.several:
        return _text(value.replace(";", ";;"))
    if column.kind in ("share", "number") and (share := _share(value)) is not None:
        return Cell("percentage", share)
    if column.kind == "day" and (day := _day(value)):
        return Cell("day", day)
    return _text(column.called.get(value, value))


def from_cell(cell: ExcelCell, column: Column) -> Any:
    """The value of a cell that is not blank, as a file would have it. Raises Refused where it can't be read."""
    if isinstance(cell.value, str) and not cell.error:
        text = cell.read("text")
        if column.by_name:
            return _by_name(text, column)
        return _several(text, column) if column.several else _single(text, cell, column)
    value = _plain(cell, column)
    return [value] if column.several and not column.takes(value) else value


def from_text(text: str, column: Column) -> Any:
    """A text of a CSV file as the value that a scenario's own file would have."""
    return _part(text, column) if column.only_numbers else from_cell(ExcelCell(text), column)


def in_percent(share: float) -> str:
    """A share written with a percentage sign: 0.248 is ``24.8%``."""
    return f"{(Decimal(repr(share)) * 100).normalize():f}%"


def _text(text: str) -> Cell:
    if not text.strip():
        raise NotCarried("a text without letters, which would read as a blank cell")
    if len(text) > MOST_LETTERS:
        raise NotCarried(f"{len(text):,} letters, but a cell can have only {MOST_LETTERS:,}")
    return Cell("text", text)


def _number(value: float) -> Cell:
    if not math.isfinite(value) or float(f"{value:.{MOST_FIGURES}g}") != value:
        raise NotCarried(f"the number {value}, but a cell keeps only {MOST_FIGURES} figures of a number")
    return Cell("number", value)


def _share(text: str) -> float | None:
    """The share that a text such as 24.8% means; None unless that share, written out again, is the same text."""
    figures = text.removesuffix("%")
    if figures == text or not NUMBER.fullmatch(figures) or len(figures) > MOST_FIGURES:
        return None
    share = float(Decimal(figures) / 100)
    return share if in_percent(share) == text else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EXCEL_DAYS and day.isoformat() == text else None


def _joined(values: list[Any], column: Column) -> str:
    """Values joined by semicolons. A single value ends with a semicolon where it would otherwise not read as a list."""
    if not values or not all(isinstance(value, str | int | float) for value in values):
        raise NotCarried("a list without entries" if not values else "a list within a list")
    parts = [str(value).strip().replace(";", ";;") for value in values]
    return "; ".join(parts) + (";" if len(values) == 1 and column.takes(values[0]) else "")


def _several(text: str, column: Column) -> Any:
    parts = [_part(part, column) for part in SEMICOLON.split(text) if part.strip()]
    is_one = len(parts) == 1 and not SEMICOLON.search(text)
    return parts[0] if is_one and column.takes(parts[0]) else parts


def _by_name(text: str, column: Column) -> Any:
    """Names with a value each, such as ``primary: 4.5; secondary: 3``; or one value for all."""
    pairs = [part.rpartition(":") for part in SEMICOLON.split(text) if part.strip()]
    if not all(colon for _, colon, _ in pairs):
        return _part(text, column)
    return {name.strip(): _part(value, column) for name, _, value in pairs}


def _part(part: str, column: Column) -> Any:
    text = part.strip().replace(";;", ";")
    if not column.types & {int, float} or not NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def _single(text: str, cell: ExcelCell, column: Column) -> Any:
    """The value that a text means, such as True for yes. Text is refused where only a number is valid."""
    if bool in column.types:
        return TRUE_OR_FALSE.get(text.casefold(), text)
    if column.called:
        return next((value for value, words in column.called.items() if words.casefold() == text.casefold()), text)
    is_meant = not column.only_numbers or (column.takes(text) and not NUMBER.fullmatch(text))
    return text if is_meant else cell.read("number")


def _plain(cell: ExcelCell, column: Column) -> Any:
    """The value of a cell that is not text: a number in the form of its column, or a day as a file has it."""
    if _is_number(cell.value) and "%" in cell.number_format:
        percentage = in_percent(cell.value)
        if column.is_percentage or (column.kind == "number" and column.takes(percentage)):
            return percentage
    value = cell.read(column.kind)
    if isinstance(value, date):
        return value.isoformat()
    is_own = column.kind == "text" and _is_number(cell.value) and str(cell.value) == value
    return cell.value if is_own and column.takes(cell.value) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
