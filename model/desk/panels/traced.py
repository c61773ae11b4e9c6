"""How a figure was worked out, step by step; and which figures rest on a rate. Both are found only when asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from model.assessment.assess import Assessment
from model.assessment.trace.figures import Figures
from model.assessment.trace.lookup import NoSuchFigure, Resting, resting_on
from model.assessment.trace.rates_of import SPINES
from model.assessment.trace.step import NoSuchStep, Step
from model.base.faults import number_of
from model.base.figure_of import FigureOf
from model.base.money import pounds
from model.desk.take_away import NOT_SHOWN, shown_under
from model.rates.tables import Rate
from model.report.table import MOST_ROWS_ON_PAGE, Table
from model.report.tracing import EXEMPT_STEPS, TracedFigure, below, how_it_agrees, rate_in_full, rate_named
from model.schema.sections.rates_in_force import SCENARIO_LGPS

HIDDEN = {"shown": False}
CHOOSE = "What rests on a rate?"
NOT_READ = "\u26a0 No figure here rests on that rate."
ALL_RATES = "Every rate that the figures rest on. Choose one to see which figures rest on it."


@dataclass(frozen=True)
class At:
    """What the panel shows: a figure and the number of one of its steps, a rate, or the list of rates."""

    of: FigureOf | None = None
    printed: float | None = None
    """The figure in the table, £, which the trace must equal; None where the trace is not compared with a table."""
    heading: str = ""
    terms: str = ""
    number: str = ""
    rate: Rate | None = None


@dataclass
class Tracing:
    """What the panel shows, and what Back returns to; nothing where the panel is closed."""

    way: list[At] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    """The rates that are listed now, which the page calls by their numbers."""
    _figures: Figures | None = None
    _resting: dict[Rate, list[Resting]] = field(default_factory=dict)

    def figures(self, assessment: Assessment) -> Figures:
        """The figures of an assessment. Traces that were already worked out are kept."""
        if self._figures is None or self._figures.of is not assessment:
            self._figures = Figures(assessment)
            self._resting.clear()
        return self._figures

    def resting(self, figures: Figures, rate: Rate) -> list[Resting]:
        """The figures that rest on a rate. They are kept, since the page may ask for them again."""
        if rate not in self._resting:
            self._resting[rate] = [*resting_on(figures, lambda one: one == rate)]
        return self._resting[rate]


def traced_places(table: Table) -> list[list[int | None]]:
    """By row on the page, then by column: the row's index in the table, or None if the figure can't be traced.

    Empty where no figure of the table can be traced.
    """
    if not table.traced:
        return []
    columns, rows = table.columns, len(table.body)
    left_out = range(table.rows_on_page - table.folded, rows - table.folded) if table.rows_on_page else ()
    return [
        [row if column in table.traced and table.traced[column][row] is not None else None for column in columns]
        for row in range(rows)
        if row not in left_out
    ]


def view(desk: Any) -> dict:
    """The panel, if it is open. Like the whole page, the panel shows the last good figures."""
    tracing, assessment = desk.tracing, desk.draft.assessment
    if not tracing.way or assessment is None:
        return HIDDEN
    at, figures = tracing.way[-1], tracing.figures(assessment)
    shown = {"shown": True, "back": len(tracing.way) > 1, "old": desk.draft.why_stale}
    if at.of is None:
        return shown | (_rates(tracing, figures) if at.rate is None else _resting(tracing, figures, at.rate))
    try:
        step = figures.figure(at.of, at.printed)
        path = [*_path(step, at.number)]
    except (NoSuchFigure, NoSuchStep) as none:  # the draft was changed behind the panel
        return shown | _empty(at.heading, none.args[0])
    return shown | _step(tracing, at, path)


def _empty(title: str, said: str) -> dict:
    return {"kind": "step", "title": title, "terms": said, "path": [], "rows": [], "rates": [], "sum": "", "agrees": "",
            "exempt": "", "ends": [], "step": ""}  # fmt: skip


def _path(step: Step, number: str) -> Iterator[tuple[str, Step]]:
    """The first step, and each step on the way down to the open one, as (number, step)."""
    so_far = ""
    yield so_far, step
    for nth in filter(None, number.split(".")):
        so_far = below(so_far, int(nth))
        step = step.at(nth)
        yield so_far, step


def _step(tracing: Tracing, at: At, path: list[tuple[str, Step]]) -> dict:
    """A step with its parts, as the terminal prints them."""
    number, step = path[-1]
    rates: dict[Rate, int] = {}
    shown = step.parts[:MOST_ROWS_ON_PAGE]
    rows = [_row(below(number, nth), part, rates) for nth, part in enumerate(shown, 1)]
    ends = [] if step.parts else _ends(step, rates)
    left = len(step.parts) - len(shown)
    agrees = [
        how_it_agrees(step),
        f"{number_of(left, 'more step is', 'more steps are')} not shown here." if left else "",
    ]
    tracing.rates = [*rates]
    return {
        "kind": "step",
        "title": at.heading,
        "terms": at.terms,
        "exempt": EXEMPT_STEPS if step.exempt or any(part.exempt for part in step.parts) else "",
        "path": [[at_number, of.name] for at_number, of in path],
        "step": " ".join(filter(None, (f"{step.name}: {pounds(step.amount, pence=True)}", _said(step)))),
        "rows": rows,
        "sum": pounds(step.made, pence=True) if step.parts else "",
        "agrees": " ".join(filter(None, agrees)),
        "ends": ends,
        "rates": [rate_in_full(rate) for rate in rates],
    }


def _row(number: str, part: Step, rates: dict[Rate, int]) -> dict:
    return {
        "number": number,
        "name": f"{part.counted} {part.name}".strip(),
        "note": _said(part),
        "amount": pounds(part.amount, pence=True),
        "opens": bool(part.parts),
        "ends": [] if part.parts else _ends(part, rates),
    }


def _said(step: Step) -> str:
    said = [*([step.note] if step.note else []), *(["exempt"] if step.exempt else [])]
    return f"({'; '.join(said)})" if said else ""


def _ends(step: Step, rates: dict[Rate, int]) -> list[str]:
    """The end of a trace: arithmetic with the numbers of its rates, the source, and any difference from the figure."""
    numbers = [str(rates.setdefault(rate, len(rates) + 1)) for rate in step.rates]
    marks = f" [{', '.join(numbers)}]" if numbers else ""
    said = [f"= {step.how}{marks}" if step.how else marks.strip(), f"stated: {step.source}" if step.source else ""]
    return [*filter(None, (*said, how_it_agrees(step)))]


def _rates(tracing: Tracing, figures: Figures) -> dict:
    """The rates that the figures rest on, from which one can be chosen."""
    read = figures.of.costed.book.rates_read
    tracing.rates = sorted(read, key=lambda rate: rate.table == SPINES)  # which has the most
    return {
        "kind": "rates",
        "title": CHOOSE,
        "terms": ALL_RATES,
        "rates": [rate_in_full(rate) for rate in tracing.rates],
    }


def _resting(tracing: Tracing, figures: Figures, rate: Rate) -> dict:
    """The figures that rest on a rate, and how much of each is worked out with it."""
    found = tracing.resting(figures, rate)
    tracing.rates = []
    said = "" if found else "No figure on page one rests on this rate."
    return {
        "kind": "resting",
        "title": f"What rests on: {rate_named(rate)}",
        "terms": " ".join(filter(None, (rate_in_full(rate), said))),
        "rows": [
            {"key": one.quantity.key, "name": one.quantity.name, "amount": one.quantity.printed,
             "of_it": pounds(one.amount, pence=True)} for one in found
        ],
    }  # fmt: skip


def _figure(desk: Any, key: str, **_: Any) -> None:
    """Open the panel at a named figure."""
    from model.report.traced_cells import of_quantity

    figures = desk.tracing.figures(desk.draft.assessment)
    traced: TracedFigure = of_quantity(figures, figures.named(key))
    desk.tracing.way.append(At(key, heading=traced.heading, terms=traced.terms))


def _cell(desk: Any, key: str, row: int, column: int, **_: Any) -> None:
    """Open the panel at a figure of a table that the page shows."""
    from model.report.traced_cells import TableCell

    table = shown_under(desk, key, Table)
    if table is None:
        desk.notice = NOT_SHOWN
        return
    cell = TableCell(table, row, table.columns[column])
    rounded = isinstance(table.frame[cell.column].iloc[row], Decimal)  # those of a chart are whole pounds
    desk.tracing.way.append(At(cell.of, None if rounded else cell.amount, cell.heading, cell.terms))


def _go_to_step(desk: Any, number: str, **_: Any) -> None:
    desk.tracing.way.append(replace(desk.tracing.way[-1], number=number))


def _list_rates(desk: Any, **_: Any) -> None:
    desk.tracing.way.append(At())


def _rate(desk: Any, nth: int, **_: Any) -> None:
    """Show what rests on a rate; ``nth`` is its number among the rates listed, from 0."""
    desk.tracing.way.append(At(rate=desk.tracing.rates[nth]))


def _rate_of(desk: Any, key: str, **_: Any) -> None:
    """Show what rests on the pension rate of a box; ``key`` is that of the box, such as ``on_costs.lgps.0.rate``."""
    assessment: Assessment | None = desk.draft.assessment
    nth = int(key.split(".")[2])
    starts = [of.from_ for of in assessment.scenario.on_costs.lgps[nth : nth + 1]] if assessment else []
    read = assessment.costed.book.rates_read if assessment else ()
    found = next((rate for rate in read if rate.name == SCENARIO_LGPS and rate.effective_from in starts), None)
    if found is None:
        desk.notice = NOT_READ
        return
    desk.tracing.way.append(At(rate=found))


def _back(desk: Any, **_: Any) -> None:
    desk.tracing.way.pop()


def _close(desk: Any, **_: Any) -> None:
    desk.tracing.way.clear()


ACTIONS: dict[str, Callable[..., None]] = {
    "figure": _figure,
    "cell": _cell,
    "step": _go_to_step,
    "rates": _list_rates,
    "rate": _rate,
    "rate_of": _rate_of,
    "back": _back,
    "close": _close,
}
