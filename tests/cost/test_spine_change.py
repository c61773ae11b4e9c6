"""Years on both sides of 1 April 2019, when the pay spines were renumbered. Posts, holders, London's map: invented."""

import csv
import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear, PayMonths
from model.cost.costed import EFFECTS, cost_scenario
from model.explain.drivers import drivers
from model.explain.seats import why
from model.pay.assimilation import NewToSpine, PointNotMapped, map_range, map_range_back, renumberings_in
from model.pay.grades import read_grade
from model.pay.on_costs import RateStatus
from model.rates.tables import GradeTable, NamedGrade
from model.schema.load import load_scenario
from tests.conftest import HOME, worked_examples

Y18, Y19, Y20 = map(FinancialYear, (2018, 2019, 2020))
RENUMBERED = date(2019, 4, 1)
with (HOME / "model" / "rates" / "renumbered_points.csv").open(encoding="utf-8", newline="") as file:
    MAP = {
        int(row["point"]): int(row["value"]) for row in csv.DictReader(file) if row["effective_from"] == "2019-04-01"
    }
ORDERS = ("assimilate_then_increment", "increment_then_assimilate")
LONDON = {"spine": "glpc_outer", "area": "outer London", "full_time_hours": 36}
ACTING = {"holder": "A", "into": "new", "from": "2018-06-01", "to": "2018-07-01", "point": 9, "source": "A test."}
OWN_MAP = {"points": [{"old": 20, "new": 9}, {"old": 21, "new": 11}], "source": "Invented for a test."}


def scenario(  # noqa: PLR0913  the columns of a worked example
    old="20-25", new="9-17", point=20, change="2019-04-01", order=ORDERS[0], increments="april", uprated=False, **more
):
    """One holder in one post, assimilated by the same-point rule, with two years of protection."""
    holder = {"ref": "A", "point": point, **more.pop("holder", {})}
    people = {
        "increments": increments,
        "assimilation": {"rule": "same_point", "order": order, "source": "A test."},
        "protection": {"months": 24, "uprated": uprated, "source": "A test."},
        **more.pop("people", {}),
    }
    lgps = [{"from": "2018-04-01", "to": "2021-03-31", "rate": "20%", "source": "A test.", "reason": "A test."}]
    return {
        "format": 1,
        "title": "A test",
        "authority": "An invented council",
        "reference": "-",
        "summary": "-",
        "dates": {"decision": "2018-05-01", "implementation": change},
        "years": {"first": "2018/19", "last": "2020/21"},
        "pay": {"spine": "njc", "area": "England", "full_time_hours": 37},
        "on_costs": {"lgps": lgps},
        "costing": {"basis": "top", "reason": "A test."},
        "people": people,
        "present": [
            {"id": "old", "title": "Old", "grade": old, "fate": "assimilated", "to": "new", "holders": [holder]}
        ],
        "proposed": [{"id": "new", "title": "New", "grade": new, "filled_by": "assimilation"}],
        **more,
    }


@pytest.fixture(scope="module")
def cost(tmp_path_factory, rates):
    path = tmp_path_factory.mktemp("spine") / "scenario.yaml"

    def cost(tables=rates, **given):
        path.write_text(json.dumps(scenario(**given), indent=1), encoding="utf-8")
        return cost_scenario(load_scenario(path, tables), tables)

    return cost


@pytest.fixture(scope="module")
def refused(cost):
    def refused(**given):
        with pytest.raises(InputFaults) as told:
            cost(**given)
        return str(told.value)

    return refused


CASES = {
    "grade": {},
    "assimilate first": {},
    "increment first": {"order": ORDERS[1]},
    "at the top": {"point": 25},
    "increments in July": {"increments": "july"},
    "beyond a bar": {"old": "20-22#24", "new": "9-12#15", "point": 24},
    "moved before": {"new": "18-21", "point": 24, "change": "2018-12-01"},
    "moved before and uprated": {"new": "18-21", "point": 24, "change": "2018-12-01", "uprated": True},
    "moved after": {"new": "9-12", "point": 25, "change": "2019-09-01"},
    "London with its own map": {"old": "20-21", "new": "9-11", "pay": {**LONDON, "spine_map": OWN_MAP}},
}


@pytest.mark.parametrize("row", worked_examples("spine_change"), ids=lambda row: "-".join(list(row.values())[:5]))
def test_each_figure_on_either_side_is_the_one_worked_by_hand(cost, row):
    costed = cost(**CASES[row["case"]])
    found = costed.amount(row["timeline"], row["basis"], FinancialYear.parse(row["year"]), row["element"])
    assert found == pytest.approx(float(row["expected"]), abs=1e-4), row["working"]


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (ORDERS[0], (10, "renumbered from SCP 20 to SCP 9, then one increment to SCP 10")),
        (ORDERS[1], (11, "one increment to SCP 21; renumbered from SCP 21 to SCP 11")),
    ],
)
def test_the_new_number_is_a_dated_step_with_its_reason(cost, order, says):
    path = cost(order=order).plans["do_nothing"].paths[0]
    assert (path.steps[1].day, path.steps[1].point, path.steps[1].reason) == (RENUMBERED, *says)
    assert [step.point for step in path.steps[1:3]] == [says[0], says[0] + 1]  # then in new numbers


def test_who_is_at_the_top_is_settled_from_the_first_day_and_not_from_the_renumbering(cost):
    assert cost(point=25).plans["do_nothing"].paths[0].settled_on == date(2018, 4, 1)


def test_who_moves_down_from_the_top_is_settled_when_the_top_is_reached_again(cost):
    """At SCP 25, which becomes 17; moved down to 16 on that day, and an increment on 1 April 2020."""
    moved = cost(point=25, holder={"moves": [{"on": "2019-04-01", "point": 16, "reason": "At their own wish."}]})
    path = moved.plans["do_nothing"].paths[0]
    assert MAP[25] == 17 and path.steps[-1].point == 17
    assert path.settled_on == date(2020, 4, 1)


def test_a_move_by_decision_on_the_day_is_in_new_numbers(cost):
    moved = cost(holder={"moves": [{"on": "2019-04-01", "point": 13, "reason": "Met the criteria."}]})
    step = moved.plans["do_nothing"].paths[0].steps[1]
    assert (step.point, step.reason) == (13, "renumbered from SCP 20 to SCP 9; Met the criteria.")


def test_a_vacancy_stays_at_the_end_of_its_grade_in_new_numbers(cost):
    vacant = {"id": "old", "title": "Old", "grade": "20-25", "fate": "deleted", "vacant": True}
    steps = cost(present=[vacant]).plans["do_nothing"].paths[0].steps
    assert [(step.day.year, step.point) for step in steps] == [(2018, 20), (2019, 9)]


@pytest.mark.parametrize("case", CASES)
def test_the_drivers_add_up_between_any_two_years(cost, case):
    costed = cost(**CASES[case])
    for basis in costed.bases:
        for before in costed.years:
            for after in costed.years:
                said = sum(drivers(costed, basis, before, after).values())
                expected = costed.amount("proposal", basis, after) - costed.amount("do_nothing", basis, before)
                assert said == pytest.approx(expected, abs=1e-6)


def test_the_same_point_across_the_renumbering_is_the_mapped_one(cost):
    """At 20, then 9 and 10: the award is 20,344 - 19,819 = £525, the increment 20,751 - 20,344 = £407."""
    changes = drivers(cost(new="9-17"), "actual", Y18, Y19)
    on_costs = 1 + 0.2 + 0.138 + 0.005  # pension of this test, National Insurance and levy of 2019/20
    assert changes["pay_award"] == pytest.approx(525 * on_costs, abs=1e-6)
    assert changes["increments"] == pytest.approx(407 * on_costs, abs=1e-6)


@pytest.mark.parametrize(
    ("case", "basis", "year", "says"),
    [
        ("grade", "bottom", Y18, "The bottom of the grade stays at SCP 20."),
        ("grade", "bottom", Y19, "The bottom of the grade stays at SCP 9 (as renumbered on 1 April 2019)."),
        ("assimilate first", "actual", Y19, "Point moves: SCP 9 to 10 (as renumbered on 1 April 2019)."),
        ("moved before", "settled", Y18, "falls from SCP 17 to SCP 11 (as renumbered on 1 April 2019)"),
        ("moved before", "actual", Y18, "Point moves: SCP 24 to 21; "),
    ],
)
def test_no_sentence_tells_a_new_number_as_a_fall(cost, case, basis, year, says):
    assert says in why(cost(**CASES[case]), basis, year)[0].sentence


@given(
    ends=st.tuples(st.integers(18, 48), st.integers(0, 6)),
    place=st.integers(0, 6),
    change=st.sampled_from(["2018-04-01", "2018-10-10", "2019-03-31", "2019-04-01", "2019-04-02", "2020-06-15"]),
    order=st.sampled_from(ORDERS),
    increments=st.sampled_from(["april", "july", "april_six_months"]),
)
def test_no_change_has_no_effect_on_either_side(cost, ends, place, change, order, increments):
    bottom, top = ends[0], min(sum(ends), 49)
    old = f"{bottom}-{top}"
    new = old if date.fromisoformat(change) < RENUMBERED else str(map_range(read_grade(old), MAP))
    point = min(bottom + place, top)
    costed = cost(old=old, new=new, point=point, change=change, order=order, increments=increments)
    for basis in costed.bases:
        for year in costed.years:
            for effect in EFFECTS:
                if effect == "full_year_effect" and basis == "actual" and year <= costed.year_of_change:
                    continue  # to the change a full year is costed at the point of the change, here as elsewhere
                assert costed.amount(effect, basis, year) == pytest.approx(0, abs=1e-6), (basis, year, effect)


@given(bottom=st.integers(18, 49), width=st.integers(0, 8), beyond=st.integers(0, 3))
def test_a_grade_taken_to_new_numbers_and_back_is_itself(bottom, width, beyond):
    top = min(bottom + width, 49)
    written = f"{bottom}-{top}" + (f"#{top + beyond}" if beyond and top + beyond <= 49 else "")
    back = map_range_back(map_range(read_grade(written), MAP), MAP)
    assert str(back) == str(read_grade(written))


def test_a_grade_written_in_new_numbers_goes_back_to_the_old_points_that_come_into_it():
    assert [str(map_range_back(read_grade(new), MAP)) for new in ("1-2", "10-13", "9#11")] == ["6–9", "21–22", "20#21"]
    with pytest.raises(NewToSpine, match="SCP 10, which is new to the spine; the nearest are 9 and 11"):
        map_range_back(read_grade("10"), MAP)
    with pytest.raises(PointNotMapped, match="no SCP 21"):
        map_range_back(read_grade("9-11"), {20: 9, 22: 12})


def with_grades(rates, *rows):
    """The tables with an invented council's grade Tech: notation, first day, last day."""
    named = tuple(
        NamedGrade("An invented council", "Tech", notation, "njc", first, last, RateStatus.PUBLISHED, "Invented.")
        for notation, first, last in rows
    )
    return rates.replace(grades=GradeTable((*rates.grades.rows, *named)))


BEFORE, AFTER = ("20-22", date(2015, 4, 1), date(2019, 3, 31)), (RENUMBERED, date(2022, 3, 31))


@pytest.mark.parametrize("rows", [(BEFORE,), (BEFORE, ("9-12", *AFTER))], ids=["mapped", "a row on each side"])
def test_a_named_grade_is_that_of_the_row_in_force_or_is_mapped(cost, rates, rows):
    pay = {**scenario()["pay"], "grades_of": "An invented council"}
    costed = cost(with_grades(rates, *rows), old="Tech", new="9-12", pay=pay)
    top = [costed.amount("do_nothing", "top", year, "basic_pay") for year in (Y18, Y19)]
    assert top == pytest.approx([21_074, 21_589])  # 22, which becomes 12


@pytest.mark.parametrize(("order", "held"), [(ORDERS[0], 13), (ORDERS[1], 12)])
def test_the_old_top_does_not_decide_whether_an_increment_is_due_on_the_day(cost, rates, order, held):
    """At 22, the top of 20-22, which is 9-14 from the day: 22 is 12, and the increment of 1 April is 13."""
    pay = {**scenario()["pay"], "grades_of": "An invented council"}
    tables = with_grades(rates, BEFORE, ("9-14", *AFTER))
    costed = cost(tables, old="Tech", new="9-12", point=22, order=order, change="2020-12-01", pay=pay)
    step = costed.plans["do_nothing"].paths[0].steps[1]
    assert (step.day, step.point) == (RENUMBERED, held)


def test_a_named_grade_that_leaves_its_holders_outside_is_refused(refused, rates):
    pay = {**scenario()["pay"], "grades_of": "An invented council"}
    told = refused(tables=with_grades(rates, BEFORE, ("11-14", *AFTER)), old="Tech", new="9-12", pay=pay)
    assert "of which 20 becomes 9" in told


def test_no_salary_is_missing_where_it_is_read(cost):
    for case in CASES.values():
        for costs in cost(**case).costs.values():
            assert np.isfinite(costs.total).all()


def test_months_on_one_side_cross_nothing(rates):
    for years in ((Y18, Y18), (Y19, Y20)):
        assert renumberings_in(rates, "njc", PayMonths(*years), [read_grade("20-25")]) == ()
    (found,) = renumberings_in(rates, "njc", PayMonths(Y18, Y19), [read_grade("20-25")])
    assert (found.day, found.new_point) == (RENUMBERED, MAP)


def test_every_renumbering_is_on_the_first_of_a_month(rates):
    assert {day.day for days in rates.renumberings.values() for day in days} == {1}
