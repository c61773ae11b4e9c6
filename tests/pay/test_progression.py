"""Careers: what time brings, what only a decision brings, and why."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear, PayMonths
from model.pay.grades import read_grade
from model.pay.progression import (
    INCREMENT_RULES,
    IncrementRule,
    StatedMove,
    Step,
    increments,
    months_after,
    next_point,
    points_by_time,
    settled_from,
    start_that_counts,
)

NJC_2019 = tuple(range(1, 44))
GLPC_2009 = tuple(range(11, 50))
TECHNICIAN = (19, 20, 21, 22)
APRIL = INCREMENT_RULES["april_six_months"]


def career(started_on, rule="april_six_months", points=TECHNICIAN, until=date(2016, 3, 31), moves=()):
    """A starter at the bottom of the grade."""
    return increments(points[0], started_on, points, INCREMENT_RULES[rule], started_on, until, moves)


def steps_of(*args, **kwargs):
    return [(str(step.day), step.point) for step in career(*args, **kwargs)]


@pytest.mark.parametrize(
    ("rule", "started_on", "expected"),
    [
        # North Lincolnshire: from 1 October to 31 March, six months from starting, then each 1 April
        ("april_six_months", "2010-09-30", ["2011-04-01", "2012-04-01", "2013-04-01"]),
        ("april_six_months", "2010-10-01", ["2011-04-01", "2012-04-01", "2013-04-01"]),
        ("april_six_months", "2011-01-01", ["2011-07-01", "2012-04-01", "2013-04-01"]),
        ("april_six_months", "2011-03-31", ["2011-09-30", "2012-04-01", "2013-04-01"]),
        ("april_six_months", "2011-04-01", ["2012-04-01", "2013-04-01", "2014-04-01"]),
        # East Sussex: each 1 April; Norfolk: each 1 July
        ("april", "2011-03-01", ["2011-04-01", "2012-04-01", "2013-04-01"]),
        ("july", "2011-03-01", ["2011-07-01", "2012-07-01", "2013-07-01"]),
        ("july", "2011-07-01", ["2012-07-01", "2013-07-01", "2014-07-01"]),
        # Denbighshire's table: 2 April to 1 October, 1 October of the following year; 2 October to 1 April, 1 April
        ("april_or_october", "2010-04-02", ["2011-10-01", "2012-10-01", "2013-10-01"]),
        ("april_or_october", "2010-10-01", ["2011-10-01", "2012-10-01", "2013-10-01"]),
        ("april_or_october", "2010-10-02", ["2012-04-01", "2013-04-01", "2014-04-01"]),
        ("april_or_october", "2011-04-01", ["2012-04-01", "2013-04-01", "2014-04-01"]),
        # Derbyshire: the anniversary
        ("anniversary", "2010-11-23", ["2011-11-23", "2012-11-23", "2013-11-23"]),
        ("anniversary", "2012-02-29", ["2013-02-28", "2014-02-28", "2015-02-28"]),
    ],
)
def test_increments_fall_where_the_councils_rule_says(rule, started_on, expected):
    start = date.fromisoformat(started_on)
    assert steps_of(start, rule) == [(started_on, 19), *zip(expected, (20, 21, 22), strict=True)]


@given(st.dates(date(2009, 4, 1), date(2013, 3, 31)))
def test_a_boundary_of_1_or_of_2_october_comes_to_the_same(started_on):
    """Six months from 1 October is 1 April."""
    first, second = (
        increments(
            19, started_on, TECHNICIAN, IncrementRule(late_starter_from=(10, day)), started_on, date(2020, 3, 31)
        )
        for day in (1, 2)
    )
    assert [step.day for step in first] == [step.day for step in second]


def test_every_step_says_why():
    assert [step.reason for step in career(date(2011, 1, 1))] == [
        "in post at SCP 19",
        "first increment, six months after starting",
        "annual increment",
        "annual increment, to the last point that increments bring",
    ]


def test_a_holder_long_in_post_goes_on_from_the_point_held():
    # at 20 on 1 December 2010, having started in 1998: 1 April 2011 brings 21
    steps = increments(20, date(1998, 6, 1), TECHNICIAN, APRIL, date(2010, 12, 1), date(2011, 12, 1))
    assert steps[1:] == (Step(date(2011, 4, 1), 21, "annual increment"),)


def test_the_point_held_on_the_first_day_has_that_days_increment_in_it():
    steps = increments(20, date(1998, 6, 1), TECHNICIAN, APRIL, date(2011, 4, 1), date(2012, 3, 31))
    assert [step.point for step in steps] == [20]


def test_steps_follow_the_authoritys_ladder_and_not_the_numbers():
    # an authority that left the 2019 spine's new points out: 20 is followed by 22
    steps = career(date(2019, 4, 1), points=(19, 20, 22, 23), until=date(2023, 3, 31))
    assert [step.point for step in steps] == [19, 20, 22, 23]
    assert next_point(20, (19, 20, 22, 23)) == 22 and next_point(23, (19, 20, 22, 23)) == 23


PRINCIPAL = read_grade("42-45#47")


def test_time_never_crosses_a_bar():
    points = points_by_time(44, PRINCIPAL, GLPC_2009)
    steps = increments(44, date(2005, 1, 1), points, APRIL, date(2010, 4, 1), date(2020, 3, 31))
    assert [step.point for step in steps] == [44, 45]
    beyond = points_by_time(46, PRINCIPAL, GLPC_2009)
    assert beyond == (46,)
    assert len(increments(46, date(2005, 1, 1), beyond, APRIL, date(2010, 4, 1), date(2020, 3, 31))) == 1


def test_a_decision_crosses_the_bar_and_says_what_time_may_bring_after_it():
    over = StatedMove(date(2012, 9, 1), 46, (46, 47), "criteria met: across the bar")
    steps = increments(44, date(2005, 1, 1), (42, 43, 44, 45), APRIL, date(2010, 4, 1), date(2020, 3, 31), [over])
    assert [(str(step.day), step.point) for step in steps] == [
        ("2010-04-01", 44),
        ("2011-04-01", 45),
        ("2012-09-01", 46),
        ("2013-04-01", 47),
    ]
    assert steps[2].reason == "criteria met: across the bar"


def test_promotion_to_a_linked_grade_starts_the_wait_afresh():
    # East Devon: promoted between 1 October and 31 March, an increment after six months, and thereafter April
    promoted = StatedMove(date(2011, 12, 1), 23, (23, 24, 25), "promoted to the linked grade", new_start=True)
    kept = StatedMove(date(2011, 12, 1), 23, (23, 24, 25), "moved up the linked grade")
    assert steps_of(date(2010, 4, 1), moves=[promoted])[2:4] == [("2011-12-01", 23), ("2012-06-01", 24)]
    assert steps_of(date(2010, 4, 1), moves=[kept])[2:4] == [("2011-12-01", 23), ("2012-04-01", 24)]


def test_an_increment_withheld_is_a_decision_to_stay():
    withheld = StatedMove(date(2011, 4, 1), 19, TECHNICIAN, "increment withheld")
    assert steps_of(date(2010, 4, 1), until=date(2012, 4, 1), moves=[withheld]) == [
        ("2010-04-01", 19),
        ("2011-04-01", 19),
        ("2012-04-01", 20),
    ]


YEARS = PayMonths(FinancialYear(2010), FinancialYear(2011))


def test_settled_is_the_day_of_reaching_the_top():
    steps = career(date(2010, 4, 1))
    assert settled_from(steps, 22) == date(2013, 4, 1)
    assert settled_from(steps[:-1], 22) is None
    at_top = increments(22, date(2001, 4, 1), TECHNICIAN, APRIL, date(2010, 4, 1), date(2016, 3, 31))
    assert settled_from(at_top, 22) == date(2010, 4, 1)


def test_months_later_stops_at_the_end_of_a_shorter_month():
    assert months_after(date(2010, 10, 31), 6) == date(2011, 4, 30)
    assert months_after(date(2011, 8, 31), 6) == date(2012, 2, 29)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((24, date(2010, 4, 1), TECHNICIAN), "SCP 24 is not among the points 19, 20, 21, 22"),
        (
            (19, date(2010, 4, 2), TECHNICIAN),
            "the start in the grade, 2 April 2010, is after the first day, 1 April 2010",
        ),
    ],
)
def test_a_career_that_cannot_be_is_refused(arguments, why):
    with pytest.raises(ValueError, match=why):
        increments(*arguments, APRIL, date(2010, 4, 1), date(2012, 3, 31))


def test_a_move_already_in_the_point_held_is_refused():
    move = StatedMove(date(2010, 4, 1), 20, TECHNICIAN, "accelerated")
    with pytest.raises(ValueError, match="the move on 1 April 2010 must come after 1 April 2010"):
        career(date(2010, 4, 1), moves=[move])


@given(
    rule=st.sampled_from(sorted(INCREMENT_RULES)),
    grade=st.tuples(st.integers(1, 38), st.integers(1, 5)).map(
        lambda end: read_grade(f"{end[0]}-{end[0] + end[1] - 1}#{end[0] + end[1]}")
    ),
    position=st.integers(0, 4),
    started_on=st.dates(date(2000, 1, 1), date(2019, 4, 1)),
)
def test_increments_never_fall_and_never_pass_the_bar(rule, grade, position, started_on):
    points = grade.points(NJC_2019)
    held = points[min(position, len(points) - 1)]
    first, last = date(2019, 4, 1), date(2026, 3, 31)
    steps = increments(held, started_on, points, INCREMENT_RULES[rule], first, last)
    assert [step.point for step in steps] == list(points[points.index(held) : points.index(held) + len(steps)])
    assert max(step.point for step in steps) <= grade.top
    days = [step.day for step in steps]
    assert days == sorted(set(days)) and days[-1] <= last
    assert steps[-1].point == points[-1], "seven years bring the four increments of a grade of five points"


@example(rule="april", started_on=date(2000, 2, 29), first=date(2019, 4, 1))
@example(rule="anniversary", started_on=date(2000, 2, 29), first=date(2019, 4, 1))
@given(
    rule=st.sampled_from(sorted(INCREMENT_RULES)),
    started_on=st.dates(date(1995, 1, 1), date(2019, 4, 1)),
    first=st.dates(date(2019, 4, 1), date(2021, 3, 31)),
)
def test_of_a_start_long_ago_only_what_counts_for_increments_is_kept(rule, started_on, first):
    rules, last = INCREMENT_RULES[rule], date(2026, 3, 31)
    counts = start_that_counts(started_on, rules, first)
    steps = (increments(TECHNICIAN[0], day, TECHNICIAN, rules, first, last) for day in (started_on, counts))
    assert next(steps) == next(steps)
    if started_on.year < first.year - 2 and len(rules.on) == 1:
        assert counts == start_that_counts(date(1995, 1, 1), rules, first), "all such starts come to the same"
