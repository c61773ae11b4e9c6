"""What the workbook can't know, as places to fill; the timetable; and who has cleared which costing."""

from collections.abc import Iterator

from model.base.financial_year import in_words
from model.control.sheet import NOT_RECORDED
from model.people.phases import phases
from model.report.decision.blocks import Block, Fill, Ref, Rows, Words, said
from model.report.decision.brief import Brief

PARAGRAPHS = (("Equalities", "equalities"), ("Legal", "legal"), ("Data protection", "data_protection"),
              ("Climate", "climate"))  # fmt: skip
CLEARS = ("Finance", "Section 151 Officer", "Legal", "Human resources")
"""Who clears a report where no control sheet says who does."""
NOT_SIGNED = ("not signed", "\u2013", "\u2013")
CLEARANCES = ("finance", "clearance")


def formal(brief: Brief) -> Iterator[Block]:
    """A paragraph for each subject of ``PARAGRAPHS``: a place for people to fill, or what they wrote."""
    for label, place in PARAGRAPHS:
        yield said(f"{label}: ", brief.fill(place))


def timetable(brief: Brief) -> Iterator[Block]:
    """A table of steps with their days; call-in only where the decision can be called in."""
    scenario = brief.assessment.scenario
    dates = scenario.dates
    steps: list[tuple[Words, ...]] = [("Decision", in_words(dates.decision))]
    steps += [("Published", in_words(dates.published))] if dates.published else []
    if brief.can_be_called_in:
        steps.append(("The time for call-in ends", Fill("call_in_ends", "the day")))
    steps += [
        (f"The new structure begins{f': {phase.title}' if phase.title else ''}", in_words(phase.day))
        for phase in phases(scenario)
    ]
    steps.append(("First review", brief.fill("review")))
    yield Rows("timetable", "Timetable", ("Step", "Day"), tuple(steps), (False, False))


def clearance(brief: Brief) -> Iterator[Block]:
    """Who has cleared the report, when, and which costing each of them cleared."""
    yield said(
        f"The fingerprint of this costing is {brief.assessment.digest[:12]}. ",
        Ref("clearance"),
        " shows who has cleared which costing.",
    )
    yield Rows(
        "clearance",
        "Clearance",
        ("Of", "Name", "Day", "Costing cleared"),
        tuple(_rows(brief)),
        (False, False, False, False),
    )


def _rows(brief: Brief) -> Iterator[tuple[Words, ...]]:
    control = brief.control
    if control is None or control.sheet is None:
        for who in CLEARS:
            place = who.casefold().replace(" ", "_")
            yield who, *(Fill(f"clearance_{place}_{what}", what) for what in ("name", "day", "costing"))
        return
    for row in control.sheet.own_rows:
        if row.stage in CLEARANCES:
            held = control.held.get(row.row)
            signed = (held.name or "no name", in_words(held.day), _short(held.costing)) if held else NOT_SIGNED
            yield row.role, *signed


def _short(costing: str) -> str:
    return "not recorded" if costing == NOT_RECORDED else costing[:12]
