"""Drivers moved together: a figure that comes at once is that of the whole run of the scenario that says so."""

import pytest

from model.assessment.assess import assess
from model.uncertainty.explored import Explored
from model.uncertainty.measure import MEASURES
from model.uncertainty.tornado import drivers
from tests.conftest import SCENARIOS

CASES = [path for path in SCENARIOS if "competences" not in path.name]


def is_of_file(explored):
    """Whether each figure that comes at once is that of the whole run, and so is the bridge and each basis."""
    whole, year = explored.whole, explored.of.costed.year_of_change
    figures = dict(explored.figures())
    assert figures == pytest.approx({key: MEASURES[key].of(whole, year) for key in figures}, abs=1e-6)
    steps, of_file = ([(step.before, step.after) for step in run.steps] for run in (explored.drawn, whole))
    assert steps == [pytest.approx(step, abs=1e-6) for step in of_file]
    on_bases = {basis: whole.costed.amount("full_year_effect", basis, year) for basis in whole.costed.bases}
    assert explored.by_basis == pytest.approx(on_bases, abs=1e-6)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_driver_of_every_case_gives_at_once_what_its_file_gives(path, rates):
    of = assess(path, rates)
    at_once = [driver for driver in drivers(of) if driver.way.at_once]
    for driver in at_once:
        for end in (driver.low, driver.high):
            is_of_file(Explored(of, ((driver, end / 2),) if end else ()))
    is_of_file(Explored(of, tuple((driver, (driver.high or driver.low) / 3) for driver in at_once)))
    assert {driver.key for driver in at_once} >= {"pension"}
