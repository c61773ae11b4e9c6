"""Why the price rises, and who pays: by phase, by size and, in an annex, by customer."""

from dataclasses import replace

from model.assessment.assess import Assessment
from model.base.money import pounds
from model.buy_back.needs import Needs
from model.buy_back.traded import PENCE, Traded
from model.buy_back.who_pays import Group, Rises, by_change, by_phase, by_size, group_of
from model.report.table import CHANGES, Section, Sums, Table, how_parts_meet, with_total
from model.report.tables.price import noted


def who_pays_tables(assessment: Assessment) -> list[Table]:
    """Why the price rises, and who pays: every such table that can be made; empty where there are no customers."""
    traded = assessment.traded
    return [] if traded is None else [*filter(None, [why(traded)]), *who_pays(traded)]


def why(made: Traded) -> Table | None:
    """One row for each cause of the rise for the average customer; None where the causes can't be worked out."""
    if isinstance(made.causes, Needs):
        return None
    money = ("Added to the cost", "For the average customer")
    rows = [
        {"Cause": cause.label, "What it is": cause.meaning, money[0]: cause.cost, money[1]: cause.for_each}
        for cause in made.causes
    ]
    frame = with_total(rows, money)
    return Table(
        "why_price",
        f"Why the average customer who stays must pay {'more' if frame[money[1]].iloc[-1] >= 0 else 'less'} at the "
        f"expected take-up: from {made.costed.year_of_change} (without the change) to {made.year_after} (with the "
        "change), £ a year",
        frame,
        money=money,
        signed=money,
        total_row=True,
        note=noted(
            made,
            "The causes are taken in this order, each on top of those before it. Cost lines are the same in every "
            "year, so they count only in the row Volume. That row is the effect of the take-up expected in "
            f"{made.year_after}. The last row is the rise for the average customer who stays.",
            how_parts_meet(frame, money),
        ),
        section=Section.PRICES,
    )


def who_pays(made: Traded) -> list[Table]:
    """The tables of who pays: by group and, in an annex, by customer; empty where the rises can't be worked out."""
    if not isinstance(made.rises, Rises):
        return []
    groups = {"phase": by_phase(made.rises), "size": by_size(made.rises)}
    return [
        _every_group(made, groups | {"change": by_change(made.rises)}, made.rises),
        *(_groups(made, by, of_size) for by, of_size in groups.items()),
        _by_customer(made, made.rises),
        *filter(None, [_invoices(made)]),
    ]


def _every_group(made: Traded, groups: dict[str, list[Group]], rises: Rises) -> Table:
    """One row for each group of customers, by phase, by size and by the change of their charge; then all customers."""
    rows = [_group_row(kind.capitalize(), group) for kind, of_kind in groups.items() for group in of_kind]
    every = group_of("customers", rises, rises.change == rises.change)
    return Table(
        "who_pays",
        "Who pays, by phase, by size and by change of the charge, £ a year net of VAT",
        [*rows, _group_row("All", every)],
        money=("Before", "After", "Change", "Largest rise"),
        signed=("Change",),
        total_row=True,
        note=noted(made, "The largest rise is for a single customer."),
        section=Section.PRICES,
        sums=replace(CHANGES, levels={"All": ("Phase",)}),
    )


def _group_row(kind: str, group: Group) -> dict[str, str | float]:
    return {
        "By": kind,
        "Group": group.label[:1].upper() + group.label[1:],
        "Customers": f"{group.customers:,}",
        "Before": group.before / PENCE,
        "After": group.after / PENCE,
        "Change": (group.after - group.before) / PENCE,
        "Pay more": f"{group.more:,}",
        "Pay less": f"{group.less:,}",
        "Largest rise": group.largest_rise / PENCE,
    }


def _groups(made: Traded, by: str, groups: list[Group]) -> Table:
    heading = by.capitalize()
    money = ("Before", "After", "Change", "Largest rise")
    rows = [
        {
            heading: group.label[:1].upper() + group.label[1:],
            "Customers": group.customers,
            "Before": group.before / PENCE,
            "After": group.after / PENCE,
            "Change": (group.after - group.before) / PENCE,
            "Pay more": group.more,
            "Pay less": group.less,
            "Pay the same": group.same,
            "Largest rise": group.largest_rise / PENCE,
        }
        for group in groups
    ]
    frame = with_total(rows, ("Customers", "Before", "After", "Change", "Pay more", "Pay less", "Pay the same"))
    frame["Largest rise"] = [*(row["Largest rise"] for row in rows), max(row["Largest rise"] for row in rows)]
    return Table(
        f"who_pays_by_{by}",
        f"Who pays, by {by}, £ a year net of VAT",
        frame,
        money=money,
        signed=("Change",),
        total_row=True,
        note=noted(
            made, "The largest rise is for a single customer.", how_parts_meet(frame, ("Before", "After", "Change"))
        ),
        section=Section.PRICES,
        only_in_workbook=True,
        sums=CHANGES,
    )


def _by_customer(made: Traded, rises: Rises) -> Table:
    rows = [
        {"Customer": str(name), "Phase": str(phase), "Pupils": int(pupils), "Before": before / PENCE,
         "After": after / PENCE, "Change": (after - before) / PENCE}
        for name, phase, pupils, before, after in zip(
            rises.reference, rises.phase, rises.pupils, rises.before, rises.after, strict=True)
    ]  # fmt: skip
    largest = rows[rises.largest]
    return Table(
        "who_pays_by_customer",
        "Annex: what each customer pays, £ a year net of VAT",
        with_total(rows, ("Pupils", "Before", "After", "Change")),
        money=("Before", "After", "Change"),
        signed=("Change",),
        pence=True,
        total_row=True,
        exempt=True,
        note=noted(
            made,
            f"The largest rise is that of {largest['Customer']}, {pounds(largest['Change'], pence=True)} a year.",
        ),
        section=Section.CUSTOMERS,
        only_in_workbook=True,
        sums=CHANGES,
    )


def _invoices(made: Traded) -> Table | None:
    """One row for each customer: what it is invoiced by VAT treatment, the VAT, and what it pays.

    None where no invoices can be made.
    """
    if isinstance(made.invoices, Needs) or not len(made.invoices.reference):
        return None
    money = ("At the standard rate", "Exempt", "Outside the scope", "VAT", "To pay")
    found = made.invoices
    columns = [*found.by_treatment, found.vat, found.to_pay]
    rows = [
        {"Customer": str(name), **{head: pence / PENCE for head, pence in zip(money, amounts, strict=True)}}
        for name, *amounts in zip(found.reference, *(column.tolist() for column in columns), strict=True)
    ]
    return Table(
        "invoices",
        f"Annex: what each customer is invoiced for the agreement year that begins in {made.year_after}, £",
        with_total(rows, money),
        money=money,
        pence=True,
        total_row=True,
        exempt=True,
        note=noted(
            made,
            "Invoices are at the new prices, for customers whose agreements continue. An invoice uses the kind of "
            "customer and the rate of VAT on the day on which its year begins. The council\u2019s own maintained "
            "schools are outside the scope of VAT.",
        ),
        section=Section.CUSTOMERS,
        only_in_workbook=True,
        sums=Sums({"To pay": ("At the standard rate", "Exempt", "Outside the scope", "VAT")}),
    )
