"""Reads the bytes of a file as text. Where they are not UTF-8, a fault says what they seem to be and how to save it."""

import codecs
from dataclasses import dataclass

from model.base.faults import Fault, InputFaults

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PRINTABLE = "text without this character; type it again"
"""What is expected where a text has a character that no report can print."""
LEAST = 4
"""The fewest bytes in which UTF-16 without a byte order mark is looked for."""


@dataclass(frozen=True)
class SavedAs:
    """What a file should be, in words, and how to save it in that form."""

    kind: str
    how: str


A_SCENARIO = SavedAs(
    "a scenario as a YAML file in UTF-8",
    "the file saved as UTF-8: in Notepad, choose Save as, and set Encoding to UTF-8",
)
A_LIST = SavedAs(
    "a list as a CSV file",
    "the list saved as \u201cCSV UTF-8\u201d: in Excel, choose Save as, CSV UTF-8 (Comma delimited)",
)


def in_utf8(content: bytes, name: str, saved_as: SavedAs = A_SCENARIO) -> str:
    """The text of a file. Raises InputFaults where it is not in UTF-8, with the encoding that it seems to be in."""
    line, text = 0, ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
    if content.startswith(UTF_16) or _is_unmarked_utf_16(content):
        found = "text saved as Unicode (UTF-16), and not as UTF-8"
        raise InputFaults([Fault(name, 1, "the file", found, saved_as.how)])
    if not line:
        return text
    if any(byte < 32 and byte not in b"\t\r\n\f" for byte in content):
        found = "something that is not text, such as a workbook or a picture"
        raise InputFaults([Fault(name, 1, "the file", found, saved_as.kind)])
    found = "text saved as ANSI (Windows-1252), and not as UTF-8"
    raise InputFaults([Fault(name, line, "the file", found, saved_as.how)])


def _is_unmarked_utf_16(content: bytes) -> bool:
    """Whether most characters have a null byte beside them, as in English text that is saved as UTF-16."""
    halves = content[0::2], content[1::2]
    return len(content) >= LEAST and any(half.count(0) * 2 > len(half) for half in halves)
