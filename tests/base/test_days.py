"""Dates as people and HR systems write them, the day before the month."""

from datetime import date

import pytest
from pydantic_core import PydanticCustomError

from model.base.financial_year import NotADay, read_day
from model.control.typed_day import typed_day
from model.schema.sections.budget import read_month


@pytest.mark.parametrize(
    "text",
    [
        "1/12/10", "01/12/2010", "1-12-2010", "01.12.2010", "1 12 2010", "01-Dec-2010", "01-Dec-10", "1 Dec 2010",
        "1st December 2010", "1 december, 2010", "Wed 1 Dec 2010", "Wednesday, 1 December 2010", "2010-12-01",
        "2010/12/01", "2010-12-01T00:00:00", "2010-12-01 00:00:00", "01/12/2010 00:00",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_day_is_read_day_first(text):
    assert read_day(text) == date(2010, 12, 1)
    assert typed_day(text) == date(2010, 12, 1)


def test_september_is_sept_too():
    assert {read_day(text) for text in ("01-Sep-2020", "1 Sept 2020", "1 September 2020")} == {date(2020, 9, 1)}


@pytest.mark.parametrize(("text", "year"), [("1/4/69", 2069), ("1/4/70", 1970), ("1/4/99", 1999), ("1/4/00", 2000)])
def test_a_year_of_two_digits_is_one_from_1970_to_2069(text, year):
    assert read_day(text) == date(year, 4, 1)


def test_a_month_first_date_is_refused_and_told_how_to_write_it():
    with pytest.raises(NotADay, match="31 December 2010 is written 31/12/2010"):
        read_day("12/31/2010")


@pytest.mark.parametrize("text", ["09/31/2024", "2/29/2023"])
def test_no_day_is_proposed_that_the_calendar_does_not_have(text):
    with pytest.raises(NotADay) as told:
        read_day(text)
    assert str(told.value) == f"{text!r} is not a date"


@pytest.mark.parametrize(
    "text", ["31/4/2010", "13/13/2010", "1/12", "December", "20101201", "0/1/2010", "1 Foo 2010", ""]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(NotADay):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    ["2025-04", "2025/04", "Apr-25", "Apr 25", "April 2025", "Apr 2025", "Apr-2025", "04/2025", "01/04/2025", "1/4/25",
     "30-Apr-2025", "2025-04-30", "2025-04-01 00:00:00"],
)  # fmt: skip
def test_a_month_of_the_ledger_is_read_as_days_are(text):
    assert read_month(text) == date(2025, 4, 1)


@pytest.mark.parametrize("text", ["13/2025", "Foo-25", "2025", "25-Apr", "2025-13", "April", ""])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(PydanticCustomError, match="a month such as 2010-09"):
        read_month(text)


def test_a_month_first_date_of_the_ledger_is_told_how_to_write_it():
    with pytest.raises(PydanticCustomError, match="31 December 2010 is written 31/12/2010"):
        read_month("12/31/2010")
