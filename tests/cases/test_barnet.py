"""The first case: Barnet's Schools ICT Support Service, 2010, against figures worked out by hand."""

from decimal import Decimal

import numpy as np
import pytest

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.base.money import half_up
from model.cost.elements import LABELS
from model.explain.bridge import bridge
from model.pay.salaries import BASES
from tests.conftest import worked_examples

YEAR = FinancialYear(2010)
CASES = pytest.mark.parametrize("case", ["barnet", "as_published"])
EVERY_BASIS = pytest.mark.parametrize("basis", BASES)


def attempts(assessed, **chosen):
    """The attempts at the published totals that are as chosen."""
    return [attempt for attempt in assessed.reconciled.attempts
            if all(value in (attempt.use(name), attempt.label(name)) for name, value in chosen.items())]  # fmt: skip


def by_month(costed, timeline, basis, element="total"):
    return costed.costs[timeline, basis].amounts[element].sum(axis=0)


@CASES
@pytest.mark.parametrize(
    "example", worked_examples("barnet_base_pay"), ids=lambda row: row["structure"] + " " + row["basis"]
)
def test_salaries_of_the_listed_posts(request, case, example):
    costed = request.getfixturevalue(case).costed
    assert costed.amount(example["structure"], example["basis"], YEAR, "basic_pay") == pytest.approx(
        float(example["salaries"]), abs=float(example["within"])
    )


@pytest.mark.parametrize(
    "example", worked_examples("barnet_costs", convention="annual_without_rebate"), ids=lambda row: row["basis"]
)
def test_barnets_own_convention(barnet, example):
    """NI at the full rate above a yearly threshold, no rebate, pension 24.8%: Barnet's answer of February 2013."""
    [attempt] = attempts(
        barnet,
        basis=example["basis"],
        employer_ni=example["convention"],
        ni_year="2010/11",
        lgps_rate=0.248,
        unlisted_post="none",
    )
    found = {"present": attempt.present, "proposed": attempt.proposed, "change": attempt.proposed - attempt.present}
    stated = {name: float(example[name]) for name in found if example[name]}
    assert {name: found[name] for name in stated} == pytest.approx(stated, abs=float(example["within"]))


@pytest.mark.parametrize(
    "example", worked_examples("barnet_costs", convention="pay_months_with_rebate"), ids=lambda row: row["basis"]
)
def test_with_the_rebate_as_the_law_had_it(barnet, example):
    present, proposed = (barnet.costed.amount(name, example["basis"], YEAR) for name in ("do_nothing", "proposed"))
    found = {"present": present, "proposed": proposed, "change": proposed - present}
    stated = {name: float(example[name]) for name in found if example[name]}
    assert {name: found[name] for name in stated} == pytest.approx(stated, abs=float(example["within"]))


@pytest.mark.parametrize("example", worked_examples("barnet_published_post_costs"), ids=lambda row: row["point"])
def test_barnets_published_cost_of_a_post(write_scenario, rates, example):
    post = {
        "id": "now",
        "title": "Post",
        "grade": example["point"],
        "number": int(example["posts"]),
        "fate": "assimilated",
        "to": "then",
    }
    after = {
        "id": "then",
        "title": "Post",
        "grade": example["point"],
        "number": int(example["posts"]),
        "filled_by": "assimilation",
    }
    scenario = write_scenario(("use: 2009/10", f"use: {example['tax_year']}"), present=[post], proposed=[after])
    [attempt] = attempts(
        assess(scenario, rates),
        basis="top",
        employer_ni="annual_without_rebate",
        ni_year=example["tax_year"],
        lgps_rate=0.0,
        unlisted_post="none",
    )
    assert attempt.present == pytest.approx(float(example["cost"]), abs=float(example["within"]))


def test_the_residuals_differ_by_what_the_change_is_out(barnet):
    """An extra post that both totals hold leaves both residuals alike, so they differ by the change alone."""
    assert barnet.reconciled.attempts
    for attempt in (*barnet.reconciled.attempts, *barnet.reconciled.listed):
        out_by = 14270 - (attempt.proposed - attempt.present)
        assert attempt.proposed_residual - attempt.present_residual == pytest.approx(out_by, abs=1e-6)
        assert attempt.change_residual == pytest.approx(out_by, abs=1e-6)


def test_the_residuals_are_equal_where_the_change_matches(write_scenario, rates):
    """Salaries at the top of grade rise by 306,411 - 299,580 = £6,831, so let that be the published change."""
    matching = write_scenario(("amount: 458360", "amount: 450921"), ("amount: 14270", "amount: 6831"))
    found = attempts(assess(matching, rates), basis="top", employer_ni="none", lgps_rate=0.0)
    assert len(found) == 9, "no unlisted post, or one at SCP 42 to 49"
    for attempt in found:
        assert attempt.present_residual == pytest.approx(attempt.proposed_residual, abs=1e-6)


def test_an_unlisted_post_cancels_in_the_change(barnet):
    changes = {}
    for attempt in barnet.reconciled.attempts:
        terms = tuple(attempt.label(kind) for kind in attempt.tried if kind != "unlisted_post")
        changes.setdefault(terms, []).append(attempt.proposed - attempt.present)
    assert {len(found) for found in changes.values()} == {9}
    assert all(max(found) - min(found) < 1e-6 for found in changes.values())


def test_an_unlisted_post_is_paid_by_the_spine(barnet):
    """£37,182 at SCP 42 and £43,368 at SCP 49, and nothing else where there are no on-costs."""
    without, *rest = (attempts(barnet, basis="top", employer_ni="none", lgps_rate=0.0, unlisted_post=post)[0].present
                      for post in ("none", "Schools ICT Manager at 42", "Schools ICT Manager at 49"))  # fmt: skip
    assert [held - without for held in rest] == pytest.approx([37182, 43368], abs=1e-6)


@EVERY_BASIS
@pytest.mark.parametrize("element", LABELS)
def test_from_1_december_the_year_bears_four_months_of_twelve(barnet, basis, element):
    costed = barnet.costed
    full = costed.amount("full_year_effect", basis, YEAR, element)
    assert costed.amount("part_year_effect", basis, YEAR, element) == pytest.approx(full * 4 / 12, abs=1e-6)


@EVERY_BASIS
def test_until_the_change_both_timelines_cost_the_same(barnet, basis):
    before, after = (by_month(barnet.costed, name, basis) for name in ("do_nothing", "proposal"))
    assert before[:8] == pytest.approx(after[:8], abs=1e-9)
    assert (abs(after[8:] - before[8:]) > 1).all()


@EVERY_BASIS
def test_from_23_november_eight_days_of_thirty_are_at_the_new_pay(as_published, basis):
    before, after = (by_month(as_published.costed, name, basis, "basic_pay") for name in ("do_nothing", "proposal"))
    effect = after - before
    assert effect[:7] == pytest.approx(np.zeros(7), abs=1e-9)
    assert effect[7] == pytest.approx(effect[8] * 8 / 30, abs=1e-6)


@EVERY_BASIS
def test_once_in_force_the_change_has_its_full_effect(barnet, basis):
    for year in barnet.costed.years[1:]:
        part, full = (barnet.costed.amount(name, basis, year) for name in ("part_year_effect", "full_year_effect"))
        assert part == pytest.approx(full, abs=1e-6)


@CASES
@EVERY_BASIS
def test_the_steps_of_the_bridge_add_up_to_the_change(request, case, basis):
    costed = request.getfixturevalue(case).costed
    for year in costed.years:
        for element in LABELS:
            steps = bridge(costed, basis, year, element)
            change = costed.amount("full_year_effect", basis, year, element)
            assert sum(step.change for step in steps) == pytest.approx(change, abs=1e-6)
            assert sum(step.after for step in steps) == pytest.approx(
                costed.amount("proposed", basis, year, element), abs=1e-6)  # fmt: skip


def test_the_report_as_published_is_blocked_by_two_checks(as_published):
    assert {check.key for check in as_published.blocked_by} == {"destinations", "published_counts"}


def test_the_case_with_its_questions_answered_is_not_blocked(barnet):
    assert barnet.blocked_by == ()


def test_what_schools_must_pay(barnet):
    published = next(test for test in barnet.buy_backs if test.rests_on == "published totals")
    found = {
        "short at 139.90": published.surplus(Decimal("139.90")),
        "over at 139.91": published.surplus(Decimal("139.91")),
        "over at 140": published.surplus(Decimal(140)),
        "recovering uplift": published.recovering_uplift,
        "stepped uplift": published.stepped_uplift,
        "leavers at the new average": published.leavers_at_new_average,
        "leavers at the old average": published.leavers_at_old_average,
    }
    expected = {row["what"]: Decimal(row["amount"]) for row in worked_examples("barnet_buy_back")}
    assert {what: half_up(amount) for what, amount in found.items()} == expected


def test_the_envelope_of_another_councils_structure(write_scenario, rates):
    """Wirral's minute of autumn 2010, as a scenario file: bands at the bottom and at the top, without on-costs."""
    *bands, whole = worked_examples("envelope", case="wirral waste and recycling 2010")
    posts = [{"id": f"band-{n}", "title": band["notation"], "grade": band["notation"], "number": int(band["number"])}
             for n, band in enumerate(bands)]  # fmt: skip
    scenario = write_scenario(
        present=[{**post, "fate": "assimilated", "to": f"new-{post['id']}"} for post in posts],
        proposed=[{**post, "id": f"new-{post['id']}", "filled_by": "assimilation"} for post in posts],
        pay={"spine": "njc", "area": "national", "full_time_hours": 37},
        published=None,
        reconcile=None,
        customers=None,
    )
    costed = assess(scenario, rates).costed
    assert [costed.amount("do_nothing", basis, YEAR, "basic_pay") for basis in ("bottom", "top")] == pytest.approx(
        [float(whole["bottom"]), float(whole["top"])], abs=1e-6
    )
    for row, band in zip((0, 2), bands, strict=True):
        each = [costed.amounts("do_nothing", basis, "basic_pay")[row, 0] for basis in ("bottom", "top")]
        assert each == pytest.approx([float(band["bottom"]), float(band["top"])], abs=1e-6)
