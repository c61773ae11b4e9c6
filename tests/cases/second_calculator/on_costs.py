"""Employer National Insurance, pension and levy of a month (docs/method/: pay, on_costs)."""

from tests.cases.second_calculator.days import last_of
from tests.cases.second_calculator.tables import value


def national_insurance(pay, rebated, first, period="monthly"):
    """Of all of a person's pay in a month; ``rebated`` is the part from posts in the LGPS."""
    day = last_of(first)
    rate = value("employer_ni", "employer_rate", "rate", day)
    threshold = value("employer_ni", "secondary_threshold", period, day)
    rebate = value("employer_ni", "contracted_out_rebate", "rate", day, 0.0)
    due = rate * max(0, pay - threshold)
    if rebate:
        lower = value("employer_ni", "lower_earnings_limit", period, day)
        upper = value("employer_ni", "upper_accrual_point", period, day)
        due -= rebate * max(0, min(rebated, upper) - lower)
    return due


def pension(pensionable, member, first, terms):
    day = last_of(first).isoformat()
    [rate] = [one["rate"] for one in terms if one["from"] <= day <= one["to"]]
    return pensionable * float(rate.rstrip("%")) / 100 if member else 0.0


def levy(pay, first):
    return pay * value("apprenticeship_levy", "levy", "rate", last_of(first))
