"""Acting up in a post until it is filled, and backfill meanwhile. The people are invented; figures are worked by hand.

NJC points in 2024/25, £ a year: 24 is 34,314; 28 is 37,938; 30 is 39,513.
"""

import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.explain.drivers import drivers
from model.report.tables.people import acting_up
from tests.conftest import faults_of, small

YEAR = FinancialYear(2024)
ACTING = {
    "holder": "W", "into": "manager", "from": "2024-11-01", "to": "2025-01-31", "point": 28,
    "backfill_a_month": 2000, "source": "A test.",
}  # fmt: skip
MANAGER = {
    "id": "manager", "title": "Manager", "grade": "28-30", "filled_by": "open", "filled_on": "2025-02-01",
}  # fmt: skip
PEOPLE = {
    "increments": "april",
    "invented": True,
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
    "protection": {"months": 0, "source": "A test."},
}


def worker_acts(acting=ACTING, manager=MANAGER, worker=None, **people):
    """One worker at SCP 24 stays; a manager's post stands from 1 October 2024 and is filled on 1 February 2025."""
    made = small({"holders": [{"ref": "W", "point": 24}], **(worker or {})}, change="2024-10-01")
    acts = {"acting_up": [acting]} if acting else {}
    return {**made, "proposed": [*made["proposed"], manager], "people": {**PEOPLE, **acts, **people}}


@pytest.fixture
def assess_acting(write, rates):
    return lambda *given, **more: assess(write(worker_acts(*given, **more)), rates)


def amounts(assessed, element, basis, timeline="proposal"):
    return assessed.costed.amount(timeline, basis, YEAR, element)


def test_who_acts_up_is_paid_the_difference_of_the_points(assess_acting):
    """£37,938 - £34,314 = £3,624 a year, three months of it."""
    assert amounts(assess_acting(), "acting_up", "actual") == pytest.approx(906)


def test_on_a_budget_basis_it_is_the_difference_of_the_grades(assess_acting):
    """At the top £39,513 - £34,314 = £5,199 a year, at the bottom £3,624; three months of each."""
    made = assess_acting()
    assert amounts(made, "acting_up", "top") == pytest.approx(1_299.75)
    assert amounts(made, "acting_up", "bottom") == pytest.approx(906)


def test_pay_for_acting_up_bears_on_costs(assess_acting):
    """Its own pay is above the threshold already: 13.8% NI, 20% pension, 0.5% levy."""
    with_it, without = assess_acting(), assess_acting(None)
    more = amounts(with_it, "total", "actual") - amounts(without, "total", "actual")
    assert more == pytest.approx(906 * 1.343 + 3 * 2_000)


def test_the_work_left_is_backfilled_meanwhile(assess_acting):
    assert amounts(assess_acting(), "cover", "actual") == pytest.approx(3 * 2_000)


def test_a_part_of_a_month_counts_by_days(assess_acting):
    """From 16 November: 15 of 30 days, then two months."""
    made = assess_acting({**ACTING, "from": "2024-11-16"})
    assert amounts(made, "acting_up", "actual") == pytest.approx(302 * 2.5)
    assert amounts(made, "cover", "actual") == pytest.approx(2_000 * 2.5)


def test_nobody_acts_up_in_the_structure_as_it_stands_or_as_it_will_be(assess_acting):
    made = assess_acting()
    assert amounts(made, "acting_up", "actual", "do_nothing") == 0
    assert amounts(made, "acting_up", "actual", "proposed") == 0


def test_acting_up_is_a_driver_of_its_own(assess_acting):
    made = assess_acting().costed
    for basis in ("top", "actual"):
        said = drivers(made, basis, YEAR, YEAR)
        change = made.amount("part_year_effect", basis, YEAR)
        assert sum(said.values()) == pytest.approx(change, abs=1e-6)
        assert said["acting_up"] == pytest.approx(made.amount("proposal", basis, YEAR, "acting_up") * 1.343)
        assert said["cover"] == pytest.approx(6_000)


def test_who_wins_the_post_does_not_act_up_in_it(assess_acting):
    """W is ring-fenced for both posts. Placed in the worker's they act up; placed in the manager's, or in none, not."""
    ring = {"fate": "ring-fenced", "to": ["new", "manager"]}
    manager = {**MANAGER, "filled_by": "ring-fence"}
    made = assess_acting(manager=manager, worker=ring, ring_fence=[{"holder": "W", "to": "new"}])
    in_year = {outcome.placements[0].to: outcome.in_year for outcome in made.outcomes[0].outcomes}
    without = assess_acting(None, manager=manager, worker=ring, ring_fence=[{"holder": "W", "to": "new"}])
    before = {outcome.placements[0].to: outcome.in_year for outcome in without.outcomes[0].outcomes}
    more = {to: in_year[to] - before[to] for to in in_year}
    assert more == pytest.approx({"new": 906 * 1.343 + 6_000, "manager": 0, "displaced": 0}, abs=1e-6)


@pytest.mark.parametrize(
    ("acting", "says"),
    [
        ({"holder": "V"}, "a holder's reference"),
        ({"into": "managr"}, "the id of a proposed post"),
        ({"into": "new"}, "a proposed post other than the one that the holder moves into"),
        ({"from": "2024-09-01"}, "a day from 1 October 2024, when the post starts"),
        (
            {"to": "2025-02-28"},
            "a day earlier than the day on which the post is filled; manager is filled on 1 February 2025",
        ),
        ({"point": 31}, "a point of Manager's grade, 28-30"),
    ],
)
def test_what_is_wrong_of_acting_up_is_told_where_it_is(write, rates, acting, says):
    faults = faults_of(write(worker_acts({**ACTING, **acting})), rates)
    assert any(says in fault.expected and "acting up 1" in fault.where.replace("_", " ") for fault in faults), faults


def test_the_report_says_who_acts_where_and_at_what_cost(assess_acting):
    [row] = acting_up(assess_acting()).page_rows()
    assert dict(row)["Pay above their own"] == "£906"
    assert dict(row)["Backfill and cover"] == "£6,000"
