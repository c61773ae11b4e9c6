"""The log of clearances: lines only ever added, each carrying the SHA-256 of the line before.

It shows a change that was not meant. Whoever rewrites every line after one, or drops the last, leaves a log that is
whole in itself: against that stands the hash of the last entry, told at each signing, to be kept elsewhere.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path

FIRST = "0" * 64
"""What the first entry carries in the place of the hash before."""


@dataclass(frozen=True)
class Entry:
    """One clearance as it was signed. ``hash`` is the SHA-256 of the line without it."""

    entry: int
    previous: str
    row: int
    what: str
    role: str
    name: str
    date: str
    """The day given by whoever signed, as 2010-11-15."""
    costing: str
    """SHA-256 of the results cleared."""
    inputs: str
    """SHA-256 of the scenario file and the files it names."""
    pack: str
    """SHA-256 of the manifest.json of the pack cleared, or ``not recorded``."""
    public_pack: str
    """The same of the public pack within it, which is handed out alone."""
    model: str
    """The workbook's version."""
    recorded: str
    """When the line was written, by this machine's clock, UTC."""
    hash: str


@dataclass(frozen=True)
class Broken:
    """One thing that is not as it was: the file or entry, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.where}: {self.what}"


class LogBroken(Exception):
    """The log is not as it was written, so nothing is added to it."""

    def __init__(self, broken: Broken):
        self.broken = broken
        super().__init__(f"{broken}. Nothing was added.")


def log_path(scenario: Path) -> Path:
    """Where a scenario's clearances stand: ``barnet.clearances.jsonl`` beside ``barnet.yaml``."""
    return scenario.with_name(f"{scenario.stem}.clearances.jsonl")


def read_log(path: Path) -> tuple[tuple[Entry, ...], Broken | None]:
    """The entries up to the first that is broken, and what is wrong with it; no entry where there is no file."""
    return _read(path.name, path.read_bytes()) if path.is_file() else ((), None)


def add_entry(path: Path, made: Mapping[str, int | str]) -> Entry:
    """Add one entry at the end, and have it on the disk before it counts. The caller has the scenario's lock.

    ``made`` holds every field but ``entry``, ``previous`` and ``hash``. Raises LogBroken where the log is not whole.
    """
    with path.open("a+b") as log:
        log.seek(0)
        entries, broken = _read(path.name, log.read())
        if broken:
            raise LogBroken(broken)
        given = {"entry": len(entries) + 1, "previous": entries[-1].hash if entries else FIRST, **made}
        content = {field.name: given[field.name] for field in fields(Entry) if field.name != "hash"}
        entry = Entry(**content, hash=_hash(content))
        log.write(_line(asdict(entry)) + b"\n")
        log.flush()
        os.fsync(log.fileno())
    return entry


def _read(name: str, content: bytes) -> tuple[tuple[Entry, ...], Broken | None]:
    *lines, rest = content.split(b"\n")
    entries: list[Entry] = []
    for line in lines:
        number, before = len(entries) + 1, entries[-1].hash if entries else FIRST
        entry = _entry(line)
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
        rests = f"; {after} {'entry' if after == 1 else 'entries'} after it cannot be relied on" if after else ""
        return tuple(entries), Broken(f"{name}, entry {number}", wrong + rests)
    if rest:
        wrong = "the last line is not whole: its writing was cut off, or it was altered; it is no entry"
        return tuple(entries), Broken(f"{name}, entry {len(entries) + 1}", wrong)
    return tuple(entries), None


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None where a byte of it is not as it was written."""
    try:
        content = json.loads(line)
        if list(content) != [field.name for field in fields(Entry)] or _line(content) != line:
            return None
        own = {name: value for name, value in content.items() if name != "hash"}
        return Entry(**content) if content["hash"] == _hash(own) else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _hash(content: Mapping[str, object]) -> str:
    return sha256(_line(content)).hexdigest()


def _line(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
