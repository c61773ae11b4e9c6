"""The short report as a Word document: its bytes, fields, content controls, styles, tables and headings."""

import pytest
from docx import Document
from docx.oxml.ns import qn

from model.report.decision.document import write_decision
from model.report.decision.outline import HEADINGS, paper
from tests.conftest import RESOLVED
from tests.report.test_decision import brief_of


@pytest.fixture(scope="module")
def document(tmp_path_factory, barnet):
    """The short report of the Barnet case, as Word has it, and a second build of it."""
    folder = tmp_path_factory.mktemp("decision")
    for name in ("decision", "again"):
        write_decision(folder / f"{name}.docx", paper(brief_of(RESOLVED)), barnet.scenario.authority)
    return folder / "decision.docx"


def test_two_builds_give_the_same_bytes(document):
    assert document.read_bytes() == document.with_name("again.docx").read_bytes()


def test_captions_are_fields_in_bookmarks_and_every_reference_finds_its_own(document):
    body = Document(str(document)).element.body
    marked = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    asked = [" ".join(field.text.split()) for field in body.iter(qn("w:instrText"))]
    assert len(marked) == len(set(marked)) == sum(field.startswith("SEQ Table") for field in asked) >= 8
    references = [field.split()[1] for field in asked if field.startswith("REF ")]
    assert len(references) >= 8 and set(references) <= set(marked)


def test_places_to_fill_are_content_controls_each_with_a_key_of_its_own(document):
    body = Document(str(document)).element.body
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    assert {"finance", "legal", "equalities", "section_151", "delegation"} <= set(tags)
    identities = [tag.getparent().find(qn("w:id")).get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    assert len(tags) == len(set(tags)) == len(set(identities))
    assert len(list(body.iter(qn("w:showingPlcHdr")))) == len(tags), "nothing was written, so each shows its prompt"


def test_numbers_belong_to_the_styles_and_text_is_12_points_and_tables_10_and_a_half(document):
    of = Document(str(document))
    sizes = {name: of.styles[name].font.size.pt for name in ("Numbered paragraph", "Lettered paragraph", "Table text")}
    assert sizes == {"Numbered paragraph": 12, "Lettered paragraph": 12, "Table text": 10.5}
    numbered = [of.styles[name].element.pPr.numPr for name in ("Heading 1", "Numbered paragraph", "Lettered paragraph")]
    assert [one.ilvl.val for one in numbered] == [0, 1, 2] and len({one.numId.val for one in numbered}) == 1
    assert not [p for p in of.element.body.iter(qn("w:p")) if p.pPr is not None and p.pPr.numPr is not None]


def test_every_table_has_the_named_style_a_header_row_or_column_and_no_border_on_a_cell(document):
    of = Document(str(document))
    box, *others = of.tables
    assert {one.style.name for one in of.tables} == {"Committee table"}
    assert all(one._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for one in others)
    looks = [one._tbl.tblPr.find(qn("w:tblLook")) for one in of.tables]
    assert {look.get(qn("w:firstColumn")) for look in looks} == {"1"} and looks[0].get(qn("w:firstRow")) == "0"
    assert not list(of.element.body.iter(qn("w:tcBorders")))
    assert box.rows[0].cells[0].text == "Decision-maker"


def test_headings_are_in_order_every_run_is_british_and_no_paragraph_is_empty(document):
    of = Document(str(document))
    styles = [paragraph.style.name for paragraph in of.paragraphs]
    assert styles[0] == "Title" and styles.count("Heading 1") == len(HEADINGS)
    runs = list(of.element.body.iter(qn("w:r")))
    assert {run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) for run in runs} == {"en-GB"}
    empty = [p for p in of.element.body.iter(qn("w:p")) if not p.xpath("string()").strip()]
    assert [p for p in empty if p.getparent().tag != qn("w:tc") and not p.xpath(".//w:drawing")] == []
