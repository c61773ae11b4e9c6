"""The charts of an assessment, readable in black and white: signs and hatching repeat what colour says."""

from __future__ import annotations

from model.assessment.assess import Assessment
from model.base.figure_of import RecordOf
from model.base.money import POUND, half_up, pounds
from model.base.stated import stated
from model.buy_back.funding_test import PUBLISHED, BuyBack
from model.cost.elements import ELEMENTS
from model.report.chart import SIDES, Chart, chart_table, course, full_year, place, source_line, terms
from model.report.charts.bridge import bridge_chart, has_steps
from model.report.charts.drawing import BAR, DARK_BLUE, ORANGE, TURQUOISE, Picture, width_of, wrapped
from model.report.charts.envelope import envelope_chart
from model.report.charts.how_sure import how_sure_charts
from model.report.charts.multiples import small_multiples
from model.report.charts.over_years import over_years_charts
from model.report.charts.tornado import tornado_chart
from model.report.charts.trading import trading_charts
from model.report.structure_charts.every import structure_charts
from model.report.table import Section

MOST_ELEMENTS = 6
"""The most pairs of bars that a reader can compare in one chart. With more pairs, each pair is a small chart."""


def charts(assessment: Assessment) -> list[Chart]:
    """Every chart of the report, in page order.

    The income chart is drawn only where the number of customers is known and the prices are not.
    """
    drawn = [bridge_chart(assessment)] if has_steps(assessment) else []
    drawn += [envelope_chart(assessment), elements_chart(assessment), *over_years_charts(assessment)]
    of_prices = trading_charts(assessment)
    if assessment.buy_backs and not of_prices:
        of_prices = [income_chart(assessment)]
    of_drivers = tornado_chart(assessment) if assessment.scenario.sensitivity else None
    of_draws = how_sure_charts(assessment) if assessment.scenario.draws else []
    otherwise = [*([of_drivers] if of_drivers else []), *of_draws]
    return [*drawn, *of_prices, *otherwise, *structure_charts(assessment)]


def elements_chart(assessment: Assessment) -> Chart:
    """Each element of cost, present above proposed; an element that is nil in both is left out."""
    costs = {element.label_in(assessment.scenario): full_year(assessment, element.key) for element in ELEMENTS}
    costs = {label: both for label, both in costs.items() if any(half_up(amount, POUND) for amount in both)}
    said = [
        [f"{pounds(amount)} {side.lower()}" for amount, side in zip(both, SIDES.values(), strict=True)]
        for both in costs.values()
    ]
    picture = Picture(
        map(wrapped, costs),
        [0, *(amount for both in costs.values() for amount in both)],
        room=(0, width_of(label for labels in said for label in labels)),
        least=[2 * BAR] * len(costs),
    )
    for n, (side, offset) in enumerate((("present", -BAR / 2), ("proposed", BAR / 2))):
        bars = [(y + offset, 0, both[n]) for y, both in zip(picture.centres, costs.values(), strict=True)]
        picture.bars(side, bars, DARK_BLUE, thickness=BAR - 3, hatched=side == "present")
        for (y, _, amount), labels in zip(bars, said, strict=True):
            picture.text(max(amount, 0), y, labels[n])  # a saving is left of 0, and its label right
    largest = max(costs, key=lambda label: costs[label][1])
    share, many = costs[largest][1] / full_year(assessment)[1], len(costs) > MOST_ELEMENTS
    return Chart(
        key="elements",
        figures_in="cost_by_element",
        public=True,
        headline=f"{largest} is {share:.0%} of what the proposed structure costs",
        subtitle=f"Full-year cost of the listed posts by element, £, {terms(assessment)}"
        f"{', all on the same scale' if many else ''}.",
        figure=small_multiples(costs) if many else picture.figure(),
        alt=f"Bar chart of the yearly cost by element, present and proposed: the largest is {largest}, "
        f"{pounds(costs[largest][0])} then {pounds(costs[largest][1])}.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {"Element": label} | dict(zip(SIDES.values(), both, strict=True)) for label, both in costs.items()
        ),
        traced={
            side: tuple(_element_of(assessment, timeline, label) for label in costs) for timeline, side in SIDES.items()
        },
    )


def _element_of(assessment: Assessment, timeline: str, label: str) -> RecordOf:
    """What a bar shows: the cost of one timeline for one element. The element is found by its label."""
    [key] = [element.key for element in ELEMENTS if element.label_in(assessment.scenario) == label]
    return RecordOf(timeline, assessment.scenario.costing.basis, str(assessment.costed.year_of_change), key)


def income_chart(assessment: Assessment, test: BuyBack | None = None) -> Chart:
    """Cost now and after, the gap at present prices, and the income from the uplift that recovers the change.

    ``test`` is one of the funding tests. If it is left out, the first test is used. The first test rests on the
    published totals where there are any.
    """
    test, customers = test or assessment.buy_backs[0], stated(assessment.scenario.customers, "customers")
    are = customers.are
    before, after, change, uplift = test.cost_before, test.cost_after, test.change, test.recovering_uplift
    rise = f"{pounds(abs(uplift), pence=True)} {'more' if uplift > 0 else 'less'} from each of {test.customers:,}"
    income = after + test.surplus(uplift)
    bars = [("cost", "Cost now, and the income that meets it", 0, before), ("cost", "Cost after the change", 0, after)]
    if change:
        gap = f"{'Shortfall' if change > 0 else 'Surplus'} at present prices"
        bars += [("gap", gap, min(before, after), abs(change))]
    if uplift:
        bars += [("income", f"Income at {rise} {are}", 0, income)]
    picture = Picture(
        [wrapped(name) for _, name, *_ in bars],
        [0, before, after, income],
        room=(0, width_of(pounds(amount) for *_, amount in bars)),
    )
    for role, colour in (("cost", DARK_BLUE), ("gap", TURQUOISE), ("income", ORANGE)):
        own = [(y, *bar[2:]) for y, bar in zip(picture.centres, bars, strict=True) if bar[0] == role]
        picture.bars(role, own, colour, hatched=role == "gap")
    for y, (*_, start, amount) in zip(picture.centres, bars, strict=True):
        picture.text(start + amount, y, pounds(amount))
    outcome = f"{rise} customers brings {pounds(income)}" if uplift else "present prices still meet it"
    leavers = test.leavers_at_new_average
    undone = leavers and f"; losing {half_up(leavers):.2f} {are} of average size would cost as much as the change"
    measured, source = terms(assessment), source_line(assessment, [assessment.scenario.costing.basis])
    if test.rests_on == PUBLISHED:
        measured, source = place(assessment), _published_source(assessment)
    return Chart(
        key="income",
        section=Section.PRICES,
        public=True,
        bars="leave a gap",
        headline=f"{rise} {are} {'recovers the change' if change > 0 else 'still meets the cost'}"
        if uplift
        else "Present prices still meet the cost after the change",
        subtitle=f"Yearly cost and income, £, {test.rests_on}, {measured}{undone or ''}.",
        figure=picture.figure(),
        alt=f"Bar chart: the yearly cost {course(before, after)}; {outcome}.",
        source=f"{source} {are[0].upper()}{are[1:]}: {customers.source}.",
        table=chart_table({"Bar": name, "£ a year": amount} for _, name, _, amount in bars),
    )


def _published_source(assessment: Assessment) -> str:
    scenario = assessment.scenario
    places = dict.fromkeys(
        figure.source for figure in scenario.published if figure.measure in ("present_cost", "proposed_cost")
    )
    return f"{scenario.authority}, {'; '.join(places)}."
