"""The papers about people as they are seen: axe-core on the pages, no sideways scroll, and the rules of Word."""

import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from model.assessment.assess import assess
from model.report.pack.people import write_people
from tests.conftest import HOME
from tests.desk.desk_page import AXE, QUIET, browser_path

NAMES = ("example-childrens-service", "barnet-schools-ict-redundancy", "barnet-schools-ict")
PAPERS = [
    *((name, paper) for name in NAMES[:2] for paper in ("staff_annex", "consultation")),
    (NAMES[2], "consultation"),  # which lists no holders
]


@pytest.fixture(scope="module")
def folder_of(rates, tmp_path_factory):
    """The papers about people of a scenario, written once."""
    written = {}

    def folder_of(name):
        if name not in written:
            written[name] = tmp_path_factory.mktemp(name)
            write_people(assess(HOME / "scenarios" / f"{name}.yaml", rates), written[name], "Not cleared: a test.")
        return written[name]

    return folder_of


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=QUIET.split())
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize(("name", "paper"), PAPERS)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(folder_of, browser, name, paper, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder_of(name) / f"{paper}.html").as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    ran = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    found = [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in ran["violations"]]
    across = page.evaluate("() => document.documentElement.scrollWidth")
    page.close()
    assert ran["passes"] and found == [] and across <= width


@pytest.mark.parametrize(("name", "paper"), PAPERS)
def test_a_page_has_its_headings_in_order_and_every_table_a_caption_and_headers(folder_of, name, paper):
    text = (folder_of(name) / f"{paper}.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB">' in text and "<script" not in text and "Not cleared: a test." in text
    levels = re.findall(r"<h(\d)", text)
    assert levels[0] == "1" and set(levels[1:]) == {"2"}
    tables = re.findall(r"<table.*?</table>", text, re.S)
    assert tables and all("<caption>" in table and 'scope="row"' in table for table in tables)
    assert all('scope="col"' in table for table in tables[1:])
    assert re.findall(r"<th(?! scope)", text.replace("<thead", "")) == []


@pytest.mark.parametrize(("name", "paper"), PAPERS)
def test_word_has_header_rows_first_columns_captions_language_and_no_empty_paragraph(folder_of, name, paper):
    of = Document(str(folder_of(name) / f"{paper}.docx"))
    box, *others = of.tables
    assert all(one._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for one in others)
    assert {one._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) for one in of.tables} == {"1"}
    styles = [paragraph.style.name for paragraph in of.paragraphs]
    assert styles[0] == "Title" and styles.count("Caption") == len(others)
    assert styles.count("Heading 1") == (6 if paper == "staff_annex" else 7)
    runs = list(of.element.body.iter(qn("w:r")))
    assert {run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) for run in runs} == {"en-GB"}
    empty = [p for p in of.element.body.iter(qn("w:p")) if not p.xpath("string()").strip()]
    assert [p for p in empty if p.getparent().tag != qn("w:tc")] == []
    assert of.core_properties.title and box.rows[0].cells[0].text in ("For", "Given to")


@pytest.mark.parametrize("paper", ["staff_annex", "consultation"])
def test_two_builds_give_the_same_bytes(folder_of, rates, tmp_path, paper):
    name = NAMES[0]
    write_people(assess(HOME / "scenarios" / f"{name}.yaml", rates), tmp_path, "Not cleared: a test.")
    for kind in ("html", "docx"):
        file = f"{paper}.{kind}"
        assert (tmp_path / file).read_bytes() == (folder_of(name) / file).read_bytes()
    assert (tmp_path / "exempt_letters.csv").read_bytes() == (folder_of(name) / "exempt_letters.csv").read_bytes()


def test_a_long_table_may_run_over_a_page_and_keeps_its_header_with_two_rows(folder_of):
    of = Document(str(folder_of(NAMES[0]) / "staff_annex.docx"))
    rows = of.tables[1]._tbl.tr_lst
    kept = [all(p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p"))) for row in rows]
    assert kept[:2] == [True, True] and kept[-2:] == [True, False] and not any(kept[2:-2])
