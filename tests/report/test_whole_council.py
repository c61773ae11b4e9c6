"""What a council of thousands of posts asks of the papers: each list that nobody can read is folded, and says so."""

import csv
import io

import pytest

from benchmarks.invented_council import write_council
from model.assessment.assess import assess
from model.assessment.staff import staff_changes
from model.base.check import MOST_TOLD
from model.base.faults import MOST_LISTED, listed_in_short
from model.cost import costed
from model.disclosure.public_figures import public_assessment
from model.explain import outcomes
from model.report.people import descriptions, fences, rows
from model.report.people import staff_annex as annex
from model.report.people.consultation import consultation_page
from model.report.rounding import with_rounding
from model.report.table import Sums, Table
from model.report.tables import driver
from model.report.tables.every import tables
from tests.report.cleared_council import cleared


@pytest.fixture(scope="module")
def council(tmp_path_factory, rates):
    """A council of 200 posts, of which 10 are regraded and 10 deleted."""
    return assess(write_council(tmp_path_factory.mktemp("council"), 200), rates)


def test_a_sentence_lists_forty_names_and_counts_the_others():
    names = [f"P{number}" for number in range(5_000)]
    assert listed_in_short(names[:3]) == "P0, P1 and P2"
    assert listed_in_short(names) == f"{', '.join(names[:39])} and 4,961 more"
    assert len(listed_in_short(names[:MOST_LISTED]).split(", ")) == 39


def test_a_note_names_forty_rows_that_printed_parts_miss_and_counts_the_others():
    """In each of 100 rows 150.60 − 100.40 = 50.20: printed £151, £100 and £50, and 151 − 100 = 51."""
    row = {"Present": 100.40, "Proposed": 150.60, "Change": 50.20}
    body = [{"Post": f"Officer {number}", **row} for number in range(100)]
    table = Table("any", "A table", body, money=tuple(row), sums=Sums({"Change": ("Proposed", "-Present")}))
    assert with_rounding(table).note.endswith(
        "“Officer 37”, “Officer 38” and 61 more, “Change” is £1 less than its printed parts come to."
    )


def test_of_very_many_changes_those_for_the_same_reason_are_one_row(council, monkeypatch):
    """Ten posts are regraded, ten deleted and ten created, for a few reasons; each is a row of the whole table."""
    whole = next(table for table in driver.why_tables(council) if table.only_in_workbook)
    moving = [row for row in whole.frame.to_dict("records")[:-1] if abs(row["Change"]) >= 0.5]
    reasons = {row["Why"] for row in moving}
    assert len(reasons) < len(moving)
    monkeypatch.setattr(driver, "MOST_ROWS_ON_PAGE", len(moving) - 1)
    short = driver.why_tables(council)[0]
    *shown, still, total = short.frame.to_dict("records")
    assert {row["Why"] for row in shown} == reasons and len(shown) == len(reasons)
    assert [abs(row["Change"]) for row in shown] == sorted((abs(row["Change"]) for row in shown), reverse=True)
    assert still["Why"] == "Nothing changes."
    assert total["Change"] == pytest.approx(sum(row["Change"] for row in moving), abs=0.01 * len(whole.frame))
    assert "Lines of posts with the same reason are in one row" in short.note


def test_the_unions_page_prints_the_descriptions_with_a_post_that_ends_first_and_a_file_has_all(council, monkeypatch):
    found = descriptions.described(council.scenario)[0]
    ending = {(of.title, of.grade) for of in found if any(post.fate == "deleted" for post in of.posts)}
    assert 0 < len(ending) < 12 < len(found)
    assert descriptions.every_description(council) == ""
    monkeypatch.setattr(descriptions, "MOST_ROWS", 13)
    monkeypatch.setattr(rows, "MOST_ROWS", 13)
    part = next(part for part in consultation_page(council).parts if part.key == "numbers")
    table = next(block for block in part.blocks if getattr(block, "key", "") == "descriptions")
    assert len(table.rows) == 13 and table.rows[-1][0] == "All"
    assert all("deleted" in row[3] for row in table.rows[: len(ending)])
    assert not any("deleted" in row[3] for row in table.rows[len(ending) :])
    words = "".join(str(word) for block in part.blocks if hasattr(block, "line") for word in block.line)
    assert f"12 of the {len(found)} descriptions in the present structure, and descriptions.csv has every one" in words
    assert f"The first 12 of {len(found)} rows; those with a post that ends come first" in table.note
    header, *every = csv.reader(io.StringIO(descriptions.every_description(council)))
    assert tuple(header) == table.header and len(every) == len(found) + 1 and every[-1][0] == "All"


@pytest.mark.long
def test_a_check_names_twenty_people_without_a_post_and_counts_the_others(tmp_path, rates):
    """Of 600 posts 30 are deleted, and six of them are of somebody with two posts, who keeps the other."""
    council = assess(write_council(tmp_path, 600, holders=True), rates)
    check = next(check for check in council.checks if check.key == "displaced")
    assert check.finding.count("has no post in the new structure") == MOST_TOLD
    assert check.finding.endswith(f"And {30 - 6 - MOST_TOLD} more like these.") and check.blocks


def test_a_council_whose_holders_are_redeployed_clears_that_check(tmp_path, rates):
    council = assess(write_council(tmp_path, 600, holders=True, redeployed=True), rates)
    check = next(check for check in council.checks if check.key == "displaced")
    assert check.outcome == "pass" and check.finding.endswith("redeployed to Another job, 4 more redeployed.")


def test_the_staff_annex_has_a_paragraph_for_each_of_the_first_ring_fences_and_says_how_many_others(
    tmp_path, rates, monkeypatch
):
    """Of 200 posts ten pairs are ring-fenced, each pair for two posts alike."""
    council = assess(write_council(tmp_path, 200, holders=True), rates)
    monkeypatch.setattr(fences, "MOST_FENCES", 3)
    said = ["".join(map(str, block.line)) for block in fences.fences(council) if hasattr(block, "line")]
    assert len(council.outcomes) == 10 and sum("people for 2 posts" in line for line in said) == 3
    assert said[-1].startswith("The report’s tables.xlsx lists the other 7 ring-fences, under “How the ring-fences")


def test_the_staff_annex_says_how_many_of_the_holders_its_table_has(tmp_path, rates, monkeypatch):
    council = assess(write_council(tmp_path, 40, holders=True), rates)
    monkeypatch.setattr(rows, "MOST_ROWS", 10)
    monkeypatch.setattr(annex, "MOST_ROWS", 10)
    part = annex.staff_annex(council, staff_changes(council), "letters.csv").parts[0]
    assert " lists the first 10 of 40 holders in a post by reference." in "".join(map(str, part.blocks[0].line))
    assert len(part.blocks[1].rows) == 10 and "The first 10 of 40 rows" in part.blocks[1].note


def counted(monkeypatch, module, name):
    """How often a function of a module is called from now on, a mark a call."""
    calls, function = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: calls.append(name) or function(*given))
    return calls


def of_sizes(tmp_path, rates, calls, *, holders=False):
    """How many calls it takes to make the tables of a council of 40 posts, and of 120."""
    for posts in (40, 120):
        (folder := tmp_path / str(posts)).mkdir()
        council = assess(write_council(folder, posts, holders=holders), rates)
        calls.clear()
        tables(council)
        yield len(calls)


def test_a_plan_too_large_to_be_kept_is_costed_by_a_table_and_never_by_each_of_its_rows(tmp_path, rates, monkeypatch):
    monkeypatch.setattr(costed, "ROWS_IN_A_BLOCK", 4)
    few, many = of_sizes(tmp_path, rates, counted(monkeypatch, costed, "costs_by_year"))
    assert 0 < few == many


def test_the_moves_of_a_council_are_looked_through_once_for_all_its_ring_fences(tmp_path, rates, monkeypatch):
    few, many = of_sizes(tmp_path, rates, counted(monkeypatch, outcomes, "moves"), holders=True)
    assert few == many == 1


def test_what_the_public_figures_round_is_rounded_once_where_it_is_kept(council, rates):
    public = public_assessment(council.scenario, rates).costed
    basis = council.scenario.costing.basis
    assert public.amounts("proposed", basis, "cover") is public.amounts("proposed", basis, "cover")


@pytest.mark.long
@pytest.mark.browser
def test_a_council_of_five_thousand_posts_clears_and_its_pack_verifies(tmp_path):
    found = cleared(tmp_path, 5_000)
    assert (found.code, found.verified) == (0, 0), found.said
    assert found.mb < 4_000
    page = (found.pack / "report.html").read_text(encoding="utf-8")
    assert len(page) < 1_000_000 and "in tables.xlsx" in page
    assert not (found.pack / "workings.xlsx").exists() and "no workings as live formulas" in page
