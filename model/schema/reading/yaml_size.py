"""How deep a YAML file is and how much it unfolds to, before it is read: a small file may unfold to millions."""

from collections.abc import Iterator
from typing import Any

import yaml

from model.base.faults import Fault, InputFaults
from model.schema.reading.yaml_plain import DEEPEST

MOST_VALUES = 500_000
"""The most values of a file once its aliases are unfolded. An establishment of 20,000 posts has fewer."""
WRITTEN_OUT = "each value written out, without an alias (*) for it"


def refuse_what_unfolds(text: str, name: str) -> None:
    """Raise InputFaults where a file is too deep or unfolds to too much. Text that is not YAML is not refused here."""
    try:
        faults = list(
            _faults(yaml.parse(text, Loader=yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader), name)
        )
    except (yaml.YAMLError, RecursionError, ValueError):
        return
    if faults:
        raise InputFaults(faults)


def _faults(events: Iterator[Any], name: str) -> Iterator[Fault]:
    """A fault of the first place where the file is too deep or unfolds to too much."""
    open_: list[str | None] = []  # the anchors of what has begun and not ended
    began: list[int] = []
    values_of: dict[str, int] = {}
    values = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, start = open_.pop(), began.pop()
            values_of |= {anchor: values - start} if anchor else {}
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor in open_:
                yield Fault(
                    name,
                    line,
                    "the file",
                    f"the alias *{event.anchor} within the value that it stands for",
                    WRITTEN_OUT,
                )
                return
            values += values_of.get(event.anchor, 1)
        elif isinstance(event, yaml.NodeEvent):
            values += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append(event.anchor)
                began.append(values)
        if len(open_) > DEEPEST:
            found = f"lists or keys nested more than {DEEPEST} deep"
            yield Fault(name, line, "the file", found, "lists and keys as in docs/reference.md, nested only a few deep")
            return
        if values > MOST_VALUES:
            found = (
                f"the alias *{event.anchor}, which brings the file to more than {MOST_VALUES:,} values"
                if isinstance(event, yaml.AliasEvent)
                else f"a file with more than {MOST_VALUES:,} values"
            )
            yield Fault(name, line, "the file", found, WRITTEN_OUT)
            return
