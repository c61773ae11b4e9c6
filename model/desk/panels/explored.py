"""The slower parts of Explore: the bridge, what-ifs side by side, the tornado, stress and goal seek."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.desk.panels.results import chart_block, table_block
from model.desk.take_away import Shown
from model.desk.what_ifs import MOST, Exploring, Moving, WhatIf, as_typed
from model.pay.salaries import basis_named
from model.report.table import Table
from model.schema.reading.form_words import in_form_words, place_in_form_words
from model.uncertainty.driver import Step
from model.uncertainty.explored import Explored
from model.uncertainty.measure import FULL_YEAR, MEASURES, Measure
from model.uncertainty.seek import customers_that_may_leave, latest_start, price_that_meets, seek

DRAFT = "The draft"
MATTERS, BREAKS, SEEK = "What matters most", "What breaks a test", "Goal seek"
PRICES = "All prices, to bring in this much income"
FIGURES = ("Figure", DRAFT, "As moved", "Difference")
ROUNDED = "Each figure and each difference is rounded by itself."
NOTHING: dict[str, Any] = {"figures": {}, "cannot": "", "blocks": {}, "kept": [], "measures": []}
FEW = 6
"""Where a what-if has more differences than this, only their number is shown."""


def said_of(faults: InputFaults) -> str:
    """A sentence that says why the scenario with the changes can't be made."""
    fault = faults.faults[0]
    place = place_in_form_words(fault.path) if fault.path else fault.where
    return f"\u26a0 That is not possible. {place}: {in_form_words(fault)}"


def figures_block(key: str, title: str, rows: list[list[str]], moving: Moving, moves: dict[str, float]) -> dict:
    """The figures after the moves, as a table of the page. A note in each copy of the table says what was moved."""
    if not rows:
        return {}
    moved = [
        f"{moving.drivers[at].label}: {moving.drivers[at].becomes(by)}"
        for at, by in moves.items()
        if by and at in moving.drivers
    ]
    table = Table(key, title, [dict(zip(FIGURES, row, strict=True)) for row in rows], note=f"{'; '.join(moved)}.")
    columns = [{"name": name, "number": number > 0} for number, name in enumerate(FIGURES)]
    return Shown({"key": key, "title": title, "columns": columns, "rows": rows, "note": ROUNDED}, table)


def row_of(moving: Moving, key: str, after: float) -> list[str]:
    """The row of one figure: its name, the draft's amount, the amount after the moves, and the difference."""
    before = (moving.stated if key in moving.stated else moving.all_stated).get(key)
    return row_between(MEASURES[key].named, MEASURES[key], before, after)


def row_between(label: str, measure: Measure, before: float | None, after: float) -> list[str]:
    """A row: the label, two amounts of a measure, and their difference."""
    of_draft = "\u2013" if before is None else measure.printed(before)
    difference = "" if before is None else replace(measure, signed=True).printed(after - before)
    return [label, of_draft, measure.printed(after), difference]


def _later(moving: Moving, explored: Explored) -> Iterator[list[str]]:
    """The full-year effect on the lowest and the highest basis, and figures for which the scenario is run again."""
    before, after = Explored(moving.of).by_basis, explored.by_basis
    for which, pick in (("lowest", min), ("highest", max)):
        basis = pick(after, key=after.__getitem__)
        label = f"Full year on the {which} basis: {basis_named(basis).label.lower()}"
        yield row_between(label, MEASURES[FULL_YEAR], before.get(basis), after[basis])
    yield from (row_of(moving, key, figure) for key, figure in explored.later_figures())


def view(desk: Any) -> dict:
    """The parts that come after the figures, worked out in the background."""
    state, assessment = desk.exploring, desk.draft.assessment
    shown = {"shown": state.shown, "going": state.work.going, "work": state.work.said, "said": state.said}
    if not state.shown or assessment is None:
        return shown | NOTHING
    moving, kept = state.of(assessment), state.kept
    moves = {label: by for label, by in state.moves.items() if label in moving.drivers}
    explored = moving.explored(moves)
    key = (id(moving), explored.moves, repr(kept))
    is_there = state.latest.want(key, lambda: _worked_out(moving, explored, moves, kept), desk.show_explored)
    found = state.latest.found[1] or NOTHING
    if isinstance(found, Exception):
        found = NOTHING | {"cannot": f"\u26a0 These changes could not be worked out: {type(found).__name__}: {found}"}
    parts = desk.in_unit(found)
    known = {what_if["key"]: what_if for what_if in parts["kept"]}
    slow = desk.in_unit({"tornado": [*_tornado(moving)], "stress": moving.answers.get(BREAKS, [])})
    return (
        shown
        | parts
        | {
            "busy": not is_there,
            "kept": [known.get(what_if.name) or _not_yet(what_if) for what_if in kept],
            "blocks": parts["blocks"] | slow,
            "full": len(kept) >= MOST,
            "sought": desk.in_unit(moving.answers.get(SEEK, {})),
            "prices": PRICES,
            "seeks": [*moving.drivers, *([PRICES] if assessment.traded else [])],
        }
    )


def _worked_out(moving: Moving, explored: Explored, moves: dict[str, float], kept: tuple[WhatIf, ...]) -> dict:
    """The figures for which the scenario is run again, the bridge, and the what-ifs beside the draft."""
    figures, bridge, cannot = {}, [], ""
    try:
        figures = figures_block("explored_later", "What else it comes to", [*_later(moving, explored)], moving, moves)
        bridge = [*_bridge(explored)] if explored.moves else []
    except InputFaults as faults:
        cannot = said_of(faults)
    return {
        "figures": figures,
        "cannot": cannot,
        "blocks": {"bridge": bridge, "kept": [*_side_by_side(moving, kept)]},
        "kept": [_kept(moving, what_if) for what_if in kept],
        "measures": [[key, MEASURES[key].named] for key in moving.all_stated],
    }


def _bridge(explored: Explored) -> Iterator[dict]:
    from model.report.charts.bridge import bridge_chart

    # its figures are of what is moved, and a trace is of the draft
    yield chart_block(replace(bridge_chart(explored.drawn), key="what_if_bridge", traced={}))


def _kept(moving: Moving, what_if: WhatIf) -> dict:
    """A kept what-if: its differences from the draft, or why it can't be made."""
    run = moving.run(what_if)
    cannot = said_of(run) if isinstance(run, InputFaults) else ""
    changes = [] if isinstance(run, InputFaults) else [*run.changes]
    moved = [] if what_if.name == "; ".join(what_if.moved) else [*what_if.moved]  # a name may say it already
    shown = changes if len(changes) <= FEW else [f"{len(changes)} facts differ from the draft"]
    return {
        "key": what_if.name,
        "differences": [*moved, *shown] if shown else [] if cannot else ["Nothing differs from the draft."],
        "cannot": cannot,
    }


def _not_yet(what_if: WhatIf) -> dict:
    """A kept what-if that is still being worked out."""
    return {"key": what_if.name, "differences": ["Being worked out \u2026"], "cannot": ""}


def _side_by_side(moving: Moving, kept: tuple[WhatIf, ...]) -> Iterator[dict]:
    """The draft and every what-if that can be made, in one chart and one table."""
    from model.report.comparison import Comparison

    runs = {what_if.name: moving.run(what_if) for what_if in kept}
    assessments = {name: run for name, run in runs.items() if isinstance(run, Assessment)}
    if assessments:
        comparison = Comparison({DRAFT: moving.of, **assessments}, DRAFT)
        if chart := comparison.chart():
            yield chart_block(replace(chart, key="what_ifs_compared"))
        yield table_block(replace(comparison.table(), key="what_ifs", title="The draft and the what-ifs, \u00a3"))


def _tornado(moving: Moving) -> Iterator[dict]:
    from model.report.charts.tornado import tornado_chart

    if MATTERS in moving.answers and (chart := tornado_chart(moving.of)):
        yield chart_block(replace(chart, key="what_if_tornado"))


def _work(desk: Any, title: str, find: Callable[[Assessment, Step], tuple[Any, str]]) -> None:
    """Work something out in the background, and keep the result until the draft is assessed again."""
    state: Exploring = desk.exploring
    moving = state.of(desk.draft.assessment)

    def do(step: Step) -> str:
        moving.answers[title], said = find(moving.of, step)
        return said

    state.work.start(title, do, desk.show_explored)


def draw_tornado(desk: Any, **_: Any) -> None:
    """Work out the tornado, in which each driver is moved to both ends of its range."""
    from model.report.sensitivity import tornado_of

    def find(of: Assessment, step: Step) -> tuple[bool, str]:
        found = tornado_of(of, step)
        return True, f"{MATTERS}: drawn." if found.moving else f"{MATTERS}: nothing moves the full-year effect."

    _work(desk, MATTERS, find)


def test_stress(desk: Any, **_: Any) -> None:
    """Find, for each driver, the smallest change that breaks a test stated in the scenario."""
    from model.report.tables.sensitivity import breaking

    def find(of: Assessment, step: Step) -> tuple[list[dict], str]:
        table = table_block(breaking(of, step))
        leaving = customers_that_may_leave(of)
        items = [said for said in (leaving.said if leaving else "", latest_start(of, step).said) if said]
        words = {"kind": "words", "key": "stress_words", "title": "", "items": items}
        return [table, words], f"{BREAKS}: worked out."

    _work(desk, BREAKS, find)


def seek_for(desk: Any, driver: str, measure: str, target: str, **_: Any) -> None:
    """Find the change of a driver at which a measure reaches a target."""
    try:
        sum_ = float(target.replace("\u2212", "-").replace("\u00a3", "").replace(",", ""))
    except ValueError:
        desk.exploring.said = f"\u26a0 {target!r} is not an amount. Type one such as 14,270 or -5,000."
        return

    def find(of: Assessment, step: Step) -> tuple[dict, str]:
        sought = price_that_meets(of, sum_) if driver == PRICES else seek(of, driver, sum_, measure, step)
        moved = desk.exploring.of(of).drivers.get(driver)
        changes = [as_typed(moved, change) for change in sought.changes] if moved else []
        places = [{"value": value, "becomes": moved.becomes(change)} for value, change in
                  zip(changes, sought.changes, strict=False)] if moved else []  # fmt: skip
        return {"said": sought.said, "driver": driver, "places": places}, f"{SEEK}: done."

    _work(desk, SEEK, find)
