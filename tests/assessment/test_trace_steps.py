"""Each step of a trace is held to the engine's figure when it is shown, and says so where it misses it."""

import pytest

from model.assessment.assess import assess
from model.assessment.structures import BESIDE
from model.assessment.trace.beside import Beside
from model.assessment.trace.figures import Figures
from model.assessment.trace.step import Step, ended, rounding
from model.assessment.trace.worked import factor, money
from model.base.figure_of import CostOf, RecordOf
from tests.conftest import small, worked_examples

PERIODS = {"four-weekly": "four_weekly", "weekly": "weekly"}


def sum_of(amount, *parts):
    return Step("A sum", amount, opened=lambda: parts)


def test_a_step_agrees_with_its_parts_to_less_than_half_a_penny():
    """£10 and £2.50 taken off make £7.50."""
    parts = Step("One", 10.0), Step("Other", 2.5).less
    assert sum_of(7.5, *parts).agrees and sum_of(7.504, *parts).agrees
    assert not sum_of(7.506, *parts).agrees


def test_arithmetic_that_does_not_make_the_figure_disagrees():
    twelfth = money(30_387.0) / factor(12)
    assert ended("A month", 2532.25, twelfth).agrees
    assert not ended("A month", 2532.26, twelfth).agrees


def test_a_figure_that_its_steps_do_not_make_has_them_as_its_only_part_and_disagrees():
    steps = sum_of(7.5, Step("One", 7.5))
    assert steps.as_figure(7.5).agrees
    other = steps.as_figure(8.0, "As printed")
    assert (other.name, other.amount, other.parts) == ("As printed", 8.0, (steps,)) and not other.agrees


def test_rounding_explains_less_than_a_step_and_no_more():
    assert rounding(0.99, 1.0).agrees and not rounding(1.5, 1.0).agrees


def test_every_structure_of_results_that_is_no_timeline_is_traced():
    assert set(Beside(None).ways) == set(BESIDE)


@pytest.mark.parametrize("row", worked_examples("pay_periods"), ids=lambda row: f"{row['frequency']} {row['pay_day']}")
def test_national_insurance_of_another_payroll_is_traced_to_its_pay_days(row, write, rates):
    """tests/worked_examples/pay_periods.csv: what the year comes to, and on what each pay day is assessed."""
    scenario = small(change="2025-10-01", years={"first": "2025/26", "last": "2025/26"})
    scenario["dates"] = {"decision": "2025-04-15", "implementation": "2025-10-01"}
    scenario["pay"] |= {"frequency": row["frequency"], "pay_day": row["pay_day"]}
    scenario["on_costs"]["lgps"][0] |= {"from": "2025-04-01", "to": "2026-03-31"}
    figures = Figures(assess(write(scenario), rates))
    step = figures.record(RecordOf("do_nothing", "top", "2025/26", "employer_ni"))
    assert step.amount == pytest.approx(float(row["employer_ni"]), abs=0.01)
    [post] = step.parts
    assert len(post.parts) == 12
    assert all(month.agrees and all(day.agrees for day in month.parts) for month in post.parts)
    last = post.parts[-1].parts[-1]
    threshold, salary, days = {"four-weekly": ("385", 35_412, 28), "weekly": ("96", 35_412, 7)}[row["frequency"]]
    assert f"15% × ({money(salary * days / 365).text} − £{threshold})" in last.how
    assert {rate.point for rate in last.rates if rate.table == "employer_ni"} <= {"rate", PERIODS[row["frequency"]]}


def test_the_cost_of_no_post_is_nil():
    from tests.conftest import RESOLVED

    figures = Figures(assess(RESOLVED))
    year = figures.of.costed.year_of_change
    step = figures.cost(CostOf("proposed", "top", year, posts=frozenset()))
    assert step.amount == 0 and step.parts == ()
