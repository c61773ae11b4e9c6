"""Readers of the worked tables on what is handed over: rounding, named quantities, files, disclosure, control, twin."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from model.base.money import half_up
from model.budget.funds import by_fund
from model.buy_back.pricing import charges
from model.control.sign_off import control_state
from model.disclosure.differencing import Figure, count
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_input import suppress
from model.disclosure.seats_at_points import point_costs, seats
from model.report.rounding import with_rounding
from model.report.table import Sums, Table
from model.report.tables.public import salary_brackets
from model.schema.extract.opening import open_extract
from model.schema.extract.posts import posts_of
from model.schema.lists.people import is_not_said, is_vacant
from model.schema.reading.excel_cells import ExcelCell, Refused
from tests.conftest import RESOLVED, small
from tests.docs.worked import RATES, amount, costed, numbers, reader
from tests.docs.worked_change import case
from tests.schema.test_price_lists import listed, price_list


@reader("rounding")
def _rounding(row):
    first, second = (number for number, _ in numbers(row["figures"].split(",")[0]))
    whole = amount(row["result"])
    if "total" in row["case"]:
        frame, money = {"Post": ["A", "B", "Total"], "Cost": [first, second, first + second]}, ("Cost",)
        note = with_rounding(Table("any", "A table", pd.DataFrame(frame), money=money, total_row=True)).note
        parts, total = (
            int(pounds) for pounds in re.search(r"add up to £(\d+), and the total is £(\d+)", note).groups()
        )
        miss = total - parts
    else:
        frame = {"Element": ["Pay", "Levy"], "Present": [first, 3.0], "Proposed": [second, 7.0]}
        frame["Change"] = [second - first, 4.0]
        money, sums = ("Present", "Proposed", "Change"), Sums({"Change": ("Proposed", "-Present")})
        table = Table("cost_by_element", "A table", pd.DataFrame(frame), money=money, sums=sums)
        pounds, more = re.search(r"“Change” is £(\d+) (more|less) than", with_rounding(table).note).groups()
        miss = int(pounds) * (1 if more == "more" else -1)
    return {"printed": float(half_up(whole, 1)), "miss": miss}


@reader("named quantities")
def _named_quantities(row):
    key = {
        "budget effect, full year": "full_year_effect",
        "budget effect in 2010/11": "in_year_effect",
        "budget effect in 2011/12": "following_effect",
        "budget of vacant posts deleted": "vacant_budget",
        "cash effect, full year": "cash_effect",
    }[row["quantity"]]
    return {"Barnet, top of grade": case("barnet-schools-ict").quantities[key].amount}


@reader("what matters most")
def _what_matters_most(row):
    name = "barnet-schools-ict-as-published" if row["Barnet"] == "as published" else "barnet-schools-ict"
    matter = case(name).matters_most
    return {"what matters most": matter.what, "it moves the effect by": matter.moves}


@reader("cell format")
def _cell_format(row):
    try:
        return {"read as": ExcelCell(amount(row["stored"]), row["cell format"].strip("`")).read("text")}
    except Refused:
        return {"read as": "refused"}


@reader("vacancy")
def _vacancy(row):
    cell = "" if row["the cell"] == "nothing" else row["the cell"].strip("`")
    return {"the post": "vacant" if is_vacant(cell) else "asked" if is_not_said(cell) else "held"}


@reader("extract posts")
def _extract_posts(row):
    stated, head = row["FTE of the whole post"], "Post number,Job title,Grade,FTE,Payroll number,Post FTE"
    stated = "" if stated == "not stated" else stated
    lines = [
        f"P1,Clerk,5-6,{fte.removeprefix('vacant ')},{'' if 'vacant' in fte else number},{stated}"
        for number, fte in enumerate(row["FTE of the rows"].split(", "), start=1)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pay.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        posts = posts_of(open_extract(path), 37, date(2025, 4, 1))
    held = sum(float(holder["fte"]) for holder in posts.holders)
    entries = [f"{post['number']} of {post['fte']:g}" for post in posts.present]
    all_fte = sum(post["number"] * post["fte"] for post in posts.present)
    return {"posts": ", ".join(entries), "vacant FTE": all_fte - held}


@cache
def _public_barnet():
    return public_assessment(case("barnet-schools-ict").scenario, RATES)


@reader("public steps")
def _public_steps(row):
    side = row["Barnet, top of grade, £"]
    key = {"present": "present_cost", "proposed": "proposed_cost", "change": "full_year_effect"}[side]
    exact, public = case("barnet-schools-ict").quantities, _public_barnet().quantities
    return {"unrounded": exact[key].amount, "shown": float(public[key].amount)}


@reader("small numbers")
def _small_numbers(row):
    kept = suppress([int(number) for number, _ in numbers(row["counts"])])
    shown = ["c" if number is None else str(number) for number in (*kept.counts, kept.total)]
    return {"shown": ", ".join(shown[:-1]), "total": shown[-1]}


@reader("salary brackets")
def _salary_brackets(row):
    days = {"effective_from": "2024-04-01", "effective_to": "2027-03-31", "status": "assumed", "source": "Invented."}
    spine = [
        {"spine": "invented", "point": str(point), "value": pay, **days} for point, pay in ((1, 56_000), (2, 67_500))
    ]
    pay = {"spine": "invented", "area": "anywhere", "full_time_hours": 37, "own_spine": spine}
    made = small({"grade": 1, "number": 6}, {"grade": 1, "number": 6}, pay=pay)
    made["present"].append(made["present"][0] | {"id": "dearer", "title": "Dearer", "grade": 2, "to": "then"})
    made["proposed"].append(made["proposed"][0] | {"id": "then", "title": "Dearer", "grade": 2})
    frame = salary_brackets(public_assessment(costed(made).scenario, RATES)).frame
    counted = dict(zip(frame.iloc[:, 0], frame["Present posts"], strict=True))
    return {"posts": counted[next(iter(row.values()))]}


@cache
def _seats_of_barnet():
    public = public_assessment(case("barnet-schools-ict-actual").scenario, RATES)
    return seats(public.unrounded, point_costs(public.unrounded))


@reader("assignments")
def _assignments(row):
    if row["Barnet"] == "all assignments":
        return {"assignments": count(_seats_of_barnet(), Figure("change", "the change", 14_270, step=10)).of}
    printed = amount(row["Barnet"])
    key = {14_270: "change", 444_090: "present_cost", 458_360: "proposed_cost"}[printed]
    return {"assignments": count(_seats_of_barnet(), Figure(key, key, printed, step=10)).fit}


@reader("before Finance")
def _before_finance(row):
    state = control_state(RESOLVED, case("barnet-schools-ict"), with_log=False)
    [finding] = [check.finding for check in state.checks if check.key == "before_finance"]
    early = {
        number: (day, days)
        for number, day, days in re.findall(r"Row (\d+) \(.*?\) is dated (.+?), (\d+) days", finding)
    }
    day, days = early[row["row"].split()[0]]
    return {"date": day, "days": days}


@reader("charge in the twin")
def _charge_in_the_twin(row):
    packages = [
        {"id": "remote", "flat": amount(next(iter(row.values()))), "per_pupil": 1.58},
        {"id": "visits", "bands": [{"to_pupils": None, "price": 297.25}]},
    ]
    prices = price_list(*packages, discounts=[{"packages": 2, "percent": "5%"}])
    return {"a year's charge, less 5%": charges(prices, listed({"packages": "remote; visits"})).total[0] / 100}


@reader("funds in the twin")
def _funds_in_the_twin(row):
    shares = [{"fund": "Schools", "share": "60%"}, {"fund": "the council", "share": "40%"}]
    bears = {one.name: one.do_nothing for one in by_fund(costed(small({"funds": shares})), "top")}
    return {"£": bears[row["fund"].rpartition(" ")[0]]}
