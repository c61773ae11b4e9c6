"""Faults of working time: hours above full time, weeks that the scheme can't pay, and too much FTE."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.base.dated import ONE_DAY, Dated, highest
from model.base.faults import Fault
from model.base.financial_year import in_words as day_in_words
from model.pay.term_time import LONG_SERVICE
from model.schema.reading.document import Path_, in_words
from model.schema.rules.checks import SIDES, Checks
from model.schema.sections.employment import ChangeOfWorkingTime
from model.schema.sections.holders import Holder
from model.schema.sections.posts import WHOLE, Post
from model.schema.sections.working_time import TermTimeScheme


@dataclass(frozen=True)
class WorkingTimeChecks(Checks):
    """Rules of hours and weeks."""

    def faults(self) -> Iterator[Fault]:
        """Every fault of hours, weeks and FTE."""
        scheme: TermTimeScheme | None = self.sections.get("term_time")
        for path, working, post in self._workings():
            if working.hours and (full_time := self._full_time(post)) and working.hours > full_time:
                yield self.fault((*path, "hours"), f"no more than full-time hours, {full_time:g}")
            if working.weeks is not None and scheme is None and "term_time" not in self.document.data:
                yield self.fault((*path, "weeks"), "the section term_time, which says how weeks are paid")
            elif working.weeks is not None and scheme is not None:
                yield from self._fit((*path, "weeks"), scheme, working.weeks)
        if scheme is not None:
            yield from self._compared(scheme)
            yield from self._agreed_alike(scheme)
            yield from self._weeks_worked(scheme)
        yield from self._overfull()
        yield from self._people()

    def _full_time(self, post: Post) -> float | None:
        pay = self.pay_of(post)
        return pay.full_time_hours if pay is not None else None

    def _workings(self) -> Iterator[tuple[Path_, Post | Holder | ChangeOfWorkingTime, Post]]:
        """Each post, holder and change of working time that may state hours or weeks, with its path and its post."""
        for side in SIDES:
            for path, post in self.entries(side):
                yield path, post, post
                for seat, holder in enumerate(post.holders):
                    of_holder = (*path, "holders", seat)
                    yield of_holder, holder, post
                    yield from (
                        ((*of_holder, "working_time", number), change, post)
                        for number, change in enumerate(holder.working_time)
                    )

    def _fte(self, working: Post) -> float | None:
        """FTE as stated or from hours; None where full-time hours are unknown."""
        if working.hours is None:
            return working.fte
        full_time = self._full_time(working)
        return working.hours / full_time if full_time else None

    def _fit(self, path: Path_, scheme: TermTimeScheme, weeks: float) -> Iterator[Fault]:
        """Weeks and leave must add up to no more than a year, with short service and with long."""
        if None in (scheme.method, scheme.weeks_in_year, scheme.leave_days, scheme.agreed_weeks):
            return  # the scheme is at fault
        try:
            for service in (0, LONG_SERVICE):
                scheme.paid_share(1.0, weeks, service)
        except ValueError as error:
            yield self.fault(path, f"weeks that fit the year: {error}")

    def _compared(self, scheme: TermTimeScheme) -> Iterator[Fault]:
        """Weeks to compare must fit the year, and at least one proposed post must state its weeks."""
        sound = None not in (scheme.method, scheme.weeks_in_year, scheme.leave_days, scheme.agreed_weeks)
        posts = self.sections.get("proposed") or ()
        if scheme.compare and sound and not any(post is None or post.weeks for post in posts):
            yield self.fault(("term_time", "compare"), "at least one proposed post that states its weeks")
        for path, weeks in self.entries("term_time", "compare"):
            if weeks != "full":
                yield from self._fit(path, scheme, weeks)

    def _agreed_alike(self, scheme: TermTimeScheme) -> Iterator[Fault]:
        """Faults where one number of paid weeks is agreed for two numbers of weeks worked."""
        if scheme.agreed_paid_weeks is None:
            return
        stated = [((*path, "weeks"), working.weeks) for path, working, _ in self._workings() if working.weeks]
        stated += [(path, weeks) for path, weeks in self.entries("term_time", "compare") if weeks != "full"]
        for path, weeks in stated:
            if weeks != stated[0][1]:
                alike = f"{stated[0][1]:g}, as in {in_words(stated[0][0][:-1])}"
                why = "because agreed_paid_weeks, under term_time, is for one number of weeks only"
                yield self.fault(
                    path, f"{alike}, {why}; if posts work different weeks, state agreed_weeks there instead"
                )

    def _weeks_worked(self, scheme: TermTimeScheme) -> Iterator[Fault]:
        """Weeks worked must not exceed the stated weeks a year, and must end when time in post or a pay year ends."""
        dates = self.sections.get("dates")
        if scheme.pay_years is None or None in scheme.pay_years:
            return  # a pay year is at fault
        for path, post, holder in self.holders():
            weeks = holder.weeks or post.weeks
            ends = {holder.to, post.until, dates and dates.implementation and dates.implementation - ONE_DAY}
            for number, worked in enumerate(holder.weeks_worked):
                of_worked = (*path, "weeks_worked", number)
                year = next((year for year in scheme.pay_years if year.from_ <= worked.to <= year.last_day), None)
                if weeks is None:
                    yield self.fault(of_worked, "weeks a year, stated for the post or the holder")
                elif worked.weeks > weeks:
                    yield self.fault(
                        (*of_worked, "weeks"), f"no more than the {weeks:g} weeks that are worked in a year"
                    )
                elif year is None:
                    yield self.fault((*of_worked, "to"), "a day in one of the years under term_time, pay_years")
                elif worked.to not in {*ends, year.last_day}:
                    expected = (
                        f"the last day in the post, or the last day of the pay year, {day_in_words(year.last_day)}"
                    )
                    yield self.fault((*of_worked, "to"), expected)

    def _overfull(self) -> Iterator[Fault]:
        """Faults of posts whose holders have more FTE than the post has room for, where hours are stated."""
        for path, post in self.entries("present"):
            if post.hours is None and all(holder.hours is None for holder in post.holders):
                continue
            if (full := self._fte(post)) is None:
                continue
            worked = self._worked((holder, post) for holder in post.holders)
            room, fte = post.number * full, highest(worked)
            if fte > room + WHOLE:
                expected = f"no more than the post's {room:g} FTE for all its holders together"
                yield self.fault(path, expected, found=f"holders of {fte:g} FTE")

    def _people(self) -> Iterator[Fault]:
        """One person must work no more than full time in all their posts together."""
        worked: defaultdict[str, list[tuple[Holder, Post]]] = defaultdict(list)
        for path, post, holder in self.holders():
            worked[holder.ref].append((holder, post))
            if (fte := highest(self._worked(worked[holder.ref]))) > 1 + WHOLE:
                found = f"{holder.ref!r} with {fte:g} FTE in all"
                yield self.fault(path, "no more than 1 FTE for one person in all posts together", found=found)

    def _worked(self, holders: Iterable[tuple[Holder, Post]]) -> Iterator[Dated[float]]:
        """Each holder's FTE by date, from holder and post. Holders whose hours can't become FTE are left out."""
        for holder, post in holders:
            full_time = self._full_time(post)
            if full_time:
                yield from holder.in_fte(full_time).fte_by_date()
            elif not holder.in_hours:
                yield from holder.fte_by_date()
