"""docs/performance.md is what `bench` wrote, from the tables as they are declared. Nothing is timed here."""

import re

import pytest

from benchmarks.every import BENCHMARKS
from benchmarks.page import page, section, sections
from benchmarks.performance import PERFORMANCE
from tests.conftest import HOME

PAGE = (HOME / "docs" / "performance.md").read_text(encoding="utf-8")
TABLES = [(benchmark, table) for benchmark in BENCHMARKS for table in benchmark.tables]


def cells(part):
    """The rows of a table as printed, with its headings and without the rule below them."""
    rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows if not row[0].startswith(" ---")]


def number(text):
    return float(re.match(r"£?([\d,.]+)", text).group(1).replace(",", ""))


def test_the_page_is_written_again_byte_for_byte_from_what_it_says():
    assert page(PERFORMANCE, {}, PAGE) == PAGE


def test_every_declared_table_is_on_the_page_in_its_place_and_no_other():
    titles = [table.title for _, table in TABLES]
    assert re.findall(r"^## (.+)$", PAGE, re.M) == ["How it is measured", "The machine", *titles]


@pytest.mark.parametrize(("benchmark", "table"), TABLES, ids=lambda of: getattr(of, "title", ""))
def test_a_table_has_the_question_the_rows_the_peers_and_the_targets_that_are_declared(benchmark, table):
    part, blank = sections(PAGE)[table.title], section(PERFORMANCE, benchmark, table, None)
    assert part.splitlines()[:6] == blank.splitlines()[:6]
    _, *printed = cells(part)
    assert [row[0] for row in printed] == [row.what for row in table.rows]
    aims = [row[-1] for row in cells(blank)[1:]]
    assert [re.sub(r"; (\*\*not met\*\*|met)$", "", row[-1]) for row in printed] == aims
    for row, of in zip(table.rows, printed, strict=True):
        assert not row.peer or of[2].startswith(f"{row.peer}, ") or of[1].startswith("not measured")


def test_each_verdict_follows_from_what_is_printed_beside_it():
    """A target with a unit is of the figure, one without of the ratio; a number of no unit has no ratio beside it."""
    judged = 0
    for title, part in sections(PAGE).items():
        for what, figure, *beside, aim in cells(part)[1:]:
            found = re.fullmatch(r"at (most|least) £?([\d,.]+)( \w+)?; (met|\*\*not met\*\*)", aim)
            if found is None:
                assert aim == "–" or figure.startswith("not measured"), (title, what)
                continue
            most, bound, unit, verdict = found.groups()
            of_figure = unit or "£" in aim or not beside or beside[-1] == "–"
            value, bound = number(figure if of_figure else beside[-1]), number(bound)
            assert (value <= bound if most == "most" else value >= bound) == (verdict == "met"), (title, what)
            judged += 1
    assert judged >= 20


def test_the_first_lines_count_the_targets_and_name_those_that_are_not_met():
    whole, met = map(int, re.search(r"^Of (\d+) targets (\d+) are met", PAGE, re.M).groups())
    missed = re.findall(r"^\| (.+?) \|.*\*\*not met\*\* \|$", PAGE, re.M)
    assert (whole, met) == (len(re.findall(r"met(?:\*\*)? \|$", PAGE, re.M)), len(re.findall(r"; met \|$", PAGE, re.M)))
    target = r"; the target is at (?:most|least)"
    said = re.findall(rf"^- \*\*.+?\*\*, (.+): [^:]+{target} [^:]+$", PAGE.split("\n## ")[0], re.M)
    assert said == missed


def test_each_table_says_when_it_was_measured_how_long_that_took_and_beside_which_yardstick():
    for benchmark, table in TABLES:
        said = sections(PAGE)[table.title].rstrip().splitlines()[-1]
        assert re.fullmatch(
            rf"Measured on \d+ \w+ \d{{4}}; `python3 workbook.py bench {benchmark.name}` took \d+ seconds\. "
            r"In the same run `import pandas` took [\d.]+ s and bare numpy [\d.]+ ms\. Others took \d+% of the "
            r"processors; .+ cores\.",
            said,
        )


def test_readme_leads_to_the_page():
    assert "(docs/performance.md)" in (HOME / "README.md").read_text(encoding="utf-8")
