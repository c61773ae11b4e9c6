"""What the figures rest on: assumptions and rates."""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import percentage, pounds
from model.pay.salaries import basis_named
from model.rates.tables import Rate
from model.report.rate_names import kind_of, plain_name, points_or_value, spine_name, values_in_turn
from model.report.table import Section, Table
from model.report.tables.award import award_in_words
from model.schema.sections.rates import LgpsRate

PARTS = re.compile(r"; (?![^()]*\))")
"""Between the parts of a source. A semicolon in brackets is within a part."""
STATUSES = (
    "Published: a public source states it. Derived: worked out from published figures. Recalled: known from memory, "
    "with no source found. Assumed: stated by the scenario."
)


def assumptions(assessment: Assessment) -> Table:
    """One row for each assumption, choice or note, with its reason or source."""
    scenario, pay = assessment.scenario, assessment.scenario.pay
    limits = scenario.one_off.weekly_limits if scenario.one_off else ()
    recalled = {
        (f"The recalled grades of {terms.grades_of} are used", "recalled", terms.accept_recalled_grades)
        for terms in scenario.pay_terms.values()
        if terms.accept_recalled_grades
    }
    headline = f"The headline is costed at: {basis_named(scenario.costing.basis).label.lower()}"
    statements = [
        *((line.text, "assumed", line.reason) for line in scenario.assumptions),
        *_pension_rates("Employer pension rate", scenario.on_costs.lgps),
        *(
            line
            for scheme in scenario.schemes_in_use
            for line in _pension_rates(f"Employer pension rate, {scheme.name}", scheme.rates)
        ),
        *((f"Pay award of {award_in_words(award)}", award.standing, award.reason) for award in pay.awards),
        *_pay_structures(assessment),
        *(
            (f"National Insurance from {in_words(ni.from_)} at the rates of {in_words(ni.as_on)}", "assumed", ni.reason)
            for ni in scenario.on_costs.employer_ni_carried_forward
        ),
        *(
            (
                f"The limit on a week's pay for redundancy is {pounds(limit.amount)} "
                f"from {in_words(limit.from_)} to {in_words(limit.to)}",
                "assumed",
                limit.reason,
            )
            for limit in limits
        ),
        *sorted(recalled),
        *((note.text, "note", note.source) for note in scenario.notes),
        (headline, "choice", scenario.costing.reason),
    ]
    return Table(
        "assumptions",
        "Assumptions, choices and notes",
        pd.DataFrame(statements, columns=["Statement", "Kind", "Reason or source"]),
        section=Section.BASIS,
        public=True,
    )


def _pension_rates(name: str, rates: Sequence[LgpsRate]) -> Iterator[tuple[str, str, str]]:
    """For each pension rate that the scenario states: the rate with any parts and levy, its status, and its source."""
    for rate in rates:
        parts = [f"primary {percentage(rate.primary)}"] if rate.primary is not None else []
        parts += [f"secondary {percentage(rate.secondary)}"] if rate.secondary is not None else []
        levy = getattr(rate, "administration_levy", None)
        parts += [f"and {percentage(levy)} administration levy on top"] if levy else []
        of_it = f" ({', '.join(parts)})" if parts else ""
        yield (
            f"{name} {percentage(rate.on_pay)}{of_it} from {in_words(rate.from_)} to {in_words(rate.to)}",
            rate.status,
            " ".join(filter(None, (f"{rate.source}.", rate.reason))),
        )


def _pay_structures(assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    """A statement on each further pay structure, and on each of its awards that the scenario states."""
    scenario = assessment.scenario
    for own in scenario.pay_structures:
        terms = scenario.pay_terms[own.name]
        what = f"{spine_name(own.spine)}, {terms.area}, {terms.full_time_hours:g} hours a week"
        yield f"Posts on the pay structure {own.name}: {what}", "choice", own.source
        for award in own.awards:
            yield f"{own.name} pay award of {award_in_words(award)}", award.standing, award.reason


def rates_used(assessment: Assessment) -> Table:
    """One row for each rate that the figures rest on."""
    rows = [
        {
            "Rate": str(rate),
            "Value": rate.value,
            "Unit": rate.unit,
            "From": rate.effective_from.isoformat(),
            "To": rate.effective_to.isoformat() if rate.has_end else "",
            "Status": rate.status.label,
            "Source": rate.source,
        }
        for rate in assessment.rates_read
    ]
    return Table(
        "rates_used",
        "Rates that the figures rest on",
        pd.DataFrame(rows),
        public=True,
    )


def rates_by_source(assessment: Assessment) -> Table:
    """One row for each set of rates that share name, dates, status and source; shorter than ``rates_used``."""
    groups: dict[tuple[str, ...], list[Rate]] = {}
    for rate in assessment.rates_read:
        ends = in_words(rate.effective_to) if rate.has_end else "no end"
        groups.setdefault(
            (plain_name(rate), in_words(rate.effective_from), ends, rate.status.label, rate.source), []
        ).append(rate)
    rows = [
        {"Rate": f"{name}{points_or_value(rates)}", "From": first, "To": last, "Status": status, "Source": source}
        for (name, first, last, status, source), rates in groups.items()
    ]
    return Table(
        "rates_by_source",
        "Rates that the figures rest on",
        pd.DataFrame(rows),
        note=f"{STATUSES} Every value is in tables/rates_used.csv.",
        section=Section.BASIS,
        only_in_workbook=True,
        public=True,
    )


def rates_in_short(assessment: Assessment) -> Table:
    """One row for each kind of rate and each status: every value in turn, the first and last day, and the sources."""
    kinds: dict[tuple[str, str, str], list[Rate]] = {}
    for rate in assessment.rates_read:
        kinds.setdefault((rate.table, kind_of(rate), rate.status.label), []).append(rate)
    rows = [
        {
            "Rate": f"{kind}{values_in_turn(rates)}",
            "From": in_words(min(rate.effective_from for rate in rates)),
            "To": in_words(max(rate.effective_to for rate in rates)) if _all_end(rates) else "no end",
            "Status": status,
            "Source": _sources(rates),
        }
        for (_, kind, status), rates in kinds.items()
    ]
    return Table(
        "rates_in_short",
        "Rates that the figures rest on, by kind",
        pd.DataFrame(rows),
        note=f"{STATUSES} Each rate with its own source is in tables.xlsx.",
        section=Section.BASIS,
        public=True,
    )


def _sources(rates: list[Rate]) -> str:
    """The sources of these rates, in parts with semicolons between; a part that several have is named once."""
    return "; ".join(dict.fromkeys(part for rate in rates for part in PARTS.split(rate.source)))


def _all_end(rates: list[Rate]) -> bool:
    return all(rate.has_end for rate in rates)
