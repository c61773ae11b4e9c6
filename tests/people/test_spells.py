"""People in time: joiners, leavers, hours that change, time away, and what is vacant meanwhile. All of it invented.

One post at SCP 24 of the national spine, which pays £34,314 a year from 1 April 2024, so £2,859.50 a month.
"""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.dated import Dated, highest
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.people.seating import Seating
from model.people.seats import present_seats
from model.schema.load import load_scenario
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost

YEAR, SALARY = FinancialYear(2024), 34_314
PEOPLE = {
    "people": {
        "increments": "april",
        "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
        "protection": {"months": 24, "source": "A test."},
    },
    "costing": {"basis": "actual"},
}
HELD = [{"reason": "A test."}]


@pytest.fixture
def pay(write_small, rates):
    """£ of basic pay in 2024/25 of the present post with holders, the change being on its last day."""

    def pay(*holders, timeline="do_nothing", element="basic_pay", proposed=None, change="2025-03-31", **post):
        post = {"vacant": not holders, **({"holders": [{"point": 24, **holder} for holder in holders]}), **post}
        path = write_small(post, proposed, change, **PEOPLE)
        costed = cost_scenario(load_scenario(path, rates), rates)
        return costed.amount(timeline, "actual", YEAR, element)

    return pay


def test_a_joiner_is_paid_from_the_first_day(pay):
    """From 16 September: 15 days of 30, then six months. Until then the post is held vacant."""
    joiner = {"ref": "H1", "from": "2024-09-16", "begun": "recruited"}
    assert pay(joiner, held_vacant=HELD) == pytest.approx(SALARY / 12 * 6.5)


def test_a_leaver_is_paid_to_the_last_day(pay):
    """To 15 November: seven months, then 15 days of 30."""
    leaver = {"ref": "H1", "to": "2024-11-15", "ended": "resignation"}
    assert pay(leaver, held_vacant=HELD) == pytest.approx(SALARY / 12 * 7.5)


def test_a_vacancy_that_is_not_held_is_costed_as_filled(pay):
    """The budget for the post is there all year, whoever holds it."""
    assert pay({"ref": "H1", "to": "2024-11-15", "ended": "resignation"}) == pytest.approx(SALARY)


def test_agency_cover_of_a_vacancy_ends_and_the_post_is_filled_again(pay):
    """Gone from 16 November, £3,000 a month of cover to 31 January: half of November, December and January."""
    leaver = {"ref": "H1", "to": "2024-11-15", "ended": "resignation"}
    held = [{"to": "2025-01-31", "cover_a_month": 3000, "reason": "Agency until it is filled."}]
    assert pay(leaver, held_vacant=held, element="cover") == pytest.approx(1_500 + 3_000 + 3_000)
    assert pay(leaver, held_vacant=held) == pytest.approx(SALARY / 12 * (7.5 + 2))


def test_the_cover_of_a_post_that_changes_ends_with_it(pay):
    """The change is on 1 January: half of November and all of December, and then the new post, filled."""
    leaver = {"ref": "H1", "to": "2024-11-15", "ended": "resignation"}
    held = [{"to": "2025-01-31", "cover_a_month": 3000, "reason": "Agency until it is filled."}]
    terms = {"held_vacant": held, "timeline": "proposal", "change": "2025-01-01"}
    assert pay(leaver, element="cover", **terms) == pytest.approx(1_500 + 3_000)
    assert pay(leaver, **terms) == pytest.approx(SALARY / 12 * (7.5 + 3))


def test_a_vacant_post_with_cover_from_the_start(pay):
    """£4,200 a month from April to September, and from October it is costed as filled."""
    held = [{"to": "2024-09-30", "cover_a_month": 4200, "reason": "Agency."}]
    assert pay(held_vacant=held, element="cover") == pytest.approx(6 * 4_200)
    assert pay(held_vacant=held) == pytest.approx(SALARY / 2)


def test_hours_that_change_are_paid_from_their_day(pay):
    """Five months at full time, then seven at 60%."""
    fewer = {"ref": "H1", "working_time": [{"from": "2024-09-01", "fte": "60%", "reason": "Agreed."}]}
    assert pay(fewer, held_vacant=HELD) == pytest.approx(SALARY / 12 * (5 + 7 * 0.6))
    hours = {"ref": "H1", "hours": 37, "working_time": [{"from": "2024-09-01", "hours": 22.2, "reason": "Agreed."}]}
    assert pay(hours, held_vacant=HELD) == pytest.approx(SALARY / 12 * (5 + 7 * 0.6))


def test_whoever_leaves_the_pension_scheme_costs_no_pension_from_then(pay):
    """20% of six months' pay."""
    opted_out = {"ref": "H1", "working_time": [{"from": "2024-10-01", "lgps_member": False, "reason": "Opted out."}]}
    assert pay(opted_out, element="employer_lgps") == pytest.approx(SALARY / 2 * 0.20)


def test_a_career_break_is_not_paid_and_the_person_returns(pay):
    """Away from June to September: eight months of pay."""
    away = {"ref": "H1", "away": [{"from": "2024-06-01", "to": "2024-09-30", "why": "career-break"}]}
    assert pay(away, held_vacant=HELD) == pytest.approx(SALARY / 12 * 8)


def test_one_follows_another_in_a_post(pay):
    """The first to 31 July, the second from 1 October: two months are held vacant."""
    first = {"ref": "H1", "to": "2024-07-31", "ended": "retirement"}
    then = {"ref": "H2", "from": "2024-10-01", "begun": "seconded-in"}
    assert pay(first, then, held_vacant=HELD) == pytest.approx(SALARY / 12 * 10)


def test_someone_on_two_posts_has_one_threshold_of_national_insurance(write_small, rates):
    """Half a post all year and half another from October: NI is due on both together above £758 a month.

    £1,429.75 less £758 at 13.8% for six months, then £2,859.50 less £758.
    """
    post = {"id": "other", "title": "Other", "grade": 24, "fte": 0.5, "fate": "deleted"}
    scenario = write_small({"fte": 0.5, "holders": [{"ref": "A", "fte": 0.5, "point": 24}]}, **PEOPLE)
    more = {**post, "holders": [{"ref": "A", "fte": 0.5, "point": 24, "from": "2024-10-01"}], "held_vacant": HELD}
    document = json.loads(scenario.read_text(encoding="utf-8"))
    document["present"].append(more)
    scenario.write_text(json.dumps(document), encoding="utf-8")
    costed = cost_scenario(load_scenario(scenario, rates), rates)
    ni = costed.amount("do_nothing", "actual", YEAR, "employer_ni")
    assert ni == pytest.approx(6 * 0.138 * (1_429.75 - 758) + 6 * 0.138 * (2_859.50 - 758))


def test_increments_run_on_through_a_change_of_hours(pay):
    """SCP 23 to 24 on 1 April is not due to a joiner of March; one who changes hours keeps the point reached."""
    changed = {"ref": "H1", "point": 23, "working_time": [{"from": "2024-09-01", "fte": 0.5, "reason": "Agreed."}]}
    salary_at_23 = 33_366
    assert pay(changed, grade="23-24", held_vacant=HELD) == pytest.approx(salary_at_23 / 12 * (5 + 7 / 2))


def test_whoever_has_left_before_the_change_comes_into_no_new_post(write_small, rates):
    leaver = {"ref": "H1", "point": 24, "to": "2024-11-15", "ended": "resignation"}
    scenario = load_scenario(write_small({"holders": [leaver]}, **PEOPLE), rates)
    assert [seat.holder for seat in Seating(scenario).proposed["new"]] == [("old", "002")]


def test_whoever_leaves_after_the_change_leaves_the_new_post(pay):
    leaver = {"ref": "H1", "to": "2025-02-14", "ended": "resignation"}
    new = {"held_vacant": HELD}
    found = pay(leaver, timeline="proposal", change="2025-01-01", proposed=new)
    assert found == pytest.approx(SALARY / 12 * (9 + 1 + 14 / 28))


FAULTS = {
    "a last day before the first": ({"from": "2024-09-01", "to": "2024-08-01"}, "on or after the first"),
    "a reason without its day": ({"ended": "resignation"}, "the last day (to) where ended is stated"),
    "a change that changes nothing": (
        {"working_time": [{"from": "2024-09-01", "reason": "Agreed."}]},
        "fte, hours, weeks, lgps_member or pension_scheme",
    ),
    "a change before joining": (
        {"from": "2024-09-01", "working_time": [{"from": "2024-08-01", "fte": 0.5, "reason": "Agreed."}]},
        "in order of their days",
    ),
    "times away that overlap": (
        {"away": [{"to": "2024-06-30", "why": "other"}, {"from": "2024-06-30", "why": "other"}]},
        "do not overlap",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_is_a_fault(pay, name):
    stated, expected = FAULTS[name]
    with pytest.raises(InputFaults, match=expected.replace("(", r"\(").replace(")", r"\)")):
        pay({"ref": "H1", **stated})


def test_two_may_hold_a_post_one_after_the_other_but_not_at_once(pay):
    first, then = {"ref": "H1", "to": "2024-07-31"}, {"ref": "H2", "from": "2024-08-01"}
    assert pay(first, then) == pytest.approx(SALARY)
    with pytest.raises(InputFaults, match="2 FTE"):
        pay(first, then | {"from": "2024-07-31"})


def test_a_vacancy_that_one_holder_leaves_as_another_joins_is_the_same_all_along():
    """Two posts: A to 31 May, B from 1 June, and one post is vacant before and after that, in one spell."""
    people = [{"ref": "A", "to": "2024-05-31"}, {"ref": "B", "from": "2024-06-01", "begun": "recruited"}]
    post = {"id": "p", "title": "P", "grade": "24", "number": 2, "fate": "deleted", "holders": people}
    [vacant] = [seat for seat in present_seats(PresentPost.model_validate(post)) if len(seat.holder) > 1]
    assert [(spell.first_day, spell.last_day, spell.value.fte) for spell in vacant.spells] == [(date.min, date.max, 1)]


def test_only_people_count_as_placed_and_the_stated_outcome_places_a_holder(write_small, rates):
    """Two posts, one of them vacant. The holder goes where the scenario says, and not to the first with room."""
    old = {"number": 2, "holders": [{"ref": "A", "point": 24}], "to": ["new", "other"]}
    path = write_small(old, people={**PEOPLE["people"], "ring_fence": [{"holder": "A", "to": "other"}]})
    scenario = json.loads(path.read_text(encoding="utf-8"))
    scenario["proposed"].append({**scenario["proposed"][0], "id": "other", "title": "Other"})
    path.write_text(json.dumps(scenario), encoding="utf-8")
    seating = Seating(load_scenario(path, rates))
    assert seating.people_placed == {"A"}
    arriving = {post: [seat.holder for seat in seats] for post, seats in seating.arriving.items()}
    assert arriving["other"] == [("A",)]
    assert len(arriving["new"]) == 1 and len(arriving["new"][0]) > 1


DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@st.composite
def holders(draw):
    """A holder whose hours change up to three times, who may be away, join and leave."""
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=5, unique=True)))
    changes = [{"from": day, "fte": draw(st.sampled_from([0.2, 0.5, 0.6])), "reason": "Agreed."} for day in days[1:-1]]
    away = {"away": [{"from": days[0], "to": days[-1], "why": "other"}]} if draw(st.booleans()) else {}
    ends = {"from": days[0]} if draw(st.booleans()) else {}
    return {"fte": draw(st.sampled_from([0.4, 1])), "working_time": changes, **away, **ends}


@given(st.lists(holders(), min_size=1, max_size=3), DAYS)
def test_on_every_day_a_post_is_held_or_vacant_and_never_more_than_its_own(people, day):
    named = [Holder.model_validate({"ref": f"H{n}", **person}) for n, person in enumerate(people)]
    held = [{"from": day, "fte": 0.5, "reason": "A test."}]
    post = PresentPost.model_validate(
        {"id": "p", "title": "P", "grade": "24", "number": 3, "fate": "deleted", "holders": named, "held_vacant": held}
    )
    spells = [
        Dated(spell.value.fte, spell.first_day, spell.last_day)
        for seat in present_seats(post)
        for _, spell in seat.over(date.min, date.max)
    ]
    on = sum(spell.value for spell in spells if spell.first_day <= day <= spell.last_day)
    assert on == pytest.approx(3) == pytest.approx(highest(spells))
