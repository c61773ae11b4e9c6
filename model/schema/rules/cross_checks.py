"""Faults that no section can see by itself: ids, destinations, dates, and figures stated twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.base.faults import Fault, nearest_name, plain_name
from model.base.financial_year import PayMonths, in_words
from model.base.money import pounds
from model.pay.grades import PayRange, is_notation, read_grade
from model.pay.salaries import PEOPLE_BASES
from model.schema.reading.document import Document, Path_

IMPLEMENTATION = "implementation"
"""What an assumption is about, other than a post: the day of the change."""
MOST_TOLERANCE = 0.01
"""The largest share of the smaller published total that counts as near. A stated convention."""


@dataclass(frozen=True)
class CrossChecks:
    """The sections of a scenario (None where one is not sound) and the document they came from."""

    document: Document
    sections: dict[str, Any]

    def faults(self) -> Iterator[Fault]:
        """Every fault between sections; a check whose sections are not sound is passed over."""
        yield from self._post_ids()
        yield from self._destinations()
        yield from self._dates()
        yield from self._repeated_measures()
        yield from self._points_held()
        yield from self._actual_basis()
        yield from self._one_off()
        yield from self._tolerance()
        yield from self._senior_posts()
        yield from self._assumed_of()

    @property
    def months(self) -> PayMonths | None:
        """The months of the years shown, where both years read as such."""
        years = self.sections.get("years")
        return years.months if years is not None and years.first and years.last else None

    def _posts(self, section: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
        written = self.document.data.get(section)
        for index, post in enumerate(written if isinstance(written, list) else []):
            if isinstance(post, dict):
                yield (section, index), post

    def _ids(self, *sections: str) -> set[str]:
        """The ids of posts as written; one that is no text is a fault of its post."""
        return {
            post["id"] for section in sections for _, post in self._posts(section) if isinstance(post.get("id"), str)
        }

    def _post_ids(self) -> Iterator[Fault]:
        for path, first in self._repeated_ids():
            expected = f"an id of its own; it already stands at {self.document.place_in_words(first)}"
            yield self.document.fault(path, expected)

    def _repeated_ids(self) -> Iterator[tuple[Path_, Path_]]:
        """The path of each post's id that stands further up already, and the path at which it stands first."""
        first: dict[str, Path_] = {}
        for path, post in (*self._posts("present"), *self._posts("proposed")):
            post_id, at = post.get("id"), (*path, "id")
            if isinstance(post_id, str) and first.setdefault(plain_name(post_id), at) != at:
                yield at, first[plain_name(post_id)]

    def _destinations(self) -> Iterator[Fault]:
        proposed = self._ids("proposed")
        repeated = next(
            (self.document.place_in_words(path) for path, _ in self._repeated_ids() if path[0] == "proposed"), ""
        )
        for path, post in self._posts("present"):
            to = post.get("to") or []
            to = to if isinstance(to, list) else [to]
            moves = post.get("fate") in ("assimilated", "regraded", "ring-fenced")
            if moves and not to:
                yield self.document.fault((*path, "to"), f"the proposed post it is {post['fate']} to", found="nothing")
            if post.get("fate") in ("open", "deleted", "unresolved") and to:
                yield self.document.fault((*path, "to"), f"no destination, since its fate is {post['fate']}")
            for name in to:
                if not (isinstance(name, str) and name in proposed):  # it may be the id that a post lost to another's
                    lost = f"; the one at {repeated} has the id of another" if repeated else ""
                    nearest = "" if repeated else nearest_name(name, proposed)
                    yield self.document.fault(
                        (*path, "to"), f"the id of a proposed post{lost}", found=repr(name), nearest=nearest
                    )

    def _dates(self) -> Iterator[Fault]:
        dates, months = self.sections.get("dates"), self.months
        if months is None:
            return
        if months.first > months.last:
            yield self.document.fault(("years", "last"), f"a year not before the first, {months.first}")
            return
        first, last = months.first.first_day, months.last.last_day
        if dates is None:
            return
        if dates.implementation and not first <= dates.implementation <= last:
            yield self.document.fault(
                ("dates", "implementation"), f"a day in the years shown, {in_words(first)} to {in_words(last)}"
            )
        a_year_before = date(first.year - 1, first.month, first.day)
        for name in ("decision", "published"):
            day = getattr(dates, name)
            if day and not a_year_before <= day <= last:
                yield self.document.fault(
                    ("dates", name),
                    f"a day in the years shown or the year before them, {in_words(a_year_before)} to {in_words(last)}",
                )
        for index, post in enumerate(self.sections.get("proposed") or ()):
            stands = post and (post.from_ or dates.implementation)
            if stands and post.filled_on and not stands <= post.filled_on <= last:
                expected = f"a day from {in_words(stands)}, when the post starts, to {in_words(last)}"
                yield self.document.fault(("proposed", index, "filled_on"), expected)
        for section, key in (("present", "until"), ("proposed", "from")):
            for index, post in enumerate(self.sections.get(section) or ()):
                day = post and (post.until if section == "present" else post.from_)
                if day and not first <= day <= last:
                    yield self.document.fault(
                        (section, index, key), f"a day in the years shown, {in_words(first)} to {in_words(last)}"
                    )

    def _repeated_measures(self) -> Iterator[Fault]:
        figures = self.sections.get("published") or ()
        counts = Counter(figure.measure for figure in figures if figure)
        for index, figure in enumerate(figures):
            if figure and counts[figure.measure] > 1:
                yield self.document.fault(("published", index, "measure"), "each measure once")

    def _tolerance(self) -> Iterator[Fault]:
        """A tolerance that any total would meet finds nothing."""
        declared, figures = self.sections.get("reconcile"), self.sections.get("published") or ()
        totals = [one.amount for one in figures if one and one.measure in ("present_cost", "proposed_cost")]
        if declared is None or declared.tolerance is None or not totals:
            return
        most = MOST_TOLERANCE * min(map(abs, totals))
        if declared.tolerance > most:
            expected = f"at most {pounds(most, pence=True)}, {MOST_TOLERANCE:.0%} of the smaller published total"
            yield self.document.fault(("reconcile", "tolerance"), expected, found=pounds(declared.tolerance))

    def _senior_posts(self) -> Iterator[Fault]:
        disclosure = self.sections.get("disclosure")
        known = self._ids("present", "proposed")
        for index, name in enumerate((disclosure and disclosure.senior_posts) or ()):
            if known and name not in known:
                path, nearest = ("disclosure", "senior_posts", index), nearest_name(name, known)
                yield self.document.fault(path, "the id of a post", found=repr(name), nearest=nearest)

    def _points_held(self) -> Iterator[Fault]:
        """A holder's point is in the post's grade, also where nobody is costed by it; a named grade's come later."""
        for index, post in enumerate(self.sections.get("present") or ()):
            for seat, holder in enumerate(post.holders if post and is_notation(post.grade) else ()):
                if holder.point is not None and not _within(holder.point, read_grade(post.grade)):
                    path = ("present", index, "holders", seat, "point")
                    yield self.document.fault(path, f"a point of the post's grade, {post.grade}")

    def _actual_basis(self) -> Iterator[Fault]:
        """Where people are costed, every post that is not vacant says who holds it, at which point of its grade."""
        people, costing = self.sections.get("people"), self.sections.get("costing")
        if people is None:
            if costing is not None and costing.basis in PEOPLE_BASES:
                expected = "the section people, or one of the budget bases"
                yield self.document.fault(("costing", "basis"), expected, nearest="top")
            return
        refs = set()
        for index, post in enumerate(self.sections.get("present") or ()):
            if not post:
                continue
            if not post.holders and not post.vacant:
                yield self.document.fault(("present", index), "holders, or vacant: true", found="neither")
            for seat, holder in enumerate(post.holders):
                refs.add(holder.ref)
                path = ("present", index, "holders", seat)
                if holder.point is None:
                    yield self.document.fault(path, "the point that the holder is at", found="no point")
                if people.increments in ("anniversary", "april_or_october") and holder.started is None:
                    yield self.document.fault(
                        path, f"started, which the rule {people.increments} needs", found="nothing"
                    )
        targets = self._ids("proposed")
        for index, placement in enumerate(people.ring_fence or ()):
            path = ("people", "ring_fence", index)
            if placement.holder not in refs:
                yield self.document.fault(
                    (*path, "holder"), "a holder's reference", nearest=nearest_name(placement.holder, refs)
                )
            if placement.to != "displaced" and placement.to not in targets:
                yield self.document.fault(
                    (*path, "to"), "a proposed post, or displaced", nearest=nearest_name(placement.to, targets)
                )

    def _one_off(self) -> Iterator[Fault]:
        """Each leaver is known and leaves once; every one-off cost falls in a year shown."""
        section, months = self.sections.get("one_off"), self.months
        if section is None:
            return
        present = self.sections.get("present") or (None,)
        posts = [post for post in present if post]
        all_sound = len(posts) == len(present)
        known = {
            "holder": {holder.ref: post for post in posts for holder in post.holders},
            "post": {post.id: post for post in posts if not post.holders},
        }
        expected = {"holder": "a holder's reference", "post": "the id of a present post that lists no holders"}
        gone = set()
        for index, leaver in enumerate(section.leavers or ()):
            key = "holder" if leaver.holder else "post"
            path = ("one_off", "leavers", index, key)
            if leaver.who not in known[key] and all_sound:
                yield self.document.fault(path, expected[key], nearest=nearest_name(leaver.who, known[key]))
            elif leaver.holder in gone:
                yield self.document.fault(path, "each holder once")
            gone |= {leaver.holder} - {None}
            post = known[key].get(leaver.who)
            own = [holder.weeks for holder in post.holders if holder.ref == leaver.holder] if post else []
            weeks = next((weeks for weeks in own if weeks), post.weeks if post else None)
            if weeks and "paid_weeks" not in leaver.model_fields_set:
                who = leaver.holder if any(own) else post.id
                expected_weeks = f"paid_weeks, since {who} works {weeks:g} weeks a year"
                yield self.document.fault(("one_off", "leavers", index), expected_weeks, found="no paid_weeks")
        for index, one in enumerate(section.redeployed or ()):
            path = ("one_off", "redeployed", index, "holder")
            if one.holder not in known["holder"] and all_sound:
                yield self.document.fault(path, expected["holder"], nearest=nearest_name(one.holder, known["holder"]))
            elif one.holder in gone:
                yield self.document.fault(path, "each holder once, either leaving or redeployed")
            gone.add(one.holder)
        if months is None or months.first > months.last:
            return
        first, last = months.first.first_day, months.last.last_day
        days = [
            *(
                (("leavers", index, key), getattr(leaver, key))
                for index, leaver in enumerate(section.leavers or ())
                for key in ("leaves_on", "paid_on")
            ),
            *((("other", index, "on"), cost.on) for index, cost in enumerate(section.other or ())),
        ]
        for path, day in days:
            if day and not first <= day <= last:
                shown = f"a day in the years shown, {in_words(first)} to {in_words(last)}"
                yield self.document.fault(("one_off", *path), shown)

    def _assumed_of(self) -> Iterator[Fault]:
        known = self._ids("present", "proposed")
        for index, assumption in enumerate(self.sections.get("assumptions") or ()):
            for name in assumption.about if assumption else ():
                if name != IMPLEMENTATION and name not in known:
                    expected, nearest = f"the id of a post, or {IMPLEMENTATION}", nearest_name(name, known)
                    path = ("assumptions", index, "about")
                    yield self.document.fault(path, expected, found=repr(name), nearest=nearest)


def _within(point: int, pay_range: PayRange) -> bool:
    return pay_range.bottom <= point <= pay_range.extended_top
