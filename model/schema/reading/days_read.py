"""How each date of a scenario was read, where it could also mean another day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from model.base.financial_year import NotADay, in_words, plainly_a_day, read_day
from model.schema.reading.customers_csv import COLUMNS, Listing
from model.schema.reading.document import Document, Path_
from model.schema.sections.holders import PERSONAL_KEYS
from model.schema.sections.shape import type_at, types_in


def days_read(document: Document) -> Iterator[str]:
    """A line for each date written neither as ``2010-12-01`` nor as ``1 December 2010``: its place and its day.

    Dates of birth and service are left out, so that they are never repeated.
    """
    for path, text in _texts(document.data, ()):
        try:
            day = read_day(text)
        except NotADay:
            continue
        if not plainly_a_day(text, day) and takes_a_day(path) and path[-1] not in PERSONAL_KEYS:
            yield f"{text} in {document.place_in_words(path)} is read as {in_words(day)}"
    customers = document.data.get("customers")
    listing = customers.get("agreements") if isinstance(customers, dict) else None
    if isinstance(listing, Listing):
        yield from _of_listing(listing)


def _of_listing(listing: Listing) -> Iterator[str]:
    """The lines for a list of agreements. Each distinct text has one line, with the place of its first row."""
    told = set()
    for column in (name for name, kind in COLUMNS.items() if kind == "day"):
        for row, text in enumerate(listing.columns.get(column, ())):
            if text in told:
                continue
            told.add(text)
            try:
                day = read_day(text)
            except NotADay:
                continue
            if not plainly_a_day(text, day):
                yield f"{text.strip()} in {listing.file_and_place(row)} is read as {in_words(day)}"


def _texts(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list | tuple) and not isinstance(value, Listing):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def day_in_words(day: Any) -> str:
    """A date in words. Text that is not a date is given as written."""
    try:
        return in_words(read_day(str(day)))
    except NotADay:
        return str(day)


def takes_a_day(path: Path_) -> bool:
    """Whether the field at a path is a date."""
    return date in types_in(type_at(path))
