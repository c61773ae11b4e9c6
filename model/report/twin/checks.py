"""The twin's checks: that its sums agree, that it still gives the costing's own figures, and one master check."""

from model.costed import TIMELINES
from model.costing import ELEMENTS
from model.money import half_up
from model.pay import BASES, PEOPLE_BASES, basis_named
from model.report.twin.facts import Facts
from model.report.twin.inputs import PENNY
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.results import ResultAreas
from model.report.twin.sheets import Area, Book, Sheet
from model.report.twin.timeline import Timeline

PASSES, FAILS, CHANGED = "passes", "fails", "inputs changed"
WORDS = {
    PASSES: "All checks pass: the sums agree, and these are the figures of the costing that this file came with.",
    CHANGED: "The sums agree, but these are no longer the figures of the costing: an input was changed.",
    FAILS: "A check fails: do not use these figures.",
}


def write_checks(book: Book, facts: Facts, timelines: dict[str, Timeline], results: ResultAreas) -> Area:
    """Write the checks, with the master check on top; its cell is handed back."""
    sheet = book.sheet(
        "Checks",
        "Checks",
        "Each line is a formula. A difference of less than a penny is none. The master check is on top.",
    )
    sheet.widths(70, 22, 22, 18, 16)
    sheet.freeze(FIRST_ROW + 2, 1)
    first = FIRST_ROW + 2
    sheet.head(first - 1, 0, ("What is checked", "One side", "The other", "Difference", "Outcome"))
    own = _sums(sheet, first, facts, timelines, results)
    model_row = own.row + own.rows + 2
    compared = _against_the_model(sheet, model_row, facts, results)
    fails, changed = (
        f'COUNTIF({area.down()},"{FAILS}")+COUNTIF({area.down()},"{CHANGED}")' for area in (own, compared)
    )
    sheet.text(FIRST_ROW - 1, 0, "Master check", "heading")
    formula = f'IF({fails}>0,"{WORDS[FAILS]}",IF({changed}>0,"{WORDS[CHANGED]}","{WORDS[PASSES]}"))'
    master = sheet.formula(FIRST_ROW - 1, 1, formula, WORDS[PASSES], kind="strong")
    book.define("Master_check", master)
    for word, colour in ((PASSES, "#d5e8d4"), (FAILS, "#f4c7c3"), (CHANGED, "#fff4c2")):
        style = book.file.add_format({"bg_color": colour})
        condition = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        sheet.page.conditional_format(first, 4, compared.row + compared.rows, 4, condition)
    return master


def _line(sheet: Sheet, row: int, label: str, one: str, other: str, value: float, differs: str = FAILS) -> None:
    """A check that two sums agree to less than a penny; both sides store the same value."""
    sheet.text(row, 0, label)
    sides = Area(sheet.name, row, 1, 1, 3)
    sheet.formula(row, 1, one, value, "money")
    sheet.formula(row, 2, other, value, "money")
    sheet.formula(row, 3, f"{sides.cell(0, 0)}-{sides.cell(0, 1)}", 0.0, "money")
    difference = sides.cell(0, 2)  # AND would look at both and hand an error on, which no count of words sees
    agrees = f'IF(ABS({difference})<{PENNY},"{PASSES}","{differs}")'
    sheet.formula(row, 4, f'IF(ISNUMBER({difference}),{agrees},"{FAILS}")', PASSES)


def _sums(sheet: Sheet, first: int, facts: Facts, timelines: dict[str, Timeline], results: ResultAreas) -> Area:
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    months, row = len(costed.book.months), first
    for key, timeline in timelines.items():
        name, total = SHEETS[key], costed.costs[key, basis].total.sum()
        whole = timeline.totals["total"].part(cols=months).across()
        parts = "+".join(f"SUM({timeline.totals[e.key].part(cols=months).across()})" for e in ELEMENTS)
        years = timeline.totals["total"].part(col=months, cols=len(costed.years)).across()
        in_results = "+".join(results.total(number, key) for number in range(len(costed.years)))
        _line(sheet, row, f"{name}: the elements add up to the total", parts, f"SUM({whole})", total)
        _line(sheet, row + 1, f"{name}: the years add up to the months", f"SUM({years})", f"SUM({whole})", total)
        _line(sheet, row + 2, f"{name}: the results are the workings' totals", in_results, f"SUM({whole})", total)
        row += 3
        paid = timeline.areas.get("paid", timeline.areas["earned"]).whole()
        earned = timeline.areas["earned"].whole()
        pay = timeline.values["earned"].sum()
        _line(sheet, row, f"{name}: what is paid is what is earned", f"SUM({paid})", f"SUM({earned})", pay)
        fte = timeline.areas["employed"].whole()
        above = f"SUMPRODUCT(({fte}>1)+({fte}<0))"
        _line(sheet, row + 1, f"{name}: no part of a month is above 1 or below 0", above, "0", 0.0)
        row += 2
    for number, year in enumerate(costed.years):
        for column, after in (("part_year_effect", "proposal"), ("full_year_effect", "proposed")):
            whole = f"{results.total(number, after)}-{results.total(number, 'do_nothing')}"
            value = costed.amount(column, basis, costed.years[number])
            words = "the effect in the year" if column.startswith("part") else "the full-year effect"
            j = (*TIMELINES, "part_year_effect", "full_year_effect").index(column)
            parts = f"SUM({results.years[number].part(0, j, len(ELEMENTS)).down()})"
            _line(sheet, row, f"{year}: the elements' effects add up to {words}", parts, whole, value)
            row += 1
    return Area(sheet.name, first, 4, row - first, 1)


def _keys(facts: Facts) -> list[str]:
    return [key for key in (*BASES, *PEOPLE_BASES) if key in facts.assessment.costed.bases]


def _against_the_model(sheet: Sheet, row: int, facts: Facts, results: ResultAreas) -> Area:
    """Each timeline's total of each year beside the costing's own on the basis chosen, to the penny."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    keys = _keys(facts)
    sheet.text(row - 1, 0, "Beside the costing that this file came with", "heading")
    lines = (len(TIMELINES) + bool(results.income)) * len(costed.years)
    given = Area(sheet.name, row + lines + 3, 1, len(keys) * len(TIMELINES), len(costed.years), "col")
    at = row
    for t, timeline in enumerate(TIMELINES):
        for number, year in enumerate(costed.years):
            value = float(half_up(costed.amount(timeline, basis, year)))
            place = f"(Basis_number-1)*ROWS({given.part(rows=len(TIMELINES)).whole()})+{_ordinal(given, t)}"
            rounded = f"ROUND({results.total(number, timeline)}/{PENNY},0)*{PENNY}"
            label = f"{SHEETS[timeline]}, {year}: the total is the costing's"
            _line(sheet, at, label, rounded, f"INDEX({given.down(number)},{place})", value, CHANGED)
            at += 1
    for number, year in enumerate(costed.years if results.income else ()):
        told = Area(sheet.name, given.row + given.rows, 1 + number)
        label, income = f"Income, {year}: the total is the costing's", results.income[number]
        _line(sheet, at, label, income.cell.cell(), told.cell(), income.value, CHANGED)
        sheet.text(told.row, 0, "Income on the price lists stated")
        sheet.number(told.row, told.col, income.value, "money")
        at += 1
    sheet.text(row + lines + 1, 0, "The costing's own totals, to the penny: given, and never recalculated", "heading")
    sheet.head(row + lines + 2, 0, ("Basis and timeline, £ a year", *map(str, costed.years)))
    for b, key in enumerate(keys):
        for t, timeline in enumerate(TIMELINES):
            i = b * len(TIMELINES) + t
            sheet.text(given.row + i, 0, f"{basis_named(key).label}: {SHEETS[timeline]}")
            for j, year in enumerate(costed.years):
                sheet.number(given.row + i, 1 + j, float(half_up(costed.amount(timeline, key, year))), "money")
    return Area(sheet.name, row, 4, lines, 1)


def _ordinal(area: Area, which: int) -> str:
    """A number as the size of a range, so that none is typed into a formula."""
    return f"ROWS({area.part(rows=which + 1).whole()})"
