"""What a renumbering of the spine makes impossible, or needs a map for. Posts, holders, London's map: invented."""

import pytest

from model.pay.on_costs import RateStatus
from tests.cost import test_spine_change as both_spines
from tests.cost.test_spine_change import ACTING, CASES, LONDON, OWN_MAP, Y18, Y19, scenario

cost, refused = both_spines.cost, both_spines.refused


def test_london_without_a_map_of_its_own_is_refused_and_told_what_to_write(refused):
    told = refused(old="20-21", new="9-11", pay=LONDON)
    for words in ("pay, spine_map", "glpc_outer", "1 April 2019", "points: [{old: 20, new: 9}]", "can't be used"):
        assert words in told


def test_what_rests_on_londons_own_map_says_so(cost):
    london = cost(**CASES["London with its own map"])
    for basis in ("top", "actual"):
        by_year = [london.status("do_nothing", basis, year, "basic_pay") for year in (Y18, Y19)]
        assert by_year == [RateStatus.DERIVED, RateStatus.ASSUMED]
    assert {(row.name, row.point, row.value) for row in london.book.rates_read if row.source == OWN_MAP["source"]} == {
        ("glpc_outer", "20", 9),
        ("glpc_outer", "21", 11),
    }


def london(*points):
    return {"old": "20-21", "new": "9-11", "pay": {**LONDON, "spine_map": OWN_MAP | {"points": list(points)}}}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (london({"old": 20, "new": 9}), "the map of old points to new has no point 21"),
        (london({"old": 20, "new": 9}, {"old": 21, "new": 8}), "new points that never fall; 20 becomes 9"),
        (london({"old": 20, "new": 9}, {"old": 20, "new": 9}), "each old point once"),
        (london({"old": 20, "new": 9}, {"old": 21, "new": 22}), "no points 21, 22. Did you mean point 20 or 25?"),
        (london({"old": 20, "new": "x"}), "spine_map, points 1, new: found 'x'"),
        ({"pay": {**scenario()["pay"], "spine_map": OWN_MAP}}, "no point 22. Did you mean point 21?"),  # not added to
        ({"people": {"acting_up": [ACTING]}}, "nobody acting up, because points were renumbered on 1 April 2019"),
        ({"old": "5-8", "point": 6}, "it has no point 5: SCP 5 became SCP 6 on 1 October 2015"),
        ({"new": "42-45"}, "it has no points 44, 45. Did you mean point 43?"),
        ({"new": "10"}, "which is new to the spine; the nearest are 9 and 11"),
        (
            {"holder": {"moves": [{"on": "2020-05-01", "point": 24, "reason": "A test."}]}},
            "which is 9–17 on 1 May 2020",
        ),
        ({"pay": {**scenario()["pay"], "grades_of": "An invented council"}, "old": "Tech"}, "grades_of"),
    ],
)
def test_what_a_renumbering_makes_impossible_is_a_fault_and_not_a_crash(refused, given, says):
    assert says in refused(**given)


def test_an_award_tested_from_the_day_of_renumbering_is_refused(refused):
    award = {"from": "2019-04-01", "to": "2020-03-31", "percent": "3%", "reason": "A test."}
    told = refused(pay={**scenario()["pay"], "awards_tested": [award]})
    assert "dates all before or all after 1 April 2019, when the spine was renumbered" in told
