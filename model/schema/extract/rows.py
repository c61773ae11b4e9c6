"""Reads the rows of an extract. Each is a person in a post, or a vacancy. Faults and rows left out are reported.

Of a column that identifies people, only one thing is used: whether it says that nobody holds the post.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from model.base.faults import Fault, InputFaults, listed, number_of
from model.base.financial_year import NotADay, in_words, plainly_a_day, read_day
from model.schema.extract.matching import Matching, kinds
from model.schema.lists.listing import PostsList
from model.schema.lists.people import is_not_said, is_vacant, personal, says_of_holder
from model.schema.reading.document import Document, Sheet
from model.schema.reading.excel_cells import ExcelCell
from model.schema.reading.grid import Grid, Row, RowsOf, letter, read_below
from model.schema.reading.post_rows import NO_POST

AT = "rows"
WEEKS_IN_YEAR = 52
WHO = "a reference for the holder, such as a payroll number; or the word vacant"
MEMBERSHIP = {
    **dict.fromkeys(
        ("lgps", "lgps main", "main", "main section", "50/50", "member", "active", "enrolled", "in"), "yes"
    ),
    **dict.fromkeys(("opted out", "opt out", "not a member", "non member", "none", "not in scheme", "out"), "no"),
}
"""Usual words of a pension column. The 50/50 section leaves the employer's rate as it is."""
LETTERS = {"b": "A", "j": "A"}
"""Letters for which the employer pays as for A: a married woman's reduced rate (B), an employee's part deferred (J)."""
USUAL_WORDS = {"lgps_member": MEMBERSHIP, "ni_letter": LETTERS}
A_MEMBER = (
    "yes, no, or a usual word such as LGPS, 50/50 or opted out; under words in the file of columns, say what any other "
    "word means, for example lgps_member: {TPS: yes}"
)
NO_END = 9999
"""The year of the last day that a payroll prints for somebody without a leaving date."""


@dataclass
class Extract:
    """An extract as read. A row has its values by meaning. ``ref`` is the person's reference; a vacancy has none.

    ``faults`` are those of the extract's own form. ``left_out`` says in words which rows were left out, and
    ``notices`` how values were read.
    """

    listing: PostsList
    matching: Matching
    document: Document
    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(self, row: int, key: str, expected: str, found: str | None = None) -> Fault:
        """A fault at a row's cell."""
        return self.document.fault((AT, row, key), expected, found=found)

    def place(self, row: int) -> str:
        """The name of the row in a message."""
        return self.at_line(self.document.lines[AT, row][1])

    def at_line(self, line: int) -> str:
        """The name of a row in a message by its line: ``row 7`` of a sheet, ``line 7`` of a CSV file."""
        return f"{'row' if self.listing.grid.sheet else 'line'} {line}"

    @property
    def headings(self) -> dict[str, str]:
        """Each meaning with the heading of its column."""
        return {key: name for name, key in self.matching.columns.items()}

    def named(self, fault: Fault) -> Fault:
        """A fault that names the column by its heading in the extract instead of by the workbook's key."""
        key = next((step for step in reversed(fault.path) if isinstance(step, str)), "")
        key = "ni_letter" if "ni_letters" in fault.path else {"ref": "holder"}.get(key, key)
        heading = self.headings.get(key)
        if fault.file != self.listing.name or not fault.path:
            return fault
        if key == "lgps_member" and fault.found != "nothing":
            fault = replace(fault, expected=A_MEMBER)
        return replace(fault, where=heading or "the row")


def read_extract(listing: PostsList, matching: Matching, make_reference: Callable[[str], str]) -> Extract:
    """Read the rows of an extract by a matching that has no fault. Raises InputFaults where it has too many rows."""
    document = Document(listing.name)
    extract = Extract(listing, matching, document, notices=list(_of_columns(listing, matching)))
    grid = _as_typed(extract, _chosen(extract))
    columns = {listing.columns[name]: key for name, key in matching.columns.items()}
    rows, faults = read_below(document, (AT,), grid, listing.chosen, columns, RowsOf(kinds(), aside=NO_POST))
    if rows is None:
        raise InputFaults(faults)
    extract.left_out += [f"{extract.at_line(fault.line)}: {fault.found}" for fault in faults if not fault.path]
    extract.faults += [fault for fault in faults if fault.path]
    at_cell = {fault.path for fault in faults}
    people = _People(extract, {row.line: row for row in grid.rows}, make_reference, kinds())
    for number, row in enumerate(rows):
        extract.rows.append(people.person(number, row, at_cell))
    extract.faults += [*_merged(extract, grid), *_twice(extract)]
    return extract


def _of_columns(listing: PostsList, matching: Matching) -> Iterator[str]:
    never = {name: why for name, why in listing.why_of_people.items() if name not in matching.columns}
    if never:
        yield f"Never read or kept: {listed([f'{name} (by {why})' for name, why in never.items()], 'and')}"
    if not_read := [name for name in listing.offered if name not in matching.columns]:
        yield f"Not read: {listed(not_read, 'and')}"
    if not {"fte", "hours"} & {*matching.columns.values()}:
        yield "No column of FTE or hours is read: everybody is taken as full time"
    unseen = listing.grid.unseen
    if hidden := [row.line for row in listing.below if row.line in unseen.rows]:
        rows = number_of(len(hidden), "hidden row is", "hidden rows are")
        yield f"{rows} read like the others, the first in row {hidden[0]}"
    hidden = [name for name in matching.columns if listing.columns.get(name) in unseen.columns]
    if hidden:
        yield f"Read although hidden: {listed(hidden, 'and')}"


def _chosen(extract: Extract) -> tuple[Row, ...]:
    """The rows below the headings, without those that ``only`` and ``leave_out`` of the matching exclude."""
    listing, matching = extract.listing, extract.matching
    rules = [
        (name, listing.columns[name], {word.casefold() for word in words}, wanted)
        for part, wanted in ((matching.only, True), (matching.leave_out, False))
        for name, words in part.items()
    ]
    out: Counter[str] = Counter()
    rows = []
    for row in listing.below:
        why = next((name for name, at, words, wanted in rules if (_text(row, at) in words) != wanted), None)
        if why is None:
            rows.append(row)
        else:
            out[why] += 1
    extract.left_out += [f"{number_of(count, 'row')} by the column {name}" for name, count in out.items()]
    return tuple(rows)


def _text(row: Row, column: int) -> str:
    return " ".join(str(row.cells.get(column, "")).split()).casefold()


def _as_typed(extract: Extract, rows: tuple[Row, ...]) -> Grid:
    """The list, in which numbers and dates stored as text, as HR systems export them, are read as if typed.

    A notice says so.
    """
    listing, known = extract.listing, kinds()
    of_values = {listing.columns[name]: name for name, key in extract.matching.columns.items() if known[key] != "text"}
    texts: Counter[str] = Counter()
    days: dict[str, tuple[str, str]] = {}
    typed = []
    for row in rows:
        cells = dict(row.cells)
        for column, name in of_values.items():
            cell = cells.get(column)
            text = cell if isinstance(cell, str) else cell.value if isinstance(cell, ExcelCell) else None
            if not isinstance(text, str):
                continue
            if isinstance(cell, ExcelCell) and not cell.error:
                texts[name] += 1
                cells[column] = str(cell).strip()
            if known[extract.matching.columns[name]] == "day" and name not in days and (day := _day_meant(text)):
                days[name] = text, day
        typed.append(replace(row, cells=cells))
    for name, count in texts.items():
        extract.notices.append(f"{name}: {number_of(count, 'cell of text is', 'cells of text are')} read as typed")
    for name, (text, day) in days.items():
        extract.notices.append(f"{name}: days come before months, so {text} is {day}")
    head = listing.grid.rows[: listing.chosen.last + 1]
    return replace(listing.grid, rows=(*head, *typed))


def _day_meant(text: str) -> str:
    """The day read from a text that could also mean another day, in words; empty for any other text."""
    try:
        day = read_day(text)
    except NotADay:
        return ""
    return "" if plainly_a_day(text, day) else in_words(day)


@dataclass(frozen=True)
class _People:
    """Makes a person or a vacancy of each row."""

    extract: Extract
    row_on: Mapping[int, Row]
    make_reference: Callable[[str], str]
    kinds: Mapping[str, str]

    def person(self, number: int, row: dict[str, Any], at_cell: set[tuple]) -> dict[str, Any]:
        """The row's values by meaning, in the schema's words, with ``ref`` where somebody holds the post."""
        extract = self.extract
        values = {key: self._in_our_words(key, value) for key, value in row.items()}
        for key, value in values.items():
            if isinstance(value, str) and (what := personal(value)):
                extract.faults.append(extract.fault(number, key, "nothing that identifies a person", what))
        if _whole_year(values.get("weeks")):
            del values["weeks"]
        if isinstance(last := values.get("to"), date) and last.year == NO_END:
            del values["to"]
        who = " ".join(str(values.pop("holder", "")).split())
        if (AT, number, "holder") in at_cell:
            return values
        if self._is_held(number, who):
            values["ref"] = self.make_reference(who)
            if "lgps_member" in extract.headings and "lgps_member" not in values:
                extract.faults.append(extract.fault(number, "lgps_member", "yes or no", "nothing"))
        return values

    def _in_our_words(self, key: str, value: Any) -> Any:
        """A value put into the schema's words by the matching or, for pensions and NI letters, by the usual words."""
        if not isinstance(value, str):
            return value
        text = " ".join(value.split())
        words = {word.casefold(): ours for word, ours in self.extract.matching.words.get(key, {}).items()}
        value = words.get(text.casefold(), USUAL_WORDS.get(key, {}).get(text.casefold(), text))
        return _day(value) if self.kinds[key] == "day" else value

    def _is_held(self, number: int, who: str) -> bool:
        """Whether somebody holds the post; TBC, or a reference and a name that disagree, is a fault."""
        extract, listing = self.extract, self.extract.listing
        row = self.row_on[extract.document.lines[AT, number][1]]
        names = [
            str(row.cells.get(listing.columns[name], ""))
            for name in listing.why_of_people
            if says_of_holder(listing.chosen.names[listing.columns[name]])
        ]
        found = ""
        if any(map(is_not_said, (who, *names))):
            found = "a holder who is not identified, such as TBC"
        elif not is_vacant(who) and any(name and is_vacant(name) for name in names):
            found = "a reference, although the name says vacant"
        elif is_vacant(who) and not all(map(is_vacant, names)):
            found = "a name, but no reference"
        if found:
            extract.faults.append(extract.fault(number, "holder", WHO, found))
        return not found and not is_vacant(who)


def _day(text: str) -> Any:
    """The day in a text; the text itself where it has none, so that the schema finds the fault."""
    try:
        return read_day(text)
    except NotADay:
        return text


def _whole_year(weeks: Any) -> bool:
    """Whether a number of weeks is a whole year, as 52, 52.143 and 52.18 are."""
    try:
        return weeks is not None and float(weeks) >= WEEKS_IN_YEAR
    except ValueError:
        return False


def _merged(extract: Extract, grid: Grid) -> Iterator[Fault]:
    """Faults of merged cells in columns that are read, since only the first cell has the value."""
    columns = {extract.listing.columns[name]: name for name in extract.matching.columns}
    lines = {line for _, line in extract.document.lines.values()}
    for top, left, bottom, right in grid.unseen.merged:
        if {*range(top, bottom + 1)} & lines and {*range(left, right + 1)} & {*columns}:
            found = f"merged cells, {letter(left)}{top} to {letter(right)}{bottom}"
            name = next(columns[column] for column in range(left, right + 1) if column in columns)
            expected = "a value in each cell: unmerge the cells and fill in every row"
            yield Fault(extract.listing.name, top, name, found, expected, cell=grid.cell(top, left))


def _twice(extract: Extract) -> Iterator[Fault]:
    """Faults of a person listed twice in one post."""
    first: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(extract.rows):
        if "ref" not in row:
            continue
        post = tuple(
            str(row.get(key, "")).casefold() for key in ("ref", "post_number", "title", "grade", "cost_centre")
        )
        if (before := first.setdefault(post, number)) != number:
            found = f"the same person as in {extract.place(before)}, in the same post"
            yield extract.fault(number, "holder", "one row for each person and post", found)


def sheet_of(extract: Extract) -> Sheet | None:
    """The worksheet, with the column of each of the schema's keys; None for a CSV file."""
    sheet = extract.document.sheets.get((AT,))
    if sheet is None:
        return None
    letters = dict(sheet.columns)
    return Sheet(sheet.name, letters | ({"ref": letters["holder"]} if "holder" in letters else {}))
