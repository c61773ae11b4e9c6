"""The log of clearances: lines are only added, each with the SHA-256 of the line before.

The hashes reveal an accidental change. They don't reveal that somebody rewrote every line after a certain line, or
removed the last lines, since such a log is consistent in itself. A record kept elsewhere reveals both: a receipt of a
signature, or a pack, which names the last entry that the log had when the pack was built.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from model.base.trouble import Trouble

FIRST = "0" * 64
"""What the first entry has instead of the hash of an entry before it."""


@dataclass(frozen=True)
class Entry:
    """One clearance as it was signed. ``hash`` is the SHA-256 of the line without the hash."""

    entry: int
    previous: str
    row: int
    what: str
    role: str
    name: str
    date: str
    """The day given by the signer, as 2010-11-15."""
    costing: str
    """SHA-256 of the results cleared."""
    inputs: str
    """SHA-256 of the scenario file and the files it names."""
    pack: str
    """SHA-256 of the manifest.json of the pack cleared, or ``not recorded``."""
    public_pack: str
    """SHA-256 of the manifest.json of the cleared pack's public pack, or ``not recorded``.

    The public pack is handed out by itself.
    """
    model: str
    """The workbook's version."""
    recorded: str
    """When the line was written, by this machine's clock, UTC."""
    hash: str


@dataclass(frozen=True)
class Broken:
    """One thing that was altered: the file or entry, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        """The file or entry and what is wrong with it, in one line."""
        return f"{self.where}: {self.what}"


class LogBroken(Trouble):
    """The log was altered, so nothing is added to it."""

    def __init__(self, broken: Broken):
        self.broken = broken
        super().__init__(f"{broken}. Nothing was added.")


def log_path(scenario: Path) -> Path:
    """The path of a scenario's log of clearances: ``barnet.clearances.jsonl`` beside ``barnet.yaml``."""
    return scenario.with_name(f"{scenario.stem}.clearances.jsonl")


def read_log(path: Path) -> tuple[tuple[Entry, ...], Broken | None]:
    """The entries before the first broken entry, and its fault: None where the log is whole or does not exist."""
    return _read(path.name, path.read_bytes()) if path.is_file() else ((), None)


def add_entry(path: Path, made: Mapping[str, int | str]) -> Entry:
    """Add one entry at the end, and wait until the disk has it. The caller holds the scenario's lock.

    ``made`` has every field except ``entry``, ``previous`` and ``hash``. Raises LogBroken where the log is not whole,
    and OSError where it can't be written; the log is then as it was.
    """
    with path.open("a+b") as log:
        log.seek(0)
        content = log.read()
        entries, broken = _read(path.name, content)
        if broken:
            raise LogBroken(broken)
        given = {"entry": len(entries) + 1, "previous": entries[-1].hash if entries else FIRST, **made}
        fields_of = {field.name: given[field.name] for field in fields(Entry) if field.name != "hash"}
        entry = Entry(**fields_of, hash=_hash(fields_of))
    with path.open("r+b", buffering=0) as log:
        try:
            _write_all(log.fileno(), len(content), line_of(entry) + b"\n")
        except BaseException:
            with suppress(OSError):
                os.ftruncate(log.fileno(), len(content))
            raise
    return entry


def set_cut_off_aside(path: Path) -> None:
    """Put the last line of a log aside where its writing was cut off, so that the log is whole again.

    Where only the line end is missing, it is added. The caller has the scenario's lock. Raises OSError, and then the
    log has not changed.
    """
    content = path.read_bytes() if path.is_file() else b""
    *lines, rest = content.split(b"\n")
    entries, broken = _read(path.name, b"".join(line + b"\n" for line in lines))
    if broken or not _is_cut_off(rest, entries):
        return
    whole = _next(rest, entries)
    if not whole:
        cut_off = {"set_aside": now(), "was_to_be_entry": len(entries) + 1, "line": rest.decode(errors="replace")}
        with aside_path(path).open("a+b") as aside:
            aside.seek(0)
            if aside.read()[-1:] not in (b"", b"\n"):  # the last line was cut off itself, and is still in the log
                aside.write(b"\n")
            aside.write(json.dumps(cut_off, ensure_ascii=False).encode() + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
    with path.open("r+b", buffering=0) as log:
        if whole:
            _write_all(log.fileno(), len(content), b"\n")
        else:
            os.ftruncate(log.fileno(), len(content) - len(rest))
            os.fsync(log.fileno())


def aside_path(log: Path) -> Path:
    """The file for lines of a log whose writing was cut off: ``barnet.clearances.cut-off.jsonl``."""
    return log.with_suffix(f".cut-off{log.suffix}")


def was_set_aside(log: Path, entry: int) -> bool:
    """Whether the line last put aside, because its writing was cut off, was to be this entry."""
    with suppress(OSError, ValueError, TypeError, KeyError, IndexError):
        return json.loads(aside_path(log).read_bytes().splitlines()[-1])["was_to_be_entry"] == entry
    return False


def now() -> str:
    """This machine's clock, UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line_of(entry: Entry) -> bytes:
    """The line of an entry as it is in the log, without its line end."""
    return _line(asdict(entry))


def _write_all(file: int, at: int, content: bytes) -> None:
    os.lseek(file, at, os.SEEK_SET)
    while content:
        content = content[os.write(file, content) :]
    os.fsync(file)


def _read(name: str, content: bytes) -> tuple[tuple[Entry, ...], Broken | None]:
    *lines, rest = content.split(b"\n")
    entries: list[Entry] = []
    for line in lines:
        number, before = len(entries) + 1, entries[-1].hash if entries else FIRST
        entry = entry_of(line)
        if entry is None:
            wrong = "not as it was written"
        elif entry.previous != before:
            wrong = "does not carry the hash of the entry before"
        elif entry.entry != number:
            wrong = f"says that it is entry {entry.entry}"
        else:
            entries.append(entry)
            continue
        after = len(lines) - number
        rests = f"; {after} {'entry' if after == 1 else 'entries'} after it can't be relied on" if after else ""
        return tuple(entries), Broken(f"{name}, entry {number}", wrong + rests)
    if rest:
        wrong = CUT_OFF if _is_cut_off(rest, entries) else "the last line is not whole, since it was altered"
        return tuple(entries), Broken(f"{name}, entry {len(entries) + 1}", wrong)
    return tuple(entries), None


CUT_OFF = (
    "the last line is not whole, because its writing was cut off. It does not count as an entry. The entries before "
    "this line are unchanged. The next signature puts the line aside"
)


def _is_cut_off(rest: bytes, entries: Sequence[Entry]) -> bool:
    """Whether what follows the last whole line is the beginning of the line that would have come next."""
    begins = {"entry": len(entries) + 1, "previous": entries[-1].hash if entries else FIRST}
    start = _line(begins)[:-1] + b","
    if not rest or not (rest.startswith(start) or start.startswith(rest)):
        return False
    with suppress(ValueError, RecursionError):
        json.loads(rest)
        return _next(rest, entries)
    return b"}" not in rest[-1:]


def _next(line: bytes, entries: Sequence[Entry]) -> bool:
    """Whether a line is the entry that comes next after these entries."""
    entry = entry_of(line)
    before = entries[-1].hash if entries else FIRST
    return entry is not None and (entry.entry, entry.previous) == (len(entries) + 1, before)


def entry_of(line: bytes) -> Entry | None:
    """The entry of a line; None where any byte of the line was altered."""
    try:
        content = json.loads(line)
        if list(content) != [field.name for field in fields(Entry)] or _line(content) != line:
            return None
        of_kinds = all(type(content[field.name]) is field.type for field in fields(Entry))
        date.fromisoformat(content["date"])
        own = {name: value for name, value in content.items() if name != "hash"}
        return Entry(**content) if of_kinds and content["hash"] == _hash(own) else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _hash(content: Mapping[str, object]) -> str:
    return sha256(_line(content)).hexdigest()


def _line(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
