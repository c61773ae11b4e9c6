"""The technical annex: no table twice, none too fine, the same numbers and titles in HTML and Word, no empty chart."""

import re
from dataclasses import replace
from html import unescape
from itertools import permutations

import pytest
from docx import Document
from docx.oxml.ns import qn

from model.assessment.assess import assess
from model.report.charts.bridge import bridge_chart, has_steps
from model.report.charts.every import charts
from model.report.page import SIGNS, drawn, parts, prints_figures_of, report_page, title_in_short
from model.report.tables.every import tables
from model.report.word.annex import write_word
from model.report.word.parts import clean
from tests.conftest import EACH_SCENARIO, HOME, SCENARIOS
from tests.report.test_word import white_png

COUNCIL = HOME / "scenarios" / "fictional-council.yaml"
TABLES_BEFORE, PAGES_BEFORE = 48, 24
"""Of the annex of the invented council at commit 70b91f6: `clear scenarios/fictional-council.yaml --pdf`, counted."""


class Made:
    """The annex of a scenario: what it was made from, its parts, and its two forms."""

    def __init__(self, scenario, folder):
        self.assessment = assess(scenario)
        self.tables, made = tables(self.assessment), charts(self.assessment)
        for chart in made:
            (folder / f"{chart.key}.png").write_bytes(white_png())
            (folder / f"{chart.key}.svg").write_bytes(b"<svg/>")
        self.charts, checks = drawn(made, folder), self.assessment.checks
        self.parts = parts(self.tables, self.charts, checks)
        self.page = report_page(self.assessment, self.tables, self.charts, checks)
        write_word(folder / "report.docx", self.assessment, self.tables, self.charts, checks)
        self.word = Document(str(folder / "report.docx"))

    def printed(self):
        """Every table that is printed, those of charts among them."""
        return [table for part in self.parts for table in part.tables]


@pytest.fixture(scope="module", params=EACH_SCENARIO)
def made(request, tmp_path_factory):
    return Made(request.param, tmp_path_factory.mktemp(request.param.stem))


def words_of(html):
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def captions_of_page(page):
    """Number and title of each table, and number and words of each figure, as the page has them."""
    return [words_of(found) for found in re.findall(r"<(?:fig)?caption>(.*?)</(?:fig)?caption>", page, re.S)]


def captions_of_word(document):
    """The same of the Word document, in its order."""
    return [one._p.xpath("string()") for one in document.paragraphs if one.style.name == "Caption"]


def test_tables_and_figures_have_the_same_numbers_and_titles_in_html_and_word(made):
    page = [clean(caption) for caption in captions_of_page(made.page)]
    word = captions_of_word(made.word)
    assert page == word and len(page) > 10
    for kind, number in (("Table", len(made.printed())), ("Figure", len(made.charts))):
        own = [caption for caption in page if caption.startswith(f"{kind} ")]
        assert [caption.partition(":")[0] for caption in own] == [f"{kind} {1 + n}" for n in range(number)]


def test_the_contents_have_the_same_headings_in_html_and_word(made):
    headings = [words_of(found) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", made.page)]
    in_word = [one.text for one in made.word.paragraphs if one.style.name == "Heading 2"]
    assert [name for name in headings if name != "Contents"] == [name for name in in_word if name != "Contents"]
    [nav] = re.findall(r"<nav.*?</nav>", made.page, re.S)
    listed = re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', nav)
    assert [unescape(title) for _, title in listed] == [name for name in headings if name != "Contents"]
    assert all(f'id="{place}"' in made.page for place, _ in listed)
    ids = re.findall(r' id="([^"]+)"', made.page)
    assert len(set(ids)) == len(ids)


def test_no_table_is_there_twice(made):
    """Every row of one in a row of the other, signs aside, with the same name, is the same table again."""
    titles = [table.title for table in made.printed()]
    assert len(set(titles)) == len(titles)
    rows = {
        table.title: [[text.lstrip(SIGNS) for _, text in row] for row in table.page_rows()] for table in made.printed()
    }

    def is_within(one, other):
        return all(any(row[0] == wider[0] and set(row) <= set(wider) for wider in rows[other]) for row in rows[one])

    assert [pair for pair in permutations(rows, 2) if len(rows[pair[0]]) > 1 and is_within(*pair)] == []


def test_a_chart_prints_its_own_figures_or_names_the_table_that_has_each(made):
    numbered = {table.number: table for table in made.printed()}
    for chart in (chart for part in made.parts for chart in part.charts):
        table = numbered[chart.printed_in] if chart.printed_in else chart.table
        cells = {text.lstrip(SIGNS) for row in table.page_rows() for _, text in row}
        own = {
            text.lstrip(SIGNS) for row in chart.table.page_rows() for name, text in row if chart.table.is_number(name)
        }
        assert own <= cells
        assert (f'For the figures, see <a href="#table-{chart.printed_in}">' in made.page) or not chart.printed_in


def test_what_is_in_the_workbook_alone_is_said_to_be_there(made):
    alone = [table for table in made.tables if table.only_in_workbook and len(table.frame)]
    assert not {table.key for table in alone} & {table.key for table in made.printed()}
    said = words_of(made.page)
    for table in alone:
        assert title_in_short(table) in said
    assert (f"{len(alone)} further table" in said) == bool(alone)


def test_page_one_counts_the_checks_and_the_table_behind_has_each(made):
    first = words_of(made.page.partition("<nav")[0])
    passed = sum(check.outcome == "pass" for check in made.assessment.checks)
    assert f"Checks: {passed} pass" in first
    [table] = [table for table in made.printed() if table.key == "checks"]
    assert f"Table {table.number} says what was found" in first
    assert len(table.frame) == len(made.assessment.checks)
    long = [check.finding for check in made.assessment.checks if len(check.finding) > 40]
    assert not [finding for finding in long if finding in first], "findings are behind, not on page one"


def test_no_waterfall_is_drawn_of_which_all_steps_but_one_are_nil(made):
    """As printed: a step of less than half a pound is nil."""
    steps = [amount for amount in bridge_chart(made.assessment).table["£ a year"][1:-1] if amount]
    assert ("bridge" in {chart.table.key for chart in made.charts}) == (len(steps) > 1)


def test_scenarios_have_waterfalls_to_draw_and_not():
    moving = {path.stem for path in SCENARIOS if has_steps(assess(path))}
    assert "barnet-schools-ict" in moving and not {"infrastructure-engineers", "ict-competences-primary"} & moving


def test_a_table_that_lacks_a_figure_of_the_chart_is_not_named(tmp_path):
    made = Made(HOME / "scenarios" / "barnet-schools-ict.yaml", tmp_path)
    [chart] = [chart for chart in made.charts if chart.table.key == "elements"]
    by_key = {table.key: table for table in made.tables}
    assert prints_figures_of(by_key, chart)
    short = replace(by_key["cost_by_element"], body=by_key["cost_by_element"].frame.iloc[1:])
    assert not prints_figures_of({"cost_by_element": short}, chart)
    assert not prints_figures_of({}, chart)


def test_the_annex_of_the_invented_council_has_at_most_half_the_tables(tmp_path):
    made = Made(COUNCIL, tmp_path)
    assert len(made.word.tables) == len(made.printed()) == made.page.count("<table") <= TABLES_BEFORE / 2
    kept = {table.key for table in made.tables}
    assert {"capacity", "invoices", "assimilation", "present_posts", "rates_used"} <= kept, (
        "in tables.xlsx all the same"
    )


def told_in(pdf):
    import subprocess

    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.office
def test_the_annex_of_the_invented_council_has_at_most_two_thirds_of_the_pages(pdfs_of):
    pages = told_in(pdfs_of(COUNCIL) / "report.pdf").split("\f")[:-1]
    assert len(pages) <= PAGES_BEFORE * 2 / 3


@pytest.mark.office
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("folder", ["", "public"])
def test_the_pdf_has_the_same_numbers_and_titles_and_its_contents_the_right_pages(pdfs_of, pack_of, scenario, folder):
    if not (pack_of(scenario) / folder / "report.docx").is_file():
        pytest.skip("its public pack is withheld")
    text = told_in(pdfs_of(scenario) / folder / "report.pdf")
    captions = captions_of_word(Document(str(pack_of(scenario) / folder / "report.docx")))
    page = (pack_of(scenario) / folder / "report.html").read_text(encoding="utf-8")
    assert captions == [clean(caption) for caption in captions_of_page(page)]
    squeezed, place = "".join(text.split()), 0
    for caption in captions:
        place = squeezed.find("".join(caption.split())[:60], place)
        assert place >= 0, caption
    listed = re.findall(r"^ *(.+?)\.{5,} ?(\d+)$", text, re.M)
    assert len(listed) > 5
    pages = text.split("\f")
    for title, number in listed:
        assert re.search(rf"^ *{re.escape(title)}$", pages[int(number) - 1], re.M), (title, number)


@pytest.mark.parametrize("tag", ["w:tblHeader", "w:cantSplit"])
def test_tables_of_word_have_header_rows_and_first_columns(made, tag):
    for table in made.word.tables:
        assert table._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn(tag)}") is not None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
