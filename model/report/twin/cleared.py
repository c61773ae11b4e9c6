"""What was cleared, cell by cell: every input's value, where each block of formulas stands, how full each sheet is.

A spreadsheet moves references when rows are put in or taken out, so a value alone is not enough: where each cell stands
now is worked out too, and what no formula refers to is found by counting.
"""

from dataclasses import dataclass, replace

from model.report.twin.areas import Area
from model.report.twin.people_inputs import FIRST_ROW
from model.report.twin.sheets import Book, Sheet

SAME, CHANGED_INPUT, MOVED, GONE, OVERWRITTEN, ADDED = "same", "changed", "moved", "gone", "overwritten", "added to"
EMPTY, NO_CELL, FAULTY = "(empty)", "(gone)", "(error)"
LAST_ROW, LAST_COL = 1_048_576, 16_384
"""The size of a sheet."""


@dataclass(frozen=True)
class Structure:
    """Something that is counted: the outcomes to look for, and the words that name the first and what is wrong."""

    label: str
    count: str
    where: str
    """A formula that gives words where the count is not nil."""


@dataclass(frozen=True)
class ClearedAreas:
    """What the checks read: how many inputs are changed and what the first is, and the same of what was displaced."""

    changed: Structure
    displaced: tuple[Structure, ...]


def write_cleared(book: Book) -> ClearedAreas:
    """Write the sheet of all that has been written so far; formulas written later are not in it."""
    inputs, blocks = list(book.inputs), formula_blocks(book.formulas)
    pages = [page for page in book.file.worksheets() if page.name != "About"]
    filled = {page.name: _filled(page) for page in pages}
    sheet = book.sheet(
        "Cleared",
        "Cleared: every input and every block of formulas as the costing had it",
        "Formulas compare what stands in the file now. The sheet Checks names the first that differs.",
    )
    sheet.page.set_portrait()
    sheet.widths(14, 18, 18, 24, 24, 14, 14)
    sheet.freeze(2, 2, one_table=False)
    sheets = _Sheets(sheet, FIRST_ROW, filled)
    formulas = _Formulas(sheet, sheets.last + 4, blocks)
    values = _Values(sheet, formulas.last + 4, inputs)
    sheets.write(values)
    return ClearedAreas(values.changed(), (values.moved(), values.gone(), *formulas.displaced(), sheets.added()))


def _filled(page) -> int:
    """How many cells of a sheet hold anything."""
    return sum(type(cell).__name__ != "Blank" for row in page.table.values() for cell in row.values())


def formula_blocks(runs: list[Area]) -> list[Area]:
    """Runs of formulas joined to rectangles, sheet by sheet: those beside each other, then those under each other."""
    rows: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for run in runs:
        rows.setdefault((run.sheet, run.row), []).append((run.col, run.col + run.cols))
    blocks: list[Area] = []
    growing: dict[tuple[str, int, int], int] = {}
    order = {name: number for number, name in enumerate(dict.fromkeys(run.sheet for run in runs))}
    for sheet, row in sorted(rows, key=lambda at: (order[at[0]], at[1])):
        joined: list[tuple[int, int]] = []
        for first, end in sorted(rows[sheet, row]):
            if joined and joined[-1][1] == first:
                first = joined.pop()[0]
            joined.append((first, end))
        for first, end in joined:
            key = (sheet, first, end)
            above = growing.get(key)
            if above is not None and blocks[above].row + blocks[above].rows == row:
                old = blocks[above]
                blocks[above] = Area(sheet, old.row, first, old.rows + 1, end - first)
            else:
                growing[key] = len(blocks)
                blocks.append(Area(sheet, row, first, 1, end - first))
    return blocks


def unfixed(reference: str) -> str:
    """A reference as a reader writes it: without its sheet and without dollar signs."""
    return reference.split("!")[1].replace("$", "")


def address(cell: str) -> str:
    """The formula of where a cell stands now, as in B7."""
    return _plain(f"ADDRESS(ROW({cell}),COLUMN({cell}))")


def first_cell(area: Area, condition: str) -> str:
    """The formula of the first cell of an area for which a condition, an array of 0 and 1, is 1; row by row."""
    whole, end = area.whole(), replace(area, fixed="both").cell(area.rows - 1, area.cols - 1)
    row = f"ROW({end})+1-SUMPRODUCT(MAX({condition}*(ROW({end})+1-ROW({whole}))))"
    in_row = f"{condition}*(ROW({whole})={row})"
    col = f"COLUMN({end})+1-SUMPRODUCT(MAX({in_row}*(COLUMN({end})+1-COLUMN({whole}))))"
    return _plain(f"ADDRESS({row},{col})")


def _head(sheet: Sheet, row: int, heads: tuple[str, ...]) -> None:
    for col, head in enumerate(heads):
        sheet.head(row, col, [head], 0 if head in ("Cleared", "Now") else 1)


def _plain(formula: str) -> str:
    return f'SUBSTITUTE({formula},"$","")'


class _Sheets:
    """How many cells of each sheet hold anything beside its inputs: what is typed where nothing was is found so."""

    def __init__(self, sheet: Sheet, row: int, filled: dict[str, int]):
        self.sheet, self.filled = sheet, filled
        self.area = Area(sheet.name, row, 0, len(filled), 6, "both")
        self.last = row + len(filled)

    def write(self, values: "_Values") -> None:
        """Write a row a sheet, once it is known where the inputs stand."""
        sheet, area = self.sheet, self.area
        sheet.text(area.row - 2, 0, "Sheets: how many cells hold anything beside the inputs", "heading")
        _head(sheet, area.row - 1, ("Sheet", "", "", "Cleared", "Now", "Outcome"))
        names, now = values.area.down(0), values.area.down(4)
        for i, (name, filled) in enumerate(self.filled.items()):
            inputs = sum(one.cell.sheet == name and one.value is not None for one in values.inputs)
            sheet.text(area.row + i, 0, name)
            sheet.number(area.row + i, 3, filled - inputs, kind="plain")
            every = Area(name, 0, 0, LAST_ROW, LAST_COL).whole()
            own = f'SUMPRODUCT(({names}={area.cell(i, 0)})*({now}<>"{EMPTY}"))'
            sheet.formula(area.row + i, 4, f"COUNTA({every})-{own}", filled - inputs, "whole")
            outcome = f'IF({area.cell(i, 4)}={area.cell(i, 3)},"{SAME}","{ADDED}")'
            sheet.formula(area.row + i, 5, outcome, SAME, kind="label")

    def added(self) -> Structure:
        """That nothing was typed where nothing was, and that no label was taken out."""
        found = f'MATCH("{ADDED}",{self.area.down(5)},0)'
        now, then = (f"INDEX({self.area.down(col)},{found})" for col in (4, 3))
        words = f'INDEX({self.area.down(0)},{found})&" has "&{now}&" cells filled beside its inputs, cleared "&{then}'
        return _structure("Nothing was added to a sheet or taken out of one", self.area.down(5), ADDED, words)


class _Formulas:
    """Each block of formulas: where it stands and how many of its cells are formulas still."""

    def __init__(self, sheet: Sheet, row: int, blocks: list[Area]):
        heads = ("Sheet", "Block of formulas", "Stands now at", "Cleared", "Now", "Outcome", "First without")
        sheet.text(row - 2, 0, "Formulas: where each block stands and how many cells of it are formulas", "heading")
        _head(sheet, row - 1, heads)
        self.area = area = Area(sheet.name, row, 0, len(blocks), len(heads), "both")
        self.last = row + len(blocks)
        for i, block in enumerate(blocks):
            fixed = replace(block, fixed="both")
            first, last = fixed.cell(), fixed.cell(block.rows - 1, block.cols - 1)
            stands = unfixed(block.whole())
            sheet.text(row + i, 0, block.sheet)
            sheet.text(row + i, 1, stands)
            whole = block.whole()
            ends = f'{address(first)}&":"&{address(last)}'
            gone = f"ISERROR(ROW({first})+ROW({last}))"
            sheet.formula(row + i, 2, f'IF({gone},"{NO_CELL}",{ends})', stands, kind="label")
            sheet.number(row + i, 3, block.rows * block.cols, kind="plain")
            is_formula = f"_xlfn.ISFORMULA({whole})"
            counted = f"SUMPRODUCT({is_formula}*1)"
            sheet.formula(row + i, 4, f"IF(ISERROR({counted}),0,{counted})", block.rows * block.cols, "whole")
            displaced = f'IF({area.cell(i, 2)}="{NO_CELL}","{GONE}","{MOVED}")'
            kept = f'IF({area.cell(i, 4)}={area.cell(i, 3)},"{SAME}","{OVERWRITTEN}")'
            outcome = f"IF({area.cell(i, 2)}={area.cell(i, 1)},{kept},{displaced})"
            sheet.formula(row + i, 5, outcome, SAME, kind="label")
            where = f'IF({area.cell(i, 5)}="{OVERWRITTEN}",{first_cell(block, f"(1-{is_formula})")},"")'
            sheet.formula(row + i, 6, where, "", kind="label")

    def displaced(self) -> tuple[Structure, ...]:
        """That every formula is one still, and that every block stands where it stood."""

        def of(outcome: str, col: int) -> str:
            return f'INDEX({self.area.down(col)},MATCH("{outcome}",{self.area.down(5)},0))'

        overwritten = f'{of(OVERWRITTEN, 0)}&"!"&{of(OVERWRITTEN, 6)}&" holds no formula any more"'
        moved = f'{of(MOVED, 0)}&"!"&{of(MOVED, 1)}&" now stands at "&{of(MOVED, 2)}'
        gone = f'{of(GONE, 0)}&"!"&{of(GONE, 1)}&" is no longer whole"'
        outcomes = self.area.down(5)
        return (
            _structure("Every formula is a formula still", outcomes, OVERWRITTEN, overwritten),
            _structure("Every block of formulas stands where it stood", outcomes, MOVED, moved),
            _structure("No block of formulas lost a row or column at its edge", outcomes, GONE, gone),
        )


class _Values:
    """Every input: its cell, its value, and both as they are now."""

    def __init__(self, sheet: Sheet, row: int, inputs: list):
        heads = ("Sheet", "Input", "Stands now at", "Cleared", "Now", "Outcome", "Shown as")
        sheet.text(row - 2, 0, "Inputs: what each was when it was cleared, and what it is now", "heading")
        _head(sheet, row - 1, heads)
        self.inputs = inputs
        self.area = area = Area(sheet.name, row, 0, len(inputs), len(heads), "both")
        for i, one in enumerate(inputs):
            cell = one.cell.cell()
            stands = unfixed(cell)
            kind = one.number if one.number in ("day", "month") else "general"
            value = EMPTY if one.value is None else one.value
            sheet.text(row + i, 0, one.cell.sheet)
            sheet.text(row + i, 1, stands)
            sheet.formula(row + i, 2, f'IF(ISERROR(ROW({cell})),"{NO_CELL}",{address(cell)})', stands, kind="label")
            if isinstance(value, str):
                sheet.text(row + i, 3, value, "right")
            else:
                sheet.number(row + i, 3, value, kind, "plain")
            now = f'IF(ISERROR({cell}),"{FAULTY}",IF(ISBLANK({cell}),"{EMPTY}",{cell}))'
            sheet.formula(row + i, 4, now, value, kind, "right")
            at, then, then_at, now_at = (area.cell(i, col) for col in (2, 3, 1, 2))
            alike = f"{area.cell(i, 4)}={then},EXACT({area.cell(i, 4)},{then})"
            equal = f"AND({alike},1-_xlfn.ISFORMULA({cell}))"
            displaced = f'IF({at}="{NO_CELL}","{GONE}","{MOVED}")'
            outcome = f'IF({then_at}<>{now_at},{displaced},IF({equal},"{SAME}","{CHANGED_INPUT}"))'
            sheet.formula(row + i, 5, outcome, SAME, kind="label")
            sheet.text(row + i, 6, one.number)

    def _of(self, outcome: str, col: int) -> str:
        return f'INDEX({self.area.down(col)},MATCH("{outcome}",{self.area.down(5)},0))'

    def _named(self, outcome: str) -> str:
        return f'{self._of(outcome, 0)}&"!"&{self._of(outcome, 1)}'

    def _shown(self, col: int) -> str:
        value = self._of(CHANGED_INPUT, col)
        day = f'TEXT({value},"d mmm yyyy")'
        return f'IF(AND({self._of(CHANGED_INPUT, 6)}="day",ISNUMBER({value})),{day},{value}&"")'

    def changed(self) -> Structure:
        """That every input is the cleared one."""
        then, now = self._shown(3), self._shown(4)
        kind = f'IF(EXACT({then},{now})," as text or a formula","")'
        words = f'{self._named(CHANGED_INPUT)}&" was changed: cleared "&{then}&", now "&{now}&{kind}'
        return _structure("Every input is as it was cleared", self.area.down(5), CHANGED_INPUT, words)

    def moved(self) -> Structure:
        """That every input stands where it stood."""
        why = ": a row or column was put in or taken out before it"
        words = f'{self._named(MOVED)}&" now stands at "&{self._of(MOVED, 2)}&"{why}"'
        return _structure("Every input stands where it stood", self.area.down(5), MOVED, words)

    def gone(self) -> Structure:
        """That no input was taken out."""
        words = f'{self._named(GONE)}&" was taken out: cleared "&{self._of(GONE, 3)}'
        return _structure("No input was taken out", self.area.down(5), GONE, words)


def _structure(label: str, outcomes: str, outcome: str, words: str) -> Structure:
    count = f'COUNTIF({outcomes},"{outcome}")'
    return Structure(label, count, f'IF({count}=0,"",{words})')
