"""Funds and budget: who pays, what comes with posts besides pay, the forecast outturn, and payroll and ledger by post.

The tables by post show the pay of single posts, so a pack that has them is for the exempt part of a meeting.
"""

from dataclasses import replace

import pandas as pd

from model.assessment.assess import Assessment
from model.base.figure_of import FigureOf, RecordOf, SumOf
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.base.stated import stated
from model.budget.funds import DATED, YearlyCost, by_fund, non_pay, posts_by_id
from model.budget.monitoring import (
    NO_LINE,
    OfPost,
    against_ledger,
    against_payroll,
    forecast,
    months_of_actuals,
    net_from_outside,
)
from model.pay.salaries import basis_named
from model.report.table import EFFECTS, Section, Sums, Table, Traced, how_parts_meet, traced_by, with_total

EFFECT = ("If nothing changed", "With the proposal", "Effect in the year")


def fund_tables(assessment: Assessment) -> list[Table]:
    """The tables of funds, non-pay and budget that the scenario has; empty where it has none of these."""
    scenario = assessment.scenario
    posts, budget = posts_by_id(scenario).values(), scenario.budget
    has_funds = scenario.costing.default_fund or any(post.funds for post in posts)
    wanted = {
        cost_by_fund: has_funds,
        non_pay_by_kind: any(post.non_pay for post in posts),
        outturn: budget is not None,
        payroll_differences: budget is not None and budget.payroll is not None,
        ledger_differences: budget is not None and any(actual.post for actual in budget.actuals or ()),
    }
    return [table(assessment) for table, has_it in wanted.items() if has_it]


def cost_by_fund(assessment: Assessment) -> Table:
    """One row for each year and fund, and one for all funds of each year."""
    basis = assessment.scenario.costing.basis
    costs = _with_wholes(by_fund(assessment.costed, basis), "All funds")
    return Table(
        "by_fund",
        f"Who pays: pay with on-costs by fund, {basis_named(basis).label.lower()}, £",
        _yearly_frame(costs, "Fund"),
        money=EFFECT,
        signed=("Effect in the year",),
        note="The cost of each post is split by its stated shares. Totals come from unrounded figures.",
        section=Section.FUNDS,
        traced=_traced(costs, "fund", basis, "All funds"),
        sums=replace(EFFECTS, wholes="All funds"),
    )


def non_pay_by_kind(assessment: Assessment) -> Table:
    """One row for each year and kind of non-pay, and one for all kinds of each year."""
    costs = _with_wholes(non_pay(assessment.costed), "All non-pay")
    return Table(
        "non_pay",
        "Non-pay that comes with posts, £",
        _yearly_frame(costs, "Kind"),
        money=EFFECT,
        signed=("Effect in the year",),
        note="Non-pay is not in any of the costs above. It counts for each month in which the post is in the "
        "structure, filled or not. It is not raised by awards or prices.",
        section=Section.FUNDS,
        traced=_traced(costs, "non_pay", "", "All non-pay"),
        sums=replace(EFFECTS, wholes="All non-pay"),
    )


def _with_wholes(costs: list[YearlyCost], whole: str) -> list[YearlyCost]:
    """The costs year by year. The total of each year follows its costs, and is named ``whole``."""
    rows = []
    for year in dict.fromkeys(cost.year for cost in costs):
        of_year = [cost for cost in costs if cost.year == year]
        both = (sum(cost.do_nothing for cost in of_year), sum(cost.proposal for cost in of_year))
        rows += [*of_year, YearlyCost(year, whole, *both)]
    return rows


def _yearly_frame(costs: list[YearlyCost], name: str) -> pd.DataFrame:
    rows = ((cost, (cost.do_nothing, cost.proposal, cost.effect)) for cost in costs)
    return pd.DataFrame(
        [{"Year": str(cost.year), name: cost.name, **dict(zip(EFFECT, figures, strict=True))} for cost, figures in rows]
    )


def _traced(costs: list[YearlyCost], of: str, basis: str, whole: str) -> Traced:
    """What each cell is traced to: the record of a cost, or for a total the sum of the records of its year."""

    def figure(cost: YearlyCost, which: str) -> FigureOf:
        parts = [one.name for one in costs if one.year == cost.year and one.name != whole]
        records = [RecordOf(f"{of}_{which}", basis, str(cost.year), name) for name in parts]
        if cost.name != whole:
            return records[parts.index(cost.name)]
        return SumOf(f"{whole}, {cost.year}", tuple((1.0, record) for record in records))

    return traced_by(
        {column: figure(cost, which) for column, which in zip(EFFECT, (*DATED, "effect"), strict=True)}
        for cost in costs
    )


def outturn(assessment: Assessment) -> Table:
    """One row for each line of the budget, and the total: approved, moved, spent, still planned, and the variance."""
    budget, lines = stated(assessment.scenario.budget, "budget"), forecast(assessment.costed)
    done = months_of_actuals(budget)
    spent = f"Actuals to {budget.actuals_to:%B %Y}" if done else "Actuals"
    left = "Plan for the months left" if done else "Plan for the year"
    rows = [
        {
            "Line": line.line,
            "Approved budget": line.approved,
            "Virements": line.virements,
            "Current budget": line.current,
            spent: line.actual,
            left: line.remaining,
            "Forecast outturn": line.outturn,
            "Variance": line.variance,
        }
        for line in lines
    ]
    _, *money = rows[0]
    frame = with_total(rows, money)
    outside = net_from_outside(budget)
    virements = f"Virements add {pounds(outside, signed=True)} from outside." if outside else "Virements net to nil."
    no_line = any(line.line == NO_LINE for line in lines)
    return Table(
        "budget",
        f"Forecast outturn against the budget of {budget.year}, £",
        frame,
        money=tuple(money),
        signed=("Virements", "Variance"),
        total_row=True,
        note=f"Forecast outturn is actuals to date plus the plan for the months left. + is an overspend. {virements} "
        f"{_as_costed(assessment)} {'Some of the plan has no line in the budget. ' if no_line else ''}"
        f"{how_parts_meet(frame, tuple(money))}",
        section=Section.FUNDS,
        traced=_traced_lines(assessment, [line.line for line in lines], spent, left),
        sums=Sums(
            {
                "Current budget": ("Approved budget", "Virements"),
                "Forecast outturn": ("Actuals", "Plan for the"),
                "Variance": ("Forecast outturn", "-Current budget"),
            }
        ),
    )


def _traced_lines(assessment: Assessment, lines: list[str], spent: str, left: str) -> Traced:
    """The records of each line, and their sum as the last row."""
    year, basis = stated(assessment.scenario.budget, "budget").year, assessment.scenario.costing.basis
    structures = {
        "Approved budget": "budget",
        "Virements": "virements",
        spent: "actuals",
        left: "plan_left",
        "Forecast outturn": "outturn",
        "Variance": "variance",
    }
    records = {
        column: [RecordOf(structure, basis, year, line) for line in lines] for column, structure in structures.items()
    }
    both = zip(lines, records["Approved budget"], records["Virements"], strict=True)
    current = [SumOf(f"{line}: current budget", ((1.0, approved), (1.0, moved))) for line, approved, moved in both]
    return {
        column: (*of_lines, SumOf(f"{column}, all lines", tuple((1.0, of) for of in of_lines)))
        for column, of_lines in {**records, "Current budget": current}.items()
    }


def payroll_differences(assessment: Assessment) -> Table:
    """One row for each post that differs from payroll, one for all posts that agree, and the total."""
    budget = stated(assessment.scenario.budget, "budget")
    rows = [
        {
            "Post": post.post,
            "Title": post.title,
            "Plan FTE": f"{post.plan_fte:g}",
            "Payroll FTE": f"{post.other_fte:g}",
            "Plan pay": post.plan,
            "Payroll pay": post.other,
            "Difference": post.other - post.plan,
            "What differs": post.finding,
        }
        for post in _with_totals(against_payroll(assessment.costed))
    ]
    return Table(
        "payroll_differences",
        f"Establishment against payroll, {budget.actuals_to:%B %Y}, £",
        pd.DataFrame(rows),
        money=("Plan pay", "Payroll pay", "Difference"),
        signed=("Difference",),
        pence=True,
        total_row=True,
        note="FTE is on the last day of the month. Pay is gross pay in the month, before on-costs. "
        f"{_as_costed(assessment)} This table shows the pay of single posts.",
        section=Section.FUNDS,
        only_in_workbook=True,
        sums=Sums({"Difference": ("Payroll pay", "-Plan pay")}),
    )


def ledger_differences(assessment: Assessment) -> Table:
    """One row for each post that differs from the ledger, one for all posts that agree, and the total."""
    budget = stated(assessment.scenario.budget, "budget")
    first = FinancialYear.parse(budget.year).first_day
    rows = [
        {
            "Post": post.post,
            "Title": post.title,
            "Plan": post.plan,
            "Ledger": post.other,
            "Difference": post.other - post.plan,
            "What differs": post.finding,
        }
        for post in _with_totals(against_ledger(assessment.costed))
    ]
    return Table(
        "ledger_differences",
        f"Establishment against the ledger, {first:%B %Y} to {budget.actuals_to:%B %Y}, £",
        pd.DataFrame(rows),
        money=("Plan", "Ledger", "Difference"),
        signed=("Difference",),
        pence=True,
        total_row=True,
        note=f"On-costs and non-pay are included. {_as_costed(assessment)} This table shows the cost of single posts.",
        section=Section.FUNDS,
        only_in_workbook=True,
        sums=Sums({"Difference": ("Ledger", "-Plan")}),
    )


def _as_costed(assessment: Assessment) -> str:
    return f"The plan is costed with {basis_named(assessment.scenario.costing.basis).meaning}."


def _with_totals(posts: list[OfPost]) -> list[OfPost]:
    """The posts that differ, those that agree as one row, and all of them as the last."""
    agreed = [post for post in posts if not post.finding]
    return [
        *(post for post in posts if post.finding),
        _together(f"{len(agreed)} that agree", agreed, "nothing"),
        _together("Total", posts, ""),
    ]


def _together(name: str, posts: list[OfPost], finding: str) -> OfPost:
    ftes = (sum(post.plan_fte for post in posts), sum(post.other_fte for post in posts))
    amounts = (sum(post.plan for post in posts), sum(post.other for post in posts))
    return OfPost(name, "", *ftes, *amounts, finding)
