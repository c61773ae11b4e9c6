"""Against the budget: forecast outturn, virements, payroll and ledger by post. All figures are worked by hand."""

import json
import re

import pytest
from conftest import small
from hypothesis import given
from hypothesis import strategies as st
from test_faults import ANYTHING, faults_of, line_of, places
from test_funds import EXAMPLE, GENERAL, KIT, MILEAGE, MONTH, SCHOOLS, SHARED

from model.__main__ import INPUT_AT_FAULT
from model.assessment import assess
from model.faults import InputFaults
from model.monitoring import (
    NO_LINE,
    against_ledger,
    against_payroll,
    forecast,
    net_from_outside,
    plan_by_line,
    virements_by_line,
)
from model.report.tables.fund import fund_tables
from model.schema.load import input_files, json_schema, load_scenario, read_scenario

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


ACTUALS = """month,line,amount,post
2024-04,Pay,"3,700.50",old
Apr-24,Pay,(0.50),old
2024-05,Pay,3700,old
2024-06,Pay,3700,old
"""
PAYROLL = "post,fte,amount\nold,1,2859.50\n"


@pytest.fixture
def write_files(write_small):
    """Write a small scenario with its actuals and payroll in CSV files; gives the three paths."""

    def write(ledger=ACTUALS, paid=PAYROLL, **more):
        named = {"actuals": "actuals.csv", "payroll": "payroll.csv", "actuals_to": "2024-06"}
        path = write_small(budget=budget(**{**named, **more}))
        for name, text in (("actuals.csv", ledger), ("payroll.csv", paid)):
            path.with_name(name).write_text(text, encoding="utf-8")
        return path, path.with_name("actuals.csv"), path.with_name("payroll.csv")

    return write


def test_ledgers_way_of_writing_is_read(write_files, rates):
    """3,700.50 less a credit of 0.50, as the ledger writes it, is 3,700."""
    path, actuals, paid = write_files()
    found = load_scenario(path, rates).budget
    assert [actual.amount for actual in found.actuals] == [3_700.5, -0.5, 3_700, 3_700]
    assert {actual.month.month for actual in found.actuals} == {4, 5, 6}
    assert set(input_files(read_scenario(path)[0])) == {path, actuals, paid}


SLIPS = {
    "an unknown line": ("Apr-24,Pay,", "Apr-24,Pya,", "Did you mean Pay?", 3),
    "a month not reached": ("2024-06,", "2024-07,", "a month from April 2024 to June 2024", 5),
    "a month of another year": ("Apr-24", "Apr-23", "a month from April 2024", 3),
    "no month": ("Apr-24", "Aprilish", "a month such as 2010-09", 3),
    "no amount": ("(0.50)", "nil", "a number", 3),
    "an odd comma": ('"3,700.50"', '"37,00.50"', "a number", 2),
    "an amount left out": ("3700,old\n2024-06", ",old\n2024-06", "amount, which must be given", 4),
    "a row too short": ("3700,old\n2024-06", "3700\n2024-06", "4 cells", 4),
    "an unknown column": ("amount,post", "amont,post", "Did you mean amount?", 1),
    "semicolons": ("month,line,amount,post", "month;line;amount;post", "columns separated by commas", 1),
}


@pytest.mark.parametrize(("old", "new", "says", "line"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_actuals_is_told_with_its_line(write_files, rates, old, new, says, line):
    assert ACTUALS.count(old) == 1
    path, actuals, _ = write_files(ACTUALS.replace(old, new))
    faults = faults_of(path, rates)
    told = [fault for fault in faults if says in str(fault)]
    assert (actuals.as_posix(), line) in {(fault.file, fault.line) for fault in told}, "\n".join(map(str, faults))


def test_every_slip_of_both_files_is_told_at_once(write_files, rates):
    slipped = ACTUALS.replace("Apr-24,Pay", "Apr-24,Pya").replace("2024-05,Pay,3700", "2024-05,Pay,x")
    path, actuals, paid = write_files(slipped, PAYROLL.replace("old,1", "old,one"))
    assert [(fault.file, fault.line) for fault in faults_of(path, rates)] == [
        (actuals.as_posix(), 3), (actuals.as_posix(), 4), (paid.as_posix(), 2)]  # fmt: skip


def test_a_month_with_no_actuals_is_told(write_files, rates):
    path, *_ = write_files(ACTUALS.replace("2024-05,Pay,3700,old\n", ""))
    [fault] = faults_of(path, rates)
    assert (fault.found, fault.expected) == ("none of May 2024", "actuals of every month to June 2024")


EVERYTHING = {"line": "All", "amount": 1}
COVERS = '"line": "Pay",\n    "amount": 45000,\n    "covers"'
ALL = '{\n    "line": "All"'
WRONG = {
    "a file that is not there": ({"actuals": "actual.csv"}, "CSV file beside the scenario", '"actuals": "actual.csv"'),
    "another year": ({"year": "2023/24"}, "one of the years shown, 2024/25 to 2024/25", '"year": "2023/24"'),
    "actuals beyond the year": ({"actuals_to": "2025-04"}, "a month of 2024/25", '"actuals_to"'),
    "a line twice": ({"lines": [PAY, {**PAY, "covers": "non-pay"}]}, "a name of its own", COVERS),
    "two lines for one cost": ({"lines": [PAY, EVERYTHING]}, "also pay what 'Pay' pays", ALL),
    "a fund of no post": (
        {"lines": [{**PAY, "fund": "(not statd)"}]},
        "a fund that some post has. Did you mean (not stated)?",
        '"(not statd)"',
    ),
    "a virement to nowhere": (
        {"virements": [{"from": "Pay", "to": "Travle", "amount": 5, **WHY}]},
        "a line of the budget, or outside",
        '"Travle"',
    ),
    "a virement in a circle": (
        {"virements": [{"from": "Pay", "to": "Pay", "amount": 5, **WHY}]},
        "another line",
        '"to": "Pay"',
    ),
    "a virement of another year": (
        {"virements": [{"from": "outside", "to": "Pay", "amount": 5, **WHY, "date": "2024-03-31"}]},
        "a day in 2024/25",
        '"2024-03-31"',
    ),
    "a virement on nobody's authority": (
        {"virements": [{"from": "outside", "to": "Pay", "amount": 5, **WHY, "authority": " "}]},
        "some text",
        '"authority"',
    ),
}


@pytest.mark.parametrize(("more", "says", "at"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_of_a_budget_is_told_where_it_is(write_files, rates, more, says, at):
    path, *_ = write_files(**more)
    faults, text = faults_of(path, rates), path.read_text(encoding="utf-8")
    before, inside = text.split('"budget"')
    line = before.count("\n") + line_of(inside, at)
    assert [fault.line for fault in faults if says in str(fault)] == [line], "\n".join(map(str, faults))


WHOLE = small(
    {"funds": SHARED, "non_pay": [KIT], "post_number": "P7"},
    budget=budget(
        virements=[{"from": "outside", "to": "Pay", "amount": 5, **WHY}],
        actuals=TO_JUNE,
        payroll=[{"post": "P7", "fte": 1, "amount": 1}],
        actuals_to="2024-06",
    ),
)


OURS = ("budget", "present/0/funds", "present/0/non_pay", "present/0/post_number", "costing")


@given(place=st.sampled_from(sorted(place for place in places(WHOLE) if place.startswith(OURS))), value=ANYTHING)
def test_whatever_stands_in_funds_or_budget_it_loads_or_says_what_is_wrong(rates, tmp_path_factory, place, value):
    changed = json.loads(json.dumps(WHOLE))
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    inside = changed
    for step in way:
        inside = inside[step]
    inside[last] = value
    path = tmp_path_factory.mktemp("anything") / "scenario.yaml"
    path.write_text(json.dumps(changed), encoding="utf-8")
    try:
        fund_tables(assess(path, rates))
    except InputFaults as told:
        assert told.faults


def test_actuals_need_their_last_month(write_small, rates):
    [fault] = faults_of(write_small(budget=budget(actuals=TO_JUNE)), rates)
    assert fault.where == "budget, actuals_to"


def test_two_present_posts_of_one_number_are_told(write_small, rates):
    [post] = small({"post_number": "P7"})["present"]
    path = write_small()
    path.write_text(json.dumps({**small(), "present": [post, {**post, "id": "other"}]}), encoding="utf-8")
    [fault] = faults_of(path, rates)
    assert fault.where == "present 2, post_number"


def test_a_faulty_actuals_file_ends_in_the_list_of_faults(write_files, capsys, monkeypatch):
    from model.__main__ import main

    path, actuals, _ = write_files(ACTUALS.replace("(0.50)", "nil"))
    monkeypatch.setattr("sys.argv", ["workbook.py", "check", str(path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == INPUT_AT_FAULT
    assert f"{actuals.as_posix()}, line 3" in capsys.readouterr().err


def test_an_editor_lets_a_budget_name_its_files():
    actuals = json.loads(json_schema())["$defs"]["Budget"]["properties"]["actuals"]
    [pattern] = [one["pattern"] for one in actuals["anyOf"] if "pattern" in one]
    named = ("actuals.csv", "ledger.xlsx", "ledger.xlsx#Sheet 2", "ledger.xls")
    assert [bool(re.search(pattern, name)) for name in named] == [True, True, True, False]


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
