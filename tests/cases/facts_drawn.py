"""Facts of people and time that hypothesis adds to a drawn scenario: who joins, leaves, changes hours or is away, letters,
pay days, phases, supplements, posts held vacant, and awards that no table holds."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.cases.schemes_drawn import pay_years, pension_schemes
from tests.cases.second_calculator.days import months_on
from tests.cases.second_calculator.tables import rows

SOURCE = {"source": "Drawn by hypothesis."}
REASON = {"reason": "Drawn by hypothesis."}
BEGUN = ["recruited", "fixed-term", "seconded-in", "tupe-in", "moved-in"]
ENDED = ["resignation", "retirement", "fixed-term", "seconded-out", "tupe-out", "moved-out", "dismissal"]
WHY = ["career-break", "secondment", "unpaid-leave", "other"]


@st.composite
def days(draw, first, last):
    """A day from one to another: the first or last of a month as often as one inside it."""
    months = (last.year - first.year) * 12 + last.month - first.month
    month = months_on(first.replace(day=1), draw(st.integers(0, months)))
    number = draw(st.sampled_from([1, 1, 2, 15, 16, 28, 31]))
    found = months_on(month.replace(day=1), 1) - timedelta(days=1) if number == 31 else month.replace(day=number)
    return min(max(found, first), last)


@st.composite
def facts(draw, made, known):
    """Some of the facts, in the scenario as drawn so far."""
    span = known["first"] + timedelta(days=1), date(known["last"] + 1, 3, 30)
    draw(of_people(made, span, known))
    held = known["first"].year >= 2020 and known["last"] <= 2025  # the years of the Soulbury table
    if held and "own_spine" not in made["pay"] and draw(st.integers(1, 3)) == 1:
        draw(structures(made))
    draw(of_posts(made, span))
    if draw(st.integers(1, 4)) == 1:
        made["pay"] |= draw(pay_days(known))
    if draw(st.integers(1, 4)) == 1:
        draw(phases(made, known))
    if draw(st.integers(1, 3)) == 1:
        draw(pension_schemes(made, known))
    if known["scheme"] and draw(st.integers(1, 3)) > 1:
        draw(pay_years(made, known))


@st.composite
def of_people(draw, made, span, known):
    """Spells, letters and what a person is paid on top of pay."""
    held = [(post, one) for post in made["present"] for one in post.get("holders", ()) if one["ref"] != "both"]
    for post, one in held:
        if draw(st.integers(1, 3)) == 1:
            draw(in_time(post, one, span, known))
        draw(on_top(one, span))
    people = {one["ref"]: one for post in made["present"] for one in post.get("holders", ())}
    for one in people.values():
        if draw(st.integers(1, 4)) == 1:
            one["ni_letters"] = draw(letters(span))


@st.composite
def of_posts(draw, made, span):
    """What a post pays on top of pay, its supplement, and what of it is held vacant."""
    for post in (*made["present"], *made["proposed"]):
        draw(on_top(post, span))
        if draw(st.integers(1, 5)) == 1:
            post["market_supplement"] = {
                "amount": draw(st.sampled_from([600, 2500])),
                "until": draw(days(*span)).isoformat(),
                **SOURCE,
            }
        if "filled_on" not in post and draw(st.integers(1, 4)) == 1:
            post["held_vacant"] = [draw(held_vacant(span))]
            if "fate" in post and not post.get("holders") and not post.get("vacant"):
                post["held_vacant"][0]["fte"] = 0.3


@st.composite
def in_time(draw, post, one, span, known):
    """A holder who joins, leaves, changes hours or is away, some of them more than one of these."""
    kinds = draw(st.sets(st.sampled_from(["joins", "leaves", "hours", "away"]), min_size=1, max_size=2))
    first, last = span
    if "joins" in kinds and not one.get("moves"):
        first = draw(days(first, last - timedelta(days=90)))
        one |= {"from": first.isoformat(), "begun": draw(st.sampled_from(BEGUN))}
        waits = known["increments"] in ("anniversary", "april_or_october")
        if one.get("started", "") > one["from"] or (draw(st.booleans()) and not waits):
            one.pop("started", None)
    if "leaves" in kinds and not one.get("moves"):
        last = draw(days(first + timedelta(days=1), last))
        one |= {"to": last.isoformat(), "ended": draw(st.sampled_from(ENDED))}
        if last < span[1] - timedelta(days=60) and draw(st.booleans()):
            follows = last + timedelta(days=draw(st.sampled_from([1, 1, 40])))
            post["holders"].append({"ref": one["ref"] + "-next", "point": one["point"], "from": follows.isoformat(),
                                    **{key: one[key] for key in ("fte", "service_years", "started") if key in one}})  # fmt: skip
    inside = [on for on in sorted({draw(days(first, last)) for _ in range(3)}) if first < on < last]
    if "hours" in kinds and inside:
        one["working_time"] = [draw(working_time(one, on, known)) for on in inside[: draw(st.integers(1, 2))]]
    if "away" in kinds and len(inside) > 1:
        one["away"] = [{"from": inside[0].isoformat(), "to": inside[-1].isoformat(), "why": draw(st.sampled_from(WHY))}]


@st.composite
def on_top(draw, owner, span):
    """Some of the allowances of a post or a person otherwise than as drawn."""
    for one in owner.get("allowances", ()):
        if draw(st.booleans()):
            draw(in_time_on_top(one, span))


@st.composite
def in_time_on_top(draw, one, span):
    """An allowance of another kind, with days, or with no National Insurance."""
    start, stop = sorted([draw(days(*span)), draw(days(*span))])
    kind = draw(st.sampled_from(["as it is", "pro_rata", "sum", "a_week", "rate"]))
    if kind != "as it is":
        for key in ("amount", "percent"):
            one.pop(key, None)
    if kind == "pro_rata":
        one |= {"amount": 1800, "pro_rata": True}
    if kind == "sum":
        one |= {"sum": 1500, "from": start.isoformat(), "to": stop.isoformat()}
    if kind in ("a_week", "rate"):
        one |= {"a_week": draw(st.sampled_from([1.5, 4])), "multiplier": draw(st.sampled_from([1, 1.5]))}
        one |= {"rate": 41} if kind == "rate" else {}
    if draw(st.booleans()):
        one["from"] = start.isoformat()
    if draw(st.booleans()):
        one["to"] = stop.isoformat()
    if draw(st.integers(1, 3)) == 1:
        one["liable_to_ni"] = False


@st.composite
def structures(draw, made):
    """Posts of the first row, the post that they become, or both, on the Soulbury spine: always with its own hours."""
    found = [
        post for post in made["present"] if not any("moves" in one or "fte" in one for one in post.get("holders", ()))
    ]
    if not found:
        return
    made["pay_structures"] = [{"name": "Soulbury", "spine": "soulbury_eip", "full_time_hours": 36, **SOURCE}]
    if draw(st.booleans()):
        made["pay_structures"][0]["increments"] = "september"
    old = found[0]
    new = next((post for post in made["proposed"] if post["id"] == old.get("to")), None)
    both = draw(st.sampled_from(["old", "new", "both", "both"])) if new else "old"
    bottom = draw(st.integers(1, 12))
    if both != "new":
        old |= {"pay_structure": "Soulbury", "grade": f"{bottom}-{bottom + 3}"}
        for one in old.get("holders", ()):
            one["point"] = bottom + draw(st.integers(0, 3))
    if both != "old":
        new |= {"pay_structure": "Soulbury", "grade": f"{max(1, bottom - 2)}-{bottom + 2}"}


@st.composite
def working_time(draw, one, on, known):
    change = {"from": on.isoformat(), **REASON}
    kinds = draw(st.sets(st.sampled_from(["fte", "hours", "scheme", "weeks"]), min_size=1, max_size=2))
    share = one.get("fte", 1.0) * draw(st.sampled_from([0.4, 0.6, 1.0]))
    if "fte" in kinds:
        change["fte"] = round(share, 4)
    elif "hours" in kinds:
        change["hours"] = round(share * 37, 2)
    if "scheme" in kinds or len(change) == 2:
        change["lgps_member"] = not one.get("lgps_member", True)
    if "weeks" in kinds and known["scheme"]:
        change["weeks"] = draw(st.sampled_from([38, 39, 41]))
    return change


@st.composite
def letters(draw, span):
    """One letter or two, one after the other; reliefs only in years that have them, a veteran's for twelve months."""
    year = span[0].year
    known = "AC" + "MZ" * (year >= 2016) + "H" * (year >= 2017) + "V" * (year >= 2022)
    on, letter = draw(days(*span)), draw(st.sampled_from(known))
    found = [{"letter": letter, "to": on.isoformat(), "why": "Drawn by hypothesis."}]
    if letter == "V":
        found[0]["from"] = (months_on(on, -12) + timedelta(days=1)).isoformat()
    if draw(st.booleans()):
        after = (on + timedelta(days=1)).isoformat()
        found.append({"letter": draw(st.sampled_from("AC")), "from": after, "why": "Drawn by hypothesis."})
    return found


@st.composite
def held_vacant(draw, span):
    found = {**REASON}
    start, stop = sorted([draw(days(*span)), draw(days(*span))])
    if draw(st.booleans()):
        found["from"] = start.isoformat()
    if draw(st.booleans()):
        found["to"] = stop.isoformat()
    if draw(st.integers(1, 3)) == 1:
        found["fte"] = 0.3
    if draw(st.booleans()):
        found["cover_a_month"] = draw(st.sampled_from([2500, 3333]))
    return found


@st.composite
def pay_days(draw, known):
    """A payroll by the week, or every four weeks: thresholds of four weeks are in the tables from 6 April 2019."""
    frequency = draw(st.sampled_from(["four-weekly", "weekly"])) if known["first"].year >= 2020 else "weekly"
    on = date(known["first"].year, 4, 1) + timedelta(days=draw(st.integers(0, 27)))
    return {"frequency": frequency, "pay_day": on.isoformat()}


@st.composite
def phases(draw, made, known):
    """Two phases, and each pair of posts in one of them, or the new post in the second and the old in the first."""
    later = months_on(known["change"], draw(st.sampled_from([1, 3, 6])))
    if later >= date(known["last"] + 1, 3, 1):
        return
    made["phases"] = [
        {"id": "first", "title": "Managers"},
        {"id": "second", "title": "Teams", "from": later.isoformat()},
    ]
    for post in made["present"]:
        post["phase"] = draw(st.sampled_from(["first", "second"]))
        for new in made["proposed"]:
            if new["id"] == post.get("to"):
                new["phase"] = post["phase"]


def own_table(made, known, draw):
    """The held spine of the first year under another name, and awards for the years that follow."""
    first, last = known["first"], known["last"]
    made["pay"]["spine"] = "invented"
    spine = known["spine"]
    made["pay"]["own_spine"] = [
        {"spine": "invented", "point": int(point), "value": amount, "effective_from": first.isoformat(),
         "effective_to": date(first.year + 1, 3, 31).isoformat(), "status": "assumed", **SOURCE}
        for (name, point), found in rows("spines").items() if name == spine
        for start, stop, amount in found if start <= first <= stop
    ]  # fmt: skip
    starts = [date(first.year + 1, 4, 1)] if last > first.year else []
    if starts and draw(st.booleans()):
        starts.append(months_on(starts[0], draw(st.sampled_from([3, 5, 12]))))
    starts = [on for on in starts if on.year < last + 1 or on.month < 4]
    made["pay"]["awards"] = []
    for number, on in enumerate(starts):
        until = starts[number + 1] - timedelta(days=1) if number + 1 < len(starts) else date(last + 1, 3, 31)
        rise = draw(
            st.sampled_from(
                [
                    {"percent": "3.3%"},
                    {"flat": 1290},
                    {"by_point": [{"to_point": 20, "flat": 1925}, {"percent": "3.88%"}]},
                ]
            )
        )
        standing = draw(st.sampled_from(["assumed", "announced", "offered", "settled"]))
        made["pay"]["awards"].append(
            {"from": on.isoformat(), "to": until.isoformat(), **rise, "standing": standing, **REASON}
        )


# ruff: noqa: E501
