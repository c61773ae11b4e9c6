"""What is missing, not settled or past review of a scenario's rates; a file that lacks rates is read too."""

from datetime import date

import pytest

from model.base.faults import InputFaults
from model.schema.load import rate_notes_of
from tests.conftest import small

NOVEMBER = date(2026, 11, 29)


def notes(write, rates, first, last, today=NOVEMBER, **pay):
    scenario = small()
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
    assert ("not settled", "employer ni secondary threshold") in of_2027


def test_a_rate_in_force_that_was_checked_more_than_a_year_ago_is_past_review(write, rates):
    """The rows of 2026/27 were checked in November 2026; on 1 March 2028 the levy, which has no end, is still used."""
    later = notes(write, rates, "2024/25", "2024/25", date(2028, 3, 1))
    assert {(kind, rate) for kind, rate, *_ in later} == {("past review", "apprenticeship levy levy")}


def test_a_file_without_years_is_at_fault(write, rates):
    scenario = small()
    del scenario["years"]
    with pytest.raises(InputFaults):
        rate_notes_of(write(scenario), rates, NOVEMBER)
