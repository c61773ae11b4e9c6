"""The plain published workbook: one table a sheet, as software and screen readers want it."""

import re
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from model.assessment.assess import assess
from model.report.table import Table
from model.report.tables.every import tables
from model.report.twin.tables_workbook import sheet_names, write_tables
from tests.conftest import HOME


@pytest.fixture(scope="module")
def published(tmp_path_factory, barnet):
    path, made = tmp_path_factory.mktemp("tables") / "tables.xlsx", tables(barnet)
    write_tables(made, barnet, path)
    return path, made, openpyxl.load_workbook(path)


def test_every_table_of_the_report_has_a_sheet_and_stands_in_the_contents(published):
    _, made, book = published
    assert len(book.sheetnames) == len(made) + 1
    listed = [(row[0].value, row[1].value, row[2].value) for row in book["Contents"].iter_rows(min_row=5)]
    assert listed == [
        (name, table.title, len(table.frame)) for name, table in zip(book.sheetnames[1:], made, strict=True)
    ]
    links = [cell.hyperlink.location for cell in book["Contents"]["A"][4:]]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_each_sheet_is_one_named_table_under_its_title_with_one_header_row(published):
    _, made, book = published
    for sheet, table in zip(book.worksheets[1:], made, strict=True):
        [held] = sheet.tables.values()
        assert held.displayName == f"table_{table.key}"
        assert sheet["A1"].value == table.title
        top, *rows = sheet[held.ref]
        assert [cell.value for cell in top] == [str(column) for column in table.frame]
        assert all(cell.value is not None for row in rows for cell in row), "no blank cell, and so no blank row"
        assert held.ref.split(":")[1] == sheet.dimensions.split(":")[1], "nothing beside or below the table"
        assert sheet.merged_cells.ranges == set()
        assert held.headerRowCount in (None, 1)


def test_sums_are_numbers_to_the_penny_with_a_format(published):
    _, made, book = published
    [(sheet, table)] = [
        (sheet, table) for sheet, table in zip(book.worksheets[1:], made, strict=True) if table.key == "cost_by_basis"
    ]
    [held] = sheet.tables.values()
    rows = list(sheet[held.ref])[1:]
    for row, amounts in zip(rows, table.frame.itertuples(index=False), strict=True):
        assert row[1].value == pytest.approx(float(amounts[1]), abs=0.005)
        assert round(row[1].value, 2) == row[1].value
        assert "£" in row[1].number_format


def test_title_and_language_are_set(published, barnet):
    path, _, book = published
    assert book.properties.title == f"Tables: {barnet.scenario.title}"
    assert book.properties.language == "en-GB"
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            assert not re.search(rb'hidden="1"', parts.read(name)), name


def test_text_that_looks_like_a_formula_is_text(barnet, tmp_path):
    frame = pd.DataFrame({"=1+1": ['=HYPERLINK("x")', "+cmd", "<script>"], "£": [Decimal("1.005"), None, 2]})
    write_tables([Table("odd", "=2+2", frame, money=("£",))], barnet, tmp_path / "odd.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "odd.xlsx")["Odd"]
    assert [sheet["A1"].value, *(cell.value for cell in sheet["A"][1:])] == ["=2+2", "=1+1", *frame["=1+1"]]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.value for cell in sheet["B"][2:]] == [1.01, "\u2013", 2]


def test_two_workbooks_of_one_costing_are_alike_byte_for_byte(published, barnet, tmp_path):
    path, made, _ = published
    write_tables(made, barnet, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_no_two_sheets_have_one_name():
    keys = ["cost", "Cost", "a_very_long_key_that_does_not_fit_a_sheet", "a_very_long_key_that_does_not_fit_a_shoe"]
    names = sheet_names(iter(keys))
    assert len({name.lower() for name in names}) == 4
    assert max(map(len, names)) <= 31


def test_budget_tables_and_tables_with_gaps_can_be_written(tmp_path, rates):
    assessment = assess(HOME / "scenarios" / "example-two-funds.yaml", rates)
    made = tables(assessment)
    write_tables(made, assessment, tmp_path / "tables.xlsx")
    assert len(openpyxl.load_workbook(tmp_path / "tables.xlsx").sheetnames) == len(made) + 1


@pytest.fixture(scope="module")
def whole_case(tmp_path_factory, rates):
    """The tables of a case with people, leavers, funds, a budget and prices, and the workbook of them."""
    assessment, path = (
        assess(HOME / "scenarios" / "fictional-council.yaml", rates),
        tmp_path_factory.mktemp("whole") / "t.xlsx",
    )
    made = tables(assessment)
    write_tables(made, assessment, path)
    return made, openpyxl.load_workbook(path)


def cells_of(sheet):
    [held] = sheet.tables.values()
    return list(sheet[held.ref])


def test_no_cell_is_a_number_or_a_day_that_is_kept_as_text(whole_case):
    """Looked for by patterns of the test's own: pounds, counts, percentages with their signs, and days."""
    number = re.compile(r"[+−-]?£?(?:0|[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*)(?:\.\d+)?%?")
    day = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d")
    _, book = whole_case
    texts = [
        (sheet.title, cell.value)
        for sheet in book.worksheets[1:]
        for row in cells_of(sheet)[1:]
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert len(texts) > 1_000
    assert not [found for found in texts if number.fullmatch(found[1]) or day.fullmatch(found[1])]


def test_days_are_dates_that_excel_sorts(whole_case):
    """The bearer of one leaver: the last day of employment is 31 December 2024."""
    _, book = whole_case
    heads, row = cells_of(book["Leavers"])
    leaves = row[[cell.value for cell in heads].index("Leaves on")]
    assert (leaves.value, leaves.number_format) == (datetime(2024, 12, 31), "d mmm yyyy")


def test_what_is_below_nil_has_a_true_minus_sign_as_in_the_report(whole_case):
    made, book = whole_case
    for sheet, table in zip(book.worksheets[1:], made, strict=True):
        for cell in (cell for row in cells_of(sheet)[1:] for cell in row):
            if isinstance(cell.value, int | float) and cell.value < 0 and "£" in cell.number_format:
                assert cell.number_format.split(";")[1].startswith('"−"£'), (table.key, cell.coordinate)


def test_a_row_of_totals_looks_like_one_and_the_others_do_not(whole_case):
    made, book = whole_case
    looked_at = 0
    for sheet, table in zip(book.worksheets[1:], made, strict=True):
        _, *rows = cells_of(sheet)
        if table.total_row:
            looked_at += 1
            assert all(cell.font.b and cell.border.top.style for cell in rows[-1]), table.key
            assert not any(cell.font.b for row in rows[:-1] for cell in row), table.key
    assert looked_at > 3
