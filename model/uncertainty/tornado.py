"""One driver at a time at each end of its range: all else is as stated, and the model is run again each time.

The two ends are separate. A rise and a fall of the same size seldom change a figure alike, because of thresholds, pay
protection and whole numbers of schools.
"""

from dataclasses import dataclass, replace

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.base.money import PENNY, POUND, half_up
from model.uncertainty.driver import Driver, Step, as_they_touch, unwatched
from model.uncertainty.measure import CASH, FULL_YEAR, MEASURES, PRICE, Measure, measured
from model.uncertainty.pay_drivers import PAY
from model.uncertainty.service_drivers import SERVICE

SHOWN_BESIDE = (FULL_YEAR, CASH, PRICE)
"""The measures that are read from the same runs, where the scenario has them."""


@dataclass(frozen=True)
class End:
    """A driver at one end of its range: the change, and by how much each measure then differs, £.

    ``effects`` has £ by measure. It is empty where there can be no such scenario, and ``impossible`` then says why.
    """

    change: float
    effects: dict[str, float]
    impossible: str = ""


@dataclass(frozen=True)
class Bar:
    """One driver of a tornado: both ends of its range and what each changes."""

    driver: Driver
    low: End
    high: End

    def effects(self, measure: str) -> tuple[float, float]:
        """By how much the low and the high end change a measure, £; 0 where there is no such scenario."""
        return self.low.effects.get(measure, 0.0), self.high.effects.get(measure, 0.0)

    def swing(self, measure: str) -> float:
        """The highest less the lowest value of the measure over the range and the stated scenario, £."""
        ends = (0.0, *self.effects(measure))
        return max(ends) - min(ends)

    def moves(self, measure: Measure) -> bool:
        """Whether either end changes a measure by an amount that prints."""
        return any(half_up(effect, PENNY if measure.pence else POUND) for effect in self.effects(measure.key))


@dataclass(frozen=True)
class Tornado:
    """Every driver that a scenario has, the widest swing of the measure first.

    ``stated`` has each measure of the scenario as stated, £. ``year`` is the financial year of measures for one year.
    """

    measure: Measure
    year: FinancialYear
    stated: dict[str, float]
    bars: tuple[Bar, ...]

    @property
    def moving(self) -> tuple[Bar, ...]:
        """The bars whose driver changes the measure."""
        return tuple(bar for bar in self.bars if bar.moves(self.measure))

    def first(self, number: int) -> "Tornado":
        """A copy with at most ``number`` bars, those with the widest swings."""
        return replace(self, bars=self.bars[:number])


def drivers(of: Assessment) -> list[Driver]:
    """Every driver that a scenario has, with its range."""
    return as_they_touch(of, (*PAY, *SERVICE))


def tornado(
    assessment: Assessment, measure: str = FULL_YEAR, year: FinancialYear | None = None, step: Step = unwatched
) -> Tornado:
    """Each driver of a scenario at both ends of its range.

    Args:
        assessment: a scenario that was read from a file.
        measure: the figure whose swing orders the bars; one of :data:`MEASURES`.
        year: the financial year of measures for one year; None for the year of change.
        step: is called with the label of each driver before it is moved.

    Raises ValueError for an unknown measure, a measure that the scenario lacks, or a year that is not shown.
    """
    of, chosen = measured(assessment, measure)
    year = year_shown(of, year)
    shown = [MEASURES[key] for key in dict.fromkeys((measure, *(() if chosen.at_set_prices else SHOWN_BESIDE)))]
    stated = _read(of, shown, year)
    if measure not in stated:
        raise ValueError(f"the scenario has no {chosen.label.lower()}")

    def end(driver: Driver, change: float) -> End:
        step(driver.label)
        if not change:
            return End(change, dict.fromkeys(stated, 0.0))
        changed = driver.run(change)
        if isinstance(changed, InputFaults):
            return End(change, {}, changed.faults[0].said)
        figures = _read(changed, shown, year)
        return End(change, {key: figures[key] - amount for key, amount in stated.items() if key in figures})

    bars = [Bar(driver, end(driver, driver.low), end(driver, driver.high)) for driver in drivers(of)]
    bars.sort(key=lambda bar: bar.swing(measure), reverse=True)
    return Tornado(chosen, year, stated, tuple(bars))


def _read(of: Assessment, shown: list[Measure], year: FinancialYear) -> dict[str, float]:
    figures = {measure.key: measure.of(of, year) for measure in shown}
    return {key: figure for key, figure in figures.items() if figure is not None}


def year_shown(of: Assessment, year: FinancialYear | None) -> FinancialYear:
    """``year``, or the year of change where it is None. Raises ValueError for a year that is not shown."""
    if year is None:
        return of.costed.year_of_change
    if year not in of.costed.years:
        raise ValueError(f"{year} is not among the years shown: {', '.join(map(str, of.costed.years))}")
    return year
