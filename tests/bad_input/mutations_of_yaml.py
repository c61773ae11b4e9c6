"""Mutations of the form of a scenario, a control sheet or a portfolio: its parts, its lines, and what YAML can be."""

import re
from collections.abc import Iterator
from random import Random

from model.schema.reading.yaml_plain import read_plain
from tests.bad_input.mutation import OF_TEXT, Kind, Mutation, line_at
from tests.bad_input.mutations_of_values import ODD_VALUES, OF_VALUES
from tests.bad_input.mutations_of_words import OF_WORDS

NEEDED = (
    "title",
    "authority",
    "reference",
    "summary",
    "dates",
    "years",
    "pay",
    "on_costs",
    "costing",
    "present",
    "proposed",
)
"""Parts that the guide says every scenario has."""
BOMB = "\n".join(
    [
        "zz0: &zz0 [1,1,1,1,1,1,1,1,1,1]",
        *(f"zz{n}: &zz{n} [{','.join([f'*zz{n - 1}'] * 10)}]" for n in range(1, 9)),
        "zz: *zz8",
    ]
)


def sections(text: str) -> dict[str, tuple[int, int]]:
    """Each key at the left margin, to where its part of the file begins and ends."""
    starts = [(match[1], match.start()) for match in re.finditer(r"^([a-z_]+):", text, re.MULTILINE)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return {key: (start, end) for (key, start), end in zip(starts, ends, strict=True)}


def part_missing(draw: Random, content: bytes) -> Mutation | None:
    """A file without a part that it must have."""
    text = content.decode()
    parts = sections(text)
    if not {*NEEDED} <= {*parts}:
        return None
    key = draw.choice(NEEDED)
    start, end = parts[key]
    return Mutation(
        f"no {key}",
        (text[:start] + text[end:]).encode(),
        must_be_refused=True,
        reason="the guide says that every scenario has it",
    )


def part_is_a_number(draw: Random, content: bytes) -> Mutation | None:
    """A part of several values with a number, or nothing but blanks, instead."""
    text = content.decode()
    data = read_plain(text)
    parts = {key: place for key, place in sections(text).items() if isinstance(data and data[0].get(key), dict | list)}
    if not parts:
        return None
    key = draw.choice(sorted(parts))
    start, end = parts[key]
    other = draw.choice(["7", "true", "2010-12-01", "[7]", "[[]]", "{7: 7}", '"  "', "[null, null]"])
    changed = f"{text[:start]}{key}: {other}\n{text[end:]}"
    return Mutation(
        f"{key}: {other}",
        changed.encode(),
        must_be_refused=True,
        reason="the part has keys, or entries with keys",
        line=line_at(text, start),
    )


def appended(kind: str, more: str, reason: str) -> Kind:
    """A kind of mutation that writes more lines at the end of a file."""

    def append(draw: Random, content: bytes) -> Mutation:
        del draw
        whole = content if content.endswith(b"\n") else content + b"\n"
        return Mutation(kind, whole + more.encode() + b"\n", must_be_refused=True, reason=reason)

    return append


def tab_before(draw: Random, content: bytes) -> Mutation | None:
    """A line indented by a tab, which YAML forbids."""
    text = content.decode()
    starts = [match for match in re.finditer(r"^  (?=[a-z_]+: )", text, re.MULTILINE)]
    if not starts:
        return None
    match = draw.choice(starts)
    other = text[: match.start()] + "\t" + text[match.end() :]
    return Mutation("a tab", other.encode(), must_be_refused=True, reason="YAML has no tabs before a key")


def line_gone(draw: Random, content: bytes) -> Mutation:
    """A file without one of its lines."""
    lines = content.splitlines(keepends=True)
    del lines[draw.randrange(len(lines))]
    return Mutation(
        "a line gone", b"".join(lines), must_be_refused=False, reason="a line may be one that can be left out"
    )


def lines_swapped(draw: Random, content: bytes) -> Mutation:
    """A file with two of its lines in each other's place."""
    lines = content.splitlines(keepends=True)
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return Mutation(
        "two lines swapped", b"".join(lines), must_be_refused=False, reason="the order of some lines means nothing"
    )


def deep(count: int) -> str:
    """Lists within lists."""
    return f"notes_deep: {'[' * count}{']' * count}"


def _form() -> Iterator[Kind]:
    yield appended("a key twice", "title: Another title", "YAML has each key once")
    yield appended("an unknown key", "zz_unknown: 1", "the page of keys has no such key")
    yield appended("a key that is a number", "7: seven", "a key is a word")
    yield appended("an alias bomb", BOMB, "the page of keys has no such keys, and it unfolds to a thousand million")
    yield appended("deep nesting", deep(3000), "the page of keys has no such key")
    yield appended("a tag", "zz: !!python/object/apply:os.system [true]", "a scenario is plain values")
    yield appended("a second file in one", "---\ntitle: Another", "a scenario is one file")
    yield appended("an open bracket", "notes: [1, 2", "YAML closes every bracket")
    yield appended("an alias of nothing", "zz: *nothing", "YAML has no such anchor")


OF_YAML: tuple[Kind, ...] = (
    *OF_VALUES, *OF_WORDS, *ODD_VALUES, part_missing, part_is_a_number, tab_before, line_gone, lines_swapped, *_form(),
    *OF_TEXT,
)  # fmt: skip
