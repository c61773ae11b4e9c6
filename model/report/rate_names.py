"""A rate in words: what it is, in a table and in a sentence, and its value with its unit.

Every table, name and unit that a rate can have is named here; one that is not is an error and never another's name.
"""

from model.base.money import pounds
from model.rates.tables import Rate
from model.schema.sections.rates_in_force import SCENARIO_LGPS

SPINES = {
    "njc": "NJC national pay spine",
    "glpc_outer": "Outer London pay spine (GLPC)",
    "glpc_inner": "Inner London pay spine (GLPC)",
}
"""A spine that is not here is a council's own, and goes by its own name."""
NAMED = {
    ("apprenticeship_levy", "levy", "rate"): "Apprenticeship levy",
    ("apprenticeship_levy", "levy", "annual_allowance"): "Apprenticeship levy, allowance of an employer",
    ("apprenticeship_levy", "levy", "pay_bill_threshold"): "Apprenticeship levy, pay bill from which it is due",
    ("vat", "standard", "rate"): "VAT, standard rate",
}
OF_NI = {
    "employer_rate": "employer rate",
    "secondary_threshold": "secondary threshold",
    "lower_earnings_limit": "lower earnings limit",
    "upper_accrual_point": "upper accrual point",
    "contracted_out_rebate": "contracted out rebate",
}
OF_REDUNDANCY = {
    "weekly_cap": "the limit on a week's pay",
    "weeks_per_year": "weeks' pay for a year of service",
    "min_service": "complete years of service needed",
    "max_years": "complete years of service that count",
    "max_discretionary_weeks": "the most weeks' pay on a council's own terms",
    "tax_free_limit": "the part free of tax and National Insurance",
    "class_1a_rate": "employer National Insurance (Class 1A) above that part",
    "minimum_pension_age": "the minimum pension age",
}
OF_LEAVE = {
    "under_5_years": "under five years’ service",
    "5_years_and_over": "from five years’ service",
    "extra_statutory": "extra statutory days",
    "bank_holidays": "bank holidays",
}
IN_A_SENTENCE = {
    "lgps": "the employer’s pension rate",
    "employer_ni": "National Insurance",
    "apprenticeship_levy": "the apprenticeship levy",
    "redundancy": "redundancy terms",
    "annual_leave": "annual leave",
    "vat": "VAT",
    "renumbered_points": "the renumbering of the spine",
    "full_time_hours": "full-time hours",
}
COUNTED = {"spines": "pay point", "grades": "grade"}
"""A table whose rates a sentence counts."""
PLAIN_UNITS = {
    "complete years",
    "complete years, latest first",
    "weeks' pay, the statutory payment within them",
    "weeks' pay for a year of service",
    "years of age",
}
"""Units that the rate's name says already."""


def plain_name(rate: Rate) -> str:
    """A rate's name in a table. Raises KeyError for a table or a name that has none."""
    match rate.table:
        case "spines":
            return _spine(rate.name)
        case "renumbered_points":
            return f"Renumbering, {_spine(rate.name)}"
        case "grades":
            return rate.name
        case "lgps":
            own = rate.name == SCENARIO_LGPS
            part = "" if rate.point == "total" else f", {rate.point}"
            return f"Employer pension rate (LGPS){'' if own else f', {rate.name}'}{part}"
        case "employer_ni":
            return f"Employer National Insurance, {OF_NI[rate.name]}"
        case "redundancy":
            aged = "" if rate.point in ("statutory", "rate") else f", aged {rate.point.replace('_', ' ')}"
            return f"Redundancy, {OF_REDUNDANCY[rate.name]}{aged}"
        case "annual_leave":
            return f"Annual leave, {SPINES[rate.name]}, {OF_LEAVE[rate.point]}"
        case "full_time_hours":
            return f"Full-time hours, {_spine(rate.name)}"
    return NAMED[rate.table, rate.name, rate.point]


def points_or_value(rates: list[Rate]) -> str:
    """What follows the name of rates that share it: their points, or the value of the first."""
    table = rates[0].table
    if table == "spines":
        return f", points {', '.join(rate.point for rate in rates)}"
    if table == "renumbered_points":
        return f", old to new: {', '.join(f'{rate.point} to {rate.value:g}' for rate in rates)}"
    return f": {rates[0].unit if table == 'grades' else value_in_words(rates[0])}"


def value_in_words(rate: Rate) -> str:
    """A rate's value with its unit. Raises ValueError for a unit that is not known."""
    if rate.unit.startswith("share"):
        return f"{rate.value:.2%}"
    if rate.unit.startswith("GBP"):
        return rate.unit.replace("GBP", pounds(rate.value), 1)
    if rate.unit in PLAIN_UNITS:
        return f"{rate.value:g}"
    if rate.unit in ("days a year", "hours a week"):
        return f"{rate.value:g} {rate.unit}"
    raise ValueError(f"{rate}: the unit {rate.unit!r} has no words")


def _spine(name: str) -> str:
    return SPINES.get(name, f"Pay spine {name}")
