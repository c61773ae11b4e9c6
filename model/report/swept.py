"""A sweep for anyone who works in pandas: a frame of every combination of changes, and any row of it as a case.

>>> import model as wcw
>>> base = wcw.load("scenarios/barnet-schools-ict.yaml")
>>> swept = wcw.sweep(base, {"on_costs.lgps.#1.rate": ["20%", "24.8%"]}, ["full_year"], workers=1)
>>> [round(amount) for amount in swept.frame()["full_year"]]
[8819, 9147]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.faults import number_of
from model.base.processes import processors
from model.report.case import Case
from model.report.notebook_run import scenario_file
from model.report.sweep_words import chart_of, known_figures
from model.uncertainty.sweep.job import DEFAULT_FIGURES, Grid, jobs_of, scenarios_in
from model.uncertainty.sweep.kept import columns
from model.uncertainty.sweep.maps import in_turn, pool
from model.uncertainty.sweep.run import assessed
from model.uncertainty.sweep.sweep import Sweep
from model.uncertainty.sweep.sweep import sweep as run

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from model.report.chart import Drawing

Base = Case | Path | str | Iterable[Path | str]


@dataclass(frozen=True, repr=False)
class Swept:
    """A finished sweep. Each call makes a new frame."""

    sweep: Sweep

    def frame(self) -> pd.DataFrame:
        """One row for each scenario and combination of changes.

        Columns: row (its number, from 1), scenario (its file), one for each place that was changed (its value as text),
        one for each figure (£ to the penny), fault (the first fault, or empty), faults (how many) and key (SHA-256 of
        everything that the row depends on).
        """
        import pandas as pd

        return pd.DataFrame(columns(self.sweep.numbered))

    def case(self, row: int) -> Case:
        """A row as a case, costed again, for ``compare`` or for the frames of a case.

        Raises InputFaults where the row has faults, and IndexError for a number that is not a row.
        """
        if not 1 <= row <= len(self.sweep.jobs):
            raise IndexError(f"found row {row}; expected 1 to {len(self.sweep.jobs)}")
        return Case(assessed(self.sweep.jobs[row - 1]))

    def chart(self) -> go.Figure | Drawing | None:
        """A chart of the first figure, by row or, for many rows, by step of £. None where no row has the figure."""
        chart = chart_of(self.sweep, known_figures(self.sweep.jobs, self.sweep.jobs[0].figures))
        return chart and chart.figure

    def __repr__(self) -> str:
        done = self.sweep
        not_run = f", {len(done.not_run):,} not run" if done.not_run else ""
        return f"<A sweep of {number_of(len(done.jobs), 'row')}: {done.at_fault:,} at fault{not_run}>"


def sweep(
    base: Base,
    changes: Grid = (),
    figures: Sequence[str] = DEFAULT_FIGURES,
    *,
    out: Path | str | None = None,
    workers: int = 0,
    scheduler: str = "",
) -> Swept:
    """Cost every combination of changes to a case, to one or more scenario files, or to a folder of them.

    Args:
        base: what to sweep. Changes that a case already has are made first.
        changes: by place, the values to put there in turn; with several places, every combination.
        figures: what to keep of each row, such as ``full_year``, ``cash`` or ``in_year[2011/12]``: a measure of
            :data:`model.uncertainty.measure.MEASURES`, or a quantity of the case.
        out: a folder that keeps each row as soon as it is costed, so that a stopped sweep can go on.
        workers: processes at once; 0 is one for each processor, 1 is only this process.
        scheduler: the address of a Dask scheduler, such as ``tcp://10.0.0.5:8786``.

    Raises:
        InputFaults: where there is nothing to sweep. A scenario with faults is a row, and doesn't end the sweep.
        NoCluster: where the scheduler doesn't answer, or Dask is not installed.
    """
    if isinstance(base, Case):
        if base.assessment.document is None:
            raise ValueError("a case that was not read from a file can't be swept: save it as a scenario first")
        paths, before = [Path(base.assessment.document.file)], base.made
    else:
        named = [base] if isinstance(base, str | Path) else list(base)
        paths, before = scenarios_in(scenario_file(str(path)) for path in named), ()
    jobs = jobs_of(paths, changes, figures, before=before)
    number = workers or processors()
    way = nullcontext(in_turn if min(number, len(jobs)) < 2 else pool(number))
    if scheduler:
        from model.uncertainty.sweep.on_dask import cluster

        way = cluster(scheduler)
    with way as one_way:
        return Swept(run(jobs, Path(out) if out else None, one_way))
