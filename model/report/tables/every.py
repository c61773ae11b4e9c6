"""Every table of a report, in the order of the page."""

from model.assessment.assess import Assessment
from model.report.rounding import with_rounding
from model.report.table import Table, fitted
from model.report.tables import cost as cost_tables
from model.report.tables import driver as driver_tables
from model.report.tables import evidence as evidence_tables
from model.report.tables import funding as funding_tables
from model.report.tables import post as post_tables
from model.report.tables.award import award_tables
from model.report.tables.career import career_tables
from model.report.tables.competence import competence_tables
from model.report.tables.family import family_tables
from model.report.tables.fund import fund_tables
from model.report.tables.how_sure import how_sure_tables
from model.report.tables.pay_on_top import pay_on_top_tables
from model.report.tables.people import people_tables
from model.report.tables.phase import phase_tables
from model.report.tables.posts import posts
from model.report.tables.price import price_tables
from model.report.tables.reconciliation import reconciliation_tables
from model.report.tables.ring_fence import ring_fence_tables
from model.report.tables.sensitivity import sensitivity_tables
from model.report.tables.structure import structure_tables
from model.report.tables.trading import answer_tables, trading_tables
from model.report.tables.transition import mtfs_table, one_off_tables
from model.report.tables.who_pays import who_pays_tables


def tables(assessment: Assessment) -> list[Table]:
    """Every table of the report, in the order of the page."""
    made = [
        cost_tables.key_figures(assessment),
        cost_tables.by_basis(assessment),
        cost_tables.by_year(assessment),
        *cost_tables.bridge_tables(assessment),
        cost_tables.by_element(assessment),
        driver_tables.driver_steps(assessment),
        *phase_tables(assessment),
        mtfs_table(assessment),
        posts(assessment),
        post_tables.present_posts(assessment),
        post_tables.proposed_posts(assessment),
        *pay_on_top_tables(assessment),
        *structure_tables(assessment),
        *driver_tables.why_tables(assessment),
        post_tables.envelope(assessment),
    ]
    made += price_tables(assessment)
    if assessment.buy_backs:
        made += [funding_tables.funding(assessment)]
    if assessment.scenario.published_amount("change") is not None:
        made += [funding_tables.published_part_year(assessment)]
    made += [*answer_tables(assessment), *who_pays_tables(assessment), *trading_tables(assessment)]
    made += [
        *reconciliation_tables(assessment),
        *career_tables(assessment),
        *competence_tables(assessment),
        *award_tables(assessment),
        *people_tables(assessment),
        *ring_fence_tables(assessment),
        *one_off_tables(assessment),
        *fund_tables(assessment),
        *family_tables(assessment),
        *sensitivity_tables(assessment),
        *how_sure_tables(assessment),
    ]
    made += [
        evidence_tables.assumptions(assessment),
        evidence_tables.rates_used(assessment),
        evidence_tables.rates_in_short(assessment),
        evidence_tables.rates_by_source(assessment),
    ]
    return [fitted(with_rounding(table, assessment.step)) for table in made]
