"""The clearance pack: one folder with all that Finance needs to clear a costing. It is moved into place when whole."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.check import Check
from model.base.faults import Fault, InputFaults, listed
from model.base.stated import stated
from model.base.whole_folder import built_beside
from model.control.lock import CLEARED, alone_at
from model.control.seal import MANIFEST
from model.report.notebook_beside import notebook_beside

if TYPE_CHECKING:
    from model.assessment.assess import Assessment
    from model.schema.changes.change import Changes

STEPS = 3
"""How many steps are reported while a pack without a PDF is built."""


def build_pack(
    scenario_path: Path,
    packs: Path,
    progress: Callable[[str], None] = lambda step: None,
    *,
    pdf: bool = False,
    changes: "Changes" = (),
    template: Path | None = None,
) -> tuple[Path, list[Check]]:
    """Assess a scenario and write its pack into ``packs/<scenario>``. Gives that folder and every check.

    With ``changes`` the folder is ``packs/<scenario>-changed-<12 characters of a hash of the resulting file>``. Packs
    of the unchanged scenario and of other changes stay. A pack with changes is blocked, and is never signed.

    The folder is the whole pack, which is exempt where it has people or customers. Only ``public/`` may be handed out.
    ``pdf`` adds report.pdf and decision.pdf to the whole pack and to ``public/``, where LibreOffice is installed.
    ``template`` is a council's own Word template for the short report.

    A pack is built whether or not its checks pass; the checks say whether it clears. If anything fails on the way, an
    earlier pack stays as it was.

    Raises InputFaults, before anything is written, where an input has faults, or where the new pack would replace
    another scenario's pack or something that is not a pack. Raises AtWork while somebody saves or signs the scenario.
    """
    with alone_at(scenario_path, CLEARED):
        return _build(scenario_path, packs, progress, pdf=pdf, changes=changes, template=template)


def _build(
    scenario_path: Path,
    packs: Path,
    progress: Callable[[str], None],
    *,
    pdf: bool,
    changes: "Changes",
    template: Path | None,
) -> tuple[Path, list[Check]]:
    council = None
    if template:
        from model.report.decision.template import read_template

        council = read_template(template)  # before anything starts
    progress("Costing the scenario")
    with ExitStack() as beside_this:  # both start while the rest is imported
        run = beside_this.enter_context(notebook_beside(scenario_path, changes))
        from model.report.charts.studio_beside import studio_beside

        studio = beside_this.enter_context(studio_beside())
        from model.assessment.assess import assess
        from model.control.receipt import log_so_far
        from model.control.sign_off import control_state
        from model.report.pack.place import clear_half_written_notes, note_place
        from model.report.pack.record import keep_signed, same_pack_again

        assessment = assess(scenario_path, changes=changes)
        control = control_state(scenario_path, assessment, with_log=False)
        target = packs / f"{scenario_path.stem}{_of_changes(assessment)}"
        _refuse_what_is_no_pack(target, assessment.files)
        _refuse_the_pack_of_another(target, scenario_path)
        packs.mkdir(parents=True, exist_ok=True)
        with alone_at(packs / f"pack of {target.name}", CLEARED), built_beside(target) as folder:
            _refuse_the_pack_of_another(target, scenario_path)  # its place may be another scenario's too, cleared now
            clear_half_written_notes(target)
            keep_signed(target, scenario_path)
            from model.report.pack.contents import Beside, workings_beside, write_pack

            with workings_beside(assessment, folder) as workings:
                beside = Beside(run, studio, workings, progress, council, log_so_far(scenario_path))
                checks = write_pack(assessment, control, scenario_path, folder, beside, pdf=pdf)
            same_pack_again(folder, target)
            note_place(target, scenario_path, folder)
        note_place(target, scenario_path)
    return target, checks


def _of_changes(assessment: "Assessment") -> str:
    """The ending of the name of a pack made with changes; empty where there are none."""
    if not assessment.changes:
        return ""
    from model.schema.changes.as_text import resulting_text

    text = resulting_text(stated(assessment.document, "its file"), ())
    return f"-changed-{sha256(text.encode()).hexdigest()[:12]}"


def _refuse_what_is_no_pack(target: Path, files: Iterable[Path]) -> None:
    """Raise InputFaults where something other than an earlier pack is in the pack's place."""
    own = [file.as_posix() for file in files if file.resolve().is_relative_to(target.resolve())]
    other = target.exists() and not (target / MANIFEST).is_file() and (not target.is_dir() or any(target.iterdir()))
    if own or other:
        found = f"a folder with the scenario's own {listed(own, 'and')}" if own else "something that is not a pack"
        expected = "an earlier pack, or an empty folder; choose another folder with --packs"
        raise InputFaults([Fault(target.as_posix(), 1, "the place of the pack", found, expected)])


def _refuse_the_pack_of_another(target: Path, scenario: Path) -> None:
    """Raise InputFaults where the earlier pack is of a scenario of the same name in another folder."""
    from model.report.pack.place import built_from

    other = built_from(target)
    if other and other.is_file() and not other.samefile(scenario):
        found, expected = f"the pack of {other.as_posix()}", "another folder for this scenario: give one with --packs"
        raise InputFaults([Fault(target.as_posix(), 1, "the place of the pack", found, expected)])
