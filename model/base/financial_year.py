"""The financial year, 1 April to 31 March, written ``2010/11``, and the pay months in a run of years."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

import numpy as np

MONTHS_IN_YEAR = 12
FEW = 50
"""With this many appointments or more, those with the same days share one result. With fewer, each has its own."""


@dataclass(frozen=True, order=True)
class FinancialYear:
    """One financial year, named by the calendar year in which it starts."""

    start: int

    @classmethod
    def parse(cls, label: str) -> "FinancialYear":
        """The year of a label such as ``2010/11``. Raises ValueError if the label is not two successive years."""
        match = re.fullmatch(r"\s*(\d{4})\s*/\s*(\d{2}|\d{4})\s*", str(label))
        if not match or int(match[2]) % 100 != (int(match[1]) + 1) % 100:
            raise ValueError(f"{label!r} is not a financial year such as 2010/11")
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year that a day falls in."""
        return cls(day.year if day >= date(day.year, 4, 1) else day.year - 1)

    def __str__(self) -> str:
        """The label, ``2010/11``."""
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.start + 1, 3, 31)

    @property
    def days(self) -> int:
        """365, or 366 where 29 February falls in it."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class PayMonths:
    """The calendar months of all financial years from ``first`` to ``last``, both included; arrays are (months,)."""

    first: FinancialYear
    last: FinancialYear

    @cached_property
    def years(self) -> tuple[FinancialYear, ...]:
        """Every financial year, in order."""
        return tuple(FinancialYear(start) for start in range(self.first.start, self.last.start + 1))

    def __len__(self) -> int:
        """The number of months."""
        return MONTHS_IN_YEAR * len(self.years)

    @cached_property
    def first_days(self) -> np.ndarray:
        """The first day of each month, datetime64[D]."""
        april = np.datetime64(f"{self.first.start}-04", "M")
        return (april + np.arange(len(self))).astype("datetime64[D]")

    @cached_property
    def pay_days(self) -> np.ndarray:
        """The last day of each month, which is its pay day: tax and National Insurance are at the rates of this day."""
        return ((self.first_days.astype("datetime64[M]") + 1).astype("datetime64[D]")) - 1

    @cached_property
    def days(self) -> np.ndarray:
        """Days in each month."""
        return (self.pay_days - self.first_days).astype(int) + 1

    @cached_property
    def year_of(self) -> np.ndarray:
        """The index in ``years`` of each month's financial year, (months,)."""
        return np.arange(len(self)) // MONTHS_IN_YEAR

    def number_of(self, day: date) -> int:
        """The index of the month that a day is in. After the last month, the last index; before the first month, -1."""
        number = (day.year - self.first.start) * MONTHS_IN_YEAR + day.month - self.first.first_day.month
        return max(min(number, len(self) - 1), -1)

    def fraction_employed(self, first_day: np.ndarray, last_day: np.ndarray) -> np.ndarray:
        """The fraction of each month between two days, both included: days employed over days in the month.

        ``first_day`` and ``last_day`` are datetime64[D], shaped (appointments,); the result is
        (appointments, months), from 0 to 1.
        """
        if len(first_day) < FEW:
            return self._fraction(first_day, last_day)
        spells = (first_day.astype(np.int64) << 32) + last_day.astype(np.int64)  # in one number, which sorts faster
        _, one, spell_of = np.unique(spells, return_index=True, return_inverse=True)
        return self._fraction(first_day[one], last_day[one])[spell_of]

    def _fraction(self, first_day: np.ndarray, last_day: np.ndarray) -> np.ndarray:
        starts = np.maximum(first_day[:, None], self.first_days)
        ends = np.minimum(last_day[:, None], self.pay_days)
        return np.maximum((ends - starts).astype(int) + 1, 0) / self.days

    def by_year(self, monthly: np.ndarray) -> np.ndarray:
        """Monthly amounts added up by financial year: (..., months) in, (..., years) out."""
        return monthly.reshape(*monthly.shape[:-1], len(self.years), MONTHS_IN_YEAR).sum(axis=-1)


def share_of_year_by_day(start: date) -> Fraction:
    """Days from ``start`` to 31 March, divided by the days of that year: 129/365 from 23 November 2010."""
    year = FinancialYear.of(start)
    return Fraction((year.last_day - start).days + 1, year.days)


def share_of_year_by_month(start: date) -> Fraction:
    """Whole months from ``start`` to 31 March, divided by twelve: 4/12 from 1 December."""
    year = FinancialYear.of(start)
    first_whole = start if start.day == 1 else (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    months_gone = (first_whole.year - year.first_day.year) * MONTHS_IN_YEAR + first_whole.month - 4
    return Fraction(MONTHS_IN_YEAR - months_gone, MONTHS_IN_YEAR)


ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?")
DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/. ]+(\d{1,2}|[a-z]+)[-/., ]+(\d{4}|\d{2})(?: 00:00(?::00)?)?"
)
WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[,.]? +")
MONTHS = tuple(f"{date(2001, month, 1):%B}".lower() for month in range(1, 13))
CENTURY_TURNS = 70
"""A year of two digits is in the 1900s from this number up, and in the 2000s below it."""


class NotADay(ValueError):
    """A text that is not a date. ``advice`` says what to write, where there is more to say than an example."""

    def __init__(self, text: str, advice: str = ""):
        self.advice = advice
        super().__init__(f"{text!r} is not a date{f': {advice}' if advice else ''}")


def read_day(text: str) -> date:
    """The day that a text means. The day comes before the month: ``18/11/10``, ``18-Nov-2010``, ``18.11.2010``.

    It also reads ``18th November 2010``, ``Thu 18 Nov 2010`` and, with the year first, ``2010-11-18``, with or without
    midnight after it. A year of two digits is one from 1970 to 2069. Raises NotADay.
    """
    words = WEEKDAY.sub("", " ".join(text.split()).lower(), count=1)
    if match := ISO_DAY.fullmatch(words.upper()):
        year, month, day = map(int, match.groups())
    elif match := DAY_FIRST.fullmatch(words):
        day, month, year = int(match[1]), _month(match[2]), _in_full(match[3])
    else:
        raise NotADay(text)
    if meant := _day(year, month, day):
        return meant
    if match.re is not ISO_DAY and (meant := _day(year, day, month)):
        raise NotADay(text, f"a date with the day first: {in_words(meant)} is written {month}/{day}/{year}")
    raise NotADay(text)


def _day(year: int, month: int, day: int) -> date | None:
    """The day; None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_month_start(text: str) -> date:
    """The first day of a month written as ``2025-04``, ``Apr-25``, ``April 2025``, ``4/2025`` or as any of its days.

    Raises NotADay.
    """
    words = " ".join(text.split()).lower()
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", words):
        year, month = match[1], int(match[2])
    elif match := re.fullmatch(r"([a-z]+)[-/., ]*(\d{4}|\d{2})|(\d{1,2})[-/.](\d{4})", words):
        year, month = match[2] or match[4], _month(match[1] or match[3])
    else:
        return read_day(text).replace(day=1)
    if not 1 <= month <= 12:
        raise NotADay(text)
    return date(_in_full(year), month, 1)


def _in_full(year: str) -> int:
    """The year in four digits. Two digits mean a year from 1970 to 2069."""
    return int(year) + (0 if len(year) == 4 else 1900 if int(year) >= CENTURY_TURNS else 2000)


def _month(text: str) -> int:
    """The number of a month written as a number or a name, 1 to 12; 0 where no month has that name."""
    if text.isdigit():
        return int(text)
    return next((number for number, name in enumerate(MONTHS, 1) if len(text) > 2 and _is_month(text, name)), 0)


def _is_month(text: str, name: str) -> bool:
    return name.startswith(text) or (text, name) == ("sept", "september")


def plainly_a_day(text: str, day: date) -> bool:
    """Whether a text can mean only this day: ``2010-11-18``, or ``18 November 2010`` in words."""
    return text.strip() in (day.isoformat(), in_words(day))


def from_to(first: FinancialYear, last: FinancialYear) -> str:
    """Years in a sentence: ``2010/11 to 2012/13``, or a single year."""
    return str(first) if first == last else f"{first} to {last}"


def in_words(day: date) -> str:
    """A date for reading: ``18 November 2010``."""
    return f"{day.day} {day:%B %Y}"
