"""Faults of ring-fences: posts in no ring-fence or in two, and holders placed outside their own ring-fence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.base.faults import Fault, listed
from model.base.financial_year import in_words
from model.schema.rules.checks import Checks
from model.schema.sections.posts import PresentPost

DISPLACED = "displaced"


@dataclass(frozen=True)
class RingFenceChecks(Checks):
    """Rules of ring-fences and of their outcomes."""

    def faults(self) -> Iterator[Fault]:
        """Every fault; what depends on a post that has a fault is left out."""
        present, proposed = self.all_posts("present"), self.all_posts("proposed")
        if present is not None:
            yield from self._posts({post.id: post for post in present})
        refs, gone = {holder.ref for *_, holder in self.holders()}, self._gone()
        into = {post["id"] for _, post in self.written("proposed") if isinstance(post.get("id"), str)}
        for path, placed in self.entries("people", "ring_fence"):
            yield from self.unknown((*path, "holder"), placed.holder, refs, "a holder's reference")
            if placed.to != DISPLACED:
                yield from self.unknown((*path, "to"), placed.to, into, "the id of a proposed post, or displaced")
            if placed.holder in gone:
                day = in_words(gone[placed.holder])
                yield self.fault(
                    (*path, "holder"), f"a holder who stays until the post ends: this holder leaves on {day}"
                )
        if present is not None and proposed is not None and self.sections.get("ring_fences"):
            yield from self._placed({post.id: post for post in present}, into)

    def _gone(self) -> dict[str, date]:
        """The last day, by reference, of each holder who leaves a ring-fenced post before the post ends.

        Because they leave early, they are not placed in the ring-fence.
        """
        dates = self.sections.get("dates")
        if dates is None or dates.implementation is None:
            return {}
        return {
            holder.ref: holder.to
            for _, post, holder in self.holders()
            if post.fate == "ring-fenced" and holder.to and holder.has_left(dates.last_day_of(post.until))
        }

    def _posts(self, present: dict[str, PresentPost]) -> Iterator[Fault]:
        """Where ring-fences are stated, each ring-fenced post must be in one of them, and no other post in any."""
        named: set[str] = set()
        fences = self.entries("ring_fences")
        yield from self.repeated(
            (((*path, "name"), fence.name) for path, fence in fences), "a different name for each ring-fence"
        )
        for path, fence in fences:
            for name in fence.posts:
                at = (*path, "posts")
                yield from self.unknown(at, name, present, "the id of a present post", found=repr(name))
                if name in present and present[name].fate != "ring-fenced":
                    yield self.fault(
                        at,
                        f"a post whose fate is ring-fenced; the fate of {name} is {present[name].fate}",
                        found=repr(name),
                    )
                if name in named:
                    yield self.fault(at, "each post in only one ring-fence", found=repr(name))
                named.add(name)
        if not fences or len(fences) < len(self.sections["ring_fences"]):
            return
        for path, post in self.entries("present"):
            if post.fate == "ring-fenced" and post.id not in named:
                yield self.fault(
                    (*path, "fate"), f"a different fate, or {post.id} among the posts of a ring-fence (ring_fences)"
                )

    def _placed(self, present: dict[str, PresentPost], into: set[str]) -> Iterator[Fault]:
        """A holder must be placed in a post that their own ring-fence leads to."""
        leads_to: dict[str, set[str]] = {}
        for _, fence in self.entries("ring_fences"):
            posts = [present[name] for name in fence.posts if name in present]
            for post in posts:
                for holder in post.holders:
                    leads_to.setdefault(holder.ref, set()).update(name for one in posts for name in one.to)
        for path, placed in self.entries("people", "ring_fence"):
            open_to = leads_to.get(placed.holder)
            if placed.to in into and open_to is not None and placed.to not in open_to:
                expected = f"a post of the holder's ring-fence, {listed(sorted(open_to))}, or {DISPLACED}"
                yield self.fault((*path, "to"), expected)
