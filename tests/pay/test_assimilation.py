"""Assimilation: who arrives where in the new grade, and whose pay is at risk."""

import csv
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.pay.assimilation import (
    PointNotMapped,
    assimilate,
    assimilate_in_order,
    map_in_order,
    map_point,
    map_range,
    spine_map,
)
from model.pay.grades import read_grade
from model.rates.tables import Rate, RateStatus, RateTable
from tests.conftest import HOME

RATES = HOME / "model" / "rates"
RULES = ("same_point", "nearest_not_less", "nearest_not_less_plus_increment")


def rows(title):
    with (RATES / f"{title}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def salaries(spine, effective_from):
    return {
        int(row["point"]): float(row["value"])
        for row in rows("spines")
        if (row["name"], row["effective_from"]) == (spine, effective_from)
    }


GLPC = salaries("glpc_outer", "2009-04-01")
LADDER = tuple(sorted(GLPC))
NJC_2019 = tuple(range(1, 44))
MAP_2019 = {
    int(row["point"]): int(row["value"]) for row in rows("renumbered_points") if row["effective_from"] == "2019-04-01"
}


def points(notation, ladder=LADDER):
    return read_grade(notation).points(ladder)


BARNET = [
    # present grade, proposed grade, present points, and where each arrives by the same-point rule
    ("support technician", "26-29", range(18, 27), [26] * 9),
    ("support technician", "26-29", range(26, 29), [26, 27, 28]),
    ("deputy", "31-34", range(32, 35), [32, 33, 34]),
    ("tester", "20-23", range(22, 24), [22, 23]),
    ("principal", "39-42", range(43, 48), [42] * 5),
    ("principal at the old minimum", "39-42", range(42, 43), [42]),
    ("senior", "35-38", range(39, 42), [38] * 3),
]


@pytest.mark.parametrize(("who", "new", "held", "arrives"), BARNET, ids=[case[0] for case in BARNET])
def test_barnets_present_posts_by_the_same_point_rule(who, new, held, arrives):
    found = [assimilate(point, points(new), GLPC, "same_point") for point in held]
    assert [each.new_point for each in found] == arrives
    assert [each.protected_gap > 0 for each in found] == [
        point > arrived for point, arrived in zip(held, arrives, strict=True)
    ]


def test_only_the_principal_and_the_senior_have_pay_to_protect():
    # 2009 outer London: SCP 47 is 41,607 and SCP 42 is 37,182; SCP 41 is 36,300 and SCP 38 is 33,510
    assert assimilate(47, points("39-42"), GLPC, "same_point").protected_gap == 41607 - 37182 == 4425
    assert assimilate(41, points("35-38"), GLPC, "same_point").protected_gap == 36300 - 33510 == 2790


def test_each_move_says_why():
    def why(point, new="26-29", rule="same_point"):
        return assimilate(point, points(new), GLPC, rule).reason

    assert why(27) == "same point, inside the new range"
    assert why(18) == "below the new range: to its minimum, SCP 26"
    assert why(30) == "above the new maximum: to SCP 29, protected"
    assert why(27, rule="nearest_not_less") == "to the nearest point not less, SCP 27"
    assert why(18, rule="nearest_not_less_plus_increment") == (
        "below the new range: to its minimum, SCP 26, one increment to SCP 27"
    )


def test_the_new_minimum_costs_a_support_technician_at_the_floor_5058():
    # 23,973 - 18,915
    assert GLPC[assimilate(18, points("26-29"), GLPC, "same_point").new_point] - GLPC[18] == 5058


def test_a_grade_that_leaves_points_out_takes_the_nearest_above():
    # a grade of an assimilation point, point 1 and a main rate: 26, 28 and 30
    for rule in ("same_point", "nearest_not_less"):
        assert assimilate(27, (26, 28, 30), GLPC, rule).new_point == 28
    assert assimilate(27, (26, 28, 30), GLPC, "nearest_not_less_plus_increment").new_point == 30
    assert assimilate(30, (26, 28, 30), GLPC, "nearest_not_less_plus_increment").new_point == 30


def test_pay_from_another_spine_goes_by_the_salary():
    # £25,000 lies between SCP 27, 24,711, and SCP 28, 25,455
    assert assimilate(7, points("26-29"), GLPC, "nearest_not_less", old_salary=25000).new_point == 28
    with pytest.raises(ValueError, match="same_point needs an old point on the same spine"):
        assimilate(7, points("26-29"), GLPC, "same_point", old_salary=25000)


def in_order(point, old, new, order, rule="same_point"):
    return assimilate_in_order(point, points(old), points(new), GLPC, rule, order)


def test_the_order_of_assimilation_and_increment_matters():
    # a support technician at 25 of 18-28: to 26, then 27; or to 26, which is inside 26-29
    first = in_order(25, "18-28", "26-29", "assimilate_then_increment")
    assert (first.new_point, first.reason) == (
        27,
        "below the new range: to its minimum, SCP 26, one increment to SCP 27",
    )
    second = in_order(25, "18-28", "26-29", "increment_then_assimilate")
    assert (second.old_point, second.new_point) == (25, 26)
    assert second.reason == "one increment to SCP 26; same point, inside the new range"
    # at the old top of 28 only the new grade has a step left
    assert in_order(28, "18-28", "26-29", "assimilate_then_increment").new_point == 29
    assert in_order(28, "18-28", "26-29", "increment_then_assimilate").new_point == 28


def test_the_order_changes_the_gap_that_is_protected():
    # Principal at 43 of 42-45#47 into 39-42: 38,064 - 37,182, or 44 first: 38,958 - 37,182
    assert in_order(43, "42-45#47", "39-42", "assimilate_then_increment").protected_gap == 882
    assert in_order(43, "42-45#47", "39-42", "increment_then_assimilate").protected_gap == 1776
    # at the bar, time brings nothing first
    assert in_order(45, "42-45#47", "39-42", "increment_then_assimilate").protected_gap == 39795 - 37182


def test_the_2019_map_is_read_from_its_table_and_london_has_none():
    day = date(2019, 4, 1)
    renumbering = RateTable(
        "renumbered_points",
        [Rate("", "njc", str(old), day, day, new, "SCP", RateStatus.PUBLISHED, "") for old, new in MAP_2019.items()],
    )
    assert spine_map(renumbering, "njc", day) == MAP_2019
    with pytest.raises(
        LookupError, match="no map of old points to new for glpc_outer on 1 April 2019: there is a map only for njc"
    ):
        spine_map(renumbering, "glpc_outer", day)


def test_the_2019_spine_pairs_the_lowest_points_and_moves_the_rest_down_six():
    assert [map_point(point, MAP_2019) for point in (6, 7, 20, 21, 29, 49)] == [1, 1, 9, 11, 23, 43]


def test_a_point_that_the_map_lacks_is_named_with_its_neighbours():
    with pytest.raises(PointNotMapped, match=r"has no SCP 5; the nearest it maps are 6$"):
        map_point(5, MAP_2019)
    with pytest.raises(PointNotMapped, match="no SCP 30; the nearest it maps are 29 and 31"):
        map_range(read_grade("28-30"), {point: new for point, new in MAP_2019.items() if point != 30})


def test_grades_are_renumbered_by_their_ends():
    # North Yorkshire's grades of 2015, as recalled: E 14-17, H 26-29, K 38-41
    new = [str(map_range(read_grade(old), MAP_2019)) for old in ("14-17", "26-29", "38-41", "42-45#47", "33")]
    assert new == ["5–6", "19–23", "32–35", "36–39#41", "27"]
    assert map_range(read_grade("26-29"), MAP_2019).points(NJC_2019) == (19, 20, 21, 22, 23)


def test_a_bar_between_two_points_that_become_one_is_gone():
    assert not map_range(read_grade("6#7"), MAP_2019).has_bar


def test_in_2019_too_the_order_matters():
    # old 20 is new 9, and new 10 has no old point: 20, 9, then 10; or 20, 21, then 11
    old, new = tuple(range(18, 26)), tuple(range(7, 18))
    assert map_in_order(20, old, new, MAP_2019, "assimilate_then_increment") == 10
    assert map_in_order(20, old, new, MAP_2019, "increment_then_assimilate") == 11
    # an authority that leaves 10 out (there is no need to use every point) comes to 11 either way
    without_10 = tuple(point for point in new if point != 10)
    assert map_in_order(20, old, without_10, MAP_2019, "assimilate_then_increment") == 11


ranges = (
    st.tuples(st.integers(11, 49), st.integers(11, 49)).map(sorted).map(lambda ends: points(f"{ends[0]}-{ends[1]}"))
)


@given(st.sampled_from(LADDER), ranges, st.sampled_from(RULES))
def test_nobody_is_paid_less_unless_above_the_new_maximum(held, new, rule):
    arrived = assimilate(held, new, GLPC, rule)
    assert arrived.new_point in new
    assert GLPC[arrived.new_point] + arrived.protected_gap >= GLPC[held]
    assert (arrived.protected_gap > 0) == (held > new[-1])
    assert arrived.new_point == new[-1] or not arrived.protected_gap


@given(ranges, st.sampled_from(RULES))
def test_nobody_overtakes_a_colleague(new, rule):
    arrived = [assimilate(held, new, GLPC, rule).new_point for held in LADDER]
    assert all(lower <= higher for lower, higher in pairwise(arrived))


@given(st.sampled_from(LADDER), ranges)
def test_on_one_spine_with_every_point_the_nearest_not_less_is_the_same_point(held, new):
    same, nearest = (assimilate(held, new, GLPC, rule).new_point for rule in RULES[:2])
    assert same == nearest


@given(ranges, ranges, st.data())
def test_assimilating_first_never_arrives_lower(old, new, data):
    """An increment in the old grade is worth at most a step; one in the new grade comes on top of where one arrives."""
    held = data.draw(st.sampled_from(old))
    first, second = (
        assimilate_in_order(held, old, new, GLPC, "same_point", order)
        for order in ("assimilate_then_increment", "increment_then_assimilate")
    )
    assert first.new_point >= second.new_point
    assert first.protected_gap <= second.protected_gap
