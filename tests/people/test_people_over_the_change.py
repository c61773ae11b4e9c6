"""Who joins, leaves, follows somebody or is away as the structure changes, and posts held vacant over it. All invented.

SCP 24 of the national spine pays £34,314 a year from 1 April 2024, £2,859.50 a month; SCP 22 pays £32,654.
"""

import pytest

from model.base.financial_year import FinancialYear
from model.checks.establishment_checks import establishment_checks
from model.checks.paid_once import paid_once_checks
from model.cost.costed import cost_scenario
from model.schema.load import load_scenario
from tests.people.test_spells import PEOPLE

YEAR = FinancialYear(2024)
CHANGE = "2024-10-01"
HELD = [{"reason": "A test."}]


@pytest.fixture
def costed(write_small, rates):
    def costed(*holders, proposed=None, **post):
        post = {"vacant": not holders, "holders": [{"point": 24, **holder} for holder in holders], **post}
        return cost_scenario(load_scenario(write_small(post, proposed, CHANGE, **PEOPLE), rates), rates)

    return costed


def blocking(costed):
    checks = [*establishment_checks(costed.establishment.seating), *paid_once_checks(costed)]
    return [check.finding for check in checks if check.blocks]


def paid(costed, element="basic_pay", timeline="proposal"):
    return costed.amount(timeline, "actual", YEAR, element)


def test_whoever_follows_a_leaver_after_the_change_is_in_the_new_post(costed):
    """Three months to 31 December at SCP 24, and three from 1 January at SCP 22, after six in the old post."""
    leaver = {"ref": "H1", "to": "2024-12-31", "ended": "resignation"}
    follower = {"ref": "H2", "point": 22, "from": "2025-01-01", "begun": "recruited"}
    found = costed(leaver, follower, grade="20-24", proposed={"grade": "20-24"})
    assert paid(found) == pytest.approx(34_314 * 9 / 12 + 32_654 * 3 / 12)
    assert not blocking(found)


def test_whoever_joins_after_the_change_fills_the_vacancy_and_has_no_pay_to_protect(costed):
    """The post ends at SCP 22 now. Somebody who stood at 24 had two points to lose, and a recruit has none."""
    recruit = {"ref": "H1", "point": 24, "from": "2024-12-01", "begun": "recruited"}
    found = costed(recruit, grade="20-24", proposed={"grade": "20-22"}, held_vacant=HELD)
    assert paid(found, "pay_protection") == paid(found, "pay_protection", "proposed") == 0
    assert not blocking(found)


def test_protection_runs_on_while_somebody_is_away_over_the_change(costed):
    """Away from 1 September to 30 November: four months of £1,660 a year in 2024/25, and not from the return."""
    away = {"ref": "H1", "away": [{"from": "2024-09-01", "to": "2024-11-30", "why": "career-break"}]}
    found = costed(away, grade="20-24", proposed={"grade": "20-22"}, held_vacant=HELD)
    assert paid(found, "pay_protection") == pytest.approx((34_314 - 32_654) * 4 / 12)
    assert not blocking(found)


def test_a_vacancy_that_comes_with_its_post_is_held_vacant_as_the_new_post_says(costed):
    """Filled on 1 February 2025: two months of pay after the change, and none before it."""
    held = [{"to": "2025-01-31", **HELD[0]}]
    found = costed(grade="24", proposed={"grade": "24", "held_vacant": held}, held_vacant=HELD)
    assert paid(found) == pytest.approx(34_314 * 2 / 12)


def test_a_vacancy_held_in_part_is_one_person_once_it_is_filled(costed):
    """In a full year the post has one threshold: 13.8% × (2,859.50 − 758) × 12."""
    held = [{"fte": 0.3, **HELD[0]}]
    found = costed(grade="24", proposed={"grade": "24", "held_vacant": held}, held_vacant=held)
    assert paid(found, "employer_ni", "proposed") == pytest.approx(0.138 * (2859.5 - 758) * 12)


def test_a_present_structure_of_which_all_is_held_vacant_costs_nothing_on_the_actual_basis(costed):
    """Nobody is in it and nothing is paid; the new post is filled from its first day."""
    found = costed(grade="24", proposed={"grade": "24"}, held_vacant=HELD)
    assert paid(found, timeline="do_nothing") == 0
    assert paid(found) == pytest.approx(34_314 / 2)


def test_two_who_hold_a_post_one_after_the_other_are_not_several(write_small, rates):
    """A turnover factor is for posts that are one of several: here there is one."""
    holders = [
        {"ref": "H1", "point": 24, "to": "2024-06-30", "ended": "resignation"},
        {"ref": "H2", "point": 24, "from": "2024-07-01", "begun": "recruited"},
    ]
    sections = {**PEOPLE, "costing": {"basis": "actual", "turnover": {"rate": "3%", "reason": "A test."}}}
    path = write_small({"grade": "24", "holders": holders}, {"grade": "24"}, CHANGE, **sections)
    assert paid(cost_scenario(load_scenario(path, rates), rates), "turnover") == 0
