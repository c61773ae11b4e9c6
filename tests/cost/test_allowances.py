"""Allowances: on top of salary, with National Insurance on all and pension on the pensionable ones."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.explain.drivers import drivers
from tests.conftest import change_scenario

YEAR = FinancialYear(2012)
STANDBY = "{name: standby, percent: 5%, pensionable: true, source: a test}"
TOOLS = "{name: tools, amount: 1200, pensionable: false, source: a test}"
SCP_28 = 25_455


@pytest.fixture
def with_allowances(tmp_path, rates):
    """The Barnet case with allowances on the proposed ICT Hardware Engineer (25-28)."""

    def with_allowances(*allowances):
        text = change_scenario(
            ("grade: 25-28, filled_by", f"grade: 25-28, allowances: [{', '.join(allowances)}], filled_by")
        )
        path = tmp_path / "allowances.yaml"
        path.write_text(text, encoding="utf-8")
        return assess(path, rates)

    return with_allowances


def added(assessed, barnet, element, basis="top"):
    """What the allowances add to a year of the proposed structure."""
    return assessed.costed.amount("proposed", basis, YEAR, element) - barnet.costed.amount(
        "proposed", basis, YEAR, element
    )


def test_a_percentage_is_of_basic_pay_and_a_sum_is_as_stated(with_allowances, barnet):
    both = with_allowances(STANDBY, TOOLS)
    assert added(both, barnet, "allowances") == pytest.approx(SCP_28 * 0.05 + 1200)
    assert added(both, barnet, "basic_pay") == 0


def test_pension_is_due_on_the_pensionable_ones_only(with_allowances, barnet):
    both = with_allowances(STANDBY, TOOLS)
    assert added(both, barnet, "employer_lgps") == pytest.approx(SCP_28 * 0.05 * 0.248)


def test_national_insurance_is_due_on_all(with_allowances, barnet):
    """2012/13: 13.8% less the rebate of 3.4%, between the limits, on £1,272.75 and £1,200."""
    both = with_allowances(STANDBY, TOOLS)
    assert added(both, barnet, "employer_ni") == pytest.approx((SCP_28 * 0.05 + 1200) * (0.138 - 0.034))


def test_drivers_still_add_up_to_the_difference(with_allowances):
    costed = with_allowances(STANDBY, TOOLS).costed
    first, last = costed.years[0], costed.years[-1]
    change = costed.amount("proposal", "top", last) - costed.amount("do_nothing", "top", first)
    assert sum(drivers(costed, "top", first, last).values()) == pytest.approx(change, abs=1e-6)


def test_neither_insurance_nor_levy_is_due_on_what_is_not_liable(with_allowances, barnet):
    """5% of £25,455 is £1,272.75, on which 10.4% is due; the £1,200 bears none."""
    both = with_allowances(STANDBY, TOOLS.replace("}", ", liable_to_ni: false}"))
    assert added(both, barnet, "allowances") == pytest.approx(SCP_28 * 0.05 + 1200)
    assert added(both, barnet, "employer_ni") == pytest.approx(1272.75 * 0.104)


@pytest.mark.parametrize(
    ("allowance", "expected"),
    [
        ("amount: 5, sum: 5, from: 2010-12-01, to: 2010-12-31", "exactly one of amount, percent, sum and a_week"),
        ("sum: 5, from: 2010-12-01", "the first day .* and the last"),
        ("amount: 5, multiplier: 1.5", "a_week .* wherever a rate or a multiplier is stated"),
        ("percent: 5%, pro_rata: true", "pro_rata only where an amount is stated"),
        ("amount: 5, from: 2011-02-01, to: 2011-01-01", "a last day .* on or after the first"),
    ],
)
def test_what_does_not_go_together_is_a_fault(with_allowances, allowance, expected):
    with pytest.raises(InputFaults, match=expected):
        with_allowances(f"{{name: x, source: The agreement, {allowance}}}")


@pytest.mark.parametrize(
    "allowance",
    ["{name: x, source: y}", "{name: x, amount: 5, percent: 5%, source: y}"],
)
def test_an_allowance_is_a_sum_or_a_percentage(with_allowances, allowance):
    with pytest.raises(InputFaults, match="exactly one of amount, percent, sum and a_week"):
        with_allowances(allowance)
