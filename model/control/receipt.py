"""Records of a log that are kept elsewhere: a receipt of a signature, and the log's last entry when a pack was built.

A log whose last lines were taken out is still consistent in itself. A record that names a later entry shows the loss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults, number_of
from model.base.financial_year import in_words
from model.base.whole_file import written_beside
from model.control.log import Broken, Entry, LogBroken, entry_of, line_of, log_path, read_log

RECEIPT = """\
Receipt of a signature. Keep it where those who can change the log can't change it, such as with the minutes.

  Log:     {log}
  Entry:   {entry.entry}
  Row:     {entry.row}, {entry.what}
  Signed:  {entry.role}, {entry.name}, {day}
  Costing: {entry.costing}
  Pack:    {entry.pack}
  Hash:    {entry.hash}

`verify {log} --receipt FILE` says whether the log still has this entry. Its line in the log:

{line}
"""
TAKEN_OUT = "the log's last entries were taken out, or an older copy of the log was put in its place"
MOST = 100_000
"""The most bytes of a receipt that are read."""


@dataclass(frozen=True)
class Known:
    """What a record kept elsewhere says of a log: the number of entries, the last hash, and what the record is."""

    entries: int
    last: str
    by: str

    def contradicts(self, name: str, entries: Sequence[Entry]) -> Broken | None:
        """What is wrong with a log that has lost or changed an entry since this record; else None."""
        if self.entries > len(entries):
            has = number_of(len(entries), "entry", "entries")
            found = f"the log has {has}, but {self.by} names entry {self.entries}: {TAKEN_OUT}"
            return Broken(f"{name}, entry {len(entries) + 1}", found)
        if self.entries and entries[self.entries - 1].hash != self.last:
            return Broken(f"{name}, entry {self.entries}", f"not the entry that {self.by} names: the log was rewritten")
        return None


def log_so_far(scenario: Path) -> dict[str, int | str]:
    """How many sound entries a scenario's log begins with, and the last sound entry's hash, for a pack's manifest."""
    entries = read_log(log_path(scenario))[0]
    return {"entries": len(entries), "last": entries[-1].hash if entries else ""}


def known_by_pack(manifest: Mapping[str, Any], pack: Path) -> Known | None:
    """The log as it was when a pack was built; None where its manifest does not say."""
    said = manifest.get("log")
    if not isinstance(said, dict) or type(said.get("entries")) is not int or type(said.get("last")) is not str:
        return None
    return Known(said["entries"], said["last"], f"the pack {pack.as_posix()}")


def known_by_receipt(path: Path) -> Known:
    """What a receipt says about its log. Raises InputFaults where the file is not a receipt, or was altered."""
    try:
        text = path.read_bytes()[:MOST] if path.is_file() else b""
    except OSError:
        text = b""
    lines = [line for line in text.splitlines() if line.startswith(b"{")]
    entry = entry_of(lines[-1]) if lines else None
    if entry is None:
        found = "no such file" if not path.is_file() else "no receipt of a signature, or one that was altered"
        raise InputFaults([Fault(path.as_posix(), 1, "the receipt", found, "a file that `sign --receipt` wrote")])
    return Known(entry.entry, entry.hash, f"the receipt {path.as_posix()}")


def receipt_place(scenario: Path, entry: int, to: Path) -> Path:
    """The path of a receipt: ``to`` itself, or ``barnet-entry-3.receipt.txt`` in it where ``to`` is a folder."""
    return to / f"{scenario.stem}-entry-{entry}.receipt.txt" if to.is_dir() else to


def refuse_place(to: Path) -> None:
    """Raise InputFaults where no receipt can be written to ``to``. It is called before anything is signed."""
    if (to.exists() and not to.is_dir()) or not to.absolute().parent.is_dir():
        found = "something that already exists" if to.exists() else "no folder for the receipt"
        expected = "an existing folder, or a new file in an existing folder"
        raise InputFaults([Fault(to.as_posix(), 1, "the place of the receipt", found, expected)])


def write_receipts(scenario: Path, folder: Path) -> list[Path]:
    """Write the receipt of each entry of a log into a folder. Raises LogBroken where the log is not whole."""
    entries, broken = read_log(log_path(scenario))
    if broken:
        raise LogBroken(broken)
    folder.mkdir(parents=True, exist_ok=True)
    return [write_receipt(scenario, entry, folder) for entry in entries]


def write_receipt(scenario: Path, entry: Entry, to: Path) -> Path:
    """Write the receipt of an entry to a file, or into a folder. Returns its path.

    Raises InputFaults where the file already exists with different content.
    """
    place = receipt_place(scenario, entry.entry, to)
    log, day = log_path(scenario).name, in_words(date.fromisoformat(entry.date))
    content = RECEIPT.format(log=log, entry=entry, day=day, line=line_of(entry).decode()).encode()
    if place.exists() and (not place.is_file() or place.read_bytes() != content):
        found, expected = "something that already exists", "an unused name, or a folder"
        raise InputFaults([Fault(place.as_posix(), 1, "the place of the receipt", found, expected)])
    written_beside(place, content).replace(place)
    return place
