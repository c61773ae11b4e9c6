"""A trace as a person reads it: at a terminal, and as a frame."""

import pytest

import model as wcw
from tests.conftest import HOME, run_model

BARNET = "scenarios/barnet-schools-ict.yaml"


def test_a_step_is_printed_with_its_sum_its_arithmetic_and_its_rates():
    """The pension of one post at £30,387: 24.8% of it is £7,535.98."""
    told = run_model("trace", BARNET, "Budget effect, full year", "--step", "1.3.3").stdout
    assert "printed as +£9,147" in told
    assert "= 12 × 24.8% × £2,532.25 [1, 2]" in told
    assert "£7,535.98" in told
    assert "Outer London pay spine (GLPC), point 34: £30,387.00, from 1 April 2009 to 31 March 2013; recalled" in told
    assert "Exempt" not in told


def test_pence_that_miss_each_other_are_said():
    """Seven posts, each rounded by itself, make £404,297.99; all together are £404,297.997."""
    told = run_model("trace", BARNET, "proposed_cost", "--depth", "1").stdout
    assert "The printed parts add up to £404,297.99: each is rounded by itself." in told


def test_figures_at_holders_own_points_are_marked_exempt():
    told = run_model("trace", "scenarios/barnet-schools-ict-actual.yaml", "present_cost", "--step", "1.1").stdout
    assert "Exempt: not for publication" in told and "exempt)" in told


@pytest.mark.long
def test_with_no_figure_it_lists_what_can_be_traced_and_an_unknown_one_is_refused_with_the_nearest():
    listed = run_model("trace", BARNET)
    assert "full_year_effect" in listed.stdout and '"do_nothing, bottom, 2010/11, basic_pay"' in listed.stdout
    refused = run_model("trace", BARNET, "Buget effect, full year")
    assert refused.returncode == 2 and "Budget effect, full year" in refused.stderr


@pytest.mark.long
def test_a_rate_is_followed_to_the_figures_that_rest_on_it_and_an_unknown_one_to_those_read():
    told = run_model("trace", BARNET, "--rate", "pension").stdout
    assert "Budget effect, full year: +£9,147" in told
    refused = run_model("trace", BARNET, "--rate", "teachers")
    assert refused.returncode == 2 and "Apprenticeship levy" in refused.stderr


@pytest.fixture(scope="module")
def case():
    return wcw.load(HOME / BARNET)


def test_in_pandas_each_level_adds_up_to_the_one_above(case):
    steps = case.trace("full_year_effect")
    assert steps.loc[0, "amount"] == pytest.approx(9_146.709)
    top = steps[steps["level"] == 1]
    assert (top["amount"] * top["counts"]).sum() == pytest.approx(9_146.709)
    assert steps["how"].str.contains("24.8%").any() and set(steps["status"]) >= {"recalled", "assumed"}


def test_in_pandas_what_can_be_traced_and_what_rests_on_a_rate(case):
    listed = case.trace()
    assert {"full_year_effect", "full_year_effect, top, 2010/11, total"} <= set(listed["key"])
    resting = case.rests_on("threshold")
    assert "full_year_effect" in set(resting["key"]) and (resting["worked_out_with_it"] != 0).all()
