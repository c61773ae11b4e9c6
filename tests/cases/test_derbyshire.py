"""Derbyshire's ICT job family: its levels as data, linked bands, and grades that lose points without loss of pay.

The family is the council's. The team, its pay points and its holders are invented.
"""

from itertools import pairwise

import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.pay.grades import read_grade
from tests.conftest import HOME, worked_examples

FAMILY = HOME / "scenarios" / "derbyshire-ict-family.yaml"
REGRADING = HOME / "scenarios" / "derbyshire-regrading-2019.yaml"


@pytest.fixture(scope="module")
def team(rates):
    return assess(FAMILY, rates)


@pytest.fixture(scope="module")
def regrading(rates):
    return assess(REGRADING, rates)


@pytest.fixture
def changed(rates, tmp_path):
    """A scenario with texts replaced, in the file itself or in one beside it; assessed."""

    def changed(path, *replacing, **beside):
        folder = tmp_path / path.stem
        folder.mkdir(exist_ok=True)
        files = {path: replacing} | {held: beside.get(held.stem, ()) for held in path.with_suffix("").iterdir()}
        for held, pairs in files.items():
            text = held.read_text(encoding="utf-8")
            for old, new in pairs:
                assert old in text, f"{old!r} is not in {held.name}"
                text = text.replace(old, new)
            (tmp_path / held.relative_to(path.parent)).write_text(text, encoding="utf-8")
        return assess(tmp_path / path.name, rates)

    return changed


def check(assessment, key):
    return next(check for check in assessment.checks_but_reconciliation if check.key == key)


@pytest.mark.parametrize("row", worked_examples("derbyshire_family"), ids=lambda row: row["band_called"])
def test_each_level_is_the_one_that_the_document_describes(team, row):
    [level] = [one for one in team.scenario.job_family.levels if one.grade == f"grade {row['grade']}"]
    assert (level.code, level.title) == (row["code"], row["band_called"])
    assert str(level.order or "") == row["linked_order"]


def test_the_duty_to_manage_people_rises_with_each_new_wording_of_the_document(team):
    """Two levels whose people management reads alike have one duty; each other wording, going up, has a higher one."""
    words = {row["grade"]: row["people_management"] for row in worked_examples("derbyshire_family")}
    duties = {level.grade.removeprefix("grade "): level.duty for level in team.scenario.job_family.levels}
    assert len(set(words.values())) == len(set(duties.values())) == 6
    for lower, higher in pairwise(map(str, range(6, 15))):
        assert (words[lower] == words[higher]) == (duties[lower] == duties[higher])
        assert duties[lower] <= duties[higher]


@pytest.mark.parametrize(("grade", "before", "after"), [("4", None, 1), ("5", 4, 2), ("6", 4, 2)])
def test_each_grade_has_as_many_points_as_the_council_published(regrading, grade, before, after):
    """Derbyshire SchoolsNet, Pay Scales 2019 to 2020: grades 5 and 6 from four points to two, grades 2 to 4 to one.

    How many grade 4 had before was not found, and the scenario says so.
    """
    rows = {row.effective_from.year: row for row in regrading.scenario.pay.grade_table if row.grade == grade}
    points = {year: len(read_grade(row.points).points(range(1, 13))) for year, row in rows.items()}
    assert points[2019] == after and (before is None or points[2018] == before)
    assert before or "not known" in rows[2018].source


def test_no_pay_point_of_either_scenario_is_told_as_the_councils(team, regrading):
    for case in (team.scenario, regrading.scenario):
        rows = [*case.pay.own_spine, *case.pay.grade_table]
        assert all(row.status == "assumed" and row.source.startswith("Invented") for row in rows)
        assert "invented" in case.title and "invented" in case.authority.lower()


def test_level_1_of_a_linked_group_is_its_highest_band(team):
    family = team.scenario.job_family
    assert [band.title[:7] for band in family.bands("6/7/8")] == ["Level 3", "Level 2", "Level 1"]
    assert family.bands("9/10")[-1].grade == "grade 10"


def test_a_family_that_takes_level_1_for_the_lowest_band_is_refused(changed):
    """The trap: the two orders of 9/10 are swapped."""
    with pytest.raises(InputFaults, match="though a family may call its highest band Level 1") as told:
        changed(
            FAMILY,
            family=[
                ("linked: 9/10\n    order: 1", "linked: 9/10\n    order: X"),
                ("linked: 9/10\n    order: 2", "linked: 9/10\n    order: 1"),
                ("order: X", "order: 2"),
            ],
        )
    assert "derbyshire-ict-family/family.yaml, line" in str(told.value)


def test_a_family_that_is_not_there_or_cannot_be_read_is_told_and_nothing_follows_from_it(changed):
    with pytest.raises(InputFaults, match="a job family, or the name of a YAML file beside") as missing:
        changed(FAMILY, ("job_family: derbyshire-ict-family/family.yaml", "job_family: derbyshire-ict-family/no.yaml"))
    with pytest.raises(InputFaults, match=r"derbyshire-ict-family/family\.yaml, line 10") as unreadable:
        changed(FAMILY, family=[("levels:\n  - id: tra-06", "levels:\n  - id: [tra-06")])
    assert [len(told.value.faults) for told in (missing, unreadable)] == [1, 1]


def test_the_team_has_the_posts_of_the_case(team):
    """1, 1, 2, 3, 6 linked and 8 linked, on both sides."""
    for side in (team.scenario.present, team.scenario.proposed):
        groups = {}
        for post in side:
            level = team.scenario.job_family.level(post.level)
            groups[level.linked or level.code] = groups.get(level.linked or level.code, 0) + post.number
        assert list(groups.values()) == [1, 1, 2, 3, 6, 8]


@pytest.mark.parametrize("row", worked_examples("linked_bands"), ids=lambda row: f"{row['element']} {row['structure']}")
def test_linked_posts_cost_at_each_band_what_is_worked_by_hand(team, row):
    found = {(structure, name): amount for structure, name, amount, _ in team.variants.figures()}
    assert found[row["structure"], row["element"]] == pytest.approx(float(row["expected"]), abs=0.02), row["working"]


def test_every_linked_figure_is_a_record(team):
    assert '"structure": "linked_drift"' in team.results and '"element": "all", "amount": 59092.0' in team.results


def test_time_moves_nobody_from_one_band_to_the_next(changed):
    """Twelve years at band 9, increments each April: the highest point is that of grade 9, never grade 10's."""
    holders = "holders: [{ref: A, point: 16}, {ref: B, point: 17}, {ref: C, point: 19}]"
    made = changed(
        FAMILY,
        ("years: {first: 2020/21, last: 2021/22}", "years: {first: 2020/21, last: 2025/26}"),
        ("to: 2022-03-31, rate", "to: 2026-03-31, rate"),
        (
            "grade: grade 9, level: tra-09, number: 3, fate: assimilated",
            f"grade: grade 9, level: tra-09, number: 3, {holders}, fate: assimilated",
        ),
        *((f"{{id: {name},", f"{{id: {name}, vacant: true,") for name in VACANT),
        ("job_family:", PEOPLE + "job_family:"),
        spine=[("2022-03-31", "2026-03-31")],
    )
    plan = made.costed.plans["do_nothing"]
    steps = [path.steps for held, path in zip(plan.appointments, plan.paths, strict=True) if held.post == "engineer-9"]
    assert [own[-1].point for own in steps] == [19, 19, 19]


VACANT = ("head", "programme", "area", "specialist", "engineer-10", "engineer-9-assessed", "support-8", "support-7",
          "support-7-assessed", "support-6")  # fmt: skip
PEOPLE = (
    "people: {increments: april, protection: {months: 0, source: A test.}, assimilation: {rule: same_point, "
    "order: assimilate_then_increment, source: A test.}}\n\n"
)


def test_a_post_is_at_its_level_s_grade_and_no_other(changed):
    with pytest.raises(InputFaults, match="grade 14, the grade of the level tra-14"):
        changed(FAMILY, ("{id: head-new, title: Head of ICT Services, grade: grade 14", "{id: head-new, title: Head of "
                         "ICT Services, grade: grade 13"))  # fmt: skip


def test_an_unknown_level_is_told_with_the_nearest(changed):
    with pytest.raises(InputFaults, match=r"found 'tra-41'.*Did you mean tra-14"):
        changed(FAMILY, ("level: tra-14, number: 1, filled_by", "level: tra-41, number: 1, filled_by"))


def test_people_management_that_falls_up_the_family_is_refused(changed):
    with pytest.raises(InputFaults, match="at least 4, the duty of the level below, tra-09"):
        changed(FAMILY, family=[("order: 2\n    duty: 5", "order: 2\n    duty: 3")])


def test_spans_that_fall_as_the_duty_rises_are_disclosed(team, changed):
    assert check(team, "family_spans").outcome == "pass"
    made = changed(
        FAMILY, ("level: tra-11, number: 3, filled_by: assimilation, manages: 5", "level: tra-11, number: 3, "
                 "filled_by: assimilation, manages: 8")
    )  # fmt: skip
    found = check(made, "family_spans")
    assert (
        found.outcome == "disclosed" and "ICT Service Area Manager at Grade 12 manages 7 people, but" in found.finding
    )


def test_derbyshires_own_grades_are_refused_by_name_where_no_table_has_them(changed):
    """What is public: grades 4 to 6 since April 2019. Grade 9 has no points, and the nearest named is grade 6."""
    with pytest.raises(InputFaults) as told:
        changed(FAMILY, ("grades_of: Illustrative county", "grades_of: Derbyshire County Council"))
    said = str(told.value)
    assert "found 'grade 9'; expected a grade of Derbyshire County Council on 1 April 2020: 4, 5 or 6" in said
    assert "Did you mean grade 6?" in said
    assert all(f"found 'grade {number}'" in said for number in range(7, 15))


def test_the_points_that_are_known_run(changed):
    """Grade 5 of 2020/21 is points 4 and 5 of the council's spine: £19,311 at the top (derived)."""
    made = changed(
        REGRADING,
        ("implementation: 2019-04-01", "implementation: 2020-10-01"),
        ("decision: 2019-01-15", "decision: 2020-06-15"),
        ("first: 2018/19, last: 2019/20", "first: 2020/21, last: 2020/21"),
        ("from: 2018-04-01, to: 2020-03-31", "from: 2020-04-01, to: 2021-03-31"),
        ("spine: illustrative\n", "spine: derbyshire\n"),
        ("grades_of: Illustrative county", "grades_of: Derbyshire County Council"),
        ("grade: grade 6", "grade: grade 5"),
        (", level: tra-06", ""),
        ("basis: actual", "basis: top"),
        *((f"ref: {ref}, point: {old}", f"ref: {ref}, point: {new}") for ref, old, new in KNOWN),
    )
    salaries = {row.post: made.costed.plans["proposed"].salaries("top").salary[place][0]
                for place, row in enumerate(made.costed.plans["proposed"].appointments)}  # fmt: skip
    assert salaries == {"support-6-new": 19311, "clerk-5-new": 19311, "assistant-4-new": 18561}


KNOWN = (("A", 9, 4), ("B", 10, 4), ("C", 12, 5), ("D", 5, 4), ("E", 8, 5), ("F", 2, 3))


@pytest.mark.parametrize(
    ("holder", "before", "after"),
    [("A", 10, 11), ("B", 11, 11), ("C", 12, 12), ("D", 6, 7), ("E", 8, 8), ("F", 3, 4)],
)
def test_each_holder_moves_to_the_nearest_point_left_and_never_down(regrading, holder, before, after):
    """Grade 6 keeps 11 and 12 of 9 to 12, grade 5 keeps 7 and 8 of 5 to 8, grade 4 keeps 4 of 1 to 4."""
    plan = regrading.costed.plans["proposal"]
    [made] = [
        path.assimilated
        for held, path in zip(plan.appointments, plan.paths, strict=True)
        if held.holder == (holder,) and path.assimilated
    ]
    assert (made.old_point, made.new_point, made.protected_gap) == (before, after, 0)


def test_a_grade_has_the_points_of_its_version_on_either_side(regrading):
    """The present structure goes on in the old version, as if nothing changed; the proposed one has the new."""
    book = regrading.costed.book
    numbers = {side: book.ranges[book.number_of(side, "grade 6")] for side in ("present", "proposed")}
    assert {side: str(found) for side, found in numbers.items()} == {"present": "9–12", "proposed": "11–12"}


def test_nobody_loses_by_the_change_and_a_change_that_takes_pay_away_blocks(regrading, changed):
    assert check(regrading, "family_without_loss").outcome == "pass" and regrading.blocked_by == ()
    made = changed(REGRADING, grades=[("illustrative,2019-04-01", "illustrative,2019-04-01"), ("6,11-12", "6,9-10")])
    found = check(made, "family_without_loss")
    assert found.blocks and "ICT Support Officer at SCP 12 would lose £1,000 a year" in found.finding


def test_a_version_that_starts_on_another_day_than_the_change_is_refused(changed):
    with pytest.raises(
        InputFaults,
        match=r"found 'grade 6', whose points at .* change to .* on 1 April 2019; expected a first and last year",
    ):
        changed(REGRADING, ("implementation: 2019-04-01", "implementation: 2019-06-01"))


def test_what_the_scenario_brings_itself_is_disclosed(team):
    found = check(team, "own_tables")
    assert found.outcome == "disclosed" and "34 rows of pay points (illustrative). Status: assumed." in found.finding
