"""The change itself: one-off costs and their approvals, cumulative savings, and the medium-term table.

The table of one-off costs says who leaves, so a pack that has it is for the exempt part of a meeting.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.figure_of import FigureOf, OneOffOf, RecordOf, SumOf
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.base.stated import stated
from model.budget.mtfs import mtfs, years_not_held
from model.budget.transition import Transition
from model.pay.one_off import KINDS, OneOff
from model.pay.salaries import basis_named
from model.rates.spine_names import spine_name
from model.rates.tables import RateMissing
from model.report.rate_names import IN_A_SENTENCE
from model.report.table import Section, Sums, Table, how_parts_meet, traced_by
from model.report.tables.leaving import approvals, how_they_leave

YEARS_OF_MTFS = "+ means more cost and \u2212 means less. “This year” is the year of the decision."


def mtfs_table(assessment: Assessment) -> Table:
    """One row for each year from this year to four years ahead: the effect against doing nothing."""
    of_years = mtfs(assessment.reach.costed, assessment.transition)
    rows = [
        {
            "Year": row.label,
            "Recurring": row.recurring,
            "One-off": row.one_off,
            "Net in the year": row.net,
            "Cumulative, recurring": row.cumulative_recurring,
            "Cumulative, with one-off": row.cumulative,
        }
        for row in of_years
    ]
    money = ("Recurring", "Cumulative, recurring")
    without = "One-off costs are not part of the public figures."
    if not assessment.is_public:  # what leaving costs shows what one person is paid, so it stays exempt
        money = ("Recurring", "One-off", "Net in the year", "Cumulative, recurring", "Cumulative, with one-off")
        without = payback_said(assessment) if assessment.transition else "No one-off cost is stated."
    basis = basis_named(assessment.scenario.costing.basis).label.lower()
    return Table(
        "mtfs",
        f"Medium-term financial strategy, {basis}, against doing nothing, £",
        pd.DataFrame(rows, columns=["Year", *money]),
        money=money,
        signed=money,
        note=" ".join(filter(None, (YEARS_OF_MTFS, without, years_left_out(assessment)))),
        section=Section.COSTS,
        public=True,
        traced=traced_by(_of_year(assessment, row.year, money) for row in of_years),
        sums=Sums(
            {"Net in the year": ("Recurring", "One-off")},
            {"Cumulative, recurring": ("Recurring",), "Cumulative, with one-off": ("Net in the year",)},
        ),
    )


def _of_year(assessment: Assessment, year: FinancialYear, columns: tuple[str, ...]) -> dict[str, FigureOf | None]:
    """What the cells of a year are traced to, by column: the effect of the change, and one-off costs if there are any.

    All are None for a year that is costed for this table alone, since ``results.json`` has no record of it.
    """
    if year not in assessment.costed.years:
        return dict.fromkeys(columns)
    basis, to_date = assessment.scenario.costing.basis, [of for of in assessment.costed.years if of <= year]
    recurring = [(1.0, RecordOf("part_year_effect", basis, str(of))) for of in to_date]
    once = [(1.0, RecordOf("one_off", "", str(of))) for of in to_date] if assessment.transition else []
    of_year = {
        "Recurring": recurring[-1][1],
        "One-off": once[-1][1] if once else None,
        "Net in the year": SumOf(f"Net in {year}", (*recurring[-1:], *once[-1:])),
        "Cumulative, recurring": SumOf(f"Recurring to the end of {year}", (*recurring,)),
        "Cumulative, with one-off": SumOf(f"Recurring and one-off to the end of {year}", (*recurring, *once)),
    }
    return {column: of_year[column] for column in columns}


def years_left_out(assessment: Assessment) -> str:
    """Sentences on years costed for this table alone, and on years not costed and why; empty where there are none."""
    shown, found = assessment.costed.years, assessment.reach
    further, missing, said = found.costed.years[len(shown) :], years_not_held(found.costed), []
    if further:
        said.append(f"Costed for this table only: {listed(further, 'and')}.")
    if early := [year for year in missing if year < shown[0]]:
        said.append(f"Not costed: {listed(early, 'and')}, before the first year that the scenario shows.")
    if (late := [year for year in missing if year > shown[0]]) and found.lacking:
        said.append(f"Not costed: {listed(late, 'and')}, since {_why(found.lacking)}. Nothing is extrapolated.")
    return " ".join(said)


def _why(lacking: LookupError) -> str:
    """Why the next year can't be costed: the rate that is missing, or the point that a renumbering does not map."""
    if not isinstance(lacking, RateMissing):
        return str(lacking)
    return f"no rate table and no assumption has {_rate_of(lacking)} for {FinancialYear.of(lacking.day)}"


def _rate_of(lacking: RateMissing) -> str:
    """The name of a missing rate in a sentence: ``the NJC national pay spine``, ``the employer's pension rate``."""
    if lacking.table != "spines":
        return IN_A_SENTENCE.get(lacking.table, lacking.table)
    name = spine_name(lacking.name)
    return f"the {name[:1].lower()}{name[1:]}" if name.startswith("Pay ") else f"the {name}"


def one_off_tables(assessment: Assessment) -> list[Table]:
    """The tables of a scenario with one-off costs; empty where it has none."""
    if assessment.transition is None:
        return []
    leavers = [how_they_leave(assessment), approvals(assessment)] if assessment.transition.leaving else []
    return [one_off(assessment), *leavers, cumulative(assessment)]


def _once(assessment: Assessment) -> Transition:
    return stated(assessment.transition, "what the change costs once")


def one_off(assessment: Assessment) -> Table:
    """One row for each one-off cost: what, for whom, in which year, who funds it, and its approval."""
    transition, limit = _once(assessment), stated(assessment.scenario.one_off, "one_off").severance_limit
    over = {leaving.leaver.who for leaving in transition.leaving if leaving.needs_approval}

    def approved(who: str, cost: OneOff) -> str:
        """The approval on record. A cost below the limit may need another, so no cell says that none is needed."""
        if cost.approval:
            return cost.approval
        if limit and who in over and KINDS[cost.kind].severance:
            return f"none stated; needs {limit.approval_by}"
        return "none stated"

    rows = [
        {
            "One-off cost": cost.label,
            "Who": who or "–",
            "Year": str(cost.year),
            **({"Year paid": str(cost.year_paid)} if transition.paid_by_year else {}),
            "Amount": cost.amount,
            "Funded by": f"{cost.funded_by}, capitalised" if cost.direction else cost.funded_by,
            "Approval": approved(who, cost),
        }
        for who, cost in transition.each()
    ]
    texts = dict.fromkeys(("Who", "Year", *(["Year paid"] if transition.paid_by_year else [])), "")
    total = {"One-off cost": "Total", **texts, "Amount": transition.total, "Funded by": "", "Approval": ""}
    frame = pd.DataFrame([*rows, total])
    people = assessment.scenario.people
    notes = [
        *(["Holders are invented."] if people and people.invented else []),
        f"Severance of {pounds(limit.amount)} or more for one leaver needs approval ({limit.approval_by})."
        if limit
        else "No severance limit is set, so no approval is checked.",
        f"Redundancy rests on {transition.status.label} rates." if transition.leaving else "Nobody leaves.",
        *(["“Year” is the year that bears the cost."] if transition.paid_by_year else []),
        *_capitalised(transition),
        how_parts_meet(frame, ("Amount",)),
    ]
    return Table(
        "one_off",
        "What the change costs once, £",
        frame,
        money=("Amount",),
        total_row=True,
        traced={"Amount": (*map(OneOffOf, range(len(rows))), "one_off_cost")},
        note=" ".join(notes),
        exempt=True,
        section=Section.ONCE,
    )


def _capitalised(transition: Transition) -> list[str]:
    directions = dict.fromkeys(cost.direction for _, cost in transition.each() if cost.direction)
    return [f"{pounds(transition.capitalised)} is capital expenditure under: {'; '.join(directions)}."] * bool(
        directions
    )


def paid_back(assessment: Assessment) -> str:
    """A sentence without its full stop: in how many years the one-off costs are paid back, or why they never are."""
    payback, year = _once(assessment).payback, assessment.costed.year_of_change
    if payback.years is None:
        return payback.reason[0].upper() + payback.reason[1:]
    return f"Paid back in {payback.years:.2f} years: one-off costs divided by the full-year saving at {year} rates"


def payback_said(assessment: Assessment) -> str:
    """Two sentences: in how many years the one-off costs are paid back, and the ceiling on those years."""
    ceiling = stated(assessment.scenario.one_off, "one_off").payback_ceiling
    return f"{paid_back(assessment)}. " + (
        f"The ceiling is {ceiling.years:g} years." if ceiling else "No ceiling is set."
    )


def cumulative(assessment: Assessment) -> Table:
    """One row for each year shown: savings so far, before one-off costs and after them."""
    transition, basis = _once(assessment), assessment.scenario.costing.basis
    savings = transition.savings
    columns = ("Saved in the year", "One-off", "Gross cumulative saving", "Net cumulative saving")
    rows = [
        dict(zip(("Year", *columns), (str(year), *(float(amount) for amount in amounts)), strict=True))
        for year, *amounts in zip(
            transition.years, transition.saving, transition.amounts(), savings.gross, savings.net, strict=True
        )
    ]
    return Table(
        "cumulative_savings",
        f"Cumulative savings, {basis_named(basis).label.lower()}, £",
        pd.DataFrame(rows),
        money=columns,
        note=f"Gross is before one-off costs, and net is after them. \u2212 means a cost. {payback_said(assessment)}",
        section=Section.ONCE,
        only_in_workbook=True,
        traced=traced_by(
            {
                "Saved in the year": RecordOf("saving", basis, str(year), "in_the_year"),
                "One-off": RecordOf("one_off", "", str(year)),
                "Gross cumulative saving": RecordOf("saving", basis, str(year), "cumulative_gross"),
                "Net cumulative saving": RecordOf("saving", basis, str(year), "cumulative_net"),
            }
            for year in transition.years
        ),
        sums=Sums(
            running={
                "Gross cumulative saving": ("Saved in the year",),
                "Net cumulative saving": ("Saved in the year", "-One-off"),
            }
        ),
    )
