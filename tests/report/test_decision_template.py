"""A council's own Word template: its styles first, ours where it has none, its own pages kept, and what is refused."""

import re
from pathlib import Path
from zipfile import ZipFile
from zlib import crc32

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from page import ValidationProfile, validate_pdf_bytes

from model.base.faults import InputFaults
from model.report.decision.document import write_decision
from model.report.decision.outline import paper
from model.report.decision.styles import NAMES
from model.report.decision.template import MARKER, read_template, styles_said
from model.report.notebook_run import CLEARANCE_NOTEBOOK
from model.report.pack.build import build_pack
from model.report.word.pdf import write_pdf
from tests.conftest import RESOLVED
from tests.report.test_decision import brief_of

OWN = ("Report heading", "Report paragraph", "Note", "Quote")


@pytest.fixture
def council(tmp_path) -> Path:
    """A council's template: a header, a place for the report, a closing line, and some styles of its own."""
    document = Document()
    for name in OWN:
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.sections[0].header.paragraphs[0].text = "Marrowmere Borough Council (invented)"
    document.add_paragraph("Before the report.")
    document.add_paragraph(MARKER)
    document.add_paragraph("After the report.", "Quote")
    document.add_paragraph("A note of the council's.", "Note")
    path = tmp_path / "council.docx"
    document.save(path)
    return path


def altered(path: Path, alter: dict[str, object], ending: str = ".docx") -> Path:
    """A copy with parts changed by functions of bytes, or added as bytes."""
    copy = path.with_name(f"altered{ending}")
    with ZipFile(path) as file, ZipFile(copy, "w") as target:
        for name in file.namelist():
            change = alter.get(name)
            target.writestr(name, change(file.read(name)) if callable(change) else file.read(name))
        for name, content in alter.items():
            if not callable(content):
                target.writestr(name, content)
    return copy


def as_dotx(path: Path) -> Path:
    def change(types):
        return types.replace(b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")

    return altered(path, {"[Content_Types].xml": change}, ".dotx")


def refused(path: Path) -> str:
    with pytest.raises(InputFaults) as found:
        read_template(path)
    return str(found.value)


def written(template: Path, target: Path):
    styles = write_decision(target, paper(brief_of(RESOLVED)), "Marrowmere", read_template(template))
    return Document(str(target)), styles


def test_the_report_goes_where_the_template_says_and_all_else_of_it_stays(council, tmp_path):
    document, _ = written(council, tmp_path / "report.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Before the report." and texts[-2:] == ["After the report.", "A note of the council's."]
    assert texts[1] == "Restructuring the Schools ICT Support Service (questions resolved)" and MARKER not in texts
    assert document.sections[0].header.paragraphs[0].text == "Marrowmere Borough Council (invented)"


def test_a_content_control_tagged_report_marks_the_place_too(council, tmp_path):
    document = Document(str(council))
    [marker] = [paragraph for paragraph in document.paragraphs if paragraph.text == MARKER]
    control = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="report"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    )
    marker._p.addprevious(parse_xml(control))
    marker._p.getparent().remove(marker._p)
    document.save(council)
    texts = [paragraph.text for paragraph in written(council, tmp_path / "report.docx")[0].paragraphs]
    assert texts[0] == "Before the report." and texts[-2] == "After the report."


def test_without_a_marked_place_the_report_is_at_the_end(tmp_path):
    Document().save(tmp_path / "plain.docx")
    document, _ = written(tmp_path / "plain.docx", tmp_path / "report.docx")
    assert document.element.body[-1].tag == qn("w:sectPr") and len(document.tables) > 8


def test_the_councils_styles_come_first_and_what_it_lacks_is_reported(council, tmp_path):
    council.with_suffix(".styles.yaml").write_text("heading: Report heading\nparagraph: Report paragraph\n", "utf-8")
    before = Document(str(council)).styles["Report heading"].element.xml
    document, styles = written(council, tmp_path / "report.docx")
    of = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert of["Decision sought"] == "Report heading" and of["Finance: "] == "Report paragraph"
    assert {"title", "caption"} & set(styles.fallen_back) == set()
    assert {"lettered", "cell", "source", "table"} == set(styles.fallen_back)
    after = document.styles["Report heading"].element.xml
    assert re.sub(r"\s*<w:pPr>.*?</w:pPr>", "", after, flags=re.S) == before, "it is numbered, and else as it was"
    said = styles_said(read_template(council).as_data())
    assert said.endswith("replace them: Lettered paragraph, Table text, Source line and Committee table.")
    assert "The template lacks some styles, and the workbook\u2019s replace them" in said


OTHER_KINDS = [
    *((name, WD_STYLE_TYPE.CHARACTER) for name in ("Numbered paragraph", "Table text", "Source line")),
    ("Table text", WD_STYLE_TYPE.TABLE),
    ("Committee table", WD_STYLE_TYPE.PARAGRAPH),
]


@pytest.mark.parametrize(("name", "kind"), OTHER_KINDS)
def test_a_style_of_another_kind_that_has_one_of_our_names_stays_as_it_is(tmp_path, name, kind):
    template = Document()
    before = template.styles.add_style(name, kind).element.xml
    template.save(tmp_path / "council.docx")
    document, _ = written(tmp_path / "council.docx", tmp_path / "report.docx")
    assert document.styles[name].element.xml == before
    assert {table.style.type for table in document.tables[1:]} == {WD_STYLE_TYPE.TABLE}


def test_headings_that_have_numbers_keep_them_and_paragraphs_are_numbered_right_through(council, tmp_path):
    document = Document(str(council))
    numbers = parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    document.styles["Heading 1"].element.get_or_add_pPr().append(numbers)
    document.save(council)
    document, _ = written(council, tmp_path / "report.docx")
    [numbered] = document.styles["Heading 1"].element.iter(qn("w:numId"))
    assert numbered.get(qn("w:val")) == "1"
    texts = [text.get(qn("w:val")) for text in document.part.numbering_part.element.iter(qn("w:lvlText"))]
    assert "(%2)" in texts and "%1.%2" not in texts


def test_a_dotx_opens_as_a_document(council, tmp_path):
    written(as_dotx(council), tmp_path / "report.docx")
    with ZipFile(tmp_path / "report.docx") as file:
        assert b"template.main" not in file.read("[Content_Types].xml")


def test_two_builds_in_a_template_give_the_same_bytes(council, tmp_path):
    for name in ("one", "other"):
        written(council, tmp_path / f"{name}.docx")
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "other.docx").read_bytes()


def test_macros_are_refused(council):
    assert "macros in it" in refused(altered(council, {"word/vbaProject.bin": b"x"}))
    assert "a template without macros, .docx or .dotx" in refused(altered(council, {}, ".dotm"))


def test_what_word_would_fetch_is_refused_and_a_link_is_not(council):
    def attached(kind: str):
        of = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        link = (
            f'<Relationship Id="rIdX" Type="{of}" '
            'Target="https://elsewhere.example/x.dotm" TargetMode="External"/></Relationships>'
        )
        return {"word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", link.encode())}

    said = refused(altered(council, attached("attachedTemplate")))
    assert "a link to an attached template outside the file, https://elsewhere.example/x.dotm" in said
    assert "a link to something outside the file" in refused(altered(council, attached("image")))
    read_template(altered(council, attached("hyperlink")))


def test_one_that_is_too_large_unpacked_is_refused_before_it_is_unpacked(council):
    said = refused(altered(council, {"word/media/large.png": b"\0" * 60_000_001}))
    assert "bytes once unpacked" in said
    assert "no more than 60,000,000: make its pictures smaller" in said


def test_a_picture_that_is_small_as_a_file_and_too_large_to_draw_is_refused(council):
    """8,000 by 8,000 points are 64 million; 7,000 by 7,000 are 49 million."""
    refused_at = refused(altered(council, {"word/media/crest.png": png_of(8_000, 8_000)}))
    assert "a picture of 8,000 by 8,000 pixels, crest.png" in refused_at
    assert "no more than 50 million pixels" in refused_at
    read_template(altered(council, {"word/media/crest.png": png_of(7_000, 7_000), "word/media/torn.png": b"torn"}))


def png_of(width: int, height: int) -> bytes:
    """The beginning of a picture of so many points, which is all that says its size."""
    size = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    parts = (size, b"IEND")
    chunks = (len(part[4:]).to_bytes(4, "big") + part + crc32(part).to_bytes(4, "big") for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        ({"word/document.xml": lambda part: part[:500]}, "a main part, or styles, that are not XML"),
        ({"word/styles.xml": lambda part: b"<!DOCTYPE x [<!ENTITY a 'b'>"}, "a main part, or styles, that are not XML"),
    ],
)
def test_a_broken_template_is_a_fault_with_a_sentence(council, alter, said):
    assert said in refused(altered(council, alter))


def test_a_file_that_is_no_word_file_or_not_there_is_a_fault_with_a_sentence(tmp_path):
    (tmp_path / "text.docx").write_text("text", encoding="utf-8")
    assert "a file that Word did not save, or a damaged one" in refused(tmp_path / "text.docx")
    assert "expected a template, .docx or .dotx" in refused(tmp_path / "none.dotx")


def test_every_wrong_name_beside_a_template_is_said_with_the_nearest(council):
    council.with_suffix(".styles.yaml").write_text("headings: Report heading\nparagraph: Report paragraf\n", "utf-8")
    said = refused(council)
    assert "Did you mean heading?" in said and "Did you mean Report paragraph?" in said
    assert all(purpose in said for purpose in NAMES)


def test_nothing_starts_where_the_template_is_at_fault(council, tmp_path, monkeypatch):
    def started(*_):
        raise AssertionError(f"{CLEARANCE_NOTEBOOK} was started")

    monkeypatch.setattr("model.report.pack.build.notebook_beside", started)
    with pytest.raises(InputFaults, match="the template"):
        build_pack(RESOLVED, tmp_path / "packs", template=tmp_path / "none.dotx")
    assert not (tmp_path / "packs" / RESOLVED.stem).exists()


@pytest.mark.office
def test_a_template_with_styles_called_as_structure_types_still_gives_a_pdf_by_the_rules(council, tmp_path):
    """LibreOffice takes a style called Note, Quote or Table for a structure type; each breaks PDF/UA-1 if left."""
    council.with_suffix(".styles.yaml").write_text("source: Note\nparagraph: Quote\nheading: Report heading\n", "utf-8")
    document, _ = written(council, tmp_path / "report.docx")
    assert "Note" in {paragraph.style.name for paragraph in document.paragraphs}
    pdf = write_pdf(tmp_path / "report.docx").read_bytes()
    found = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
    assert [failure.rule_id for failure in found.failures] == []
