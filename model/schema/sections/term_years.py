"""The years over which term-time pay is spread, and the days of their terms."""

from datetime import date
from typing import Annotated

import numpy as np
from pydantic import Field

from model.base.dated import ONE_DAY
from model.pay.progression import months_after
from model.schema.sections.declared import Form
from model.schema.sections.section import Day, Number, Section, rising, rule

WHOLE_YEAR = 12


class Term(Section):
    """Days on which schools are open: a term, or half a term. The days between two entries are holiday."""

    identified_by = ("from",)

    from_: Day = Field(
        alias="from", title="From", description="The first day of the term or half term.", examples=["2024-09-02"]
    )
    to: Day = Field(title="To", description="The last day of the term or half term.", examples=["2024-10-25"])

    _runs_forward = rule(lambda term: term.from_ <= term.to, "a last day (to) on or after the first (from)")


class PayYear(Section):
    """Twelve months over which a year's term-time pay is spread in equal parts."""

    identified_by = ("from",)

    from_: Day = Field(
        alias="from",
        title="From",
        description="The first day of the twelve months over which pay is spread, such as 1 September.",
        examples=["2024-09-01"],
    )
    terms: tuple[Term, ...] = Field(
        default=(),
        title="Terms",
        description="The days on which schools are open in this year, without holidays and bank holidays. They give "
        "the weeks worked by those who join or leave and for whom no weeks worked are stated.",
    )

    _in_turn = rule(
        lambda year: rising(day.toordinal() for term in year.terms for day in (term.from_, term.to + ONE_DAY)),
        "terms in order that do not overlap",
    )
    _within = rule(
        lambda year: all(year.from_ <= term.from_ and term.to <= year.last_day for term in year.terms),
        "terms within the twelve months from the first day (from)",
    )

    @property
    def last_day(self) -> date:
        """The day before the next year begins."""
        return months_after(self.from_, WHOLE_YEAR) - ONE_DAY

    def share_worked(self, first: date, last: date) -> float | None:
        """The share of term days (Monday to Friday) from ``first`` to ``last``; None if the year states no terms."""
        in_year, worked = (
            sum(max(np.busday_count(max(term.from_, start), min(term.to, end) + ONE_DAY), 0) for term in self.terms)
            for start, end in ((self.from_, self.last_day), (first, last))
        )
        return float(worked / in_year) if in_year else None


class WeeksWorked(Section):
    """The weeks of a pay year that somebody in a term-time post has worked, up to leaving or to the end of the year."""

    identified_by = ("to",)

    to: Day = Field(
        title="To",
        description="The day of leaving; for somebody who joined and stays, the last day of the pay year.",
        examples=["2024-12-31"],
    )
    weeks: Annotated[Number, Field(ge=0, le=53), Form("weeks", 14.6)] = Field(
        title="Weeks worked",
        description="Weeks at work from the first day of the year, or from joining. Leave does not count.",
    )
