"""Any YAML file, read by ruamel, with a plain fault for every form that a scenario does not use."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from model.base.faults import Fault, InputFaults
from model.schema.reading.encoding import PRINTABLE
from model.schema.reading.yaml_comments import MEND, marks_lost, text_lost
from model.schema.reading.yaml_plain import PLAIN_NUMBER, Lines
from model.schema.reading.yaml_size import refuse_what_unfolds
from model.schema.reading.yaml_slips import slip_of

AS_YAML = (
    "YAML: a key, a colon, a space and a value, each key once; a # after a space starts a comment unless the value "
    "is in quotation marks"
)
QUOTED = "the value in quotation marks"
KEY = re.compile(r"\s*(?:- )?([a-z_]+):")
LOST_BAR = re.compile(r"[^#'\"]*\bgrade:\s*\d[^#'\"]*\s#\s*\d")
LOST_BAR_MEND = "the grade in quotation marks, or no space before the #, as in 42-45#47"
_KINDS = {"NoneType": "nothing", "CommentedSeq": "a list"}


ODD_KEY = "a key that is a list, or has keys of its own"


def read_by_ruamel(text: str, name: str) -> tuple[dict[str, Any], Lines]:
    """The values of a file, and the line of each. ``name`` is the file's name. Raises InputFaults if it is not YAML."""
    refuse_what_unfolds(text, name)
    lines: Lines = {}
    try:
        return _plain(_parse(text, name), (), lines), lines
    except RecursionError:
        raise InputFaults([Fault(name, 1, "the file", "lists or keys nested hundreds deep", AS_YAML)]) from None
    except TypeError:  # the package looks a key up that can't be one
        raise InputFaults([Fault(name, 1, "the file", ODD_KEY, "a key in letters")]) from None


def _parse(text: str, name: str) -> Any:
    try:
        if lost := [number for number, line in enumerate(text.splitlines(), start=1) if LOST_BAR.match(line)]:
            found = "a # after a space: this starts a comment"
            raise InputFaults(Fault(name, line, "grade", found, LOST_BAR_MEND) for line in lost)
        yaml = YAML(typ="rt")
        yaml.Constructor = type("DatesAsText", (RoundTripConstructor,), {})
        yaml.Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda made, node: made.construct_scalar(node))
        yaml.Constructor.add_constructor("tag:yaml.org,2002:int", _whole_number)
        yaml.Constructor.add_constructor("tag:yaml.org,2002:bool", _true_or_false)
        tree = yaml.load(text)
        if dropped := list(text_lost(text)):
            raise InputFaults(
                Fault(name, line, "the file", f"{comment!r} after a space: YAML leaves this out as a comment", MEND)
                for line, comment in dropped
            )
        if left_out := list(marks_lost(text)):
            raise InputFaults(
                Fault(name, line, "the file", f"{mark!r} before a value: YAML leaves this mark out", QUOTED)
                for line, mark in left_out
            )
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        found = (error.problem or "a mistake").split("\n")[0].removeprefix("but ").removeprefix("found ")
        if slip := slip_of(text, line, f"{found} {error.context or ''!s}"):
            raise InputFaults([Fault(name, slip.line, "the file", slip.found, slip.expected)]) from None
        raise InputFaults([Fault(name, line, "the file", found, AS_YAML)]) from None
    except ReaderError as error:
        raise InputFaults([_unprintable(text, name, int(error.position))]) from None
    except (YAMLError, ValueError) as error:  # such as a number of thousands of digits
        raise InputFaults([Fault(name, 1, "the file", str(error).split("\n")[0], "a YAML file in UTF-8")]) from None
    if not isinstance(tree, dict):
        raise InputFaults(
            [
                Fault(
                    name,
                    1,
                    "the file",
                    _KINDS.get(type(tree).__name__, "text"),
                    "keys and values, starting with format: 1",
                )
            ]
        )
    if odd := list(_odd_keys(tree)):
        named = ((ODD_KEY if isinstance(key, Mapping | tuple) else f"the key {key}", line) for key, line in odd)
        raise InputFaults(Fault(name, line, "the file", found, "a key in letters") for found, line in named)
    return tree


def _unprintable(text: str, name: str, position: int) -> Fault:
    """The fault of a character that no YAML file may have, with its line, and its key where the key is clear."""
    line = text.count("\n", 0, position) + 1
    written = text.splitlines()[line - 1] if text.splitlines() else ""
    key = KEY.match(written)
    around = text[max(0, position - 20) : position + 20].split("\n")
    found = (
        f"a control character, U+{ord(text[position]):04X}, in {max(around, key=lambda part: text[position] in part)!a}"
    )
    what = key[1] if key else "the file"
    return Fault(name, line, what, found, PRINTABLE)


def _whole_number(made: Any, node: Any) -> Any:
    """A number in the usual form. 0100, 1_000 and 0o17 stay text, since they may be codes."""
    return made.construct_yaml_int(node) if PLAIN_NUMBER.fullmatch(node.value) else made.construct_scalar(node)


def _true_or_false(made: Any, node: Any) -> Any:
    """True or false. A word that means neither stays text, even after the YAML tag ``!!bool``."""
    is_known = node.value.lower() in made.bool_values
    return made.construct_yaml_bool(node) if is_known else made.construct_scalar(node)


def _plain(node: Any, path: tuple[str | int, ...], lines: Lines) -> Any:
    """Copy a YAML tree into plain values, noting the line of each."""
    if isinstance(node, dict):
        _note_lines(node, path, lines)
        return {key: _plain(value, (*path, key), lines) for key, value in node.items()}
    if isinstance(node, list):
        _note_lines(node, path, lines)
        return [_plain(value, (*path, index), lines) for index, value in enumerate(node)]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _note_lines(node: Any, path: tuple[str | int, ...], lines: Lines) -> None:
    """Note the line of each key or entry. A key merged in from elsewhere has no line of its own."""
    for key, place in (node.lc.data or {}).items():
        lines[*path, key] = place[0] + 1


def _odd_keys(node: Any) -> Iterator[tuple[Any, int]]:
    """Every key that is not text, with its line."""
    place = getattr(node, "lc", None)
    if isinstance(node, dict) and place:
        for key in node:
            if not isinstance(key, str):
                yield key, (place.line or 0) + 1
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _odd_keys(child)
