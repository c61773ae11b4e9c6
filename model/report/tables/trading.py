"""The traded service on the page: what is missing, the account, leavers, capacity, and the tests of the prices."""

import numpy as np
import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.buy_back.capacity import Delivery
from model.buy_back.leaving import leaving
from model.buy_back.needs import Needs
from model.buy_back.price_story import needed_for
from model.buy_back.price_tests import FOR_LEGAL
from model.buy_back.take_up_grid import TAKE_UPS
from model.buy_back.traded import Traded
from model.report.table import Section, Sums, Table
from model.report.tables.account import account, deferred, expected, full_cost, owed, treatments, vat
from model.report.tables.price import break_even, grid, noted

OUTCOMES = {"pass": "Passes", "fail": "Fails, blocks clearance", "disclosed": "Disclosed"}


def answer_tables(assessment: Assessment) -> list[Table]:
    """Tables of what other prices would bring in, or of what is missing to work it out; empty where nobody buys."""
    traded = assessment.traded
    if traded is None:
        return []
    wanting = missing(traded) if traded.priced or traded.missing else None
    return [*filter(None, (wanting, grid(traded), break_even(traded)))]


def trading_tables(assessment: Assessment) -> list[Table]:
    """Every table of the account that can be made; empty where no price is stated."""
    traded = assessment.traded
    if traded is None or not traded.priced:
        return []
    parts = (expected, full_cost, account, late, leavers, deferred, owed, capacity, vat, treatments, tests)
    return [*filter(None, (part(traded) for part in parts))]


def missing(made: Traded) -> Table | None:
    """One row for each input that is missing for a price or a part of the account; None where nothing is missing."""
    rows = [
        {"What is not known": lacking[:1].upper() + lacking[1:], "What it is for": part}
        for lacking, part in needed_for(made).items()
    ]
    if not rows:
        return None
    return Table(
        "price_missing",
        "What is missing before a price can be given" if made.missing else "What the account does not state",
        pd.DataFrame(rows),
        note="No price is given, because the workbook does not guess what is missing." if made.missing else "",
        section=Section.PRICES,
        only_in_workbook=not made.missing,  # a sentence says it
    )


def late(made: Traded) -> Table | None:
    """One row for each year: the cost at risk from April until schools decide; None where it can't be worked out."""
    if isinstance(made.late, Needs):
        return None
    rows = [
        {
            "Year": str(year.year),
            "Decided by": in_words(year.by),
            "Income not decided on 1 April": year.income_undecided,
            "Pay to that day": year.pay_to_date,
            "Cost at risk": year.cost_at_risk,
        }
        for year in made.late
    ]
    decided = stated(stated(made.trading, "trading").late_decisions, "late_decisions")
    return Table(
        "late_decisions",
        "Late decisions: the cost at risk until schools say whether they buy, £",
        pd.DataFrame(rows),
        money=("Income not decided on 1 April", "Pay to that day", "Cost at risk"),
        note=noted(made, f"{decided.undecided:.0%} of income is not decided on 1 April. Source: {decided.source}"),
        section=Section.ACCOUNT,
    )


def leavers(made: Traded) -> Table | None:
    """One row for each number of leavers on the day of the new prices: income lost, cost avoided and stranded."""
    average = made.average_after or (None if isinstance(made.income_now, Needs) else made.income_now / made.customers)
    if average is None:
        return None
    rows = []
    for share in TAKE_UPS[1:]:
        number = round(made.customers * (1 - share), 9)
        costs = leaving(made.costed, made.basis, number, made.new_prices_from, average)
        column = made.costed.years.index(made.year_after) if not isinstance(made.year_after, Needs) else -1
        rows.append(
            {
                "Leavers": f"{number:g} ({1 - share:.0%})",
                "Income lost a year": costs.long_run_lost,
                "Cost avoided in the end": costs.long_run_avoided,
                "Stranded in the first year": float(costs.stranded_by_year[column]),
                "Stranded a year in the end": costs.long_run_stranded,
            }
        )
    return Table(
        "stranded",
        f"If customers leave on {in_words(made.new_prices_from)}: what is lost, avoided and stranded, £",
        pd.DataFrame(rows),
        money=tuple(rows[0])[1:],
        note=noted(
            made,
            f"Leavers are average customers at {pounds(average)} a year. “Stranded” is income lost less cost avoided.",
            *[
                f"{cost.what}: one step of this cost is avoided for every {cost.for_every:g} leavers, after "
                f"{cost.after_months} month{'' if cost.after_months == 1 else 's'}."
                for cost in made.avoidable
            ],
            "" if made.avoidable else "No cost is stated as avoidable, so none is avoided.",
        ),
        section=Section.ACCOUNT,
        only_in_workbook=True,
        sums=Sums({"Stranded a year in the end": ("Income lost a year", "-Cost avoided in the end")}),
    )


def capacity(made: Traded) -> Table | None:
    """One row for each post's days delivered and each package's days sold, then the totals; a column a year."""
    delivery = made.delivered
    if not isinstance(delivery, Delivery):
        return None
    parts = [("Delivered by", days) for days in delivery.by_post] + [("Sold in", days) for days in delivery.by_package]
    sums = {"Deliverable": delivery.deliverable, "Sold": delivery.sold, "Spare": delivery.spare}
    rows = [
        *({"Days": kind, "Of": of.title, **_days(made, of.days)} for kind, of in parts if np.any(of.days > 0)),
        *({"Days": name, "Of": "Total", **_days(made, days)} for name, days in sums.items()),
    ]
    return Table(
        "capacity",
        "Days that the team can deliver against days sold",
        pd.DataFrame(rows),
        total_row=True,
        note=noted(
            made,
            f"A full-time post for the whole year delivers {delivery.days_each:,.1f} days. "
            "Agreements are assumed to continue unless they are known to end.",
        ),
        section=Section.ACCOUNT,
        only_in_workbook=True,
        sums=Sums(levels={"Deliverable": ("Delivered by",), "Sold": ("Sold in",)}),
    )


def _days(made: Traded, days: np.ndarray) -> dict[str, float]:
    return {str(year): round(float(number), 1) + 0.0 for year, number in zip(made.costed.years, days, strict=True)}


def tests(made: Traded) -> Table | None:
    """One row for each test of the prices; the two rules of law are for Legal to decide."""
    rows = [
        {
            "Test": test.title,
            "Outcome": "For Legal to decide" if test.finding.endswith(FOR_LEGAL) else OUTCOMES[test.outcome],
            "Finding": test.finding.removesuffix(f" {FOR_LEGAL}"),
        }
        for test in made.tests
    ]
    if not rows:
        return None
    return Table(
        "price_tests",
        "Tests of the prices",
        pd.DataFrame(rows),
        section=Section.ACCOUNT,
        only_in_workbook=True,  # they are among the checks
    )
