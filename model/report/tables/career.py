"""Steps between levels: who rises and by which route, and what a post filled below its grade saves for a time."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import in_words
from model.explain.below_grade import TimedSaving
from model.pay.salaries import basis_named
from model.people.career_steps import route_of
from model.people.establishment import path_ends
from model.report.table import Section, Sums, Table, how_parts_meet, with_total
from model.schema.sections.job_family import JobFamily

SAVED = ("At the post's own grade", "As paid", "Saved")


def career_tables(assessment: Assessment) -> list[Table]:
    """The tables of steps between levels; empty where nobody rises and no post is filled below its grade."""
    family, saving = assessment.scenario.job_family, assessment.timed_saving
    tables = [steps(assessment, family)] if family is not None and assessment.scenario.progression else []
    return tables + ([saved_by_year(assessment, saving), saved_by_month(saving)] if saving is not None else [])


def steps(assessment: Assessment, family: JobFamily) -> Table:
    """One row for each step between levels: who, by which route, from when, and what it needs."""
    scenario = assessment.scenario
    posts = {post.id: post for post in scenario.proposed}
    rows = [
        {
            "Who": posts[step.post].title if step.post else step.holder,
            "From": family.level(step.from_).title,
            "To": family.level(step.to).title,
            "Route": route_of(step, family).rule,
            "Paid the higher level from": in_words(
                path_ends(scenario, posts[step.post]) if step.post else scenario.dates.implementation
            ),
            "Qualifications": listed(step.qualifications, "and") if step.qualifications else "none stated",
            "Assessed": in_words(step.assessed) if step.assessed else "\u2013",
            "Source": step.source,
        }
        for step in scenario.progression
    ]
    return Table(
        "career_steps",
        "Who rises a level, and by which route",
        pd.DataFrame(rows),
        note="Nobody moves from one level to the next by time alone.",
        exempt=True,
        section=Section.STEPS,
    )


def saved_by_year(assessment: Assessment, saving: TimedSaving) -> Table:
    """One row for each year: posts filled below grade, costed at their own grade and as paid, and what is saved.

    The last row is the total.
    """
    years = assessment.costed.years
    rows = [{"Year": str(year), **dict(zip(SAVED, saving.in_year(year), strict=True))} for year in years]
    frame = with_total(rows, SAVED)
    basis = basis_named(assessment.scenario.costing.basis).label.lower()
    paths = "; ".join(
        f"{path.title} is paid at {path.below} at first, and at its own grade, {path.grade}, from {in_words(path.ends)}"
        for path in saving.paths
    )
    return Table(
        "below_grade",
        f"Saved for a time by filling a post below its grade, {basis}, £",
        frame,
        money=SAVED,
        total_row=True,
        note=f"{paths}. Nothing is saved from {in_words(saving.ends)} on. None of the saving is in the full-year "
        "effect, and the budget is for the post's own grade throughout. On-costs are included. "
        f"{how_parts_meet(frame, SAVED)}",
        exempt=True,
        section=Section.STEPS,
        sums=Sums({"Saved": ("At the post", "-As paid")}),
    )


def saved_by_month(saving: TimedSaving) -> Table:
    """One row for each month with a saving: cost at the posts' own grade, cost as paid, saving, and saving so far."""
    rows, so_far = [], 0.0
    amounts = zip(saving.first_days, saving.at_own_grade, saving.as_paid, saving.saved, strict=True)
    for day, own, paid, saved in amounts:
        so_far += saved
        if own and day < saving.ends:
            row = {"Month": f"{day:%B %Y}", **dict(zip(SAVED, map(float, (own, paid, saved)), strict=True))}
            rows.append({**row, "Saved so far": float(so_far)})
    return Table(
        "below_grade_by_month",
        "Saved by filling a post below its grade, month by month, £",
        pd.DataFrame(rows),
        money=(*SAVED, "Saved so far"),
        note=f"From {in_words(saving.ends)} nothing more is saved.",
        exempt=True,
        section=Section.STEPS,
        only_in_workbook=True,
        sums=Sums({"Saved": ("At the post", "-As paid")}, {"Saved so far": ("Saved",)}),
    )
