"""A budget as it is written: actuals and payroll in files of their own, and every slip told where it is."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.report.control_commands import INPUT_AT_FAULT
from model.report.tables.fund import fund_tables
from model.schema.load import input_files, json_schema, load_scenario, read_scenario
from tests.budget.test_funds import KIT, SHARED
from tests.budget.test_monitoring import PAY, TO_JUNE, WHY, budget
from tests.conftest import faults_of, line_of, small
from tests.schema.test_faults import ANYTHING, places

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
    expected = "an actual for every line in every month up to June 2024 (0 where nothing was spent)"
    assert (fault.found, fault.expected) == ("no actual for Pay in May 2024", expected)


EVERYTHING = {"line": "All", "amount": 1}
COVERS = '"line": "Pay",\n    "amount": 45000,\n    "covers"'
ALL = '{\n    "line": "All"'
WRONG = {
    "a file that is not there": ({"actuals": "actual.csv"}, "CSV file beside the scenario", '"actuals": "actual.csv"'),
    "another year": ({"year": "2023/24"}, "a year shown, 2024/25", '"year": "2023/24"'),
    "actuals beyond the year": ({"actuals_to": "2025-04"}, "a month of 2024/25", '"actuals_to"'),
    "a line twice": ({"lines": [PAY, {**PAY, "covers": "non-pay"}]}, "a name that no other line has", COVERS),
    "two lines for one cost": (
        {"lines": [PAY, EVERYTHING]},
        "shares no cost with the line 'Pay', which also pays for",
        ALL,
    ),
    "a fund of no post": (
        {"lines": [{**PAY, "fund": "(not statd)"}]},
        "a fund that pays for at least one post. Did you mean (not stated)?",
        '"(not statd)"',
    ),
    "a virement to nowhere": (
        {"virements": [{"from": "Pay", "to": "Travle", "amount": 5, **WHY}]},
        "a line of the budget, or the word outside",
        '"Travle"',
    ),
    "a virement in a circle": (
        {"virements": [{"from": "Pay", "to": "Pay", "amount": 5, **WHY}]},
        "a line other than the one that the money comes from",
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
