"""Whether a pack or a log of clearances is as it was written, and whether the log names the pack."""

from dataclasses import dataclass
from pathlib import Path

from model.control.log import Broken, Entry, read_log
from model.control.seal import broken_files, manifest_digest, read_manifest
from model.control.sheet import NOT_RECORDED

ALONE = (
    "No log names a pack to compare it with: the manifest was compared with itself, which whoever alters a pack on "
    "purpose can alter too."
)
NO_GAP = "last lines taken out leave no gap"


@dataclass(frozen=True)
class Verified:
    """What is broken, and what else a reader must know; sound where nothing is broken."""

    broken: tuple[Broken, ...]
    said: tuple[str, ...]


def verify_log(path: Path) -> Verified:
    """Every entry against its own hash and that of the entry before; the first broken one is named."""
    if not path.is_file():
        return Verified((Broken(path.name, "no such file or folder"),), ())
    entries, broken = read_log(path)
    if broken:
        return Verified((broken,), ())
    if not entries:
        return Verified((Broken(path.name, "there is no entry in it"),), ())
    count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}, each with the hash of the one before."
    last = f"The hash of the last is {entries[-1].hash}: compare it with the one kept elsewhere, since {NO_GAP}."
    return Verified((), (count, last))


def verify_pack(pack: Path, log: Path | None = None) -> Verified:
    """Every file against the manifest, the manifest against itself, and against the packs that a log names.

    A pack that its log does not name, where the log names any, is broken: it was altered, or built again since, and
    nobody has signed it.
    """
    broken = broken_files(pack)
    if broken:
        return Verified(tuple(broken), ())
    manifest = read_manifest(pack)
    count = f"{len(manifest['files'])} files are as the manifest says, and none is missing or added."
    if log is None or not log.is_file():
        return Verified((), (count, ALONE))
    entries, broken_log = read_log(log)
    if broken_log:
        return Verified((broken_log,), (count,))
    if not any(entry.pack != NOT_RECORDED for entry in entries):
        return Verified((), (count, ALONE))
    naming = [entry for entry in entries if manifest_digest(pack) in (entry.pack, entry.public_pack)]
    if naming:
        return Verified((), (count, f"It is the pack signed in {log.name}: {'; '.join(map(_signed, naming))}."))
    same = [entry for entry in entries if entry.costing == manifest.get("results_sha256")]
    costing = "its figures are those cleared" if same else "nobody has cleared its figures"
    wrong = f"not a pack that {log.name} names: altered or built again since it was signed, or never signed; {costing}"
    return Verified((Broken("manifest.json", wrong),), (count,))


def _signed(entry: Entry) -> str:
    return f"entry {entry.entry}, row {entry.row}, {entry.role}"
