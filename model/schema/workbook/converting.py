"""Converting a scenario between the two kinds of file, and what can't be converted.

The new file is read back at once. Every value that does not come back as it was is named.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, number_of
from model.base.financial_year import NotADay, read_day
from model.rates.tables import Rates
from model.schema.changes.as_text import as_text, text_and_values
from model.schema.changes.change import with_rows
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.reading.customers_csv import AT as AGREEMENTS_AT
from model.schema.reading.document import Document, Path_, in_words, is_workbook, read_text
from model.schema.reading.files_beside import read_beside
from model.schema.reading.yaml_comments import comments_in
from model.schema.workbook.cells import from_text
from model.schema.workbook.layout import tables
from model.schema.workbook.reading import read_document, read_workbook
from model.schema.workbook.spreading import spread
from model.schema.workbook.writing import workbook_of


def converted(path: Path, to: Path, rates: Rates) -> tuple[bytes, list[str]]:
    """A scenario's file as a workbook or as YAML, by the ending of ``to``, and a sentence on each thing that is lost.

    Raises InputFaults with every fault of the file's form.
    """
    document, faults = read_document(path)
    faults += read_beside(document, path.parent)
    if faults:
        raise InputFaults(faults)
    data = inlined(document)
    if not is_workbook(to):
        return as_yaml(data).encode(), []
    content, not_carried = as_workbook(data, rates)
    comments = 0 if is_workbook(path) else comments_in(text_and_values(path)[0])
    if comments:
        not_carried.insert(0, f"comments: {number_of(comments, 'line has a comment', 'lines have a comment')}")
    names = (name for name, _ in document.linked.values())
    return content, [*not_carried, *(f"the file name {name}: its rows are now in a sheet" for name in names)]


def inlined(document: Document) -> dict[str, Any]:
    """The values of a document as in one YAML file: the rows of each file that it names replace the file's name."""
    document = with_rows(document)
    data = document.data
    for at in document.linked:
        rows = value_at(data, at)
        data = with_value(data, at, _typed(rows) if at == AGREEMENTS_AT else as_written(at, rows))
    return data


def _typed(agreements: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Agreements that were read as text, with each value in the form that its column has in a scenario file."""
    columns = {column.key: column for table in tables() if table.at == AGREEMENTS_AT for column in table.columns}
    return [{key: from_text(text, columns[key]) for key, text in row.items() if key in columns} for row in agreements]


def as_workbook(data: dict[str, Any], rates: Rates) -> tuple[bytes, list[str]]:
    """A scenario's values as a workbook, and a sentence on each value that a workbook can't have."""
    content = workbook_of(data, rates, _day_of_change(data))
    back, _ = read_workbook(content, "the workbook")
    why = spread(data).not_carried
    return content, [_said(path, why) for path in _differing(data, back.data, ())]


def _day_of_change(data: dict[str, Any]) -> date:
    """The day for which points and grades are shown: the day of the change, or today if that day is not known."""
    try:
        return read_day(str(value_at(data, ("dates", "implementation"))))
    except NotADay:
        return date.today()


def _said(path: Path_, why: dict[Path_, str]) -> str:
    return f"{in_words(path)}: {why.get(path, 'no sheet has a place for this key or value')}"


def _differing(before: Any, after: Any, path: Path_) -> Iterator[Path_]:
    """The path of each value that has changed; blank and empty count as the same."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            yield from _differing(before[key], after.get(key), (*path, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing(one, other, (*path, number))
    elif isinstance(before, dict) and after is None:
        yield from (inner for key in before for inner in _differing(before[key], None, (*path, key)))
    elif not _same(before, after):
        yield path


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return before.strip() == after.strip()
    return before == after or (before in (None, [], {}) and after is None)


def as_yaml(data: dict[str, Any]) -> str:
    """A scenario's values as the text of a YAML file."""
    return next(text for text in as_text("", {}, data) if read_text(text, "").data == data)
