"""What passes `check` is rendered by every later stage: many posts, each with a source of its own, and long titles."""

import re

import pytest
from docx import Document

from model.assessment.assess import assess
from model.explain.bridge import MOST_MOVES
from model.report.charts.every import charts
from model.report.pack.build import build_pack
from model.report.pack.papers import write_report
from model.report.page import drawn
from model.report.table import MOST_ROWS_ON_PAGE
from model.report.tables.every import tables
from tests.conftest import small

LONG = "Senior Officer of the Service for the Support of Schools and of Everyone Who Works in Them, "
LETTERS = 600
GRADES = ("5-6", "7-11", "12-17", "18-22", "23-25", "26-28", "29-31")


def of_many(posts, long_titles):
    """A scenario of so many posts, each into one of its own, every fifth a grade higher."""
    present, proposed = [], []
    for number in range(posts):
        title = f"{(LONG * 7)[: LETTERS - 6] if number < long_titles else 'Officer'} {number:05d}"
        grade = number % (len(GRADES) - 1)
        present.append({"id": f"p{number}", "title": title, "grade": GRADES[grade], "fate": "assimilated",
                        "to": f"q{number}"})  # fmt: skip
        proposed.append({"id": f"q{number}", "title": title, "grade": GRADES[grade + (number % 5 == 0)],
                         "filled_by": "assimilation"})  # fmt: skip
    return {**small(), "present": present, "proposed": proposed}


@pytest.fixture
def assessed(write):
    return assess(write(of_many(700, long_titles=60)))


def test_charts_fold_what_no_page_holds(assessed):
    of = {chart.key: chart for chart in charts(assessed)}
    bridge, envelope = of["bridge"], of["envelope"]
    assert len(bridge.table) <= MOST_MOVES + 2
    assert re.match(r"6\d\d further moves, each £|6\d\d moves that change nothing", bridge.table["Step"].iloc[-2])
    assert len(envelope.table) <= 2 * len(GRADES)
    assert all(chart.figure.layout.height is None or chart.figure.layout.height < 4_000 for chart in charts(assessed))


def test_the_page_and_the_word_document_are_written_and_say_where_the_rest_is(assessed, tmp_path):
    shown = tables(assessed)
    write_report(assessed, shown, drawn(charts(assessed), None), list(assessed.checks), tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "From the present cost to the proposed: every move of posts" in page.partition("tables.xlsx")[2], (
        "what is in it alone"
    )
    document = Document(str(tmp_path / "report.docx"))
    assert max(len(table.rows) for table in document.tables) <= MOST_ROWS_ON_PAGE + 2


@pytest.mark.browser
def test_a_pack_of_three_thousand_posts_is_whole(write, tmp_path):
    """Charts are drawn in the browser: each picture is there, and none is taller than two sheets of paper."""
    pack, _ = build_pack(write(of_many(3_000, long_titles=300)), tmp_path / "packs")
    pictures = sorted((pack / "charts").glob("*.png"))
    assert {"bridge.png", "elements.png", "envelope.png"} <= {path.name for path in pictures}
    for path in pictures:
        assert int.from_bytes(path.read_bytes()[20:24], "big") <= 2 * 2_000  # a PNG's height
    assert (pack / "report.docx").is_file() and (pack / "decision.docx").is_file()
