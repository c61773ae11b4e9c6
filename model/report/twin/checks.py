"""The twin's checks: that its sums agree, that it still gives the costing's own figures, and one master check."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import starmap

from model.base.money import half_up
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS
from model.pay.salaries import BASES, PEOPLE_BASES, basis_named
from model.report.twin.areas import Area
from model.report.twin.cleared import ClearedAreas, Structure, first_cell
from model.report.twin.facts import Facts
from model.report.twin.fund_blocks import fund_checks
from model.report.twin.inputs import PENNY
from model.report.twin.people_inputs import FIRST_ROW, SHEETS
from model.report.twin.results import COLUMNS, ResultAreas
from model.report.twin.sheets import Book, Sheet
from model.report.twin.timeline import Timeline

WORKED_OUT = ("Months", "Salaries", *SHEETS.values(), "Charges", "Income", "Results")
"""The sheets whose cells are formulas: an error in one is a fault, whether a total rests on it or not."""
PASSES, FAILS, CHANGED = "passes", "fails", "inputs changed"
WORDS = {
    PASSES: "All checks pass: the sums agree, and these are the figures of the costing that this file came with.",
    CHANGED: "The sums agree, but these are no longer the figures of the costing: an input was changed.",
    FAILS: "A check fails: do not use these figures.",
}
HEADS = ("What is checked", "One side", "The other", "Difference", "Outcome", "Where")


@dataclass(frozen=True)
class Line:
    """A check that two sums agree to less than a penny, and the value that both store.

    ``where`` is a formula that names what is wrong, and gives no words where nothing is.
    """

    label: str
    one: str
    other: str
    value: float
    where: str = ""


def write_checks(
    book: Book, facts: Facts, timelines: dict[str, Timeline], results: ResultAreas, cleared: ClearedAreas
) -> Area:
    """Write the checks, with the master check on top; its cell is handed back."""
    sheet = book.sheet(
        "Checks",
        "Checks",
        "Each line is a formula. A difference of less than a penny is none. The master check is on top.",
    )
    sheet.widths(70, 22, 22, 18, 16, 60)
    first = FIRST_ROW + 4
    sheet.freeze(first, 1, one_table=False)  # the totals below have headings of their own
    sheet.head(first - 1, 0, HEADS)
    changed = Area(sheet.name, first, 1, fixed="both").cell()
    of_inputs = _write_lines(sheet, first, [_counted(cleared.changed)], f'"{CHANGED}"')
    kept = [*map(_counted, cleared.displaced), *_sums(book, facts, timelines, results)]
    own = _write_lines(sheet, first + 1, kept, f'"{FAILS}"')
    # figures that differ though no input does rest on a changed formula
    differs = f'IF({changed}>0,"{CHANGED}","{FAILS}")'
    compared = _against_the_model(sheet, own.row + own.rows + 2, facts, results, differs)
    every = Area(sheet.name, first, 0, compared.row + compared.rows - first, len(HEADS), "both")
    master = _master(sheet, every, of_inputs)
    book.define("Master_check", master)
    for word, colour in ((PASSES, "#d5e8d4"), (FAILS, "#f4c7c3"), (CHANGED, "#fff4c2")):
        style = book.file.add_format({"bg_color": colour})
        condition = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        sheet.page.conditional_format(first, 4, compared.row + compared.rows, 4, condition)
    return master


def _master(sheet: Sheet, every: Area, of_inputs: Area) -> Area:
    """Write the one check of all, and under it the first check that fails and the first input that was changed."""
    outcomes = every.down(4)
    fails, changed = (f'COUNTIF({outcomes},"{word}")' for word in (FAILS, CHANGED))
    found = f'MATCH("{FAILS}",{outcomes},0)'
    label, where = (f"INDEX({every.down(col)},{found})" for col in (0, 5))
    row = FIRST_ROW - 1
    sheet.text(row + 1, 0, "The first check that fails, and how many do")
    named = f'{label}&IF({where}="","",": "&{where})&" (checks that fail: "&{fails}&")."'
    first_fails = sheet.formula(row + 1, 1, f'IF({fails}=0,"",{named})', "", kind="label").cell()
    sheet.text(row + 2, 0, "The first input that was changed, and how many were")
    inputs = replace(of_inputs, col=0, fixed="both")
    count, words = inputs.cell(0, 1), inputs.cell(0, 5)
    said = f'IF({count}=0,"",{words}&" (inputs changed: "&{count}&").")'
    first_changed = sheet.formula(row + 2, 1, said, "", kind="label").cell()
    sheet.text(row, 0, "Master check", "heading")
    also = f'IF({first_changed}="",""," "&{first_changed})'
    failing = f'"{WORDS[FAILS]} "&{first_fails}&{also}'
    formula = f'IF({fails}>0,{failing},IF({changed}>0,"{WORDS[CHANGED]}"&{also},"{WORDS[PASSES]}"))'
    return sheet.formula(row, 1, formula, WORDS[PASSES], kind="strong")


def _counted(structure: Structure) -> Line:
    """That nothing of a kind is found beside what was cleared."""
    return Line(structure.label, structure.count, "0", 0.0, structure.where)


def _write_lines(sheet: Sheet, first: int, lines: Iterable[Line], differs: str) -> Area:
    """Write each check, a row a line, with the formula of a word for what a difference is; outcomes are handed back."""
    row = first - 1
    for row, line in enumerate(lines, first):
        sides = Area(sheet.name, row, 1, 1, 3)
        sheet.text(row, 0, line.label)
        sheet.formula(row, 1, line.one, line.value, "money")
        sheet.formula(row, 2, line.other, line.value, "money")
        sheet.formula(row, 3, f"{sides.cell(0, 0)}-{sides.cell(0, 1)}", 0.0, "money")
        difference = sides.cell(0, 2)  # AND would look at both and hand an error on, which no count of words sees
        agrees = f'IF(ABS({difference})<{PENNY},"{PASSES}",{differs})'
        sheet.formula(row, 4, f'IF(ISNUMBER({difference}),{agrees},"{FAILS}")', PASSES, kind="label")
        if line.where:
            sheet.formula(row, 5, line.where, "", kind="label")
    return Area(sheet.name, first, 4, row + 1 - first, 1)


def _sums(book: Book, facts: Facts, timelines: dict[str, Timeline], results: ResultAreas) -> Iterator[Line]:
    """That the file agrees with itself, whatever the inputs."""
    for timeline in timelines.values():
        yield from _of_timeline(timeline, facts, results)
    yield from _of_effects(facts, results)
    if results.by_fund:
        yield from starmap(Line, fund_checks(facts, results.by_fund, results.total))
    for page in book.file.worksheets():
        if page.name in WORKED_OUT:
            area = Area(page.name, 0, 0, page.dim_rowmax + 1, page.dim_colmax + 1)
            whole = area.whole()
            count = f"SUMPRODUCT(ISERROR({whole})*1)"
            where = f'IF({count}=0,"","{page.name}!"&{first_cell(area, f"ISERROR({whole})")})'
            yield Line(f"{page.name}: no cell is an error", count, "0", 0.0, where)


def _of_timeline(timeline: Timeline, facts: Facts, results: ResultAreas) -> Iterator[Line]:
    costed, name = facts.assessment.costed, SHEETS[timeline.key]
    months, years = len(costed.book.months), len(costed.years)
    total = costed.costs[timeline.key, facts.assessment.scenario.costing.basis].total.sum()
    whole = f"SUM({timeline.totals['total'].part(cols=months).across()})"
    parts = "+".join(f"SUM({timeline.totals[each.key].part(cols=months).across()})" for each in ELEMENTS)
    by_year = f"SUM({timeline.totals['total'].part(col=months, cols=years).across()})"
    in_results = "+".join(results.total(number, timeline.key) for number in range(years))
    yield Line(f"{name}: the elements add up to the total", parts, whole, total)
    yield Line(f"{name}: the years add up to the months", by_year, whole, total)
    yield Line(f"{name}: the results are the workings\u2019 totals", in_results, whole, total)
    if timeline.paid != "earned":  # else there is one block of pay, and nothing to compare it with
        paid, earned = (timeline.areas[block].whole() for block in (timeline.paid, "earned"))
        pay = timeline.values["earned"].sum()
        yield Line(f"{name}: what is paid is what is earned", f"SUM({paid})", f"SUM({earned})", pay)
    first, last = (timeline.inputs.posts[f"{end}_{timeline.key}"].down() for end in ("first", "last"))
    label = f"{name}: no seat\u2019s last day is before the day before its first"
    yield Line(label, f"SUMPRODUCT(({first}-1>{last})*1)", "0", 0.0)


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
            yield Line(f"{year}: the elements\u2019 effects add up to {words}", f"SUM({parts})", whole, value)


def _keys(facts: Facts) -> list[str]:
    return [key for key in (*BASES, *PEOPLE_BASES) if key in facts.assessment.costed.bases]


def _against_the_model(sheet: Sheet, row: int, facts: Facts, results: ResultAreas, differs: str) -> Area:
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
            compared.append(Line(label, rounded, f"INDEX({given.down(number)},{place})", value))
    for number, told in enumerate(results.told):
        own = Area(sheet.name, given.row + given.rows + number, 1)
        compared.append(Line(f"{told.label}: it is the costing\u2019s", told.formula, own.cell(), told.value))
        sheet.text(own.row, 0, told.label)
        sheet.number(own.row, own.col, told.value, "money")
    outcomes = _write_lines(sheet, row, compared, differs)
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
