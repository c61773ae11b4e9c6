"""The ring-fences of a scenario: who is in each, and for which proposed posts they are considered."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter

from model.base.faults import listed_in_short
from model.explain.bridge import moves
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class Fence:
    """One ring-fence: its present posts, the proposed posts that they lead to, and its rule of selection, if any."""

    name: str
    posts: tuple[PresentPost, ...]
    into: tuple[ProposedPost, ...]
    selection: str = ""
    left: frozenset[tuple[str, str]] = frozenset()
    """The post and the reference of each holder who leaves before the change, and so is in no ring-fence."""

    @cached_property
    def seats(self) -> tuple[tuple[PresentPost, Holder], ...]:
        """The people in the ring-fence, each with their present post."""
        return tuple(
            (post, holder) for post in self.posts for holder in post.holders if (post.id, holder.ref) not in self.left
        )

    @cached_property
    def holders(self) -> frozenset[str]:
        """The references of the people in the ring-fence; empty where its posts list no holders."""
        return frozenset(holder.ref for _, holder in self.seats)


def ring_fences(scenario: Scenario) -> Iterator[Fence]:
    """The ring-fences as stated. Where none is stated, ring-fenced posts that lead to the same posts form one."""
    left = frozenset(
        (post.id, holder.ref)
        for post in scenario.present
        for holder in post.holders
        if holder.has_left(scenario.dates.last_day_of(post.until))
    )
    into = partial(_into, {post.id: (place, post) for place, post in enumerate(scenario.proposed)})
    if scenario.ring_fences:
        present = {post.id: post for post in scenario.present}
        for stated in scenario.ring_fences:
            posts = tuple(present[name] for name in stated.posts)
            yield Fence(stated.name, posts, into(posts), stated.selection, left)
        return
    for move in moves(scenario):
        if posts := tuple(post for post in move.before if post.fate == "ring-fenced"):
            posts_into = into(posts)
            yield Fence(listed_in_short([post.title for post in posts_into]), posts, posts_into, left=left)


def _into(proposed: dict[str, tuple[int, ProposedPost]], posts: tuple[PresentPost, ...]) -> tuple[ProposedPost, ...]:
    """The proposed posts that ``posts`` lead to, in the file's order. ``proposed`` has the index of each, by id."""
    named = {name for post in posts for name in post.to}
    return tuple(post for _, post in sorted((proposed[name] for name in named if name in proposed), key=itemgetter(0)))
