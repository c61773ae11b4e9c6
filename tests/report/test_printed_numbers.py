"""Numbers as Excel takes them, from what is printed; and text that stays text."""

from datetime import date
from decimal import Decimal

import pytest

from model.report.printed_numbers import day_in, number_in, plain


@pytest.mark.parametrize(
    "printed, value, code",
    [
        ("£444,090", "444090", '£#,##0;"−"£#,##0;£#,##0'),
        ("\u2212£1,250.50", "-1250.50", '£#,##0.00;"−"£#,##0.00;£#,##0.00'),
        ("+£14,270", "14270", '+£#,##0;"−"£#,##0;£#,##0'),
        ("24.8%", "0.248", "0.0%"),
        ("+4.20%", "0.0420", '+0.00%;"−"0.00%;0.00%'),
        ("\u22120.5", "-0.5", '0.0;"−"0.0;0.0'),
        ("1,000", "1000", "#,##0"),
        ("0", "0", "0"),
    ],
)
def test_a_printed_number_is_that_number_and_excel_prints_it_alike(printed, value, code):
    number = number_in(printed)
    assert (number.value, number.code) == (Decimal(value), code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\u2013",
        "22\u201323",
        "2010/11",
        "0013",
        "1,00",
        "1,0000",
        "£",
        "1234567890123456",
        "SCP 23",
        "1E5",
        "3.",
        "1 000",
    ],
)
def test_what_is_no_number_stays_text(text):
    assert number_in(text) is None
    assert plain(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-x", "@SUM(A1)", "\tx"])
def test_text_that_would_run_as_a_formula_is_quoted_off(text):
    assert plain(text) == f"'{text}"


def test_a_true_minus_sign_which_excel_takes_for_text_is_the_keyboards():
    assert plain("\u2212£1,250") == "-1250"


@pytest.mark.parametrize("text", ["18 November 2010", "2010-11-18"])
def test_a_day_is_a_day_whichever_way_it_is_printed(text):
    assert day_in(text) == date(2010, 11, 18)


@pytest.mark.parametrize(
    "text", ["2010/11", "November 2010", "18/11/10", "31 February 2010", "18 Novembre 2010", "1 May 1850"]
)
def test_what_is_no_day_or_could_be_another_stays_text(text):
    assert day_in(text) is None
