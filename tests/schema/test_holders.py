"""A holder's own hours and weeks: less than the post's, in the present post and in the new one. All are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.people.establishment import Establishment
from model.schema.load import load_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import faults_of, small
from tests.schema.test_working_time import RATIO

POINT_24 = 34_314  # NJC point 24 from 1 April 2024, £ a year
OF_39_WEEKS = 0.863924  # London schools HR page, the ratio method with 35 days: tests/worked_examples/term_time.csv
TERM = {"term_time": RATIO}


def pay_by_holder(costed, timeline="do_nothing"):
    """Holder (or vacancy) to basic pay in the year, £."""
    amounts = costed.amounts(timeline, "top", "basic_pay")[:, 0]
    held = costed.plans[timeline].appointments
    return {appointment.holder[0]: pytest.approx(pay, abs=0.05) for appointment, pay in zip(held, amounts, strict=True)}


def test_a_holders_hours_are_fte_and_the_rest_of_the_post_is_vacant(costed):
    """18.5 of 37 hours is half of £34,314."""
    found = costed({"holders": [{"ref": "A", "hours": 18.5}]})
    assert pay_by_holder(found) == {"A": 17_157, "old": 17_157}
    assert pay_by_holder(found, "proposed")["A"] == 17_157


def test_a_holders_weeks_stand_before_the_posts(costed):
    """A works 39 weeks, B the post's 41: £34,314 × 0.863924 = 29,644.69, and 41/39 of that is 31,164.93."""
    holders = [{"ref": "A", "fte": 0.5, "weeks": 39}, {"ref": "B", "fte": 0.5}]
    found = pay_by_holder(costed({"weeks": 41, "holders": holders}, **TERM))
    assert found == {"A": 29_644.69 / 2, "B": 31_164.93 / 2}


@pytest.mark.parametrize(
    ("own", "new_post", "share"),
    [
        (39, None, OF_39_WEEKS),  # the new post states none: the holder keeps their own
        (39, 41, OF_39_WEEKS * 41 / 39),  # the new post's stated weeks stand
        (None, 39, OF_39_WEEKS),
        (None, None, 1),
    ],
)
def test_weeks_in_the_new_post(costed, own, new_post, share):
    holder = {"ref": "A"} | ({"weeks": own} if own else {})
    found = costed({"holders": [holder]}, {"weeks": new_post} if new_post else {}, **TERM)
    assert pay_by_holder(found, "proposed") == {"A": POINT_24 * share}


def test_a_vacancy_keeps_nobodys_weeks(costed):
    """Half of the post is held for 39 weeks; the vacant half is costed for the whole year."""
    found = costed({"holders": [{"ref": "A", "fte": 0.5, "weeks": 39}]}, **TERM)
    assert pay_by_holder(found) == {"A": POINT_24 * OF_39_WEEKS / 2, "old": POINT_24 / 2}


@given(hours=st.integers(4, 148).map(lambda quarter: quarter / 4))
def test_hours_are_only_another_way_to_write_fte(hours):
    """Any quarter of an hour up to 37 gives the same appointments as that share of full time."""
    by_hours, by_fte = (
        Scenario.model_validate(small({"holders": [{"ref": "A", **how}]})).with_fte_from_hours()
        for how in ({"hours": hours}, {"fte": hours / 37})
    )
    for timeline in (Establishment.do_nothing, Establishment.proposal, Establishment.proposed_throughout):
        assert timeline(Establishment(by_hours)) == timeline(Establishment(by_fte))


def two(first, second, **post):
    return {"number": 2, "holders": [{"ref": "A", **first}, {"ref": "B", **second}], **post}


SLIPS = {
    "hours and FTE": (two({"hours": 20, "fte": 0.5}, {}), {}, "either hours or fte, and not both"),
    "beyond full time": (two({"hours": 37.5}, {}), {}, "no more than full-time hours, 37"),
    "weeks without a scheme": (two({"weeks": 39}, {}), {}, "the section term_time"),
    "weeks beyond the year": (two({"weeks": 50}, {}), TERM, "weeks that fit the year"),
    "more hours than the post": (
        two({"hours": 20}, {"hours": 20}, number=1),
        {},
        "found holders of 1.08108 FTE; expected no more than the post's 1 FTE for all its holders together",
    ),
    "more hours than a part-time post": (
        two({"fte": 0.5}, {"fte": 0.6}, number=2, hours=18.5),
        {},
        "found holders of 1.1 FTE; expected no more than the post's 1 FTE for all its holders together",
    ),
    "one person beyond full time": (
        {"number": 2, "holders": [{"ref": "A", "hours": 20}, {"ref": "A", "hours": 20}]},
        {},
        "'A' with 1.08108 FTE in all; expected no more than 1 FTE for one person",
    ),
}


@pytest.mark.parametrize(("present", "more", "says"), SLIPS.values(), ids=SLIPS.keys())
def test_what_does_not_fit_is_told_once(write_small, rates, present, more, says):
    told = [fault for fault in faults_of(write_small(present, {"number": 2}, **more), rates) if says in str(fault)]
    assert len(told) == 1


def test_two_holders_may_fill_a_part_time_post(write_small, rates):
    """Two posts of 18.5 hours hold 9 and 28 hours: 37 of 37, 1 FTE."""
    path = write_small(two({"hours": 9}, {"hours": 28}, hours=18.5), {"number": 2})
    post = load_scenario(path, rates).present[0]
    assert sum(holder.fte for holder in post.holders) == pytest.approx(1) == post.number * post.fte


def test_a_leaver_with_weeks_of_their_own_needs_paid_weeks(write_small, rates):
    leaver = {"holder": "A", "leaves_on": "2024-12-31", "age": 40, "complete_years": 5, "annual_pay": 20_000}
    leaving = {"leavers": [{**leaver, "funded_by": "a reserve", "source": "Invented."}]}
    told = faults_of(write_small({"holders": [{"ref": "A", "weeks": 39}]}, one_off=leaving, **TERM), rates)
    assert any("paid_weeks, since A works 39 weeks a year" in str(fault) for fault in told)
