"""Sensitivity, stress and goal seek as pandas frames, for the interface, the tables and the terminal.

Money is £, unrounded. A driver's change is a share (0.01 is a percentage point, or one per cent of a sum), a number of
months, or -1 or 1 for the two ends of a choice.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.uncertainty.driver import Step, unwatched
from model.uncertainty.stress import stress
from model.uncertainty.tornado import Tornado, tornado
from model.uncertainty.two_way import TwoWay

KEPT = "tornado"


def tornado_of(assessment: Assessment, step: Step = unwatched) -> Tornado:
    """The tornado that tables and charts show, worked out once for each assessment and kept with it."""
    kept = vars(assessment)
    if KEPT not in kept:
        kept[KEPT] = tornado(assessment, step=step)
    return kept[KEPT]


def sensitivity_frame(found: Tornado) -> pd.DataFrame:
    """One row for each driver and measure, the widest swing of the tornado's own measure first.

    Columns: driver (its key), label, measure (its key), low and high (changes), low_becomes and high_becomes (the
    driver's values then, in words), low_effect and high_effect (£, NaN where such a scenario is not possible), swing
    (£), stated (whether the council states the range), reason.
    """
    rows = [
        {
            "driver": bar.driver.key,
            "label": bar.driver.label,
            "measure": measure,
            "low": bar.low.change,
            "high": bar.high.change,
            "low_becomes": bar.driver.becomes(bar.low.change),
            "high_becomes": bar.driver.becomes(bar.high.change),
            "low_effect": bar.low.effects.get(measure),
            "high_effect": bar.high.effects.get(measure),
            "swing": bar.swing(measure),
            "stated": bar.driver.stated,
            "reason": bar.driver.reason,
        }
        for bar in found.bars
        for measure in found.stated
    ]
    return pd.DataFrame(rows).astype({"low_effect": float, "high_effect": float})


def two_way_frame(grid: TwoWay) -> pd.DataFrame:
    """A measure, £, over two drivers: a row for each change of the first, a column for each change of the second."""
    return pd.DataFrame(
        grid.figures,
        index=pd.Index([grid.first.in_words(change) for change in grid.down], name=grid.first.label),
        columns=pd.Index([grid.second.in_words(change) for change in grid.across], name=grid.second.label),
        dtype=float,
    )


def stress_frame(assessment: Assessment) -> pd.DataFrame:
    """One row for each test that the scenario states and each driver. A test that already fails has only one row.

    Columns: test (its key), holds (what must be true), margin (£ by which it is true), driver, label, below and above
    (the nearest changes at which the test fails, NaN for none), said (a sentence).
    """
    rows = [
        {
            "test": line.test.key,
            "holds": line.test.label,
            "margin": line.margin,
            "driver": line.driver.key if line.driver else "",
            "label": line.driver.label if line.driver else "",
            "below": next((change for change in line.changes if change < 0), None),
            "above": next((change for change in line.changes if change > 0), None),
            "said": line.said,
        }
        for line in stress(assessment)
    ]
    columns = ["test", "holds", "margin", "driver", "label", "below", "above", "said"]
    return pd.DataFrame(rows, columns=columns).astype({"below": float, "above": float})
