"""One quantity is written in one way, rows that read alike are one row, and page one says what of an effect ends."""

import re

import pytest

from model.assessment.assess import assess
from model.base.money import percentage
from model.report.page_one import headline
from model.report.tables.evidence import assumptions
from model.report.tables.pay_on_top import pay_on_top_tables
from tests.conftest import HOME, RESOLVED


@pytest.fixture(scope="module")
def childrens():
    return assess(HOME / "scenarios" / "example-childrens-service.yaml")


@pytest.mark.parametrize("share, printed", [(0.033, "3.3%"), (0.03, "3%"), (0.248, "24.8%"), (0.0225, "2.25%")])
def test_a_percentage_has_the_places_that_it_needs(share, printed):
    assert percentage(share) == printed


def test_an_award_is_the_same_percentage_whoever_states_it(childrens):
    """3.3% is offered for the NJC by the rate table, and assumed for Soulbury by the scenario."""
    page = " ".join(headline(childrens))
    assert re.findall(r"award of (3\.3\S*)", page) == ["3.3%", "3.3%"]
    assert "Soulbury pay from 1 September 2026" in page and "pay of Soulbury" not in page
    stated = assumptions(childrens).frame["Statement"].tolist()
    assert "Soulbury pay award of 3.3% from 1 September 2026 to 31 August 2027" in stated


def test_no_two_rows_of_what_is_paid_on_top_of_pay_read_alike(childrens):
    [table] = pay_on_top_tables(childrens)
    rows = [[text for _, text in row] for row in table.page_rows()]
    assert len({tuple(row) for row in rows}) == len(rows)
    assert [row[:3] for row in rows] == [
        ["Present", "Social Worker", "5"],
        ["Present", "Family Support Worker", "1"],
        ["Proposed", "Social Worker", "5"],
    ]


def test_page_one_says_what_of_the_full_year_effect_ends(childrens):
    """A supplement of £2,400 for 5 posts, one of them vacant and covered by an agency now: 12,000 less 9,600."""
    [said] = [sentence for sentence in headline(childrens) if sentence.startswith("Part of the full-year effect ends")]
    assert re.search(r"£[\d,]+ more for pay protection, which lasts 36 months at most", said)
    assert said.endswith("£2,400 more for market supplement, until 15 December 2026.")
    assert "Honorarium" not in said, "it is paid before and after, so that no part of the effect is of it"


def test_where_nothing_ends_page_one_says_nothing_of_it():
    assert not any("effect ends" in sentence for sentence in headline(assess(RESOLVED)))


def test_an_honorarium_of_a_proposed_post_ends_and_page_one_says_when(write_scenario):
    text = RESOLVED.read_text(encoding="utf-8")
    [line] = re.findall(r"^  - \{?.*id: senior-officer,.*$", text, flags=re.M)
    paid = "allowances: [{name: Honorarium, amount: 600, to: 2011-03-31, source: Minute 7}], "
    page = headline(
        assess(write_scenario((line, line.replace("id: senior-officer,", f"id: senior-officer, {paid}", 1))))
    )
    [said] = [sentence for sentence in page if sentence.startswith("Part of the full-year effect ends")]
    assert said.endswith("of which Honorarium until 31 March 2011.")
