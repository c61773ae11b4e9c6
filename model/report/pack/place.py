"""A note beside a pack says where the pack's scenario is. The pack itself doesn't, and so is the same on any machine.

The note is ``.<pack>.built-from.json`` in the folder of packs. It names the pack by the SHA-256 of its manifest, and
the scenario by its path from that folder, so that the scenario is found again when a whole project is moved. The note
proves nothing: ``verify`` says which files it compared.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from model.base.put_together import clear_half_written
from model.base.whole_file import put_whole
from model.control.log import log_path
from model.control.seal import manifest_digest, read_manifest

ENDING = ".built-from.json"
UNKNOWN = (
    "The pack that was in {} was replaced. No note beside it said which scenario it was built from. If it was the "
    "pack of another scenario with the same name, build that pack again in another folder (--packs)."
)


@dataclass(frozen=True)
class Place:
    """The scenario file of a pack, whether it is still there or not, and how it was found."""

    scenario: Path
    noted: bool
    """Whether the pack's note names the scenario. If not, the file was found by its name, near the pack."""
    given: bool = False
    """Whether the caller named the scenario."""

    @property
    def how(self) -> str:
        """A sentence: which scenario file it is, and how it was found."""
        if not self.scenario.is_file():
            return f"The pack was built from {self.scenario}, which no longer exists. Name a scenario with --scenario."
        by = ", which it was built from" if self.noted else ", found by its name alone, near the pack"
        return f"Compared with {self.scenario}{'' if self.given else by}."

    @property
    def log(self) -> Path | None:
        """The log of clearances beside the scenario; None where there is none."""
        log = log_path(self.scenario)
        return log if log.is_file() else None


def note_place(pack: Path, scenario: Path, building: Path | None = None) -> None:
    """Write beside a pack where its scenario is. The note is written whole or not at all.

    ``building`` is a pack that is about to replace ``pack``. Its note is written beside the note of the earlier pack.
    So a run that is ended at any moment leaves a pack whose scenario is known.
    """
    note = _note_of(pack)
    if building:
        note = note.with_name(f".{pack.name}.next{ENDING}")
    try:
        place = os.path.relpath(os.path.abspath(scenario), os.path.abspath(pack.parent))
    except ValueError:  # on another drive
        place = os.path.abspath(scenario)
    text = json.dumps(
        {"manifest": manifest_digest(building or pack), "scenario": Path(place).as_posix()}, ensure_ascii=False
    )
    put_whole(note, f"{text}\n".encode())
    if not building:
        note.with_name(f".{pack.name}.next{ENDING}").unlink(missing_ok=True)


def built_from(pack: Path) -> Path | None:
    """The scenario that this pack was built from, by its note; None where no note is about this very pack."""
    digest = manifest_digest(pack)
    for note in sorted(pack.parent.glob(f".*{ENDING}")) if digest else ():
        try:
            held = json.loads(note.read_text(encoding="utf-8"))
            if held["manifest"] == digest:
                return Path(os.path.abspath(pack.parent / held["scenario"]))
        except (ValueError, KeyError, TypeError):  # not as it was written: as good as none
            continue
    return None


def place_of(pack: Path) -> Place | None:
    """Where a pack's scenario is; None where it is not found. A public pack's scenario is that of the whole pack.

    Where no note names the scenario, a file of its name is looked for in the folder around the packs' folder, and in
    that folder's ``scenarios``. The workbook's own scenarios are not searched.
    """
    pack = pack.resolve()
    whole = next((one for one in (pack, pack.parent) if "scenario_file" in read_manifest(one)), None)
    if whole is None:
        return None
    if noted := built_from(whole):
        return Place(noted, noted=True)
    name, project = Path(read_manifest(whole)["scenario_file"]), whole.parent.parent
    names = (name.name, name.with_suffix(".xlsx").name)
    found = (folder / name for folder in (project / "scenarios", project) for name in names)
    return next((Place(path, noted=False) for path in found if path.is_file()), None)


def _note_of(pack: Path) -> Path:
    return pack.with_name(f".{pack.name}{ENDING}")


def clear_half_written_notes(pack: Path) -> None:
    """Remove the half-written notes that a killed run left beside a pack. The caller has the pack's lock."""
    clear_half_written(pack.parent, (f"{pack.name}{next_}.built-from" for next_ in ("", ".next")))


def unknown_before(pack: Path) -> str:
    """The warning that the pack to be replaced may be of another scenario; empty where its scenario is known."""
    return UNKNOWN.format(pack) if manifest_digest(pack) and built_from(pack) is None else ""
