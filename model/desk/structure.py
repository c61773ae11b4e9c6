"""The lists of posts of a draft: a post added, deleted, copied or moved, and a block pasted in."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Any

from model.schema.changes.change import changed
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.differences import SIDES
from model.schema.reading.document import Path_

Data = dict[str, Any]
NOT_COPIED = ("id", "holders", "post_number")
"""What belongs to one post and not to its copy."""


def posts_of(data: Data, side: str) -> list[Any]:
    """The posts of a side; none where they cannot be read."""
    posts = data.get(side)
    return posts if isinstance(posts, list) else []


def with_posts(data: Data, side: str, posts: list[Any]) -> Data:
    """The same values with other posts on a side."""
    if side not in SIDES:
        raise KeyError(f"{side}: the sides are {' and '.join(SIDES)}")
    return {**data, side: posts}


def new_post(data: Data, side: str, values: dict[str, Any] | None) -> Data:
    """A post with an id of its own, which no other post of either side has; the id stands first."""
    values = values or {}
    posts = (post for of_side in SIDES for post in posts_of(data, of_side))
    taken = {post.get("id") for post in posts if isinstance(post, dict)}
    post = {key: as_written((side, 0, key), value) for key, value in values.items()}
    wanted = post.pop("id", None)
    post = {key: value for key, value in post.items() if value is not None}
    return {"id": wanted if wanted and wanted not in taken else _free_id(wanted or post.get("title"), taken), **post}


def _free_id(title: Any, taken: set[Any]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", str(title or "new-post").lower()).strip("-")[:40].strip("-") or "new-post"
    numbered = re.fullmatch(r"(.+?)-\d{1,4}", stem)
    stem = numbered.group(1) if numbered and stem in taken else stem
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def copied(data: Data, side: str, place: int) -> Data:
    """A copy of a post: another id, and nobody in it."""
    post = posts_of(data, side)[place]
    if not isinstance(post, dict):
        return post
    copy = {key: value for key, value in post.items() if key not in NOT_COPIED} | {"id": post.get("id")}
    return new_post(data, side, copy | ({"vacant": True} if post.get("holders") else {}))


def moved(posts: Sequence[Any], place: int, to: int) -> list[Any]:
    """The posts with one at another place; places past an end are the end."""
    rest = [post for number, post in enumerate(posts) if number != place]
    to = max(0, min(to, len(rest)))
    return [*rest[:to], posts[place], *rest[to:]]


def edited(data: Data, path: Path_, value: Any) -> Data:
    """The values with something set at a path; a holder who comes to be by it is given an anonymous reference."""
    after, holder = changed(data, path, value), path[:4]
    is_new = path[2:3] == ("holders",) and value_at(data, holder) is None and value_at(after, holder)
    if is_new and path[4:] not in ((), ("ref",)):
        return with_value(after, (*holder, "ref"), next(free_refs(data)))
    return after


def free_refs(data: Data) -> Iterator[str]:
    """Each of H1, H2 and so on that nobody has."""
    taken = {
        holder.get("ref")
        for post in posts_of(data, "present")
        if isinstance(post, dict) and isinstance(post.get("holders"), list)
        for holder in post["holders"]
        if isinstance(holder, dict)
    }
    return (f"H{number}" for number in count(1) if f"H{number}" not in taken)
