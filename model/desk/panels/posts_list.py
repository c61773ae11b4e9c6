"""A list of posts from Excel or CSV: sheet, headings, the match of columns, the counts, and refused rows."""

from collections.abc import Sequence
from typing import Any

from model.base.faults import InputFaults, listed, number_of
from model.desk.panels.results import table_block
from model.desk.posts_in import Matched, count, full_time_hours, match, take_in
from model.desk.take_away import Shown
from model.report.table import Table
from model.schema.lists.columns import columns_of
from model.schema.lists.listing import PostsList, read_list, suggest
from model.schema.reading.form_words import in_form_words

COLUMNS = ("Line", "Post", "Why it is refused")
PREVIEW_ROWS, PREVIEW_WIDE = 8, 40
HIDDEN = "(not taken in)"


class Incoming:
    """The list that is being taken in, if any. It is in memory only."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Forget the list."""
        self.listed: PostsList | None = None
        self.matched: Matched | None = None
        self.columns: dict[str, str] = {}
        self.fault, self.done = "", ""


def view(desk: Any) -> dict:
    """Sheet and headings, the first rows, the match of columns, the counts, and each refused row with its reason."""
    incoming = desk.incoming
    shown = {"fault": incoming.fault, "done": incoming.done, "side": desk.list_side}
    if incoming.listed is None:
        return shown
    heading_of = {ours: heading for heading, ours in incoming.columns.items()}
    refused = incoming.matched.refused if incoming.matched else ()
    return shown | {
        "sheets": list(incoming.listed.grid.sheets),
        "sheet": incoming.listed.grid.sheet,
        "places": _places(incoming.listed),
        "place": _place(incoming.listed.chosen),
        "preview": _preview(incoming.listed),
        "columns": [
            {"key": key, "label": column.label, "heading": heading_of.get(key, "")}
            for key, column in columns_of(desk.list_side).items()
        ],
        "headings": list(incoming.listed.offered),
        "summary": _summary(desk),
        "ready": bool(incoming.matched and incoming.matched.posts),
        "refused": table_block(_refused(refused)),
    }


def _refused(rows: Sequence[Any]) -> Table:
    import pandas as pd

    reasons = pd.DataFrame([(row.line, row.title, row.reason) for row in rows], columns=list(COLUMNS))
    return Table("list_refused", "Rows that are refused or left out", reasons)


def _place(headings: Any) -> str:
    return f"{headings.first}-{headings.last}"


def _places(read: PostsList) -> list[list[str]]:
    """The possible places of the headings: the value to send back, and the row or rows in words."""
    rows = read.grid.rows
    lines = [(each, rows[each.first].line, rows[each.last].line) for each in read.heading_choices]
    return [[_place(each), f"Row {one}" if one == other else f"Rows {one} and {other}"] for each, one, other in lines]


def _preview(read: PostsList) -> Shown:
    """The headings and the first rows below them, cut short.

    Cells that tell who somebody is are neither shown nor taken in.
    """
    names = ["Line", *read.columns]
    rows = [[str(row.line), *(_cell(read, row, name) for name in read.columns)] for row in read.below]
    table = Table("list_as_read", "The list as the desk reads it", [dict(zip(names, row, strict=True)) for row in rows])
    columns = [{"name": name, "number": name == "Line"} for name in names]
    first = [[cell[:PREVIEW_WIDE] for cell in row] for row in rows[:PREVIEW_ROWS]]
    return Shown(
        {"key": table.key, "title": "The first rows as the desk reads them", "columns": columns, "rows": first}, table
    )


def _cell(read: PostsList, row: Any, name: str) -> str:
    return HIDDEN if name in read.why_of_people else str(row.cells.get(read.columns[name], ""))


def _summary(desk: Any) -> str:
    """Sentences: the posts and FTE in the list, those to be taken in or replaced, and what is refused or left out."""
    incoming, found = desk.incoming, desk.incoming.matched
    why = incoming.listed.why_of_people
    told = listed([f"{name}: {reason}" for name, reason in why.items()], "and") if why else ""
    people = f" Columns that say who somebody is are not read ({told})." if why else ""
    if found is None:
        return f"The list has {number_of(len(incoming.listed.below), 'row')}.{people}"
    posts, fte = count(desk.draft.posts(desk.list_side), full_time_hours(desk.draft))
    refused = sum(row.post for row in found.refused)
    aside = len(found.refused) - refused
    left_out = (
        f" {number_of(aside, 'row is not a post and is', 'rows are not posts and are')} left out." if aside else ""
    )
    vacant = listed(found.vacancies_from, "and") if found.vacancies_from else ""
    vacancies = f" From {vacant} the desk reads only whether a post is vacant." if vacant else ""
    return (
        f"The list has {_of(found.posts_listed, found.fte_listed)}. {_of(found.posts_taken, found.fte_taken)} would "
        f"replace {_of(posts, fte)}. {number_of(refused, 'row is', 'rows are')} refused."
        f"{left_out}{people}{vacancies}"
    )


def _of(posts: float, fte: float) -> str:
    return f"{posts:,g} {'post' if posts == 1 else 'posts'} ({fte:,.2f} FTE)"


def _read(desk: Any, name: str, side: str, content: bytes = b"", **_: Any) -> None:
    desk.incoming.forget()
    desk.list_side = side
    _show(desk, lambda: read_list(name, content))


def _show(desk: Any, read: Any) -> None:
    """Show a list on the page, with its columns matched to the workbook's, or say why it can't be read."""
    try:
        desk.incoming.listed = read()
    except InputFaults as faults:
        desk.incoming.fault = _said(faults)
        return
    desk.incoming.columns = suggest(desk.incoming.listed, desk.list_side)
    _match(desk)


def _said(faults: InputFaults) -> str:
    return " ".join(f"{fault.cell or fault.where}: {in_form_words(fault)}" for fault in faults.faults)


def _match(desk: Any) -> None:
    incoming = desk.incoming
    incoming.fault, incoming.matched = "", None
    try:
        incoming.matched = match(incoming.listed, desk.list_side, incoming.columns, desk.draft)
    except InputFaults as faults:
        incoming.fault = f"{_said(faults)} Choose the columns below, or correct the list."
    except ValueError as wrong:
        incoming.fault = str(wrong)


def _set_sheet(desk: Any, sheet: str, **_: Any) -> None:
    _show(desk, lambda: desk.incoming.listed.on_sheet(sheet))


def _set_place(desk: Any, place: str, **_: Any) -> None:
    first, last = map(int, place.split("-"))
    _show(desk, lambda: desk.incoming.listed.with_headings(first, last))


def _set_side(desk: Any, side: str, **_: Any) -> None:
    desk.list_side = side
    if desk.incoming.listed:
        desk.incoming.columns = suggest(desk.incoming.listed, side)
        _match(desk)


def _set_column(desk: Any, key: str, heading: str, **_: Any) -> None:
    kept = {one: ours for one, ours in desk.incoming.columns.items() if ours != key and one != heading}
    desk.incoming.columns = kept | ({heading: key} if heading else {})
    _match(desk)


def _take(desk: Any, **_: Any) -> None:
    incoming = desk.incoming
    taken = incoming.matched
    take_in(desk.draft, desk.list_side, taken, instead=True)
    incoming.forget()
    incoming.done = f"Taken in: {_of(taken.posts_taken, taken.fte_taken)}. Undo brings the earlier posts back."


ACTIONS = {
    "read": _read,
    "side": _set_side,
    "sheet": _set_sheet,
    "place": _set_place,
    "match": _set_column,
    "take": _take,
}
