"""Competences: who covers each skill at each level in words, the gaps, and what each skill and level costs."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.explain.competences import Coverage, LevelCost, Provider
from model.pay.salaries import basis_named
from model.report.table import Section, Table, how_parts_meet

GAP = "Gap"
REACH = {
    "own_level": "Who works at a level covers that level only",
    "own_and_below": "Who works at a level covers the levels below it as well",
}


def competence_tables(assessment: Assessment) -> list[Table]:
    """The tables of competences; none where the scenario states none."""
    found = assessment.coverage
    if found is None:
        return []
    return [matrix(assessment, found), gaps(found), by_skill(assessment, found), by_level(assessment, found)]


def matrix(assessment: Assessment, found: Coverage) -> Table:
    """One row a skill, one column a level: who covers it, in words, or that it is a gap."""
    rows = [
        {"Area": area.area, "Skill": one.skill}
        | {f"{level.level}: {level.title}": _cell(found, one.skill, level.level) for level in found.framework.levels}
        for area in found.framework.areas
        for one in area.skills
    ]
    section = assessment.scenario.competences
    return Table(
        "competence_matrix",
        f"Who covers each skill: {found.framework.title}",
        pd.DataFrame(rows),
        note=f"{REACH[section.reach]}. {section.reason.rstrip('.')}. Source: {found.framework.source}",
        section=Section.COMPETENCES,
    )


def _cell(found: Coverage, skill: str, level: str) -> str:
    at, by = found.nearest(skill, level)
    if not by:
        return GAP if level in found.needed else "Not needed"
    return "; ".join(_in_words(each, "" if at == level else f", at level {at}") for each in by)


def _in_words(provider: Provider, at: str) -> str:
    return f"{'Bought' if provider.bought else 'Employed'}{at}: {provider.title}"


def gaps(found: Coverage) -> Table:
    """One row a gap: the skill, the level, and what is not covered; one row that says so where there is none."""
    labels = {one.skill: one.labels for area in found.framework.areas for one in area.skills}
    names = found.framework.level_names
    rows = [
        {"Skill": skill, "Level": level, "What nobody covers": labels[skill][names.index(level)]}
        for skill, level in found.gaps
    ]
    return Table(
        "competence_gaps",
        "Gaps: what is neither employed nor bought in",
        pd.DataFrame(rows or [{"Skill": "None", "Level": "\u2013", "What nobody covers": "Every skill is covered."}]),
        section=Section.COMPETENCES,
    )


def by_skill(assessment: Assessment, found: Coverage) -> Table:
    """One row a skill: its share of each post that covers it, and of what is bought in; the total last."""
    money = ("Employed", "Bought in", "Together")
    rows = [
        {"Area": one.area, "Skill": one.skill} | dict(zip(money, (one.employed, one.bought, one.cost), strict=True))
        for one in found.by_skill
    ]
    totals = {name: sum(row[name] for row in rows) for name in money}
    frame = pd.DataFrame([*rows, {"Area": "Total", "Skill": "", **totals}])
    basis = basis_named(assessment.scenario.costing.basis).label.lower()
    return Table(
        "competence_cost",
        f"What each skill costs, {basis}, full year of {found.year}, £",
        frame,
        money=money,
        total_row=True,
        note="A post's cost with on-costs is shared equally over the skills that it covers; what is bought in is at "
        f"its stated price, net of VAT. {how_parts_meet(frame, money)}",
        section=Section.COMPETENCES,
    )


def by_level(assessment: Assessment, found: Coverage) -> Table:
    """One row a level: who works at it, what is bought in at it, and what one more full-time post of it would cost."""
    rows = [
        {
            "Level": f"{one.level}: {one.title}",
            "Employed": ", ".join(one.employed) or "nobody",
            "Bought in": ", ".join(one.bought) or "nothing",
            "Price of what is bought": one.price if one.bought else None,
            "Grade given": one.grade or "none given",
            "One more full-time post": one.employing,
        }
        for one in found.levels
    ]
    section = assessment.scenario.competences
    return Table(
        "competence_levels",
        f"Employed or bought in, by level, full year of {found.year}, £",
        pd.DataFrame(rows),
        money=("Price of what is bought", "One more full-time post"),
        note=f"{_not_costed(found.levels)}The framework states no grades: they are the scenario's own. "
        + " ".join(f"{one.title}: {one.source.rstrip('.')}." for one in section.bought)
        + " A price for several levels stands whole against each of them.",
        section=Section.COMPETENCES,
    )


def _not_costed(levels: tuple[LevelCost, ...]) -> str:
    without = [one.level for one in levels if one.grade is None]
    return f"Level {listed(without, 'and')} is not costed, because no grade is given for it. " if without else ""
