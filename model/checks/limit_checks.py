"""Limits of the model that touch a scenario: each is disclosed in its pack, and in no other."""

from collections.abc import Iterator

from model.base.check import Check, checked
from model.base.faults import number_of
from model.cost.costed import TIMELINES, CostedScenario
from model.people.settlements import settlements


def limit_checks(costed: CostedScenario) -> list[Check]:
    """Every limit that touches the scenario; empty where none does. None of them blocks."""
    limits = {
        ("term_time_by_months", "Term-time joiners and leavers"): [*_not_settled(costed)],
    }
    return [checked(*said, told, "", blocking=False) for said, told in limits.items() if told]


def _not_settled(costed: CostedScenario) -> Iterator[str]:
    """Who joins or leaves in a term-time post and is not settled for weeks worked."""
    if costed.scenario.term_time is None:
        return
    parts = {
        (costed.plans[timeline].appointments[part.row], part.days[1])
        for timeline in TIMELINES
        if timeline != "proposed"
        for part in settlements(costed.plans[timeline].appointments, costed.scenario)
        if part.share is None
    }
    people = {appointment.holder for appointment, _ in parts}
    if people:
        titles = sorted({appointment.title for appointment, _ in parts})
        who = number_of(len(people), "person", "people")
        yield (
            f"{who} in term-time posts ({', '.join(titles)}) join or leave within a pay year, and their weeks worked "
            "are not known. They are paid by months and not settled. State the terms under term_time, pay_years, or "
            "the weeks under the holder's weeks_worked."
        )
