"""Rates in force: the right value on the day, and never a neighbour's."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.rates.tables import OPEN_END, RATES_FOLDER, Rate, RateMissing, RateStatus, RateTable, load_rates
from tests.conftest import worked_examples

TABLES = ["spines", "full_time_hours", "employer_ni", "lgps", "apprenticeship_levy"]
FIRST = date(2010, 1, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize("example", worked_examples("rates_in_force"),
                         ids=lambda row: f"{row['name']} {row['point']} on {row['day']}")  # fmt: skip
def test_the_value_in_force_on_a_day(example, rates):
    table = getattr(rates, example["table"])
    rate = table.value_on(example["name"], example["point"], date.fromisoformat(example["day"]))
    assert rate.value == float(example["value"])
    assert example["status"] in ("", rate.status.label)
    assert rate.source and rate.unit


@pytest.mark.parametrize("day", ["2009-03-31", "2013-04-01", "2015-06-30", "2017-03-31"])
def test_a_spine_is_not_known_outside_its_dates(rates, day):
    """Outer London: a table from April 2009 to March 2013, and the next one known is of April 2017."""
    day = date.fromisoformat(day)
    assert rates.spines.points_on("glpc_outer", day) == ()
    with pytest.raises(RateMissing) as missing:
        rates.spines.value_on("glpc_outer", 21, day)
    assert f"glpc_outer 21 on {day.day} {day:%B %Y}" in str(missing.value)
    assert "rates only for 1 April 2009 to 31 March 2013; 1 April 2017 to 31 March 2019" in str(missing.value)


def test_the_spine_is_known_up_to_the_gap_and_after_it(rates):
    eve, after = date(2013, 3, 31), date(2017, 4, 1)
    assert rates.spines.value_on("glpc_outer", 21, eve).value == 20874
    assert rates.spines.value_on("glpc_outer", 21, after).value == 21984
    assert rates.spines.points_on("glpc_outer", eve) == tuple(range(11, 50))
    assert rates.spines.points_on("glpc_outer", after) == (18, 20, 21, 24, 28, 31, 32, 35)


def test_a_name_or_a_point_that_is_not_held_is_said_to_be(rates):
    for name, point in (("glpc", 21), ("glpc_outer", 99)):
        with pytest.raises(RateMissing, match=f"{name} {point} on 1 April 2010: no rates for any date"):
            rates.spines.value_on(name, point, date(2010, 4, 1))


@pytest.mark.parametrize("title", TABLES)
@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), data=st.data())
def test_a_value_is_of_its_day_or_there_is_none(rates, title, day, data):
    table = getattr(rates, title)
    row = data.draw(st.sampled_from(table.rows))
    held = [other for other in table.rows if (other.name, other.point) == (row.name, row.point)]
    covering = [other for other in held if other.effective_from <= day <= other.effective_to]
    if covering:
        assert [table.value_on(row.name, row.point, day)] == covering
    else:
        with pytest.raises(RateMissing):
            table.value_on(row.name, row.point, day)


def test_a_gap_in_a_run_of_months_is_found(rates):
    days = np.array(["2013-02-28", "2013-03-31", "2013-04-30"], dtype="datetime64[D]")
    assert [rate.value for rate in rates.spines.over("glpc_outer", 33, days[:2])] == [29601, 29601]
    with pytest.raises(RateMissing, match="30 April 2013"):
        rates.spines.over("glpc_outer", 33, days)


def a_rate(start, end, value, point="1"):
    return Rate("spines", "njc", point, start, end, value, "GBP a year", RateStatus.PUBLISHED, "a test")


@st.composite
def spans(draw):
    start = FIRST + draw(st.integers(0, 400)) * DAY
    return start, start + draw(st.integers(0, 400)) * DAY


@given(old=spans(), new=spans(), offset=st.integers(-5, 900))
def test_an_added_row_stands_over_its_own_days_and_no_others(old, new, offset):
    day = FIRST + offset * DAY
    table = RateTable("spines", [a_rate(*old, 100.0), a_rate(*old, 7.0, point="2")])
    over = table.with_rows([a_rate(*new, 200.0)])
    expected = 200.0 if new[0] <= day <= new[1] else 100.0 if old[0] <= day <= old[1] else None
    in_force = [row.value for row in over.rows if row.point == "1" and row.effective_from <= day <= row.effective_to]
    assert in_force == ([] if expected is None else [expected])
    assert [row for row in over.rows if row.point == "2"] == [row for row in table.rows if row.point == "2"]
    assert len(table.rows) == 2, "the table itself is as it was"


def test_an_added_row_splits_the_one_that_it_lies_in():
    table = RateTable("spines", [a_rate(date(2010, 4, 1), OPEN_END, 100.0)])
    over = table.with_rows([a_rate(date(2011, 4, 1), date(2012, 3, 31), 200.0)])
    assert [(row.effective_from, row.effective_to, row.value) for row in over.rows] == [
        (date(2010, 4, 1), date(2011, 3, 31), 100.0),
        (date(2011, 4, 1), date(2012, 3, 31), 200.0),
        (date(2012, 4, 1), OPEN_END, 100.0),
    ]


@given(first=spans(), second=spans(), offset=st.integers(-5, 900))
def test_two_rows_that_do_not_meet_may_be_added_in_either_order(first, second, offset):
    assume(first[1] < second[0] or second[1] < first[0])
    day = FIRST + offset * DAY
    table = RateTable("spines", [a_rate(FIRST, OPEN_END, 100.0)])
    rows = [a_rate(*first, 200.0), a_rate(*second, 300.0)]
    values = [[row.value for row in table.with_rows(order).rows if row.effective_from <= day <= row.effective_to]
              for order in (rows, rows[::-1])]  # fmt: skip
    assert values[0] == values[1] and len(values[0]) == (1 if day >= FIRST else 0)


GOOD_ROW = "njc,5,2012-04-01,2013-03-31,12312,GBP,derived,x,"
SLIPS = [("derived", "derivd"), ("12312", "£12312"), ("2013-03-31", "2013-03-32")]
HEADING = "name,point,effective_from,effective_to,value,unit,status,source,date_checked"


@pytest.mark.parametrize(("slip", "instead"), SLIPS)
def test_a_slip_in_a_table_is_named_by_file_and_line(tmp_path, slip, instead):
    for path in RATES_FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    rows = [HEADING, GOOD_ROW, GOOD_ROW.replace(slip, instead)]
    (tmp_path / "spines.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ValueError, match=r"spines\.csv, line 3: "):
        load_rates(tmp_path)


def test_the_worst_status_is_the_greatest():
    assert RateStatus.PUBLISHED < RateStatus.DERIVED < RateStatus.RECALLED < RateStatus.ASSUMED
    assert [status.label for status in RateStatus] == ["published", "derived", "recalled", "assumed"]
