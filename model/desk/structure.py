"""The lists of posts of a draft: new, copied and moved posts, and changes of their values."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from model.schema.changes.change import changed
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.differences import SIDES
from model.schema.reading.document import Path_
from model.schema.short_names import short_name

Data = dict[str, Any]
NOT_COPIED = ("id", "holders", "post_number")
"""The keys that belong to one post only, and not to its copy."""


def posts_of(data: Data, side: str) -> list[Any]:
    """The posts of a side; none where they can't be read."""
    posts = data.get(side)
    return posts if isinstance(posts, list) else []


def with_posts(data: Data, side: str, posts: list[Any]) -> Data:
    """The values with the posts of one side replaced."""
    if side not in SIDES:
        raise KeyError(f"{side}: the sides are {' and '.join(SIDES)}")
    return {**data, side: posts}


def new_post(data: Data, side: str, values: dict[str, Any] | None) -> Data:
    """A post with an id of its own, which no other post of either side has; the id is its first key."""
    values = values or {}
    posts = (post for of_side in SIDES for post in posts_of(data, of_side))
    taken = {post.get("id") for post in posts if isinstance(post, dict)}
    post = {key: as_written((side, 0, key), value) for key, value in values.items()}
    wanted = post.pop("id", None)
    post = {key: value for key, value in post.items() if value is not None}
    own = wanted if wanted and wanted not in taken else short_name(wanted or post.get("title"), taken, "new-post")
    return {"id": own, **post}


def copied(data: Data, side: str, place: int) -> Data:
    """A copy of a post, with another id and no holders."""
    post = posts_of(data, side)[place]
    if not isinstance(post, dict):
        return post
    copy = {key: value for key, value in post.items() if key not in NOT_COPIED} | {"id": post.get("id")}
    return new_post(data, side, copy | ({"vacant": True} if post.get("holders") else {}))


def moved(posts: Sequence[Any], place: int, to: int) -> list[Any]:
    """The posts with one moved to another place; a place past the end means the end."""
    rest = [post for number, post in enumerate(posts) if number != place]
    to = max(0, min(to, len(rest)))
    return [*rest[:to], posts[place], *rest[to:]]


def edited(data: Data, path: Path_, value: Any) -> Data:
    """The draft's values with ``value`` at a path. If this adds a holder, the holder gets an anonymous reference."""
    after, holder = changed(data, path, value), path[:4]
    is_new = path[2:3] == ("holders",) and value_at(data, holder) is None and value_at(after, holder)
    if is_new and path[4:] not in ((), ("ref",)):
        return with_value(after, (*holder, "ref"), next(free_refs(data)))
    return after


def free_refs(data: Data) -> Iterator[str]:
    """The references H1, H2 and so on that no holder has yet, without end."""
    taken = {
        holder.get("ref")
        for post in posts_of(data, "present")
        if isinstance(post, dict) and isinstance(post.get("holders"), list)
        for holder in post["holders"]
        if isinstance(holder, dict)
    }
    return (f"H{number}" for number in count(1) if f"H{number}" not in taken)
