"""The bridge by driver: each driver worked by hand, and that they add up to the difference whatever the change.

In 2011/12 a pound of monthly pay between £589 and £3,337 costs, with 24.8% LGPS, 13.8% NI and the rebate of 3.7%,
1 + 0.248 + 0.138 - 0.037 = £1.349.
"""

from datetime import date

import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.cost.costing import cost
from model.cost.elements import ELEMENTS
from model.explain.drivers import DRIVERS, drivers, states
from model.explain.seats import pair_seats, why
from model.report.tables.every import tables
from model.schema.load import load_scenario
from model.schema.sections.awards import Award
from model.schema.sections.dates import Years
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost
from tests.conftest import HOME
from tests.people.establishments import (
    Y10,
    Y11,
    Y12,
    Y13,
    amounts,
    assert_they_add_up,
    difference,
    present_post,
    proposed_post,
)

A_POUND = 1 + 0.248 + 0.138 - 0.037
SCP_23 = 21_951  # £1,829.25 a month


def pounds_of(**expected):
    return pytest.approx(expected, abs=0.005)


def ni_in_year(monthly_pay, rate, threshold, rebate, limit):
    return 12 * (rate * (monthly_pay - threshold) - rebate * (monthly_pay - limit))


@pytest.fixture(scope="module")
def raised(barnet, rates):
    """One unchanged post at SCP 23, with 1% assumed from April 2013."""
    scenario, lgps = barnet.scenario, barnet.scenario.on_costs.lgps[-1]
    award = Award.model_validate({"from": "2013-04-01", "to": "2014-03-31", "percent": "1%", "reason": "A test."})
    costs = scenario.on_costs.model_copy(update={"lgps": (lgps.model_copy(update={"to": date(2014, 3, 31)}),)})
    changed = {
        "years": Years(first="2012/13", last="2013/14"),
        "pay": scenario.pay.model_copy(update={"awards": (award,)}),
        "on_costs": costs,
        "dates": scenario.dates.model_copy(update={"implementation": date(2013, 4, 1)}),
        "present": (present_post(),),
        "proposed": (proposed_post(),),
    }
    return cost_scenario(scenario.model_copy(update=changed), rates)


def test_barnet_at_the_top_of_its_grades(barnet):
    """SCP 27 goes, SCP 34 comes, 45 falls to 42, and four rise from 28 to 29."""
    gone = 24_711 * 1.248 + ni_in_year(24_711 / 12, 0.138, 589, 0.037, 442)
    comes = 30_387 * 1.248 + ni_in_year(30_387 / 12, 0.138, 589, 0.037, 442)
    regraded = A_POUND * (4 * (26_397 - 25_455) - (39_795 - 37_182))  # 1.349 x £1,155 = £1,558.10
    assert amounts(barnet.costed, "top", Y11, Y11) == pounds_of(
        posts_deleted=-gone, posts_created=comes, regraded=regraded
    )


def test_the_year_of_change_holds_a_third_of_each(barnet):
    """From 1 December 2010, four months at the rates of 2010/11: 1 + 0.248 + 0.128 - 0.037 = £1.339."""
    regraded = 1.339 * (4 * (26_397 - 25_455) - (39_795 - 37_182)) * 4 / 12
    assert amounts(barnet.costed, "top", Y10, Y10)["regraded"] == pytest.approx(regraded, abs=0.005)


def test_on_cost_rates_of_the_next_year(cost_of):
    """NI on £1,829.25 a month: £121.11 in 2010/11 and £119.83 in 2011/12; nothing else changes."""
    costed = cost_of([present_post()], [proposed_post()])
    before = ni_in_year(SCP_23 / 12, 0.128, 476, 0.037, 421)
    after = ni_in_year(SCP_23 / 12, 0.138, 589, 0.037, 442)
    assert amounts(costed, "top", Y10, Y11) == pounds_of(on_cost_rates=after - before)


def test_an_assumed_award(raised):
    """1% of £21,951 is £219.51, at 24.8% LGPS, 13.8% NI and the rebate of 3.4% in 2013/14."""
    found = amounts(raised, "top", Y12, Y13)
    assert found["pay_award"] == pytest.approx(219.51 * (1 + 0.248 + 0.138 - 0.034), abs=0.005)
    assert set(found) == {"on_cost_rates", "pay_award"}


def test_time_points_and_protection_on_the_actual_basis(actual):
    """Invented holders, 2010/11 to 2011/12. April 2011 brings an increment to D, E, F, G and J in their old grades."""
    increments = (
        (21_951 - 21_372)  # D, 22 to 23
        + (19_554 - 18_915)  # E, 18 to 19
        + (21_951 - 21_372)  # F, 22 to 23
        + (25_455 - 24_711)  # G, 27 to 28
        + (30_387 - 29_601)  # J, 33 to 34
    )
    regraded = (
        (37_182 - 39_795)  # A, 45, above the maximum of 39-42
        + (33_510 - 35_412)  # B, 40, above the maximum of 35-38
        + (23_973 - 19_554)  # E, 19, below the minimum of 26-29
        + (23_973 - 21_951)  # F, 23, below it
    )
    point_moves = 2 * (24_711 - 23_973) + (26_397 - 25_455)  # E and F go on from 26 to 27, H from 28 to 29
    protection = (39_795 - 37_182) + (35_412 - 33_510)  # A and B
    found = amounts(actual(), "actual", Y10, Y11)
    assert {key: found[key] for key in ("increments", "regraded", "point_moves", "protection")} == pounds_of(
        increments=A_POUND * increments,
        regraded=A_POUND * regraded,
        point_moves=A_POUND * point_moves,
        protection=A_POUND * protection,
    )
    assert "pay_award" not in found


def test_a_lift_to_the_new_minimum_is_regrading_although_another_stands_beyond_a_bar(rates):
    """
    The invented council, £700 a point, 2025/26, on-costs of 20 + 15 + 0.5 per cent: two officers at 3 are lifted to 4,
    the minimum of the new grade, and time has brought them to 5. A technician beyond the bar stays where they were.
    """
    costed = cost_scenario(load_scenario(HOME / "scenarios" / "fictional-council.yaml", rates), rates)
    year = FinancialYear(2025)
    found = amounts(costed, "actual", year, year)
    assert found["regraded"] == pytest.approx(1.355 * 2 * 700) == pytest.approx(1_897)
    assert found["point_moves"] == pytest.approx(1.355 * 2 * 700)


def at_a_point(actual, old, new, point):
    """One holder of the actual case, at a point of an old grade, into a new one on 1 December 2010."""
    people = actual().scenario.people.model_copy(update={"ring_fence": ()})
    held = present_post(grade=old, holders=(Holder(ref="Z", point=point),))
    return amounts(actual(present=(held,), proposed=(proposed_post(grade=new),), people=people), "actual", Y11, Y11)


def test_who_stays_beyond_the_bar_gives_no_driver(actual):
    """At 46 and at 47 of 42-45#47, before and after."""
    assert at_a_point(actual, "42-45#47", "42-45#47", 46) == at_a_point(actual, "42-45#47", "42-45#47", 47) == {}


def test_who_is_cut_to_the_new_bar_is_regraded_by_all_of_it(actual):
    """From 42 into 35-38#40, which ends at its bar: 37,182 to 33,510, and nothing is left to point moves."""
    found = at_a_point(actual, "39-42", "35-38#40", 42)
    assert found["regraded"] == pytest.approx(A_POUND * (33_510 - 37_182))
    assert "point_moves" not in found


def test_an_award_and_an_increment_are_told_apart(actual):
    """E at 18 in 2010/11 and at 20 in 2012/13: the award is on 18, and only then come the increments."""
    costed = actual()
    state = dict(states(costed, "actual", Y10, Y12))
    row = next(row for row, held in enumerate(state["start"].appointments) if held.holder == ("E",))
    points = costed.book.points.salary
    assert set(state["pay_award"].own["actual"].salary[row]) == {points[18][0]}
    assert set(state["increments"].own["actual"].salary[row]) == {points[20][-1]}


def test_fewer_hours(cost_of):
    """1.0 to 0.6 FTE at SCP 23: £8,780.40 less pay, all of it above the threshold."""
    costed = cost_of([present_post()], [proposed_post(fte=0.6)])
    assert amounts(costed, "top", Y11, Y11) == pounds_of(hours=-0.4 * SCP_23 * A_POUND)


def test_more_hours_are_a_vacancy_beside_the_holder(cost_of):
    """0.6 to 1.0 FTE: 0.4 at £731.70 a month, with NI of its own."""
    costed = cost_of([present_post(fte=0.6)], [proposed_post()])
    more = 0.4 * SCP_23
    assert amounts(costed, "top", Y11, Y11) == pounds_of(
        hours=more * 1.248 + ni_in_year(more / 12, 0.138, 589, 0.037, 442)
    )


def test_a_month_between_two_posts_is_hours(cost_of):
    """Until 31 October, from 1 December 2011: November is nobody's."""
    whole = SCP_23 * 1.248 + ni_in_year(SCP_23 / 12, 0.138, 589, 0.037, 442)
    costed = cost_of([present_post(until=date(2011, 10, 31))], [proposed_post(**{"from": "2011-12-01"})])
    assert amounts(costed, "top", Y11, Y11) == pounds_of(hours=-whole / 12)


def test_fewer_posts_are_deleted_posts_and_more_are_created(cost_of):
    whole = SCP_23 * 1.248 + ni_in_year(SCP_23 / 12, 0.138, 589, 0.037, 442)
    fewer = cost_of([present_post(number=3)], [proposed_post(number=1)])
    more = cost_of([present_post(number=1)], [proposed_post(number=2)])
    assert amounts(fewer, "top", Y11, Y11) == pounds_of(posts_deleted=-2 * whole)
    assert amounts(more, "top", Y11, Y11) == pounds_of(posts_created=whole)


def test_a_holder_without_a_place_in_a_ring_fence_leaves_a_seat_and_not_a_post(actual):
    """A, displaced, at 45: the seat is cut to 42, the maximum of 39-42, and moves to the vacancy's 39."""
    people = actual().scenario.people
    ring_fence = tuple(
        one.model_copy(update={"to": "displaced"}) if one.holder == "A" else one for one in people.ring_fence
    )
    costed = actual(people=people.model_copy(update={"ring_fence": ring_fence}))
    now, then = (costed.plans[name].appointments for name in ("do_nothing", "proposed"))
    (passed,) = [seat for seat in pair_seats(costed) if seat.kind == "passed"]
    assert (now[passed.before].holder, then[passed.after].post) == (("A",), "assistant-manager")
    assert_they_add_up(costed, ("actual", "settled", "top"))
    assert any("finds no place" in one.sentence for one in why(costed, "actual", Y11))


def test_every_driver_is_something_in_one_of_these(barnet, cost_of, actual, raised):
    found = {
        *amounts(barnet.costed, "top", Y10, Y11),
        *amounts(raised, "top", Y12, Y13),
        *amounts(actual(), "actual", Y10, Y11),
        *amounts(cost_of([present_post()], [proposed_post(fte=0.6)]), "top", Y11, Y11),
    }
    elsewhere = {element.driver.key for element in ELEMENTS if element.driver} - {"protection"}  # a test of each
    elsewhere |= {"turnover", "below_grade", "paid_late"}  # test_phasing, test_engineer_levels, test_awards
    elsewhere |= {"people_in_time"}  # test_drivers_add_up
    assert found == {*DRIVERS} - elsewhere


def test_the_first_state_and_the_last_are_the_two_timelines(actual):
    costed = actual()
    for basis in costed.bases:
        priced = {key: cost(state, basis) for key, state in states(costed, basis, Y10, Y12)}
        for key, timeline, year in (("start", "do_nothing", Y10), ("protection", "proposal", Y12)):
            for element in priced[key].amounts:
                assert priced[key].amounts[element].sum() == pytest.approx(
                    costed.amount(timeline, basis, year, element), abs=1e-6
                )


def test_a_person_in_two_posts_is_assessed_on_both(cost_of):
    """One holder, two halves; one half is deleted. NI on the other is then on £914.63 a month alone."""
    one = (Holder(ref="one", fte=0.5),)
    kept = present_post(fte=0.5, holders=one)
    gone = PresentPost(id="gone", title="Clerk", grade="23", fte=0.5, fate="deleted", holders=one)
    costed = cost_of([kept, gone], [proposed_post(fte=0.5)])
    half = SCP_23 / 2
    saved = half * 1.248 + ni_in_year(SCP_23 / 12, 0.138, 589, 0.037, 442)
    saved -= ni_in_year(half / 12, 0.138, 589, 0.037, 442)
    assert amounts(costed, "top", Y11, Y11) == pounds_of(posts_deleted=-saved)


@pytest.mark.parametrize(
    ("basis", "post", "sentence"),
    [
        ("top", "1st/2nd Line", "The top of the grade rises from SCP 28 to SCP 29."),
        ("top", "Principal", "The top of the grade falls from SCP 45 to SCP 42."),
        ("top", "Senior ICT Officer", "The top of the grade stays at SCP 38."),
        ("mean_of_ends", "Electrical", "The mean salary of the grade falls from £21,662 to £21,078."),
        ("top", "ICT Technician", "Deleted, 1 FTE."),
        ("top", "ICT Senior Engineer", "Created, 1 FTE, which no present holder moves into."),
        (
            "actual",
            "Principal",
            "Point moves: SCP 45 to 42; the last point reached by increments falls from SCP 45 to SCP 42; £2,613 of "
            "pay is "
            "protected in the year.",
        ),
        ("actual", "AVA", "SCP 28 as before."),
        ("settled", "1st/2nd Line", "The last point reached by increments rises from SCP 28 to SCP 29."),
    ],
)
def test_why_a_post_costs_more_or_less(actual, basis, post, sentence):
    (found,) = [one.sentence for one in why(actual(), basis, Y11) if one.post.startswith(post)]
    assert found == sentence


def test_why_hours_change(cost_of):
    (fewer,) = why(cost_of([present_post()], [proposed_post(fte=0.6)]), "top", Y11)
    assert fewer.sentence == "The top of the grade stays at SCP 23; the working time changes from 1 FTE to 0.6 FTE."
    _, more = why(cost_of([present_post(fte=0.6)], [proposed_post()]), "top", Y11)
    assert more.sentence == "0.4 FTE more than the present posts bring to it."


def test_the_report_shows_them(barnet):
    made = {table.key: table for table in tables(barnet)}
    frame = made["drivers"].frame
    assert list(frame.columns) == ["Driver", "What it is", "Within 2011/12", "From 2010/11 to 2012/13"]
    for name, years in (("Within 2011/12", (Y11, Y11)), ("From 2010/11 to 2012/13", (Y10, Y12))):
        assert frame[name].iloc[-1] == pytest.approx(difference(barnet.costed, "top", *years), abs=1e-6)
    assert made["why_costs_change"].frame["Change"].iloc[-1] == pytest.approx(
        barnet.costed.amount("full_year_effect", "top", Y11), abs=1e-6
    )
    assert made["drivers"].section and made["why_costs_change"].section


def test_one_year_shown_is_one_column(write_scenario, rates):
    made = {table.key: table for table in tables(assess(write_scenario(("last: 2012/13", "last: 2010/11")), rates))}
    assert list(made["drivers"].frame.columns) == ["Driver", "What it is", "Within 2010/11"]


def test_a_year_that_is_not_shown_is_refused(barnet):
    with pytest.raises(ValueError, match="not in tuple"):
        drivers(barnet.costed, "top", Y10, FinancialYear(2020))
