"""What every draw costs: each different layout is laid out once, and costed with the rates of each of its draws."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.base.processes import processors, shared_out
from model.cost.costed import TIMELINES, CostedScenario, costing_of
from model.cost.plan import Plan
from model.schema.changes.values import value_at
from model.schema.reading.document import Path_
from model.schema.sections.scenario import Scenario
from model.uncertainty.draws.column import Column
from model.uncertainty.draws.drawing import Drawing
from model.uncertainty.draws.folded import Rates, folded_totals, joined
from model.uncertainty.driver import Step, unwatched

RING_FENCE = "people.ring_fence."
"""The beginning of each place at which the outcome of a ring-fence is stated."""


@dataclass(frozen=True)
class Unit:
    """A person or vacancy about whom something is drawn.

    ``holder`` is a reference, or empty for a vacancy of ``post``. Each of ``variants`` is the text that is drawn for
    each place. ``drawn`` is the index of the variant in each draw, (draws,).
    """

    holder: str
    post: str
    variants: tuple[dict[str, str], ...]
    drawn: np.ndarray

    def has(self, holder: tuple[str, ...], post: str) -> bool:
        """Whether a row of this holder in this post belongs to the unit."""
        return holder == (self.holder,) if self.holder else (len(holder) > 1 and post == self.post)


@dataclass(frozen=True)
class Totals:
    """What each timeline costs in each draw and year on the headline's basis, £, (draws, years)."""

    by_timeline: dict[str, np.ndarray]

    def effect(self, timeline: str) -> np.ndarray:
        """By how much a timeline costs more than doing nothing, £, (draws, years)."""
        return self.by_timeline[timeline] - self.by_timeline["do_nothing"]


@dataclass(frozen=True, eq=False)
class Layout:
    """Draws that need the same layout. ``changes`` gives that layout: a text by place."""

    draws: np.ndarray
    changes: dict[str, str]

    @property
    def rests_on(self) -> tuple[tuple[str, str], ...]:
        """The part of the changes that rates, grades and careers depend on."""
        return tuple(change for change in self.changes.items() if not change[0].startswith(RING_FENCE))


class _Worked:
    """Works out what the draws of a drawing cost."""

    def __init__(self, drawing: Drawing):
        self.drawing, self.of = drawing, drawing.of
        self.basis = self.of.scenario.costing.basis
        self.kinds = drawing.by_kind
        self._laying: dict[tuple[tuple[str, str], ...], Callable[[Scenario], CostedScenario]] = {}

    @cached_property
    def units(self) -> list[Unit]:
        """The people and vacancies about whom something is drawn."""
        owners: dict[tuple[str, str], list[Column]] = {}
        for column in self.kinds.get("person", ()):
            owners.setdefault(self._owner(column.paths[0]), []).append(column)
        return [_unit(holder, post, columns) for (holder, post), columns in owners.items()]

    def _owner(self, path: Path_) -> tuple[str, str]:
        """Whose place this is: a holder's reference and an empty id, or an empty reference and the id of a post."""
        data = self.of.document.data if self.of.document else {}
        entry = value_at(data, path[:-1])
        return (str(entry["ref"]), "") if path[-1] == "point" else ("", str(entry["id"]))

    @cached_property
    def variants(self) -> list[Scenario]:
        """The scenario with every unit at its first variant, its second, and so on; a unit's last variant is kept."""
        most = max((len(unit.variants) for unit in self.units), default=1)
        return [self.of.changed(self._turn(turn))[1] for turn in range(most)]

    def _turn(self, turn: int) -> dict[str, str]:
        return {
            place: text
            for unit in self.units
            for place, text in unit.variants[min(turn, len(unit.variants) - 1)].items()
        }

    def layouts(self, draws: np.ndarray) -> Iterator["Layout"]:
        """The draws of each layout, with its changes."""
        columns = self.kinds.get("layout", [])
        keys = np.array([[column.drawn[draw] for column in columns] for draw in draws.tolist()]).reshape(len(draws), -1)
        _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        for number, at in enumerate(first.tolist()):
            changes = {place: text for column in columns for place, text in column.changes(int(draws[at])).items()}
            yield Layout(draws[np.flatnonzero(which.ravel() == number)], changes)

    def costed(self, of: "Layout") -> dict[str, np.ndarray]:
        """What each timeline costs in each draw of a layout and each year, £, (draws of the layout, years)."""
        laid_out = self._laid_out(of)
        rates, totals = self.rates(laid_out[0], of.draws), {}
        for timeline in TIMELINES:
            plans = [costed.plans[timeline] for costed in laid_out]
            rows = _rows(plans, self.units, of.draws)
            totals[timeline] = folded_totals(joined(plans, self.basis), rows, self.basis, rates)
        return totals

    def _laid_out(self, of: "Layout") -> list[CostedScenario]:
        """The layout's scenario, costed once for each of ``variants``."""
        stated, rates, changes = self.of.scenario, self.of.rates, of.changes
        scenario = self.of.changed(changes)[1] if changes else stated
        if of.rests_on not in self._laying:  # outcomes of a ring-fence change no rate, grade or career
            self._laying[of.rests_on] = costing_of(scenario, rates)
        lay = self._laying[of.rests_on]
        if not self.units:
            return [lay(scenario)]
        if scenario.present == stated.present and scenario.proposed == stated.proposed:
            posts = [{"present": each.present, "proposed": each.proposed} for each in self.variants]
            return [lay(scenario.model_copy(update=each)) for each in posts]
        return [
            costing_of(each, rates)(each)
            for turn in range(len(self.variants))
            for each in [self.of.changed(changes | self._turn(turn))[1]]
        ]

    def rates(self, costed: CostedScenario, draws: np.ndarray) -> Rates:
        """What each of these draws changes in the rates of a layout."""
        return Rates(self._lgps(costed, draws), *self._rises(costed, draws), self._turnover(draws))

    def _lgps(self, costed: CostedScenario, draws: np.ndarray) -> np.ndarray | None:
        columns, months = self.kinds.get("pension", []), costed.book.months
        added = np.zeros((len(draws), len(months)))
        for column in columns:
            for path in column.paths:
                rate = costed.scenario.on_costs.lgps[int(path[2])]
                stated = rate.rate if path[-1] == "rate" else rate.primary
                first, last = np.datetime64(rate.from_, "D"), np.datetime64(rate.to, "D")
                of_months = (months.pay_days >= first) & (months.pay_days <= last)
                added += (column.drawn[draws] - (stated or 0.0))[:, None] * of_months
        return added if columns else None

    def _rises(self, costed: CostedScenario, draws: np.ndarray) -> tuple[np.ndarray | None, np.ndarray | None]:
        """The factor on every salary in each month, (draws, months): as earned, and as paid while an award is late."""
        columns, first_days = self.kinds.get("award", []), costed.book.months.first_days
        if not columns:
            return None, None
        rise, paid = (np.ones((len(draws), len(first_days))) for _ in range(2))
        late = costed.plans["do_nothing"].paid_late
        for column in columns:
            for path in column.paths:
                award = costed.scenario.pay.awards[int(path[2])]
                more = (1 + column.drawn[draws]) / (1 + (award.percent or 0.0))
                earned_in = first_days >= np.datetime64(award.from_.replace(day=1), "D")
                start = int(np.argmax(earned_in))
                paid_from = int(late.paid_in[start]) if late is not None else start
                rise *= np.where(earned_in, more[:, None], 1.0)
                paid *= np.where(earned_in & (np.arange(len(first_days)) >= paid_from), more[:, None], 1.0)
        return rise, paid

    def _turnover(self, draws: np.ndarray) -> np.ndarray | None:
        columns = self.kinds.get("turnover", [])
        return columns[0].drawn[draws] if columns else None


def _unit(holder: str, post: str, columns: Sequence[Column]) -> Unit:
    """A unit with its variants: every combination of its columns' values that is drawn."""
    keys = np.array([column.drawn for column in columns]).T
    different, drawn = np.unique(keys, axis=0, return_inverse=True)
    texts = [
        {place: column.texts[int(value)] for column, value in zip(columns, row, strict=True) for place in column.places}
        for row in different.tolist()
    ]
    return Unit(holder, post, tuple(texts), drawn.ravel())


def draw_totals(
    drawing: Drawing, draws: np.ndarray | None = None, step: Step = unwatched, workers: int | None = None
) -> Totals:
    """What each of ``draws`` costs in every timeline; if ``draws`` is None, what all draws cost.

    ``workers`` is how many processes share the work, where copies of this process can be made; by default one for each
    processor. A draw's figures are the same as those of a whole run of the draw's scenario; a test compares 60 draws.
    """
    worked = _Worked(drawing)
    draws = np.arange(drawing.draws.number) if draws is None else draws
    years = len(worked.of.costed.years)
    totals = {timeline: np.zeros((len(draws), years)) for timeline in TIMELINES}
    place = {draw: number for number, draw in enumerate(draws.tolist())}
    done = 0
    step(f"0 of {len(draws):,} draws")
    for of, costed in shared_out(worked.costed, _shares(worked, draws, processors() if workers is None else workers)):
        at = [place[draw] for draw in of.draws.tolist()]
        for timeline, into in totals.items():
            into[at] = costed[timeline]
        done += len(of.draws)
        step(f"{done:,} of {len(draws):,} draws")
    return Totals(totals)


def _shares(worked: _Worked, draws: np.ndarray, workers: int) -> list[list[Layout]]:
    """The layouts in at most ``workers`` shares. Layouts with the same rates and careers are in the same share."""
    alike: dict[tuple[tuple[str, str], ...], list[Layout]] = {}
    for layout in worked.layouts(draws):
        alike.setdefault(layout.rests_on, []).append(layout)
    groups = list(alike.values())
    shares = (groups[number::workers] for number in range(min(workers, len(groups))))
    return [[layout for group in share for layout in group] for share in shares]


def _rows(plans: Sequence[Plan], units: Sequence[Unit], draws: np.ndarray) -> np.ndarray:
    """The indices of each draw's rows among the joined rows of a layout's plans, (draws, rows), filled up with -1."""
    starts = np.cumsum([0, *(len(plan.holder_of) for plan in plans)])
    owned = [[next((number for number, unit in enumerate(units) if unit.has(one.holder, one.post)), -1)
              for one in plan.appointments] for plan in plans]  # fmt: skip
    columns = [np.tile(np.flatnonzero(np.array(owned[0], dtype=int) == -1), (len(draws), 1))]
    for number, unit in enumerate(units):
        of_variants = [np.flatnonzero(np.array(of_plan) == number) + start
                       for of_plan, start in zip(owned, starts[:-1], strict=True)]  # fmt: skip
        widest = max(len(rows) for rows in of_variants)
        table = np.full((len(plans), widest), -1)
        for variant, rows in enumerate(of_variants):
            table[variant, : len(rows)] = rows
        columns.append(table[unit.drawn[draws]])
    return np.hstack(columns)
