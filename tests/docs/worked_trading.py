"""Readers of the worked tables on buy-back: the funding test, price lists, solved prices, income, take-up, capacity."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

import numpy as np

from model.assessment.assess import assess
from model.buy_back.billing import billing
from model.buy_back.break_even import recovering_price
from model.buy_back.capacity import delivery
from model.buy_back.funding_test import BuyBack
from model.buy_back.income import income, vat
from model.buy_back.leaving import leaving
from model.buy_back.price_search import Cap
from model.buy_back.price_story import price_story
from model.buy_back.price_tests import notice_test
from model.buy_back.pricing import charges
from model.buy_back.solve import in_proportion
from model.buy_back.take_up import expected_income, late_decisions
from model.buy_back.take_up_grid import OF_NEEDED, TAKE_UPS, take_up_grid
from model.buy_back.who_pays import rises
from model.cost.costed import cost_scenario
from model.schema.sections.scenario import Scenario
from model.schema.sections.trading import Billing, Notice
from tests.buy_back.test_agreed_prices import FIVE_YEARS, OFFICE, RISING
from tests.buy_back.test_capacity import CAPACITY, SILVER, schools
from tests.buy_back.test_capacity import listed as sold_at
from tests.buy_back.test_income import LISTS, NEW, OLD
from tests.buy_back.test_leaving import LICENCES, OF_LICENCES
from tests.buy_back.test_solve import THREE, TWO
from tests.buy_back.test_take_up import HALF, INCOME, TEN, traded
from tests.conftest import HOME, small
from tests.docs.worked import RATES, amount, day, reader
from tests.schema.test_price_lists import PUBLISHED, YEARS, listed, price_list

PENCE = 100
BARNET = BuyBack("published totals", 102, Decimal(1), Decimal(444_090), Decimal(458_360))


@reader("funding test")
def _funding_test(row):
    figure = {
        "rise for each customer, nearest penny": BARNET.uplift_to_the_penny,
        "what that rise leaves over": BARNET.surplus(BARNET.uplift_to_the_penny),
        "smallest rise in pence that recovers the change": BARNET.recovering_uplift,
        "rise in whole pounds": BARNET.stepped_uplift,
        "leavers whose lost income equals the change, at the new average": BARNET.leavers_at_new_average,
        "leavers whose lost income equals the change, at the old average": BARNET.leavers_at_old_average,
    }[row["measure"]]
    return {"Barnet, published totals, 102 schools": figure}


@cache
def _priced():
    return price_story(assess(HOME / "scenarios" / "barnet-schools-ict-prices.yaml", RATES).traded)


@reader("price story")
def _price_story(row):
    key = {
        "charge today": "price_now",
        "charge that meets the target, if all stay": "price_all_stay",
        "rise, if all stay": "rise_all_stay",
        "charge with the take-up expected": "price_expected",
        "rise for the customer who stays": "rise_expected",
    }[row["quantity"]]
    return {"example: Barnet, illustrative customers": _priced()[key].amount}


@reader("notice")
def _notice(row):
    notice = Notice(by=row["notice to schools by"], source="A test.")
    finding = notice_test(notice, day(row["decision"])).finding
    told = re.search(r"of prices from (.+?); the decision .* (\d+) days earlier", finding)
    return {"prices from": told[1], "days in hand": told[2]}


@reader("price list")
def _price_list(row):
    taken = listed({"packages": row["a primary of 210 takes"]})
    return {"charge": charges(PUBLISHED[row["list"]], taken).total[0] / PENCE}


def _at(support, a_day):
    packages = [
        TWO.packages[0].model_copy(update={"flat": support}),
        TWO.packages[1].model_copy(update={"a_unit": a_day}),
    ]
    return TWO.model_copy(update={"packages": tuple(packages)})


@reader("two prices")
def _two_prices(row):
    brought_in = charges(_at(amount(row["support"]), amount(row["a day"])), THREE).total.sum() / PENCE
    if "**" in row["support"]:
        answer = in_proportion(TWO, THREE, 2_300)
        return {
            "support": answer.changes[0].after / PENCE, "a day": answer.changes[1].after / PENCE, "income": brought_in,
        }  # fmt: skip
    if "misses" in row[""]:
        return {"income": brought_in, "": 2_300 - brought_in}
    return {"income": brought_in}


@reader("cap")
def _cap(row):
    refused = in_proportion(TWO, THREE, 2_300, cap=Cap(share=amount(row["cap"])))
    [at_cap] = [list(THREE.reference).index(reference) for reference in refused.customers]
    would_pay = charges(_at(641, 54), THREE).total[at_cap] / PENCE
    most = charges(TWO, THREE).total[at_cap] / PENCE * 1.07
    return {
        "income": refused.nearest,
        "£ short": 2_300 - refused.nearest,
        "customer who reaches the cap": f"the school that would pay £{would_pay:,.0f} against £{most:,.2f}",
    }


@reader("break even")
def _break_even(row):
    response = traded({"price_response": HALF | {"elasticity": -0.5}})
    scenario = Scenario.model_validate(response)
    found = recovering_price(1_000, 100, 104_500, scenario.trading.price_response)
    never = recovering_price(1_000, 100, 113_000, scenario.trading.price_response)
    first, last = (crossing.at for crossing in found.crossings)
    highest = amount(re.search(r"Income is highest at (£[\d,]+\.\d\d)\.", never.sentence)[1])
    price = {"cost": first, "income is": highest, "income falls": last}[
        next(start for start in ("cost", "income is", "income falls") if next(iter(row.values())).startswith(start))
    ]
    rise = price / 1_000 - 1
    brought_in = 100 * price * scenario.trading.price_response.take_up(rise)
    return {"price": price, "rise r": rise, list(row)[-1]: brought_in}


@reader("income by month")
def _income_by_month(row):
    agreement = listed({"first_day": "2010-09-01", "last_day": "2012-08-31", "agreement_year": "September"})
    at = ["2010/11", "2011/12"].index(row["year"])
    return {
        "earned": income(LISTS, agreement, YEARS).by_year[0, at] / PENCE,
        "deferred on 31 March": billing(LISTS, agreement, YEARS).deferred[0, at + 1] / PENCE,
    }


@reader("renewals")
def _renewals(row):
    _, stated = next(iter(row.values())).split(" ", 1)
    first = {"reference": "A", "last_day": "2011-03-31"}
    if stated.startswith("begins"):
        agreements = listed(first, {"reference": "A", "first_day": "2011-04-01", "last_day": "2012-03-31"})
    else:
        agreements = listed(first | ({} if stated == "blank" else {"renews": stated}))
    found = rises(OLD, NEW, agreements, date(2011, 4, 1))
    return {
        "customers on 1 April": len(found.reference),
        "charge of 2011/12, list of £1,320": sum(found.after) / PENCE,
    }


@reader("VAT")
def _vat(row):
    academy = listed({"kind": "academy", "last_day": "2012-03-31"})
    return {"VAT": vat(income(LISTS, academy, YEARS), RATES.vat)[0, 9] / PENCE}


@reader("VAT of a bill")
def _vat_of_a_bill(row):
    (year,) = (value for heading, value in row.items() if heading.startswith("a year's charge"))
    prices = (price_list({"id": "remote", "flat": amount(year)}, start="2009-04-01"),)
    bill = income(prices, listed({"kind": "academy", "first_day": "2011-04-01", "last_day": "2012-03-31"}), YEARS)
    due = vat(bill, RATES.vat).sum()
    return {"VAT": due / PENCE, "with VAT": (bill.earned.sum() + due) / PENCE}


@reader("take-up")
def _take_up(row):
    case = row["£100,000 a year of present income"]
    dearer = "dearer" in case
    trading = {"present_income": INCOME, "attrition": TEN} | ({"price_response": HALF} if dearer else {})
    rise = {"rise": 0.10, "rise_from": date(2022, 10, 1)} if dearer else {}
    made = cost_scenario(Scenario.model_validate(traded(trading)), RATES)
    return {"£": expected_income(made, [], None, **rise).total[0 if dearer else 2]}


@reader("income lost")
def _income_lost(row):
    rise = 0.0 if row["Barnet, 5 per cent of customers leave"] == "at the old average" else 1.0
    everyone, five_per_cent_fewer, *_ = take_up_grid(102, 444_090, 458_360).rows[OF_NEEDED.index(rise)]
    return {"£ lost": everyone.income - five_per_cent_fewer.income}


@reader("late decisions")
def _late_decisions(row):
    late = {"undecided": row["undecided"], "decided_by": row["by"], "source": "A test."}
    made = small(customers={"count": 100, "source": "A test."}, trading={"late_decisions": late})
    [found] = late_decisions(cost_scenario(Scenario.model_validate(made), RATES), "top", np.array([100_000.0]))
    return {"cost at risk": found.cost_at_risk}


@reader("take-up grid")
def _take_up_grid(row):
    wanted = {"no rise": 0.0, "the rise needed": 1.0, "twice that": 2.0}[row["Barnet, income less cost"]]
    cells = take_up_grid(102, 444_090, 458_360).rows[OF_NEEDED.index(wanted)]
    return {heading: cells[TAKE_UPS.index(stay)].result for heading, stay in (("100% stay", 1.0), ("95% stay", 0.95))}


@reader("stranded")
def _stranded(row):
    trading = {"cost_lines": [LICENCES], "avoidable": [OF_LICENCES]}
    customers = {"count": 100, "source": "A test."}
    made = small({"number": 2}, {"number": 2}, change="2024-05-01", customers=customers, trading=trading)
    found = leaving(cost_scenario(Scenario.model_validate(made), RATES), "top", 5, date(2024, 7, 1), 1_000)
    if next(iter(row.values())) == "first year":
        lost, avoided, stranded = found.income_lost.sum(), found.cost_avoided.sum(), found.stranded_by_year[0]
    else:
        stranded = found.long_run_stranded
        lost, avoided = 5 * 1_000, 5 * 1_000 - stranded
    return {"lost": lost, "avoided": avoided, "stranded": stranded}


@reader("capacity")
def _capacity(row):
    customers = {"count": 1, "source": "A test."}
    made = small(customers=customers, trading={"capacity": CAPACITY})
    year = delivery(cost_scenario(Scenario.model_validate(made), RATES), sold_at(SILVER), schools(14))
    case = row["one full-time post"]
    return {"days": {"14 schools": year.sold, "too many": -year.spare}.get(case[:10].strip(), year.deliverable)[0]}


SEPTEMBER = {"first_day": "2010-09-01", "last_day": "2012-08-31", "agreement_year": "September"}


@reader("earned by")
def _earned_by(row):
    school = income(LISTS, listed({**SEPTEMBER, "earned_by": row["earned by"]}), YEARS)
    return {"earned in 2010/11": school.by_year[0, 0] / PENCE}


@reader("bills")
def _bills(row):
    terms = Billing(months_ahead=int(row["months ahead"]), source="A test.")
    found = billing(LISTS, listed({**SEPTEMBER, "bills": row["bills"]}), YEARS, terms)
    return {
        "billed by 31 March": found.billed[0, :12].sum() / PENCE,
        "deferred": found.deferred[0, 1] / PENCE,
        "accrued": found.accrued[0, 1] / PENCE,
    }


@reader("owed")
def _owed(row):
    terms = Billing(months_ahead=1, paid_after=int(amount(row["paid after"])), source="A test.")
    found = billing(LISTS, listed({"last_day": "2012-03-31"}), YEARS, terms)
    return {"owed on 31 March 2011": found.owed[0, 1] / PENCE}


@reader("VAT by package")
def _vat_by_package(row):
    case = row["a year at £800 standard and £400 exempt, 2011/12"]
    desk, course = {"id": "desk", "flat": 800}, {"id": "course", "flat": 400, "vat": "exempt"}
    off = [{"packages": 2, "percent": "10%"}] if "off" in case else []
    school = {"first_day": "2011-04-01", "last_day": "2012-03-31", "packages": "desk; course"}
    school["kind"] = "academy" if "academy" in case else "maintained"
    return {
        "VAT": vat(income((price_list(desk, course, discounts=off),), listed(school), YEARS), RATES.vat).sum() / PENCE
    }


@reader("discounts")
def _discounts(row):
    number = int(row["schools in partnership"])
    schools = [{"packages": row["a school takes"], "partnership": "north" if number > 1 else ""}] * number
    return {"charge": charges(OFFICE, listed(*schools)).total[0] / PENCE}


@reader("fixed prices")
def _fixed_prices(row):
    fixed = "3" if "three" in row["agreement from 1 April 2010"] else ""
    school = listed({"prices_fixed": fixed, "last_day": "2015-03-31"}, months=FIVE_YEARS)
    earned = income(RISING, school, FIVE_YEARS).by_year[0] / PENCE
    return dict(zip(list(row)[1:], earned.tolist(), strict=False))
