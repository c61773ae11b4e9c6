"""Printed texts for Excel: a text that prints a number becomes the number, and text like a formula stays text."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from model.base.financial_year import NotADay, read_day

MINUS = "\u2212"
NUMBER = re.compile(
    rf"(?P<sign>[+{MINUS}-]?)(?P<pounds>£?)(?P<whole>0|[1-9]\d{{0,2}}(?:(?:,\d{{3}})+|\d{{0,12}}))(?P<part>\.\d+)?(?P<share>%?)"
)
"""A printed number. It has no more digits than Excel keeps, and no leading 0: a post number may begin with 0."""
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")
FIRST_YEAR = 1900
"""The first year that Excel has dates for."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class PrintedNumber:
    """A number, and the Excel format that prints it as the text did. A percentage is kept as a fraction."""

    value: Decimal
    code: str

    def __str__(self) -> str:
        return f"{self.value:f}"


def number_in(text: str) -> PrintedNumber | None:
    """The number that a text prints, such as ``−£1,250.50`` or ``24.8%``; None where it is not a number.

    >>> number_in("+4.20%")
    PrintedNumber(value=Decimal('0.042'), code='+0.00%;"−"0.00%;0.00%')
    """
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, pounds, whole, part, share = found.group("sign", "pounds", "whole", "part", "share")
    value = Decimal(f"{'-' if sign in (MINUS, '-') else ''}{whole.replace(',', '')}{part or ''}")
    places = f".{'0' * (len(part) - 1)}" if part else ""
    thousands = "#,##0" if pounds or "," in whole else "0"
    body = f"{pounds}{thousands}{places}{share}"
    below, signed = f'"{MINUS}"{body}', "+" if sign == "+" else ""
    code = f"{signed}{body};{below};{body}" if signed or pounds or sign == MINUS else body
    return PrintedNumber(value / 100 if share else value, code)


def day_in(text: str) -> date | None:
    """The day that a text gives, such as ``18 November 2010`` or ``2010-11-18``; None for any other text.

    >>> day_in("2010-11-18") == day_in("18 November 2010") == date(2010, 11, 18)
    True
    """
    if not DAY.fullmatch(text):
        return None
    try:
        day = read_day(text)
    except NotADay:
        return None
    return day if day.year >= FIRST_YEAR else None


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """A cell's text for a spreadsheet: a number without separators, or text that can't run as a formula."""
    number = number_in(text)
    return harmless(text) if number is None else str(number)
