"""The traded service on the page: what is missing, the account, leavers, capacity, and the tests of the prices."""

import numpy as np
import pandas as pd

from model.assessment.assess import Assessment
from model.base.financial_year import in_words
from model.base.money import pounds
from model.buy_back.capacity import Days, Delivery
from model.buy_back.leaving import leaving
from model.buy_back.needs import Needs
from model.buy_back.price_tests import FOR_LEGAL
from model.buy_back.take_up_grid import TAKE_UPS
from model.buy_back.traded import OF_INCOME, Traded
from model.report.table import Section, Sums, Table
from model.report.tables.account import account, deferred, expected, full_cost, vat
from model.report.tables.price import break_even, grid, noted

OUTCOMES = {"pass": "Passes", "fail": "Fails, blocks clearance", "disclosed": "Disclosed"}


def answer_tables(assessment: Assessment) -> list[Table]:
    """What other prices would bring in, or what is missing before that can be said; none where nobody buys."""
    made = assessment.traded
    if made is None:
        return []
    wanting = missing(made) if made.priced or made.missing else None
    return [table for table in (wanting, grid(made), break_even(made)) if table is not None]


def trading_tables(assessment: Assessment) -> list[Table]:
    """Every table of the account that can be made; none where no price is stated."""
    made = assessment.traded
    if made is None or not made.priced:
        return []
    found = [
        expected(made),
        full_cost(made),
        account(made),
        late(made),
        leavers(made),
        deferred(made),
        capacity(made),
        vat(made),
        tests(made),
    ]
    return [table for table in found if table is not None]


def missing(made: Traded) -> Table | None:
    """One row an input that is missing before a price can be given, then each part of the account that lacks some."""
    parts = {
        "Expected income": made.expected_new,
        "Trading account": made.account_new,
        "Capacity": made.delivered,
        "Late decisions": made.late,
    }
    rows = [{"What is not known": each, "What it is for": "A price"} for each in made.missing]
    seen = set(made.missing)
    for part, found in parts.items() if made.priced else ():
        for each in found.missing if isinstance(found, Needs) else ():
            if each not in seen:
                rows.append({"What is not known": each, "What it is for": part})
                seen.add(each)
    if not rows:
        return None
    for row in rows:
        row["What is not known"] = row["What is not known"][:1].upper() + row["What is not known"][1:]
    return Table(
        "price_missing",
        "What is missing before a price can be given" if made.missing else "What the account does not state",
        pd.DataFrame(rows),
        note="No price is given: nothing is guessed in the place of what is missing." if made.missing else "",
        section=Section.PRICES,
    )


def late(made: Traded) -> Table | None:
    """One row a year: what is carried from April until schools decide."""
    if isinstance(made.late, Needs):
        return None
    rows = [
        {
            "Year": str(one.year),
            "Decided by": in_words(one.by),
            "Income not decided on 1 April": one.income_undecided,
            "Pay to that day": one.pay_to_date,
            "Cost at risk": one.cost_at_risk,
        }
        for one in made.late
    ]
    stated = made.trading.late_decisions
    return Table(
        "late_decisions",
        "Late decisions: what is carried until schools say whether they buy, £",
        pd.DataFrame(rows),
        money=("Income not decided on 1 April", "Pay to that day", "Cost at risk"),
        note=noted(made, f"{stated.undecided:.0%} of income is not decided on 1 April. {stated.source}"),
        section=Section.ACCOUNT,
    )


def leavers(made: Traded) -> Table | None:
    """One row a number of leavers on the day of the new prices: income lost, cost avoided and stranded."""
    average = made.average_after or (None if isinstance(made.income_now, Needs) else made.income_now / made.customers)
    if average is None:
        return None
    rows = []
    for share in TAKE_UPS[1:]:
        number = round(made.customers * (1 - share), 9)
        found = leaving(made.costed, made.basis, number, made.new_prices_from, average)
        column = made.costed.years.index(made.year_after) if not isinstance(made.year_after, Needs) else -1
        rows.append(
            {
                "Leavers": f"{number:g} ({1 - share:.0%})",
                "Income lost a year": found.long_run_lost,
                "Cost avoided in the end": found.long_run_avoided,
                "Stranded in the first year": float(found.stranded_by_year[column]),
                "Stranded a year in the end": found.long_run_stranded,
            }
        )
    return Table(
        "stranded",
        f"If customers leave on {in_words(made.new_prices_from)}: what is lost, avoided and stranded, £",
        pd.DataFrame(rows),
        money=tuple(rows[0])[1:],
        note=noted(
            made,
            f"Leavers are average customers at {pounds(average)} a year.",
            *[
                f"{one.what}: a step for every {one.for_every:g} leavers, after "
                f"{one.after_months} month{'' if one.after_months == 1 else 's'}."
                for one in made.avoidable
            ],
            "" if made.avoidable else "No cost is stated as avoidable, so none is avoided.",
        ),
        section=Section.ACCOUNT,
        sums=Sums({"Stranded a year in the end": ("Income lost a year", "-Cost avoided in the end")}),
    )


def capacity(made: Traded) -> Table | None:
    """One row a post's days delivered and a package's days sold, then what is spare; a column a year."""
    found = made.delivered
    if not isinstance(found, Delivery):
        return None

    def rows(kind: str, each: tuple[Days, ...]) -> list[dict[str, object]]:
        return [{"Days": kind, "Of": one.title, **_days(made, one.days)} for one in each if np.any(one.days > 0)]

    sums = {"Deliverable": found.deliverable, "Sold": found.sold, "Spare": found.spare}
    frame = pd.DataFrame(
        [
            *rows("Delivered by", found.by_post),
            *rows("Sold in", found.by_package),
            *({"Days": name, "Of": "Total", **_days(made, each)} for name, each in sums.items()),
        ]
    )
    return Table(
        "capacity",
        "Days that the team can deliver against days sold",
        frame,
        total_row=True,
        note=noted(
            made,
            f"A full-time post of the whole year delivers {found.days_each:,.1f} days. "
            "Agreements are taken to run on unless it is known that they do not.",
        ),
        section=Section.ACCOUNT,
        sums=Sums(levels={"Deliverable": ("Delivered by",), "Sold": ("Sold in",)}),
    )


def _days(made: Traded, days: np.ndarray) -> dict[str, float]:
    return {str(year): round(float(each), 1) + 0.0 for year, each in zip(made.costed.years, days, strict=True)}


def tests(made: Traded) -> Table | None:
    """One row a test of the prices; the two rules of law are for Legal to decide."""
    rows = [
        {
            "Test": one.title,
            "Outcome": "For Legal to decide" if one.key in OF_INCOME else OUTCOMES[one.outcome],
            "Finding": one.finding.removesuffix(f" {FOR_LEGAL}"),
        }
        for one in made.tests
    ]
    return (
        Table(
            "price_tests",
            "Tests of the prices",
            pd.DataFrame(rows),
            section=Section.ACCOUNT,
        )
        if rows
        else None
    )
