"""A block of each element of cost: its formula in cells, and of its own inputs, those that change with the month."""

from collections.abc import Callable

import numpy as np

from model.cost.element import Amount, Element, Factor, Spell
from model.cost.element import Formula as ElementFormula
from model.cost.elements import ELEMENTS
from model.cost.layout import part_of_month
from model.report.twin.formula import PRODUCT, Symbols, Term
from model.report.twin.inputs import MONTHS_IN_YEAR
from model.report.twin.timeline import Formula, Timeline

LookUp = Callable[[str], str | Term | None]


def write_spells(sheet: Timeline) -> None:
    """Write the part of each month of every spell that an element reads."""
    for element in ELEMENTS:
        for item in element.inputs:
            if isinstance(item, Spell):
                _write_spell(sheet, item)


def _write_spell(sheet: Timeline, spell: Spell) -> None:
    counts = f"Cover_in_{sheet.key}*" if spell.in_change_only else ""

    def formula(i: int, month: int) -> str:
        first, last = (sheet.post(f"{spell.symbol}_{end}", i) for end in ("first", "last"))
        ends = (first, last)
        if spell.while_in_post:
            own = [sheet.post(f"{end}_{sheet.key}", i) for end in ("first", "last")]
            ends = (f"MAX({first},{own[0]})", f"MIN({last},{own[1]})")
        return f"IF(ISNUMBER({last}),{counts}{days_between(sheet, *ends, month)}/{sheet.months.at('days', month)},0)"

    title = f"{spell.heading}: part of the month"
    sheet.block(spell.symbol, title, formula, part_of_month(spell, sheet.plan), "share")


def days_between(sheet: Timeline, first: str, last: str, month: int) -> str:
    """The formula of the days of a month between two days, both included."""
    start, end = sheet.months.at("first_day", month), sheet.months.at("last_day", month)
    return f"MAX(0,MIN({last},{end})-MAX({first},{start})+1)"


def in_cells(
    sheet: Timeline, element: Element, formula: ElementFormula, cells: Callable[[int, int], LookUp]
) -> Formula:
    """One of an element's formulas in cells; ``cells`` looks up those of a row and month that it does not bring."""
    return lambda i, month: formula(_symbols(sheet, element, cells(i, month), i, month)).text


def block_of(
    sheet: Timeline, element: Element, formula: Formula, values: np.ndarray, suffix: str = "", words: str = ""
) -> None:
    """Write an element's block with its totals; that of pay as earned has a name for other formulas."""
    named = "" if suffix else f"{sheet.key}_{element.key}"
    title = f"{element.label}: {element.meaning}{words}"
    sheet.block(element.key + suffix, title, formula, values, summed=True, named=named)


def _symbols(sheet: Timeline, element: Element, cells: LookUp, i: int, month: int) -> Symbols:
    """The symbols of an element's formulas in a row and a month."""
    kinds = {item.symbol: item for item in element.inputs}

    def own(name: str) -> str | None:
        match kinds.get(name):
            case Factor():
                return name.capitalize()
            case Amount():
                return sheet.post(name, i)
            case Spell():
                return sheet.cell(name, i, month)
        return None

    employed, full_time = sheet.cell("employed", i, month), f"{sheet.post('fte', i)}*{sheet.post('paid_share', i)}"
    common: dict[str, str | Term] = {
        "months_in_year": MONTHS_IN_YEAR,
        "employed": employed,
        "fte": Term(full_time, PRODUCT),
        "working_time": Term(f"{full_time}*{employed}", PRODUCT),
        "member": sheet.areas["lgps"].cell(i),
        **{rate: sheet.months.at(rate, month) for rate in ("lgps", "levy")},
    }
    return Symbols(own, common.get, cells)
