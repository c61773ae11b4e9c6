"""The blocks of each element of cost: its formula in cells, and its inputs that change from month to month."""

from collections.abc import Callable
from functools import partial

import numpy as np

from model.cost.element import Amount, Element, Factor, Monthly, Spell
from model.cost.element import Formula as ElementFormula
from model.cost.elements import ELEMENTS
from model.cost.layout import part_of_month
from model.report.twin.formula import PRODUCT, Symbols, Term
from model.report.twin.inputs import MONTHS_IN_YEAR
from model.report.twin.months import Formula
from model.report.twin.rates import pension_row
from model.report.twin.timeline import Timeline

LookUp = Callable[[str, int, int], str | Term | None]
"""From a symbol's name, a row and a month: the symbol's cell or formula; None where the function has no such symbol."""


def write_spells(sheet: Timeline) -> None:
    """Write, for every spell that an element reads, which part of each month is in the spell."""
    for spell in (item for element in ELEMENTS for item in element.inputs if isinstance(item, Spell)):
        formula, title = partial(_part_of_month, sheet, spell), f"{spell.heading}: part of the month"
        sheet.block(spell.symbol, title, formula, part_of_month(spell, sheet.plan), "share")


def write_monthly(sheet: Timeline, element: Element) -> None:
    """Write the inputs of an element that are worked out for each month, where the timeline has any."""
    laid = sheet.plan.laid.get(element.key)
    for item in element.inputs:
        if laid and isinstance(item, Monthly) and (values := np.asarray(laid.inputs[item.symbol])).any():
            sheet.stated(item.symbol, f"{item.heading}, worked out from what the scenario states", values, item.number)


def _part_of_month(sheet: Timeline, spell: Spell, i: int, month: int) -> str:
    if sheet.key not in spell.timelines:
        return "0"
    first, last = ends = [sheet.post(f"{spell.symbol}_{end}", i) for end in ("first", "last")]
    if spell.while_in_post:
        begins, ends_on = (sheet.post(f"{end}_{sheet.key}", i) for end in ("first", "last"))
        ends = [f"MAX({first},{begins})", f"MIN({last},{ends_on})"]
    else:
        ends = [first, f"MIN({last},{sheet.post(f'last_{sheet.key}', i)})"]
    days = f"{days_between(sheet, ends[0], ends[1], month)}/{sheet.months.at('days', month)}"
    return f"IF(ISNUMBER({last}),{days},0)"


def days_between(sheet: Timeline, first: str, last: str, month: int) -> str:
    """The formula of the days of a month between two days, both included."""
    start, end = sheet.months.at("first_day", month), sheet.months.at("last_day", month)
    return f"MAX(0,MIN({last},{end})-MAX({first},{start})+1)"


def in_cells(sheet: Timeline, element: Element, formula: ElementFormula, cells: LookUp) -> Formula:
    """One of an element's formulas, written in cells. ``cells`` looks up symbols that are not the element's inputs."""
    inputs = {item.symbol: item for item in element.inputs}

    def look_up(name: str, i: int, month: int) -> str | None:
        match inputs.get(name):
            case Factor():
                return name.capitalize()
            case Amount():
                return sheet.post(name, i)
            case Spell():
                return sheet.cell(name, i, month)
            case Monthly():
                return sheet.cell(name, i, month) if name in sheet.areas else "0"

    def written(i: int, month: int) -> str:
        looked_up = (look_up, partial(_common, sheet), cells)
        return formula(Symbols(*(partial(look, i=i, month=month) for look in looked_up))).text

    return written


def _common(sheet: Timeline, name: str, i: int, month: int) -> str | Term | None:
    """The cell or formula of a symbol that every element may read; None for any other."""
    employed, full_time = sheet.cell("employed", i, month), f"{sheet.post('fte', i)}*{sheet.post('paid_share', i)}"
    common: dict[str, str | Term] = {
        "months_in_year": MONTHS_IN_YEAR,
        "employed": employed,
        "fte": Term(full_time, PRODUCT),
        "working_time": Term(f"{full_time}*{employed}", PRODUCT),
        "member": sheet.areas["in_lgps"].cell(i),
        "lgps": sheet.months.at(pension_row(int(sheet.plan.scheme_of[i])), month),
        "levy": sheet.months.at("levy", month),
    }
    return common.get(name)


def block_of(
    sheet: Timeline, element: Element, formula: Formula, values: np.ndarray, suffix: str = "", words: str = ""
) -> None:
    """Write an element's block with its totals. Without a suffix, the totals have a name that other formulas use."""
    title = f"{element.label_in(sheet.facts.scenario)}: {element.meaning}{words}"
    sheet.block(element.key + suffix, title, formula, values)
    sheet.sum_up(element.key + suffix, "" if suffix else f"{sheet.key}_{element.key}")
