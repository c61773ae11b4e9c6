"""What is missing, not settled or past review of a scenario's rates; a file that lacks rates is read too."""

from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from model.base.faults import InputFaults
from model.report.rate_command import rates as command
from model.schema.load import rate_notes_of
from tests.conftest import small

app = typer.Typer()
app.command()(command)
NOVEMBER = date(2026, 11, 29)


def notes(write, rates, first, last, today=NOVEMBER, sections=None, **pay):
    scenario = small() | (sections or {})
    scenario["years"] = {"first": first, "last": last}
    scenario["pay"] |= pay
    return [(note.kind, note.rate, note.days, note.how) for note in rate_notes_of(write(scenario), rates, today)]


def test_a_year_that_is_known_and_settled_has_nothing_to_see_to(write, rates):
    assert notes(write, rates, "2024/25", "2024/25") == []


def test_every_rate_that_2027_lacks_is_named_with_its_days_and_its_key(write, rates):
    missing = [note for note in notes(write, rates, "2027/28", "2027/28") if note[0] == "missing"]
    assert [(rate, days) for _, rate, days, _ in missing] == [
        (name, "1 April 2027 to 31 March 2028")
        for name in ("Pay spine njc", "Employer's pension rate", "Employer National Insurance", "Minimum wage")
    ]
    keys = ("pay, awards", "on_costs, lgps", "on_costs, employer_ni_carried_forward")
    assert all(key in how for key, (*_, how) in zip(keys, missing, strict=False))


def test_what_is_stated_is_no_longer_missing(write, rates):
    award = {"from": "2027-04-01", "to": "2028-03-31", "percent": "3%", "reason": "A test."}
    stated = notes(write, rates, "2027/28", "2027/28", awards=[award])
    assert "Pay spine njc" not in [rate for kind, rate, *_ in stated if kind == "missing"]


def test_the_offer_of_2026_is_not_settled_and_the_threshold_of_2027_is_announced(write, rates):
    """The offer of 3.3 per cent; the threshold of 5,000 is kept to April 2031 by the Budgets of 2024 and 2025."""
    of_2026 = notes(write, rates, "2026/27", "2026/27")
    assert ("not settled", "Pay spine njc", "1 April 2026 to 31 March 2027") in [note[:3] for note in of_2026]
    of_2027 = [note[:2] for note in notes(write, rates, "2027/28", "2027/28")]
    assert ("not settled", "Employer National Insurance, secondary threshold") in of_2027


def test_a_rate_in_force_that_was_checked_more_than_a_year_ago_is_past_review(write, rates):
    """The rows of 2026/27 were checked in November 2026; on 1 March 2028 the levy, which has no end, is still used."""
    later = notes(write, rates, "2024/25", "2024/25", date(2028, 3, 1))
    assert {(kind, rate) for kind, rate, *_ in later} == {("past review", "Apprenticeship levy")}


def test_a_file_without_years_is_at_fault(write, rates):
    scenario = small()
    del scenario["years"]
    with pytest.raises(InputFaults):
        rate_notes_of(write(scenario), rates, NOVEMBER)


def missing(found):
    return {rate: days for kind, rate, days, _ in found if kind == "missing"}


def test_a_four_weekly_payroll_needs_the_thresholds_of_its_period(write, rates):
    """Four-weekly thresholds are on record from 6 April 2019 and monthly ones from long before."""
    before = notes(write, rates, "2018/19", "2018/19")
    assert "Employer National Insurance" not in missing(before)
    of_periods = notes(write, rates, "2018/19", "2018/19", frequency="four-weekly", pay_day="2018-04-13")
    assert "Employer National Insurance" in missing(of_periods)


def test_a_category_letter_needs_its_upper_threshold(write, rates):
    """The veteran's relief begins on 6 April 2021 (National Insurance Contributions Act 2022, section 6)."""
    letter = {"letter": "V", "from": "2020-06-01", "to": "2020-12-31", "why": "A test."}
    present = [{**small()["present"][0], "vacant": False, "holders": [{"ref": "H1", "ni_letters": [letter]}]}]
    found = missing(notes(write, rates, "2020/21", "2020/21", sections={"present": present}))
    assert found["National Insurance letter V"] == "1 June 2020 to 31 December 2020"


def test_redundancies_need_the_limit_on_a_weeks_pay_of_their_day(write, rates):
    """The last limit on record begins on 6 April 2026; a leaver of May 2030 needs one, unless the scenario has it."""
    leaver = {"post": "old", "leaves_on": "2030-05-31", "age": 50, "complete_years": 2, "annual_pay": 30_000,
              "funded_by": "reserve", "source": "A test."}  # fmt: skip
    section = {"leavers": [leaver]}
    found = notes(write, rates, "2029/30", "2030/31", sections={"one_off": section})
    [how] = [how for _, rate, _, how in found if rate == "Limit on a week's pay for redundancy"]
    assert how.startswith("State it under one_off, weekly_limits: {from: 2030-05-01, to: 2030-05-31")
    section["weekly_limits"] = [{"from": "2030-04-06", "to": "2031-04-05", "amount": 800, "reason": "A test."}]
    stated = notes(write, rates, "2029/30", "2030/31", sections={"one_off": section})
    assert "Limit on a week's pay for redundancy" not in missing(stated)


def test_customers_need_a_rate_of_vat(write, rates):
    """The standard rate is on record from 1 December 2008, and without an end."""
    sold = {"prices": [{"from": "2007-04-01", "source": "A test.", "packages": [{"id": "a", "title": "A", "flat": 1}]}],
            "customers": {"count": 4, "source": "A test."}}  # fmt: skip
    found = missing(notes(write, rates, "2008/09", "2008/09", sections=sold))
    assert found["VAT"] == "1 April 2008 to 30 November 2008"
    assert "VAT" not in missing(notes(write, rates, "2008/09", "2008/09"))


def test_a_pension_rate_stated_past_the_day_of_new_rates_is_past_review(write, rates):
    """Funds in England and Wales set rates from 1 April 2023 and 2026 (LGPS Regulations 2013, regulation 62)."""

    def reviewed(first, last):
        stated = {"from": first, "to": last, "rate": "20%", "source": "A test.", "reason": "A test."}
        found = notes(write, rates, "2025/26", "2026/27", sections={"on_costs": {"lgps": [stated]}})
        return [how for kind, rate, _, how in found if (kind, rate) == ("past review", "Employer's pension rate")]

    [how] = reviewed("2024-04-01", "2027-03-31")
    assert how == "Funds set new rates from 1 April 2026: state your fund's from that day under on_costs, lgps."
    assert reviewed("2023-04-01", "2026-03-31") == []
    assert reviewed("2026-04-01", "2029-03-31") == []


@pytest.mark.parametrize("typed", ["soon", "31 November 2026", "2026-13-01"])
def test_a_day_of_the_review_that_is_none_is_a_sentence(write, typed):
    done = CliRunner().invoke(app, [str(write(small())), "--on", typed])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"--on: found {typed!r}; expected a day such as 10 November 2010")


def test_the_review_is_printed_with_what_to_do(write):
    scenario = small()
    scenario["years"] = {"first": "2027/28", "last": "2027/28"}
    printed = CliRunner().invoke(app, [str(write(scenario)), "--on", "29 November 2026"]).stdout
    assert "MISSING      Pay spine njc, 1 April 2027 to 31 March 2028." in printed
    assert "State it under pay, awards: {from: 2027-04-01" in printed
