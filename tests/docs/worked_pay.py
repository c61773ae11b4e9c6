"""Readers of the worked tables on pay: time, grades, allowances, on-costs, term time and the minimum wage."""

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache

import numpy as np
from ruamel.yaml import YAML

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear, PayMonths, share_of_year_by_day, share_of_year_by_month
from model.pay.grades import read_grade
from model.pay.minimum_wage import by_the_hour
from model.pay.on_costs import employer_ni, ni_thresholds
from model.pay.payroll import Payroll
from model.pay.salaries import point_salaries, salaries_by_basis
from model.pay.term_time import (
    TermTimeTerms,
    leave_as_share,
    leave_days_on,
    leave_in_weeks,
    pay_factor,
    term_time_fte,
)
from tests.conftest import HOME, change_scenario, small
from tests.docs.worked import RATES, amount, cost_of_post, costed, day, numbers, people, reader


@reader("part of a year")
def _part_of_a_year(row):
    change, start = amount(row["change"]), day(row["from"])
    return {
        "by day": change * share_of_year_by_day(start),
        "by whole month": change * share_of_year_by_month(start),
    }


@reader("costing basis")
def _costing_basis(row):
    heading = "on `22-23` at 21,372 and 21,951"
    grade = [read_grade("22-23")]
    points = point_salaries(grade, RATES.spines, "glpc_outer", PayMonths(FinancialYear(2010), FinancialYear(2010)))
    assert [points.salary[point][0] for point in (22, 23)] == [21_372, 21_951]
    return {heading: salaries_by_basis(grade, [[0]], points)[row["basis"].replace(" ", "_")].salary[0, 0]}


@reader("allowance")
def _allowance(row):
    percent, name = row["allowance"].split()
    allowance = {"name": name, "percent": percent, "pensionable": True, "source": "A test."}
    grade = "grade: 25-28, filled_by"
    made = costed(change_scenario((grade, grade.replace(",", f", allowances: [{json.dumps(allowance)}],", 1))))
    return {
        "salary": cost_of_post(made, "proposed", "top", "hardware-engineer", 2010, "basic_pay"),
        "£ a year": cost_of_post(made, "proposed", "top", "hardware-engineer", 2010, "allowances"),
    }


@reader("market supplement")
def _market_supplement(row):
    granted = {"market_supplement": {"amount": 2_400, "until": "2025-01-15", "source": "A test."}}
    with_it, without = (costed(json.dumps(small({"fte": 0.5, **more}))) for more in (granted, {}))
    on_costs = ("employer_ni", "employer_lgps", "apprenticeship_levy")
    elements = ("market_supplement",) if row["what"] == "supplement" else on_costs

    def together(made):
        return sum(made.amount("do_nothing", "top", FinancialYear(2024), element) for element in elements)

    return {"£": together(with_it) - together(without)}


@reader("people in time")
def _people_in_time(row):
    yaml, reason = YAML(typ="safe"), {"reason": "A test."}
    holder = {"ref": "H1", "point": 24, **yaml.load(row["its holder"].strip("`"))}
    holder["working_time"] = [change | reason for change in holder.get("working_time", ())]
    held = [yaml.load(row["held vacant"].strip("`")) | reason] if row["held vacant"] != "no" else []
    case = small({"holders": [holder], "held_vacant": held}, change="2025-03-31", people=people())
    made = costed(json.dumps(case, default=str))
    basis, year = "bottom", FinancialYear(2024)
    return {
        "pay, £": made.amount("do_nothing", basis, year, "basic_pay"),
        "cover, £": made.amount("do_nothing", basis, year, "cover"),
    }


@reader("allowances in time")
def _allowances_in_time(row):
    yaml = YAML(typ="safe")
    holder = {"ref": "H1", "point": 24, **yaml.load(row["its holder"].strip("`"))}
    paid = {"name": "Paid on top", "source": "A test.", **yaml.load(row["allowance"].strip("`"))}
    held = {"held_vacant": [{"reason": "A test."}]} if len(holder) > 2 else {}
    case = small({"holders": [holder | {"allowances": [paid]}], **held}, change="2025-03-31", people=people())
    made = costed(json.dumps(case, default=str))
    return {"£": made.amount("do_nothing", "bottom", FinancialYear(2024), "allowances")}


@reader("posts at a stated cost")
def _posts_at_a_stated_cost(row):
    post = YAML(typ="safe").load(row["a proposed post, 2024/25"].strip("`"))
    cost = {"source": "A test.", **post["all_in"]}
    cost["rises"] = [rise | {"source": "A test."} for rise in cost.get("rises", ())]
    case = small(change="2024-12-01")
    case["proposed"].append({"id": "agency", "title": "Agency", "filled_by": "open", **post, "all_in": cost})
    made = costed(json.dumps(case, default=str))
    assert cost_of_post(made, "proposal", "top", "agency", 2024, "total") == cost_of_post(
        made, "proposal", "bottom", "agency", 2024, "all_in"
    )
    return {"£": cost_of_post(made, "proposal", "top", "agency", 2024, "all_in")}


@reader("acting up")
def _acting_up(row):
    (held, _), (acts_at, _) = numbers(row["acting up, 2024/25"].replace("SCP", ""))
    first, last = map(day, row["months"].split(" to "))
    manager = {"id": "manager", "title": "Manager", "grade": f"{acts_at:.0f}-30", "filled_by": "open"}
    manager |= {"from": str(first), "filled_on": str(last + timedelta(days=1))}
    acting = {"holder": "W", "into": "manager", "from": str(first), "to": str(last), "point": int(acts_at)}
    made = small({"holders": [{"ref": "W", "point": int(held)}]}, change="2024-10-01")
    made["proposed"].append(manager)
    made["people"] = {
        "increments": "april",
        "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
        "protection": {"months": 0, "source": "A test."},
        "acting_up": [acting | {"source": "A test."}],
    }
    return {"£": costed(made).amount("proposal", "actual", FinancialYear(2024), "acting_up")}


@cache
def _barnet(turnover: str = ""):
    stated = f"  turnover: {{rate: {turnover}, reason: a test}}\n" if turnover else ""
    return costed(change_scenario(("costing:\n  basis: top\n", f"costing:\n  basis: top\n{stated}")))


@reader("turnover")
def _turnover(row):
    of_post = ("do_nothing", "top", "support-technician", 2010)
    return {
        "cost": cost_of_post(_barnet(), *of_post),
        "cost less turnover": cost_of_post(_barnet(row["turnover"]), *of_post),
    }


@reader("employer NI")
def _employer_ni(row):
    terms, _ = ni_thresholds(RATES.employer_ni, np.array([day(row["pay day"])], "datetime64[D]"), row["period"])
    return {"NI": employer_ni(np.array([amount(row["pay"])]), terms, row["in the LGPS"] == "yes")[0]}


@reader("category letters")
def _category_letters(row):
    days = np.array(["2025-10-31"], "datetime64[D]")
    relief = row["relief"].replace(" ", "_")
    upper = RATES.employer_ni.over(f"upper_secondary_threshold_{relief}", "monthly", days)[0].value
    terms = replace(ni_thresholds(RATES.employer_ni, days)[0], secondary_threshold=upper)
    return {"NI": employer_ni(np.array([amount(row["pay in the month"])]), terms)[0]}


@reader("pay of a period")
def _pay_of_a_period(row):
    months = PayMonths(FinancialYear(2025), FinancialYear(2025))
    payroll = Payroll(months, row["period"], day("11 April 2025"))
    twelfth = np.full((1, 12), amount(row["salary"]) / 12)
    pay = payroll.by_period(twelfth, np.ones((1, 12)))[0, 5]
    terms, _ = ni_thresholds(RATES.employer_ni, payroll.pay_days[5:6], row["period"])
    return {"NI": employer_ni(np.array([pay]), terms)[0]}


def _term_time_share(weeks, method, in_year, leave, hours):
    days = numbers(leave)
    if "%" in leave:
        leave_weeks = leave_as_share(weeks, days[0][0])
    else:
        leave_weeks = leave_in_weeks(sum(number for number, _ in days))
    (worked, _), (full, _) = numbers(hours)
    return term_time_fte(worked, full, weeks, leave_weeks, TermTimeTerms(method, float(Fraction(in_year))))


@reader("term time")
def _term_time(row):
    weeks, *salary = (number for number, _ in numbers(row["case"]))
    share = _term_time_share(weeks, row["method"], row["Y"], row["leave"], row["hours"])
    return {"result": share * (salary[0] if salary else 1)}


@reader("agreed weeks")
def _agreed_weeks(row):
    terms = TermTimeTerms("fixed_weeks", 52, agreed_paid_weeks=amount(row["agreed paid weeks of 52"]))
    return {"share of a full year": pay_factor(amount(row["weeks worked"]), 0, terms)}


@reader("leave")
def _leave(row):
    extra = 2 + 8  # statutory days and bank holidays
    return {
        heading: leave_days_on(RATES.annual_leave, "njc", day(row["from"]), years).days - extra
        for heading, years in (("under five years", 4.99), ("five years and over", 5))
    }


@reader("own weeks")
def _own_weeks(row):
    holder = {"ref": "A", "point": 24, "hours" if "hours" in row["holder"] else "weeks": amount(row["holder"])}
    stated = {} if row["proposed post"] == "states none" else {"weeks": amount(row["proposed post"])}
    scheme = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 35, "source": "A test."}
    made = small({"holders": [holder]}, stated, "2024-04-01", term_time=scheme, people=people())
    costs = costed(made)
    seats = {
        timeline: [row for row, seat in enumerate(costs.plans[timeline].appointments) if "A" in seat.holder]
        for timeline in ("do_nothing", "proposed")
    }
    pay = {timeline: costs.amounts(timeline, "actual", "basic_pay")[rows].sum() for timeline, rows in seats.items()}
    return {"present pay": pay["do_nothing"], "proposed pay": pay["proposed"]}


@cache
def _cluster():
    return assess(HOME / "scenarios" / "north-yorkshire-schools-ict.yaml", RATES)


@reader("holiday working")
def _holiday_working(row):
    weeks = row["two posts at £17,372, ratio, 31 days' leave, divisor 52.143, 2015/16"]
    (variant,) = [one for one in _cluster().variants.weeks if one.name == weeks]
    return {"£ for two": variant.cost}


@reader("minimum wage")
def _minimum_wage(row):
    hours = float(row["point, hours a week"].rsplit(", ", 1)[1])
    return {"£ an hour": float(by_the_hour(np.array(amount(row["salary"])), hours))}
