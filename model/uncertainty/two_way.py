"""Two drivers at once: a figure at each pair of their steps, with the model run again for each pair."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.assessment.assess import Assessment
from model.base.faults import InputFaults
from model.uncertainty.driver import Driver
from model.uncertainty.measure import FULL_YEAR, Measure, measured
from model.uncertainty.seek import driver_named
from model.uncertainty.tornado import drivers

STEPS = 5


@dataclass(frozen=True)
class TwoWay:
    """A figure at each pair of changes: a row for each change of the first driver, a column for each of the second.

    ``figures`` are £; None where there can be no such scenario.
    """

    measure: Measure
    first: Driver
    second: Driver
    down: tuple[float, ...]
    across: tuple[float, ...]
    figures: tuple[tuple[float | None, ...], ...]


def two_way(assessment: Assessment, first: str, second: str, measure: str = FULL_YEAR, steps: int = STEPS) -> TwoWay:
    """A figure over the ranges of two drivers, each named by key or label.

    Raises ValueError for a driver or a measure that the scenario does not have, or where both are the same driver.
    """
    of, chosen = measured(assessment, measure)
    one, other = (driver_named(of, name) for name in (first, second))
    if one.label == other.label:
        raise ValueError(f"{one.label} is given twice: name two drivers")
    year, place = of.costed.year_of_change, [driver.label for driver in drivers(of)].index(other.label)
    across = steps_of(other, steps)

    def row(change: float) -> list[float | None]:
        changed = one.run(change) if change else of
        if isinstance(changed, InputFaults):
            return [None] * len(across)
        beside = next((driver for driver in drivers(changed) if driver.label == other.label), None)
        beside = beside or drivers(changed)[place]
        runs = (beside.run(step) if step else changed for step in across)
        return [None if isinstance(run, InputFaults) else chosen.of(run, year) for run in runs]

    down = steps_of(one, steps)
    return TwoWay(chosen, one, other, down, across, tuple(tuple(row(change)) for change in down))


def steps_of(driver: Driver, steps: int) -> tuple[float, ...]:
    """Changes over a driver's range, in order, always with 0 (as stated); whole numbers for a driver in whole steps."""
    spread: Sequence[float] = [float(change) for change in np.linspace(driver.low, driver.high, steps)]
    if driver.whole:
        spread = [float(round(change)) for change in spread]
    return tuple(sorted({0.0, *(round(change, 6) for change in spread)}))
