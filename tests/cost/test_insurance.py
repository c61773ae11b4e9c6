"""National Insurance as payroll works it out: letters by the pay day, and four-weekly and weekly pay days."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.dated import Dated
from model.base.financial_year import FinancialYear, PayMonths
from model.cost.insurance import assessed_otherwise
from model.explain.drivers import drivers
from model.pay.ni_categories import with_end
from model.pay.payroll import DAYS_IN_PERIOD, Payroll
from tests.conftest import small, worked_examples

YEAR = FinancialYear(2025)
FOUR_WEEKLY = {"frequency": "four-weekly", "pay_day": "2025-04-11"}
UNDER_21 = {"letter": "M", "to": "2025-09-13", "why": "Born on 14 September 2004, says the register"}


def in_2025(*posts, pay=None, change="2026-01-01", **more):
    """A small scenario of 2025/26."""
    made = small(*posts, change=change, **more)
    lgps = [{"from": "2025-04-01", "to": "2027-03-31", "rate": "20%", "source": "A test.", "reason": "A test."}]
    return made | {
        "dates": {"decision": "2025-03-01", "implementation": change},
        "years": more.get("years", {"first": "2025/26", "last": "2025/26"}),
        "pay": {**made["pay"], **(pay or {})},
        "on_costs": more.get("on_costs", {"lgps": lgps}),
    }


@pytest.fixture
def costed(write, rates):
    """Cost a small scenario of 2025/26."""
    return lambda *posts, **more: assess(write(in_2025(*posts, **more)), rates).costed


def ni(costed, structure="do_nothing", year=YEAR):
    return costed.amount(structure, "top", year, "employer_ni")


def holder(*letters, **more):
    return {"holders": [{"ref": "H1", "ni_letters": list(letters), **more}]}


@pytest.mark.parametrize("row", worked_examples("ni_letters"), ids=lambda row: f"{row['letter']} at {row['point']}")
def test_a_year_of_each_letter_by_hand(costed, row):
    days = {key: row[key] for key in ("from", "to") if row[key]}
    letter = {"letter": row["letter"], "why": "As the example says", **days}
    found = ni(costed({"grade": int(row["point"]), **holder(letter)}, {"grade": int(row["point"])}))
    assert found == pytest.approx(float(row["employer_ni"]), abs=0.005), row["working"]


@pytest.mark.parametrize("row", worked_examples("pay_periods"), ids=lambda row: f"{row['pay_days']} pay days")
def test_a_year_of_pay_days_by_hand(costed, row):
    pay = {"frequency": row["frequency"], "pay_day": row["pay_day"]}
    found = costed({"grade": int(row["point"])}, pay=pay)
    assert ni(found) == pytest.approx(float(row["employer_ni"]), abs=0.005), row["working"]
    pay_days = np.unique(found.book.monthly.insured.pay_days)
    in_year = (pay_days >= np.datetime64("2025-04-01")) & (pay_days <= np.datetime64("2026-03-31"))
    assert in_year.sum() == int(row["pay_days"])


def test_who_has_a_letter_for_a_part_of_the_year_is_assessed_by_it(costed):
    """Letter M to 13 September: that holder's appointment is one of those of which the twin has a block of its own."""
    assert assessed_otherwise(costed(holder(UNDER_21)).plans["do_nothing"]) == [0]
    assert assessed_otherwise(costed(holder()).plans["do_nothing"]) == []


def test_a_month_has_the_days_of_each_period_that_fall_in_it(costed):
    """Four-weekly, paid on 11 April 2025: 349.7305 a period, so ÷ 28 × 30 in June and × 31 in July."""
    months = costed(pay=FOUR_WEEKLY).costs["do_nothing", "top"].amounts["employer_ni"][0]
    assert months[2:4] == pytest.approx([349.7305 / 28 * 30, 349.7305 / 28 * 31], abs=0.001)


def test_a_letter_goes_with_its_holder_into_the_new_post(costed):
    """Letter M to 30 June 2026 covers both posts: nothing is due in the whole year, before or after the change."""
    found = costed(holder({**UNDER_21, "to": "2026-06-30"}), {"grade": 26})
    assert (ni(found), ni(found, "proposal")) == (0, 0)


def test_the_letter_is_the_persons_over_all_their_posts(write, rates):
    """£2,951 ÷ 2 in each of two posts: nil while under 21, then 15% × (2,951 − 417) together in 7 months."""
    made = in_2025({"fte": 0.5, **holder(UNDER_21, fte=0.5)}, {"fte": 0.5})
    other = {"id": "other", "title": "Other", "grade": 24, "fte": 0.5, "fate": "deleted", **holder(fte=0.5)}
    found = assess(write({**made, "present": [*made["present"], other]}), rates).costed
    assert ni(found) == pytest.approx(7 * 0.15 * (2_951 - 417))


def test_four_weekly_ni_is_on_the_pay_of_all_posts_of_a_holder_together(costed, write, rates):
    made = in_2025({"fte": 0.5, **holder(fte=0.5)}, {"fte": 0.5}, pay=FOUR_WEEKLY)
    other = {"id": "other", "title": "Other", "grade": 24, "fte": 0.5, "fate": "deleted", **holder(fte=0.5)}
    found = assess(write({**made, "present": [*made["present"], other]}), rates).costed
    assert ni(found) == pytest.approx(4_558.99, abs=0.005)


def test_a_joiner_has_the_whole_threshold_in_the_period_of_joining(write, rates):
    """A post from 20 June 2025, paid on 6 June and 4 July: 15 days in the first period, then 2,716.54 in each.

    15% × (35,412 × 15 ÷ 365 − 385) + 15% × (2,716.54 − 385) ÷ 28 × 270 days to 31 March.
    """
    made = in_2025({"fate": "deleted", "to": []}, {"filled_by": "open"}, pay=FOUR_WEEKLY, change="2025-06-20")
    found = assess(write(made), rates).costed
    new = found.plans["proposal"].rows_of["new"]
    by_hand = 0.15 * (35_412 * 15 / 365 - 385) + 0.15 * (35_412 * 28 / 365 - 385) / 28 * 270
    assert found.amounts("proposal", "top", "employer_ni")[new].sum() == pytest.approx(by_hand)


def test_arrears_bear_ni_on_the_last_pay_day_of_the_month_in_which_they_are_paid(costed):
    """The rise of 2025/26, £1,098 a year, paid in September: 5 × 91.50 then, and not 153 days of it as it is earned.

    It is above the threshold: NI is that of an award on time, less 15% of 1,098 × 153 ÷ 365, and 15% of 457.50.
    """
    late = {"paid_late": [{"from": "2025-04-01", "paid_on": "2025-09-30", "source": "A test."}]}
    found = ni(costed(pay=FOUR_WEEKLY | late))
    assert found == pytest.approx(4_558.99 - 0.15 * 1_098 * 153 / 365 + 0.15 * 457.50, abs=0.01)


@pytest.mark.parametrize("pay", [{}, FOUR_WEEKLY, FOUR_WEEKLY | {"frequency": "weekly"}], ids=["monthly", "4", "1"])
def test_the_drivers_add_up_and_an_ended_relief_is_among_the_on_cost_rates(write, rates, pay):
    made = in_2025(
        holder({**UNDER_21, "to": "2026-03-30"}), {"grade": 26}, pay=pay, change="2026-10-12",
        years={"first": "2025/26", "last": "2026/27"},
        on_costs={
            "lgps": in_2025()["on_costs"]["lgps"],
            "employer_ni_carried_forward": [
                {"from": "2027-04-06", "to": "2027-05-05", "as_on": "2027-04-05", "reason": "A test."}
            ],
        },
    )  # fmt: skip
    found = assess(write(made), rates).costed
    later = FinancialYear(2026)
    steps = drivers(found, "top", YEAR, later)
    whole = found.amount("proposal", "top", later) - found.amount("do_nothing", "top", YEAR)
    assert sum(steps.values()) == pytest.approx(whole)
    assert steps["on_cost_rates"] > 3_000


@pytest.mark.parametrize(
    ("letter", "born", "last"),
    [
        (Dated("M"), date(2005, 9, 14), date(2026, 9, 13)),
        (Dated("M"), date(2004, 2, 29), date(2025, 2, 28)),
        (Dated("H", last_day=date(2026, 8, 31)), date(2004, 1, 1), date(2026, 8, 31)),
        (Dated("H"), date(2001, 5, 2), date(2026, 5, 1)),
        (Dated("V", date(2025, 7, 14)), None, date(2026, 7, 13)),
        (Dated("C", date(2025, 7, 14)), date(1959, 7, 14), date.max),
    ],
)
def test_a_birthday_a_year_or_the_end_of_the_apprenticeship_ends_a_letter(letter, born, last):
    assert with_end(letter, born).last_day == last


@given(
    period=st.sampled_from([*DAYS_IN_PERIOD]),
    pay_day=st.dates(date(2026, 4, 1), date(2026, 5, 31)),
    first=st.dates(date(2026, 4, 1), date(2027, 12, 31)),
    days=st.integers(62, 700),
)
def test_a_period_pays_the_days_employed_in_it_and_no_other(period, pay_day, first, days):
    """Day by day: £1 for each day employed of a year of £365 (or £366); days of another year as the nearest one."""
    months, last = PayMonths(FinancialYear(2026), FinancialYear(2027)), first + timedelta(days)
    payroll = Payroll(months, period, pay_day)
    employed = months.fraction_employed(np.array([first], "datetime64[D]"), np.array([last], "datetime64[D]"))
    paid = employed * np.array([year.days for year in months.years])[months.year_of] / 12
    by_day, halves = [], np.split(payroll.pay_days, 2)
    for year, pay_days in zip(months.years, halves, strict=True):
        for number, ends in enumerate(pay_days.tolist()):
            of_period = [ends - timedelta(back) for back in range(DAYS_IN_PERIOD[period])]
            nearest = [min(max(day, year.first_day), year.last_day) for day in of_period]
            is_empty = number > 0 and ends == pay_days[number - 1].item()
            by_day.append(0 if is_empty else sum(first <= day <= last for day in nearest))
    assert payroll.by_period(paid, employed)[0] == pytest.approx(by_day, abs=1e-9)
    accrued = payroll.by_month(np.ones((1, len(by_day))), paid, employed)
    assert accrued.sum() == pytest.approx((min(last, months.last.last_day) - first).days + 1)


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (
            [{"letter": "M", "why": "Register of births"}],
            r"a last day, since letter M \(under 21\) ends at a certain age",
        ),
        ([{"letter": "V", "why": "Left the army"}], "first civilian job"),
        ([UNDER_21, {"letter": "C", "from": "2025-09-01", "why": "Pension age"}], "do not overlap"),
        ([{"letter": "K", "to": "2025-09-01", "why": "Register of births"}], "'K'"),
    ],
)
def test_a_letter_that_cannot_be_so_is_a_fault(write, rates, letters, said):
    with pytest.raises(Exception, match=said):
        assess(write(in_2025(holder(*letters))), rates)


def test_a_letter_that_the_law_did_not_have_yet_is_a_fault(write_small, rates):
    """Letter V in 2020/21: veterans' relief began on 6 April 2021."""
    letter = {"letter": "V", "from": "2020-06-01", "why": "Left the army"}
    on_costs = {"lgps": [{"from": "2020-04-01", "to": "2021-03-31", "rate": "20%", "source": "A", "reason": "B"}]}
    path = write_small(
        holder(letter), change="2021-01-01", years={"first": "2020/21", "last": "2020/21"}, on_costs=on_costs,
        dates={"decision": "2020-10-01", "implementation": "2021-01-01"},
    )  # fmt: skip
    with pytest.raises(Exception, match="the threshold of letter V"):
        assess(path, rates)


def test_a_payroll_needs_a_pay_day_and_thresholds_to_its_last(write, rates):
    with pytest.raises(Exception, match="pay_day"):
        assess(write(in_2025(pay={"frequency": "weekly"})), rates)
    last_known = {"first": "2026/27", "last": "2026/27"}
    with pytest.raises(Exception, match="on every pay day, including the last"):
        assess(write(in_2025(pay=FOUR_WEEKLY, years=last_known, change="2026-10-01")), rates)
