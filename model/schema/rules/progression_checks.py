"""Faults of progression: levels and routes that the family does not have, and posts filled below their grade."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault
from model.base.financial_year import PayMonths, in_words
from model.pay.progression import months_after
from model.rates.tables import Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.rules.grade_checks import grade_faults
from model.schema.sections.job_family import JobFamily
from model.schema.sections.posts import AppointedBelow, PresentPost, ProposedPost
from model.schema.sections.progressions import Progression


@dataclass(frozen=True)
class ProgressionChecks(Checks):
    """Checks of steps between levels, and of posts filled below their grade."""

    rates: Rates
    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault of progression; empty while a post has a fault."""
        present, proposed = self.all_posts("present"), self.all_posts("proposed")
        if present is None or proposed is None:
            return
        coming = defaultdict(list)
        for post in present:
            for name in post.to if not post.vacant else ():
                coming[name].append(post.title)
        for path, post in self.entries("proposed"):
            if post.appointed_below:
                yield from self._below((*path, "appointed_below"), post, post.appointed_below, coming[post.id])
        yield from self._steps({post.id: post for post in proposed})

    def _below(self, path: Path_, post: ProposedPost, below: AppointedBelow, coming: list[str]) -> Iterator[Fault]:
        """Only a vacancy may be filled below its grade, and the path up to the grade must end in the years shown.

        ``coming`` are the titles of the present posts whose holders move into the post.
        """
        yield from grade_faults(self, self.pay_of(post), self.rates, (*path, "grade"), below.grade)
        if below.grade == post.grade:
            yield self.fault((*path, "grade"), f"a grade other than the post's own, {post.grade}")
        if coming:
            expected = f"a vacancy, or no appointed_below, since the holder of {', '.join(coming)} moves into {post.id}"
            yield self.fault(path, expected)
        dates = self.sections.get("dates")
        start = post.filled_on or post.from_ or (dates and dates.implementation)
        if start and self.months and months_after(start, below.months) > self.months.last.last_day:
            expected = f"a path that ends by {in_words(self.months.last.last_day)}, the last day of the years shown"
            found = f"a path that ends on {in_words(months_after(start, below.months))}"
            yield self.fault((*path, "months"), expected, found=found)

    def _steps(self, proposed: dict[str, ProposedPost]) -> Iterator[Fault]:
        family: JobFamily | None = self.sections.get("job_family")
        steps, every = self.entries("progression"), self.sections.get("progression") or ()
        if every and family is None and "job_family" not in {*self.document.data, *self.document.unreadable}:
            yield self.fault(("progression",), "the section job_family, with its levels and routes")
        if family is None or not family.levels or family.routes is None or None in every:
            return
        levels, routes = [level.id for level in family.levels], [route.by for route in family.routes]
        of_level, of_route = (f"a {what} of {family.title}: " for what in ("level", "route"))
        posts_of: dict[str, list[PresentPost]] = defaultdict(list)
        for _, post, holder in self.holders():
            posts_of[holder.ref].append(post)
        for path, step in steps:
            wrong = [
                *self.unknown((*path, "from"), step.from_, levels, of_level + ", ".join(levels)),
                *self.unknown((*path, "to"), step.to, levels, of_level + ", ".join(levels)),
            ]
            yield from wrong
            yield from self.unknown(
                (*path, "by"), step.by, routes, of_route + (", ".join(routes) or "the family has none")
            )
            if not wrong:
                yield from self._step(path, step, family, posts_of, proposed)
        seen = set()
        for path, step in steps:
            if step.who in seen:
                yield self.fault(path, f"only one step of {step.who}: a second step does not come with time alone")
            seen.add(step.who)

    def _step(
        self,
        path: Path_,
        step: Progression,
        family: JobFamily,
        posts_of: dict[str, list[PresentPost]],
        proposed: dict[str, ProposedPost],
    ) -> Iterator[Fault]:
        """A step must be to the next level, and its holder or its post must be at the right levels."""
        after = family.levels[family.rank(step.from_) + 1 :][:1]
        if not after:
            yield self.fault((*path, "from"), "a level below the highest")
        elif family.rank(step.to) != family.rank(step.from_) + 1:
            yield self.fault((*path, "to"), f"{after[0].id}, the level after {step.from_}")
        elif step.holder:
            yield from self._of_holder(path, step, posts_of, proposed)
        else:
            yield from self._of_post(path, step, proposed, family.level(step.from_).grade)

    def _of_holder(
        self, path: Path_, step: Progression, posts_of: dict[str, list[PresentPost]], proposed: dict[str, Any]
    ) -> Iterator[Fault]:
        """The holder must be in a post at the lower level that leads to a post at the higher level."""
        yield from self.unknown((*path, "holder"), step.holder, posts_of, "a holder's reference")
        posts = posts_of.get(step.holder or "", [])
        reached = {proposed[name].level for post in posts for name in post.to if name in proposed}
        if posts and step.from_ not in {post.level for post in posts}:
            yield self.fault((*path, "from"), f"the level of {step.holder}'s present post")
        elif posts and step.to not in reached:
            expected = f"the level of a proposed post that {step.holder}'s present post leads to"
            yield self.fault((*path, "to"), expected)

    def _of_post(
        self, path: Path_, step: Progression, proposed: dict[str, ProposedPost], grade: str
    ) -> Iterator[Fault]:
        """The post must be at the higher level, and filled at the grade of the lower level."""
        post = proposed.get(step.post or "")
        if post is None:
            yield from self.unknown((*path, "post"), step.post, proposed, "the id of a proposed post")
        elif not post.appointed_below:
            yield self.fault((*path, "post"), "a post with appointed_below, which says how long its path is")
        elif post.level != step.to:
            yield self.fault((*path, "to"), f"the level of the post {post.id}, {post.level or 'which has no level'}")
        elif post.appointed_below.grade != grade:
            expected = f"the level with the grade {post.appointed_below.grade}, at which {post.id} is filled"
            yield self.fault((*path, "from"), expected)
