"""The dates of the decision and of the change, and the years shown."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.base.dated import ONE_DAY
from model.base.financial_year import FinancialYear, PayMonths
from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Day, Reason, Reference, Section, Text, YearLabel


def _day_of_year(value: Any) -> str:
    try:
        day = datetime.strptime(f"{value} 2001", "%d %B %Y")  # a year without 29 February
    except ValueError:
        raise PydanticCustomError("day_of_year", "a day and a month that every year has, such as 31 December") from None
    return f"{day.day} {day:%B}"


DayOfYear = Annotated[
    str, BeforeValidator(_day_of_year), WithJsonSchema({"type": "string"}), Form("day and month", "31 December")
]
"""A day of every year, such as 31 December."""


def day_in(day: str, year: FinancialYear) -> date:
    """A day of the year, such as 31 December, as a date in a financial year."""
    read = datetime.strptime(f"{day} 2001", "%d %B %Y")
    return date(year.start if read.month >= 4 else year.start + 1, read.month, read.day)


class Dates(Section):
    """The dates of the report. They are checked to be in order: decision, publication, start of the new structure."""

    decision: Public[Day] = Field(
        title="Decision", description="The day on which the decision is taken.", examples=["2010-11-18"]
    )
    published: Public[Day | None] = Field(
        default=None,
        title="Publication",
        description="The day on which the decision is published.",
        examples=["2010-11-25"],
    )
    implementation: Public[Day] = Field(
        title="Start of the new structure", description="The first day of the new structure.", examples=["2010-12-01"]
    )

    def last_day_of(self, until: date | None) -> date:
        """The last day of a present post: its own ``until``, or the day before the new structure."""
        return until or self.implementation - ONE_DAY


class PhaseTerms(Section):
    """One of several days on which the structure changes. A post names its phase, or states a day of its own."""

    identified_by = ("id",)

    id: Public[Reference] = Field(
        title="Short name", description="A short name by which posts refer to the phase.", examples=["second"]
    )
    title: Public[Text] = Field(
        title="Title", description="What changes in this phase, as the report says it.", examples=["Support teams"]
    )
    from_: Public[Day | None] = Field(
        default=None,
        alias="from",
        title="First day",
        description="The day on which the phase's proposed posts start; its present posts end on the day before. If "
        "left out in the first phase, it is the start of the new structure.",
        examples=["2011-04-01"],
    )


class Years(Section):
    """The financial years that tables show, first to last."""

    first: Public[YearLabel] = Field(title="First year shown", description="The first financial year in the tables.")
    last: Public[YearLabel] = Field(
        title="Last year shown", description="The last financial year in the tables.", examples=["2012/13"]
    )

    @property
    def months(self) -> PayMonths:
        """Every pay month of the years shown."""
        return PayMonths(FinancialYear.parse(self.first), FinancialYear.parse(self.last))


class Note(Section):
    """Something that a reader must know, and its source."""

    identified_by = ("text",)

    text: Public[Text] = Field(
        title="Note", description="What a reader must know, in a sentence.", examples=["The report gives no salaries."]
    )
    source: Public[Reason] = Field(
        title="Source", description="Where the note comes from, such as a paragraph of the report, a table or a letter."
    )
    exempt: bool = Field(
        default=False,
        title="Exempt",
        description="Whether the note says something about a person or a customer. If so, the public pack does not "
        "show it.",
    )
