"""A change in phases: which posts each has, what each costs or saves, and that together they are the whole change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.cost.costed import cost_scenario
from model.disclosure.public_figures import public_assessment
from model.explain.phase_effects import phase_effects
from model.people.phases import phases
from model.report.page_one import headline
from model.report.tables.every import tables
from model.schema.load import load_scenario
from model.schema.sections.scenario import Scenario
from model.uncertainty.service_drivers import start
from tests.conftest import faults_of, line_of, small

YEAR, NEXT = FinancialYear(2024), FinancialYear(2025)
TITLES = [{"id": "managers", "title": "Managers"}, {"id": "teams", "title": "Support teams", "from": "2025-01-01"}]


def own_points(last_day, **salaries):
    """Points of an invented spine, p1 to £ a year, from 1 April 2024."""
    return [
        {"spine": "njc", "point": int(point[1:]), "effective_from": "2024-04-01", "effective_to": last_day,
         "value": salary, "status": "assumed", "source": "Invented."}
        for point, salary in salaries.items()
    ]  # fmt: skip


def two_phases(**more):
    """A manager of £30,000 ends on 1 July 2024; two officers of £24,000 start on 1 January 2025; one post stays."""
    made = small(
        {"grade": 1}, {"grade": 1}, "2024-07-01", dates={"decision": "2024-05-20", "implementation": "2024-07-01"},
        phases=TITLES,
    )  # fmt: skip
    made["pay"]["own_spine"] = own_points("2025-03-31", p1=20_000, p2=24_000, p3=30_000)
    made["present"].append({"id": "manager", "title": "Manager", "grade": 3, "fate": "deleted", "phase": "managers"})
    made["proposed"].append(
        {"id": "officer", "title": "Officer", "grade": 2, "number": 2, "filled_by": "open", "phase": "teams"}
    )
    return made | more


@pytest.fixture
def assessed(write, rates):
    return lambda **more: assess(write(two_phases(**more)), rates)


def test_a_post_takes_the_day_of_the_phase_that_it_names(write, rates):
    made = two_phases()
    made["present"][0]["phase"] = made["proposed"][0]["phase"] = "teams"
    scenario = load_scenario(write(made), rates)
    assert [post.until for post in scenario.present] == [date(2024, 12, 31), None]
    assert [post.from_ for post in scenario.proposed] == [date(2025, 1, 1), date(2025, 1, 1)]


def test_a_post_may_have_a_day_of_its_own_in_its_phase(write, rates):
    made = two_phases()
    made["present"][1] |= {"phase": "teams", "until": "2024-11-30"}
    scenario = load_scenario(write(made), rates)
    assert scenario.present[1].until == date(2024, 11, 30)
    assert [[post.id for post in phase.ending] for phase in phases(scenario)] == [["old"], ["manager"]]


def test_a_post_that_names_no_phase_is_in_the_last_that_has_begun(write, rates):
    made = two_phases()
    del made["present"][1]["phase"], made["proposed"][1]["phase"]
    made["present"][1]["until"], made["proposed"][1]["from"] = "2025-02-14", "2024-10-01"
    first, second = phases(load_scenario(write(made), rates))
    assert ([post.id for post in first.ending], [post.id for post in first.starting]) == (["old"], ["new", "officer"])
    assert ([post.id for post in second.ending], second.started) == (["manager"], 0)


def test_the_effect_of_each_phase_is_that_worked_by_hand(assessed):
    """A month of £30,000: 2,500 x 1.205 + 13.8% x (2,500 - 758); of £24,000: 2,000 x 1.205 + 13.8% x (2,000 - 758)."""
    managers, teams = assessed().phases
    assert managers.in_years == pytest.approx([-9 * 3_252.896])
    assert managers.full_year == pytest.approx(-12 * 3_252.896)
    assert teams.in_years == pytest.approx([3 * 2 * 2_581.396])
    assert teams.full_year == pytest.approx(12 * 2 * 2_581.396)


def test_the_report_gives_each_phase_its_row_and_its_sentence(assessed):
    made = assessed()
    [table] = [table for table in tables(made) if table.key == "phases"]
    assert [[text for _, text in row] for row in table.page_rows()] == [
        ["Managers", "1 July 2024", "2", "1", "1", "\u2212£29,276", "\u2212£39,035"],
        ["Support teams", "1 January 2025", "0", "2", "3", "+£15,488", "+£61,954"],
        ["Total", "", "2", "3", "", "\u2212£13,788", "+£22,919"],
    ]
    said = " ".join(headline(made))
    assert "2 present posts become 1 from 1 July 2024 (Managers), then 3 from 1 January 2025 (Support teams)." in said
    assert (
        "For the phase Support teams alone, from 1 January 2025, the budget needs £15,488 more in 2024/25 and £61,954"
    ) in said


def test_the_tables_of_posts_name_the_phase_of_each(assessed):
    by_key = {table.key: table.frame for table in tables(assessed())}
    assert list(by_key["present_posts"]["Phase"]) == ["Managers", "Managers"]
    assert list(by_key["proposed_posts"]["Phase"]) == ["Managers", "Support teams"]
    assert "Reports to" not in by_key["present_posts"]


def test_the_public_figures_by_phase_add_up_in_their_steps(assessed, rates):
    public = public_assessment(assessed().scenario, rates)
    for place, year in enumerate(public.costed.years):
        in_year = [effect.in_years[place] for effect in public.phases]
        assert sum(in_year) == public.costed.amount("part_year_effect", "top", year)
        assert all(amount % float(public.step) == 0 for amount in in_year)


def test_a_scenario_without_phases_says_nothing_of_them(barnet):
    assert barnet.phases == ()
    assert "phase" not in barnet.results
    assert not any(table.key == "phases" for table in tables(barnet))


def test_where_the_change_starts_later_each_phase_does(assessed):
    """The driver of the start moves every phase by as many months, and with it the posts that name it."""
    of = assessed()
    [way] = start(of)
    _, teams = of.with_changes(way.changes(-1)).phases
    assert teams.phase.day == date(2024, 12, 1)
    assert teams.in_years == pytest.approx([4 * 2 * 2_581.396])


FAULTS = {
    "an unknown phase": ('"phase": "teams"', '"phase": "team"', "the id of a phase. Did you mean teams?"),
    "a first phase late": ('"title": "Managers"', '"title": "M",\n"from": "2024-08-01"', "begin on 1 July 2024"),
    "phases out of order": ('"from": "2025-01-01"', '"from": "2024-06-01"', "a day after 1 July 2024"),
    "a phase that is not shown": ('"from": "2025-01-01"', '"from": "2025-05-01"', "a day in the years shown"),
    "one id for two": ('"id": "teams"', '"id":\n"managers"', "a different id for each phase"),
}


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_phase_that_cannot_be_is_a_fault_with_its_place(write, rates, old, new, expected):
    path = write(two_phases())
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text := text.replace(old, new), encoding="utf-8")
    [found] = [fault for fault in faults_of(path, rates) if expected in str(fault)]
    assert found.line == line_of(text, new) + new.count('\n"from')


DAYS = st.dates(date(2024, 10, 2), date(2026, 3, 31))


@given(
    days=st.lists(DAYS, min_size=1, max_size=3, unique=True).map(sorted),
    grades=st.lists(st.integers(2, 43), min_size=4, max_size=4),
    of=st.lists(st.integers(0, 3), min_size=4, max_size=4),
)
def test_phases_add_up_to_the_whole_change_and_each_is_its_change_alone(rates, days, grades, of):
    """With a post of its own in each, no phase bears on another: each is the effect of a file with that one alone."""
    starts = [date(2024, 10, 1), *days]

    def costs(only=None):
        made = small(change="2024-10-01", years={"first": "2024/25", "last": "2025/26"})
        made["on_costs"]["lgps"][0]["to"] = "2026-03-31"
        made["phases"] = [{"id": f"p{n}", "title": f"P{n}", "from": str(day)} for n, day in enumerate(starts)]
        for n, (grade, place) in enumerate(zip(grades, of, strict=True)):
            place = min(place, len(days))
            if only not in (None, place):
                continue
            day = starts[place]
            made["proposed"].append({"id": f"n{n}", "title": f"N{n}", "grade": grade, "filled_by": "open",
                                     "from": str(day), "phase": f"p{place}"})  # fmt: skip
        return cost_scenario(Scenario.model_validate(made), rates)

    whole = costs()
    effects = phase_effects(whole, "top")
    for place, year in enumerate(whole.years):
        total = whole.amount("part_year_effect", "top", year)
        assert sum(effect.in_years[place] for effect in effects) == pytest.approx(total, abs=1e-6)
    full = whole.amount("full_year_effect", "top", YEAR)
    assert sum(effect.full_year for effect in effects) == pytest.approx(full, abs=1e-6)
    for place, effect in enumerate(effects):
        alone = costs(place)
        assert effect.in_years[1] == pytest.approx(alone.amount("part_year_effect", "top", NEXT), abs=1e-6)
