"""Reconciliation is the costing with other terms put in: worked by hand from a post of £30,000 a year."""

from typing import get_args

import pytest

from model.assessment.assess import assess
from model.explain.conventions import NI_CONVENTIONS
from model.report.gallery import scenario_files
from model.schema.sections.published import NIConvention
from tests.conftest import HOME, small

TOTALS = [
    {"measure": "present_cost", "amount": 40_000, "source": "A test."},
    {"measure": "proposed_cost", "amount": 40_000, "source": "A test."},
    {"measure": "change", "amount": 0, "source": "A test."},
]


def hypotheses(**more):
    tried = {"basis": "top", "lgps_rate": "20%", "employer_ni": "pay_months_with_rebate", "ni_year": "2024/25",
             "unlisted_post": "none", **more}  # fmt: skip
    each = {
        key: [{"use": use, "reason": "A test."} for use in (value if isinstance(value, list) else [value])]
        for key, value in tried.items()
    }
    return {"tolerance": 100, "hypotheses": each}


@pytest.fixture
def attempt(write, rates):
    """The one combination tried on a post of £30,000 a year, at 1.0 FTE unless told otherwise."""

    def attempt(year="2024/25", post=None, costing=None, **tried):
        first, last = int(year[:4]), int(year[:4]) + 1
        days = {"from": f"{first}-04-01", "to": f"{last}-03-31", "source": "A"}
        spine = [{"spine": "njc", "point": 24, "effective_from": days["from"], "effective_to": days["to"],
                  "value": 30_000, "status": "assumed", "source": "A test."}]  # fmt: skip
        made = small(
            post,
            post,
            change=f"{last}-01-01",
            costing=costing,
            dates={"decision": f"{first}-10-01", "implementation": f"{last}-01-01"},
            years={"first": year, "last": year},
            pay={"spine": "njc", "area": "anywhere", "full_time_hours": 37, "own_spine": spine},
            on_costs={"lgps": [{**days, "rate": "20%", "reason": "A"}]},
            published=TOTALS,
            reconcile=hypotheses(ni_year=year, **tried),
        )
        return assess(write(made), rates).reconciled

    return attempt


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
    by_post = {found.unlisted_post: found for found in (alone, with_another)}
    assert by_post["no unlisted post at 24"].present == pytest.approx(2 * 39_034.752)


def test_every_convention_that_a_file_may_name_is_one_that_is_known():
    named, _ = get_args(NIConvention)
    assert set(get_args(named)) == {*NI_CONVENTIONS}


@pytest.mark.parametrize("path", scenario_files(HOME / "scenarios"), ids=lambda path: path.stem)
def test_in_every_scenario_the_costings_own_assumptions_give_its_own_totals(rates, path):
    made = assess(path, rates)
    year, own = str(made.costed.year_of_change), made.scenario.on_costs.lgps[0].rate
    same = "pay_months_with_rebate", year, "none", own
    for one in made.reconciled.attempts if made.reconciled else ():
        if (one.employer_ni, one.ni_year, one.unlisted_post, one.lgps_rate) == same:
            listed = made.reconciled.listed_on(one.basis)
            assert (one.present, one.proposed) == pytest.approx((listed.present, listed.proposed))


def test_one_flat_percentage_of_pay_is_a_hypothesis_of_its_own(write_small, rates):
    """NJC point 24 in 2024/25 is £34,314; at 25 per cent for all on-costs 34,314 x 1.25 = 42,892.50, levy and all."""
    tried = {"basis": "top", "lgps_rate": "20%", "employer_ni": "none", "ni_year": "2024/25", "unlisted_post": "none"}
    tried |= {"flat_on_costs": "25%"}
    flat = {name: [{"use": use, "reason": "A test of it."}] for name, use in tried.items()}
    published = [{"measure": name, "amount": 42_900, "source": "A test."} for name in ("present_cost", "proposed_cost")]
    made = write_small(published=published, reconcile={"tolerance": 100, "hypotheses": flat})
    found = assess(made, rates).reconciled
    [attempt] = [one for one in found.attempts if one.employer_ni == "flat_on_costs"]
    assert attempt.present == pytest.approx(42_892.50)
    assert found.near == (attempt,)
