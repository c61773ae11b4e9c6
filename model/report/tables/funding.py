"""What schools pay: the funding test, and the published change for part of the year of change."""

from datetime import timedelta
from decimal import Decimal

import pandas as pd

from model.assessment.assess import Assessment
from model.assessment.structures import PUBLISHED_BASIS
from model.base.figure_of import FigureOf, RecordOf
from model.base.financial_year import in_words, share_of_year_by_day, share_of_year_by_month
from model.base.money import half_up, pounds
from model.base.stated import stated
from model.buy_back.funding_test import PUBLISHED, BuyBack
from model.report.rounding import change_note
from model.report.table import Section, Table

RECORDED = {
    "Cost now, and income needed now": "cost_before",
    "Cost after the change, and income needed": "cost_after",
    "Change in a full year": "change",
    "Average for each customer now": "average_before",
    "Average for each customer after": "average_after",
    "Smallest change in whole pence that recovers the cost": "recovering_uplift",
    "Smallest change in whole price steps that recovers the cost": "stepped_uplift",
}
"""The measures that have a record in ``results.json``, each with the record's element."""


def funding(assessment: Assessment) -> Table:
    """One row for each measure of the funding test: published costs beside modelled ones."""
    customers = stated(assessment.scenario.customers, "customers")
    buyers = f"{customers.are[:1].upper()}{customers.are[1:]}"
    columns = {test.rests_on.capitalize(): _measures(test, buyers) for test in assessment.buy_backs}
    costs = {test.rests_on: (test.cost_before, test.cost_after, test.change) for test in assessment.buy_backs}
    return Table(
        "buy_back",
        f"What {customers.are} must pay for the service",
        pd.DataFrame(columns).rename_axis("Measure").reset_index(),
        note=f"Income is assumed to equal cost now, as for a wholly traded service. The prices themselves are not "
        f"published. Where income just equals cost, the loss of any customer makes a deficit. {buyers}: "
        f"{customers.source}. {change_note(costs)}".rstrip(),
        traced={test.rests_on.capitalize(): _traced(assessment, test, buyers) for test in assessment.buy_backs},
        section=Section.PRICES,
        public=True,
    )


def _traced(assessment: Assessment, test: BuyBack, buyers: str) -> tuple[FigureOf | None, ...]:
    """The record that each measure is traced to, in the order of the measures; None where a measure has no record."""
    basis = PUBLISHED_BASIS if test.rests_on == PUBLISHED else assessment.scenario.costing.basis
    year, traced = str(assessment.costed.year_of_change), []
    for measure in _measures(test, buyers):
        element = RECORDED.get(measure)
        traced.append(RecordOf("buy_back", basis, year, element) if element else None)
    return tuple(traced)


def _measures(test: BuyBack, buyers: str) -> dict[str, str]:
    """Each measure of one funding test, as printed."""
    to_the_penny = {
        "Average for each customer now": test.average_before,
        "Average for each customer after": test.average_after,
        "Change for each customer, to the nearest penny": test.uplift_to_the_penny,
        "Income less cost, with the change to the nearest penny": test.surplus(test.uplift_to_the_penny),
        "Smallest change in whole pence that recovers the cost": test.recovering_uplift,
        "Smallest change in whole price steps that recovers the cost": test.stepped_uplift,
    }
    return {
        "Cost now, and income needed now": pounds(test.cost_before),
        "Cost after the change, and income needed": pounds(test.cost_after),
        "Change in a full year": pounds(test.change),
        f"{buyers} that buy": f"{test.customers:,}",
        **{measure: pounds(amount, pence=True) for measure, amount in to_the_penny.items()},
        "Leavers whose payments add up to the change, at the new average": _two_places(test.leavers_at_new_average),
        "Leavers whose payments add up to the change, at the old average": _two_places(test.leavers_at_old_average),
    }


def _two_places(number: Decimal | None) -> str:
    return "none: the change does not cost more" if number is None else f"{half_up(number):.2f}"


def published_part_year(assessment: Assessment) -> Table:
    """The published change for part of the year of change, by day and by whole month: a cross-check.

    One row for each day from which the change may count.
    """
    change = stated(assessment.scenario.published_amount("change"), "a published change")
    start, published = assessment.scenario.dates.implementation, assessment.scenario.dates.published
    days_of_year = assessment.costed.year_of_change.days
    starts = [("implementation", start)]
    if published and published != start:
        starts.append(("publication", published))
    if start.day != 1:
        starts.append(("the next whole month", (start.replace(day=1) + timedelta(days=32)).replace(day=1)))
    rows = [
        {
            "From": f"{in_words(day)} ({what})",
            "By day": change * float(share_of_year_by_day(day)),
            "Days": f"{share_of_year_by_day(day) * days_of_year}/{days_of_year}",
            "By whole month": change * float(share_of_year_by_month(day)),
            "Months": f"{share_of_year_by_month(day) * 12}/12",
        }
        for what, day in starts
    ]
    return Table(
        "published_part_year",
        f"How much of the published change of {pounds(change)} falls in {assessment.costed.year_of_change}, £",
        pd.DataFrame(rows),
        money=("By day", "By whole month"),
        note="This table is a cross-check on the published figure only. The model\u2019s own effect in the year is "
        "worked out month by month.",
        section=Section.PRICES,
        public=True,
    )
