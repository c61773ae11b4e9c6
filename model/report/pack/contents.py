"""The files of a clearance pack, each written as soon as what it needs is ready."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.base.processes import done_beside
from model.base.stated import stated
from model.checks.clearance_checks import Check
from model.control.seal import MANIFEST, digests, seal
from model.control.sign_off import SAVE_FIRST, ControlState
from model.disclosure.concord import concord_check
from model.disclosure.public_input import exempt_banner, exempt_file_mark, record_check
from model.report.chart import Chart
from model.report.charts.every import charts
from model.report.charts.images import write_pictures
from model.report.charts.studio import NoBrowser
from model.report.charts.studio_beside import StudioBeside
from model.report.decision.brief import Brief
from model.report.decision.costed_options import costed_options, of_the_public
from model.report.decision.template import Template
from model.report.notebook_beside import NotebookBeside
from model.report.notebook_run import fingerprint_of
from model.report.pack.certificate import signed_said, write_certificate
from model.report.pack.concordance import write_concordance
from model.report.pack.documents import FOLDER
from model.report.pack.files import write_json, write_text
from model.report.pack.papers import chart_tables, write_figures, write_manifest, write_report, write_short_report
from model.report.pack.people import people_in_word, write_people
from model.report.pack.public import ShortReport, public_pack, public_pack_beside
from model.report.pack.record import write_inputs
from model.report.page import drawn
from model.report.tables.every import tables
from model.report.tables.journal import journal_csv
from model.report.twin.build import write_twin
from model.report.twin.tables_workbook import write_tables
from model.report.word.pdf import write_pdfs_if_able
from model.report.words import has_workings, verdict
from model.schema.changes.as_text import resulting_text
from model.schema.reading.document import is_workbook


@dataclass(frozen=True)
class Beside:
    """What runs while a pack is written: the notebook, the browser that draws, the workings; who hears each step."""

    run: NotebookBeside
    studio: StudioBeside
    workings: Callable[[], None]
    """Waits until the workings are written."""
    progress: Callable[[str], None]
    template: Template | None = None
    """The council's own template for the short report."""
    log: Mapping[str, int | str] = field(default_factory=dict)
    """How far the log of clearances had got when the build began, as the manifest records it."""


@contextmanager
def workings_beside(assessment: Assessment, folder: Path) -> Iterator[Callable[[], None]]:
    """Begin to write the workings in a copy of this process, and give what waits for them."""
    if not has_workings(assessment):
        yield lambda: None
        return
    with done_beside(lambda: write_twin(assessment, folder / "workings.xlsx")) as written:
        yield written


def write_pack(
    assessment: Assessment, control: ControlState, scenario: Path, folder: Path, beside: Beside, *, pdf: bool
) -> list[Check]:
    """Write every file of a pack into an empty folder. Gives every check.

    All other files are written while the notebook runs and the browser draws. The report at first assumes that the
    notebook will give the pack's figures. If the figures differ, the report is written again. Raises NotebookFailed
    where a cell of the notebook fails.
    """
    beside.progress("Running the clearance notebook, drawing the charts, and writing the report and the workings")
    figures, public = charts(assessment), public_pack(assessment.scenario, assessment.rates)
    to_draw = [*figures, *public.to_draw]
    beside.studio.send([chart.figure.to_dict() for chart in to_draw])
    shown = tables(assessment)
    write_figures(
        assessment, [*shown, *chart_tables(drawn(figures, None))], folder, exempt_file_mark(assessment.scenario)
    )
    write_tables(shown, assessment, folder / "tables.xlsx")
    write_text(folder / f"{exempt_file_mark(assessment.scenario)}journal.csv", journal_csv(assessment))
    pictures = cache(lambda: write_drawn(to_draw, beside.studio, folder / "charts"))
    concord, not_saved = concord_check(assessment, public.assessment), saved_checks(assessment)
    withheld = concord.outcome == "fail" or bool(not_saved)
    options = costed_options(assessment)
    short = ShortReport(of_the_public(options), beside.template)
    own_text = assessment.changes or is_workbook(scenario)
    text = resulting_text(stated(assessment.document, "its file"), assessment.changes) if own_text else ""
    scenario_copy = write_inputs(assessment.files, scenario, folder, text)
    of_disclosure = (public.differencing, concord, public.handed_out_check(concord, *not_saved))
    signed = signed_said(control)

    def write_without_pictures(same: Check) -> list[Check]:
        checks = [*not_saved, *assessment.checks, same, *of_disclosure, record_check(assessment.scenario)]
        checks += control.checks
        verdicts = {"cleared": not _blocked(checks), "says": verdict(checks, signed=signed)}
        write_json(folder / "checks.json", verdicts | {"checks": [asdict(check) for check in checks]})
        write_people(assessment, folder, _blocked(checks))
        write_certificate(assessment, checks, control, scenario, folder)
        return checks

    def write_with_pictures(checks: list[Check]) -> None:
        drawings = drawn(figures, pictures())
        write_report(assessment, shown, drawings, checks, folder, signed)
        write_short_report(Brief(assessment, drawings, control, options, _blocked(checks)), folder, beside.template)

    beside.progress("Writing the report, and waiting for the notebook, which must give the same figures")
    hoped_for = same_figures(assessment, assessment.digest)
    checks = write_without_pictures(hoped_for)
    with public_pack_beside(public, pictures, folder / FOLDER, withheld=withheld, short=short) as complete_public_pack:
        write_with_pictures(checks)
        handed_out = complete_public_pack(pdf=pdf)
    write_concordance(assessment, public.assessment, (shown, public.tables), folder, published=handed_out is not None)
    beside.workings()
    outcome = same_figures(assessment, fingerprint_of(beside.run.save(folder / "clearance.ipynb")))
    if outcome != hoped_for:
        checks = write_without_pictures(outcome)
        write_with_pictures(checks)
    if pdf:
        beside.progress("Making the PDF")
        write_pdfs_if_able([folder / "report.docx", folder / "decision.docx", *people_in_word(folder)])
    changes = {"changes": list(assessment.changes)} if assessment.changes else {}
    template = {"template": beside.template.as_data()} if beside.template else {}
    write_manifest(
        assessment,
        folder,
        {
            "scenario": assessment.scenario.title,
            "inputs": digests(assessment.files, scenario),
            "exempt": exempt_banner(assessment.scenario),
            **changes,
            **template,
            "cleared": not _blocked(checks),
        },
    )
    seal(folder / MANIFEST, scenario_file=scenario_copy, log=beside.log)
    return checks


def _blocked(checks: list[Check]) -> str:
    """What keeps a pack from being cleared, as its papers say it; empty where nothing does."""
    return verdict(checks) if any(check.blocks for check in checks) else ""


def saved_checks(assessment: Assessment) -> list[Check]:
    """The check that blocks a pack with changes until the changes are saved in a file; empty where there are none."""
    if not assessment.changes:
        return []
    number = number_of(len(assessment.changes), "change is", "changes are")
    found = (
        f"{number} not saved in any file, so nobody can sign this pack, and no public pack is made. What is needed: "
        f"{SAVE_FIRST}."
    )
    return [Check("saved", "Changes that are not saved in any file", "fail", True, found)]


def same_figures(assessment: Assessment, fingerprint: str) -> Check:
    """The check whether the papermill run printed the fingerprint of the figures in this pack."""
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


def write_drawn(charts: list[Chart], studio: StudioBeside, folder: Path) -> Path | None:
    """Write the pictures of charts into a new folder. Gives the folder; None where no browser is found to draw them."""
    try:
        pictures = studio.pictures()
    except NoBrowser:
        return None
    folder.mkdir()
    write_pictures(charts, pictures, folder)
    return folder
