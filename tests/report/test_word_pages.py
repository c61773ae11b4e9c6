"""The Word annex as pages: LibreOffice opens it and makes a tagged PDF of it, the same each time."""

import re
import shutil
import subprocess
import time

import pytest

from model.report.word import pdf
from tests.conftest import HOME, RESOLVED

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"
A_PDF = (
    b"%PDF-1.6\n<xmp:CreateDate>2026-11-22T05:51:29Z</xmp:CreateDate>\n/CreationDate(D:20261122055129Z')>>\n"
    b"trailer\n<</Size 9\n/ID [ <1040D1AE14D20232C26D747BB611A030>\n<1040D1AE14D20232C26D747BB611A030> ]\n"
    b"/DocChecksum /1040D1AE14D20232C26D747BB611A030\n>>\nstartxref\n14791\n%%EOF\n"
)


def test_a_pdf_loses_its_moment_and_keeps_its_length():
    """The places in a PDF are counted in bytes, so nothing in it may move."""
    later = A_PDF.replace(b"055129", b"061530").replace(b"05:51:29", b"06:15:30").replace(b"1040D1AE", b"FFFFFFFF")
    assert pdf.undated(A_PDF) == pdf.undated(later)
    assert len(pdf.undated(A_PDF)) == len(A_PDF)
    assert b"2026" not in pdf.undated(A_PDF) and b"1040D1AE" not in pdf.undated(A_PDF)


def test_the_tab_order_of_a_page_with_links_becomes_a_name():
    """PDF/UA-1 (ISO 14289-1, 7.18.3): the value of Tabs is the name S; LibreOffice 7.4 writes the string (S)."""
    assert b"/Tabs /S/Annots" in pdf.undated(A_PDF.replace(b"trailer", b"/Tabs(S)/Annots\ntrailer", 1))


def test_a_pdf_of_other_content_has_another_id():
    ids = [re.findall(rb"<([0-9A-F]{32})>", pdf.undated(made)) for made in (A_PDF, A_PDF.replace(b"14791", b"14792"))]
    assert ids[0] != ids[1] and len(ids[0]) == 2


def test_without_libreoffice_it_is_said_how_to_get_a_pdf(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(pdf.NoPdf, match="LibreOffice was not found"):
        pdf.write_pdf(tmp_path / "report.docx")
    assert pdf.write_pdfs_if_able([tmp_path / "report.docx"]) is None and not list(tmp_path.iterdir())
    assert "\n" not in pdf.why_no_pdf() and "save it as PDF" in pdf.why_no_pdf()


@pytest.fixture(params=[RESOLVED, ACTUAL], ids=lambda path: path.stem)
def annex(request, pdfs_of):
    """The annex of a scenario as a PDF, its Word document beside it."""
    return pdfs_of(request.param) / "report.pdf"


def told(*command) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout


@pytest.mark.office
def test_it_opens_as_a_tagged_pdf_with_a_title_and_a_language(annex):
    content = annex.read_bytes()
    assert b"/MarkInfo<</Marked true>>" in content and b"/StructTreeRoot" in content and b"/Lang(en-GB)" in content
    about = told("pdfinfo", annex)
    assert re.search(r"Title: +Restructuring the Schools ICT Support Service", about)
    assert re.search(r"Tagged: +yes", about) and "A4" in about


@pytest.mark.office
def test_headings_header_cells_and_pictures_are_tagged(annex, pack_of):
    tags = told("pdfinfo", "-struct", annex)
    assert len(re.findall(r"^ *H1\b", tags, re.M)) == 1 and len(re.findall(r"^ *H2\b", tags, re.M)) > 8
    tables_tagged = len(re.findall(r"^ *Table\b", tags, re.M))
    assert tables_tagged > 15
    assert len(re.findall(r"/Scope /Column", tags)) >= 2 * tables_tagged
    charts = pack_of(HOME / "scenarios" / f"{annex.parent.name}.yaml") / "charts"
    content, pictures = annex.read_bytes(), len(list(charts.glob("*.png")))
    with_words = re.findall(rb"/S/Figure\n/P \d+ 0 R\n/Pg \d+ 0 R\n/Alt<FEFF", content)
    assert content.count(b"/S/Figure") == len(with_words) == pictures >= 4


@pytest.mark.office
def test_its_pages_are_made_numbered_and_none_is_nearly_empty(annex, tmp_path):
    pages = told("pdftotext", "-layout", annex, "-").split("\f")[:-1]
    assert 8 <= len(pages) <= 20
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert len(page.split()) > 40, f"page {number} is nearly empty"
    shown = told("pdftoppm", "-r", 40, "-png", annex, tmp_path / "page")
    assert shown == "" and len(list(tmp_path.glob("page-*.png"))) == len(pages)


@pytest.mark.office
def test_the_same_annex_gives_the_same_pdf(annex, tmp_path):
    time.sleep(1.1)  # the clock of a PDF counts in seconds
    again = shutil.copyfile(annex.with_suffix(".docx"), tmp_path / "again.docx")
    assert pdf.write_pdf(again).read_bytes() == annex.read_bytes()
