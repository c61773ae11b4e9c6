"""Awards settled late: what is earned, paid and owed meanwhile, and when it bears on-costs."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.cost.costing import cost
from model.explain.award_risk import arrears
from model.explain.drivers import drivers
from model.pay.on_costs import after_leaving, employer_ni_by_appointment, ni_thresholds
from model.report.tables.award import owed
from model.schema.load import load_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import faults_of, small

# The national award of 1 April 2022 was agreed on 1 November 2022. SCP 20 went from £26,446 to £28,371.
Y22 = FinancialYear(2022)
LATE = {"from": "2022-04-01", "paid_on": "2022-11-30", "source": "A test: agreed on 1 November 2022."}
BEFORE, AFTER = 26_446 / 12, 28_371 / 12
THRESHOLD, WEEKLY, TO_NOVEMBER, THEN = 758, 175, 0.1505, 0.138
LGPS = {"from": "2022-04-01", "to": "2023-03-31", "rate": "20%", "source": "A", "reason": "B"}


def in_2022(present=None, proposed=None, pay=None, change="2022-04-01", **more):
    made = small({"grade": 20, **(present or {})}, {"grade": 20, **(proposed or {})}, change, **more)
    return made | {
        "dates": {"decision": "2022-03-15", "implementation": change},
        "years": {"first": "2022/23", "last": "2022/23"},
        "pay": {**made["pay"], **(pay or {})},
        "on_costs": {"lgps": [LGPS]},
    }


@pytest.fixture
def costed_2022(write, rates):
    """Cost one post at SCP 20 in 2022/23."""
    return lambda *given, **more: cost_scenario(load_scenario(write(in_2022(*given, **more)), rates), rates)


@pytest.fixture
def late(costed_2022):
    return costed_2022(pay={"paid_late": [LATE]})


def test_pay_counts_in_the_month_earned_and_is_paid_in_the_month_of_settlement(late):
    """Seven months at the old rate; in November the new rate and seven months of £1,925 / 12 = £1,122.92."""
    costs = late.costs["proposal", "top"]
    assert costs.earned[0] == pytest.approx([AFTER] * 12)
    assert costs.paid[0] == pytest.approx([BEFORE] * 7 + [AFTER + 7 * 1_925 / 12] + [AFTER] * 4)


def test_arrears_bear_the_ni_of_the_month_in_which_they_are_paid(late):
    """All of the arrears at November's 13.8% and none at the 15.05% of the months in which they were earned."""
    before = 7 * TO_NOVEMBER * (BEFORE - THRESHOLD)  # £1,523.18
    november = THEN * (AFTER + 7 * 1_925 / 12 - THRESHOLD)  # £376.63
    after = 4 * THEN * (AFTER - THRESHOLD)  # £886.65
    assert late.amount("proposal", "top", Y22, "employer_ni") == pytest.approx(before + november + after)


def test_paying_late_moved_ni_in_2022_by_the_change_of_its_rate(late, costed_2022):
    """£1,122.92 x (13.8% - 15.05%) = -£14.04; basic pay and pension of the year are the same."""
    on_time = costed_2022()
    for element, change in (("employer_ni", -14.04), ("basic_pay", 0), ("employer_lgps", 0)):
        found = [made.amount("proposal", "top", Y22, element) for made in (late, on_time)]
        assert found[0] - found[1] == pytest.approx(change, abs=0.005)


def test_what_is_owed_builds_up_month_by_month_and_is_gone_once_paid(late):
    found = arrears(late, "top")
    owed_now = [month.owed for month in found]
    assert owed_now == pytest.approx([number * 1_925 / 12 for number in range(1, 8)] + [0] * 5, abs=1e-6)
    assert sum(month.employer_ni - month.ni_if_on_time for month in found) == pytest.approx(-14.04, abs=0.005)


def test_a_leaver_is_paid_what_is_owed_after_leaving(costed_2022):
    """
    The post ends on 30 June: three months' arrears, £481.25, are paid in November. HMRC NIM08410: a weekly earnings
    period, £175 in 2022/23: 13.8% × 306.25 = £42.26.
    """
    gone = {"fate": "deleted", "to": [], "until": "2022-06-30"}
    made = costed_2022(
        gone, {"filled_by": "open", "from": "2023-03-01"}, pay={"paid_late": [LATE]}, change="2022-07-01"
    )
    costs = made.costs["proposal", "top"]
    assert costs.paid[0, 7] == pytest.approx(481.25)
    assert costs.amounts["employer_ni"][0, 7] == pytest.approx(THEN * (481.25 - WEEKLY))
    assert ("secondary_threshold", "weekly") in {(rate.name, rate.point) for rate in made.book.rates_read}


def test_ni_on_arrears_paid_after_leaving_in_2025(write, rates):
    """
    HMRC NIM08410. SCP 20 rose by £1,011 on 1 April 2025; the post ends on 30 June and the award is paid in August:
    3 × 84.25 = £252.75, by the week 15% × (252.75 − 96) = £23.51.
    """
    made = small({"grade": 20, "fate": "deleted", "to": []}, {"filled_by": "open", "grade": 20}, change="2025-07-01")
    made |= {
        "dates": {"decision": "2025-05-20", "implementation": "2025-07-01"},
        "years": {"first": "2025/26", "last": "2025/26"},
        "pay": {**made["pay"], "paid_late": [{"from": "2025-04-01", "paid_on": "2025-08-29", "source": "A test."}]},
        "on_costs": {"lgps": [{**LGPS, "from": "2025-04-01", "to": "2026-03-31"}]},
    }
    costed = cost_scenario(load_scenario(write(made), rates), rates)
    ni = costed.costs["proposal", "top"].amounts["employer_ni"]
    assert ni[0, 4] == pytest.approx(0.15 * (3 * 84.25 - 96)) == pytest.approx(23.51, abs=0.005)
    # the new post's holder came in July and is in post in August, by the month
    assert ni[1, 4] == pytest.approx(0.15 * (costed.costs["proposal", "top"].paid[1, 4] - 417))


def test_who_goes_on_in_another_post_has_the_months_thresholds(costed_2022):
    """A moves to the new post on 1 July: what is owed of the old one is paid with November's pay of the new."""
    made = costed_2022({"holders": [{"ref": "A"}]}, pay={"paid_late": [LATE]}, change="2022-07-01")
    november = THEN * (AFTER + 7 * 1_925 / 12 - THRESHOLD)
    assert made.costs["proposal", "top"].amounts["employer_ni"][:, 7].sum() == pytest.approx(november)
    assert all(rate.point != "weekly" for rate in made.book.rates_read)


def test_the_rebate_to_2016_on_what_is_paid_after_leaving_is_by_the_week_too(rates):
    """2012/13: 13.8% × (500 − 144) − 3.4% × (500 − 107) = £35.77 for somebody in the LGPS, and £49.13 for another."""
    terms = [
        ni_thresholds(rates.employer_ni, np.array(["2012-11-30"], dtype="datetime64[D]"), period)[0]
        for period in ("weekly", "monthly")
    ]
    pay, gone = np.array([[500.0], [500.0]]), np.array([[True], [True]])
    ni = employer_ni_by_appointment(pay, np.array([0, 1]), after_leaving(*terms, gone), np.array([True, False]))
    assert ni[:, 0] == pytest.approx([0.138 * (500 - 144) - 0.034 * (500 - 107), 0.138 * (500 - 144)])


def test_an_award_paid_late_is_a_driver_of_the_change(costed_2022):
    """Nothing changes but the day that the new post starts, 1 January 2023: late pay tells alike on both sides."""
    gone = {"fate": "deleted", "to": []}
    made = costed_2022(gone, {"filled_by": "open"}, pay={"paid_late": [LATE]}, change="2022-09-01")
    said = drivers(made, "top", Y22, Y22)
    change = made.amount("proposal", "top", Y22) - made.amount("do_nothing", "top", Y22)
    assert sum(said.values()) == pytest.approx(change, abs=1e-6)
    # The old post is owed five months, the new one two: what is saved by late payment is the same £14.04, but the
    # old post's last £802.08 is paid alone in November, of which £627.08 is above the threshold of a week, £175.
    alone = THEN * (5 * 1_925 / 12 - WEEKLY) - TO_NOVEMBER * 5 * 1_925 / 12
    beside = (THEN - TO_NOVEMBER) * 2 * 1_925 / 12
    assert said["paid_late"] == pytest.approx(alone + beside - (THEN - TO_NOVEMBER) * 7 * 1_925 / 12)


def test_awards_paid_from_their_day_owe_nothing(costed_2022):
    made = costed_2022()
    costs = made.costs["proposal", "top"]
    assert arrears(made, "top") == []
    assert (costs.paid == costs.earned).all()


# Paid in a later financial year: the award of 1 April 2021, £25,991 to £26,446 at SCP 20, agreed on 28 February 2022.
PAID_IN_APRIL = {"from": "2021-04-01", "paid_on": "2022-04-29", "source": "A test: agreed on 28 February 2022."}
Y21 = FinancialYear(2021)


@pytest.fixture
def over_two_years(write, rates):
    """Cost one post at SCP 20 over 2021/22 and 2022/23, with the awards paid late that are given."""

    def over_two_years(*late, present=None, proposed=None, change="2021-04-01"):
        made = in_2022(present, proposed, pay={"paid_late": list(late)}, change=change)
        made["dates"]["decision"] = "2021-03-15"
        made |= {
            "years": {"first": "2021/22", "last": "2022/23"},
            "on_costs": {"lgps": [{**LGPS, "from": "2021-04-01"}]},
        }
        return cost_scenario(load_scenario(write(made), rates), rates)

    return over_two_years


def test_an_award_paid_in_the_next_year_is_earned_in_its_own_and_bears_on_costs_when_paid(over_two_years):
    """
    £455 is earned in 2021/22 and paid in April 2022, at £26,446 then; the award of 2022 is not paid till November.
    NI: 13.8% × (25,991 − 12 × 737) in 2021/22; then 15.05% × (2,203.83 + 455 − 758), six of 15.05% × (2,203.83 − 758),
    376.63 in November and four of 221.66. Pension of 20 per cent follows what is paid.
    """
    made = over_two_years(PAID_IN_APRIL, LATE)
    amounts = {
        (year, element): made.amount("proposal", "top", year, element)
        for year in (Y21, Y22)
        for element in ("basic_pay", "employer_ni", "employer_lgps")
    }
    april, november = BEFORE + 455, AFTER + 7 * 1_925 / 12
    assert amounts == pytest.approx(
        {
            (Y21, "basic_pay"): 26_446,
            (Y21, "employer_ni"): 0.138 * (25_991 - 12 * 737),
            (Y21, "employer_lgps"): 0.2 * 25_991,
            (Y22, "basic_pay"): 28_371,
            (Y22, "employer_ni"): TO_NOVEMBER * (april - THRESHOLD + 6 * (BEFORE - THRESHOLD))
            + THEN * (november - THRESHOLD + 4 * (AFTER - THRESHOLD)),
            (Y22, "employer_lgps"): 0.2 * (28_371 + 455),
        }
    )


def test_what_is_owed_at_the_end_of_a_year_is_told_in_the_next(over_two_years):
    """£37.92 a month to March 2022, £455; nothing from April, when it is paid."""
    months = arrears(over_two_years(PAID_IN_APRIL), "top")
    assert [month.owed for month in months] == pytest.approx([n * 455 / 12 for n in range(1, 13)] + [0] * 12, abs=1e-6)


def test_arrears_of_somebody_who_left_in_the_year_before(over_two_years):
    """The post ends on 30 June 2021: three months, £113.75, below the £175 of a week in April 2022."""
    made = over_two_years(
        PAID_IN_APRIL, present={"fate": "deleted", "to": []}, proposed={"filled_by": "open"}, change="2021-07-01"
    )
    assert made.amount("proposal", "top", Y22, "employer_lgps") == pytest.approx(0.2 * (28_371 + 455))
    costs = made.costs["proposal", "top"]
    assert costs.paid[0, 12] == pytest.approx(3 * 455 / 12) and costs.amounts["employer_ni"][0, 12] == 0


@pytest.mark.parametrize("late", [(PAID_IN_APRIL,), (PAID_IN_APRIL, LATE), (LATE, PAID_IN_APRIL)])
def test_drivers_add_up_where_an_award_is_paid_in_another_year(over_two_years, late):
    """Whichever is listed first."""
    made = over_two_years(*late, proposed={"grade": 21}, change="2021-12-13")
    for first in (Y21, Y22):
        for then in (Y21, Y22):
            change = made.amount("proposal", "top", then) - made.amount("do_nothing", "top", first)
            said = drivers(made, "top", first, then)
            assert sum(said.values()) == pytest.approx(change, abs=1e-6)


@given(first=st.integers(1, 12), second=st.integers(13, 23))
def test_what_is_paid_over_the_years_is_what_was_earned(rates, first, second):
    """Whenever each of two awards is paid, before the next counts and within the years."""

    def in_month(number):
        return str(date(2021 + (number + 3) // 12, (number + 3) % 12 + 1, 28))

    late = [{**PAID_IN_APRIL, "paid_on": in_month(first)}, {**LATE, "paid_on": in_month(second)}]
    made = in_2022(pay={"paid_late": late}) | {"years": {"first": "2021/22", "last": "2022/23"}}
    made["on_costs"] = {"lgps": [{**LGPS, "from": "2021-04-01"}]}
    costs = cost_scenario(Scenario.model_validate(made), rates).costs["proposal", "top"]
    assert costs.earned.sum() == pytest.approx(26_446 + 28_371) == pytest.approx(costs.paid.sum())
    assert (costs.paid.sum(axis=0) > 25_991 / 12 - 1e-6).all()


def test_one_award_is_paid_before_the_next_counts(write, rates):
    """Two that are owed at once are not costed."""
    made = in_2022(pay={"paid_late": [{**PAID_IN_APRIL, "paid_on": "2022-05-31"}, LATE]})
    made |= {"years": {"first": "2021/22", "last": "2022/23"}, "on_costs": {"lgps": [{**LGPS, "from": "2021-04-01"}]}}
    [fault] = faults_of(write(made), rates)
    assert "a month up to April 2022, when the next award that is paid late begins" in fault.expected


@given(paid=st.integers(min_value=0, max_value=11))
def test_whenever_it_is_paid_what_is_paid_in_the_year_is_what_was_earned(late_plan, paid):
    held = replace(late_plan.paid_late, paid_in=np.maximum(np.arange(12), paid))
    costs = cost(replace(late_plan, paid_late=held), "top")
    assert costs.paid.sum() == pytest.approx(costs.earned.sum())


@pytest.fixture(scope="module")
def late_plan(rates):
    scenario = Scenario.model_validate(in_2022(pay={"paid_late": [LATE]}))
    return cost_scenario(scenario, rates).plans["proposal"]


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (
            {**LATE, "paid_on": "2023-05-31"},
            "a month of the years shown, 2022/23, or years shown that run to 2023/24: National Insurance, "
            "pension and levy are due in the month of payment",
        ),
        ({**LATE, "paid_on": "2022-04-30"}, "a later month than April 2022"),
        ({**LATE, "from": "2022-05-01"}, "the first day of a month, on which pay on the spine njc changes"),
        ({**LATE, "from": "2021-04-01", "paid_on": "2022-03-31"}, "a day in the years shown, 2022/23"),
    ],
)
def test_what_cannot_be_an_award_paid_late_is_told(write, rates, late, says):
    [fault] = faults_of(write(in_2022(pay={"paid_late": [late]})), rates)
    assert says in fault.expected


# Awards that are not settled


def test_the_report_says_what_is_owed_and_how_it_counts(write, rates):
    table = owed(assess(write(in_2022(pay={"paid_late": [LATE]})), rates))
    assert table.page_rows()[6][3] == ("Owed at the end", "£1,123")
    assert table.note.startswith("The award of 1 April 2022 is first paid in November 2022")
