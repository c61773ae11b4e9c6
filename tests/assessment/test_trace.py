"""Every figure can be followed to where it comes from, and its steps add up to it."""

from collections import defaultdict
from fractions import Fraction

import pytest

from model.assessment.trace.lookup import NoSuchFigure, called, resting_on
from model.base.money import half_up
from tests.arithmetic import work_out
from tests.conftest import EACH_SCENARIO, SCENARIOS, worked_examples
from tests.traced_steps import faults_of


def follow(step, amount) -> list[str]:
    """The faults of a figure's trace: of its parts, of its arithmetic, and of what its ends add up to."""
    found = faults_of(step)
    ends = sum(times * leaf.amount for times, leaf in step.leaves())
    if half_up(step.amount) != half_up(amount) or half_up(ends) != half_up(amount):
        found.append(f"{step.name}: {amount} in the results, {step.amount} traced, its ends make {ends}")
    return found


@pytest.mark.parametrize("path", EACH_SCENARIO)
def test_every_named_figure_and_every_headline_record_adds_up_from_its_ends_to_the_penny(path, figures_of):
    """The arithmetic of each step is worked out by tests/arithmetic.py, which shares no code with the workbook."""
    figures = figures_of(path.stem)
    basis = figures.of.scenario.costing.basis
    faults = []
    for key, quantity in figures.of.quantities.items():
        faults += follow(figures.quantity(key), quantity.amount)
    for key, amount in figures.records.items():
        if key[1] in (basis, "", "published"):
            faults += follow(figures.record(key), amount)
    assert not faults


@pytest.mark.long
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_record_of_every_basis_adds_up_from_its_ends_to_the_penny(path, figures_of):
    figures = figures_of(path.stem)
    assert not [fault for key, amount in figures.records.items() for fault in follow(figures.record(key), amount)]


def test_ten_printed_figures_come_to_the_penny_that_they_come_to_by_hand(figures_of):
    """tests/worked_examples/traced_figures.csv has the arithmetic, from the scenario files and the published tables."""
    worked: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for line in worked_examples("traced_figures"):
        by_hand = work_out(line["arithmetic"])
        assert round(float(by_hand), 2) == pytest.approx(float(line["amount"]), abs=0.001), line["line"]
        worked[line["scenario"], line["figure"]] += by_hand
    assert len(worked) >= 10 and len({scenario for scenario, _ in worked}) == 3
    for (scenario, figure), by_hand in worked.items():
        figures = figures_of(scenario)
        step, printed = figures.figure(called(figures, figure)), figures.named(figure).amount
        assert half_up(step.amount) == half_up(float(by_hand)) == half_up(printed), (scenario, figure)


def test_a_month_of_national_insurance_says_its_terms_and_its_pay(figures_of):
    """One post at £30,387, in 2010/11: 12.8% above £476 a month, less 3.7% from £421, on £2,532.25."""
    figures = figures_of("barnet-schools-ict")
    engineer = figures.figure(called(figures, "proposed, 2010/11, employer_ni")).parts[2]
    [months] = engineer.parts
    assert months.how == "12 × (12.8% × (£2,532.25 − £476) − 3.7% × (£2,532.25 − £421))"
    assert {rate.name for rate in months.rates} == {
        "employer_rate",
        "secondary_threshold",
        "contracted_out_rebate",
        "lower_earnings_limit",
        "upper_accrual_point",
        "glpc_outer",
    }


def test_a_holder_who_moves_inside_a_month_is_weighed_by_days(figures_of):
    """An increment on 3 August 2025 from SCP 37 to 38: 2 days of 31 at the one, 29 at the other."""
    figures = figures_of("example-childrens-service")
    step = figures.record(("do_nothing", "actual", "2025/26", "basic_pay"))
    hows = [leaf.how for _, leaf in step.leaves()]
    assert "(£48,226 × 2 + £49,282 × 29) ÷ 31 ÷ 12" in hows


def test_what_shows_one_persons_pay_says_that_it_is_exempt(figures_of):
    at_own_points = figures_of("barnet-schools-ict-actual").quantity("present_cost")
    at_the_top = figures_of("barnet-schools-ict").quantity("present_cost")

    def exempt(step):
        return step.exempt or any(map(exempt, step.parts))

    assert exempt(at_own_points) and not exempt(at_the_top)


def test_a_post_with_one_holder_is_exempt_and_one_with_several_is_not(figures_of):
    """One principal officer; the four technicians' pay together is nobody's own."""
    marked = {post.name: post.exempt for post in figures_of("barnet-schools-ict-actual").quantity("present_cost").parts}
    assert marked["Principal ICT Officer"] and not marked["1st/2nd Line ICT Support Technician"]


def test_a_rate_leads_back_to_the_figures_that_rest_on_it(figures_of):
    """2012/13 is no part of the figures of one earlier year; its threshold is part of all years together alone."""
    figures = figures_of("barnet-schools-ict")

    def of_2012(rate):
        return rate.name == "secondary_threshold" and rate.effective_from.year == 2012

    assert [one.quantity.key for one in resting_on(figures, of_2012)] == ["all_years_effect"]


def test_a_figure_is_found_by_key_by_name_and_by_the_words_of_a_record(figures_of):
    figures = figures_of("barnet-schools-ict")
    assert called(figures, "full_year_effect") == called(figures, "budget effect, Full Year") == "full_year_effect"
    by_words = called(figures, "full_year_effect, top, 2010/11, total")
    assert figures.figure(by_words).amount == figures.figure("full_year_effect").amount
    assert called(figures, "full_year_efect") is None


def test_words_that_call_several_records_say_so_and_name_them(figures_of):
    """One year is not said, and there are three."""
    with pytest.raises(NoSuchFigure, match=r"may be any of these: do_nothing, top, 2010/11, employer_ni; "):
        called(figures_of("barnet-schools-ict"), "do_nothing, top, employer_ni")


def test_a_step_is_called_by_its_number_and_one_that_is_not_there_is_named(figures_of):
    step = figures_of("barnet-schools-ict").quantity("full_year_effect")
    assert step.at("1.3").name == "ICT Senior Engineer" and step.at("") is step
    with pytest.raises(LookupError, match="below step 1 there are steps 1 to 7"):
        step.at("1.40")
