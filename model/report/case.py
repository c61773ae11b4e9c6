"""One scenario, costed, for anyone who works in pandas: a frame at every stage, changes, charts and checks.

>>> import model as wcw
>>> base = wcw.load("scenarios/barnet-schools-ict.yaml")
>>> what_if = base.with_changes({"proposed.senior-officer.grade": "36-39"})
>>> wcw.compare(base, what_if)  # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from model.assessment.assess import Assessment, assess
from model.base.faults import number_of
from model.base.financial_year import FinancialYear
from model.base.quantity import Quantity
from model.report import frames
from model.report.notebook_run import scenario_file
from model.schema.changes.change import Changes

if TYPE_CHECKING:  # pandas and plotly load when the first frame or chart is asked for
    import pandas as pd
    import plotly.graph_objects as go

    from model.assessment.trace.figures import Figures
    from model.report.chart import Drawing
    from model.uncertainty.draws.how_sure import HowSure
    from model.uncertainty.seek import Sought

IN_SHORT = ("present_cost", "proposed_cost", "full_year_effect")
"""The quantities in the short summary of a case."""


@dataclass(frozen=True, repr=False)
class Case:
    """A costed scenario. Each call makes a new frame, so changing a frame doesn't change the case.

    The arguments ``basis`` and ``timeline`` may be left out. The basis is then the scenario's own, and the timeline is
    the proposal (the present structure until the change, then the proposed one). ``bases`` and ``timelines`` list
    the choices. Money is £, unrounded; costs are positive and savings negative.
    """

    assessment: Assessment
    """Everything worked out from the scenario, for further analysis."""
    made: tuple[Changes, ...] = ()
    """The changes made since the scenario's file was read, in order."""

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.assessment.scenario.title

    @property
    def basis(self) -> str:
        """The scenario's own costing basis."""
        return self.assessment.scenario.costing.basis

    @property
    def bases(self) -> tuple[str, ...]:
        """Every costing basis that the scenario is costed on."""
        return self.assessment.costed.bases

    @property
    def timelines(self) -> tuple[str, ...]:
        """The timelines: ``do_nothing``, ``proposal`` and ``proposed`` (the new structure as if in place all year)."""
        return tuple(self.assessment.costed.plans)

    @property
    def years(self) -> tuple[str, ...]:
        """The financial years shown, written like 2010/11."""
        return tuple(map(str, self.assessment.costed.years))

    @property
    def changes(self) -> tuple[str, ...]:
        """The changes made since the scenario's file was read, each in words."""
        return self.assessment.changes

    def with_changes(self, changes: Changes) -> Case:
        """The same scenario with values changed, then checked and costed. This case keeps its own values.

        Args:
            changes: new values by place, such as ``{"proposed.principal.grade": "39-42"}``.

        Raises:
            InputFaults: with every fault at once; nothing is costed then.
        """
        return Case(self.assessment.with_changes(changes), (*self.made, changes))

    def posts(self, basis: str = "") -> pd.DataFrame:
        """One row for each post with what it costs in a full year (:func:`model.report.frames.posts`)."""
        return frames.posts(self.assessment.costed, self._basis(basis))

    def appointments(self, timeline: str = "proposal") -> pd.DataFrame:
        """One row for each holder's or vacancy's time in a post (:func:`model.report.frames.appointments`)."""
        return frames.appointments(self.assessment.costed, self._timeline(timeline))

    def monthly(self, basis: str = "", timeline: str = "proposal") -> pd.DataFrame:
        """One row for each appointment and month, a column for each element (:func:`model.report.frames.monthly`)."""
        return frames.monthly(self.assessment.costed.costs[self._timeline(timeline), self._basis(basis)])

    def by_year(self, basis: str = "") -> pd.DataFrame:
        """One row for each timeline or effect, year and element (:func:`model.report.frames.by_year`)."""
        return frames.by_year(self.assessment.costed, self._basis(basis))

    def by_fund(self, basis: str = "") -> pd.DataFrame:
        """One row for each year and fund that pays (:func:`model.report.frames.of_funds`)."""
        return frames.of_funds(self.assessment.costed, self._basis(basis))

    def drivers(self, basis: str = "", from_year: str = "", to_year: str = "") -> pd.DataFrame:
        """One row for each driver of the change in cost, in the year of change or from one year to another.

        See :func:`model.report.frames.by_driver`. Raises ValueError for a year that is not shown.
        """
        change = self.assessment.costed.year_of_change
        years = [FinancialYear.parse(year) if year else change for year in (from_year, to_year)]
        return frames.by_driver(self.assessment.costed, self._basis(basis), *years)

    def why(self, basis: str = "") -> pd.DataFrame:
        """One row for each post: what it adds to the cost, and why (:func:`model.report.frames.why_costs_change`)."""
        return frames.why_costs_change(self.assessment.costed, self._basis(basis))

    def customers(self) -> pd.DataFrame:
        """One row for each agreement of a customer, with its income by year (:func:`model.report.frames.customers`)."""
        return frames.customers(self.assessment.costed)

    def prices(self) -> pd.DataFrame:
        """One row for each price of each price list (:func:`model.report.frames.prices`)."""
        return frames.prices(self.assessment.scenario.prices)

    def rates(self) -> pd.DataFrame:
        """One row for each rate behind the figures, with status and source (:func:`model.report.frames.rates`)."""
        return frames.rates(self.assessment.rates_read)

    def sensitivity(self, measure: str = "full_year", year: str = "") -> pd.DataFrame:
        """One row for each driver and measure: how much each end of the driver's range changes the measure.

        See :func:`model.report.sensitivity.sensitivity_frame`; the measures are those of
        :data:`model.uncertainty.measure.MEASURES`. Raises ValueError for an unknown measure, or a year not shown.
        """
        from model.report.sensitivity import sensitivity_frame
        from model.uncertainty.tornado import tornado

        return sensitivity_frame(tornado(self.assessment, measure, FinancialYear.parse(year) if year else None))

    def two_way(self, first: str, second: str, measure: str = "full_year", steps: int = 5) -> pd.DataFrame:
        """A measure over the ranges of two drivers (:func:`model.report.sensitivity.two_way_frame`).

        Raises ValueError for a driver or a measure that does not exist.
        """
        from model.report.sensitivity import two_way_frame
        from model.uncertainty.two_way import two_way

        return two_way_frame(two_way(self.assessment, first, second, measure, steps))

    def stress(self) -> pd.DataFrame:
        """One row for each test and driver: when the test fails (:func:`model.report.sensitivity.stress_frame`)."""
        from model.report.sensitivity import stress_frame

        return stress_frame(self.assessment)

    def how_sure(self) -> HowSure:
        """Draws of everything that is not known, each draw costed: :class:`model.uncertainty.draws.how_sure.HowSure`.

        Raises InputFaults where the scenario states no draws, or a drawn value is not possible.
        """
        from model.report.tables.how_sure import how_sure_of

        return how_sure_of(self.assessment)

    def seek(self, driver: str, target: float, measure: str = "full_year") -> Sought:
        """Every change of a driver at which a measure equals ``target``, £, and a sentence that says so.

        Raises ValueError for a driver or a measure that does not exist.
        """
        from model.uncertainty.seek import seek

        return seek(self.assessment, driver, target, measure)

    def results(self) -> pd.DataFrame:
        """One row for each figure of ``results.json`` (:func:`model.report.frames.results`)."""
        return frames.results(self.assessment)

    def trace(self, figure: str = "") -> pd.DataFrame:
        """How a figure was worked out, one row for each step (:func:`model.report.trace_frames.trace_frame`).

        ``figure`` is the key or the name of a quantity, such as ``full_year_effect``; the words of a row of
        :meth:`results`, such as ``"proposal, 2011/12, employer_ni"``; or a table, row and column, such as
        ``"cost_by_year, 2010/11, With the proposal"``. Without ``figure``: one row for each figure that can be traced.
        Raises LookupError where there is no such figure.
        """
        from model.report.trace_frames import trace_frame, traceable_frame
        from model.report.traced_cells import find_figure

        return trace_frame(find_figure(self._figures, figure).step) if figure else traceable_frame(self._figures)

    def rests_on(self, rate: str) -> pd.DataFrame:
        """The named figures that rest on a rate; ``rate`` is a part of the rate's name.

        See :func:`model.report.trace_frames.resting_frame`. Raises LookupError where no rate's name has that part.
        """
        from model.report.trace_frames import resting_frame

        return resting_frame(self._figures, rate)

    @property
    def _figures(self) -> Figures:
        from model.assessment.trace.figures import Figures

        return Figures(self.assessment)

    def checks(self) -> pd.DataFrame:
        """One row for each check, with its outcome and finding (:func:`model.report.frames.checks`)."""
        return frames.checks(self.assessment.checks)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of the report by its key, with the columns that a reader of the report sees."""
        from model.report.tables.every import tables

        return {table.key: table.frame for table in tables(self.assessment)}

    def charts(self) -> dict[str, go.Figure | Drawing]:
        """Every chart of the report by its key: a plotly figure with its message as title, or a structure chart."""
        from model.report.chart import Drawing
        from model.report.charts.every import charts

        return {
            chart.key: chart.figure
            if isinstance(chart.figure, Drawing)
            else chart.figure.update_layout(title_text=chart.headline, margin_t=80)
            for chart in charts(self.assessment)
        }

    def __repr__(self) -> str:
        figures = "; ".join(f"{figure.name} {figure.printed}" for figure in self._in_short())
        return f"<{self.title}: {figures} ({self._terms()}). {self._verdict()}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(figure.name)}</th><td>{escape(figure.printed)}</td></tr>"
            for figure in self._in_short()
        )
        changes = "".join(f"<li>{escape(change)}</li>" for change in self.changes)
        changed = f"<p>Changed since the file was read:</p><ul>{changes}</ul>" if changes else ""
        caption = f"{escape(self.title)}: {escape(self._terms())}"
        return f"<table><caption>{caption}</caption>{rows}</table>{changed}<p>{escape(self._verdict())}</p>"

    def _in_short(self) -> list[Quantity]:
        return [self.assessment.quantities[key] for key in IN_SHORT]

    def _terms(self) -> str:
        """Unit, year and basis of the figures in the short summary."""
        figure = self._in_short()[0]
        return f"{figure.unit}, {figure.year}, {figure.basis.lower()}"

    def _verdict(self) -> str:
        blocking = self.assessment.blocked_by
        if not blocking:
            return "No check blocks clearance."
        return f"{number_of(len(blocking), 'check')} would block clearance: see checks()."

    def _basis(self, basis: str) -> str:
        return _known(basis or self.basis, self.bases, "costing basis")

    def _timeline(self, timeline: str) -> str:
        return _known(timeline, self.timelines, "timeline")


def _known(name: str, names: tuple[str, ...], what: str) -> str:
    if name not in names:
        raise ValueError(f"{name!r} is not a {what} of this scenario, which has: {', '.join(names)}")
    return name


def load(path: Path | str, changes: Changes = ()) -> Case:
    """Read, check and cost a scenario file, with changes if any are given.

    Args:
        path: a scenario file, such as ``scenarios/barnet-schools-ict.yaml``, from the current or the workbook's folder.
        changes: new values by place, as for :meth:`Case.with_changes`.

    Raises:
        InputFaults: with every fault of the file at once, each with its line and what was expected.
    """
    return Case(assess(scenario_file(str(path)), changes=changes), (changes,) if changes else ())


def compare(*cases: Case, baseline: Case | None = None, basis: str = "") -> pd.DataFrame:
    """Cases side by side, one row for each figure, with their differences (:func:`model.report.frames.compared`).

    Unless you name others, the baseline is the first case and the basis is the baseline's own. Raises ValueError for a
    basis that a case is not costed on, for fewer than two or more than ten cases, and for a baseline not among them.
    """
    places = [place for place, case in enumerate(cases) if baseline is None or case is baseline]
    if not places or not 2 <= len(cases) <= len(frames.ORDINALS):
        raise ValueError(f"found {len(cases)}; expected two to {len(frames.ORDINALS)} cases, the baseline among them")
    basis = cases[places[0]]._basis(basis)
    return frames.compared([case.assessment for case in cases if case._basis(basis)], basis, places[0])
