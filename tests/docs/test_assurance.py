"""docs/assurance.md is what `assure` wrote, from the tables as they are declared. Nothing is tried here."""

import re

import pytest

from benchmarks.page import page, section, sections
from tests.assurance.book import ASSURANCE
from tests.conftest import HOME
from tests.docs.test_performance import cells, number

PAGE = ASSURANCE.page.read_text(encoding="utf-8")
TABLES = [(part, table) for part in ASSURANCE.parts for table in part.tables]


def test_every_part_file_is_in_the_list_and_each_part_and_table_has_a_name_of_its_own():
    modules = {part.measure.__module__ for part in ASSURANCE.parts}
    files = (HOME / "tests" / "assurance").glob("part_*.py")
    assert modules == {f"tests.assurance.{path.stem}" for path in files}
    assert len({*ASSURANCE.names}) == len(ASSURANCE.parts)
    assert len({table.title for _, table in TABLES}) == len(TABLES)


def test_the_page_is_written_again_byte_for_byte_from_what_it_says():
    assert page(ASSURANCE, {}, PAGE) == PAGE


def test_every_declared_table_is_on_the_page_in_its_place_and_no_other():
    titles = [table.title for _, table in TABLES]
    assert re.findall(r"^## (.+)$", PAGE, re.M) == ["How it is found", "The machine", *titles]


@pytest.mark.parametrize(("part", "table"), TABLES, ids=lambda of: getattr(of, "title", ""))
def test_a_table_has_the_question_the_rows_and_the_targets_that_are_declared(part, table):
    printed, blank = sections(PAGE)[table.title], section(ASSURANCE, part, table, None)
    assert printed.splitlines()[:6] == blank.splitlines()[:6]
    _, *rows = cells(printed)
    assert [row[0] for row in rows] == [row.what for row in table.rows]
    aims = [row[-1] for row in cells(blank)[1:]]
    assert [re.sub(r"; (\*\*not met\*\*|met)$", "", row[-1]) for row in rows] == aims


def test_each_verdict_follows_from_what_is_printed_beside_it():
    for title, part in sections(PAGE).items():
        for what, figure, aim in cells(part)[1:]:
            found = re.fullmatch(r"at (most|least) ([\d,.]+).*; (met|\*\*not met\*\*)", aim)
            if found is None:
                assert aim == "–" or figure.startswith("not measured"), (title, what)
                continue
            most, bound, verdict = found.groups()
            value, bound = number(figure), number(bound)
            assert (value <= bound if most == "most" else value >= bound) == (verdict == "met"), (title, what)


def test_contributors_are_led_to_the_page():
    assert "(docs/assurance.md)" in (HOME / "CONTRIBUTING.md").read_text(encoding="utf-8")
