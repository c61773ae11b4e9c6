"""results.json holds every figure that is stated, each to the penny, and the fingerprint covers them all."""

import json
from dataclasses import replace

import pytest

from model.assessment.assess import assess
from model.rates.tables import RateStatus, RateTable
from model.report.tables.evidence import assumptions, rates_by_source, rates_used
from tests.budget.conftest import assess_two  # noqa: F401 (fixture)
from tests.budget.test_funds import GENERAL, KIT, MILEAGE, MONTH, SCHOOLS, SHARED
from tests.budget.test_monitoring import TO_JUNE, budget
from tests.budget.test_transition import barnet_redundancy  # noqa: F401 (fixture)
from tests.budget.two_posts import TERMS


def found(assessment, structure, **chosen):
    """(year, element) to £ and status of the records of a structure."""
    return {
        (record["year"], record["element"]): (record["amount"], record["rate_status"])
        for record in json.loads(assessment.results)
        if record["structure"] == structure and all(record[key] == value for key, value in chosen.items())
    }


def test_one_off_costs_stand_by_kind_and_by_fund(barnet_redundancy):  # noqa: F811
    """The figures of test_transition by hand: 27.5 × 681, 12 × 681, 681, 0.128 × 681 − 0.037 × 386, 12,000."""
    assert found(barnet_redundancy, "one_off") == {
        ("2010/11", "redundancy"): (18_727.50, "published"),
        ("2010/11", "notice_pay"): (8_172.00, "stated"),
        ("2010/11", "untaken_leave"): (681.00, "stated"),
        ("2010/11", "employer_ni_on_notice"): (72.89, "published"),  # 87.168 − 14.282 = 72.886
        ("2010/11", "pension_strain"): (12_000.00, "stated"),
        ("2010/11", "recruitment"): (1_200.00, "stated"),
        ("2010/11", "total"): (40_853.39, "published"),
        ("2011/12", "training"): (2_500.00, "stated"),
        ("2011/12", "total"): (2_500.00, "stated"),
        ("2012/13", "total"): (0.00, "stated"),
    }
    assert found(barnet_redundancy, "one_off_fund") == {
        ("2010/11", "restructuring reserve"): (39_653.39, "published"),
        ("2010/11", "service budget"): (1_200.00, "stated"),
        ("2011/12", "service budget"): (2_500.00, "stated"),
    }


def test_cumulative_savings_are_the_savings_added_up_less_what_is_paid_once(barnet_redundancy):  # noqa: F811
    saving, once = found(barnet_redundancy, "saving"), found(barnet_redundancy, "one_off")
    gross = net = 0.0
    for year in ("2010/11", "2011/12", "2012/13"):
        gross += saving[year, "in_the_year"][0]
        net += saving[year, "in_the_year"][0] - once[year, "total"][0]
        assert saving[year, "cumulative_gross"][0] == pytest.approx(gross, abs=0.02)
        assert saving[year, "cumulative_net"][0] == pytest.approx(net, abs=0.02)
    effect = found(barnet_redundancy, "part_year_effect", basis="actual", element="total")
    assert {year: -amount for (year, _), (amount, _) in effect.items()} == {
        year: amount for (year, element), (amount, _) in saving.items() if element == "in_the_year"
    }


def test_a_cumulative_figure_is_as_sure_as_the_worst_year_in_it(barnet_redundancy):  # noqa: F811
    saving = found(barnet_redundancy, "saving")
    assert saving["2012/13", "in_the_year"][1] == "recalled"
    assert saving["2012/13", "cumulative_net"][1] == "assumed"  # as 2010/11 is


def test_what_is_paid_once_makes_a_net_saving_no_surer_than_its_rates(assess_two, tmp_path, rates):  # noqa: F811
    """Recurring rates are published or derived, the limit on a week's pay only recalled: so is net, and not gross."""
    lgps = {"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "status": "published", "source": "Invented."}
    terms = {"multiplier": 1, "source": "Invented."}
    assess_two({}, one_off={"terms": terms}, on_costs={"lgps": [lgps]})
    rows = [replace(row, status=RateStatus.RECALLED) if row.name == "weekly_cap" else row
            for row in rates.redundancy.rows]  # fmt: skip
    changed = rates.replace(redundancy=RateTable("redundancy", rows))
    saving = found(assess(tmp_path / "scenario.yaml", changed), "saving")
    assert {saving["2024/25", "cumulative_net"][1], saving["2025/26", "cumulative_gross"][1]} <= {
        "published",
        "derived",
    }
    assert saving["2025/26", "cumulative_net"][1] == "recalled"  # B is paid in 2025/26


def test_funds_stand_with_both_timelines(write_small, rates):
    """Nine months at 60:40, then three all from the grant: 7.2 and 4.8 months against 5.4 and 6.6 of £3,735.7045."""
    path = write_small({"funds": SHARED}, {"funds": [{"fund": SCHOOLS, "share": "100%"}], "non_pay": [KIT]})
    assessment = assess(path, rates)
    for structure, general, schools in (
        ("fund_do_nothing", 7.2, 4.8),
        ("fund_proposal", 5.4, 6.6),
        ("fund_effect", -1.8, 1.8),
    ):
        amounts = {fund: amount for (_, fund), (amount, _) in found(assessment, structure).items()}
        assert amounts == {GENERAL: pytest.approx(general * MONTH, abs=0.006),
                           SCHOOLS: pytest.approx(schools * MONTH, abs=0.006)}  # fmt: skip
    assert found(assessment, "non_pay_proposal") == {("2024/25", "Kit"): (225.00, "stated")}  # 900 × 3 / 12


def test_no_funds_no_records_of_them(write_small, rates):
    assert {record["structure"] for record in json.loads(assess(write_small(), rates).results)} == {
        "do_nothing", "proposal", "proposed", "part_year_effect", "full_year_effect"}  # fmt: skip


NO_TRAVEL = [{"month": f"2024-0{month}", "line": "Travel", "amount": 0} for month in (4, 5, 6)]


def test_the_forecast_stands_line_by_line(write_small, rates):
    """3 × 3,700 to June and nine months of £3,735.7045: 44,721.34; travel is £100 a month, all stated."""
    lines = ({"line": "Pay", "amount": 45_000}, {"line": "Travel", "amount": 1_000, "covers": "non-pay"})
    posts = {"non_pay": [MILEAGE]}
    path = write_small(posts, posts, budget=budget(*lines, actuals=[*TO_JUNE, *NO_TRAVEL], actuals_to="2024-06"))
    assessment = assess(path, rates)
    year = "2024/25"
    assert found(assessment, "outturn") == {(year, "Pay"): (44_721.34, "assumed"), (year, "Travel"): (900, "stated")}
    assert found(assessment, "actuals") == {(year, "Pay"): (11_100, "stated"), (year, "Travel"): (0, "stated")}
    assert found(assessment, "variance")[year, "Pay"] == (-278.66, "assumed")  # 44,721.3405 − 45,000


def test_the_funding_test_stands_on_both_its_costs(barnet):
    """The report: £387,320 to £401,590 shared by 102 schools is 14,270 / 102 = £139.90 each, £139.91 to recover it."""
    published = {element: amount for (_, element), amount in found(barnet, "buy_back", basis="published").items()}
    assert published["change"] == (14_270, "published")
    assert published["uplift"] == (139.90, "published") and published["recovering_uplift"] == (139.91, "published")
    listed = found(barnet, "buy_back", basis=barnet.scenario.costing.basis)
    assert {status for _, status in listed.values()} != {"published"} and len(listed) == len(published)


def test_the_fingerprint_changes_with_a_figure_outside_the_recurring_costs(assess_two):  # noqa: F811
    """The same posts, rates and people: only the pension strain is a pound more."""
    one, other = (assess_two({"pension_strain": strain}) for strain in (1_000, 1_001))
    assert one.costed.amount("proposal", "actual", one.costed.years[1]) == other.costed.amount(
        "proposal", "actual", other.costed.years[1]
    )
    assert one.digest != other.digest


def test_redundancy_rates_are_among_the_rates_used(barnet, barnet_redundancy, rates):  # noqa: F811
    assert not any(rate.table == "redundancy" for rate in barnet.rates_read)
    used = rates_used(barnet_redundancy).frame
    assert "redundancy weekly_cap statutory" in set(used["Rate"])
    assert "Redundancy, the limit on a week's pay: £400 a week" in set(rates_by_source(barnet_redundancy).frame["Rate"])
    [counted] = [check.finding for check in barnet_redundancy.checks if check.key == "rates"]
    assert counted.startswith(f"Of {len(used)} rates used: ")


# --- the limit on a week's pay after the last on record, 5 April 2027

LATER = {
    "dates": {"decision": "2027-03-01", "implementation": "2027-10-01"},
    "years": {"first": "2026/27", "last": "2027/28"},
    "pay": {"spine": "njc", "area": "England", "full_time_hours": 37,
            "awards": [{"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "Invented."}]},
    "on_costs": {
        "lgps": [{"from": "2026-04-01", "to": "2028-03-31", "rate": "20%", "source": "Invented.", "reason": "A test."}],
        "employer_ni_carried_forward": [
            {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2026-04-06", "reason": "Invented."}],
    },
}  # fmt: skip
LIMIT = {"from": "2027-04-06", "to": "2028-04-05", "amount": 773, "reason": "3% on 751, invented."}


def leaving_in_2027(assess_two, *limits, multiplier=1):  # noqa: F811
    terms = {**TERMS, "use_actual_weeks_pay": False, "multiplier": multiplier}
    return assess_two({"leaves_on": "2027-09-30"}, one_off={"terms": terms, "weekly_limits": list(limits)}, **LATER)


def test_a_limit_that_is_assumed_is_paid_and_marked_wherever_it_shows(assess_two):  # noqa: F811
    """B, 61 after 20 years: 19 of them from 41 on and one at 41 too, so 30 weeks, at £773 and not £1,000: £23,190."""
    assessment = leaving_in_2027(assess_two, LIMIT)
    assert found(assessment, "one_off")["2027/28", "redundancy"] == (30 * 773, "assumed")
    stated = assumptions(assessment).frame
    [kind] = stated["Kind"][stated["Statement"].str.contains("limit on a week's pay for redundancy is £773")]
    assert kind == "assumed"
    used = rates_used(assessment).frame.set_index("Rate")["Status"]
    assert used["redundancy weekly_cap statutory"] == "assumed"
    [counted] = [check.finding for check in assessment.checks if check.key == "rates"]
    assert f"{(used == 'assumed').sum()} assumed" in counted


def test_class_1a_after_the_last_rate_is_carried_forward_as_national_insurance_is(assess_two):  # noqa: F811
    """60 weeks at £773 are £46,380; 15%, the rate of 6 April 2026 carried forward, on what is above £30,000."""
    assessment = leaving_in_2027(assess_two, LIMIT, multiplier=2)
    assert found(assessment, "one_off")["2027/28", "class_1a"] == (2_457, "assumed")  # 0.15 × 16,380


def test_without_one_the_day_is_refused(assess_two):  # noqa: F811
    with pytest.raises(Exception, match="no rate for redundancy weekly_cap statutory on 30 September 2027"):
        leaving_in_2027(assess_two)


SLIPS = {
    "a day that is held": ([{**LIMIT, "from": "2027-04-05"}], "the last day that already has a limit"),
    "twice for a day": ([LIMIT, {**LIMIT, "from": "2028-04-05"}], "the last day that already has a limit"),
    "no reason": ([{**LIMIT, "reason": " "}], "some text"),
    "backwards": ([{**LIMIT, "to": "2027-04-01"}], "on or after the first"),
}


@pytest.mark.parametrize(("limits", "says"), SLIPS.values(), ids=SLIPS.keys())
def test_a_limit_that_does_not_stand_is_told(assess_two, limits, says):  # noqa: F811
    with pytest.raises(Exception, match=says) as told:
        leaving_in_2027(assess_two, *limits)
    assert str(told.value).startswith("1 fault was found")
