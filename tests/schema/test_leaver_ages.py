"""Age and complete years from dates in the list of holders. Everybody here is invented but for published examples."""

import json

import pytest

from model.assessment.assess import assess
from model.pay.leaving import KINDS_OF_LEAVING
from model.schema.sections.declared import choices_of
from model.schema.sections.leavers import Leaver
from tests.budget.two_posts import B, check, costs, two_posts
from tests.conftest import faults_of

PUBLISHED = {"born": "1966-07-28", "service_from": "1993-01-01"}
OF_2017 = {
    "dates": {"decision": "2017-07-01", "implementation": "2017-09-20"},
    "years": {"first": "2017/18", "last": "2017/18"},
    "on_costs": {
        "lgps": [{"from": "2017-04-01", "to": "2018-03-31", "rate": "20%", "source": "Invented.", "reason": "A"}]
    },
    "pay": {"spine": "njc", "area": "England", "full_time_hours": 37},
}


def with_dates(leaver, of_life, **sections):
    """B leaves, with these dates in the list of holders; age and service are stated only by ``leaver``."""
    stated = {key: value for key, value in B.items() if key not in ("age", "complete_years")}
    scenario = two_posts({"leavers": [stated | leaver]}, **sections)
    scenario["present"][0].pop("holders")
    scenario["holders"] = [
        {"post": "old", "ref": "A", "point": 20},
        {"post": "old", "ref": "B", "point": 20, **of_life},
    ]
    return scenario


def test_a_published_case_from_dates_alone(write, rates):
    """The Insolvency Service's own calculation test: 24 years at 51, £920.54 a week: 25 weeks at £489."""
    leaver = {"leaves_on": "2017-09-19", "notice_weeks": 12, "pension_strain": 0, "paid_on": "2017-09-30"}
    pay = {"weekly_pay": 920.54, "annual_pay": None}
    [leaving] = assess(write(with_dates(leaver | pay, PUBLISHED, **OF_2017)), rates).transition.leaving
    assert (leaving.leaver.age, leaving.leaver.complete_years) == (51, 24)
    assert leaving.leaver.counted_to.isoformat() == "2017-12-12"
    assert leaving.redundancy.statutory == 12_225


@pytest.mark.parametrize(
    ("dates", "leaver", "age", "on_leaving", "years"),
    [
        ({"born": "1970-09-30", "service_from": "2005-10-01"}, {}, 55, 55, 20),  # 1 October to 30 September: complete
        ({"born": "1970-10-01", "service_from": "2005-10-02"}, {}, 54, 54, 19),
        # Twelve weeks of notice not served run to 23 December 2025: older by then, and not when leaving.
        ({"born": "1970-10-01", "service_from": "2005-10-02"}, {"notice_weeks": 12}, 55, 54, 20),
        ({"born": "1970-10-01"}, {"complete_years": 3}, 54, 54, 3),
        ({"service_from": "2005-10-02"}, {"age": 40}, 40, 40, 19),
        ({"born": "1960-02-29", "service_from": "1980-01-01"}, {}, 65, 65, 45),
    ],
)
def test_age_and_years_are_those_of_the_relevant_date_and_a_pensions_of_the_last(  # noqa: PLR0913
    write, rates, dates, leaver, age, on_leaving, years
):
    [leaving] = assess(write(with_dates(leaver, dates)), rates).transition.leaving
    found = leaving.leaver
    assert (found.age, found.last_age, found.complete_years) == (age, on_leaving, years)
    assert leaving.of_pension_age == (on_leaving >= 55)


def test_no_more_than_20_years_count(write, rates):
    """45 years at 65, 20 of them counted, all from 41 on: 30 weeks at £719."""
    found = assess(write(with_dates({}, {"born": "1960-02-29", "service_from": "1980-01-01"})), rates)
    assert costs(found) == {"redundancy": 30 * 719}


@pytest.mark.parametrize(
    ("leaver", "dates", "says"),
    [
        ({}, {}, ["no age", "no complete_years"]),
        ({}, {"born": "1970-10-01"}, ["no complete_years"]),
        ({}, {"born": "1970-10-01", "service_from": "2025-10-01"}, ["no complete_years"]),
        ({"age": 55}, {"born": "1970-10-01", "service_from": "2005-10-02"}, ["55"]),
        ({"complete_years": 20}, {"born": "1970-10-01", "service_from": "2005-10-02"}, ["20"]),
    ],
)
def test_what_nothing_gives_or_what_the_dates_contradict_is_a_fault(write, rates, leaver, dates, says):
    faults = faults_of(write(with_dates(leaver, dates)), rates)
    assert [fault.found for fault in faults] == says


def test_a_strain_that_is_missing_blocks_by_the_age_worked_out(write, rates):
    found = assess(write(with_dates({}, {"born": "1970-09-30", "service_from": "2005-10-01"})), rates)
    assert check(found, "pension_strain").blocks
    young = assess(write(with_dates({}, {"born": "1970-10-01", "service_from": "2005-10-01"})), rates)
    assert "pension_strain" not in {each.key for each in young.checks}


def test_neither_results_nor_tables_nor_checks_repeat_a_date(write, rates):
    from model.report.tables.every import tables

    found = assess(write(with_dates({}, {"born": "1970-09-30", "service_from": "2005-10-01"})), rates)
    text = found.results + "".join(table.frame.to_csv() + table.note for table in tables(found))
    text += json.dumps([each.finding for each in found.checks])
    assert not [day for day in ("1970-09-30", "30 September 1970", "2005-10-01", "1 October 2005") if day in text]


def test_every_kind_that_may_be_written_has_its_rules():
    assert set(choices_of(Leaver.model_fields["kind"])) == set(KINDS_OF_LEAVING)
