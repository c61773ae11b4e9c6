"""Why the price rises, and who pays: by phase, by size, and as an annex customer by customer."""

import pandas as pd

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Group, Rises, by_phase, by_size
from model.report.table import CHANGES, Section, Table, how_parts_meet
from model.report.tables.price import noted

MOST_ROWS = 300
"""How many customers the page prints."""


def who_pays_tables(assessment: Assessment) -> list[Table]:
    """The tables that can be made; none where there are no customers."""
    made = assessment.traded
    return [] if made is None else [*filter(None, [why(made)]), *who_pays(made)]


def why(made: Traded) -> Table | None:
    """One row a cause of the rise for the average customer."""
    if isinstance(made.causes, Needs):
        return None
    money = ("Added to the cost", "For the average customer")
    rows = [
        {"Cause": one.label, "What it is": one.meaning, money[0]: one.cost, money[1]: one.for_each}
        for one in made.causes
    ]
    total = {"Cause": "Total", "What it is": "", **{name: sum(row[name] for row in rows) for name in money}}
    frame = pd.DataFrame([*rows, total])
    return Table(
        "why_price",
        f"Why the average customer who stays must pay {'more' if total[money[1]] >= 0 else 'less'} with the take-up "
        f"expected, {made.costed.year_of_change} without the change to {made.year_after} with it, £ a year",
        frame,
        money=money,
        signed=money,
        total_row=True,
        note=noted(
            made,
            "Taken in this order, each on top of those before it. Cost lines are the same in every year, so they count "
            "in volume alone, which is the expected take-up of that year. The last row is the rise for the average "
            "customer who stays.",
            how_parts_meet(frame, money),
        ),
        section=Section.PRICES,
    )


def who_pays(made: Traded) -> list[Table]:
    """By phase and by size, and as an annex customer by customer."""
    if not isinstance(made.rises, Rises):
        return []
    found = made.rises
    return [
        _groups(made, "who_pays_by_phase", "phase", "Phase", by_phase(found)),
        _groups(made, "who_pays_by_size", "size", "Size", by_size(found)),
        _by_customer(made, found),
    ]


def _groups(made: Traded, key: str, by: str, heading: str, groups: list[Group]) -> Table:
    money = ("Before", "After", "Change", "Largest rise")
    rows = [
        {
            heading: one.label[:1].upper() + one.label[1:],
            "Customers": one.customers,
            "Before": one.before / PENCE,
            "After": one.after / PENCE,
            "Change": (one.after - one.before) / PENCE,
            "Pay more": one.more,
            "Pay less": one.less,
            "Pay the same": one.same,
            "Largest rise": one.largest_rise / PENCE,
        }
        for one in groups
    ]
    summed = ("Customers", "Before", "After", "Change", "Pay more", "Pay less", "Pay the same")
    total = {name: sum(row[name] for row in rows) for name in summed}
    total |= {heading: "Total", "Largest rise": max(row["Largest rise"] for row in rows)}
    frame = pd.DataFrame([*rows, total])
    return Table(
        key,
        f"Who pays, by {by}, £ a year net of VAT",
        frame,
        money=money,
        signed=("Change",),
        total_row=True,
        note=noted(made, "The largest rise is of one customer.", how_parts_meet(frame, ("Before", "After", "Change"))),
        section=Section.PRICES,
        sums=CHANGES,
    )


def _by_customer(made: Traded, found: Rises) -> Table:
    rows = [
        {"Customer": str(name), "Phase": str(phase), "Pupils": int(pupils), "Before": before / PENCE,
         "After": after / PENCE, "Change": (after - before) / PENCE}
        for name, phase, pupils, before, after in zip(
            found.reference, found.phase, found.pupils, found.before, found.after, strict=True)
    ]  # fmt: skip
    total = {"Customer": "Total", "Phase": "", "Pupils": sum(row["Pupils"] for row in rows)}
    total |= {name: sum(row[name] for row in rows) for name in ("Before", "After", "Change")}
    largest = rows[found.largest]
    return Table(
        "who_pays_by_customer",
        "Annex: what each customer pays, £ a year net of VAT",
        pd.DataFrame([*rows, total]),
        money=("Before", "After", "Change"),
        signed=("Change",),
        pence=True,
        total_row=True,
        exempt=True,
        rows_on_page=None if len(rows) <= MOST_ROWS else MOST_ROWS,
        note=noted(
            made,
            f"The largest rise is that of {largest['Customer']}, {pounds(largest['Change'], pence=True)} a year.",
            "" if len(rows) <= MOST_ROWS else f"The first {MOST_ROWS} of {len(rows):,}; the table as a file holds all.",
        ),
        section=Section.CUSTOMERS,
        sums=CHANGES,
    )
