"""Where a holder arrives on the day of the change, read off the whole costing: docs/method/assimilation.md."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.pay.progression import INCREMENT_RULES, increments
from model.schema.load import load_scenario
from tests.conftest import small

FIRST, SECOND = "assimilate_then_increment", "increment_then_assimilate"
CHANGE = date(2011, 4, 1)
LGPS = {"from": "2010-04-01", "to": "2013-03-31", "rate": "24.8%", "source": "A test.", "reason": "A test."}
OUTER_LONDON = {
    "years": {"first": "2010/11", "last": "2012/13"},
    "pay": {"spine": "glpc_outer", "area": "outer London", "full_time_hours": 36},
    "on_costs": {"lgps": [LGPS]},
    "costing": {"basis": "actual", "reason": "A test."},
}
YEAR = FinancialYear(2011)


def moving(point, old, new, order=FIRST, change=CHANGE, rule="same_point", increments="april", months=36, **more):  # noqa: PLR0913  the columns of a case
    """One holder of a post of outer London who is assimilated on a day, in the years 2010/11 to 2012/13."""
    people = {
        "increments": increments,
        "assimilation": {"rule": rule, "order": order, "source": "A test."},
        "protection": {"months": months, "source": "A test."},
    }
    held = {"ref": "A", "point": point, **more}
    dates = {"decision": "2010-10-15", "implementation": change.isoformat()}
    structure = {"grade": old, "holders": [held]}, {"grade": new}
    return {**small(*structure), **OUTER_LONDON, "dates": dates, "people": people}


@pytest.fixture(scope="module")
def cost(tmp_path_factory, rates):
    path = tmp_path_factory.mktemp("arriving") / "scenario.yaml"

    def cost(*given, **more):
        path.write_text(json.dumps(moving(*given, **more), indent=1), encoding="utf-8")
        return cost_scenario(load_scenario(path, rates), rates)

    return cost


def steps_in_the_new_post(costed):
    """Day and point, from the day of the change on, of the proposal's last row."""
    return [(step.day, step.point) for step in costed.plans["proposal"].paths[-1].steps]


def point_on(costed, day):
    return [point for start, point in steps_in_the_new_post(costed) if start <= day][-1]


def test_at_the_old_top_the_new_grades_increment_is_due_all_the_same(cost):
    """
    SCP 29 all 2011/12 is £26,397, £2,199.75 a month: 26,397 × 1.248 = 32,943.456, and NI of twelve months of
    13.8% × (2,199.75 − 589) − 3.7% × (2,199.75 − 442) = 157.24675 is 1,886.961: £34,830.42 in all.
    """
    costed = cost(28, "18-28", "26-29")
    assert steps_in_the_new_post(costed) == [(CHANGE, 29)]
    assert costed.amount("proposal", "actual", YEAR) == pytest.approx(34_830.42, abs=0.005)


# The day of the change, with an increment due on it: held, old, new, and the point of that day in either order.
DUE = [
    (25, "18-28", "26-29", 27, 26),  # 26, then 27; or 26, which is inside 26-29
    (28, "18-28", "26-29", 29, 28),  # at the old top only the new grade has a step left
    (43, "42-45#47", "39-42", 42, 42),
    (18, "18-28", "26-29", 27, 26),  # both come into the new minimum: 26 and one more; 19, which is below it
    (29, "26-29", "26-29", 29, 29),  # at the top of both
    (45, "42-45#47", "44-48", 46, 45),  # the old bar holds in the old grade, the new one has none
    (47, "42-45#47", "44-48", 48, 47),  # beyond the old bar time brought nothing; the new grade is a new ladder
    (45, "42-46", "42-45#47", 45, 46),  # at the new bar time brings nothing; 46 is beyond it, and is kept
    (46, "42-46", "42-45#47", 46, 46),
]


@pytest.mark.parametrize(("held", "old", "new", "first", "second"), DUE)
def test_the_order_on_a_day_with_an_increment(cost, held, old, new, first, second):
    assert point_on(cost(held, old, new, FIRST), CHANGE) == first
    assert point_on(cost(held, old, new, SECOND), CHANGE) == second


# Barnet's posts on a day with no increment, 1 December 2010 (docs/method/assimilation.md)
BARNET = [
    *((held, "18-28", "26-29", 26, 0) for held in range(18, 26)),
    *((held, "18-28", "26-29", held, 0) for held in range(26, 29)),
    (22, "22-23", "20-23", 22, 0),
    (23, "22-23", "20-23", 23, 0),
    *((held, "32-34", "31-34", held, 0) for held in range(32, 35)),
    (42, "42-45#47", "39-42", 42, 0),
    (47, "42-45#47", "39-42", 42, 41_607 - 37_182),
    (41, "39-41", "35-38", 38, 36_300 - 33_510),
]


@pytest.mark.parametrize(("held", "old", "new", "arrives", "gap"), BARNET)
def test_barnets_posts_on_a_day_without_one(cost, held, old, new, arrives, gap):
    for order in (FIRST, SECOND):
        costed = cost(held, old, new, order, change=date(2010, 12, 1))
        assert point_on(costed, date(2010, 12, 1)) == arrives
        protected = costed.amount("proposal", "actual", FinancialYear(2010), "pay_protection")
        assert protected == pytest.approx(gap * 4 / 12)  # December to March


@pytest.mark.parametrize(("order", "gap"), [(FIRST, 38_064 - 37_182), (SECOND, 38_958 - 37_182)])
def test_the_order_moves_the_gap_that_is_protected(cost, order, gap):
    """The principal at 43: £882 where assimilated first, £1,776 where the increment comes first."""
    costed = cost(43, "42-45#47", "39-42", order)
    assert costed.amount("proposal", "actual", YEAR, "pay_protection") == pytest.approx(gap)


@pytest.mark.parametrize(
    ("rule", "arrives"), [("same_point", 27), ("nearest_not_less", 27), ("nearest_not_less_plus_increment", 28)]
)
def test_each_rule_and_then_the_increment_of_the_day(cost, rule, arrives):
    """From 26 of 18-26 into 26-29: 26, with the rule's own increment 27, and the day's one more."""
    assert point_on(cost(26, "18-26", "26-29", rule=rule), CHANGE) == arrives


def test_who_started_too_late_for_the_day_has_no_increment_on_it(cost):
    """Started on 1 January 2010: by the anniversary nothing is due on 1 April, and 29 comes on 1 January 2012."""
    started = {"started": "2010-01-01", "increments": "anniversary"}
    assert steps_in_the_new_post(cost(28, "18-28", "26-29", **started)) == [(CHANGE, 28), (date(2012, 1, 1), 29)]
    started["started"] = "2009-04-01"
    assert steps_in_the_new_post(cost(28, "18-28", "26-29", **started)) == [(CHANGE, 29)]


def test_six_months_after_starting_is_an_increment_day_too(cost):
    """Started on 1 January 2010: 1 July 2010 is the first increment, at the old top of 28 as at any other point."""
    july = {"started": "2010-01-01", "increments": "april_six_months", "change": date(2010, 7, 1)}
    assert steps_in_the_new_post(cost(28, "18-28", "26-29", **july)) == [(date(2010, 7, 1), 29)]


def test_the_point_stated_for_the_first_day_has_that_days_increment_in_it(cost):
    on_the_first_day = cost(27, "18-28", "26-29", change=date(2010, 4, 1))
    assert steps_in_the_new_post(on_the_first_day)[:2] == [(date(2010, 4, 1), 27), (CHANGE, 28)]


@pytest.mark.parametrize("order", [FIRST, SECOND])
def test_a_move_decided_for_the_day_takes_the_increments_place(cost, order):
    """From 26 of 18-28: put at 29; or withheld, at 26, and 27 only a year later."""
    up = cost(26, "18-28", "26-29", order, moves=[{"on": "2011-04-01", "point": 29, "reason": "Met the criteria."}])
    assert steps_in_the_new_post(up) == [(CHANGE, 29)]
    assert up.plans["proposal"].paths[-1].steps[0].reason == "same point, inside the new range; Met the criteria."
    stay = cost(26, "18-28", "26-29", order, moves=[{"on": "2011-04-01", "point": 26, "reason": "Withheld."}])
    assert steps_in_the_new_post(stay)[:2] == [(CHANGE, 26), (date(2012, 4, 1), 27)]


def test_the_full_year_of_the_structure_has_the_same_point(cost):
    """The structure as if it stood all 2011/12: SCP 29, £26,397."""
    for timeline in ("proposal", "proposed"):
        assert cost(28, "18-28", "26-29").amount(timeline, "actual", YEAR, "basic_pay") == pytest.approx(26_397)


@given(
    rule=st.sampled_from(sorted(INCREMENT_RULES)),
    started=st.dates(date(2000, 1, 1), date(2010, 4, 1)),
    change=st.dates(date(2010, 4, 2), date(2012, 3, 31)),
    on_the_day=st.booleans(),
    held=st.integers(18, 28),
)
def test_the_old_top_never_decides_whether_an_increment_is_due(cost, rule, started, change, on_the_day, held):
    """
    A holder low in a long grade shows by a step whether the day brings an increment. Whoever started on the same day
    arrives with one, although at the top of the old grade, and without one on another day.
    """
    ladder = tuple(range(11, 50))
    first, last = date(2010, 4, 1), date(2012, 3, 31)
    rises = [step.day for step in increments(11, started, ladder, INCREMENT_RULES[rule], first, last)][1:]
    if on_the_day:
        change = rises[-1]
    costed = cost(held, f"18-{held}", f"{held}-{held + 2}", increments=rule, started=started.isoformat(), change=change)
    assert point_on(costed, change) == held + (change in rises)
