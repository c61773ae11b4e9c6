"""A grade as it is written, by points or by name."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from model.pay.grades import NotAGrade, is_notation, read_grade
from model.schema.sections.declared import Form
from model.schema.sections.excel_slips import excel_date
from model.schema.sections.holders import of_points
from model.schema.sections.section import refused


def read_notation(value: Any) -> str:
    """The notation of a grade, as text. Points must read as a grade; a name is looked up later."""
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise PydanticCustomError("grade", "a grade such as 22-23, 42-45#47 or 23")
    return _notation(str(value))


@lru_cache(maxsize=4096)  # many posts have few grades
def _notation(written: str) -> str:
    text = of_points(written).strip()
    if typed := excel_date(text):
        expected = f"a grade such as 22-23, 42-45#47 or 23; this looks like the date that Excel makes of {typed}"
        raise PydanticCustomError("grade", "{expected}", {"expected": expected, "reason": expected})
    if is_notation(text):
        try:
            read_grade(text)
        except NotAGrade as no_grade:
            raise refused("grade", no_grade.expected) from None
    return text


Grade = Annotated[
    str,
    BeforeValidator(read_notation),
    WithJsonSchema({"type": ["string", "integer"]}),
    Form("grade", "42-45#47", in_force="grades"),
]
