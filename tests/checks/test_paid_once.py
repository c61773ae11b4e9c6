"""Whether each person is paid once on every day: days between two posts, days in both, pay that ends. All invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.checks.paid_once import passages
from model.cost.costed import cost_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import small
from tests.people.test_acting_up import worker_acts

TECHNICIANS = "number: 2, fate: assimilated, to: electrical-tester}"
HELD = {"holders": [{"ref": "A"}]}


@pytest.fixture
def check(write_small, rates):
    """Assess a small scenario; gives the check of a key, or None."""

    def check(key, *given, **sections):
        checks = assess(write_small(*given, **sections), rates).checks
        return next((one for one in checks if one.key == key), None)

    return check


def test_barnets_technicians_out_of_post_from_july_to_november(write_scenario, rates):
    """
    SCP 23 is £21,951, £1,829.25 a month; NI 12.8% × 1,353.25 − 3.7% × 1,408.25 = £121.11; with 24.8% pension £2,404.01.
    Two of them for five months: £24,040.
    """
    ended = write_scenario((TECHNICIANS, TECHNICIANS.replace("}", ", until: 2010-06-30}")))
    found = next(one for one in assess(ended, rates).checks if one.key == "paid_once")
    assert found.blocks
    assert "Electrical Technician ends on 30 June 2010" in found.finding
    assert "2 people are paid for neither post for 153 days, about £24,040 less" in found.finding


def test_days_in_two_posts_at_once_block(check):
    """
    15 days of January 2025 in both, at point 24: 15/31 × 2,859.50 = 1,383.63, and its part of NI on both posts' pay,
    13.8% × (4,243.13 − 758) × 1,383.63 ÷ 4,243.13 = 156.83; 20.5 per cent is 283.64. In all £1,824.
    """
    found = check("paid_once", {**HELD, "until": "2025-01-15"})
    assert found.blocks
    assert "1 person is paid for both posts for 15 days, about £1,824 more" in found.finding


def test_a_post_filled_late_leaves_its_own_holder_between_posts(check):
    """From 1 to 31 January 2025 at point 24: £3,735.70 (docs/method/funds_and_budget.md)."""
    late = {"filled_on": "2025-02-01"}
    found = check("paid_once", HELD, late)
    assert found.blocks and "paid for neither post for 31 days, about £3,736 less" in found.finding
    assert check("paid_once", {**HELD, "until": "2025-01-31"}, late).outcome == "pass"


def test_a_reason_is_disclosed_and_does_not_block(check):
    """Seconded elsewhere in January."""
    found = check("paid_once", {**HELD, "until_reason": "On unpaid leave in January."}, {"filled_on": "2025-02-01"})
    assert found.outcome == "disclosed" and not found.blocks
    assert "31 days" in found.finding and found.finding.endswith("Reason: On unpaid leave in January.")


def test_a_post_that_starts_before_the_rest_of_the_change(check):
    """It begins on 1 December 2024 while the present one ends on 31 December."""
    assert "paid for both posts for 31 days" in check("paid_once", HELD, {"from": "2024-12-01"}).finding


def test_a_vacancy_is_nobody_between_posts(check):
    assert check("paid_once", {"vacant": True}, {"filled_on": "2025-02-01"}).outcome == "pass"


ENDS = {
    "one of two posts": (
        {"holders": [{"ref": "A", "fte": 0.6}]},
        {"fate": "deleted", "fte": 0.4, "holders": [{"ref": "A", "fte": 0.4}]},
        "A keeps 0.6 FTE and loses 0.4 FTE in Other, which ends on 31 December 2024.",
    ),
    "nobody named": (
        HELD,
        {"fate": "deleted"},
        "Other ends on 31 December 2024. The file says neither who holds it nor that it is vacant",
    ),
}


@pytest.mark.parametrize(("present", "other", "says"), ENDS.values(), ids=ENDS.keys())
def test_pay_that_ends_without_a_word_is_told(write, rates, present, other, says):
    made = small(present)
    posts = [*made["present"], {"id": "other", "title": "Other", "grade": 24, **other}]
    found = next(one for one in assess(write({**made, "present": posts}), rates).checks if one.key == "ends_unsaid")
    assert says in found.finding and not found.blocks


def test_acting_up_without_a_post_of_ones_own_is_told(write, rates):
    """W's own post ends on 30 September 2024 and W acts up from 1 November to 31 January: 30 + 31 + 31 days."""
    made = worker_acts(worker={"fate": "deleted", "to": []})
    made["proposed"] = [{**post, "filled_by": "open"} for post in made["proposed"]]
    found = next(one for one in assess(write(made), rates).checks if one.key == "ends_unsaid")
    assert "W acts up in Manager and has no post of their own on 92 days of that time" in found.finding


def test_a_vacant_post_that_ends_is_no_persons_pay(check):
    assert check("ends_unsaid", {"fate": "deleted", "to": [], "vacant": True}, {"filled_by": "open"}) is None


def test_who_holds_a_post_put_to_open_competition_leaves_or_goes_elsewhere(check):
    """Their pay ends with the post; until it is said what becomes of them, clearance is blocked."""
    opened = {**HELD, "fate": "open", "to": []}
    assert check("displaced", opened, {"filled_by": "open"}).blocks
    redeployed = {"redeployed": [{"holder": "A", "to": "New, by competition", "source": "A test."}]}
    assert not check("displaced", opened, {"filled_by": "open"}, one_off=redeployed).blocks


DAYS = st.dates(date(2024, 5, 1), date(2025, 3, 30))


@given(until=DAYS, filled=DAYS, number=st.integers(1, 3), held=st.booleans())
def test_what_is_told_is_what_is_paid_twice_or_not_at_all(rates, until, filled, number, held):
    """Where nobody is paid on some day, or anybody twice, exactly then and for so many days it is told."""
    change = min(filled, date(2025, 1, 1))
    holders = {"holders": [{"ref": ref} for ref in "ABC"[:number]]} if held else {}
    made = small(
        {"number": number, "until": str(until), **holders},
        {"number": number, "filled_on": str(filled)},
        change=str(change),
    )
    costed = cost_scenario(Scenario.model_validate(made), rates)
    days_paid = [
        sum(one.first_day <= day <= one.last_day for one in costed.plans["proposal"].appointments)
        for day in (date(2024, 4, 1) + timedelta(days=count) for count in range(365))
    ]
    wrong = sum(paid != number for paid in days_paid)
    assert sum(one.days for one in passages(costed)) == wrong
    assert all(one.people == number and one.amount > 0 for one in passages(costed))
