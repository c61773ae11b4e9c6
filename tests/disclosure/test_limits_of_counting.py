"""Where counting stops: just within each limit all is counted as by hand, and just beyond it nothing is."""

import pytest

from model.disclosure import differencing, differencing_together
from model.disclosure.differencing import Figure, Seats, count
from model.disclosure.differencing_together import count_together

ONE = Seats(1, ({"officer": 1}, {"officer": 2}), {"total": (10, 13)})
FIGURE = Figure("total", "the total", 13)


def test_the_numbers_of_assignments_by_sum_have_room_for_all_of_them_and_one_bit_more(monkeypatch):
    """Two ways take two bits, and one more is three; sums from 0 to 3 are four: twelve digits in all."""
    monkeypatch.setattr(differencing, "MOST_DIGITS", 12)
    assert count([ONE], FIGURE).fit == 1
    monkeypatch.setattr(differencing, "MOST_DIGITS", 11)
    assert count([ONE], FIGURE).fit is None


def test_as_many_ways_as_there_may_not_be_are_too_many(monkeypatch):
    """The officer alone has two ways."""
    monkeypatch.setattr(differencing_together, "MOST_WAYS", 3)
    assert count_together([ONE], [FIGURE]).fit == 1
    monkeypatch.setattr(differencing_together, "MOST_WAYS", 2)
    assert count_together([ONE], [FIGURE]) is None


def test_as_many_ways_for_the_seats_of_one_post_as_sums_may_be_kept_are_counted(monkeypatch):
    monkeypatch.setattr(differencing_together, "MOST_SUMS", 2)
    assert count_together([ONE], [FIGURE]).fit == 1
    monkeypatch.setattr(differencing_together, "MOST_SUMS", 1)
    assert count_together([ONE], [FIGURE]) is None


def test_seats_that_only_one_of_two_figures_rests_on_are_counted_with_the_rest():
    """By hand: now the officer is at 10 or 13, later the clerk at 20 or 25. 13 now and 20 later are one way of four."""
    clerk = Seats(1, ({"clerk": 1}, {"clerk": 2}), {"after": (20, 25)})
    together = count_together([ONE, clerk], [FIGURE, Figure("after", "after", 20)])
    assert (together.fit, together.of) == (1, 4)
    assert together.narrowed == {"officer": {2}, "clerk": {1}}
    assert count_together([ONE, clerk], [FIGURE]).of == 2, "what neither figure rests on is not counted"


def test_a_point_that_no_assignment_has_is_lost_to_each_post_of_a_seat_that_leads_from_one_to_the_other():
    """One seat, from clerk to officer: at points 1 and 5, or 2 and 6. Only the second costs 13."""
    both = Seats(1, ({"clerk": 1, "officer": 5}, {"clerk": 2, "officer": 6}), {"total": (10, 13)})
    for counted in (count([both], FIGURE), count_together([both], [FIGURE])):
        assert counted.narrowed == {"clerk": {2}, "officer": {6}}


@pytest.mark.parametrize(("step", "lowest", "highest"), [(1, 13, 13), (10, 8, 17), (100, -37, 62)])
def test_a_printed_figure_is_of_as_many_pounds_as_its_step(step, lowest, highest):
    figure = Figure("total", "the total", 13, step)
    assert (figure.lowest, figure.highest) == (lowest, highest)
