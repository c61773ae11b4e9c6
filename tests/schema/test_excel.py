"""Actuals, payroll and posts from Excel: read as the ledger's workbook holds them, and every slip told by its cell."""

import csv
import json
from datetime import date, datetime, time
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from model.assessment.assess import assess
from model.schema.load import input_files, load_scenario, read_scenario
from model.schema.reading import excel_rows, grid
from model.schema.reading.document import Document
from model.schema.reading.rows_beside import read_rows_beside
from model.schema.sections.budget import Actual
from tests.budget.test_funds import MONTH
from tests.budget.test_monitoring import budget, by_line
from tests.conftest import faults_of, small

HEADING = ("month", "line", "amount", "post")
LEDGER = [
    HEADING,
    (date(2024, 4, 1), "Pay", 3_700.5, "old"),
    (datetime(2024, 4, 30, 9, 15), "Pay", -0.5, "old"),
    ("May 2024", "Pay", 3_700, "old"),
    ("2024-06", "Pay", 3_700, "old"),
]


@pytest.fixture
def write_book(tmp_path):
    """Write a workbook, each sheet as rows of values or what is done to it; gives its path."""

    def write(name="ledger.xlsx", **sheets):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title.replace("_", " "))
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def with_ledger(write_small, write_book):
    """A small scenario whose actuals stand in a workbook, changed before it is saved."""

    def write(*changes, rows=None, change=None, actuals="ledger.xlsx"):
        table = [list(row) for row in rows or LEDGER]
        for row, column, value in changes:
            table[row - 1][column] = value
        path = write_book(Ledger=table)
        if change:
            book = load_workbook(path)
            change(book)
            book.save(path)
        return write_small(budget=budget(actuals=actuals, actuals_to="2024-06"))

    return write


def amounts(scenario, rates):
    return [actual.amount for actual in load_scenario(scenario, rates).budget.actuals]


def test_numbers_and_dates_come_as_excel_holds_them(with_ledger, rates):
    found = load_scenario(with_ledger(), rates).budget.actuals
    assert [actual.amount for actual in found] == [3_700.5, -0.5, 3_700, 3_700]
    assert [f"{actual.month:%Y-%m}" for actual in found] == ["2024-04", "2024-04", "2024-05", "2024-06"]


def test_the_forecast_is_the_same_as_from_a_list(with_ledger, rates):
    """3 × 3,700 to June and nine months left of £3,735.7045: 11,100 + 33,621.3405."""
    found = by_line(assess(with_ledger(), rates).costed)["Pay"]
    assert found.outturn == pytest.approx(11_100 + 9 * MONTH) == pytest.approx(44_721.3405)


def test_a_stated_sheet_is_read_and_otherwise_the_first_that_is_shown(with_ledger, rates):
    def more(book):
        book.create_sheet("Cover note", 0).append(["Nothing to read here"])

    assert len(amounts(with_ledger(change=more, actuals="ledger.xlsx#Ledger"), rates)) == 4

    def hidden(book):
        more(book)
        book["Cover note"].sheet_state = "hidden"

    assert len(amounts(with_ledger(change=hidden), rates)) == 4


def test_a_sheet_that_is_not_there_is_told_with_the_nearest(with_ledger, rates):
    scenario = with_ledger(actuals="ledger.xlsx#Leger")
    [fault] = faults_of(scenario, rates)
    assert (fault.file, fault.nearest) == (scenario.as_posix(), "Ledger")


def test_the_workbook_is_among_the_input_files_though_it_has_no_rows(with_ledger, tmp_path):
    path = with_ledger(rows=[HEADING])
    assert set(input_files(read_scenario(path)[0])) == {path, tmp_path / "ledger.xlsx"}


def test_blank_rows_are_passed_over_and_lines_stay_right(with_ledger, rates, tmp_path):
    """A blank row in the middle, one of spaces, and formatted blank rows at the end."""
    rows = [*LEDGER[:2], [None] * 4, ["  "] * 4, *LEDGER[2:]]

    def formatted(book):
        for row in range(20, 40):
            book["Ledger"].cell(row, 3).number_format = "0.00"

    assert amounts(with_ledger(rows=rows, change=formatted), rates) == [3_700.5, -0.5, 3_700, 3_700]
    [fault] = faults_of(with_ledger((7, 2, "x"), rows=rows), rates)
    assert (fault.file, fault.line, fault.cell) == ((tmp_path / "ledger.xlsx").as_posix(), 7, "sheet Ledger, cell C7")
    assert "ledger.xlsx, sheet Ledger, cell C7: amount: found the text 'x'; expected a number" in str(fault)


def test_hidden_rows_are_read_as_saving_it_as_csv_would(with_ledger, rates):
    def hide(book):
        book["Ledger"].row_dimensions[3].hidden = True

    assert sum(amounts(with_ledger(change=hide), rates)) == 11_100


def test_what_the_file_says_of_its_own_size_is_not_believed(with_ledger, rates, tmp_path):
    scenario = with_ledger()
    with ZipFile(tmp_path / "ledger.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:D5"' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'<dimension ref="A1:D5"', b'<dimension ref="A1"')
    with ZipFile(tmp_path / "ledger.xlsx", "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    assert len(amounts(scenario, rates)) == 4


SLIPS = {
    "a number typed as text": ((2, 2, "1,234.50"), "C2", "the text '1,234.50'", "a number stored as a number"),
    "an error": ((3, 2, "#N/A"), "C3", "the error #N/A", "a value"),
    "a formula never worked out": (
        (4, 2, "=1+1"),
        "C4",
        "a formula with no stored value",
        "a stored value: open the file",
    ),
    "a time": ((2, 0, time(9, 30)), "A2", "a time of day", "a value"),
    "a date for a line": ((2, 1, date(2024, 12, 11)), "B2", "the date 11 December 2024", "text; Excel turns"),
    "an unknown line": ((5, 1, "Pya"), "B5", "'Pya'", "a line of the budget"),
    "a month not reached": ((5, 0, date(2024, 7, 1)), "A5", "2024-07-01", "a month from April 2024 to June 2024"),
    "an amount left out": ((5, 2, None), "C5", "nothing", "amount, which must be given"),
    "a number for a month": ((5, 0, 45_474), "A5", "45474", "a month such as 2010-09"),
    "true for an amount": ((5, 2, True), "C5", "true", "a number"),
    "an unknown column": ((1, 3, "pst"), "D1", "'pst'", "a column of actuals"),
    "a column twice": ((1, 3, "line"), "D1", "'line' twice, in columns B and D", "'line' once"),
    "no heading": ((1, 3, None), "D2", "'old'", "a heading above the cell"),
}


@pytest.mark.parametrize(("slip", "cell", "found", "expected"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_told_with_its_cell(with_ledger, rates, slip, cell, found, expected):
    told = [fault for fault in faults_of(with_ledger(slip), rates) if fault.cell == f"sheet Ledger, cell {cell}"]
    assert [fault.found for fault in told] == [found]
    assert told[0].expected.startswith(expected)


def test_a_merged_heading_names_only_its_first_column(with_ledger, rates):
    def merge(book):
        book["Ledger"].merge_cells("C1:D1")

    told = [fault for fault in faults_of(with_ledger(change=merge), rates) if "merged heading" in fault.expected]
    assert [fault.cell for fault in told] == ["sheet Ledger, cell D2"]


def test_a_percentage_is_no_sum_of_money(with_ledger, rates):
    def as_percent(book):
        book["Ledger"]["C2"].number_format = "0.00%"

    [fault] = faults_of(with_ledger((2, 2, 0.125), change=as_percent), rates)
    assert (fault.cell, fault.found) == ("sheet Ledger, cell C2", "the percentage 12.5000%")


def test_fte_may_be_shown_as_a_percentage_and_a_post_number_with_its_noughts(write_book, write_small, rates):
    """60% of full time for number 0007: the cell holds 0.6, and 7 shown as 0000."""
    path = write_book("paid.xlsx", Paid=[("post", "fte", "amount"), (7, 0.6, 1_715.7), (112, 0.4, 1_143.8)])
    book = load_workbook(path)
    book["Paid"]["A2"].number_format, book["Paid"]["B2"].number_format = "0000", "0%"
    book.save(path)
    scenario = write_small(budget=budget(payroll="paid.xlsx#Paid", actuals_to="2024-06"))
    found = load_scenario(scenario, rates).budget.payroll
    assert [(entry.post, entry.fte) for entry in found] == [("0007", 0.6), ("112", 0.4)]


def test_posts_come_from_two_sheets_of_one_workbook(write_book, write_small, rates, tmp_path):
    """The same posts as in the scenario file give the same figures to the penny."""
    plain = small()
    rows = {side: [tuple(plain[side][0]), tuple(plain[side][0].values())] for side in ("present", "proposed")}
    write_book("posts.xlsx", Now=rows["present"], Then=rows["proposed"])
    listed = assess(write_small(), rates).results
    sections = {**plain, "present": "posts.xlsx#Now", "proposed": "posts.xlsx#Then"}
    scenario = tmp_path / "from-excel.yaml"
    scenario.write_text(json.dumps(sections), encoding="utf-8")
    assert assess(scenario, rates).results == listed
    assert set(input_files(read_scenario(scenario)[0])) == {scenario, tmp_path / "posts.xlsx"}
    write_book("posts.xlsx", Now=[*rows["present"], rows["present"][1]], Then=rows["proposed"])
    again = next(fault for fault in faults_of(scenario, rates) if "an id that no other post has" in fault.expected)
    assert (again.cell, again.expected[-26:]) == ("sheet Now, cell A3", "posts.xlsx, sheet Now, cell A2"[-26:])


def test_a_file_that_is_no_workbook_is_told(with_ledger, rates, tmp_path):
    scenario = with_ledger()
    (tmp_path / "ledger.xlsx").write_text("month,line,amount\n", encoding="utf-8")
    told = [str(fault) for fault in faults_of(scenario, rates)]
    assert any("ledger.xlsx, line 1: the file" in fault and "saved as .xlsx" in fault for fault in told)


def test_more_rows_than_any_ledger_and_a_file_that_swells_are_refused(with_ledger, rates, monkeypatch):
    scenario = with_ledger()
    monkeypatch.setattr(grid, "MOST_ROWS", 3)
    assert [fault.cell for fault in faults_of(scenario, rates)] == ["sheet Ledger, row 5"]
    monkeypatch.setattr(excel_rows, "MOST_UNPACKED", 1_000)
    assert any("once unpacked" in fault.found for fault in faults_of(scenario, rates))


def test_an_empty_sheet_has_no_heading_row(with_ledger, rates):
    expected = {fault.expected for fault in faults_of(with_ledger(rows=[[None]]), rates)}
    assert "a heading row, and the rows below it" in expected


AMOUNTS = st.decimals(-99_999, 99_999, places=2).map(float)
DAYS = st.dates(date(2024, 4, 1), date(2024, 6, 30))


@given(rows=st.lists(st.one_of(st.none(), st.tuples(DAYS, AMOUNTS)), min_size=1, max_size=8))
def test_a_ledger_reads_the_same_from_csv_and_from_excel(tmp_path_factory, rows):
    """Any months and amounts, and blank rows anywhere between."""
    folder = tmp_path_factory.mktemp("ledger")
    table = [HEADING, *((row[0], "Pay", row[1], "old") if row else (None,) * 4 for row in rows)]
    with (folder / "ledger.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    book = Workbook()
    for row in table:
        book.active.append(row)
    book.save(folder / "ledger.xlsx")
    read = []
    for name in ("ledger.csv", "ledger.xlsx"):
        document = Document("scenario.yaml", {"budget": {"actuals": name}})
        found, faults = read_rows_beside(document, ("budget", "actuals"), folder, name, Actual, "actuals")
        assert faults == []
        lines = [document.lines["budget", "actuals", index][1] for index in range(len(found))]
        read.append([(line, Actual.model_validate(row)) for line, row in zip(lines, found, strict=True)])
    assert read[0] == read[1] and len(read[0]) == sum(row is not None for row in rows)
