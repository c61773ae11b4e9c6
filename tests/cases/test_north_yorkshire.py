"""North Yorkshire's school ICT roles: what the document says of each, term-time weeks, a cost shared by pupils.

The schools, their pupils and their posts are invented; the pay points of the grades are recalled.
"""

import pytest

from model.assessment.assess import assess
from model.assessment.assess import assess_scenario as costed_again
from model.base.faults import InputFaults
from model.budget.funds import by_fund
from model.rates.tables import RateStatus
from model.report.page_one import headline
from model.report.tables.every import tables
from model.schema.load import load_scenario
from tests.conftest import HOME, worked_examples

FILE = HOME / "scenarios" / "north-yorkshire-schools-ict.yaml"
WITHOUT = HOME / "scenarios" / "north-yorkshire-schools-ict-no-senior.yaml"
BEARS = {"Northmoor": 0.7, "Beckside": 0.15, "Hill Top": 0.075, "Millgate": 0.075}  # 980, 210, 105, 105 of 1,400


@pytest.fixture(scope="module")
def cluster(rates):
    return assess(FILE, rates)


@pytest.fixture
def changed(rates, tmp_path):
    """The scenario with texts replaced, in the file itself or in its family's; assessed."""

    def changed(*replacing, family=()):
        folder = tmp_path / "north-yorkshire-schools-ict"
        folder.mkdir(exist_ok=True)
        for path, to, pairs in (
            (FILE, tmp_path / FILE.name, replacing),
            (FILE.with_suffix("") / "family.yaml", folder / "family.yaml", family),
        ):
            text = path.read_text(encoding="utf-8")
            for old, new in pairs:
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
                text = text.replace(old, new)
            to.write_text(text, encoding="utf-8")
        return assess(tmp_path / FILE.name, rates)

    return changed


def check(assessment, key):
    return next(check for check in assessment.checks_but_reconciliation if check.key == key)


@pytest.mark.parametrize("row", worked_examples("north_yorkshire"), ids=lambda row: row["figure"])
def test_each_bound_is_the_one_that_the_document_states(cluster, row):
    role, of, end = row["figure"].split()
    names = {"technician": "ict-technician", "manager": "network-manager", "senior": "senior-network-manager"}
    level = cluster.scenario.job_family.level(names[role])
    bounds = level.manages if of == "people" else level.budget
    assert getattr(bounds, end) == float(row["expected"]), row["working"]


def test_the_roles_have_the_grades_of_the_document(cluster):
    levels = cluster.scenario.job_family.levels
    assert {level.title: level.grade for level in levels} == {
        "ICT Technician": "E",
        "Network Manager": "H",
        "Senior Network Manager": "K",
    }


def test_the_cluster_clears_with_its_posts_inside_their_levels(cluster):
    assert cluster.blocked_by == () and check(cluster, "family_bounds").outcome == "pass"


def test_a_level_is_told_once_and_costed_once(cluster):
    """What a level is, and what it costs: two technicians at 39 weeks are 36,617.08 (holiday_working.csv)."""
    held = {table.key: table for table in tables(cluster)}
    assert not {"Posts now", "Proposed"} & set(held["job_family"].frame)
    assert held["job_family"].money == ()
    technician = held["career_levels"].frame.to_dict("records")[-1]
    assert (technician["Level"], technician["Posts now"], technician["Proposed"]) == ("ICT Technician", 2, 2)
    assert technician["Total with on-costs"] == pytest.approx(36_617.08, abs=0.02)


@pytest.mark.parametrize("budget", [100000, 300000])
def test_a_budget_at_the_end_of_its_bounds_is_within_them(changed, budget):
    made = changed(("manages: 1, budget: 180000", f"manages: 1, budget: {budget}"))
    assert check(made, "family_bounds").outcome == "pass"


def test_a_post_outside_bounds_that_are_a_rule_blocks(changed):
    made = changed(
        ("manages: 2, budget: 60000", "manages: 2, budget: 120000"), family=[("bounds_are: guide", "bounds_are: rule")]
    )
    assert [check.key for check in made.blocked_by] == ["family_bounds"]


def test_a_changed_job_description_asks_for_evaluation(cluster, changed):
    assert check(cluster, "family_evaluation").outcome == "pass"
    made = changed(("manages: 2, budget: 60000", "manages: 2, budget: 60000, job_description_changed: true"))
    found = check(made, "family_evaluation")
    assert found.outcome == "disclosed" and "Network Manager (grade H)" in found.finding


@pytest.mark.parametrize("row", worked_examples("holiday_working"), ids=lambda row: row["weeks"])
def test_the_price_of_holiday_working_is_the_one_worked_by_hand(cluster, row):
    name = "full year" if row["weeks"] == "full" else f"{row['weeks']} weeks"
    found = {one.name: one.cost for one in cluster.variants.weeks}
    assert found[name] == pytest.approx(float(row["expected"]), abs=0.02), row["working"]


def test_the_weeks_of_the_proposal_cost_what_the_proposal_says(cluster):
    """Two technicians at 39 weeks: the table of weeks has the same figure as the proposal."""
    appointments = cluster.costed.establishment.proposed_throughout()
    column = cluster.costed.years.index(cluster.costed.year_of_change)
    own = cluster.costed.amounts("proposed", "top")[:, column]
    mine = sum(own[row] for row, one in enumerate(appointments) if one.post == "technician")
    assert next(one.cost for one in cluster.variants.weeks if one.weeks == 39) == pytest.approx(mine)


@pytest.mark.parametrize("name", BEARS)
def test_each_school_bears_its_pupils_share(cluster, name):
    in_year = [cost for cost in by_fund(cluster.costed, "top") if str(cost.year) == "2016/17"]
    whole = sum(cost.proposal for cost in in_year)
    own = next(cost.proposal for cost in in_year if cost.name.startswith(name))
    assert own == pytest.approx(BEARS[name] * whole)


def test_the_alternative_has_no_senior_manager_and_is_cheaper_by_that_post(cluster, rates):
    other = assess(WITHOUT, rates)
    year = cluster.costed.year_of_change
    saved = cluster.costed.amount("proposed", "top", year) - other.costed.amount("proposed", "top", year)
    appointments = cluster.costed.establishment.proposed_throughout()
    column = cluster.costed.years.index(year)
    own = cluster.costed.amounts("proposed", "top")[:, column]
    assert [one.post for one in appointments if one.post == "senior-manager"] == ["senior-manager"]
    assert saved == pytest.approx(sum(own[row] for row, one in enumerate(appointments) if one.post == "senior-manager"))
    assert not any(post.grade == "K" for post in other.scenario.proposed)


def test_recalled_grades_are_refused_unless_they_are_accepted(changed):
    with pytest.raises(InputFaults, match="grade K of North Yorkshire County Council is recalled"):
        changed(
            ("accept_recalled_grades:", "# accept_recalled_grades:"), ("    No table of the council", "    # No table")
        )


def test_every_page_says_that_the_grades_are_recalled(cluster):
    assert any("grades of North Yorkshire County Council are recalled" in said for said in headline(cluster))
    held = {table.key: table for table in tables(cluster)}
    assert "recalled" in set(held["rates_by_source"].frame["Status"])
    assert cluster.costed.status("proposed", "top", cluster.costed.year_of_change) >= RateStatus.RECALLED


def test_weeks_to_compare_fit_the_year_and_need_a_term_time_post(changed):
    with pytest.raises(InputFaults, match="weeks that fit the year"):
        changed(("compare: [38, 39, 41, full]", "compare: [38, 52]"))
    with pytest.raises(InputFaults, match="at least one proposed post that states its weeks"):
        changed(("number: 2, weeks: 39,", "number: 2,"))


def test_a_cost_has_one_default_way_of_being_shared(changed):
    with pytest.raises(InputFaults, match="either default_fund or shared_by"):
        changed(("  shared_by:\n", "  default_fund: Schools\n  shared_by:\n"))


def test_a_loaded_scenario_costed_again_gives_the_same_figures(cluster, rates):
    assert costed_again(load_scenario(FILE, rates), rates).digest == cluster.digest
