"""The gallery: every scenario with its headline, whether it clears, and one chart or table. All of it is public.

A scenario with anything exempt shows only its public figures, or no figures where these would show a holder's pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from model.assessment.assess import Assessment, assess
from model.base.money import POUND, half_up
from model.checks.clearance_checks import Check
from model.control.sign_off import control_state
from model.disclosure.public_input import exempt_matters
from model.report.chart import Chart
from model.report.charts.bridge import bridge_chart
from model.report.charts.envelope import envelope_chart
from model.report.charts.images import write_images
from model.report.markdown import plain
from model.report.pack.public import public_pack
from model.report.page_one import headline
from model.report.table import Table
from model.report.tables.competence import matrix
from model.report.words import verdict

PAGE, PICTURES = "gallery.md", "gallery"
INTRODUCTION = """\
# Gallery

This page shows every scenario that comes with the workbook: what it is about, its headline, how far its rates can be
trusted, whether it clears, and one chart or table. Where a scenario lists people or customers, everything here is
worked out only from its public part. `python3 workbook.py gallery` writes this page again.
"""
WITHHELD = "None of its figures may be public: they fail the check of what public figures give away."
PUBLIC_ONLY = (
    "The pay of any one person and the charges of any one customer are exempt, so these are the figures of the public "
    "pack."
)


@dataclass(frozen=True)
class Exhibit:
    """One scenario as the gallery shows it. ``chart`` is None where a table is shown, or no chart may be public."""

    path: Path
    title: str
    summary: str
    said: tuple[str, ...]
    clears: str
    chart: Chart | None = None
    table: Table | None = None


def scenario_files(folder: Path) -> list[Path]:
    """Every scenario file in a folder, in order of name, without the control sheets."""
    return sorted(path for path in folder.glob("*.yaml") if not path.stem.endswith(".control"))


def exhibit(path: Path) -> Exhibit:
    """What the gallery shows of a scenario file. Raises InputFaults where the file has faults."""
    whole = assess(path)
    exempt = bool(exempt_matters(whole.scenario))
    clears = _clears(whole.checks, control_state(path, whole, with_log=False).checks, with_findings=not exempt)
    if not exempt:
        table = matrix(whole, whole.coverage) if whole.coverage else None
        chart = None if table else _telling(whole)
        return Exhibit(path, whole.scenario.title, whole.scenario.summary, tuple(headline(whole)), clears, chart, table)
    public = public_pack(whole.scenario, whole.rates)
    scenario = public.assessment.scenario
    if public.differencing.blocks:
        return Exhibit(path, whole.scenario.title, scenario.summary, (WITHHELD,), clears)
    chart = next(chart for chart in public.charts if chart.key == _telling(public.assessment).key)
    return Exhibit(
        path, whole.scenario.title, scenario.summary, (PUBLIC_ONLY, *headline(public.assessment)), clears, chart
    )


def _telling(assessment: Assessment) -> Chart:
    """The chart that says most: the bridge, or the envelope where no step of the bridge changes the cost."""
    moves = any(half_up(step.change, POUND) for step in assessment.steps)
    return bridge_chart(assessment) if moves else envelope_chart(assessment)


def _clears(checks: tuple[Check, ...], of_control: tuple[Check, ...], *, with_findings: bool) -> str:
    """The verdict and each check that blocks. Findings are given only where nothing is exempt; no officer is named."""
    blocking = [f"{check.title}: {check.finding}" if with_findings else check.title for check in checks if check.blocks]
    blocking += [check.title for check in of_control if check.blocks]
    said = verdict((*checks, *of_control), signed="").removesuffix(" under Checks.").rstrip(".")
    return " ".join([f"{said}.", *(f"{one.rstrip('.')}." for one in blocking)])


def gallery_page(exhibits: Iterable[Exhibit]) -> str:
    """The page in Markdown. Each chart is in the folder beside the page, in a file named after the scenario's file."""
    return "\n".join([INTRODUCTION, *(line for one in exhibits for line in _section(one))])


def _section(one: Exhibit) -> list[str]:
    name = one.path.name
    lines = [f"## {plain(one.title)}", "", f"[{name}](../scenarios/{name})", ""]
    lines += [plain(one.summary), "", *(f"- {plain(sentence)}" for sentence in one.said), ""]
    lines += [f"**{plain(one.clears)}**", ""]
    if one.chart:
        picture = f"![{plain(one.chart.alt)}]({PICTURES}/{one.path.stem}.svg)"
        lines += [f"*{plain(one.chart.headline)}.* {plain(one.chart.subtitle)}", "", picture, ""]
    if one.table:
        columns = [str(column) for column in one.table.frame.columns]
        rows = [[text for _, text in row] for row in one.table.page_rows()]
        lines += [f"*{plain(one.table.title)}*", "", _row(columns), _row(["---"] * len(columns)), *map(_row, rows), ""]
        lines += [plain(one.table.note), ""] if one.table.note else []
    return lines


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(plain(cell).replace('|', '/') for cell in cells)} |"


def write_gallery(scenarios: Path, docs: Path, step: Callable[[str], None] = lambda step: None) -> int:
    """Write the page and its pictures into the folder ``docs``. Gives the number of scenarios on the page.

    Raises NoBrowser where there is no browser to draw with; an earlier page is then left alone.
    """
    exhibits = []
    for path in scenario_files(scenarios):
        step(f"Costing {path.name}")
        exhibits.append(exhibit(path))
    drawn = {one.path.stem: replace(one.chart, key=one.path.stem) for one in exhibits if one.chart}
    pictures = docs / PICTURES
    with TemporaryDirectory() as made:
        step("Drawing")
        write_images(list(drawn.values()), Path(made))
        pictures.mkdir(exist_ok=True)
        for old in pictures.glob("*.svg"):  # a scenario that is gone leaves no picture behind
            old.unlink()
        for name in drawn:
            text = Path(made, f"{name}.svg").read_text(encoding="utf-8")
            (pictures / f"{name}.svg").write_text(text, encoding="utf-8", newline="\n")
    (docs / PAGE).write_text(gallery_page(exhibits), encoding="utf-8", newline="\n")
    return len(exhibits)
