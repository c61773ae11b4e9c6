"""Faults between sections: ids, destinations, dates, and figures stated twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from model.base.faults import Fault, nearest_name, plain_name
from model.base.financial_year import PayMonths, in_words
from model.base.money import pounds
from model.pay.grades import is_notation, read_grade
from model.pay.salaries import PEOPLE_BASES
from model.schema.reading.document import Path_
from model.schema.rules.checks import SIDES, Checks, months_shown
from model.schema.sections.fates import LEADS_NOWHERE, LEADS_ON
from model.schema.sections.leavers import Leaver
from model.schema.sections.people import People
from model.schema.sections.posts import PresentPost

IMPLEMENTATION = "implementation"
"""What an assumption may be about besides posts: the day on which the new structure starts."""
MOST_TOLERANCE = 0.01
"""The largest tolerance, as a share of the smaller published total. A stated convention."""
MOST_TOLERANCE_OF_CHANGE = 0.1
"""The largest tolerance, as a share of the published change, where no total is published."""


@dataclass(frozen=True)
class CrossChecks(Checks):
    """Checks between sections that have no module of their own."""

    def faults(self) -> Iterator[Fault]:
        """Every fault between sections."""
        return chain(
            self._post_ids(),
            self._destinations(),
            self._dates(),
            self._repeated_measures(),
            self._points_held(),
            self._actual_basis(),
            self._leavers(),
            self._one_off_days(),
            self._tolerance(),
            self._senior_posts(),
            self._assumed_of(),
        )

    @property
    def months(self) -> PayMonths | None:
        """The months of the years shown; None where either year is missing or has a fault."""
        return months_shown(self.sections)

    def _ids(self, *sides: str) -> set[str]:
        """The ids of posts, as written. An id that is not text is left out, since its post has a fault for it."""
        return {post["id"] for side in sides for _, post in self.written(side) if isinstance(post.get("id"), str)}

    def _post_ids(self) -> Iterator[Fault]:
        for path, first in self._repeated_ids:
            expected = f"an id that no other post has; this id is already used at {self.document.place_in_words(first)}"
            yield self.fault(path, expected)

    @cached_property
    def _repeated_ids(self) -> list[tuple[Path_, Path_]]:
        """The path of each repeated id, with the path of the post that had it first."""
        named = ((path, post.get("id")) for path, post in chain(*map(self.written, SIDES)))
        places = [(path, plain_name(name)) for path, name in named if isinstance(name, str)]
        first: dict[str, Path_] = {}
        again = [(at, name) for at, name in places if first.setdefault(name, at) is not at]
        return [((*at, "id"), (*first[name], "id")) for at, name in again]

    def _destinations(self) -> Iterator[Fault]:
        proposed = self._ids("proposed")
        lost = next((path for path, _ in self._repeated_ids if path[0] == "proposed"), None)
        expected = "the id of a proposed post"
        if lost:  # the name may be the id that this post should have had
            expected += f"; the post at {self.document.place_in_words(lost)} has the same id as another post"
        for path, post in self.written("present"):
            fate, to = post.get("fate"), post.get("to") or []
            to = to if isinstance(to, list) else [to]
            if fate in LEADS_ON and not to:
                yield self.fault(
                    (*path, "to"), f"the id of a proposed post, since this post is {fate}", found="nothing"
                )
            if fate in LEADS_NOWHERE and to:
                yield self.fault((*path, "to"), f"no destination, since the post's fate is {fate}")
            for name in to:
                if not isinstance(name, str) or name not in proposed:
                    nearest = "" if lost else nearest_name(name, proposed)
                    yield self.fault((*path, "to"), expected, found=repr(name), nearest=nearest)

    def _dates(self) -> Iterator[Fault]:
        dates, months = self.sections.get("dates"), self.months
        if months is None:
            return
        if months.first > months.last:
            yield self.fault(("years", "last"), f"{months.first} or a later year")
        elif dates is not None:
            first, last = months.first.first_day, months.last.last_day
            a_year_before = date(first.year - 1, first.month, first.day)
            before = f"a day in the years shown or the year before them, {in_words(a_year_before)} to {in_words(last)}"
            around = ((("dates", name), getattr(dates, name)) for name in ("decision", "published"))
            yield from self.outside(around, a_year_before, last, before)
            shown = [
                (("dates", "implementation"), dates.implementation),
                *(((*path, "until"), post.until) for path, post in self.entries("present") if post.until),
                *(((*path, "from"), post.from_) for path, post in self.entries("proposed") if post.from_),
            ]
            yield from self.outside(shown, first, last, _in_years(months))
            for path, post in self.entries("proposed"):
                if post.filled_on and (start := post.from_ or dates.implementation):
                    expected = f"a day from {in_words(start)}, when the post starts, to {in_words(last)}"
                    yield from self.outside([((*path, "filled_on"), post.filled_on)], start, last, expected)

    def _repeated_measures(self) -> Iterator[Fault]:
        figures = self.entries("published")
        counts = Counter(figure.measure for _, figure in figures)
        repeated = ((*path, "measure") for path, figure in figures if counts[figure.measure] > 1)
        return (self.fault(path, "each measure once") for path in repeated)

    def _tolerance(self) -> Iterator[Fault]:
        """A fault of a tolerance so large that any total would meet it."""
        declared, figures = self.sections.get("reconcile"), self.entries("published")
        amounts = {figure.measure: abs(figure.amount) for _, figure in figures}
        totals = [amounts[measure] for measure in ("present_cost", "proposed_cost") if measure in amounts]
        share, smallest, of = MOST_TOLERANCE, min(totals, default=0.0), "the smaller published total"
        if not totals and "change" in amounts:
            share, smallest, of = MOST_TOLERANCE_OF_CHANGE, amounts["change"], "the published change"
        if declared is None or declared.tolerance is None or not smallest:
            return
        most = share * smallest
        if declared.tolerance > most:
            expected = f"at most {pounds(most, pence=True)}, {share:.0%} of {of}"
            yield self.fault(("reconcile", "tolerance"), expected, found=pounds(declared.tolerance))

    def _senior_posts(self) -> Iterator[Fault]:
        known = self._ids(*SIDES)
        for path, name in self.entries("disclosure", "senior_posts") if known else ():
            yield from self.unknown(path, name, known, "the id of a post", found=repr(name))

    def _points_held(self) -> Iterator[Fault]:
        """A holder's point must be in the post's grade, even where the basis of costing doesn't use points.

        Points in named grades are checked in ``point_checks``.
        """
        for path, post, holder in self.holders():
            if holder.point is not None and is_notation(post.grade) and holder.point not in read_grade(post.grade):
                yield self.fault((*path, "point"), f"a point of the post's grade, {post.grade}")

    def _actual_basis(self) -> Iterator[Fault]:
        """Where people are costed, every post must be vacant, or list its holders, each with their point."""
        people, costing = self.sections.get("people"), self.sections.get("costing")
        if people is not None:
            yield from self._stated_holders(people)
        elif costing is not None and costing.basis in PEOPLE_BASES:
            expected = "a basis that needs no holders; or else the section people"
            yield self.fault(("costing", "basis"), expected, nearest="top")

    def _stated_holders(self, people: People) -> Iterator[Fault]:
        for path, post in self.entries("present"):
            if not (post.holders or post.vacant or post.all_in):
                yield self.fault(path, "holders, or vacant: true", found="neither holders nor vacant: true")
        for path, _, holder in self.holders():
            if holder.point is None:
                yield self.fault(path, "the point that the holder is at", found="no point")
            if people.increments in ("anniversary", "april_or_october") and holder.started is None:
                yield self.fault(
                    path,
                    f"the day of the start in the grade (started), which the rule {people.increments} needs",
                    found="nothing",
                )

    def _leavers(self) -> Iterator[Fault]:
        """Each leaver or redeployed holder must be known, and may be listed only once."""
        posts = [post for _, post in self.entries("present")]
        all_sound = len(posts) == len(self.sections.get("present") or (None,))
        known = {
            "holder": {holder.ref: post for _, post, holder in self.holders()},
            "post": {post.id: post for post in posts if not post.holders},
        }
        expected = {"holder": "a holder's reference", "post": "the id of a present post that lists no holders"}
        gone = set()
        for path, leaver in self.entries("one_off", "leavers"):
            key = "holder" if leaver.holder else "post"
            if all_sound and leaver.who not in known[key]:
                yield from self.unknown((*path, key), leaver.who, known[key], expected[key])
            elif leaver.holder in gone:
                yield self.fault((*path, key), "each holder once")
            gone |= {leaver.holder} - {None}
            yield from self._paid_weeks(path, leaver, known[key].get(leaver.who))
        for path, redeployed in self.entries("one_off", "redeployed"):
            if all_sound and redeployed.holder not in known["holder"]:
                yield from self.unknown((*path, "holder"), redeployed.holder, known["holder"], expected["holder"])
            elif redeployed.holder in gone:
                yield self.fault(
                    (*path, "holder"), "each holder once, either among the leavers or among the redeployed"
                )
            gone.add(redeployed.holder)

    def _paid_weeks(self, path: Path_, leaver: Leaver, post: PresentPost | None) -> Iterator[Fault]:
        """A leaver who works part of the year must state paid_weeks, since the default is all the weeks of a year."""
        if post is None or "paid_weeks" in leaver.model_fields_set:
            return
        of_holder = next(
            (holder.weeks for holder in post.holders if holder.ref == leaver.holder and holder.weeks), None
        )
        if weeks := of_holder or post.weeks:
            who = leaver.holder if of_holder else post.id
            yield self.fault(path, f"paid_weeks, since {who} works {weeks:g} weeks a year", found="no paid_weeks")

    def _one_off_days(self) -> Iterator[Fault]:
        """Every one-off cost must fall in a year shown."""
        months, leavers = self.months, self.entries("one_off", "leavers")
        if months is None or months.first > months.last:
            return iter(())
        days = [((*path, key), getattr(leaver, key)) for path, leaver in leavers for key in ("leaves_on", "paid_on")]
        days += (((*path, "on"), cost.on) for path, cost in self.entries("one_off", "other"))
        return self.outside(days, months.first.first_day, months.last.last_day, _in_years(months))

    def _assumed_of(self) -> Iterator[Fault]:
        known = self._ids(*SIDES)
        for path, assumption in self.entries("assumptions"):
            for name in assumption.about:
                if name != IMPLEMENTATION:
                    expected = f"the id of a post, or {IMPLEMENTATION}"
                    yield from self.unknown((*path, "about"), name, known, expected, found=repr(name))


def _in_years(months: PayMonths) -> str:
    first, last = months.first.first_day, months.last.last_day
    return f"a day in the years shown, {in_words(first)} to {in_words(last)}"
