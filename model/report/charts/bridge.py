"""The bridge as a chart: a waterfall from the present cost to the proposed cost, a bar for each move of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.assessment.assess import Assessment
from model.base.faults import number_of
from model.base.figure_of import FigureOf, RecordOf
from model.base.money import POUND, half_up, pounds
from model.cost.costed import TIMELINES
from model.explain.bridge import Move, Step, largest_moves
from model.report.chart import SIDES, Chart, chart_table, course, full_year, source_line, terms
from model.report.charts.drawing import BAR, DARK_BLUE, ORANGE, TURQUOISE, Picture, bold, width_of, wrapped
from model.report.tables.cost import IN_SHORT, costs_of_moves, together_label

MOST_LINES, LEAST_STEPS = 9, 2
ARROW, NO_BREAK = " \u2192 ", "\u00a0"


@dataclass(frozen=True)
class _Bar:
    """A bar between the totals: a move, or the smallest moves together. ``written`` is its label in the picture."""

    label: str
    written: str
    change: float
    of: FigureOf


def bridge_chart(assessment: Assessment) -> Chart:
    """A waterfall from the present cost to the proposed cost, with one bar for each move of posts."""
    before, after = full_year(assessment)
    bars, together = _bars(assessment)
    changes = [bar.change for bar in bars]
    levels = [before + sum(changes[:n]) for n in range(len(changes) + 1)]
    first, last = (TIMELINES[timeline][0] for timeline in SIDES)
    said = [pounds(before), *(pounds(change, signed=True) for change in changes), pounds(after)]
    picture = Picture([bold(first), *(bar.written for bar in bars), bold(last)], levels, room=(40, width_of(said)))
    rows = picture.centres
    picture.bars("totals", [(rows[0], 0, before), (rows[-1], 0, after)], DARK_BLUE)
    steps = list(zip(rows[1:-1], levels[:-1], changes, strict=True))
    picture.bars("rises", [step for step in steps if step[-1] >= 0], ORANGE)
    picture.bars("falls", [step for step in steps if step[-1] < 0], TURQUOISE, hatched=True)
    for level, above, below in zip(levels, rows[:-1], rows[1:], strict=True):
        picture.line((level, level), (above + BAR / 2, below - BAR / 2))
    for y, end, label in zip(rows, [before, *map(max, levels[:-1], levels[1:]), after], said, strict=True):
        picture.text(end, y, label)
    picture.break_bars(rows[0], rows[-1])
    change, largest = after - before, max((step.change for step in assessment.steps), key=abs)
    differs = f"{pounds(abs(change))} a year {'more' if change > 0 else 'less'} than"
    return Chart(
        key="bridge",
        public=True,
        figures_in=f"bridge{IN_SHORT}" if together else "bridge",
        bars="add up",
        headline=f"The proposed structure costs {differs if half_up(change, POUND) else 'the same as'} the present one",
        subtitle=f"Full-year cost of the listed posts with on-costs, £, {terms(assessment)}. Solid bars add to the "
        f"cost, hatched bars take from it{picture.axis_start}."
        f"{f' The {together:,} smallest moves share one bar; the table of moves lists each.' if together else ''}",
        figure=picture.figure(),
        alt=f"Waterfall chart: the yearly cost {course(before, after)} in {len(changes)} "
        f"{'steps, the largest move' if len(changes) > 1 else 'step,'} {pounds(largest, signed=True)}.",
        source=source_line(assessment, [assessment.scenario.costing.basis]),
        table=chart_table(
            {"Step": name, "£ a year": amount}
            for name, amount in zip([first, *(bar.label for bar in bars), last], [before, *changes, after], strict=True)
        ),
        traced={"£ a year": (_structure(assessment, 0), *(bar.of for bar in bars), _structure(assessment, 1))},
    )


def _structure(assessment: Assessment, side: int) -> RecordOf:
    """The figure behind the first or the last bar: the cost of a whole structure."""
    return RecordOf([*SIDES][side], assessment.scenario.costing.basis, str(assessment.costed.year_of_change))


def _bars(assessment: Assessment) -> tuple[list[_Bar], int]:
    """The moves as bars, in order, and how many of the smallest moves share the last bar."""
    alone, others = largest_moves(assessment.steps)
    basis, year = assessment.scenario.costing.basis, assessment.costed.year_of_change

    def bar(label: str, written: str, steps: Sequence[Step]) -> _Bar:
        of = costs_of_moves(label, [step.move for step in steps], basis, year)["Change"]
        return _Bar(label, written, sum(step.change for step in steps), of)

    bars = [bar(step.move.label, _wrapped_move(step.move), [step]) for step in alone]
    if others:
        label = together_label(others)
        bars.append(bar(label, wrapped(label), others))
    return bars, len(others)


def has_steps(assessment: Assessment) -> bool:
    """Whether the bridge has at least two steps to show. One step needs only a sentence, and no chart."""
    return sum(bool(half_up(step.change, POUND)) for step in assessment.steps) >= LEAST_STEPS


def _wrapped_move(move: Move) -> str:
    """A move's label on several lines. Posts that are too many to name are counted; the table names them."""
    kind = f"({move.kind})".replace(" ", NO_BREAK)
    before, arrow, after = move.label.removesuffix(f"({move.kind})").partition(ARROW)
    parts = (before, f"{arrow.lstrip()}{after}{kind}") if arrow else (before + kind,)
    is_of_many = max(len(move.before), len(move.after)) > 1
    label = "<br>".join(wrapped(part, whole=is_of_many) for part in parts)
    if label.count("<br>") < MOST_LINES or not is_of_many:
        return label
    sides = [number_of(sum(post.number for post in side), "post") for side in (move.before, move.after) if side]
    return wrapped(f"{ARROW.join(sides)} {kind}")
