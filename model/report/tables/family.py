"""The job family: what each level is and costs; linked posts at each band; the price of holiday working."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.stated import stated
from model.explain.variants import Variants
from model.pay.salaries import BASES, basis_named
from model.report.table import Section, Table
from model.schema.sections.job_family import Bounds, JobFamily


def family_tables(assessment: Assessment) -> list[Table]:
    """The tables of the scenario's job family and variants; empty where it has neither."""
    family, variants = assessment.scenario.job_family, assessment.variants
    tables = [levels(family), levels_costed(assessment, family)] if family else []
    tables += [linked_bands(variants)] if variants and variants.bands else []
    return tables + ([holiday_working(assessment, variants)] if variants and variants.weeks else [])


def levels(family: JobFamily) -> Table:
    """One row for each level, highest first: what the family's document says about it, without costs.

    The column People, Budget or Needs is left out where it would be empty for every level.
    """
    columns = {
        "People": any(level.manages for level in family.levels),
        "Budget": any(level.budget for level in family.levels),
        "Needs": any(level.needs for level in family.levels),
    }
    rows = [
        {
            "Code": level.code,
            "Level": level.title,
            "Grade": level.grade.removeprefix("grade "),
            "What it is for": level.summary,
            "Managing people": level.people,
            "People": _bounds(level.manages),
            "Budget": _bounds(level.budget, "£"),
            "Needs": listed(level.needs, "and") if level.needs else "\u2013",
        }
        for level in reversed(family.levels)
    ]
    return Table(
        "job_family",
        f"{family.title}: what each level is",
        pd.DataFrame(rows, columns=[name for name in rows[0] if columns.get(name, True)]),
        note=f"Source: {family.source.rstrip('.')}. Duties are in this scenario's own words.",
        section=Section.LEVELS,
        only_in_workbook=True,
    )


def levels_costed(assessment: Assessment, family: JobFamily) -> Table:
    """One row for each level, highest first: its posts, and what a full year of its proposed posts costs.

    Allowances have a column of their own.
    """
    scenario, costed = assessment.scenario, assessment.costed
    basis, column = scenario.costing.basis, costed.years.index(costed.year_of_change)
    seats = costed.plans["proposed"].appointments
    level_of = {post.id: post.level for post in scenario.proposed}
    names = sorted({on_top.name for seat in seats for on_top in seat.allowances})
    parts = {"Basic pay": "basic_pay", "Allowances": "allowances", "Total with on-costs": "total"}
    if not names:
        del parts["Allowances"]
    rows = []
    for level in reversed(family.levels):
        own = [row for row, seat in enumerate(seats) if level_of[seat.post] == level.id]
        amounts = {name: costed.amounts("proposed", basis, key)[own, column].sum() for name, key in parts.items()}
        rows.append(
            {
                "Level": level.title,
                "Grade": level.grade.removeprefix("grade "),
                "Posts now": sum(post.number for post in scenario.present if post.level == level.id),
                "Proposed": sum(post.number for post in scenario.proposed if post.level == level.id),
                **{name: float(amount) for name, amount in amounts.items()},
            }
        )
    unplaced = sum(post.number for post in scenario.proposed if post.level is None)
    left = f" {unplaced} proposed {'post has' if unplaced == 1 else 'posts have'} no level here." if unplaced else ""
    apart = (
        f"Allowances are shown separately from the grade: {listed(names, 'and')}."
        if names
        else "No allowance is stated."
    )
    return Table(
        "career_levels",
        f"{family.title}: what each level costs, {basis_named(basis).label.lower()}, full year of "
        f"{costed.year_of_change}, £",
        pd.DataFrame(rows),
        money=tuple(parts),
        note=apart + left,
        exempt=basis not in BASES,
        section=Section.LEVELS,
        only_in_workbook=not (assessment.variants and assessment.variants.bands),
    )


def linked_bands(variants: Variants) -> Table:
    """One row for each linked post, and one for all: £ at the lowest, current and highest band, and the drift."""
    rows = [
        {
            "Post": post.name,
            "Band now": post.band,
            "Posts": post.number,
            "Lowest band": post.lowest,
            "As proposed": post.current,
            "Highest band": post.highest,
            "Drift": post.drift,
        }
        for post in variants.bands
    ]
    return Table(
        "linked_bands",
        f"Linked posts at each end of their bands, a full year, {basis_named(variants.basis).label.lower()}, £",
        pd.DataFrame(rows),
        money=("Lowest band", "As proposed", "Highest band", "Drift"),
        signed=("Drift",),
        total_row=True,
        note="Drift is the extra cost a year if every linked post reaches the highest band of its group. "
        "Nobody moves from one band to the next by time alone: each move is a decision. "
        f"{_rests_on(variants.bands[-1].status.label)}",
        section=Section.LEVELS,
    )


def holiday_working(assessment: Assessment, variants: Variants) -> Table:
    """One row for each number of weeks: the share of a year's pay, the cost of term-time posts, and the extra cost."""
    first = variants.weeks[0]
    rows = [
        {
            "Weeks worked": weeks.name,
            "Share of a year's pay": f"{weeks.paid_share:.2%}",
            "Cost a year": weeks.cost,
            f"More than {first.name}": weeks.cost - first.cost,
        }
        for weeks in variants.weeks
    ]
    scheme = stated(assessment.scenario.term_time, "term_time")
    posts = [post for post in assessment.scenario.proposed if post.weeks is not None]
    named = ", ".join(f"{post.number} \u00d7 {post.title} at {post.weeks:g} weeks" for post in posts)
    return Table(
        "holiday_working",
        "The price of holiday working: the term-time posts, a full year, "
        f"{basis_named(variants.basis).label.lower()}, £",
        pd.DataFrame(rows),
        money=("Cost a year", f"More than {first.name}"),
        signed=(f"More than {first.name}",),
        note=f"The proposal has {named}. The share of a year's pay is for somebody with under five years' service, by "
        f"the {scheme.method.replace('_', ' ')} method. Source: {scheme.source} {_rests_on(first.status.label)}",
        section=Section.LEVELS,
    )


def _rests_on(status: str) -> str:
    return f"Status of the least certain rate behind these figures: {status}."


def _bounds(bounds: Bounds | None, unit: str = "") -> str:
    if bounds is None:
        return "not stated"
    least, most = (None if end is None else f"{unit}{end:,.0f}" for end in (bounds.least, bounds.most))
    if bounds.most == 0:
        return "none"
    if least is None or bounds.least == 0:
        return f"up to {most}"
    return f"{least} or more" if most is None else f"{least} to {most}"
