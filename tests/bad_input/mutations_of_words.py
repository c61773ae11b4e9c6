"""Mutations of one word of a scenario, a control sheet or a portfolio: an id, what refers to it, or a text."""

import itertools
import re
from random import Random

from model.schema.reading.yaml_plain import read_plain
from tests.bad_input.mutation import Kind, Mutation, line_at
from tests.bad_input.mutations_of_values import Leaf, leaves, one_value

TEXTS = frozenset(["title", "authority", "summary", "text", "reason", "source", "what", "note"])


def _is_reference(leaf: Leaf) -> bool:
    is_id = isinstance(leaf.value, str) and re.fullmatch(r"[a-z][a-z-]+", leaf.value)
    return leaf.key == "to" and bool(is_id) and leaf.value != "outside"


def no_reference(draw: Random, content: bytes) -> Mutation | None:
    """A post that leads to one that is not there."""
    return one_value(
        draw, content, _is_reference,
        ("no-such-post", "zz9"), "no such post", "nothing in the file is called so",
    )  # fmt: skip


def other_case(draw: Random, content: bytes) -> Mutation | None:
    """An id that differs from another in its capitals alone."""
    text = content.decode()
    choices = [leaf for leaf in leaves(text) if leaf.key == "id" and isinstance(leaf.value, str)]
    if not choices:
        return None
    leaf = draw.choice(choices)
    other = text[: leaf.start] + text[leaf.start : leaf.end].upper() + text[leaf.end :]
    return Mutation(
        "an id in capitals",
        other.encode(),
        must_be_refused=True,
        reason="the guide asks for small letters",
        line=line_at(text, leaf.start),
    )


def id_twice(draw: Random, content: bytes) -> Mutation | None:
    """Two posts of one id."""
    text = content.decode()
    ids = [leaf for leaf in leaves(text) if leaf.key == "id" and isinstance(leaf.value, str)]
    pairs = [(one, other) for one, other in itertools.pairwise(ids) if one.value != other.value]
    data = read_plain(text)
    sides = [
        [post["id"] for post in (data[0].get(side) if data else None) or () if isinstance(post, dict)]
        for side in ("present", "proposed")
    ]
    pairs = [pair for pair in pairs if any(pair[0].value in side and pair[1].value in side for side in sides)]
    if not pairs:
        return None
    one, other = draw.choice(pairs)
    changed = text[: other.start] + str(one.value) + text[other.end :]
    return Mutation("an id twice", changed.encode(), must_be_refused=True, reason="an id is of one post")


def control_character(draw: Random, content: bytes) -> Mutation | None:
    """A text with a character that no report can print."""
    text = content.decode()
    choices = [
        leaf for leaf in leaves(text) if leaf.key in TEXTS and isinstance(leaf.value, str) and leaf.end - leaf.start > 3
    ]
    if not choices:
        return None
    leaf = draw.choice(choices)
    at = leaf.start + 2
    mark = draw.choice(["\x01", "\x07", "\x0b", "\x1b", "\x7f", "\x85\x07", "\u202e", "\ufffe"])
    return Mutation(
        "a control character",
        (text[:at] + mark + text[at:]).encode(),
        must_be_refused=True,
        reason="no report can print it",
    )


def escaped_surrogate(draw: Random, content: bytes) -> Mutation | None:
    """Half of a pair of characters, written as an escape, which no file can hold."""
    text = content.decode()
    choices = [leaf for leaf in leaves(text) if leaf.key in TEXTS and isinstance(leaf.value, str)]
    if not choices:
        return None
    leaf = draw.choice(choices)
    other = text[: leaf.start] + f'"half \\u{draw.choice(["d800", "dfff", "db40"])} of it"' + text[leaf.end :]
    return Mutation(
        "half a character",
        other.encode(),
        must_be_refused=True,
        reason="UTF-8 has no such character",
        line=line_at(text, leaf.start),
    )


OF_WORDS: tuple[Kind, ...] = (no_reference, other_case, id_twice, control_character, escaped_surrogate)
