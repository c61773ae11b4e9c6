"""The likely slip in a file that is no YAML: a colon missing after a key, or one too many in a value."""

import re
from dataclasses import dataclass

NO_COLON = ("could not find expected ':'", "mapping values are not allowed here")
"""What the parser says in both cases; it says so on the line where it gives up, which may be lines further down."""
KEY_AND_VALUE = re.compile(r"\s*(?:- )?(?P<key>[A-Za-z_]+)(?:\s+(?P<value>[^:]*))?$")
SHOWN = 40


@dataclass(frozen=True)
class YamlSlip:
    """The line of the slip, from 1, the text there, and what was expected."""

    line: int
    found: str
    expected: str


def colon_slip(text: str, line: int, problem: str) -> YamlSlip | None:
    """The slip with a colon that explains a parser's problem; None for other problems, or if it is unclear."""
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
                number, f"{written.strip()[:SHOWN]!r}, with no colon", f"a colon after the key, as in {meant[:SHOWN]}"
            )
        if number < line - 1 or ":" not in written:
            return None
    return None


def _quoted(value: str) -> str:
    return '"' + value[:SHOWN].replace('"', "'") + '"'
