"""Canaries for exempt fields, and a scan that looks for them wherever a file can hold something."""

import base64
import html
import re
import struct
import types
import typing
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from pydantic_core import PydanticUndefined

from model.schema.sections.declared import is_public
from model.schema.sections.section import Section

TEXT, NUMBER, DAY = "Zebrafinch-7461", 746183.25, date(1997, 7, 23)
CANARIES = (TEXT, TEXT.lower(), "746183", "746,183", "1997-07-23", "23 July 1997")


def canary(annotation: Any, text: str = TEXT) -> Any:
    """A value of a field's type that is not seen by chance; sections are filled with such values all through."""
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return canary(inside[0], text)
    if origin in (typing.Union, types.UnionType):
        return canary(next(each for each in inside if each is not type(None)), text)
    if origin is typing.Literal:
        return inside[-1]
    if origin is tuple:
        return (canary(inside[0], text),)
    if origin is dict:
        return {text: canary(inside[1], text)}
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation.model_construct(
            **{name: canary(field.annotation, text) for name, field in annotation.model_fields.items()}
        )
    return {bool: True, int: int(NUMBER), float: NUMBER, date: DAY}.get(annotation, text)


def private_fields(value: Any, path: tuple = ()) -> list[tuple]:
    """The path of each private field of what is public: those below a private one go with it."""
    if isinstance(value, tuple):
        return [found for place, each in enumerate(value) for found in private_fields(each, (*path, place))]
    if not isinstance(value, Section):
        return []
    fields = type(value).model_fields.items()
    own = [(*path, name) for name, field in fields if not is_public(field) and name != "exempt"]
    below = [name for name, field in fields if is_public(field)]
    return own + [found for name in below for found in private_fields(getattr(value, name), (*path, name))]


def changed(value: Any, path: tuple, to: Any) -> Any:
    """A copy with what stands at a path changed; nothing is validated."""
    if not path:
        return to
    step, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return (*value[:step], changed(value[step], rest, to), *value[step + 1 :])
    return value.model_copy(update={step: changed(getattr(value, step), rest, to)})


def field_at(value: Any, path: tuple) -> Any:
    """The field that a path leads to."""
    for step in path[:-1]:
        value = value[step] if isinstance(value, tuple) else getattr(value, step)
    return type(value).model_fields[path[-1]]


def planted(scenario: Any, text: str = TEXT) -> Any:
    """The scenario with a canary in every private field, and in what is left out because it is marked exempt."""
    for path in private_fields(scenario):
        scenario = changed(scenario, path, canary(field_at(scenario, path).rebuild_annotation(), text))
    marked = {"text": text, "exempt": True}
    more = {
        "assumptions": (*scenario.assumptions, scenario.assumptions[0].model_copy(update={**marked, "reason": text})),
        "notes": (*scenario.notes, scenario.notes[0].model_copy(update={**marked, "source": text})),
        "costing": scenario.costing.model_copy(update={"basis": "settled", "reason": text}),
    }
    return scenario.model_copy(update=more)


def default_of(field: Any) -> Any:
    """What a field is left out as; None where it must be given."""
    return None if field.default is PydanticUndefined else field.default


def leaks(folder: Path, canaries: tuple[str, ...] = CANARIES) -> dict[str, set[str]]:
    """Place to the canaries found there: names and paths, text, parts of zipped files, chunks of pictures."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        for where, content in (
            (f"name of {name}", name.encode()),
            *(_parts(name, path.read_bytes()) if path.is_file() else ()),
        ):
            seen = {each for each in canaries if _holds(content, each)}
            if seen:
                found.setdefault(where, set()).update(seen)
    return found


def _holds(content: bytes, marked: str) -> bool:
    texts = [content.decode(code, errors="ignore") for code in ("utf-8", "utf-16-le", "utf-16-be")]
    texts += [html.unescape(texts[0]), unquote(texts[0]), re.sub(r"<[^>]*>", "", texts[0])]
    return any(marked in text for text in texts)


def _parts(name: str, content: bytes) -> typing.Iterator[tuple[str, bytes]]:
    """A file's bytes, and whatever is packed in them: zipped parts, chunks of a PNG, pictures inside a page."""
    yield name, content
    if content.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(content)) as packed:
                yield f"{name}: comment", packed.comment
                for part in packed.infolist():
                    yield f"{name}: name of a part", part.filename.encode()
                    yield from _parts(f"{name}: {part.filename}", packed.read(part))
        except BadZipFile:
            pass
    if content.startswith(b"\x89PNG"):
        yield from _chunks(name, content)
    for number, coded in enumerate(re.findall(rb"base64,([A-Za-z0-9+/=]+)", content)):
        yield from _parts(f"{name}: picture {number}", base64.b64decode(coded))


def _chunks(name: str, png: bytes) -> typing.Iterator[tuple[str, bytes]]:
    place = 8
    while place + 12 <= len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data = png[place + 8 : place + 8 + length]
        yield f"{name}: chunk {kind.decode('latin-1')}", data
        for start in range(min(len(data), 120)) if kind in (b"zTXt", b"iTXt", b"iCCP") else ():
            try:
                yield f"{name}: chunk {kind.decode('latin-1')}, unpacked", zlib.decompress(data[start:])
            except zlib.error:
                continue
        place += 12 + length
