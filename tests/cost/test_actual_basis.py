"""The actual basis: each holder at their own point, through the change. The holders of these cases are invented."""

import numpy as np
import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.schema.load import load_scenario
from tests.conftest import HOME, small, worked_examples

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"


@pytest.fixture(scope="module")
def assess_actual(tmp_path_factory, rates):
    """The Barnet case with invented holders, with texts replaced."""

    def assess_actual(*replacing: tuple[str, str]):
        text = ACTUAL.read_text(encoding="utf-8")
        for old, new in replacing:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path_factory.mktemp("actual") / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        return assess(path, rates)

    return assess_actual


def arrivals(assessment):
    """Holder to where they arrive."""
    plan = assessment.costed.plans["proposal"]
    return {
        held.holder[0]: path.assimilated
        for held, path in zip(plan.appointments, plan.paths, strict=True)
        if path.assimilated
    }


def path_of(assessment, holder, timeline="proposal", structure="proposed"):
    plan = assessment.costed.plans[timeline]
    return next(
        path
        for held, path in zip(plan.appointments, plan.paths, strict=True)
        if held.holder == (holder,) and held.structure == structure
    )


@pytest.mark.parametrize("rule", ["same_point", "nearest_not_less", "nearest_not_less_plus_increment"])
def test_each_assimilation_rule_gives_its_result_for_each_holder(assess_actual, rule):
    arrived = arrivals(assess_actual(("rule: same_point", f"rule: {rule}")))
    for row in worked_examples("barnet_assimilation", rule=rule):
        found = arrived[row["holder"]]
        assert (found.old_point, found.new_point) == (int(row["from"]), int(row["to"])), row
        assert found.protected_gap == float(row["protected"]), row


def test_only_the_two_ring_fenced_people_need_protection(assess_actual):
    arrived = arrivals(assess_actual())
    assert {holder for holder, found in arrived.items() if found.protected_gap} == {"A", "B"}


def test_the_second_of_them_needs_it_too_in_the_post_of_31_to_34(assess_actual):
    """39-41 was above 31-34 as well: 35,412 at SCP 40 less 30,387 at SCP 34."""
    moved = assess_actual(
        ("point: 40}", "point: 40}"),
        (
            "     to: [assistant-manager, senior-officer], holders: [{ref: B",
            "     to: [senior-engineer], holders: [{ref: B",
        ),
        ("{holder: B, to: senior-officer}", "{holder: B, to: senior-engineer}"),
        ("filled_by: open", "filled_by: ring-fence"),
    )
    assert arrivals(moved)["B"].protected_gap == 35_412 - 30_387


def test_a_support_technician_at_the_floor_gains_eight_points(assess_actual):
    """18 to 26 is 23,973 - 18,915 = £5,058 of base pay."""
    actual = assess_actual()
    before, after = path_of(actual, "E", structure="present"), path_of(actual, "E")
    assert after.salary[8] - before.salary[8] == 5058


def test_the_order_of_assimilation_and_increment_matters_on_the_first_of_april(assess_actual):
    """E at 18: assimilated to 26 then 27; or an increment to 19 and then 26."""
    april = ("implementation: 2010-12-01", "implementation: 2011-04-01")
    first = assess_actual(april)
    second = assess_actual(april, ("order: assimilate_then_increment", "order: increment_then_assimilate"))
    assert [arrivals(each)["E"].new_point for each in (first, second)] == [27, 26]


def test_increments_stop_at_the_bar(assess_actual):
    """A is at 45, the last point before the bar of 42-45#47."""
    path = path_of(assess_actual(), "A", timeline="do_nothing", structure="present")
    assert {step.point for step in path.steps} == {45}


def test_a_holder_beyond_the_bar_stays_there(assess_actual):
    path = path_of(assess_actual(("ref: A, point: 45", "ref: A, point: 46")), "A", "do_nothing", "present")
    assert {step.point for step in path.steps} == {46}


def test_protection_ends_after_its_months(assess_actual):
    path = path_of(assess_actual(("months: 36", "months: 12")), "A")
    assert list(np.flatnonzero(path.protection)) == list(range(8, 20))
    assert set(path.protection[8:20]) == {2613.0}


def test_tapered_protection_pays_its_shares_in_turn(assess_actual):
    """100, 50 and 25 per cent of £2,613, twelve months each; the years shown hold 28 months from December 2010."""
    path = path_of(assess_actual(("shape: flat", "shape: [100%, 50%, 25%]")), "A")
    assert set(path.protection[8:20]) == {2613.0}
    assert set(path.protection[20:32]) == {1306.5}
    assert set(path.protection[32:]) == {653.25}


def test_nobody_is_paid_less_than_before_while_protected(assess_actual):
    actual = assess_actual()
    for holder in arrivals(actual):
        before, after = path_of(actual, holder, "do_nothing", "present"), path_of(actual, holder)
        assert (after.salary + after.protection)[8] >= before.salary[8]


def test_the_settled_basis_is_the_top_that_time_brings(assess_actual):
    """Everyone assimilated reaches the top; protection is over: the vacant post stays at its bottom."""
    actual = assess_actual()
    year = actual.costed.years[-1]
    settled = actual.costed.amount("proposed", "settled", year, "basic_pay")
    top = actual.costed.amount("proposed", "top", year, "basic_pay")
    vacancy = 30_387 - 28_035  # ICT Senior Engineer, 34 less 31
    assert settled == pytest.approx(top - vacancy)
    assert actual.costed.amount("proposed", "settled", year, "pay_protection") == 0


def test_every_outcome_of_the_ring_fence_is_costed_once(assess_actual):
    """Two people, two posts: 2 ways to place both, 4 to place one, 1 to place neither."""
    [fence] = assess_actual().outcomes
    found = fence.outcomes
    assert len(found) == len({outcome.placements for outcome in found}) == 7
    assert [outcome.displaced for outcome in found].count(2) == 1
    assert [outcome.assumed for outcome in found].count(True) == 1


def test_the_assumed_outcome_is_the_headlines_own(assess_actual):
    actual = assess_actual()
    [fence] = actual.outcomes
    assumed = fence.assumed
    assert assumed.cost == actual.costed.amount("proposed", "actual", actual.costed.year_of_change)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ref: A, point: 45", "ref: A", "the point that the holder is at"),
        ("ref: A, point: 45", "ref: A, point: 41", "a point of the post's grade, 42-45#47"),
        ("holder: A, to: assistant-manager", "holder: A, to: assistant-manger", "Did you mean assistant-manager?"),
        (
            "increments: april_six_months",
            "increments: anniversary",
            "the day of the start in the grade (started), which the rule anniversary needs",
        ),
        ("shape: flat", "shape: [100%, 50%, 25%, 10%, 5%]", "a shape whose number of shares divides the months evenly"),
        ("    order: assimilate_then_increment\n", "", "“Order on the same day” (order), which must be given"),
    ],
)
def test_what_the_actual_basis_lacks_is_told(assess_actual, old, new, says):
    with pytest.raises(InputFaults) as told:
        assess_actual((old, new))
    assert says in str(told.value)


def test_the_actual_basis_without_people_is_refused(write_scenario, rates):
    with pytest.raises(InputFaults, match="the section people"):
        assess(write_scenario(("basis: top\n", "basis: actual\n")), rates)


def test_a_bar_is_crossed_by_a_decision_with_its_reason(assess_actual):
    """A moves from 45 to 46, beyond the bar of 42-45#47, by decision; time does not bring 47."""
    move = "moves: [{on: 2010-07-01, point: 46, reason: criteria met}]"
    crossed = assess_actual(("ref: A, point: 45", f"ref: A, point: 45, {move}"))
    steps = path_of(crossed, "A", "do_nothing", "present").steps
    assert [(step.day.isoformat(), step.point) for step in steps] == [("2010-04-01", 45), ("2010-07-01", 46)]
    assert steps[-1].reason == "criteria met"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("moves: [{on: 2010-04-01, point: 46, reason: A}]", "a day after 1 April 2010"),
        ("moves: [{on: 2009-07-01, point: 46, reason: A}]", "a day after 1 April 2010"),
        (
            "moves: [{on: 2010-07-01, point: 46, reason: A}, {on: 2010-07-01, point: 47, reason: B}]",
            "a day on which this holder has no other move",
        ),
        ("moves: [{on: 2010-07-01, point: 44, reason: A}]", "point 45 or above"),
        (
            "moves: [{on: 2010-09-01, point: 46, reason: A}, {on: 2010-07-01, point: 47, reason: B}]",
            "point 47 or above",
        ),
        ("moves: [{on: 2010-07-01, point: 48, reason: A}]", "a point of the grade held, which is 42–45#47"),
        ("started: 2010-06-01", "a day up to 1 April 2010, the first day shown"),
    ],
)
def test_a_decided_move_or_start_that_could_not_be_costed_is_told(assess_actual, more, says):
    with pytest.raises(InputFaults) as told:
        assess_actual(("ref: A, point: 45", f"ref: A, point: 45, {more}"))
    [fault] = told.value.faults
    assert says in str(fault) and fault.line > 1


def test_a_holder_of_a_deleted_post_is_displaced_though_no_one_off_cost_is_stated(assess_actual):
    deputy = "fate: assimilated,\n     to: senior-hardware-engineer"
    deleted = assess_actual((deputy, "fate: deleted"))
    [check] = [check for check in deleted.checks if check.key == "displaced"]
    assert (
        check.blocks
        and "has no post in the new structure and is neither under leavers nor under redeployed" in check.finding
    )


def test_a_post_open_to_competition_has_no_destination(assess_actual):
    opened = assess_actual(("fate: deleted, vacant: true", "fate: open, vacant: true"))
    assert not opened.blocked_by


def test_a_regraded_post_is_moved_as_an_assimilated_one(assess_actual):
    deputy = "fate: assimilated,\n     to: senior-hardware-engineer"
    regraded = assess_actual((deputy, deputy.replace("assimilated", "regraded")))
    same = assess_actual()
    year = same.costed.year_of_change
    assert regraded.costed.amount("proposal", "actual", year) == same.costed.amount("proposal", "actual", year)


def test_one_person_in_two_posts_is_at_each_posts_own_point(assess_actual):
    """E works half-time as a support technician at 18 and half-time as a hardware technician at 28."""
    both = assess_actual(
        ("{ref: E, point: 18}", "{ref: E, point: 18, fte: 0.5}"),
        ("holders: [{ref: I, point: 28}]", "holders: [{ref: E, point: 28, fte: 0.5}]"),
    )
    plan = both.costed.plans["do_nothing"]
    held = {
        appointment.post: path.salary[0]
        for appointment, path in zip(plan.appointments, plan.paths, strict=True)
        if appointment.holder == ("E",)
    }
    assert held == {"support-technician": 18_915, "hardware-technician": 25_455}


def test_a_holder_beyond_the_bar_of_a_grade_that_stays_is_not_cut(assess_actual):
    kept = assess_actual(("ref: A, point: 45", "ref: A, point: 46"), ("grade: 39-42", 'grade: "42-45#47"'))
    assert (arrivals(kept)["A"].new_point, arrivals(kept)["A"].protected_gap) == (46, 0)


def test_a_full_year_is_protected_at_the_rates_of_each_of_its_months(write, rates):
    """NJC SCP 35 into 26-29 on 1 February 2015, frozen. April to December 29,528 - 24,892; January to March, after
    the award of 1 January 2015, 30,178 - 25,440: 4,636 x 9/12 + 4,738 x 3/12 = £4,661.50."""
    holder = {"ref": "A", "point": 35}
    made = small({"grade": "32-35", "holders": [holder]}, {"grade": "26-29"}, change="2015-02-01")
    lgps = {"from": "2014-04-01", "to": "2015-03-31", "rate": "20%", "source": "A", "reason": "B"}
    made |= {
        "dates": {"decision": "2014-10-15", "implementation": "2015-02-01"},
        "years": {"first": "2014/15", "last": "2014/15"},
        "on_costs": {"lgps": [lgps]},
        "people": {
            "increments": "april",
            "invented": True,
            "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
            "protection": {"months": 12, "source": "A test."},
        },
    }
    costed = cost_scenario(load_scenario(write(made), rates), rates)
    assert costed.amount("proposed", "actual", FinancialYear(2014), "pay_protection") == pytest.approx(4_661.50)


def test_a_structure_that_stays_as_it_is_has_no_full_year_effect_whenever_increments_fall(write, rates):
    """A holder at 28 of 25-30 rises in July; the same grade from 1 December changes nothing, so the effect is nil."""
    protection = {"months": 0, "source": "A."}
    people = {"increments": "july", "invented": True, "vacancies_at": "top", "protection": protection,
              "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A."}}  # fmt: skip
    present = {"grade": "25-30", "holders": [{"ref": "A", "point": 28}]}
    scenario = small(present, {"grade": "25-30"}, "2024-12-01", {"basis": "actual"}, people=people)
    costed = cost_scenario(load_scenario(write(scenario), rates), rates)
    year = costed.year_of_change
    assert costed.amount("do_nothing", "actual", year) > 0
    assert costed.amount("full_year_effect", "actual", year) == pytest.approx(0, abs=0.005)
    assert costed.amount("part_year_effect", "actual", year) == pytest.approx(0, abs=0.005)
