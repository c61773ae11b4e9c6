"""The posts and holders that each restructure claims. A post or a holder may be in only one restructure.

A post is identified by its post number or, if it has no post number, by its id. Two posts with the same id count as two
posts where each has its own number. A post or holder that is not in the list of the whole establishment can't be
restructured.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model.base.faults import Fault, nearest_name, number_of
from model.portfolio.sections import WholeEstablishment
from model.schema.reading.document import Document, Path_
from model.schema.reading.listed_holders import with_listed_holders

ONE_POST = (
    "each post in one restructure only; where two posts have the same id, give each its number in payroll (post_number)"
)
ONE_NEW_POST = "each post number in one restructure only"
ONE_HOLDER = (
    "each holder in one restructure only, since a person has one National Insurance threshold a month; where two "
    "people have the same reference, give each a different one"
)


@dataclass(frozen=True)
class Claim:
    """A post or a holder that a scenario claims, and the place of the entry in the scenario's file."""

    document: Document
    path: Path_
    name: str
    number: str | None = None
    posts: int = 1
    """How many posts the entry is for."""
    post: "Claim | None" = None
    """The post that a holder is in; None where the claim is of a post."""

    @property
    def called(self) -> str:
        """The name for a message: ``'clerk', post number ED001``."""
        return f"{self.name!r}{f', post number {self.number}' if self.number else ''}"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the post or holder may be called: its number, where it has one, and its short name."""
        return (self.number, self.name) if self.number else (self.name,)

    @property
    def known_by(self) -> str:
        """What identifies a post in the establishment: its number, or else its short name."""
        return self.number or self.name

    def is_same(self, other: "Claim") -> bool:
        """Whether two claims are of the same post. Their numbers decide if both have a number; if not, their ids do."""
        return self.number == other.number if self.number and other.number else self.name == other.name

    def fault(self, expected: str, found: str, *, nearest: str = "") -> Fault:
        """A fault at the place of the claim."""
        return self.document.fault(self.path, expected, found=found, nearest=nearest)


@dataclass(frozen=True)
class Claims:
    """The posts and holders that one scenario claims. An entry that is not a valid post is a fault, not a claim."""

    document: Document

    @cached_property
    def present(self) -> tuple[Claim, ...]:
        """The present posts."""
        return tuple(self._posts("present"))

    @cached_property
    def proposed(self) -> tuple[Claim, ...]:
        """The proposed posts."""
        return tuple(self._posts("proposed"))

    @cached_property
    def holders(self) -> tuple[Claim, ...]:
        """The holders of present posts. A holder of several posts is given once, in the first of these posts."""
        found: dict[str, Claim] = {}
        for post in self.present:
            holders = self._rows[post.path[1]].get("holders")
            for seat, holder in enumerate(holders if isinstance(holders, list) else ()):
                if isinstance(holder, dict) and isinstance(ref := holder.get("ref"), str | int):
                    path = (*post.path, "holders", seat)
                    found.setdefault(str(ref), Claim(self._placed, path, str(ref), post=post))
        return tuple(found.values())

    @cached_property
    def _placed(self) -> Document:
        """The document with each listed holder in their post."""
        return with_listed_holders(self.document)[0]

    @property
    def _rows(self) -> Any:
        return self._placed.data["present"]

    def _posts(self, side: str) -> Iterator[Claim]:
        rows = self._placed.data.get(side)
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict) and isinstance(row.get("id"), str):
                code = row.get("post_number")
                posts = row.get("number", 1)
                yield Claim(
                    self._placed,
                    (side, number),
                    row["id"],
                    str(code) if code else None,
                    posts if isinstance(posts, int) else 1,
                )


def claimed_twice(every: Iterable[Claims]) -> Iterator[Fault]:
    """A fault for each post or holder claimed twice, at the later claim. The fault names the earlier file and line."""
    posts, proposed, holders = _Earlier(), _Earlier(), _Earlier()
    for claims in every:
        for post, same in posts.again(claims.present):
            yield post.fault(ONE_POST, f"the post {post.called}, which {_where(same)} claims too")
        for post, same in proposed.again([post for post in claims.proposed if post.number]):
            yield post.fault(ONE_NEW_POST, f"the proposed post {post.called}, which {_where(same)} proposes too")
        for holder, same in holders.again(claims.holders):
            yield holder.fault(ONE_HOLDER, f"the holder {holder.name!r}, who is also in {_where(same)}")


class _Earlier:
    """What earlier scenarios have claimed, by name and by number."""

    def __init__(self):
        self._claimed: dict[str, list[Claim]] = {}

    def again(self, own: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Each claim that an earlier scenario has made too, with that earlier claim.

        After that, the scenario's own claims count as earlier claims.
        """
        claims = list(own)
        for claim in claims:
            known = [same for name in claim.names for same in self._claimed.get(name, ()) if claim.is_same(same)]
            yield from ((claim, same) for same in known[:1])
        for claim in claims:
            for name in claim.names:
                self._claimed.setdefault(name, []).append(claim)


def _where(claim: Claim) -> str:
    return claim.document.place_in_words(claim.path)


class OfEstablishment:
    """The list of the whole establishment, and the faults of scenarios that do not fit it."""

    def __init__(self, listed: WholeEstablishment):
        self._number_of: dict[str, int] = {}
        for post in listed.posts:
            for name in {post.post_number, post.id} - {None}:
                self._number_of[str(name)] = self._number_of.get(str(name), 0) + post.number
        self._same = {name: post for post in listed.posts for name in (post.post_number, post.id) if name}
        self._posts_of: dict[str, set[str]] = {}
        for person in listed.holders:
            self._posts_of.setdefault(person.ref, set()).update(filter(None, (person.post,)))

    def faults(self, claims: Claims) -> Iterator[Fault]:
        """A fault for each post or holder that the list doesn't have, has too few of, or has in a different post."""
        if self._number_of:
            yield from self._of_posts(claims)
        if self._posts_of:
            yield from self._of_holders(claims)

    def _of_posts(self, claims: Claims) -> Iterator[Fault]:
        for post in claims.present:
            there = self._number_of.get(post.known_by)
            if there is None:
                nearest = nearest_name(post.known_by, self._number_of)
                yield post.fault("a post in the establishment's list", f"the post {post.called}", nearest=nearest)
            elif post.posts > there:
                has = number_of(there, "such post")
                yield post.fault(
                    f"no more than the {has} in the establishment's list", f"{post.posts} of {post.called}"
                )

    def _of_holders(self, claims: Claims) -> Iterator[Fault]:
        for holder in claims.holders:
            posts = self._posts_of.get(holder.name)
            if posts is None:
                nearest = nearest_name(holder.name, self._posts_of)
                expected = "a holder in the establishment's list"
                yield holder.fault(expected, f"the holder {holder.name!r}", nearest=nearest)
            elif posts and holder.post and not posts & self._names_of(holder.post):
                expected = f"the post that the establishment's list states: {', '.join(sorted(posts))}"
                yield holder.fault(expected, f"the holder {holder.name!r} in {holder.post.called}")

    def _names_of(self, post: Claim) -> set[str]:
        """The names that the list may have for a post: its number and its short name."""
        same = self._same.get(post.known_by)
        return {post.name, post.known_by, *filter(None, (same and same.post_number, same and same.id))}
