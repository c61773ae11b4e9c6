"""The fates of many posts at once: the destinations of present posts, and how proposed posts are filled."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from model.desk.structure import Data, new_post, posts_of, with_posts
from model.schema.form import keys_of_form
from model.schema.sections.fates import FILLS, LEADS_ON
from model.schema.sections.posts import PresentPost, ProposedPost

ALIKE = {key.name for key in keys_of_form(PresentPost)} & {key.name for key in keys_of_form(ProposedPost)}
NOT_COPIED = ("id", "holders", "post_number", "reports_to")
"""The keys of a present post that its proposed copy does not get."""


def with_fate(data: Data, posts: Collection[str], fate: str, to: Iterable[str] = ()) -> Data:
    """The values with one fate for the present posts of these ids, and with destinations if the fate has any.

    If ``to`` is empty, each post keeps its own destinations. A proposed post to which one of these posts leads is
    filled as the fate says. A proposed post to which nothing leads any more becomes unresolved.
    """
    led, to = destinations(data), list(to)

    def changed(post: Data) -> Data:
        if post.get("id") not in posts:
            return post
        rest = {key: value for key, value in post.items() if key != "to" or (fate in LEADS_ON and not to)}
        return rest | {"fate": fate} | ({"to": to[0] if len(to) == 1 else to} if to and fate in LEADS_ON else {})

    data = _with_each(data, "present", changed)
    leads = destinations(data)
    filled = {name: FILLS[fate] for name in leads if fate in FILLS and leads[name] & {*posts}}
    filled |= dict.fromkeys(led.keys() - leads.keys(), "unresolved")
    return _with_each(data, "proposed", lambda post: _filled(post, filled.get(str(post.get("id")))))


def with_filled(data: Data, posts: Collection[str], filled_by: str) -> Data:
    """The values with ``filled_by`` set for the proposed posts of these ids."""
    return _with_each(
        data, "proposed", lambda post: {**post, "filled_by": filled_by} if post.get("id") in posts else post
    )


def with_copies(data: Data, posts: Collection[str]) -> Data:
    """The values with a proposed copy of each present post of these ids; each post is assimilated into its copy.

    Where a post's line manager leads to a single proposed post, the copy reports to that post.
    """
    made = []
    for post in posts_of(data, "present"):
        if isinstance(post, dict) and post.get("id") in posts:
            copied = {key: value for key, value in post.items() if key in ALIKE and key not in NOT_COPIED}
            copy = new_post(data, "proposed", {**copied, "id": f"{post['id']}-new", "filled_by": "assimilation"})
            data = with_posts(data, "proposed", [*posts_of(data, "proposed"), copy])
            data = with_fate(data, (post["id"],), "assimilated", [copy["id"]])
            made.append((copy["id"], post.get("reports_to")))
    goes_to = {str(post.get("id")): to_of(post) for post in posts_of(data, "present") if isinstance(post, dict)}
    above = {name: goes_to[boss][0] for name, boss in made if len(goes_to.get(boss, ())) == 1}
    return _with_each(data, "proposed", lambda post: {**post, **_reports(above.get(post.get("id", "")))})


def _reports(to: str | None) -> Data:
    return {"reports_to": to} if to else {}


def unsettled(data: Data) -> list[str]:
    """The id of each present post with neither a fate nor a destination yet."""
    posts = (post for post in posts_of(data, "present") if isinstance(post, dict) and post.get("id"))
    return [post["id"] for post in posts if not post.get("to") and post.get("fate", "unresolved") == "unresolved"]


def destinations(data: Data) -> dict[str, set[str]]:
    """The ids of the present posts that lead to each proposed post, by the proposed post's id."""
    leads: dict[str, set[str]] = {}
    for post in posts_of(data, "present"):
        for name in to_of(post):
            leads.setdefault(name, set()).add(str(post.get("id")))
    return leads


def to_of(post: Any) -> list[str]:
    """The ids of the posts that a present post leads to; a list, even where the file has a single id."""
    to = post.get("to") if isinstance(post, dict) else None
    return [to] if isinstance(to, str) else [str(name) for name in to] if isinstance(to, list) else []


def _filled(post: Data, filled_by: str | None) -> Data:
    return post if filled_by is None or post.get("filled_by") == filled_by else {**post, "filled_by": filled_by}


def _with_each(data: Data, side: str, change: Callable[[Data], Data]) -> Data:
    posts = posts_of(data, side)
    new = [change(post) if isinstance(post, dict) else post for post in posts]
    return with_posts(data, side, new) if new != posts else data
