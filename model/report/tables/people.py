"""The people: where each holder arrives, what protects their pay, and every outcome of a ring-fence.

These tables show individuals' pay, so a pack that holds them is for the exempt part of a meeting.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.explain.outcomes import DISPLACED
from model.people.establishment import Appointment
from model.people.paths import Path
from model.report.table import Section, Table

MOST_OUTCOMES_SHOWN = 12
"""A ring-fence has hundreds of outcomes soon; a page of them helps nobody."""


def people_tables(assessment: Assessment) -> list[Table]:
    """The tables that need holders' points; none where the scenario has none."""
    people = assessment.scenario.people
    if people is None:
        return []
    fenced = [ring_fence_outcomes(assessment)] if assessment.outcomes else []
    return [assimilations(assessment), *fenced, *([acting_up(assessment)] if people.acting_up else [])]


def assimilations(assessment: Assessment) -> Table:
    """One row a seat of the proposed structure: who comes, from which point to which, and why."""
    plan = assessment.costed.plans["proposed"]
    people = stated(assessment.scenario.people, "people")
    invented, rule = "Holders and points are invented. " if people.invented else "", people.assimilation
    return Table(
        "assimilation",
        "Where each holder arrives",
        pd.DataFrame([_arrival(*seat) for seat in zip(plan.appointments, plan.paths, strict=True)]),
        money=("Pay to protect, a year",),
        note=f"{invented}Rule: {rule.rule.replace('_', ' ')}; {rule.order.replace('_', ' ')}. {rule.source} "
        "Pay to protect is the old salary less the new at 1.0 FTE.",
        exempt=True,
        section=Section.PEOPLE,
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
        "At the last point by time from": in_words(path.settled_on) if path.settled_on and arrived else "\u2013",
    }


def acting_up(assessment: Assessment) -> Table:
    """One row a holder who acts up: in which post, when, at which point, and what it costs on the actual basis."""
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
        note="Before on-costs. A row of nothing means that, as the ring-fence is assumed to end, the holder has that "
        "post themselves or none.",
        exempt=True,
        section=Section.PEOPLE,
    )


def ring_fence_outcomes(assessment: Assessment) -> Table:
    """One row an outcome of the ring-fence: the assumed one, then those with fewest left without a post, by cost."""
    titles = {post.id: post.title for post in assessment.scenario.proposed} | {DISPLACED: "no post"}
    year, outcomes = assessment.costed.year_of_change, assessment.outcomes
    rows = [
        {
            "Outcome": "; ".join(f"{placed.holder}: {titles[placed.to]}" for placed in outcome.placements),
            "Without a post": outcome.displaced,
            "Proposed structure": outcome.cost,
            "of which protection": outcome.protection,
            f"In {year}": outcome.in_year,
            "Assumed": "yes" if outcome.assumed else "",
        }
        for outcome in sorted(outcomes, key=lambda outcome: (not outcome.assumed, outcome.displaced, outcome.cost))
    ]
    fewest = min(outcome.displaced for outcome in outcomes)
    costs = [outcome.cost for outcome in outcomes if outcome.displaced == fewest]
    placed = "everybody of the pool has a post" if not fewest else f"only {fewest} of the pool have no post"
    cut = f"The first {MOST_OUTCOMES_SHOWN} of {len(rows)} are printed; the table\u2019s file holds all. "
    return Table(
        "ring_fence_outcomes",
        f"Outcomes of the ring-fence, actual points, at {year} rates, £",
        pd.DataFrame(rows),
        money=("Proposed structure", "of which protection", f"In {year}"),
        note=f"{cut if len(rows) > MOST_OUTCOMES_SHOWN else ''}Those in which {placed} differ by up to "
        f"{pounds(max(costs) - min(costs))} in a full year of the proposed structure. The headline assumes the one "
        "marked. A post that nobody of the pool gets is costed as a vacancy; what leaving costs once is kept apart.",
        rows_on_page=MOST_OUTCOMES_SHOWN if len(rows) > MOST_OUTCOMES_SHOWN else None,
        exempt=True,
        section=Section.PEOPLE,
    )
