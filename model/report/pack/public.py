"""The public pack: the only folder to hand out. It is made from the public input alone.

Nothing in it depends on an exempt field. It has no inputs, notebook or workings, and no fingerprint of the whole pack.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from model.base.check import checked
from model.base.processes import done_beside
from model.checks.clearance_checks import Check
from model.control.seal import MANIFEST, read_manifest, seal
from model.disclosure.differencing import differencing_check
from model.disclosure.public_figures import PublicAssessment, public_assessment
from model.disclosure.seats_at_points import count_published
from model.rates.tables import Rates
from model.report.chart import Chart
from model.report.charts.every import charts
from model.report.decision.brief import Brief, CostedOption
from model.report.decision.template import Template
from model.report.pack.documents import FOLDER
from model.report.pack.papers import chart_tables, write_figures, write_manifest, write_report, write_short_report
from model.report.page import DrawnChart, checks_table, drawn
from model.report.table import Table
from model.report.tables.public import public_tables
from model.report.twin.tables_workbook import write_tables
from model.report.word.pdf import write_pdfs_if_able
from model.report.words import verdict
from model.schema.sections.scenario import Scenario

PREFIX = f"{FOLDER}_"
"""The start of a public chart's key while all charts are drawn together, so that the browser starts only once."""


@dataclass(frozen=True)
class PublicPack:
    """What the public pack will have: its assessment, tables, charts and checks (the last is the differencing test)."""

    assessment: PublicAssessment
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...]
    checks: tuple[Check, ...]

    @property
    def differencing(self) -> Check:
        """The check whether a holder's point could be worked out from the public pack."""
        return self.checks[-1]

    @property
    def blocked_by(self) -> tuple[Check, ...]:
        """The checks that keep the public pack from being handed out; empty where none does."""
        return tuple(check for check in self.checks if check.blocks)

    def handed_out_check(self, *others: Check) -> Check:
        """Whether the public pack may be handed out, as a check of the whole pack. It never blocks the costing.

        ``others`` are checks of the whole pack that keep the public pack back if they fail, such as whether the public
        figures tell the same story as the exempt figures.
        """
        failed = [*self.blocked_by, *(check for check in others if check.outcome == "fail")]
        faults = [f"{check.title}: {check.finding}" for check in failed]
        sound = "Every blocking check of the public figures passes."
        return checked("public_pack", "Whether the public pack may be handed out", faults, sound, blocking=False)

    @property
    def to_draw(self) -> list[Chart]:
        """The public charts, under the keys by which they are drawn together with the charts of the whole pack."""
        return [replace(chart, key=f"{PREFIX}{chart.key}") for chart in self.charts]


@dataclass(frozen=True)
class ShortReport:
    """What a short report has besides the figures of its pack."""

    options: Sequence[CostedOption] = ()
    template: Template | None = None


def public_pack(scenario: Scenario, rates: Rates) -> PublicPack:
    """Make the public pack of a scenario. Raises ExemptTable where a table that is exempt is also named as public."""
    public = public_assessment(scenario, rates)
    tables = tuple(public_tables(public))
    drawings = tuple(chart for chart in charts(public) if chart.public)
    handed_out = (*tables, *chart_tables(drawn(list(drawings), None)))
    return PublicPack(public, tables, drawings, (*public.checks, differencing(public, handed_out)))


def differencing(public: PublicAssessment, tables: Sequence[Table]) -> Check:
    """The differencing test of a public pack: of its totals, and of each £ beside a post except in tables of grades."""
    scenario = public.scenario
    titles = {post.id: post.title for post in (*scenario.present, *scenario.proposed)}
    known = set(titles.values())
    rows = [
        (text, float(amount))
        for table in tables
        if not table.of_grades
        for row in table.frame.to_dict("records")
        for text in row.values()
        if isinstance(text, str) and text in known
        for column, amount in row.items()
        if column in table.money and pd.notna(amount)
    ]
    return differencing_check(count_published(public, rows), titles)


@contextmanager
def public_pack_beside(
    pack: PublicPack,
    pictures: Callable[[], Path | None],
    folder: Path,
    *,
    withheld: bool = False,
    short: ShortReport = ShortReport(),
) -> Iterator[Callable[..., Path | None]]:
    """Begin the public pack in a new folder, and give what completes it. A copy of this process writes its papers.

    What is given waits for the papers, makes PDFs of them (with ``pdf``), seals the pack, and gives its folder. If the
    pack is withheld, there is no folder, and it gives None. A pack is withheld where the differencing test blocks it,
    or where the caller says so (``withheld``).

    ``short`` is what its short report has besides its figures: options from public fields alone, and a template.

    ``pictures`` waits for the folder in which the pack's charts are drawn (see ``to_draw``), and gives it; None where
    there was no browser. The pictures are moved from there into the public pack. All that needs none is written first.
    """
    folder.mkdir()
    public, tables = pack.assessment, list(pack.tables)
    withheld = withheld or pack.differencing.blocks
    if not withheld:
        figures = [*tables, checks_table(pack.checks), *chart_tables(drawn(list(pack.charts), None))]
        write_figures(public, figures, folder)
        write_tables(tables, public, folder / "tables.xlsx")
    where_drawn = pictures()
    own_pictures = _moved(pack.charts, where_drawn, folder / "charts") if where_drawn else None
    if withheld:
        shutil.rmtree(folder)
        yield lambda **_: None
        return
    with done_beside(lambda: _write_papers(pack, drawn(list(pack.charts), own_pictures), folder, short)) as written:

        def complete(*, pdf: bool = False) -> Path:
            written()
            if pdf:
                write_pdfs_if_able([folder / "report.docx", folder / "decision.docx"])
            _seal(pack, folder)
            return folder

        yield complete


def _write_papers(pack: PublicPack, drawings: list[DrawnChart], folder: Path, short: ShortReport) -> None:
    public = pack.assessment
    write_report(public, list(pack.tables), drawings, pack.checks, folder)
    not_handed_out = verdict(pack.checks, public=True) if pack.blocked_by else ""
    write_short_report(Brief(public, drawings, options=short.options, blocked=not_handed_out), folder, short.template)


def _seal(pack: PublicPack, folder: Path) -> None:
    public = pack.assessment
    write_manifest(
        public,
        folder,
        {
            "pack": FOLDER,
            "scenario": public.scenario.title,
            "may_be_handed_out": not pack.blocked_by,
            "figures_in_steps_of": f"£{public.step}",
        },
    )
    seal(folder / MANIFEST)


def _moved(charts: Sequence[Chart], pictures: Path, folder: Path) -> Path:
    """Move the public charts into ``folder``, each under its own name. Gives the folder."""
    folder.mkdir()
    for chart in charts:
        for kind in ("svg", "png"):
            (pictures / f"{PREFIX}{chart.key}.{kind}").rename(folder / f"{chart.key}.{kind}")
    return folder


def where_packs_are(pack: Path) -> list[str]:
    """A line on where the whole pack is and whether it is exempt, and a line on the public pack."""
    banner, public = read_manifest(pack).get("exempt", ""), pack / FOLDER
    kind = banner.partition(" Reason:")[0] if banner else "Nothing in it is exempt."
    where = f"The public pack is in {public}/"
    if not public.is_dir():
        where_public = "There is no public pack. checks.json says which check keeps it back."
    elif read_manifest(public).get("may_be_handed_out"):
        where_public = f"{where}: the only folder to hand out."
    else:
        where_public = (
            f"{where}. It is not to be handed out: checks of the public figures fail, and the public report names them."
        )
    return [f"The whole pack is in {pack}/. Open {pack / 'report.html'} first. {kind}", where_public]
