"""A list of posts from Excel or CSV: which column is which, what it brings, and what is refused."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from model.desk.posts_in import Matched, PostsList, columns_of, count, match, read_list, suggest, take_in
from model.faults import InputFaults

COLUMNS = ("Line", "Post", "Why it is refused")


class Incoming:
    """The list being taken in, if any. The file is kept in a folder of its own, gone with the desk."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory(prefix="workbook-list-")
        self.forget()

    def forget(self) -> None:
        """Put the list away."""
        self.listed: PostsList | None = None
        self.matched: Matched | None = None
        self.columns: dict[str, str] = {}
        self.fault, self.done = "", ""


def view(desk: Any) -> dict:
    """The match of columns, the counts before and after, and each refused row with its reason."""
    incoming = desk.incoming
    shown = {"fault": incoming.fault, "done": incoming.done, "side": desk.list_side}
    if incoming.listed is None:
        return shown
    headings = [heading for heading in incoming.listed.headings if heading not in incoming.listed.of_people]
    heading_of = {ours: heading for heading, ours in incoming.columns.items()}
    refused = incoming.matched.refused if incoming.matched else ()
    return shown | {
        "columns": [
            {"key": key, "label": label, "heading": heading_of.get(key, "")}
            for key, label in columns_of(desk.list_side).items()
        ],
        "headings": headings,
        "summary": _summary(desk),
        "ready": bool(incoming.matched and incoming.matched.posts),
        "refused": {
            "title": "Rows that are refused",
            "columns": [{"name": name, "number": name == "Line"} for name in COLUMNS],
            "rows": [[str(row.line), row.title, row.reason] for row in refused],
        },
    }


def _summary(desk: Any) -> str:
    """Posts and FTE in the list, those that would be taken, and those that they replace."""
    incoming, found = desk.incoming, desk.incoming.matched
    names = incoming.listed.of_people
    left_out = f" Names of people are not taken in ({', '.join(names)})." if names else ""
    if found is None:
        return f"The list has {incoming.listed.rows} rows.{left_out}"
    posts, fte = count(desk.draft.posts(desk.list_side), _full_time(desk))
    return (
        f"The list has {_of(found.posts_listed, found.fte_listed)}; {_of(found.posts_taken, found.fte_taken)} would be "
        f"taken in the place of {_of(posts, fte)}, and {len(found.refused)} "
        f"{'row is' if len(found.refused) == 1 else 'rows are'} refused.{left_out}"
    )


def _of(posts: float, fte: float) -> str:
    return f"{posts:,g} {'post' if posts == 1 else 'posts'} ({fte:,.2f} FTE)"


def _full_time(desk: Any) -> float | None:
    hours = desk.draft.value(("pay", "full_time_hours"))
    return float(hours) if isinstance(hours, int | float) and not isinstance(hours, bool) else None


def _read(desk: Any, name: str, side: str, content: bytes = b"", **_: Any) -> None:
    incoming = desk.incoming
    incoming.forget()
    desk.list_side = side
    path = Path(incoming.folder.name) / Path(name).name
    path.write_bytes(content)
    try:
        incoming.listed = read_list(path)
        incoming.columns = suggest(incoming.listed, side)
    except InputFaults as faults:
        incoming.fault = " ".join(fault.said for fault in faults.faults)
        return
    _match(desk)


def _match(desk: Any) -> None:
    incoming = desk.incoming
    incoming.fault, incoming.matched = "", None
    try:
        incoming.matched = match(incoming.listed, desk.list_side, incoming.columns, _full_time(desk))
    except InputFaults as faults:
        incoming.fault = " ".join(fault.said for fault in faults.faults)
    except ValueError as wrong:
        incoming.fault = str(wrong)


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
    incoming.done = f"Taken in: {_of(taken.posts_taken, taken.fte_taken)}. Undo takes them back."


ACTIONS = {"read": _read, "side": _set_side, "match": _set_column, "take": _take}
