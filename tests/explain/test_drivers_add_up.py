"""The drivers of any change add up to it, with nothing left over, and no change has none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.explain.seats import pair_seats, why
from model.schema.sections.employment import HeldVacant
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost, ProposedPost
from tests.people.establishments import (
    IN_THE_YEARS,
    Y10,
    Y11,
    Y12,
    amounts,
    assert_they_add_up,
    assimilated,
    changes,
    establishments,
    present_post,
    proposed_post,
)

pytestmark = pytest.mark.long


@given(change=changes(), day=IN_THE_YEARS)
def test_drivers_add_up_to_the_difference(cost_of, change, day):
    costed = cost_of(*change, day)
    assert_they_add_up(costed, ("bottom", "mean_of_points", "extended_top"))
    for year in costed.years:
        expected = costed.amount("full_year_effect", "top", year)
        assert sum(one.change for one in why(costed, "top", year)) == pytest.approx(expected, abs=1e-6)


@given(change=changes())
def test_every_appointment_stands_in_one_seat(cost_of, change):
    costed = cost_of(*change)
    seats = pair_seats(costed)
    for side, timeline in (("before", "do_nothing"), ("after", "proposed")):
        rows = [getattr(seat, side) for seat in seats if getattr(seat, side) is not None]
        assert sorted(rows) == list(range(len(costed.plans[timeline].appointments)))


@given(day=IN_THE_YEARS, started=st.dates(date(2000, 1, 1), date(2010, 3, 31)), data=st.data())
def test_drivers_add_up_on_the_actual_basis(actual, day, started, data):
    scenario = actual().scenario
    rule = data.draw(st.sampled_from(["april", "anniversary", "april_or_october"]))
    present = [
        post.model_copy(update={"holders": tuple(h.model_copy(update={"started": started}) for h in post.holders)})
        for post in scenario.present
    ]
    costed = actual(
        present=tuple(present),
        people=scenario.people.model_copy(update={"increments": rule}),
        dates=scenario.dates.model_copy(update={"implementation": day}),
    )
    assert_they_add_up(costed, ("actual", "settled"))
    for year in costed.years:
        expected = costed.amount("full_year_effect", "actual", year)
        assert sum(one.change for one in why(costed, "actual", year)) == pytest.approx(expected, abs=1e-6)


@given(present=establishments(), day=IN_THE_YEARS)
def test_no_change_gives_nothing(cost_of, present, day):
    """Within a year every driver is nothing; from one year to the next only the rates are something."""
    costed = cost_of(present, assimilated(present), day)
    for basis in ("mean_of_points", "top"):
        assert [amounts(costed, basis, year, year) for year in costed.years] == [{}] * len(costed.years)
        assert set(amounts(costed, basis, Y10, Y12)) <= {"on_cost_rates"}
    assert all(abs(one.change) < 1e-6 for one in why(costed, "top", Y11))


def test_no_change_gives_nothing_on_the_actual_basis(actual):
    """Everyone into a post of the same grade, at their own point."""
    scenario = actual().scenario
    present = tuple(
        post.model_copy(update={"fate": "assimilated", "to": (f"then-{post.id}",)})
        for post in scenario.present
        if post.id not in ("principal", "senior")
    )
    people = scenario.people.model_copy(update={"ring_fence": ()})
    costed = actual(present=present, proposed=assimilated(present), people=people)
    for year in costed.years:
        assert amounts(costed, "actual", year, year) == {}
        assert amounts(costed, "settled", year, year) == {}


@given(
    grade=st.sampled_from(["20-24", "20-22#24", "20-24#25"]),
    points=st.lists(st.integers(20, 24), min_size=1, max_size=3),
    day=IN_THE_YEARS,
    number=st.integers(3, 4),
)
def test_whoever_keeps_grade_and_point_gives_no_driver(actual, grade, points, day, number):
    """At, below and beyond the bar, with a vacancy or without, whatever the day."""
    scenario = actual().scenario
    holders = tuple(Holder(ref=f"Z{seat}", point=point) for seat, point in enumerate(points))
    present = (present_post(grade=grade, number=number, holders=holders),)
    costed = actual(
        present=present,
        proposed=(proposed_post(grade=grade, number=number),),
        people=scenario.people.model_copy(update={"ring_fence": ()}),
        dates=scenario.dates.model_copy(update={"implementation": day}),
    )
    for year in costed.years:
        assert amounts(costed, "actual", year, year) == {}


@given(joined=IN_THE_YEARS, left=IN_THE_YEARS, day=IN_THE_YEARS, held=st.booleans())
def test_drivers_add_up_whoever_joins_and_leaves(cost_of, joined, left, day, held):
    """One joins and one leaves, before the change or after it; what is vacant then is held or costed as filled."""
    held_vacant = {"held_vacant": [HeldVacant(reason="No need of it before the change.")]} if held else {}
    holders = (Holder(ref="A", **{"from": joined}), Holder(ref="B", to=left), Holder(ref="C"))
    costed = cost_of(
        [present_post(number=3, grade="20-23", holders=holders, **held_vacant)],
        [proposed_post(number=3, grade="22-24")],
        day,
    )
    assert_they_add_up(costed, ("bottom", "top"))


def test_a_post_held_vacant_for_a_year_and_then_filled_is_no_regrading(cost_of):
    """SCP 23 costs nothing in 2010/11; in 2011/12 21,951 x 1.248 + 12 x £119.83 of National Insurance = £28,832.76."""
    held = {"held_vacant": [HeldVacant(to=date(2011, 3, 31), reason="Recruitment takes until April.")]}
    costed = cost_of([present_post(vacant=True, **held)], [proposed_post(**held)])
    filled = 21_951 * 1.248 + 12 * (0.138 * (1_829.25 - 589) - 0.037 * (1_829.25 - 442))
    assert amounts(costed, "top", Y10, Y11) == {"people_in_time": pytest.approx(filled, abs=0.005)}
    assert amounts(costed, "top", Y11, Y11) == {}


def test_why_says_until_when_a_vacancy_lasts_and_what_covers_another(cost_of):
    """Of three posts one is left on 30 June 2010, one filled on 1 October 2010, one covered to 31 December 2010."""
    covered = HeldVacant(to=date(2010, 12, 31), cover_a_month=2_000, fte=1, reason="Recruitment.")
    holders = (Holder(ref="A", to=date(2010, 6, 30)), Holder(ref="B", **{"from": date(2010, 10, 1)}))
    present = present_post(number=2, holders=holders)
    vacant = PresentPost(id="vacant", title="Clerk", grade="23", vacant=True, fate="assimilated", to="kept",
                         held_vacant=[covered])  # fmt: skip
    kept = ProposedPost(id="kept", title="Clerk", grade="23", filled_by="assimilation")
    costed = cost_of([present, vacant], [proposed_post(number=2), kept], date(2011, 1, 1))
    said = [reason.sentence for reason in why(costed, "top", Y10)]
    assert any(sentence.endswith("FTE until 30 September 2010, in no proposed post after that.") for sentence in said)
    assert "The top of the grade stays at SCP 23; £18,000 of temporary cover now." in said
    assert sum(reason.change for reason in why(costed, "top", Y10)) == pytest.approx(
        costed.amount("full_year_effect", "top", Y10), abs=1e-6
    )
