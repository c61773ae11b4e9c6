"""A cell of a worksheet, read as it is shown, or refused where the stored value could mean something else."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from model.base.financial_year import in_words
from model.schema.sections.excel_slips import typed_before

ESCAPED = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")
FORMAT = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<width>[_*].)|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<colour>[A-Za-z]+\d*)\]|(?P<general>General|@)|(?P<digits>[0#?.,]+)|(?P<plain>[-+ /():!&'~{}<>=^$£€])"
    r"|(?P<other>.)"
)
MOST_FIGURES = 15
"""How many figures of a number Excel keeps. Figures after them become zeros."""
IN_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")


class Refused(Exception):
    """A cell that can't be read: what was found, and what was expected."""


@dataclass(frozen=True)
class ExcelCell:
    """The stored value of a cell, its format, and whether it is an error or a formula without a value."""

    value: Any
    number_format: str = "General"
    error: bool = False
    not_worked_out: bool = False

    def __str__(self) -> str:
        """The cell as text, for headings and previews."""
        if isinstance(self.value, str):
            return unescaped(self.value)
        if isinstance(self.value, datetime | date):
            return in_words(_day(self.value))
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return as_shown(self.value, self.number_format) or str(self.value)
        return "" if self.value is None else str(self.value)

    def read(self, kind: str) -> Any:
        """The value for a column of ``number``, ``share``, ``day`` or ``text``. Raises Refused."""
        value = self.value
        if value is None:
            raise Refused("a formula with no stored value", "a stored value: open the file in Excel and save it")
        if self.error:
            raise Refused(f"the error {value}", "a value")
        if isinstance(value, time | timedelta):
            raise Refused("a time of day", "a value")
        if isinstance(value, date):
            if kind == "text":
                typed = typed_before(_day(value), "d" not in self.number_format.lower())
                expected = f"text; Excel turns {typed} into a date unless it is typed as '{typed}"
                raise Refused(f"the date {in_words(_day(value))}", expected)
            return _day(value)
        if isinstance(value, str):
            text = unescaped(value).strip()
            if kind in ("number", "share"):
                raise Refused(
                    f"the text {text!r}",
                    "a number stored as a number, since Excel does not add up numbers that are stored as text",
                )
            return text
        return value if isinstance(value, bool) else self._number(kind)

    def _number(self, kind: str) -> Any:
        value, form = self.value, self.number_format
        if "%" in form and kind != "share":
            raise Refused(f"the percentage {value:.4%}", "a plain number" if kind == "number" else "no percentage")
        if kind == "text":
            shown = as_shown(value, form)
            if not shown:
                raise Refused(
                    f"the number {value}, which its cell format {form} shows differently",
                    "the text that is shown, typed as text",
                )
            return shown
        if IN_THOUSANDS.search(form):
            raise Refused(
                f"the number {value}, shown in thousands by its cell format", "a number that the cell shows in full"
            )
        return value


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def unescaped(text: str) -> str:
    """Text as typed: a file has ``_x000B_`` for a character that XML can't hold, and ``_x000D_`` at line ends."""
    plain = ESCAPED.sub(_characters, text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _characters(escapes: re.Match) -> str:
    units = b"".join(int(code, 16).to_bytes(2, "little") for code in re.findall("x(....)", escapes[0]))
    return units.decode("utf-16-le", errors="surrogatepass")


def _parts(number_format: str) -> list[tuple[str, str]]:
    """The parts of a number format: ``literal``, ``digits`` or ``general``, each with its text.

    Empty where the format shows money, or anything that does not follow from the number alone.
    """
    parts = []
    for part in FORMAT.finditer(number_format):
        kind, text = part.lastgroup or "", part[0]
        if kind == "other" and text == ";":
            break  # what follows is for other numbers
        if kind in ("other", "money") or text in "$£€":
            return []
        if kind in ("quoted", "escaped", "plain"):
            parts.append(("literal", part[kind]))
        elif kind in ("digits", "general"):
            parts.append((kind, text))
    return parts


def as_shown(number: float, number_format: str) -> str | None:
    """A number as its cell format shows it, such as ED0013; None where that is uncertain, or where it is money.

    Commas between thousands, and zeros after the point of a whole number, are left out, since a number that names
    something has neither.
    """
    if abs(number) >= 10**MOST_FIGURES:
        return None
    whole = float(number).is_integer()
    plain = str(int(number)) if whole else str(number)
    parts = _parts(number_format)
    kinds = [kind for kind, _ in parts]
    if not {"digits", "general"} & {*kinds} or ("literal" in kinds and number < 0):
        return None
    if "general" in kinds:
        return (
            "".join(text if kind == "literal" else plain for kind, text in parts)
            if kinds.count("general") == 1
            else None
        )
    digits = "".join(text for kind, text in parts if kind == "digits")
    if "." in digits or "," in digits:
        if IN_THOUSANDS.search(number_format) or any(text.strip() for kind, text in parts if kind == "literal"):
            return None
        decimals = len(digits.partition(".")[2])
        return plain if whole else f"{number:.{decimals}f}" if round(number, decimals) == number else None
    return _laid_out(parts, str(abs(int(number))), number < 0) if whole else None


def _laid_out(parts: list[tuple[str, str]], figures: str, negative: bool) -> str:
    """Figures put into the places of a format from the right. Any figures left over are put before the first place."""
    left, shown = list(figures if figures != "0" else ""), []
    places = [(kind, one) for kind, text in parts for one in (text if kind == "digits" else [text])]
    first = next(n for n, (kind, _) in enumerate(places) if kind == "digits")
    for number in range(len(places) - 1, -1, -1):
        kind, text = places[number]
        if kind == "literal":
            shown.append(text)
            continue
        shown.append(left.pop() if left else "0" if text == "0" else "")
        if number == first:
            shown.append("".join(left))
            left = []
    return ("-" if negative else "") + "".join(reversed(shown))
