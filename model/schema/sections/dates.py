"""When: the dates of the decision and the change, and the years shown."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.financial_year import FinancialYear, PayMonths
from model.schema.sections.section import Day, Reason, Section, Text, YearLabel


class Dates(Section):
    """The dates of the report. Each is checked to follow the one before."""

    decision: Day
    """The day the decision is taken."""
    published: Day | None = None
    """The day the decision is published."""
    implementation: Day
    """The first day of the new structure."""


class Years(Section):
    """The financial years that tables show, first to last."""

    first: YearLabel
    """The first year shown, such as 2010/11."""
    last: YearLabel
    """The last year shown."""

    @property
    def months(self) -> PayMonths:
        """Every pay month of the years shown."""
        return PayMonths(FinancialYear.parse(self.first), FinancialYear.parse(self.last))


class Note(Section):
    """Something a reader must know, with where it comes from."""

    identified_by = ("text",)
    text: Text
    """The note, in a sentence."""
    source: Reason
    """Where it comes from: a paragraph of the report, a table, a letter."""
    exempt: bool = False
    """Whether it says something of a person or a customer, and so stands in the whole pack only."""


def _day_of_year(value: Any) -> str:
    try:
        day = datetime.strptime(f"{value} 2001", "%d %B %Y")  # a year without 29 February
    except ValueError:
        raise PydanticCustomError("day_of_year", "a day and a month, such as 31 December") from None
    return f"{day.day} {day:%B}"


DayOfYear = Annotated[
    str, BeforeValidator(_day_of_year), WithJsonSchema({"type": "string", "examples": ["31 December"]})
]
"""A day of every year, such as 31 December."""


def day_in(day: str, year: FinancialYear) -> date:
    """A day of the year, such as 31 December, as a date in a financial year."""
    read = datetime.strptime(f"{day} 2001", "%d %B %Y")
    return date(year.start if read.month >= 4 else year.start + 1, read.month, read.day)
