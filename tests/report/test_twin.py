"""The Excel twin as it is written: live formulas with stored values, laid out so that they can be checked."""

import json
import re
import zipfile

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from model.assessment.assess import assess
from model.cost.costed import TIMELINES
from model.cost.elements import ELEMENTS
from model.report.twin.areas import copied_right
from model.report.twin.build import PURPOSES, write_twin
from model.report.twin.checks import PASSES, WORDS
from model.report.twin.people_inputs import SHEETS
from model.report.twin.sheets import Book
from tests.report.twin_cases import CASES
from tests.report.twins import cells_of, names, read

MADE = ("protected", "priced", "recovered", "paid-late")
YELLOW = "FFFFF4C2"
REFERENCE = re.compile(r"(?:(\w+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
WORKINGS = {"Months", "Salaries", "Charges", "Income", *SHEETS.values()}
COMPARED = {"Cleared", "Checks", "Trace"}
"""Sheets that read every input to compare it or to point to it, and work out no figure from it."""
FUNCTIONS = {
    "ABS", "ADDRESS", "AND", "AVERAGE", "AVERAGEIFS", "CHOOSE", "COLUMN", "COLUMNS", "COUNTA", "COUNTIF", "EDATE",
    "EOMONTH", "EXACT", "IF", "INDEX", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "MATCH", "MAX", "MIN", "MOD", "ROUND",
    "ROW", "ROWS", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "_xlfn.ISFORMULA",
}  # fmt: skip
"""What formulas use: all in LibreOffice and in Excel since 2007, ISFORMULA since 2013; none spills over cells."""


@pytest.fixture(scope="module")
def made(tmp_path_factory, rates):
    """Twins of cases with protection, prices, new prices and an award paid late: path, assessment, cells by name."""
    folder = tmp_path_factory.mktemp("twin")
    written = {}
    for name in MADE:
        (folder / f"{name}.yaml").write_text(json.dumps(CASES[name]), encoding="utf-8")
        assessment, path = assess(folder / f"{name}.yaml", rates), folder / f"{name}.xlsx"
        write_twin(assessment, path)
        written[name] = (path, assessment, read(path))
    return written


@pytest.fixture(params=MADE)
def twin(request, made):
    return made[request.param]


@pytest.mark.parametrize("element", [element.key for element in ELEMENTS])
def test_every_cost_element_is_live_formulas_in_every_timeline(made, element):
    path, assessment, cells = made["protected"]
    defined = names(path)
    for timeline in TIMELINES:
        assert f"{timeline}_{element}" in defined, f"{element} has no block of formulas in {timeline}"
        sheet, refs = cells_of(defined[f"{timeline}_{element}"])
        assert len(refs) == assessment.costed.costs[timeline, "actual"].total.size
        assert all(cells[sheet][ref].formula for ref in refs)


def test_every_formula_stores_a_value(twin):
    cells = [(sheet, ref, cell) for sheet, held in twin[2].items() for ref, cell in held.items()]
    assert [(sheet, ref) for sheet, ref, cell in cells if cell.formula is not None and cell.value is None] == []


def test_no_number_is_typed_into_a_formula_but_nought_and_one(twin):
    """And every function is one that Excel and LibreOffice both have."""
    formulas = {
        _shape(cell.formula): cell.formula for held in twin[2].values() for cell in held.values() if cell.formula
    }
    for formula in formulas.values():
        typed, used = _typed_and_used(formula)
        assert typed <= {"0", "1"}, formula
        assert used <= FUNCTIONS, formula


def _typed_and_used(formula: str) -> tuple[set[str], set[str]]:
    """The numbers typed into a formula, and the functions that it uses."""
    tokens = Tokenizer("=" + formula).items
    typed = {token.value for token in tokens if token.type == "OPERAND" and token.subtype == "NUMBER"}
    return typed, {token.value.rstrip("(") for token in tokens if token.type == "FUNC" and token.subtype == "OPEN"}


def test_a_number_typed_into_a_formula_is_seen():
    assert _typed_and_used('SUM(Posts!$I5,0.248)*12/IF(B4="7",1,Spine_24)') == ({"0.248", "12", "1"}, {"SUM", "IF"})


def _shape(formula: str) -> str:
    """A formula without its columns and rows: those of a block are all alike."""
    return re.sub(r"\$?[A-Z]{1,3}\$?\d+", "cell", formula)


def test_inputs_stand_apart_from_workings(twin):
    """On a sheet of workings every number is a formula, but for the numbers of the grades beside their names."""
    for sheet, held in twin[2].items():
        if sheet in WORKINGS:
            typed = [ref for ref, cell in held.items() if cell.formula is None and isinstance(cell.value, float)]
            assert [ref for ref in typed if not (sheet == "Salaries" and ref.startswith("A"))] == []


def test_every_yellow_cell_is_read_by_a_formula(twin):
    """What looks like an input drives something; what is changed in the scenario, as the dates, is grey."""
    path, _, cells = twin
    read_by = {area for sheet, held in cells.items() if sheet not in COMPARED for cell in held.values() if cell.formula
               for area in _areas(sheet, cell.formula)}  # fmt: skip
    formulas = " ".join(_shape(cell.formula) for sheet, held in cells.items() if sheet not in COMPARED
                        for cell in held.values() if cell.formula)  # fmt: skip
    named = [area for name, area in names(path).items() if re.search(rf"\b{name}\b", formulas)]
    read_by |= {found for area in named for found in _areas("", area)}
    unread = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == YELLOW and sheet.title != "About"
        if not any(on == sheet.title and left <= cell.column <= right and top <= cell.row <= bottom
                   for on, left, right, top, bottom in read_by)
    ]  # fmt: skip
    assert unread == []


def _areas(sheet: str, formula: str) -> set[tuple[str, int, int, int, int]]:
    """What a formula refers to: the sheet, the first and last column, the first and last row."""
    return {
        (on or sheet, column_index_from_string(left), column_index_from_string(right or left), int(top),
         int(bottom or top))
        for on, left, top, right, bottom in REFERENCE.findall(formula)
    }  # fmt: skip


def test_dates_that_the_schedules_were_worked_out_for_are_no_inputs(made):
    """The increments and the protection do not follow them, so another date is for the scenario and a new run."""
    path, assessment, _ = made["protected"]
    book, defined = openpyxl.load_workbook(path), names(path)
    for name in ("Implementation", "First_day"):
        sheet, [ref] = cells_of(defined[name])
        assert book[sheet][ref].fill.fgColor.rgb != YELLOW
    sheet, [ref] = cells_of(defined["Implementation"])
    assert book[sheet][ref].value.date() == assessment.scenario.dates.implementation


def test_a_formula_copied_to_the_right_reads_as_a_spreadsheet_copies_it(twin):
    """openpyxl's own translator, which the twin is not written with, makes the same of one formula of each shape."""
    shapes = {_shape(c.formula): (ref, c.formula) for s in twin[2].values() for ref, c in s.items() if c.formula}
    for ref, formula in shapes.values():
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", ref).groups()
        col = column_index_from_string(letters)
        there = f"{get_column_letter(col + 3)}{row}"
        assert copied_right(formula, col)(col + 3) == Translator("=" + formula, ref).translate_formula(there)[1:]


def test_a_row_that_is_not_one_formula_copied_is_refused(tmp_path):
    sheet = Book(tmp_path / "odd.xlsx", "Odd", "").sheet("Odd", "Odd")
    with pytest.raises(ValueError, match="is not a copy of"):
        sheet.fill(4, 0, lambda col: f"$A${col + 1}", [0.0] * 4)


def test_nothing_is_hidden(twin):
    with zipfile.ZipFile(twin[0]) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                assert not re.search(rb'[hH]idden="?(1|true)|state="(veryH|h)idden"', parts.read(name)), name


def test_the_front_sheet_says_units_signs_and_what_each_sheet_is_for(twin):
    _, _, cells = twin
    said = {cells["About"][f"A{row}"].value: cells["About"][f"B{row}"].value
            for row in range(1, 60) if {f"A{row}", f"B{row}"} <= cells["About"].keys()}  # fmt: skip
    assert "£ a month" in said["Units"] and "A saving is negative" in said["Signs"]
    assert [sheet for sheet in cells if sheet != "About" and said.get(sheet) != PURPOSES[sheet]] == []


def test_the_master_check_passes_as_it_is_written(twin):
    _, _, cells = twin
    assert cells["About"]["B4"].value == WORDS[PASSES]
    outcomes = [cell.value for ref, cell in cells["Checks"].items() if ref.startswith("E") and cell.formula]
    assert len(outcomes) > 20 and set(outcomes) == {PASSES}


def test_two_twins_of_one_costing_are_alike_byte_for_byte(made, tmp_path):
    path, assessment, _ = made["protected"]
    write_twin(assessment, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_a_name_that_looks_like_a_formula_is_text(made, tmp_path, rates, write_scenario):
    titled = write_scenario(("title: Principal ICT Officer", "title: \"=HYPERLINK('x')\""),
                            ("title: Senior ICT Officer", 'title: "+cmd|x"'))  # fmt: skip
    write_twin(assess(titled, rates), tmp_path / "titled.xlsx")
    cells = read(tmp_path / "titled.xlsx")
    assert [cells["Posts"][ref].value for ref in ("B5", "B6")] == ["=HYPERLINK('x')", "+cmd|x"]
    assert [cells["Posts"][ref].formula for ref in ("B5", "B6")] == [None, None]
    packages, customers = (made["priced"][2][sheet] for sheet in ("Prices", "Customers"))
    shown = {cell.value for held in (packages, customers) for cell in held.values() if cell.formula is None}
    assert {"=1+1", '=HYPERLINK("http://x","y")', "+cmd", "<script>"} <= shown
    with zipfile.ZipFile(made["priced"][0]) as parts:
        assert not any(b"TargetMode=" in parts.read(name) for name in parts.namelist() if name.endswith(".rels"))


def test_it_is_in_british_english(twin):
    with zipfile.ZipFile(twin[0]) as parts:
        assert b"<dc:language>en-GB</dc:language>" in parts.read("docProps/core.xml")


def test_the_results_are_the_models_by_year(made):
    _, assessment, cells = made["protected"]
    costed, held = assessment.costed, cells["Results"]
    totals = [row for row in range(1, 60) if held.get(f"A{row}") and held[f"A{row}"].value == "Total"]
    for year, row in zip(costed.years, totals, strict=True):
        for column, structure in zip("BCDEF", (*TIMELINES, "part_year_effect", "full_year_effect"), strict=True):
            assert held[f"{column}{row}"].value == pytest.approx(costed.amount(structure, "actual", year))


def test_every_figure_that_the_report_tells_first_is_traced_to_its_cell_and_its_inputs(twin):
    """The sheets that it is said to rest on are those that are found by following its formulas to the inputs."""
    path, _, cells = twin
    defined, yellow = names(path), _inputs(path)
    traced = [int(ref[1:]) for ref, cell in cells["Trace"].items() if ref[0] == "B" and cell.formula]
    assert len(traced) >= 4
    for row in traced:
        sheet, ref = cells["Trace"][f"C{row}"].value.split("!")
        assert cells["Trace"][f"B{row}"].formula.replace("$", "") == f"{sheet}!{ref}"
        assert cells["Trace"][f"B{row}"].value == cells[sheet][ref].value
        said = set(cells["Trace"][f"D{row}"].value.split(", "))
        assert said == _rests_on(cells, defined, yellow, sheet, ref), cells["Trace"][f"A{row}"].value


def _inputs(path) -> dict[str, set[tuple[int, int]]]:
    """By sheet the column and row of each input, as the sheet of what was cleared lists them."""
    held, found = read(path)["Cleared"], {}
    [head] = [int(ref[1:]) for ref, cell in held.items() if ref[0] == "B" and cell.value == "Input"]
    for row in range(head + 1, max(int(ref[1:]) for ref in held) + 1):
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", held[f"B{row}"].value).groups()
        found.setdefault(held[f"A{row}"].value, set()).add((column_index_from_string(letters), int(number)))
    return found


def _rests_on(cells, defined, inputs, sheet: str, ref: str) -> set[str]:
    """The sheets of the inputs to which the formulas of a cell lead."""
    found, seen, waiting = set(), set(), {(sheet, ref)}
    while waiting:
        sheet, ref = waiting.pop()
        formula = cells[sheet][ref].formula or ""
        areas = _areas(sheet, formula)
        words = set(re.findall(r"[A-Z][A-Za-z_]+", formula))
        areas |= {area for name in words & defined.keys() for area in _areas("", defined[name])}
        for area in areas - seen:
            seen.add(area)
            on, left, right, top, bottom = area
            if any(left <= col <= right and top <= row <= bottom for col, row in inputs.get(on, ())):
                found.add(on)
            waiting |= {
                (on, f"{get_column_letter(col)}{row}")
                for col in range(left, right + 1)
                for row in range(top, bottom + 1)
                if getattr(cells[on].get(f"{get_column_letter(col)}{row}"), "formula", None)
            }
    return found


def test_every_figure_of_costs_has_its_steps_down_to_posts_and_elements_as_formulas(twin):
    """Each row of a post is the sum of its elements, and the figures are those of page one."""
    _, assessment, cells = twin
    held, basis = cells["Steps"], assessment.scenario.costing.basis
    named = {f"{of.name}, {of.year}": of.amount for of in assessment.quantities.values()
             if of.made_of and all(part.basis == basis and not part.filled for part in of.made_of)}  # fmt: skip
    rows = {cell.value: int(ref[1:]) for ref, cell in held.items() if ref[0] == "B" and cell.value in named}
    assert set(rows) == set(named) and len(named) >= 4
    for words, row in rows.items():
        assert held[f"D{row}"].formula and held[f"D{row}"].value == pytest.approx(named[words])
    numbered = re.compile(r"\d+\.\d+")
    posts = [int(ref[1:]) for ref, cell in held.items() if ref[0] == "A" and numbered.fullmatch(str(cell.value))]
    assert len(posts) >= 4
    for row in posts:
        whole, *elements = (held[ref] for ref in sorted(ref for ref in held if re.fullmatch(rf"[C-Z]{row}", ref)))
        assert all(cell.formula for cell in (whole, *elements))
        assert sum(cell.value for cell in elements) == pytest.approx(whole.value, abs=0.001)


def test_steps_are_checked_against_the_figures_that_have_a_cell_of_their_own(twin):
    checked = [cell.value for ref, cell in twin[2]["Checks"].items() if ref[0] == "A" and "Steps:" in str(cell.value)]
    assert len([words for words in checked if words.startswith("Steps: they come to Budget effect, full year")]) == 1
    assert len(checked) >= 5  # the last is that no cell is an error
