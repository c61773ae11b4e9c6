"""The slip that most likely explains why a file is not YAML, in plain words instead of the parser's terms."""

import re
from dataclasses import dataclass

from model.base.faults import shortened

NO_COLON = ("could not find expected ':'", "mapping values are not allowed here")
"""What the parser says where there is a colon too few or too many. The line that it names may be below the slip."""
KEY_AND_VALUE = re.compile(r"\s*(?:- )?(?P<key>[A-Za-z_]+)(?:\s+(?P<value>[^:]*))?$")
TWICE = re.compile(r'duplicate key "(?P<key>[^"]*)" with')
NO_ANCHOR = re.compile(r"undefined alias '(?P<name>[^']*)'")
ODD_SPACE = re.compile(r"^[ ]*(?P<space>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])")
OPEN_BRACKET = ("expected ',' or ']'", "expected ',' or '}'", "did not find expected ',' or ']'")
IN_MARKS = "the value in quotation marks"


@dataclass(frozen=True)
class YamlSlip:
    """The line of the slip, from 1, the text there, and what was expected."""

    line: int
    found: str
    expected: str


def slip_of(text: str, line: int, problem: str) -> YamlSlip | None:
    """The slip behind a parser's problem on a line; None where no known slip explains it."""
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if again := TWICE.search(problem):
        return YamlSlip(line, f"the key {again['key']!r} a second time", "each key once")
    if "'\\t' that cannot start" in problem or "tab character" in problem or "\t" in problem:
        return YamlSlip(line, "a tab before the key", "spaces, as at the start of the other lines")
    if missing := NO_ANCHOR.search(problem):
        return YamlSlip(line, f"*{missing['name']}, which refers to nothing in the file", IN_MARKS)
    if "another document" in problem or "single document" in problem:
        return YamlSlip(
            line, f"{shortened(here.strip())}, which begins a second document", "only one scenario in a file"
        )
    if any(words in problem for words in OPEN_BRACKET):
        return YamlSlip(line, "a bracket that is not closed where it should be", "the closing bracket, ] or }")
    return _odd_space(lines, line) or _open_quotation(lines, line, problem) or colon_slip(text, line, problem)


def _odd_space(lines: list[str], line: int) -> YamlSlip | None:
    """The slip of an unusual space before a key, as in text copied from a web page; None for other slips."""
    for number in range(min(line, len(lines)), max(0, line - 3), -1):
        if odd := ODD_SPACE.match(lines[number - 1]):
            found = f"a space that is not an ordinary space (U+{ord(odd['space']):04X}) before the key"
            return YamlSlip(number, found, "plain spaces, typed and not copied")
    return None


def _open_quotation(lines: list[str], line: int, problem: str) -> YamlSlip | None:
    """The slip, at or above ``line``, of a value whose quotation mark is not closed; None for other slips."""
    for number, written in enumerate(lines[:line], start=1):
        value = re.match(r'^\s*(?:- )?[A-Za-z_]+:\s+"(?P<rest>(?:[^"\\]|\\.)*)$', written)
        if value and (number < line or "quoted scalar" in problem):
            expected = "the closing quotation mark at the end of the value"
            return YamlSlip(number, "a quotation mark that is not closed on its line", expected)
    return None


def colon_slip(text: str, line: int, problem: str) -> YamlSlip | None:
    """The slip with a colon that explains a parser's problem; None for other problems, or where the slip is unclear."""
    if not any(words in problem for words in NO_COLON):
        return None
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if here.count(": ") > 1 and not re.search(r"[\"'{]", here):
        key, value = here.strip().removeprefix("- ").split(": ", 1)
        return YamlSlip(
            line, f"a second colon, in the value of {key}", f"the value in quotation marks: {key}: {_quoted(value)}"
        )
    for number in range(min(line, len(lines)), 0, -1):
        written = lines[number - 1].split(" #")[0].rstrip()
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        if missing := KEY_AND_VALUE.match(written):
            meant = f"{missing['key']}: {missing['value'] or ''}".rstrip()
            return YamlSlip(
                number,
                f"{shortened(written.strip())!r}, with no colon",
                f"a colon after the key, as in {shortened(meant)}",
            )
        if number < line - 1 or ":" not in written:
            return None
    return None


def _quoted(value: str) -> str:
    """The value in quotation marks, in full, because an officer copies it from the message."""
    return '"' + value.replace('"', "'") + '"'
