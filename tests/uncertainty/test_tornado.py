"""Each driver at both ends of its range: the exact answers of hand, and that nothing but the driver moves."""

from functools import cache
from typing import get_args

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.schema.sections.sensitivity import DriverInMonths, DriverInPercent
from model.uncertainty.driver import change_in_words
from model.uncertainty.measure import MEASURES, in_year
from model.uncertainty.pay_drivers import PAY
from model.uncertainty.seek import driver_named
from model.uncertainty.service_drivers import SERVICE
from model.uncertainty.tornado import drivers, tornado
from tests.conftest import HOME
from tests.uncertainty.cases import at_the_threshold, bar, barnet, barnet_to_2014, effects


@cache
def fictional():
    return assess(HOME / "scenarios" / "fictional-council.yaml")


YEAR = FinancialYear(2013)
SETS_OF_A_CASE = {"on_costs.lgps.#1.rate": "26.8%", "on_costs.lgps.#2.rate": "26.8%"}


def test_an_award_across_the_threshold_costs_more_up_than_it_saves_down(write):
    """0.2 of £25,000 is £5,000, £416.67 a month: no NI below £417. Pension 20%, levy 0.5%.

    None: 5,000 x 1.205 = 6,025.00. Four per cent less: 4,800 x 1.205 = 5,784.00, that is -241.00. Four more:
    5,200 x 1.205 = 6,266.00, and NI of 15% x (433.33 - 417) x 12 = 29.40, 6,295.40 in all, that is +270.40.
    """
    of = assess(write(at_the_threshold()))
    assert tornado(of, "proposed_cost").stated["proposed_cost"] == pytest.approx(6_025.00)
    assert effects(of, "award", "proposed_cost") == pytest.approx((-241.00, 270.40))


def test_a_larger_award_lowers_the_effect_where_frozen_protection_melts():
    """Worked outside this workbook: the effect is 23,225.96.

    With the award 2 percentage points lower, the effect is 887.35 more. With the award 3 percentage points higher,
    the effect is 1,364.02 less.
    """
    of = barnet_to_2014()
    assert tornado(of, "in_year", YEAR).stated["in_year"] == pytest.approx(23_225.96, abs=0.005)
    assert effects(of, "award", "in_year", YEAR) == pytest.approx((887.35, -1_364.02), abs=0.005)


def test_the_pension_rate_moves_the_effect_alike_both_ways():
    """Pensionable pay differs by 17,182.71 in 2013/14: three points of it are 515.48 either way."""
    assert effects(barnet_to_2014(), "pension", "in_year", YEAR) == pytest.approx((-515.48, 515.48), abs=0.005)


def test_points_of_the_pension_rate_are_points_of_the_difference_in_pensionable_pay():
    """2010/11: present posts have 283,593.00 of pensionable pay, proposed ones 299,733.00 (a full year).

    The difference is 16,140.00, and two points of it are 322.80; of all years in cash, month by month, see the bar.
    """
    costed, year = barnet().costed, FinancialYear(2010)
    pension = {
        side: costed.amount(side, "actual", year, "employer_lgps") / 0.248 for side in ("do_nothing", "proposed")
    }
    assert pension == pytest.approx({"do_nothing": 283_593.00, "proposed": 299_733.00})
    assert effects(barnet(), "pension") == pytest.approx((-322.80, 322.80))


def test_the_pension_bar_of_the_traded_case_by_hand():
    """Pay at the top of each grade, outer London of 2009: 306,411 proposed and 299,580 present, of which 24,711 vacant.

    Two points of 306,411 - 299,580 = 6,831 are 136.62 of a full year. In cash the vacant post is left out, so two
    points of 31,542 over the two years and four months from December 2010 to March 2013: 630.84 x 2 1/3 = 1,471.96.
    """
    traded = assess(HOME / "scenarios" / "barnet-schools-ict-prices.yaml")
    assert effects(traded, "pension") == pytest.approx((-136.62, 136.62), abs=0.005)
    assert effects(traded, "pension", "cash") == pytest.approx((-1_471.96, 1_471.96), abs=0.005)


@pytest.mark.parametrize("month", range(12))
def test_a_month_later_takes_a_twelfth_of_the_full_year_from_the_year_of_change(month):
    """21,611.46 for a start on 1 April 2010, less 1,800.955 for each month later: 7,203.82 on 1 December.

    Nobody's pay changes in the year but on 1 April, so a month is a twelfth: 21,611.46 / 12 = 1,800.955.
    """
    of = barnet(**{"dates.decision": "2010-03-25"})
    changed = driver_named(of, "start").run(month - 8)
    assert in_year(changed, FinancialYear(2010)) == pytest.approx(21_611.46 - 1_800.955 * month, abs=0.005)
    if month == 8:
        assert in_year(changed, FinancialYear(2010)) == pytest.approx(7_203.82, abs=0.005)


def test_no_start_is_before_the_decision():
    """The decision is on 18 November 2010: the first of the month after it is the day as stated, 1 December."""
    start = bar(barnet(), "start")
    assert (start.driver.low, start.driver.high) == (0, 3)
    assert "no earlier than the decision of 18 November 2010" in start.driver.reason


def test_dates_that_hang_on_the_change_move_with_it():
    """The redundancy case: the person leaves on the day before the change, wherever that is."""
    of = fictional()
    later = driver_named(of, "start").run(2).scenario
    assert later.dates.implementation.isoformat() == "2025-03-01"
    assert later.one_off.leavers[0].leaves_on.isoformat() == "2025-02-28"  # from 31 December 2024
    acting = later.people.acting_up[0]
    assert (acting.from_.isoformat(), acting.to.isoformat()) == ("2025-03-01", "2025-06-30")


def test_all_holders_at_the_ends_of_their_grades_cost_what_every_assignment_of_points_has_at_its_ends():
    """Of 29,516,256 assignments the lowest costs 339,741, the highest 394,465, each holder in whole pounds."""
    points = driver_named(barnet(), "points")
    costs = [points.run(end).costed.amount("do_nothing", "actual", FinancialYear(2010)) for end in (-1, 1)]
    assert costs == pytest.approx([339_741, 394_465], abs=1)


def test_on_a_budget_basis_the_ends_are_the_ends_of_the_grade():
    of = assess(HOME / "scenarios" / "barnet-schools-ict.yaml")
    stated = {basis: of.costed.amount("full_year_effect", basis, FinancialYear(2010)) for basis in of.costed.bases}
    assert effects(of, "points") == pytest.approx(
        tuple(stated[basis] - stated["top"] for basis in ("bottom", "extended_top"))
    )


def test_take_up_by_number_shares_the_same_cost_among_whole_schools():
    """395,356.16 / 102 = 3,876.04; among 97 (0.95 x 102 = 96.9) it is 4,075.84 and among 107, 3,694.92."""
    assert effects(barnet(), "take_up", "price") == pytest.approx(
        (395_356.16 / 97 - 395_356.16 / 102, 395_356.16 / 107 - 395_356.16 / 102), abs=0.001
    )


def test_a_bar_is_the_figure_of_the_scenario_with_the_change_less_the_figure_as_stated():
    """The same change made by hand in the document gives the same figure to the penny."""
    of = barnet()
    by_hand = of.with_changes(SETS_OF_A_CASE).costed.amount("full_year_effect", "actual", FinancialYear(2010))
    stated = tornado(of).stated["full_year"]
    assert stated + effects(of, "pension")[1] == pytest.approx(by_hand, abs=1e-6)


def test_the_widest_swing_is_first():
    swings = [bar.swing("full_year") for bar in tornado(barnet()).bars]
    assert swings == sorted(swings, reverse=True) and swings[0] > 0


def test_a_range_is_the_councils_where_it_states_one_and_the_workbooks_otherwise():
    of = barnet(
        sensitivity="[{driver: pension, low: -1%, high: 3%, reason: The actuary says so}, {driver: protection}]"
    )
    named = {driver.key: driver for driver in drivers(of)}
    pension, protection = named["pension"], named["protection"]
    assert (pension.low, pension.high, pension.stated) == (-0.01, 0.03, True)
    assert pension.reason == "The actuary says so"
    assert (protection.low, protection.high, protection.stated) == (-12, 12, False)
    assert all(driver.reason for driver in named.values())


def test_an_award_of_flat_sums_gets_a_point_of_pay_on_each_salary(write):
    """£900 on £25,000 is £25,900; a point of pay is £250 more: 0.2 x 26,150 x 1.205, with NI above £417 a month."""
    scenario = at_the_threshold(low="-1%", high="1%")
    del scenario["pay"]["awards"][0]["percent"]
    scenario["pay"]["awards"][0]["flat"] = 900

    def cost(salary):
        pay = salary * 0.2
        return pay * 1.205 + 0.15 * 12 * max(pay / 12 - 417, 0)

    low, high = effects(assess(write(scenario)), "award", "proposed_cost")
    assert (low, high) == pytest.approx((cost(25_650) - cost(25_900), cost(26_150) - cost(25_900)))


def test_each_open_award_has_a_bar_of_its_own(write):
    scenario = at_the_threshold()
    scenario["years"]["last"] = "2027/28"
    scenario["on_costs"]["lgps"][0]["to"] = "2028-03-31"
    scenario["on_costs"]["employer_ni_carried_forward"] = [
        {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2027-04-05", "reason": "A test of later years"}
    ]
    scenario["pay"]["awards"].append(
        {"from": "2027-04-01", "to": "2028-03-31", "percent": "2%", "reason": "A test of an award"}
    )
    bars = [one for one in tornado(assess(write(scenario)), "proposed_cost", FinancialYear(2027)).bars]
    labels = {one.driver.label for one in bars if one.driver.key == "award"}
    assert labels == {"Pay award of 1 April 2026", "Pay award of 1 April 2027"}


@pytest.mark.long
def test_stated_one_off_costs_move_by_their_share():
    """Recruitment 2,400 and training 3,000: a tenth less is 540, a fifth more 1,080, and no yearly cost moves."""
    one_off = bar(fictional(), "one_off")
    assert one_off.effects("cash") == pytest.approx((-540, 1_080)) and one_off.effects("full_year") == (0, 0)


def test_a_point_of_turnover_is_a_hundredth_of_the_cost_before_it(write_small):
    """Two posts alike, 3% saved: they cost 97% of what they would, and a point either way is a 97th of that."""
    turnover = {"turnover": {"rate": "3%", "reason": "A test of turnover"}}
    of = assess(write_small({"number": 2}, {"number": 2}, costing=turnover))
    cost = tornado(of, "proposed_cost").stated["proposed_cost"]
    assert effects(of, "turnover", "proposed_cost") == pytest.approx((cost / 97, -cost / 97))


def test_costs_other_than_pay_are_shared_by_the_customers_expected():
    """48,939 a year of cost lines: 2% less is 978.78 and 5% more 2,446.95, shared by 100.7 expected of 106.

    Bad debts follow what is charged, here by less than half a per cent.
    """
    found = effects(assess(HOME / "scenarios" / "barnet-schools-ict-prices.yaml"), "inflation", "price")
    assert found == pytest.approx((-978.78 / 100.7, 2_446.95 / 100.7), rel=0.005)


def test_an_end_that_cannot_be_says_why():
    """Filled a month sooner, the deputy's post would be filled before the acting up in it ends."""
    filling = bar(fictional(), "filling")
    assert "deputy-finance is filled" in filling.low.impossible and filling.low.effects == {}
    assert filling.high.effects["cash"] < 0


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{driver: penson}", "Did you mean pension?"),
        ("{driver: start, low: -5%, high: 3, reason: Because we say so}", "a whole number of months"),
        ("{driver: award, low: -1, high: 1%, reason: Because we say so}", "a percentage such as -1%"),
        ("{driver: award, low: 1%, high: 2%, reason: Because we say so}", "a low of 0 or less"),
        ("{driver: award, low: -1%, high: 2%}", "low, high and reason together"),
        ("{driver: award}, {driver: award}", "each driver once"),
    ],
)
def test_a_range_that_says_nothing_sound_is_a_fault(entry, expected):
    with pytest.raises(InputFaults, match=expected):
        barnet(sensitivity=f"[{entry}]")


def test_what_an_officer_may_name_is_what_the_drivers_declare():
    """Those whose ends are the ends of a grade have no range to state."""
    ranged = {kind.key: kind.unit for kind in (*PAY, *SERVICE) if kind.unit != "ends"}
    assert {*ranged} == {*get_args(DriverInMonths), *get_args(DriverInPercent)}
    assert {key for key, unit in ranged.items() if unit == "months"} == {*get_args(DriverInMonths)}


def test_a_measure_or_year_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"is not a measure\. The measures are full_year"):
        tornado(barnet(), "profit")
    with pytest.raises(ValueError, match="2030/31 is not among the years shown"):
        tornado(barnet(), year=FinancialYear(2030))
    with pytest.raises(ValueError, match="the scenario has no closing balance"):
        tornado(barnet(), "account")
    assert all(measure.label and measure.unit for measure in MEASURES.values())


def test_a_change_reads_as_it_is_said():
    assert change_in_words(0.01, "points") == "+1 point"
    assert change_in_words(-0.025, "points") == "\u22122.5 points"
    assert change_in_words(1, "months") == "+1 month"
    assert change_in_words(-0.05, "percent") == "\u22125%"
