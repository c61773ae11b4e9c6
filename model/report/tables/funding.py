"""What schools pay: the funding test, and the published change as a part of the year."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words, share_of_year_by_day, share_of_year_by_month
from model.base.money import half_up, pounds
from model.report.rounding import change_note
from model.report.table import Section, Table


def funding(assessment: Assessment) -> Table:
    """One row a measure of the funding test: published costs beside modelled ones."""
    are = assessment.scenario.customers.are
    labels = (
        "Cost now, and income needed now",
        "Cost after the change, and income needed",
        "Change in a full year",
        f"{are[:1].upper() + are[1:]} that buy",
        "Average for each now",
        "Average for each after",
        "Change for each, to the nearest penny",
        "Left over at that price",
        "Smallest change in pence that recovers it",
        "That, rounded up to the price step",
        "Average leavers that cost as much, at the new average",
        "Average leavers that cost as much, at the old average",
    )
    columns, costs = {}, {}
    for test in assessment.buy_backs:
        costs[test.rests_on] = (test.cost_before, test.cost_after, test.change)
        money = [
            pounds(amount, pence=True, signed=False)
            for amount in (
                test.average_before,
                test.average_after,
                test.uplift_to_the_penny,
                test.surplus(test.uplift_to_the_penny),
                test.recovering_uplift,
                test.stepped_uplift,
            )
        ]
        columns[test.rests_on.capitalize()] = [
            pounds(test.cost_before),
            pounds(test.cost_after),
            pounds(test.change),
            f"{test.customers:,}",
            *money,
            *(_two_places(leavers) for leavers in (test.leavers_at_new_average, test.leavers_at_old_average)),
        ]
    return Table(
        "buy_back",
        f"What {are} that buy the service must pay",
        pd.DataFrame({"Measure": labels, **columns}),
        note=f"Income is taken to equal cost now, as for a wholly traded service; the prices themselves are not "
        f"published. Where income just equals cost, any leaver at all makes a deficit. {are[:1].upper() + are[1:]}: "
        f"{assessment.scenario.customers.source}. {change_note(costs)}".rstrip(),
        section=Section.PRICES,
        public=True,
    )


def _two_places(number: Decimal | None) -> str:
    return "none: the change does not cost more" if number is None else f"{half_up(number):.2f}"


def published_part_year(assessment: Assessment) -> Table:
    """The published change shared out over the year of change, by day and by whole month: a cross-check."""
    change = assessment.scenario.published_amount("change")
    start = assessment.scenario.dates.implementation
    starts: list[tuple[str, date]] = [("implementation", start)]
    if assessment.scenario.dates.published and assessment.scenario.dates.published != start:
        starts.append(("publication", assessment.scenario.dates.published))
    if start.day != 1:
        starts.append(("the next whole month", (start.replace(day=1) + timedelta(days=32)).replace(day=1)))
    rows = [
        {
            "From": f"{in_words(day)} ({what})",
            "By day": change * float(share_of_year_by_day(day)),
            "Days": f"{share_of_year_by_day(day) * assessment.costed.year_of_change.days}/"
            f"{assessment.costed.year_of_change.days}",
            "By whole month": change * float(share_of_year_by_month(day)),
            "Months": f"{share_of_year_by_month(day) * 12}/12",
        }
        for what, day in starts
    ]
    return Table(
        "published_part_year",
        f"The published change of {pounds(change)} as a part of {assessment.costed.year_of_change}, £",
        pd.DataFrame(rows),
        money=("By day", "By whole month"),
        note="A cross-check on the published figure only. The model\u2019s own effect in the year is worked out "
        "month by month.",
        section=Section.PRICES,
        public=True,
    )
