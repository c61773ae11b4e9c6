"""Faults of reporting lines: an unknown post, a circle, and limits where no post reports to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from model.base.faults import Fault
from model.schema.rules.checks import SIDES, Checks


@dataclass(frozen=True)
class ReportingChecks(Checks):
    """Rules of who reports to whom."""

    def faults(self) -> Iterator[Fault]:
        """Every fault; what depends on a post that has a fault is left out."""
        for side in SIDES:
            yield from self._of_side(side)
        proposed = self.all_posts("proposed")
        if self.sections.get("structure_limits") and proposed and not any(post.reports_to for post in proposed):
            expected = "reports_to in the proposed posts, since the limits are about who reports to whom"
            yield self.fault(("structure_limits",), expected, found="no reporting line")

    def _of_side(self, side: str) -> Iterator[Fault]:
        posts = {post.id: (path, post.reports_to) for path, post in self.entries(side)}
        if self.all_posts(side) is not None:
            for path, above in posts.values():
                if above is not None and above not in posts:
                    expected = f"the id of a {side} post"
                    yield from self.unknown((*path, "reports_to"), above, posts, expected, found=repr(above))
        followed: set[str] = set()
        for name in posts:
            chain: list[str] = []
            step: str | None = name
            while step is not None and step in posts and step not in followed:
                followed.add(step)
                chain.append(step)
                step = posts[step][1]
            if step is not None and step in chain:
                circle = [*chain[chain.index(step) :], step]
                lines = ", and ".join(f"{one} reports to {other}" for one, other in pairwise(circle))
                expected = f"reporting lines that do not go round in a circle: {lines}"
                yield self.fault((*posts[step][0], "reports_to"), expected)
