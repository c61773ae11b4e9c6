"""The clearance pack: one folder with everything that Finance clears by, built beside and moved in when whole."""

import json
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from model import __version__
from model.assessment import Assessment, assess
from model.checks import Check
from model.rate_tables import RATES_FOLDER
from model.report.chart import Chart
from model.report.notebook_run import ROOT, fingerprint_of, run_notebook
from model.report.table import Table
from model.report.tables import tables
from model.schema.load import input_files

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
VERSIONS_OF = ("numpy", "pandas", "pydantic", "papermill", "plotly", "kaleido")


def build_pack(
    scenario_path: Path, packs: Path, progress: Callable[[str], None] = lambda step: None
) -> tuple[Path, list[Check]]:
    """Assess a scenario and write its pack into ``packs/<scenario>``; the folder and every check are returned.

    A pack is built whether or not its checks pass; the checks say whether it clears. Raises InputFaults
    before anything is written, and leaves an earlier pack as it was if anything fails on the way.
    """
    progress("Costing the scenario")
    assessment = assess(scenario_path)
    target = packs / scenario_path.stem
    with _built_beside(target) as folder:
        progress("Running the clearance notebook")
        run_notebook(folder / "clearance.ipynb", {"scenario": _shown_path(scenario_path)})
        checks = (*assessment.checks, same_figures(assessment, fingerprint_of(folder / "clearance.ipynb")))
        progress("Drawing the charts")
        from model.report.charts import charts

        drawings = charts(assessment)
        pictures = draw(drawings, folder / "charts")
        progress("Writing the tables, the report and the manifest")
        write_files(assessment, checks, drawings, pictures, folder)
        write_manifest(assessment, checks, scenario_path, folder)
    return target, list(checks)


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
        "The clearance notebook gives the same figures",
        "pass" if same else "fail",
        True,
        "The papermill run and this pack agree to the penny."
        if same
        else f"The papermill run's figures ({fingerprint[:12] or 'none'}) differ from this pack's "
        f"({assessment.digest[:12]}).",
    )


def draw(charts: list[Chart], folder: Path) -> Path | None:
    """Draw the charts into a folder; None where no browser is found to draw them with."""
    from model.report.images import NoBrowser, write_images

    folder.mkdir()
    try:
        write_images(charts, folder)
    except NoBrowser:
        folder.rmdir()
        return None
    return folder


def write_files(
    assessment: Assessment, checks: tuple[Check, ...], charts: list[Chart], pictures: Path | None, folder: Path
) -> None:
    """Write results, checks, tables, the charts' descriptions and the report page."""
    from model.report.page import drawn, report_page

    made, drawn_charts = tables(assessment), drawn(charts, pictures)
    _write(folder / "results.json", assessment.results)
    _write_json(
        folder / "checks.json",
        {"cleared": not any(check.blocks for check in checks), "checks": [asdict(check) for check in checks]},
    )
    (folder / "tables").mkdir()
    named = {table.key: table for table in made} | {f"chart_{chart.table.key}": chart.table for chart in drawn_charts}
    for name, table in named.items():
        _write(folder / "tables" / f"{name}.csv", csv_text(table))
    if pictures:
        _write_json(
            pictures / "descriptions.json",
            {
                chart.table.key: {
                    "headline": chart.headline,
                    "subtitle": chart.subtitle,
                    "alt": chart.alt,
                    "source": chart.source,
                }
                for chart in drawn_charts
            },
        )
    _write(folder / "report.html", report_page(assessment, made, drawn_charts, checks))


def csv_text(table: Table) -> str:
    """A table as CSV: money as plain numbers to the penny; text that would run as a formula is quoted off."""
    from model.money import half_up

    shown = table.frame.copy()
    for column in shown.columns:
        shown[column] = [half_up(value) if column in table.money else _as_text(value) for value in shown[column]]
    return shown.to_csv(index=False, lineterminator="\n")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def write_manifest(assessment: Assessment, checks: tuple[Check, ...], scenario_path: Path, folder: Path) -> None:
    """Write the list of every file with its SHA-256, the versions, and every rate used with its status."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    _write_json(
        folder / "manifest.json",
        {
            "scenario": assessment.scenario.title,
            "rates_sha256": {path.name: _digest(path) for path in sorted(RATES_FOLDER.glob("*.csv"))},
            "code_sha256": _digest_of_code(),
            "inputs": {path.name: _digest(path) for path in input_files(scenario_path)},
            "cleared": not any(check.blocks for check in checks),
            "results_sha256": assessment.digest,
            "versions": {
                "workbook": __version__,
                "python": platform.python_version(),
                **{name: version(name) for name in VERSIONS_OF},
            },
            "rates_used": [
                {
                    "table": rate.table,
                    "name": rate.name,
                    "point": rate.point,
                    "value": rate.value,
                    "unit": rate.unit,
                    "effective_from": rate.effective_from.isoformat(),
                    "effective_to": rate.effective_to.isoformat(),
                    "status": rate.status.label,
                    "source": rate.source,
                    "date_checked": rate.date_checked,
                }
                for rate in assessment.rates_read
            ],
            "files": {path.relative_to(folder).as_posix(): _digest(path) for path in files},
        },
    )


def _digest_of_code() -> str:
    """One fingerprint of the model's own code, whatever machine it runs on."""
    code = [*sorted(ROOT.glob("model/**/*.py")), ROOT / "notebooks" / "clearance.ipynb"]
    return sha256(b"".join(path.read_bytes() for path in code)).hexdigest()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_json(path: Path, content: object) -> None:
    _write(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
