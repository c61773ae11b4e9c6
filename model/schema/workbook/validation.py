"""What Excel offers and refuses in each cell, and the help beside it, all from the declarations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from model.base.financial_year import in_words
from model.schema.reading.grid import letter
from model.schema.sections.declared import MOST, Form, choices_of, declared, limits_in_words, limits_of
from model.schema.workbook.cells import NO, YES, NotCarried, as_cell, in_percent
from model.schema.workbook.layout import Column, Keys, Table, sheet_names, tables

LONGEST_LIST = 255
"""The most letters that Excel takes in a list of choices that is not a range of cells."""
FIRST_DAY, LAST_DAY = date(1900, 3, 1), date(2098, 12, 31)
OPERATORS = {"gt": ">", "ge": ">=", "le": "<=", "lt": "<"}


class Lists:
    """The ranges of cells with choices: entries of other sheets, and long lists of choices on a sheet of their own."""

    sheet = "About the choices"

    def __init__(self, in_force: Mapping[str, list[str]]):
        self.choices: list[list[str]] = []
        self.in_force = in_force

    def of_entries(self, keys: Keys) -> dict[str, Any]:
        """A choice of the names of a list's entries, or of their numbers if they have none. Other text is allowed."""
        return {"validate": "list", "source": self.range_of(keys), "show_error": False}

    def range_of(self, keys: Keys) -> str:
        """The range of cells with the names of a list's entries."""
        table = next(table for table in tables() if table.at == keys)
        place = len(table.around) + _named_by(table)
        return f"='{sheet_names()[keys]}'!${letter(place)}$4:${letter(place)}$1003"

    def of_choices(self, words: list[str]) -> Any:
        """A list of choices; or the range of cells that has the choices, where the list is long."""
        if len(",".join(words)) <= LONGEST_LIST and not any("," in word for word in words):
            return words
        if words not in self.choices:
            self.choices.append(words)
        column = letter(self.choices.index(words))
        return f"='{self.sheet}'!${column}$1:${column}${len(words)}"


def _named_by(table: Table) -> int:
    """The index of the column that names the entries of a list."""
    keys = [column.key for column in table.columns]
    return next((keys.index(key) for key in table.identified_by if key in keys), 0)


def validation_of(column: Column, lists: Lists) -> dict[str, Any]:
    """What Excel offers and refuses in a cell; empty where any text is allowed."""
    words = list(column.words.values() or choices_of(column.field)) if not column.is_section else []
    if column.is_section:
        return {"validate": "list", "source": [YES]}
    if bool in column.types:
        return {"validate": "list", "source": [YES, NO]}
    if column.by_name:
        return {}
    if words and not column.only_numbers:
        strict = not column.several and column.kind == "text"
        return {"validate": "list", "source": lists.of_choices(words), "show_error": strict}
    if column.named:
        return lists.of_entries(tuple(column.named[-1].split(".")))
    if known := lists.in_force.get(column.in_force):
        return {"validate": "list", "source": lists.of_choices(known), "show_error": False}
    return _of_numbers_and_days(column)


def _of_numbers_and_days(column: Column) -> dict[str, Any]:
    if column.kind == "day":
        return _between("date", FIRST_DAY, LAST_DAY)
    if column.kind not in ("number", "share") or column.several:
        return {}
    limits = limits_of(column.field)
    least, most = limits.get("gt", limits.get("ge", -MOST)), limits.get("lt", limits.get("le", MOST))
    return _between("integer" if int in column.types and float not in column.types else "decimal", least, most)


def _between(kind: str, least: Any, most: Any) -> dict[str, Any]:
    """The rule of a cell that warns of a value outside two limits, and still lets it be typed."""
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most, "error_type": "warning"}


def unit_of(column: Column) -> str:
    """The unit of a value, such as £ a year."""
    form = declared(column.field, Form)
    return form.unit if form and not column.is_section and not column.heads else ""


def help_of(column: Column) -> str:
    """The help on a key: its meaning, form, default and an example."""
    field = column.field
    parts = [str(field.description or "").strip()]
    if column.is_section:
        parts.append(f"Write {YES} to state this section without any of its keys.")
    if not column.is_section and not column.heads:
        choices = choices_of(field)
        parts.append(f"One of: {'; '.join(column.words.values())}." if column.words else "")
        meanings = {} if column.words else choices
        parts += [f"{value}: {meaning}." for value, meaning in meanings.items() if value != meaning]
        parts.append(f"{words[0].upper()}{words[1:]}." if (words := limits_in_words(field)) else "")
        parts.append("Several values have a semicolon between them." if column.several or column.by_name else "")
    if (example := _example(column)) and not column.heads:
        parts.append(f"Such as {example.rstrip('.')}.")
    parts.append("This must be given." if field.is_required() else "")
    return " ".join(filter(None, parts))


def _example(column: Column) -> str:
    form = declared(column.field, Form)
    example = column.field.examples[0] if column.field.examples else form.example if form else None
    try:
        cell = as_cell(example, column)
    except NotCarried:
        return ""
    written = {"percentage": in_percent, "day": in_words, "blank": lambda nothing: ""}
    return written.get(cell.kind, str)(cell.content)
