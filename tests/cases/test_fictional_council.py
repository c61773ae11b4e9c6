"""The fictional council, a whole case to learn from: what it shows is there, and its folder holds data and no code.

The council, its pay, people, schools and prices are invented; the figures are worked by hand from its own tables.
"""

import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.budget.monitoring import against_payroll
from model.buy_back.pricing import charges
from model.disclosure.public_figures import public_assessment
from model.report.words import foot_of_page, left_out
from tests.conftest import HOME, worked_examples

COUNCIL = HOME / "scenarios" / "fictional-council.yaml"
FOLDER = COUNCIL.with_suffix("")


@pytest.fixture(scope="module")
def council(rates):
    return assess(COUNCIL, rates)


@pytest.fixture
def changed(rates, tmp_path):
    """The case with one text of one of its files replaced; assessed."""

    def changed(file, old, new):
        shutil.copy(COUNCIL, tmp_path)
        shutil.copytree(FOLDER, tmp_path / FOLDER.name)
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}, not once"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return assess(tmp_path / COUNCIL.name, rates)

    return changed


def holders(council, post):
    return next(one for one in council.scenario.present if one.id == post).holders


def proposed(council, post):
    return next(one for one in council.scenario.proposed if one.id == post)


def test_nothing_blocks_it_and_it_says_in_title_summary_and_notes_that_it_is_invented(council):
    case = council.scenario
    assert council.blocked_by == ()
    assert all("invented" in text for text in (case.title, case.authority, case.summary, case.notes[0].text))
    assert case.people.invented and case.customers.illustrative


def test_thirty_posts_become_thirty_and_sixty_schools_buy(council):
    case = council.scenario
    assert [sum(post.number for post in side) for side in (case.present, case.proposed)] == [30, 30]
    assert len(set(case.customers.agreements.reference.tolist())) == 60


def test_a_bar_is_told_of_a_grade_that_is_named_too(council):
    [check] = [check for check in council.checks if check.key == "bars"]
    assert check.outcome == "disclosed" and " E (18\u201322#24)" in check.finding


def test_every_printed_page_says_that_it_is_exempt_and_of_the_public_pack_none(council):
    public = public_assessment(council.scenario, council.rates)
    assert foot_of_page(council) == "Exempt: not for publication" and foot_of_page(public) == ""


def test_the_public_pack_may_be_handed_out_though_who_finds_no_room_is_exempt(council):
    public = public_assessment(council.scenario, council.rates)
    assert public.blocked_by == ()
    [told] = [check for check in public.checks if check.key == "establishment"]
    assert told.outcome == "disclosed" and "not part of the public figures" in told.finding


def test_it_says_that_prices_are_held_against_the_cost_of_both_funds(council, barnet):
    [told] = [line for line in left_out(council) if "whichever fund pays for it" in line]
    assert re.search(r"£921,657 by Schools Trading Account and £230,414 by General Fund", told)
    assert not [line for line in left_out(barnet) if "whichever fund" in line]


def test_the_files_of_its_folder_are_data_and_no_code():
    assert {path.suffix for path in FOLDER.rglob("*")} == {".csv", ".yaml"}


def test_the_workbook_knows_nothing_of_it():
    """Neither the code nor the workbook's own rate tables name the council or its spine."""
    for path in (HOME / "model").rglob("*"):
        if path.suffix in {".py", ".csv", ".html", ".js"}:
            assert "marrowmere" not in path.read_text(encoding="utf-8").lower(), path


def test_another_council_with_other_names_and_rules_needs_its_files_alone(council, rates, tmp_path):
    """Copied elsewhere under another name, with its spine and grades named anew and £1,000 more on every point.

    Grade A, at its top of 24,400 in 2024/25 (23,000 + 2 x 700), becomes Band 1 with 25,400.
    """
    other = tmp_path / "elsewhere"
    shutil.copytree(FOLDER, other / FOLDER.name)
    (other / "vale.yaml").write_text(COUNCIL.read_text(encoding="utf-8"), encoding="utf-8")
    for path in [other / "vale.yaml", *(other / FOLDER.name).iterdir()]:
        text = path.read_text(encoding="utf-8").replace("Marrowmere", "Vale").replace("marrowmere", "vale")
        text = re.sub(r"(grade: )([A-G])\b", lambda found: f"{found[1]}Band {ord(found[2]) - 64}", text)
        if path.name == "grades.csv":
            text = re.sub(r"(?m)^(Vale.*?),([A-G]),", lambda found: f"{found[1]},Band {ord(found[2]) - 64},", text)
        if path.name == "proposed.csv":
            text = re.sub(r",([A-G]),(?=\d)", lambda found: f",Band {ord(found[1]) - 64},", text)
        if path.name == "spine.csv":
            text = re.sub(
                r"(?m)^(vale,.*),(\d+),assumed", lambda found: f"{found[1]},{int(found[2]) + 1000},assumed", text
            )
        path.write_text(text, encoding="utf-8")
    made = assess(other / "vale.yaml", rates)
    assert [check.key for check in made.blocked_by] == ["within_the_reserve"]  # dearer posts, and the same reserve
    assert made.scenario.job_family.levels[0].grade == "Band 1" and made.scenario.pay.spine == "vale"
    plan = made.costed.plans["do_nothing"]
    [clerk] = [row for row, one in enumerate(plan.appointments) if one.post == "clerk"]
    assert plan.salaries("top").salary[clerk][0] == 25_400
    assert council.costed.plans["do_nothing"].salaries("top").salary[clerk][0] == 24_400


@pytest.mark.long
def test_it_clears_from_another_folder(tmp_path):
    """The same files anywhere else make a pack; nothing of them has to lie in the workbook."""
    shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    shutil.copy(COUNCIL, tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "model", "clear", COUNCIL.name, "--packs", "packs"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(HOME)}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "packs" / "fictional-council" / "report.html").is_file()


def test_every_row_of_its_spine_and_grades_is_marked_as_assumed_and_invented(council):
    rows = [*council.scenario.pay.own_spine, *council.scenario.pay.grade_table]
    assert {row.status for row in rows} == {"assumed"}
    assert all(row.source.startswith("Invented") for row in rows)


def test_every_pattern_of_contract_is_there(council):
    present = {post.id: post for post in council.scenario.present}
    assert present["technician"].weeks is None and present["technician"].fte == 1  # all year, full time
    assert [present[f"cluster-{weeks}"].weeks for weeks in (38, 39, 41)] == [38, 39, 41]
    assert present["data-officer"].fte == pytest.approx(22.2 / 37)  # part-time by hours
    assert [one.fte for one in holders(council, "finance-share")] == [0.5, 0.5]
    assert present["technician-vacant"].vacant
    posts_of = [post.id for post in present.values() if "H25" in {one.ref for one in post.holders}]
    assert posts_of == ["trainer", "clerk"]


def test_who_is_beyond_a_bar_acts_up_or_leaves_is_there_with_a_late_post_and_a_late_award(council):
    case = council.scenario
    assert max(one.point for one in holders(council, "senior-technician")) == 24  # the bar of 18-22#24 is 22
    [acting] = case.people.acting_up
    assert acting.into == "deputy-finance" and acting.backfill_a_month > 0
    assert proposed(council, "network-lead").filled_on > case.dates.implementation
    assert proposed(council, "network-lead").cover_a_month > 0
    assert [leaver.holder for leaver in case.one_off.leavers] == ["H28"]
    assert case.pay.paid_late[0].paid_on.month == 8


def test_two_funds_bear_every_post_and_each_assumption_has_an_owner_and_a_day_of_review(council):
    case = council.scenario
    splits = {tuple((each.fund, each.share) for each in post.funds) for post in (*case.present, *case.proposed)}
    assert splits == {(("Schools Trading Account", 0.8), ("General Fund", 0.2))}
    assert all(one.owner and one.review_by for one in case.assumptions)


@pytest.mark.parametrize("row", worked_examples("fictional_council", figure="pay"), ids=lambda row: row["of"])
def test_the_pay_of_a_post_in_september_2024_is_a_twelfth_of_that_worked_by_hand(council, row):
    [post] = [one for one in against_payroll(council.costed) if one.post == row["of"]]
    assert post.plan * 12 == pytest.approx(float(row["expected"]), abs=0.005)


@pytest.mark.parametrize("row", worked_examples("fictional_council", figure="charge"), ids=lambda row: row["of"])
def test_what_a_school_is_charged_a_year_is_that_worked_by_hand(council, row):
    agreements = council.scenario.customers.agreements
    [at] = np.flatnonzero(agreements.reference == row["of"])
    assert charges(council.scenario.prices[0], agreements).total[at] == round(100 * float(row["expected"]))


def test_payroll_differs_from_the_plan_where_the_example_says_so(council):
    """The vacancy, £25 a month more for MB13, and a post that is not in the plan; the other 16 posts agree."""
    assert {one.post for one in against_payroll(council.costed) if one.finding} == {"MB06", "MB13", "MB99"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level-a,0,,MB15", "level-a,1,,MB15", "Governance Clerk manages 1 person"),
        ("level-b,0,,MB16", "level-b,1,,MB16", "Service Desk Technician manages 1 person"),
        ("level-c,0,,MB14", "level-c,1,,MB14", "ICT Trainer manages 1 person"),
        ("level-d,0,25000,", "level-d,2,25000,", "Contracts and Licences Officer manages 2 people"),
        ("level-d,0,25000,", "level-d,0,25001,", "Contracts and Licences Officer manages a budget of £25,001"),
        ("level-e,2,40000,", "level-e,1,40000,", "Network and Security Lead manages 1 person"),
        ("level-e,4,20000,", "level-e,7,20000,", "Deputy Finance Manager manages 7 people"),
        ("level-e,2,40000,", "level-e,2,50001,", "Network and Security Lead manages a budget of £50,001"),
        ("level-f,10,80000,", "level-f,6,80000,", "Schools Finance Manager manages 6 people"),
        ("level-f,14,120000,", "level-f,21,120000,", "ICT Support Manager manages 21 people"),
        ("level-f,10,80000,", "level-f,10,49999,", "Schools Finance Manager manages a budget of £49,999"),
        ("level-f,14,120000,", "level-f,14,250001,", "ICT Support Manager manages a budget of £250,001"),
        ("level-g,29,900000,", "level-g,20,900000,", "Head of Schools Support manages 20 people"),
        ("level-g,29,900000,", "level-g,29,249999,", "Head of Schools Support manages a budget of £249,999"),
    ],
)
def test_a_post_outside_the_bounds_of_its_level_blocks(changed, old, new, told):
    made = changed("fictional-council/proposed.csv", old, new)
    [found] = [check for check in made.checks_but_reconciliation if check.key == "family_bounds"]
    assert found.blocks and told in found.finding


def test_a_post_whose_grade_is_not_its_levels_is_refused(changed):
    with pytest.raises(InputFaults, match="expected A, the grade of the level level-a"):
        changed("fictional-council/proposed.csv", "Governance Clerk,A,", "Governance Clerk,B,")
