"""A YAML file of keys, lists and plain values, read by libyaml: thirty times faster than ruamel, which keeps comments.

Such a file is read as ruamel reads it. A file with anything else (a mistake, an anchor, a tag, a tab, a key twice) is
left to ruamel. So faults are worded in one place, and YAML has one meaning: that of version 1.2, in which ``no`` and
``12:30`` are text.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from model.schema.reading.yaml_comments import LOOKS_LIKE_TEXT

Lines = dict[tuple[str | int, ...], int]
"""The line of each key and entry, from 1, by its path."""
PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
"""A whole number as people write it. 0100, 1_000, 0o17 and more than fifteen figures stay text: they may be codes."""
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")
WORDS = {"true": True, "false": False, "null": None}
WORDS |= {spelt(word): value for word, value in WORDS.items() for spelt in (str.capitalize, str.upper)}
WORDS |= {"~": None, "": None}
RARE = re.compile(
    r"[-+]?([0-9][0-9_]*(\.[0-9_]*(e[-+]?[0-9]+)?|e[-+]?[0-9]+)|\.[0-9_]+(e[-+][0-9]+)?|\.(inf|nan))|<<|=",
    re.IGNORECASE,
)
"""Rare ways to write a number, such as 1e3, and the two words with which YAML 1.1 merges keys."""
ODD = re.compile(
    "[^\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\r(?!\n)|[|>][-+0-9]*#"
)
"""A tab, a line end of only one version of YAML, and a block of text that seems to begin with a comment."""
DEEPEST = 50


class _NotPlain(Exception):
    """Raised where a file is left to ruamel."""


def read_plain(text: str) -> tuple[dict[str, Any], Lines] | None:
    """The values of a file, and the line of each; None where the file is left to ruamel."""
    lost = (LOOKS_LIKE_TEXT.search(line) and not line.lstrip().startswith("#") for line in text.splitlines())
    if not yaml.__with_libyaml__ or ODD.search(text) or any(lost):
        return None
    lines: Lines = {}
    try:
        events = yaml.parse(text, Loader=yaml.CBaseLoader)
        _, start, root = islice(events, 3)
        if start.explicit or not isinstance(root, yaml.MappingStartEvent):
            return None
        values = _value(root, events, (), lines)
        end, _ = events  # a second document would bring more
    except (_NotPlain, yaml.YAMLError, ValueError):  # such as a number of thousands of digits
        return None
    return None if end.explicit else (values, lines)


def _value(event: Any, events: Iterator[Any], path: tuple[str | int, ...], lines: Lines) -> Any:
    """The value that begins with an event. The lines of its keys and entries are added to ``lines``."""
    if event.anchor or event.tag or len(path) > DEEPEST:
        raise _NotPlain
    if isinstance(event, yaml.ScalarEvent):
        if event.style in ("|", ">") and not event.value.strip():  # some of these ruamel refuses
            raise _NotPlain
        return event.value if event.style else _plain_scalar(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        entries: list[Any] = []
        while not isinstance(entry := next(events), yaml.SequenceEndEvent):
            lines[*path, len(entries)] = entry.start_mark.line + 1
            entries.append(_value(entry, events, (*path, len(entries)), lines))
        return entries
    keys: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        name = _value(key, events, (), {})
        if not isinstance(name, str) or name in keys or key.style in ("|", ">"):
            raise _NotPlain
        lines[*path, name] = key.start_mark.line + 1
        keys[name] = _value(next(events), events, (*path, name), lines)
    return keys


def _plain_scalar(text: str) -> Any:
    """The value that YAML 1.2 gives a text without quotation marks, except that a day stays text."""
    if text in WORDS:
        return WORDS[text]
    if PLAIN_NUMBER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    if RARE.fullmatch(text):
        raise _NotPlain
    return text
