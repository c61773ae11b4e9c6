"""The text of an edited scenario file: only what changed is written again, so comments and layout stay.

A section that was not changed keeps its lines, and so does an unchanged entry of a list. Comments and blank lines above
an entry move with the entry. Those at the end of a section stay there. A changed part is written by ruamel, which keeps
its comments, order and quotation marks. Before the text is saved, it must be read back and compared with the values
that it was written for.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import ScalarString

from model.schema.changes.comments_below import put_below, taken_below
from model.schema.changes.places import all_named, names_of
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.reading.document import Document, Path_, is_workbook, read_text, read_yaml

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIMESTAMP = "tag:yaml.org,2002:timestamp"
WIDTH = 4096
"""No line is folded: a post is on one line, and a sentence is not broken in the middle."""
BLANK_OR_COMMENT = re.compile(r"\s*(#.*)?")
AT_THE_EDGE = re.compile(r"(#.*|\s*)")


def resulting_text(document: Document, changes: Iterable[str]) -> str:
    """The text of a changed document as a scenario file, with the changes in words at the top.

    A file beside the scenario is still referred to by its name if nothing in it was changed. The rows of a changed file
    are written in the text.
    """
    before, written = text_and_values(Path(document.file))
    said = document.data
    for at, (name, rows) in document.linked.items():
        own = value_at(said, at)
        said = with_value(said, at, name if own is rows else as_written(at, own))
    texts = (text for text in as_text(before, written, said) if read_text(text, document.file).data == said)
    head = [f"# {Path(document.file).name}{' with changes:' if changes else ''}\n"]
    return f"{''.join([*head, *(f'#   {change}{chr(10)}' for change in changes)])}{next(texts)}"


def text_and_values(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a scenario's file and its values; both are empty for a workbook, which has no text."""
    if is_workbook(path):
        return "", {}
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), read_yaml(path).data


class _Day(str):
    """A date, written without quotation marks and read as text."""


def as_text(before: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Texts that mean ``new``, beginning with the text that differs least from ``before``.

    Later texts are for a file with an unusual layout, where the first text does not read back as ``new``.

    Args:
        before: the text of the file as loaded.
        old: the plain values of that text.
        new: the plain values to be written.
    """
    if old == new:
        yield before
        return
    if not old:
        yield "\n".join("".join(_new_section(_yaml(""), key, value)) for key, value in new.items())
        return
    yaml = _yaml(before)
    tree = yaml.load(before)
    if isinstance(tree, CommentedMap) and not tree.fa.flow_style():
        yield _spliced(yaml, before, tree, old, new)
    tree = yaml.load(before)
    yield _dumped(yaml, _patched(tree, old, new, ()))


def _yaml(text: str) -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes, yaml.allow_unicode, yaml.width = True, True, WIDTH
    indents = [len(found) for found in re.findall(r"^( *)- ", text, re.M)] or [2]
    yaml.indent(mapping=2, sequence=min(indents) + 2, offset=min(indents))
    yaml.Constructor = type("DaysAsText", (RoundTripConstructor,), {})
    yaml.Constructor.add_constructor(TIMESTAMP, lambda made, node: _Day(made.construct_scalar(node)))
    yaml.Representer = type("DaysPlain", (RoundTripRepresenter,), {})
    yaml.Representer.add_representer(_Day, lambda made, day: made.represent_scalar(TIMESTAMP, str(day)))
    return yaml


def _dumped(yaml: YAML, tree: Any) -> str:
    stream = StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _spliced(yaml: YAML, text: str, tree: CommentedMap, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The text with unchanged sections as they were, changed ones written again in their places, and new ones last."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = {key: place[0] for key, place in tree.lc.data.items()}
    order = sorted(starts, key=starts.__getitem__)
    ends = [starts[key] for key in order[1:]] + [len(lines)]
    parts = lines[: starts[order[0]]] if order else lines
    for key, end in zip(order, ends, strict=True):
        body, tail = _tail(lines[starts[key] : end], AT_THE_EDGE)
        if key not in new:
            body = []
        elif new[key] != old[key]:
            body = _section(yaml, tree, key, old[key], new[key], body, starts[key])
        parts = [*parts, *body, *tail]
    added = [key for key in new if key not in old]
    for key in added:
        gap = ["\n"] if parts and parts[-1].strip() else []
        parts = [*parts, *gap, *_new_section(yaml, key, new[key])]
    return "".join(parts)


def _new_section(yaml: YAML, key: str, value: Any) -> list[str]:
    """The lines of a section that the file did not have; each post is on one line."""
    return _lines_of(yaml, key, _fresh(value, flow_entries=key in ("present", "proposed")))


def _tail(lines: list[str], what: re.Pattern) -> tuple[list[str], list[str]]:
    """The lines before the comments and blank lines at the end, and those comments and blank lines."""
    end = len(lines)
    while end and what.fullmatch(lines[end - 1].rstrip("\n")):
        end -= 1
    return lines[:end], lines[end:]


def _lines_of(yaml: YAML, key: str, node: Any, comments: Any = None) -> list[str]:
    section = CommentedMap({key: node})
    if comments is not None:
        section.ca.items[key] = comments
    return _tail(_dumped(yaml, section).splitlines(keepends=True), AT_THE_EDGE)[0]


def _section(yaml: YAML, tree: CommentedMap, key: str, old: Any, new: Any, body: list[str], start: int) -> list[str]:  # noqa: PLR0913  two trees and their place
    node = tree[key]
    if isinstance(node, CommentedSeq) and not node.fa.flow_style() and isinstance(new, list) and node:
        return _entries(yaml, key, node, old, new, body, start)
    return _lines_of(yaml, key, _patched(node, old, new, (key,)), tree.ca.items.get(key))


def _entries(  # noqa: PLR0913  two trees and their place
    yaml: YAML, key: str, node: CommentedSeq, old: list[Any], new: list[Any], body: list[str], start: int
) -> list[str]:
    """A list in which unchanged entries keep their lines. Comments above a deleted entry stay."""
    firsts = [node.lc.data[place][0] - start for place in range(len(node))]
    blocks, above = [], []
    head, lead = _tail(body[: firsts[0]], BLANK_OR_COMMENT)
    for first, end in zip(firsts, [*firsts[1:], len(body)], strict=True):
        own, next_lead = _tail(body[first:end], BLANK_OR_COMMENT)
        blocks.append(own)
        above.append(lead)
        lead = next_lead
    partner = _partners(old, new, (key,))
    flow = any(isinstance(entry, CommentedMap) and entry.fa.flow_style() for entry in node)
    parts, shown = list(head), set()
    kept = {place for place in partner if place is not None}
    for number, value in enumerate(new):
        place = partner[number]
        if place is not None:
            gone = place - 1  # comments above deleted entries stay, above the next entry that is left
            while gone >= 0 and gone not in kept and gone not in shown:
                gone -= 1
            for one in range(gone + 1, place + 1):
                parts += above[one] if one not in shown else []
                shown.add(one)
        if place is not None and old[place] == value:
            parts += blocks[place]
            continue
        entry = _fresh(value, flow) if place is None else _patched(node[place], old[place], value, (key, number))
        written = _lines_of(yaml, key, CommentedSeq([entry]))[1:]
        if place is not None:
            written = _with_end_comment(_tail(written, BLANK_OR_COMMENT)[0], blocks[place])
        parts += written
    for one in range(len(node)):
        parts += above[one] if one not in shown else []
    return [*parts, *lead]


def _with_end_comment(written: list[str], before: list[str]) -> list[str]:
    """The lines of an entry, with the comment at the end of its old last line, which ruamel keeps outside the entry."""
    found = re.search(r"[\]}]\s+(#.*)$", before[-1].rstrip("\n")) if before else None
    if found and found.group(1) not in written[-1]:
        return [*written[:-1], f"{written[-1].rstrip()}  {found.group(1)}\n"]
    return written


def _partners(old: list[Any], new: list[Any], path: Path_) -> list[int | None]:
    """For each new entry, the index of the old entry with the same name, value or place; None where none matches."""
    partner: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def pair(same: Callable[[int, int, Any], bool]) -> None:
        for number, value in enumerate(new):
            if partner[number] is None:
                place = partner[number] = next((place for place in free if same(place, number, value)), None)
                if place is not None:
                    del free[place]

    names, new_names = names_of(path, old), names_of(path, new)
    if all_named(names) and all_named(new_names):
        pair(lambda place, number, value: names[place] == new_names[number])
    else:
        pair(lambda place, number, value: old[place] == value)
    if len(old) == len(new):
        pair(lambda place, number, value: place == number)
    return partner


def _patched(node: Any, old: Any, new: Any, path: Path_) -> Any:
    """A node, changed where the values differ. A node with an anchor or a merge key is replaced by a new node."""
    if type(old) is type(new) and old == new:
        return node
    shared = getattr(node, "anchor", None) is not None and node.anchor.value is not None
    if shared or getattr(node, "merge", None):
        return _fresh(new)
    if isinstance(node, CommentedMap) and isinstance(new, dict):
        for key in [key for key in node if key not in new]:
            del node[key]
        below = taken_below(node) if any(key not in node for key in new) else None
        for key, value in new.items():
            if key not in node:
                node[key] = _fresh(value, bool(node.fa.flow_style()))
            elif not (type(old[key]) is type(value) and old[key] == value):
                node[key] = _patched(node[key], old[key], value, (*path, key))
        put_below(node, below)
        return node
    if isinstance(node, CommentedSeq) and isinstance(new, list):
        return _patched_list(node, old, new, path)
    if isinstance(node, ScalarString) and isinstance(new, str):
        return type(node)(new) if "\n" not in new else new
    return _fresh(new)


def _patched_list(node: CommentedSeq, old: list[Any], new: list[Any], path: Path_) -> CommentedSeq:
    partner = _partners(old, new, path)
    flow = any(isinstance(entry, CommentedMap) and entry.fa.flow_style() for entry in node)
    entries = [
        _fresh(value, flow) if place is None else _patched(node[place], old[place], value, (*path, number))
        for number, (place, value) in enumerate(zip(partner, new, strict=True))
    ]
    comments = {number: node.ca.items[place] for number, place in enumerate(partner) if place in node.ca.items}
    node[:] = []
    node.extend(entries)
    node.ca.items.clear()
    node.ca.items.update(comments)
    return node


def _fresh(value: Any, flow: bool = False, flow_entries: bool = False) -> Any:
    """A value as a new node; on one line with ``flow``. With ``flow_entries``, each entry of a list is on one line."""
    if isinstance(value, dict):
        made = CommentedMap({key: _fresh(each, flow) for key, each in value.items()})
        if flow:
            made.fa.set_flow_style()
        return made
    if isinstance(value, list):
        made = CommentedSeq([_fresh(each, flow or flow_entries) for each in value])
        if flow or not any(isinstance(each, dict | list) for each in value):
            made.fa.set_flow_style()
        return made
    return _Day(value) if isinstance(value, str) and DAY.fullmatch(value) else value
