"""The small tables of the method are true: each is worked again from its inputs, and by hand where it shows the sum."""

import re

import pytest

from tests.docs import (  # noqa: F401  each registers its readers
    worked_awards,
    worked_careers,
    worked_change,
    worked_handed_over,
    worked_how_people_leave,
    worked_leaving,
    worked_ni_on_leaving,
    worked_pay,
    worked_pay_structures,
    worked_people_papers,
    worked_settlement,
    worked_structure,
    worked_trading,
    worked_uncertainty,
)
from tests.docs.worked import METHOD, READERS, agrees, arithmetic, numbers, reader, result, worked_tables

TABLES = worked_tables()
ROWS = [(table, row) for table in TABLES for row in table.rows]
SUMS = [
    (table.page, left, right)
    for table, row in ROWS
    for cell in row.values()
    for left, right in [(cell.rpartition("=")[0], result(cell))]
    if arithmetic(left) is not None and len(numbers(right)) == 1
]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda part: getattr(part, "name", None) or str(part)[:60])
def test_the_workbook_makes_of_a_row_what_the_method_prints(table, row):
    figures = READERS[table.name](row)
    assert figures, "the reader gives no figure"
    wrong = {heading: (row[heading], figure) for heading, figure in figures.items() if not agrees(row[heading], figure)}
    assert wrong == {}


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda part: getattr(part, "name", None) or str(part)[:60])
def test_the_sum_that_a_row_shows_makes_the_figure_beside_it(table, row):
    """Within half a printed place and a hundred-thousandth, since some sums are written with rounded terms."""
    by_hand = arithmetic(row.get("worked", ""))
    if by_hand is not None:
        (printed, half), *_ = numbers(result(row[table.headings[table.headings.index("worked") + 1]]))
        assert abs(abs(by_hand) - abs(printed)) <= half + abs(by_hand) * 1e-5


@pytest.mark.parametrize(("page", "left", "right"), SUMS)
def test_a_sum_written_in_a_cell_makes_what_follows_its_equals_sign(page, left, right):
    ((printed, half),) = numbers(right)
    assert abs(arithmetic(left) - printed) <= half + abs(printed) * 1e-5


def test_every_worked_table_has_a_reader_and_every_reader_a_table():
    assert {table.name for table in TABLES} == set(READERS)


def test_every_mark_of_a_worked_table_stands_right_above_one():
    marks = sum(page.read_text(encoding="utf-8").count("<!-- worked:") for page in METHOD.glob("*.md"))
    assert marks - 1 == len(TABLES)  # the index explains the mark once


def _another(last):
    """The digit after the last one; a 9 where there is none."""
    return str((int(last[1]) + 1) % 10) if last[1] else "9"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_figure_altered_in_its_last_place_is_found(table):
    row = table.rows[0]
    heading = next(iter(READERS[table.name](row)))
    altered = row | {heading: re.sub(r"(\d)(?=\D*$)|$", _another, row[heading], count=1)}
    assert not all(agrees(altered[name], figure) for name, figure in READERS[table.name](altered).items())


def test_a_figure_is_compared_to_the_last_place_that_is_printed():
    assert agrees("129/365 = £5,043", 5043.37) and not agrees("£5,044", 5043.37)
    assert agrees("−£14,270", -14270) and not agrees("£14,270", -14270)
    assert agrees("£641 and £54", (641, 54)) and not agrees("£641", (641, 54))
    assert agrees("the same", "the same") and not agrees("nil", "the same")


def test_two_readers_of_one_name_are_refused():
    with pytest.raises(AssertionError, match="two readers"):
        reader(next(iter(READERS)))(lambda row: {})
