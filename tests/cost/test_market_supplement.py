"""A market supplement on a post until a date: an element of its own, pensionable, liable to NI and levy."""

import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.elements.market_supplement import MARKET_SUPPLEMENT
from model.explain.drivers import drivers
from tests.conftest import worked_examples

YEAR = FinancialYear(2024)
SUPPLEMENT = {"amount": 2_400, "until": "2025-01-15", "source": "A test."}


@pytest.fixture
def effect_of(costed):
    """£ by element of a post at SCP 24 and 0.5 FTE with a supplement, less what it costs without one."""

    def effect(structure, **sides):
        half = {"fte": 0.5}
        sides = {side: half | sides.get(side, {}) for side in ("present", "proposed")}
        plain, with_it = costed(half, half), costed(**sides)
        return lambda element: (
            with_it.amount(structure, "top", YEAR, element) - plain.amount(structure, "top", YEAR, element)
        )

    return effect


@pytest.mark.parametrize("row", worked_examples("market_supplement"), ids=lambda row: row["what"])
def test_it_is_paid_for_the_fte_until_its_last_day_with_every_on_cost(effect_of, row):
    effect = effect_of("do_nothing", present={"market_supplement": SUPPLEMENT})
    assert effect(row["what"]) == pytest.approx(float(row["expected"]), abs=0.005), row["working"]


def test_it_goes_with_the_post_and_not_with_the_holder(effect_of):
    """The present post ends on 31 December: nine months of £100; the new post, without one, pays none."""
    effect = effect_of("proposal", present={"market_supplement": SUPPLEMENT})
    assert effect("market_supplement") == pytest.approx(900)


def test_it_is_a_driver_of_the_change(costed):
    """The new post pays £200 a month for January to March, with NI 13.8%, pension 20% and levy 0.5%: £805.80."""
    made = costed(proposed={"market_supplement": {**SUPPLEMENT, "until": "2026-01-15"}})
    found = drivers(made, "top", YEAR, YEAR)
    assert found["market_supplement"] == pytest.approx(600 * 1.343)
    assert sum(found.values()) == pytest.approx(made.amount("part_year_effect", "top", YEAR))


def test_a_supplement_says_when_it_ends_and_why(write_small, rates):
    with pytest.raises(Exception, match="until") as faults:
        assess(write_small(present={"market_supplement": {"amount": 2_400}}), rates)
    assert "source" in str(faults.value)


def test_the_last_of_several_days_on_which_it_ends_is_said(costed):
    later = {**SUPPLEMENT, "until": "2026-01-15"}
    one = costed(present={"market_supplement": SUPPLEMENT}).scenario
    two = costed(present={"market_supplement": SUPPLEMENT}, proposed={"market_supplement": later}).scenario
    assert MARKET_SUPPLEMENT.ends(one) == "until 15 January 2025"
    assert MARKET_SUPPLEMENT.ends(two) == "the last until 15 January 2026"
