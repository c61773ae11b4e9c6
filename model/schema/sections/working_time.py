"""Term-time working: how many weeks of the year a post works, and the scheme that turns them into pay."""

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.pay.term_time import LONG_SERVICE, TermTimeTerms, leave_in_weeks, term_time_fte
from model.schema.sections.declared import Form, Public
from model.schema.sections.section import Count, Number, Reason, Section, Weeks, all_differ, rule
from model.schema.sections.term_years import PayYear

DIVISORS = {"52": 52.0, "52.0": 52.0, "52.142": 52.142, "52.143": 52.143, "365/7": 365 / 7}


def _divisor(value: Any) -> float:
    if str(value) not in DIVISORS:
        raise PydanticCustomError("divisor", "52, 52.142, 52.143 or 365/7")
    return DIVISORS[str(value)]


WeeksInYear = Annotated[
    float,
    BeforeValidator(_divisor),
    WithJsonSchema({"type": ["string", "number"]}),
    Form("weeks", "365/7"),
]
WeeksOrFull = Annotated[Literal["full"] | Weeks, Field(union_mode="left_to_right"), Form("weeks a year, or full")]


MethodName = Annotated[
    Literal["ratio", "additive", "legacy_1728", "fixed_weeks"],
    Form(
        choices={
            "ratio": "the national agreement of 2019",
            "additive": "leave is added to the weeks worked",
            "legacy_1728": "the old 1,728 hours",
            "fixed_weeks": "weeks fixed by agreement",
        }
    ),
]


class AgreedWeeks(Section):
    """How many weeks are paid, by local agreement, for a stated number of weeks worked a year."""

    identified_by = ("weeks",)

    weeks: Public[Annotated[Number, Form("weeks a year", 39)]] = Field(
        gt=0, le=53, title="Weeks worked", description="Weeks worked a year."
    )
    paid_weeks: Public[Annotated[Number, Form("weeks a year", 44.5)]] = Field(
        gt=0, le=53, title="Weeks paid", description="Weeks paid a year."
    )

    _paid_for_what_is_worked = rule(lambda agreed: agreed.paid_weeks >= agreed.weeks, "no fewer weeks paid than worked")


class TermTimeScheme(Section):
    """How pay depends on the weeks worked. Schemes are local, so neither the method nor the divisor has a default."""

    method: Public[MethodName] = Field(
        title="Method",
        description="How pay depends on the weeks worked.",
        examples=["ratio"],
    )
    weeks_in_year: Public[WeeksInYear] = Field(
        title="Weeks in the year", description="The divisor: 52, 52.142, 52.143 or 365/7."
    )
    leave_days: Public[Annotated[Number, Form("days a year", 34)]] = Field(
        ge=0,
        le=100,
        title="Leave",
        description="Paid days off a year, bank holidays included, for a full-time employee with under five years' "
        "service.",
    )
    leave_days_after_five_years: Public[Annotated[Number, Form("days a year", 39)] | None] = Field(
        default=None,
        ge=0,
        le=100,
        title="Leave after five years",
        description="Paid days off a year from five years' service on; if left out, the same number as under five "
        "years.",
    )
    agreed_paid_weeks: Public[Annotated[Number, Form("weeks a year", 44.5)] | None] = Field(
        default=None,
        gt=0,
        le=53,
        title="Weeks paid by agreement",
        description="Weeks paid a year under fixed_weeks, where everyone works the same number of weeks. Otherwise "
        "state agreed_weeks.",
    )
    agreed_weeks: Public[tuple[AgreedWeeks, ...]] = Field(
        default=(),
        title="Weeks paid for weeks worked",
        description="Under fixed_weeks, the weeks paid for each number of weeks worked.",
    )
    fte_places: Public[Count | None] = Field(
        default=None,
        le=10,
        title="Decimal places of FTE",
        description="Decimal places to which FTE is rounded, half up; if left out, it is not rounded.",
        examples=[4],
    )
    source: Public[Reason] = Field(
        title="Source", description="The agreement or policy that sets the scheme, or why it is assumed."
    )
    pay_years: tuple[PayYear, ...] = Field(
        default=(),
        title="Years over which pay is spread",
        description="The years over which term-time pay is spread. Those who join or leave in such a year are paid "
        "for the weeks worked and the leave earned on those weeks, less what they were paid already. If no year is "
        "stated, they are paid by months.",
    )
    compare: tuple[WeeksOrFull, ...] = Field(
        default=(),
        title="Weeks compared",
        description="The numbers of weeks a year at which the report shows what the term-time posts would cost. The "
        "word full means all year.",
        examples=[[38, 39, 41, "full"]],
    )

    _weeks_where_fixed = rule(
        lambda scheme: (
            [scheme.agreed_paid_weeks is not None, bool(scheme.agreed_weeks)].count(True)
            == (scheme.method == "fixed_weeks")
        ),
        "agreed_paid_weeks or agreed_weeks, not both, with the method fixed_weeks; neither with any other method",
    )
    _each_once = rule(
        lambda scheme: all_differ(agreed.weeks for agreed in scheme.agreed_weeks),
        "each number of weeks worked only once in agreed_weeks",
    )

    _years_apart = rule(
        lambda scheme: all(before.last_day < after.from_ for before, after in pairwise(scheme.pay_years)),
        "pay_years in order that do not overlap, each of twelve months from its first day",
    )

    def paid_share(self, fte: float, weeks: float, service_years: float) -> float:
        """The share of a year's pay that ``weeks`` of work earn, 0 to 1, at an FTE and length of service.

        Raises ValueError where weeks and leave exceed the year, or where no paid weeks are agreed for that many weeks.
        """
        agreed = {one.weeks: one.paid_weeks for one in self.agreed_weeks}
        if agreed and weeks not in agreed:
            raise ValueError(f"agreed_weeks states no paid weeks for {weeks:g} weeks worked a year")
        longer = self.leave_days if self.leave_days_after_five_years is None else self.leave_days_after_five_years
        days = longer if service_years >= LONG_SERVICE else self.leave_days
        terms = TermTimeTerms(
            self.method, self.weeks_in_year, agreed.get(weeks, self.agreed_paid_weeks), self.fte_places
        )
        return term_time_fte(fte, 1.0, weeks, leave_in_weeks(days), terms) / fte
