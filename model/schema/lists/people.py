"""Columns that identify people, which are found by their heading and by the look of their cells.

They are never offered, shown or kept. Only one thing is read from them: whether anybody holds the post.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from model.base.financial_year import read_day
from model.schema.lists.columns import meaning, plain
from model.schema.reading.excel_cells import ExcelCell

HEADINGS = re.compile(
    r"\b(fore|sur|first|last|middle|maiden|family|given|preferred|full|known|employees?|staff|persons?|holders?"
    r"|officers?|occupants?|postholders?|managers?|workers?|contacts?|users?|supervisors?) ?(s )?names?\b"
    r"|\bknown as\b|\binitials?\b|\bsalutation\b|\be ?mail\b|\btelephone\b|\bphone\b|\bmobile\b|\baddress\b"
    r"|\bpostcode\b|\bnino\b|\bni (no|num|number)\b|\bnational insurance\b|\bpassport\b|\bbank account\b|\bsort code\b"
    r"|\bbirth\b|\bd ?o ?b\b|\bbirthday\b|^age$|\bgender\b|^sex$|\bethnic|\bdisab|\breligion\b|\bnationality\b"
    r"|^(names?|employees?|persons?|staff members?|members? of staff)$"
    r"|^((line|reporting) )?(managers?|supervisors?)$|^reports? to$|^reporting to$"
)
HOLDERS = re.compile(
    r"^((current|present|substantive) )?(post ?holder|holder|occupant|incumbent|occupied by|held by)( ?s)*( names?)?$"
)
OF_HOLDER = re.compile(r"^(employees?|persons?|staff|officers?)( s)?( (members?|names?))?$|^(full |sur|last )?names?$")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NI_NUMBER = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
HONORIFICS = r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|dame|cllr)\.?"
HONORIFIC = re.compile(HONORIFICS, re.IGNORECASE)
LETTERS = r"[A-Za-z\u00c0-\u024f'\u2019-]*"
WORD = rf"[A-Z]{LETTERS}"
NAME = re.compile(
    rf"(?i:{HONORIFICS}) {WORD}(?: {WORD})*|{WORD}(?: {WORD})?, {WORD}(?: {WORD})*\.?"
    rf"|(?:[A-Z](?:\. ?| )){{1,3}}[A-Z][a-z]{LETTERS}"
)
TWO_WORDS = re.compile(rf"{WORD}(?: {WORD}){{1,2}}")
OF_WORK = re.compile(
    r"\b(?:(?:officer|manager|engineer|teacher|tutor|clerk|director|head|lead|leader|team|service|school|council|centre"
    r"|area|office|unit|department|grade|scale|fund|worker|apprentice|trainee|librarian|cleaner|driver|cook|warden)s?"
    r"|senior|principal|deputy|chief|junior|support|social|finance|care|street|road|house|hall|north|south|east|west"
    r"|(?:assist|admin|advis|analy|technic|co-?ordinat|consult|supervis|inspect|permanent|temporary|fixed|full|part)\w*)\b",
    re.IGNORECASE,
)
YOUNGEST = 16
VACANT = re.compile(
    r"(?:(?:post|currently|now|is) )*vacan(?:t|cy)\b.*|none|nil|n/?a|no ?(?:one|body)|unfilled|-+|\u2013|"
)
NOT_SAID = re.compile(
    r"\?+|tb[acd]\b.*|to be (?:confirmed|advised|appointed|arranged|decided|recruited)\b.*|(?:un|not )known|n/?k"
    r"|agency\b.*|frozen\b.*|x+"
)


def told_by(heading: str, cells: Iterable[object], today: date) -> str:
    """Why a column identifies people: its heading or its cells, in words; empty where it does not.

    A heading that the workbook knows, such as Post title, is believed, unless the cells are e-mail addresses, NI
    numbers, honorifics or names of persons. ``today`` decides whether a date is early enough to be a date of birth.
    """
    name = plain(heading)
    means = meaning(heading, near=False)
    if not means and (HEADINGS.search(name) or HOLDERS.search(name)):
        return "its heading"
    cells = list(cells)
    texts = [text for cell in cells if not is_vacant(text := str(cell).strip()) and not is_not_said(text)]
    if not texts:
        return ""
    for pattern, what in (
        (EMAIL, "e-mail addresses"),
        (NI_NUMBER, "National Insurance numbers"),
        (HONORIFIC, "titles such as Mr and Mrs"),
    ):
        if _most(texts, lambda text, pattern=pattern: pattern.fullmatch(text)):
            return f"its cells, {what}"
    if _most(texts, lambda text: NAME.fullmatch(text) and not OF_WORK.search(text)):
        return "its cells, names of persons"
    if means and not HOLDERS.search(name):
        return ""
    if _most(cells, lambda cell: _of_birth(cell, today)):
        return "its cells, dates of birth"
    distinct = len({text.lower() for text in texts}) > 0.8 * len(texts)
    return "its cells, names of persons" if distinct and _most(texts, _two_words) else ""


def says_of_holder(heading: str) -> bool:
    """Whether a column names the holder of the post, so that a blank cell means that the post is vacant."""
    return bool(HOLDERS.search(plain(heading)) or OF_HOLDER.search(plain(heading)))


def is_vacant(text: object) -> bool:
    """Whether a holder's cell means that the post is vacant: blank, or ``vacant`` with or without words after it."""
    return bool(VACANT.fullmatch(" ".join(str(text).lower().split())))


def is_not_said(text: object) -> bool:
    """Whether a holder's cell leaves the holder open, as TBC does."""
    return bool(NOT_SAID.fullmatch(" ".join(str(text).lower().split())))


def personal(text: object) -> str:
    """The kind of personal data in a text, in words; empty where no known form of it is found."""
    if EMAIL.search(str(text)):
        return "an e-mail address"
    return "a National Insurance number" if NI_NUMBER.search(str(text)) else ""


def _most(values: list, is_one: Callable[[Any], Any]) -> bool:
    return sum(bool(is_one(value)) for value in values) > 0.5 * len(values)


def _two_words(text: str) -> bool:
    return bool(TWO_WORDS.fullmatch(text)) and not OF_WORK.search(text)


def _of_birth(cell: object, today: date) -> bool:
    value = cell.value if isinstance(cell, ExcelCell) else cell
    try:
        day = value if isinstance(value, date | datetime) else read_day(str(value))
    except ValueError:
        return False
    year = day.year - 100 if day.year > today.year else day.year  # 1/12/65 is read as of 2065
    return today.year - 100 <= year <= today.year - YOUNGEST
