"""Faults of a list of agreements: days in the wrong order, agreements that overlap, and repeated rows."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from model.base.faults import Fault, listed
from model.schema.reading.customers_csv import Listing
from model.schema.sections.customers import Agreements


def agreement_faults(
    agreements: Agreements, kind: np.ndarray, customer: np.ndarray, listing: Listing
) -> Iterator[Fault]:
    """Every fault found by comparing cells of the list. Cells that could not be read (NaT, no package) are left out.

    ``kind``, (agreements,), is maintained, academy or other. ``customer``, (agreements,), numbers the customers from 0.
    """
    yield from _days(agreements, listing)
    yield from _academies(agreements, kind, listing)
    yield from _overlaps(agreements, customer, listing)


def _days(agreements: Agreements, listing: Listing) -> Iterator[Fault]:
    backwards = np.flatnonzero(agreements.last_day < agreements.first_day).tolist()
    if len(backwards) == listing.rows > 1:
        found = "a last_day before the first_day in every row"
        yield listing.of_whole("the heading row", found, "first_day and last_day, each above its own cells")
        return
    for row in backwards:
        yield listing.fault(row, "last_day", f"a day on or after first_day, {agreements.first_day[row]}")


def _academies(agreements: Agreements, kind: np.ndarray, listing: Listing) -> Iterator[Fault]:
    """Faults of academy dates: only a maintained school becomes an academy."""
    becomes = ~np.isnat(agreements.academy_from)
    for row in np.flatnonzero(becomes & (kind == "other")).tolist():
        yield listing.fault(row, "academy_from", "no date, since only a maintained school becomes an academy")
    for row in np.flatnonzero(becomes & (kind == "academy")).tolist():
        if agreements.academy_from[row] > agreements.first_day[row]:
            expected = f"maintained, since the school becomes an academy only on {agreements.academy_from[row]}"
            yield listing.fault(row, "kind", expected)


def _overlaps(agreements: Agreements, customer: np.ndarray, listing: Listing) -> Iterator[Fault]:
    """Faults of a customer with two agreements for a package on the same day. Each fault names both rows."""
    several = (np.bincount(customer)[customer] > 1) & (agreements.reference != "") & ~np.isnat(agreements.first_day)
    pairs: dict[tuple[int, int], list[str]] = {}
    for number, package in enumerate(agreements.packages):
        rows = np.flatnonzero(several & (agreements.takes[number] > 0))
        rows = rows[np.lexsort((rows, agreements.first_day[rows], customer[rows]))]
        before, after = rows[:-1], rows[1:]
        overlap = (customer[before] == customer[after]) & (agreements.first_day[after] <= agreements.last_day[before])
        for one in np.unique(customer[after[overlap]]).tolist():
            for pair in _overlapping(agreements, rows[customer[rows] == one].tolist(), listing):
                pairs.setdefault(pair, []).append(package)
    for (first, second), packages in pairs.items():
        if _same(listing, first, second):
            yield listing.fault(second, "", "each agreement once", f"the same row as {listing.place(first)}")
        else:
            both = listed(packages, "and")
            end = f"the end of the agreement at {listing.place(first)}"
            expected = f"a day after {end}, since both agreements have {both}"
            yield listing.fault(second, "first_day", expected)


def _overlapping(agreements: Agreements, rows: list[int], listing: Listing) -> Iterator[tuple[int, int]]:
    """Each pair of rows that overlap. ``rows`` are the rows of one customer, in order of first day.

    A row is paired with the earlier row that ends last, or with the row before it where the two have the same cells.
    """
    longest = rows[0]
    for before, row in pairwise(rows):
        with_ = before if _same(listing, before, row) else longest
        if agreements.first_day[row] <= agreements.last_day[with_]:
            yield min(with_, row), max(with_, row)
        if agreements.last_day[row] > agreements.last_day[longest]:
            longest = row


def _same(listing: Listing, one: int, other: int) -> bool:
    return all(column[one] == column[other] for column in listing.columns.values())
