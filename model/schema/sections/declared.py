"""What a field declares beside its type: who may see it, and how its values are written.

The field's title and help are pydantic's own (``Field(title=..., description=..., examples=[...])``). The JSON Schema,
the reference of every key, the public input, the kinds of columns and labels on the desk all use these declarations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

T = TypeVar("T")
Mark = TypeVar("Mark")
PUBLIC = "public"
Public = Annotated[T, PUBLIC]
"""``grade: Public[Grade]``: the public may see the field. A field without this mark is exempt."""

USUAL = "usual"
Usual = Annotated[T, USUAL]
"""``number: Usual[Count]``: most entries of a list state the field, so a sheet shows its column from the start."""

PERSONAL = "personal"
Personal = Annotated[T, PERSONAL]
"""``born: Personal[Day]``: a date of birth or start of service, which only the exempt list of holders may have."""

BY_THE_DESK = "by the desk"
"""Marks a field that the desk itself writes when it saves, so that nobody types it."""

MOST = 1e12
"""The largest number that is accepted, whether of £, hours or things counted; a larger one is a slip."""
LIMITS = {"gt": "more than {}", "ge": "at least {}", "le": "at most {}", "lt": "less than {}"}
BESIDE = "the name of an Excel file or a CSV file beside the scenario, such as rows.csv or rows.xlsx#Sheet name"


@dataclass(frozen=True, eq=False)
class Form:
    """How a value is written: its unit, such as £ a year; an example; and, for a choice, the words for each value.

    ``meanings`` says what each choice means. ``in_force`` names the kind of rates that list the allowed values:
    ``spines``, ``authorities`` or ``grades``.
    """

    unit: str = ""
    example: Any = None
    choices: Mapping[str, str] = field(default_factory=dict)
    in_force: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_be_percentage(self) -> bool:
        """Whether values of the field may be written, and cells formatted, as percentages: 60% of full time is 0.6."""
        return self.unit in ("percentage", "FTE")

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        return schema if self.example is None else {**schema, "examples": [self.example]}


@dataclass(frozen=True)
class FileBeside:
    """Marks a field that may name a file beside the scenario instead of stating its value.

    ``pattern`` matches the end of such a name, and ``words`` describes the file. ``rows`` is the type of a row, where
    the field's own type does not give it.
    """

    pattern: str
    words: str
    rows: type[BaseModel] | None = None

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        rows = self.rows and {"anyOf": [{"type": "array", "items": self.rows.model_json_schema()}, {"type": "null"}]}
        return {"anyOf": [{"type": "string", "pattern": self.pattern}, rows or handler(core_schema)]}


@dataclass(frozen=True)
class Plausible:
    """The usual values of a number. Clearance asks about any other value until ``unusual`` gives a reason for it.

    ``besides`` are single values outside the range that are usual too.
    """

    least: float
    most: float
    besides: tuple[float, ...] = ()

    def __contains__(self, value: float) -> bool:
        """Whether a value is a usual one."""
        return self.least <= value <= self.most or value in self.besides


ROWS_BESIDE = FileBeside(r"\.(csv|xlsx(#.+)?)$", BESIDE)
YAML_BESIDE = FileBeside(r"\.yaml$", "the name of a YAML file beside the scenario")


def is_public(field: FieldInfo) -> bool:
    """Whether the public may see a field."""
    return PUBLIC in field.metadata


def is_usual(field: FieldInfo) -> bool:
    """Whether most entries state a field: it is required, or is declared as usual."""
    return field.is_required() or USUAL in field.metadata


def is_personal(field: FieldInfo) -> bool:
    """Whether a field is a person's date of birth or the day on which service started."""
    return PERSONAL in field.metadata


def is_by_the_desk(field: FieldInfo) -> bool:
    """Whether the desk itself writes a field."""
    return BY_THE_DESK in field.metadata


def declared(field: FieldInfo, kind: type[Mark]) -> Mark | None:
    """The outermost mark of a kind, such as :class:`Form`, on a field's type; None where there is no such mark."""
    return mark_of(field.rebuild_annotation(), kind)


def mark_of(annotation: Any, kind: type[Mark]) -> Mark | None:
    """The outermost mark of a kind on a type (of marks side by side, the last); None where there is no such mark."""
    return next((mark for mark in _marks(annotation) if isinstance(mark, kind)), None)


def _marks(annotation: Any) -> Iterator[Any]:
    yield from reversed(getattr(annotation, "__metadata__", ()))
    for part in get_args(annotation):
        yield from _marks(part)


def choices_of(field: FieldInfo) -> dict[str, str]:
    """The words for each value that a field may have, by value; empty where the field is not a choice."""
    names = next((get_args(part) for part in types_in(field.annotation) if get_origin(part) is Literal), ())
    form = declared(field, Form)
    return {str(name): (form.choices if form else {}).get(name, str(name)) for name in names}


def types_in(annotation: Any) -> Iterator[Any]:
    """A type and every type and mark within it."""
    yield annotation
    for part in get_args(annotation):
        yield from types_in(part)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The sections inside a type, the nearest first."""
    return (part for part in types_in(annotation) if isinstance(part, type) and issubclass(part, BaseModel))


def limits_of(field: FieldInfo) -> dict[str, float]:
    """The tightest limits stated for a field that is a number, by their names in ``LIMITS``."""
    stated: list[Any] = [*_marks(field.rebuild_annotation())]
    stated += [limit for mark in stated if isinstance(mark, FieldInfo) for limit in mark.metadata]
    limits = {key: [getattr(limit, key) for limit in stated if hasattr(limit, key)] for key in LIMITS}
    return {key: (max if key in ("gt", "ge") else min)(held) for key, held in limits.items() if held}


def limits_in_words(field: FieldInfo, broken: Mapping[str, float] | None = None) -> str:
    """The tightest limits stated for a number, in words such as ``more than 0 and at most 48``.

    ``broken`` has the limits that a value is outside. They are used where the field has no limits of its own. Plus and
    minus ``MOST``, the limits of every number, are left out unless they are in ``broken``.
    """
    broken = broken or {}
    tightest = limits_of(field) or broken
    told = [key for key in LIMITS if key in tightest and (abs(tightest[key]) < MOST or key in broken)]
    form = declared(field, Form)
    share = form is not None and form.unit == "percentage"
    shown = {key: f"{tightest[key] * 100:.15g}%" if share else f"{tightest[key]:,.15g}" for key in told}
    return " and ".join(LIMITS[key].format(limit) for key, limit in shown.items())


def sections_in(field: FieldInfo) -> list[type[BaseModel]]:
    """Each section inside a field's type, and the section of one row of a file that the field may name."""
    beside = declared(field, FileBeside)
    return [*models_in(field.annotation), *([beside.rows] if beside and beside.rows else ())]


def key_of(name: str, field: FieldInfo) -> str:
    """The key of a field in the file: ``from`` for ``from_``."""
    return field.alias or name


def field_of(model: type[BaseModel], key: Any) -> FieldInfo | None:
    """The field of a section by its name or key; None where there is none."""
    return next((field for name, field in model.model_fields.items() if key in (name, field.alias)), None)
