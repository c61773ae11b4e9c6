"""Pay awards that are assumed, mixed, open or tested: what they pay, and the miss if an award is another."""

from datetime import date

import pytest

from model.assessment.assess import assess
from model.cost.costed import cost_scenario
from model.explain.award_risk import award_test
from model.report.tables.award import award_in_words, missed
from model.schema.load import load_scenario
from model.schema.sections.awards import Award
from model.schema.sections.rates_in_force import with_awards
from tests.cost.test_awards import LGPS, THEN, TO_NOVEMBER, in_2022


@pytest.fixture
def costed_2022(write, rates):
    """Cost one post at SCP 20 in 2022/23."""
    return lambda *given, **more: cost_scenario(load_scenario(write(in_2022(*given, **more)), rates), rates)


def award(**terms):
    return Award.model_validate({"from": "2027-04-01", "to": "2028-03-31", "reason": "A test.", **terms})


MIXED = {"by_point": [{"to_point": 43, "flat": 1925}, {"percent": "3.88%"}]}


def test_an_award_mixed_by_point_is_a_sum_below_and_a_percentage_above(rates):
    """The form of 2023: £1,925 to SCP 43 and 3.88% above; East Riding's pay table has £51,515 at SCP 43."""
    assert award(**MIXED).salary_after(43, 49_590) == 51_515
    assert award(**MIXED).salary_after(44, 50_000) == pytest.approx(51_940)
    laid = with_awards(rates.spines, "njc", [award(**MIXED)])
    after, before = (laid.value_on("njc", 20, day) for day in (date(2027, 4, 1), date(2027, 3, 31)))
    assert after.value - before.value == 1_925


@pytest.mark.parametrize(
    ("standing", "status"), [("assumed", "assumed"), ("offered", "assumed"), ("settled", "derived")]
)
def test_what_an_award_rests_on_is_shown(rates, standing, status):
    laid = with_awards(rates.spines, "njc", [award(percent="3%", standing=standing)])
    rate = laid.value_on("njc", 20, date(2027, 4, 1))
    assert (rate.status.label, rate.source) == (status, f"{standing} award: A test.")


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({}, "one of percent, flat and by_point"),
        ({"percent": "1%", **MIXED}, "one of percent, flat and by_point"),
        ({"by_point": [{"percent": "1%"}, {"flat": 1}]}, "all with to_point except the last"),
        ({"by_point": [{"to_point": 9, "percent": "1%"}, {"to_point": 5, "flat": 1}, {"flat": 2}]}, "in order"),
    ],
)
def test_an_award_has_one_form(terms, says):
    with pytest.raises(ValueError, match=says):
        award(**terms)


def test_the_miss_of_a_budget_set_before_the_award_was_known(costed_2022, rates):
    """Budgeted at 2% of £26,446, £26,974.92, settled at £28,371: £1,396.08 of pay, with 20% pension and 13.8% or
    15.05% NI (7 of 12 months at 15.05%): x (1.2 + 0.1452917) = £1,878.13 less in the budget."""
    budgeted = {"from": "2022-04-01", "to": "2023-03-31", "percent": "2%", "reason": "The budget."}
    made = costed_2022(pay={"awards_tested": [budgeted]}, costing={"basis": "top"})
    [post] = award_test(made, rates).posts
    blended = (7 * TO_NOVEMBER + 5 * THEN) / 12
    assert post.miss == pytest.approx(-(28_371 - 26_974.92) * (1.2 + blended + 0.005), abs=0.01)


def test_without_a_test_of_its_own_an_open_award_is_tested_at_one_per_cent_of_pay_more(write, rates):
    """On £33,673 in 2026/27: £336.73 of pay for the post, with 20% pension, 15% NI and 0.5% levy = £456.27."""
    made = in_2022()
    open_award = {"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "A test."}
    terms = {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2026-05-01", "reason": "A test."}
    made |= {
        "dates": {"decision": "2027-03-15", "implementation": "2027-04-01"},
        "years": {"first": "2027/28", "last": "2027/28"},
        "pay": {**made["pay"], "awards": [open_award]},
        "on_costs": {
            "lgps": [{**LGPS, "from": "2027-04-01", "to": "2028-03-31"}],
            "employer_ni_carried_forward": [terms],
        },
    }
    assessed = assess(write(made), rates)
    [post] = assessed.award_test.posts
    assert post.miss == pytest.approx(336.73 * 1.355, abs=0.01)
    assert missed(assessed).note.startswith("A test of one per cent more pay: 4% from 1 April 2027")


def test_awards_are_told_in_words():
    assert award_in_words(award(**MIXED)) == (
        "£1,925 flat up to SCP 43, 3.88% above that from 1 April 2027 to 31 March 2028"
    )
    assert award_in_words(award(percent="3%")) == "3% from 1 April 2027 to 31 March 2028"
