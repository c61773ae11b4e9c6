"""The people: where each holder arrives, what protects their pay, and who acts up.

These tables show individuals' pay, so a pack that has them is for the exempt part of a meeting.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.stated import stated
from model.people.appointments import Appointment
from model.people.paths import Path
from model.report.table import Section, Table


def people_tables(assessment: Assessment) -> list[Table]:
    """The tables that need holders' points; empty where the scenario has none."""
    people = assessment.scenario.people
    if people is None:
        return []
    return [assimilations(assessment), *([acting_up(assessment)] if people.acting_up else [])]


def assimilations(assessment: Assessment) -> Table:
    """One row for each seat of the proposed structure: who comes, from which point to which, and why.

    A vacancy that ends before its post begins, because somebody has joined by then, has no row.
    """
    plan, change = assessment.costed.plans["proposal"], assessment.scenario.dates.implementation
    begins = {post.id: post.from_ or change for post in assessment.scenario.proposed}
    seats = (
        (held, path)
        for held, path in zip(plan.appointments, plan.paths, strict=True)
        if held.structure == "proposed" and not held.below_grade and held.last_day >= begins[held.post]
    )
    people = stated(assessment.scenario.people, "people")
    invented, rule = "Holders and points are invented. " if people.invented else "", people.assimilation
    return Table(
        "assimilation",
        "Which post and point each holder moves to",
        pd.DataFrame([_arrival(held, path) for held, path in seats]),
        money=("Pay to protect, a year",),
        note=f"{invented}Rule: {rule.rule.replace('_', ' ')}; {rule.order.replace('_', ' ')}. {rule.source} "
        "Pay to protect is the old salary less the new salary, at 1.0 FTE.",
        exempt=True,
        section=Section.PEOPLE,
        only_in_workbook=True,
    )


def _arrival(appointment: Appointment, path: Path) -> dict[str, object]:
    arrived = path.assimilated
    return {
        "Post": appointment.title,
        "Holder": appointment.holder[0] if arrived else "vacant",
        "FTE": f"{appointment.fte:g}",
        "From SCP": str(arrived.old_point) if arrived else "\u2013",
        "To SCP": str(arrived.new_point if arrived else path.steps[0].point),
        "Why": arrived.reason if arrived else path.steps[0].reason,
        "Pay to protect, a year": arrived.protected_gap if arrived else 0.0,
        "Reaches the last point by time on": in_words(path.settled_on) if path.settled_on and arrived else "\u2013",
    }


def acting_up(assessment: Assessment) -> Table:
    """One row for each holder who acts up: in which post, when, at which point, and the cost on the actual basis."""
    costed = assessment.costed
    plan, costs = costed.plans["proposal"], costed.costs["proposal", "actual"].amounts
    titles = {post.id: post.title for post in assessment.scenario.proposed}
    rows = []
    for acting in stated(assessment.scenario.people, "people").acting_up:
        seats = [
            row for row, seat in enumerate(plan.appointments) if seat.acting_up and seat.holder == (acting.holder,)
        ]
        rows.append(
            {
                "Holder": acting.holder,
                "Acts in": titles[acting.into],
                "From": in_words(acting.from_),
                "To": in_words(acting.to),
                "At SCP": str(acting.point),
                "Pay above their own": float(costs["acting_up"][seats].sum()),
                "Backfill and cover": float(costs["cover"][seats].sum()),
            }
        )
    return Table(
        "acting_up",
        "Who acts up until a post is filled, actual points, £",
        pd.DataFrame(rows),
        money=("Pay above their own", "Backfill and cover"),
        note="The figures are before on-costs. A row of £0 means that in the outcome assumed for the ring-fence, the "
        "holder gets the post in which they would act up, or gets no post.",
        exempt=True,
        section=Section.PEOPLE,
        only_in_workbook=True,
    )
