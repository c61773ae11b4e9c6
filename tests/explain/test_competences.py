"""A competence framework: who covers what, the gaps, and what each skill costs; no level is costed without a grade.

The framework's shape (four levels, four areas, twelve skills, usual titles) is the document's own.
"""

import csv
import json
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.base.financial_year import FinancialYear
from model.explain.competences import Coverage, Provider
from model.report.tables.competence import competence_tables
from model.report.words import left_out
from model.schema.reading.document import read_yaml
from model.schema.sections.competences import Framework
from tests.conftest import HOME, WORKED_EXAMPLES, faults_of

SCENARIOS = HOME / "scenarios"
PRIMARY, SECONDARY = (f"ict-competences-{school}" for school in ("primary", "secondary"))
FRAMEWORK = Framework(**read_yaml(SCENARIOS / "competence-framework" / "framework.yaml").data)
SHARES = list(csv.DictReader((WORKED_EXAMPLES / "competence_shares.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def schools(rates):
    return {name: assess(SCENARIOS / f"{name}.yaml", rates) for name in (PRIMARY, SECONDARY)}


@pytest.fixture
def changed(tmp_path):
    """A school's scenario with its competences changed; gives its path."""

    def changed(name, **competences):
        shutil.copytree(SCENARIOS / "competence-framework", tmp_path / "competence-framework", dirs_exist_ok=True)
        written = read_yaml(SCENARIOS / f"{name}.yaml").data
        written["competences"] |= competences
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(written, indent=1), encoding="utf-8")
        return path

    return changed


def rows_of(assessed, key):
    return next(table for table in competence_tables(assessed) if table.key == key).frame.to_dict("records")


def check_of(assessed):
    return next(check for check in assessed.checks if check.key == "competences")


def test_the_framework_has_the_levels_areas_and_skills_of_the_document():
    assert [(level.level, level.title) for level in FRAMEWORK.levels] == [
        ("A", "Teaching Assistant"), ("B", "ICT Technician"), ("C", "Senior ICT Technician"),
        ("D", "ICT Systems Manager"),
    ]  # fmt: skip
    assert [(area.area, len(area.skills)) for area in FRAMEWORK.areas] == [
        ("Technology", 3), ("Support", 4), ("Development", 2), ("Personal", 3)
    ]  # fmt: skip
    assert FRAMEWORK.skill_names == (
        "Desktop and application support", "Server and network support", "Health and safety",
        "Configuration and installation", "Continuity, maintenance and security", "Support request management",
        "Support arrangements and contracts", "Strategy and planning", "Budget and people management",
        "Personal ICT competences", "Communication skills", "Educational awareness",
    )  # fmt: skip


def test_what_is_bought_in_is_said_to_stand_in_no_other_figure(schools):
    said = "What is bought in costs £4,494 a year. This cost is under Competences and in no other figure."
    assert all(said in left_out(school) for school in schools.values())


@pytest.mark.parametrize("row", SHARES, ids=lambda row: f"{row['scenario']}, {row['provider']}")
def test_a_cost_is_shared_over_the_skills_it_covers(schools, row):
    provider = next(one for one in schools[row["scenario"]].coverage.providers if one.title == row["provider"])
    assert provider.cost == pytest.approx(float(row["cost"]), abs=0.005)
    assert len(provider.skills) == int(row["skills"])
    assert provider.cost / len(provider.skills) == pytest.approx(float(row["each"]), abs=0.005)


def test_what_nobody_covers_is_listed_with_what_it_is(schools):
    """The service covers technology, support and strategy; the assistant level A alone, without budgets."""
    gaps = [(row["Skill"], row["Level"]) for row in rows_of(schools[PRIMARY], "competence_gaps")]
    people = [(skill, level) for skill in FRAMEWORK.skill_names[-3:] for level in "BCD"]
    assert gaps == [("Budget and people management", level) for level in "ABCD"] + people
    assert (
        rows_of(schools[PRIMARY], "competence_gaps")[0]["What nobody covers"] == "buys consumables and works in a team"
    )
    assert check_of(schools[PRIMARY]).outcome == "disclosed"
    assert "Of 48 pairs of a skill and a level, 13 are covered neither" in check_of(schools[PRIMARY]).finding


def test_a_school_that_reaches_every_competence_has_no_gap(changed, rates):
    """Nobody need be employed at every level: level D may be bought, and B stands in for A."""
    everything = {"title": "Service", "levels": ["D"], "price": 4494, "source": "A test."}
    assessed = assess(changed(SECONDARY, bought=[everything]), rates)
    assert assessed.coverage.gaps == ()
    assert check_of(assessed).outcome == "pass"


def test_a_level_below_is_within_reach_only_where_the_scenario_says_so(changed, rates):
    assessed = assess(changed(SECONDARY, reach="own_level"), rates)
    assert {skill for skill, level in assessed.coverage.gaps if level == "A"} == set(FRAMEWORK.skill_names)
    not_needed = assess(changed(SECONDARY, reach="own_level", needed=["B", "C"]), rates)
    assert not_needed.coverage.gaps == ()


def test_the_matrix_is_in_words(schools):
    first, *_, last = rows_of(schools[SECONDARY], "competence_matrix")
    assert first["A: Teaching Assistant"] == "Employed, at level B: ICT Technician"
    assert first["C: Senior ICT Technician"] == "Employed: Senior ICT Technician"
    assert first["D: ICT Systems Manager"] == "Bought: Schools ICT support service"
    assert last["D: ICT Systems Manager"] == "Gap"


@pytest.mark.parametrize("level", ["B", "C"])
def test_a_level_is_not_costed_without_a_grade_that_the_user_gives(changed, rates, level):
    kept = [row for row in read_yaml(SCENARIOS / f"{SECONDARY}.yaml").data["competences"]["level_grades"]]
    path = changed(SECONDARY, level_grades=[row for row in kept if row["level"] != level])
    [fault] = faults_of(path, rates)
    assert fault.found == f"level {level}, which has no grade"
    assert f"level {level} can't be costed without one" in fault.expected


def test_what_is_bought_at_a_level_without_a_grade_is_not_set_against_employing(schools):
    """Level D in the secondary school, SCP 45: £39,795; NI 12 x (12.8% x (3,316.25 - 476) - 3.7% x (3,316.25 - 421)) =
    3,077.13; pension 24.8% = 9,869.16. In the primary school no grade is given for it.
    """
    primary, secondary = (schools[name].coverage.levels[-1] for name in (PRIMARY, SECONDARY))
    assert (primary.grade, primary.employing, primary.price) == (None, None, 4494)
    assert secondary.employing == pytest.approx(39_795 + 3_077.133 + 9_869.16, abs=0.005)
    assert rows_of(schools[PRIMARY], "competence_levels")[-1]["Grade given"] == "none given"
    note = next(table.note for table in competence_tables(schools[PRIMARY]) if table.key == "competence_levels")
    assert note.startswith("Level D is not costed, because no grade is given for it.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"needed": ["E"]}, "a level of the framework: A, B, C or D"),
        ({"employed": [{"post": "techncian", "level": "B"}]}, "the id of a proposed post"),
        ({"employed": [{"post": "technician", "level": "B", "skills": ["Suport"]}]}, "a skill or an area"),
        ({"employed": [{"post": "technician", "level": "C"}]}, "a level at the post's grade, 18-21"),
        ({"level_grades": [{"level": "D", "grade": "98-99", "reason": "A test."}]}, "points that the spine glpc_outer"),
        ({"reach": None}, "own_level or own_and_below"),
        ({"framework": "no-such.yaml"}, "a framework, or the name of a YAML file beside the scenario"),
    ],
)
def test_what_is_wrong_of_competences_is_told_where_it_is(changed, rates, change, says):
    faults = faults_of(changed(SECONDARY, **change), rates)
    assert any(says in fault.expected and fault.where.startswith("competences") for fault in faults), faults


def test_a_framework_of_three_levels_needs_no_code(changed, rates):
    """An authority's own: two skills at three levels, of which the technician works at the middle one."""
    own = {
        "title": "Own framework", "source": "A test.",
        "levels": [{"level": n, "title": f"Step {n}", "label": "a step"} for n in (1, 2, 3)],
        "areas": [{"area": "All", "skills": [{"skill": name, "labels": ["some", "more", "all"]} for name in "XY"]}],
    }  # fmt: skip
    grades = [{"level": 2, "grade": "18-21", "reason": "A test."}]
    path = changed(
        SECONDARY, framework=own, employed=[{"post": "technician", "level": 2}], bought=[], level_grades=grades
    )
    assert assess(path, rates).coverage.gaps == (("X", "3"), ("Y", "3"))
    own["areas"][0]["skills"][1]["labels"].pop()
    assert any(
        "one label of Y for each of the 3 levels" in fault.expected for fault in faults_of(path_of(path, own), rates)
    )


def path_of(path, framework):
    written = json.loads(path.read_text(encoding="utf-8"))
    written["competences"]["framework"] = framework
    path.write_text(json.dumps(written), encoding="utf-8")
    return path


PROVIDERS = st.builds(
    Provider,
    title=st.just("P"),
    bought=st.booleans(),
    cost=st.floats(0, 1e6),
    skills=st.lists(st.sampled_from(FRAMEWORK.skill_names), min_size=1, unique=True).map(tuple),
    stated=st.just(("A",)),
    levels=st.lists(st.sampled_from("ABCD"), min_size=1, unique=True).map(tuple),
)


@given(providers=st.lists(PROVIDERS, max_size=6).map(tuple))
def test_the_skills_together_cost_what_their_providers_cost(providers):
    found = Coverage(FRAMEWORK, FRAMEWORK.level_names, providers, FinancialYear(2010), ())
    assert sum(one.cost for one in found.by_skill) == pytest.approx(sum(one.cost for one in providers), abs=0.01)
    assert set(found.gaps).isdisjoint((s, n) for one in providers for s in one.skills for n in one.levels)
