"""A person's time in a post: joining, leaving, hours that change and time away; and posts that are held vacant.

A holder's time is a run of spells, each with its working time from one day to another. Why a spell begins or ends
(recruited, seconded, transferred, resigned) is recorded beside it and does not change what it costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal, Protocol

from pydantic import BeforeValidator, Field

from model.base.dated import ONE_DAY, Dated, runs
from model.schema.sections.declared import Form
from model.schema.sections.section import (
    Day,
    Hours,
    NameOf,
    Number,
    Period,
    PoundsAMonth,
    Reason,
    Section,
    Text,
    Weeks,
    read_share,
    rule,
)


def _part_of_full_time(value: Any) -> Any:
    """An FTE as a number, also where a spreadsheet shows a percentage: ``60%`` is 0.6."""
    return read_share(value) if isinstance(value, str) and value.strip().endswith("%") else value


PART_OF_FULL_TIME = BeforeValidator(_part_of_full_time)
Fte = Annotated[Number, PART_OF_FULL_TIME, Field(ge=0.01, le=1), Form("FTE", 0.6)]


def hours_or_fte() -> Any:
    """The rule that a post or a holder states its hours or its FTE and not both."""
    return rule(
        lambda working: working.hours is None or "fte" not in working.model_fields_set,
        "either hours or fte, and not both",
    )


Begun = Annotated[
    Literal["recruited", "fixed-term", "seconded-in", "tupe-in", "moved-in"],
    Form(
        choices={
            "fixed-term": "on a fixed term",
            "seconded-in": "seconded in",
            "tupe-in": "transferred in (TUPE)",
            "moved-in": "moved from another post",
        }
    ),
]
Ended = Annotated[
    Literal["resignation", "retirement", "fixed-term", "seconded-out", "tupe-out", "moved-out", "dismissal"],
    Form(
        choices={
            "fixed-term": "end of a fixed term",
            "seconded-out": "seconded elsewhere",
            "tupe-out": "transferred out (TUPE)",
            "moved-out": "moved to another post",
        }
    ),
]
WhyAway = Annotated[
    Literal["career-break", "secondment", "unpaid-leave", "other"],
    Form(choices={"career-break": "career break", "unpaid-leave": "unpaid leave"}),
]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """How much somebody works in a post, or how much of the post is vacant: FTE, weeks a year and pension scheme."""

    fte: float
    weeks: float | None = None
    """Weeks worked a year; None where the weeks are those of the post."""
    in_lgps: bool = True
    """Whether the person is in a pension scheme, of whatever kind."""
    scheme: str | None = None
    """The name of the scheme; None where it is the scheme of the post."""
    held_vacant: bool = False
    cover_a_month: float = 0.0
    """£ a month, everything included, for the cover of each whole post until it is filled."""


Scheme = Annotated[Text, NameOf("pension_schemes")]


class ChangeOfWorkingTime(Section):
    """A change of hours, FTE, weeks, pension scheme or membership of the scheme, from a day on."""

    identified_by = ("from",)

    from_: Day = Field(alias="from", title="From", description="The first day of the change.", examples=["2026-09-01"])
    fte: Fte | None = Field(
        default=None, title="FTE", description="The new share of full time; if left out, as before."
    )
    hours: Hours | None = Field(
        default=None, title="Hours a week", description="The new hours a week, in place of fte."
    )
    weeks: Weeks | None = Field(
        default=None, title="Weeks a year", description="The new weeks worked a year; if left out, as before."
    )
    lgps_member: bool | None = Field(
        default=None,
        title="Pension scheme member",
        description="Whether the person is in the pension scheme from then on; if left out, as before.",
    )
    pension_scheme: Scheme | None = Field(
        default=None,
        title="Pension scheme",
        description="The name of the scheme that the person is in from then on; if left out, as before.",
        examples=["Teachers"],
    )
    reason: Reason = Field(
        title="Reason", description="What was agreed, and where.", examples=["Flexible working, agreed 3 July 2026"]
    )

    _hours_or_fte = hours_or_fte()
    _changes = rule(
        lambda change: change.model_fields_set - {"from_", "reason"},
        "at least one change: fte, hours, weeks, lgps_member or pension_scheme",
    )


class Away(Period):
    """Days on which a person is away and not paid: a career break, or a secondment that another body pays."""

    identified_by = ("from",)

    why: WhyAway = Field(title="Why", description="Why the person is away without pay.", examples=["career-break"])
    reason: Reason | None = Field(default=None, title="Reason", description="What was agreed, and where.")


class HeldVacant(Period):
    """Days on which the vacant part of a post is not filled. Nothing is paid for that part except its cover."""

    identified_by = ("from",)

    fte: Annotated[Number, Field(gt=0, le=500)] | None = Field(
        default=None,
        title="FTE held vacant",
        description="How much FTE is held vacant, in all the posts of this id together; if left out, all the FTE that "
        "no listed holder has.",
        examples=[1.5],
    )
    cover_a_month: Annotated[PoundsAMonth, Field(ge=0, le=100_000)] = Field(
        default=0.0,
        title="Cover a month",
        description="What agency or temporary cover costs for each whole post, everything included.",
    )
    reason: Reason = Field(
        title="Reason",
        description="Why the post is held vacant, and until when.",
        examples=["Held until the review ends"],
    )


class Timed(Protocol):
    """Anything with spells: the values of a holder that :func:`spells` reads."""

    from_: date | None
    to: date | None
    fte: float
    weeks: float | None
    lgps_member: bool
    pension_scheme: str | None
    working_time: tuple[ChangeOfWorkingTime, ...]
    away: tuple[Away, ...]


def spells(holder: Timed) -> tuple[Dated[WorkingTime], ...]:
    """A holder's working time by date, in order; days before joining, after leaving or away have no spell.

    The holder's hours must already be turned into FTE.
    """
    first, last = holder.from_ or date.min, holder.to or date.max
    changes = sorted(holder.working_time, key=lambda change: change.from_)
    edges = [change.from_ for change in changes]
    for away in holder.away:
        edges += [day for day in (away.from_, away.to and away.to + ONE_DAY) if day]
    absences = [away.dated(None) for away in holder.away]
    at_first = WorkingTime(holder.fte, holder.weeks, holder.lgps_member, holder.pension_scheme)
    return tuple(
        Dated(_after(at_first, [change for change in changes if change.from_ <= start]), start, end)
        for start, end in runs(edges, first, last)
        if not any(absence.first_day <= start <= absence.last_day for absence in absences)
    )


def _after(worked: WorkingTime, changes: Sequence[ChangeOfWorkingTime]) -> WorkingTime:
    """Working time after ``changes``, made in order. What a change leaves out stays as before."""
    for change in changes:
        stated = {"fte": change.fte, "weeks": change.weeks, "in_lgps": change.lgps_member,
                  "scheme": change.pension_scheme}  # fmt: skip
        worked = replace(worked, **{key: value for key, value in stated.items() if value is not None})
    return worked
