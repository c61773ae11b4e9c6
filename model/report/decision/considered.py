"""Options considered: doing nothing, the proposal, and those that the scenario names, each costed by the model."""

from collections.abc import Iterator

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.report.decision.blocks import Block, Fill, Ref, Rows, Words, said
from model.report.decision.brief import Brief

NOTHING, PROPOSED = "Do nothing", "The proposal"


def considered(brief: Brief) -> Iterator[Block]:
    """A table of the options: the effect in a full year and in the year of change, and the case for and against."""
    shown = [
        (NOTHING, *[pounds(0)] * 2, "", ""),
        (PROPOSED, *_effects(brief.assessment), "", ""),
        *((option.title, *_effects(option.assessment), option.for_, option.against) for option in brief.options),
    ]
    yield said(Ref("options"), " compares each option with doing nothing. All options are costed in the same way.")
    rows: list[tuple[Words, ...]] = [
        (title, full, in_year, for_ or _fill("for", title), against or _fill("against", title))
        for title, full, in_year, for_, against in shown
    ]
    yield Rows(
        "options",
        f"Options: effect on the budget against doing nothing, \u00a3, {brief.basis}",
        ("Option", "Full year", f"In {brief.year}", "For", "Against"),
        tuple(rows),
        (False, True, True, False, False),
    )
    if not brief.options:
        yield said("Further options: ", Fill("further_options", "what else was considered, and why it is not proposed"))


def _fill(what: str, option: str) -> Words:
    """The place where people write the case for or against an option."""
    return Fill(f"{what}_{option.casefold().replace(' ', '_')}", what)


def _effects(of: Assessment) -> tuple[str, str]:
    """The effect in a full year and in the year of change, as printed."""
    return of.quantities["full_year_effect"].printed, of.quantities["in_year_effect"].printed
