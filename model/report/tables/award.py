"""Pay awards: those not settled, the cost of each post with a tested award, and what is owed on a late award."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import percentage, pounds
from model.base.stated import stated
from model.pay.salaries import basis_named
from model.report.table import Section, Sums, Table, how_parts_meet, with_total
from model.schema.sections.awards import Award, Rise

MOVED = "More or less by"


def award_tables(assessment: Assessment) -> list[Table]:
    """The tables of awards; empty where every award is settled and paid on time, and none is tested."""
    unsettled = [not_settled(assessment)] if assessment.open_awards else []
    tested = [missed(assessment)] if assessment.award_test else []
    return [*unsettled, *tested, *([owed(assessment)] if assessment.arrears else [])]


def not_settled(assessment: Assessment) -> Table:
    """One row for each unsettled award and each year in which it counts: what a higher or lower award costs."""
    rows = [
        {
            "Award": f"{award.amount[:1].upper()}{award.amount[1:]} from {in_words(award.day)}"
            + (f", {award.structure}" if award.structure else ""),
            "Standing": award.standing,
            "Year": str(year),
            MOVED: award.point.lower(),
            "Cost": cost,
        }
        for award in assessment.open_awards
        for year, cost in award.costs
    ]
    return Table(
        "award_not_settled",
        f"Pay awards that are not settled: what a higher or lower award costs, "
        f"{basis_named(assessment.scenario.costing.basis).label.lower()}, £",
        pd.DataFrame(rows),
        money=("Cost",),
        note="The cost is for all posts, if the proposal goes ahead, with on-costs. A percentage point is a hundredth "
        "of pay before the award. Later awards are added to the changed pay.",
        section=Section.COSTS,
        public=True,
    )


def missed(assessment: Assessment) -> Table:
    """One row for each proposed post: its cost with the award as costed and as tested, and the difference."""
    test, basis = stated(assessment.award_test, "an award to test"), assessment.scenario.costing.basis
    rows = [
        {"Post": post.title, "As costed": post.as_costed, "As tested": post.as_tested, "Miss": post.miss}
        for post in test.posts
    ]
    frame = with_total(rows, ("As costed", "As tested", "Miss"))
    own = "The scenario\u2019s own test" if assessment.scenario.pay.awards_tested else "A test of one per cent more pay"
    return Table(
        "award_miss",
        f"If the pay award turns out differently: each post, {basis_named(basis).label.lower()}, full year of "
        f"{test.year}, £",
        frame,
        money=("As costed", "As tested", "Miss"),
        signed=("Miss",),
        total_row=True,
        note=f"{own}: {'; '.join(map(award_in_words, test.awards))}. “Miss” is how much more the post would cost if "
        f"the award turns out as tested. {how_parts_meet(frame, ('As costed', 'As tested', 'Miss'))}",
        section=Section.COSTS,
        only_in_workbook=True,
        sums=Sums({"Miss": ("As tested", "-As costed")}),
    )


def owed(assessment: Assessment) -> Table:
    """One row for each month of a year with a late award: what is earned, paid and owed, and the NI on what is paid."""
    rows = [
        {
            "Month": month.month,
            "Earned": month.earned,
            "Paid": month.paid,
            "Owed at the end": month.owed,
            "Employer NI": month.employer_ni,
            "NI if paid on time": month.ni_if_on_time,
        }
        for month in assessment.arrears
    ]
    late = "; ".join(
        f"the award of {in_words(award.from_)} is first paid in {award.paid_on:%B %Y} ({award.source})"
        for award in assessment.scenario.pay.paid_late
    )
    basis = basis_named(assessment.scenario.costing.basis).label.lower()
    return Table(
        "award_paid_late",
        f"Awards settled late: what is earned, paid and owed with the proposal, {basis}, £",
        pd.DataFrame(rows),
        money=("Earned", "Paid", "Owed at the end", "Employer NI", "NI if paid on time"),
        note=f"{late[:1].upper()}{late[1:]}. Pay counts in the month in which it is earned. National Insurance, "
        "pension and levy count in the month of payment.",
        section=Section.COSTS,
        only_in_workbook=True,
        sums=Sums(running={"Owed at the end": ("Earned", "-Paid")}),
    )


def award_in_words(award: Award) -> str:
    """An award for a sentence: ``3% from 1 April 2024 to 31 March 2025``."""
    first, *others = award.by_point or (None,)
    rises = [f"{_rise(first)} up to SCP {first.to_point}"] if first else [_rise(award)]
    rises += [f"{_rise(run)} {f'to SCP {run.to_point}' if run.to_point else 'above that'}" for run in others if run]
    return f"{', '.join(rises)} from {in_words(award.from_)} to {in_words(award.to)}"


def _rise(rise: Rise) -> str:
    parts = [f"{pounds(rise.flat)} flat"] if rise.flat is not None else []
    return " and ".join([*parts, *([f"{percentage(rise.percent)}"] if rise.percent is not None else [])])
