"""The range of each driver of the figures, as the council states it."""

import re
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from model.schema.sections.declared import Form
from model.schema.sections.section import Number, Reason, Section, read_share

DriverInMonths = Literal["start", "protection", "filling"]
DriverInPercent = Literal["award", "pension", "turnover", "take_up", "price", "inflation", "one_off"]
DriverName = Annotated[
    Literal[DriverInPercent, DriverInMonths],
    Form(
        choices={
            "award": "pay award",
            "pension": "employer's pension rate",
            "turnover": "saving from turnover",
            "take_up": "take-up by customers",
            "price": "new prices",
            "inflation": "inflation of costs other than pay",
            "one_off": "one-off costs",
            "start": "start of the change",
            "protection": "length of pay protection",
            "filling": "filling of vacancies",
        }
    ),
]
IN_MONTHS = get_args(DriverInMonths)
"""The drivers whose range is in months. The range of any other driver is a percentage."""


def _share_or_months(value: object) -> object:
    """A share, such as 0.02 for ``2%``; a bare number is a number of months."""
    return read_share(value) if isinstance(value, str) and value.strip().endswith("%") else value


Change = Annotated[
    Number,
    BeforeValidator(_share_or_months),
    WithJsonSchema({"type": ["string", "number"]}),
    Form("percentage, or a whole number of months", "-1%"),
]
"""A change from what the scenario states: percentage points of a rate, a percentage of a sum, or months."""


class DriverRange(Section):
    """One driver of the figures and how far it may be out; a driver that is not listed has the workbook's own range."""

    identified_by = ("driver",)

    driver: DriverName = Field(
        title="Driver", description="What may turn out different from what the scenario states.", examples=["pension"]
    )
    low: Change | None = Field(
        default=None,
        title="Lowest change",
        description="The lowest change from what the scenario states: percentage points of a rate, a percentage of a "
        "sum, or months. State the highest change (high) as well. If both are left out, the workbook's own range "
        "applies.",
        examples=["-1%"],
    )
    high: Change | None = Field(
        default=None,
        title="Highest change",
        description="The highest change, in the same unit. State the lowest change (low) as well.",
        examples=["2%"],
    )
    reason: Reason | None = Field(
        default=None,
        title="Reason",
        description="Why the range is so wide, or where the range comes from; needed where a range is stated.",
        examples=["The actuary expects 22% to 27% at the next valuation"],
    )

    @field_validator("low", "high", mode="before")
    @classmethod
    def _in_the_unit_of_the_driver(cls, value: object, info: ValidationInfo) -> object:
        """The value, which must be a whole number of months for a driver in ``IN_MONTHS``, or else a percentage."""
        if value is None or "driver" not in info.data:
            return value
        if info.data["driver"] not in IN_MONTHS:
            if not str(value).strip().endswith("%"):
                raise PydanticCustomError(
                    "change_in_percent", "a percentage such as -1%, since this driver is not in months"
                )
        elif isinstance(value, bool) or not re.fullmatch(r"[-+]?\d{1,3}", str(value).strip()):
            raise PydanticCustomError("change_in_months", "a whole number of months, such as -3")
        return value

    @model_validator(mode="after")
    def _a_whole_range(self) -> "DriverRange":
        given = [self.low is not None, self.high is not None, self.reason is not None]
        if any(given) and not all(given):
            raise PydanticCustomError("range", "low, high and reason together, or none of them")
        if self.low is not None and self.high is not None and not (self.low <= 0 <= self.high and self.low < self.high):
            raise PydanticCustomError("range_order", "a low of 0 or less and a high of 0 or more, not both 0")
        return self


def _each_driver_once(ranges: tuple[DriverRange, ...]) -> tuple[DriverRange, ...]:
    names = [entry.driver for entry in ranges]
    twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
    if twice:
        raise PydanticCustomError("driver_twice", "{words}", {"words": f"each driver once; {twice} is listed twice"})
    return ranges


DriverRanges = Annotated[tuple[DriverRange, ...], AfterValidator(_each_driver_once)]
