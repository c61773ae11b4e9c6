"""Faults of working time: hours within full time, weeks that the scheme can pay, and no more FTE than there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import Fault
from model.pay.term_time import LONG_SERVICE
from model.schema.reading.document import Document, Path_, in_words
from model.schema.sections.holders import Holder
from model.schema.sections.posts import WHOLE, Post
from model.schema.sections.working_time import TermTimeScheme


@dataclass(frozen=True)
class WorkingTimeChecks:
    """The sections of a scenario (None where one is not sound) and the document they came from."""

    document: Document
    sections: dict[str, Any]

    def faults(self) -> Iterator[Fault]:
        """Every fault; a check whose sections are not sound is passed over."""
        for path, one in self._posts_and_holders():
            yield from self._hours(path, one)
            yield from self._weeks(path, one)
        yield from self._compared()
        yield from self._agreed_alike()
        yield from self._overfull()
        yield from self._people()

    @property
    def _full_time(self) -> float | None:
        pay = self.sections.get("pay")
        return pay.full_time_hours if pay is not None else None

    def _posts_and_holders(self) -> Iterator[tuple[Path_, Post | Holder]]:
        for section in ("present", "proposed"):
            for index, post in enumerate(self.sections.get(section) or ()):
                if post:
                    yield (section, index), post
                for seat, holder in enumerate(getattr(post, "holders", None) or ()):
                    yield (section, index, "holders", seat), holder

    def _fte(self, one: Post | Holder) -> float | None:
        """FTE as stated or by hours; None where full-time hours are not known."""
        if one.hours is None:
            return one.fte
        return one.hours / self._full_time if self._full_time else None

    def _hours(self, path: Path_, one: Post | Holder) -> Iterator[Fault]:
        if one.hours and self._full_time and one.hours > self._full_time:
            yield self.document.fault((*path, "hours"), f"no more than full-time hours, {self._full_time:g}")

    def _weeks(self, path: Path_, one: Post | Holder) -> Iterator[Fault]:
        scheme: TermTimeScheme | None = self.sections.get("term_time")
        if one.weeks is None:
            return
        if scheme is None and "term_time" not in self.document.data:
            yield self.document.fault((*path, "weeks"), "the section term_time, which says how weeks are paid")
        elif scheme is not None and _is_sound(scheme):
            for service in (0, LONG_SERVICE):
                try:
                    scheme.paid_share(1.0, one.weeks, service)
                except ValueError as error:
                    yield self.document.fault((*path, "weeks"), f"weeks that fit the year: {error}")
                    return

    def _compared(self) -> Iterator[Fault]:
        """Weeks to compare fit the year, and there is some post to compare."""
        scheme: TermTimeScheme | None = self.sections.get("term_time")
        posts = self.sections.get("proposed") or ()
        if scheme is None or not scheme.compare or not _is_sound(scheme):
            return
        if None not in posts and not any(post.weeks for post in posts):
            expected = "a proposed post that states its weeks"
            yield self.document.fault(("term_time", "compare"), expected)
        for index, weeks in enumerate(scheme.compare):
            for service in (0, LONG_SERVICE):
                try:
                    scheme.paid_share(1.0, weeks, service) if weeks != "full" else None
                except ValueError as error:
                    path = ("term_time", "compare", index)
                    yield self.document.fault(path, f"weeks that fit the year: {error}")
                    break

    def _agreed_alike(self) -> Iterator[Fault]:
        """One sum of paid weeks is agreed for one number of weeks worked: another would be paid alike."""
        scheme: TermTimeScheme | None = self.sections.get("term_time")
        if scheme is None or scheme.agreed_paid_weeks is None:
            return
        stated = [((*path, "weeks"), one.weeks) for path, one in self._posts_and_holders() if one.weeks]
        compared = enumerate(scheme.compare or ())
        stated += [(("term_time", "compare", index), weeks) for index, weeks in compared if weeks != "full"]
        for path, weeks in stated:
            if weeks != stated[0][1]:
                agreed = f"agreed_paid_weeks holds for the {stated[0][1]:g} weeks of {in_words(stated[0][0][:-1])}"
                expected = f"paid weeks for {weeks:g} weeks, under agreed_weeks in its place: {agreed}"
                yield self.document.fault(path, expected)

    def _overfull(self) -> Iterator[Fault]:
        """Hours are weighed here, since a post by itself does not know what full time is."""
        for index, post in enumerate(self.sections.get("present") or ()):
            working = [post, *post.holders] if post else []
            if all(one.hours is None for one in working) or None in map(self._fte, working):
                continue
            room, held = (post.number * self._fte(post), sum(map(self._fte, post.holders)))
            if held > room + WHOLE:
                expected = f"holders of no more than the post's {room:g} FTE"
                yield self.document.fault(("present", index), expected, found=f"holders of {held:g} FTE")

    def _people(self) -> Iterator[Fault]:
        """One person works no more than full time in all their posts together."""
        worked: dict[str, float] = {}
        for path, holder in self._posts_and_holders():
            if not isinstance(holder, Holder):
                continue
            worked[holder.ref] = worked.get(holder.ref, 0.0) + (self._fte(holder) or 0.0)
            if worked[holder.ref] > 1 + WHOLE:
                found = f"{holder.ref!r} with {worked[holder.ref]:g} FTE in all"
                expected = "no more than 1 FTE for one person over all posts"
                yield self.document.fault(path, expected, found=found)


def _is_sound(scheme: TermTimeScheme) -> bool:
    return None not in (scheme.method, scheme.weeks_in_year, scheme.leave_days, scheme.agreed_weeks)
