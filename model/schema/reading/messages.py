"""Turns pydantic's errors about a section into faults in plain English, with the nearest valid name."""

import dataclasses
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticUndefined

from model.base.faults import Fault, listed, nearest_name
from model.schema.reading.document import Document, Path_
from model.schema.reading.form_words import lowered
from model.schema.sections.declared import limits_in_words
from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario
from model.schema.sections.shape import field_at, keys_of, model_at, models_in

RENAMED_KEYS: dict[str, str] = {}  # old key -> what to write instead; none has been renamed in format 1
PLAIN = {
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number with fewer digits",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "text",
    "string_unicode": "text that can be printed",
    "too_short": "at least one entry",
    "string_too_short": "some text",
    "string_pattern_mismatch": "lower-case letters, figures and hyphens, as in support-officer",
    "finite_number": "a number",
    "tuple_type": "a list",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
}


@dataclasses.dataclass
class Validated:
    """What was validated before: by section, the value as written, its valid part, and its errors."""

    held: dict[str, tuple[Any, Any, list[ErrorDetails]]] = dataclasses.field(default_factory=dict)
    printable: dict[str, Any] = dataclasses.field(default_factory=dict)
    """By section, the value as written, where every text in it can be printed."""
    posts: dict[str, dict[int, tuple[Any, Any]]] = dataclasses.field(default_factory=dict)
    """By structure, each post as written and as validated, by the identity of the object as written."""
    root: type[BaseModel] = Scenario
    """The model of the whole file: that of a scenario, or of another kind of file."""

    def of(self, name: str, written: Any) -> tuple[Any, list[ErrorDetails]]:
        """The valid part of a section, and its errors. They are worked out again only for a different object."""
        if name not in self.held or self.held[name][0] is not written:
            posts = self._sound_posts(name, written)
            sound, errors = (posts, []) if posts else _validated(self.root, name, written)
            self.held[name] = written, sound, errors
        return self.held[name][1:]

    def _sound_posts(self, name: str, written: Any) -> tuple[Any, ...]:
        """The posts of a structure; empty where one of them has a fault, or where the section has no posts."""
        adapter, before = _adapter_of_posts(self.root, name), self.posts.get(name, {})
        if adapter is None or not isinstance(written, list):
            return ()
        try:
            now = {id(post): before.get(id(post)) or (post, adapter.validate_python(post)) for post in written}
        except ValidationError:
            return ()
        self.posts[name] = now
        return tuple(now[id(post)][1] for post in written)


def validate_sections(document: Document, known: Validated | None = None) -> tuple[dict[str, Any], list[Fault]]:
    """Validate each section by itself, and each post by itself, so that one fault does not hide another.

    ``known`` keeps what was validated. A section or a post that is still the same object is not validated again, so
    that an edit costs only the objects that it replaces. ``known`` also has the model of the file, where the file is
    not a scenario.

    Returns each section, with None instead of each part that has a fault; and every fault.
    """
    known = known or Validated()
    sections: dict[str, Any] = {}
    root = known.root
    faults = [_unknown_key(document, (key,), root) for key in document.data if key not in root.model_fields]
    for name, field in root.model_fields.items():
        if name in document.unreadable:
            sections[name] = None
        elif name not in document.data:
            if field.is_required():
                faults.append(document.fault((name,), _needed(name, field, root), found="nothing"))
            else:
                sections[name] = field.default
        if name not in document.data:
            continue
        sections[name], errors = known.of(name, document.data[name])
        faults += _faults(document, name, errors, root)
    return sections, faults


def _faults(document: Document, name: str, errors: list[ErrorDetails], root: type[BaseModel]) -> list[Fault]:
    """A fault for each error of a section. Where a value may be of several types, one fault names them all.

    Where an entry of a list has a fault, there is no second fault which says that the list is not a single word.
    """
    faults, of_either = [], dict[Path_, Fault]()
    for error in errors:
        loc = (name, *error["loc"])
        path = _as_written(document, loc)
        fault = _fault(document, path, error, root)
        if path == loc:
            faults.append(fault)
        elif path in of_either:
            both = f"{of_either[path].expected} or {fault.expected}"
            of_either[path] = dataclasses.replace(of_either[path], expected=both)
        else:
            of_either[path] = fault
    inside = {path[:length] for path in of_either for length in range(len(path))}
    return [*faults, *(fault for path, fault in of_either.items() if path not in inside)]


def _as_written(document: Document, loc: Sequence[str | int]) -> Path_:
    """A path without pydantic's steps for the type of a value, so that each step is a place in the file."""
    value: Any = document.data
    path: list[str | int] = []
    for number, step in enumerate(loc):
        is_key = isinstance(value, dict) and (step in value or "[" not in str(step))
        is_place = isinstance(step, int) and (isinstance(value, list) or len(path) == number)
        if is_key or is_place:
            path.append(step)
            value = _value(document, path)
    return tuple(path)


@cache  # making one costs ten times what validating with it does
def _adapter(root: type[BaseModel], name: str) -> TypeAdapter:
    return TypeAdapter(root.model_fields[name].rebuild_annotation())


@cache
def _adapter_of_posts(root: type[BaseModel], name: str) -> TypeAdapter | None:
    """The validator of one post of a structure; None where the section has no posts."""
    entry = next(iter(get_args(root.model_fields[name].annotation)), None)
    return TypeAdapter(entry) if entry in (PresentPost, ProposedPost) else None


def _validated(root: type[BaseModel], name: str, written: Any) -> tuple[Any, list[ErrorDetails]]:
    try:
        return _adapter(root, name).validate_python(written), []
    except ValidationError as error:
        errors = error.errors()
        own = [found for found in errors if not _follows_from_another(found, errors)]
        return _sound_part(root.model_fields[name].annotation, written), own


def _sound_part(annotation: Any, value: Any) -> Any:
    """The valid part of a section with a fault: its fields or entries, with None for each that has a fault."""
    model = next(models_in(annotation), None)
    many = get_origin(annotation) is tuple
    if many and isinstance(value, list) and model:
        return tuple(_sound_entries(annotation, value))
    if many or not isinstance(value, dict) or not model:
        return None
    parts = {}
    for name, field in model.model_fields.items():
        given = value.get(field.alias or name)
        adapter = TypeAdapter(field.rebuild_annotation())
        try:
            parts[name] = field.default if given is None else adapter.validate_python(given)
        except ValidationError:
            parts[name] = None
        if parts[name] is PydanticUndefined:
            parts[name] = None
    return model.model_construct(**parts)


def _sound_entries(annotation: Any, entries: Any) -> Iterator[Any]:
    adapter = TypeAdapter(get_args(annotation)[0])
    for entry in entries:
        try:
            yield adapter.validate_python(entry)
        except ValidationError:
            yield None


def _follows_from_another(found: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list is too short only because entries with faults were left out: that is no fault of its own."""
    length = len(found["loc"])
    return found["type"] == "too_short" and any(
        len(other["loc"]) > length and other["loc"][:length] == found["loc"] for other in errors
    )


def _fault(document: Document, loc: Sequence[str | int], error: ErrorDetails, root: type[BaseModel]) -> Fault:
    kind, context = error["type"], error.get("ctx", {})
    path = tuple(loc)
    if kind == "extra_forbidden":
        return _unknown_key(document, path, model_at(path[:-1], root))
    if kind == "missing":
        return document.fault(path, f"{_called(path, root)}, which must be given", found="nothing")
    if kind in ("literal_error", "enum"):
        names = [name.strip("'") for name in context["expected"].replace(" or ", ", ").split(", ")]
        return document.fault(path, listed(names), nearest=nearest_name(_value(document, path), names))
    if kind == "grade":
        return document.fault(path, str(context.get("reason") or error["msg"]))
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        is_number = error["input"] == error["input"]  # NaN is not itself
        return document.fault(path, _limits(path, context, root) if is_number else PLAIN["finite_number"])
    if kind == "string_type" and not document.cell(path):
        return document.fault(path, _quoted(error["input"]))
    if kind == "rule":
        return document.fault(path, error["msg"], found=document.found_of_rule(path, error["msg"]) or None)
    return document.fault(path, PLAIN.get(kind, error["msg"]), found=context.get("found"))


def _needed(key: str, field: FieldInfo, root: type[BaseModel]) -> str:
    """What is expected where a key of the whole file is left out. A key that is its own title is described, too."""
    called = _called((key,), root)
    return f"{called}, which must be given{f': {lowered(_described(field))}' if called == key else ''}"


def _called(path: Path_, root: type[BaseModel]) -> str:
    """The title of a key, and the key: ``Filled by (filled_by)``; the key alone where the title is the same word."""
    field, key = field_at(path, root), str(path[-1])
    return key if field is None or str(field.title).lower() == key else f"\u201c{field.title}\u201d ({key})"


def _quoted(value: Any) -> str:
    """What is expected of a text, where a year, a code or a yes was typed without quotation marks."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f'text, in quotation marks: "{value}"'
    return "text: put quotation marks around what was typed" if isinstance(value, bool | float) else "text"


def _limits(path: Path_, broken: dict[str, float], root: type[BaseModel]) -> str:
    """What is expected of a number: the tightest limits of its field; where the field has none, the broken limit."""
    if path[-1] == "fte" and path[0] in ("present", "proposed"):
        return "at least 0.01 and at most 1; for several identical posts, state the number of posts (number)"
    field = next(field for length in range(len(path), 0, -1) if (field := field_at(path[:length], root)))
    return f"a number, {limits_in_words(field, broken)}"


def _unknown_key(document: Document, path: Sequence[str | int], model: type[BaseModel]) -> Fault:
    return document.fault(path, **unknown_key(str(path[-1]), model))


def unknown_key(key: str, model: type[BaseModel]) -> dict[str, str]:
    """What a fault says of a key that a section does not have: found, expected and nearest."""
    known = list(keys_of(model))
    expected = RENAMED_KEYS.get(key, f"one of these keys: {listed(known)}")
    if " " in key:
        expected += "; a text with a comma between { and } needs quotation marks"
    return {"found": f"the unknown key {key!r}", "expected": expected, "nearest": nearest_name(key, known)}


def _value(document: Document, path: Sequence[str | int]) -> Any:
    value: Any = document.data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _described(field: FieldInfo) -> str:
    """What a key is for, in the words of the schema without the full stop."""
    model = next(models_in(field.annotation), None)
    words = field.description or (model.__doc__ or "").split("\n")[0] if model or field.description else "text"
    return words.rstrip(".")
