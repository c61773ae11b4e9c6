"""Somebody who retires or resigns while the post goes on: no outcome of a ring-fence, and no redundancy.

Two people's posts of SCP 20 become one, or go on as two, on 1 October 2025. Everybody here is invented.
"""

import pytest

from model.base.faults import InputFaults
from tests.budget.two_posts import check, two_posts

A = {"ref": "A", "point": 20}
RETIRES = {"kind": "retirement", "pension_strain": 9_000}


def b(to, ended="retirement"):
    return {"ref": "B", "point": 20, "to": to, "ended": ended}


@pytest.fixture
def assessed(assess_two):
    """The two posts with B's last day, ring-fenced for one post or assimilated into two."""

    def assessed(leaver, holder, *, fenced=True, placed=None):
        ring = [{"holder": "A", "to": "new"}] if placed is None else placed
        people = {
            "invented": True,
            "increments": "april",
            "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "Invented."},
            "protection": {"months": 0, "source": "Invented."},
            "ring_fence": ring if fenced else [],
        }
        fate = {"fate": "ring-fenced" if fenced else "assimilated", "holders": [A, holder]}
        filled = {"filled_by": "ring-fence", "number": 1} if fenced else {"filled_by": "assimilation", "number": 2}
        new = {"id": "new", "title": "New", "grade": "20", **filled}
        return assess_two(leaver, people=people, present=fate, proposed=[new])

    return assessed


@pytest.mark.parametrize("day", ["2025-09-30", "2025-09-15"])
def test_who_retires_before_the_change_is_in_no_ring_fence_and_the_post_ends(assessed, day):
    """A alone is in it: A gets the post, or nobody does."""
    found = assessed(RETIRES | {"leaves_on": day}, b(day))
    [fence] = found.outcomes
    assert [[placement.holder for placement in one.placements] for one in fence.outcomes] == [["A"], ["A"]]
    assert check(found, "displaced").finding == "Everybody has a post in the new structure."
    assert "2 present = 1 retained + 1 left before the change" in check(found, "establishment").finding
    assert {each.outcome for each in found.checks if each.key in ("displaced", "establishment", "sources")} == {"pass"}
    assert found.transition.total == 9_000
    assert "leaving_days" not in {each.key for each in found.checks}


@pytest.mark.parametrize("day", ["2025-09-30", "2025-12-31"])
def test_who_retires_while_the_post_goes_on_leaves_a_vacancy_and_not_a_gap(assessed, day):
    found = assessed(RETIRES | {"leaves_on": day}, b(day), fenced=False)
    assert check(found, "displaced").outcome == "pass"
    assert check(found, "sources").outcome == "pass"
    assert "FTE: 2 present = 2 retained; 2 proposed = 2 retained." in check(found, "establishment").finding


def test_a_leaver_who_is_placed_and_states_no_last_day_still_blocks(assessed):
    found = assessed(RETIRES | {"leaves_on": "2025-12-31"}, {"ref": "B", "point": 20}, fenced=False)
    assert check(found, "displaced").blocks
    assert "State the holder's last day, or that they are displaced" in check(found, "displaced").finding


@pytest.mark.parametrize(
    ("leaver", "holder", "placed", "says"),
    [
        ({"leaves_on": "2025-09-30"}, b("2025-09-15"), None, "15 September 2025, the holder's last day"),
        (
            {},
            b("2025-09-30", "resignation"),
            None,
            "a kind that agrees with how the time in the post ended; retirement needs ended: retirement",
        ),
        ({}, b("2025-09-30"), [{"holder": "B", "to": "new"}], "this holder leaves on 30 September 2025"),
        ({}, b("2025-09-30"), [{"holder": "B", "to": "displaced"}], "this holder leaves on 30 September 2025"),
    ],
)
def test_what_does_not_meet_the_last_day_is_a_fault(assessed, leaver, holder, placed, says):
    with pytest.raises(InputFaults, match=says):
        assessed(RETIRES | leaver, holder, placed=placed)


def test_who_resigns_from_a_post_that_is_deleted_costs_nothing_once(assess_two):
    """The post ends on 30 September; its holder has resigned by then, and needs no place among the leavers."""
    scenario = two_posts()
    gone = {"ref": "R", "point": 20, "to": "2025-08-31", "ended": "resignation"}
    scenario["present"][0] |= {"number": 1, "fate": "assimilated", "holders": [A]}
    scenario["present"].append({"id": "gone", "title": "Gone", "grade": "20", "fate": "deleted", "holders": [gone]})
    scenario["proposed"][0]["filled_by"] = "assimilation"
    del scenario["people"]["ring_fence"]
    assert not assess_two.of(scenario).blocked_by
    del gone["to"], gone["ended"]
    assert [check.key for check in assess_two.of(scenario).blocked_by] == ["displaced"]
