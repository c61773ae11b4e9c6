"""What is in a clearance pack: every file of it, in the order in which what it needs is ready."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from pathlib import Path

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.checks.clearance_checks import Check
from model.control.seal import digests, seal
from model.control.sign_off import SAVE_FIRST, ControlState
from model.disclosure.concord import concord_check
from model.disclosure.public_input import exempt_banner, exempt_file_mark, record_check
from model.report.chart import Chart
from model.report.charts.every import charts
from model.report.charts.images import draw, write_pictures
from model.report.charts.studio import NoBrowser, Studio
from model.report.notebook_run import NotebookBeside, fingerprint_of
from model.report.pack.certificate import signed_said, write_certificate
from model.report.pack.files import (
    csv_text,
    describe,
    digest,
    digest_of_code,
    digests_of_rates,
    rates_as_data,
    versions,
    write_json,
    write_text,
)
from model.report.pack.public import FOLDER, public_pack, write_public_pack
from model.report.pack.record import write_inputs
from model.report.page import drawn, report_page
from model.report.table import Table
from model.report.tables.every import tables
from model.report.twin.build import write_twin
from model.report.twin.tables_workbook import write_tables
from model.report.word.annex import write_word
from model.report.word.pdf import write_pdf_if_able
from model.report.words import verdict
from model.schema.changes.as_text import resulting_text


def write_pack(
    assessment: Assessment,
    control: ControlState,
    scenario: Path,
    folder: Path,
    run: NotebookBeside,
    studio: Studio,
    progress: Callable[[str], None],
    *,
    pdf: bool,
) -> list[Check]:
    """Write every file of a pack into a folder that is empty; every check is returned.

    While the notebook runs and the browser draws, all the rest is written, the report as it will be if the notebook's
    figures are the pack's; if they are not, it is written again. Raises NotebookFailed.
    """
    progress("Running the clearance notebook; drawing the charts and writing the report and the workings meanwhile")
    drawings, public = charts(assessment), public_pack(assessment.scenario, assessment.rates)
    pictures_to_come = draw(studio, [*drawings, *public.to_draw])
    write_twin(assessment, folder / "workings.xlsx")
    made = tables(assessment)
    write_figures(assessment, made, drawings, folder)
    pictures = write_drawn([*drawings, *public.to_draw], pictures_to_come, folder / "charts")
    concord = concord_check(assessment, public.assessment)
    not_saved = saved_checks(assessment)
    withheld = concord.outcome == "fail" or bool(not_saved)
    write_public_pack(public, pictures, folder / FOLDER, pdf=pdf, withheld=withheld)
    text = resulting_text(assessment.document, assessment.changes) if assessment.changes else ""
    scenario_copy = write_inputs(assessment.files, scenario, folder, text)

    def report(same: Check) -> list[Check]:
        told = (public.differencing, concord, public.handed_out_check(concord, *not_saved))
        of_disclosure = (*told, record_check(assessment.scenario))
        checks = [*not_saved, *assessment.checks, same, *of_disclosure, *control.checks]
        write_report(assessment, checks, made, drawings, pictures, folder, signed=signed_said(control))
        write_certificate(assessment, checks, control, scenario, folder)
        return checks

    progress("Writing the report; waiting for the notebook, whose figures must be the same")
    hoped_for = same_figures(assessment, assessment.digest)
    checks = report(hoped_for)
    found = same_figures(assessment, fingerprint_of(run.save(folder / "clearance.ipynb")))
    if found != hoped_for:
        checks = report(found)
    if pdf:
        progress("Making the PDF")
        write_pdf_if_able(folder / "report.docx")
    write_manifest(assessment, checks, folder)
    seal(folder / "manifest.json", scenario_file=scenario_copy)
    return checks


def saved_checks(assessment: Assessment) -> list[Check]:
    """That a pack of a scenario with changes is not cleared until they are in its file; nothing where there is none."""
    if not assessment.changes:
        return []
    number = number_of(len(assessment.changes), "change is", "changes are")
    found = (
        f"{number} saved in no file, so nobody can sign this pack, and no public pack is made. It takes {SAVE_FIRST}."
    )
    return [Check("saved", "Changes that are saved in no file", "fail", True, found)]


def same_figures(assessment: Assessment, fingerprint: str) -> Check:
    """Whether the papermill run printed the fingerprint of the very figures in this pack."""
    same = fingerprint == assessment.digest
    return Check(
        "notebook",
        "Figures of the clearance notebook",
        "pass" if same else "fail",
        True,
        "The run of the notebook and this pack agree to the penny."
        if same
        else f"The notebook's figures ({fingerprint[:12] or 'none'}) differ from this pack's "
        f"({assessment.digest[:12]}).",
    )


def write_drawn(charts: list[Chart], to_come: Future[list[dict[str, bytes]]], folder: Path) -> Path | None:
    """Write the pictures of charts into a new folder; None where no browser is found to draw them with."""
    try:
        pictures = to_come.result()
    except NoBrowser:
        return None
    folder.mkdir()
    write_pictures(charts, pictures, folder)
    return folder


def write_figures(assessment: Assessment, made: list[Table], charts: list[Chart], folder: Path) -> None:
    """Write what needs neither picture nor check: the results and the tables, those of the charts among them."""
    write_text(folder / "results.json", assessment.results)
    write_tables(made, assessment, folder / "tables.xlsx")
    (folder / "tables").mkdir()
    mark = exempt_file_mark(assessment.scenario)
    named = {table.key: table for table in made} | {
        f"chart_{chart.table.key}": chart.table for chart in drawn(charts, None)
    }
    for name, table in named.items():
        write_text(folder / "tables" / f"{mark}{name}.csv", csv_text(table))


def write_report(
    assessment: Assessment,
    checks: list[Check],
    made: list[Table],
    charts: list[Chart],
    pictures: Path | None,
    folder: Path,
    *,
    signed: str,
) -> None:
    """Write the checks, and the report as a page and as a Word annex."""
    drawn_charts = drawn(charts, pictures)
    if pictures:
        describe(drawn_charts, pictures)
    says = {"cleared": not any(check.blocks for check in checks), "says": verdict(checks, signed=signed)}
    write_json(folder / "checks.json", says | {"checks": [asdict(check) for check in checks]})
    write_text(folder / "report.html", report_page(assessment, made, drawn_charts, checks, signed))
    write_word(folder / "report.docx", assessment, made, drawn_charts, checks, pictures, signed)


def write_manifest(assessment: Assessment, checks: list[Check], folder: Path) -> None:
    """Write the list of every file with its SHA-256, the versions, and every rate used with its status."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    write_json(
        folder / "manifest.json",
        {
            "scenario": assessment.scenario.title,
            "rates_sha256": digests_of_rates(),
            "code_sha256": digest_of_code(),
            "inputs": digests(assessment.files),
            "exempt": exempt_banner(assessment.scenario),
            **({"changes": list(assessment.changes)} if assessment.changes else {}),
            "cleared": not any(check.blocks for check in checks),
            "results_sha256": assessment.digest,
            "versions": versions(),
            "rates_used": rates_as_data(assessment),
            "files": {path.relative_to(folder).as_posix(): digest(path) for path in files},
        },
    )
