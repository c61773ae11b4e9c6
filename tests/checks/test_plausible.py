"""A value outside the usual is asked about until a reason is stated; none of a scenario that comes with it is."""

import csv
import shutil

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.checks.plausible_checks import UNUSUAL
from model.disclosure.public_figures import public_assessment
from model.schema.sections.declared import Plausible, declared
from model.schema.sections.rates import LgpsRate, PayTerms
from tests.conftest import HOME, SCENARIOS

BASE = HOME / "tests" / "bad_input" / "base"
LATER = """  - from: 2035-04-01
    source: Invented.
    packages: [{id: desk, title: Service desk, per_pupil: {primary: 9, secondary: 9}}]
budget:
"""
ONE_OFF = """one_off:
  other: [{kind: recruitment, amount: 240000000000, on: 2025-01-01, funded_by: reserve, source: Invented.}]
budget:
"""
CASES = {
    "a tenth of a pension rate": ("scenario.yaml", "rate: 20%", "rate: 2%", "2%, where 5% to 45%", "line 18"),
    "a pension rate of a hundredth": (
        "scenario.yaml",
        "rate: 20%",
        "rate: 0.248%",
        "0.248%, where 5% to 45%",
        "line 18",
    ),
    "no pension": ("scenario.yaml", "rate: 20%", "rate: 0%", "0%, where 5% to 45%", "line 18"),
    "nearly all pay as pension": ("scenario.yaml", "rate: 20%", "rate: 99%", "99%, where 5% to 45%", "line 18"),
    "a tenth of full time": ("scenario.yaml", "hours: 37", "hours: 3.7", "3.7, where 30 to 40", "line 12"),
    "a point of pence": (
        "spine.csv",
        "25000",
        "2.30",
        "£0.00 an hour, where the adult minimum wage",
        "spine.csv, line 2",
    ),
    "more than the budget moved": ("scenario.yaml", "amount: 500", "amount: 500000", "£500,000, where", "line 43"),
    "a one-off of billions": ("scenario.yaml", "budget:\n", ONE_OFF, "£240,000,000,000, where", "line 39"),
    "prices after the years": ("scenario.yaml", "budget:\n", LATER, "1 April 2035, where the last day", "line 38"),
    "a school with no pupils": ("customers.csv", ",210,", ",0,", "none, where a school has some", "School 01"),
    "a move after the years": (
        "holders",
        "",
        "",
        "2 April 2035, where the last day",
        "holders.H1.moves[2035-04-02].on",
    ),
    "hardly any hours": ("hours", "", "", "1 a week, 0.02703 FTE, where 0.05 to 1", "proposed.tech-new.hours"),
    "few weeks": ("weeks", "", "", "0.38, where 26 to 53", "proposed.tech-new.weeks"),
}


MOVES = "moves: [{on: 2035-04-02, point: 3, reason: Invented.}]"
LISTS = {
    "holders": f"holders:\n  - {{post: tech, ref: H1, point: 2, {MOVES}}}\n"
    "  - {post: lead, ref: H2, point: 5, fte: 0.8}",
    "hours": "proposed:\n  - {id: tech-new, title: Technician, grade: A, hours: 1, filled_by: open}",
    "weeks": "proposed:\n  - {id: tech-new, title: Technician, grade: A, weeks: 0.38, filled_by: open}",
}
"""Lists written in the scenario instead of beside it."""
LEADER = "\n  - {id: lead-new, title: Leader, grade: B, filled_by: assimilation, fte: 0.8}"
TERM_TIME = "term_time: {method: ratio, weeks_in_year: 52, leave_days: 35, source: Invented.}\n"
SCHEME = (
    "pension_schemes:\n"
    "  - {name: Own, kind: own, rates: [{from: 2024-04-01, to: 2025-03-31, rate: 0%, source: A, reason: B}]}"
)


@pytest.fixture
def changed(tmp_path):
    """Assess the small scenario with one text of a file replaced, or with one of its lists written in the scenario."""

    def changed(file, old, new, more=""):
        shutil.copytree(BASE, tmp_path / "case", dirs_exist_ok=True)
        scenario = tmp_path / "case" / "scenario.yaml"
        if file == "holders":
            file, old, new = "scenario.yaml", "holders: holders.csv", LISTS[file]
        elif file in LISTS:
            posts = scenario.with_name("present.csv")
            posts.write_text(posts.read_text().replace("assimilated,tech-new", "deleted,"), encoding="utf-8")
            new = f"{TERM_TIME if file == 'weeks' else ''}{LISTS[file]}{LEADER}"
            file, old = "scenario.yaml", "proposed: proposed.csv"
        path = scenario.with_name(file)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        if more:
            scenario.write_text(f"{scenario.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
        return assess(scenario)

    return changed


def asked(assessment):
    """The check, where there is one."""
    return next((check for check in assessment.checks if check.key == UNUSUAL), None)


@pytest.mark.parametrize("case", CASES)
def test_a_value_outside_the_usual_stops_clearance_and_says_where_it_is(changed, case):
    file, old, new, said, place = CASES[case]
    check = asked(changed(file, old, new))
    assert check.blocks and check.title == "Values outside the usual"
    assert said in check.finding and place in check.finding


def test_a_stated_reason_answers_and_is_disclosed(changed):
    why = 'unusual: [{at: "on_costs.lgps[2024-04-01].rate", reason: The fund is in surplus.}]'
    check = asked(changed("scenario.yaml", "rate: 20%", "rate: 4.2%", why))
    assert (check.outcome, check.blocks) == ("disclosed", False)
    assert "4.2%" in check.finding and "Reason: The fund is in surplus." in check.finding


@pytest.mark.parametrize("called", ["Grade 24", "scale 24", "24"])
def test_a_point_that_is_the_number_of_a_grade_too_is_asked_about(write_small, called):
    """Point 24 and Grade 24 differ in pay. The post that is written as the grade is not asked about."""
    row = {"authority": "Nowhere", "grade": called, "points": "25-28", "spine": "njc", "effective_from": "2024-04-01"}
    table = [{**row, "status": "assumed", "source": "Invented."}]
    pay = {"spine": "njc", "area": "anywhere", "full_time_hours": 37, "grades_of": "Nowhere", "grade_table": table}
    proposed = {"grade": "25-28" if called == "24" else called}
    check = asked(assess(write_small({"grade": 24}, proposed, pay=pay)))
    said = f"Grade of Old: point 24 of the spine, where Nowhere has a grade called {called} (present.old.grade;"
    assert check.blocks and said in check.finding and "proposed" not in check.finding
    reason = [{"at": "present.old.grade", "reason": "A spot salary."}]
    assert not asked(assess(write_small({"grade": 24}, proposed, pay=pay, unusual=reason))).blocks
    assert asked(assess(write_small({"grade": 23}, proposed, pay=pay))) is None


def test_a_reason_around_several_values_answers_for_all_of_them_and_for_no_other(changed):
    why = "unusual: [{at: customers.agreements, reason: The schools open next year.}]"
    assert not asked(changed("customers.csv", ",210,", ",0,", why)).blocks
    other = "unusual: [{at: prices, reason: The schools open next year.}]"
    assert asked(changed("customers.csv", ",900,", ",0,", other)).blocks


def test_a_reason_for_what_nobody_asks_is_disclosed(changed):
    check = asked(changed("scenario.yaml", "rate: 20%", "rate: 21%", "unusual: [{at: on_costs, reason: It is high.}]"))
    assert check.outcome == "disclosed" and "value that is not unusual: on_costs" in check.finding


def test_a_reason_at_no_place_is_a_fault_with_the_nearest_name(changed):
    why = 'unusual: [{at: "on_costs.lgsp", reason: It is high.}]'
    with pytest.raises(InputFaults) as refused:
        changed("scenario.yaml", "rate: 20%", "rate: 21%", why)
    [fault] = refused.value.faults
    assert (fault.where, fault.nearest) == ("unusual 1, at", "lgps")


def test_a_scheme_beside_the_lgps_may_have_no_employers_contribution(changed):
    assert asked(changed("scenario.yaml", "rate: 20%", "rate: 21%", SCHEME)) is None
    assert asked(changed("scenario.yaml", "rate: 20%", "rate: 21%", SCHEME.replace("0%", "1%"))).blocks


def test_what_is_asked_is_in_no_public_check(changed, rates):
    assessment = changed("scenario.yaml", "rate: 20%", "rate: 2%")
    assert asked(public_assessment(assessment.scenario, rates)) is None


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_nothing_is_asked_of_a_scenario_that_comes_with_the_workbook(path, rates):
    assert asked(assess(path, rates)) is None


def values(table, **chosen):
    """The values of a table of rates on record, which are from outside; of the rows chosen."""
    with (HOME / "model" / "rates" / table).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[key] == value for key, value in chosen.items())]
    return {float(row["value"]) for row in rows}


def test_the_rates_on_record_are_usual_but_for_the_one_council_that_pays_nothing():
    """The limits are ours. Kensington and Chelsea paid 0 in 2025/26: such a rate is asked about, and has its reason."""
    usual = declared(LgpsRate.model_fields["rate"], Plausible)
    assert {rate for rate in values("lgps.csv", point="total") if rate not in usual} == {0}
    assert {rate for rate in values("pension_schemes.csv", point="total") if rate not in usual} == set()
    assert {week for week in values("full_time_hours.csv") if week not in hours_a_week()} == set()


def hours_a_week():
    return declared(PayTerms.model_fields["full_time_hours"], Plausible)
