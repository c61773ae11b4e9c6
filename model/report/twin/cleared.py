"""What was cleared, cell by cell: every input's value, where each block of formulas is, and how full each sheet is.

A spreadsheet moves references when rows are inserted or deleted, so comparing values can miss a change. Formulas also
work out where each cell is now. They count each sheet's filled cells too, so that an entry in an empty cell shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Cleared, worked
from model.report.twin.file import Page
from model.report.twin.sheets import FIRST_ROW, Book, Sheet

SAME, CHANGED_INPUT, MOVED, GONE, OVERWRITTEN, ADDED = "same", "changed", "moved", "gone", "overwritten", "added to"
EMPTY, NO_CELL, FAULTY = "(empty)", "(gone)", "(error)"
LAST_ROW, LAST_COL = 1_048_576, 16_384
"""The number of rows and columns of a sheet."""


@dataclass(frozen=True)
class Structure:
    """A kind of difference: its check's label, and the formulas that count such differences and name the first."""

    label: str
    count: str
    where: str
    """The formula of words that name the first difference, empty where there is no difference."""


@dataclass(frozen=True)
class ClearedAreas:
    """What the checks read: inputs that have changed and, by kind, cells moved, deleted, overwritten or added."""

    changed: Structure
    displaced: tuple[Structure, ...]


def write_cleared(book: Book) -> ClearedAreas:
    """Write the sheet that records every input and formula written so far. Formulas written later are not in it."""
    inputs, blocks = list(book.inputs), formula_blocks(book.formulas)
    filled = {name: _filled(sheet.page) for name, sheet in book.sheets.items() if name != "About"}
    sheet = book.sheet(
        "Cleared",
        "Cleared: every input and every block of formulas as they were in the costing",
        "Formulas compare what was cleared with what is in the file now. The sheet Checks names the first difference.",
        (14, 18, 18, 24, 24, 14, 14),
    )
    sheet.page.set_portrait()
    sheet.freeze(2, 2, one_table=False)
    heads = ("Sheet", "", "", "Cleared", "Now", "Outcome")
    title = "Sheets: how many cells are filled, besides the inputs"
    sheets = _Table(sheet, FIRST_ROW, title, heads, len(filled))
    heads = ("Sheet", "Block of formulas", "Is now at", "Cleared", "Now", "Outcome", "First without")
    title = "Formulas: where each block is and how many of its cells are formulas"
    formulas = _Table(sheet, sheets.last + 4, title, heads, len(blocks))
    heads = ("Sheet", "Input", "Is now at", "Cleared", "Now", "Outcome", "Shown as")
    title = "Inputs: what each was when it was cleared, and what it is now"
    values = _Table(sheet, formulas.last + 4, title, heads, len(inputs))
    _write_sheets(sheets, filled, inputs, values)
    _write_formulas(formulas, blocks)
    _write_values(values, inputs)
    return ClearedAreas(_changed(values), (*_displaced_inputs(values), *_displaced_formulas(formulas), _added(sheets)))


def _filled(page: Page) -> int:
    """How many cells of a sheet are filled."""
    return sum(type(cell).__name__ != "Blank" for row in page.table.values() for cell in row.values())


def formula_blocks(runs: Iterable[Area]) -> list[Area]:
    """Rectangles of formulas, sheet by sheet. Runs side by side are joined first, then rows one below another."""
    blocks: list[Area] = []
    growing: dict[tuple[str, int, int], int] = {}
    runs = list(runs)
    order = {name: number for number, name in enumerate(dict.fromkeys(run.sheet for run in runs))}
    joined: list[Area] = []
    for run in sorted(runs, key=lambda run: (order[run.sheet], run.row, run.col)):
        left = joined[-1] if joined else None
        if left and (left.sheet, left.row, left.col + left.cols) == (run.sheet, run.row, run.col):
            joined[-1] = replace(left, cols=left.cols + run.cols)
        else:
            joined.append(run)
    for run in joined:
        key = (run.sheet, run.col, run.cols)
        above = blocks[growing[key]] if key in growing else None
        if above and above.row + above.rows == run.row:
            blocks[growing[key]] = replace(above, rows=above.rows + 1)
        else:
            growing[key] = len(blocks)
            blocks.append(run)
    return blocks


def unfixed(reference: str) -> str:
    """A reference as a reader writes it: without its sheet and without dollar signs."""
    return reference.split("!")[1].replace("$", "")


def address(cell: str) -> str:
    """The formula of a cell's address now, such as B7."""
    return _plain(f"ADDRESS(ROW({cell}),COLUMN({cell}))")


def first_cell(area: Area, condition: str) -> str:
    """The formula of the address of an area's first cell, row by row, where ``condition`` is 1 and not 0."""
    whole, end = area.whole(), replace(area, fixed="both").cell(area.rows - 1, area.cols - 1)
    row = f"ROW({end})+1-SUMPRODUCT(MAX({condition}*(ROW({end})+1-ROW({whole}))))"
    in_row = f"{condition}*(ROW({whole})={row})"
    col = f"COLUMN({end})+1-SUMPRODUCT(MAX({in_row}*(COLUMN({end})+1-COLUMN({whole}))))"
    return _plain(f"ADDRESS({row},{col})")


def _plain(formula: str) -> str:
    return f'SUBSTITUTE({formula},"$","")'


class _Table:
    """A table of what was cleared (column 3), what is there now (column 4) and the outcome (column 5)."""

    def __init__(self, sheet: Sheet, row: int, title: str, heads: Sequence[str], size: int):
        self.sheet, self.last = sheet, row + size
        self.area = Area(sheet.name, row, 0, size, len(heads), "both")
        sheet.text(row - 2, 0, title, "heading")
        kinds = ("head right" if head in ("Cleared", "Now") else "head" for head in heads)
        sheet.cells(row - 1, 0, *(Cell(head, kind=kind) for head, kind in zip(heads, kinds, strict=True)))

    def at(self, outcome: str, col: int) -> str:
        """The formula of a column's value in the first row that has this outcome."""
        return f'INDEX({self.area.down(col)},MATCH("{outcome}",{self.area.down(5)},0))'

    def place(self, outcome: str) -> str:
        """The formula of the sheet and cells named in the first row that has this outcome."""
        return f'{self.at(outcome, 0)}&"!"&{self.at(outcome, 1)}'

    def structure(self, label: str, outcome: str, words: str) -> Structure:
        """The check that no row has this outcome. ``words`` is a formula that names the first row that has it."""
        count = f'COUNTIF({self.area.down(5)},"{outcome}")'
        return Structure(label, count, f'IF({count}=0,"",{words})')


def _words(formula: str, stored: str) -> Cell:
    return worked(formula, stored, "general", "label")


def _write_sheets(table: _Table, filled: dict[str, int], inputs: Sequence[Cleared], values: _Table) -> None:
    """Write how many cells of each sheet are filled, besides its inputs.

    A higher count shows that something was typed into an empty cell; a lower one, that a label was deleted.
    """
    area, names, now = table.area, values.area.down(0), values.area.down(4)
    for i, (name, cells) in enumerate(filled.items()):
        beside = cells - sum(cleared.cell.sheet == name and cleared.value is not None for cleared in inputs)
        of_inputs = f'SUMPRODUCT(({names}={area.cell(i, 0)})*({now}<>"{EMPTY}"))'
        count = f"COUNTA({Area(name, 0, 0, LAST_ROW, LAST_COL).whole()})-{of_inputs}"
        outcome = f'IF({area.cell(i, 4)}={area.cell(i, 3)},"{SAME}","{ADDED}")'
        table.sheet.text(area.row + i, 0, name)
        cleared = Cell(beside, "whole", "plain")
        table.sheet.cells(area.row + i, 3, cleared, worked(count, beside, "whole"), _words(outcome, SAME))


def _added(table: _Table) -> Structure:
    """The check that nothing was typed into an empty cell, and that no label was deleted."""
    now, then = (table.at(ADDED, col) for col in (4, 3))
    words = f'{table.at(ADDED, 0)}&" has "&{now}&" cells filled besides its inputs; when cleared it had "&{then}'
    return table.structure("Nothing was added to a sheet or taken out of one", ADDED, words)


def _write_formulas(table: _Table, blocks: Sequence[Area]) -> None:
    """Write each block of formulas: where it is, and how many of its cells are still formulas."""
    for i, block in enumerate(blocks):
        fixed, whole = replace(block, fixed="both"), block.whole()
        first, last = fixed.cell(), fixed.cell(block.rows - 1, block.cols - 1)
        stands, now_at, cleared, now, outcome = (table.area.cell(i, col) for col in (1, 2, 3, 4, 5))
        at, is_formula = unfixed(whole), f"_xlfn.ISFORMULA({whole})"
        ends = f'{address(first)}&":"&{address(last)}'
        counted = f"SUMPRODUCT({is_formula}*1)"
        displaced = f'IF({now_at}="{NO_CELL}","{GONE}","{MOVED}")'
        kept = f'IF({now}={cleared},"{SAME}","{OVERWRITTEN}")'
        where = f'IF({outcome}="{OVERWRITTEN}",{first_cell(block, f"(1-{is_formula})")},"")'
        table.sheet.cells(
            table.area.row + i,
            0,
            block.sheet,
            at,
            _words(f'IF(ISERROR(ROW({first})+ROW({last})),"{NO_CELL}",{ends})', at),
            Cell(block.rows * block.cols, "whole", "plain"),
            worked(f"IF(ISERROR({counted}),0,{counted})", block.rows * block.cols, "whole"),
            _words(f"IF({now_at}={stands},{kept},{displaced})", SAME),
            _words(where, ""),
        )


def _displaced_formulas(table: _Table) -> tuple[Structure, ...]:
    """The checks that every formula is still a formula, and that every block is still in its place."""
    overwritten = f'{table.at(OVERWRITTEN, 0)}&"!"&{table.at(OVERWRITTEN, 6)}&" is no longer a formula"'
    moved = f'{table.place(MOVED)}&" is now at "&{table.at(MOVED, 2)}'
    gone = f'{table.place(GONE)}&" is no longer whole"'
    return (
        table.structure("Every formula is still a formula", OVERWRITTEN, overwritten),
        table.structure("Every block of formulas is where it was", MOVED, moved),
        table.structure("No block of formulas lost a row or column at its edge", GONE, gone),
    )


def _write_values(table: _Table, inputs: Sequence[Cleared]) -> None:
    """Write every input: its cell and its value, both as cleared and as they are now."""
    for i, cleared in enumerate(inputs):
        cell = cleared.cell.cell()
        number = cleared.number if cleared.number in ("day", "month") else "general"
        value = EMPTY if cleared.value is None else cleared.value
        then_at, now_at, then, now = (table.area.cell(i, col) for col in (1, 2, 3, 4))
        equal = f"AND({now}={then},EXACT({now},{then}),1-_xlfn.ISFORMULA({cell}))"
        displaced = f'IF({now_at}="{NO_CELL}","{GONE}","{MOVED}")'
        content = f'IF(ISERROR({cell}),"{FAULTY}",IF(ISBLANK({cell}),"{EMPTY}",{cell}))'
        table.sheet.cells(
            table.area.row + i,
            0,
            cleared.cell.sheet,
            unfixed(cell),
            _words(f'IF(ISERROR(ROW({cell})),"{NO_CELL}",{address(cell)})', unfixed(cell)),
            Cell(value, number, "right" if isinstance(value, str) else "plain"),
            worked(content, value, number, "right"),
            _words(f'IF({then_at}<>{now_at},{displaced},IF({equal},"{SAME}","{CHANGED_INPUT}"))', SAME),
            cleared.number,
        )


def _changed(table: _Table) -> Structure:
    """Check that every input still has its cleared value."""

    def shown(col: int) -> str:
        value, is_day = table.at(CHANGED_INPUT, col), f'{table.at(CHANGED_INPUT, 6)}="day"'
        return f'IF(AND({is_day},ISNUMBER({value})),TEXT({value},"d mmm yyyy"),{value}&"")'

    then, now = shown(3), shown(4)
    kind = f'IF(EXACT({then},{now})," as text or a formula","")'
    words = f'{table.place(CHANGED_INPUT)}&" was changed: cleared "&{then}&", now "&{now}&{kind}'
    return table.structure("Every input is as it was cleared", CHANGED_INPUT, words)


def _displaced_inputs(table: _Table) -> tuple[Structure, ...]:
    """Check that every input is still in its place, and that none was deleted."""
    why = ": a row or column was inserted or deleted before it"
    moved = f'{table.place(MOVED)}&" is now at "&{table.at(MOVED, 2)}&"{why}"'
    gone = f'{table.place(GONE)}&" was deleted: cleared "&{table.at(GONE, 3)}'
    return (
        table.structure("Every input is where it was", MOVED, moved),
        table.structure("No input was deleted", GONE, gone),
    )
