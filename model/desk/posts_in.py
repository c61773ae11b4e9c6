"""An establishment list from Excel or CSV: its columns matched to ours, what would be taken in, and what is refused.

Nothing is taken in until it has been looked at: a list is read, a match of its columns suggested and changed by hand,
and each row either becomes a post or is refused with the reason. Names of people are never taken in: a holder is
H1, H2 and so on, and a column of names is not offered.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.desk.structure import next_ref, posts_of
from model.desk.values import as_written
from model.faults import Fault, InputFaults
from model.schema.csv_rows import headed, read_rows, split
from model.schema.document import Document
from model.schema.excel_rows import read_sheet
from model.schema.messages import validate_sections

if TYPE_CHECKING:
    from model.desk.draft import Draft

HOLDER = {"holder": "ref", "point": "point", "started": "started"}
"""Our columns that say something of the holder."""
COLUMNS = {
    "title": "Post title",
    "grade": "Grade",
    "number": "Number of such posts",
    "fte": "FTE",
    "hours": "Hours a week",
    "weeks": "Weeks a year",
    "post_number": "Post number",
    "cost_centre": "Cost centre",
    "subjective": "Subjective code",
    "note": "Note",
}
OF_SIDE = {
    "present": {"holder": "Holder's reference (H1, H2 … is written)", "point": "Holder's point", "started": "Started"},
    "proposed": {"from": "First day"},
}
USUAL = {
    "title": "job title|post|role|position|job|designation|post name|position title|job role",
    "grade": "pay grade|band|scale|pay scale|grade range|salary grade|pay band",
    "number": "headcount|number|no of posts|posts|quantity",
    "fte": "f t e|full time equivalent|wte|post fte|budgeted fte",
    "hours": "contracted hours|weekly hours|hours per week|hrs",
    "weeks": "weeks per year|paid weeks|weeks worked|working weeks",
    "post_number": "post no|post id|position number|position id|post ref|post reference",
    "cost_centre": "cost center|cost centre code|cc|budget code",
    "subjective": "account code|gl code|subjective|detail code",
    "note": "notes|comment|comments|remarks",
    "holder": "employee ref|employee reference|employee number|employee no|employee id|emp no|payroll number|"
    "payroll no|staff number|person ref|holder ref|holder|assignment number",
    "point": "scp|spinal point|spinal column point|spine point|current scp|pay point|point",
    "started": "start date|date started|grade start date|in grade since",
    "from": "start date|first day|from",
}
NAMES_OF_PEOPLE = re.compile(
    r"\b(fore|sur|first|last|full|employee|staff|person|holder|officer|family|given|preferred|known)[ -]?(s )?name\b"
    r"|^(name|names|employee|person|post ?holder|incumbent|staff member|line manager|manager)$"
)
VACANT = ("", "vacant", "vacancy", "none", "n/a", "-")


@dataclass(frozen=True)
class PostsList:
    """A list as read: its headings, and how many rows have anything in them."""

    path: Path
    sheet: str | None
    headings: tuple[str, ...]
    rows: int

    @property
    def of_people(self) -> tuple[str, ...]:
        """Headings of columns that hold names of people, which are never taken in."""
        return tuple(heading for heading in self.headings if NAMES_OF_PEOPLE.search(_plain(heading)))


@dataclass(frozen=True)
class Refusal:
    """A row that is not taken in: its line in the file, what it is called, and why."""

    line: int
    title: str
    reason: str


@dataclass(frozen=True)
class Matched:
    """What a match of columns would take in: the posts, each refused row, and posts and FTE listed and taken."""

    posts: tuple[dict[str, Any], ...]
    refused: tuple[Refusal, ...]
    posts_listed: float
    fte_listed: float
    posts_taken: float
    fte_taken: float


def columns_of(side: str) -> dict[str, str]:
    """Our columns for a side, each with its label."""
    return {**COLUMNS, **OF_SIDE[side]}


def read_list(path: Path | str, sheet: str | None = None) -> PostsList:
    """Read a list; its headings stand in the first row of several cells. Raises InputFaults where it cannot be read."""
    rows, document, _ = _rows(Path(path), sheet, _Any())
    read = document.sheets.get(("list",))
    return PostsList(Path(path), sheet, tuple(read.columns) if read else _first_row(Path(path)), len(rows))


def suggest(listed: PostsList, side: str) -> dict[str, str]:
    """A match for each heading that has one, heading to our column: by a usual heading, else by the nearest name.

    Each of our columns is given once; a column of names is given to none.
    """
    ours, matched = columns_of(side), {}
    known = {_plain(name): key for key in ours for name in (key, *USUAL.get(key, "").split("|"), ours[key])}
    open_ = [heading for heading in listed.headings if heading not in listed.of_people]
    for near in (False, True):
        for heading in open_:
            name = _plain(heading)
            close = get_close_matches(name, known, 1, 0.85) if near else [name] if name in known else []
            if heading not in matched and close and known[close[0]] not in matched.values():
                matched[heading] = known[close[0]]
    if {"fte", "hours"} <= set(matched.values()):  # a post states one of the two
        matched = {heading: key for heading, key in matched.items() if key != "hours"}
    return matched


def match(listed: PostsList, side: str, columns: Mapping[str, str], full_time_hours: float | None = None) -> Matched:
    """What would be taken in, with a match of headings to our columns.

    A present post's fate, and how a proposed one is filled, stay unresolved, which blocks clearance until it is said.
    A row with nobody in the holder's column, or ``vacant``, is a vacant post. ``full_time_hours`` turns hours into FTE
    for the counts. Raises ValueError where a column of names is matched, or one of ours twice; InputFaults where the
    list can no longer be read.
    """
    if named := [heading for heading in columns if heading in listed.of_people]:
        raise ValueError(f"{', '.join(named)}: names of people are never taken in")
    if len(set(columns.values())) < len(columns):
        raise ValueError("each of our columns can be matched once")
    numbers = {"number", "fte", "hours", "weeks", "point", "started", "from"}
    kinds = {heading: "day" if ours in numbers else "text" for heading, ours in columns.items()}
    rows, document, faults = _rows(listed.path, listed.sheet, kinds)
    lines = [document.lines["list", number][1] for number in range(len(rows))]
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        if fault.line in lines and fault.where in (*columns, "the row"):
            reasons.setdefault(lines.index(fault.line), []).append(f"{fault.where}: {fault.said}")
    refs: dict[str, str] = {}
    named_rows = [{columns[heading]: value for heading, value in row.items() if heading in columns} for row in rows]
    posts = [_post(side, row, refs, columns.values()) for row in named_rows]
    for fault in _faults(side, posts):
        what = columns_of(side).get(str(fault.path[-1]), str(fault.path[-1]))
        reasons.setdefault(fault.path[1], []).append(f"{what}: {fault.said}")
    refused = tuple(
        Refusal(lines[number], str(posts[number].get("title", "")), " ".join(dict.fromkeys(reasons[number])))
        for number in sorted(reasons)
    )
    taken = tuple(post for number, post in enumerate(posts) if number not in reasons)
    counts = [count(each, full_time_hours) for each in (posts, taken)]
    return Matched(_renumbered(taken, {}), refused, *counts[0], *counts[1])


def count(posts: Any, full_time_hours: float | None = None) -> tuple[float, float]:
    """Posts and FTE of posts as written; what does not read as a number counts as one post of full time."""
    number = fte = 0.0
    for post in posts:
        if isinstance(post, dict):
            many, hours = _amount(post.get("number"), 1.0), _amount(post.get("hours"), None)
            share = hours / full_time_hours if hours is not None and full_time_hours else 1.0
            number, fte = number + many, fte + many * _amount(post.get("fte"), share)
    return number, fte


def take_in(draft: "Draft", side: str, matched: Matched, instead: bool = False) -> None:
    """Add the matched posts after those of a side, or put them in their place; one step of undo.

    References that a holder of the draft has already are passed over.
    """
    data = {**draft.data, side: []} if instead else draft.data
    kept = [] if instead else draft.posts(side)
    draft.replace_posts(side, _renumbered(matched.posts, data), keep=kept)


class _Any(dict):
    """Every column, of any kind."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return "share"


def _rows(path: Path, sheet: str | None, kinds: Any) -> tuple[list[dict[str, Any]], Document, list[Fault]]:
    document, name = Document(path.as_posix()), path.as_posix()
    if not path.is_file():
        raise InputFaults([Fault(name, 1, "the file", "no such file", "a list in .xlsx or .csv")])
    if path.suffix.lower() == ".xlsx":
        rows, faults = read_sheet(document, ("list",), path, sheet, kinds, "the list")
    else:
        rows, faults = read_rows(document, ("list",), path, kinds, "the list")
    if rows is None:
        raise InputFaults(faults)
    return rows, document, faults


def _first_row(path: Path) -> tuple[str, ...]:
    _, header, _ = headed(split(path.read_text(encoding="utf-8-sig")))
    return tuple(name for name in header if name)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", str(heading).lower().replace("’", "").replace("'", "")).split())


def _post(side: str, row: Mapping[str, Any], refs: dict[str, str], matched: Any) -> dict[str, Any]:
    """A row as a post; its id is given when it is taken in."""
    post = {key: as_written((side, 0, key), value) for key, value in row.items() if key not in HOLDER}
    post |= {"fate": "unresolved"} if side == "present" else {"filled_by": "unresolved"}
    said = {HOLDER[key]: value for key, value in row.items() if key in HOLDER}
    if side != "present" or not set(matched) & set(HOLDER):
        return post
    who = " ".join(str(said.pop("ref", "")).split())
    if who.lower() in VACANT and ("holder" in matched or not said):
        return post | {"vacant": True}
    ref = refs.setdefault(who or f"row {len(refs)}", f"H{len(refs) + 1}")
    holder = {"ref": ref, **{key: post[key] for key in ("fte", "hours") if key in post}}
    holder |= {key: as_written((side, 0, "holders", 0, key), value) for key, value in said.items()}
    return post | {"holders": [{key: value for key, value in holder.items() if value is not None}]}


def _faults(side: str, posts: list[dict[str, Any]]) -> Iterator[Fault]:
    """The faults of each post by itself."""
    listed = [{"id": f"row-{number}", **post} for number, post in enumerate(posts)]
    _, faults = validate_sections(Document("the list", {side: listed}))
    return (fault for fault in faults if fault.path[:1] == (side,) and len(fault.path) > 1)


def _renumbered(posts: Any, data: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """The posts with holders' references that nobody of ``data`` has, in the order in which they come."""
    known = {"present": [*posts_of(dict(data), "present")]}
    new: dict[str, str] = {}
    made = []
    for post in posts:
        holders = []
        for holder in post.get("holders", ()):
            if holder["ref"] not in new:
                new[holder["ref"]] = next_ref(known)
                known["present"].append({"holders": [{"ref": new[holder["ref"]]}]})
            holders.append({**holder, "ref": new[holder["ref"]]})
        made.append({**post, "holders": holders} if holders else post)
    return tuple(made)


def _amount(value: Any, otherwise: Any) -> Any:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else otherwise
