"""The Barnet case through Excel alone: a blank workbook filled in as an officer would, saved by LibreOffice, cleared.

Cells are found by the headings that are shown, never by a key; no short name is typed. The facts are those that the
officer at the desk types.
"""

import re
from datetime import datetime

import pytest
from openpyxl import load_workbook

from model.assessment.assess import assess
from tests.conftest import RESOLVED, run_model
from tests.desk import barnet_typed as typed

pytestmark = pytest.mark.office


def as_excel_takes_it(text):
    """What Excel makes of what is typed in a cell that is not one of text."""
    if re.fullmatch(r"[\d.]+%", text):
        return float(text[:-1]) / 100
    if text.replace(",", "").isdecimal():
        return int(text.replace(",", ""))
    try:
        return datetime.strptime(text, "%d %B %Y").date()
    except ValueError:
        return text


def type_in(sheet, row, column, text):
    """Type a text in a cell, which is formatted as its column is: one of text keeps the text as it is."""
    cell = sheet.cell(row, column)
    if not cell.has_style:
        cell.number_format = sheet.column_dimensions[cell.column_letter].number_format
    cell.value = text if cell.number_format == "@" else as_excel_takes_it(text)


def fill_form(sheet, section, values):
    """Type values beside what they are called, below the heading of their section."""
    called = [str(row[1].value) for row in sheet.iter_rows(max_col=2)]
    start = called.index(section) if section else 0
    for name, text in values.items():
        type_in(sheet, called.index(name, start) + 1, 3, text)


def fill_list(sheet, headings, rows):
    """Type rows below headings, with or without their unit."""
    places = {str(cell.value).partition(" (")[0]: cell.column for cell in sheet[2] if cell.value}
    for number, row in enumerate(rows, start=4):
        for heading, text in zip(headings, row, strict=True):
            if text:
                type_in(sheet, number, places[heading], text)


@pytest.fixture(scope="module")
def team(tmp_path_factory, saved_again):
    """The workbook of the case, filled in and saved by LibreOffice."""
    path = tmp_path_factory.mktemp("excel") / "team.xlsx"
    made = run_model("new", "--excel", str(path))
    assert made.returncode == 0, made.stderr
    book = load_workbook(path)
    form, council = book["Scenario"], "London Borough of Barnet"
    fill_form(form, None, {"Title": "Schools ICT Support Service", "Authority": council} | typed.PROPOSAL)
    fill_form(form, "Dates", typed.DATES)
    fill_form(form, "Years shown", typed.YEARS)
    fill_form(form, "Pay", {"Pay spine": typed.SPINE} | typed.PAY)
    fill_form(form, "Costing", {"Costing basis": typed.BASIS} | typed.COSTING)
    fill_form(form, "Customers", typed.CUSTOMERS)
    rates = [[rate.get(name, "") for name in typed.FIRST_RATE] for rate in (typed.FIRST_RATE, typed.SECOND_RATE)]
    fill_list(book["On-costs, Pension rates"], typed.FIRST_RATE, rates)
    present = [[*post, *fate] for post, fate in zip(typed.PRESENT, typed.FATES, strict=True)]
    called = ("Title", "Grade", "Number of posts")
    fill_list(book["Present posts"], (*called, "What becomes of it", "Goes to", "Vacant"), present)
    proposed = [[*post, *filled] for post, filled in zip(typed.PROPOSED, typed.FILLED_BY, strict=True)]
    fill_list(book["Proposed posts"], (*called, "Filled by"), proposed)
    fill_list(book["Published figures"], ("Measure", "Figure", "Source"), typed.PUBLISHED)
    fill_list(book["Assumptions"], ("Assumption", "Reason"), typed.ASSUMPTIONS)
    book.save(path)
    return saved_again(path) / path.name


def test_the_case_filled_in_excel_costs_what_its_file_costs(team, rates):
    assert run_model("check", str(team)).returncode == 0
    assert assess(team, rates).digest == assess(RESOLVED, rates).digest
    workbook, file = (run_model("cost", str(path), "--json").stdout for path in (team, RESOLVED))
    assert workbook == file


def test_the_workbook_is_cleared_signed_and_proved_sound(team, tmp_path):
    packs = ("--packs", str(tmp_path))
    signed = ("--row", "3", "--name", "A. Officer (invented)", "--date", "15/11/2010")
    for command in (
        ("control", str(team), "--new", "officer"),
        ("clear", str(team), *packs),
        ("sign", str(team), *signed, *packs),
        ("verify", str(tmp_path / team.stem)),
    ):
        done = run_model(*command)
        assert done.returncode == 0, done.stdout + done.stderr
