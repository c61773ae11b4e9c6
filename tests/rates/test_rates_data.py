"""What must be true of the facts in ``model/rates/``, read as plain CSV and not through the model."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from tests.conftest import WORKED_EXAMPLES
from tests.rates.facts import DAY, OPEN, RATES, day, rates, read, series, span

TABLES = sorted(path.stem for path in RATES.glob("*.csv"))
MAY_BE_BLANK = {"effective_to", "agreed_on"}
MAY_BE_OPEN = {"apprenticeship_levy", "grades", "vat", "vat_treatments"}  # tables whose rows may lack an end
STANDS_UNTIL_AMENDED = {
    "weeks_per_year",
    "max_years",
    "min_service",
    "tax_free_limit",
    "max_discretionary_weeks",
    "minimum_pension_age",
    "special_severance_approval",
    "secondary_rate",
    "consultation_days",
}  # rules to which the law sets no end

NEW_SPINES = date(2019, 4, 1)  # points renumbered: tested by the map and the steps, not point by point
NOT_FOUND = "the London agreement of that year was not found"
NO_AWARD_ON_RECORD = {
    ("glpc_outer", date(2017, 4, 1)): "no table is known between March 2013 and April 2017",
    ("glpc_outer", date(2020, 4, 1)): NOT_FOUND,
    ("glpc_outer", date(2021, 4, 1)): NOT_FOUND,
    ("glpc_inner", date(2020, 4, 1)): NOT_FOUND,
    ("glpc_inner", date(2021, 4, 1)): NOT_FOUND,
    ("teachers_england", date(2023, 9, 1)): "M1 rose to 30,000, by more than the award of the other points",
    ("teachers_fringe", date(2023, 9, 1)): "M1 rose by more than the award of the other points",
}
FIRST_KNOWN = {  # points that no table before has
    ("glpc_outer", date(2017, 4, 1)): {18},
    ("glpc_outer", date(2025, 4, 1)): {53, 56},
    ("soulbury_eip", date(2023, 9, 1)): {51, 52},
    ("teachers_england", date(2023, 9, 1)): {2, 3, 4, 5, 8},
    ("teachers_fringe", date(2023, 9, 1)): {2, 3, 4, 5},
    ("teachers_fringe", date(2025, 9, 1)): {2, 3, 4, 5, 8},
    ("teachers_inner", date(2023, 9, 1)): {2, 3},
    ("teachers_inner", date(2025, 9, 1)): {2, 3, 4, 5, 8},
    ("teachers_outer", date(2023, 9, 1)): {2, 3},
    ("teachers_outer", date(2025, 9, 1)): {2, 3, 4, 5, 8},
}
FROM_SEPTEMBER = ("soulbury_eip", "soulbury_manager", "youth_and_community", "teachers")  # spines whose year it is
RISES = ("percent", "flat", "offer")
WITHIN = {"glpc_outer": 3, "glpc_inner": 3}  # pounds, elsewhere 1; London figures are multiples of 3


def spine_tables():
    """Spine, then the day its table starts, then point to salary."""
    tables = {}
    for row in rates("spines"):
        start = day(row["effective_from"])
        tables.setdefault(row["name"], {}).setdefault(start, {})[int(row["point"])] = int(row["value"])
    return tables


SPINES = spine_tables()
FOLLOWING = [
    (name, before, after)
    for name, tables in SPINES.items()
    for before, after in pairwise(tables)
    if after != NEW_SPINES
]


def awards_for(name, start, point, *forms):
    return [
        row
        for row in rates("pay_awards")
        if row["name"] == name
        and day(row["effective_from"]) == start
        and row["form"] in forms
        and int(row["point_from"]) <= point <= int(row["point_to"])
    ]


def uplifted(salary, award):
    value = float(award["value"])
    return salary * (1 + value) if award["unit"].startswith("share") else salary + value


@pytest.mark.parametrize("title", TABLES)
def test_every_row_is_complete(title):
    for line, row in enumerate(rates(title), start=2):
        assert None not in row and None not in row.values(), f"{title}, line {line}: wrong number of columns"
        blank = {column for column, text in row.items() if not text.strip()} - MAY_BE_BLANK
        assert not blank, f"{title}, line {line}: {blank} blank"
        assert row["status"] in {"published", "derived", "recalled"}
        assert day(row["date_checked"]) >= date(2026, 11, 22)
        if "value" in row:
            assert float(row["value"]) >= 0 and row["unit"]


@pytest.mark.parametrize("title", TABLES)
def test_dates_are_in_order_and_no_end_is_left_open_without_reason(title):
    for row in rates(title):
        if "effective_to" in row:
            start, end = span(row)
            assert start <= end
            assert end != OPEN or title in MAY_BE_OPEN or row.get("name") in STANDS_UNTIL_AMENDED, row
        if row.get("agreed_on"):
            assert day(row["agreed_on"])


@pytest.mark.parametrize("title", TABLES)
def test_files_are_plain_and_sorted(title):
    assert b"\r" not in (RATES / f"{title}.csv").read_bytes()
    if "point" in rates(title)[0]:
        order = [(row["name"], row["effective_from"], row["point"].zfill(2)) for row in rates(title)]
        assert order == sorted(order)


@pytest.mark.parametrize("title", [title for title in TABLES if "point" in rates(title)[0]])
def test_no_two_values_of_one_rate_overlap(title):
    for key, rows in series(title).items():
        for earlier, later in pairwise(sorted(map(span, rows))):
            assert earlier[1] < later[0], key


@pytest.mark.parametrize("name", SPINES)
def test_salary_rises_with_every_point_and_tables_start_on_the_first_of_a_month(name):
    for start, table in SPINES[name].items():
        assert start.day == 1
        salaries = [table[point] for point in sorted(table)]
        assert all(lower < higher for lower, higher in pairwise(salaries)), start


@pytest.mark.parametrize(
    ("name", "before", "after"), [step for step in FOLLOWING if (step[0], step[2]) not in NO_AWARD_ON_RECORD], ids=str
)
def test_each_table_follows_from_the_last_by_the_award_on_record(name, before, after):
    old, new = SPINES[name][before], SPINES[name][after]
    assert set(new) - set(old) == FIRST_KNOWN.get((name, after), set()), "a point from nowhere"
    for point in set(new) & set(old):
        salary = new[point]
        (award,) = awards_for(name, after, point, *RISES)
        assert abs(salary - round(uplifted(old[point], award))) <= WITHIN.get(name, 1), point


def test_the_list_of_tables_without_an_award_is_exact():
    without = {
        (name, after)
        for name, before, after in FOLLOWING
        if any(
            not awards_for(name, after, point, *RISES) for point in SPINES[name][after] if point in SPINES[name][before]
        )
    }
    assert without == set(NO_AWARD_ON_RECORD)


def test_every_day_of_an_award_inside_a_tables_life_has_a_freeze_on_record():
    for row in rates("spines"):
        start, end = span(row)
        month = 9 if row["name"].startswith(FROM_SEPTEMBER) else 4
        for year in range(start.year, end.year + 1):
            if start < date(year, month, 1) <= end:
                assert awards_for(row["name"], date(year, month, 1), int(row["point"]), "freeze"), row


@pytest.mark.parametrize(
    ("point", "gone"), [("4", "2013-10-01"), ("5", "2015-10-01"), ("1", "2023-04-01"), ("2", "2026-04-01")]
)
def test_a_deleted_point_is_out_of_force_from_the_day_of_its_deletion(point, gone):
    ends = [span(row)[1] for row in series("spines")["njc", point] if span(row)[0] < day(gone)]
    assert max(ends) == day(gone) - DAY


def test_values_that_rest_on_the_unseen_2026_settlement_say_so():
    rows = [row for row in rates("spines") + rates("pay_awards") if row["effective_from"] == "2026-04-01"]
    assert len(rows) == 41 + (21 + 18) + (18 + 40) + 3
    assert all("settlement to be verified" in row["source"] for row in rows)


def test_the_national_spine_of_2019_is_two_per_cent_above_2018_or_two_per_cent_a_step():
    old, new = SPINES["njc"][date(2018, 4, 1)], SPINES["njc"][NEW_SPINES]
    moves = {
        int(row["point"]): int(row["value"])
        for row in rates("renumbered_points")
        if row["effective_from"] == "2019-04-01"
    }
    assert set(moves) == set(old)
    assert set(new) - set(moves.values()) == {10, 13, 16, 18, 21}
    assert all(new[moves[point]] > salary for point, salary in old.items())
    assert all(abs(new[moves[point]] - old[point] * 1.02) <= 1 for point in old if moves[point] >= 23)
    assert new[1] == 17364 and new[22] == 26317
    assert all(abs(new[point] - new[point - 1] * 1.02) <= 1 for point in range(2, 23))


def test_the_london_spines_of_2019_step_by_1_8_per_cent_and_outer_from_25_is_two_per_cent_above_2018():
    for name in ("glpc_outer", "glpc_inner"):
        new = SPINES[name][NEW_SPINES]
        assert all(abs(new[point] - new[point - 1] * 1.018) <= 3 for point in range(2, 21))
    old, new = SPINES["glpc_outer"][date(2018, 4, 1)], SPINES["glpc_outer"][NEW_SPINES]
    assert all(abs(new[point] - old[point + 6] * 1.02) <= 3 for point in new if point >= 25 and point + 6 in old)


def test_special_severance_of_100_000_goes_to_full_council():
    """Statutory guidance of 12 May 2022, England: below 20,000 the scheme of delegation decides."""
    tiers = {row["point"]: row["value"] for row in rates("redundancy") if row["name"] == "special_severance_approval"}
    assert tiers == {"full_council_vote_from": "100000", "head_of_paid_service_and_leader_from": "20000"}


def test_support_services_are_taxable_to_an_academy_and_no_supply_to_a_maintained_school():
    treatments = {
        row["recipient"]: row["treatment"] for row in rates("vat_treatments") if row["supply"] == "support_services"
    }
    assert treatments == {"academy": "standard-rated", "maintained_school": "outside the scope (no supply)"}


def test_lgps_primary_and_secondary_add_up_to_the_total_where_all_three_are_known():
    known = {}
    for row in rates("lgps"):
        known.setdefault((row["name"], row["effective_from"]), {})[row["point"]] = Decimal(row["value"])
    whole = [parts for parts in known.values() if len(parts) == 3]
    assert whole and all(parts["primary"] + parts["secondary"] == parts["total"] for parts in whole)


@pytest.mark.parametrize(
    "example", read(WORKED_EXAMPLES / "pay_spine.csv"), ids=lambda row: f"{row['effective_from']} {row['scp']}"
)
def test_published_hourly_rates_are_annual_over_52_143_and_37(example):
    annual = SPINES[example["spine"]][day(example["effective_from"])][int(example["scp"])]
    hourly = (Decimal(annual) / Decimal("52.143") / 37).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (annual, hourly) == (int(example["annual"]), Decimal(example["hourly"]))


def test_the_envelope_of_wirrals_five_posts_is_as_minuted():
    *groups, total = read(WORKED_EXAMPLES / "envelope.csv")
    table = SPINES["njc"][date(2009, 4, 1)]
    for end, position in (("bottom", 0), ("top", -1)):
        paid = {group["notation"]: table[int(group["notation"].split("-")[position])] for group in groups}
        assert paid == {group["notation"]: int(group[end]) for group in groups}
        assert sum(int(group["number"]) * paid[group["notation"]] for group in groups) == int(total[end])


@pytest.mark.parametrize(("point", "printed"), [(9, 25_601), (16, 29_008), (20, 31_154), (60, 68_703)])
def test_inner_london_is_as_lambeth_unison_printed_2021_and_steps_by_threes(rates, point, printed):
    """Its list of 60 salaries of 2021/22: each is a multiple of 3, the salary of 2020/21, x 1.0175 to the pound."""
    held = rates.spines.value_on("glpc_inner", point, date(2020, 4, 1)).value
    assert held % 3 == 0
    assert round(held * 1.0175) == printed


@pytest.mark.parametrize(("point", "advertised"), [(32, 45_750), (35, 49_056), (38, 52_194), (41, 55_323)])
def test_outer_london_of_2025_is_as_advertised_at_four_points_above_20(point, advertised):
    """Adverts of PO3 and PO5 with the grade printed; the gap to the national point is 2,910 to 2,914 at all four."""
    assert SPINES["glpc_outer"][date(2025, 4, 1)][point] == advertised
    assert 2_910 <= advertised - SPINES["njc"][date(2025, 4, 1)][point] <= 2_914


def test_teachers_main_range_starts_at_30_000_in_2023_and_rises_by_5_5_4_and_3_5_per_cent():
    """Schools Week, DfE pay scales: M1 in England outside London, 30,000, then 31,650 and 32,916, x 1.035 = 34,068."""
    first = [table[1] for table in SPINES["teachers_england"].values()][1:]
    assert first == [30_000, 31_650, 32_916, 34_068]


def test_a_slip_on_the_page_that_prints_soulbury_pay_is_not_taken_over():
    """The page prints 57,306 for point 11 of 2025; 55,520 x 1.032 is 57,296.64, rounded up as at the other points."""
    assert SPINES["soulbury_eip"][date(2024, 9, 1)][11] == 55_520
    assert SPINES["soulbury_eip"][date(2025, 9, 1)][11] == 57_297


def test_the_adult_minimum_wage_is_known_for_every_day_from_2019_to_march_2027():
    adult = sorted((span(row), row["value"]) for row in rates("minimum_wage") if row["name"] == "national_living_wage")
    spans = [days for days, _ in adult]
    assert (spans[0][0], spans[-1][1]) == (date(2019, 4, 1), date(2027, 3, 31))
    assert all(earlier[1] + DAY == later[0] for earlier, later in pairwise(spans))
    assert adult[-1][1] == "12.71"


def test_a_schemes_total_is_the_employers_rate_and_the_levy():
    """Teachers' Pensions: 28.6% and the levy of 0.08%, so 28.68%; NHS Employers: 23.7% and 0.08%, so 23.78%."""
    for (name, point), rows in series("pension_schemes").items():
        for row in rows if point == "administration_levy" else ():
            parts = [
                Decimal(other["value"])
                for part in ("employer", "administration_levy", "total")
                for other in series("pension_schemes")[name, part]
                if other["effective_from"] == row["effective_from"]
            ]
            assert parts[0] + parts[1] == parts[2]
