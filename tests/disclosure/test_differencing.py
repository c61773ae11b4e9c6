"""What the public pack gives away of a holder's point: every assignment that fits a published figure is counted."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations_with_replacement, product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess_scenario
from model.disclosure.differencing import Figure, Seats, count, differencing_check, step_of
from model.disclosure.differencing_together import count_together
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_input import public_input
from model.disclosure.seats_at_points import (
    count_published,
    figures_beside_posts,
    point_costs,
    published_figures,
    seats,
)
from model.report.charts.every import charts
from model.report.pack.public import differencing, public_pack, public_pack_beside
from model.report.table import Table
from model.report.tables.public import public_tables
from model.schema.load import load_scenario


def held_at(post: str, costs: dict[int, int], number: int = 1) -> Seats:
    return Seats(number, tuple({post: point} for point in costs), {"total": tuple(costs.values())})


PAIR = [held_at("officer", {1: 100, 2: 150}), held_at("clerk", {1: 100, 2: 130})]


@pytest.mark.parametrize(
    ("total", "fit", "officer", "clerk"),
    [  # by hand: 100 + 100 = 200, 100 + 130 = 230, 150 + 100 = 250, 150 + 130 = 280
        (250, 1, {2}, {1}),
        (240, 0, set(), set()),
        (200, 1, {1}, {1}),
    ],
)
def test_a_total_that_only_one_assignment_gives_tells_both_points(total, fit, officer, clerk):
    counted = count(PAIR, Figure("total", "the total", total))
    assert (counted.fit, counted.of) == (fit, 4)
    assert counted.narrowed == ({"officer": officer, "clerk": clerk} if fit else {})


def test_a_figure_rounded_far_enough_tells_nothing():
    counted = count(PAIR, Figure("total", "the total", 250, step=200))  # 150 to 349: all four
    assert counted.fit == 4
    assert counted.narrowed == {}


def test_a_seat_that_loses_one_point_of_three_is_narrowed():
    """Two clerks at 10, 20 or 40: 60 is 20 + 40 alone, so nobody is at 10."""
    counted = count([held_at("clerk", {1: 10, 2: 20, 3: 40}, number=2)], Figure("total", "the total", 60))
    assert (counted.fit, counted.of) == (1, 6)
    assert counted.narrowed == {"clerk": {2, 3}}
    check = differencing_check([counted], {"clerk": "Clerk"})
    assert check.blocks
    assert "Clerk is at one of the points 2 or 3, where the grade has 3 points" in check.finding


costs_of_points = st.dictionaries(st.integers(1, 6), st.integers(1, 60), min_size=1, max_size=4)


@given(
    st.lists(st.tuples(costs_of_points, st.integers(1, 3)), min_size=1, max_size=3),
    st.integers(1, 250),
    st.sampled_from([1, 10, 40]),
)
def test_the_count_is_that_of_trying_every_assignment(posts, total, step):
    own = [held_at(str(place), costs, number) for place, (costs, number) in enumerate(posts)]
    figure = Figure("total", "the total", total, step)
    each = [list(combinations_with_replacement(costs, number)) for costs, number in posts]
    fitting = [
        chosen
        for chosen in product(*each)
        if figure.lowest
        <= sum(costs[point] for (costs, _), points in zip(posts, chosen, strict=True) for point in points)
        <= figure.highest
    ]
    counted = count(own, figure)
    assert counted.fit == len(fitting)
    for place, (costs, _) in enumerate(posts):
        left = {point for chosen in fitting for point in chosen[place]}
        assert counted.possible[str(place)] == left
        assert counted.before[str(place)] == set(costs)


def test_a_figure_is_taken_as_rounded_to_10_where_it_ends_in_a_nought():
    assert [step_of(amount) for amount in (444_090, 14_270, 300_000, 14_273)] == [10, 10, 10, 1]
    assert (Figure("a", "a", 14_270, 10).lowest, Figure("a", "a", 14_270, 10).highest) == (14_265, 14_274)


def test_the_assignments_of_the_barnet_case_are_as_many_as_were_counted_by_hand(actual, rates):
    """871,782,912 = 6 x 7 x 3 x 1,001 x 4 x 3 x 9 x 4 x 4 x 4: each post's points, bars crossed; two alike at 2 points
    are 3 pairs, four at 11 points 1,001 fours; three new posts of 4 points. Worked out apart from this code, by trying
    them, in the study of the report's totals; so was that about 0.11 per cent of them give £14,270 to £10 either way.
    """
    assessment = assess_scenario(public_input(actual().scenario), rates)
    own = seats(assessment, point_costs(assessment))
    counted = count(own, Figure("change", "the change", 14_265, step=20))
    assert counted.of == 871_782_912
    assert counted.fit / counted.of == pytest.approx(0.0011, abs=0.0001)


def test_the_published_totals_of_barnet_leave_every_point_possible(actual, rates):
    pack = public_pack(actual().scenario, rates)
    assert pack.differencing.outcome == "pass"
    assert pack.differencing.finding.startswith(
        "None of the 13,621,608 ways of placing holders on the points of their grades comes to the published present "
        "cost of £444,090. The figure includes something that is not listed here"
    )
    change = next(each for each in count_published(pack.assessment) if each.figure.key == "change")
    assert change.fit > 0
    assert change.possible["principal"] == {42, 43, 44, 45, 46, 47}
    assert change.possible["support-technician"] == set(range(18, 29))


def test_a_public_pack_with_actual_costs_by_title_is_refused(actual, rates, tmp_path):
    costed = actual()
    column = costed.years.index(costed.year_of_change)
    held = costed.plans["do_nothing"].appointments
    rows = [
        {
            "Post": post.title,
            "Cost now": float(
                costed.amounts("do_nothing", "actual")[[at.post == post.id for at in held], 0].sum().round()
            ),
        }
        for post in costed.scenario.present
    ]
    assert column == 0
    leak = Table("cost_by_title", "What each title costs", pd.DataFrame(rows), money=("Cost now",), public=True)
    public = public_assessment(costed.scenario, rates)
    check = differencing(public, [*public_tables(public), leak])
    assert check.blocks
    # the point of invented holder J
    assert "Deputy Technical Manager is at point 33, where the grade has 3 points" in check.finding
    pack = public_pack(costed.scenario, rates)
    refused = type(pack)(pack.assessment, pack.tables, pack.charts, (*pack.checks[:-1], check))
    with public_pack_beside(refused, lambda: None, tmp_path / "public") as complete:
        assert complete() is None
    assert not (tmp_path / "public").exists()


def test_a_chart_of_actual_costs_by_title_is_refused_with_the_pack(actual, rates, monkeypatch):
    """The figures of a public chart are handed out too, as a table."""
    costed = actual()
    held = costed.plans["do_nothing"].appointments
    exact = costed.amounts("do_nothing", "actual")[:, 0]
    rows = [
        {"Post": post.title, "Cost now": Decimal(round(sum(exact[[at.post == post.id for at in held]])))}
        for post in costed.scenario.present
    ]

    def with_leak(public):
        leak = {"key": "leak", "table": pd.DataFrame(rows), "public": True, "of_grades": False}
        return [*charts(public), replace(next(of for of in charts(public) if of.key == "envelope"), **leak)]

    monkeypatch.setattr("model.report.pack.public.charts", with_leak)
    assert public_pack(costed.scenario, rates).differencing.blocks
    monkeypatch.undo()
    assert not public_pack(costed.scenario, rates).differencing.blocks


def test_an_exact_published_total_of_few_posts_is_refused(write_small, rates):
    """One post of points 18 to 22 and a published total that only point 20 gives: £1 steps tell the point."""
    post = {"grade": "18-22"}
    bare = assess_scenario(load_scenario(write_small(post, post), rates), rates)
    at_20 = point_costs(bare)["old"][20]
    figure = {"measure": "present_cost", "amount": at_20, "source": "Invented"}
    path = write_small(post, post, published=[figure])
    pack = public_pack(load_scenario(path, rates), rates)
    assert pack.differencing.blocks
    assert "is at point 20, where the grade has 5 points" in pack.differencing.finding


def test_a_published_total_on_a_budget_basis_rests_on_nobody(write_small, rates):
    post = {"grade": "18-22"}
    bare = assess_scenario(load_scenario(write_small(post, post), rates), rates)
    top = bare.costed.amount("do_nothing", "top", bare.costed.year_of_change)
    figure = {"measure": "present_cost", "amount": round(top), "source": "Invented"}
    path = write_small(post, post, published=[figure])
    assessment = assess_scenario(public_input(load_scenario(path, rates)), rates)
    assert list(published_figures(assessment)) == []


def test_what_is_too_large_to_count_is_disclosed_and_blocks_nothing():
    huge = [held_at(str(post), {1: 1, 2: 9_000_000}, number=9) for post in range(9)]
    counted = count(huge, Figure("total", "the total", 500))
    assert counted.fit is None
    check = differencing_check([counted], {})
    assert (check.outcome, check.blocks) == ("disclosed", False)
    assert "too many ways of placing holders on points to count" in check.finding


def test_thirty_seats_of_eleven_points_are_counted_in_a_moment():
    """Thirty seats alike at 11 points make C(40, 10) = 847,660,528 assignments."""
    points = {point: 24_783 + 875 * point for point in range(11)}
    counted = count([held_at("clerk", points, number=30)], Figure("total", "the total", 30 * 29_000, step=10_000))
    assert counted.of == 847_660_528
    assert counted.narrowed == {}


def test_two_totals_together_tell_what_neither_tells_alone():
    """By hand: at point 1, A and B each cost 100 now and 200 after. At point 2, A costs 120 and 210; B 130 and 230.

    Both at point 1 cost 200 now and 400 after; with B alone at point 2, 230 and 430; with A alone, 220 and 410; with
    both at point 2, 250 and 440. The present total, published as 220 with a step of £30, may be 205 to 234:
    either A alone or B alone is at point 2. The later total, published as 405 with a step of £20, may be 395 to 414:
    either nobody or A alone is at point 2. Both totals fit only where A alone is at point 2.
    """
    own = [
        Seats(1, ({"a": 1}, {"a": 2}), {"now": (100, 120), "after": (200, 210)}),
        Seats(1, ({"b": 1}, {"b": 2}), {"now": (100, 130), "after": (200, 230)}),
    ]
    now, after = Figure("now", "now", 220, 30), Figure("after", "after", 405, 20)
    assert count(own, now).fit == 2  # 230 and 220
    assert count(own, now).narrowed == {}
    assert count(own, after).fit == 2  # 400 and 410
    assert count(own, after).narrowed == {"b": {1}}
    together = count_together(own, [now, after])
    assert together.fit == 1
    assert together.narrowed == {"a": {2}, "b": {1}}


@given(
    st.lists(st.tuples(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=4),
                       st.integers(1, 3)), min_size=1, max_size=3),
    st.integers(1, 120),
    st.integers(1, 120),
    st.sampled_from([1, 10, 40]),
)  # fmt: skip
def test_figures_together_are_counted_as_by_trying_every_assignment(posts, now, after, step):
    own = [
        Seats(
            number,
            tuple({str(place): point} for point in range(len(costs))),
            {"now": tuple(a for a, _ in costs), "after": tuple(b for _, b in costs)},
        )
        for place, (costs, number) in enumerate(posts)
    ]
    figures = [Figure("now", "now", now, step), Figure("after", "after", after, step)]
    fitting = [
        chosen
        for chosen in product(*(list(combinations_with_replacement(range(len(costs)), n)) for costs, n in posts))
        if all(
            figure.lowest
            <= sum(costs[point][side] for (costs, _), points in zip(posts, chosen, strict=True) for point in points)
            <= figure.highest
            for side, figure in enumerate(figures)
        )
    ]
    counted = count_together(own, figures)
    assert counted.fit == len(fitting)
    for place in range(len(posts)):
        assert counted.possible[str(place)] == {point for chosen in fitting for point in chosen[place]}


def test_both_ways_of_counting_agree_on_the_barnet_case(actual, rates):
    assessment = assess_scenario(public_input(actual().scenario), rates)
    own = seats(assessment, point_costs(assessment))
    change = Figure("change", "the change", 14_270, step=10)
    assert count_together(own, [change]).fit == count(own, change).fit
    assert count_together(own, [change]).possible == count(own, change).possible


def test_too_many_assignments_to_pair_are_said_to_be_so():
    huge = [held_at(str(post), {point: 7**point + post for point in range(9)}, number=8) for post in range(9)]
    assert count_together(huge, [Figure("total", "the total", 500)]) is None


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, ["£30,000 beside New (in all)"]), (2, ["£30,000 beside New (each)", "£30,000 beside New (in all)"])],
)
def test_a_figure_beside_several_posts_is_taken_as_of_each_and_as_of_all(write_small, rates, number, said):
    path = write_small({"number": number}, {"number": number})
    assessment = assess_scenario(load_scenario(path, rates), rates)
    beside = list(figures_beside_posts(assessment, [("New", 30_000)]))
    assert [figure.name for figure, _ in beside] == said
    assert [[seat.number for seat in of] for _, of in beside] == [[1], [number]][: len(said)]
