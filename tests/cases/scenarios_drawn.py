"""Scenarios that hypothesis draws for the second calculator: small structures in which every rule of pay has its turn."""

from datetime import date

from hypothesis import strategies as st

from tests.cases.facts_drawn import facts as facts_in_time
from tests.cases.facts_drawn import own_table
from tests.cases.second_calculator.days import months_on
from tests.cases.second_calculator.tables import rows

ERAS = [("njc", 2022, 2024), ("njc", 2016, 2018), ("njc", 2010, 2012), ("njc", 2013, 2014), ("njc", 2015, 2016),
        ("njc", 2019, 2021), ("njc", 2024, 2026), ("glpc_outer", 2009, 2012), ("glpc_outer", 2019, 2022)]  # fmt: skip
RULES = ["same_point", "nearest_not_less", "nearest_not_less_plus_increment"]
ORDERS = ["assimilate_then_increment", "increment_then_assimilate"]
INCREMENTS = ["april_six_months", "april", "july", "april_or_october", "anniversary"]
METHODS = ["ratio", "additive", "legacy_1728", "fixed_weeks"]
SHAPES = [
    (12, "flat"),
    (24, "flat"),
    (36, "flat"),
    (7, "flat"),
    (36, ["100%", "50%", "25%"]),
    (12, ["80%", "40%"]),
    (0, "flat"),
]
SOURCE = {"source": "Drawn by hypothesis."}
FULL = 37


def run_of_points(spine, first, last):
    """The longest run of points on the spine in every month of the years."""
    days = [date(year, month, 1) for year in range(first, last + 2) for month in (4, 1)]
    days = [day for day in days if date(first, 4, 1) <= day < date(last + 1, 4, 1)]
    held = sorted(
        int(point) for (name, point), found in rows("spines").items()
        if name == spine and all(any(a <= day <= b for a, b, _ in found) for day in days)
    )  # fmt: skip
    best = run = []
    for point in held:
        run = [*run, point] if run and run[-1] == point - 1 else [point]
        best = max(best, run, key=len)
    return best


@st.composite
def grades(draw, points, near=None):
    """A notation and its ends; near another grade where that is given."""
    length = draw(st.sampled_from([0, 1, 2, 3, 3, 5, 8]))
    beyond = draw(st.sampled_from([0, 0, 0, 1, 2]))
    low, high = points[0], points[-1] - length - beyond
    about = draw(st.sampled_from([-6, -3, -1, 0, 0, 1, 3, 6])) + near if near else draw(st.integers(low, high))
    bottom = min(max(about, low), high)
    top = bottom + length
    notation = f"{bottom}-{top}" if length or beyond else str(bottom)
    return notation + (f"#{top + beyond}" if beyond else ""), bottom, top, top + beyond


@st.composite
def allowances(draw):
    one = {"name": draw(st.sampled_from(["standby", "first aid"])), **SOURCE}
    if draw(st.booleans()):
        one["amount"] = draw(st.sampled_from([250, 1200, 3333]))
    else:
        one["percent"] = draw(st.sampled_from(["5%", "12.5%"]))
    if draw(st.booleans()):
        one["pensionable"] = False
    return [one]


@st.composite
def schemes(draw, method):
    made = {
        "method": method,
        "weeks_in_year": draw(st.sampled_from([52, "52.143", "365/7"])),
        "leave_days": 33,
        **SOURCE,
    }
    if draw(st.booleans()):
        made["leave_days_after_five_years"] = 38
    if draw(st.booleans()):
        made["fte_places"] = draw(st.sampled_from([2, 4]))
    if method == "fixed_weeks":
        made["agreed_weeks"] = [
            {"weeks": 38, "paid_weeks": 43},
            {"weeks": 39, "paid_weeks": 44.2},
            {"weeks": 41, "paid_weeks": 46.8},
        ]
    return made


@st.composite
def changes(draw, first_day, years, rule):
    """The day of the change: often one on which increments fall."""
    year = first_day.year + draw(st.integers(0, years - 1))
    if draw(st.booleans()):
        year, month = (first_day.year + years - 1, 4) if rule.startswith("april") else (year, 7)
        return date(year, 10 if rule == "april_or_october" else month, 1)
    month, day = draw(
        st.sampled_from([(4, 1), (4, 1), (4, 1), (10, 1), (7, 1), (12, 1), (11, 23), (8, 10), (4, 15), (3, 31)])
    )
    return date(year + (month < 4), month, day)


@st.composite
def holders(draw, ref, ends, worked, facts):
    bottom, top, extended = ends
    made = {
        "ref": ref,
        "point": draw(st.sampled_from([bottom, top, top, max(bottom, top - 1), extended, (bottom + top) // 2])),
    }
    if worked < 1 or draw(st.integers(1, 4)) == 1:
        made["fte"] = worked if worked < 1 else 0.5
    if draw(st.integers(1, 4)) == 1:
        made["lgps_member"] = False
    if facts["increments"] in ("anniversary", "april_or_october") or draw(st.booleans()):
        back = draw(st.integers(0, 20))
        made["started"] = (
            months_on(date(facts["first"].year, 3, 31), -back)
            .replace(day=draw(st.sampled_from([1, 10, 28])))
            .isoformat()
        )
        if facts["increments"] in ("anniversary", "april_or_october") and draw(st.booleans()):
            made["started"] = months_on(
                facts["change"], -12 * (facts["change"].year - facts["first"].year + 2)
            ).isoformat()
    if draw(st.integers(1, 6)) == 1:
        made["allowances"] = draw(allowances())
    if facts["scheme"]:
        if draw(st.booleans()):
            made["weeks"] = draw(st.sampled_from([38, 39, 41]))
        made["service_years"] = draw(st.sampled_from([0, 5, 9]))
    if extended > top and draw(st.booleans()):
        on = months_on(facts["first"], draw(st.integers(1, 11)))
        if on < facts["change"]:
            made["moves"] = [{"on": on.isoformat(), "point": extended, "reason": "A decision."}]
    return made


@st.composite
def scenarios(draw, turn):  # noqa: C901  a kind of scenario a line
    """A whole scenario as it would stand in a file; era and rules take turns, the rest is drawn."""
    spine, earliest, latest = ERAS[turn % len(ERAS)]
    last = draw(st.integers(earliest + 1, latest))
    first = max(earliest, last - draw(st.sampled_from([1, 1, 2, 0])))
    points = run_of_points(spine, first, last)
    first_day = date(first, 4, 1)
    change = draw(changes(first_day, last - first + 1, INCREMENTS[turn % 5]))
    scheme = draw(schemes(METHODS[turn % 4])) if draw(st.booleans()) else None
    by_people = turn % 6 > 0 or draw(st.booleans())
    facts = {"increments": INCREMENTS[turn % 5], "first": first_day, "change": change, "scheme": scheme}
    made = {
        "format": 1, "title": "Drawn", "authority": "Nowhere", "reference": "1", "summary": "A drawn scenario.",
        "dates": {"decision": first_day.isoformat(), "implementation": change.isoformat()},
        "years": {"first": f"{first}/{(first + 1) % 100:02}", "last": f"{last}/{(last + 1) % 100:02}"},
        "pay": {"spine": spine, "area": "anywhere", "full_time_hours": FULL},
        "on_costs": {"lgps": [
            {"from": f"{year}-04-01", "to": f"{year + 1}-03-31", "rate": f"{18 + year % 7}.5%", "reason": "Drawn.", **SOURCE}
            for year in range(first, last + 1)
        ]},
        "costing": {"basis": "top", "reason": "Drawn."},
        "present": [], "proposed": [],
    }  # fmt: skip
    if scheme:
        made["term_time"] = scheme
    if draw(st.integers(1, 3)) == 1:
        made["costing"]["turnover"] = {"rate": "3%", "reason": "Drawn."}
    two_posts = by_people and draw(st.integers(1, 4)) == 1
    count = max(draw(st.integers(1, 4)), 2 if two_posts else 1)
    twins = draw(st.integers(1, 3)) == 1
    for number in range(count):
        shared = two_posts and number < 2
        grade, *ends = draw(grades(points))
        if twins and number and not shared:
            grade, ends = made["present"][-1]["grade"], facts["ends"]
        facts["ends"] = ends
        several = 1 if shared else draw(st.sampled_from([1, 1, 2, 3]))
        worked = 0.5 if shared else draw(st.sampled_from([1.0, 1.0, 0.6]))
        fate = "assimilated" if shared else draw(st.sampled_from(["assimilated"] * 5 + ["deleted"]))
        post = {"id": f"old-{number}", "title": "Officer" if twins else f"Officer {number}", "grade": grade,
                "number": several, "fte": worked, "fate": fate}  # fmt: skip
        if draw(st.integers(1, 5)) == 1:
            post["allowances"] = draw(allowances())
        if scheme and draw(st.booleans()):
            post["weeks"] = draw(st.sampled_from([38, 39, 41]))
        if not shared and draw(st.integers(1, 6)) == 1:
            post["vacant"] = True
        elif by_people:
            held = 1 if shared else draw(st.sampled_from([several, several, max(1, several - 1)]))
            post["holders"] = [
                draw(holders("both" if shared else f"h{number}-{seat}", ends, worked, facts)) for seat in range(held)
            ]
        if fate == "assimilated":
            post["to"] = f"new-{number}"
            new, *_ = draw(grades(points, ends[0])) if draw(st.integers(1, 4)) > 1 else (grade,)
            become = {"id": f"new-{number}", "title": f"{post['title']} (new)", "grade": new, "number": several, "fte": worked,
                      "filled_by": "assimilation"}  # fmt: skip
            if draw(st.integers(1, 4)) == 1:
                become["allowances"] = draw(allowances())
            if scheme and draw(st.booleans()):
                become["weeks"] = draw(st.sampled_from([38, 39, 41]))
            made["proposed"].append(become)
        made["present"].append(post)
    facts["last"] = last
    if by_people:
        months, shape = draw(st.sampled_from(SHAPES))
        protection = {"months": months, "shape": shape, **SOURCE}
        if months:
            protection |= {"uprated": draw(st.booleans()), "counts_increments": draw(st.booleans())}
        made["people"] = {
            "increments": facts["increments"], "invented": True,
            "assimilation": {"rule": RULES[turn % 3], "order": ORDERS[turn // 2 % 2], **SOURCE},
            "protection": protection, "vacancies_at": draw(st.sampled_from(["bottom", "top"])),
        }  # fmt: skip
    if not made["proposed"] or draw(st.integers(1, 2)) == 1:
        draw(opened(made, points, facts))
    facts["spine"] = spine
    if spine == "njc" and draw(st.integers(1, 5)) == 1:
        own_table(made, facts, draw)
    elif spine != "glpc_outer" and draw(st.integers(1, 3)) == 1:
        draw(paid_late(made, facts))
    draw(facts_in_time(made, facts))
    return made


@st.composite
def opened(draw, made, points, facts):
    """A post that is filled openly, perhaps late, with cover and somebody who acts up meanwhile."""
    grade, bottom, top, _ = draw(grades(points))
    post = {
        "id": "opened",
        "title": "Opened",
        "grade": grade,
        "number": draw(st.sampled_from([1, 1, 2])),
        "filled_by": "open",
    }
    made["proposed"].append(post)
    filled = months_on(facts["change"], draw(st.integers(1, 5))).replace(day=draw(st.sampled_from([1, 1, 12])))
    if draw(st.integers(1, 4)) == 1 or filled >= date(facts["last"] + 1, 4, 1):
        return
    post |= {"filled_on": filled.isoformat(), "cover_a_month": draw(st.sampled_from([0, 1500, 4321]))}
    acting = [
        one["ref"] for old in made["present"] if "to" in old for one in old.get("holders", ()) if one["ref"] != "both"
    ]
    if acting:
        made["people"]["acting_up"] = [{
            "holder": draw(st.sampled_from(acting)), "into": "opened", "from": facts["change"].isoformat(),
            "to": date.fromordinal(filled.toordinal() - 1).isoformat(), "point": draw(st.integers(bottom, top)),
            "backfill_a_month": draw(st.sampled_from([0, 900])), **SOURCE,
        }]  # fmt: skip


@st.composite
def paid_late(draw, made, facts):
    """An award of 1 April that is paid some months later in its year."""
    year = draw(st.integers(facts["first"].year, facts["last"]))
    point = str(run_of_points(made["pay"]["spine"], facts["first"].year, facts["last"])[5])
    starts = {first for first, _, _ in rows("spines")[made["pay"]["spine"], point]}
    before = {last for _, last, _ in rows("spines")[made["pay"]["spine"], point]}
    if date(year, 4, 1) in starts and date(year, 3, 31) in before and year != 2019:
        paid = months_on(date(year, 4, 15), draw(st.integers(1, 11)))
        made["pay"]["paid_late"] = [{"from": f"{year}-04-01", "paid_on": paid.isoformat(), **SOURCE}]


# ruff: noqa: E501
