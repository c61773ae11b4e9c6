"""The clerk's paper: each named figure in the exempt and in the public papers, and why the two differ."""

import re

import pytest

from model.assessment.assess import assess
from model.control.sign_off import control_state
from model.disclosure.concordance import NOT_TOLD, OF_POINTS, ONE_OFF, concordance
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_input import PUBLIC_REASON
from model.report.pack.concordance import FILE, write_concordance
from model.report.pack.public import public_pack
from model.report.pack.ready import not_ready
from model.report.tables.every import tables
from tests.conftest import HOME, SCENARIOS

SHIPPED = [path for path in SCENARIOS if "competences" not in path.name]


@pytest.fixture(scope="module")
def redundancy(rates):
    whole = assess(HOME / "scenarios" / "barnet-schools-ict-redundancy.yaml", rates)
    return whole, public_assessment(whole.scenario, rates)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_figure_is_as_its_papers_print_it_and_none_differs_without_a_reason(path, rates):
    whole = assess(path, rates)
    public = public_assessment(whole.scenario, rates)
    rows = concordance(whole, public)
    exempt = {row.name: row.exempt for row in rows if row.exempt != NOT_TOLD}
    told = {row.name: row.public for row in rows if row.public != NOT_TOLD}
    assert exempt == {one.name: one.printed for one in whole.quantities.values()}
    assert len(told) == len(public.quantities) and set(told.values()) == {
        one.printed for one in public.quantities.values()
    }
    assert all(bool(row.why) != row.is_same for row in rows)


def test_a_headline_at_holders_points_is_told_at_the_top_of_grades_and_what_rests_on_people_is_left_out(redundancy):
    rows = {row.name: row for row in concordance(*redundancy)}
    headline = rows["Budget effect, full year"]
    assert (headline.exempt, headline.public) == ("+£15,686", "+£9,150")
    assert headline.why[0] == PUBLIC_REASON and "steps of £10" in headline.why[1]
    assert rows["Budget effect once settled"].why == (OF_POINTS,)
    assert rows["One-off cost of the change"].why == (ONE_OFF,)


def test_where_a_check_keeps_the_public_pack_back_no_figure_is_in_it(redundancy):
    assert {row.public for row in concordance(*redundancy, published=False)} == {NOT_TOLD}


def test_the_paper_says_what_the_record_lacks(redundancy, tmp_path, rates):
    whole, _ = redundancy
    public = public_pack(whole.scenario, rates)
    write_concordance(whole, public.assessment, (tables(whole), public.tables), tmp_path, published=True)
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (tmp_path / FILE).read_text(encoding="utf-8")))
    assert "Not ready to publish. The record lacks a paragraph of Schedule 12A (paragraphs)" in page
    assert "Budget effect, full year +£15,686 +£9,150 A, B" in page
    assert "not recorded" in page


@pytest.mark.parametrize(("scenario", "stops"), [("barnet-schools-ict-redundancy", True), ("fictional-council", False),
                                                 ("barnet-schools-ict", False)])  # fmt: skip
def test_a_pack_whose_exempt_record_is_not_whole_is_not_ready_to_publish(scenario, stops, tmp_path):
    """The first has leavers and no record, the second a whole record, and the third nothing that is exempt."""
    path = HOME / "scenarios" / f"{scenario}.yaml"
    assessment = assess(path)
    said = not_ready(path, tmp_path, assessment, control_state(path, assessment))
    assert any("public-interest reason" in line for line in said) is stops
