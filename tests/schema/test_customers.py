"""A list of customers is read whole, or every fault of it is told by its line. All schools here are invented."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import pytest
from openpyxl import Workbook

from model.schema.load import input_files, load_scenario, read_scenario
from tests.conftest import faults_of, worked_examples

REMOTE = {"id": "remote", "title": "Remote support"}
PRICES = [
    {"from": "2023-09-01", "source": "Invented.", "packages": [
        {**REMOTE, "flat": 100},
        {"id": "visits", "title": "Visits", "a_unit": 90, "unit": "half-day a week", "weeks": 39},
        {"id": "gold", "title": "Gold", "flat": 500, "tier_of": "level"},
        {"id": "silver", "title": "Silver", "flat": 300, "tier_of": "level"},
        {"id": "pupils", "title": "By pupil", "per_pupil": {"primary": 1.5, "secondary": 1}},
    ]},
    {"from": "2024-09-01", "source": "Invented.", "packages": [{**REMOTE, "flat": 110}]},
]  # fmt: skip
HEADING = "reference,phase,pupils,kind,academy_from,packages,first_day,last_day,agreement_year,renews,bad_debt\n"
SOUND = (
    HEADING
    + """Ash,primary,210,maintained,,remote,2024-04-01,2025-03-31,April,90%,1%
Birch,secondary,1100,academy,2015-09-01,remote; visits x 2.5,2024-04-01,2024-08-31,,0.9,
Birch,secondary,1150,academy,,remote,2024-09-01,,September,,
Cedar,primary,95,maintained,2024-11-15,pupils; gold,2024-04-01,2025-03-31,,1,0
Dell Youth Centre,centre,0,other,,remote,2025-01-01,2025-12-31,September,,
"""
)


@pytest.fixture
def write_customers(write_small):
    """Write a small scenario with a list of customers beside it; gives the paths of both."""

    def write(text, name="schools.csv", prices=PRICES, **customers):
        path = write_small(prices=prices, customers={"source": "Invented.", "agreements": name, **customers})
        listed = path.with_name(name)
        listed.write_text(text, encoding="utf-8")
        return path, listed

    return write


def test_a_sound_list_is_read_as_columns(write_customers, rates):
    path, listed = write_customers(SOUND)
    customers = load_scenario(path, rates).customers
    held = customers.agreements
    assert held.reference.tolist() == ["Ash", "Birch", "Birch", "Cedar", "Dell Youth Centre"]
    assert held.pupils.tolist() == [210, 1100, 1150, 95, 0]
    assert held.maintained.tolist() == [True, False, False, True, False]
    assert held.year_starts.tolist() == [4, 4, 9, 4, 9]
    assert held.packages == ("remote", "visits", "pupils", "gold")
    assert held.takes.tolist() == [[1, 1, 1, 0, 1], [0, 2.5, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0]]
    assert held.bad_debt.tolist() == [0.01, 0, 0, 0, 0]
    np.testing.assert_array_equal(held.renews, [0.9, 0.9, np.nan, 1, np.nan])
    assert str(held.academy_from[3]) == "2024-11-15" and np.isnat(held.academy_from[0])
    assert listed in input_files(read_scenario(path)[0])


def test_an_agreement_without_a_last_day_runs_to_the_end_of_the_agreement_year_that_is_running_at_the_end(
    write_customers, rates
):
    """The years shown end on 31 March 2025; a September year is then running to 31 August."""
    held = load_scenario(write_customers(SOUND)[0], rates).customers.agreements
    assert str(held.last_day[2]) == "2025-08-31"


def test_without_a_count_customers_are_who_buys_on_the_implementation_date(write_customers, rates):
    """On 1 January 2025: Ash, Birch by its second agreement, Cedar, and Dell from that day."""
    assert load_scenario(write_customers(SOUND)[0], rates).customers.count == 4
    assert load_scenario(write_customers(SOUND, count=4)[0], rates).customers.count == 4


def test_a_count_that_the_list_does_not_bear_out_is_a_fault(write_customers, rates):
    [fault] = faults_of(write_customers(SOUND, count=5)[0], rates)
    assert fault.path == ("customers", "count")
    assert fault.expected == "4, the number of listed customers who buy on 1 January 2025; or no count"


def test_neither_count_nor_list_is_a_fault(write_small, rates):
    [fault] = faults_of(write_small(customers={"source": "Invented."}), rates)
    assert (fault.path, fault.found) == (("customers", "count"), "nothing")


def test_a_list_needs_price_lists(write_customers, rates):
    [fault] = faults_of(write_customers(SOUND, prices=[])[0], rates)
    assert fault.path == ("prices",)


def test_the_first_price_list_is_in_force_when_the_first_year_to_be_priced_begins(write_customers, rates):
    """A September agreement of 2023 is priced on 1 September 2023, in the year before the one shown."""
    text = HEADING + "Ash,primary,210,maintained,,remote,2020-09-01,,September,,\n"
    assert load_scenario(write_customers(text)[0], rates).customers.count == 1
    late = [{**PRICES[0], "from": "2023-09-02"}, PRICES[1]]
    [fault] = faults_of(write_customers(text, prices=late)[0], rates)
    assert (fault.path, "a day up to 1 September 2023" in fault.expected) == (("prices", 0, "from"), True)


@dataclass(frozen=True)
class Slip:
    line: int
    old: str
    new: str
    found: str
    expected: str
    nearest: str


SLIPS = {
    row["slip"]: Slip(int(row["line"]), *(row[key] for key in ("old", "new", "found", "expected", "nearest")))
    for row in worked_examples("customer_slips")
}


def made(*slips):
    lines = SOUND.splitlines()
    for slip in slips:
        assert slip.old in lines[slip.line - 1]
        lines[slip.line - 1] = lines[slip.line - 1].replace(slip.old, slip.new, 1)
    return "\n".join(lines) + "\n"


def told(faults, listed, slip, line=None):
    return any(
        (fault.file, fault.line) == (listed.as_posix(), line or slip.line)
        and slip.found in fault.found
        and slip.expected in fault.expected
        and slip.nearest == fault.nearest
        for fault in faults
    )


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_the_list_is_told_alone_by_its_line(write_customers, rates, name):
    path, listed = write_customers(made(SLIPS[name]))
    faults = faults_of(path, rates)
    assert told(faults, listed, SLIPS[name]) and len(faults) == 1, "\n".join(map(str, faults))


def test_every_slip_of_a_list_is_told_at_once(write_customers, rates):
    """Each slip on rows of its own, under one heading."""
    lines, at = [HEADING.strip()], {}
    for name, slip in SLIPS.items():
        if slip.line > 1:
            at[name] = len(lines) + slip.line - 1
            rows = [line for line in made(slip).splitlines()[1:]]
            lines += [f"{name} {row}" if row.strip() else row for row in rows]
    path, listed = write_customers("\n".join(lines) + "\n")
    faults = faults_of(path, rates)
    apart = {"a reference left out", "two agreements for one package"}  # they speak of names and of lines
    assert [name for name in at if name not in apart and not told(faults, listed, SLIPS[name], at[name])] == []


def test_an_overlap_names_both_lines_and_the_package(write_customers, rates):
    path, listed = write_customers(SOUND + " Ash ,primary,210,maintained,,remote,2025-03-31,,,,\n")
    [fault] = faults_of(path, rates)
    assert (fault.file, fault.line) == (listed.as_posix(), 7)
    assert fault.expected == "a day after the end of the agreement at line 2, since both agreements have remote"


def test_two_agreements_for_different_packages_may_run_together(write_customers, rates):
    text = HEADING + (
        "Ash,primary,210,maintained,,remote,2024-04-01,2024-08-31,,,\n"
        "Ash,primary,210,maintained,,visits x 1,2024-04-01,2024-08-31,,,\n"
        "Ash,primary,210,maintained,,remote,2024-09-01,,,,\n"
    )
    assert len(load_scenario(write_customers(text)[0], rates).customers.agreements) == 3


@pytest.mark.parametrize("blank", ["", "   ", ",,,,,,,,,,", " , ,,,,,,,,,"])
def test_a_blank_row_in_the_middle_is_told_by_its_line(write_customers, rates, blank):
    rows = SOUND.splitlines()
    [fault] = faults_of(write_customers("\n".join([*rows[:3], blank, *rows[3:]]) + "\n")[0], rates)
    assert (fault.line, fault.found) == (4, "a blank row")


def test_a_row_that_stands_twice_is_told_as_that(write_customers, rates):
    [fault] = faults_of(write_customers(SOUND + SOUND.splitlines()[1] + "\n")[0], rates)
    assert (fault.line, fault.found) == (7, "the same row as line 2")


@pytest.mark.parametrize("ending", ["\n\n\n", ",,,,,,,,,,\n" * 3, "\r\n"])
def test_blank_rows_at_the_end_are_no_fault(write_customers, rates, ending):
    assert len(load_scenario(write_customers(SOUND + ending)[0], rates).customers.agreements) == 5


def columns_of(text):
    return [list(column) for column in zip(*csv.reader(io.StringIO(text)), strict=True)]


def written(columns, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, quoting=quoting).writerows(zip(*columns, strict=True))
    return out.getvalue()


def assert_alike(one, other):
    for name in vars(one):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def test_a_list_in_quotation_marks_is_read_alike_and_its_faults_told_by_the_line_they_start_on(write_customers, rates):
    plain, marked = (load_scenario(write_customers(written(columns_of(SOUND), quoting))[0], rates).customers.agreements
                     for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))  # fmt: skip
    assert_alike(plain, marked)
    [fault] = faults_of(write_customers(SOUND.replace("Ash", '"Ash\nTree"').replace("1150", "-1"))[0], rates)
    assert (fault.line, fault.found) == (5, "'-1'")


def test_columns_may_stand_in_any_order_and_a_cell_that_looks_like_a_formula_is_text(write_customers, rates):
    text = written(columns_of(SOUND)[::-1]).replace("Ash", "=1+1")
    held = load_scenario(write_customers(text)[0], rates).customers.agreements
    assert held.reference[0] == "=1+1" and held.pupils[1] == 1100


@pytest.mark.parametrize(("one", "other"), [("phase", "kind"), ("pupils", "phase"), ("reference", "pupils")])
def test_two_columns_under_each_others_heading_are_told_as_that(write_customers, rates, one, other):
    columns = columns_of(SOUND)
    headings = [column[0] for column in columns]
    a, b = headings.index(one), headings.index(other)
    columns[a][0], columns[b][0] = other, one
    if "reference" in (one, other):  # a name is any text, so only names that are numbers could be pupils
        columns[a][1:] = map(str, range(101, 106))
        columns[b][1:] = ["Ash", "Birch", "Cedar", "Dell", "Elm"]
        columns[a][0], columns[b][0] = one, other
    path, _ = write_customers(written(columns))
    fault, *others = faults_of(path, rates)
    assert (fault.line, others) == (1, []) and one in fault.found + fault.expected and other in fault.found


def test_a_list_that_cannot_be_read_is_told(write_customers, rates):
    for text, expected in {
        "": "the columns",
        HEADING: "at least one row",
        SOUND.replace(",", ";"): "columns separated by commas",
    }.items():
        path, listed = write_customers(text)
        faults = faults_of(path, rates)
        assert {fault.file for fault in faults} == {listed.as_posix()}
        assert any(expected in fault.expected for fault in faults)
    [fault] = faults_of(write_customers(SOUND, agreements="school.csv")[0], rates)
    assert (fault.path, fault.found) == (
        ("customers", "agreements"),
        "'school.csv', but no such file in the scenario's folder or below it",
    )


def test_rows_may_stand_in_the_scenario_itself(write_customers, write_small, rates):
    rows = list(csv.DictReader(io.StringIO(SOUND)))
    inline = [{key: int(text) if key == "pupils" else text or None for key, text in row.items()} for row in rows]
    path = write_small(prices=PRICES, customers={"source": "Invented.", "agreements": inline})
    held = load_scenario(path, rates).customers.agreements
    from_file = load_scenario(write_customers(SOUND)[0], rates).customers.agreements
    assert_alike(held, from_file)
    inline[1]["pupils"] = -4
    [fault] = faults_of(write_small(prices=PRICES, customers={"source": "Invented.", "agreements": inline}), rates)
    assert (fault.path, fault.found) == (("customers", "agreements", 1, "pupils"), "'-4'")


def test_a_worksheet_is_read_as_the_same_list_and_its_faults_told_by_cell(write_customers, rates):
    path, listed = write_customers(SOUND, name="schools.xlsx")
    book = Workbook()
    for row in csv.reader(io.StringIO(SOUND)):
        book.active.append([int(text) if text.isdigit() else text or None for text in row])
    book.active["K2"], book.active["J2"], book.active["J3"] = 0.01, 0.9, 0.9
    book.active["J5"], book.active["K5"] = 1, 0
    book.save(listed)
    held = load_scenario(path, rates).customers.agreements
    assert held.pupils.tolist() == [210, 1100, 1150, 95, 0] and held.renews[3] == 1
    book.active["C2"] = -3
    book.active.append([])
    book.active["A8"] = "Elm"
    book.save(listed)
    faults = faults_of(path, rates)
    sheet = f"sheet {book.active.title}"
    assert {f"{sheet}, cell C2", f"{sheet}, row 7", f"{sheet}, cell B8"} <= {fault.cell for fault in faults}
