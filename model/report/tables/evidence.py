"""What the figures rest on: reconciliation, assumptions and rates."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.explain.reconcile import FLAT, Attempt
from model.pay.salaries import basis_named
from model.rates.tables import Rate
from model.report.rate_names import plain_name, points_or_value
from model.report.table import Section, Sums, Table
from model.report.tables.award import award_in_words


def reconciliation(assessment: Assessment) -> Table:
    """One row a basis: the listed posts against the published totals, and what is left."""
    totals = stated(assessment.reconciled, "published totals")
    rows = [
        {
            "Costing basis": basis_named(line.basis).label,
            "Present": line.present,
            "Not explained, present": line.present_residual,
            "Proposed": line.proposed,
            "Not explained, proposed": line.proposed_residual,
            "Not explained, change": line.change_residual,
        }
        for line in totals.listed
    ]
    money = tuple(rows[0])[1:]
    return Table(
        "reconciliation",
        f"The listed posts against the published {pounds(totals.published_present)} and "
        f"{pounds(totals.published_proposed)}, £",
        pd.DataFrame(rows),
        money=money,
        signed=tuple(name for name in money if name.startswith("Not")),
        note="Not explained = published less modelled. The residual is disclosed and nothing is forced to meet it.",
        section=Section.RECONCILIATION,
        sums=Sums({"Not explained, change": ("Not explained, proposed", "-Not explained, present")}),
    )


def span_of_attempts(assessment: Assessment) -> Table:
    """One row a hypothesis on an unlisted post: the lowest and highest cost that any combination gives."""
    totals = stated(assessment.reconciled, "published totals")
    sides = {"present": totals.published_present, "proposed": totals.published_proposed}
    rows = []
    for name in dict.fromkeys(map(_unlisted, totals.attempts)):
        row = {"Unlisted post": "none: the listed posts alone" if name == "none" else f"with a {name}"}
        for side, published in sides.items():
            costs = [getattr(attempt, side) for attempt in totals.attempts if _unlisted(attempt) == name]
            within = "within reach" if min(costs) <= published <= max(costs) else "out of reach"
            row |= {
                f"{side.capitalize()}, {end}": cost for end, cost in (("lowest", min(costs)), ("highest", max(costs)))
            }
            row |= {f"{pounds(published)} reached": within}
        rows.append(row)
    return Table(
        "reconciliation_span",
        "What the declared combinations span, full year, £",
        pd.DataFrame(rows).sort_values("Unlisted post", ascending=False, ignore_index=True),
        money=tuple(f"{side}, {end}" for side in ("Present", "Proposed") for end in ("lowest", "highest")),
        note="Within reach means that the published total lies between the lowest and the highest; it is not evidence "
        "that any one combination is right.",
        section=Section.RECONCILIATION,
    )


def _unlisted(attempt: Attempt) -> str:
    """The unlisted post that a combination supposes, without its points."""
    return attempt.unlisted_post.split(" at ")[0]


def nearest_attempts(assessment: Assessment, most: int = 10) -> Table:
    """The declared combinations that come nearest to both published totals, one row each."""
    totals = stated(assessment.reconciled, "published totals")
    rows = [
        {
            "Costing basis": basis_named(attempt.basis).label,
            "Pension rate": "\u2013" if attempt.employer_ni == FLAT else f"{attempt.lgps_rate:.1%}",
            "National Insurance": f"{attempt.lgps_rate:.1%} of pay for all on-costs"
            if attempt.employer_ni == FLAT
            else attempt.employer_ni.replace("_", " "),
            "Tax year": attempt.ni_year,
            "Unlisted post": attempt.unlisted_post,
            "Not explained, present": attempt.present_residual,
            "Not explained, proposed": attempt.proposed_residual,
        }
        for attempt in totals.attempts
    ]
    counts = (
        f"Of {len(totals.attempts):,} combinations of the hypotheses declared in the scenario file, within "
        f"{pounds(totals.tolerance)}: {totals.near_alone('present')} of the present total, "
        f"{totals.near_alone('proposed')} of the proposed total, {totals.near_alone('change')} of the change, "
        f"{len(totals.near)} of both totals at once."
    )
    return Table(
        "nearest_combinations",
        "The combinations nearest to both published totals, nearest first, £",
        pd.DataFrame(rows),
        rows_on_page=most,
        money=("Not explained, present", "Not explained, proposed"),
        signed=("Not explained, present", "Not explained, proposed"),
        note=f"{counts} Several combinations come about as near as each other, so none is proof. The report shows the "
        f"first {min(most, len(rows))}, the tables all of them.",
        section=Section.RECONCILIATION,
    )


def assumptions(assessment: Assessment) -> Table:
    """One row an assumption or a note, with its reason or source."""
    scenario, pay = assessment.scenario, assessment.scenario.pay
    limits = scenario.one_off.weekly_limits if scenario.one_off else ()
    recalled = [(f"The recalled grades of {pay.grades_of} are used", "recalled", pay.accept_recalled_grades)]
    headline = f"Headline costed at: {basis_named(scenario.costing.basis).label.lower()}"
    statements = [
        *((line.text, "assumed", line.reason) for line in scenario.assumptions),
        *(
            (
                f"Employer pension rate {rate.rate:.1%} from {in_words(rate.from_)} to {in_words(rate.to)}",
                rate.status,
                " ".join(filter(None, (f"{rate.source}.", rate.reason))),
            )
            for rate in scenario.on_costs.lgps
        ),
        *((f"Pay award of {award_in_words(award)}", award.standing, award.reason) for award in pay.awards),
        *(
            (f"National Insurance from {in_words(ni.from_)} as on {in_words(ni.as_on)}", "assumed", ni.reason)
            for ni in scenario.on_costs.employer_ni_carried_forward
        ),
        *(
            (
                f"The limit on a week's pay for redundancy is {pounds(limit.amount)} "
                f"from {in_words(limit.from_)} to {in_words(limit.to)}",
                "assumed",
                limit.reason,
            )
            for limit in limits
        ),
        *(recalled if pay.accept_recalled_grades else ()),
        *((note.text, "note", note.source) for note in scenario.notes),
        (headline, "choice", scenario.costing.reason),
    ]
    return Table(
        "assumptions",
        "Assumptions, choices and notes",
        pd.DataFrame(statements, columns=["Statement", "Kind", "Reason or source"]),
        section=Section.BASIS,
        public=True,
    )


def rates_used(assessment: Assessment) -> Table:
    """One row a rate that the figures rest on."""
    rows = [
        {
            "Rate": str(rate),
            "Value": rate.value,
            "Unit": rate.unit,
            "From": rate.effective_from.isoformat(),
            "To": rate.effective_to.isoformat() if rate.has_end else "",
            "Status": rate.status.label,
            "Source": rate.source,
        }
        for rate in assessment.rates_read
    ]
    return Table(
        "rates_used",
        "Rates that the figures rest on",
        pd.DataFrame(rows),
        public=True,
    )


def rates_by_source(assessment: Assessment) -> Table:
    """One row a set of rates that share name, dates, status and source: the page's shorter form of the last."""
    groups: dict[tuple[str, ...], list[Rate]] = {}
    for rate in assessment.rates_read:
        ends = in_words(rate.effective_to) if rate.has_end else "no end"
        groups.setdefault(
            (plain_name(rate), in_words(rate.effective_from), ends, rate.status.label, rate.source), []
        ).append(rate)
    rows = [
        {"Rate": f"{name}{points_or_value(rates)}", "From": first, "To": last, "Status": status, "Source": source}
        for (name, first, last, status, source), rates in groups.items()
    ]
    return Table(
        "rates_by_source",
        "Rates that the figures rest on",
        pd.DataFrame(rows),
        note="Published: a public source states it. Derived: worked out from published figures. Recalled: remembered, "
        "no source found. Assumed: stated by the scenario. Every value is in tables/rates_used.csv.",
        section=Section.BASIS,
        public=True,
    )
