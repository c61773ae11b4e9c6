"""Faults of progression: levels and routes that the family lacks, and posts filled below their grade."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault, nearest_name
from model.base.financial_year import PayMonths, in_words
from model.pay.progression import months_after
from model.rates.tables import Rates
from model.schema.reading.document import Document
from model.schema.rules.grade_checks import grade_fault
from model.schema.sections.job_family import JobFamily
from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.progressions import Progression


@dataclass(frozen=True)
class ProgressionChecks:
    """The document, its sections (None where one is not sound), the tables, and the months shown."""

    document: Document
    sections: dict[str, Any]
    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault; passed over while a section that it needs is not sound."""
        present, proposed = (self.sections.get(side) or (None,) for side in ("present", "proposed"))
        if None in (*present, *proposed):
            return
        coming = defaultdict(list)
        for post in present:
            for name in post.to if not post.vacant else ():
                coming[name].append(post.title)
        for index, post in enumerate(proposed):
            if post.appointed_below:
                yield from self._below(index, post, coming[post.id])
        yield from self._steps(present, proposed)

    def _below(self, index: int, post: ProposedPost, held: list[str]) -> Iterator[Fault]:
        """Only a vacancy is filled below its grade, and its path ends in the years shown, so that its end is seen.

        ``held`` are the titles of present posts that are not vacant and come into it.
        """
        path, below = ("proposed", index, "appointed_below"), post.appointed_below
        if fault := grade_fault(self.document, self.sections, self.rates, (*path, "grade"), below.grade):
            yield fault
        if below.grade == post.grade:
            yield self.document.fault((*path, "grade"), f"a grade other than the post's own, {post.grade}")
        if held:
            expected = f"no appointed_below, or a vacancy: {', '.join(held)}, which is held, comes into {post.id}"
            yield self.document.fault(path, expected)
        dates = self.sections.get("dates")
        start = post.filled_on or post.from_ or (dates and dates.implementation)
        if start and self.months and months_after(start, below.months) > self.months.last.last_day:
            expected = f"a path that ends by {in_words(self.months.last.last_day)}, in the years shown"
            found = f"one that ends on {in_words(months_after(start, below.months))}"
            yield self.document.fault((*path, "months"), expected, found=found)

    def _steps(self, present: tuple, proposed: tuple) -> Iterator[Fault]:
        steps, family = self.sections.get("progression") or (), self.sections.get("job_family")
        if steps and family is None and "job_family" not in {*self.document.data, *self.document.unreadable}:
            yield self.document.fault(("progression",), "the section job_family, with its levels and routes")
        if (
            family is None
            or not family.levels
            or None in (family.routes, *steps, *family.levels, *(family.routes or ()))
        ):
            return
        levels, routes = [level.id for level in family.levels], [route.by for route in family.routes]
        posts_of, proposed_by_id = defaultdict(list), {post.id: post for post in reversed(proposed)}
        for post in present:
            for ref in dict.fromkeys(holder.ref for holder in post.holders):
                posts_of[ref].append(post)
        seen = set()
        for index, step in enumerate(steps):
            path = ("progression", index)
            if step.who in seen:
                yield self.document.fault(path, f"one step of {step.who}: time alone makes no second one")
            seen.add(step.who)
            if step.by not in routes:
                expected = f"a route of {family.title}: {', '.join(routes) or 'it states none'}"
                yield self.document.fault((*path, "by"), expected, nearest=nearest_name(step.by, routes))
            wrong = [key for key, level in (("from", step.from_), ("to", step.to)) if level not in levels]
            for key in wrong:
                named = step.from_ if key == "from" else step.to
                expected = f"a level of {family.title}: {', '.join(levels)}"
                yield self.document.fault((*path, key), expected, nearest=nearest_name(named, levels))
            if wrong:
                continue
            if family.rank(step.to) != family.rank(step.from_) + 1:
                after = levels[family.rank(step.from_) + 1 :][:1]
                expected = f"the level after {step.from_}, {after[0]}" if after else "a level below the highest"
                yield self.document.fault((*path, "to" if after else "from"), expected)
            elif step.holder:
                yield from self._of_holder(index, step, posts_of, proposed_by_id)
            else:
                yield from self._of_post(index, step, proposed_by_id, family)

    def _of_holder(
        self,
        index: int,
        step: Progression,
        posts_of: dict[str, list[PresentPost]],
        proposed: dict[str, ProposedPost],
    ) -> Iterator[Fault]:
        """The holder is in a post of the one level, which leads to a post of the other."""
        held = posts_of.get(step.holder)
        if not held:
            nearest = nearest_name(step.holder, posts_of)
            yield self.document.fault(("progression", index, "holder"), "a holder's reference", nearest=nearest)
            return
        reached = {proposed[name].level for post in held for name in post.to if name in proposed}
        if step.from_ not in {post.level for post in held}:
            yield self.document.fault(("progression", index, "from"), f"the level of {step.holder}'s present post")
        elif step.to not in reached:
            expected = f"the level of a proposed post that {step.holder}'s present post leads to"
            yield self.document.fault(("progression", index, "to"), expected)

    def _of_post(
        self, index: int, step: Progression, proposed: dict[str, ProposedPost], family: JobFamily
    ) -> Iterator[Fault]:
        """The post is of the higher level and filled at the grade of the lower."""
        post, path = proposed.get(step.post), ("progression", index)
        if post is None:
            nearest = nearest_name(step.post, proposed)
            yield self.document.fault((*path, "post"), "the id of a proposed post", nearest=nearest)
        elif not post.appointed_below:
            yield self.document.fault((*path, "post"), "a post with appointed_below, which says how long its path is")
        elif post.level != step.to:
            yield self.document.fault(
                (*path, "to"), f"the level of the post {post.id}, {post.level or 'which has none'}"
            )
        elif post.appointed_below.grade != family.level(step.from_).grade:
            expected = f"the level of the grade that {post.id} is filled at, {post.appointed_below.grade}"
            yield self.document.fault((*path, "from"), expected)
