"""How each leaver leaves, and the two tests of approval, whose amounts are never added together.

Both tables are for the exempt part of a meeting only.
"""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.budget.leaving import Leaving
from model.report.table import Section, Table
from model.schema.sections.approvals import ROLES

NONE_YET = "none yet"
MOST_YEARS = 20
"""Complete years that the statutory payment counts (Employment Rights Act 1996 section 162(3))."""


def how_they_leave(assessment: Assessment) -> Table:
    """One row for each leaver: the kind of leaving, day, age, service and cost, and what a failed trial would cost."""
    rows = [
        {
            "Who": leaving.leaver.who,
            "How": _how(leaving),
            "Leaves on": in_words(leaving.leaver.leaves_on),
            "Age then": str(leaving.leaver.last_age),
            "Complete years": _years(leaving),
            "Old enough for a pension": f"{'yes' if leaving.of_pension_age else 'no'}, from {leaving.pension_age:g}",
            "Cost": sum(cost.amount for cost in leaving.one_offs),
            "Further, if the trial fails": sum(cost.amount for cost in leaving.if_trial_fails),
        }
        for leaving in _leaving(assessment)
    ]
    return Table(
        "leavers",
        "How each leaves, £",
        pd.DataFrame(rows),
        money=("Cost", "Further, if the trial fails"),
        note="Age is in complete years on the last day of employment. Service is counted to the relevant date. Of its "
        f"complete years, the latest {MOST_YEARS} count for the statutory payment.",
        exempt=True,
        section=Section.ONCE,
        only_in_workbook=True,
    )


def approvals(assessment: Assessment) -> Table:
    """One row for each leaver: the package against the council's limit, and special severance against its tiers."""
    limit = stated(assessment.scenario.one_off, "one_off").severance_limit
    rows = [
        {
            "Who": leaving.leaver.who,
            "Package": leaving.severance,
            "Approval of the package": _package(leaving, limit.approval_by if limit else ""),
            "Special severance": leaving.leaver.special_severance if leaving.one_offs else 0.0,
            "Approval of special severance": _special(leaving),
        }
        for leaving in _leaving(assessment)
    ]
    tested = f"from {pounds(limit.amount)} ({limit.approval_by})" if limit else "which sets no limit here"
    return Table(
        "approvals_of_leaving",
        "Approvals of what leavers are paid, £",
        pd.DataFrame(rows),
        money=("Package", "Special severance"),
        note="There are two tests, whose amounts are not added together. The package is tested against the council's "
        f"own policy, {tested}. Special severance is what is paid beyond statute, contract and the published policy. "
        "Its tiers of approval are those of the statutory guidance of 12 May 2022, for payments from that day, in "
        "England.",
        exempt=True,
        section=Section.ONCE,
        only_in_workbook=True,
    )


def _leaving(assessment: Assessment) -> tuple[Leaving, ...]:
    return stated(assessment.transition, "what the change costs once").leaving


def _how(leaving: Leaving) -> str:
    leaver = leaving.leaver
    if leaver.trial:
        outcome = {"kept": "kept", "left": "failed, made redundant"}.get(leaver.trial.outcome or "", "not ended")
        return f"{leaver.of_kind.label}: {leaver.trial.job}, {outcome}"
    if leaver.bumped_by:
        return f"{leaver.of_kind.label}, so that {leaver.bumped_by} stays"
    return f"{leaver.of_kind.label}, no redundancy payment" if leaver.no_redundancy_because else leaver.of_kind.label


def _years(leaving: Leaving) -> str:
    years = stated(leaving.leaver.complete_years, "complete years")
    return str(years) if years <= MOST_YEARS else f"{years}, of which {MOST_YEARS} count"


def _package(leaving: Leaving, body: str) -> str:
    given = leaving.leaver.approval
    if given:
        return str(given)
    return f"{NONE_YET}; needs {body}" if leaving.needs_approval else NONE_YET


def _special(leaving: Leaving) -> str:
    if not leaving.special_roles:
        return "not needed"
    given = "; ".join(f"{ROLES[approval.role]}: {approval}" for approval in leaving.leaver.special_approvals)
    needed = ", ".join(ROLES[role] for role in leaving.roles_missing)
    return "; ".join(filter(None, (given, f"{NONE_YET} of {needed}" if needed else "")))
