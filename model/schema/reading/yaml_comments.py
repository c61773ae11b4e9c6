"""Text that YAML silently drops because a # after a space starts a comment: ``title: Review #2 of the team``."""

import re
from collections.abc import Iterator

COMMENT = re.compile(r"(?<=\S)\s+#")
LOOKS_LIKE_TEXT = re.compile(r"\s+#[^\s#]|\s# +\d")
"""A # that is probably text: no space follows it, or a space and a number. In a comment, a space and a word follow."""
MEND = "the value in quotation marks; or, for a comment, a space and a word after the #, as in: key: value  # comment"


def text_lost(text: str) -> Iterator[tuple[int, str]]:
    """The line, from 1, and the text of each comment that reads like the rest of the value before it.

    A # inside quotation marks or a block of text starts no comment.
    """
    lines = text.splitlines()
    if not any(LOOKS_LIKE_TEXT.search(line) for line in lines):
        return
    for number, comment in _comments(text):
        if not lines[number].lstrip().startswith("#") and LOOKS_LIKE_TEXT.match(lines[number], comment):
            yield number + 1, lines[number][comment:].strip()


def comments_in(text: str) -> int:
    """The number of lines of a file that have a comment."""
    return len(list(_comments(text)))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The index of each line with a comment, and where the comment begins, with the space before it."""
    kept = list(_quoted(text))
    for number, line in enumerate(text.splitlines()):
        outside = (
            found.start()
            for found in COMMENT.finditer(line)
            if not any(start <= (number, found.end() - 1) < end for start, end in kept)
        )
        first = 0 if line.lstrip().startswith("#") else next(outside, None)
        if first is not None:
            yield number, first


YAML_ORG = "tag:yaml.org,2002:"
PLAIN_TAGS = {f"{YAML_ORG}{kind}" for kind in ("str", "int", "float", "bool", "null", "seq", "map")}
"""Tags of values that a scenario may have. Any other tag asks for more than a value."""
MARK = re.compile(r"(?:^|[\s,\[{])[&!]", re.MULTILINE)
"""Where an anchor or a tag may be; most files have neither."""


def marks_lost(text: str) -> Iterator[tuple[int, str]]:
    """The line, from 1, and each mark that YAML drops before a value: ``&x`` that no ``*x`` repeats, or ``!x``."""
    if not MARK.search(text):
        return
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent, NodeEvent

    events = [event for event in YAML(typ="rt").parse(text) if isinstance(event, NodeEvent)]
    repeated = {event.anchor for event in events if isinstance(event, AliasEvent)}
    for event in events:
        if event.anchor and event.anchor not in repeated:
            yield event.start_mark.line + 1, f"&{event.anchor}"
        if (tag := getattr(event, "tag", None)) and str(tag) not in PLAIN_TAGS:
            yield event.start_mark.line + 1, str(tag).replace(YAML_ORG, "!!")


def _quoted(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The start and end of each text in quotation marks and of each block text."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import ScalarEvent

    for event in YAML(typ="rt").parse(text):
        if isinstance(event, ScalarEvent) and event.style:
            yield (event.start_mark.line, event.start_mark.column), (event.end_mark.line, event.end_mark.column)
