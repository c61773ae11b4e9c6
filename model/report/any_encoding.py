"""Printing in any encoding: characters that the terminal or file lacks are replaced, and never stop a command."""

import codecs
import sys
import unicodedata

INSTEAD = {
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00a3": "GBP ", "\u00d7": "x", "\u00f7": "/",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u00b7": "|", "\u00a0": " ",
    "\u2022": "*", "\u2265": ">=", "\u2264": "<=",
}  # fmt: skip
"""Replacements for the characters that the workbook prints and an encoding may lack."""
NAME = "workbook-plain"


def plain(why: UnicodeError) -> tuple[str, int]:
    """The replacement for the characters that an encoding lacks, and the index at which the text goes on.

    A character that is a key of ``INSTEAD`` becomes the key's value. Any other loses its accent, or becomes ``?``.
    """
    if not isinstance(why, UnicodeEncodeError):
        raise why
    return "".join(map(_plain, why.object[why.start : why.end])), why.end


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return INSTEAD.get(letter) or bare or "?"


def print_in_any_encoding() -> None:
    """From now on, replace each printed character that the output's encoding lacks."""
    codecs.register_error(NAME, plain)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=NAME)
