"""Levels of an engineer: nobody rises by time; a vacancy filled below its level saves for a time, to a stated day.

The levels, what they need and the two routes are a council's job description (IT096 a to d, 2019). The points of the
grades are chosen, and the people invented.
"""

import csv
import json
import shutil
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.disclosure.public_figures import public_assessment
from model.explain.below_grade import timed_saving
from model.explain.drivers import drivers
from model.report.page_one import headline
from model.report.tables.career import career_tables
from model.report.tables.family import family_tables
from model.schema.reading.document import read_yaml
from model.schema.sections.posts import AppointedBelow
from tests.conftest import HOME, WORKED_EXAMPLES, faults_of
from tests.people.establishments import assert_they_add_up, changes

SCENARIOS = HOME / "scenarios"
AT_LEVEL, ON_PATH = "infrastructure-engineers", "infrastructure-engineers-path"
SAVED = list(csv.DictReader((WORKED_EXAMPLES / "level_path.csv").open(encoding="utf-8")))
ITIL = ["ITIL Foundation"]


@pytest.fixture(scope="module")
def teams(rates):
    return {name: assess(SCENARIOS / f"{name}.yaml", rates) for name in (AT_LEVEL, ON_PATH)}


@pytest.fixture
def changed(tmp_path):
    """A team's scenario with some posts changed, by id, and sections laid over it; gives its path."""

    def changed(name, of_posts=None, **sections):
        shutil.copytree(SCENARIOS / AT_LEVEL, tmp_path / AT_LEVEL, dirs_exist_ok=True)
        written = read_yaml(SCENARIOS / f"{name}.yaml").data | sections
        for side in ("present", "proposed"):
            written[side] = [post | (of_posts or {}).get(post["id"], {}) for post in written[side]]
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(written, indent=1), encoding="utf-8")
        return path

    return changed


def path_step(**more):
    return {"post": "level-3-post", "from": "level-2", "to": "level-3", "by": "agreed-path", "assessed": "2025-09-15",
            "qualifications": ITIL, "source": "A test."} | more  # fmt: skip


def outcome(assessed, key):
    return next(check.outcome for check in assessed.checks if check.key == key)


def test_the_levels_have_the_grades_of_the_job_description(teams):
    levels = teams[AT_LEVEL].scenario.job_family.levels
    assert [level.grade for level in levels] == ["grade 4", "grade 6", "grade 8", "grade 10"]
    assert [level.code for level in levels] == ["IT096a", "IT096b", "IT096c", "IT096d"]
    assert [level.needs for level in levels] == [(), *[("ITIL Foundation",)] * 3]
    assert [post.number for post in teams[AT_LEVEL].scenario.proposed] == [2, 2, 1, 1]


@pytest.mark.parametrize("row", SAVED, ids=lambda row: f"{row['basis']}, {row['year']}")
def test_filling_a_level_3_vacancy_at_level_2_saves_for_eighteen_months(teams, rates, row):
    costed, year = teams[ON_PATH].costed, FinancialYear.parse(row["year"])
    saving = timed_saving(costed, row["basis"], rates)
    assert saving.in_year(year)[2] == pytest.approx(float(row["saved"]), abs=0.01)
    assert costed.amount("part_year_effect", row["basis"], year) == pytest.approx(-float(row["saved"]), abs=0.01)


def test_the_saving_ends_on_a_stated_day(teams):
    saving = teams[ON_PATH].timed_saving
    assert saving.ends == date(2025, 10, 1)
    saved_in = [day for day, saved in zip(saving.first_days, saving.saved, strict=True) if saved > 0.005]
    assert saved_in[-1] == date(2025, 9, 1)
    months = next(table for table in career_tables(teams[ON_PATH]) if table.key == "below_grade_by_month")
    assert len(months.frame) == 18
    assert months.frame["Saved so far"].iloc[-1] == pytest.approx(9_367.43 + 4_876.65, abs=0.02)


def test_the_saving_and_its_end_stand_on_the_first_page(teams):
    """9,367.43 and 4,876.65, to the pound together; nobody is appointed below grade in the other team."""
    said = " ".join(headline(teams[ON_PATH]))
    assert "saves £14,244 for a time. Nothing is saved from 1 October 2025 on" in said
    assert "for a time" not in " ".join(headline(teams[AT_LEVEL]))


@pytest.mark.parametrize("row", [row for row in SAVED if row["basis"] == "actual"], ids=lambda row: row["year"])
def test_the_saving_is_among_the_results(teams, row):
    found = [one for one in json.loads(teams[ON_PATH].results) if one["structure"] == "below_grade"]
    of_year = {one["element"]: one["amount"] for one in found if one["year"] == row["year"]}
    assert of_year["saved"] == pytest.approx(float(row["saved"]), abs=0.01)
    assert of_year["saved"] == pytest.approx(of_year["at_own_grade"] - of_year["as_paid"], abs=0.011)
    assert {one["rate_status"] for one in found} == {"assumed"}
    assert "below_grade" not in {one["structure"] for one in json.loads(teams[AT_LEVEL].results)}


def test_what_is_saved_of_one_persons_pay_is_no_public_figure(teams, rates):
    public = public_assessment(teams[ON_PATH].scenario, rates)
    assert '"structure": "below_grade"' not in public.results and public.timed_saving is None


def test_the_budget_holds_the_posts_own_grade(teams):
    """Neither the present structure nor a full year of the new one has any of the saving, on any basis."""
    for basis in teams[ON_PATH].costed.bases:
        for year in teams[ON_PATH].costed.years:
            amounts = [teams[name].costed.amount("proposed", basis, year) for name in (AT_LEVEL, ON_PATH)]
            assert amounts[0] == pytest.approx(amounts[1])
            assert teams[ON_PATH].costed.amount("full_year_effect", basis, year) == pytest.approx(0, abs=1e-6)
    assert teams[AT_LEVEL].timed_saving is None


def test_a_path_that_ends_inside_a_month_counts_by_days(changed, rates):
    """Filled on 15 April, so to 14 October: 14 of its 31 days; the two points share one month's NI threshold."""
    made = assess(changed(ON_PATH, {"level-3-post": {"filled_on": "2024-04-15"}}), rates)
    october = made.timed_saving.saved[18]
    assert october == pytest.approx(7_198 / 12 * 14 / 31 * 1.355, abs=0.01)


def test_standby_stands_apart_and_changes_no_saving(teams, changed, rates):
    levels = next(table for table in family_tables(teams[ON_PATH]) if table.key == "career_levels").frame
    assert levels["Allowances"].tolist() == [1_200, 1_200, 0, 0]
    without = assess(changed(ON_PATH, {"level-3-post": {"allowances": []}}), rates)
    assert without.timed_saving.saved == pytest.approx(teams[ON_PATH].timed_saving.saved)


def test_what_is_not_paid_on_a_path_is_a_driver_of_its_own(teams):
    costed, year = teams[ON_PATH].costed, FinancialYear(2025)
    for basis in costed.bases:
        said = {key: change for key, change in drivers(costed, basis, year, year).items() if abs(change) > 1e-6}
        assert said == pytest.approx({"below_grade": costed.amount("part_year_effect", basis, year)})


@settings(max_examples=20)  # each costs two structures
@given(change=changes(), months=st.integers(1, 20), day=st.dates(date(2010, 4, 1), date(2011, 7, 31)), data=st.data())
def test_drivers_add_up_whoever_is_appointed_below_grade(cost_of, change, months, day, data):
    present, proposed = change
    below = AppointedBelow(grade="11-13", months=months, source="A test.")
    paths = [
        post.model_copy(update={"from_": None, "appointed_below": below}) if data.draw(st.booleans()) else post
        for post in proposed
    ]
    costed = cost_of(present, paths, day)
    assert_they_add_up(costed, ("bottom", "top"))
    at_once = cost_of(present, [post.model_copy(update={"appointed_below": None}) for post in paths], day)
    for year in costed.years:
        assert costed.amount("proposed", "top", year) == pytest.approx(at_once.amount("proposed", "top", year))


def test_cover_until_a_post_is_filled_is_paid_once(costed):
    """Filled on 1 October after three months of cover at £1,000; then five months at point 20, then its own."""
    below = {"filled_on": "2024-10-01", "cover_a_month": 1_000}
    path = {"appointed_below": {"grade": 20, "months": 5, "source": "A test."}}
    vacancy = ({"vacant": True}, {**below, **path})
    made = costed(*vacancy, change="2024-07-01")
    assert made.amount("proposal", "top", FinancialYear(2024), "cover") == pytest.approx(3_000)
    # NJC 2024/25: 24 is 34,314, 20 is 31,586. Old post to June, 20 for October to February, 24 in March.
    expected = 34_314 / 12 * (3 + 1) + 31_586 / 12 * 5
    assert made.amount("proposal", "top", FinancialYear(2024), "basic_pay") == pytest.approx(expected)


def test_one_post_filled_below_its_grade_is_still_a_post_of_one_person(costed):
    """A turnover factor falls on posts of several people only."""
    path = {"appointed_below": {"grade": 20, "months": 2, "source": "A test."}}
    made = costed({"vacant": True}, path, costing={"turnover": {"rate": "5%", "reason": "A test."}})
    assert made.amount("proposal", "top", FinancialYear(2024), "turnover") == 0


@pytest.mark.parametrize("name", [AT_LEVEL, ON_PATH])
def test_both_teams_clear(teams, name):
    assert teams[name].blocked_by == ()


@pytest.mark.parametrize(
    ("step", "check"),
    [
        ([], "level_steps"),
        ([path_step(qualifications=[])], "level_needs"),
        ([path_step(assessed=None)], "level_assessments"),
        ([path_step(assessed="2025-10-02")], "level_assessments"),
    ],
)
def test_a_path_without_what_it_needs_blocks_clearance(changed, rates, step, check):
    """A path must be stated and assessed before its higher grade is paid; ITIL Foundation is essential."""
    steps = [{key: value for key, value in one.items() if value is not None} for one in step]
    made = assess(changed(ON_PATH, progression=steps), rates)
    assert [each.key for each in made.blocked_by] == [check]


RISE = {"from": "level-1", "to": "level-2", "by": "competition", "qualifications": ITIL, "source": "A test."}
PATH = {**RISE, "by": "agreed-path", "assessed": "2024-03-01"}


def rising(changed, rates, steps, level_2=3, placed=("A",), **terms):
    """Holders of Level 1 go to Level 2, which has so many posts, of which C and D hold two."""
    ring = {"fate": "ring-fenced", "to": ["level-1-post", "level-2-post"]}
    people = read_yaml(SCENARIOS / f"{AT_LEVEL}.yaml").data["people"]
    people["ring_fence"] = [
        {"holder": ref, "to": "level-2-post" if ref in placed else "level-1-post"} for ref in ("A", "B")
    ]
    people["assimilation"]["rule"] = "nearest_not_less"
    posts = {
        "level-1-now": ring,
        "level-1-post": {"filled_by": "ring-fence"},
        "level-2-post": {"number": level_2, "filled_by": "ring-fence"},
    }
    return assess(changed(AT_LEVEL, posts, people=people, progression=steps), rates)


def test_nobody_rises_a_level_by_assimilation(changed, rates):
    made = rising(changed, rates, [])
    assert outcome(made, "level_steps") == "fail"
    finding = next(check.finding for check in made.checks if check.key == "level_steps")
    assert finding.startswith("A goes from Level 1 to Level 2, but no step is stated")


def test_a_vacancy_won_in_competition_is_a_step(changed, rates):
    made = rising(changed, rates, [{"holder": "A", **RISE}])
    assert {outcome(made, key) for key in ("level_steps", "level_needs", "level_vacancies")} == {"pass"}


def test_level_1_to_2_is_blocked_without_itil_foundation(changed, rates):
    made = rising(changed, rates, [{"holder": "A", **RISE, "qualifications": []}])
    assert outcome(made, "level_needs") == "fail"


def test_more_cannot_win_than_posts_are_vacant(changed, rates):
    both = [{"holder": ref, **RISE} for ref in ("A", "B")]
    assert outcome(rising(changed, rates, both, placed=("A", "B")), "level_vacancies") == "fail"
    assert outcome(rising(changed, rates, both, level_2=4, placed=("A", "B")), "level_vacancies") == "pass"


def test_an_agreed_path_needs_no_vacancy(changed, rates):
    steps = [{"holder": "A", **RISE}, {"holder": "B", **PATH}]
    assert outcome(rising(changed, rates, steps, placed=("A", "B")), "level_vacancies") == "pass"


@pytest.mark.parametrize(
    ("of_post", "step", "says"),
    [
        ({}, {"to": "level-4"}, "level-3, the level after level-2"),
        ({}, {"from": "level-1", "to": "level-2"}, "the level of the post level-3-post, level-3"),
        ({}, {"by": "time"}, "a route of Infrastructure Engineer: competition, agreed-path"),
        ({}, {"post": "level-1-post"}, "a post with appointed_below"),
        ({}, {"holder": "A"}, "either holder or post"),
        ({"appointed_below": {"grade": "grade 4", "months": 18, "source": "A"}}, {}, "the level with the grade"),
        (
            {"appointed_below": {"grade": "grade 6", "months": 25, "source": "A"}},
            {},
            "a path that ends by 31 March 2026",
        ),
        ({"appointed_below": {"grade": "grade 5", "months": 6, "source": "A"}}, {}, "a grade of Invented council A"),
        (
            {"appointed_below": {"grade": "grade 8", "months": 6, "source": "A"}},
            {},
            "a grade other than the post's own",
        ),
    ],
)
def test_what_is_wrong_of_a_step_is_told(changed, rates, of_post, step, says):
    faults = faults_of(changed(ON_PATH, {"level-3-post": of_post}, progression=[path_step(**step)]), rates)
    assert any(says in fault.expected for fault in faults), faults


def test_only_a_vacancy_is_filled_below_its_grade(write_small, rates):
    path = write_small({}, {"appointed_below": {"grade": 20, "months": 2, "source": "A test."}})
    [fault] = faults_of(path, rates)
    assert "the holder of Old moves into new" in fault.expected
