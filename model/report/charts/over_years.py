"""Charts of the change over the years: cost with and without it, savings against one-off costs, and protection."""

from __future__ import annotations

from collections.abc import Sequence

from model.assessment.assess import Assessment
from model.base.money import POUND, half_up, pounds
from model.cost.elements.pay_protection import PAY_PROTECTION
from model.report.chart import Chart, chart_table, source_line, terms
from model.report.charts.drawing import DARK_BLUE, ORANGE, TURQUOISE
from model.report.charts.plane import Look, Plane
from model.report.table import Section

WITHOUT, WITH = "If nothing changed", "With the proposal"


def over_years_charts(assessment: Assessment) -> list[Chart]:
    """Each chart over the years that has something to show; empty where the scenario shows only one year."""
    if len(assessment.costed.years) < 2:
        return []
    drawn = (years_chart(assessment), payback_chart(assessment), protection_chart(assessment))
    return [chart for chart in drawn if chart is not None]


def years_chart(assessment: Assessment) -> Chart | None:
    """Cost in each year if nothing changed, and with the proposal."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    years = [str(year) for year in costed.years]
    without, with_change = (
        [float(costed.amount(timeline, basis, year)) for year in costed.years]
        for timeline in ("do_nothing", "proposal")
    )
    ends = {
        WITHOUT: f"{pounds(without[-1])} if<br>nothing changed",
        WITH: f"{pounds(with_change[-1])} with<br>the proposal",
    }
    plane = Plane([*enumerate(years)], [*without, *with_change], ends.values(), pad=0.1)
    places = range(len(years))
    plane.line("without", places, without, Look(DARK_BLUE, "6px,4px", "square-open"), ends[WITHOUT])
    plane.line("with", places, with_change, Look(ORANGE, mark="circle"), ends[WITH])
    more = with_change[-1] - without[-1]
    ended = f"costs {pounds(abs(more))} {'more' if more > 0 else 'less'} in {years[-1]}"
    return Chart(
        key="years",
        figures_in="cost_by_year",
        public=True,
        headline=f"The change {ended}" if half_up(more, POUND) else f"In {years[-1]} the change costs nothing",
        subtitle=f"Cost within each year, £, {terms(assessment, each_year=True)}, without one-off costs"
        f"{plane.axis_start}.",
        figure=plane.figure(),
        alt=f"Line chart of cost by year, {years[0]} to {years[-1]}: if nothing changed it ends at "
        f"{pounds(without[-1])}, with the proposal at {pounds(with_change[-1])}.",
        source=source_line(assessment, [basis]),
        table=_by_year(years, {WITHOUT: without, WITH: with_change}),
    )


def payback_chart(assessment: Assessment) -> Chart | None:
    """Savings so far, before and after one-off costs; None where there are no one-off costs."""
    transition = assessment.transition
    if transition is None:
        return None
    years = [str(year) for year in transition.years]
    gross, net = (
        [float(amount) for amount in amounts] for amounts in (transition.savings.gross, transition.savings.net)
    )
    ends = [f"{pounds(gross[-1], signed=True)} saved", f"{pounds(net[-1], signed=True)} after<br>one-off costs"]
    plane = Plane([*enumerate(years)], [0.0, *gross, *net], ends, write=_signed, pad=0.1)
    places = range(len(years))
    plane.line("gross", places, gross, Look(DARK_BLUE, "6px,4px", "square-open"), ends[0])
    plane.line("net", places, net, Look(ORANGE, mark="circle"), ends[1])
    back = next((year for year, amount in zip(years, net, strict=True) if amount >= 0), None)
    return Chart(
        key="payback",
        section=Section.ONCE,
        figures_in="mtfs",
        figures_said=", where a saving has a minus",
        headline=f"Savings have met the one-off costs by the end of {back}"
        if back
        else f"By {years[-1]} savings have not met the one-off costs",
        subtitle=f"Savings so far at the end of each year, £, before and after one-off costs of "
        f"{pounds(transition.total)}, {terms(assessment, each_year=True)}; − means a cost.",
        figure=plane.figure(),
        alt=f"Line chart of savings so far by year: at the end of {years[-1]} {pounds(gross[-1], signed=True)} before "
        f"one-off costs and {pounds(net[-1], signed=True)} after them.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=_by_year(years, {"Saved so far": gross, "After one-off costs": net}),
    )


def protection_chart(assessment: Assessment) -> Chart | None:
    """What pay protection costs in each year; None where nobody is protected on the scenario's own basis."""
    costed, basis = assessment.costed, assessment.scenario.costing.basis
    years = [str(year) for year in costed.years]
    amounts = [float(costed.amount("proposal", basis, year, PAY_PROTECTION.key)) for year in costed.years]
    if not any(half_up(amount, POUND) for amount in amounts):
        return None
    plane = Plane([*enumerate(years)], [0.0, *amounts], pad=0.5)
    plane.columns("protection", [*enumerate(amounts)], TURQUOISE, hatched=True)
    for number, amount in enumerate(amounts):
        plane.above(number, amount, pounds(amount))
    last = max(number for number, amount in enumerate(amounts) if half_up(amount, POUND))
    run_off = f"ends in {years[last]}" if last + 1 < len(years) else f"is still {pounds(amounts[-1])} in {years[-1]}"
    return Chart(
        key="protection",
        section=Section.PEOPLE,
        headline=f"Pay protection {run_off}",
        subtitle=f"Pay protection in each year, £, before on-costs, {terms(assessment, each_year=True)}.",
        figure=plane.figure(),
        alt=f"Column chart of pay protection by year: {pounds(amounts[0])} in {years[0]}, {pounds(amounts[-1])} in "
        f"{years[-1]}.",
        source=source_line(assessment, [basis]),
        table=_by_year(years, {"Pay protection": amounts}),
    )


def _by_year(years: Sequence[str], columns: dict[str, list[float]]):
    return chart_table(
        {"Year": year} | {name: amounts[number] for name, amounts in columns.items()}
        for number, year in enumerate(years)
    )


def _signed(amount: float) -> str:
    return pounds(amount, signed=True)
