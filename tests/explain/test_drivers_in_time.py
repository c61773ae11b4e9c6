"""Drivers where a holder's working time changes before the new structure begins."""

import pytest

from model.explain.drivers import DRIVERS, drivers

AT_REST = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test"},
    "protection": {"months": 0, "source": "A test"},
    "vacancies_at": "bottom",
}


def test_hours_that_change_before_the_new_structure_begins_keep_every_seat_in_its_place(costed):
    """Half of the post from 18 November 2024, and the change on 1 February 2025: nothing else moves.

    The holder stays at SCP 24 of a grade of one point, so that neither the point nor the grade explains anything.
    """
    halved = {"from": "2024-11-18", "fte": 0.5, "reason": "A test."}
    made = costed(
        {"holders": [{"ref": "W", "point": 24, "working_time": [halved]}]},
        change="2025-02-01",
        costing={"basis": "actual"},
        people=AT_REST,
    )
    year = made.years[0]
    assert drivers(made, "actual", year, year) == pytest.approx(dict.fromkeys(DRIVERS, 0.0), abs=1e-9)
