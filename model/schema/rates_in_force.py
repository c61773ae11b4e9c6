"""The rate tables with a scenario's own rates laid over them: its LGPS rates and its assumptions.

Every row added here carries the status that the scenario gives it, so whatever rests on an assumption says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from model.rate_tables import Rate, Rates, RateStatus, RateTable
from model.schema.rates import AssumedAward, CarriedForward, LgpsRate, OnCostTerms, PayTerms

SCENARIO_LGPS = "this scenario"
"""The name under which a scenario's own employer rate stands in the LGPS table."""


def rates_in_force(pay: PayTerms, on_costs: OnCostTerms, rates: Rates) -> Rates:
    """The tables that a scenario is costed with. Raises RateMissing where an assumption has nothing to stand on."""
    return rates.replace(
        spines=with_awards(rates.spines, pay.spine, pay.awards),
        lgps=rates.lgps.with_rows(_lgps_row(rate) for rate in on_costs.lgps),
        employer_ni=with_carried_forward(rates.employer_ni, on_costs.employer_ni_carried_forward),
    )


def _lgps_row(rate: LgpsRate) -> Rate:
    source = f"{rate.source}; {rate.reason}" if rate.reason else rate.source
    return Rate(
        "lgps",
        SCENARIO_LGPS,
        "total",
        rate.from_,
        rate.to,
        rate.rate,
        "share of pensionable pay",
        rate.rate_status,
        source,
    )


def with_awards(spines: RateTable, spine: str, awards: Sequence[AssumedAward]) -> RateTable:
    """The spine with each assumed award laid on the table of the day before, in date order, unrounded."""
    for award in sorted(awards, key=lambda award: award.from_):
        eve = award.from_ - timedelta(days=1)
        spines = spines.with_rows(
            replace(
                old,
                effective_from=award.from_,
                effective_to=award.to,
                value=_raised(old.value, award),
                status=RateStatus.ASSUMED,
                source=f"assumed award: {award.reason}",
                date_checked="",
            )
            for old in (spines.value_on(spine, point, eve) for point in spines.points_on(spine, eve))
        )
    return spines


def _raised(salary: float, award: AssumedAward) -> float:
    return salary * (1 + award.percent) if award.percent is not None else salary + award.flat


def with_carried_forward(table: RateTable, carried: Sequence[CarriedForward]) -> RateTable:
    """NI terms of an earlier day, standing on for dates that no table covers."""
    for terms in carried:
        table = table.with_rows(
            replace(
                old,
                effective_from=terms.from_,
                effective_to=terms.to,
                status=RateStatus.ASSUMED,
                source=f"carried forward: {terms.reason}",
                date_checked="",
            )
            for old in table.rows
            if _stands(old, terms.as_on)
        )
    return table


def _stands(rate: Rate, day: date) -> bool:
    return rate.effective_from <= day <= rate.effective_to
