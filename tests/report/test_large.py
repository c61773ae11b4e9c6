"""A structure too large for a page: folded and said to be so, and nothing of it dropped from the files."""

import pandas as pd
import pytest

from benchmarks.invented_council import write_council
from model.assessment.assess import assess
from model.base.check import MOST_TOLD, checked
from model.report.charts.envelope import envelope_chart
from model.report.table import MOST_ROWS_ON_PAGE, Table, fitted
from model.report.tables.every import tables
from model.report.tables.posts import MOST_DRAWN, posts
from model.report.words import has_workings, how_made


@pytest.fixture(scope="module")
def council(tmp_path_factory, rates):
    return assess(write_council(tmp_path_factory.mktemp("council"), 1200), rates)


def test_a_page_has_no_more_rows_than_it_can_bear_and_says_where_all_are(council):
    by_key = {table.key: table for table in tables(council)}
    for key in ("bridge", "present_posts", "proposed_posts"):
        assert len(by_key[key].page_rows()) == MOST_ROWS_ON_PAGE
        assert f"{key}.csv has them all" in by_key[key].note
    assert len(by_key["present_posts"].frame) == 1200
    assert "The first 300 of 1,200 rows" in by_key["present_posts"].note


def test_a_total_is_printed_below_the_rows_that_are_left_out(council):
    bridge = next(table for table in tables(council) if table.key == "bridge")
    assert dict(bridge.page_rows()[-1])["Move"] == "Total"
    assert f"The first 299 of {len(bridge.frame) - 1:,} rows, and the total" in bridge.note


def test_a_table_of_few_rows_is_left_as_it_is():
    table = Table("few", "Few", pd.DataFrame({"Row": range(MOST_ROWS_ON_PAGE)}), note="As stated.")
    assert fitted(table) is table


def test_posts_alike_are_listed_as_one_and_the_chart_draws_their_grades(council):
    """Ten grades, each with posts of 1, 0.8, 0.6 and 0.5 of full time, come to far fewer ranges than titles."""
    table, chart = posts(council), envelope_chart(council)
    grades = {post.grade for post in (*council.scenario.present, *council.scenario.proposed)}
    assert len(table.frame) <= MOST_DRAWN and len(chart.table) == len(grades)
    assert "; posts alike share a row" in table.note and "(envelope.csv has each)" in table.note
    of_posts = next(table for table in tables(council) if table.key == "envelope").frame
    widest = (of_posts["Extended top"] - of_posts["Bottom of grade"]).max()
    listed = (table.frame["Extended top"] - table.frame["Bottom of grade"]).max()
    assert float(listed) == pytest.approx(widest, abs=1)
    assert any(name.endswith(" others") for name in table.frame["Post"])


def test_a_pack_without_workings_says_what_stands_in_their_place(council, barnet):
    """1,200 posts now and as many proposed, over five years: 1,200 + 2,400 + 1,200 appointments x 60 months."""
    assert has_workings(barnet) and "(workings.xlsx)" in how_made(barnet, "page")
    assert not has_workings(council)
    said = how_made(council, "document")
    assert "There are no workings as live formulas: 288,000 months of pay" in said
    assert "envelope.csv" in said and "workings.xlsx" not in said


def test_a_finding_states_as_many_faults_as_a_reader_follows():
    line = checked("key", "Title", [f"Post {number} ends." for number in range(3000)], "")
    assert line.finding.count("ends.") == MOST_TOLD
    assert line.finding.endswith("And 2,980 more like these.")
