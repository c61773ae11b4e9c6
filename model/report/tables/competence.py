"""Competences: who covers each skill at each level, the gaps, and what each skill and level costs."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.stated import stated
from model.explain.competences import Coverage, LevelCost, Provider
from model.pay.salaries import basis_named
from model.report.table import Section, Table, how_parts_meet, with_total

GAP = "Gap"
REACH = {
    "own_level": "Anyone who works at a level covers that level only",
    "own_and_below": "Anyone who works at a level covers the levels below it as well",
}


def competence_tables(assessment: Assessment) -> list[Table]:
    """The tables of competences; empty where the scenario states none."""
    coverage = assessment.coverage
    if coverage is None:
        return []
    return [
        matrix(assessment, coverage),
        gaps(coverage),
        by_skill(assessment, coverage),
        by_level(assessment, coverage),
    ]


def matrix(assessment: Assessment, coverage: Coverage) -> Table:
    """One row for each skill, one column a level: who covers it, in words, or that it is a gap."""
    rows = [
        {"Area": area.area, "Skill": skill.skill}
        | {
            f"{level.level}: {level.title}": _cell(coverage, skill.skill, level.level)
            for level in coverage.framework.levels
        }
        for area in coverage.framework.areas
        for skill in area.skills
    ]
    section = stated(assessment.scenario.competences, "competences")
    return Table(
        "competence_matrix",
        f"Who covers each skill: {coverage.framework.title}",
        pd.DataFrame(rows),
        note=f"{REACH[section.reach]}. {section.reason.rstrip('.')}. Source: {coverage.framework.source}",
        section=Section.COMPETENCES,
    )


def _cell(coverage: Coverage, skill: str, level: str) -> str:
    at, by = coverage.nearest(skill, level)
    if not by:
        return GAP if level in coverage.needed else "Not needed"
    return "; ".join(_in_words(provider, "" if at == level else f", at level {at}") for provider in by)


def _in_words(provider: Provider, at: str) -> str:
    return f"{'Bought' if provider.bought else 'Employed'}{at}: {provider.title}"


def gaps(coverage: Coverage) -> Table:
    """One row for each gap: the skill, the level, and what is not covered. Where there is no gap, one row says so."""
    labels = {skill.skill: skill.labels for area in coverage.framework.areas for skill in area.skills}
    names = coverage.framework.level_names
    rows = [
        {"Skill": skill, "Level": level, "What nobody covers": labels[skill][names.index(level)]}
        for skill, level in coverage.gaps
    ]
    return Table(
        "competence_gaps",
        "Gaps: what is neither employed nor bought in",
        pd.DataFrame(rows or [{"Skill": "None", "Level": "\u2013", "What nobody covers": "Every skill is covered."}]),
        section=Section.COMPETENCES,
    )


def by_skill(assessment: Assessment, coverage: Coverage) -> Table:
    """One row for each skill: its share of the cost of posts that cover it and of what is bought in; the total last."""
    money = ("Employed", "Bought in", "Together")
    rows = [
        {"Area": skill.area, "Skill": skill.skill}
        | dict(zip(money, (skill.employed, skill.bought, skill.cost), strict=True))
        for skill in coverage.by_skill
    ]
    frame = with_total(rows, money)
    basis = basis_named(assessment.scenario.costing.basis).label.lower()
    return Table(
        "competence_cost",
        f"What each skill costs, {basis}, full year of {coverage.year}, £",
        frame,
        money=money,
        total_row=True,
        note="A post's cost with on-costs is shared equally over the skills that it covers. What is bought in is at "
        f"its stated price, net of VAT. {how_parts_meet(frame, money)}",
        section=Section.COMPETENCES,
    )


def by_level(assessment: Assessment, coverage: Coverage) -> Table:
    """One row for each level: who works at it, what is bought in, and the cost of one more full-time post."""
    rows = [
        {
            "Level": f"{level.level}: {level.title}",
            "Employed": ", ".join(level.employed) or "nobody",
            "Bought in": ", ".join(level.bought) or "nothing",
            "Price of what is bought": level.price if level.bought else None,
            "Grade given": level.grade or "none given",
            "One more full-time post": level.employing,
        }
        for level in coverage.levels
    ]
    bought = stated(assessment.scenario.competences, "competences").bought
    return Table(
        "competence_levels",
        f"Employed or bought in, by level, full year of {coverage.year}, £",
        pd.DataFrame(rows),
        money=("Price of what is bought", "One more full-time post"),
        note=f"{_not_costed(coverage.levels)}The framework states no grades. The grades shown are the scenario's own. "
        + " ".join(f"{service.title}: {service.source.rstrip('.')}." for service in bought)
        + " A price for several levels is shown in full against each of them.",
        section=Section.COMPETENCES,
    )


def _not_costed(levels: tuple[LevelCost, ...]) -> str:
    without = [level.level for level in levels if level.grade is None]
    return f"Level {listed(without, 'and')} is not costed, because no grade is given for it. " if without else ""
