"""What a person is told, in whatever letters their terminal or file has: no command ends for want of a minus sign."""

import codecs
import sys
import unicodedata

INSTEAD = {
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00a3": "GBP ", "\u00d7": "x", "\u00f7": "/",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u00b7": "|", "\u00a0": " ",
    "\u2022": "*", "\u2265": ">=", "\u2264": "<=",
}  # fmt: skip
"""Signs that the workbook prints, and how they are typed where there are none."""
NAME = "workbook-plain"


def plain(why: UnicodeError) -> tuple[str, int]:
    """What replaces letters that an encoding lacks: the sign as it is typed, a letter without its accent, else ?."""
    if not isinstance(why, UnicodeEncodeError):
        raise why
    return "".join(map(_plain, why.object[why.start : why.end])), why.end


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return INSTEAD.get(letter) or bare or "?"


def print_in_any_encoding() -> None:
    """Have what is printed from now on written in the letters that the output has."""
    codecs.register_error(NAME, plain)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=NAME)
