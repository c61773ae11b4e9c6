"""Invented scenarios that between them use every rule that the twin has a formula for."""

from copy import deepcopy
from typing import Any

from tests.conftest import small
from tests.report import twin_structures
from tests.report.twin_people import PEOPLE, SOURCE, acting_up, insured, people_in_time, settled


def lgps(first: str, last: str, rate: str = "20%") -> dict[str, Any]:
    return {"lgps": [{"from": first, "to": last, "rate": rate, "source": "A test.", "reason": "A test."}]}


def all_at_once() -> dict[str, Any]:
    """Allowances, a turnover factor, two posts of one holder, and one who is not in the pension scheme."""
    tools = {"name": "Tools", "amount": 1200, "pensionable": False, **SOURCE}
    standby = {"name": "Standby", "percent": "5%", "pensionable": True, **SOURCE}
    holders = [{"ref": "W", "point": 24, "fte": 0.5}, {"ref": "X", "point": 22, "fte": 0.7, "lgps_member": False}]
    made = small(
        {"grade": "20-24", "number": 3, "allowances": [tools], "holders": holders},
        {"grade": "21-25", "number": 3, "allowances": [standby]},
        change="2024-11-11",
        costing={"basis": "mean_of_points", "turnover": {"rate": "3%", "reason": "A test."}},
        people=PEOPLE,
    )
    second = {"id": "evening", "title": "Evening clerk", "grade": "5-7", "fte": 0.4, "fate": "deleted",
              "holders": [{"ref": "W", "point": 6, "fte": 0.4, "lgps_member": False}]}  # fmt: skip
    return {**made, "present": [*made["present"], second]}


def money_in_time() -> dict[str, Any]:
    """Every kind of allowance: for a time, pro rata, a sum, overtime, sleep-ins, and what is not liable to NI."""
    of_post = [
        {"name": "Standby", "percent": "5%", "to": "2024-10-18", **SOURCE},
        {"name": "Sleep-in", "a_week": 1.5, "rate": 41, "pensionable": False, **SOURCE},
        {"name": "Tools", "amount": 300, "liable_to_ni": False, "pensionable": False, **SOURCE},
    ]
    of_holder = [
        {"name": "Honorarium", "sum": 1500, "from": "2024-07-08", "to": "2025-01-31", **SOURCE},
        {"name": "First aid", "amount": 240, "pro_rata": True, **SOURCE},
        {"name": "Overtime", "a_week": 3, "multiplier": 1.5, "from": "2024-11-11", **SOURCE},
        {"name": "Home working", "percent": "1%", "liable_to_ni": False, **SOURCE},
    ]
    holders = [{"ref": "W", "point": 24, "fte": 0.5, "allowances": of_holder}, {"ref": "X", "point": 22, "fte": 0.7}]
    return small(
        {"grade": "20-24", "number": 2, "allowances": of_post, "holders": holders},
        {"grade": "21-25", "number": 2, "allowances": of_post[:1]},
        change="2024-11-11",
        costing={"basis": "actual"},
        people=PEOPLE,
    )


def money_paid_late() -> dict[str, Any]:
    """The same where an award is paid late: what is owed of overtime and of what is not liable to NI too."""
    late, paid = paid_late(), money_in_time()["present"][0]
    held = [{**late["present"][0], "allowances": paid["allowances"]}, *late["present"][1:]]
    moved = [{**allowance, "from": "2022-05-16"} for allowance in paid["holders"][0]["allowances"][2:]]
    held[0]["holders"] = [{**held[0]["holders"][0], "allowances": moved}]
    return {**late, "present": held}


def grant_that_ends() -> dict[str, Any]:
    """A grant that pays a post in part until a day within a month, in two years; an award between them."""
    ends = [
        {"fund": "Grant", "share": "40%", "to": "2024-09-16"},
        {"fund": "General Fund", "share": "60%", "to": "2024-09-16"},
        {"fund": "General Fund", "share": "100%", "from": "2024-09-17"},
    ]
    made = small(
        {"number": 2, "funds": ends}, {"funds": [{"fund": "General Fund", "share": "100%"}]}, change="2024-11-11"
    )
    return {**made, "years": {"first": "2023/24", "last": "2024/25"}, "on_costs": lgps("2023-04-01", "2025-03-31")}


def at_a_stated_cost() -> dict[str, Any]:
    """An agency post of 0.6 FTE that rises, beside a graded one; it starts and a rise falls within a month."""
    agency = {"id": "agency", "title": "Agency manager", "fte": 0.6, "filled_by": "open", "from": "2024-12-09"}
    agency["all_in"] = {"amount": 60000, "rises": [{"from": "2025-02-10", "percent": "3%", **SOURCE}], **SOURCE}
    ends = {"id": "bought", "title": "Bought-in post", "fate": "deleted", "all_in": {"amount": 24000, **SOURCE}}
    made = small(
        {"holders": [{"ref": "W", "point": 24}]}, change="2024-12-09", costing={"basis": "actual"}, people=PEOPLE
    )
    return {**made, "present": [*made["present"], ends], "proposed": [*made["proposed"], agency]}


def protected(**scheme) -> dict[str, Any]:
    """A holder falls from 30 into 20-24, with increments to come, a taper and two awards in the years shown."""
    rule = {"months": 18, "shape": ["100%", "50%", "25%"], **SOURCE, **scheme}
    made = small({"grade": "26-30", "holders": [{"ref": "W", "point": 30}]}, {"grade": "20-24"}, change="2023-10-16")
    return {
        **made,
        "dates": {"decision": "2023-08-15", "implementation": "2023-10-16"},
        "years": {"first": "2023/24", "last": "2025/26"},
        "on_costs": lgps("2023-04-01", "2026-03-31"),
        "costing": {"basis": "actual", "reason": "A test."},
        "people": {**PEOPLE, "protection": rule},
    }


def paid_in_the_next_year() -> dict[str, Any]:
    """The award of April 2021 paid in April 2022 and that of 2022 in November; one holder has left by then."""
    made = paid_late()
    first = {"from": "2021-04-01", "paid_on": "2022-04-29", "source": "A test: agreed on 28 February 2022."}
    gone = {**made["present"][1], "until": "2022-03-31"}
    return {
        **made,
        "years": {"first": "2021/22", "last": "2022/23"},
        "pay": {**made["pay"], "paid_late": [first, *made["pay"]["paid_late"]]},
        "on_costs": lgps("2021-04-01", "2023-03-31"),
        "present": [made["present"][0], gone],
    }


def paid_late() -> dict[str, Any]:
    """The award of April 2022 paid in November, to a holder with protection and one who leaves before."""
    made = small({"grade": "18-22", "holders": [{"ref": "W", "point": 22}]}, {"grade": "16-19"}, change="2022-07-11")
    gone = {"id": "gone", "title": "Gone", "grade": 12, "fate": "deleted", "until": "2022-06-30",
            "holders": [{"ref": "V", "point": 12}]}  # fmt: skip
    late = {"from": "2022-04-01", "paid_on": "2022-11-30", "source": "A test: agreed on 1 November 2022."}
    return {
        **made,
        "dates": {"decision": "2022-05-15", "implementation": "2022-07-11"},
        "years": {"first": "2022/23", "last": "2022/23"},
        "pay": {**made["pay"], "paid_late": [late]},
        "on_costs": lgps("2022-04-01", "2023-03-31"),
        "costing": {"basis": "actual", "reason": "A test."},
        "people": {**PEOPLE, "protection": {"months": 12, **SOURCE}},
        "present": [*made["present"], gone],
    }


def renumbered(order: str, basis: str, **scheme) -> dict[str, Any]:
    """Years that cross 1 April 2019, a change on that day, and protection from before it in the full year."""
    rule = {"rule": "same_point", "order": order, **SOURCE}
    made = small({"grade": "20-25", "holders": [{"ref": "A", "point": 24}]}, {"grade": "3-6"}, change="2019-04-01")
    return {
        **made,
        "dates": {"decision": "2018-05-01", "implementation": "2019-04-01"},
        "years": {"first": "2018/19", "last": "2020/21"},
        "on_costs": lgps("2018-04-01", "2021-03-31"),
        "costing": {"basis": basis, "reason": "A test."},
        "people": {**PEOPLE, "assimilation": rule, "protection": {"months": 15, **SOURCE, **scheme}},
    }


def awarded() -> dict[str, Any]:
    """An award assumed for 2027/28, by percentage for higher points and a sum for lower ones."""
    runs = [{"to_point": 20, "flat": 800}, {"percent": "3%"}]
    award = {"from": "2027-04-01", "to": "2028-03-31", "by_point": runs, "reason": "A test."}
    carried = {"from": "2027-04-01", "to": "2028-03-31", "as_on": "2026-04-30", "reason": "A test."}
    made = small({"grade": "18-22"}, {"grade": "21-24"}, change="2027-01-11")
    return {
        **made,
        "dates": {"decision": "2026-10-15", "implementation": "2027-01-11"},
        "years": {"first": "2026/27", "last": "2027/28"},
        "pay": {**made["pay"], "awards": [award]},
        "on_costs": {**lgps("2026-04-01", "2028-03-31"), "employer_ni_carried_forward": [carried]},
        "costing": {"basis": "mean_of_ends", "reason": "A test."},
    }


def priced() -> dict[str, Any]:
    """Two price lists, discounts, bands, units, and agreement years from April and from September."""
    first = [
        {"id": "remote", "title": "=HYPERLINK(\"http://x\",\"y\")", "flat": 447.35,
         "per_pupil": {"primary": 1.58, "special": 0.99}},
        {"id": "hosting", "title": "+cmd", "bands":
         [{"to_pupils": 210, "price": 297.25}, {"to_pupils": 420, "price": 397}, {"price": 794}]},
        {"id": "visits", "title": "<script>", "a_unit": 33.33, "unit": "hour a week", "weeks": 38.5, "minimum": 500,
         "cheaper_from": [{"units": 2, "price": 30.01}, {"units": 4, "price": 28.5}]},
    ]  # fmt: skip
    second = deepcopy(first)
    second[0]["flat"] = 500.05
    lists = [
        {"from": "2023-01-01", "source": "A test.", "packages": first, "minimum_charge": 600,
         "discounts": [{"packages": 2, "percent": "5%"}, {"packages": 3, "percent": "12.5%"}]},
        {"from": "2025-02-01", "source": "A test.", "packages": second},
    ]  # fmt: skip
    common = {"phase": "primary", "pupils": 210, "kind": "maintained", "packages": "remote; hosting",
              "first_day": "2024-04-01"}  # fmt: skip
    rows = [
        {"reference": "=1+1"},
        {"reference": "b", "pupils": 211, "agreement_year": "September", "first_day": "2023-09-01"},
        {"reference": "c", "pupils": 421, "packages": "remote; hosting; visits x 2.5", "first_day": "2024-05-17"},
        {"reference": "d", "phase": "special", "pupils": 47, "packages": "remote; visits x 4", "agreement_year":
         "September", "first_day": "2024-10-08", "last_day": "2025-11-20"},
        {"reference": "e", "packages": "visits x 0.1", "last_day": "2024-12-31"},
    ]  # fmt: skip
    agreements = [{**common, **row} for row in rows]
    return small(
        years={"first": "2024/25", "last": "2025/26"},
        on_costs=lgps("2024-04-01", "2026-03-31"),
        prices=lists,
        customers={"source": "A test.", "agreements": agreements},
    )


def recovered() -> dict[str, Any]:
    """One price list and a stated account, so that the model works out new prices; two funds pay."""
    made = priced()
    line = {"amount": 3000, **SOURCE}
    cost_lines = [{"kind": "Travel", "counts_as": "direct", **line},
                  {"kind": "Overheads", "counts_as": "overhead", **line}]  # fmt: skip
    split = [{"fund": "Schools", "share": "60%"}, {"fund": "=Council", "share": "40%"}]
    return {
        **made,
        "prices": made["prices"][:1],
        "trading": {"cost_lines": cost_lines, "attrition": {"a_year": "5%", **SOURCE}},
        "present": [{**made["present"][0], "funds": split}],
        "proposed": [{**made["proposed"][0], "funds": [{"fund": "Schools", "share": "100%"}]}],
    }


def fixed_for_years() -> dict[str, Any]:
    """Prices fixed by an agreement and by a list, a set, a partnership, and years earned by days and by terms."""
    made = recovered()
    [first] = made["prices"]
    together = [{"id": "set", "packages": ["remote", "hosting"], "percent": "7.5%"}]
    earlier = {**deepcopy(first), "from": "2021-09-01", "fixed_years": 4}
    earlier["packages"][0]["flat"] = 399.95
    now = {**first, "sets": together, "partnerships": [{"customers": 2, "percent": "6%"}]}
    rows = made["customers"]["agreements"]
    rows[0] |= {"first_day": "2022-04-01", "partnership": "north"}
    rows[1] |= {"earned_by": "days", "partnership": "north"}
    rows[2] |= {"prices_fixed": 3}
    rows[3] |= {"agreement_year": "Academic"}
    return {**made, "prices": [earlier, now]}


def supplemented() -> dict[str, Any]:
    """A post with a market supplement until a day in a month, before and after the change, at less than full time."""
    granted = {"amount": 3600, "until": "2024-12-15", **SOURCE}
    return small({"fte": 0.6, "market_supplement": granted},
                 {"fte": 0.6, "market_supplement": {**granted, "until": "2025-02-20"}})  # fmt: skip


def in_phases() -> dict[str, Any]:
    """A manager moves on 1 January 2025; two officers, one of them protected, in a second phase on 1 March."""
    phases = [{"id": "first", "title": "First"}, {"id": "second", "title": "Second", "from": "2025-03-01"}]
    officers = [{"ref": "O", "point": 22}, {"ref": "P", "point": 20}]
    made = small({"holders": [{"ref": "W", "point": 24}]}, {"grade": "25-27"}, phases=phases,
                 people={**PEOPLE, "protection": {"months": 12, **SOURCE}}, costing={"basis": "actual"})  # fmt: skip
    made["present"].append({"id": "officer", "title": "Officer", "grade": "20-22", "number": 2, "fate": "assimilated",
                            "to": "officer-new", "phase": "second", "holders": officers})  # fmt: skip
    made["proposed"].append({"id": "officer-new", "title": "Officer", "grade": "18-21", "number": 2,
                             "filled_by": "assimilation", "phase": "second"})  # fmt: skip
    return made


CASES = {
    "letters": insured(),
    "four-weekly": insured(frequency="four-weekly", pay_day="2024-04-12"),
    "acting-up": acting_up(costing={"basis": "actual"}),
    "acting-up-at-the-top": acting_up(),
    "all-at-once": all_at_once(),
    "supplemented": supplemented(),
    "people-in-time": people_in_time(),
    "money-in-time": money_in_time(),
    "money-paid-late": money_paid_late(),
    "grant-that-ends": grant_that_ends(),
    "at-a-stated-cost": at_a_stated_cost(),
    "settled": settled(),
    "protected": protected(),
    "protected-and-uprated": protected(uprated=True, shape="flat", months=24),
    "protected-without-increments": protected(counts_increments=False),
    "paid-late": paid_late(),
    "paid-in-the-next-year": paid_in_the_next_year(),
    "renumbered": renumbered("assimilate_then_increment", "actual"),
    "renumbered-uprated": renumbered("increment_then_assimilate", "actual", uprated=True),
    "renumbered-mean": renumbered("assimilate_then_increment", "mean_of_points"),
    "awarded": awarded(),
    "priced": priced(),
    "recovered": recovered(),
    "in-phases": in_phases(),
    "fixed-for-years": fixed_for_years(),
    **twin_structures.CASES,
}
