"""The dismissals proposed at each establishment, and the days for beginning consultation and sending form HR1.

Trade Union and Labour Relations (Consolidation) Act 1992, sections 188 and 193 (``model/pay/consultation.py``).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from model.base.stated import stated
from model.pay.consultation import Proposed, most_in_90_days
from model.rates.tables import Rate, RateTable
from model.schema.sections.one_off import Consultation, OneOffTerms


@dataclass(frozen=True)
class Consulted:
    """One establishment. ``place`` is empty where leavers name none. ``entry`` is the consultation on record, if any.

    ``days`` are the last days of those whose dismissal is proposed, in order. ``needed`` is the least number of
    days from the beginning of consultation to the first dismissal; None where the law requires none for so few.
    """

    place: str
    days: tuple[date, ...]
    most: Proposed
    entry: Consultation | None
    needed: Rate | None

    @property
    def latest(self) -> date | None:
        """The last day on which consultation may begin and form HR1 may arrive; None where there is no such limit."""
        return self.most.first - timedelta(days=self.needed.value) if self.needed else None


def consulted(section: OneOffTerms, table: RateTable) -> Iterator[Consulted]:
    """Each establishment at which dismissals are proposed, in the order of the leavers in the file.

    ``table`` is the table of redundancy rates. The rule applied is the one in force on the day on which
    consultation began or, where no such day is on record, on the day of the first dismissal.
    """
    days: dict[str | None, list[date]] = defaultdict(list)
    for leaver in section.leavers:
        if leaver.of_kind.consulted:
            days[leaver.establishment].append(leaver.leaves_on)
    entries = {entry.establishment: entry for entry in section.consultation}
    for place, dismissals in days.items():
        entry = entries.get(place)
        most = stated(most_in_90_days(dismissals, entry.proposed_elsewhere if entry else 0), "a dismissal")
        needed = most.days_needed(table, (entry and entry.began) or most.first)
        yield Consulted(place or "", tuple(sorted(dismissals)), most, entry, needed)
