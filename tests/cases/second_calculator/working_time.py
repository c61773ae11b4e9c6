"""Paid FTE from the share of full time worked and the weeks of the year (docs/method/term_time.md)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def paid_share(weeks, scheme, service):
    """The share of a full year that so many weeks of work are paid."""
    if weeks is None:
        return Fraction(1)
    weeks = Fraction(str(weeks))
    year = Fraction(str(scheme["weeks_in_year"]))
    longer = scheme.get("leave_days_after_five_years")
    days = longer if longer is not None and service >= 5 else scheme["leave_days"]
    leave = Fraction(str(days)) / 5
    if scheme["method"] == "ratio":
        return weeks / (year - leave)
    if scheme["method"] == "additive":
        return (weeks + leave) / year
    if scheme["method"] == "legacy_1728":
        return weeks / 48
    agreed = {Fraction(str(one["weeks"])): Fraction(str(one["paid_weeks"])) for one in scheme["agreed_weeks"]}
    return agreed[weeks] / year


def fte_of(worked, weeks, scheme, service):
    fte = Fraction(str(worked)) * paid_share(weeks, scheme, service)
    places = scheme and scheme.get("fte_places")
    if weeks is None or places is None:
        return float(fte)
    exact = Decimal(fte.numerator) / Decimal(fte.denominator)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
