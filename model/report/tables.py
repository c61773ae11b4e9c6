"""Every table of a report, in the order of the page."""

from model.assessment import Assessment
from model.report import cost_tables, driver_tables, evidence_tables, funding_tables, post_tables
from model.report.award_tables import award_tables
from model.report.fund_tables import fund_tables
from model.report.people_tables import people_tables
from model.report.table import Table
from model.report.transition_tables import mtfs_table, one_off_tables


def tables(assessment: Assessment) -> list[Table]:
    """Every table of the report, in the order of the page."""
    made = [
        cost_tables.by_basis(assessment),
        cost_tables.by_year(assessment),
        cost_tables.by_element(assessment),
        mtfs_table(assessment),
        cost_tables.bridge_steps(assessment),
        driver_tables.driver_steps(assessment),
        post_tables.present_posts(assessment),
        post_tables.proposed_posts(assessment),
        driver_tables.why_costs_change(assessment),
        post_tables.envelope(assessment),
    ]
    if assessment.buy_backs:
        made += [funding_tables.funding(assessment)]
    if assessment.scenario.published_amount("change") is not None:
        made += [funding_tables.published_part_year(assessment)]
    if assessment.reconciled:
        made += [evidence_tables.reconciliation(assessment)]
        if assessment.reconciled.attempts:
            made += [evidence_tables.span_of_attempts(assessment), evidence_tables.nearest_attempts(assessment)]
    made += [
        *award_tables(assessment),
        *people_tables(assessment),
        *one_off_tables(assessment),
        *fund_tables(assessment),
    ]
    return [
        *made,
        evidence_tables.assumptions(assessment),
        evidence_tables.rates_used(assessment),
        evidence_tables.rates_by_source(assessment),
    ]
