"""Employer National Insurance, pension and levy (docs/method/on_costs.md)."""

from tests.cases.second_calculator.days import after, day, last_of, months_on
from tests.cases.second_calculator.shares import share_of
from tests.cases.second_calculator.tables import has, value

RELIEFS = {"M": "under_21", "Z": "under_21", "H": "apprentice_under_25", "V": "veteran"}
PAID_TO = {"teachers": ["total"], "nhs": ["collected_through_payroll", "invoiced_to_local_authorities"]}
REACHED = {"M": 21, "Z": 21, "H": 25}  # the birthday before which a letter ends
NOWHERE = 0.0


class Insurance:
    """The terms of a scenario and the letters of its people."""

    def __init__(self, scenario):
        self.forward = scenario["on_costs"].get("employer_ni_carried_forward") or ()
        self.letters, self.born = {}, {}
        for post in scenario["present"]:
            for holder in post.get("holders") or ():
                self.letters.setdefault(holder["ref"], []).extend(holder.get("ni_letters") or ())
                self.born[holder["ref"]] = day(holder.get("born"))

    def due(self, person, pay, rebated, pay_day, period):
        """Of all that a person is paid on a pay day; ``rebated`` is the part from posts in the LGPS."""
        on = self._terms(pay_day)
        rate = value("employer_ni", "employer_rate", "rate", on)
        starts = value("employer_ni", "secondary_threshold", period, on)
        relief = RELIEFS.get(self._letter(person, pay_day))
        upper = f"upper_secondary_threshold_{relief}"
        if relief and has("employer_ni", upper, period, on):
            starts = value("employer_ni", upper, period, on)
        due = rate * max(0, pay - starts)
        rebate = value("employer_ni", "contracted_out_rebate", "rate", on, NOWHERE)
        if rebate:
            lower = value("employer_ni", "lower_earnings_limit", period, on)
            limit = value("employer_ni", "upper_accrual_point", period, on)
            due -= rebate * max(0, min(rebated, limit) - lower)
        return due

    def _letter(self, person, pay_day):
        for one in self.letters.get(person, ()):
            if day(one.get("from"), pay_day) <= pay_day < after(one.get("to"), day("9999-12-30")):
                years, born = REACHED.get(one["letter"]), self.born.get(person)
                ended = years and born and months_on(born, 12 * years) <= pay_day
                return "A" if ended else one["letter"]
        return "A"

    def _terms(self, pay_day):
        """The day whose terms hold: the pay day, or the one from which a scenario carries them forward."""
        for one in self.forward:
            if one["from"] <= pay_day.isoformat() <= one["to"]:
                return day(one["as_on"])
        return pay_day


def pension(scenario, stint, pensionable, first):
    """£ of one stint in one month, any levy of its scheme included."""
    return pensionable * pension_rate(scenario, stint.scheme, last_of(first)) if stint.member else 0.0


def pension_rate(scenario, name, pay_day):
    """What the employer pays to a scheme on a pay day, with its levy, as a share of pensionable pay."""
    if name in (None, "LGPS"):
        return _stated(scenario["on_costs"]["lgps"], pay_day)
    [scheme] = [one for one in scenario["pension_schemes"] if one["name"] == name]
    stated = _stated(scheme.get("rates") or (), pay_day)
    if stated is not None:
        return stated
    return sum(value("pension_schemes", scheme["kind"], part, pay_day) for part in PAID_TO[scheme["kind"]])


def _stated(rates, pay_day):
    """As one figure, or primary and secondary together; and the levy that is stated with it."""
    for one in rates:
        if one["from"] <= pay_day.isoformat() <= one["to"]:
            parts = ["rate"] if "rate" in one else ["primary", "secondary"]
            return sum(share_of(one.get(part, 0)) for part in [*parts, "administration_levy"])
    return None


def levy(pay, first):
    return pay * value("apprenticeship_levy", "levy", "rate", last_of(first))
