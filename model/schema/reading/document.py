"""A scenario file as written: plain values, and the file and line of each value, which faults state."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults, listed, nearest_name, number_of, shortened
from model.schema.reading.encoding import in_utf8

Path_ = tuple[str | int, ...]
THE_KEYS, VALUES, FEW = ("only the key ", "the keys ", "the key "), " values", 6
"""Words of a message for a value that has keys. The keys are listed where there are no more than ``FEW``."""
WORDS_TOO = {"from", "to", "on", "by", "use"}
"""Keys that are everyday words too, which a sentence names in brackets: ``a last day (to) after the first (from)``."""


@dataclass(frozen=True)
class Sheet:
    """A worksheet that a part of the scenario is in: its name, and the letter of each key's column.

    ``whole`` is the place of the part itself, such as ``cell C7``; empty where the part has no place of its own.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""

    def letter(self, keys: Sequence[str | int]) -> str:
        """The letter of the column for a value's keys, such as ``trial`` and ``outcome``; empty where there is none."""
        known = (".".join(map(str, keys[:end])) for end in range(len(keys), 0, -1))
        return next((self.columns[key] for key in known if key in self.columns), "")


@dataclass
class Document:
    """Plain data with places: ``lines`` maps a path such as ('present', 2, 'grade') to its file and line."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path_, tuple[str, int]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    """Sections, and keys of sections, whose file could not be read."""
    files: set[str] = field(default_factory=set)
    """Every other file that was read."""
    sheets: dict[Path_, Sheet] = field(default_factory=dict)
    """The worksheet of each part read from a worksheet, by the part's path. ``lines`` has the rows of such parts."""
    linked: dict[Path_, tuple[str, Any]] = field(default_factory=dict)
    """The name and the content of each file beside the scenario, by the path at which the file is named."""
    changed: dict[Path_, int] = field(default_factory=dict)
    """The number of the change that set a value, by the path of the value."""
    called: Callable[[Path_, Any], str] | None = None
    """Gives the name of an entry of the list at a path. A fault of a change states the name instead of a line."""
    numbered: dict[tuple[str, ...], tuple[Any, list[Any]]] = field(
        init=False, default_factory=dict[tuple[str, ...], Any], compare=False, repr=False
    )
    """Lists that many rules need, by name, such as ``("holders of", "present")``, so that each is made only once.

    Each name leads to the object that the list was made from, then to the list's entries with their paths.
    """

    def place(self, path: Sequence[str | int]) -> tuple[str, int]:
        """The file and line of a value, or else of the nearest part around the value that has a line.

        For a value that a change set, the number of the change replaces the line.
        """
        for end in range(len(path), 0, -1):
            if tuple(path[:end]) in self.changed:
                return self.file, self.changed[tuple(path[:end])]
            if tuple(path[:end]) in self.lines:
                return self.lines[tuple(path[:end])]
        return self.file, 1

    def cell(self, path: Sequence[str | int]) -> str:
        """The place of a value in a change or a workbook: ``change 2`` or ``sheet Ledger, cell C7``; else empty."""
        known = (tuple(path[:end]) for end in range(len(path), 0, -1))
        nearest = next((at for at in known if at in self.changed or at in self.lines), ())
        if nearest in self.changed:
            return f"change {self.changed[nearest]}"
        if nearest in self.sheets and self.sheets[nearest].whole:
            return f"sheet {self.sheets[nearest].name}, {self.sheets[nearest].whole}"
        for end in range(len(path) - 1, 0, -1):
            sheet = self.sheets.get(tuple(path[:end]))
            if sheet and tuple(path[: end + 1]) in self.lines:
                row, letter = self.lines[tuple(path[: end + 1])][1], sheet.letter(path[end + 1 :])
                return f"sheet {sheet.name}, {f'cell {letter}' if letter else 'row '}{row}"
        return ""

    def place_in_words(self, path: Sequence[str | int]) -> str:
        """The place of a value for a sentence: ``posts.csv, line 3`` or ``posts.xlsx, sheet Posts, cell A3``."""
        file, line = self.place(path)
        return f"{file}, {self.cell(path) or f'line {line}'}"

    def found(self, path: Sequence[str | int]) -> str:
        """The value at a path, short enough for a message; ``nothing`` where there is none."""
        value: Any = self.data
        for step in path:
            if isinstance(value, str):  # one text where a list of them may be is found whole
                break
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return "nothing"
        if value is None:
            return "nothing"
        if isinstance(value, dict):
            few = 0 < len(value) <= FEW
            return f"{THE_KEYS[len(value) > 1]}{listed(value, 'and')}" if few else f"{len(value)}{VALUES}"
        if isinstance(value, list):
            return number_of(len(value), "entry", "entries")
        if isinstance(value, bool):
            return str(value).lower()
        text = repr(value) if isinstance(value, str) else str(value)
        return shortened(text)

    def found_of_rule(self, path: Sequence[str | int], expected: str) -> str:
        """The keys that a rule of a section names, with their values: ``the keys from ('2011') and to ('2010')``.

        Empty where the section has none of them.
        """
        value: Any = self.data
        for step in path:
            value = value[step]
        named = {*re.findall(r"[a-z_]+", expected)} - WORDS_TOO | {*re.findall(r"\(([a-z_]+)\)", expected)}
        has = [
            f"{key} ({', '.join(f'{name} {self.found((*path, key, name))}' for name in one)})"
            if isinstance(one, dict)
            else f"{key} ({self.found((*path, key))})"
            for key, one in value.items()
            if key in named and one is not None
        ]
        return f"{THE_KEYS[1 if len(has) > 1 else 2]}{listed(has, 'and')}" if has else ""

    def fault(self, path: Sequence[str | int], expected: str, *, found: str | None = None, nearest: str = "") -> Fault:
        """A fault at a path."""
        file, line = self.place(path)
        found = self.found(path) if found is None else found
        return Fault(file, line, self._where(tuple(path)), found, expected, nearest, self.cell(path), tuple(path))

    def _where(self, path: Path_) -> str:
        """A path in words; in a change, entries are named: ``proposed clerk, grade``."""
        if self.called is None or not any(path[:end] in self.changed for end in range(1, len(path) + 1)):
            return in_words(path)
        names: list[str | int] = []
        value: Any = self.data
        for number, step in enumerate(path):
            value = _inside(value, step)
            called = self.called(path[:number], value) if isinstance(step, int) else ""
            if called:
                names[-1] = f"{names[-1]} {called}"
            else:
                names.append(step)
        return in_words(names)


def _inside(value: Any, step: str | int) -> Any:
    """The value at an index of a list or at a key of a dict; None where there is no such index or key."""
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def in_words(path: Sequence[str | int]) -> str:
    """A path in words, counting from one: ``proposed post 3, grade``."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        else:
            words.append(step)
    return ", ".join(words) or "the file"


def is_workbook(path: Path | str) -> bool:
    """Whether a scenario's file name is that of an Excel workbook."""
    return Path(path).suffix.lower() == ".xlsx"


def read_yaml(path: Path) -> Document:
    """Read a scenario file as written. Raises InputFaults where it can't be read as YAML at all."""
    return read_text(in_utf8(content_of(path), path.as_posix()), path.as_posix())


def content_of(path: Path) -> bytes:
    """The bytes of a scenario's file. Raises InputFaults where it can't be read."""
    name = path.as_posix()
    try:
        if path.is_dir():
            expected = "a scenario file in the folder, such as one of its .yaml files"
            raise InputFaults([Fault(name, 1, "the file", "a folder", expected)])
        if not path.is_file():
            endings = {path.suffix, ".yaml", ".xlsx"}
            here = sorted(entry.name for entry in path.parent.glob("*") if entry.suffix in endings)
            nearest = nearest_name(path.name, here)
            raise InputFaults([Fault(name, 1, "the file", "no such file", "a scenario file", nearest)])
        return path.read_bytes()
    except OSError as unread:
        raise InputFaults(
            [Fault(name, 1, "the file", unread.strerror or str(unread), "a file that can be read")]
        ) from None


def read_text(text: str, name: str) -> Document:
    """Read the text of a scenario file; ``name`` is the file's name. Raises InputFaults where it is not YAML."""
    from model.schema.reading.yaml_plain import read_plain

    read = read_plain(text)
    if read is None:
        from model.schema.reading.yaml_by_ruamel import read_by_ruamel

        read = read_by_ruamel(text, name)
    data, lines = read
    return Document(name, data, {path: (name, line) for path, line in lines.items()})
