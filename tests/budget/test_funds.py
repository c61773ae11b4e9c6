"""Who pays: posts split across funds, and non-pay by the dates employed. All figures are worked by hand."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.money import exact
from model.budget.funds import by_fund, non_pay
from model.people.establishment import Establishment
from model.report.table import Section
from model.report.tables.fund import fund_tables
from model.schema.load import load_scenario
from model.schema.sections.funds import NOT_STATED, FundShare
from tests.conftest import HOME, faults_of, line_of, small
from tests.docs.worked import costed as costed_text

EXAMPLE = HOME / "scenarios" / "example-two-funds.yaml"

# NJC point 24 in 2024/25 is £34,314 a year: 34,314 / 12 = £2,859.50 a month.
# NI 13.8% × (2,859.50 − 758) = 290.007; pension 20% = 571.90; levy 0.5% = 14.2975.
MONTH = 2_859.50 + 290.007 + 571.90 + 14.2975  # £3,735.7045
GENERAL, SCHOOLS = "General Fund", "Dedicated Schools Grant"
SHARED = [{"fund": GENERAL, "share": "60%"}, {"fund": SCHOOLS, "share": "40%"}]
MILEAGE = {"kind": "Mileage", "amount": 1200, "reason": "A test."}
KIT = {"kind": "Kit", "amount": 900, "reason": "A test."}


def figures(costs):
    return {cost.name: pytest.approx((cost.do_nothing, cost.proposal, cost.effect), abs=1e-6) for cost in costs}


def test_each_fund_pays_its_share_of_the_months_of_each_structure(costed):
    """Nine months at 60:40, then three all from the grant: 9 × 0.6 = 5.4 months, 9 × 0.4 + 3 = 6.6 months."""
    found = figures(by_fund(costed({"funds": SHARED}, {"funds": [{"fund": SCHOOLS, "share": "100%"}]}), "top"))
    assert found == {
        GENERAL: (7.2 * MONTH, 5.4 * MONTH, -1.8 * MONTH),
        SCHOOLS: (4.8 * MONTH, 6.6 * MONTH, 1.8 * MONTH),
    }


@pytest.mark.parametrize(("costing", "fund"), [(None, NOT_STATED), ({"default_fund": GENERAL}, GENERAL)])
def test_a_post_with_no_split_is_in_the_default_fund(costed, costing, fund):
    found = figures(by_fund(costed({"funds": [{"fund": SCHOOLS, "share": "100%"}]}, costing=costing), "top"))
    assert found == {SCHOOLS: (12 * MONTH, 9 * MONTH, -3 * MONTH), fund: (0, 3 * MONTH, 3 * MONTH)}


@given(day=st.dates(date(2024, 4, 1), date(2025, 3, 31)), before=st.integers(1, 99), after=st.integers(1, 99))
def test_funds_that_change_on_a_day_still_bear_the_whole(day, before, after):
    shares = [
        {"fund": fund, "share": f"{percent}%", **days}
        for split, days in ((before, {"to": str(day)}), (after, {"from": str(day + timedelta(days=1))}))
        for fund, percent in ((GENERAL, split), (SCHOOLS, 100 - split))
    ]
    made = costed_text(json.dumps(small({"funds": shares}, {"funds": shares}, change="2024-11-12")))
    whole = made.amount("proposal", "top", made.years[0])
    assert sum(cost.proposal for cost in by_fund(made, "top")) == pytest.approx(whole, abs=1e-6)


@given(cuts=st.lists(st.integers(1, 9999), min_size=1, max_size=6, unique=True))
def test_the_shares_of_a_post_add_back_to_the_whole(barnet, cuts):
    """Any split in hundredths of a per cent, on every post of the Barnet case."""
    ends = [0, *sorted(cuts), 10_000]
    shares = [(after - before) / 10_000 for before, after in pairwise(ends)]
    assert sum(Fraction(str(share)) for share in shares) == 1
    funds = tuple(FundShare(fund=str(number), share=f"{share * 100:.2f}%") for number, share in enumerate(shares))
    split = {
        section: tuple(post.model_copy(update={"funds": funds}) for post in getattr(barnet.scenario, section))
        for section in ("present", "proposed")
    }
    costed = replace(barnet.costed, establishment=Establishment(barnet.scenario.model_copy(update=split)))
    made = by_fund(costed, "top")
    for year in costed.years:
        own = [cost for cost in made if cost.year == year]
        for timeline in ("do_nothing", "proposal"):
            whole = costed.amount(timeline, "top", year)
            assert exact(sum(getattr(cost, timeline) for cost in own)) == exact(whole)


def test_non_pay_runs_while_the_post_is_in_the_structure(costed):
    """£1,200 a year for nine months is £900; £900 a year for three is £225; none of it is in the cost of pay."""
    made = costed({"non_pay": [MILEAGE]}, {"non_pay": [KIT]})
    assert figures(non_pay(made)) == {"Mileage": (1200, 900, -300), "Kit": (0, 225, 225)}
    assert made.amount("proposal", "top", made.years[0]) == pytest.approx(12 * MONTH)


def test_non_pay_of_part_of_a_month_is_by_days(costed):
    """To 16 January: nine months and 16 of 31 days."""
    found = figures(non_pay(costed({"non_pay": [MILEAGE]}, change="2025-01-17")))
    assert found == {"Mileage": (1200, 1200 * (9 + 16 / 31) / 12, 1200 * ((9 + 16 / 31) / 12 - 1))}


SEATS = {
    "two posts": ({"number": 2}, 2400),
    "a part-time post": ({"fte": 0.5}, 1200),
    "a job share": ({"holders": [{"ref": "A", "fte": 0.5}, {"ref": "B", "fte": 0.5}]}, 1200),
    "a post held in part": ({"holders": [{"ref": "A", "fte": 0.7}]}, 1200),
    "a vacancy": ({"vacant": True}, 1200),
}


@pytest.mark.parametrize(("post", "amount"), SEATS.values(), ids=SEATS.keys())
def test_non_pay_is_of_the_post_whoever_sits_in_it(costed, post, amount):
    [found] = non_pay(costed({**post, "non_pay": [MILEAGE]}, {"number": 2}))
    assert found.do_nothing == pytest.approx(amount)


def funds(*shares):
    return [{"fund": name, "share": share} for name, share in shares]


WRONG = {
    "too little": ({"funds": funds((GENERAL, "60%"), (SCHOOLS, "39.9%"))}, "these add up to 99.9%", '"funds"'),
    "too much": ({"funds": funds((GENERAL, "60%"), (SCHOOLS, "50%"))}, "these add up to 110%", '"funds"'),
    "twice": ({"funds": funds((GENERAL, "50%"), (GENERAL, "50%"))}, "each fund only once", '"funds"'),
    "nothing": ({"funds": funds((GENERAL, "0%"), (SCHOOLS, "100%"))}, "more than 0", '"share": "0%"'),
    "a day without a fund": (
        {"funds": [{"fund": GENERAL, "share": "100%", "to": "2024-09-15"}]},
        "these add up to 0% on 16 September 2024",
        '"funds"',
    ),
    "too much for a time": (
        {
            "funds": [
                {"fund": GENERAL, "share": "100%"},
                {"fund": SCHOOLS, "share": "5%", "from": "2024-10-01", "to": "2024-12-31"},
            ]
        },
        "these add up to 105% on 1 October 2024",
        '"funds"',
    ),
    "rises out of turn": (
        {
            "non_pay": [
                {
                    **KIT,
                    "rises": [{"from": day, "percent": "3%", "source": "A"} for day in ("2025-01-01", "2024-10-01")],
                }
            ]
        },
        "rises in order of their days",
        '{\n     "kind"',
    ),
    "a bare 60": ({"funds": funds((GENERAL, 60), (SCHOOLS, "40%"))}, "a percentage such as", '"share": 60'),
    "less than no kit": ({"non_pay": [{**KIT, "amount": -1}]}, "at least 0", '"amount": -1'),
    "kit with no reason": (
        {"non_pay": [{"kind": "Kit", "amount": 1}]},
        "reason, which must be given",
        '{\n     "kind"',
    ),
    "a code that is true": ({"cost_centre": True}, "text", '"cost_centre"'),
}


@pytest.mark.parametrize(("post", "says", "at"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_of_funds_is_told_where_it_is(write_small, rates, post, says, at):
    path = write_small(post)
    [fault] = faults_of(path, rates)
    assert says in str(fault) and fault.line == line_of(path.read_text("utf-8"), at)


def test_thirds_written_in_full_are_a_whole(costed):
    thirds = funds(("A", "33.33%"), ("B", "33.33%"), ("C", "33.34%"))
    assert [cost.name for cost in by_fund(costed({"funds": thirds}, {"funds": thirds}), "top")] == ["A", "B", "C"]


def test_posts_of_a_csv_have_codes_but_no_column_of_funds(tmp_path, rates):
    (tmp_path / "posts.csv").write_text("id,title,grade,fate,to,post_number,funds\nold,Old,24,assimilated,new,007,x\n")
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps({**small(), "present": "posts.csv"}), encoding="utf-8")
    assert [fault.where for fault in faults_of(path, rates)] == ["column 'funds'"]
    (tmp_path / "posts.csv").write_text("id,title,grade,fate,to,post_number\nold,Old,24,assimilated,new,007\n")
    assert load_scenario(path, rates).present[0].post_number == "007"


def test_a_scenario_with_no_funds_has_no_such_tables(barnet, rates):
    assert fund_tables(barnet) == []
    made = fund_tables(assess(EXAMPLE, rates))
    assert [table.key for table in made] == [
        "by_fund",
        "non_pay",
        "budget",
        "payroll_differences",
        "ledger_differences",
    ]
    assert {table.section for table in made} == {Section.FUNDS}


def test_the_tables_of_the_example_add_up(rates):
    assessment = assess(EXAMPLE, rates)
    by_key = {table.key: table.frame for table in fund_tables(assessment)}
    for frame, whole in ((by_key["by_fund"], "All funds"), (by_key["non_pay"], "All non-pay")):
        for _, own in frame.groupby("Year"):
            assert own["With the proposal"].iloc[-1] == pytest.approx(own["With the proposal"].iloc[:-1].sum())
            assert own.iloc[-1, 1] == whole
    assert assessment.blocked_by == ()
