"""What each leaver is paid once (docs/method/: redundancy, one_off, leaving)."""

from datetime import date, timedelta

from tests.cases.second_calculator.days import after, day, financial_year, last_of, months_on
from tests.cases.second_calculator.on_costs import Insurance
from tests.cases.second_calculator.pay_days import LENGTHS
from tests.cases.second_calculator.tables import value

REDUNDANT = ("compulsory", "voluntary", "bumped", "end_of_term")
IN_LIEU = ("compulsory", "voluntary", "bumped", "settlement")
NOTICE_LIABLE_FROM = date(2018, 4, 6)
CLASS_1A_FROM = date(2020, 4, 6)
TAX_FREE = 30_000
MOST_WEEKS = 104


def one_offs(scenario):
    """{(who, kind, first calendar year of the year charged): £}, where not nil."""
    found = {}
    for leaver in scenario["one_off"].get("leavers") or ():
        for kind, amount in _of_leaver(scenario, leaver).items():
            if amount:
                found[leaver.get("holder") or leaver["post"], kind, _year(leaver)] = amount
    return found


def _year(leaver):
    charged = leaver.get("charged_in")
    return int(charged[:4]) if charged else financial_year(day(leaver.get("paid_on", leaver["leaves_on"])))


def _of_leaver(scenario, leaver):
    kind, section = leaver.get("kind", "compulsory"), scenario["one_off"]
    if kind == "redeployed":
        if (leaver.get("trial") or {}).get("outcome") != "left":
            return {}
        kind = "compulsory"
    found = {"pension_strain": leaver.get("pension_strain") or 0, "settlement": leaver.get("settlement", 0)}
    redundancy = 0.0
    if kind in REDUNDANT and not leaver.get("no_redundancy_because"):
        redundancy = redundancy_payment(scenario, leaver, kind, section)
    found["redundancy"] = redundancy
    found["class_1a"] = _class_1a(leaver, redundancy + found["settlement"])
    notice = leaver.get("notice_weeks", 0) * week(leaver) if kind in IN_LIEU else 0.0
    found["notice_pay"], found["untaken_leave"] = notice, _leave(leaver)
    found["employer_ni_on_notice"] = _insurance(scenario, leaver, notice, found["untaken_leave"])
    return found


def week(leaver):
    return leaver["weekly_pay"] if leaver.get("weekly_pay") else leaver["annual_pay"] / leaver.get("paid_weeks", 52)


def _a_year(leaver):
    return leaver["annual_pay"] if leaver.get("annual_pay") else leaver["weekly_pay"] * leaver.get("paid_weeks", 52)


def _leave(leaver):
    return _a_year(leaver) / leaver.get("working_days", 260) * leaver.get("untaken_leave_days", 0)


def complete_years(start, after_last):
    """Of twelve calendar months each, to the day before another."""
    years = after_last.year - start.year
    return years if months_on(start, 12 * years) <= after_last else years - 1


def age_on(born, on):
    """In complete years; who was born on 29 February is older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_and_service(scenario, leaver):
    """On the relevant date: as stated, or from the dates in the list of holders."""
    holders = [one for post in scenario["present"] for one in post.get("holders") or ()]
    holder = next((one for one in holders if one["ref"] == leaver.get("holder")), {})
    relevant = _relevant(leaver, holder)
    age, years = leaver.get("age"), leaver.get("complete_years")
    if holder.get("born"):
        age = age_on(day(holder["born"]), relevant)
    if holder.get("service_from"):
        years = complete_years(day(holder["service_from"]), relevant + timedelta(days=1))
    return age, years, relevant


def _relevant(leaver, holder):
    """As stated, else the last day and the notice not served, up to the statutory weeks of the service."""
    if leaver.get("relevant_date"):
        return day(leaver["relevant_date"])
    years = leaver.get("complete_years")
    if holder.get("service_from"):
        years = complete_years(day(holder["service_from"]), after(leaver["leaves_on"]))
    weeks = min(leaver.get("notice_weeks", 0), max(1, min(12, years)))
    return day(leaver["leaves_on"]) + timedelta(days=int(7 * weeks))


def redundancy_payment(scenario, leaver, kind, section):
    age, years, relevant = age_and_service(scenario, leaver)
    if years < 2:
        return 0.0
    weeks = sum(_of_year(age - number) for number in range(1, min(20, years) + 1))
    limited = min(week(leaver), _limit(section, relevant))
    statutory = weeks * limited
    terms = section.get("terms")
    if not terms or kind not in (terms.get("applies_to") or REDUNDANT):
        return statutory
    used = week(leaver) if terms.get("use_actual_weeks_pay") else limited
    more, most = weeks * terms.get("multiplier", 1), terms.get("max_weeks", MOST_WEEKS)
    if terms.get("offset", True):
        return max(statutory, min(more, most) * used)
    return statutory + max(0.0, min(more, most - weeks)) * used


def _of_year(age):
    return 0.5 if age < 22 else 1.0 if age < 41 else 1.5


def _limit(section, on):
    """The limit on a week's pay: of the law, or assumed for days after the last on record."""
    for one in section.get("weekly_limits") or ():
        if one["from"] <= on.isoformat() <= one["to"]:
            return one["amount"]
    return value("redundancy", "weekly_cap", "statutory", on)


def _class_1a(leaver, award):
    paid, last = day(leaver.get("paid_on", leaver["leaves_on"])), day(leaver["leaves_on"])
    if award <= TAX_FREE or min(paid, last) < CLASS_1A_FROM:
        return 0.0
    return value("redundancy", "class_1a_rate", "rate", paid) * (award - TAX_FREE)


def _insurance(scenario, leaver, notice, leave):
    """NI of the month with notice and leave, less NI of the month's pay without them; never below nil."""
    paid, last = day(leaver.get("paid_on", leaver["leaves_on"])), day(leaver["leaves_on"])
    bears = last >= NOTICE_LIABLE_FROM or leaver.get("notice_contractual")
    extra = leave + (notice if bears else 0.0)
    insurance = Insurance(scenario)
    pay_day, period, beside = _period(scenario["pay"], _a_year(leaver), paid, last)
    holders = [one for post in scenario["present"] for one in post.get("holders") or ()]
    member = all(_member(one, last) for one in holders if one["ref"] == leaver.get("holder"))
    due = [
        insurance.due(leaver.get("holder"), pay, pay if member else 0.0, pay_day, period)
        for pay in (beside + extra, beside)
    ]
    return max(0.0, due[0] - due[1]) if extra else 0.0


def _period(pay, a_year, paid, last):
    """(pay day, period, £ for the days worked in it) of the month or shorter period in which it is paid."""
    frequency = pay.get("frequency", "monthly")
    if frequency == "monthly":
        month = paid.replace(day=1)
        worked = last.day if last.replace(day=1) == month else 0
        return last_of(month), frequency, a_year / 12 * worked / last_of(month).day
    length = LENGTHS[frequency]
    pay_day = paid + timedelta(days=(day(pay["pay_day"]) - paid).days % length)
    worked = max(0, (last - pay_day).days + length)
    year = financial_year(pay_day)
    days = (date(year + 1, 4, 1) - date(year, 4, 1)).days
    return pay_day, frequency.replace("-", "_"), a_year / days * min(worked, length)


def _member(holder, on):
    """Whether a holder is in a pension scheme on a day."""
    changes = sorted(holder.get("working_time") or (), key=lambda change: change["from"])
    found = [one["lgps_member"] for one in (holder, *changes)
             if "lgps_member" in one and (one is holder or day(one["from"]) <= on)]  # fmt: skip
    return found[-1] if found else True
