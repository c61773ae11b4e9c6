"""What `verify` does: it finds a pack's log and scenario, compares them with the pack, and says which files it used."""

from collections.abc import Sequence
from pathlib import Path

from model.control.log import log_path
from model.control.receipt import Known, known_by_pack, known_by_receipt
from model.control.seal import MANIFEST, read_manifest
from model.control.verify import Verified, verify_log, verify_pack
from model.report.pack.place import Place, built_from, place_of

OTHERS = (".yaml", ".yml", ".xlsx", ".json", ".csv", ".html", ".docx", ".pdf", ".ipynb")
"""Endings of files that are not logs of clearances."""
NEITHER = (
    "neither the folder of a pack nor a log of clearances, which ends in .clearances.jsonl. Nothing was compared. "
    "To check a scenario, use `check`."
)


def verified(
    path: Path, log: Path | None, scenario: Path | None, receipts: Sequence[Path] = ()
) -> tuple[list[str], bool]:
    """The lines that `verify` prints about a pack or a log, and whether that pack or log is whole.

    For a pack, its log and its scenario are looked for where they are not named.

    A log is also compared with ``receipts``, and with the packs near it that were built from its scenario. Raises
    InputFaults where a file named as a receipt is not one.
    """
    known = [known_by_receipt(receipt) for receipt in receipts]
    for named in (log, scenario):
        if named and not named.is_file():
            return [f"{named}: no such file, so nothing was compared."], False
    if path.is_file() and path.suffix.lower() in OTHERS:
        return [f"{path}: {NEITHER}"], False
    if not path.is_dir():
        found = verify_log(path, [*known, *packs_near(path)])
        return verified_lines(path, found), not found.broken
    if receipts:
        return [f"{path}: a receipt belongs to a log. Give the log instead of the pack."], False
    place = Place(scenario, noted=False, given=True) if scenario else place_of(path)
    log = log or (place.log if place else None)
    found = verify_pack(path, log, place.scenario if place and place.scenario.is_file() else None)
    return verified_lines(path, found, place, log), not found.broken


def packs_near(log: Path) -> list[Known]:
    """How far a log had got when each nearby pack of its scenario was built, as the packs' manifests record it.

    The packs are those in a folder ``packs`` beside the log or beside the log's folder.
    """
    here = log.resolve().parent
    packs = (manifest.parent for place in (here, here.parent) for manifest in (place / "packs").glob(f"*/{MANIFEST}"))
    own = (pack for pack in sorted(packs) if (built := built_from(pack)) and log_path(built).resolve() == log.resolve())
    return [known for pack in own if (known := known_by_pack(read_manifest(pack), pack)) and known.entries]


def verified_lines(path: Path, found: Verified, place: Place | None = None, log: Path | None = None) -> list[str]:
    """The lines that `verify` prints; the last line sums up.

    ``place`` is where the scenario is, None where it was not found. ``log`` is the log that was checked, if any.
    """
    looked_at = [f"The log of clearances that was checked: {log}."] if log else []
    lines = [*looked_at, *found.said, *(f"  ADDED: {line}." for line in found.added)]
    lines += [f"  BROKEN: {broken}." for broken in found.broken]
    if found.broken or not path.is_dir():
        return [*lines, f"{path}: {'broken' if found.broken else 'sound'}."]
    if place is None:
        no_file = "The scenario was not found, so whether it has changed was not checked. Name it with --scenario."
        return [*lines, no_file, f"{path}: sound."]
    lines += [place.how]
    if not place.scenario.is_file():
        return [
            *lines,
            f"{path}: sound, unchanged since it was built. It was not compared with the scenario, which is missing.",
        ]
    lines += [f"  STALE: {line}." for line in found.stale]
    name = place.scenario.name
    if found.stale:
        return [
            *lines,
            f"{path}: sound, unchanged since it was built, but stale: {name} or a file or rate that it "
            "uses has changed since.",
        ]
    return [*lines, f"{name} and the rate tables are as they were when the pack was built.", f"{path}: sound."]
