"""A timeline's on-costs as formulas: pay paid in a month, National Insurance by holder, pension, levy and totals."""

from functools import partial

import numpy as np

from model.cost.costing import ON_PAY, Costs
from model.cost.elements import ELEMENTS, TOTAL
from model.cost.elements.national_insurance import NATIONAL_INSURANCE
from model.cost.insurance import assessed_otherwise
from model.report.twin.element_blocks import block_of, in_cells, write_monthly
from model.report.twin.formula import SUM, Term
from model.report.twin.months import Formula
from model.report.twin.timeline import Timeline


def write_on_costs(sheet: Timeline, costs: Costs) -> None:
    """Write every element that is not pay, and the total."""
    plan, late, paid, pensionable = costs.plan, costs.plan.paid_late, sheet.paid, "pensionable"
    if late:
        title = "Pay paid in the month, with what is owed for earlier months"
        sheet.block(paid, title, partial(_paid, sheet, "earned"), costs.paid)
        sheet.sum_up(paid)
        of_pension = late.paid(sheet.values["pensionable"], sheet.values["pensionable_meanwhile"][:, late.late])
        title, pensionable = "Pensionable pay paid in the month", "pensionable_paid"
        sheet.block(pensionable, title, partial(_paid, sheet, "pensionable"), of_pension)
        if "liable" in sheet.areas:
            of_liable = late.paid(sheet.values["liable"], sheet.values["liable_meanwhile"][:, late.late])
            title = "Pay paid in the month that is liable to National Insurance"
            sheet.block("liable_paid", title, partial(_paid, sheet, "liable"), of_liable)
    same_holder = plan.holder_of[:, None] == plan.holder_of[None, :]
    _holder_blocks(sheet, same_holder)
    if late:
        title = "Holder in post, all posts together; nil after leaving"
        sheet.block("in_post", title, partial(_of_holder, sheet, "employed"), same_holder @ plan.employed, "share")
    so_far = ["earned"]
    for element in ON_PAY:
        write_monthly(sheet, element)
        cells = partial(_cells, sheet, {"liable": sheet.liable, "pensionable": pensionable}, tuple(so_far))
        formula = in_cells(sheet, element, element.formula, cells)
        if element is NATIONAL_INSURANCE:
            formula = _as_payroll(sheet, costs) or partial(_national_insurance, sheet)
        block_of(sheet, element, formula, costs.amounts[element.key])
        so_far.append(element.key)
    together = sheet.together([element.key for element in ELEMENTS])
    sheet.block(TOTAL, "Total: every element together", together, costs.total)
    sheet.sum_up(TOTAL, f"{sheet.key}_{TOTAL}")


def _cells(
    sheet: Timeline, blocks: dict[str, str], so_far: tuple[str, ...], name: str, i: int, month: int
) -> str | Term | None:
    """The cell or formula of pay as paid, or of the sum of the elements so far; None for any other symbol."""
    if name == "so_far":
        return Term(sheet.together(so_far)(i, month), SUM)
    return sheet.cell(blocks[name], i, month) if name in blocks else None


def _national_insurance(sheet: Timeline, i: int, month: int) -> str:
    """The formula of an appointment's National Insurance: its part, by pay, of the sum due on all the holder's pay."""
    rate, rebated = (sheet.months.at(name, month) for name in ("employer_rate", "contracted_out_rebate"))

    def term(name: str) -> str:
        of_month = sheet.months.at(name, month)
        if not sheet.plan.paid_late:
            return of_month
        return f"IF({sheet.cell('in_post', i, month)}>0,{of_month},{sheet.months.at(f'weekly_{name}', month)})"

    holder, counted = sheet.cell("holder_pay", i, month), sheet.cell("contracted_out_pay", i, month)
    limit, ceiling = term("lower_earnings_limit"), term("upper_accrual_point")
    due = f"MAX(0,{holder}-{term('secondary_threshold')})*{rate}"
    rebate = f"(MIN(MAX({counted},{limit}),MAX({ceiling},{limit}))-{limit})*{rebated}"
    return f"IF({holder}>0,({due}-{rebate})*{sheet.cell(sheet.liable, i, month)}/{holder},0)"


def _as_payroll(sheet: Timeline, costs: Costs) -> Formula | None:
    """The National Insurance formula where some holders are not assessed monthly by letter A; None where all are.

    For those holders, it is the cell of the model's own value.
    """
    values = sheet.inputs.insurance.get(sheet.key)
    if values is None:
        return None
    at = {row: number for number, row in enumerate(assessed_otherwise(costs.plan))}
    return lambda i, month: values.cell(at[i], month) if i in at else _national_insurance(sheet, i, month)


def _paid(sheet: Timeline, block: str, i: int, month: int) -> str:
    """The formula of pay paid in a month: what is earned (on the old table while an award is late) and arrears."""
    months, earned, meanwhile = sheet.months, sheet.areas[block], sheet.areas[f"{block}_meanwhile"]
    paid_in, late = (months.areas[row].across() for row in ("paid_in", "late"))
    now = f"IF({months.at('late', month)}=1,{meanwhile.cell(i, month)},{earned.cell(i, month)})"
    owed = f"({late}=1)*({paid_in}={months.at('first_day', month)})*({earned.across(i)}-{meanwhile.across(i)})"
    return f"{now}+SUMPRODUCT({owed})"


def _holder_blocks(sheet: Timeline, same_holder: np.ndarray) -> None:
    """Write each holder's whole pay over all their appointments, and the part for posts in the pension scheme."""
    pay, paid = sheet.values[sheet.liable], sheet.areas[sheet.liable]
    holders, members = sheet.areas["holder_no"], sheet.areas["in_lgps"]

    def contracted_out(i: int, month: int) -> str:
        return f"SUMIFS({paid.down(month)},{holders.down()},{holders.cell(i)},{members.down()},1)"

    title = "Holder\u2019s whole pay in the month, all posts together"
    sheet.block("holder_pay", title, partial(_of_holder, sheet, sheet.liable), same_holder @ pay)
    title = "The part in posts that are in the pension scheme, to which the rebate to April 2016 applies"
    sheet.block("contracted_out_pay", title, contracted_out, same_holder @ (pay * sheet.plan.in_lgps[:, None]))


def _of_holder(sheet: Timeline, block: str, i: int, month: int) -> str:
    """The formula of a block's sum over all appointments of a holder."""
    holders = sheet.areas["holder_no"]
    return f"SUMIF({holders.down()},{holders.cell(i)},{sheet.areas[block].down(month)})"
