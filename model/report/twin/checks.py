"""The twin's checks: that its sums agree, that it still gives the costing's own figures, and one master check."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import starmap

from model.base.money import half_up
from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import ELEMENTS
from model.pay.salaries import BASES, PEOPLE_BASES, basis_named
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, worked
from model.report.twin.cleared import ClearedAreas, Structure, first_cell
from model.report.twin.fund_blocks import fund_checks
from model.report.twin.inputs import PENNY
from model.report.twin.people_inputs import SHEETS
from model.report.twin.results import COLUMNS, Results
from model.report.twin.sheets import FIRST_ROW, Book, Sheet
from model.report.twin.steps import Stepped
from model.report.twin.timeline import Timeline

WORKED_OUT = ("Months", "Salaries", *SHEETS.values(), "Charges", "Income", "Results", "Steps")
"""The sheets whose cells are formulas. An error in any cell is a fault, whether or not a total rests on it."""
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

    ``where`` is a formula whose text names what is wrong; it is empty where nothing is wrong.
    """

    label: str
    side: str
    other: str
    value: float
    where: str = ""


def write_checks(book: Book, results: Results, cleared: ClearedAreas, steps: Iterable[Stepped]) -> None:
    """Write the checks, with the master check on top."""
    first = FIRST_ROW + 4
    sheet = book.sheet(
        "Checks",
        "Checks",
        "Each line is a formula. A difference of less than a penny is ignored. The master check is on top.",
        (70, 22, 22, 18, 16, 60),
    )
    sheet.freeze(first, 1, one_table=False)  # the totals below have headings of their own
    sheet.row = first - 1
    sheet.heads(*HEADS)
    changed = Area(sheet.name, first, 1, fixed="both").cell()
    _write_lines(sheet, [_counted(cleared.changed)], f'"{CHANGED}"')
    of_steps = [_of_steps(figure) for figure in steps if figure.side]
    _write_lines(sheet, [*map(_counted, cleared.displaced), *_sums(book, results), *of_steps], f'"{FAILS}"')
    sheet.row += 1
    # figures that differ though no input does rest on a changed formula
    last = _against_the_model(sheet, results, f'IF({changed}>0,"{CHANGED}","{FAILS}")')
    every = Area(sheet.name, first, 0, last - first, len(HEADS), "both")
    book.define("Master_check", _master(sheet, every))
    for word, colour in ((PASSES, "#d5e8d4"), (FAILS, "#f4c7c3"), (CHANGED, "#fff4c2")):
        style = book.file.add_format({"bg_color": colour})
        condition = {"type": "text", "criteria": "begins with", "value": word, "format": style}
        sheet.page.conditional_format(first, 4, last, 4, condition)


def _master(sheet: Sheet, every: Area) -> Area:
    """Write the master check, and under it the first check that fails and the first input that was changed.

    Gives the cell of the master check.
    """
    outcomes = every.down(4)
    fails, changed = (f'COUNTIF({outcomes},"{word}")' for word in (FAILS, CHANGED))
    label, where = (f'INDEX({every.down(col)},MATCH("{FAILS}",{outcomes},0))' for col in (0, 5))
    failing = f'{label}&IF({where}="","",": "&{where})&" (checks that fail: "&{fails}&")."'
    count, words = every.cell(0, 1), every.cell(0, 5)
    altered = f'IF({count}=0,"",{words}&" (inputs changed: "&{count}&").")'
    sheet.row = FIRST_ROW
    first_fails, first_changed = (
        sheet.line(label, worked(formula, "", "general", "label")).cell()
        for label, formula in (
            ("The first check that fails, and how many fail", f'IF({fails}=0,"",{failing})'),
            ("The first input that was changed, and how many were changed", altered),
        )
    )
    also = f'IF({first_changed}="",""," "&{first_changed})'
    otherwise = f'IF({changed}>0,"{WORDS[CHANGED]}"&{also},"{WORDS[PASSES]}")'
    formula = f'IF({fails}>0,"{WORDS[FAILS]} "&{first_fails}&{also},{otherwise})'
    sheet.row = FIRST_ROW - 1
    return sheet.line(Cell("Master check", kind="heading"), worked(formula, WORDS[PASSES], "general", "strong"))


def _counted(structure: Structure) -> Line:
    """The check that the file has none of one kind of difference from what was cleared, such as a changed input."""
    return Line(structure.label, structure.count, "0", 0.0, structure.where)


def _write_lines(sheet: Sheet, lines: Iterable[Line], differs: str) -> None:
    """Write a row for each check. ``differs`` is the formula that gives the outcome where the two sides differ."""
    for line in lines:
        side, other, difference = (Area(sheet.name, sheet.row, col).cell() for col in (1, 2, 3))
        agrees = f'IF(ABS({difference})<{PENNY},"{PASSES}",{differs})'
        # AND would look at both and hand an error on, which no count of words sees
        outcome = worked(f'IF(ISNUMBER({difference}),{agrees},"{FAILS}")', PASSES, "general", "label")
        sides = worked(line.side, line.value), worked(line.other, line.value), worked(f"{side}-{other}", 0.0)
        where = [worked(line.where, "", "general", "label")] if line.where else []
        sheet.line(line.label, *sides, outcome, *where)


def _of_steps(figure: Stepped) -> Line:
    """The check that a figure is the sum of its steps."""
    return Line(f"Steps: they come to {figure.label}", figure.side, figure.other, figure.value)


def _sums(book: Book, results: Results) -> Iterator[Line]:
    """The checks that the file agrees with itself, whatever the inputs."""
    for timeline in results.timelines.values():
        yield from _of_timeline(timeline, results)
    yield from _of_effects(results)
    if results.by_fund:
        yield from starmap(Line, fund_checks(results.facts, results.by_fund, results.total))
    for sheet in book.sheets.values():
        if sheet.name in WORKED_OUT:
            last_row, last_col = sheet.page.last_cell
            area = Area(sheet.name, 0, 0, last_row + 1, last_col + 1)
            errors = f"ISERROR({area.whole()})"
            count = f"SUMPRODUCT({errors}*1)"
            where = f'IF({count}=0,"","{sheet.name}!"&{first_cell(area, errors)})'
            yield Line(f"{sheet.name}: no cell is an error", count, "0", 0.0, where)


def _of_timeline(timeline: Timeline, results: Results) -> Iterator[Line]:
    facts, name = timeline.facts, SHEETS[timeline.key]
    months, years = len(facts.months), len(facts.costed.years)
    total = facts.costed.costs[timeline.key, facts.basis].total.sum()
    whole = f"SUM({timeline.totals['total'].part(cols=months).across()})"
    parts = "+".join(f"SUM({timeline.totals[element.key].part(cols=months).across()})" for element in ELEMENTS)
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
    label = f"{name}: no seat\u2019s last day is more than a day before its first day"
    yield Line(label, f"SUMPRODUCT(({first}-1>{last})*1)", "0", 0.0)


def _of_effects(results: Results) -> Iterator[Line]:
    effects = {"part_year_effect": "the effect in the year", "full_year_effect": "the full-year effect"}
    for number, year in enumerate(results.facts.costed.years):
        for effect, words in effects.items():
            parts = results.years[number].part(0, COLUMNS.index(effect), len(ELEMENTS)).down()
            whole = f"{results.total(number, EFFECTS[effect][1])}-{results.total(number, 'do_nothing')}"
            label = f"{year}: the elements\u2019 effects add up to {words}"
            yield Line(label, f"SUM({parts})", whole, results.facts.costs(effect, year))


def _against_the_model(sheet: Sheet, results: Results, differs: str) -> int:
    """Write each timeline's total of each year beside the costing's own. Gives the row after these checks."""
    costed, basis = results.facts.costed, results.facts.basis
    keys = [key for key in (*BASES, *PEOPLE_BASES) if key in costed.bases]
    sheet.heading("Compared with the costing that this file came with")
    last = sheet.row + len(TIMELINES) * len(costed.years) + len(results.compared)
    totals = Area(sheet.name, last + 3, 1, len(keys) * len(TIMELINES), len(costed.years), "col")
    lines: list[Line] = []
    for t, timeline in enumerate(TIMELINES):
        for number, year in enumerate(costed.years):
            value = float(half_up(costed.amount(timeline, basis, year)))
            place = f"(Basis_number-1)*{_ordinal(totals, len(TIMELINES))}+{_ordinal(totals, t + 1)}"
            rounded = f"ROUND({results.total(number, timeline)}/{PENNY},0)*{PENNY}"
            label = f"{SHEETS[timeline]}, {year}: the total is the same as in the costing"
            lines.append(Line(label, rounded, f"INDEX({totals.down(number)},{place})", value))
    for number, figure in enumerate(results.compared):
        stored = Area(sheet.name, totals.row + totals.rows + number, 1).cell()
        lines.append(Line(f"{figure.label}: the same as in the costing", figure.formula, stored, figure.value))
    _write_lines(sheet, lines, differs)
    sheet.row += 1
    sheet.page.set_h_pagebreaks([sheet.row])  # else their headings may stand alone at the foot of a page
    sheet.heading("The costing's own totals, to the penny. They are never recalculated")
    sheet.heads("Basis and timeline, £ a year", *map(str, costed.years))
    for key in keys:
        for timeline, shown in SHEETS.items():
            amounts = (half_up(costed.amount(timeline, key, year)) for year in costed.years)
            sheet.line(f"{basis_named(key).label}: {shown}", *(Cell(float(amount), "money") for amount in amounts))
    for figure in results.compared:
        sheet.line(figure.label, Cell(figure.value, "money"))
    return last


def _ordinal(area: Area, number: int) -> str:
    """A formula that gives a number as the rows of a range, so that no bare number is in a formula."""
    return f"ROWS({area.part(rows=number).whole()})"
