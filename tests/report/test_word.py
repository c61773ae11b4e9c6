"""The Word annex as assistive software and a later editor find it: read from the XML, not from a picture."""

import re
import struct
import zlib
from itertools import pairwise
from zipfile import ZipFile

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.report.charts.every import charts
from model.report.page import drawn, parts
from model.report.page_one import headline
from model.report.rounding import ROUNDING
from model.report.table import Section, Table
from model.report.tables.every import tables
from model.report.word.annex import NO_PICTURES, write_word
from model.report.word.parts import clean, start_document
from model.report.word.table import Grid, add_table
from model.report.words import left_out, notices
from tests.conftest import HOME

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"


def white_png() -> bytes:
    """A picture of one white pixel, to stand where a browser would draw a chart."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff")) + chunk(b"IEND", b"")


class Annex:
    """An annex as written, with what it was written from."""

    def __init__(self, scenario, folder, pictures: bool = True):
        self.assessment = assess(scenario)
        self.tables, made = tables(self.assessment), charts(self.assessment)
        for chart in made:
            for kind, content in (("png", white_png()), ("svg", b"<svg/>")):
                (folder / f"{chart.key}.{kind}").write_bytes(content)
        self.charts = drawn(made, folder if pictures else None)
        self.file, self.again = folder / "report.docx", folder / "again.docx"
        for file in (self.file, self.again):
            checks = self.assessment.checks
            write_word(file, self.assessment, self.tables, self.charts, checks)
        self.parts = parts(self.tables, self.charts, self.assessment.checks)
        self.figures = [chart for part in self.parts for chart in part.charts]
        self.document = Document(str(self.file))
        self.body = self.document.element.body
        self.paragraphs = [(paragraph.style.name, paragraph.text) for paragraph in self.document.paragraphs]
        self.text = "\n".join(text for _, text in self.paragraphs)


@pytest.fixture(scope="module")
def annex(tmp_path_factory) -> Annex:
    return Annex(ACTUAL, tmp_path_factory.mktemp("word"))


def attribute(element, name: str) -> str | None:
    return element.get(qn(name))


def test_headings_are_real_and_no_level_is_passed_over(annex):
    styles = [style for style, _ in annex.paragraphs if style == "Title" or style.startswith("Heading")]
    assert styles[:3] == ["Title", "Heading 1", "Heading 2"]
    assert styles.count("Title") == styles.count("Heading 1") == 1
    levels = [int(style[-1]) for style in styles[1:]]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2, 3}


def test_it_says_what_the_page_says_and_its_notices_come_first(annex):
    said = [*notices(annex.assessment), *headline(annex.assessment), *left_out(annex.assessment), ROUNDING]
    assert [sentence for sentence in said if clean(sentence) not in annex.text] == []
    first_table = annex.body.index(annex.document.tables[0]._tbl)
    before = "".join(element.xpath("string()") for element in annex.body[:first_table])
    assert "exempt" in before.lower() and "invented" in before


def test_every_table_of_the_page_is_in_it_cell_by_cell(annex):
    expected = [table for part in annex.parts for table in part.tables]
    texts = [[[cell.text for cell in row.cells] for row in table.rows] for table in annex.document.tables]
    assert texts == [
        [list(map(str, table.frame.columns)), *([clean(text) for _, text in row] for row in table.page_rows())]
        for table in expected
    ]


def test_every_picture_carries_its_description(annex):
    described = [element.get("descr") for element in annex.body.iter(qn("wp:docPr"))]
    assert described == [clean(chart.alt) for chart in annex.figures]
    assert all(text.endswith(".") for text in described)


def test_every_table_has_a_header_row_that_repeats_whole_rows_and_no_merged_cell(annex):
    assert len(annex.document.tables) > 15
    for table in annex.document.tables:
        rows = table._tbl.tr_lst
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert attribute(look, "w:firstRow") == attribute(look, "w:firstColumn") == "1", "a screen reader reads both"
        assert {len(row.tc_lst) for row in rows} == {len(table.columns)}
    merged = [tag for tag in ("w:gridSpan", "w:vMerge", "w:hMerge") if list(annex.body.iter(qn(tag)))]
    assert merged == []


def test_no_empty_paragraph_serves_as_space(annex):
    empty = [element for element in annex.body.iter(qn("w:p")) if not element.xpath("string()").strip()]
    needed = (".//w:drawing", "w:pPr/w:sectPr", "parent::w:tc")
    assert [element for element in empty if not any(map(element.xpath, needed))] == []


@pytest.mark.parametrize("kind", ["Table", "Figure"])
def test_captions_are_numbered_by_word_and_stand_by_what_they_name(annex, kind):
    fields = [field for field in annex.body.iter(qn("w:fldSimple")) if f"SEQ {kind} " in attribute(field, "w:instr")]
    assert [field.xpath("string()") for field in fields] == [str(1 + n) for n in range(len(fields))]
    captions = [field.getparent() for field in fields]
    assert {attribute(caption.pPr.pStyle, "w:val") for caption in captions} == {"Caption"}
    if kind == "Table":
        assert [caption.getnext() for caption in captions] == [table._tbl for table in annex.document.tables]
    else:
        assert all(list(caption.getprevious().iter(qn("w:drawing"))) for caption in captions)
        assert len(captions) == len(annex.charts)


def test_every_chart_has_its_source_line_or_says_which_figure_has_it(annex):
    sources = [text[text.index("Source: ") :] for _, text in annex.paragraphs if "Source: " in text]
    assert sources == [clean(f"Source: {chart.source}") for chart in annex.figures]
    distinct = {chart.source for chart in annex.charts}
    assert sum(not text.startswith("Source: as Figure ") for text in sources) == len(distinct)


def test_a_reference_and_the_contents_lead_to_what_they_name(annex):
    marks = [attribute(mark, "w:name") for mark in annex.body.iter(qn("w:bookmarkStart"))]
    numbers = [attribute(mark, "w:id") for mark in annex.body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks) and len(set(numbers)) == len(numbers)
    fields = [attribute(field, "w:instr").split() for field in annex.body.iter(qn("w:fldSimple"))]
    led = [words[1] for words in fields if words[0] in ("REF", "PAGEREF")]
    assert set(led) <= set(marks) and len(led) > 20
    headings = [text for style, text in annex.paragraphs if style == "Heading 2"]
    lines = [one._p for one in annex.document.paragraphs if one.style.name == "Contents line"]
    listed = [line.find(qn("w:fldSimple")).xpath("string()") for line in lines]
    assert listed == [text for text in headings if text != "Contents"]


def test_the_language_is_british_english_throughout(annex):
    runs = list(annex.body.iter(qn("w:r"))) + list(annex.document.sections[0].footer._element.iter(qn("w:r")))
    assert {attribute(run.find(f"{qn('w:rPr')}/{qn('w:lang')}"), "w:val") for run in runs} == {"en-GB"}
    styles = annex.document.styles.element
    assert {attribute(language, "w:val") for language in styles.iter(qn("w:lang"))} == {"en-GB"}
    properties = annex.document.core_properties
    assert (properties.language, properties.author) == ("en-GB", annex.assessment.scenario.authority)
    assert properties.title.startswith(annex.assessment.scenario.title)


def test_pages_are_numbered(annex):
    footer = annex.document.sections[0].footer._element
    assert [attribute(field, "w:instr").strip() for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_figures_are_set_to_the_right_and_words_to_the_left(annex):
    wrong = [
        cell.text
        for table in annex.document.tables
        for row in table.rows[1:]
        for cell in row.cells
        if re.fullmatch(r"[+−]?£[\d,.]+", cell.text) and cell.paragraphs[0].alignment != 2
    ]
    assert wrong == []
    assert annex.document.tables[0].rows[1].cells[0].paragraphs[0].alignment == 0


def test_two_runs_are_alike_byte_for_byte_and_carry_no_date(annex):
    assert annex.file.read_bytes() == annex.again.read_bytes()
    with ZipFile(annex.file) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in re.sub(rb"xmlns:\w+=\S+", b"", file.read("docProps/core.xml"))


def test_no_part_of_it_carries_a_folder_of_this_machine(annex):
    with ZipFile(annex.file) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    folders = [str(place).encode() for place in (HOME, annex.file.parent)]
    assert [name for name, content in parts.items() if any(folder in content for folder in folders)] == []
    assert not any("thumbnail" in name for name in parts)


def test_without_a_browser_the_tables_stand_where_the_pictures_would(tmp_path):
    annex = Annex(HOME / "scenarios" / "barnet-schools-ict.yaml", tmp_path, pictures=False)
    assert not list(annex.body.iter(qn("w:drawing"))) and NO_PICTURES in annex.text
    headings = [text for style, text in annex.paragraphs if style == "Heading 3"]
    assert headings == [chart.headline for chart in annex.figures]
    own = [chart for chart in annex.figures if not chart.printed_in]
    captions = [text for style, text in annex.paragraphs if style == "Caption"]
    assert own and all(any(chart.headline in caption for caption in captions) for chart in own)


def test_a_title_that_a_machine_might_run_comes_out_as_text(tmp_path):
    sharp = '=HYPERLINK("http://x","y") <script>alert(1)</script> & +cmd|\' /C calc\'!A0 ]]>'
    text = ACTUAL.read_text(encoding="utf-8")
    text = re.sub(r"^title: .*$", lambda _: f"title: '{sharp.replace(chr(39), chr(39) * 2)}'", text, flags=re.M)
    scenario = tmp_path / "sharp.yaml"
    scenario.write_text(text.replace("title: ICT Support Officer", 'title: "=1+1<b>"'), encoding="utf-8")
    annex = Annex(scenario, tmp_path)
    assert annex.paragraphs[0] == ("Title", sharp)
    assert any("=1+1<b>" in cell.text for table in annex.document.tables for cell in table._cells)
    assert not list(annex.body.iter(qn("w:hyperlink"))) and not list(annex.body.iter(qn("w:instrText")))
    instructions = {attribute(field, "w:instr").split()[0] for field in annex.body.iter(qn("w:fldSimple"))}
    assert instructions == {"SEQ", "REF", "PAGEREF"}


@settings(max_examples=20)
@given(st.text())
def test_whatever_the_text_a_document_can_hold_it(text):
    start_document(text, text, text).add_paragraph(clean(text))
    assert clean(clean(text)) == clean(text)


def test_what_xml_refuses_is_taken_out_and_nothing_else():
    assert clean("a\x00b\x0b\x1f c\ud800\ufffe −£5 é 😀") == "ab c −£5 é 😀"


CELLS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30)


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=1, max_size=4)))
def test_columns_fill_the_page_and_none_is_too_narrow_for_its_longest_word(rows):
    grid = Grid(rows[0], tuple(rows[1:]), (False,) * len(rows[0]))
    widths = grid.widths(174.0)
    assert sum(widths) == pytest.approx(174.0)
    if not grid.is_wide():
        for column, width in enumerate(widths):
            words = [word[:24] for row in rows for word in row[column].split()]
            assert all(width >= 3.0 * 0.191 * len(word) for word in words)  # an apostrophe is Arial's narrowest


def test_a_long_word_stands_whole_beside_many_short_columns():
    # "Responsibilities" is 7.669 ems of Arial bold by its published widths (R 0.722, e 0.556, s 0.556, ...): at 8.5
    # points, 3.0 mm to the em, 23.0 mm; Word puts 1.9 mm at each side of a cell. 26.8 mm; an even share is 14.5 mm.
    grid = Grid(("Responsibilities", *("ABCDEFGHIJK")), (("x", *("1" * 11)),), (False, *[True] * 11))
    assert not grid.is_wide() and grid.widths(174.0)[0] >= 26.8


def test_a_table_too_wide_for_an_upright_page_lies_on_its_side_and_the_next_page_stands(annex, tmp_path):
    wide = Table(
        "cost_by_year",
        "Twelve columns of millions",
        pd.DataFrame([{f"Column {n}": 123_456_789.0 for n in range(12)}]),
        money=tuple(f"Column {n}" for n in range(12)),
        section=Section.COSTS,
    )
    made = [wide if table.key == wide.key else table for table in annex.tables]
    write_word(tmp_path / "wide.docx", annex.assessment, made, [], annex.assessment.checks)
    shapes = [section.page_width > section.page_height for section in Document(str(tmp_path / "wide.docx")).sections]
    assert shapes == [False, True, False]
    assert [section.page_width > section.page_height for section in annex.document.sections] == [False]


def test_a_caption_keeps_with_its_table_and_a_short_table_on_one_page():
    document = start_document("A", "B", "C")
    add_table(document, Grid(("A", "B"), (("x", "1"), ("y", "2")), (False, True)), "A table", noted=True)
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in document.tables[0].columns[0].cells]
    assert kept == [True, True, True]


def test_the_last_row_of_a_long_table_is_not_alone_on_a_page():
    document = start_document("A", "B", "C")
    rows = tuple((str(number), "1") for number in range(30))
    add_table(document, Grid(("A", "B"), rows, (False, True)), "A table")
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in document.tables[0].columns[0].cells]
    assert kept[0] and kept[-2:] == [True, None] and not any(kept[1:-2])
