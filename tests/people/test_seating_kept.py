"""Who is in which post, before the change and after it: of those who have left, and where results are kept."""

from datetime import date

import pytest

from model.base.kept import Kept
from model.people.establishment import Establishment
from model.people.seating import Seating
from model.rates.tables import load_rates
from model.schema.load import change_document, load_scenario, read_scenario, scenario_of
from tests.conftest import HOME
from tests.people.test_spells import HELD, PEOPLE

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
EDITS = (
    {},
    {"proposed.senior-officer.grade": "36-39"},
    {"proposed.senior-officer.title": "Senior Officer"},
    {"people.ring_fence.A.to": "senior-officer", "people.ring_fence.B.to": "assistant-manager"},
    {"present.deputy-manager.to": "hardware-engineer"},
    {"proposed.support-officer.number": 3},
    {"proposed.senior-engineer.filled_on": "2011-02-01", "proposed.senior-engineer.cover_a_month": 2000},
    {},
)
"""One after the other, each from the file: grades and titles, who gets which post, room, and days."""
TIMELINES = Establishment.do_nothing, Establishment.proposal, Establishment.proposed_throughout


@pytest.fixture(scope="module")
def scenarios():
    rates = load_rates()
    read, faults = read_scenario(ACTUAL)
    assert not faults
    changed = [change_document(read, edit) for edit in EDITS]
    assert not any(more for _, more in changed)
    return [scenario_of(document, rates) for document, _ in changed]


def test_what_is_kept_of_other_scenarios_changes_no_appointment(scenarios):
    """Whoever arrives where is the same as with nothing kept; the seven edits make six different establishments."""
    kept, different = Kept(), set()
    for scenario in scenarios:
        kept.turn()
        anew, again = Establishment(scenario), Establishment(scenario, kept)
        for timeline in TIMELINES:
            assert timeline(again) == timeline(anew)
        assert again.seating.arriving == anew.seating.arriving and any(anew.seating.arriving.values())
        assert again.seating.without_room == anew.seating.without_room
        different.add(repr([timeline(anew) for timeline in TIMELINES]))
    assert len(different) == len(EDITS) - 1


def test_of_the_holders_of_a_post_only_those_whose_last_day_has_come_have_left_before(write_small, rates):
    """Two of three seats have holders; one leaves on 15 November, and the post ends on 31 March."""
    gone = {"ref": "H1", "point": 24, "to": "2024-11-15", "ended": "resignation"}
    holders = [gone, {"ref": "H2", "point": 24}]
    path = write_small({"number": 3, "holders": holders, "held_vacant": HELD}, {"number": 3}, "2025-03-31", **PEOPLE)
    seating = Seating(load_scenario(path, rates))
    [post] = seating.scenario.present
    assert [seat.holder for seat in seating.left_before(post)] == [("H1",)]
    assert seating.ends_before(post) == date(2025, 3, 31)
