"""Points that go: SCP 1 became SCP 2 on 1 April 2023, and SCP 2 became SCP 3 on 1 April 2026. Posts are invented.

24,413 is SCP 2 and 24,796 SCP 3 of 2025/26; 25,614 is SCP 3 of 2026/27, as offered. With 20% pension, National
Insurance of 15% above twelve times £417 and the 0.5% levy:
24,413 + 4,882.60 + 2,911.35 + 122.065 = 32,329.015; 25,614 + 5,122.80 + 3,091.50 + 128.07 = 33,956.37.
"""

import json
from datetime import date

import pytest

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.explain.drivers import drivers
from model.rates.tables import RateStatus
from model.schema.load import load_scenario
from model.schema.sections.awards import Award
from model.schema.sections.rates_in_force import with_awards

Y22, Y23, Y25, Y26 = map(FinancialYear, (2022, 2023, 2025, 2026))
ORDERS = ("assimilate_then_increment", "increment_then_assimilate")


def cleaner(old="2-3", new="2-3", point=2, change="2025-07-01", years=("2025/26", "2026/27"), **more):
    people = {
        "increments": more.pop("increments", "april_six_months"),
        "assimilation": {"rule": "same_point", "order": more.pop("order", ORDERS[0]), "source": "A test."},
        "protection": {"months": 0, "source": "A test."},
    }
    lgps = [{"from": "2018-04-01", "to": "2027-03-31", "rate": "20%", "source": "A test.", "reason": "A test."}]
    return {
        "format": 1,
        "title": "A test",
        "authority": "An invented council",
        "reference": "-",
        "summary": "-",
        "dates": {"decision": f"{change[:4]}-05-20", "implementation": change},
        "years": {"first": years[0], "last": years[1]},
        "pay": {"spine": "njc", "area": "England", "full_time_hours": 37, **more.pop("pay", {})},
        "on_costs": {"lgps": lgps},
        "costing": {"basis": "actual", "reason": "A test."},
        "people": people,
        "present": [
            {"id": "a", "title": "Cleaner", "grade": old, "fate": "assimilated", "to": "b",
             "holders": [{"ref": "A", "point": point, **more.pop("holder", {})}]}
        ],
        "proposed": [{"id": "b", "title": "Cleaner", "grade": new, "filled_by": "assimilation"}],
        **more,
    }  # fmt: skip


@pytest.fixture
def cost(tmp_path, rates):
    def cost(**given):
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(cleaner(**given), indent=1), encoding="utf-8")
        return cost_scenario(load_scenario(path, rates), rates)

    return cost


def total(costed, basis, year):
    return costed.amount("do_nothing", basis, year)


@pytest.mark.parametrize("basis", ["bottom", "actual"])
@pytest.mark.parametrize("grade", ["2-3", "2"])
def test_a_cleaner_on_point_2_is_paid_point_3_from_april_2026(cost, basis, grade):
    costed = cost(old=grade, new=grade, order=ORDERS[1])
    expected = [32_329.015, 33_956.37]
    assert [total(costed, basis, year) for year in (Y25, Y26)] == pytest.approx(expected, abs=0.005)
    assert costed.amount("proposal", basis, Y26) == pytest.approx(33_956.37, abs=0.005)


def test_a_mean_is_of_the_points_that_are_left(cost):
    """2025/26: (24,413 + 24,796) / 2 = 24,604.50; then 3 alone."""
    costed = cost()
    pay = [costed.amount("do_nothing", "mean_of_points", year, "basic_pay") for year in (Y25, Y26)]
    assert pay == pytest.approx([24_604.5, 25_614])


def test_point_1_became_point_2_in_april_2023(cost):
    """20,258 is SCP 1 of 2022/23 and 22,366 SCP 2 of 2023/24."""
    costed = cost(old="1", new="1", point=1, change="2022-07-01", years=("2022/23", "2023/24"))
    pay = [costed.amount("do_nothing", "actual", year, "basic_pay") for year in (Y22, Y23)]
    assert pay == pytest.approx([20_258, 22_366])


def test_several_such_days_may_fall_inside_the_years_shown(cost):
    """Old 6 is 1 in 2019, 2 in 2023 and 3 in 2026."""
    costed = cost(old="6", new="6", point=6, change="2018-07-01", years=("2018/19", "2026/27"))
    steps = [(step.day, step.point) for step in costed.plans["do_nothing"].paths[0].steps]
    days = (date(2018, 4, 1), date(2019, 4, 1), date(2023, 4, 1), date(2026, 4, 1))
    assert steps == list(zip(days, (6, 1, 2, 3), strict=True))
    assert costed.amount("do_nothing", "bottom", Y26, "basic_pay") == pytest.approx(25_614)


@pytest.mark.parametrize(("order", "held"), [(ORDERS[0], 4), (ORDERS[1], 3)])
def test_an_increment_from_a_removed_point_follows_the_stated_order(cost, order, held):
    """2 becomes 3 and rises to 4; or rises to 3, which stays 3."""
    costed = cost(old="2-5", new="2-5", order=order, increments="april")
    assert costed.plans["do_nothing"].paths[0].steps[1].point == held


def test_no_other_point_is_told_as_renumbered(cost):
    costed = cost(old="5-8", new="5-8", point=5)
    assert costed.book.points.renumberings == ()
    beside = cost(
        proposed=[
            {"id": "b", "title": "Cleaner", "grade": "2-3", "filled_by": "assimilation"},
            {"id": "c", "title": "Clerk", "grade": "5-8", "filled_by": "open"},
        ]
    )
    steps = next(path.steps for path in beside.plans["proposed"].paths if path.steps[0].point == 5)
    assert [step.point for step in steps] == [5]


def test_a_grade_from_3_up_does_not_reach_down_to_the_point_that_was_removed(cost):
    """A proposed grade 3-4 of October 2026 was 3-4 before too: 24,796 in 2025/26."""
    costed = cost(old="2-3", new="3-4", change="2026-10-01")
    assert costed.amount("proposed", "bottom", Y25, "basic_pay") == pytest.approx(24_796)


def test_the_rise_of_a_removed_point_is_pay_award_and_no_increment(cost):
    costed = cost(old="2", new="2")
    changes = drivers(costed, "actual", Y25, Y26)
    assert changes["pay_award"] == pytest.approx(33_956.37 - 32_329.015, abs=0.005)
    assert changes["increments"] == pytest.approx(0, abs=0.005)


def test_the_row_of_the_map_is_among_the_rates_read_with_its_status(cost):
    (row,) = [rate for rate in cost().book.rates_read if rate.table == "renumbered_points"]
    assert (row.point, row.value, row.status) == ("2", 3, RateStatus.PUBLISHED)


def test_an_award_from_the_day_does_not_bring_the_point_back(rates):
    """3% on 24,796, the point that it became: 25,539.88."""
    given = {"from": "2026-04-01", "to": "2027-03-31", "percent": "3%", "standing": "assumed", "reason": "A test."}
    laid = with_awards(rates.spines, "njc", [Award.model_validate(given)], rates.removed("njc"))
    assert laid.points_on("njc", date(2026, 4, 1))[0] == 3
    assert laid.value_on("njc", 3, date(2026, 4, 1)).value == pytest.approx(25_539.88)


@pytest.mark.parametrize("given", [{"years": ("2026/27", "2026/27"), "change": "2026-07-01"}, {"change": "2026-10-01"}])
def test_a_removed_number_written_for_a_later_day_is_told_what_it_became(cost, given):
    with pytest.raises(InputFaults) as told:
        cost(**given)
    assert "it has no point 2: SCP 2 became SCP 3 on 1 April 2026" in str(told.value)
    assert "Did you mean point 3" not in str(told.value)


def test_london_has_no_such_day_and_a_missing_point_stays_a_fault(cost):
    with pytest.raises(InputFaults, match="it has no point"):
        cost(old="1-3", new="1-3", pay={"spine": "glpc_outer", "area": "outer London", "full_time_hours": 36})


GRADE_1 = [{"authority": "Test Council", "grade": "Grade 1", "points": "2-3", "spine": "njc", "status": "published",
            "effective_from": "2019-04-01", "source": "Invented."}]  # fmt: skip
VERSION = [{**GRADE_1[0], "effective_to": "2026-03-31"}, {**GRADE_1[0], "points": "3", "effective_from": "2026-04-01"}]


@pytest.mark.parametrize("basis", ["bottom", "top", "mean_of_points", "actual"])
def test_a_spot_point_2_at_every_basis(cost, basis):
    """SCP 2 of 2025/26 £24,413, SCP 3 of 2026/27 £25,614."""
    costed = cost(old="2", new="2")
    pay = [costed.amount("do_nothing", basis, year, "basic_pay") for year in (Y25, Y26)]
    assert pay == pytest.approx([24_413, 25_614])


@pytest.mark.parametrize(
    ("basis", "first"), [("bottom", 24_413), ("top", 24_796), ("mean_of_points", 24_604.5), ("actual", 24_413)]
)
def test_a_grade_2_to_3_at_every_basis(cost, basis, first):
    costed = cost()
    pay = [costed.amount("do_nothing", basis, year, "basic_pay") for year in (Y25, Y26)]
    assert pay == pytest.approx([first, 25_614])


@pytest.mark.parametrize("table", [GRADE_1, VERSION], ids=["one version", "a version from the day"])
def test_a_named_grade_with_the_point_is_costed_alike(cost, table):
    pay = {"spine": "njc", "area": "England", "full_time_hours": 37, "grades_of": "Test Council", "grade_table": table}
    costed = cost(old="Grade 1", new="grade 1", order=ORDERS[1], pay=pay)
    assert [total(costed, "actual", year) for year in (Y25, Y26)] == pytest.approx([32_329.015, 33_956.37], abs=0.005)


def test_a_holder_moves_by_decision_over_the_day_in_the_numbers_of_each_day(cost):
    """2 becomes 3 in April and is moved to 4 from 1 October 2026: half a year of £25,614, half of 25,185 x 1.033."""
    move = {"on": "2026-10-01", "point": 4, "reason": "A test."}
    costed = cost(old="2-5", new="2-5", order=ORDERS[1], holder={"moves": [move]})
    steps = [(step.day, step.point) for step in costed.plans["do_nothing"].paths[0].steps]
    assert steps[:3] == [(date(2025, 4, 1), 2), (date(2026, 4, 1), 3), (date(2026, 10, 1), 4)]
    expected = (25_614 + 25_185 * 1.033) / 2
    assert costed.amount("do_nothing", "actual", Y26, "basic_pay") == pytest.approx(expected, abs=0.5)


def test_a_move_to_the_removed_number_after_the_day_is_refused(cost):
    move = {"on": "2026-10-01", "point": 2, "reason": "A test."}
    with pytest.raises(InputFaults, match="moves 1, point: found 2"):
        cost(old="2-5", new="2-5", holder={"moves": [move]})


def test_a_decision_on_the_very_day_is_in_the_new_numbers(cost):
    move = {"on": "2026-04-01", "point": 4, "reason": "A test."}
    costed = cost(old="2-5", new="2-5", order=ORDERS[1], holder={"moves": [move]})
    assert costed.plans["do_nothing"].paths[0].steps[1].point == 4


def test_the_point_goes_on_its_day_though_the_award_is_paid_late(cost):
    """SCP 2 goes by the agreement of 2025: from April 2026 SCP 3, at its £24,796; £25,614 from November, backdated."""
    late = [{"from": "2026-04-01", "paid_on": "2026-11-30", "source": "A test."}]
    pay = {"spine": "njc", "area": "England", "full_time_hours": 37, "paid_late": late}
    costed = cost(old="2", new="2", order=ORDERS[1], pay=pay)
    assert costed.amount("do_nothing", "actual", Y26, "basic_pay") == pytest.approx(25_614)
    meanwhile = costed.plans["do_nothing"].paid_late.meanwhile
    april = int(meanwhile.months.first_days.tolist().index(date(2026, 4, 1)))
    paid = meanwhile.salaries("actual").salary[0, april - 1 : april + 7]
    assert paid.tolist() == [24_413.0] + [24_796.0] * 7
