"""The smallest change that breaks a test, and goal seek: each against a sum worked by hand."""

from functools import cache

import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.uncertainty.more_or_less import more_or_less
from model.uncertainty.search import Runs, search
from model.uncertainty.seek import customers_that_may_leave, driver_named, latest_start, price_that_meets, seek
from model.uncertainty.service_drivers import with_prices_set
from model.uncertainty.stress import stated_tests, stress
from model.uncertainty.two_way import two_way
from tests.conftest import HOME, small
from tests.uncertainty.cases import at_the_threshold, barnet

pytestmark = pytest.mark.long

PRICED = HOME / "scenarios" / "barnet-schools-ict-prices.yaml"


@cache
def named(path):
    return assess(HOME / "scenarios" / f"{path}.yaml")


@pytest.fixture(scope="module")
def barnet_stress():
    return {(line.test.key, line.driver and line.driver.key): line for line in stress(barnet())}


def test_the_funding_test_breaks_where_the_cost_takes_what_the_price_step_leaves_over(barnet_stress):
    """102 x (373,744.70 / 102 + 212) - 395,356.16 = 12.54 left over, rounded up from 211.88 to whole pounds.

    Pensionable pay is 299,733.00: 12.54 / 299,733 = 0.0042 points of the pension rate, and no fall breaks it.
    """
    line = barnet_stress["funding", "pension"]
    assert line.margin == pytest.approx(12.54, abs=0.01)
    [change] = line.changes
    assert change == pytest.approx(12.54 / 299_733, abs=2e-6)
    assert line.said == "Beyond +0.0042 points (24.8042%) it breaks."


def test_no_school_may_leave_the_funding_test(barnet_stress):
    """One school less loses 3,664.16 + 212 = 3,876.16, far more than the 12.54 left over."""
    assert barnet_stress["funding", "take_up"].said == "101 schools break it."


def test_what_a_driver_cannot_break_is_said_with_how_far_it_was_tried(barnet_stress):
    line = barnet_stress["funding", "start"]
    assert line.changes == () and line.said == "Nothing from 0 months to +27 months breaks it."


def test_a_test_that_is_broken_as_stated_is_one_line(barnet_stress):
    """21,611.46 a year against the 14,270 published: 7,341.46 too much, whatever else changes."""
    [line] = [line for (test, _), line in barnet_stress.items() if test == "envelope"]
    assert line.said == "Already broken in the scenario, by £7,341." and line.driver is None


def test_the_budget_breaks_where_the_forecast_takes_what_is_left_of_it():
    """Two funds: what is left, over the pension of the months to come, is the rise of the rate that breaks it."""
    of = named("example-two-funds")
    [line] = [one for one in stress(of) if one.test.key == "budget" and one.driver.key == "pension"]
    [change] = line.changes
    with_change = driver_named(of, "pension").run(change)
    [test] = [test for test in stated_tests(of) if test.key == "budget"]
    assert test.margin(with_change) == pytest.approx(0, abs=0.2)
    assert test.margin(driver_named(of, "pension").run(change + 1e-4)) < -1


def test_prices_stay_as_worked_out_while_a_test_is_stressed():
    """Nobody leaves and the account opens with 40,000: it closes 2012/13 with 24,593.79, the lowest of its balances.

    Each point of the pension rate costs a hundredth of the pensionable pay of three years, and no price follows.
    """
    of = assess(PRICED, changes={"trading.attrition.a_year": "0%", "trading.reserve.opening": "40000"})
    costed = of.costed
    pensionable = sum(costed.amount("proposal", "top", year, "employer_lgps") for year in costed.years) / 0.248
    set_, tests = with_prices_set(of), {}
    for test in stated_tests(set_):
        tests[test.key] = test
    assert tests["reserve"].margin(set_) == pytest.approx(24_593.79, abs=0.01)
    runs = Runs(set_, driver_named(set_, "pension"), {"reserve": tests["reserve"].margin})
    [crossing] = search(runs, "reserve").crossings
    assert crossing.change == pytest.approx(24_593.79 / pensionable, abs=2e-6)


def test_a_saving_is_stressed_where_there_is_one(write):
    """Grade 24 becomes 20 on 1 January 2025: it saves three months of the difference, whatever the pension rate."""
    of = assess(write(small(proposed={"grade": 20})))
    lines = {line.driver.key: line for line in stress(of) if line.test.key == "saving"}
    assert lines["pension"].changes == () and "Nothing from" in lines["pension"].said


def test_goal_seek_finds_the_award_that_gives_a_cost_of_hand(write):
    """4% more makes 6,295.40: sought backwards, the sum 6,295.40 is made by +4 points."""
    found = seek(assess(write(at_the_threshold())), "award", 6_295.40, "proposed_cost")
    assert found.changes == pytest.approx((0.04,), abs=2e-6)
    assert found.said.startswith("Proposed structure, full year is £6,025 as stated. Pay award of 1 April 2026: at 4%")


def test_goal_seek_says_that_nothing_does_it():
    """The pension rate moves the effect by 161.40 a point: at no rate it is 17,608.74 and at 54.8% 26,453.46."""
    found = seek(barnet(), "pension", 5_000)
    assert found.changes == ()
    assert "No change of Employer\u2019s pension rate makes it £5,000" in found.said
    assert "from \u221224.8 points to +30 points the figure is £17,609 to £26,453." in found.said


def test_several_answers_are_all_found():
    """A figure that turns between its two answers, at one point less and at three points more."""
    of = barnet()

    def turning(changed):
        points = (changed.scenario.on_costs.lgps[0].rate - 0.248) * 100
        return (points + 1) * (points - 3)

    found = search(Runs(of, driver_named(of, "pension"), {"turning": turning}), "turning")
    assert [at.change for at in found.crossings] == pytest.approx([-0.01, 0.03], abs=2e-7)
    assert found.nearest == found.crossings


def test_goal_seek_says_how_many_answers_there_are():
    """A later start lowers the charge until April 2025, when the first full year after it is one later and dearer."""
    found = seek(named("fictional-council"), "start", 21_300, "price")
    assert len(found.changes) == 2
    assert found.said.endswith(
        "between 1 January 2025 and 1 February 2025 it passes £21,300.00; "
        "between 1 March 2025 and 1 April 2025 it passes £21,300.00. There are 2 answers."
    )


def test_goal_seek_of_months_says_between_which_a_sum_is_passed():
    """7,203.82 on 1 December and 1,800.955 less a month: 5,000 lies between 1 January (5,402.86) and 1 February."""
    found = seek(barnet(), "start", 5_000, "in_year")
    assert "between 1 January 2011 and 1 February 2011 it passes £5,000" in found.said


def test_the_price_that_meets_a_sum_is_the_sum_for_each_school():
    """450,000 / 102 = 4,411.7647: £4,411.77, which is 747.60 on the average of 373,744.70 / 102 = 3,664.16."""
    said = price_that_meets(barnet(), 450_000).said
    assert (
        "£4,411.77 a year" in said
        and "+£747.60" in said
        and "on today's average, or +£748 in whole price steps" in said
    )


def test_the_prices_that_meet_a_sum_are_the_whole_list_in_proportion():
    """444,090 is charged now; 450,000 is 1.33 per cent more, to the penny of each price."""
    found = price_that_meets(assess(PRICED), 450_000)
    assert found.changes[0] == pytest.approx(450_000 / 444_090 - 1, abs=1e-4)


def test_all_102_schools_must_stay():
    """(444,090 / 102) + 140 = 4,493.82 each; 102 of them bring 458,370 and 101 bring 453,876, of 458,360 needed."""
    found = customers_that_may_leave(barnet())
    assert (found.leavers, found.customers) == (0, 102)
    assert found.said == "At £4,493.82 each a year, all 102 must stay if income is to meet £458,360 (published totals)."


def test_so_many_may_leave_as_the_surplus_pays_for():
    """With a price step of £1,000 each pays 5,353.82: 458,360 / 5,353.82 = 85.61, so 86 must stay and 16 may leave."""
    found = customers_that_may_leave(barnet(**{"customers.price_step": "1000"}))
    assert found.leavers == 16
    assert (
        found.said == "At £5,353.82 each a year, 16 of 102 may leave if income is to meet £458,360 (published totals)."
    )


def test_the_latest_start_that_saves_is_the_last_month_of_a_plain_saving(write):
    """One post a grade lower from any day of the year saves in that year: the last first of a month is 1 March."""
    found = latest_start(assess(write(small(proposed={"grade": 20}))))
    assert "the latest that still saves in the years shown is 1 March 2025." in found.said


def test_a_start_pays_for_its_one_off_cost_until_so_many_months_are_left(write):
    """Grade 24 to 20 saves a little over 300 a month; a cost of 1,000 once needs four months of it: 1 December."""
    once = {
        "other": [{"kind": "training", "amount": 1000, "on": "2025-03-01", "funded_by": "A reserve", "source": "A"}]
    }
    of = assess(write(small(proposed={"grade": 20}, one_off=once)))
    month = of.costed.amount("full_year_effect", "top", FinancialYear(2024)) / 12
    found = latest_start(of)
    [change] = found.changes
    left = 3 - int(change)  # months from the start to 31 March
    assert month * left + 1000 < 0 < month * (left - 1) + 1000


def test_a_change_that_never_saves_says_what_it_costs_at_least():
    """A start on 1 March 2013 leaves one month of 2012/13."""
    said = latest_start(barnet()).said
    assert said.startswith(
        "With any start from 1 December 2010 to 1 March 2013, the change does not save in the years shown"
    )


def test_two_drivers_are_the_model_run_with_both():
    """In 2010/11 a month later takes a twelfth: with 2 points more it is (21,611.46 + 322.80) x 3/12 on 1 January."""
    grid = two_way(barnet(), "pension", "start", "in_year")
    assert grid.down == (-0.02, -0.01, 0.0, 0.01, 0.02) and grid.across == (0.0, 1.0, 2.0, 3.0)
    assert grid.figures[4][1] == pytest.approx((21_611.46 + 322.80) * 3 / 12, abs=0.01)
    assert grid.figures[2][0] == pytest.approx(7_203.82, abs=0.005)


def test_one_driver_twice_is_no_table():
    with pytest.raises(ValueError, match="name two drivers"):
        two_way(barnet(), "pension", "pension")


def test_a_driver_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r"'penson' is not a driver .* Did you mean pension\?"):
        driver_named(barnet(), "penson")


def test_one_point_one_post_and_one_school_more_or_less():
    """A point of the pension rate is a hundredth of pensionable pay, 299,733.00, and of the difference, 16,140.00.

    One school of 102 less shares 395,356.16 among 101: 38.38 more each; one more, 37.63 less.
    """
    rows = {row.what.partition(":")[0]: row for row in more_or_less(barnet())}
    pension = rows["Employer\u2019s pension rate"]
    assert pension.more["proposed_cost"] == pytest.approx(2_997.33)
    assert pension.less["full_year"] == pytest.approx(-161.40)
    school = rows["Customers"]
    assert (school.less["price"], school.more["price"]) == pytest.approx((38.38, -37.63), abs=0.005)
    dearest = rows["The dearest post vacant all year"]
    assert dearest.more is None and dearest.less["full_year"] == dearest.less["proposed_cost"] < -50_000
