"""What is taken away from the desk: the very figures that it shows, as a spreadsheet or a word processor takes them."""

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from model.desk.panels.results import TABS, table_block
from model.desk.take_away import as_html, as_text, parts_shown
from model.report.table import Table
from tests.desk.desk_alone import desk_in, do, edit

MINUS = "\u2212"


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def taken(desk, key, way, content=()):
    """What a browser that asks is given: the file's name, what is said, and the content."""
    desk.page.given = None
    desk.handle({"panel": "page", "action": "take", "key": key, "way": way, "request": "r1", "asked": 9}, content)
    request, name, said, parts = desk.page.given
    assert request == "r1"
    return name, said, parts


def odd_table():
    """Amounts of every kind beside text that a spreadsheet would take for a formula or a day."""
    rows = [
        {"Post": "=HYPERLINK(A1)", "Grade": "22-23", "Cost": -1250.4, "Rate": "+4.20%", "SCP": 23},
        {"Post": "-Clerk", "Grade": "1-2", "Cost": 444089.5, "Rate": "24.8%", "SCP": 7},
    ]
    return Table("odd", "Odd: rows & <marks>", pd.DataFrame(rows), money=("Cost",))


class Cells(HTMLParser):
    """The cells of a table, row by row, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.heads = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.heads += tag == "th" and dict(attrs).get("scope") == "col"
            self.rows[-1].append(["", dict(attrs)])

    def handle_data(self, text):
        self.rows[-1][-1][0] += text


def test_text_for_the_clipboard_has_the_figures_as_printed_and_each_a_number():
    assert as_text(odd_table()).split("\r\n") == [
        "Post\tGrade\tCost\tRate\tSCP",
        "'=HYPERLINK(A1)\t22-23\t-1250\t0.042\t23",
        "'-Clerk\t1-2\t444090\t0.248\t7",
    ]


def test_the_table_for_word_has_a_header_row_and_excel_keeps_its_text_as_text():
    cells = Cells(as_html(odd_table()))
    assert cells.heads == 5
    assert [text for text, _ in cells.rows[1]] == ["=HYPERLINK(A1)", "22-23", "-1250", "4.20%", "23"]
    for text, attrs in cells.rows[1]:
        assert ("mso-number-format:'\\@'" in attrs.get("style", "")) is (text in ("=HYPERLINK(A1)", "22-23"))


def test_what_is_copied_is_the_table_of_the_page_to_the_pound(desk):
    do(desk, "results", "show", tab="years")
    table = next(block for block in desk.page.views["results"]["blocks"] if block["key"] == "cost_by_year")
    _, said, (text, html) = taken(desk, "cost_by_year", "copy")
    head, *rows = [line.split("\t") for line in text.decode().split("\r\n")]
    assert head == [column["name"] for column in table["columns"]]
    printed = [
        [cell.replace("£", "").replace(",", "").replace(MINUS, "-").lstrip("+") for cell in row]
        for row in table["rows"]
    ]
    assert rows == printed
    assert said == f"Copied: {len(rows)} rows and the headings."
    assert len(Cells(html.decode()).rows) == len(rows) + 1


def test_thousands_on_the_page_are_pounds_when_taken(desk):
    do(desk, "results", "show", tab="years")
    before = taken(desk, "cost_by_year", "copy")[2]
    do(desk, "page", "thousands")
    assert "k" in desk.page.views["results"]["blocks"][1]["rows"][0][1]
    assert taken(desk, "cost_by_year", "copy")[2] == before


def test_the_csv_is_that_of_the_pack_and_its_name_says_scenario_table_and_day(desk):
    from model.report.pack.files import csv_text
    from model.report.tables.cost import by_basis

    do(desk, "results", "show", tab="years")
    name, said, (content,) = taken(desk, "cost_by_basis", "csv")
    assert content.decode("utf-8-sig") == csv_text(by_basis(desk.draft.assessment))
    title = by_basis(desk.draft.assessment).title.replace("£", "").strip(" ,")
    assert name.startswith("barnet-schools-ict, ") and name.endswith(f", {date.today().isoformat()}.csv")
    assert title[:20] in name and not re.search(r'[\\/:*?"<>|£]', name)
    assert said == f"Saved in your downloads as {name}."


def test_in_excel_money_is_a_number_with_a_format_and_a_percentage_a_fraction(desk):
    desk._shown["odd"] = {"blocks": [table_block(odd_table())]}
    _, _, (content,) = taken(desk, "odd", "xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.active
    [held] = sheet.tables.values()
    _, first, second = sheet[held.ref]
    assert [cell.value for cell in first] == ["=HYPERLINK(A1)", "22-23", -1250.4, 0.042, 23]
    assert [cell.data_type for cell in first] == ["s", "s", "n", "n", "n"]
    assert second[3].value == 0.248 and second[3].number_format == "0.0%"
    assert "£" in first[2].number_format and sheet["A1"].value == "Odd: rows & <marks>"


def test_every_table_and_chart_of_every_tab_can_be_taken_in_every_way_of_its_kind(desk):
    seen = set()
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-prices.yaml"))
    for tab in TABS:
        do(desk, "results", "show", tab=tab)
        for part in parts_shown(desk.page.views["results"]):
            seen.add(part["key"])
            for way in ("copy", "csv", "xlsx"):
                _, said, content = taken(desk, part["key"], way)
                assert said and all(content), (part["key"], way)
    assert {"bridge", "checks", "mtfs", "envelope", "elements", "price_list"} <= seen


def test_a_picture_from_the_page_carries_its_description(desk):
    name, _, (content,) = taken(desk, "bridge", "svg", [b'<svg width="1"></svg>'])
    assert name.endswith(".svg")
    chart = next(block for block in desk.page.views["results"]["blocks"] if block["key"] == "bridge")
    assert chart["alt"] in content.decode() and 'role="img"' in content.decode()


def test_figures_from_before_a_fault_say_so_when_they_are_taken(desk):
    do(desk, "results", "show", tab="years")
    edit(desk, 0, "grade", "99-98")
    assert desk.draft.stale
    _, said, (content,) = taken(desk, "cost_by_year", "xlsx")
    assert said.startswith("\u26a0") and "These figures are out of date because of a fault" in said
    notes = [cell.value for cell in openpyxl.load_workbook(BytesIO(content)).active["A"][1:4]]
    assert "These figures are out of date because of a fault" in " ".join(filter(None, map(str, notes)))


def test_what_the_page_no_longer_shows_is_not_given(desk):
    name, said, content = taken(desk, "cost_by_year", "csv")
    assert (name, content) == ("", []) and "no longer shows" in said


def test_what_is_explored_is_taken_with_what_was_moved_and_its_figures_are_numbers(desk):
    do(desk, "explore", "look", shown=True)
    [driver, *_] = [driver for driver in desk.page.views["explore"]["drivers"] if not driver["is_choice"]]
    do(desk, "explore", "move", key=driver["key"], value="1")
    shown = desk.page.views["explore"]["figures"]
    name, said, (content,) = taken(desk, shown["key"], "xlsx")
    assert name.endswith(".xlsx") and said.startswith("Saved") and "What it comes to" in name
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    [table] = sheet.tables.values()
    head, first, *_ = sheet[table.ref]
    assert [cell.value for cell in head] == ["Figure", "The draft", "As moved", "Difference"]
    assert [cell.data_type for cell in first] == ["s", "n", "n", "n"]
    assert any(driver["label"] in str(cell.value) for cell in sheet["A"]), "it says what was moved"


def test_a_list_that_was_read_is_taken_whole_without_what_tells_who_somebody_is(desk):
    rows = ["Job title,Grade,FTE,Post holder", *(f"Clerk {n},18-21,1,Person {n}" for n in range(20))]
    content = ("\n".join(rows) + "\n").encode()
    do(desk, "list", "read", name="list.csv", side="present", content=content)
    assert len(desk.page.views["list"]["preview"]["rows"]) == 8, "the page shows the first"
    _, said, (text, _) = taken(desk, "list_as_read", "copy")
    lines = text.decode().split("\r\n")
    assert said == "Copied: 20 rows and the headings." and lines[20].split("\t") == [
        "21", "Clerk 19", "18-21", "1", "(not taken in)"
    ]  # fmt: skip
    assert "Person" not in text.decode()


def test_a_table_that_has_the_key_of_a_chart_is_itself_what_is_taken(tmp_path):
    """The trading account is a chart and a table; the chart says nothing of a cap."""
    desk = desk_in(tmp_path, "example-schools-it-service.yaml")
    do(desk, "results", "show", tab="income")
    for kind, has_it in (("chart", False), ("table", True)):
        do(desk, "page", "take", key="trading_account", way="csv", request="1", kind=kind)
        assert ("Above the cap" in desk.page.given[3][0].decode("utf-8-sig")) is has_it
