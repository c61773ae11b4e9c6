"""Financial implications: what the structures cost, the effect by year, what it rests on, and who pays."""

from collections.abc import Iterator
from dataclasses import replace

from model.base.money import POUND, half_up, pounds
from model.base.quantity import rounded_apart
from model.explain.bridge import Step
from model.pay.salaries import basis_named
from model.report.decision.blocks import Block, Figure, Ref, Rows, said
from model.report.decision.brief import Brief
from model.report.decision.pictures import height_in_print
from model.report.decision.rows import rows_of
from model.report.page_one import for_a_time, published, spending, who_pays
from model.report.rounding import with_rounding
from model.report.tables.transition import mtfs_table, years_left_out
from model.report.words import how_sure

MOVES_IN_WORDS = 4
"""If at least this many moves of posts change the full-year cost, the report shows them."""
MOVES_LISTED = 5
BRIDGE_AT_MOST = 115
"""The greatest height in print, mm. A higher chart is left out: its letters, at 9 points, can't be made smaller."""
IN_TABLE = (
    "present_cost", "proposed_cost", "full_year_effect", "filled_effect", "settled_effect", "cash_effect",
    "in_year_cash_effect", "one_off_cost",
)  # fmt: skip


def money(brief: Brief) -> Iterator[Block]:
    """Two tables and at most one chart, each with a sentence or two."""
    of = brief.assessment
    meaning = basis_named(of.scenario.costing.basis).meaning
    yield said(
        Ref("money"),
        " shows what the posts cost. ",
        Ref("mtfs"),
        f" shows the effect by year. On-costs are included, with {meaning}.",
    )
    yield _figures(brief)
    yield _years(brief)
    figure = _moves(brief)
    if figure:
        yield said(Ref(figure.key), " shows which posts change the full-year cost.")
        yield figure
    for sentence in (*for_a_time(of), *spending(of), *published(of), *who_pays(of)):
        yield said(sentence)
    if sure := how_sure(of):
        yield said(sure[0])
    yield said("Finance: ", brief.fill("finance"))
    yield said("Section 151 Officer: ", brief.fill("section_151"))


def _figures(brief: Brief) -> Rows:
    """The named figures, one a row, each with its year."""
    known = brief.assessment.quantities
    shown = [known[key] for key in IN_TABLE if key in known]
    apart = rounded_apart(known["present_cost"], known["proposed_cost"], known["full_year_effect"])
    return Rows(
        "money",
        f"What it costs, \u00a3, {brief.basis}",
        ("Figure", "Year", "Amount"),
        tuple((quantity.name, quantity.year, quantity.printed) for quantity in shown),
        (False, False, True),
        note=" ".join(filter(None, ("+ means more cost and \u2212 means less.", apart))),
    )


def _years(brief: Brief) -> Rows:
    """The effect of each year: recurring and, where there is any, one-off."""
    table = replace(mtfs_table(brief.assessment), note=years_left_out(brief.assessment))
    if brief.assessment.transition is None:
        money = ("Recurring", "Cumulative, recurring")
        sums = replace(table.sums, across={})
        table = replace(table, body=table.frame[["Year", *money]], money=money, signed=money, sums=sums)
    return rows_of(with_rounding(table), "The effect on the budget by year, against doing nothing, \u00a3")


def _moves(brief: Brief) -> Figure | Rows | None:
    """What makes up the change in cost: the bridge if it fits the page at full size, else a table of the largest moves.

    None where fewer than ``MOVES_IN_WORDS`` moves change the cost.
    """
    moving = sorted((step for step in brief.assessment.steps if half_up(step.change, POUND)), key=_size, reverse=True)
    if len(moving) < MOVES_IN_WORDS:
        return None
    chart = next((chart for chart in brief.charts if chart.table.key == "bridge"), None)
    if chart and chart.png is not None and height_in_print(chart.png) <= BRIDGE_AT_MOST:
        return Figure("bridge", chart.headline, chart.png, chart.alt, source=chart.subtitle)
    alone = MOVES_LISTED if len(moving) > MOVES_LISTED + 1 else len(moving)
    rows = [(step.move.label, pounds(step.change, signed=True)) for step in moving[:alone]]
    if others := moving[alone:]:
        together = sum(step.change for step in others)
        rows.append((f"{len(others):,} further moves together", pounds(together, signed=True)))
    total = brief.assessment.quantities["full_year_effect"]
    title = f"What makes the difference in a full year, \u00a3, {brief.basis}"
    return Rows("bridge", title, ("Posts", "Change"), (*rows, ("All", total.printed)), (False, True), total_row=True)


def _size(step: Step) -> float:
    return abs(step.change)
