"""Mutations of one value of a scenario, a control sheet or a portfolio: a number, a day, a rate, or any."""

import re
from dataclasses import dataclass
from random import Random
from typing import Any

from model.schema.reading.yaml_plain import read_plain
from tests.bad_input.mutation import Kind, Mutation, line_at

VALUE = re.compile(r"(?<![\w.])([a-z_]+): ([^\s,{}\[\]#\"'&*!|>%@`][^,{}\[\]#\"'\n]*?)(?=\s*[,}\]\n])")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = re.compile(r"\d+(\.\d+)?%")
NUMBERS = frozenset(
    [
        "fte",
        "full_time_hours",
        "number",
        "amount",
        "hours",
        "weeks",
        "months",
        "tolerance",
        "age",
        "complete_years",
        "annual_pay",
        "weekly_pay",
        "pupils",
        "flat",
        "units",
        "count",
        "leave_days",
        "price_step",
        "min_span",
        "max_span",
        "layers",
        "paid_weeks",
        "row",
    ]
)
"""Keys that take a number, by the page of every key."""
NO_NUMBER = (
    "twelve",
    "1.5.2",
    "0x1F",
    "1 0 0",
    ".nan",
    ".inf",
    "-.inf",
    "1e999",
    "9" * 400,
    "12p",
    "--3",
    "true",
    "[1]",
    "{a: 1}",
)
NO_DAY = (
    "2010-02-30",
    "2010-13-01",
    "2010-00-10",
    "31/31/2010",
    "yesterday",
    "20101201",
    "2010",
    "0001-01-01",
    "9999-12-31",
    "true",
    "[2010-12-01]",
)
NO_SHARE = ("248%", "-150%", "24..8%", "abc%", "%", "24.8", "1e9%", ".nan", "true", "[5%]")


@dataclass(frozen=True)
class Leaf:
    """One plain value in a file: its key, what it is, and where it is."""

    key: str
    value: Any
    start: int
    end: int


def leaves(text: str) -> list[Leaf]:
    """Each plain value that is certainly one: what was matched is what the reader has on that line under that key."""
    data, lines = read_plain(text) or ({}, {})
    read: dict[tuple[int, str], list[Any]] = {}
    for path, line in lines.items():
        if isinstance(path[-1], str):
            read.setdefault((line, path[-1]), []).append(_at(data, path))
    found = []
    for match in VALUE.finditer(text):
        values = [value for value in read.get((line_at(text, match.start()), match[1]), ()) if _is(value, match[2])]
        if values:
            found.append(Leaf(match[1], values[0], match.start(2), match.end(2)))
    return found


def _is(value: Any, written: str) -> bool:
    try:
        return value == written or (
            isinstance(value, int | float) and not isinstance(value, bool) and value == float(written)
        )
    except ValueError:
        return False


def _at(data: Any, path: tuple) -> Any:
    for step in path:
        data = data[step]
    return data


def one_value(
    draw: Random, content: bytes, wanted: Any, others: tuple[str, ...], kind: str, reason: str
) -> Mutation | None:
    """A file with one of its values instead of which there is something that can't be one."""
    text = content.decode()
    choices = [leaf for leaf in leaves(text) if wanted(leaf)]
    if not choices:
        return None
    leaf, other = draw.choice(choices), draw.choice(others)
    changed = text[: leaf.start] + other + text[leaf.end :]
    named = f"{kind}: {leaf.key}: {other[:20]}"
    return Mutation(named, changed.encode(), must_be_refused=True, reason=reason, line=line_at(text, leaf.start))


def _is_number(leaf: Leaf) -> bool:
    return leaf.key in NUMBERS and isinstance(leaf.value, int | float) and not isinstance(leaf.value, bool)


def no_number(draw: Random, content: bytes) -> Mutation | None:
    """A number that is none."""
    return one_value(draw, content, _is_number, NO_NUMBER, "no number", "the page of keys asks for a number")


def huge_number(draw: Random, content: bytes) -> Mutation | None:
    """A number beyond anything that a council has."""
    return one_value(
        draw,
        content,
        _is_number,
        ("1e15", "99999999999999", "-1e300"),
        "huge number",
        "no sum, count or hours of a council is so large",
    )


def negative_people(draw: Random, content: bytes) -> Mutation | None:
    """Fewer than no people, hours or weeks."""
    few = {
        "fte",
        "full_time_hours",
        "number",
        "hours",
        "weeks",
        "pupils",
        "age",
        "complete_years",
        "annual_pay",
        "weekly_pay",
        "row",
    }
    return one_value(
        draw,
        content,
        lambda leaf: _is_number(leaf) and leaf.key in few,
        ("-1", "-0.5"),
        "below nothing",
        "there can't be fewer than none",
    )


def no_day(draw: Random, content: bytes) -> Mutation | None:
    """A day that there is not."""
    return one_value(
        draw,
        content,
        lambda leaf: isinstance(leaf.value, str) and DAY.fullmatch(leaf.value),
        NO_DAY,
        "no day",
        "the calendar has no such day",
    )


def no_share(draw: Random, content: bytes) -> Mutation | None:
    """A percentage that is none, or above 100."""
    return one_value(
        draw,
        content,
        lambda leaf: leaf.key == "rate" and isinstance(leaf.value, str) and SHARE.fullmatch(leaf.value),
        NO_SHARE,
        "no rate",
        "a rate of pay is between 0 and 100%",
    )


def odd_value(draw: Random, content: bytes) -> Mutation | None:
    """Any value with another, which may be fine."""
    text = content.decode()
    choices = leaves(text)
    if not choices:
        return None
    leaf = draw.choice(choices)
    other = draw.choice(
        [
            "0",
            "1",
            "-1",
            "0.01",
            "100000",
            "1e5",
            "no",
            "~",
            '""',
            "0100",
            "50%",
            "2031-01-31",
            "a",
            '"=1+1"',
            "Ω",
            "x" * 600,
            "[a, b]",
            "2012/13",
            "1-2",
            "[]",
        ]
    )
    return Mutation(
        f"odd value: {leaf.key}: {other[:10]}",
        (text[: leaf.start] + other + text[leaf.end :]).encode(),
        must_be_refused=False,
        reason="it may be one that the key takes",
    )


OF_VALUES: tuple[Kind, ...] = (no_number, no_number, huge_number, negative_people, no_day, no_day, no_share)
ODD_VALUES: tuple[Kind, ...] = (odd_value, odd_value)
