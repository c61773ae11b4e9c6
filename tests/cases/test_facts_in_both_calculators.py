"""Each fact of people and time in a small scenario of its own, and all of them in one: both calculators agree on it.

What each fact does to the figures, worked by hand, is in the tests of its own rule.
"""

from copy import deepcopy

import pytest

from tests.cases import two_calculators

SOURCE = {"source": "Invented."}
REASON = {"reason": "Invented."}


def small():
    """Three posts of 2024/25 and 2025/26, of which the officers have another grade from 1 January 2025."""
    return {
        "format": 1, "title": "Small", "authority": "Nowhere", "reference": "1", "summary": "A small scenario.",
        "dates": {"decision": "2024-04-01", "implementation": "2025-01-01"},
        "years": {"first": "2024/25", "last": "2025/26"},
        "pay": {"spine": "njc", "area": "anywhere", "full_time_hours": 37},
        "on_costs": {"lgps": [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", **REASON, **SOURCE}]},
        "costing": {"basis": "actual", **REASON, "turnover": {"rate": "3%", **REASON}},
        "people": {
            "increments": "april_six_months", "invented": True,
            "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", **SOURCE},
            "protection": {"months": 9, **SOURCE},
        },
        "present": [
            {"id": "head", "title": "Head", "grade": "34-37", "fate": "assimilated", "to": "head-new",
             "holders": [{"ref": "A", "point": 36}]},
            {"id": "officer", "title": "Officer", "grade": "20-25", "number": 2, "fate": "assimilated", "to": "officer-new",
             "holders": [{"ref": "B", "point": 24}, {"ref": "C", "point": 21, "fte": 0.5}]},
            {"id": "clerk", "title": "Clerk", "grade": "5-7", "fate": "assimilated", "to": "clerk-new", "vacant": True},
        ],
        "proposed": [
            {"id": "head-new", "title": "Head", "grade": "34-37", "filled_by": "assimilation"},
            {"id": "officer-new", "title": "Officer", "grade": "18-22", "number": 2, "filled_by": "assimilation"},
            {"id": "clerk-new", "title": "Clerk", "grade": "5-7", "filled_by": "assimilation"},
        ],
    }  # fmt: skip


def head(scenario):
    return scenario["present"][0]["holders"][0]


def officers(scenario):
    return scenario["present"][1]["holders"]


def who_joins(scenario):
    officers(scenario)[1] |= {"from": "2024-08-19", "begun": "recruited"}


def who_joins_after_the_change(scenario):
    officers(scenario)[0] |= {"from": "2025-06-16", "begun": "tupe-in", "started": "2023-05-01"}


def who_leaves(scenario):
    officers(scenario)[0] |= {"to": "2025-09-11", "ended": "resignation"}


def one_after_the_other(scenario):
    head(scenario).update({"to": "2025-06-30", "ended": "retirement"})
    scenario["present"][0]["holders"].append(
        {"ref": "Z", "point": head(scenario)["point"] - 1, "from": "2025-07-14", "begun": "recruited"}
    )


def who_leaves_on_the_eve_of_the_change(scenario):
    head(scenario).update({"to": "2024-12-31", "ended": "resignation"})


def hours_that_change(scenario):
    officers(scenario)[0]["working_time"] = [
        {"from": "2024-11-11", "hours": 22.2, **REASON},
        {"from": "2025-08-01", "fte": 0.4, "lgps_member": False, **REASON},
    ]


def time_away(scenario):
    officers(scenario)[0]["away"] = [{"from": "2024-12-10", "to": "2025-04-20", "why": "career-break"}]


def a_post_held_vacant(scenario):
    held = {"from": "2024-06-15", "to": "2025-02-14", "cover_a_month": 2500, **REASON}
    scenario["present"][2]["held_vacant"] = [held]
    scenario["proposed"][2]["held_vacant"] = [held]


def a_part_held_vacant(scenario):
    scenario["present"][1]["held_vacant"] = [{"fte": 0.2, "cover_a_month": 900, **REASON}]


def letters(scenario):
    head(scenario)["ni_letters"] = [{"letter": "C", "from": "2025-02-10", "why": "Pension age."}]
    officers(scenario)[0]["ni_letters"] = [{"letter": "V", "from": "2024-07-01", "to": "2025-06-30", "why": "Veteran."}]
    officers(scenario)[1]["ni_letters"] = [{"letter": "M", "to": "2025-03-30", "why": "Under 21."}]


def four_weekly_pay(scenario):
    scenario["pay"] |= {"frequency": "four-weekly", "pay_day": "2024-04-12"}


def weekly_pay(scenario):
    scenario["pay"] |= {"frequency": "weekly", "pay_day": "2024-04-05"}


def phases(scenario):
    scenario["phases"] = [
        {"id": "first", "title": "Head"},
        {"id": "second", "title": "Officers", "from": "2025-05-16"},
    ]
    for post in (scenario["present"][1], scenario["proposed"][1]):
        post["phase"] = "second"


def a_market_supplement(scenario):
    scenario["present"][1]["market_supplement"] = {"amount": 2400, "until": "2025-09-15", **SOURCE}
    scenario["proposed"][1]["market_supplement"] = {"amount": 2400, "until": "2025-09-15", **SOURCE}


def an_award_that_no_table_holds(scenario):
    scenario["years"]["last"] = "2027/28"
    scenario["on_costs"]["lgps"][0]["to"] = "2028-03-31"
    scenario["on_costs"]["employer_ni_carried_forward"] = [
        {"from": "2027-04-06", "to": "2028-04-05", "as_on": "2027-04-05", **REASON}
    ]
    scenario["pay"]["awards"] = [
        {"from": "2027-04-01", "to": "2027-08-31", "percent": "3%", "standing": "offered", **REASON},
        {"from": "2027-09-01", "to": "2028-03-31", "by_point": [{"to_point": 20, "flat": 500}, {"percent": "1%"}],
         "standing": "announced", **REASON},
    ]  # fmt: skip


def an_award_paid_after_they_left(scenario):
    scenario["pay"]["paid_late"] = [{"from": "2025-04-01", "paid_on": "2025-08-29", **SOURCE}]
    officers(scenario)[0] |= {"to": "2025-05-11", "ended": "resignation"}


def what_is_paid_on_top_of_pay(scenario):
    officers(scenario)[1]["allowances"] = [
        {"name": "overtime", "a_week": 3, "multiplier": 1.5, "to": "2025-06-10", **SOURCE},
        {"name": "honorarium", "sum": 1500, "from": "2024-11-16", "to": "2025-05-15", "liable_to_ni": False, **SOURCE},
    ]
    scenario["present"][1]["allowances"] = scenario["proposed"][1]["allowances"] = [
        {"name": "sleep-in", "a_week": 1.5, "rate": 41, "pensionable": False, **SOURCE},
        {"name": "first aid", "amount": 1200, "pro_rata": True, "from": "2024-06-10", **SOURCE},
        {"name": "standby", "percent": "5%", "from": "2024-09-20", "to": "2025-10-07", **SOURCE},
    ]


def another_spine(scenario):
    scenario["pay_structures"] = [
        {"name": "Soulbury", "spine": "soulbury_eip", "full_time_hours": 35, "increments": "september", **SOURCE}
    ]
    scenario["present"][0] |= {"pay_structure": "Soulbury", "grade": "8-11", "holders": [{"ref": "A", "point": 9}]}
    scenario["proposed"][0] |= {"pay_structure": "Soulbury", "grade": "8-11"}


def from_one_spine_to_another(scenario):
    another_spine(scenario)
    del scenario["proposed"][0]["pay_structure"]
    scenario["proposed"][0]["grade"] = "40-43"


def a_post_at_a_stated_cost(scenario):
    cost = {"amount": 60_000, "rises": [{"from": "2025-02-10", "percent": "3%", **SOURCE}], **SOURCE}
    scenario["proposed"].append({"id": "agency", "title": "Agency lead", "fte": 0.6, "from": "2025-01-16",
                                 "filled_by": "open", "all_in": cost})  # fmt: skip


def term_time(scenario):
    """Officers of 39 weeks, whose pay of a year is spread from September to August."""
    scenario["term_time"] = {
        "method": "ratio", "weeks_in_year": 52, "leave_days": 35, **SOURCE,
        "pay_years": [
            {"from": "2023-09-01", "terms": [{"from": "2023-09-04", "to": "2023-12-21"}, {"from": "2024-01-08", "to": "2024-07-19"}]},
            {"from": "2024-09-01", "terms": [{"from": "2024-09-03", "to": "2024-12-20"}, {"from": "2025-01-06", "to": "2025-07-22"}]},
            {"from": "2025-09-01"},
        ],
    }  # fmt: skip
    scenario["present"][1]["weeks"] = scenario["proposed"][1]["weeks"] = 39


def who_joins_and_leaves_in_term_time(scenario):
    term_time(scenario)
    officers(scenario)[0] |= {"to": "2025-03-18", "ended": "resignation"}
    officers(scenario)[1] |= {"from": "2024-05-13", "begun": "recruited", "to": "2025-11-14", "ended": "resignation"}
    officers(scenario)[1]["weeks_worked"] = [{"to": "2025-11-14", "weeks": 8.5}]


def who_is_away_in_term_time(scenario):
    term_time(scenario)
    officers(scenario)[0]["away"] = [{"from": "2024-11-12", "to": "2025-02-16", "why": "unpaid-leave"}]
    officers(scenario)[0]["weeks_worked"] = [{"to": "2025-08-31", "weeks": 19.4}]


def from_term_time_to_all_year(scenario):
    term_time(scenario)
    scenario["proposed"][1]["weeks"] = 41
    officers(scenario)[0]["working_time"] = [{"from": "2024-10-14", "weeks": 38, "fte": 0.8, **REASON}]
    officers(scenario)[1] |= {"from": "2024-09-16", "begun": "recruited", "weeks": 40}
    scenario["present"][0]["weeks"] = 44


def pension_schemes(scenario):
    """By post, by holder, by day, from the workbook's table and as stated in parts."""
    years = {"from": "2024-04-01", "to": "2025-07-31", **SOURCE}
    then = {"from": "2025-08-01", "to": "2026-03-31", **SOURCE}
    scenario["on_costs"]["lgps"] = [
        {**years, "primary": "19.5%", "secondary": "2.5%", **REASON},
        {**then, "primary": "20.1%", "secondary": "-1.5%", "secondary_lump_sum": 1_250_000, **REASON},
    ]
    scenario["pension_schemes"] = [
        {"name": "Teachers", "kind": "teachers", "rates": [{**then, "rate": "30%", **REASON}]},
        {"name": "NHS", "kind": "nhs", "rates": [
            {"from": "2025-04-01", "to": "2026-03-31", "rate": "20.6%", "administration_levy": "0.08%", **REASON, **SOURCE}]},
        {"name": "Another fund", "kind": "lgps", "rates": [{**years, "rate": "17.4%", **REASON}, {**then, "primary": "18.2%", **REASON}]},
        {"name": "Own", "kind": "own", "rates": [
            {**years, "rate": "9%", **REASON}, {**then, "rate": "9%", "administration_levy": "0.3%", **REASON}]},
    ]  # fmt: skip
    scenario["present"][0]["pension_scheme"] = "Teachers"
    scenario["proposed"][0]["pension_scheme"] = "Another fund"
    head(scenario)["working_time"] = [{"from": "2025-07-10", "pension_scheme": "LGPS", **REASON}]
    scenario["present"][1]["pension_scheme"] = "NHS"
    officers(scenario)[0]["working_time"] = [
        {"from": "2024-11-11", "lgps_member": False, **REASON},
        {"from": "2025-06-16", "lgps_member": True, "pension_scheme": "Own", **REASON},
    ]
    officers(scenario)[1]["pension_scheme"] = "Teachers"
    scenario["proposed"][2]["pension_scheme"] = "Own"


FACTS = [
    who_joins_and_leaves_in_term_time, who_is_away_in_term_time, from_term_time_to_all_year, pension_schemes,
    a_post_at_a_stated_cost,
    what_is_paid_on_top_of_pay, another_spine, from_one_spine_to_another,
    who_joins, who_joins_after_the_change, who_leaves, one_after_the_other, who_leaves_on_the_eve_of_the_change,
    hours_that_change, time_away, a_post_held_vacant, a_part_held_vacant, letters, four_weekly_pay, weekly_pay, phases,
    a_market_supplement, an_award_that_no_table_holds, an_award_paid_after_they_left,
]  # fmt: skip
TOGETHER = [
    term_time, pension_schemes,
    a_post_at_a_stated_cost,
    what_is_paid_on_top_of_pay, another_spine,
    who_joins, who_leaves, one_after_the_other, hours_that_change, time_away, a_post_held_vacant, a_part_held_vacant, letters,
    four_weekly_pay, phases, a_market_supplement,
]  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_two_calculators_agree_on_a_fact_alone(fact, rates, tmp_path):
    scenario = small()
    fact(scenario)
    assert scenario != small()
    assert not two_calculators.of_scenario(deepcopy(scenario), tmp_path / "scenario.yaml", rates)[:6]


def test_two_calculators_agree_on_all_facts_together(rates, tmp_path):
    scenario = small()
    for fact in TOGETHER:
        fact(scenario)
    assert not two_calculators.of_scenario(scenario, tmp_path / "scenario.yaml", rates)[:6]


# ruff: noqa: E501
