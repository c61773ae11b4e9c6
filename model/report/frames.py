"""Tidy pandas frames of every stage of a costing: made from the arrays at the end, and never used to cost.

Column names are in snake case. Money is £, unrounded. ``rate_status`` is the worst status of the rates that an
amount rests on (published, derived, recalled, assumed).
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from model.assessment.assess import Assessment
from model.base.check import Check
from model.base.dated import ONE_DAY
from model.base.financial_year import FinancialYear
from model.budget.funds import by_fund
from model.buy_back.income import income
from model.buy_back.price_rounding import listed_prices
from model.buy_back.service import PENCE
from model.cost.costed import EFFECTS, TIMELINES, CostedScenario
from model.cost.costing import Costs
from model.cost.elements import LABELS
from model.explain.drivers import DRIVERS, drivers
from model.explain.seats import why
from model.people.appointments import Appointment
from model.rates.tables import Rate, RateStatus
from model.schema.sections.prices import PriceList

STATUS = np.array([status.label for status in RateStatus])


def posts(costed: CostedScenario, basis: str) -> pd.DataFrame:
    """One row for each post: what it costs in a full year at the rates of the year of change.

    Columns: structure (present or proposed), post (its id), title, post_number, cost_centre, grade, lowest and highest
    (SCPs of the grade; None where pay is all-in), number (how many alike), fte (of each), fate (what happens to a
    present post), to (ids of the posts that it leads to), filled_by (how a proposed post is filled), and cost (£ a
    year with on-costs on ``basis``, for all ``number`` posts together).
    """
    column = costed.years.index(costed.year_of_change)
    rows = []
    for structure, timeline in (("present", "do_nothing"), ("proposed", "proposed")):
        costs = costed.amounts(timeline, basis)[:, column]
        rows_of = costed.plans[timeline].rows_of
        for post in getattr(costed.scenario, structure):
            points = costed.book.ranges[costed.book.number_of(structure, post.grade, post.pay_structure)]
            rows.append(
                {
                    "structure": structure,
                    "post": post.id,
                    **{name: getattr(post, name) for name in ("title", "post_number", "cost_centre", "grade")},
                    "lowest": None if post.all_in else points.bottom,
                    "highest": None if post.all_in else points.extended_top,
                    "number": post.number,
                    "fte": post.fte,
                    "fate": getattr(post, "fate", None),
                    "to": ", ".join(getattr(post, "to", None) or ()),
                    "filled_by": getattr(post, "filled_by", None),
                    "cost": float(costs[rows_of.get(post.id, [])].sum()),
                }
            )
    return pd.DataFrame(rows)


def appointments(costed: CostedScenario, timeline: str) -> pd.DataFrame:
    """One row for each appointment of a timeline: one post with one holder or vacancy between two days.

    Columns: post, title, grade, structure, holder, vacant, held_vacant (not filled and not paid, except for its cover),
    fte, paid_share (the share of a year's pay, for term-time working), in_lgps, first_day and last_day (both included),
    covered_from and covered_to (the days of temporary cover, both included; NaT for none), cover_a_month (£),
    below_grade. A post held vacant without cover has no row.
    """
    rows = costed.plans[timeline].appointments
    unfilled = [row.last_day < row.first_day for row in rows]  # what is held vacant is covered and never held
    covers = [
        (row.covered_from, min(row.first_day - ONE_DAY, row.last_day)) if row.covered_from else (None, None)
        for row in rows
    ]
    first_days = [
        first if held else row.first_day for row, (first, _), held in zip(rows, covers, unfilled, strict=True)
    ]
    return pd.DataFrame(
        {
            **_who(rows),
            "vacant": [len(row.holder) > 1 for row in rows],
            "held_vacant": unfilled,
            "paid_share": [row.paid_share for row in rows],
            "in_lgps": [row.in_lgps for row in rows],
            "first_day": pd.to_datetime(first_days),
            "last_day": pd.to_datetime([row.last_day for row in rows]),
            "covered_from": pd.to_datetime([first for first, _ in covers]),
            "covered_to": pd.to_datetime([last for _, last in covers]),
            "cover_a_month": [row.cover_a_month for row in rows],
            "below_grade": [row.below_grade for row in rows],
        }
    )


def _who(held: Sequence[Appointment]) -> dict[str, np.ndarray]:
    """The columns that identify each appointment: an array for each column's name."""
    columns = {
        name: np.array([getattr(each, name) for each in held]) for name in ("post", "title", "grade", "structure")
    }
    holders = np.array(["/".join(each.holder) for each in held])
    return {**columns, "holder": holders, "fte": np.array([each.fte for each in held])}


def monthly(costs: Costs) -> pd.DataFrame:
    """One row for each appointment and month in which something is paid.

    Columns: post, title, grade, structure, holder, fte, month (its first day), employed (the part of the month), one
    for each element of cost by its key (£), total (£), and rate_status.
    """
    row, month = np.nonzero(costs.total)
    return pd.DataFrame(
        {
            **{name: column[row] for name, column in _who(costs.plan.appointments).items()},
            "month": costs.plan.months.first_days[month],
            "employed": costs.plan.employed[row, month],
            **{key: costs.amounts[key][row, month] for key in LABELS},
            "rate_status": STATUS[costs.statuses["total"][row, month]],
        }
    )


def by_year(costed: CostedScenario, basis: str) -> pd.DataFrame:
    """One row for each timeline or effect, year and element of cost; the element ``total`` is their sum.

    Columns: structure (do_nothing, proposal, proposed, part_year_effect, full_year_effect), year, element, amount (£
    in the year, costs positive, savings negative), rate_status.
    """
    return pd.DataFrame(
        {
            "structure": structure,
            "year": str(year),
            "element": element,
            "amount": costed.amount(structure, basis, year, element),
            "rate_status": costed.status(structure, basis, year, element).label,
        }
        for structure in (*TIMELINES, *EFFECTS)
        for year in costed.years
        for element in LABELS
    )


def of_funds(costed: CostedScenario, basis: str) -> pd.DataFrame:
    """One row for each year and fund that pays.

    Columns: year, fund (``(not stated)`` where a post names none), do_nothing and proposal (£ in the year with
    on-costs), effect (proposal less do_nothing).
    """
    rows = [(str(cost.year), cost.name, cost.do_nothing, cost.proposal, cost.effect) for cost in by_fund(costed, basis)]
    return pd.DataFrame(rows, columns=["year", "fund", "do_nothing", "proposal", "effect"])


def customers(costed: CostedScenario) -> pd.DataFrame:
    """One row for each agreement of a customer; none where customers are not listed.

    Columns: reference, phase, pupils, maintained, first_day, last_day, renews (the probability, from 0 to 1), a column
    named after each package's id (units taken), and one for each year shown, such as ``income 2010/11`` (£ net of VAT).
    """
    listed = costed.scenario.customers.agreements if costed.scenario.customers else None
    if listed is None:
        return pd.DataFrame(columns=["reference", "phase", "pupils", "maintained", "first_day", "last_day", "renews"])
    names = ("reference", "phase", "pupils", "maintained", "first_day", "last_day", "renews")
    columns = {name: getattr(listed, name) for name in names} | dict(zip(listed.packages, listed.takes, strict=True))
    if costed.scenario.prices:
        earned = income(costed.scenario.prices, listed, costed.book.months).by_year / PENCE
        columns |= {f"income {year}": earned[:, number] for number, year in enumerate(costed.years)}
    return pd.DataFrame(columns)


def prices(price_lists: Iterable[PriceList]) -> pd.DataFrame:
    """One row for each price of a price list.

    Columns: starts (the list's first day), package (its id), price (in words, such as a fee or a sum a pupil), amount
    (£, net of VAT).
    """
    rows = [
        (pd.Timestamp(each.from_), price.package, price.label, price.amount / PENCE)
        for each in price_lists
        for price in listed_prices(each)
        if price.amount or not price.is_minimum
    ]
    return pd.DataFrame(rows, columns=["starts", "package", "price", "amount"])


def results(assessment: Assessment) -> pd.DataFrame:
    """One row for each figure of ``results.json``, rounded to the penny.

    Columns: structure, basis, year, element, amount (£), rate_status.
    """
    return pd.DataFrame(json.loads(assessment.results))


def why_costs_change(costed: CostedScenario, basis: str) -> pd.DataFrame:
    """One row for each present post with the post it leads to, and for each new post: the change in cost, and why.

    Columns: post, change (£ a year with on-costs), why (a sentence). The changes add up to the full-year effect.
    """
    rows = [(seat.post, seat.change, seat.sentence) for seat in why(costed, basis, costed.year_of_change)]
    return pd.DataFrame(rows, columns=["post", "change", "why"])


def by_driver(costed: CostedScenario, basis: str, from_year: FinancialYear, to_year: FinancialYear) -> pd.DataFrame:
    """One row for each driver, in the order of ``DRIVERS``: the change in cost that comes from it.

    Columns: driver (its key), label, meaning, change (£ with on-costs). The changes add up to the
    proposal's cost in ``to_year`` less the present structure's cost in ``from_year``.
    """
    changes = drivers(costed, basis, from_year, to_year)
    rows = [(key, DRIVERS[key].label, DRIVERS[key].meaning, change) for key, change in changes.items()]
    return pd.DataFrame(rows, columns=["driver", "label", "meaning", "change"])


def rates(read: Iterable[Rate]) -> pd.DataFrame:
    """One row for each rate that the figures rest on.

    Columns: table, name, point, effective_from, effective_to, value, unit, status, source.
    """
    columns = ("table", "name", "point", "effective_from", "effective_to", "value", "unit")
    rows = [(*(getattr(rate, column) for column in columns), rate.status.label, rate.source) for rate in read]
    return pd.DataFrame(rows, columns=[*columns, "status", "source"])


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def compared(assessments: Sequence[Assessment], basis: str, baseline: int = 0) -> pd.DataFrame:
    """One row for each figure, on ``basis`` or without a basis, that at least one assessment has.

    Columns: structure, year, element; first, second and so on (£; nil where that assessment has no such figure); and
    the differences from the baseline: one column, ``difference``, for two assessments; otherwise a column for each
    assessment but the baseline, such as ``second less first``.
    """
    keys, names = ["structure", "year", "element"], list(ORDINALS[: len(assessments)])
    costs = [frame[frame["basis"].isin([basis, ""])].set_index(keys)["amount"] for frame in map(results, assessments)]
    frame = pd.concat(costs, axis="columns", keys=names).fillna(0.0)
    for name in names:
        if name != names[baseline]:
            column = "difference" if len(names) == 2 else f"{name} less {names[baseline]}"
            frame[column] = frame[name] - frame[names[baseline]]
    return frame.reset_index()


def checks(of: Iterable[Check]) -> pd.DataFrame:
    """One row for each check.

    Columns: key, title, outcome (pass, fail, disclosed), blocks (whether it stops clearance), finding (a sentence).
    """
    columns = ("key", "title", "outcome", "blocks", "finding")
    return pd.DataFrame([[getattr(check, column) for column in columns] for check in of], columns=list(columns))
