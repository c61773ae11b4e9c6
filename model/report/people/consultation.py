"""The page for the recognised unions: what an employer must tell them in writing about proposed redundancies.

Trade Union and Labour Relations (Consolidation) Act 1992, section 188(4). The parts follow its paragraphs (a) to (i).
Nobody's words are invented: what the workbook can't know is a place to fill.
"""

from collections.abc import Iterator, Sequence

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import in_words
from model.budget.consulted import Consulted, consulted
from model.disclosure.dismissals import Description, Shown
from model.disclosure.public_input import exempt_mark
from model.pay.consultation import LEVELS
from model.people.phases import phases
from model.report.decision.blocks import Block, Fill, Line, Paper, Part, Ref, Rows, said
from model.report.people.descriptions import described, descriptions_table, in_the_table
from model.report.people.staff_annex import NO_ANNEX
from model.report.people.words import ARRIVALS, policy_in_words, scheme_in_words
from model.schema.sections.one_off import OneOffTerms

FOR_UNIONS = "For the representatives of recognised trade unions. Not for publication."
PROMPTS = {
    "reasons": "why dismissals are proposed",
    "selection": "how those to be dismissed are selected",
    "procedure": "how dismissals are carried out, with the agreed procedure",
    "agency_workers": "how many agency workers, in which parts of the council, and what work they do",
}
"""What each text in the section ``consultation`` of ``one_off`` should say, by key. People write these texts."""
TO_FILL = "What the workbook can\u2019t know is left as a marked place to fill."


def consultation_page(assessment: Assessment, blocked: str = "") -> Paper:
    """The page in words and tables. ``blocked`` is why the pack is not cleared; empty where it is."""
    scenario = assessment.scenario
    section = scenario.one_off or OneOffTerms()
    places = [*consulted(section, assessment.rates.redundancy)]
    found, numbers = described(scenario)
    parts = {
        "reasons": ("What is proposed, and why: section 188(4)(a)", _reasons(assessment, section)),
        "numbers": (
            "Numbers and descriptions: section 188(4)(b) and (c)",
            _numbers(assessment, found, numbers if places else None, any_dismissed=bool(places)),
        ),
        "selection": ("Method of selection: section 188(4)(d)", _selection(assessment, section)),
        "procedure": ("How and when: section 188(4)(e)", _procedure(assessment, section, places, numbers)),
        "payments": ("Redundancy payments: section 188(4)(f)", _payments(assessment)),
        "agency": ("Agency workers: section 188(4)(g) to (i)", _to_fill(section, "agency_workers")),
        "staying": ("Those who stay", _staying(assessment)),
    }
    return Paper(
        title=f"Consultation with recognised unions: {scenario.title}",
        subtitle=f"{scenario.authority} \u00b7 {scenario.reference}",
        marks=tuple(filter(None, (blocked, f"{FOR_UNIONS} {TO_FILL}"))),
        box=tuple(_box(assessment, places)),
        parts=tuple(Part(key, heading, tuple(blocks)) for key, (heading, blocks) in parts.items()),
        footer=" \u00b7 ".join(filter(None, (exempt_mark(scenario) or "Not for publication", scenario.reference))),
    )


def _box(assessment: Assessment, places: Sequence[Consulted]) -> Iterator[tuple[str, Line]]:
    scenario = assessment.scenario
    yield "Given to", (Fill("representatives", "the unions, and their representatives"),)
    yield "Given on", (Fill("given_on", "day"),)
    named = [of.place for of in places if of.place]
    yield (
        "Establishment",
        (listed(named, "and") if named else Fill("establishment", "the unit at which the employees work"),),
    )
    yield "Decision", (in_words(scenario.dates.decision),)
    days = [f"{in_words(phase.day)}{f' ({phase.title})' if phase.title else ''}" for phase in phases(scenario)]
    yield "New structure", (f"begins on {listed(days, 'and')}",)
    if places:
        bands = listed(list(dict.fromkeys(map(_band, places))), "or")
        yield "Dismissals", (f"{bands} proposed in 90 days at one establishment",)
    else:
        yield "Dismissals", ("none is stated in the scenario",)


def _band(of: Consulted) -> str:
    """The level of consultation that the number of dismissals reaches. The number itself may be too small to print."""
    most, least = LEVELS
    if of.most.number >= most:
        return f"{most} or more"
    return f"{least} to {most - 1}" if of.most.number >= least else f"fewer than {least}"


def _to_fill(section: OneOffTerms, key: str) -> Iterator[Block]:
    """A paragraph for each entry of ``consultation``: the text written under ``key``, or else a place to fill."""
    entries = section.consultation or (None,)
    for entry in entries:
        place = f"{entry.establishment}: " if entry and entry.establishment else ""
        yield said(place, Fill(key, PROMPTS[key], (getattr(entry, key) if entry else "") or ""))


def _reasons(assessment: Assessment, section: OneOffTerms) -> Iterator[Block]:
    yield said(" ".join(assessment.scenario.summary.split()))
    yield from _to_fill(section, "reasons")


def _numbers(
    assessment: Assessment, found: Sequence[Description], numbers: Shown | None, *, any_dismissed: bool
) -> Iterator[Block]:
    scenario = assessment.scenario
    if not any_dismissed:
        yield said(
            "The scenario states no proposed dismissal. If dismissals are proposed, their numbers and descriptions: ",
            Fill("numbers", "for each description, how many are employed, and how many of them are to be dismissed"),
        )
    elif numbers is None:
        yield said(
            "No number of people is printed, because so few are affected that it would identify one of them. The Act "
            "entitles the representatives to the number. It is given to them separately, in confidence: ",
            Fill("given_apart", "how and when"),
        )
    counted = (
        f" Employees are those in post on {in_words(scenario.dates.decision)}. Each is counted once, in the post in "
        "which they have the most FTE."
    )
    yield said(
        Ref("descriptions"),
        f" lists {in_the_table(found)}.{counted if numbers else ''} Other employees of these "
        "descriptions at the establishment, who have no post in this structure: ",
        Fill("employed_elsewhere", "number by description, or none"),
    )
    yield descriptions_table(assessment, found, numbers)
    if len({of.place for of in consulted(scenario.one_off or OneOffTerms(), assessment.rates.redundancy)}) > 1:
        yield said(
            "These numbers are for all establishments together. For each establishment: ",
            Fill("by_establishment", "numbers by description"),
        )
    if numbers and None in (*numbers.dismissed, numbers.dismissed_in_all):
        yield said(
            "The Act entitles the representatives to these numbers. The numbers that are kept back here are given to "
            "the representatives separately, in confidence: ",
            Fill("given_apart", "how and when"),
        )


def _selection(assessment: Assessment, section: OneOffTerms) -> Iterator[Block]:
    for fence in assessment.scenario.ring_fences:
        yield said(f"Ring-fence, {fence.name}: {fence.selection}")
    yield from _to_fill(section, "selection")


def _procedure(
    assessment: Assessment, section: OneOffTerms, places: Sequence[Consulted], numbers: Shown | None
) -> Iterator[Block]:
    yield from _to_fill(section, "procedure")
    days = sorted(day for of in places for day in of.days)
    if days and numbers and numbers.dismissed_in_all is not None:
        yield said(f"Dismissals take effect from {in_words(days[0])} to {in_words(days[-1])}.")
    elif days:
        yield said(
            "The period over which dismissals take effect is kept back with the numbers: ",
            Fill("period", "the period, if it identifies nobody"),
        )
    most, least = _days_before(assessment, places)
    yield said(
        f"Where {LEVELS[1]} or more dismissals are proposed within 90 days at one establishment, consultation begins "
        f"at least {least:g} days before the first of them takes effect. Where {LEVELS[0]} or more are proposed, it "
        f"begins at least {most:g} days before. The Secretary of State receives form HR1 at least as many days before "
        "the first dismissal takes effect, and before anybody is given notice. The representatives receive a copy "
        "(sections 188 and 193).",
    )
    if places:
        yield _timetable(places)


def _days_before(assessment: Assessment, places: Sequence[Consulted]) -> tuple[float, ...]:
    """The least number of days from the start of consultation to the first dismissal, for each of ``LEVELS``.

    The rule is the one in force on the day of the first dismissal or, if no dismissal is stated, on the day of the
    change.
    """
    table, name = assessment.rates.redundancy, "consultation_days"
    day = min((of.most.first for of in places), default=assessment.scenario.dates.implementation)
    day = max(day, min(row.effective_from for row in table.rows if row.name == name))  # the same before the table
    return tuple(table.value_on(name, str(level), day).value for level in LEVELS)


def _timetable(places: Sequence[Consulted]) -> Rows:
    """One row for each establishment: the level that it reaches, and the days that follow from that level."""
    rows = []
    for of in places:
        entry, by = of.entry, in_words(of.latest) if of.latest else "none prescribed"
        began = in_words(entry.began) if entry and entry.began else Fill("began", "day")
        notified = in_words(entry.notified_on) if entry and entry.notified_on else Fill("notified", "day")
        rows.append((of.place or "One establishment", _band(of), by, began, notified if of.latest else "\u2013"))
    header = (
        "Establishment",
        "Dismissals in 90 days",
        "Latest day for both",
        "Consultation began",
        "Form HR1 received",
    )
    return Rows("timetable", "Consultation and notification by establishment", header, tuple(rows), (False,) * 5)


def _payments(assessment: Assessment) -> Iterator[Block]:
    section = assessment.scenario.one_off
    if section is None:
        yield said(Fill("payments", "how payments beyond the statutory ones are worked out, or that there are none"))
    elif section.terms is None:
        yield said("The scenario states the statutory redundancy payment, and nothing beyond it.")
    else:
        yield said(f"{policy_in_words(section.terms)} Source: {section.terms.source}")


def _staying(assessment: Assessment) -> Iterator[Block]:
    scenario = assessment.scenario
    if scenario.people is None:
        yield said("The scenario does not state the rules on pay in a new grade and on pay protection: ",
                   Fill("staying", "what those who stay are paid"))  # fmt: skip
    else:
        people = scenario.people
        rule = ARRIVALS[people.assimilation.rule]
        yield said(f"Holders move from the old grade to the new grade at {rule}. Source: {people.assimilation.source}")
        yield said(f"{scheme_in_words(people.protection)} Source: {people.protection.source}")
    if any(post.holders for post in scenario.present):
        yield said(
            "What the change means for each person is in the staff annex, which is exempt and not part of this page."
        )
    else:
        yield said(NO_ANNEX)
