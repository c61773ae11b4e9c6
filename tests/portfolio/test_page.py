"""The page and the workbook of a portfolio: what they say, that nobody is in them, and that they are written whole."""

import json
import re

import openpyxl
import pytest

from model.base.faults import InputFaults
from model.portfolio.portfolio import portfolio
from model.report.portfolio import files
from model.report.portfolio.files import PAGE, WORKBOOK, write_portfolio
from model.report.portfolio.page import portfolio_page
from model.report.portfolio.tables import portfolio_tables
from tests.conftest import HOME, run_model
from tests.portfolio.three_restructures import A, write

EXAMPLE = HOME / "scenarios" / "example-portfolio"


@pytest.fixture(scope="module")
def example(rates):
    """The invented portfolio that comes with the workbook; one of its scenarios has holders."""
    return portfolio(EXAMPLE, rates)


@pytest.fixture(scope="module")
def page(example):
    return portfolio_page(example, portfolio_tables(example))


def test_the_page_of_an_exempt_scenario_is_marked_and_says_on_whose_word(page):
    [banner] = re.findall(r'<p class="standing">(Exempt: not for publication.*?)</p>', page)
    assert "paragraphs 1 and 2 of Part 1 of Schedule 12A" in banner and "Monitoring Officer (invented)" in banner
    assert '@bottom-left { content: "Exempt' in page


def test_no_holder_and_no_post_is_in_any_table_or_on_the_page(example, page):
    posts = [post for member in example.members for post in member.assessment.scenario.present]
    refs = [holder.ref for post in posts for holder in post.holders]
    assert len(refs) == 3
    said = page + "".join(str(table.body) for table in portfolio_tables(example))
    assert [name for name in (*refs, *(post.title for post in posts)) if name in said] == []


def test_a_portfolio_without_anything_exempt_is_not_marked(tmp_path, rates):
    three = portfolio(write(tmp_path), rates)
    assert "Exempt" not in portfolio_page(three, portfolio_tables(three))


def test_years_that_not_all_show_are_said_beside_the_figures(tmp_path, rates):
    three = portfolio(write(tmp_path), rates)
    said = (
        "Only the years that a scenario shows are added up: 2020/21 has nothing from B (2021/22 to 2023/24); "
        "2022/23 has nothing from C (2020/21 to 2021/22); "
        "2023/24 has nothing from A (2020/21 to 2022/23) and C (2020/21 to 2021/22)."
    )
    tables = {table.key: table for table in portfolio_tables(three)}
    assert said in tables["by_fund"].note and said in tables["by_directorate"].note
    assert said in portfolio_page(three, [*tables.values()])


def test_every_table_has_a_caption_a_scope_and_a_row_heading_as_the_report_has(page):
    assert len(re.findall(r"<caption>Table \d: ", page)) == page.count("<table ") == 6
    assert page.count('<th scope="row">') > 20
    assert '<html lang="en-GB">' in page and 'class="skip"' in page


def test_the_workbook_has_sums_as_numbers_and_what_looks_like_a_formula_as_text(tmp_path, rates):
    scenario = json.loads(json.dumps(A)) | {"title": "=1+1", "reference": "@SUM(A1)"}
    found = portfolio(write(tmp_path, a=scenario), rates)
    write_portfolio(found, portfolio_tables(found), tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / WORKBOOK)
    cells = {cell.value: cell for row in book["By scenario"].iter_rows() for cell in row}
    assert cells["=1+1"].data_type == cells["@SUM(A1)"].data_type == "s"
    assert [cells[amount].data_type for amount in (96_000, 48_000, -48_000, 206_000)] == ["n"] * 4
    assert book["MTFS"]["A1"].value.startswith("Medium-term financial strategy")
    assert "=1+1" in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")


def test_an_earlier_portfolio_is_replaced_whole_and_anything_else_is_left_alone(tmp_path, rates, monkeypatch):
    found, out = portfolio(write(tmp_path), rates), tmp_path / "out"
    tables = portfolio_tables(found)
    write_portfolio(found, tables, out)
    (out / PAGE).write_text("earlier")

    def fails(*_):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(files, "write_book", fails)
        write_portfolio(found, tables, out)
    assert (out / PAGE).read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml", "c.yaml", "out", "portfolio.yaml"]
    write_portfolio(found, tables, out)
    assert (out / PAGE).read_text() != "earlier"
    (out / "letter.docx").write_text("mine")
    with pytest.raises(InputFaults, match=r"letter\.docx"):
        write_portfolio(found, tables, out)


def test_the_command_prints_the_tables_and_says_where_the_page_is(tmp_path):
    done = run_model("portfolio", str(EXAMPLE / "portfolio.yaml"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "Medium-term financial strategy" in done.stdout and "All directorates" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [PAGE, WORKBOOK]


@pytest.mark.long
def test_one_award_for_all_is_said_before_the_figures(tmp_path):
    """Revenues and benefits shows no year of the award: the slip is told, and nothing is added up."""
    award = "pay.awards[2027-04-01].percent=4%"
    done = run_model("portfolio", str(EXAMPLE), "--set", award)
    assert done.returncode == 2 and "revenues.yaml, change 1: pay.awards[2027-04-01].percent" in done.stderr
    (tmp_path / "portfolio.csv").write_text("file\nlibraries.yaml\nearly-years.yaml\n")
    for name in ("libraries.yaml", "early-years.yaml"):
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    done = run_model("portfolio", str(tmp_path), "--set", award)
    assert done.returncode == 0, done.stderr
    assert "These are the figures with changes that are saved in no scenario: " in done.stdout


@pytest.mark.long
def test_a_scenario_that_does_not_clear_is_named_with_what_it_fails(tmp_path):
    text = (EXAMPLE / "libraries.yaml").read_text(encoding="utf-8")
    (tmp_path / "w1.yaml").write_text(text.replace("filled_by: open", "filled_by: unresolved"), encoding="utf-8")
    done = run_model("portfolio", str(tmp_path))
    assert done.returncode == 3
    assert "Not cleared: 1 scenario has blocking checks that fail." in done.stdout and "W1: Libraries" in done.stdout
