"""Characters that no report can print: one rule for every text of a scenario, whatever its file."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from model.base.faults import Fault
from model.schema.reading.customers_csv import Listing
from model.schema.reading.document import Document, Path_
from model.schema.reading.encoding import PRINTABLE

UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters except tab and line end, marks that turn the direction of writing, and lone surrogates."""


def text_faults(document: Document, printable: dict[str, Any] | None = None) -> Iterator[Fault]:
    """A fault for each text or key of a document that has an unprintable character.

    ``printable`` has the sections in which the last search found no such character. A section that is still the same
    object is not searched again.
    """
    printable = {} if printable is None else printable
    for key, section in document.data.items():
        if key in printable and printable[key] is section:
            continue
        if _is_printable({key: _new_entries(section, printable.get(key))}):
            printable[key] = section
        else:  # finding the place of each is slow, and seldom needed
            yield from _faults(document, {key: section}, ())


def _new_entries(section: Any, looked_through: Any) -> Any:
    """The entries of a list that are not the same objects as in ``looked_through``; any other value as it is."""
    if not isinstance(section, list) or not isinstance(looked_through, list):
        return section
    return [entry for entry, before in zip_longest(section, looked_through) if entry is not before]


def _is_printable(section: Any) -> bool:
    """Whether no text or key of a section has an unprintable character."""
    texts, values = [], [section]
    for value in values:  # the values inside a value are added to the list when it is reached
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict):
            values += value.keys()
            values += value.values()
        elif isinstance(value, list | tuple):
            values += value
        elif isinstance(value, Listing):
            for column in value.columns.values():
                texts += column
    return UNPRINTABLE.search("\n".join(texts)) is None


def _faults(document: Document, value: Any, path: Path_) -> Iterator[Fault]:
    if isinstance(value, str):
        if found := UNPRINTABLE.search(value):
            yield document.fault(path, PRINTABLE, found=_found(found))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(key, str) and (found := UNPRINTABLE.search(key)):
                yield document.fault((*path, key), "a key without this character", found=_found(found))
            yield from _faults(document, inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _faults(document, inner, (*path, number))
    elif isinstance(value, Listing):
        yield from _of_listing(value)


def _of_listing(listing: Listing) -> Iterator[Fault]:
    for name, texts in listing.columns.items():
        if UNPRINTABLE.search("".join(texts)):
            for row, text in enumerate(texts):
                if found := UNPRINTABLE.search(text):
                    yield listing.fault(row, name, PRINTABLE, found=_found(found))


def _found(match: re.Match) -> str:
    """The character by its number, and the text around it."""
    around = match.string[max(0, match.start() - 20) : match.end() + 20]
    return f"a control character, U+{ord(match[0]):04X}, in {around!a}"
