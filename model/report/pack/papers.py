"""The files that both the whole and the public pack have, written in the same way: figures, report and manifest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment
from model.checks.clearance_checks import Check
from model.control.seal import MANIFEST
from model.report.decision.brief import Brief
from model.report.decision.document import write_decision
from model.report.decision.outline import paper
from model.report.decision.styles import Styles
from model.report.decision.template import Template
from model.report.pack.files import (
    csv_text,
    digest,
    digest_of_code,
    digests_of_rates,
    rates_as_data,
    versions,
    write_json,
    write_text,
)
from model.report.page import DrawnChart, report_page
from model.report.table import Table
from model.report.word.annex import write_word
from model.report.words import NOT_A_SIGNATURE


def chart_tables(charts: Iterable[DrawnChart]) -> list[Table]:
    """The tables of charts, under the names that their files have."""
    return [replace(chart.table, key=f"chart_{chart.table.key}") for chart in charts]


def write_figures(assessment: Assessment, tables: Iterable[Table], folder: Path, mark: str = "") -> None:
    """Write the results, and each table as a CSV file whose name begins with ``mark``."""
    write_text(folder / "results.json", assessment.results)
    (folder / "tables").mkdir()
    for table in tables:
        write_text(folder / "tables" / f"{mark}{table.key}.csv", csv_text(table))


def write_report(
    assessment: Assessment,
    tables: list[Table],
    charts: list[DrawnChart],
    checks: Sequence[Check],
    folder: Path,
    signed: str = NOT_A_SIGNATURE,
) -> None:
    """Write the report as a page and as a Word annex, and each chart's words beside its pictures."""
    picture = next((chart.png for chart in charts), None)
    if picture is not None:
        write_json(picture.with_name("descriptions.json"), {chart.table.key: _words_of(chart) for chart in charts})
    write_text(folder / "report.html", report_page(assessment, tables, charts, checks, signed))
    write_word(folder / "report.docx", assessment, tables, charts, checks, signed)


def write_short_report(brief: Brief, folder: Path, template: Template | None = None) -> Styles:
    """Write the short report, into a council's template where there is one. Gives the styles used."""
    author = brief.assessment.scenario.authority
    return write_decision(folder / "decision.docx", paper(brief), author, template)


def _words_of(chart: DrawnChart) -> dict[str, str]:
    return {name: getattr(chart, name) for name in ("headline", "subtitle", "alt", "source")}


def write_manifest(assessment: Assessment, folder: Path, terms: dict[str, Any]) -> None:
    """Write the list of every file with its SHA-256, the versions, and every rate used with its status.

    ``terms`` is what the pack, whole or public, says about itself. The manifest begins with ``terms``.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    write_json(
        folder / MANIFEST,
        terms
        | {
            "results_sha256": assessment.digest,
            "rates_sha256": digests_of_rates(),
            "code_sha256": digest_of_code(),
            "versions": versions(),
            "rates_used": rates_as_data(assessment),
            "files": {path.relative_to(folder).as_posix(): digest(path) for path in files},
        },
    )
