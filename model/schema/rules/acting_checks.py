"""Faults of acting up: who acts in which post, between which dates, and at which point of its grade."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from model.base.faults import Fault
from model.base.financial_year import in_words
from model.rates.tables import Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.sections.people import ActingUp
from model.schema.sections.posts import ProposedPost
from model.schema.sections.rates_in_force import grade_in_force


@dataclass(frozen=True)
class ActingChecks(Checks):
    """Checks of acting up against the posts, the dates and the rate tables."""

    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault of acting up; empty while a post has a fault."""
        present, proposed = self.all_posts("present"), self.all_posts("proposed")
        if present is None or proposed is None:
            return
        seats = Counter(holder.ref for *_, holder in self.holders())
        post_of = {holder.ref: post for _, post, holder in self.holders()}
        posts = {post.id: post for post in proposed}
        seen = set()
        for path, acting in self.entries("people", "acting_up"):
            yield from self.unknown((*path, "holder"), acting.holder, seats, "a holder's reference")
            if acting.holder in seats and (acting.holder in seen or seats[acting.holder] > 1):
                yield self.fault((*path, "holder"), "a holder who has one post only, and acts up only once")
            seen.add(acting.holder)
            yield from self.unknown((*path, "into"), acting.into, posts, "the id of a proposed post")
            if acting.into in posts:
                if acting.holder in post_of and post_of[acting.holder].to == (acting.into,):
                    yield self.fault((*path, "into"), "a proposed post other than the one that the holder moves into")
                yield from self._dates(path, acting, posts[acting.into])
                yield from self._point(path, acting, posts[acting.into])

    def _dates(self, path: Path_, acting: ActingUp, post: ProposedPost) -> Iterator[Fault]:
        dates = self.sections.get("dates")
        start = post.from_ or (dates and dates.implementation)
        if not (acting.from_ and acting.to and start):
            return
        if acting.to < acting.from_ or acting.from_ < start:
            expected = f"a day from {in_words(start)}, when the post starts, to the last day of acting up (to)"
            yield self.fault((*path, "from"), expected)
        if post.filled_on is None or post.filled_on <= acting.to:
            filled = f"is filled on {in_words(post.filled_on)}" if post.filled_on else "has no filled_on"
            yield self.fault(
                (*path, "to"), f"a day earlier than the day on which the post is filled; {post.id} {filled}"
            )

    def _point(self, path: Path_, acting: ActingUp, post: ProposedPost) -> Iterator[Fault]:
        pay, dates = self.pay_of(post), self.sections.get("dates")
        if not (pay and pay.spine and dates and dates.implementation and acting.point):
            return
        try:
            pay_range, _ = grade_in_force(post.grade, pay, self.rates, dates.implementation)
        except (ValueError, LookupError):
            return  # already a fault of the post
        if acting.point not in pay_range:
            yield self.fault((*path, "point"), f"a point of {post.title}'s grade, {post.grade}")
