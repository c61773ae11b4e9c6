"""Against the budget: forecast outturn, virements, payroll and ledger by post. All figures are worked by hand."""

import pytest

from model.assessment.assess import assess
from model.budget.monitoring import (
    NO_LINE,
    against_ledger,
    against_payroll,
    forecast,
    net_from_outside,
    plan_by_line,
    virements_by_line,
)
from model.report.tables.fund import fund_tables
from tests.budget.test_funds import EXAMPLE, GENERAL, KIT, MILEAGE, MONTH, SCHOOLS, SHARED

PAY = {"line": "Pay", "amount": 45_000}
TO_JUNE = [{"month": f"2024-0{month}", "line": "Pay", "amount": 3_700} for month in (4, 5, 6)]
WHY = {"reason": "A test.", "authority": "A test.", "date": "2024-09-01"}


def budget(*lines, **more):
    return {"year": "2024/25", "lines": list(lines or [PAY]), **more}


def by_line(costed_scenario):
    return {line.line: line for line in forecast(costed_scenario)}


def test_with_no_actuals_the_forecast_is_the_plan(costed):
    [line] = forecast(costed(budget=budget()))
    assert (line.actual, line.outturn) == (0, pytest.approx(12 * MONTH))
    assert line.variance == pytest.approx(12 * 3_735.7045 - 45_000)  # 44,828.454 − 45,000 = −171.546
    assert line.variance == pytest.approx(-171.546)


def test_the_forecast_is_actuals_and_the_months_left_of_the_plan(costed):
    """3 × 3,700 = 11,100 to June; nine months left of 3,735.7045 are 33,621.3405; together 44,721.3405."""
    [line] = forecast(costed(budget=budget(actuals=TO_JUNE, actuals_to="2024-06")))
    assert (line.actual, line.remaining) == (11_100, pytest.approx(33_621.3405))
    assert (line.outturn, line.variance) == (pytest.approx(44_721.3405), pytest.approx(-278.6595))


def test_actuals_of_the_whole_year_are_the_outturn(costed):
    months = [f"2024-{month:02d}" for month in range(4, 13)] + ["2025-01", "2025-02", "2025-03"]
    actuals = [{"month": month, "line": "Pay", "amount": 3_700} for month in months]
    [line] = forecast(costed(budget=budget(actuals=actuals, actuals_to="2025-03")))
    assert (line.remaining, line.outturn) == (0, 44_400)


def test_each_line_takes_what_it_asks_for_and_the_rest_is_on_no_line(costed):
    """Pay is 60:40; mileage £1,200 a year is £100 a month; the kit of £900 a year from January is on no line."""
    lines = [
        {"line": "General pay", "amount": 1, "fund": GENERAL},
        {"line": "Schools pay", "amount": 2, "fund": SCHOOLS, "cost_centre": "E1"},
        {"line": "Travel", "amount": 3, "covers": "non-pay", "subjective": 3010},
    ]
    both = {"funds": SHARED, "cost_centre": "E1"}
    travel = {**MILEAGE, "subjective": "3010"}
    found = plan_by_line(
        costed({**both, "non_pay": [travel]}, {**both, "non_pay": [travel, KIT]}, budget=budget(*lines))
    )
    assert found["General pay"] == pytest.approx([0.6 * MONTH] * 12)
    assert found["Schools pay"] == pytest.approx([0.4 * MONTH] * 12)
    assert found["Travel"] == pytest.approx([100] * 12)
    assert found[NO_LINE] == pytest.approx([0] * 9 + [75] * 3)


def test_what_is_on_no_line_stands_in_the_forecast(costed):
    found = by_line(costed({"cost_centre": "E1"}, budget=budget({**PAY, "cost_centre": "E1"})))
    assert found["Pay"].outturn == pytest.approx(9 * MONTH)
    assert (found[NO_LINE].outturn, found[NO_LINE].current) == (pytest.approx(3 * MONTH), 0)


def test_virements_net_to_nil_but_for_what_comes_from_outside(costed):
    """500 from pay to travel; 200 from outside to travel: 45,000 − 500 and 1,000 + 500 + 200."""
    moved = [
        {"from": "Pay", "to": "Travel", "amount": 500, **WHY},
        {"from": "outside", "to": "Travel", "amount": 200, **WHY},
    ]
    made = costed(budget=budget(PAY, {"line": "Travel", "amount": 1_000, "covers": "non-pay"}, virements=moved))
    found = by_line(made)
    assert (found["Pay"].current, found["Travel"].current) == (44_500, 1_700)
    assert sum(virements_by_line(made.scenario.budget).values()) == 0
    assert net_from_outside(made.scenario.budget) == 200
    assert found["Travel"].variance == -1_700


def payroll(*rows):
    entries = [dict(zip(("post", "fte", "amount"), row, strict=True)) for row in rows]
    return budget(actuals_to="2024-06", payroll=entries)


PLAN_PAY = 34_314 / 12  # £2,859.50 a month
DIFFERENCES = {
    "agrees": ([("old", 1, 2_859.50)], [("old", 1, 1, "")]),
    "agrees by number": ([("P7", 1, 2_859.50)], [("P7", 1, 1, "")]),
    "in two entries": ([("old", 0.6, 1_715.70), ("old", "0.4", "1,143.80")], [("old", 1, 1, "")]),
    "not in payroll": ([], [("old", 1, 0, "in the plan, not in payroll")]),
    "not in the plan": (
        [("old", 1, 2_859.50), ("temp", 0.5, 1_000)],
        [("old", 1, 1, ""), ("temp", 0, 0.5, "in payroll, not in the plan")],
    ),
    "not in the plan yet": (
        [("old", 1, 2_859.50), ("new", 1, 2_859.50)],
        [("old", 1, 1, ""), ("new", 0, 1, "in payroll, not in the plan in this month")],
    ),
    "fewer hours": ([("old", 0.8, 2_287.60)], [("old", 1, 0.8, "different FTE")]),
    "rounded FTE": ([("old", 0.996, 2_859.50)], [("old", 1, 0.996, "")]),
    "another point": ([("old", 1, 2_780.50)], [("old", 1, 1, "different pay")]),
}


@pytest.mark.parametrize(("rows", "expected"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_payroll_and_plan_are_compared_both_ways(costed, rows, expected):
    number = {"post_number": "P7"} if any(row[0] == "P7" for row in rows) else {}
    found = against_payroll(costed(number, budget=payroll(*rows)))
    assert [(post.post, post.plan_fte, post.other_fte, post.finding) for post in found] == expected
    assert found[0].plan == pytest.approx(PLAN_PAY)


def test_a_vacancy_is_said_to_be_one(costed):
    [found] = against_payroll(costed({"vacant": True}, budget=payroll()))
    assert found.finding == "in the plan, not in payroll: vacant"


def test_a_number_kept_through_the_change_is_one_post(costed):
    """On 30 June the new structure has stood since the 16th: half the month's pay in each post."""
    number = {"post_number": "P7"}
    made = costed(number, number, "2024-06-16", budget=payroll(("P7", 1, 2_859.50)))
    [found] = against_payroll(made)
    assert (found.title, found.plan_fte, found.finding) == ("Old, then New", 1, "")
    assert found.plan == pytest.approx(PLAN_PAY)


def test_the_ledger_is_compared_by_post_where_it_names_posts(costed):
    """To June the plan is 3 × (3,735.7045 + 100 of mileage) = 11,507.1135; the ledger holds 11,100 and a stray 50."""
    actuals = [{**actual, "post": "old"} for actual in TO_JUNE] + [{"month": "2024-05", "line": "Pay", "amount": 50}]
    made = costed({"non_pay": [MILEAGE]}, budget=budget(actuals=actuals, actuals_to="2024-06"))
    found = {post.post: (post.plan, post.other, post.finding) for post in against_ledger(made)}
    assert found == {
        "old": (pytest.approx(11_507.1135), 11_100, "different cost"),
        "(no post)": (0, 50, "in the ledger, not in the plan"),
    }
    assert against_ledger(costed(budget=budget(actuals=TO_JUNE, actuals_to="2024-06"))) == []


def test_the_example_lists_each_difference_by_post(rates):
    assessment = assess(EXAMPLE, rates)
    found = {post.post: post.finding for post in against_payroll(assessment.costed) if post.finding}
    assert found == {
        "ED003": "different FTE",
        "ED004": "different FTE",
        "ED005": "in the plan, not in payroll: vacant",
        "ED099": "in payroll, not in the plan",
    }
    tables = {table.key: table.frame for table in fund_tables(assessment)}
    payroll_table = tables["payroll_differences"]
    whole = payroll_table.iloc[-1]
    assert whole["Payroll pay"] == pytest.approx(3725.92 + 2505 + 2721.17 + 2105.73 + 2573.55 + 1310)
    assert payroll_table["Difference"].iloc[:-1].sum() == pytest.approx(whole["Difference"])
    assert tables["budget"]["Variance"].iloc[:-1].sum() == pytest.approx(tables["budget"]["Variance"].iloc[-1])
