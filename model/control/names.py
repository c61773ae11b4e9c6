"""Rules for the typed name of somebody who signs, since it is read in a log, at a terminal and on paper."""

import unicodedata

UNSEEN = {"\u115f", "\u1160", "\u3164", "\uffa0"}
"""Characters that Unicode counts as letters, but that are invisible."""
JOINERS = {"\u200c", "\u200d"}
"""Invisible characters that some languages need within a name."""
LINES = {"Zl", "Zp"}
NO_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn"}
LONGEST = 200


def unfit_name(typed: str) -> str:
    """What makes a name unfit: a line end, a control character, no visible letter, over 200 letters. Empty if fit."""
    name = typed.strip()
    for letter in name:
        kind = unicodedata.category(letter)
        if letter in "\n\r\v\f\x85" or kind in LINES:
            return f"a name in several lines, {name!a}"
        if kind in NO_TEXT and letter not in JOINERS:
            return f"a character that is not text, U+{ord(letter):04X}, in {name!a}"
    if not any(unicodedata.category(letter).startswith("L") and letter not in UNSEEN for letter in name):
        return f"no letter that can be seen, {name!a}" if name else "no name"
    return f"{len(name)} letters, but at most {LONGEST} are printed" if len(name) > LONGEST else ""
