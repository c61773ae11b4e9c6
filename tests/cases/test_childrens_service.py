"""The invented children's service, against every person in it worked in a workbook of formulas from the method's pages.

``tests/worked_examples/childrens_service.xlsx`` has a sheet a person and one a vacancy, month by month; LibreOffice
stored the values, and works them out again in the long test. The council and its people are invented.
"""

from collections import defaultdict

import pytest
from openpyxl import load_workbook

import model as wcw
from model.report.charts.every import charts
from model.report.tables.every import tables
from tests.conftest import HOME, WORKED_EXAMPLES
from tests.report.twins import differences_when_recalculated

SERVICE = HOME / "scenarios" / "example-childrens-service.yaml"
WORKED = WORKED_EXAMPLES / "childrens_service.xlsx"
TIMELINES = {
    "Do nothing": "do_nothing",
    "Proposal": "proposal",
    "The proposed structure for the whole of 2025/26": "proposed",
}
ELEMENTS = {
    "basic": "basic_pay",
    "supplement": "market_supplement",
    "allowance": "allowances",
    "protection": "pay_protection",
    "NI": "employer_ni",
    "pension": "employer_lgps",
    "levy": "apprenticeship_levy",
    "cover": "cover",
    "turnover": "turnover",
    "total": "total",
}
VACANCIES = {
    "V1": "social workers",
    "V2": "family-worker-vacant",
    "V3": "social workers",
    "V4": "family-hub",
    "V5": "family-worker-new",
}
"""The sheets of vacancies, and what the model's rows of them are called here: two of social workers are alike."""


@pytest.fixture(scope="module")
def service():
    return wcw.load(SERVICE)


@pytest.fixture(scope="module")
def worked():
    return load_workbook(WORKED, data_only=True)


@pytest.fixture(scope="module")
def by_hand(worked):
    """Person, timeline and month to £ by element, from the sheet of each person."""
    found = defaultdict(lambda: dict.fromkeys(ELEMENTS, 0.0))
    for sheet in worked:
        if sheet.title[0] not in "HV":
            continue
        timeline, columns = "", {}
        for first, *rest in sheet.iter_rows(values_only=True):
            if first in TIMELINES:
                timeline = TIMELINES[first]
            elif first == "month":
                columns = {name: place for place, name in enumerate(rest) if name in ELEMENTS}
            elif timeline and first:
                amounts = found[VACANCIES.get(sheet.title, sheet.title), timeline, first.date()]
                for name, place in columns.items():
                    amounts[name] += rest[place]
    return found


def _person(post: str, holder: str) -> str:
    """The sheet of the workbook that a row of the model is on; a vacancy by its post."""
    if holder == "H22":
        return "H22 clerk" if post.startswith("panel") else "H22 officer"
    if holder.startswith("H"):
        return holder
    return "social workers" if post.startswith("social-worker") else post


def test_it_is_the_case_that_it_says(service):
    """25 posts, two funds, two phases; who is at risk, shares a job, joins or resigns; what is paid for a time."""
    case = service.assessment.scenario
    posts, people = case.present, {holder.ref: holder for post in case.present for holder in post.holders}
    assert sum(post.number for post in posts) == 25
    assert [(post.id, post.pay_structure) for post in posts if post.pay_structure] == [("adviser", "Soulbury")]
    assert {fund.fund for post in posts for fund in post.funds} == {"General Fund", "Dedicated Schools Grant"}
    assert [(phase.id, phase.from_) for phase in case.phases][1:] and len(case.phases) == 2
    left = {leaver.holder: leaver for leaver in case.one_off.leavers}
    assert (left["H05"].kind, left["H05"].pension_strain > 0) == ("voluntary", True)
    assert (left["H20"].kind, left["H20"].bumped_by) == ("bumped", "H19")
    assert [holder.fte for holder in people.values() if holder.ref in ("H12", "H13")] == [0.5, 0.5]
    assert sum(post.number for post in posts if post.vacant) == 2
    assert [spell.cover_a_month for post in posts if post.vacant for spell in post.held_vacant] == [5400]
    assert {post.market_supplement.until.isoformat() for post in posts if post.market_supplement} == {"2026-12-15"}
    assert [pay.sum_ for pay in people["H11"].allowances] == [1500]
    assert (case.people.protection.months, case.people.protection.shape) == (36, (1.0, 0.6, 0.3))
    assert case.costing.turnover.rate == 0.04
    assert [letter.letter for letter in people["H23"].ni_letters] == ["H"]
    assert (people["H15"].begun, people["H10"].ended) == ("recruited", "resignation")
    assert case.people.invented and "invented" in case.title and "invented" in case.authority
    assert service.assessment.blocked_by == ()


@pytest.mark.parametrize("timeline", TIMELINES.values())
def test_every_person_costs_in_every_month_what_they_cost_by_hand(service, by_hand, timeline):
    """23 people and the vacancies: each element of each month, to a tenth of a penny."""
    months = service.monthly(timeline=timeline)
    months["month"] = months["month"].map(lambda first: first.date() if hasattr(first, "date") else first)
    months["person"] = [_person(*row) for row in zip(months["post"], months["holder"], strict=True)]
    found = months.groupby(["person", "month"])[list(ELEMENTS.values())].sum()
    expected = {(person, month): amounts for (person, at, month), amounts in by_hand.items() if at == timeline}
    assert len({person for person, _ in expected}) >= 20
    if timeline == "proposed":  # the workbook has the full year at the rates of the year of change
        found = found[found.index.get_level_values("month") <= max(month for _, month in expected)]
    for at in {*expected, *found.index}:
        model = found.loc[at].tolist() if at in found.index else [0.0] * len(ELEMENTS)
        hand = list(expected[at].values()) if at in expected else [0.0] * len(ELEMENTS)
        assert model == pytest.approx(hand, abs=0.001), at


@pytest.fixture(scope="module")
def in_all(worked):
    """Timeline and year to £ by column of the workbook's summary, over all people."""
    heading, *rows = worked["Summary"].iter_rows(min_row=3, values_only=True)
    found = defaultdict(lambda: defaultdict(float))
    for person, timeline, year, *amounts in rows:
        if person:
            for name, amount in zip(heading[3:], amounts, strict=True):
                found[timeline, year][name] += amount
    return found


def test_each_fund_bears_what_it_bears_by_hand(service, in_all):
    columns = {"General Fund": "General Fund", "Dedicated Schools Grant": "DSG"}
    bears = service.by_fund()
    assert len(bears) == len(columns) * len(service.years)
    for row in bears.itertuples():
        expected = [in_all[timeline, row.year][columns[row.fund]] for timeline in ("dn", "pr")]
        assert [row.do_nothing, row.proposal] == pytest.approx(expected, abs=0.001)


def test_each_phase_has_its_effect_by_hand(service, in_all):
    """In each year, and in a full year: what its posts cost with the proposal less what they cost without."""
    for effect in service.assessment.phases:
        column = f"phase {effect.phase.id}"
        expected = [in_all["pr", year][column] - in_all["dn", year][column] for year in service.years]
        assert [*effect.in_years] == pytest.approx(expected, abs=0.001)
        full_year = in_all["fy", "2025/26"][column] - in_all["dn", "2025/26"][column]
        assert effect.full_year == pytest.approx(full_year, abs=0.001)


ONCE = {
    "redundancy payment": "redundancy",
    "Class 1A": "class_1a",
    "pay in lieu of notice": "notice_pay",
    "untaken leave": "untaken_leave",
    "NI on notice and leave": "employer_ni_on_notice",
    "pension strain": "pension_strain",
}


def test_what_each_leaver_costs_once_is_what_it_costs_by_hand(service, worked):
    """Redundancy, Class 1A, notice, leave, National Insurance on them, and strain."""
    transition = service.assessment.transition
    found = {(who, cost.kind): cost.amount for who, cost in transition.each() if who}
    rows = {label: amounts for label, *amounts, _ in worked["Once"].iter_rows(max_col=4, values_only=True)}
    expected = {
        (who, kind): rows[label][place]
        for label, kind in ONCE.items()
        for place, who in enumerate(("H05", "H20"))
        if rows[label][place]
    }
    assert {key: amount for key, amount in found.items() if amount} == pytest.approx(expected, abs=0.001)


def test_the_one_off_costs_fall_on_the_funds_and_years_that_they_do_by_hand(service, worked):
    bears = service.assessment.transition.costs_by("funded_by")
    found = {(str(year), fund): amount for (year, fund), (amount, _) in bears.items()}
    expected = {}
    for year, _, *amounts in worked["Once"].iter_rows(min_row=56, max_row=57, max_col=4, values_only=True):
        funds = zip(("General Fund", "Dedicated Schools Grant"), amounts, strict=True)
        expected |= {(year, fund): amount for fund, amount in funds if amount}
    assert found == pytest.approx(expected, abs=0.001)


def test_with_posts_filled_before_and_after_the_effect_is_that_of_the_change_alone(service, in_all, worked):
    """Without the agency until March 2026 and the empty months before H15: V1 and V5 cost what they do when filled."""
    cost = {tuple(row[:3]): row[12] for row in worked["Summary"].iter_rows(min_row=4, values_only=True)}
    year = "2025/26"
    full_year = in_all["fy", year]["total"] - in_all["dn", year]["total"]
    filling = cost["V1", "fy", year] - cost["V1", "dn", year] + cost["V5", "fy", year]
    known = service.assessment.quantities
    assert known["full_year_effect"].amount == pytest.approx(full_year, abs=0.001)
    assert known["filled_effect"].amount == pytest.approx(full_year - filling, abs=0.001)


def test_the_table_of_arrivals_has_the_people_and_vacancies_of_the_first_day(service):
    """H05 and H20 have gone and H10 has left; two social workers' posts and the new one are vacant, H22 holds two."""
    [table] = [table for table in tables(service.assessment) if table.key == "assimilation"]
    holders = table.frame["Holder"].tolist()
    assert holders.count("vacant") == 3 and holders.count("H22") == 2
    assert {*holders} - {"vacant"} == {f"H{n:02}" for n in range(1, 24)} - {"H05", "H10", "H20"}


def test_the_vacancy_factor_is_drawn_below_nil(service):
    """Of nine elements each has a small chart: the two columns of turnover go down from its line."""
    [chart] = [chart for chart in charts(service.assessment) if chart.key == "elements"]
    columns = [column for trace in chart.figure.data for column in zip(trace.base, trace.y, strict=True)]
    savings = [(base, length) for base, length in columns if length < 0]
    assert len(savings) == 2 and all(base + length > 0 for base, length in savings)


def test_drivers_add_up_although_people_come_and_go_before_the_change(service):
    """A joiner whose post was vacant, a resignation held vacant, and a phase after both."""
    costed = service.assessment.costed
    for year in service.years:
        steps = service.drivers(from_year=year, to_year=year)
        effect = costed.amount("part_year_effect", "actual", costed.years[service.years.index(year)])
        assert steps["change"].sum() == pytest.approx(effect, abs=1e-6)


@pytest.mark.office
def test_the_workbook_recalculates_to_what_it_stores(tmp_path):
    assert differences_when_recalculated(WORKED, tmp_path, formulas=10_000) == []
