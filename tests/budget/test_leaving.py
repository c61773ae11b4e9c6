"""Kinds of leaving and what each is paid, worked by hand; and the two tests of approval. Everybody here is invented.

B is 61 after 20 years on £52,000: £1,000 a week, 30 weeks. The limit on a week's pay is £719 on 30 September 2025.
"""

import numpy as np
import pytest

from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.report.tables.transition import one_off
from tests.budget.two_posts import TERMS, check, costs

FULL, STATUTORY = 30 * 1_000, 30 * 719


def keys(assessment):
    return {check.key for check in assessment.checks}


@pytest.mark.parametrize(
    ("leaver", "expected"),
    [
        ({"kind": "compulsory"}, {"redundancy": FULL}),
        ({"kind": "voluntary"}, {"redundancy": FULL}),
        ({"kind": "end_of_term"}, {"redundancy": FULL}),
        ({"kind": "end_of_term", "complete_years": 1}, {}),  # under two years: none by statute
        ({"kind": "retirement", "pension_strain": 9_000}, {"pension_strain": 9_000}),
        ({"kind": "settlement", "settlement": 12_000}, {"settlement": 12_000}),
        ({"kind": "compulsory", "no_redundancy_because": "Refused suitable work."}, {}),
        (
            {"kind": "compulsory", "settlement": 5_000},
            {"redundancy": FULL, "settlement": 5_000, "class_1a": 0.15 * 5_000},
        ),
    ],
)
def test_each_kind_of_leaving_is_paid_by_its_own_rules(assess_two, leaver, expected):
    assert costs(assess_two(leaver)) == expected


def test_the_councils_terms_may_be_for_volunteers_alone(assess_two):
    terms = {"terms": TERMS | {"multiplier": 1.5, "applies_to": ["voluntary"]}}
    assert costs(assess_two({"kind": "voluntary"}, one_off=terms)) == {"redundancy": 45_000, "class_1a": 0.15 * 15_000}
    assert costs(assess_two({"kind": "compulsory"}, one_off=terms)) == {"redundancy": STATUTORY}


def test_redundancy_and_settlement_share_the_part_without_class_1a(assess_two):
    """30,000 + 20,000 is 20,000 above £30,000; a settlement of 40,000 alone is 10,000 above it."""
    assert costs(assess_two({"settlement": 20_000}))["class_1a"] == 0.15 * 20_000
    alone = {"kind": "settlement", "settlement": 40_000}
    assert costs(assess_two(alone)) == {"settlement": 40_000, "class_1a": 0.15 * 10_000}


TRIAL = {"kind": "redeployed", "trial": {"job": "Trainer, Libraries"}}


@pytest.mark.parametrize(("outcome", "paid", "told"), [("kept", 0, False), (None, 0, True), ("left", FULL, False)])
def test_a_trial_that_fails_is_a_redundancy_and_until_then_is_told_apart(assess_two, outcome, paid, told):
    found = assess_two({"kind": "redeployed", "trial": TRIAL["trial"] | ({"outcome": outcome} if outcome else {})})
    assert found.transition.total == paid
    assert ("trials" in keys(found)) == told
    if told:  # four weeks from 30 September 2025
        assert "until 28 October 2025. If it fails, a further £30,000 is due" in check(found, "trials").finding
        assert check(found, "displaced").finding.endswith("0 leave, B redeployed to Trainer, Libraries.")
    assert check(found, "displaced").outcome == "pass"


def test_a_cost_is_charged_in_one_year_and_paid_in_another(assess_two):
    """Decided in March 2025 and provided for then; paid in May."""
    leaver = {"leaves_on": "2025-04-30", "paid_on": "2025-05-20", "charged_in": "2024/25"}
    found = assess_two(leaver)
    np.testing.assert_allclose(found.transition.amounts(), [FULL, 0])
    assert found.transition.paid_by_year == {FinancialYear(2025): FULL}
    assert found.transition.total == FULL
    assert list(one_off(found).frame["Year paid"]) == ["2025/26", ""]
    assert "Year paid" not in one_off(assess_two({})).frame


def other(**terms):
    return {"kind": "Grant for redesign", "funded_by": "reserve", "source": "Invented.", **terms}


def test_a_stated_cost_has_its_own_name_sign_and_years(assess_two):
    grant = other(amount=-4_000, on="2025-05-01")
    redesign = {"kind": "Redesign", "by_year": [
        {"year": "2024/25", "amount": 1_000}, {"year": "2025/26", "amount": 2_500, "paid_in": "2026/27"}]}  # fmt: skip
    found = assess_two(one_off={"other": [grant, other() | redesign]}).transition
    assert {kind: by_year.tolist() for kind, by_year in found.by_kind.items()} == {
        "Grant for redesign": [0, -4_000],
        "Redesign": [1_000, 2_500],
    }
    assert found.total == -500
    assert found.paid_by_year == {FinancialYear(2024): 1_000, FinancialYear(2025): -4_000, FinancialYear(2026): 2_500}


@pytest.mark.parametrize(
    ("leaver", "section", "says"),
    [
        ({"kind": "bumped"}, {}, "bumped_by where the kind is bumped"),
        ({"kind": "bumped", "bumped_by": "B"}, {}, "a holder other than the one who leaves"),
        ({"kind": "bumped", "bumped_by": "Z"}, {}, "the reference of the holder who stays instead"),
        ({"kind": "redeployed"}, {}, "trial where the kind is redeployed"),
        ({"kind": "settlement"}, {}, "the sum of the settlement agreement"),
        ({"kind": "retirement", "notice_weeks": 4}, {}, "no notice_weeks for a retirement"),
        ({"kind": "retirement", "no_redundancy_because": "Retires."}, {}, "only for a kind of leaving that has"),
        ({"charged_in": "2026/27"}, {}, "expected a year shown, 2024/25 to 2025/26"),
        ({}, {"other": [other(amount=1)]}, "either an amount and its date (on), or by_year alone"),
        ({}, {"other": [other(by_year=[{"year": "2026/27", "amount": 1}])]}, "expected a year shown"),
        ({}, {"consultation": [{"establishment": "Hall", "source": "Invented."}]}, "the establishment of a leaver"),
        ({"special_approvals": [{"role": "leader", "by": "The leader", "on": "2025-10-01", "reference": "Minute 3"}]},
         {}, "an approval dated on or before the day of payment"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_kind_is_a_fault(assess_two, leaver, section, says):
    with pytest.raises(InputFaults) as told:
        assess_two(leaver, one_off=section)
    assert says in str(told.value)


def test_a_member_old_enough_for_a_pension_needs_a_strain_on_the_actual_basis(assess_two):
    """61 is above 55; 0 is a statement, and nothing is none."""
    found = check(assess_two({}), "pension_strain")
    at_61 = "B is made redundant at 61 on 30 September 2025, at or above the pension age of 55"
    assert found.blocks and at_61 in found.finding
    assert check(assess_two({"pension_strain": 0}), "pension_strain").outcome == "pass"
    assert "pension_strain" not in keys(assess_two({"age": 54}))
    assert check(assess_two({"age": 54, "protected_pension_age": 50}), "pension_strain").blocks
    assert "pension_strain" not in keys(assess_two({"kind": "settlement", "settlement": 1_000}))
    present = {"holders": [{"ref": "A", "point": 20}, {"ref": "B", "point": 20, "lgps_member": False}]}
    assert "pension_strain" not in keys(assess_two({}, present=present))


def test_the_age_on_leaving_decides_and_not_the_age_when_the_notice_would_have_run_out(assess_two):
    assert "pension_strain" not in keys(assess_two({"age": 55, "age_on_leaving": 54}))
    with pytest.raises(InputFaults, match="no pension is payable on redundancy before 55"):
        assess_two({"age": 55, "age_on_leaving": 54, "pension_strain": 1_000})


def test_on_a_budget_basis_a_strain_that_is_not_stated_is_disclosed(assess_two):
    found = assess_two({}, costing={"basis": "top", "reason": "Invented."})
    assert check(found, "pension_strain").outcome == "disclosed"
