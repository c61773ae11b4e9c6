"""Readers of the worked tables on leaving and on who bears the cost: redundancy, one-off costs, funds and budget."""

import json
from functools import cache

import numpy as np
from ruamel.yaml import YAML

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear, in_words
from model.budget.funds import by_fund, non_pay
from model.budget.monitoring import against_payroll, forecast
from model.pay.on_costs import NIThresholds, ni_thresholds
from model.pay.one_off import cumulative_savings, employer_ni_on_top, notice_pay, severance_total, untaken_leave_pay
from model.pay.redundancy import (
    RedundancyTerms,
    age_on,
    class_1a,
    complete_years,
    redundancy_payment,
    relevant_date,
    statutory_notice_weeks,
    statutory_payment,
    statutory_weeks,
)
from model.schema.sections.one_off import OneOffTerms
from tests.assessment.test_results import LATER, LIMIT
from tests.budget.test_funds import GENERAL, MILEAGE, SCHOOLS, SHARED
from tests.budget.test_monitoring import TO_JUNE, budget
from tests.conftest import HOME, small
from tests.docs.worked import RATES, amount, costed, day, numbers, reader
from tests.people.test_acting_up import worker_acts

TABLE = RATES.redundancy


def _first(row):
    return next(iter(row.values()))


@reader("statutory payment")
def _statutory_payment(row):
    age, years = (int(number) for number, _ in numbers(row["age, years"]))
    when, week = day(row["relevant date"]), amount(row["a week's pay"])
    limit = TABLE.value_on("weekly_cap", "statutory", when).value
    return {
        "weeks": statutory_weeks(age, years, TABLE, when),
        "a week's pay": (week, limit),
        "payment": statutory_payment(age, years, week, TABLE, when),
    }


@reader("relevant date")
def _relevant_date(row):
    born, began, left = (day(row[heading]) for heading in ("born", "began", "notice given, and left"))
    when = relevant_date(began, left, left)
    return {
        "weeks of statutory notice": statutory_notice_weeks(began, left),
        "relevant date": in_words(when),
        "age, years": (age_on(born, when), complete_years(began, when)),
    }


@reader("council's terms")
def _councils_terms(row):
    policy = _first(row)
    multiplier, *most = (number for number, _ in numbers(policy)) if "×" in policy else (1.0,)
    terms = RedundancyTerms(multiplier, "actual" in policy, most[0] if most else None)
    paid = redundancy_payment(61, 20, 900, day("1 March 2020"), terms, TABLE)
    week = 900 if "actual" in policy else paid.capped_weekly_pay
    return {"weeks paid": paid.total / week, "a week": week, "total": paid.total}


@reader("assumed limit")
def _assumed_limit(row):
    carried = costed(small() | LATER).scenario.on_costs.employer_ni_carried_forward
    limit = LIMIT | {"amount": amount(row["limit"])}
    in_force = OneOffTerms.model_validate({"weekly_limits": [limit]}).rates_in_force(TABLE, carried)
    paid = redundancy_payment(
        61, 20, 1_000, day("30 September 2027"), RedundancyTerms(amount(row["multiplier"])), in_force
    )
    return {"payment": paid.total, "Class 1A at 15%, carried forward": paid.class_1a}


@reader("Class 1A rates")
def _class_1a_rates(row):
    last = [] if row["to"] == "now" else [day(row["to"])]
    (rate,) = {TABLE.value_on("class_1a_rate", "rate", when).value for when in [day(row["paid from"]), *last]}
    return {"rate": rate}


@reader("Class 1A")
def _class_1a(row):
    return {"Class 1A": class_1a(amount(row["award"]), day(row["ended and paid"]), TABLE)}


@reader("leave and notice")
def _leave_and_notice(row):
    count, pounds = (number for number, _ in numbers(row["case"]))
    return {"£": untaken_leave_pay(pounds, count) if "leave" in row["case"] else notice_pay(pounds, count)}


@reader("NI on notice and leave")
def _ni_on_notice(row):
    terms, _ = ni_thresholds(RATES.employer_ni, np.array([day(row["paid on"])], "datetime64[D]"))
    of_month = NIThresholds(*(float(term[0]) for term in vars(terms).values()))
    extra, pay = amount(row["extra"]), amount(row["in a month with pay of"])
    return {"£": employer_ni_on_top(pay, extra, of_month, row["in the LGPS"] == "yes")}


@reader("cumulative savings")
def _cumulative_savings(row):
    found = cumulative_savings(np.array([76_450, 0, 0]), np.array([20_000, 40_000, 40_000]))
    stated = {"one-off": [76_450, 0, 0], "saving in the year": [20_000, 40_000, 40_000]}
    figures = stated | {"gross, cumulative": found.gross, "net, cumulative": found.net}
    return {f"year {number}": figure for number, figure in enumerate(figures[row["£"]], start=1)}


@cache
def _invented_leaver():
    [leaver] = assess(HOME / "scenarios" / "barnet-schools-ict-redundancy.yaml", RATES).transition.leaving
    return leaver


@reader("invented leaver")
def _of_invented_leaver(row):
    leaver = _invented_leaver()
    kinds = {cost.kind: cost.amount for cost in leaver.one_offs}
    figure = {
        "redundancy payment": kinds["redundancy"],
        "of which statutory": leaver.redundancy.statutory,
        "notice": kinds["notice_pay"],
        "5 days' leave, paid with November's £2,951": kinds["untaken_leave"],
        "NI on the leave": kinds["employer_ni_on_notice"],
        "severance total, with a strain of £12,000": severance_total(leaver.one_offs),
    }[row["cost"]]
    return {"£": figure}


@reader("funds")
def _funds(row):
    made = costed(small({"funds": SHARED}, change="2025-03-31"))
    month = {key: amounts[0, 0] for key, amounts in made.costs["do_nothing", "top"].amounts.items()}
    shares = {one.name: one.do_nothing / 12 for one in by_fund(made, "top")}
    figure = {
        "pay": month["basic_pay"],
        "National Insurance": month["employer_ni"],
        "pension, levy": month["employer_lgps"] + month["apprenticeship_levy"],
        "cost": month["total"],
        "General Fund 60%": shares[GENERAL],
        "Dedicated Schools Grant 40%": shares[SCHOOLS],
    }[_first(row)]
    return {"£ a month": figure}


@reader("shared by a count")
def _shared_by_a_count(row):
    scenario = assess(HOME / "scenarios" / "north-yorkshire-schools-ict.yaml", RATES).costed
    costs = by_fund(scenario, "top")
    year = scenario.years[-1]
    pupils = {one.fund: one.count for one in scenario.scenario.costing.shared_by.among}
    whole = sum(cost.proposal for cost in costs if cost.year == year)
    share = {pupils[cost.name]: cost.proposal / whole for cost in costs if cost.year == year}
    return {"share": share[amount(row["pupils of 1,400"])]}


@reader("non-pay")
def _non_pay(row):
    [found] = non_pay(costed(small({"non_pay": [MILEAGE]}, change="2025-01-17")))
    return {"£": found.proposal}


@reader("non-pay that rises")
def _non_pay_that_rises(row):
    item = YAML(typ="safe").load(row["non-pay of a post, 2024/25"].strip("`"))
    item["rises"] = [rise | {"source": "A test."} for rise in item.get("rises", ())]
    made = costed(json.dumps(small({"non_pay": [MILEAGE | item]}, change="2025-03-31"), default=str))
    [found] = non_pay(made)
    return {"£": found.do_nothing}


@reader("funds by date")
def _funds_by_date(row):
    funds = YAML(typ="safe").load(row["its funds"].strip("`"))
    made = costed(json.dumps(small({"funds": funds}, change="2025-03-31"), default=str))
    borne = {fund.name: fund.do_nothing for fund in by_fund(made, "top")}
    return {"grant": borne["Grant"], "General Fund": borne["General Fund"]}


@reader("forecast")
def _forecast(row):
    [line] = forecast(costed(small(budget=budget(actuals=TO_JUNE, actuals_to="2024-06"))))
    figure = {
        "actuals": line.actual,
        "months left": line.remaining,
        "forecast outturn": line.outturn,
        "variance": line.variance,
    }[_first(row)]
    return {"£": figure}


@reader("payroll")
def _payroll(row):
    standby = [{"name": "Standby", "amount": 1_200, "source": "A test."}]
    made = worker_acts(worker={"allowances": standby})
    made["proposed"][0]["allowances"] = standby
    paid = {"post": "new", "fte": 1, "amount": 0}
    lines = {"lines": [{"line": "Pay", "amount": 45_000}], "actuals_to": "2024-11", "payroll": [paid]}
    made |= {"costing": {"basis": "actual", "reason": "A test."}, "budget": {"year": "2024/25", **lines}}
    made["people"] |= {"vacancies_at": "bottom"}
    assert FinancialYear(2024) in costed(made).years
    return {"£": next(post.plan for post in against_payroll(costed(made)) if post.post == "new")}
