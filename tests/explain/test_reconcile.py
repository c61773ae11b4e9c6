"""Reconciliation is the costing with other terms put in: worked by hand from a post of £30,000 a year."""

import pytest

from model.assessment.assess import assess
from model.pay.conventions import NI_CONVENTIONS, ROUNDINGS
from model.report.gallery import scenario_files
from model.schema.sections.declared import choices_of
from model.schema.sections.hypotheses_of_cost import NIHypothesis
from model.schema.sections.hypotheses_of_total import RoundingHypothesis
from tests.conftest import HOME
from tests.explain.one_post import one_post


@pytest.fixture
def attempt(write, rates):
    """The reconciliation of one post of £30,000 a year, at 1.0 FTE unless told otherwise."""
    return lambda *year, **given: assess(write(one_post(*year, **given)), rates).reconciled


def test_the_same_assumptions_give_the_costing_itself(attempt):
    """30,000 × 1.2 + 12 × 13.8% × (2,500 − 758) = 38,884.75, and the levy, 0.5% of 30,000 = 150."""
    [found] = attempt().attempts
    assert found.present == pytest.approx(38_884.752 + 150)
    assert found.present == pytest.approx(attempt().listed_on("top").present)


def test_allowances_and_the_turnover_factor_are_in_it(attempt):
    """£1,200 a year more of pay, pensionable: 1,200 × (1 + 20% + 13.8% + 0.5%) = 1,611.60."""
    standby = {"allowances": [{"name": "Standby", "amount": 1_200, "source": "A test."}]}
    [found] = attempt(post=standby).attempts
    assert found.present == pytest.approx(39_034.752 + 1_611.60)
    two = {"number": 2}
    [found] = attempt(post=two, costing={"turnover": {"rate": "3%", "reason": "A test."}}).attempts
    assert found.present == pytest.approx(2 * 39_034.752 * 0.97)


def test_a_year_in_which_the_rate_changes_is_not_at_aprils(attempt):
    """2022/23 by the year: 214 days at 15.05% and 151 at 13.8% make 14.53% (HMRC NIM01615).

    (30,000 − 9,100) × 14.53% = £3,036.77. By pay months: 7 × 15.05% and 5 × 13.8% of 2,500 − 758.
    """
    [found] = attempt("2022/23", lgps_rate="0%", employer_ni="annual_without_rebate").attempts
    assert found.present == pytest.approx(30_000 + 150 + 3_036.77)
    [found] = attempt("2022/23", lgps_rate="0%").attempts
    assert found.present == pytest.approx(30_000 + 150 + (7 * 0.1505 + 5 * 0.138) * 1_742)


def test_without_national_insurance_or_pension_it_is_pay_and_levy(attempt):
    [found] = attempt(lgps_rate="0%", employer_ni="none").attempts
    assert found.present == pytest.approx(30_150)


def test_an_unlisted_post_is_costed_like_any_other(attempt):
    """Twice the post of £30,000: the levy is on both."""
    alone, with_another = attempt(unlisted_post=["none", "24"]).attempts
    by_post = {found.label("unlisted_post"): found for found in (alone, with_another)}
    assert by_post["no unlisted post at 24"].present == pytest.approx(2 * 39_034.752)


@pytest.mark.parametrize(("kind", "known"), [(NIHypothesis, NI_CONVENTIONS), (RoundingHypothesis, ROUNDINGS)])
def test_every_convention_that_a_file_may_name_is_one_that_is_known(kind, known):
    assert {*choices_of(kind.model_fields["use"])} == {*known}


@pytest.mark.parametrize("path", scenario_files(HOME / "scenarios"), ids=lambda path: path.stem)
def test_in_every_scenario_the_costings_own_assumptions_give_its_own_totals(rates, path):
    made = assess(path, rates)
    year, own = str(made.costed.year_of_change), made.scenario.on_costs.lgps[0].rate
    same = "pay_months_with_rebate", year, "none", own
    for one in made.reconciled.attempts if made.reconciled else ():
        if tuple(map(one.use, ("employer_ni", "ni_year", "unlisted_post", "lgps_rate"))) == same:
            listed = made.reconciled.listed_on(one.use("basis"))
            assert (one.present, one.proposed) == pytest.approx((listed.present, listed.proposed))


def test_one_flat_percentage_of_pay_is_a_hypothesis_of_its_own(attempt):
    """30,000 x 1.25 = 37,500, levy and all."""
    found = attempt(employer_ni="none", flat_on_costs="25%", figures={"present_cost": 37_550, "proposed_cost": 37_550})
    nearest = found.attempts[0]
    assert (nearest.use("flat_on_costs"), nearest.use("lgps_rate"), nearest.present) == (0.25, None, 37_500)
    assert found.near("present", "proposed") == 1
