"""The twin's checks: that its sums agree, that it still gives the costing's own figures, and one master check."""

from collections.abc import Iterable, Iterator

from model.costed import EFFECTS, TIMELINES
from model.costing import ELEMENTS
from model.money import half_up
from model.pay import BASES, PEOPLE_BASES, basis_named
from model.report.twin.areas import Area
from model.report.twin.facts import Facts
from model.report.twin.fund_blocks import fund_checks
from model.report.twin.inputs import PENNY
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.results import COLUMNS, ResultAreas
from model.report.twin.sheets import Book, Sheet
from model.report.twin.timeline import Timeline

WORKED_OUT = ("Months", "Salaries", *SHEETS.values(), "Charges", "Income", "Results")
"""The sheets whose cells are formulas: an error in one is a fault, whether a total rests on it or not."""
Line = tuple[str, str, str, float]
"""A check that two sums agree to less than a penny: its label, one side, the other, and the value that both store."""
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
    sheet.freeze(FIRST_ROW + 2, 1, one_table=False)  # the totals below have headings of their own
    first = FIRST_ROW + 2
    sheet.head(first - 1, 0, ("What is checked", "One side", "The other", "Difference", "Outcome"))
    own = _write_lines(sheet, first, _sums(book, facts, timelines, results), FAILS)
    compared = _against_the_model(sheet, own.row + own.rows + 2, facts, results)
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


def _write_lines(sheet: Sheet, first: int, lines: Iterable[Line], differs: str) -> Area:
    """Write each check, a row a line, with a word for what a difference is; the outcomes are handed back."""
    row = first - 1
    for row, (label, one, other, value) in enumerate(lines, first):
        sides = Area(sheet.name, row, 1, 1, 3)
        sheet.text(row, 0, label)
        sheet.formula(row, 1, one, value, "money")
        sheet.formula(row, 2, other, value, "money")
        sheet.formula(row, 3, f"{sides.cell(0, 0)}-{sides.cell(0, 1)}", 0.0, "money")
        difference = sides.cell(0, 2)  # AND would look at both and hand an error on, which no count of words sees
        agrees = f'IF(ABS({difference})<{PENNY},"{PASSES}","{differs}")'
        sheet.formula(row, 4, f'IF(ISNUMBER({difference}),{agrees},"{FAILS}")', PASSES, kind="label")
    return Area(sheet.name, first, 4, row + 1 - first, 1)


def _sums(book: Book, facts: Facts, timelines: dict[str, Timeline], results: ResultAreas) -> Iterator[Line]:
    """That the file agrees with itself, whatever the inputs."""
    for timeline in timelines.values():
        yield from _of_timeline(timeline, facts, results)
    yield from _of_effects(facts, results)
    if results.by_fund:
        yield from fund_checks(facts, results.by_fund, results.total)
    for page in book.file.worksheets():
        if page.name in WORKED_OUT:
            whole = Area(page.name, 0, 0, page.dim_rowmax + 1, page.dim_colmax + 1).whole()
            yield f"{page.name}: no cell is an error", f"SUMPRODUCT(ISERROR({whole})*1)", "0", 0.0


def _of_timeline(timeline: Timeline, facts: Facts, results: ResultAreas) -> Iterator[Line]:
    costed, name = facts.assessment.costed, SHEETS[timeline.key]
    months, years = len(costed.book.months), len(costed.years)
    total = costed.costs[timeline.key, facts.assessment.scenario.costing.basis].total.sum()
    whole = f"SUM({timeline.totals['total'].part(cols=months).across()})"
    parts = "+".join(f"SUM({timeline.totals[each.key].part(cols=months).across()})" for each in ELEMENTS)
    by_year = f"SUM({timeline.totals['total'].part(col=months, cols=years).across()})"
    in_results = "+".join(results.total(number, timeline.key) for number in range(years))
    yield f"{name}: the elements add up to the total", parts, whole, total
    yield f"{name}: the years add up to the months", by_year, whole, total
    yield f"{name}: the results are the workings\u2019 totals", in_results, whole, total
    paid, earned = (timeline.areas[block].whole() for block in (timeline.paid, "earned"))
    pay = timeline.values["earned"].sum()
    yield f"{name}: what is paid is what is earned", f"SUM({paid})", f"SUM({earned})", pay
    part = timeline.areas["employed"].whole()
    yield f"{name}: no part of a month is above 1 or below 0", f"SUMPRODUCT(({part}>1)+({part}<0))", "0", 0.0


def _of_effects(facts: Facts, results: ResultAreas) -> Iterator[Line]:
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    for number, year in enumerate(costed.years):
        for effect, words in (
            ("part_year_effect", "the effect in the year"),
            ("full_year_effect", "the full-year effect"),
        ):
            parts = results.years[number].part(0, COLUMNS.index(effect), len(ELEMENTS)).down()
            whole = f"{results.total(number, EFFECTS[effect][1])}-{results.total(number, 'do_nothing')}"
            value = costed.amount(effect, basis, year)
            yield f"{year}: the elements\u2019 effects add up to {words}", f"SUM({parts})", whole, value


def _keys(facts: Facts) -> list[str]:
    return [key for key in (*BASES, *PEOPLE_BASES) if key in facts.assessment.costed.bases]


def _against_the_model(sheet: Sheet, row: int, facts: Facts, results: ResultAreas) -> Area:
    """Each timeline's total of each year beside the costing's own on the basis chosen, to the penny."""
    costed, basis = facts.assessment.costed, facts.assessment.scenario.costing.basis
    keys = _keys(facts)
    sheet.text(row - 1, 0, "Beside the costing that this file came with", "heading")
    lines = len(TIMELINES) * len(costed.years) + len(results.told)
    given = Area(sheet.name, row + lines + 3, 1, len(keys) * len(TIMELINES), len(costed.years), "col")
    compared: list[Line] = []
    for t, timeline in enumerate(TIMELINES):
        for number, year in enumerate(costed.years):
            value = float(half_up(costed.amount(timeline, basis, year)))
            place = f"(Basis_number-1)*ROWS({given.part(rows=len(TIMELINES)).whole()})+{_ordinal(given, t)}"
            rounded = f"ROUND({results.total(number, timeline)}/{PENNY},0)*{PENNY}"
            label = f"{SHEETS[timeline]}, {year}: the total is the costing\u2019s"
            compared.append((label, rounded, f"INDEX({given.down(number)},{place})", value))
    for number, told in enumerate(results.told):
        own = Area(sheet.name, given.row + given.rows + number, 1)
        compared.append((f"{told.label}: it is the costing\u2019s", told.formula, own.cell(), told.value))
        sheet.text(own.row, 0, told.label)
        sheet.number(own.row, own.col, told.value, "money")
    outcomes = _write_lines(sheet, row, compared, CHANGED)
    sheet.text(row + lines + 1, 0, "The costing's own totals, to the penny: given, and never recalculated", "heading")
    sheet.page.set_h_pagebreaks([row + lines + 1])  # else their headings may stand alone at the foot of a page
    sheet.head(row + lines + 2, 0, ("Basis and timeline, £ a year", *map(str, costed.years)))
    for b, key in enumerate(keys):
        for t, timeline in enumerate(TIMELINES):
            i = b * len(TIMELINES) + t
            sheet.text(given.row + i, 0, f"{basis_named(key).label}: {SHEETS[timeline]}")
            for j, year in enumerate(costed.years):
                sheet.number(given.row + i, 1 + j, float(half_up(costed.amount(timeline, key, year))), "money")
    return outcomes


def _ordinal(area: Area, which: int) -> str:
    """A number as the size of a range, so that none is typed into a formula."""
    return f"ROWS({area.part(rows=which + 1).whole()})"
