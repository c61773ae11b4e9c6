"""The base of all sections of a scenario: frozen, and strict about keys. Also the small types of their fields."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Annotated, Any, ClassVar, LiteralString, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from model.base.dated import Dated
from model.base.financial_year import FinancialYear, NotADay, read_day
from model.schema.sections.declared import MOST, Form, Plausible, Public

T = TypeVar("T")
A_DAY = "a date such as 2010-11-18"
SENSIBLE_YEARS = range(1990, 2099)
"""The years that a date or a financial year may have; any other is a slip.

Another check asks whether there are rates for the year.
"""
YEARS_OF_LIFE = range(1920, 2099)
"""The years that a date of birth, or of the start of service, may have."""


class Section(BaseModel):
    """A part of a scenario file, as a frozen object. An unknown key in a section is a fault."""

    identified_by: ClassVar[tuple[str, ...]] = ()
    """The keys that can name an entry of a list of such sections. The first key that an entry states gives its name."""
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def refused(kind: str, expected: str) -> PydanticCustomError:
    """A validation error whose message is ``expected``; use it where the message depends on the value."""
    return PydanticCustomError(cast(LiteralString, kind), "{expected}", {"expected": expected})


def rule(holds: Callable[[Any], object], expected: LiteralString) -> Any:
    """A check that ``holds`` is true of a whole section. If it is not, the error's message is ``expected``."""

    def check(section: Section) -> Section:
        if not holds(section):
            raise PydanticCustomError("rule", expected)
        return section

    return model_validator(mode="after")(check)


def all_differ(values: Iterable[object]) -> bool:
    """Whether no value appears twice."""
    return max(Counter(values).values(), default=1) == 1


def rising(values: Iterable[float]) -> bool:
    """Whether each value is above the one before."""
    return all(less < more for less, more in pairwise(values))


def in_runs(ends: Sequence[float | None]) -> bool:
    """Whether the ends of runs rise, and only the last end is left out (None)."""
    return None not in ends[:-1] and not any(ends[-1:]) and rising(end for end in ends[:-1] if end is not None)


def read_share(value: Any) -> float:
    """Read ``24.8%`` or 0.248 as a share, from -1 to 1; a bare 1 is refused, since it may mean 1% or 100%."""
    text = str(value).strip()
    try:
        share = Decimal(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        share = None
    bare_one = share is not None and abs(share) == 1 and not text.endswith("%")  # 1 may mean 1% or 100%
    if share is None or isinstance(value, bool) or not share.is_finite() or abs(share) > 1 or bare_one:
        most = " of 100% at most," if share is not None and text.endswith("%") and share.is_finite() else ""
        raise refused("share", f"a percentage{most} such as 24.8% (or the share 0.248)")
    return float(share)


def _year(value: Any) -> str:
    """The label of a financial year, such as ``2010/11``; a year outside ``SENSIBLE_YEARS`` is refused."""
    try:
        year = FinancialYear.parse(value)
    except ValueError:
        year = None
    if year is None or year.start not in SENSIBLE_YEARS:
        raise PydanticCustomError("financial_year", "a financial year such as 2010/11")
    return str(year)


def _plain_date(value: Any, years: range = SENSIBLE_YEARS) -> date:
    """The date that a value states. In a text such as 18/11/2010, the day comes before the month.

    A number is refused: it is not read as days since 1970.
    """
    try:
        day = value if isinstance(value, date) else read_day(str(value))
    except NotADay as none:
        raise refused("plain_date", none.advice or A_DAY) from None
    if isinstance(day, datetime):
        day = day.date()
    if day.year not in years:
        raise PydanticCustomError("plain_date", A_DAY)
    return day


def _date_of_life(value: Any) -> date:
    return _plain_date(value, YEARS_OF_LIFE)


def not_true_or_false(value: Any) -> Any:
    """The value, but true and false are refused: Python would read them as 1 and 0 where a number is expected."""
    if isinstance(value, bool):
        raise PydanticCustomError("number", "a number")
    return value


def _has_text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "some text")
    return value.strip()


STAND_INS = (
    "tbc",
    "tba",
    "tbd",
    "todo",
    "to follow",
    *(f"to be {what}" for what in ("confirmed", "agreed", "decided")),
)
"""The first words of a text that only keeps a place until the real text is written."""
SAYS_NOTHING = ("", "na", "n a", "none", "nil", "null", "unknown", "not known", "not stated", "xx", "xxx")
UNDECIDED = (
    "not", "never", "pending", "await", "awaits", "awaited", "awaiting", "tbc", "tba", "tbd", "draft", "provisional",
    "expected", "subject to", "refused", "rejected", "declined", "deferred", "withdrawn", "unless", "until", "to be",
)  # fmt: skip
"""Words of a decision that has not been made, or that has gone against the proposal."""


def _says_something(value: str) -> str:
    """A reason or source in words; a blank, a mark such as a dash, and a stand-in such as tbc are refused."""
    plain = _plain_words(value)
    if plain in SAYS_NOTHING or f"{plain} ".startswith(tuple(f"{words} " for words in STAND_INS)):
        raise PydanticCustomError("says_nothing", "some text that gives the answer, not a stand-in such as tbc")
    return value.strip()


def _is_decided(value: str) -> str:
    """Words that record a decision already made; text such as "to be decided" is refused."""
    plain = f" {_plain_words(_says_something(value))} "
    if words := next((words for words in UNDECIDED if f" {words} " in plain), None):
        raise refused(
            "undecided",
            f"a decision that has been made, without the words {words!r}; if it has not been made, leave the key out",
        )
    return value.strip()


def _plain_words(value: str) -> str:
    return " ".join(re.findall(r"\w+", value.casefold()))


Number = Annotated[
    float, BeforeValidator(not_true_or_false), Field(allow_inf_nan=False, ge=-MOST, le=MOST), Form("number")
]
Count = Annotated[int, BeforeValidator(not_true_or_false), Field(ge=0, le=100_000), Form("whole number", 3)]
Pounds = Annotated[Number, Form("£", 1250)]
PoundsAYear = Annotated[Number, Form("£ a year", 1250)]
PoundsAMonth = Annotated[Number, Form("£ a month", 2400)]
PoundsAWeek = Annotated[Number, Form("£ a week", 552.5)]
Hours = Annotated[Number, Field(gt=0, le=48), Form("hours a week", 36)]
Weeks = Annotated[Number, Field(gt=0, le=53), Form("weeks a year", 39), Plausible(26, 53)]
NumberOfYears = Annotated[Number, Form("years", 12)]
AS_SHARE = BeforeValidator(read_share)
Share = Annotated[float, AS_SHARE, WithJsonSchema({"type": ["string", "number"]}), Form("percentage", "24.8%")]
YearLabel = Annotated[
    str,
    BeforeValidator(_year),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}/\d{2}$"}),
    Form("financial year", "2010/11"),
]
Day = Annotated[date, BeforeValidator(_plain_date), PlainSerializer(date.isoformat), Form("date", "2010-12-01")]
DayOfLife = Annotated[date, BeforeValidator(_date_of_life), PlainSerializer(date.isoformat), Form("date", "1970-05-14")]
"""A date of birth, or of the start of service."""
Text = Annotated[str, AfterValidator(_has_text), Form("text")]
Reason = Annotated[str, AfterValidator(_says_something), Form("text", "Report paragraph 4.2")]
"""Why something is so, or where it comes from."""
Decided = Annotated[str, AfterValidator(_is_decided), Form("text", "Full council minute 42")]
"""Who decided, or where the decision is recorded. Words that say that no decision has been made are refused."""
Reference = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$"), Form("short name", "senior-officer")]


@dataclass(frozen=True)
class NameOf:
    """Marks a field that names an entry of a list elsewhere, such as ``proposed`` or ``present.holders``."""

    list: str


PresentId = Annotated[Reference, NameOf("present")]
ProposedId = Annotated[Reference, NameOf("proposed")]
PostId = Annotated[Reference, NameOf("present"), NameOf("proposed")]
HolderRef = Annotated[Text, NameOf("present.holders"), Form("text", "H1")]


class Span(Section):
    """A run of days, both ends included."""

    identified_by = ("from",)

    from_: Public[Day] = Field(
        alias="from", title="First day", description="The first day on which this entry is in force."
    )
    to: Public[Day] = Field(
        title="Last day", description="The last day on which this entry is in force.", examples=["2011-03-31"]
    )

    _runs_forward = rule(lambda span: span.from_ <= span.to, "a last day (to) on or after the first (from)")


class Period(Section):
    """A run of days, both ends included. Either end may be left out."""

    from_: Public[Day | None] = Field(
        default=None,
        alias="from",
        title="From",
        description="The first day of this entry; if left out, it begins before the years shown.",
        examples=["2026-09-01"],
    )
    to: Public[Day | None] = Field(
        default=None,
        title="To",
        description="The last day of this entry; if left out, it has no end.",
        examples=["2027-03-31"],
    )

    _runs_forward = rule(
        lambda period: period.from_ is None or period.to is None or period.from_ <= period.to,
        "a last day (to) on or after the first (from)",
    )

    def __contains__(self, day: date) -> bool:
        """Whether a day is in the period."""
        return (self.from_ or date.min) <= day <= (self.to or date.max)

    def dated(self, value: T) -> Dated[T]:
        """A value with the first and the last day of the period."""
        return Dated(value, self.from_ or date.min, self.to or date.max)
