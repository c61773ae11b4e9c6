"""The outline of a short report: its parts in order, the function that writes each, and the council's own headings."""

from collections.abc import Callable, Iterator, Mapping

from model.disclosure.public_input import exempt_mark
from model.report.decision.ask import reasons, recommendations, sought
from model.report.decision.blocks import Block, Paper, Part
from model.report.decision.box import box
from model.report.decision.brief import Brief, choices_in
from model.report.decision.considered import considered
from model.report.decision.formal import clearance, formal, timetable
from model.report.decision.money import money
from model.report.decision.risks import risks
from model.report.decision.structure import structure
from model.report.decision.workforce import workforce
from model.report.words import notices
from model.schema.sections.decision import PartName

HEADINGS = choices_in(PartName)
"""The usual heading of each part by key, in the usual order of the parts."""
WRITERS: Mapping[str, Callable[[Brief], Iterator[Block]]] = {
    "sought": sought,
    "reasons": reasons,
    "money": money,
    "structure": structure,
    "options": considered,
    "risks": risks,
    "workforce": workforce,
    "formal": formal,
    "timetable": timetable,
    "clearance": clearance,
}
"""The function that writes each part, by key. The recommendations are left out: they also need the other headings."""


def paper(brief: Brief) -> Paper:
    """The report in words and tables, the same for every kind of file."""
    scenario = brief.assessment.scenario
    headings = _headings(brief)
    exempt = "" if brief.assessment.is_public else exempt_mark(scenario)
    return Paper(
        title=scenario.title,
        subtitle=f"{brief.for_whom.report} \u00b7 {scenario.authority} \u00b7 {scenario.reference}",
        marks=tuple(filter(None, (brief.blocked, *notices(brief.assessment)))),
        box=tuple(box(brief)),
        parts=tuple(Part(key, heading, tuple(_blocks(brief, key, headings))) for key, heading in headings.items()),
        footer=" \u00b7 ".join(filter(None, (exempt, scenario.reference))),
    )


def _headings(brief: Brief) -> dict[str, str]:
    """The heading of each part, in the council's order. Parts that the council does not list follow in usual order."""
    listed = brief.decision.outline if brief.decision else ()
    stated = {part.part: part.heading or HEADINGS[part.part] for part in listed}
    return {**stated, **{key: heading for key, heading in HEADINGS.items() if key not in stated}}


def _blocks(brief: Brief, key: str, headings: Mapping[str, str]) -> Iterator[Block]:
    return recommendations(brief, headings.__getitem__) if key == "recommendations" else WRITERS[key](brief)
