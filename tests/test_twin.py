"""The Excel twin as it is written: live formulas with stored values, laid out so that they can be checked."""

import json
import re
import zipfile

import pytest
from openpyxl.formula import Tokenizer
from twin_cases import CASES
from twins import cells_of, names, read

from model.assessment import assess
from model.costed import TIMELINES
from model.costing import ELEMENTS
from model.report.twin.build import PURPOSES, write_twin
from model.report.twin.checks import PASSES, WORDS
from model.report.twin.inputs import SHEETS

WORKINGS = {"Months", "Salaries", "Charges", "Income", *SHEETS.values()}
FUNCTIONS = {
    "ABS", "AND", "AVERAGE", "AVERAGEIFS", "CHOOSE", "COLUMNS", "COUNTIF", "EDATE", "EOMONTH", "IF", "INDEX", "INT",
    "ISNUMBER", "MATCH", "MAX", "MIN", "MOD", "ROUND", "ROWS", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
}  # fmt: skip
"""What formulas use: all in Excel since 2007 and in LibreOffice, none that spills over cells."""


@pytest.fixture(scope="module")
def made(tmp_path_factory, rates):
    """Twins of cases with protection, with prices and with an award paid late: path, assessment and cells by name."""
    folder = tmp_path_factory.mktemp("twin")
    written = {}
    for name in ("protected", "priced", "paid-late"):
        (folder / f"{name}.yaml").write_text(json.dumps(CASES[name]), encoding="utf-8")
        assessment, path = assess(folder / f"{name}.yaml", rates), folder / f"{name}.xlsx"
        write_twin(assessment, path)
        written[name] = (path, assessment, read(path))
    return written


@pytest.fixture(params=["protected", "priced", "paid-late"])
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
        tokens = Tokenizer("=" + formula).items
        typed = {token.value for token in tokens if token.type == "OPERAND" and token.subtype == "NUMBER"}
        used = {token.value.rstrip("(") for token in tokens if token.type == "FUNC" and token.subtype == "OPEN"}
        assert typed <= {"0", "1"}, formula
        assert used <= FUNCTIONS, formula


def _shape(formula: str) -> str:
    """A formula without its columns and rows: those of a block are all alike."""
    return re.sub(r"\$?[A-Z]{1,3}\$?\d+", "cell", formula)


def test_inputs_stand_apart_from_workings(twin):
    """On a sheet of workings every number is a formula, but for the numbers of the grades beside their names."""
    for sheet, held in twin[2].items():
        if sheet in WORKINGS:
            typed = [ref for ref, cell in held.items() if cell.formula is None and isinstance(cell.value, float)]
            assert [ref for ref in typed if not (sheet == "Salaries" and ref.startswith("A"))] == []


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
    assert len(outcomes) > 15 and set(outcomes) == {PASSES}


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
