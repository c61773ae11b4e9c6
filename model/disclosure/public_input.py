"""What may be published: a scenario with its people removed before costing, and the rule on small numbers.

A field of a scenario is exempt unless its declaration says ``Public``, and a test compares the public fields with a
reviewed list. Source: Local Government Act 1972 Schedule 12A Part 1 paragraphs 1 to 4; Local Government Transparency
Code 2015.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.stated import stated
from model.pay.salaries import BASES
from model.schema.sections.declared import is_public
from model.schema.sections.disclosure import LEAST, Disclosure
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import Section

EXEMPT = "Exempt: not for publication"
PUBLIC_BASIS = "top"
PUBLIC_REASON = "The public figures cost each post at the top of its grade, no matter who holds it."

BASIS_IN_BRACKETS = re.compile(r"\s*\([^()]*\bbasis\b[^()]*\)")
"""The part of a title about the basis, as in ``Schools ICT (actual basis)``. It would be untrue of public figures."""


def public_input(scenario: Scenario) -> Scenario:
    """The scenario from which the public pack is costed: public fields only, with every other field at its default.

    Assumptions, notes and texts of the decision that are marked exempt are removed. Customers are removed where
    their number is below the least that may be shown. A headline costed at holders' points is costed at the top of each
    grade instead, and any brackets that name a basis are removed from the title. Raises LookupError where an exempt
    field has no default.
    """
    sound = {
        "assumptions": tuple(each for each in scenario.assumptions if not each.exempt),
        "notes": tuple(each for each in scenario.notes if not each.exempt),
    }
    if decision := scenario.decision:
        written = tuple(each for each in decision.written if not each.exempt)
        sound["decision"] = decision.model_copy(update={"written": written})
    if scenario.customers and (scenario.customers.count or 0) < rules(scenario).least:
        sound["customers"] = None
    if scenario.costing.basis not in BASES:
        instead = {"basis": PUBLIC_BASIS, "reason": PUBLIC_REASON}
        sound["costing"] = scenario.costing.model_copy(update=instead)
        sound["title"] = BASIS_IN_BRACKETS.sub("", scenario.title)
    return _public_part(scenario.model_copy(update=sound))


def replaces_exempt_basis(public: Scenario) -> bool:
    """Whether the decision is costed at holders' points, which are exempt, and the public input at the top of grade."""
    return public.costing.reason == PUBLIC_REASON


def _public_part(value: Any) -> Any:
    """A section, or a tuple of sections, with only its public fields. Sections within it are treated alike."""
    if isinstance(value, tuple):
        return tuple(map(_public_part, value))
    if not isinstance(value, Section):
        return value
    kind, told = type(value), {}
    for name, field in kind.model_fields.items():
        if is_public(field):
            told[name] = _public_part(getattr(value, name))
        elif field.is_required():
            raise LookupError(f"{kind.__name__}.{name} is exempt and has no default")
        else:
            told[name] = field.get_default(call_default_factory=True)
    return value.model_copy(update=told)


def rules(scenario: Scenario) -> Disclosure:
    """The scenario's settings for disclosure, or the usual ones."""
    return scenario.disclosure or Disclosure(least=LEAST)


def exempt_matters(scenario: Scenario) -> tuple[str, ...]:
    """What makes the whole pack exempt, in words; empty where the whole pack may be published."""
    once, budget, customers = scenario.one_off, scenario.budget, scenario.customers
    written = scenario.decision.written if scenario.decision else ()
    held = {
        "the people section": scenario.people is not None,
        "post holders": any(post.holders for post in scenario.present),
        "leavers or redeployed people": once is not None and bool(once.leavers or once.redeployed),
        "the payroll": budget is not None and bool(budget.payroll),
        "listed customers": customers is not None and customers.agreements is not None,
        "statements marked exempt": any(each.exempt for each in (*scenario.assumptions, *scenario.notes, *written)),
    }
    return tuple(matter for matter, there in held.items() if there)


def exempt_mark(scenario: Scenario) -> str:
    """The words on every page of an exempt file; empty where nothing in it is exempt."""
    return EXEMPT if exempt_matters(scenario) else ""


def exempt_file_mark(scenario: Scenario) -> str:
    """The start of the name of an exempt file that has no pages, such as a CSV; empty where nothing is exempt.

    A first line of words would break programs that read the CSV as data. A mark in the name stays with the file when
    it is moved to another folder.
    """
    return "exempt_" if exempt_matters(scenario) else ""


def exempt_banner(scenario: Scenario) -> str:
    """``Exempt: not for publication``, with the paragraphs, reason, reviewer and review date on record; else empty."""
    return banner(scenario.disclosure) if exempt_matters(scenario) else ""


def banner(told: Disclosure | None) -> str:
    """``Exempt: not for publication``, with the reasons on record."""
    if told is None or not told.recorded:
        return f"{EXEMPT}. No paragraph of Schedule 12A is on record yet."
    several = "s" if len(told.paragraphs) > 1 else ""
    which = f"paragraph{several} {listed(list(map(str, told.paragraphs)), 'and')}"
    interest = f"Public interest: {told.public_interest.rstrip('.')}. " if told.public_interest else ""
    return (
        f"{EXEMPT} ({which} of Part 1 of Schedule 12A to the Local Government Act 1972). "
        f"Reason: {stated(told.reason, 'reason').rstrip('.')}. {interest}Decided by: {told.reviewer}. To be reviewed "
        f"by {in_words(stated(told.review_on, 'review_on'))}."
    )


def record_missing(scenario: Scenario) -> tuple[str, ...]:
    """What the record of why a pack is exempt still lacks, in words; empty where nothing is exempt."""
    return rules(scenario).parts_missing if exempt_matters(scenario) else ()


def record_check(scenario: Scenario) -> Check:
    """Whether the reasons why a pack is exempt are on record; disclosed where they are not.

    The check never blocks the costing, but a record that lacks anything stops publication
    (:mod:`model.report.pack.ready`).
    """
    matters, missing, faults = exempt_matters(scenario), record_missing(scenario), []
    if missing:
        have = listed(list(matters), "and")
        lacks = f"The disclosure section lacks {listed(missing, 'and')}."
        faults = [f"The whole pack is exempt, since it includes {have}. {lacks}"]
    sound = "The reasons are on record." if matters else "Nothing in the whole pack is exempt."
    return checked("exempt_record", "Record of why the whole pack is exempt", faults, sound, blocking=False)


@dataclass(frozen=True)
class Suppressed:
    """Counts and their total as they may be shown. A number that is kept back is None."""

    counts: tuple[int | None, ...]
    total: int | None


def suppress(counts: Sequence[int], least: int = LEAST) -> Suppressed:
    """Keep back small counts, and as many others as are needed so that nobody can work a count out from the total.

    Counts from 1 to one below ``least`` are kept back. A count of 0 is shown, since it counts nobody. The next
    smallest count, with all counts equal to it, is kept back too in three cases: only one count is kept back; the sum
    of the counts kept back is less than ``least`` plus how many they are; or the sum shows that each of them is one
    below ``least``. Where there is no other count, the total is kept back.
    """
    kept_back = {place for place, count in enumerate(counts) if 0 < count < least}

    def shows_through() -> bool:
        many, together = len(kept_back), sum(counts[place] for place in kept_back)
        return many == 1 or (many > 1 and (together < least + many or together == many * (least - 1)))

    while shows_through() and len(shown_yet := {place for place, count in enumerate(counts) if count} - kept_back):
        next_smallest = min(counts[place] for place in shown_yet)
        kept_back |= {place for place in shown_yet if counts[place] == next_smallest}
    shown = tuple(None if place in kept_back else count for place, count in enumerate(counts))
    return Suppressed(shown, None if shows_through() else sum(counts))
