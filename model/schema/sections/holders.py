"""Who holds a post, at what point and for how much of full time, and what is paid on top of salary."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from model.base.dated import Dated, overlaps
from model.pay.ni_categories import CATEGORIES, with_end
from model.schema.sections.allowances import Allowance
from model.schema.sections.declared import Form, Personal, Usual, is_personal, key_of
from model.schema.sections.employment import Away, Begun, ChangeOfWorkingTime, Ended, Fte, Scheme, hours_or_fte, spells
from model.schema.sections.section import (
    Day,
    DayOfLife,
    Hours,
    NumberOfYears,
    Period,
    PresentId,
    Reason,
    Section,
    Text,
    Weeks,
    rising,
    rule,
)
from model.schema.sections.term_years import WeeksWorked

POINT_WORDS = re.compile(r"(?:scp|spin(?:e|al)(?: column)? points?|points?)\.?:?\s*(?=\d)", re.IGNORECASE)


def of_points(value: Any) -> Any:
    """A point as a number: ``SCP 20`` and ``Spine point 20`` are 20."""
    return POINT_WORDS.sub("", value.strip()) if isinstance(value, str) else value


Point = Annotated[int, Field(ge=1, le=999), BeforeValidator(of_points), Form("point", 44)]


class StatedMoveOfHolder(Section):
    """A move up by decision and not with time: across a bar, or to the next stage of a linked or career grade."""

    identified_by = ("on",)

    on: Day = Field(title="Date of the move", description="The day on which the move takes effect.")
    point: Point = Field(
        title="New point", description="The point moved to, in the grade of the post held on that day."
    )
    reason: Reason = Field(title="Decision", description="What was decided, and on what evidence.")


class NILetter(Period):
    """A National Insurance category letter of a person, from one day to another."""

    identified_by = ("letter", "from")

    letter: Annotated[
        Literal["A", "C", "H", "M", "V", "Z"],
        Form(choices={letter: f"{letter}: {category.meaning}" for letter, category in CATEGORIES.items()}),
    ] = Field(
        title="Category letter",
        description="A is the standard letter, C is over pension age, H is an apprentice under 25, M or Z is under "
        "21, and V is a veteran in the first 12 months of civilian work. The letter on the pay day applies to "
        "everything paid on that day.",
        examples=["M"],
    )
    why: Reason = Field(title="Why", description="The age, apprenticeship or service that gives the letter.")

    _veteran_has_a_first_day = rule(
        lambda stated: stated.letter != "V" or stated.from_,
        "the first day of the veteran's first civilian job (from), since the relief lasts 12 months",
    )


class Holder(Section):
    """A person in a post, by an anonymous reference. The same reference in two posts is one person."""

    identified_by = ("ref",)

    ref: Text = Field(
        title="Holder's reference",
        description="An anonymous reference, never a name; the same reference in two posts is one person.",
        examples=["H1"],
    )
    fte: Usual[Fte] = Field(
        default=1.0, title="FTE", description="The share of full time that the person works in this post."
    )
    hours: Hours | None = Field(
        default=None, title="Hours a week", description="Hours a week in this post, in place of fte."
    )
    weeks: Weeks | None = Field(
        default=None,
        title="Weeks a year",
        description="Weeks worked a year, where they differ from the post's. The person keeps them in a new post that "
        "states no weeks.",
    )
    weeks_worked: tuple[WeeksWorked, ...] = Field(
        default=(),
        title="Weeks worked when settled",
        description="The weeks worked by a term-time employee who joins or leaves; if left out, they are worked out "
        "from the terms of the pay year.",
    )
    point: Usual[Point | None] = Field(
        default=None,
        title="Holder's point",
        description="The point held on the first day of the years shown, or on the day of joining where that is "
        "later. It is needed for the actual basis, which costs each holder at their own point.",
    )
    service_years: Usual[Annotated[NumberOfYears, Field(ge=0, le=60)]] = Field(
        default=0.0,
        title="Years of service",
        description="Years of service, where leave or redundancy depends on them.",
    )
    allowances: tuple[Allowance, ...] = Field(
        default=(),
        title="Allowances",
        description="What this person is paid on top of salary, before and after the change.",
    )
    moves: tuple[StatedMoveOfHolder, ...] = Field(
        default=(),
        title="Moves by decision",
        description="Moves up that were decided. Time alone moves nobody across a bar or to the next stage.",
    )
    started: Day | None = Field(
        default=None,
        title="Start in the grade",
        description="The day on which the person started in the grade; needed where increments depend on that day. If "
        "left out, it is the day of joining (from); without a day of joining, it is taken to be "
        "long before the years shown.",
    )
    lgps_member: bool = Field(
        default=True, title="Pension scheme member", description="Whether the person is in the pension scheme."
    )
    pension_scheme: Scheme | None = Field(
        default=None,
        title="Pension scheme",
        description="The name of the person's pension scheme, where it is not the post's. The person keeps it in a "
        "new post. LGPS is the scheme of the on-costs.",
        examples=["Teachers"],
    )
    pension_section: Literal["main", "50/50"] = Field(
        default="main",
        title="Section of the LGPS",
        description="The section that the person is in. In the 50/50 section the employer pays the full rate, so this "
        "changes no figure.",
        examples=["50/50"],
    )
    from_: Day | None = Field(
        default=None,
        alias="from",
        title="Joins on",
        description="The first day in this post. If it is stated, the holder's point is the point on that day. If left "
        "out, the person was already in the post before the years shown.",
        examples=["2026-06-01"],
    )
    begun: Begun | None = Field(
        default=None,
        title="How it began",
        description="Why the person's time in the post begins on its first day (from).",
        examples=["recruited"],
    )
    to: Day | None = Field(
        default=None,
        title="Leaves on",
        description="The person's last day in this post and in any post that follows it. A redundancy is stated under "
        "leavers instead. If left out, there is no last day.",
        examples=["2026-12-31"],
    )
    ended: Ended | None = Field(
        default=None,
        title="How it ends",
        description="Why the person's time in the post ends on its last day (to).",
        examples=["resignation"],
    )
    working_time: tuple[ChangeOfWorkingTime, ...] = Field(
        default=(),
        title="Changes of working time",
        description="New hours, FTE, weeks or membership of the pension scheme from a day on.",
    )
    away: tuple[Away, ...] = Field(
        default=(), title="Time away", description="Days away without pay, after which the person returns."
    )

    born: Personal[DayOfLife | None] = Field(
        default=None,
        title="Date of birth",
        description="The date of birth, which gives the age on a day. State it only in the list of holders, and only "
        "where a figure needs it. No table, public file or record shows it.",
        examples=["1970-05-14"],
    )
    service_from: Personal[DayOfLife | None] = Field(
        default=None,
        title="Start of continuous service",
        description="The first day of continuous service with bodies of the Modification Order (councils and "
        "similar bodies). It gives the complete years that count for redundancy. State it only in the list of "
        "holders.",
        examples=["2004-09-01"],
    )

    ni_letters: tuple[NILetter, ...] = Field(
        default=(),
        title="National Insurance letters",
        description="The person's National Insurance category letters, if the letter is not always A. M, Z and H need "
        "a last day: the day before the 21st or 25th birthday, or the end of the apprenticeship.",
    )

    _hours_or_fte = hours_or_fte()
    _begins_before_it_ends = rule(
        lambda holder: not (holder.from_ and holder.to) or holder.from_ <= holder.to,
        "a last day (to) on or after the first (from)",
    )
    _begun_on_a_day = rule(
        lambda holder: (holder.from_ or not holder.begun) and (holder.to or not holder.ended),
        "the first day (from) where begun is stated, and the last day (to) where ended is stated",
    )
    _changes_in_turn = rule(
        lambda holder: rising(
            day.toordinal()
            for day in (holder.from_, *(change.from_ for change in holder.working_time), holder.to)
            if day
        ),
        "changes of working_time in order of their days, after the first day and not after the last",
    )
    _away_in_turn = rule(
        lambda holder: not [*overlaps(away.dated(None) for away in holder.away)],
        "times away that do not overlap",
    )
    _born_before = rule(
        lambda holder: not (holder.born and holder.service_from) or holder.born < holder.service_from,
        "a date of birth before the start of service",
    )
    _one_letter_a_day = rule(
        lambda holder: not any(overlaps(letter.dated(letter.letter) for letter in holder.ni_letters)),
        "National Insurance letters whose days do not overlap",
    )

    @property
    def is_timed(self) -> bool:
        """Whether the person's terms in the post change on any day."""
        return bool(self.from_ or self.to or self.working_time or self.away)

    def has_left(self, day: date) -> bool:
        """Whether the person's last day in the post is on or before a day."""
        return self.to is not None and self.to <= day

    @property
    def in_hours(self) -> bool:
        """Whether the holder, or a change of working time, states hours a week instead of FTE."""
        return any(working.hours is not None for working in (self, *self.working_time))

    def in_fte(self, full_time: float) -> "Holder":
        """A copy of the holder with hours turned into FTE; the holder itself where no hours are stated."""
        if not self.in_hours:
            return self
        changes = tuple(
            change.model_copy(update={"fte": change.hours / full_time}) if change.hours else change
            for change in self.working_time
        )
        fte = self.hours / full_time if self.hours else self.fte
        return self.model_copy(update={"fte": fte, "working_time": changes})

    def fte_by_date(self) -> tuple[Dated[float], ...]:
        """The person's FTE in the post by date; days out of the post have no entry."""
        if not self.is_timed:
            return (Dated(self.fte),)
        return tuple(Dated(spell.value.fte, spell.first_day, spell.last_day) for spell in spells(self))

    @property
    def letters(self) -> tuple[Dated[str], ...]:
        """The category letters, each to the last day that the law allows or the file states, whichever is earlier."""
        return tuple(with_end(letter.dated(letter.letter), self.born) for letter in self.ni_letters)


PERSONAL_KEYS = frozenset(key_of(name, field) for name, field in Holder.model_fields.items() if is_personal(field))
"""The keys of a person's date of birth and start of service."""


class ListedHolder(Holder):
    """A person in a list of holders that is separate from the posts; the list names the post by its short name."""

    identified_by = ("ref", "post")

    post: PresentId = Field(
        title="Post", description="The short name of the present post that the person holds.", examples=["officer"]
    )
    ni_letter: Literal["A", "C", "H", "M", "V", "Z"] | None = Field(
        default=None,
        title="National Insurance letter",
        description="The person's National Insurance letter throughout. A list may have it as a column, instead of "
        "ni_letters.",
        examples=["M"],
    )
