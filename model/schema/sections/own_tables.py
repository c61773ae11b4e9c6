"""A scenario's own pay tables: rows of a spine and grades of an authority, used instead of the workbook's.

Every row has its dates, status and source, as the rows of ``model/rates/`` do. A figure that rests on a row shows the
status of that row.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.pay.grades import is_notation
from model.pay.named_grades import compared
from model.rates.tables import OPEN_END, GradeTable, NamedGrade, Rate, Rates, RateStatus
from model.schema.sections.declared import Form, Public
from model.schema.sections.notation import read_notation
from model.schema.sections.section import Day, PoundsAYear, Reason, Section, Text, rule

StatusName = Annotated[
    Literal["published", "derived", "recalled", "assumed"],
    Form(
        choices={
            "published": "a public source states it",
            "derived": "worked out from published figures",
            "recalled": "remembered, with no source found",
            "assumed": "assumed",
        }
    ),
]


def _points(value: object) -> str:
    notation = read_notation(value)
    if not is_notation(notation):
        raise PydanticCustomError("points", "points such as 22-23, 42-45#47 or 23")
    return notation


def _name(value: object) -> object:
    """A grade's name as text, since a name written in figures is read as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Points = Annotated[str, BeforeValidator(_points), WithJsonSchema({"type": ["string", "integer"]}), Form("points")]
Name = Annotated[Text, BeforeValidator(_name), WithJsonSchema({"type": ["string", "integer"]}), Form("text")]


class _Dated(Section):
    """A row of a table, with the days on which it is in force, how far it can be trusted, and its source."""

    effective_from: Public[Day] = Field(title="First day", description="The first day on which the row is in force.")
    effective_to: Public[Day | None] = Field(
        default=None,
        title="Last day",
        description="The last day on which the row is in force; if left out, no last day is known.",
    )
    status: Public[StatusName] = Field(
        title="Status", description="How far the row can be trusted.", examples=["published"]
    )
    source: Public[Reason] = Field(
        title="Source", description="Where the row comes from. If it is invented, say so here."
    )

    _runs_forward = rule(
        lambda row: row.effective_from <= row.last_day, "an effective_to that is not before effective_from"
    )

    @property
    def last_day(self):
        """The last day on which the row is in force, far in the future where none is known."""
        return self.effective_to or OPEN_END

    @property
    def rate_status(self) -> RateStatus:
        """The status as the rate tables have it."""
        return RateStatus[self.status.upper()]


class SpineRow(_Dated):
    """One point of a pay spine between two dates."""

    identified_by = ("point",)

    spine: Public[Text] = Field(
        title="Spine",
        description="The name of the spine. The row replaces what the workbook has for the point on that spine.",
        examples=["njc"],
    )
    point: Public[Annotated[int, Field(ge=1, le=999), Form("point", 44)]] = Field(
        title="Point", description="The point of the spine."
    )
    value: Public[Annotated[PoundsAYear, Field(gt=0, le=1_000_000)]] = Field(
        title="Salary", description="The salary of the point at full time.", examples=[34314]
    )

    def as_rate(self) -> Rate:
        """The row as the rate tables have it."""
        days = (self.effective_from, self.last_day)
        unit = "GBP a year at 1.0 FTE"
        return Rate("spines", self.spine, str(self.point), *days, self.value, unit, self.rate_status, self.source)


class GradeRow(_Dated):
    """One version of an authority's grade, between two dates."""

    identified_by = ("grade",)

    authority: Public[Text] = Field(
        title="Authority", description="The authority whose grade it is.", examples=["Derbyshire County Council"]
    )
    grade: Public[Name] = Field(
        title="Grade", description="The name of the grade, with or without the word grade.", examples=["Grade 9"]
    )
    points: Public[Points] = Field(
        title="Points", description="The points of the grade on the spine.", examples=["14-17"]
    )
    spine: Public[Text] = Field(title="Spine", description="The spine that the points are on.", examples=["njc"])

    def as_grade(self) -> NamedGrade:
        """The row as the rate tables have it."""
        days = (self.effective_from, self.last_day)
        return NamedGrade(self.authority, self.grade, self.points, self.spine, *days, self.rate_status, self.source)


def with_own_tables(rates: Rates, spine: tuple[SpineRow, ...] | None, grades: tuple[GradeRow, ...] | None) -> Rates:
    """The tables with a scenario's own rows instead of the workbook's.

    A row for a point replaces the workbook's where their dates overlap. A row for a grade replaces every version of
    that grade. Nothing changes where there are no rows, or where the rows have faults.
    """
    if spine:
        rates = rates.replace(spines=rates.spines.with_rows(row.as_rate() for row in spine))
    if grades:
        own = {(row.authority, compared(row.grade)) for row in grades}
        kept = (row for row in rates.grades.rows if (row.authority, compared(row.grade)) not in own)
        rates = rates.replace(grades=GradeTable((*kept, *(row.as_grade() for row in grades))))
    return rates
