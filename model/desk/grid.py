"""What the grid of one structure shows, and where in the scenario each of its cells stands. No widget is made here."""

import re
from collections import Counter
from functools import partial
from typing import Any

from model.base.stated import stated
from model.desk.box import Box, field_box
from model.desk.posts_in import count
from model.schema.reading.days_read import day_in_words, takes_a_day
from model.schema.sections.declared import types_in
from model.schema.sections.shape import field_at

YES_NO = {"": "", "yes": "yes"}
SHARE = re.compile(r"(.+?)\s+(\d+(?:\.\d+)?\s*%)")
LEADS_NOWHERE = ("open", "deleted", "unresolved")
NO_FILE = "These posts are in {}, a file beside the scenario: change them there, or load a list."


NARROW = {"number": "No.", "weeks": "Weeks"}
"""Headings of narrow columns, shorter than the field's title."""
TYPED = {"to": "Titles or short names of proposed posts, with semicolons between"}
"""Help on columns in which other things may be typed than stand in a file."""
POINT = Box(("point",), "Holder's point", "number", hint="Several holders: points with semicolons between")
FUND = Box(("fund",), "Fund", hint="One fund, or shares such as General Fund 60%; Grant 40%")
SHARED, MORE = ("title", "grade", "number", "fte"), ("weeks", FUND, "id")


def _of_post(side: str, key: str) -> Box:
    """The column of a post's own field, which says its heading and its help."""
    path = (side, 0, key)
    field = stated(field_at(path), f"a column {key}")
    choices = YES_NO if bool in types_in(field.annotation) else None
    return field_box(path, NARROW.get(key, ""), TYPED.get(key) or field.description or "", choices)


def _columns(side: str, *columns: str | Box) -> tuple[Box, ...]:
    return tuple(column if isinstance(column, Box) else _of_post(side, column) for column in columns)


COLUMNS = {
    side: _columns(side, *SHARED, *columns, *MORE)
    for side, columns in {
        "present": ("fate", "to", POINT, "vacant", "until"),
        "proposed": ("filled_by", "from", "filled_on", "cover_a_month", "indicative"),
    }.items()
}
DAYS = {column.key for side, columns in COLUMNS.items() for column in columns if takes_a_day((side, 0, column.key))}


def grid_view(draft: Any, side: str) -> dict:
    """The columns and rows of a structure: each row its cells as text, and its faults by column."""
    columns, posts = COLUMNS[side], draft.value((side,))
    heads = [
        {"key": column.key, "label": column.label, "kind": column.kind, "hint": column.hint}
        | ({"choices": column.choices} if column.choices else {})
        for column in columns
    ]
    if isinstance(posts, str):
        return {"columns": heads, "rows": [], "count": "", "note": NO_FILE.format(posts)}
    posts = [post if isinstance(post, dict) else {"title": str(post)} for post in posts or ()]
    rows = [{"id": post.get("id"), "cells": [shown(column.key, post) for column in columns]} for post in posts]
    if side == "present":
        titles = {post["id"]: post["title"] for post in draft.posts("proposed") if _is_named(post)}
        for row, post in zip(rows, posts, strict=True):
            row["told"] = {"to": _told(post.get("to"), titles)}
    labels = {column.key: column.label for column in columns}
    number, fte = count(posts, draft.value(("pay", "full_time_hours")))
    above = []
    for path, faults in draft.faults_at.items():
        if path[:1] != (side,):
            continue
        if len(path) < 2 or not isinstance(path[1], int) or path[1] >= len(rows):
            above += faults
            continue
        key = str(path[2]) if len(path) > 2 else "title"
        key = {"holders": "point", "funds": "fund"}.get(key, key)
        in_cell = rows[path[1]].setdefault("faults", {}).setdefault(key if key in labels else "title", [])
        in_cell += [f"{labels.get(key, key)}: {fault.said}" for fault in faults]
    return {
        "columns": heads,
        "rows": rows,
        "count": f"{number:,g} {'post' if number == 1 else 'posts'}, {fte:,g} FTE",
        "note": " ".join(fault.said for fault in above),
    }


def _is_named(post: Any) -> bool:
    return isinstance(post, dict) and all(isinstance(post.get(key), str) for key in ("id", "title"))


def _told(to: Any, titles: dict[str, str]) -> str:
    """The titles of the posts that a post goes to; a name that no post has stays as it is."""
    names = to if isinstance(to, list | tuple) else [to] if to else []
    return "; ".join(titles.get(str(name), str(name)) for name in names)


def shown(key: str, post: dict) -> str:
    """The text of a cell."""
    if key == "point":
        points = [holder.get("point") for holder in post.get("holders") or () if isinstance(holder, dict)]
        return "; ".join("" if point is None else str(point) for point in points)
    if key == "fund":
        funds = [fund for fund in post.get("funds") or () if isinstance(fund, dict)]
        named = [f"{fund.get('fund', '')} {fund.get('share', '')}" for fund in funds]
        return str(funds[0].get("fund", "")) if len(funds) == 1 else "; ".join(named)
    value = post.get(key, None if "hours" in post and key == "fte" else {"number": 1, "fte": 1}.get(key))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if key in DAYS and value is not None:
        return day_in_words(value)
    return "" if value is None else str(value)


def edit_cell(draft: Any, side: str, row: int, key: str, text: str) -> None:
    """Write what was typed in a cell; empty takes an optional key away. The draft decides what it means."""
    place, typed = (side, row), text.strip()
    if key == "point":
        _edit_points(draft, place, typed)
    elif key == "fund":
        draft.edit((*place, "funds"), _funds(typed))
    elif key == "to":
        draft.edit((*place, "to"), _destinations(draft, typed))
    elif key == "fate" and typed in LEADS_NOWHERE and draft.value((*place, "to")):
        stays = {name: value for name, value in draft.value(place).items() if name != "to"}
        draft.edit(place, {**stays, "fate": typed})
    elif key in ("vacant", "indicative"):
        draft.edit((*place, key), True if typed.lower() in ("yes", "true") else typed or None)
    else:
        draft.edit((*place, key), typed or None)


def _destinations(draft: Any, typed: str) -> str | None:
    """The short names of what was typed: a post may be called by its title where no other has it, in any capitals."""
    titles = [(post["title"].strip().lower(), post["id"]) for post in draft.posts("proposed") if _is_named(post)]
    many = Counter(title for title, _ in titles)
    named = {title: name for title, name in titles if many[title] == 1}
    parts = [typed] if typed.lower() in named else [part.strip() for part in re.split("[;,]", typed)]
    return ", ".join(named.get(part.lower(), part) for part in parts if part) or None


def _edit_points(draft: Any, place: tuple, typed: str) -> None:
    holders = draft.value((*place, "holders")) or []
    points = [point.strip() for point in typed.split(";")]
    if len(holders) < 2 or len(points) != len(holders):  # where they do not match, the fault says what was found
        draft.edit((*place, "holders", 0, "point"), typed or None)
        return
    at_points = [{**holder, "point": point or None} for holder, point in zip(holders, points, strict=True)]
    draft.edit((*place, "holders"), at_points)


def paste_block(draft: Any, side: str, row: int, keys: list[str], block: list[list[str]]) -> str | None:
    """Lay a block of cells over the grid, one step to undo; a sentence on what did not fit, if anything."""
    paths = [{"point": ("holders", 0, "point"), "fund": ("funds",)}.get(key, key) for key in keys]
    read = {"fund": _funds, "to": partial(_destinations, draft)}
    reads = [read.get(key, str) for key in keys]
    cells = [[reads[n](cell.strip()) if n < len(reads) else cell for n, cell in enumerate(line)] for line in block]
    return draft.paste(side, row, paths, cells)


def _funds(typed: str) -> list[dict] | None:
    if not typed:
        return None
    parts = [part.strip() for part in typed.split(";") if part.strip()]
    read = [SHARE.fullmatch(part) for part in parts]
    if len(parts) == 1 and not read[0]:
        return [{"fund": typed, "share": "100%"}]
    return [
        {"fund": found[1], "share": found[2]} if found else {"fund": part}
        for part, found in zip(parts, read, strict=True)
    ]
