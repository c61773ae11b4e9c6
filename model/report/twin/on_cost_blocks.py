"""A timeline's on-costs as formulas: what is paid in a month, National Insurance by holder, pension, levy, totals."""

from collections.abc import Callable
from functools import partial

import numpy as np

from model.cost.costing import ON_PAY, Costs
from model.cost.elements import ELEMENTS, TOTAL
from model.cost.elements.national_insurance import NATIONAL_INSURANCE
from model.report.twin.element_blocks import block_of, in_cells
from model.report.twin.formula import SUM, Term
from model.report.twin.timeline import Formula, Timeline


def write_on_costs(sheet: Timeline, costs: Costs) -> None:
    """Write every element that is not pay, and the total."""
    plan, late = costs.plan, costs.plan.paid_late is not None
    paid, pensionable = "earned", "pensionable"
    if late:
        paid, pensionable = "paid", "pensionable_paid"
        sheet.block(paid, "Pay paid in the month, what is owed of earlier months with it", _paid(sheet, "earned"),
                    costs.paid, summed=True)  # fmt: skip
        of_pension = plan.paid_late.paid(sheet.values["pensionable"], sheet.values["pensionable_meanwhile"])
        sheet.block(pensionable, "Pensionable pay paid in the month", _paid(sheet, "pensionable"), of_pension)
    _holder_blocks(sheet, paid, plan.in_lgps)

    if late:
        _in_post(sheet)

    so_far = ["earned"]
    for element in ON_PAY:
        cells = partial(_cells, sheet, {"paid": paid, "pensionable": pensionable}, tuple(so_far))
        of_holders = element is NATIONAL_INSURANCE
        formula = _national_insurance(sheet, paid) if of_holders else in_cells(sheet, element, element.formula, cells)
        block_of(sheet, element, formula, costs.amounts[element.key])
        so_far.append(element.key)
    keys = [element.key for element in ELEMENTS]
    sheet.block(
        TOTAL, "Total: every element together", sheet.together(keys), costs.total, summed=True,
        named=f"{sheet.key}_{TOTAL}",
    )  # fmt: skip


def _cells(
    sheet: Timeline, blocks: dict[str, str], so_far: tuple[str, ...], i: int, m: int
) -> Callable[[str], str | Term | None]:
    """What an element that is not pay reads: pay as it is paid, and every element before together."""

    def look_up(name: str) -> str | Term | None:
        if name == "so_far":
            return Term(sheet.together(so_far)(i, m), SUM)
        return sheet.cell(blocks[name], i, m) if name in blocks else None

    return look_up


def _national_insurance(sheet: Timeline, paid: str) -> Formula:
    """Assessed on the holder's whole pay, and handed back to each of their appointments in proportion to pay."""
    months = sheet.months

    def term(name: str, i: int, m: int) -> str:
        if not sheet.plan.paid_late:
            return months.at(name, m)
        return f"IF({sheet.cell('in_post', i, m)}>0,{months.at(name, m)},{months.at(f'weekly_{name}', m)})"

    def formula(i: int, m: int) -> str:
        holder, counted = sheet.cell("holder_pay", i, m), sheet.cell("contracted_out_pay", i, m)
        limit, ceiling = term("lower_earnings_limit", i, m), term("upper_accrual_point", i, m)
        due = f"MAX(0,{holder}-{term('secondary_threshold', i, m)})*{months.at('employer_rate', m)}"
        rebate = f"(MIN(MAX({counted},{limit}),MAX({ceiling},{limit}))-{limit})*{months.at('contracted_out_rebate', m)}"
        return f"IF({holder}>0,({due}-{rebate})*{sheet.cell(paid, i, m)}/{holder},0)"

    return formula


def _paid(sheet: Timeline, block: str) -> Formula:
    """What a month pays: what it earns, or meanwhile earns on the old table, and what is owed of earlier months."""
    months = sheet.months
    paid_in, late = months.areas["paid_in"].across(), months.areas["late"].across()

    def formula(i: int, m: int) -> str:
        earned, meanwhile = sheet.areas[block], sheet.areas[f"{block}_meanwhile"]
        now = f"IF({months.at('late', m)}=1,{meanwhile.cell(i, m)},{earned.cell(i, m)})"
        owed = f"({late}=1)*({paid_in}={months.at('first_day', m)})*({earned.across(i)}-{meanwhile.across(i)})"
        return f"{now}+SUMPRODUCT({owed})"

    return formula


def _holder_blocks(sheet: Timeline, paid: str, in_lgps: np.ndarray) -> None:
    """Each holder's whole pay over all their appointments, and what of it is in the pension scheme."""
    pay, holder_of = sheet.values[paid], sheet.plan.holder_of
    same = holder_of[:, None] == holder_of[None, :]
    holders, members = (sheet.areas[name] for name in ("holder_no", "lgps"))

    def whole(i: int, m: int) -> str:
        return f"SUMIF({holders.down()},{holders.cell(i)},{sheet.areas[paid].down(m)})"

    def contracted_out(i: int, m: int) -> str:
        return f"SUMIFS({sheet.areas[paid].down(m)},{holders.down()},{holders.cell(i)},{members.down()},1)"

    sheet.block("holder_pay", "Holder\u2019s whole pay in the month, all posts together", whole, same @ pay)
    title = "Of it, in posts that are in the pension scheme: what the rebate to April 2016 is on"
    sheet.block("contracted_out_pay", title, contracted_out, same @ (pay * in_lgps[:, None]))


def _in_post(sheet: Timeline) -> None:
    """How far each holder is in some post in the month: nil where they have left, and a week's NI terms apply."""
    holder_of, employed, holders = sheet.plan.holder_of, sheet.plan.employed, sheet.areas["holder_no"]

    def whole(i: int, m: int) -> str:
        return f"SUMIF({holders.down()},{holders.cell(i)},{sheet.areas['employed'].down(m)})"

    together = (holder_of[:, None] == holder_of[None, :]) @ employed
    sheet.block("in_post", "Holder in post, all posts together; nil after leaving", whole, together, "share")
