"""A day as somebody types it on the command line."""

from datetime import date

import pytest

from model.control.typed_day import typed_day


@pytest.mark.parametrize(
    "typed", ["10 November 2010", " 10  Nov 2010", "10/11/2010", "10/11/10", "10.11.2010", "10-Nov-2010", "2010-11-10"]
)
def test_a_day_is_taken_as_it_is_usually_typed_the_day_before_the_month(typed):
    assert typed_day(typed) == date(2010, 11, 10)


@pytest.mark.parametrize("typed", ["10 Smarch 2010", "yesterday", "31 June 2010"])
def test_what_is_no_day_is_refused_with_what_is_accepted(typed):
    with pytest.raises(ValueError, match="expected a day such as 10 November 2010, 10/11/2010"):
        typed_day(typed)


def test_a_month_before_its_day_is_refused_with_the_day_first():
    with pytest.raises(ValueError, match="18 November 2010 is written 18/11/2010"):
        typed_day("11/18/2010")
