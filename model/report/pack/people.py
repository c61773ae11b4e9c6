"""The papers about people in a pack: the staff annex, the data for letters, and the page for the recognised unions.

They belong to the whole pack alone, and are never in the public one.
"""

from pathlib import Path

from model.assessment.assess import Assessment
from model.assessment.staff import staff_changes
from model.disclosure.public_input import exempt_file_mark
from model.report.decision.blocks import Paper
from model.report.decision.document import write_decision
from model.report.pack.files import write_text
from model.report.pack.numbered import numbered_page
from model.report.people.consultation import consultation_page
from model.report.people.descriptions import FILE as DESCRIPTIONS
from model.report.people.descriptions import every_description
from model.report.people.letters import letters_csv
from model.report.people.staff_annex import staff_annex

ANNEX, CONSULTATION, LETTERS = "staff_annex", "consultation", "letters.csv"


def write_people(assessment: Assessment, folder: Path, blocked: str = "") -> None:
    """Write the page for the unions; and, where the scenario lists holders, the staff annex and the data for letters.

    Where the page can't print every description of employees, a file beside it has them all.

    ``blocked`` is why the pack is not cleared; empty where it is.
    """
    author = assessment.scenario.authority
    _write(consultation_page(assessment, blocked), folder / CONSULTATION, author)
    if whole := every_description(assessment):
        write_text(folder / DESCRIPTIONS, whole)
    changes = staff_changes(assessment)
    if not changes:
        return
    letters = f"{exempt_file_mark(assessment.scenario)}{LETTERS}"
    write_text(folder / letters, letters_csv(changes))
    _write(staff_annex(assessment, changes, letters, blocked), folder / ANNEX, author)


def people_in_word(folder: Path) -> list[Path]:
    """The papers about people that a pack has in Word."""
    return [path for name in (CONSULTATION, ANNEX) if (path := folder / f"{name}.docx").is_file()]


def _write(paper: Paper, path: Path, author: str) -> None:
    write_text(path.with_suffix(".html"), numbered_page(paper))
    write_decision(path.with_suffix(".docx"), paper, author)
