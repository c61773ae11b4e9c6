"""What is not settled, and what a percentage point more or less of it costs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.report.page_one import headline
from model.report.tables.award import award_tables
from tests.conftest import small

LGPS = [{"from": "2025-04-01", "to": "2028-03-31", "rate": "20%", "source": "A", "reason": "B"}]
CARRIED = {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2027-04-05", "reason": "A test."}
LAST = {"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "A test."}


def three_years(*awards, change="2026-01-01", first="2025/26"):
    on_costs = {"lgps": LGPS, "employer_ni_carried_forward": [CARRIED]}
    scenario = small(change=change, on_costs=on_costs)
    scenario["dates"]["decision"] = "2025-10-15"
    scenario["years"] = {"first": first, "last": "2027/28" if awards else "2026/27"}
    scenario["pay"] |= {"awards": list(awards)}
    return scenario


def the_awards(path, rates):
    made = assess(path, rates)
    [table] = [table for table in award_tables(made) if table.key == "award_not_settled"]
    return made.open_awards, table.frame, " ".join(headline(made))


def test_a_point_of_the_offer_of_2026_is_a_hundredth_of_the_pay_before_it_with_on_costs(write, rates):
    """SCP 24 of 2025/26, 35,412 (that of 2026/27, 36,581, is 3.3 per cent more): 1% x 1.355 = 479.83."""
    [offer], frame, page = the_awards(write(three_years()), rates)
    assert round(dict((str(year), cost) for year, cost in offer.costs)["2026/27"], 0) == 480
    assert "A percentage point more or less changes the cost of these posts by £480 in 2026/27" in page
    assert frame["Cost"].round().tolist() == [480] and frame["Standing"].tolist() == ["offered"]


@pytest.mark.parametrize(("standing", "shown"), [("announced", 2), ("assumed", 2), ("offered", 2), ("settled", 1)])
def test_what_is_not_settled_is_named_by_how_firm_it_is(write, rates, standing, shown):
    awards, _, page = the_awards(write(three_years(LAST | {"standing": standing})), rates)
    assert len(awards) == shown
    assert (f"an award of 3% that is {standing} and not settled" in page) == (standing != "settled")


def test_an_award_within_a_year_is_said_with_its_first_year_and_its_first_whole_year(write, rates):
    """From 1 September 2026, 7 months of 12: of 36,581 x 1% x 1.355 = 495.67 a year, 289.14."""
    on_spine = [{"spine": "invented", "point": 24, "effective_from": "2025-04-01", "effective_to": "2026-08-31",
                 "value": 36581, "status": "published", "source": "Invented."}]  # fmt: skip
    award = {"from": "2026-09-01", "to": "2028-03-31", "percent": "3%", "standing": "announced", "reason": "A test."}
    scenario = three_years(award)
    scenario["pay"] |= {"spine": "invented", "own_spine": on_spine}
    _, frame, page = the_awards(write(scenario), rates)
    assert "changes the cost of these posts by £289 in 2026/27 and £496 in 2027/28" in page
    assert frame["Year"].tolist() == ["2026/27", "2027/28"] and frame["Cost"].round().tolist() == [289, 496]


def test_an_award_of_a_flat_sum_is_moved_by_one_per_cent_of_pay(write, rates):
    award = {"from": "2027-04-01", "to": "2028-03-31", "flat": 1000, "standing": "offered", "reason": "A test."}
    _, frame, page = the_awards(write(three_years(award)), rates)
    assert frame["More or less by"].tolist() == ["a percentage point", "a percentage point", "one per cent of pay"]
    assert "an award of £1,000 that is offered and not settled. One per cent of pay more or less" in page


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(percent=st.integers(-20, 100).map(lambda tenths: tenths / 10))
def test_a_point_costs_what_the_file_costs_more_with_the_award_a_point_higher(write, rates, percent):
    def costed(share):
        return assess(write(three_years(LAST | {"percent": f"{share}%"})), rates)

    made = costed(percent)
    [(year, point)] = made.open_awards[-1].costs
    basis = made.scenario.costing.basis
    higher, as_stated = (each.costed.amount("proposal", basis, year) for each in (costed(percent + 1), made))
    assert point == pytest.approx(higher - as_stated, abs=0.005)
