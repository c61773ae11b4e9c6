"""The control sheet: every fault at once, what must come before what, and what was cleared too early."""

import os
import re
import stat
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.faults import InputFaults
from model.control.order import Costing, clearances, control_checks, out_of_order
from model.control.sheet import STANDARD, control_path, read_sheet, same_person, start_sheet
from model.control.sign_off import control_state
from tests.conftest import RESOLVED

BARNET = control_path(RESOLVED)
NOW = Costing("a" * 64, "b" * 64)


@pytest.fixture
def write_sheet(tmp_path):
    """The Barnet sheet with texts replaced; gives its path."""

    def write(*replacing):
        text = BARNET.read_text(encoding="utf-8")
        for old, new in replacing:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sheet, not once"
            text = text.replace(old, new)
        path = tmp_path / "scenario.control.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def row_of(number, found):
    """A row of the Barnet sheet with another day: the text there, and the text instead."""
    text = BARNET.read_text(encoding="utf-8")
    there = re.search(rf"  - {{row: {number},.*?}}\n", text, re.S).group()
    return there, re.sub(r"date: [\d-]+", found, there)


def checks_of(path, barnet, now=NOW, blocking=(), entries=()):
    sheet, document = read_sheet(path)
    made = control_checks(barnet.scenario, now, sheet, clearances(sheet, document, entries), blocking)
    return {check.key: check for check in made}


def faults_of(path):
    with pytest.raises(InputFaults) as found:
        read_sheet(path)
    return [str(fault) for fault in found.value.faults]


def test_four_clearances_of_the_report_came_before_finance(barnet):
    """Report 1176: draft cleared, policy and equalities 29/09/2010, legal 06/10/2010, Finance 15/11/2010.

    By hand: 29 September to 29 October is 30 days and on to 15 November 17 more, 47; 6 October to 15 November is
    31 + 9 = 40.
    """
    check = control_state(RESOLVED, barnet, with_log=False).checks[2]
    early = re.findall(r"Row (\d+) \(.*?\) is dated (\S+ \S+ \S+), (\d+) days", check.finding)
    assert early == [
        ("2", "29 September 2010", "47"),
        ("6", "6 October 2010", "40"),
        ("7", "29 September 2010", "47"),
        ("8", "29 September 2010", "47"),
    ]
    assert (check.key, check.outcome, check.blocks) == ("before_finance", "disclosed", False)


def test_the_sheet_has_the_rows_of_the_report_and_12_of_them_apply(barnet):
    """Report 1176: rows 1 to 11 for all reports, 12 for officers' reports, 13 and 14 for Cabinet Members'."""
    sheet, _ = read_sheet(BARNET)
    assert [(row.row, row.for_) for row in sheet.rows] == [
        *((number, "all") for number in range(1, 12)),
        (12, "officer"),
        (13, "cabinet_member"),
        (14, "cabinet_member"),
    ]
    assert len(sheet.own_rows) == 12
    assert [(row.row, row.what, row.stage) for row in sheet.rows] == [
        (row.row, row.what, row.stage) for row in read_sheet(STANDARD)[0].rows
    ]


def test_the_barnet_sheet_names_nobody():
    sheet, _ = read_sheet(BARNET)
    assert {row.name for row in sheet.own_rows} == {"(name in the report)"}


def test_what_the_report_leaves_open_is_disclosed_and_blocks_nothing(barnet):
    checks = checks_of(BARNET, barnet)
    assert not any(check.blocks for check in checks.values())
    assert checks["clearance_order"].outcome == "pass"
    assert checks["roles"].finding == "Not stated: commissioner, analyst, assurer and approver."
    assert "rows 2, 3, 4, 5, 6, 7, 8 and 9" in checks["stale"].finding


SLIPS = [
    (("{row: 5, what: The", "{row: 4, what: The"), "rows 5, row: found 4; expected each number once"),
    (("report: officer", "report: oficer"), "expected officer or cabinet_member. Did you mean officer?"),
    (("roles: {}", "roles: {analist: A}"), "found the key 'analist'"),
    (row_of(6, "dat: 2010-10-06"), "found the key 'dat'"),
    (row_of(7, "date: 09/29/2010"), "expected a date with the day first: 29 September 2010 is written 29/9/2010"),
    (row_of(8, "date: 2010-09-29, costing: abc"), "expected the 64 letters and figures of a costing's SHA-256"),
    (row_of(2, "note: x"), "expected the day of signing, since the row names a person who signed"),
]


@pytest.mark.parametrize(("slip", "said"), SLIPS, ids=lambda one: str(one)[-40:])
def test_a_slip_is_told_with_its_line(write_sheet, slip, said):
    path = write_sheet(slip)
    line = path.read_text("utf-8")[: path.read_text("utf-8").index(slip[1])].count("\n") + 1
    [told] = [fault for fault in faults_of(path) if said in fault]
    assert int(re.search(r", line (\d+):", told).group(1)) - line in (0, 1)


def test_every_slip_is_told_at_once(write_sheet):
    told = faults_of(write_sheet(*(slip for slip, _ in SLIPS)))
    assert [said for _, said in SLIPS if not any(said in fault for fault in told)] == []


def test_analyst_and_assurer_are_not_the_same_person(write_sheet):
    path = write_sheet(("roles: {}", "roles: {analyst: J. O'Invented, assurer: J O’INVENTED}"))
    assert ["expected someone other than the analyst" in fault for fault in faults_of(path)] == [True]
    sound, _ = read_sheet(write_sheet(("roles: {}", "roles: {analyst: A Invented, assurer: B Invented}")))
    assert sound.roles.assurer == "B Invented"


def test_a_name_is_the_same_but_for_capitals_spaces_and_accents():
    assert same_person("Zoë  Invented", "zoe invented")
    assert not same_person("A Invented", "B Invented")


def test_a_row_for_the_other_kind_of_report_stays_empty(write_sheet):
    path = write_sheet(("report: officer", "report: cabinet_member"))
    told = faults_of(path)
    assert len(told) == 2 and all("the row is for an officer's report" in fault for fault in told)


OUT_OF_ORDER = [
    (6, "2010-11-19", "on or before the decision (18 November 2010)"),
    (10, "2010-11-17", "on or after the decision (18 November 2010)"),
    (10, "2010-11-24", "on or before publication (23 November 2010)"),
    (11, "2010-11-22", "on or after publication (23 November 2010)"),
    (12, "2010-12-02", "on or before implementation (1 December 2010)"),
]


@pytest.mark.parametrize(("number", "day", "expected"), OUT_OF_ORDER)
def test_a_day_out_of_order_blocks_and_is_named_with_its_line(write_sheet, barnet, number, day, expected):
    path = write_sheet(row_of(number, f"date: {day}"))
    check = checks_of(path, barnet)["clearance_order"]
    assert check.blocks and f"Row {number} " in check.finding and f"must be {expected}" in check.finding
    line = next(i for i, text in enumerate(path.read_text("utf-8").splitlines(), 1) if f"date: {day}" in text)
    assert f"{path.name}, line {line}." in check.finding


@given(days=st.integers(-400, 400))
def test_a_clearance_is_in_order_exactly_up_to_the_decision(barnet, days):
    sheet, _ = read_sheet(BARNET)
    legal = next(row for row in sheet.rows if row.row == 6)
    day = date(2010, 11, 18) + timedelta(days)
    assert (not list(out_of_order(legal, day, barnet.scenario.dates))) == (days <= 0)


@pytest.mark.parametrize(("day", "in_order"), [(date(2008, 10, 31), False), (date(2008, 11, 1), True)])
def test_no_day_is_before_the_month_of_the_decision_two_years_earlier(barnet, day, in_order):
    """The decision is of 18 November 2010."""
    sheet, _ = read_sheet(BARNET)
    legal = next(row for row in sheet.rows if row.row == 6)
    assert (not list(out_of_order(legal, day, barnet.scenario.dates))) == in_order


def test_call_in_does_not_run_out_before_the_report_is_sent_round(write_sheet, barnet):
    row_12, row_13, row_14 = (row_of(number, "")[0] for number in (12, 13, 14))
    named = ", name: A Invented, date: 2010-11-26}\n"
    path = write_sheet(
        ("report: officer", "report: cabinet_member"),
        (row_12, re.sub(r", name: .*}", "}", row_12)),
        (row_13, row_13.replace("}\n", ", date: 2010-11-25}\n")),
        (row_14, row_14.replace("}\n", named)),
    )
    check = checks_of(path, barnet)["clearance_order"]
    assert check.blocks
    assert "is dated 25 November 2010 and must be on or after 26 November 2010, the day of row 14" in check.finding


def test_finance_does_not_stand_while_a_blocking_check_fails(barnet, as_published):
    check = checks_of(BARNET, barnet, blocking=as_published.blocked_by)["finance_clearance"]
    assert check.blocks and "Finance's clearance of 15 November 2010 is recorded" in check.finding
    assert as_published.blocked_by[0].title in check.finding


def test_a_clearance_that_names_the_costing_goes_stale_when_the_figures_change(write_sheet, barnet):
    path = write_sheet(row_of(3, f"date: 2010-11-15, costing: {NOW.figures}"))
    assert "stale" not in checks_of(path, barnet)["stale"].finding
    changed = checks_of(path, barnet, Costing("c" * 64, "b" * 64))["stale"]
    assert changed.outcome == "disclosed"
    assert "Row 3 (Finance clears the costing), 15 November 2010, is stale" in changed.finding


def test_an_early_clearance_of_the_very_costing_that_finance_cleared_is_not_early(write_sheet, barnet):
    both = [
        row_of(number, f"date: {day}, costing: {NOW.figures}") for number, day in ((3, "2010-11-15"), (6, "2010-10-06"))
    ]
    assert "Row 6" not in checks_of(write_sheet(*both), barnet)["before_finance"].finding


def test_an_empty_sheet_is_started_once_and_never_written_over(tmp_path):
    scenario = tmp_path / "new.yaml"
    with pytest.raises(InputFaults, match="no such file"):
        start_sheet(scenario, "officer")
    scenario.touch()
    sheet, _ = read_sheet(start_sheet(scenario, "cabinet_member"))
    assert sheet.report == "cabinet_member" and [row.row for row in sheet.own_rows] == [*range(1, 12), 13, 14]
    with pytest.raises(InputFaults, match="never written over"):
        start_sheet(scenario, "officer")


@pytest.mark.skipif(os.name == "nt", reason="Windows has rights of another kind")
@pytest.mark.parametrize("mode", [0o600, 0o660])
def test_those_who_may_write_the_scenario_may_write_its_sheet(tmp_path, mode):
    (scenario := tmp_path / "scenario.yaml").touch()
    scenario.chmod(mode)
    assert stat.S_IMODE(start_sheet(scenario, "officer").stat().st_mode) == mode


def test_without_a_sheet_that_is_disclosed(barnet):
    missing, _ = control_checks(barnet.scenario, NOW, None, {})
    assert (missing.key, missing.outcome) == ("control_sheet", "disclosed")


def test_an_assumption_without_an_owner_or_reviewed_too_late_is_disclosed(barnet):
    first, *others = barnet.scenario.assumptions
    owned = first.model_copy(update={"owner": "Head of Service", "review_by": date(2010, 10, 1)})
    scenario = barnet.scenario.model_copy(update={"assumptions": (owned, *others)})
    [check] = [one for one in control_checks(scenario, NOW, None, {}) if one.key == "assumptions"]
    assert "4 of 5 assumptions have no owner" in check.finding
    assert "Review was due by 1 October 2010, before the decision" in check.finding
