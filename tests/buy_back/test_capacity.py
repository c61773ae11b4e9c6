"""Whether the team can deliver what is sold: days by post and by package, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.buy_back.capacity import days_delivered, delivery
from model.buy_back.needs import Needs
from model.buy_back.price_tests import capacity_test
from model.cost.costed import cost_scenario
from model.schema.sections.prices import PriceList
from model.schema.sections.scenario import Scenario
from model.schema.sections.team_days import Capacity
from tests.buy_back.test_take_up import agreements
from tests.conftest import small
from tests.pay.test_term_time import leave_table

REASON = {"reason": "A test."}
CAPACITY = {
    "posts": ["old", "new"],
    "leave": {"days": 31, **REASON},
    "training": {"days": 5, **REASON},
    "other": {"days": 4, **REASON},
    "billable": {"share": "75%", **REASON},
    "empty": {"share": "5%", **REASON},
}
EACH = 156.75  # (260 - 31 - 5 - 4) = 220 days, x 95% = 209, x 75%
TERM = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 33, "source": "A test."}


@pytest.fixture(scope="module")
def trade(rates):
    """Cost a post of 2024/25 that becomes another on 1 January 2025, and trades with schools."""

    def cost(present=None, proposed=None, capacity=CAPACITY, new=(), **more):
        trading = {"new_customers": list(new)} | ({"capacity": capacity} if capacity else {})
        made = small(present, proposed, customers={"count": 1, "source": "A test."}, trading=trading, **more)
        return cost_scenario(Scenario.model_validate(made), rates)

    return cost


def listed(*packages):
    made = {"from": "2024-04-01", "source": "A test.", "packages": list(packages)}
    return [PriceList.model_validate(made)]


SILVER = {"id": "silver", "title": "Silver", "flat": 1_000, "days": 12}
HALF_DAYS = {"id": "visits", "title": "Half-day visits", "a_unit": 100, "weeks": 39, "days": 0.5,
             "unit": "half-day a week"}  # fmt: skip
A_YEAR = ("2024-04-01", "2025-03-31", 1.0)


def schools(number, packages=("silver",), takes=(1,), first="2024-04-01", last="2025-03-31", renews=1.0):
    rows = [(f"School {each}", first, last, renews, {"takes": takes}) for each in range(number)]
    return agreements(*rows, packages=packages)


def test_days_of_a_full_time_year():
    assert days_delivered(Capacity.model_validate(CAPACITY), leave=31) == pytest.approx(EACH)


def test_who_works_in_term_time_takes_leave_outside_it():
    """39 weeks of five days less 9 off, x 95% x 75%: 186 x 0.7125 = 132.525."""
    assert days_delivered(Capacity.model_validate(CAPACITY), leave=31, weeks=39) == pytest.approx(132.525)


def test_what_is_sold_against_what_each_post_delivers(trade):
    """Nine months of the old post and three of the new one; ten schools at twelve days."""
    found = delivery(trade(), listed(SILVER), schools(10))
    assert {post.name: post.days[0] for post in found.by_post} == pytest.approx({"old": EACH * 0.75, "new": EACH / 4})
    assert (found.deliverable[0], found.sold[0], found.spare[0]) == pytest.approx((EACH, 120, EACH - 120))
    assert capacity_test(found).outcome == "pass"


@pytest.mark.parametrize(
    ("present", "proposed", "of_each"),
    [
        ({"number": 2}, {"number": 2}, 2),
        ({"fte": 0.6}, {"fte": 0.6}, 0.6),
        ({"vacant": True}, {}, 0.25),
        ({"fate": "deleted", "to": []}, {"filled_by": "open", "filled_on": "2025-02-01", "cover_a_month": 1}, 11 / 12),
    ],
    ids=["two posts", "part time", "vacant till the change", "filled a month late"],
)
def test_only_who_is_there_delivers(trade, present, proposed, of_each):
    found = delivery(trade(present, proposed), listed(SILVER), schools(1))
    assert found.deliverable[0] == pytest.approx(of_each * EACH)


def test_a_term_time_post_delivers_its_own_weeks(trade):
    made = trade({"weeks": 39}, {"weeks": 39}, term_time=TERM)
    assert delivery(made, listed(SILVER), schools(1)).deliverable[0] == pytest.approx(132.525)


@pytest.mark.parametrize(("years", "leave"), [(0, 33), (5, 36)])
def test_leave_of_a_scheme_holds_bank_holidays(trade, years, leave):
    """2024/25: 23 days, or 26 after five years, with 2 extra statutory days and 8 bank holidays."""
    scheme = {"scheme": "njc", "service_years": years, **REASON}
    found = delivery(trade(capacity={**CAPACITY, "leave": scheme}), listed(SILVER), schools(1), leave_table())
    assert found.days_each == pytest.approx((260 - leave - 9) * 0.95 * 0.75)


def test_units_taken_each_week_take_days_over_its_weeks(trade):
    """Two half-days a week over 39 weeks are 39 days; a quarter of the year is left out by starting in July."""
    made = schools(1, packages=("visits",), takes=(2,), first="2024-07-01")
    found = delivery(trade(), listed(SILVER, HALF_DAYS), made)
    assert {package.name: package.days[0] for package in found.by_package} == pytest.approx(
        {"silver": 0, "visits": 39 * 0.75}
    )


def test_who_is_known_to_leave_takes_no_days_after(trade):
    made = schools(1, last="2024-09-30", renews=0.0)
    assert delivery(trade(), listed(SILVER), made).sold[0] == pytest.approx(6)


def test_new_customers_take_days_too(trade):
    new = {"number": 4, "from": "2024-10-01", "takes": {"silver": 1}, "phase": "primary", "pupils": 1, **REASON}
    assert delivery(trade(new=[new]), listed(SILVER), schools(1)).sold[0] == pytest.approx(12 + 4 * 6)


def test_a_list_that_cannot_be_staffed_blocks(trade):
    """Fourteen schools take 168 days of 156.75."""
    found = capacity_test(delivery(trade(), listed(SILVER), schools(14)))
    assert (found.outcome, found.blocking) == ("fail", True)
    assert found.finding == "168.0 days are sold in 2024/25 and 156.8 can be delivered: 11.2 too many."


@pytest.mark.parametrize(
    ("given_", "lacks"),
    [
        ({"capacity": None}, "the team's capacity"),
        ({"prices": []}, "a price list with the days of each package"),
        ({"held": None}, "what each customer takes"),
        ({"prices": listed({**SILVER, "days": None})}, "the days of silver"),
        ({"new": [{"number": 1, "from": "2024-10-01", "each": 1, **REASON}]}, "what new customers take"),
    ],
)
def test_what_is_missing_is_said_and_blocks_nothing(trade, given_, lacks):
    made = trade(capacity=given_.get("capacity", CAPACITY), new=given_.get("new", ()))
    found = delivery(made, given_.get("prices", listed(SILVER)), given_.get("held", schools(1)))
    assert isinstance(found, Needs)
    assert lacks in found.missing[0]
    assert (capacity_test(found).outcome, capacity_test(found).blocking) == ("disclosed", False)


def test_leave_of_a_scheme_needs_its_table(trade):
    scheme = {"scheme": "nowhere", "service_years": 0, **REASON}
    made = trade(capacity={**CAPACITY, "leave": scheme})
    for table, lacks in (
        (None, "the table of annual leave"),
        (leave_table(), "the days of leave in the scheme nowhere"),
    ):
        assert lacks in delivery(made, listed(SILVER), schools(1), table).missing[0]


@given(
    takes=st.lists(st.integers(0, 20), min_size=1, max_size=6),
    days=st.floats(0, 50),
    number=st.integers(1, 4),
)
def test_days_add_up_by_package_and_spare_is_what_is_left(trade, takes, days, number):
    rows = [(str(row), *A_YEAR, {"takes": (units,)}) for row, units in enumerate(takes)]
    found = delivery(
        trade({"number": number}, {"number": number}),
        listed({**SILVER, "days": days}),
        agreements(*rows, packages=("silver",)),
    )
    assert found.sold[0] == pytest.approx(sum(takes) * days, abs=1e-6)
    assert found.deliverable[0] == pytest.approx(number * EACH)
    assert (capacity_test(found).outcome == "fail") == bool(found.spare[0] < -1e-6)
    assert np.allclose(found.spare, found.deliverable - found.sold)


PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "nearest_not_less", "order": "increment_then_assimilate", "source": "A test."},
    "protection": {"months": 0, "source": "A test."},
    "vacancies_at": "bottom",
}


def test_somebody_who_works_in_term_time_delivers_their_own_weeks_and_not_those_of_the_post(trade):
    """A works 39 weeks in a post of the whole year, before the change and after: 132.525 days, as above."""
    somebody = {"holders": [{"ref": "A", "point": 24, "weeks": 39}]}
    found = delivery(trade(somebody, people=PEOPLE, term_time=TERM), listed(SILVER), schools(1))
    assert found.deliverable[0] == pytest.approx(132.525)
