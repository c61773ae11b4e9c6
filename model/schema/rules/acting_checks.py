"""Faults of acting up: who acts in which post, between which dates, and at which point of its grade."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, nearest_name
from model.base.financial_year import in_words
from model.pay.named_grades import pay_range_of
from model.rates.tables import Rates
from model.schema.reading.document import Document, Path_
from model.schema.sections.people import ActingUp
from model.schema.sections.posts import ProposedPost


@dataclass(frozen=True)
class ActingChecks:
    """The document, the sections of a scenario (None where one is not sound), and the rate tables."""

    document: Document
    sections: dict[str, Any]
    rates: Rates

    def faults(self) -> Iterator[Fault]:
        """Every fault; passed over while a section that it needs is not sound."""
        people = self.sections.get("people")
        present, proposed = (self.sections.get(side) or (None,) for side in ("present", "proposed"))
        if people is None or None in (*present, *proposed, *(people.acting_up or ())):
            return
        held = Counter(holder.ref for post in present for holder in post.holders)
        own = {holder.ref: post for post in present for holder in post.holders}
        posts = {post.id: post for post in proposed}
        seen = set()
        for index, acting in enumerate(people.acting_up):
            path = ("people", "acting_up", index)
            if acting.holder not in held:
                nearest = nearest_name(acting.holder, held)
                yield self.document.fault((*path, "holder"), "a holder's reference", nearest=nearest)
            elif acting.holder in seen or held[acting.holder] > 1:
                yield self.document.fault((*path, "holder"), "a holder of one post, who acts up once")
            seen.add(acting.holder)
            if acting.into not in posts:
                nearest = nearest_name(acting.into, posts)
                yield self.document.fault((*path, "into"), "the id of a proposed post", nearest=nearest)
                continue
            if acting.holder in own and own[acting.holder].to == (acting.into,):
                yield self.document.fault((*path, "into"), "a post other than the one that the holder comes into")
            yield from self._dates(path, acting, posts[acting.into])
            yield from self._point(path, acting, posts[acting.into])

    def _dates(self, path: Path_, acting: ActingUp, post: ProposedPost) -> Iterator[Fault]:
        dates = self.sections.get("dates")
        stands = post.from_ or (dates and dates.implementation)
        if not (acting.from_ and acting.to and stands):
            return
        if acting.to < acting.from_ or acting.from_ < stands:
            expected = f"a day from {in_words(stands)}, when the post starts, and not after the last"
            yield self.document.fault((*path, "from"), expected)
        if post.filled_on is None or post.filled_on <= acting.to:
            filled = f"is filled on {in_words(post.filled_on)}" if post.filled_on else "states no filled_on"
            expected = f"a day before {post.id} is filled, which {filled}"
            yield self.document.fault((*path, "to"), expected)

    def _point(self, path: Path_, acting: ActingUp, post: ProposedPost) -> Iterator[Fault]:
        pay, dates = self.sections.get("pay"), self.sections.get("dates")
        if not (pay and pay.spine and dates and dates.implementation and acting.point):
            return
        named = (self.rates.grades, pay.grades_of, pay.spine, dates.implementation, bool(pay.accept_recalled_grades))
        try:
            pay_range, _ = pay_range_of(post.grade, *named)
        except (ValueError, LookupError):
            return  # already a fault of the post
        if not pay_range.bottom <= acting.point <= pay_range.extended_top:
            yield self.document.fault((*path, "point"), f"a point of {post.title}'s grade, {post.grade}")
