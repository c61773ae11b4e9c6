"""Holders in a list of their own, as a payroll has them. Each is read as if written with the post."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from model.base.faults import Fault, nearest_name
from model.schema.reading.document import Document, Path_
from model.schema.sections.holders import PERSONAL_KEYS

AT = "holders"
HOLDERS = "the list of holders (the section holders, or the file that it names)"
IN_THE_LIST_ALONE = f"this date only in {HOLDERS}, never with a post"
IN_NO_CHANGE = f"no such date in a change: write it in {HOLDERS}"


def with_listed_holders(document: Document) -> tuple[Document, list[Fault]]:
    """The document with each listed holder in their post, and a fault for each holder whose post can't have them.

    Faults of a listed holder still have the place in the list. The document that is given is not changed.
    """
    rows, present = document.data.get(AT), document.data.get("present")
    faults = [*_with_their_posts(document, present)]
    if not isinstance(rows, list) or not isinstance(present, list):
        return document, faults
    posts = {
        post["id"]: index
        for index, post in enumerate(present)
        if isinstance(post, dict) and isinstance(post.get("id"), str)
    }
    listed: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        index = posts.get(str(row.get("post"))) if isinstance(row, dict) else None
        if index is None:
            faults.append(_no_such_post(document, number, row, [*posts]))
        elif present[index].get(AT):
            found = f"a holder of {row['post']!r}, a post that also has holders written with it"
            expected = "all the holders of a post in one place: with the post, or in this list"
            faults.append(document.fault((AT, number), expected, found=found))
        else:
            listed.setdefault(index, []).append(number)
    data = {key: value for key, value in document.data.items() if key != AT}
    data["present"] = [
        {**post, AT: [_as_of_post(rows[number]) for number in listed[index]]} if index in listed else post
        for index, post in enumerate(present)
    ]
    moved = {
        (AT, number): ("present", index, AT, seat) for index, of in listed.items() for seat, number in enumerate(of)
    }
    sheet = document.sheets.get((AT,))
    sheet = replace(sheet, whole="") if sheet else None
    return replace(
        document,
        data=data,
        lines=document.lines | dict(_moved(document.lines, moved)),
        changed=document.changed | dict(_moved(document.changed, moved)),
        sheets=document.sheets
        | dict(_moved(document.sheets, moved))
        | ({("present", index, AT): sheet for index in listed} if sheet else {}),
    ), faults


def _with_their_posts(document: Document, present: object) -> Iterator[Fault]:
    """A fault for each date of birth or service written with a post, where more people may see it than should."""
    for index, post in enumerate(present if isinstance(present, list) else ()):
        holders = post.get(AT) if isinstance(post, dict) else None
        rows: list[Any] = holders if isinstance(holders, list) else []
        for seat, holder in enumerate(rows):
            keys = sorted(PERSONAL_KEYS & {*holder}) if isinstance(holder, dict) else ()
            for key in keys:
                yield document.fault(("present", index, AT, seat, key), IN_THE_LIST_ALONE, found="a date")


def _no_such_post(document: Document, number: int, row: object, posts: list[str]) -> Fault:
    name = row.get("post") if isinstance(row, dict) else None
    if not isinstance(row, dict):
        return document.fault((AT, number), "a holder: their post, reference and point")
    nearest = nearest_name(str(name), posts) if name else ""
    return document.fault((AT, number, "post"), "the id of a present post", nearest=nearest)


def _as_of_post(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a holder of its post. A letter in the column ``ni_letter`` becomes the holder's only letter."""
    holder = {key: value for key, value in row.items() if key not in ("post", "ni_letter")}
    letter = row.get("ni_letter")
    if letter and letter != "A" and not holder.get("ni_letters"):
        holder["ni_letters"] = [{"letter": letter, "why": "The list of holders states this letter."}]
    return holder


def _moved(places: dict[Path_, Any], moved: dict[Path_, Path_]) -> Iterator[tuple[Path_, Any]]:
    for path, place in places.items():
        if path[:2] in moved:
            yield (*moved[path[:2]], *path[2:]), place
