"""Readers of the worked tables on where people are paid: increments, assimilation, renumbered points, protection."""

import numpy as np

from model.base.financial_year import FinancialYear, in_words
from model.pay.assimilation import assimilate, map_in_order, spine_map
from model.pay.grades import read_grade
from model.pay.progression import INCREMENT_RULES, increments
from model.pay.protection import ProtectionTerms, protection_by_month
from tests.conftest import small
from tests.docs.worked import RATES, amount, costed, day, numbers, people, reader

OUTER_LONDON = {
    "years": {"first": "2010/11", "last": "2012/13"},
    "pay": {"spine": "glpc_outer", "area": "outer London", "full_time_hours": 36},
    "on_costs": {
        "lgps": [{"from": "2010-04-01", "to": "2013-03-31", "rate": "24.8%", "source": "A test.", "reason": "A test."}]
    },
    "costing": {"basis": "actual", "reason": "A test."},
}
ORDERS = {
    "assimilate, then increment": "assimilate_then_increment",
    "increment, then assimilate": "increment_then_assimilate",
}


def spine(name, first_day):
    """Point to salary, £ a year, of one table of a spine."""
    rows = [rate for rate in RATES.spines.rows if (rate.name, rate.effective_from) == (name, day(first_day))]
    return {int(rate.point): rate.value for rate in rows}


OUTER_2009 = spine("glpc_outer", "1 April 2009")


def points(grade):
    return read_grade(grade.replace("–", "-")).points(tuple(sorted(OUTER_2009)))


def moving(held, old, new, order, change="2011-04-01"):
    """One holder in outer London who is assimilated on a day, with three years of protection."""
    old, new = old.replace("–", "-"), new.replace("–", "-")
    made = small({"grade": old, "holders": [{"ref": "A", "point": int(held)}]}, {"grade": new})
    made |= OUTER_LONDON | {"dates": {"decision": "2010-10-15", "implementation": change}}
    return costed(made | {"people": people(order=order, months=36)})


def point_on(made, when):
    """The point held in the new post on a day."""
    return [step.point for step in made.plans["proposal"].paths[-1].steps if step.day <= when][-1]


@reader("increments")
def _increments(row):
    start = day(row["grade 19–22, `april_six_months`, started"])
    steps = increments(19, start, (19, 20, 21, 22), INCREMENT_RULES["april_six_months"], start, day("31 March 2016"))
    return {f"SCP {step.point}": in_words(step.day) for step in steps[1:]}


@reader("assimilation")
def _assimilation(row):
    (first, _), *more = numbers(row["held"])
    last = more[0][0] if more else first
    moved = [
        assimilate(held, points(row["proposed"]), OUTER_2009, "same_point") for held in range(int(first), int(last) + 1)
    ]
    (gap,) = {one.protected_gap for one in moved}
    arrives = {one.new_point for one in moved}
    if [one.new_point for one in moved] == [one.old_point for one in moved]:
        arrives = {"the same"}
    return {"arrives": arrives.pop(), "gap, £ a year at 1.0 FTE": gap} if len(arrives) == 1 else {}


def last_point(cell):
    """The point at which a cell says that the holder ends: ``21, then 11`` is 11, ``46, beyond the new bar`` 46."""
    return int(numbers(cell)[-1][0])


@reader("order on the day")
def _order_on_the_day(row):
    found = {}
    for heading, order in ORDERS.items():
        made = moving(amount(row["held"]), row["old grade"], row["new grade"], order)
        arrived = point_on(made, day("1 April 2011"))
        found[heading] = row[heading] if arrived == last_point(row[heading]) else f"SCP {arrived}"
    return found


@reader("gap on the day")
def _gap_on_the_day(row):
    order = ORDERS[row["principal at 43 into 39–42, protected gap"]]
    made = moving(43, "42-45#47", "39-42", order)
    return {"£": made.amount("proposal", "actual", FinancialYear(2011), "pay_protection")}


@reader("order on the spine of 2019")
def _order_on_the_spine_of_2019(row):
    (old, _), *left_out = numbers(row["spine of 2019"].replace("new 10", "10"))
    new_points = tuple(point for point in range(9, 18) if not left_out or point != left_out[0][0])
    national = spine_map(RATES.renumbered_points, "njc", day("1 April 2019"))
    found = {
        heading: map_in_order(int(old), tuple(range(20, 26)), new_points, national, order)
        for heading, order in ORDERS.items()
    }
    return {
        heading: row[heading] if last_point(row[heading]) == point else f"SCP {point}"
        for heading, point in found.items()
    }


@reader("technician at the old top")
def _technician_at_the_old_top(row):
    made = moving(28, "18-28", "26-29", "assimilate_then_increment")
    return {"£": made.amount("proposal", "actual", FinancialYear(2011))}


@reader("protection")
def _protection(row):
    scheme, award = row["principal at 43 into 42, gap £882"], row["award after a year"]
    shares = tuple(share / 100 for share, _ in numbers(scheme)) or "flat"
    rise = 0 if award == "none" else amount(award)
    old, new = (OUTER_2009[point] * np.where(np.arange(36) < 12, 1, 1 + rise) for point in (43, 42))
    paid = protection_by_month(old, new, 0, ProtectionTerms(36, shares, uprated="uprated" in scheme)) / 12
    by_year = paid.reshape(3, 12).sum(axis=1)
    return {"year 1": by_year[0], "year 2": by_year[1], "year 3": by_year[2], "in all": paid.sum()}


def over_april_2019(**given):
    """One holder on the NJC spine over 2018/19 to 2020/21."""
    given = {"old": "20-25", "new": "9-17", "point": 20, "change": "2019-04-01", "increments": "april"} | given
    made = small({"grade": given["old"], "holders": [{"ref": "A", "point": given["point"]}]}, {"grade": given["new"]})
    lgps = made["on_costs"]["lgps"][0] | {"from": "2018-04-01", "to": "2021-03-31"}
    made |= {
        "dates": {"decision": "2018-05-01", "implementation": given["change"]},
        "years": {"first": "2018/19", "last": "2020/21"},
        "on_costs": {"lgps": [lgps]},
    }
    order = given.get("order", "assimilate_then_increment")
    return costed(made | {"people": people(given["increments"], order, 24, given.get("uprated", False))})


@reader("removed point")
def _removed_point(row):
    made = small({"grade": "2", "holders": [{"ref": "A", "point": 2}]}, {"grade": "2"}, "2025-07-01")
    lgps = made["on_costs"]["lgps"][0] | {"from": "2025-04-01", "to": "2027-03-31"}
    made |= {
        "dates": {"decision": "2025-05-20", "implementation": "2025-07-01"},
        "years": {"first": "2025/26", "last": "2026/27"},
        "on_costs": {"lgps": [lgps]},
        "people": people(),
    }
    costs, year = costed(made), FinancialYear.parse(row["SCP 2, 20% pension, National Insurance and levy"][:7])
    steps = [step for step in costs.plans["do_nothing"].paths[0].steps if step.day <= year.last_day]
    return {
        "point": f"SCP {steps[-1].point}",
        "salary": costs.amount("do_nothing", "actual", year, "basic_pay"),
        "cost": costs.amount("do_nothing", "actual", year),
    }


@reader("grade over the day")
def _grade_over_the_day(row):
    basis = row["NJC, 20–25 (9–17 from 1 April 2019)"].replace(" ", "_")
    made = over_april_2019()
    return {
        year: made.amount("do_nothing", basis, FinancialYear.parse(year), "basic_pay")
        for year in ("2018/19", "2019/20")
    }


@reader("holder over the day")
def _holder_over_the_day(row):
    made = over_april_2019(order=ORDERS[row["NJC, a holder at 20 of 20–25"]], increments=row["increments"])
    return {str(year): made.amount("do_nothing", "actual", year, "basic_pay") for year in made.years[:2]}


@reader("protection over the day")
def _protection_over_the_day(row):
    change, point = day(row["from"]), int(amount(row["protection, two years flat"].replace("old ", "")))
    made = over_april_2019(
        old="20-25", new=row["into"].replace("–", "-"), point=point, change=str(change),
        uprated=row["old salary"] == "uprated",
    )  # fmt: skip
    return {"paid": made.amount("proposal", "actual", FinancialYear(2019), "pay_protection")}
