"""What is missing where people leave: authority, direction, approval, who stays, days of consultation. All invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.pay.consultation import most_in_90_days
from model.rates.tables import load_rates
from model.report.tables.leaving import approvals, how_they_leave
from tests.budget.two_posts import B, check, two_posts

TABLE = load_rates().redundancy


def approval(role, by="A body"):
    return {"role": role, "by": by, "on": "2025-07-01", "reference": "minute 7"}


HEAD, LEADER, COUNCIL = (approval(role) for role in ("head_of_paid_service", "leader", "full_council"))


@pytest.mark.parametrize(
    ("settlement", "given_by", "outcome", "missing"),
    [
        (19_999, [], "fail", "an officer under the scheme of delegation"),
        (19_999, [HEAD], "pass", ""),
        (20_000, [HEAD], "fail", "the leader"),
        (20_000, [HEAD, LEADER], "pass", ""),
        (100_000, [HEAD, LEADER], "fail", "full council, by a vote"),
        (100_000, [COUNCIL], "pass", ""),
        (20_000, [COUNCIL], "pass", ""),
    ],
)
def test_special_severance_needs_the_approvals_of_its_tier(assess_two, settlement, given_by, outcome, missing):
    found = assess_two({"settlement": settlement, "pension_strain": 0, "special_approvals": given_by})
    told = check(found, "special_severance")
    assert (told.outcome, told.blocks) == (outcome, outcome == "fail")
    assert f"needs the approval of {missing}, which is not stated." in told.finding or not missing


def test_the_two_tests_are_never_added_together(assess_two):
    """£30,000 of redundancy and £19,999 by discretion: the package is £49,999 and the special severance £19,999."""
    limit = {"severance_limit": {"amount": 50_000, "approval_by": "full council", "source": "Invented."}}
    leaver = {"settlement": 19_999, "pension_strain": 0, "special_approvals": [approval("delegated")]}
    found = assess_two(leaver, one_off=limit)
    assert check(found, "severance_approval").outcome == check(found, "special_severance").outcome == "pass"
    row = approvals(found).frame.iloc[0]
    assert (row["Package"], row["Special severance"]) == (49_999, 19_999)
    assert row["Approval of the package"] == "none yet"
    found = assess_two(leaver | {"settlement": 20_000}, one_off=limit)
    assert check(found, "severance_approval").blocks and check(found, "special_severance").blocks


def test_leave_counts_against_the_limit_where_the_policy_says_so(assess_two):
    """Five days are 52,000 ÷ 260 × 5 = £1,000."""
    limit = {"amount": 31_000, "approval_by": "full council", "source": "Invented."}
    leaver = {"untaken_leave_days": 5, "pension_strain": 0}
    assert not check(assess_two(leaver, one_off={"severance_limit": limit}), "severance_approval").blocks
    with_leave = {"severance_limit": limit | {"with_leave": True}}
    assert check(assess_two(leaver, one_off=with_leave), "severance_approval").blocks


def test_without_a_limit_the_guidance_is_named_from_100_000(assess_two):
    assert "Localism Act" not in check(assess_two({"pension_strain": 69_999}), "severance_approval").finding
    assert "Localism Act" in check(assess_two({"pension_strain": 70_000}), "severance_approval").finding


@pytest.mark.parametrize(
    ("leaver", "special"),
    [
        ({"kind": "retirement", "pension_strain": 9_000}, 9_000),
        ({"kind": "settlement", "settlement": 1_000, "pension_strain": 9_000}, 10_000),
        ({"kind": "settlement", "settlement": 1_000, "pension_strain": 9_000, "strain_by_discretion": False}, 1_000),
        ({"kind": "compulsory", "pension_strain": 9_000}, 0),
        ({"kind": "compulsory", "pension_strain": 9_000, "strain_by_discretion": True}, 9_000),
    ],
)
def test_a_strain_is_special_where_a_decision_caused_it(assess_two, leaver, special):
    assert assess_two(leaver).transition.leaving[0].leaver.special_severance == special


@pytest.mark.parametrize("fund", ["DSG central block", "the Dedicated Schools Grant"])
def test_an_exit_cost_charged_to_the_dsg_needs_a_decision(assess_two, fund):
    leaver = {"pension_strain": 0, "funded_by": fund}
    assert check(assess_two(leaver), "dsg_authority").blocks
    authority = {"dsg_authority": {"by": "Schools forum", "on": "2025-06-12", "reference": "item 5"}}
    found = check(assess_two(leaver | authority), "dsg_authority")
    assert (found.outcome, found.finding) == ("pass", "B: Schools forum, 12 June 2025, item 5.")


def test_a_cost_is_capitalised_only_under_a_named_direction(assess_two):
    leaver = {"pension_strain": 0, "funded_by": "capital receipts"}
    assert check(assess_two(leaver), "capitalised").blocks
    named = leaver | {"capitalised_under": "Flexible use of capital receipts direction (invented)"}
    found = check(assess_two(named), "capitalised")
    assert found.outcome == "pass" and found.finding.startswith("£30,000 is capitalised under: Flexible use")
    assert "capitalised" not in {each.key for each in assess_two({"pension_strain": 0}).checks}


def bumped(into="new", own="gone", fates=("ring-fenced", "ring-fenced")):
    """A's post ends and A takes the post of B, who leaves."""
    scenario = two_posts({"leavers": [B | {"kind": "bumped", "bumped_by": "A", "pension_strain": 0}]})
    holders = {"A": [{"ref": "A", "point": 20}], "B": [{"ref": "B", "point": 20}]}
    scenario["present"] = [
        {"id": own, "title": "Team leader", "grade": "20", "fate": fates[0], "to": into, "holders": holders["A"]},
        {"id": "old", "title": "Old", "grade": "20", "fate": fates[1], "to": "new", "holders": holders["B"]},
    ]
    scenario["proposed"] += [{"id": "other", "title": "Other", "grade": "20", "filled_by": "ring-fence"}]
    scenario["people"]["ring_fence"] = [{"holder": "A", "to": into}, {"holder": "B", "to": "displaced"}]
    return scenario


def test_who_is_bumped_leaves_and_the_holder_of_the_post_that_goes_stays(assess_two):
    found = assess_two.of(bumped())
    told = check(found, "bumped")
    said = "The post of Team leader ends. Its holder A takes the post of New, and B leaves."
    assert (told.outcome, told.finding) == ("pass", said)
    assert how_they_leave(found).frame["How"].iloc[0] == "bumped redundancy, so that A stays"
    told = check(assess_two.of(bumped(into="other")), "bumped")
    elsewhere = (
        "The scenario says that A stays instead of B, but A is not placed in a post to which the post of B leads."
    )
    assert told.blocks and elsewhere in told.finding


def test_two_holders_of_one_post_do_not_bump_each_other(assess_two):
    found = assess_two({"kind": "bumped", "bumped_by": "A", "pension_strain": 0})
    assert check(found, "bumped").blocks


def many(number, **section):
    """So many posts, each deleted on 1 October 2025, whose holders all leave on the day before."""
    scenario = two_posts({"leavers": []} | section)
    people = [f"H{n}" for n in range(number)]
    scenario["present"] += [{"id": "gone", "title": "Gone", "grade": "20", "number": number, "fate": "deleted",
                             "holders": [{"ref": ref, "point": 20} for ref in people]}]  # fmt: skip
    scenario["one_off"]["leavers"] = [B | {"holder": ref, "age": 40, "establishment": "North House"} for ref in people]
    scenario["people"]["ring_fence"] = [{"holder": "A", "to": "new"}]
    scenario["present"][0] |= {"number": 1, "holders": [{"ref": "A", "point": 20}]}
    return scenario


def consultation(**days):
    return {"consultation": [{"establishment": "North House", "source": "Invented.", **days}]}


IN_TIME = {"began": "2025-08-31", "notified_on": "2025-08-31"}  # 30 days before 30 September


@pytest.mark.parametrize(
    ("number", "days", "outcome", "says"),
    [
        (19, None, "pass", "At North House: 19 dismissals in 90 days, the first on 30 September 2025."),
        (20, None, "fail", "consultation to have begun 30 days before that, by 31 August 2025; no day is stated"),
        (20, IN_TIME, "pass", "At North House: 20 dismissals in 90 days"),
        (20, IN_TIME | {"began": "2025-09-01"}, "fail", "which is 29 days before the first dismissal."),
        (20, {"began": "2025-08-31"}, "fail", "the Secretary of State to have form HR1 30 days before that"),
        (19, IN_TIME | {"proposed_elsewhere": 81}, "fail", "100 dismissals at North House in 90 days"),
        (19, {"began": "2025-08-16", "notified_on": "2025-08-16", "proposed_elsewhere": 81}, "pass", "100 dismissals"),
        (19, {"began": "2025-08-17", "notified_on": "2025-08-16", "proposed_elsewhere": 81}, "fail", "45 days before"),
    ],
)  # fmt: skip
def test_from_20_dismissals_consultation_takes_30_days_and_from_100_it_takes_45(
    assess_two, number, days, outcome, says
):
    found = check(assess_two.of(many(number, **(consultation(**days) if days else {}))), "consultation")
    assert (found.outcome, found.blocks) == (outcome, outcome == "fail")
    assert says in found.finding


def test_people_who_are_not_dismissed_as_redundant_are_not_counted(assess_two):
    """A fixed term that ends when agreed is no such dismissal (section 282, from 6 April 2013); a volunteer's is."""
    made = many(20)
    made["one_off"]["leavers"][0] |= {"kind": "end_of_term"}
    made["one_off"]["leavers"][1] |= {"kind": "voluntary"}
    assert "At North House: 19 dismissals" in check(assess_two.of(made), "consultation").finding
    assert "consultation" not in {each.key for each in assess_two({"kind": "retirement"}).checks}


@pytest.mark.parametrize(
    ("day", "number", "needed"), [("2013-04-05", 100, 90), ("2013-04-06", 100, 45), ("2013-04-05", 99, 30)]
)
def test_from_100_dismissals_it_was_90_days_before_6_april_2013(day, number, needed):
    when = date.fromisoformat(day)
    assert most_in_90_days([when], number - 1).days_needed(TABLE, when).value == needed


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_no_90_days_hold_more_dismissals_than_those_found(offsets):
    start = date(2025, 1, 1)
    days = [start + timedelta(days=offset) for offset in offsets]
    most = most_in_90_days(days)
    every = (
        sum(0 <= (day - first).days < 90 for day in days) for first in (start + timedelta(days=n) for n in range(401))
    )
    assert most.number == max(every)
    assert sum(0 <= (day - most.first).days < 90 for day in days) == most.number
