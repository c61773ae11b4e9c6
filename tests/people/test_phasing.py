"""Posts filled late and covered meanwhile, and a turnover factor: part of the year, and of the establishment."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.cost.elements import ELEMENTS
from model.explain.drivers import drivers
from model.schema.sections.scenario import Scenario
from tests.conftest import change_scenario, small

YEAR, NEXT = FinancialYear(2010), FinancialYear(2011)
ENGINEER = "id: senior-engineer, title: ICT Senior Engineer, grade: 31-34,"
TURNOVER = "turnover: {rate: 3%, reason: a test}"


@pytest.fixture
def assess_with(tmp_path, rates):
    """The Barnet case with texts replaced."""

    def assess_with(*replacing):
        path = tmp_path / "scenario.yaml"
        path.write_text(change_scenario(*replacing), encoding="utf-8")
        return assess(path, rates)

    return assess_with


@pytest.fixture
def late(assess_with):
    """The ICT Senior Engineer's post stands from 1 December 2010 and is filled on 1 February 2011, with cover."""
    return assess_with((ENGINEER, f"{ENGINEER} filled_on: 2011-02-01, cover_a_month: 3000,"))


@pytest.fixture
def with_turnover(assess_with):
    return assess_with(("costing:\n  basis: top\n", f"costing:\n  basis: top\n  {TURNOVER}\n"))


def post_cost(assessed, timeline, post, year, element="total"):
    plan = assessed.costed.plans[timeline]
    rows = [row for row, held in enumerate(plan.appointments) if held.post == post]
    return assessed.costed.amounts(timeline, "top", element)[rows, assessed.costed.years.index(year)].sum()


def adds_up(costed):
    for basis in ("bottom", "top"):
        for first in costed.years:
            for last in costed.years:
                change = costed.amount("proposal", basis, last) - costed.amount("do_nothing", basis, first)
                said = drivers(costed, basis, first, last)
                assert sum(said.values()) == pytest.approx(change, abs=1e-6)


def test_a_post_filled_late_costs_its_cover_until_then_and_its_pay_after(late):
    """Two months of cover at £3,000, then two of twelve months' pay of £30,387."""
    assert post_cost(late, "proposal", "senior-engineer", YEAR, "cover") == 2 * 3000
    assert post_cost(late, "proposal", "senior-engineer", YEAR, "basic_pay") == pytest.approx(30_387 * 2 / 12)
    assert post_cost(late, "proposal", "senior-engineer", NEXT, "cover") == 0


def test_a_full_year_of_the_new_structure_has_no_cover(late):
    assert late.costed.amount("proposed", "top", YEAR, "cover") == 0


def test_cover_is_a_driver_of_its_own(late):
    said = drivers(late.costed, "top", YEAR, YEAR)
    assert said["cover"] == 6000
    adds_up(late.costed)


def test_turnover_saves_its_share_of_posts_of_several_people_once(with_turnover, barnet):
    """Four technicians: 3% of all that they cost; the one Deputy: nothing."""
    for post, share in (("support-technician", 0.03), ("deputy-manager", 0.0)):
        whole = post_cost(barnet, "do_nothing", post, NEXT)
        assert post_cost(with_turnover, "do_nothing", post, NEXT) == pytest.approx(whole * (1 - share))
        assert post_cost(with_turnover, "do_nothing", post, NEXT, "turnover") == pytest.approx(-whole * share)


def test_turnover_is_a_driver_of_its_own(with_turnover, barnet):
    """The saving of the year after, less that of the year before: 3% of posts of several people in each."""
    several = [
        sum(post_cost(barnet, timeline, post, NEXT) for post in posts)
        for timeline, posts in (
            ("do_nothing", ("support-technician", "electrical-technician")),
            ("proposed", ("support-officer", "electrical-tester")),
        )
    ]
    said = drivers(with_turnover.costed, "top", NEXT, NEXT)
    assert said["turnover"] == pytest.approx(-0.03 * (several[1] - several[0]))
    adds_up(with_turnover.costed)


def test_the_total_is_still_the_sum_of_its_elements(with_turnover, late):
    for assessed in (with_turnover, late):
        parts = sum(assessed.costed.amount("proposal", "top", YEAR, element.key) for element in ELEMENTS)
        assert assessed.costed.amount("proposal", "top", YEAR) == pytest.approx(parts)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("filled_on: 2010-11-01,", "a day from 1 December 2010"),
        ("cover_a_month: 3000,", "filled_on, the day on which the post is filled and its cover ends"),
    ],
)
def test_cover_without_an_end_or_a_start_is_told(assess_with, terms, says):
    with pytest.raises(InputFaults) as told:
        assess_with((ENGINEER, f"{ENGINEER} {terms}"))
    assert says in str(told.value)


DAYS_OF_THE_YEAR = st.dates(date(2024, 10, 1), date(2025, 3, 31))


@given(
    days=st.tuples(DAYS_OF_THE_YEAR, DAYS_OF_THE_YEAR).map(sorted), grade=st.integers(2, 43), number=st.integers(1, 3)
)
def test_an_added_post_without_cover_never_costs_more_for_starting_later(rates, days, grade, number):
    """The post of the small case stays as it is; another is added, and starts on the one day or on the later one."""
    costs = []
    for day in days:
        made = small(change="2024-10-01")
        added = {
            "id": "added",
            "title": "Added",
            "grade": grade,
            "number": number,
            "filled_by": "open",
            "from": str(day),
        }
        scenario = Scenario.model_validate({**made, "proposed": [*made["proposed"], added]})
        costed = cost_scenario(scenario, rates)
        costs.append([costed.amount("proposal", basis, FinancialYear(2024)) for basis in costed.bases])
    for sooner, later in zip(*costs, strict=True):
        assert later <= sooner + 1e-9
