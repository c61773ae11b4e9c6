"""The clearance pack: one folder with everything that Finance clears by, built beside and moved in when whole."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from model.assessment import Assessment, assess
from model.checks import Check
from model.control.seal import seal
from model.control.sign_off import control_state
from model.disclosure import exempt_banner, exempt_file_mark, record_check
from model.report.chart import Chart
from model.report.charts import charts
from model.report.images import draw, write_pictures
from model.report.notebook_run import ROOT, fingerprint_of, run_notebook
from model.report.pack_files import (
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
from model.report.pack_record import keep_signed, write_certificate, write_inputs
from model.report.pdf import write_pdf_if_able
from model.report.public_pack import FOLDER, public_pack, write_public_pack
from model.report.studio import NoBrowser, Studio
from model.report.tables import tables
from model.report.twin.build import write_twin
from model.report.words import verdict


def build_pack(
    scenario_path: Path, packs: Path, progress: Callable[[str], None] = lambda step: None, *, pdf: bool = False
) -> tuple[Path, list[Check]]:
    """Assess a scenario and write its pack into ``packs/<scenario>``; the folder and every check are returned.

    That is the whole pack, exempt where it holds people or customers; ``public/`` in it is the one folder to hand out.
    ``pdf`` adds report.pdf to both, where LibreOffice is installed.

    A pack is built whether or not its checks pass; the checks say whether it clears. Raises InputFaults
    before anything is written, and leaves an earlier pack as it was if anything fails on the way.
    """
    progress("Costing the scenario")
    assessment = assess(scenario_path)
    control = control_state(scenario_path, assessment, with_log=False)
    target = packs / scenario_path.stem
    keep_signed(target, scenario_path)
    with _built_beside(target) as folder, Studio() as studio, _another_process() as beside:
        progress("Running the clearance notebook; drawing the charts and writing the workings meanwhile")
        run = beside.submit(run_notebook, folder / "clearance.ipynb", {"scenario": _shown_path(scenario_path)})
        drawings, public = charts(assessment), public_pack(assessment.scenario, assessment.rates)
        drawn = draw(studio, [*drawings, *public.to_draw])
        write_twin(assessment, folder / "workings.xlsx")
        pictures = write_drawn([*drawings, *public.to_draw], drawn, folder / "charts")
        write_public_pack(public, pictures, folder / FOLDER, pdf=pdf)
        same = same_figures(assessment, fingerprint_of(run.result()))
        of_disclosure = (public.differencing, record_check(assessment.scenario))
        checks = (*assessment.checks, same, *of_disclosure, *control.checks)
        progress("Writing the tables, the report and the manifest")
        write_files(assessment, checks, drawings, pictures, folder)
        if pdf:
            progress("Making the PDF")
            write_pdf_if_able(folder / "report.docx")
        write_certificate(assessment, checks, control, scenario_path, folder)
        scenario_copy = write_inputs(assessment.files, scenario_path, folder)
        write_manifest(assessment, checks, scenario_path, folder)
        seal(folder / "manifest.json", scenario_file=scenario_copy)
    return target, list(checks)


def _another_process() -> ProcessPoolExecutor:
    """For papermill: it changes the folder and the settings of the process that it runs in, and keeps a core busy."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


@contextmanager
def _built_beside(target: Path) -> Iterator[Path]:
    """A folder to build in; it takes the target's place only once everything in it is written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    building, old = (target.with_name(f".{target.name}.{what}") for what in ("building", "old"))
    if old.exists() and not target.exists():  # a run was cut off between the two renames
        old.rename(target)
    for left_over in (building, old):
        shutil.rmtree(left_over, ignore_errors=True)
    building.mkdir()
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    building.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _shown_path(path: Path) -> str:
    """A path as the notebook is given it: from the workbook's folder where it lies inside."""
    whole = path.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else whole.as_posix()


def same_figures(assessment: Assessment, fingerprint: str) -> Check:
    """Whether the papermill run printed the fingerprint of the very figures in this pack."""
    same = fingerprint == assessment.digest
    return Check(
        "notebook",
        "Figures of the clearance notebook",
        "pass" if same else "fail",
        True,
        "The papermill run and this pack agree to the penny."
        if same
        else f"The papermill run's figures ({fingerprint[:12] or 'none'}) differ from this pack's "
        f"({assessment.digest[:12]}).",
    )


def write_drawn(charts: list[Chart], drawn: Future[list[dict[str, bytes]]], folder: Path) -> Path | None:
    """Write the pictures of charts into a new folder; None where no browser is found to draw them with."""
    try:
        pictures = drawn.result()
    except NoBrowser:
        return None
    folder.mkdir()
    write_pictures(charts, pictures, folder)
    return folder


def write_files(
    assessment: Assessment, checks: tuple[Check, ...], charts: list[Chart], pictures: Path | None, folder: Path
) -> None:
    """Write results, checks, tables, the charts' descriptions, and the report as a page and as a Word annex."""
    from model.report.page import drawn, report_page
    from model.report.twin.tables_workbook import write_tables
    from model.report.word import write_word

    made, drawn_charts = tables(assessment), drawn(charts, pictures)
    write_text(folder / "results.json", assessment.results)
    write_json(
        folder / "checks.json",
        {
            "cleared": not any(check.blocks for check in checks),
            "says": verdict(checks),
            "checks": [asdict(check) for check in checks],
        },
    )
    write_tables(made, assessment, folder / "tables.xlsx")
    (folder / "tables").mkdir()
    mark = exempt_file_mark(assessment.scenario)
    named = {table.key: table for table in made} | {f"chart_{chart.table.key}": chart.table for chart in drawn_charts}
    for name, table in named.items():
        write_text(folder / "tables" / f"{mark}{name}.csv", csv_text(table))
    if pictures:
        describe(drawn_charts, pictures)
    write_text(folder / "report.html", report_page(assessment, made, drawn_charts, checks))
    write_word(folder / "report.docx", assessment, made, drawn_charts, checks, pictures)


def write_manifest(assessment: Assessment, checks: tuple[Check, ...], scenario_path: Path, folder: Path) -> None:
    """Write the list of every file with its SHA-256, the versions, and every rate used with its status."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    write_json(
        folder / "manifest.json",
        {
            "scenario": assessment.scenario.title,
            "rates_sha256": digests_of_rates(),
            "code_sha256": digest_of_code(),
            "inputs": {path.name: digest(path) for path in assessment.files},
            "exempt": exempt_banner(assessment.scenario),
            "cleared": not any(check.blocks for check in checks),
            "results_sha256": assessment.digest,
            "versions": versions(),
            "rates_used": rates_as_data(assessment),
            "files": {path.relative_to(folder).as_posix(): digest(path) for path in files},
        },
    )
