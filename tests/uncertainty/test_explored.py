"""Drivers moved together: a figure that comes at once is that of the whole run of the scenario that says so."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.pay.grades import own_number
from model.uncertainty.explored import Explored
from model.uncertainty.measure import MEASURES
from model.uncertainty.seek import driver_named
from model.uncertainty.service_drivers import moved
from model.uncertainty.tornado import drivers
from tests.conftest import HOME, SCENARIOS

pytestmark = pytest.mark.long

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


def test_vacancies_are_filled_later_than_the_later_start(rates):
    """The start moves a month, and what is filled on a day with it; then the filling moves two months more."""
    of = assess(HOME / "scenarios" / "example-childrens-service.yaml", rates)
    start, filling = (driver_named(of, key) for key in ("start", "filling"))
    both = Explored(of, ((start, 1), (filling, 2))).whole.scenario
    for before, after in zip(of.scenario.proposed, both.proposed, strict=True):
        if before.filled_on:
            assert after.filled_on == moved(before.filled_on, 3)
    assert both.dates.implementation == moved(of.scenario.dates.implementation, 1)
    assert any(post.filled_on for post in both.proposed)


def test_holders_of_a_list_are_moved_to_the_ends_of_their_grades(rates):
    """Those of the children\u2019s service are in a list beside their posts."""
    of = assess(HOME / "scenarios" / "example-childrens-service.yaml", rates)
    lowest = driver_named(of, "points").run(-1)
    assert not isinstance(lowest, InputFaults)
    ranges, number_of = of.costed.book.ranges, of.costed.book.number_of
    bottoms = {
        (own_number(ranges[number_of("present", post.grade, post.pay_structure)].bottom), holder.point)
        for post in lowest.scenario.present
        for holder in post.holders
        if holder.point is not None
    }
    assert len(bottoms) > 1 and all(bottom == point for bottom, point in bottoms)
