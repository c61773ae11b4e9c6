"""Taking in an establishment list: the posts that it gives, and which rows are refused and why.

Nothing is taken in until the officer has looked at it. A match of the list's columns is suggested, and can be changed
by hand; each row becomes a post or is refused. Rows are judged by the rules that ``check`` has for a scenario's file.
Nobody's name is taken in: a holder is H1, H2 and so on.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from model.base.faults import Fault, InputFaults
from model.desk.structure import Data, free_refs
from model.schema.changes.values import as_written
from model.schema.lists.columns import columns_of
from model.schema.lists.listing import PostsList, unsettled
from model.schema.lists.people import is_not_said, is_vacant, personal, says_of_holder
from model.schema.reading.document import Document
from model.schema.reading.form_words import in_form_words
from model.schema.reading.grid import RowsOf, read_below
from model.schema.reading.post_rows import NO_POST
from model.schema.reading.rows_beside import kinds_of
from model.schema.sections.holders import of_points
from model.schema.sections.shape import model_at

if TYPE_CHECKING:
    from model.desk.draft import Draft

HOLDER = {"holder": "ref", "point": "point", "started": "started"}
"""The workbook's columns that are about the holder, each with its key in a holder's entry."""
HOLDER_KINDS = {"holder": "text", "point": "text", "started": "day"}
WHO = "the holder's reference, such as a payroll number, or the word vacant"


@dataclass(frozen=True)
class Refusal:
    """A row that is not taken in: its line in the file, its title, and why. ``post``: whether the row may be a post."""

    line: int
    title: str
    reason: str
    post: bool = True


@dataclass(frozen=True)
class Matched:
    """The result of a match of columns: the posts, the refused rows, and how many posts and FTE were listed and taken.

    ``vacancies_from`` are columns about people from which only one thing was read: whether a post is vacant.
    """

    posts: tuple[dict[str, Any], ...]
    refused: tuple[Refusal, ...]
    posts_listed: float
    fte_listed: float
    posts_taken: float
    fte_taken: float
    vacancies_from: tuple[str, ...] = ()


def match(read: PostsList, side: str, columns: Mapping[str, str], draft: "Draft") -> Matched:
    """The posts and refused rows that a match of columns gives. Rows are judged by a draft's pay terms and rates.

    A present post's fate, and how a proposed post is filled, stay unresolved; until they are stated, clearance is
    blocked. A row whose holder's cell is empty, or is ``vacant`` with or without further words, is a vacant post.

    Raises ValueError where a column that tells who people are is matched, or one of the workbook's columns is matched
    twice; InputFaults where several columns may be meant and none is chosen yet.
    """
    if told := [name for name in columns if name in read.why_of_people]:
        raise ValueError(f"{', '.join(told)} can't be matched, since a column that identifies people is never read")
    if len(set(columns.values())) < len(columns):
        raise ValueError("each of the workbook's columns can be matched only once")
    if open_ := [fault for key, fault in unsettled(read, side).items() if key not in columns.values()]:
        raise InputFaults(open_)
    document = Document(read.name)
    at = {read.columns[name]: ours for name, ours in columns.items()}
    kinds = {**kinds_of(model_at((side,))), **HOLDER_KINDS}
    rows, faults = read_below(document, (side,), read.grid, read.chosen, at, RowsOf(kinds, aside=NO_POST))
    if rows is None:
        raise InputFaults(faults)
    lines = [document.lines[side, number][1] for number in range(len(rows))]
    holders = _Holders.of(read, document, columns.values()) if side == "present" else None
    written = [_post(side, row, holders, number) for number, row in enumerate(rows)]
    told = {fault.path for fault in faults}
    faults += [fault for fault in draft.faults_with(side, written, document) if fault.path not in told]
    faults += [*(holders.faults if holders else ()), *_personal(document, side, written)]
    refused = [Refusal(fault.line, "", f"left out: {fault.found}", post=False) for fault in faults if not fault.path]
    reasons: dict[int, list[str]] = {}
    said = set[tuple[object, ...]]()
    for fault in sorted(faults, key=lambda fault: "cell " not in fault.cell):
        key = (fault.path[1:2], _key(fault), fault.said)  # said of a post and of its holder, it is one fault
        if fault.path and key not in said:
            said.add(key)
            reasons.setdefault(int(fault.path[1]), []).append(_reason(side, fault))
    refused += [Refusal(lines[row], _title(written[row]), " ".join(dict.fromkeys(reasons[row]))) for row in reasons]
    posts = [as_written((side, number), _without_words(post)) for number, post in enumerate(written)]
    taken = tuple(post for number, post in enumerate(posts) if number not in reasons)
    counts = [count(each, full_time_hours(draft)) for each in (posts, taken)]
    from_ = tuple(holders.people) if holders else ()
    return Matched(
        _renumbered(taken, {}), tuple(sorted(refused, key=lambda one: one.line)), *counts[0], *counts[1], from_
    )


def full_time_hours(draft: "Draft") -> float | None:
    """The hours of a full week in a draft; None where they are not stated as a number."""
    return _amount(draft.value(("pay", "full_time_hours")), None)


def count(posts: Any, full_time_hours: float | None = None) -> tuple[float, float]:
    """The number of posts in a list, and their FTE. One post, or full time, is assumed where no number can be read."""
    number = fte = 0.0
    for post in posts:
        if isinstance(post, dict):
            many, hours = _amount(post.get("number"), 1.0), _amount(post.get("hours"), None)
            share = hours / full_time_hours if hours is not None and full_time_hours else 1.0
            number, fte = number + many, fte + many * _amount(post.get("fte"), share)
    return number, fte


def take_in(draft: "Draft", side: str, matched: Matched, instead: bool = False) -> None:
    """Add the matched posts to a side, after its earlier posts or ``instead`` of them, as one step of undo.

    New holders get references that no holder of the draft has.
    """
    data = {**draft.data, side: []} if instead else draft.data
    kept = [] if instead else draft.posts(side)
    draft.replace_posts(side, _renumbered(matched.posts, data), keep=kept)


@dataclass
class _Holders:
    """The holder of each post: a reference, nobody, or a question. Names are looked at and never kept."""

    document: Document
    matched: Collection[str]
    people: dict[str, tuple[str, ...]]
    """Columns that name the holder, with their cells row by row."""
    faults: list[Fault] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, read: PostsList, document: Document, matched: Collection[str]) -> "_Holders":
        names = [name for name in read.why_of_people if says_of_holder(read.chosen.names[read.columns[name]])]
        lines = {line for at, (_, line) in document.lines.items() if len(at) == 2}
        rows = [row.cells for row in read.below if row.line in lines]
        cells = {name: tuple(str(row.get(read.columns[name], "")) for row in rows) for name in names}
        return cls(document, matched, cells)

    def in_post(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """The keys of a post that are about its holder: ``vacant``, ``holders`` or none."""
        said = {HOLDER[key]: value for key, value in row.items() if key in HOLDER}
        who = " ".join(str(said.pop("ref", "")).split())
        named = [cells[number] for cells in self.people.values()]
        if open_ := next((text for text in (who, *named) if is_not_said(text)), ""):
            self._ask(number, f"{open_.split()[0]!r} for the holder")
            return {}
        called_vacant = any(text and is_vacant(text) for text in named)
        referred, unnamed, matched = not is_vacant(who), all(map(is_vacant, named)), set(self.matched) & set(HOLDER)
        if "holder" in matched and referred and called_vacant:
            self._ask(number, "a reference for the holder, although the name says vacant")
            return {}
        if "holder" in matched and not referred and not unnamed and not called_vacant:
            self._ask(number, "a name, but no reference for the holder")
            return {}
        nobody = not referred and unnamed and ("holder" in matched or not said)
        if called_vacant or (nobody and (matched or named)):
            return {"vacant": True}
        if not matched:
            return {}
        ref = self.refs.setdefault(who or f"row {number}", f"H{len(self.refs) + 1}")
        return {"holders": [{"ref": ref, **{key: row[key] for key in ("fte", "hours") if key in row}, **said}]}

    def _ask(self, number: int, found: str) -> None:
        self.faults.append(self.document.fault(("present", number, "holder"), WHO, found=found))


def _post(side: str, row: Mapping[str, Any], holders: _Holders | None, number: int) -> dict[str, Any]:
    """A row in the form of a post in a scenario file. The post gets its id when it is taken in."""
    post = {key: value for key, value in row.items() if key not in HOLDER}
    post |= {"fate": "unresolved"} if side == "present" else {"filled_by": "unresolved"}
    return post | (holders.in_post(number, row) if holders else {})


def _without_words(post: dict[str, Any]) -> dict[str, Any]:
    """The post with ``SCP 20`` read as point 20, in its grade and in the points of its holders."""
    plain = {key: of_points(value) if key in ("grade", "point") else value for key, value in post.items()}
    return plain | ({"holders": [*map(_without_words, post["holders"])]} if "holders" in post else {})


def _personal(document: Document, side: str, posts: list[dict[str, Any]]) -> Iterator[Fault]:
    """A fault for each cell that has personal data, such as an e-mail address, in a column that should have none."""
    for number, post in enumerate(posts):
        for key, value in post.items():
            if isinstance(value, str) and (what := personal(value)):
                yield document.fault((side, number, key), "no personal data; leave it out of the list", found=what)


def _reason(side: str, fault: Fault) -> str:
    """Why a row is refused: the column, its cell, and the words that ``check`` would use."""
    key = _key(fault)
    ours = columns_of(side).get(key)
    what = "the row" if len(fault.path) == 2 else ours.label.split(" (")[0] if ours else key
    cell = fault.cell.rpartition(", ")[2]
    return f"{what}{f' ({cell})' if cell.startswith('cell ') else ''}: {in_form_words(fault)}"


def _key(fault: Fault) -> str:
    """The column to which a fault belongs."""
    key = next((step for step in reversed(fault.path) if isinstance(step, str)), "")
    return "holder" if key == "ref" else key


def _title(post: Mapping[str, Any]) -> str:
    title = str(post.get("title", ""))
    return "" if personal(title) else title


def _renumbered(posts: Iterable[Any], data: Data) -> tuple[dict[str, Any], ...]:
    """The posts with new references for their holders, numbered in order; ``data`` uses none of these references."""
    free, new, made = free_refs(data), {}, []
    for post in posts:
        holders = []
        for holder in post.get("holders", ()):
            if holder["ref"] not in new:
                new[holder["ref"]] = next(free)
            holders.append({**holder, "ref": new[holder["ref"]]})
        made.append({**post, "holders": holders} if holders else post)
    return tuple(made)


def _amount(value: Any, otherwise: Any) -> Any:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise
