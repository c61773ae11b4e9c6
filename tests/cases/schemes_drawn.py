"""Pension schemes and years of term-time pay that hypothesis adds to a drawn scenario."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.cases.second_calculator.days import months_on

SOURCE = {"source": "Drawn by hypothesis."}
REASON = {"reason": "Drawn by hypothesis."}
TEACHERS_FROM = 2014
"""The first financial year whose Teachers' rates the workbook has."""
OF_THE_LGPS = [
    {"rate": "17.4%"},
    {"primary": "18.2%"},
    {"primary": "19.5%", "secondary": "2.5%"},
    {"primary": "21%", "secondary": "-3.1%", "secondary_lump_sum": 1_250_000},
]
OTHERS = [{"rate": "9%"}, {"rate": "21.3%", "administration_levy": "0.3%"}]


@st.composite
def stated_rates(draw, start, stop, lgps=True):
    """Rates of all days, in one run or in two that may meet within a month; a levy or, of the LGPS, two parts."""
    ends = [stop]
    if draw(st.booleans()):
        ends.insert(0, months_on(start, draw(st.integers(1, 10))) + timedelta(days=draw(st.sampled_from([-1, 14]))))
    runs = []
    for end in ends:
        rate = draw(st.sampled_from(OF_THE_LGPS if lgps else OTHERS))
        runs.append({"from": start.isoformat(), "to": end.isoformat(), **rate, **REASON, **SOURCE})
        start = end + timedelta(days=1)
    return runs


@st.composite
def pension_schemes(draw, made, known):
    """Three schemes besides the LGPS of the on-costs; a post, a holder or a later day has one of them, or the LGPS."""
    start, stop = known["first"], date(known["last"] + 1, 3, 31)
    found = [
        {"name": "Another fund", "kind": "lgps", "rates": draw(stated_rates(start, stop))},
        {"name": "Own", "kind": "own", "rates": draw(stated_rates(start, stop, lgps=False))},
        {"name": "Teachers", "kind": "teachers"},
    ]
    if start.year < TEACHERS_FROM or draw(st.booleans()):
        found[2]["rates"] = draw(stated_rates(start, stop, lgps=False))
    if start.year == known["last"] == 2024:
        found.append({"name": "NHS", "kind": "nhs"})
    made["pension_schemes"] = found
    made["on_costs"]["lgps"] = draw(stated_rates(start, stop))
    names = [one["name"] for one in found]
    for post in (*made["present"], *made["proposed"]):
        if draw(st.booleans()):
            post["pension_scheme"] = draw(st.sampled_from(names))
        for one in post.get("holders", ()):
            if draw(st.integers(1, 4)) == 1:
                one["pension_scheme"] = draw(st.sampled_from([*names, "LGPS"]))
            for change in one.get("working_time", ()):
                if draw(st.booleans()):
                    change["pension_scheme"] = draw(st.sampled_from([*names, "LGPS"]))


@st.composite
def pay_years(draw, made, known):
    """Term-time pay years that cover every day, some with terms, and weeks worked for some who leave or stay."""
    month = draw(st.sampled_from([4, 8, 9, 9]))
    years = []
    for year in range(known["first"].year - 1, known["last"] + 1):
        opens = date(year, month, 1)
        years.append({"from": opens.isoformat()})
        if draw(st.integers(1, 4)) > 1:
            first = opens + timedelta(days=draw(st.integers(0, 9)))
            years[-1]["terms"] = [
                {"from": on.isoformat(), "to": (on + timedelta(days=length)).isoformat()}
                for on, length in ((first, 101), (first + timedelta(days=123), 88), (first + timedelta(days=230), 96))
            ]
    made["term_time"]["pay_years"] = years
    for post in made["present"]:
        for one in post.get("holders", ()):
            days = {one["to"]} if "to" in one else set()
            closes = date(known["last"], month, 1) - timedelta(days=1)
            days |= {closes.isoformat()} if one.get("from", "") > f"{known['last'] - 1}-{month:02}-01" else set()
            days = {on for on in days if one.get("from", "") <= on <= one.get("to", "9999")}
            if days and ("weeks" in one or "weeks" in post) and draw(st.integers(1, 4)) > 1:
                weeks = draw(st.sampled_from([0, 7.5, 14, 30]))
                one["weeks_worked"] = [{"to": on, "weeks": weeks} for on in sorted(days)]
