"""A change's one-off costs and payback, each worked by hand. Every person here is invented."""

import numpy as np
import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.report.page_one import headline
from model.report.tables.transition import cumulative, one_off
from tests.budget.two_posts import TERMS, B, check, costs, two_posts
from tests.conftest import HOME

REDUNDANCY = HOME / "scenarios" / "barnet-schools-ict-redundancy.yaml"


@pytest.fixture(scope="module")
def barnet_redundancy(rates):
    return assess(REDUNDANCY, rates)


def test_the_barnet_redundancy_by_hand(barnet_redundancy):
    """Aged 56 after 20 years: 15 of them from 41 on. 35,412 / 52 = £681 a week.

    Leave: 35,412 / 260 × 5 = £681, with NI at 12.8% less the 3.7% rebate up to £3,337 a month, of which November's
    pay of 35,412 / 12 = £2,951 leaves 386. Notice bears none: it was not contractual, and before April 2018.
    """
    assert costs(barnet_redundancy) == {
        "redundancy": (15 * 1.5 + 5 * 1) * 681,
        "notice_pay": 12 * 681,
        "untaken_leave": 681,
        "employer_ni_on_notice": 0.128 * 681 - 0.037 * 386,
        "pension_strain": 12_000,
    }
    leaving = barnet_redundancy.transition.leaving[0]
    assert leaving.redundancy.statutory == 27.5 * 400  # the limit of 22 February 2011, 12 weeks on
    assert leaving.severance == pytest.approx(27.5 * 681 + 12 * 681 + 12_000) == 38_899.50


def test_each_cost_stands_in_the_year_it_is_paid(barnet_redundancy):
    transition = barnet_redundancy.transition
    assert transition.years == (FinancialYear(2010), FinancialYear(2011), FinancialYear(2012))
    assert transition.by_kind["recruitment"].tolist() == [1200, 0, 0]
    assert transition.by_kind["training"].tolist() == [0, 2500, 0]  # on 3 May 2011
    of_b = 27.5 * 681 + 12 * 681 + 681 + (0.128 * 681 - 0.037 * 386) + 12_000
    np.testing.assert_allclose(transition.amounts(), [of_b + 1200, 2500, 0])
    np.testing.assert_allclose(sum(transition.by_kind.values()), transition.amounts())


def test_the_barnet_redundancy_clears_and_says_that_nothing_pays_it_back(barnet_redundancy):
    assert barnet_redundancy.blocked_by == ()
    assert check(barnet_redundancy, "payback").outcome == "disclosed"
    assert "no saving pays back the one-off costs" in check(barnet_redundancy, "payback").finding


def test_the_headline_says_what_the_change_itself_costs(barnet_redundancy, barnet):
    total = pounds(barnet_redundancy.transition.total)
    assert f"Making the change costs {total} once" in " ".join(headline(barnet_redundancy))
    assert "once" not in " ".join(headline(barnet))


def test_class_1a_and_ni_on_notice_at_the_rates_of_2025(assess_two):
    """£1,000 a week: 30 weeks × 2 = 60,000, of which 30,000 bears 15%. Notice bears 15% above September's pay."""
    found = assess_two({"notice_weeks": 12}, one_off={"terms": TERMS | {"multiplier": 2}})
    assert costs(found) == {
        "redundancy": 30 * 2 * 1000,
        "class_1a": 0.15 * (60_000 - 30_000),
        "notice_pay": 12 * 1000,
        "employer_ni_on_notice": 0.15 * 12_000,
    }


def test_class_1a_looks_to_the_day_of_leaving_and_not_to_when_service_is_counted_to(assess_two):
    """Ended before 6 April 2020, so nil, though paid in May and counted to 23 June 2020."""
    lgps = [{"from": "2019-04-01", "to": "2021-03-31", "rate": "20%", "source": "Invented.", "reason": "A test."}]
    found = assess_two(
        {"leaves_on": "2020-03-31", "paid_on": "2020-05-01", "notice_weeks": 12},
        one_off={"terms": TERMS | {"multiplier": 2}},
        dates={"decision": "2020-01-15", "implementation": "2020-04-01"},
        years={"first": "2019/20", "last": "2020/21"},
        on_costs={"lgps": lgps},
    )
    assert set(costs(found)) == {"redundancy", "notice_pay", "employer_ni_on_notice"}


def test_weeks_are_limited_to_the_policys_own_and_to_the_laws(assess_two):
    """30 weeks × 4 = 120, of which the law allows 104 and the policy, where it says so, 60."""
    assert costs(assess_two({}, one_off={"terms": TERMS | {"multiplier": 4}}))["redundancy"] == 104_000
    assert costs(assess_two({}, one_off={"terms": TERMS | {"multiplier": 4, "max_weeks": 60}}))["redundancy"] == 60_000


def test_without_terms_the_statutory_payment_alone(assess_two):
    """30 weeks at the limit of £719 in 2025/26."""
    assert costs(assess_two(one_off={"leavers": [B]})) == {"redundancy": 30 * 719}


@pytest.mark.parametrize(
    ("leaver", "limit"),
    [
        ({"leaves_on": "2025-03-31"}, 700),
        ({"leaves_on": "2025-03-31", "notice_weeks": 12}, 719),  # to 23 June 2025, the notice not served
        ({"leaves_on": "2025-03-31", "notice_weeks": 12, "relevant_date": "2025-04-05"}, 700),
        ({"leaves_on": "2025-03-26", "notice_weeks": 13, "complete_years": 1}, 700),  # one week of the 13 is statutory
    ],
)
def test_notice_not_served_moves_the_date_whose_limit_holds(assess_two, leaver, limit):
    redundancy = assess_two(leaver, one_off={"terms": None}).transition.leaving[0].redundancy
    assert redundancy.capped_weekly_pay == limit


def test_what_is_paid_after_the_year_of_leaving_stands_in_the_year_it_is_paid(assess_two):
    """Paid in May 2025 by itself: NI is 15% of what is above that month's £417."""
    found = assess_two({"leaves_on": "2025-03-31", "paid_on": "2025-05-20", "notice_weeks": 2})
    np.testing.assert_allclose(found.transition.amounts(), [0, 30_000 + 2_000 + 0.15 * (2_000 - 417)])


def test_a_leaver_in_the_middle_of_a_month_is_paid_for_the_days_worked(assess_two):
    """On £5,200 a year, 15 of 30 days of September pay £216.67: with £300 of notice, 15% × (516.67 − 417)."""
    found = assess_two({"leaves_on": "2025-09-15", "annual_pay": 5_200, "notice_weeks": 3})
    assert costs(found)["employer_ni_on_notice"] == 0.15 * (5_200 / 12 / 2 + 300 - 417)


def test_a_term_time_weeks_pay_is_over_the_paid_weeks(assess_two):
    """£22,000 for 44 paid weeks is £500 a week, not 22,000 / 52."""
    assert costs(assess_two({"annual_pay": 22_000, "paid_weeks": 44}))["redundancy"] == 30 * 500
    assert costs(assess_two({"weekly_pay": 500, "paid_weeks": 44}, without=["annual_pay"]))["redundancy"] == 30 * 500


def test_payback_is_the_one_off_total_over_the_full_year_saving(assess_two):
    """A post of SCP 20 is saved, with 20% pension, employer NI and levy."""
    found = assess_two({})
    salary = found.costed.amount("do_nothing", "actual", FinancialYear(2025), "basic_pay") / 2
    saving = salary * (1 + 0.2 + 0.005) + 0.15 * (salary - 12 * 417)
    assert found.transition.full_year_saving == pytest.approx(saving)
    assert found.transition.payback.years == pytest.approx(30_000 / saving)
    ceiling = {"payback_ceiling": {"years": 30_000 / saving + 0.01, "source": "Invented."}}
    assert check(assess_two({}, one_off=ceiling), "payback").outcome == "pass"
    ceiling["payback_ceiling"]["years"] -= 0.02
    assert check(assess_two({}, one_off=ceiling), "payback").blocks


def test_net_cumulative_savings_are_gross_less_one_off_costs(assess_two):
    """Half a year is saved in 2025/26, against £30,000."""
    transition = assess_two({}).transition
    half = transition.full_year_saving / 2
    np.testing.assert_allclose(transition.savings.gross, [0, half])
    np.testing.assert_allclose(transition.savings.net, [0, half - 30_000])


def test_a_change_that_costs_more_is_beyond_any_ceiling(rates, tmp_path):
    text = REDUNDANCY.read_text(encoding="utf-8").replace(
        "  severance_limit:", "  payback_ceiling: {years: 50, source: Invented.}\n  severance_limit:"
    )
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    found = assess(path, rates)
    assert [check.key for check in found.blocked_by] == ["payback"]


@pytest.mark.parametrize(
    ("amount", "by", "outcome", "shown"),
    [
        (30_000, None, "fail", "none stated; needs full council"),
        (30_000, "the Full  Council", "pass", "the Full  Council, 1 July 2025, minute 12"),
        (30_000, "head of service", "fail", "head of service, 1 July 2025, minute 12"),
        (30_000.01, None, "pass", "none stated"),  # one limit is not reached: whether another asks for it is not known
    ],
)
def test_severance_at_the_limit_needs_the_approval_of_the_body_named(assess_two, amount, by, outcome, shown):
    limit = {"severance_limit": {"amount": amount, "approval_by": "full council", "source": "Invented."}}
    approval = {"approval": {"by": by, "on": "2025-07-01", "reference": "minute 12"}} if by else {}
    found = assess_two(approval, one_off=limit)
    assert check(found, "severance_approval").outcome == outcome
    assert (outcome == "fail") == check(found, "severance_approval").blocks
    assert one_off(found).frame["Approval"].iloc[0] == shown


def test_nobody_is_said_to_stay_of_whom_nothing_is_known(assess_two):
    """A post that ends and lists no holders may be somebody's, unless it is vacant or its holder is a leaver."""
    ends = {"grade": "20", "number": 1, "fate": "deleted", "to": [], "holders": []}
    start = {"filled_by": "open"}
    on_top = {"costing": {"basis": "top", "reason": "Invented."}, "people": None}
    made = two_posts({"other": []}, present=ends, **on_top)
    made.pop("people")
    made["proposed"][0] |= start
    found = assess_two.of(made)
    assert (check(found, "displaced").outcome, check(found, "displaced").finding) == (
        "disclosed",
        "Of the holders listed: everybody has a post in the new structure. "
        "These posts end and their holders are not listed: Old.",
    )
    made["one_off"] = {"leavers": [{key: value for key, value in B.items() if key != "holder"} | {"post": "old"}]}
    assert check(assess_two.of(made), "displaced").outcome == "pass"


def test_everyone_displaced_has_a_leavers_entry(assess_two):
    assert check(assess_two({}), "displaced").outcome == "pass"
    found = check(assess_two(), "displaced")
    assert found.blocks and "B has no post" in found.finding


def test_someone_redeployed_costs_nothing_once(assess_two):
    redeployed = {"holder": "B", "to": "a post in Libraries", "source": "Invented."}
    found = assess_two(one_off={"redeployed": [redeployed]})
    assert (
        check(found, "displaced").finding
        == "1 holder without a post in the new structure: 0 leave, B redeployed to a post in Libraries."
    )
    assert check(found, "displaced").outcome == "pass"
    assert found.transition.total == 0
    with pytest.raises(InputFaults, match="either among the leavers or among the redeployed"):
        assess_two({}, one_off={"redeployed": [redeployed]})


def test_nobody_both_leaves_and_stays(assess_two):
    found = check(assess_two({"holder": "A"}), "displaced")
    assert found.blocks
    assert "B has no post" in found.finding and "A is under leavers or redeployed, but is placed" in found.finding


def test_leaving_on_another_day_than_the_post_ends_is_disclosed(assess_two):
    assert "leaving_days" not in [check.key for check in assess_two({}).checks]
    found = check(assess_two({"leaves_on": "2025-10-31"}), "leaving_days")
    assert "B leaves on 31 October 2025; the post ends on 30 September 2025." in found.finding


def test_tables_say_who_what_and_in_all(barnet_redundancy):
    table = one_off(barnet_redundancy)
    assert list(table.frame["Who"]) == ["B"] * 5 + ["–", "–", ""]
    assert table.frame["Amount"].iloc[:-1].sum() == pytest.approx(table.frame["Amount"].iloc[-1])
    assert table.note.startswith("Holders are invented.")
    savings = cumulative(barnet_redundancy).frame
    assert {"Gross cumulative saving", "Net cumulative saving"} < set(savings)


LATER = {"kind": "training", "amount": 100, "on": "2026-04-01", "funded_by": "reserve", "source": "Invented."}


@pytest.mark.parametrize(
    ("leaver", "more", "says"),
    [
        ({"holder": "C"}, {}, "leavers 1, holder: found 'C'; expected a holder's reference"),
        ({"leaves_on": "2026-04-01"}, {}, "1, leaves_on: found '2026-04-01'; expected a day in the years shown"),
        ({"paid_on": "2026-04-01"}, {}, "expected a day in the years shown, 1 April 2024 to 31 March 2026"),
        ({"paid_on": "2025-09-29"}, {}, "that are not before leaves_on"),
        ({"post": "old"}, {}, "either a holder or a post, and not both"),
        ({"weekly_pay": 500}, {}, "either weekly_pay or annual_pay, and not both"),
        ({}, {"terms": TERMS | {"max_weeks": 105}}, "regulation 6 allows no more than 104 weeks' pay"),
        ({"age": 19}, {}, "20 complete years of service do not fit an age of 19"),
        ({"age": 54, "pension_strain": 1}, {}, "no pension is payable on redundancy before 55 on 30 September 2025"),
        ({}, {"leavers": [B, B]}, "leavers 2, holder: found 'B'; expected each holder once"),
        ({}, {"other": [LATER]}, "other 1, on: found '2026-04-01'; expected a day in the years shown"),
        ({}, {"other": [LATER | {"kind": "redundancy"}]}, "expected a cost other than that of leaving"),
        ({"funded_by": ""}, {}, "leavers 1, funded_by"),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(assess_two, leaver, more, says):
    with pytest.raises(InputFaults) as told:
        assess_two(leaver, one_off=more)
    assert says in str(told.value)


def test_a_fault_says_its_line(assess_two, tmp_path):
    with pytest.raises(InputFaults) as told:
        assess_two({"age": 19})
    lines = (tmp_path / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    (fault,) = told.value.faults
    assert '"complete_years": 20' in lines[fault.line - 1]


def test_a_term_time_post_needs_its_paid_weeks(assess_two):
    scheme = {"method": "additive", "weeks_in_year": 52, "leave_days": 30, "source": "Invented."}
    term_time = {"present": {"weeks": 39}, "term_time": scheme}
    with pytest.raises(InputFaults, match="paid_weeks, since old works 39 weeks a year"):
        assess_two({}, **term_time)
    assert assess_two({"paid_weeks": 45}, **term_time).transition
