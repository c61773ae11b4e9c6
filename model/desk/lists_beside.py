"""Lists in files beside the scenario that were changed at the desk: each is saved to its file, whole or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.base.put_together import ending_of, make_ready, note_of
from model.base.stated import stated
from model.base.whole_file import written_beside
from model.desk.columns import row_of
from model.desk.list_rows import CantCarry, ChangedRows, Row, csv_with, in_cell, sheet_with
from model.desk.loaded import Beside, Loaded, is_flat
from model.schema.changes.change import with_rows
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.reading.document import Document, Path_
from model.schema.reading.files_beside import read_beside
from model.schema.reading.rows_beside import NAME, kinds_of
from model.schema.sections.shape import names_entries, type_at
from model.schema.workbook.reading import read_document


@dataclass(frozen=True)
class ListFile:
    """A changed list: its path in the scenario, its file as the scenario names it, and the file's new content."""

    at: Path_
    name: str
    path: Path
    content: bytes
    rows: Sequence[Row]


def changed_lists(loaded: Loaded, data: dict[str, Any], target: Path, *, own: bool) -> list[ListFile]:
    """Each list that differs from its file. Where the scenario is saved under another name, so is the list.

    Raises CantCarry where the rows of a list can't be written to its file.
    """
    lists = {at: name for at, name in loaded.lists(data).items() if is_flat(value_at(data, at))}
    if not lists:
        return []
    document, _ = read_document(loaded.path)
    read_beside(document, loaded.path.parent)
    document = with_rows(document)
    found = []
    for at, name in lists.items():
        rows, before = value_at(data, at), as_written(at, value_at(document.data, at))
        if isinstance(before, list) and rows != before:
            lines = [document.lines[*at, number][1] for number in range(len(before))]
            kinds = kinds_of(stated(row_of(at), "what a row is"))
            changed = ChangedRows(before, lines, rows, kinds, names_entries(type_at(at)))
            found.append(_list_file(loaded, at, name, changed, "" if own else f"{target.stem}-"))
    return found


def _list_file(loaded: Loaded, at: Path_, name: str, rows: ChangedRows, prefix: str) -> ListFile:
    workbook = NAME.fullmatch(name)
    file, sheet = (workbook["file"], workbook["sheet"]) if workbook else (name, None)
    content = (loaded.path.parent / file).read_bytes()
    try:
        content = sheet_with(content, sheet, rows) if workbook else csv_with(content, rows)
    except CantCarry as why:
        raise CantCarry(
            f"{name} can't be written: {why}. Make the change in that file itself, or use a copy of it saved as CSV"
        ) from None
    to = Path(file).with_name(f"{prefix}{Path(file).name}").as_posix()
    return ListFile(at, f"{to}#{sheet}" if sheet else to, loaded.path.parent / to, content, rows.after)


@dataclass
class Staged:
    """New files of lists: written beside the old ones, read back, and put in place together with the scenario."""

    files: Sequence[ListFile]
    scenario: Path
    ready: dict[Path, Path] = field(default_factory=dict)
    """The new file of each list, by the path at which it is to be put."""

    def __enter__(self) -> "Staged":
        try:
            if self.files:
                make_ready(self.scenario, [file.path.parent for file in self.files])
            for file in self.files:
                ending = ending_of(self.scenario, file.path.suffix)
                self.ready[file.path] = written_beside(file.path, file.content, ending, like=self.scenario)
            for file in self.files:
                self._read_back(file)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for written in self.ready.values():
            written.unlink(missing_ok=True)
        if self.files:
            note_of(self.scenario).unlink(missing_ok=True)

    def _read_back(self, file: ListFile) -> None:
        """Read the written file again. Raises CantCarry where its rows are not those that were written."""
        written = self.ready[file.path].relative_to(self.scenario.parent).as_posix()
        name = f"{written}#{file.name.partition('#')[2]}" if "#" in file.name else written
        try:
            beside = Beside.read(
                with_value({}, file.at, name), Document(self.scenario.as_posix()), self.scenario.parent
            )
        except InputFaults as faults:
            raise CantCarry(f"{file.name} can't be written: {faults.faults[0].said}") from None
        rows = value_at(with_rows(beside.document).data, file.at)
        if beside.faults or list(_plain(as_written(file.at, rows) or ())) != list(_plain(file.rows)):
            said = f": {beside.faults[0].said}" if beside.faults else ""
            raise CantCarry(f"What would be written to {file.name} does not read back as the same rows{said}")


def _plain(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with their values as plain numbers and texts, for a comparison: 60% is 0.6. Empty values are left out."""
    for row in rows:
        yield {key: _number(in_cell(value)) for key, value in row.items() if value not in (None, [])}


def _number(value: Any) -> Any:
    text = str(value).strip()
    try:
        return round(float(text.rstrip("%")) / (100 if text.endswith("%") else 1), 12)
    except ValueError:
        return text
