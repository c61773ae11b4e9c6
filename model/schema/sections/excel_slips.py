"""Values that Excel has changed on typing or opening: the grade 8-10 into a date, a long number into 1.2E+12."""

import re
from calendar import month_abbr, month_name
from datetime import date

MONTHS = {name.lower(): number for names in (month_abbr, month_name) for number, name in enumerate(names) if name}
DAY_MONTH = re.compile(r"(\d{1,2})[- /]([A-Z][a-z]{2,8})(?:[- /]\d{2}(?:\d{2})?)?")
MONTH_YEAR = re.compile(r"([A-Z][a-z]{2,8})[- /](\d{2}(?:\d{2})?)")
IN_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2}(?:\d{2})?|\d{4}-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?")
SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d{2}", re.IGNORECASE)


def typed_before(day: date, without_day: bool = False) -> str:
    """The text that was probably typed before Excel made it a date: two points, the lower first.

    ``without_day`` is for a cell that shows a month and a year: Oct-17 was typed as 10-17.
    """
    return f"{day.month}-{day.year % 100:02d}" if without_day else _two(day.day, day.month)


def excel_date(text: str) -> str:
    """The text that was probably typed before Excel made it a date: 08-Oct or 08/10/2025; empty for other text."""
    text = text.strip()
    if found := IN_FIGURES.fullmatch(text):
        one, other = (int(part) for part in found.groups() if part)
        return _two(one, other) if 1 <= one <= 31 and 1 <= other <= 31 else ""
    return month_named(text)


def month_named(text: str) -> str:
    """The text that was probably typed before Excel named the month, as in 08-Oct or Oct-17; empty for other text.

    A date in figures alone gives empty text too, since 12/05/10 may well be a code.
    """
    if (found := DAY_MONTH.fullmatch(text)) and (month := MONTHS.get(found[2].lower())) and 1 <= int(found[1]) <= 31:
        return _two(int(found[1]), month)
    if (found := MONTH_YEAR.fullmatch(text)) and (month := MONTHS.get(found[1].lower())):
        return f"{month}-{found[2][-2:]}"
    return ""


def is_shortened(text: str) -> bool:
    """Whether a code is a long number shortened by Excel, such as 1.23E+12, so that its digits are lost."""
    return bool(SHORTENED.fullmatch(text.strip()))


def _two(one: int, other: int) -> str:
    return f"{min(one, other)}-{max(one, other)}"
