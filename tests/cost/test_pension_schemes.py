"""Several pension schemes in one team, by post, by holder and by day."""

import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.cost.elements import labels
from model.explain.drivers import drivers
from model.schema.load import load_scenario
from tests.conftest import faults_of, small

TEACHERS = {"name": "Teachers", "kind": "teachers"}
PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test"},
    "protection": {"months": 0, "source": "A test"},
    "vacancies_at": "bottom",
}


def school(schemes=(TEACHERS,), holder=(), rate=(), **sections):
    """An NJC officer at SCP 24 (34,314 from April 2024) beside a main-scale teacher at M6 of 2024/25."""
    lgps = {"from": "2024-04-01", "to": "2025-03-31", "rate": "20%", "source": "A", "reason": "B"} | dict(rate)
    lgps = {key: value for key, value in lgps.items() if value is not None}
    return small() | {
        "pay_structures": [{"name": "Teachers' pay", "spine": "teachers_england", "source": "A test"}],
        "pension_schemes": [*schemes],
        "on_costs": {"lgps": [lgps]},
        "costing": {"basis": "actual", "reason": "A test."},
        "people": PEOPLE,
        "present": [
            {"id": "officer", "title": "Officer", "grade": 24, "fate": "assimilated", "to": "officer-new",
             "holders": [{"ref": "O", "point": 24} | dict(holder)]},
            {"id": "teacher", "title": "Teacher", "grade": 6, "fate": "assimilated", "to": "teacher-new",
             "pay_structure": "Teachers' pay", "pension_scheme": "Teachers", "holders": [{"ref": "T", "point": 6}]},
        ],
        "proposed": [
            {"id": "officer-new", "title": "Officer", "grade": 24, "filled_by": "assimilation"},
            {"id": "teacher-new", "title": "Teacher", "grade": 6, "filled_by": "assimilation",
             "pay_structure": "Teachers' pay", "pension_scheme": "Teachers"},
        ],
    } | sections  # fmt: skip


@pytest.fixture
def cost_of_file(write, rates):
    return lambda scenario: cost_scenario(load_scenario(write(scenario), rates), rates)


def pension(costed, post, timeline="do_nothing", year="2024/25"):
    """The employer's contribution of a year, £."""
    rows = costed.plans[timeline].rows_of[post]
    column = costed.years.index(FinancialYear.parse(year))
    return costed.amounts(timeline, "actual", "employer_lgps")[rows, column].sum()


def test_a_teacher_has_the_employers_rate_and_the_levy_beside_an_lgps_member(cost_of_file):
    """28.6% and 0.08% from 1 April 2024 (Teachers' Pensions), on M6: 41,333 x 5/12 + 43,607 x 7/12 is 42,659.50.

    42,659.50 x 28.68% is 12,234.74; the officer's 34,314 x 20% is 6,862.80.
    """
    costed = cost_of_file(school())
    assert pension(costed, "teacher") == pytest.approx(12234.74, abs=0.005)
    assert pension(costed, "officer") == pytest.approx(6862.80)


def test_a_holder_who_leaves_the_lgps_on_a_day_costs_it_to_the_day_before(cost_of_file):
    """34,314 / 12 is 2,859.50 a month: five months and 15 of September's 30 days, 5.5 x 2,859.50 x 20% = 3,145.45."""
    left = {"from": "2024-09-16", "lgps_member": False, "reason": "Opted out"}
    costed = cost_of_file(school(holder={"working_time": [left]}))
    assert pension(costed, "officer") == pytest.approx(3145.45)


def test_a_holder_who_changes_scheme_on_a_day_has_each_rate_on_its_days(cost_of_file):
    """To 31 October 20%, from 1 November 28.68%: 2,859.50 x (7 x 20% + 5 x 28.68%) = 4,003.30 + 4,100.52."""
    moved = {"from": "2024-11-01", "pension_scheme": "Teachers", "reason": "Elected"}
    costed = cost_of_file(school(holder={"working_time": [moved]}))
    assert pension(costed, "officer") == pytest.approx(8103.82, abs=0.005)


def test_a_holder_keeps_a_scheme_of_their_own_in_a_new_post_and_a_vacancy_has_the_posts(cost_of_file):
    """The teacher, who stays in the LGPS, comes into the teacher's post: 42,659.50 x 20%. Vacant, it is 28.68%."""
    scenario = school()
    scenario["present"][1]["holders"][0]["pension_scheme"] = "LGPS"
    costed = cost_of_file(scenario)
    assert pension(costed, "teacher-new", "proposed") == pytest.approx(42659.50 * 0.20)
    del scenario["present"][1]["holders"]
    vacant = cost_of_file(scenario | {"present": [scenario["present"][0], {**scenario["present"][1], "vacant": True}]})
    assert pension(vacant, "teacher-new", "proposed") == pytest.approx(12234.74, abs=0.005)


def test_the_drivers_of_a_change_of_scheme_add_up(cost_of_file):
    """The teacher comes into a post in the LGPS from 1 January: 3,633.92 a month x 3 x (20% - 28.68%) is -946.27."""
    scenario = school()
    scenario["proposed"][1]["pension_scheme"] = "LGPS"
    costed = cost_of_file(scenario)
    year = FinancialYear.parse("2024/25")
    steps = drivers(costed, "actual", year, year)
    assert sum(steps.values()) == pytest.approx(costed.amount("part_year_effect", "actual", year))
    assert steps["hours"] == pytest.approx(-946.27, abs=0.01)


def test_the_5050_section_leaves_the_employers_rate_as_it_is(cost_of_file):
    """LGPS Regulations 2013: regulation 10 halves the contribution of the member alone."""
    assert pension(cost_of_file(school(holder={"pension_section": "50/50"})), "officer") == pytest.approx(6862.80)


def test_a_marginal_cost_has_the_primary_rate_and_a_secondary_percentage_and_no_lump_sum(write, rates):
    """34,314 x (19.5% + 2.5%) is 7,549.08, whatever the lump sum; the pack says that it is left out."""
    parts = {"rate": None, "primary": "19.5%", "secondary": "2.5%", "secondary_lump_sum": 1250000}
    assessed = assess(write(school(rate=parts)), rates)
    assert pension(assessed.costed, "officer") == pytest.approx(7549.08)
    [check] = [check for check in assessed.checks if check.key == "pension_lump_sums"]
    assert (check.outcome, check.blocking) == ("disclosed", False)
    assert "£1,250,000 a year" in check.finding


def test_nothing_is_said_of_lump_sums_where_there_is_none(write, rates):
    assert "pension_lump_sums" not in {check.key for check in assess(write(school()), rates).checks}


def test_a_scheme_of_the_scenarios_own_has_its_rate_and_levy(cost_of_file):
    """A stated 25% and 0.1% replace the workbook's on their days: 42,659.50 x 25.1%."""
    own = {"from": "2024-04-01", "to": "2025-03-31", "rate": "25%", "administration_levy": "0.1%", "source": "A",
           "status": "published"}  # fmt: skip
    costed = cost_of_file(school([TEACHERS | {"kind": "own", "rates": [own]}]))
    assert pension(costed, "teacher") == pytest.approx(42659.50 * 0.251)


def test_the_element_names_the_schemes_of_the_scenario(cost_of_file, costed):
    assert labels(cost_of_file(school()).scenario)["employer_lgps"] == "Employer pension (LGPS, Teachers)"
    assert labels(costed().scenario)["employer_lgps"] == "Employer pension (LGPS)"


def test_every_rate_of_a_scheme_is_read_with_its_status_and_source(cost_of_file):
    read = {
        (rate.name, rate.point) for rate in cost_of_file(school()).book.rates_read if rate.table == "pension_schemes"
    }
    assert read == {("teachers", "employer"), ("teachers", "administration_levy")}


def test_an_unknown_scheme_is_told_with_the_nearest(write, rates):
    [fault] = faults_of(write(school(holder={"pension_scheme": "Teacher"})), rates)
    assert (fault.where, fault.nearest) == ("present 1, holders 1, pension_scheme", "Teachers")


def test_a_scheme_without_a_rate_on_a_pay_day_is_told(write, rates):
    """Of 2025/26 nothing was read of what the NHS scheme invoices to local authorities."""
    years = {"first": "2025/26", "last": "2025/26"}
    lgps = {"from": "2025-04-01", "to": "2026-03-31", "rate": "20%", "source": "A", "reason": "B"}
    scenario = school([{"name": "Teachers", "kind": "nhs"}], years=years, on_costs={"lgps": [lgps]})
    scenario["dates"] = {"decision": "2025-10-15", "implementation": "2026-01-01"}
    [fault] = faults_of(write(scenario), rates)
    assert fault.where == "pension_schemes 1, rates"
    assert "none covers 30 April 2025" in fault.expected


def test_a_rate_and_its_parts_that_differ_are_a_fault(write, rates):
    [fault] = faults_of(write(school(rate={"rate": "21%", "primary": "19.5%", "secondary": "2.5%"})), rates)
    assert "primary and secondary together" in fault.expected


def test_5050_is_of_the_lgps_alone(write, rates):
    [fault] = faults_of(write(school(holder={"pension_section": "50/50", "pension_scheme": "Teachers"})), rates)
    assert fault.where == "present 1, holders 1, pension_section"
