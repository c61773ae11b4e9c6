"""The posts and holders of an extract: which rows share a post, which posts are vacant, and their lasting ids.

Rows with the same post number share one post, if they add up to no more than full time. Otherwise each row is a post of
its own. So is each row without a post number. Such posts that are alike in title, grade, codes and FTE are one entry.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.base.dated import Dated, highest
from model.base.faults import Fault, number_of
from model.base.financial_year import in_words
from model.schema.extract.matching import OF_POST
from model.schema.extract.rows import AT, Extract, sheet_of
from model.schema.reading.document import Document
from model.schema.sections.posts import WHOLE

MOST_ALIKE = 500
"""The most posts in one entry of a scenario."""
OF_ROW = ("ref", "post_fte", *OF_POST)
"""Keys of a row that are not copied with the holder's other values: the keys of the post, and ``ref``."""


NOT_COPIED = ("vacant", "holders", "fate", "to")
"""Keys of a present post that its proposed copy does not have."""


@dataclass(frozen=True)
class Seat:
    """A row's share of a post, in FTE or hours; ``row`` is None for a vacant share that has no row."""

    row: int | None
    size: float


@dataclass(frozen=True)
class Entry:
    """Posts that are alike: the first row of their group, their seats, and whether the seats share one post.

    Where several entries have one post number, only the entry of the largest posts keeps the number, since post numbers
    are unique.
    """

    lead: int
    seats: list[Seat]
    is_shared: bool
    is_first: bool = True


@dataclass
class Posts:
    """Present posts and their holders, each with its row of the extract, for faults."""

    present: list[dict[str, Any]]
    holders: list[dict[str, Any]]
    post_rows: list[int]
    holder_rows: list[int]

    def document(self, extract: Extract, file: str, data: dict[str, Any]) -> Document:
        """A scenario with these posts and holders, whose faults name the extract's cells."""
        document = Document(file, {**data, "present": self.present, "holders": self.holders})
        for key, rows in (("present", self.post_rows), ("holders", self.holder_rows)):
            document.lines |= {(key, number): extract.document.lines[AT, row] for number, row in enumerate(rows)}
            if sheet := sheet_of(extract):
                document.sheets[key,] = sheet
        return document


def posts_of(extract: Extract, full_time_hours: float, first_day: date) -> Posts:
    """The posts and holders of an extract. A row that contradicts another row with the same post number is a fault.

    ``full_time_hours`` is the full-time week, used where the extract states hours. A person who started after
    ``first_day``, the first day of the years shown, joins on the day of starting.
    """
    in_hours = "hours" in extract.headings
    working = _Working(extract, "hours" if in_hours else "fte", full_time_hours if in_hours else 1.0, first_day)
    groups: dict[tuple[str, ...], list[int]] = {}
    gone = _gone(extract, first_day)
    for number, row in enumerate(extract.rows):
        if number in gone:
            continue
        groups.setdefault(_which_post(row), []).append(number)
    posts, taken = Posts([], [], [], []), set[str]()
    for rows in groups.values():
        for entry in working.entries(rows):
            _add(posts, working, entry, taken)
    _join(posts, extract, first_day)
    return posts


def _gone(extract: Extract, first_day: date) -> set[int]:
    """The rows of people who left before the years shown: they are left out, and the notes say so."""
    gone = {
        number
        for number, row in enumerate(extract.rows)
        if "ref" in row and isinstance(last := row.get("to"), date) and last < first_day
    }
    if gone:
        extract.left_out.append(f"{number_of(len(gone), 'person', 'people')} who left before {in_words(first_day)}")
    return gone


def _join(posts: Posts, extract: Extract, first_day: date) -> None:
    """For those who started after ``first_day``, use the start date as the day on which they join."""
    late = [holder for holder in posts.holders if isinstance(day := holder.get("started"), date) and day > first_day]
    for holder in late:
        holder.setdefault("from", holder.pop("started"))
    if late:
        who = f"{number_of(len(late), 'person', 'people')} started after {in_words(first_day)}"
        extract.notices.append(f"{who}: costed from the day of starting")


def _which_post(row: dict[str, Any]) -> tuple[str, ...]:
    """The values that rows of the same post, or of posts that are alike, have in common."""
    if number := row.get("post_number"):
        return (str(number).casefold(),)
    keys = ("title", "grade", "cost_centre", "subjective")
    return ("", *(" ".join(str(row.get(key, "")).split()).casefold() for key in keys))


@dataclass(frozen=True)
class _Working:
    """The hours or FTE of each row, and of a full post."""

    extract: Extract
    key: str
    full: float
    first_day: date

    def size(self, row: int) -> float:
        """FTE or hours of a row; a full post where they are blank or not a number."""
        text = str(self.extract.rows[row].get(self.key, self.full)).strip()
        try:
            return float(text[:-1]) / 100 if text.endswith("%") else float(text)
        except ValueError:
            if "ref" not in self.extract.rows[row]:  # for a person, the schema finds this fault
                self.extract.faults.append(self.extract.fault(row, self.key, "a number"))
            return self.full

    def at_once(self, seats: list[Seat]) -> float:
        """The most that the seats add up to on any day: a leaver and the successor share one post."""
        return round(highest([self._dated(seat) for seat in seats]), 9)

    def _dated(self, seat: Seat) -> Dated[float]:
        row = {} if seat.row is None else self.extract.rows[seat.row]
        first, last = row.get("started"), row.get("to")
        begins = first if isinstance(first, date) and first > self.first_day else date.min
        return Dated(seat.size, begins, last if isinstance(last, date) else date.max)

    def entries(self, rows: list[int]) -> Iterator[Entry]:
        """The entries that a group of rows makes."""
        seats = [Seat(row, self.size(row)) for row in rows]
        if self.extract.rows[rows[0]].get("post_number"):
            seats += self._beyond(rows, self.at_once(seats))
            if self.at_once(seats) <= self.full + WHOLE:
                yield Entry(rows[0], seats, True)
                return
        by_size: dict[float, list[Seat]] = {}
        for seat in seats:
            by_size.setdefault(round(seat.size, 9), []).append(seat)
        for size in sorted(by_size, reverse=True):  # whatever the order of the rows
            alike = by_size[size]
            for first in range(0, len(alike), MOST_ALIKE):
                yield Entry(rows[0], alike[first : first + MOST_ALIKE], False, first == 0 and size == max(by_size))

    def _beyond(self, rows: list[int], filled: float) -> Iterator[Seat]:
        """Vacant seats of a post beyond its rows, up to the post's stated FTE; rows that disagree are faults."""
        extract, stated = self.extract, _post_fte(self.extract, rows)
        for row in rows[1:]:
            for key in (*OF_POST, "post_fte"):
                first, value = extract.rows[rows[0]].get(key), extract.rows[row].get(key)
                if value is not None and first is not None and str(value).casefold() != str(first).casefold():
                    expected = f"{first!r}, as in {extract.place(rows[0])}, since both rows have the same post number"
                    extract.faults.append(extract.fault(row, key, expected, repr(value)))
        if stated is None:
            return
        left = stated * self.full - filled
        if left < -WHOLE:
            expected = f"no more than the post's {stated:g} FTE"
            extract.faults.append(
                extract.fault(rows[0], "post_fte", expected, f"holders of {filled / self.full:g} FTE together")
            )
        while left > WHOLE:
            yield Seat(None, size := min(self.full, left))
            left -= size


def _post_fte(extract: Extract, rows: list[int]) -> float | None:
    """The FTE of the whole post, from the first row that states it; None where no row does, or it is not a number."""
    stated = next((extract.rows[row]["post_fte"] for row in rows if "post_fte" in extract.rows[row]), None)
    try:
        return None if stated is None else float(stated)
    except ValueError:
        extract.faults.append(extract.fault(rows[0], "post_fte", "a number such as 1 or 0.6"))
        return None


def _add(posts: Posts, working: _Working, entry: Entry, taken: set[str]) -> None:
    """Add an entry of posts and its holders."""
    extract, lead = working.extract, working.extract.rows[entry.lead]
    rows = [seat.row for seat in entry.seats if seat.row is not None]
    size = round(working.at_once(entry.seats) if entry.is_shared else entry.seats[0].size, 9)
    name = _new_id(lead, size / working.full, entry.is_shared, taken)
    post = {"id": name, **{key: lead[key] for key in OF_POST if key in lead}}
    if not entry.is_first:
        post.pop("post_number", None)
    post |= {"number": 1 if entry.is_shared else len(entry.seats), working.key: size}
    weeks = [extract.rows[row].get("weeks") for row in rows]
    if len(set(map(str, weeks))) == 1 and weeks[0] is not None:
        post["weeks"] = weeks[0]
    held = [row for row in rows if "ref" in extract.rows[row]]
    posts.present.append(post | ({} if held else {"vacant": True}))
    posts.post_rows.append(rows[0] if rows else entry.lead)
    for row in held:
        values = extract.rows[row]
        person = {key: value for key, value in values.items() if key not in OF_ROW}
        posts.holders.append({"post": name, "ref": values["ref"], **person})
        posts.holder_rows.append(row)


def _new_id(row: dict[str, Any], fte: float, is_shared: bool, taken: set[str]) -> str:
    """An unused id that will be the same next month: from the post number, or else title, grade and cost centre.

    The id of a part-time post that nobody shares also has the FTE.
    """
    if number := row.get("post_number"):
        words = ["post", str(number)]
    else:
        words = [str(row.get(key, "")) for key in ("title", "grade", "cost_centre")]
    size = [] if is_shared or abs(fte - 1) < WHOLE else [f"{fte:.4g}"]
    plain = unicodedata.normalize("NFKD", " ".join([*words, *size])).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "post"
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name


def going_on(posts: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Present posts that all continue unchanged, and the proposed copies that their holders move to."""
    pairs = [(post, f"{post['id']}-new") for post in posts]
    present = [{**post, "fate": "assimilated", "to": new} for post, new in pairs]
    same = [{key: value for key, value in post.items() if key not in NOT_COPIED} for post, _ in pairs]
    return present, [
        {**post, "id": new, "filled_by": "assimilation"} for post, (_, new) in zip(same, pairs, strict=True)
    ]


def extract_faults(extract: Extract, of_scenario: Iterable[Fault]) -> list[Fault]:
    """The faults of an extract and of the scenario made from it: one for each cell, and all those of whole rows."""
    by_cell: dict[tuple[str, int, str], Fault] = {}
    whole_rows = []
    for fault in map(extract.named, (*extract.faults, *of_scenario)):
        if fault.where == "the row":
            whole_rows.append(fault)
        else:
            by_cell.setdefault((fault.file, fault.line, fault.where), fault)
    return [*by_cell.values(), *whole_rows]
