"""The short report as pages: LibreOffice numbers them, and they are as few as members are asked to read."""

import re
import subprocess

import pytest
from docx import Document

from model.assessment.assess import assess
from tests.conftest import RESOLVED, SCENARIOS

pytestmark = pytest.mark.office
MOST_PAGES, MOST_WITH_CHARTS, MANY_POSTS = 4, 5, 20


def text_of(pdf, *options) -> str:
    return subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_it_is_four_pages_at_most_and_five_where_many_posts_are_drawn(pdfs_of, scenario):
    found = assess(scenario)
    drawn = found.reporting_lines and sum(post.number for post in found.scenario.present) > MANY_POSTS
    papers = sorted(pdfs_of(scenario).rglob("decision.pdf"))
    assert papers
    for paper in papers:
        assert text_of(paper).count("\f") <= (MOST_WITH_CHARTS if drawn else MOST_PAGES), paper


def headings_of(document) -> set[str]:
    """The headings and captions of a Word document, without spaces at their ends."""
    styled = (one for one in Document(str(document)).paragraphs if one.style.name.startswith(("Heading", "Caption")))
    return {" ".join(one.text.split()) for one in styled}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_no_heading_or_caption_of_any_paper_is_left_alone_at_the_end_of_a_page(pdfs_of, scenario):
    """A picture after a heading has its caption below, so text always follows."""
    for paper in pdfs_of(scenario).rglob("*.pdf"):
        headings = headings_of(paper.with_suffix(".docx"))
        for page in text_of(paper, "-layout").split("\f")[:-1]:
            *lines, footer = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
            assert "Page " in footer
            last = {re.sub(r"^(\d+\. )", "", " ".join(lines[-count:])) for count in (1, 2, 3)}
            assert not last & headings, paper


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_no_line_of_any_paper_ends_in_a_sign_whose_pounds_are_on_the_next(pdfs_of, scenario):
    for paper in pdfs_of(scenario).rglob("*.pdf"):
        assert not re.search(r"[\u2212+]\s*\n\s*\u00a3", text_of(paper)), paper


def test_paragraphs_and_captions_are_numbered_by_fields_as_they_are_printed(pdfs_of):
    """LibreOffice works the numbers out again: what it prints is what the file said, and what each reference says."""
    text = text_of(pdfs_of(RESOLVED) / "decision.pdf", "-layout")
    assert re.search(r"^\s*1\.\s+Decision sought", text, re.M) and re.search(r"^\s*1\.1\s+That 11", text, re.M)
    assert re.search(r"\(a\)\s+agree the proposed structure in Table 5", text)
    captions = re.findall(r"^\s*Table (\d+): ", text, re.M)
    assert captions == [str(number + 1) for number in range(len(captions))]
    assert re.search(r"Table 5: The proposed posts", text)
