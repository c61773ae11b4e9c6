"""A scenario with several drivers moved together: its figures while a slider moves, and the changes for its file.

Figures come at once where each driver can be moved on what is costed already. Otherwise the scenario is run again.
Either way, the figures are those of the scenario with the changes in its file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any

from model.assessment.assess import Assessment
from model.base.stated import stated
from model.buy_back.what_if import MovedService, moved_income
from model.cost.costed import CostedScenario
from model.cost.what_if import Moved, moved_totals, with_moved
from model.uncertainty.driver import Driver
from model.uncertainty.measure import AT_ONCE, INCOME, MEASURES, together
from model.uncertainty.tornado import drivers


@dataclass(frozen=True)
class Explored:
    """An assessment with drivers moved, each by a change in its own unit.

    The figures raise InputFaults where there can be no such scenario.
    """

    of: Assessment
    moves: tuple[tuple[Driver, float], ...] = ()

    @cached_property
    def changes(self) -> dict[str, Any]:
        """The changes for the scenario's file, by place.

        Two drivers may change the same place, as the start of the change and the filling of vacancies do. The later one
        is then moved in the scenario in which the earlier ones have moved.
        """
        changes: dict[str, Any] = {}
        for driver, change in self.moves:
            of_driver = driver.way.changes(change)
            if changes.keys() & of_driver.keys():
                of_driver = same_driver(self.of.with_changes(changes), driver).way.changes(change)
            changes |= of_driver
        return changes

    @cached_property
    def whole(self) -> Assessment:
        """The scenario with the changes in its file, run again."""
        return self.of.with_changes(self.changes) if self.moves else self.of

    @cached_property
    def _moved(self) -> tuple[list[Moved], list[MovedService]] | None:
        """What is moved in pay, and in the service; None where a driver needs the scenario to be run again."""
        moved = [driver.way.at_once(change) for driver, change in self.moves if driver.way.at_once]
        if len(moved) < len(self.moves):
            return None
        service = [part for part in moved if isinstance(part, MovedService)]
        return [part for part in moved if isinstance(part, Moved)], service

    @cached_property
    def costed(self) -> CostedScenario:
        """The moved scenario's timelines, ready to be costed. Without a new run, ``scenario`` is that of ``of``."""
        return self.whole.costed if self._moved is None else reduce(with_moved, self._moved[0], self.of.costed)

    def figures(self) -> Iterator[tuple[str, float]]:
        """The figures that come at once, £ by measure: those of the year of change, and expected income."""
        year = self.of.costed.year_of_change
        if self._moved is None:
            yield from ((key, stated(MEASURES[key].of(self.whole, year), key)) for key in AT_ONCE)
        else:
            totals, column = moved_totals(self.of.costed, self._moved[0]), self.of.costed.years.index(year)
            for key, (after, before) in AT_ONCE.items():
                yield key, float(totals[after][column] - (totals[before][column] if before else 0.0))
        if (income := self._income) is not None:
            yield INCOME, income

    def later_figures(self) -> Iterator[tuple[str, float]]:
        """The other figures, £ by measure, from a whole run. Those at set prices are left out if no prices are set."""
        at_once, year = dict(self.figures()), self.of.costed.year_of_change
        are_set = self.of.traded is not None and self.of.traded.list_decided is not None
        for key, measure in MEASURES.items():
            if measure.at_set_prices and not are_set:
                continue
            if key not in at_once and (figure := measure.of(self.whole, year)) is not None:
                yield key, figure

    @cached_property
    def _income(self) -> float | None:
        """Expected income, £; None where it needs a new run, as when pay moves and prices follow the cost."""
        traded = self.of.traded
        if self._moved is None or traded is None or (self._moved[0] and traded.list_decided is None):
            return None
        service = self._moved[1]
        lost = next((part.lost_a_year for part in service if part.lost_a_year is not None), None)
        moved = MovedService(sum(part.prices for part in service), lost)
        return together(moved_income(traded, moved) if service else traded.expected_new)

    @property
    def by_basis(self) -> dict[str, float]:
        """The full-year effect on each basis, £ a year at the rates of the year of change."""
        costed, year = self.costed, self.of.costed.year_of_change
        return {basis: costed.amount("full_year_effect", basis, year) for basis in costed.bases}

    @cached_property
    def drawn(self) -> Assessment:
        """An assessment that has the bridge of the moved scenario, for a chart."""
        return self.whole if self._moved is None else replace(self.of, costed=self.costed)


def same_driver(of: Assessment, driver: Driver) -> Driver:
    """The matching driver of another scenario. Where several have the same key, they are matched in their order."""
    alike = [[found for found in drivers(each) if found.key == driver.key] for each in (driver.of, of)]
    return dict(zip((found.label for found in alike[0]), alike[1], strict=False))[driver.label]
