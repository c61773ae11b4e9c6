"""A scenario file as it was loaded: its text, the line of each value, the rows of files beside it, and fingerprints."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from model.base.faults import Fault, InputFaults
from model.control.lock import finish_cut_off
from model.schema.changes.change import placed, with_rows
from model.schema.changes.values import as_typed, as_written, value_at, with_value
from model.schema.differences import SIDES
from model.schema.reading.document import Document, Path_
from model.schema.reading.files_beside import places_beside, read_beside
from model.schema.sections.declared import ROWS_BESIDE, FileBeside, declared
from model.schema.workbook.reading import read_document

_MISSING = object()


@dataclass(frozen=True)
class Beside:
    """The rows of the files that a scenario names. ``values`` has, by path, what replaces each file's name."""

    written: dict[str, Any]
    document: Document
    faults: tuple[Fault, ...]
    values: dict[Path_, Any]

    @classmethod
    def read(cls, written: dict[str, Any], as_read: Document, folder: Path) -> "Beside":
        """Read every file that ``written`` names. The lines of those files are added to the lines of ``as_read``."""
        fresh: dict[str, Any] = {"unreadable": set(), "files": set(), "linked": {}}
        document = replace(as_read, data=deepcopy(written), lines=dict(as_read.lines), **fresh)
        faults = tuple(read_beside(document, folder))
        return cls(written, document, faults, dict(_put_in(document)))

    def fits(self, data: dict[str, Any]) -> bool:
        """Whether ``data`` names the files that were read, each at the same path."""
        places = {*self.values, *(at for at, _ in places_beside() if isinstance(value_at(data, at), str))}
        return all(_same(value_at(data, path), value_at(self.written, path)) for path in places)


def _same(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, str) and one == other)


def _put_in(document: Document) -> Iterator[tuple[Path_, Any]]:
    """What replaces each file's name, by its path: the file's content, or _MISSING for a part that was removed."""
    for at, (_, value) in document.linked.items():
        whole_section_out = value is None and at[0] not in document.data
        yield at[:1] if whole_section_out else at, _MISSING if value is None else value


@dataclass
class Loaded:
    """A scenario file as loaded. ``start`` has the values to edit: those in the file, and posts from other files."""

    path: Path
    text: bytes
    start: dict[str, Any]
    written: dict[str, Any]
    fingerprints: dict[Path, str]
    moved_in: dict[str, str]
    """For each side whose posts are in another file, that file's name; a side is ``present`` or ``proposed``."""
    beside: Beside
    here: frozenset[Path_] = frozenset()
    """The path of each list that was in another file and is to be written in the scenario's own file."""
    _made: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    _rows: dict[Path_, tuple[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Loaded":
        """Read a scenario file and those it names. Raises InputFaults where it can't be read as YAML at all."""
        finish_cut_off(path)
        as_read, unread = read_document(path)
        written = as_read.data
        beside = Beside.read(written, as_read, path.parent)
        beside = replace(beside, faults=(*unread, *beside.faults))
        moved_in = {
            side: written[side]
            for side in SIDES
            if isinstance(written.get(side), str) and isinstance(beside.values.get((side,)), list)
        }
        start = dict(written)
        for side in moved_in:
            start[side] = as_written((side,), beside.values[side,])
        files = [path, *map(Path, sorted(beside.document.files))]
        fingerprints = {file: fingerprint(file) for file in files}
        rest = {at: value for at, value in beside.values.items() if at[0] not in moved_in}
        beside = replace(beside, written=start, values=rest)
        return cls(path, path.read_bytes(), start, written, fingerprints, moved_in, beside)

    def document(self, data: dict[str, Any]) -> tuple[Document, tuple[Fault, ...]]:
        """The document of edited values, with the rows of the files that they name; and the faults of those files.

        A section that is the same object as in the last call is returned as the same object too. Lines are those of the
        file as loaded; a list of posts that has since been rearranged has no lines.
        """
        if not self.beside.fits(data):
            self.beside = Beside.read(data, self.beside.document, self.path.parent)
            self._made.clear()
        read = self.beside.document
        laid = dict(data)
        for name in {str(path[0]) for path in self.beside.values}:
            if name not in self._made or self._made[name][0] is not data.get(name):
                values = {path[1:]: value for path, value in self.beside.values.items() if path[0] == name}
                self._made[name] = (data.get(name), _laid_over(data.get(name, _MISSING), values))
            laid[name] = self._made[name][1]
        laid = {name: value for name, value in laid.items() if value is not _MISSING}
        again = {side for side in SIDES if _ids(data.get(side)) != _ids(self.start.get(side))}
        if not again:
            return replace(read, data=laid), self.beside.faults
        lines = {at: place for at, place in read.lines.items() if len(at) == 1 or at[0] not in again}
        return replace(read, data=laid, lines=lines), self.beside.faults

    def placed(self, data: dict[str, Any], place: str | Path_, typed: Any) -> tuple[dict[str, Any], Path_, Any]:
        """What an edit at a place needs: the values to edit, the place's path, and the typed value as in a file.

        For a place in a file beside the scenario, the values have the rows of that file. Raises InputFaults where there
        is no such place.
        """
        if not isinstance(place, str):
            return data, tuple(place), as_typed(tuple(place), typed, value_at(data, place))
        document, found, faults = placed(self.document(data)[0], {place: typed})
        if faults:
            raise InputFaults(faults)
        path = found[0].path
        at = next((at for at in self.beside.values if len(path) > len(at) and path[: len(at)] == at), None)
        return (with_value(data, at, value_at(document.data, at)) if at else data), path, found[0].value

    def with_places(self, data: dict[str, Any], changes: Mapping[str, Any]) -> tuple[dict[str, Any], list[Path_]]:
        """The values after changes at places, and the path of each place. Raises InputFaults for an unknown place."""
        paths = []
        for place, value in changes.items():
            data, path, written = self.placed(data, place, value)
            data = with_value(data, path, written)
            paths.append(path)
        return data, paths

    def rows_at(self, data: dict[str, Any], path: Path_) -> Any:
        """The rows of the file that is named at a path, as values; None where it can't be read."""
        rows = value_at(with_rows(self.document(data)[0]).data, path)
        return None if rows is None or isinstance(rows, str) else as_written(path, rows)

    def document_with(self, data: dict[str, Any], side: str, posts: Any, read: Document) -> Document:
        """The document of the edited values, with ``posts`` on one side. ``read`` has the lines of these posts."""
        listed = [{"id": f"row-{number}", **post} for number, post in enumerate(posts)]
        document, _ = self.document({**data, side: listed})
        lines = {at: place for at, place in document.lines.items() if at[0] != side} | read.lines
        return replace(document, lines=lines, sheets={**document.sheets, **read.sheets})

    def in_place(self, data: dict[str, Any], at: Path_) -> dict[str, Any]:
        """The values, with a file's name at a path replaced by the file's rows; unchanged if they can't be read."""
        name = value_at(data, at)
        if not isinstance(name, str):
            return data
        if self.moved_in.get(str(at[0])) == name:
            return with_value(data, at, self.start[str(at[0])])
        if at not in self._rows or self._rows[at][0] != name:
            self._rows[at] = (name, self.rows_at(data, at))
        rows = self._rows[at][1]
        return data if rows is None else with_value(data, at, rows)

    def lists(self, data: dict[str, Any]) -> dict[Path_, str]:
        """The path of each list that is saved to a file beside the scenario, with that file's name."""
        named = {at: value_at(self.written, at) for at, field in places_beside() if is_list(field)}
        return {
            at: name
            for at, name in named.items()
            if isinstance(name, str) and isinstance(value_at(data, at), list) and at not in self.here
        }

    def before(self, data: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        """The values to compare with ``now``: rows replace a file's name at each path where ``now`` has rows."""
        for at in self.lists(now):
            data = self.in_place(data, at)
        return data

    def as_saved(self, data: dict[str, Any]) -> dict[str, Any]:
        """The content of the scenario's own file: instead of a list saved to another file, it has that file's name."""
        for at, name in self.lists(data).items():
            if is_flat(value_at(data, at)):
                data = with_value(data, at, name)
        return data

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the scenario's own file."""
        return self.fingerprints[self.path]

    def value(self, path: Path_) -> Any:
        """The value at a path in the file."""
        return value_at(self.start, path)

    def changed_on_disk(self) -> Path | None:
        """The first file that has changed since it was loaded; None where none has."""
        return next((file for file, print_ in self.fingerprints.items() if fingerprint(file) != print_), None)


def is_list(field: FieldInfo) -> bool:
    """Whether a field can have a list of rows in a file beside the scenario."""
    beside = declared(field, FileBeside)
    return beside is not None and beside.pattern == ROWS_BESIDE.pattern


def is_flat(rows: Any) -> bool:
    """Whether every row can be written in cells, because no value in a row has keys of its own."""
    values = (value for row in rows if isinstance(row, dict) for value in row.values())
    return not any(
        isinstance(part, dict) for value in values for part in (value if isinstance(value, list) else (value,))
    )


def fingerprint(path: Path) -> str:
    """SHA-256 of a file; empty where there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _laid_over(value: Any, values: dict[Path_, Any]) -> Any:
    if () in values:
        return values[()]
    keys = dict(value) if isinstance(value, dict) else {}
    for key in {path[0] for path in values}:
        below = {path[1:]: each for path, each in values.items() if path[0] == key}
        keys[key] = _laid_over(keys.get(key, _MISSING), below)
    return {key: each for key, each in keys.items() if each is not _MISSING}


def _ids(posts: Any) -> Any:
    return [post.get("id") if isinstance(post, dict) else None for post in posts] if isinstance(posts, list) else posts
