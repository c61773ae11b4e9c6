"""What people did to come to a figure: each hypothesis is tried on figures that others published, or worked by hand."""

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.report.page_one import headline
from model.report.tables.reconciliation import reconciliation_tables
from model.schema.sections.reconcile import Hypotheses
from tests.conftest import worked_examples
from tests.explain.one_post import hypotheses, one_post

BARE = {"lgps_rate": "0%", "employer_ni": "none", "levy_rate": "0%"}
"""Pay alone, so that what is tried beside it can be seen."""


@pytest.fixture
def found(write, rates):
    """The reconciliation of one post, £30,000 a year unless told otherwise."""
    return lambda *year, **given: assess(write(one_post(*year, **given)), rates).reconciled


@pytest.fixture
def present(found):
    """The present post's cost as the one combination tried has it."""

    def present(*year, **given):
        [attempt] = found(*year, **given).attempts
        return attempt.present

    return present


@pytest.mark.parametrize("example", worked_examples("on_cost_tables"), ids=lambda example: example["case"])
def test_a_published_table_is_met_by_the_hypothesis_of_how_it_was_made(present, example):
    tried = ("lgps_rate", "employer_ni", "levy_rate", "salary_exchange", "rounding")
    cost = present(example["year"], float(example["salary"]), **{kind: example[kind] for kind in tried})
    assert cost == pytest.approx(float(example["total"]), abs=1e-6)


@pytest.mark.parametrize(
    ("rounding", "total"),
    [("exact", 33_475.488), ("each_element", 33_476), ("levy_down", 33_475), ("each_post", 33_475)],
)
def test_what_is_rounded_before_it_is_added_up(present, rounding, total):
    """£25,100 in 2018/19: NI 13.8% × (25,100 − 8,424) = 2,301.288; pension 23.7% = 5,948.70; levy 125.50."""
    tried = {"lgps_rate": "23.7%", "employer_ni": "annual_without_rebate", "rounding": rounding}
    assert present("2018/19", 25_100, **tried) == pytest.approx(total, abs=1e-6)


def test_four_weekly_pay_bears_the_rate_of_the_period_in_which_it_is_paid(present):
    """From 6 April 2022 seven periods end by 18 October, at 15.05%; the rate fell on 6 November. 30,000 ÷ 13 − 700."""
    tried = BARE | {"employer_ni": "four_weekly"}
    assert present("2022/23", **tried) == pytest.approx(30_000 + (7 * 0.1505 + 6 * 0.138) * (30_000 / 13 - 700))


def test_four_weekly_limits_that_are_not_known_are_a_fault_of_the_year(found):
    with pytest.raises(InputFaults) as refused:
        found("2010/11", employer_ni=["none", "four_weekly"])
    [fault] = refused.value.faults
    assert fault.path[-3:] == ("ni_year", 0, "use") and "four_weekly on" in fault.found


def test_salary_exchange_takes_national_insurance_and_levy_off_what_is_given_up(present):
    """5% of 30,000 is 1,500: NI 12 × 13.8% × (2,375 − 758), pension 20% × 30,000, levy 0.5% × 28,500."""
    expected = 30_000 + 12 * 0.138 * (2_375 - 758) + 6_000 + 142.50
    assert present(salary_exchange="5%") == pytest.approx(expected)


def test_who_is_not_in_the_scheme_gives_up_nothing(present):
    """12 × 13.8% × (2,500 − 758), levy 150, no pension."""
    outside = {"holders": [{"ref": "A", "point": 24, "lgps_member": False}]}
    assert present(post=outside, proposed={}, salary_exchange="5%") == pytest.approx(30_000 + 12 * 0.138 * 1_742 + 150)


def test_a_pension_rate_that_changes_in_the_year_is_blended_by_months(present):
    """20% for 5 months and 23% for 7 are 21.75%."""
    blended = {"use": "23%", "before": "20%", "from": "2024-09-01"}
    assert present(**BARE | {"lgps_rate": blended}) == pytest.approx(30_000 * 1.2175)


def test_an_award_in_the_year_is_blended_by_months(present):
    """2% from 1 November is 5 months of 12: 30,000 × 2% × 5/12 = 250."""
    assert present(**BARE, pay_award={"use": "2%", "from": "2024-11-01"}) == pytest.approx(30_250)
    assert present(**BARE, pay_award="2%") == pytest.approx(30_600)


def test_an_unlisted_post_has_the_award_too(found):
    attempts = found(**BARE, pay_award="2%", unlisted_post={"use": "24", "title": "A head"}).attempts
    assert [attempt.present for attempt in attempts] == pytest.approx([61_200])


def test_what_is_blended_begins_in_the_year_of_change(found):
    with pytest.raises(InputFaults) as refused:
        found(pay_award={"use": "2%", "from": "2025-05-01"})
    assert [fault.expected for fault in refused.value.faults] == ["a day in 2024/25, the year of change"]


PROFILE = ["5%"] * 8 + ["15%"] * 4


@pytest.mark.parametrize(
    ("part", "proposed"),
    [
        ("full_year", 60_000),
        ("by_month", 37_500),  # 3 of 12 months
        ("by_day", 30_000 * (1 + 90 / 365)),  # January to March 2025
        ({"use": "by_profile", "profile": PROFILE}, 43_500),  # 3 × 15%
    ],
)
def test_a_proposed_total_may_count_the_year_of_change_alone(found, part, proposed):
    """One post of £30,000 becomes two on 1 January."""
    [attempt] = found(**BARE, part_of_year=part, post={"number": 1}, proposed={"number": 2}).attempts
    assert (attempt.present, attempt.proposed) == pytest.approx((30_000, proposed))


@pytest.mark.parametrize(
    "part",
    [
        {"use": "by_profile"},
        {"use": "by_month", "profile": PROFILE},
        {"use": "by_profile", "profile": ["5%"] * 12},
        {"use": "by_profile", "profile": ["50%"] * 2},
    ],
)
def test_a_budget_profile_is_twelve_shares_of_the_whole_and_only_where_it_is_used(found, part):
    with pytest.raises(InputFaults):
        found(part_of_year=part)


def test_a_share_spent_is_of_both_totals(found):
    [attempt] = found(**BARE, share_spent="97%", proposed={"number": 2}).attempts
    assert (attempt.present, attempt.proposed) == pytest.approx((29_100, 58_200))


def test_a_change_published_alone_is_reconciled(found, write, rates):
    """One post more of £30,000 and a levy of £150 is a change of £30,150."""
    near = found(employer_ni="none", lgps_rate=["0%", "20%"], proposed={"number": 2}, figures={"change": 30_200})
    assert near.published.stated == near.published.compared == ("change",)
    assert [attempt.change_residual for attempt in near.attempts] == pytest.approx([50, -5_950])
    assert near.near("change") == 1
    made = assess(write(one_post(proposed={"number": 2}, figures={"change": 30_200})), rates)
    [said] = [sentence for sentence in headline(made) if "publishes" in sentence]
    assert said.startswith(
        "The report publishes a change of +£30,200. That figure is not reconciled: the listed posts come to"
    )
    [check] = [check for check in made.checks if check.key == "reconciliation"]
    assert check.outcome == "disclosed" and "more than the published £30,200." in check.finding


def test_of_two_published_figures_the_third_follows(found):
    published = found(figures={"present_cost": 40_000, "change": 1_000}).published
    assert (published.proposed, published.compared) == (41_000, ("present", "proposed"))


def test_one_published_total_is_compared_alone(found):
    alone = found(**BARE, figures={"proposed_cost": 30_050})
    assert alone.attempts[0].distance == pytest.approx(50) and alone.near("proposed") == 1


def test_the_tolerance_of_a_change_is_at_most_a_tenth_of_it(found):
    with pytest.raises(InputFaults) as refused:
        found(figures={"change": 999})
    assert [fault.expected for fault in refused.value.faults] == ["at most £99.90, 10% of the published change"]


def test_too_many_combinations_are_refused(found):
    shares = [f"{share}%" for share in range(1, 75)]
    with pytest.raises(InputFaults) as refused:
        found(lgps_rate=shares, flat_on_costs=shares, share_spent=shares)
    assert "at most 5,000 combinations" in refused.value.faults[0].expected


EVERY_KIND = {
    "pay_award": [{"use": "1%", "from": "2024-10-01"}],
    "lgps_rate": ["20%", {"use": "23%", "before": "20%", "from": "2024-09-01"}],
    "employer_ni": ["four_weekly", "none"],
    "levy_rate": "0%",
    "salary_exchange": "5%",
    "flat_on_costs": "25%",
    "rounding": "levy_down",
    "part_of_year": "by_month",
    "share_spent": "97%",
    "unlisted_post": ["none", {"use": "24", "title": "Head of service"}],
}


def test_the_report_says_what_each_hypothesis_assumes_and_how_near_it_comes(write, rates):
    """Every list has a row for each hypothesis of it, the nearest first; every sentence is whole."""
    made = assess(write(one_post(**EVERY_KIND)), rates)
    tables = {table.key: table for table in reconciliation_tables(made)}
    rows = tables["hypotheses"].frame
    tried = hypotheses(**EVERY_KIND)["hypotheses"]
    titles = {kind: Hypotheses.model_fields[kind].title for kind in tried}
    rows["Of"] = rows["Hypothesis"].str.split(": ").str[0]
    assert rows["Of"].value_counts().to_dict() == {titles[kind]: len(of_kind) for kind, of_kind in tried.items()}
    assert not rows["What it assumes"].str.contains(r"None|_|\{", regex=True).any()
    said = rows.set_index("Of")["What it assumes"]
    rise = "Every salary is 0.5% above the pay table all year: 1% from 1 October 2024, averaged over the year."
    assert said["Pay awards"] == rise
    rate = "The employer's pension rate is 21.75% of pensionable pay all year: 20%, and 23% from 1 September 2024"
    assert f"{rate}, averaged over the year." in [*said["Pension rates"]]
    nearest = made.reconciled.attempts[0]
    assert rows["Not explained, present"].abs().min() == pytest.approx(abs(nearest.present_residual))
    assert [*tables["nearest_combinations"].frame] == [
        *(title for kind, title in ((kind, field.title) for kind, field in Hypotheses.model_fields.items())),
        "Not explained, present", "Not explained, proposed",
    ]  # fmt: skip
