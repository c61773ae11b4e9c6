"""Rates in words: the name of each in a table and in a sentence, and its value with its unit.

Every table, name and unit of a rate has its words here. Any other table, name or unit raises an error.
"""

from collections.abc import Iterable

from model.base.money import percentage, pounds
from model.rates.spine_names import SPINES, spine_name
from model.rates.tables import Rate
from model.schema.sections.rates_in_force import SCENARIO_LGPS

NAMED = {
    ("apprenticeship_levy", "levy", "rate"): "Apprenticeship levy",
    ("apprenticeship_levy", "levy", "annual_allowance"): "Apprenticeship levy, allowance of an employer",
    ("apprenticeship_levy", "levy", "pay_bill_threshold"): "Apprenticeship levy, pay bill from which it is due",
    ("vat", "standard", "rate"): "VAT, standard rate",
    ("minimum_wage", "national_living_wage", "25_and_over"): "Minimum wage, aged 25 and over",
    ("minimum_wage", "national_living_wage", "23_and_over"): "Minimum wage, aged 23 and over",
    ("minimum_wage", "national_living_wage", "21_and_over"): "Minimum wage, aged 21 and over",
    ("minimum_wage", "national_minimum_wage", "21_to_24"): "Minimum wage, aged 21 to 24",
    ("minimum_wage", "national_minimum_wage", "21_to_22"): "Minimum wage, aged 21 and 22",
    ("minimum_wage", "national_minimum_wage", "18_to_20"): "Minimum wage, aged 18 to 20",
    ("minimum_wage", "national_minimum_wage", "under_18"): "Minimum wage, aged under 18",
    ("minimum_wage", "national_minimum_wage", "apprentice"): "Minimum wage of an apprentice",
}
OF_NI = {
    "employer_rate": "employer rate",
    "secondary_threshold": "secondary threshold",
    "lower_earnings_limit": "lower earnings limit",
    "upper_accrual_point": "upper accrual point",
    "contracted_out_rebate": "contracted out rebate",
    "secondary_rate": "rate",
    "upper_secondary_threshold_under_21": "upper threshold under 21",
    "upper_secondary_threshold_apprentice_under_25": "upper threshold of an apprentice under 25",
    "upper_secondary_threshold_veteran": "upper threshold of a veteran",
}
OF_CATEGORY = {
    "over_pension_age": ", over pension age",
    "under_21": ", under 21",
    "apprentice_under_25": ", apprentice under 25",
    "veteran": ", veteran",
}
OF_SCHEME = {"teachers": "Teachers’ Pension Scheme", "nhs": "NHS Pension Scheme"}
OF_REDUNDANCY = {
    "weekly_cap": "the limit on a week's pay",
    "weeks_per_year": "weeks' pay for a year of service",
    "min_service": "complete years of service needed",
    "max_years": "complete years of service that count, at most",
    "max_discretionary_weeks": "the highest number of weeks' pay on a council's own terms",
    "tax_free_limit": "the part free of tax and National Insurance",
    "class_1a_rate": "employer National Insurance (Class 1A) above the part free of tax",
    "minimum_pension_age": "the minimum pension age",
    "special_severance_approval": "special severance",
    "consultation_days": "consultation before the first dismissal",
    "exit_payment_cap": "the cap on exit payments",
}
OF_APPROVAL = {
    "full_council_vote_from": ", approved by full council from",
    "head_of_paid_service_and_leader_from": ", approved by the head of paid service and the leader from",
}
OF_CONSULTATION = {"20": ", of 20 to 99", "100": ", of 100 and more"}
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
    "minimum_wage": "the minimum wage",
    "pension_schemes": "the pension schemes’ rates",
}
OF_GRADE, WITH_POINTS = ", grade ", ("spines", "renumbered_points")
COUNTED = {"spines": "pay point", "grades": "grade"}
"""The word for one rate, by table, where a sentence says only how many rates there are: ``12 pay points``."""
PLAIN_UNITS = {
    "complete years",
    "complete years, latest first",
    "weeks' pay, the statutory payment within them",
    "weeks' pay for a year of service",
    "years of age",
}
"""Units that the rate's name already says."""


def plain_name(rate: Rate) -> str:
    """A rate's name in a table. Raises KeyError for a table or a name without words here."""
    match rate.table:
        case "spines":
            return spine_name(rate.name)
        case "renumbered_points":
            return f"Renumbering, {spine_name(rate.name)}"
        case "grades":
            return rate.name
        case "lgps":
            own = rate.name == SCENARIO_LGPS
            part = "" if rate.point == "total" else f", {rate.point}"
            return f"Employer pension rate (LGPS){'' if own else f', {rate.name}'}{part}"
        case "employer_ni":
            return f"Employer National Insurance, {OF_NI[rate.name]}{OF_CATEGORY.get(rate.point, '')}"
        case "pension_schemes":
            part = "" if rate.point == "total" else f", {rate.point.replace('_', ' ')}"
            return f"Employer pension rate, {OF_SCHEME.get(rate.name, rate.name)}{part}"
        case "redundancy":
            aged = "" if rate.point in ("statutory", "rate") else f", aged {rate.point.replace('_', ' ')}"
            return f"Redundancy, {OF_REDUNDANCY[rate.name]}{(OF_APPROVAL | OF_CONSULTATION).get(rate.point, aged)}"
        case "annual_leave":
            return f"Annual leave, {SPINES[rate.name]}, {OF_LEAVE[rate.point]}"
        case "full_time_hours":
            return f"Full-time hours, {spine_name(rate.name)}"
    return NAMED[rate.table, rate.name, rate.point]


def points_or_value(rates: list[Rate]) -> str:
    """The words after the shared name of several rates: their points, or the value of the first."""
    table = rates[0].table
    if table == "spines":
        return f", {_points(rates)} {', '.join(rate.point for rate in rates)}"
    if table == "renumbered_points":
        return f", old to new: {', '.join(f'{rate.point} to {rate.value:g}' for rate in rates)}"
    return f": {rates[0].unit if table == 'grades' else value_in_words(rates[0])}"


def kind_of(rate: Rate) -> str:
    """The heading that a rate is listed under, such as a pay spine, an authority's grades or National Insurance."""
    if rate.table == "grades":
        return f"Grades of {rate.name.rpartition(OF_GRADE)[0]}"
    return plain_name(rate) if rate.table in WITH_POINTS else plain_name(rate).partition(", ")[0]


def values_in_turn(rates: list[Rate]) -> str:
    """The words after a heading of rates: the points, or the values of each named rate in order of time."""
    table = rates[0].table
    if table == "spines":
        return f", {_points(rates)} {runs(rate.point for rate in rates)}"
    if table == "renumbered_points":
        return points_or_value(rates)
    if table == "grades":
        return f": {', '.join(dict.fromkeys(rate.name.rpartition(OF_GRADE)[2] for rate in rates))}"
    values: dict[str, list[str]] = {}
    for rate in sorted(rates, key=lambda rate: rate.effective_from):
        own = values.setdefault(plain_name(rate).partition(", ")[2], [])
        if (value := value_in_words(rate)) not in own[-1:]:
            own.append(value)
    in_turn = {name: ", then ".join(own) for name, own in values.items()}
    return ": " + "; ".join(f"{name} ({said})" if name else said for name, said in in_turn.items())


def _points(rates: list[Rate]) -> str:
    return "point" if len({rate.point for rate in rates}) == 1 else "points"


def runs(points: Iterable[str]) -> str:
    """Points in a few words: ``1 to 29, 32 to 36``; points that are not numbers come last."""
    distinct = dict.fromkeys(points)
    numbers = sorted(int(point) for point in distinct if point.isdecimal())
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    said = [f"{first} to {last}" if first < last else f"{first}" for first, last in zip(starts, ends, strict=True)]
    return ", ".join([*said, *(point for point in distinct if not point.isdecimal())])


def value_in_words(rate: Rate) -> str:
    """A rate's value with its unit. Raises ValueError for a unit without words here."""
    if rate.unit.startswith("share"):
        return percentage(rate.value)
    if rate.unit.startswith("GBP"):
        return rate.unit.replace("GBP", pounds(rate.value), 1)
    if rate.unit in PLAIN_UNITS:
        return f"{rate.value:g}"
    if rate.unit in ("days a year", "hours a week", "days before the first dismissal"):
        return f"{rate.value:g} {rate.unit}"
    raise ValueError(f"{rate}: the unit {rate.unit!r} has no words")
