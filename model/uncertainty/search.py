"""Where a figure crosses 0 as one driver is changed: the model is run at places along the driver's reach.

For a rate or a sum, the interval in which the sign changes is halved until it is a hundred-thousandth of a percentage
point. For a driver in months, every month is tried, since a later start need not move a figure in one direction only.
Both ends of the reach are always tried.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.buy_back.break_even import crossings
from model.uncertainty.driver import Driver, Step, unwatched

PLACES = 6
CLOSE = 1e-7
"""A hundred-thousandth of a percentage point, as a share, so that four decimals are right."""
NARROWED = 6
"""How often a reach is halved where there can be no scenario at its end."""

Figure = Callable[[Assessment], float | None]


@dataclass(frozen=True)
class Crossing:
    """A change at which a figure crosses 0; where a driver moves in months, the two months around the crossing.

    ``change`` is then the month nearer to no change, and ``beyond`` the month further away. ``beyond`` is None where
    the driver moves freely.
    """

    change: float
    beyond: float | None = None


@dataclass(frozen=True)
class Search:
    """What a search over a driver's reach found: where the figure is 0, and the least and greatest change possible."""

    low: float
    high: float
    crossings: tuple[Crossing, ...]

    @property
    def nearest(self) -> tuple[Crossing, ...]:
        """The nearest crossing below the stated scenario, and the nearest above it."""
        below = [at for at in self.crossings if at.change < 0 or (at.beyond is not None and at.beyond < 0)]
        above = [at for at in self.crossings if at not in below]
        return (*below[-1:], *above[:1])


class Runs:
    """Model runs with a driver changed. Each run is made once, and only its figures are kept."""

    def __init__(self, of: Assessment, driver: Driver, figures: Mapping[str, Figure], step: Step = unwatched):
        self.driver, self._figures, self._step = driver, figures, step
        self._read: dict[float, dict[str, float | None]] = {0.0: self._of(of)}

    def _of(self, made: Assessment | InputFaults) -> dict[str, float | None]:
        if isinstance(made, InputFaults):
            return dict.fromkeys(self._figures)
        return {key: figure(made) for key, figure in self._figures.items()}

    def figure(self, key: str, change: float) -> float | None:
        """A figure with this change of the driver; None where there is no such scenario or figure."""
        if change not in self._read:
            self._step(self.driver.label)
            self._read[change] = self._of(self.driver.run(change))
        return self._read[change][key]


def search(runs: Runs, key: str) -> Search:
    """Every change along a driver's reach at which a figure crosses 0."""
    return _by_steps(runs, key) if runs.driver.whole else _by_halving(runs, key)


def _by_steps(runs: Runs, key: str) -> Search:
    low, high = (int(end) for end in runs.driver.reach)
    figures = {float(change): runs.figure(key, change) for change in range(low, high + 1)}
    known = [(change, figure) for change, figure in figures.items() if figure is not None]
    found = [
        Crossing(before, after) if after > 0 else Crossing(after, before)
        for (before, first), (after, second) in pairwise(known)
        if (first >= 0) != (second >= 0)
    ]
    return Search(known[0][0], known[-1][0], tuple(found)) if known else Search(0.0, 0.0, ())


def _by_halving(runs: Runs, key: str) -> Search:
    low, high = (_possible(runs, key, end) for end in runs.driver.reach)

    def surplus(change: float) -> float:
        figure = runs.figure(key, change)
        if figure is None:
            raise LookupError(f"no scenario with {runs.driver.label.lower()} {runs.driver.in_words(change)}")
        return figure

    ends = {runs.figure(key, change) for change in (low, low / 2, 0.0, high / 2, high)}
    found = crossings(surplus, low, high, PLACES, CLOSE) if len(ends) > 1 else []
    return Search(low, high, tuple(Crossing(place.at) for place in found))


def _possible(runs: Runs, key: str, end: float) -> float:
    """The end of a reach, halved towards the stated scenario until a scenario is possible."""
    for _ in range(NARROWED):
        if runs.figure(key, end) is not None:
            return end
        end /= 2
    return 0.0
