"""Every yearly figure of a scenario: by timeline, basis, year and element."""

from collections import defaultdict
from datetime import date, timedelta

from tests.cases.second_calculator.days import months_of, share
from tests.cases.second_calculator.on_costs import levy, national_insurance, pension
from tests.cases.second_calculator.paid import Payer
from tests.cases.second_calculator.stints import laid_out

NOTHING = ((0.0,) * 5, 0.0, 0.0)
TIMELINES = ("do_nothing", "proposal", "proposed")
BUDGET_BASES = ("bottom", "mean_of_points", "mean_of_ends", "top", "extended_top")
ELEMENTS = ("basic_pay", "allowances", "pay_protection", "acting_up", "employer_ni", "employer_lgps",
            "apprenticeship_levy", "turnover", "cover", "total")  # fmt: skip


def figures(scenario):
    """{(timeline, basis, first calendar year, element): £}."""
    bases = (*BUDGET_BASES, *(("actual", "settled") if scenario.get("people") else ()))
    found = {}
    for basis in bases:
        for timeline in TIMELINES:
            for (year, element), amount in timeline_figures(scenario, timeline, basis).items():
                found[timeline, basis, year, element] = amount
    return found


def timeline_figures(scenario, timeline, basis):
    first_year, last_year = (int(scenario["years"][end][:4]) for end in ("first", "last"))
    months = months_of(first_year, last_year)
    end = date(last_year + 1, 4, 1)
    stints = laid_out(scenario, timeline, months[0], end)
    late = [(date.fromisoformat(one["from"]), date.fromisoformat(one["paid_on"]).replace(day=1))
            for one in scenario["pay"].get("paid_late", ())]  # fmt: skip
    payer, meanwhile = Payer(scenario, basis), Payer(scenario, basis, late)
    found = {(year, element): 0.0 for year in range(first_year, last_year + 1) for element in ELEMENTS}
    shared = turnover_shares(scenario, stints)
    owed = defaultdict(lambda: (0.0, 0.0))
    for first in months:
        year = first.year if first.month >= 4 else first.year - 1
        held = any(award <= first < paid for award, paid in late)
        settled = any(paid == first for _, paid in late)
        rows, by_person = [], defaultdict(lambda: [0.0, 0.0, False])
        for number, stint in enumerate(stints):
            if number not in owed and not share(first, stint.start, stint.stop):
                rows.append(NOTHING)
                continue
            earned = payer.month(stint, first)
            now = meanwhile.month(stint, first) if held else earned
            paid, pensionable = _received(now)
            if held and earned != now:
                all_in, of_it = _received(earned)
                owed[number] = owed[number][0] + all_in - paid, owed[number][1] + of_it - pensionable
            elif settled and number in owed:
                paid, pensionable = paid + owed[number][0], pensionable + owed[number][1]
                del owed[number]
            rows.append((earned, paid, pensionable))
            whole = by_person[stint.person]
            whole[0] += paid
            whole[1] += paid if stint.member else 0
            whole[2] |= share(first, stint.start, stint.stop) > 0
        due = {
            person: national_insurance(pay, rebated, first, "monthly" if there else "weekly")
            for person, (pay, rebated, there) in by_person.items()
            if pay
        }
        for stint, in_several, (earned, paid, pensionable) in zip(stints, shared, rows, strict=True):
            if not paid:
                continue
            of_ni = due[stint.person] * paid / by_person[stint.person][0]
            basic, allowances, _, protection, acting = earned
            parts = {"basic_pay": basic, "allowances": allowances, "pay_protection": protection, "acting_up": acting,
                     "employer_ni": of_ni, "employer_lgps": pension(pensionable, stint.member, first, scenario["on_costs"]["lgps"]),
                     "apprenticeship_levy": levy(paid, first)}  # fmt: skip
            parts["turnover"] = -in_several * sum(parts.values())
            for element, amount in parts.items():
                found[year, element] += amount
        found[year, "cover"] += cover(scenario, timeline, first)
    for year in range(first_year, last_year + 1):
        found[year, "total"] = sum(found[year, element] for element in ELEMENTS[:-1])
    return found


def _received(month):
    """All pay of a month, and what of it is pensionable."""
    basic, allowances, pensionable, protection, acting = month
    return basic + allowances + protection + acting, basic + pensionable + protection + acting


def turnover_shares(scenario, stints):
    """The share saved of each stint: that stated, where its post is one of several of its structure."""
    terms = scenario["costing"].get("turnover")
    rate = float(terms["rate"].rstrip("%")) / 100 if terms else 0.0
    people = defaultdict(set)
    names = [(one.after, " ".join(one.post["title"].lower().split()), one.grade.name) for one in stints]
    for stint, name in zip(stints, names, strict=True):
        people[name].add(stint.person)
    return [rate if len(people[name]) > 1 else 0.0 for name in names]


def cover(scenario, timeline, first):
    """Cover of posts until they are filled, and backfill of who acts up meanwhile."""
    if timeline != "proposal":
        return 0.0
    change = date.fromisoformat(scenario["dates"]["implementation"])
    total = 0.0
    for post in scenario["proposed"]:
        if "filled_on" in post:
            days = share(first, change, date.fromisoformat(post["filled_on"]))
            total += post.get("cover_a_month", 0) * post.get("number", 1) * days
    for one in (scenario.get("people") or {}).get("acting_up", ()):
        until = date.fromisoformat(one["to"]) + timedelta(days=1)
        total += one.get("backfill_a_month", 0) * share(first, date.fromisoformat(one["from"]), until)
    return total


# ruff: noqa: E501
