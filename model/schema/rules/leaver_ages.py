"""A leaver's age and complete years of service: worked out from the list of holders, or stated with the leaver."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from model.base.faults import Fault
from model.base.financial_year import in_words
from model.pay.redundancy import age_on, complete_years, statutory_notice_weeks
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.sections.holders import Holder
from model.schema.sections.leavers import Leaver

OF_DATES = {"age": "born", "complete_years": "service_from"}
"""Each key that a leaver may leave out, and the date in the list of holders from which it is worked out."""


@dataclass(frozen=True)
class LeaverAges(Checks):
    """The leavers of a scenario, with the dates of birth and service in the list of holders."""

    def faults(self) -> Iterator[Fault]:
        """Faults of an age or service that is unknown, or that is stated and differs from what the dates give."""
        for path, leaver, facts in self._leavers():
            for key, dated in OF_DATES.items():
                own = getattr(leaver, key)
                if own is None and key not in facts:
                    expected = f"{key}; or a date under {dated} in the list of holders, before the day of leaving"
                    yield self.fault(path, expected, found=f"no {key}")
                elif own is not None and facts.get(key, own) != own:
                    day = in_words(facts["relevant_date"])
                    expected = f"{facts[key]} on {day}, from the date under {dated}; or no {key}"
                    yield self.fault((*path, key), expected, found=str(own))

    def worked_out(self) -> dict[str, Any]:
        """The sections with each leaver's age and service filled in; None for a leaver for whom they are unknown."""
        section = self.sections.get("one_off")
        if section is None or not section.leavers:
            return self.sections
        whole = {path[-1]: leaver.model_copy(update=facts) for path, leaver, facts in self._leavers()}
        sound = {index: leaver for index, leaver in whole.items() if None not in (leaver.age, leaver.complete_years)}
        leavers = tuple(sound.get(index) for index in range(len(section.leavers)))
        return {**self.sections, "one_off": section.model_copy(update={"leavers": leavers})}

    def _leavers(self) -> Iterator[tuple[Path_, Leaver, dict[str, Any]]]:
        """Each leaver: the path, the leaver, and the age and service worked out from dates, if the holder has any."""
        holders = {holder.ref: holder for *_, holder in self.holders() if holder.born or holder.service_from}
        for path, leaver in self.entries("one_off", "leavers"):
            holder = holders.get(leaver.holder or "")
            yield path, leaver, _of_dates(leaver, holder) if holder else {}


def _of_dates(leaver: Leaver, holder: Holder) -> dict[str, Any]:
    """The relevant date; where dates give them, age and complete years on the relevant date, and age on leaving.

    Where no relevant date is stated, it is the last day plus the notice not served. No more notice counts than the
    statutory weeks for the service on the last day.
    """
    last = leaver.leaves_on
    start = holder.service_from if holder.service_from and holder.service_from <= last else None
    if start or leaver.complete_years is None:
        relevant = leaver.relevant_date or _relevant(start, leaver)
    else:
        relevant = leaver.counted_to
    facts: dict[str, Any] = {"relevant_date": relevant}
    if start:
        facts["complete_years"] = complete_years(start, relevant)
    if holder.born:
        facts |= {"age": age_on(holder.born, relevant), "age_on_leaving": age_on(holder.born, last)}
    return facts


def _relevant(start: date | None, leaver: Leaver) -> date:
    if start is None:  # the years of service are a fault of their own
        return leaver.leaves_on
    weeks = min(leaver.notice_weeks, statutory_notice_weeks(start, leaver.leaves_on))
    return leaver.leaves_on + timedelta(weeks=weeks)
