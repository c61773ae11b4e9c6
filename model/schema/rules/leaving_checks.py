"""Faults of leaving: who stays instead of the leaver, years not shown, and consultation where nobody leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from model.base.faults import Fault
from model.base.financial_year import FinancialYear, PayMonths, from_to, in_words
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.sections.holders import Holder

ENDED_AS = {"retirement": "retirement", "end_of_term": "fixed-term"}
"""By kind of leaver, the value of the holder's ``ended`` that means the same as the kind."""


@dataclass(frozen=True)
class LeavingChecks(Checks):
    """Checks of kinds of leaving, and of the years in which one-off costs are charged."""

    months: PayMonths | None

    def faults(self) -> Iterator[Fault]:
        """Every fault of leaving. Entries that already have a fault are left out."""
        return chain(self._bumped(), self._last_days(), self._years(), self._consultation())

    def _last_days(self) -> Iterator[Fault]:
        """Faults of leavers whose day or kind of leaving differs from what is stated with the holder."""
        posts: dict[str, list[Holder]] = {}
        for *_, holder in self.holders():
            posts.setdefault(holder.ref, []).append(holder)
        for path, leaver in self.entries("one_off", "leavers"):
            theirs = posts.get(leaver.holder or "", [])
            last = max((holder.to for holder in theirs if holder.to), default=None)
            if last and leaver.leaves_on and leaver.leaves_on != last and all(holder.to for holder in theirs):
                yield self.fault((*path, "leaves_on"), f"{in_words(last)}, the holder's last day (to)")
            ended = {holder.ended for holder in theirs if holder.ended}
            if leaver.kind in ENDED_AS and ended - {ENDED_AS[leaver.kind]}:
                expected = (
                    f"a kind that agrees with how the time in the post ended; {leaver.kind} needs ended: "
                    f"{ENDED_AS[leaver.kind]}"
                )
                yield self.fault((*path, "kind"), expected)

    def _bumped(self) -> Iterator[Fault]:
        """A person who stays instead of a leaver must be a holder other than that leaver."""
        refs = {holder.ref for *_, holder in self.holders()}
        for path, leaver in self.entries("one_off", "leavers"):
            at = (*path, "bumped_by")
            if leaver.bumped_by is None:
                continue
            yield from self.unknown(at, leaver.bumped_by, refs, "the reference of the holder who stays instead")
            if leaver.bumped_by == leaver.holder:
                yield self.fault(at, "a holder other than the one who leaves")

    def _years(self) -> Iterator[Fault]:
        """A cost must be charged in a year shown. It may be paid in a different year."""
        if self.months is None or self.months.first > self.months.last:
            return
        expected = f"a year shown, {from_to(self.months.first, self.months.last)}"
        for path, label in self._charged():
            if label and not self.months.first <= FinancialYear.parse(label) <= self.months.last:
                yield self.fault(path, expected)

    def _charged(self) -> Iterator[tuple[Path_, str | None]]:
        for path, cost in chain(self.entries("one_off", "leavers"), self.entries("one_off", "other")):
            yield (*path, "charged_in"), cost.charged_in
            for number, part in enumerate(getattr(cost, "by_year", ())):
                yield (*path, "by_year", number, "year"), part.year

    def _consultation(self) -> Iterator[Fault]:
        """Each establishment must be listed once, and be the establishment of at least one leaver."""
        leavers = [leaver for _, leaver in self.entries("one_off", "leavers")]
        named = {leaver.establishment for leaver in leavers}
        entries = self.entries("one_off", "consultation")
        places = [((*path, "establishment"), entry.establishment) for path, entry in entries]
        yield from self.repeated(places, "each establishment once")
        for path, establishment in places if leavers else ():
            if establishment not in named:
                known = [name for name in named if name]
                yield from self.unknown(path, establishment, known, "the establishment of a leaver")
