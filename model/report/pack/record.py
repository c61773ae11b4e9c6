"""What makes a pack checkable later: copies of its inputs, and every earlier pack that was signed."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from model.control.log import log_path, read_log
from model.control.seal import MANIFEST, manifest_digest, read_manifest
from model.control.sheet import CLEARS, NOT_RECORDED, control_path, read_sheet
from model.report.pack.place import note_place
from model.schema.reading.document import is_workbook

INPUTS = "inputs"


def write_inputs(files: Iterable[Path], scenario: Path, folder: Path, text: str = "") -> str:
    """Copy the files of a scenario and its control sheet under ``inputs/``. Gives the scenario's path in the pack.

    The files keep their places beside each other, so that the copy can be costed again. ``text`` is the scenario as
    YAML, if it has changes or its file is an Excel workbook; else empty. The Excel workbook is copied too.
    """
    files = [Path(os.path.abspath(path)) for path in (*files, control_path(scenario)) if path.is_file()]
    top = Path(os.path.commonpath([path.parent for path in files]))
    for path in files:
        copy = folder / INPUTS / path.relative_to(top)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    own = Path(os.path.abspath(scenario)).relative_to(top)
    name = f"{INPUTS}/{(own.with_suffix('.yaml') if is_workbook(scenario) else own).as_posix()}"
    if text:
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return name


def keep_signed(pack: Path, scenario: Path) -> Path | None:
    """Keep a copy of a pack that is about to be built again, if the log names that pack. Gives the copy, or None."""
    digest = manifest_digest(pack)
    if not digest or all(entry.pack != digest for entry in read_log(log_path(scenario))[0]):
        return None
    kept = pack.with_name(f"{pack.name}-signed-{digest[:12]}")
    if not kept.exists():
        copying = pack.with_name(f".{kept.name}.copying")
        shutil.rmtree(copying, ignore_errors=True)
        shutil.copytree(pack, copying)
        copying.rename(kept)
        note_place(kept, scenario)
    return kept


def same_pack_again(new: Path, before: Path) -> None:
    """Give a new pack the earlier pack's manifest, where the two packs differ only in how far the log had got.

    The new pack was built from the same files after a signature, so it is still the pack that was signed.
    """
    of_log = ("log", "manifest_sha256")
    first, second = (
        {key: one for key, one in read_manifest(pack).items() if key not in of_log} for pack in (new, before)
    )
    if first and first == second:
        (new / MANIFEST).write_bytes((before / MANIFEST).read_bytes())


def last_signed(scenario: Path, packs: Path) -> Path | None:
    """The pack that the log names last, from any folder in ``packs``.

    None where the log names no pack, or the pack is not in ``packs``.
    """
    named = [entry.pack for entry in read_log(log_path(scenario))[0] if entry.pack != NOT_RECORDED]
    if not named:
        return None
    found = (path.parent for path in sorted(packs.glob(f"*/{MANIFEST}")) if manifest_digest(path.parent) == named[-1])
    return next(found, None)


def gone_stale(scenario: Path, pack: Path) -> list[str]:
    """A clause for each row of the control sheet whose latest signature cleared figures other than this pack's."""
    if not control_path(scenario).is_file():
        return []
    clearing = {row.row for row in read_sheet(control_path(scenario))[0].own_rows if row.stage in CLEARS}
    latest = {entry.row: entry for entry in read_log(log_path(scenario))[0] if entry.row in clearing}
    figures = read_manifest(pack)["results_sha256"]
    return [
        f"row {entry.row} ({entry.what}) was signed for the costing {entry.costing[:12]}, and this costing is "
        f"{figures[:12]}"
        for entry in latest.values()
        if entry.costing != figures
    ]
