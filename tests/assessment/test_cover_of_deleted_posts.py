"""A deleted post that agency staff cover: what the cover costs is spent, and giving it up saves money."""

import pytest

from model.assessment.assess import assess


@pytest.fixture
def known(write_small, rates):
    """The figures where a deleted post is held vacant, at £1,000 a month of cover, from a day on."""

    def known(**since):
        covered = [{"cover_a_month": 1000, "reason": "A test.", **since}]
        gone = {"vacant": True, "fate": "deleted", "to": [], "held_vacant": covered}
        return assess(write_small(gone, {"filled_by": "open"}), rates).quantities

    return known


def test_where_cover_is_all_that_the_budget_pays_the_effect_on_it_is_the_effect_on_spending(known):
    found = known()
    assert found["full_year_effect"].amount == pytest.approx(found["proposed_cost"].amount - 12_000)
    assert "cash_effect" not in found and "vacant_budget" not in found


def test_cover_is_spent_and_the_budget_before_it_is_not(known):
    """Covered from 1 October: £6,000 is spent; half a year of the post, at its own cost, is in the budget alone."""
    found = known(**{"from": "2024-10-01"})
    half = found["vacant_budget"].amount
    assert found["present_cost"].amount == pytest.approx(half + 6_000)
    assert found["cash_effect"].amount == pytest.approx(found["proposed_cost"].amount - 6_000)
