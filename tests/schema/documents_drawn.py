"""Scenarios as written that hypothesis draws from what the sections declare: any key has its turn, none makes sense."""

from datetime import date
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from model.schema.sections.declared import Form, declared, key_of, sections_in, types_in
from model.schema.sections.scenario import Scenario

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters=";#:"
)
HARD = ["=1+1", "+44", "@x", "0100", "12:30", "no", "TRUE", "1e3", "2010/11", "10-11", "a\nb", "'quoted'", "24.8%"]
TEXTS = st.one_of(st.sampled_from(HARD), st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool))
DAYS = st.dates(date(1901, 1, 1), date(2098, 12, 31)).map(date.isoformat)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9).map(lambda pence: pence / 100))
PERCENTAGES = st.integers(-1000, 1000).map(lambda tenths: f"{tenths / 10:g}%")


@st.composite
def documents(draw):
    """The values of a scenario file: some of its sections, with some of their keys."""
    keys = draw(st.sets(st.sampled_from(sorted(Scenario.model_fields)), min_size=1, max_size=6))
    return {key: draw(_value(Scenario.model_fields[key])) for key in keys}


@st.composite
def _section(draw, model):
    fields = {key_of(name, field): field for name, field in model.model_fields.items()}
    keys = draw(st.sets(st.sampled_from(sorted(fields)), max_size=4))
    return {key: draw(_value(fields[key])) for key in keys}


def _value(field):
    inner, annotation = sections_in(field), field.rebuild_annotation()
    if not inner:
        return _plain(field, annotation)
    may_be_empty = not any(part.is_required() for part in inner[0].model_fields.values())
    if any(get_origin(part) is tuple or part is Any for part in types_in(annotation)):
        return st.lists(_section(inner[0]).filter(_has_plain_key), min_size=1, max_size=3)
    return _section(inner[0]) if may_be_empty else _section(inner[0]).filter(bool)


def _has_plain_key(entry):
    """A row needs a cell of its own, and every entry of a sound list has one."""
    return any(not isinstance(value, list | dict) for value in entry.values())


def _plain(field, annotation):
    of_several = next((part for part in types_in(annotation) if get_origin(part) is tuple), None)
    of_names = next((part for part in types_in(annotation) if get_origin(part) is dict), None)
    if of_names:
        names, values = get_args(of_names)
        return st.dictionaries(_one(field, names), _one(field, values), min_size=1, max_size=3)
    if of_several:
        return st.lists(_one(field, get_args(of_several)[0]), min_size=1, max_size=3)
    one = _one(field, annotation)
    return st.one_of(one, st.integers(1, 60)) if _takes_numbers(annotation) else one


def _one(field, annotation):
    parts, form = list(types_in(annotation)), declared(field, Form)
    words = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    if words:
        return st.sampled_from(words)
    if bool in parts:
        return st.booleans()
    if form and form.unit == "percentage":
        return st.one_of(PERCENTAGES, NUMBERS)
    if date in parts:
        return DAYS
    return NUMBERS if {int, float} & {*parts} else TEXTS


def _takes_numbers(annotation):
    """Whether a text may be written as a number, as a grade may."""
    try:
        TypeAdapter(annotation).validate_python(30)
    except ValidationError:
        return False
    return True
