"""The public input: only what is named as public, people gone before costing, and figures no finer than the spine."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from model.assessment.assess import assess, assess_scenario
from model.base.faults import InputFaults
from model.checks.structure_checks import VACANT_MANAGERS
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_input import (
    PUBLIC_REASON,
    _public_part,
    public_input,
)
from model.report.charts.every import charts as every_chart
from model.report.tables import public as handed_out
from model.report.tables.every import tables
from model.report.tables.every import tables as every_table
from model.report.words import left_out, notices, verdict
from model.schema.load import load_scenario
from model.schema.sections.assumption import Assumption
from model.schema.sections.declared import is_public, sections_in
from model.schema.sections.people import Placement
from model.schema.sections.scenario import Costing, Scenario
from tests.conftest import HOME

SCENARIOS = sorted(path for path in (HOME / "scenarios").glob("*.yaml") if not path.stem.endswith(".control"))


def public_paths(model=Scenario):
    """Every field that the public may be told of, by its section: those that public fields alone lead to."""
    found = set()
    for name, field in model.model_fields.items():
        if is_public(field):
            found.add((model, name))
            found.update(*map(public_paths, sections_in(field)))
    return found


def test_what_is_public_is_what_was_looked_at():
    """``public_paths.txt`` is changed by hand, once it is decided that a field may be told."""
    looked_at = Path(__file__).with_name("public_paths.txt").read_text(encoding="utf-8").split()
    assert sorted(f"{model.__name__}.{name}" for model, name in public_paths()) == looked_at


def test_what_is_not_named_as_public_is_never_told():
    """A section that marks nothing has nothing public; where it can't be without a field, it is refused, not told."""
    with pytest.raises(LookupError, match=r"Placement\.holder is exempt"):
        _public_part(Placement(holder="A", to="b"))


def test_an_exempt_field_of_a_public_section_can_be_left_out():
    public = {model for model, _ in public_paths()}
    needed = [f"{model.__name__}.{name}" for model in public for name, field in model.model_fields.items()
              if not is_public(field) and field.is_required()]  # fmt: skip
    assert public and needed == []


def test_the_people_are_gone_before_anything_is_costed(held, rates):
    public = public_input(held)
    assert public.people is public.one_off is public.budget is public.trading is None
    assert not any(post.holders for post in public.present)
    assert [post.number for post in public.present] == [post.number for post in held.present]
    assert public_assessment(held, rates).costed.bases == (
        "bottom", "mean_of_points", "mean_of_ends", "top", "extended_top")  # fmt: skip


def test_a_headline_on_holders_points_becomes_one_on_the_top_of_each_grade(held, barnet):
    assert (public_input(held).costing.basis, public_input(held).costing.reason) == ("top", PUBLIC_REASON)
    of_means = barnet.scenario.costing.model_copy(update={"basis": "mean_of_ends"})
    own = barnet.scenario.model_copy(update={"costing": of_means})
    assert public_input(own).costing == of_means


def test_statements_marked_exempt_fall_away(held):
    said = [line.text for line in public_input(held).assumptions]
    assert len(said) == len(held.assumptions) - 2
    assert not any("A is appointed" in text or "every point held" in text for text in said)
    exempt = Assumption(text="J is about to leave.", reason="Told in confidence.", exempt=True)
    more = held.model_copy(update={"assumptions": (*held.assumptions, exempt)})
    assert public_input(more) == public_input(held)


def test_the_count_of_customers_stays_and_a_count_below_the_least_goes(held):
    few = held.model_copy(update={"customers": held.customers.model_copy(update={"count": 4})})
    assert public_input(held).customers.count == 102
    assert public_input(few).customers is None


def test_figures_are_in_steps_of_10_where_the_spine_is_not_published(held, rates):
    """Tops of about 395,150 and 404,300 and a change from 2,930 to 30,770 were worked out apart from this code."""
    public = public_assessment(held, rates)
    [by_basis] = [table.frame for table in handed_out.public_tables(public) if table.key == "cost_by_basis"]
    by_basis = by_basis.set_index("Costing basis")
    assert by_basis.loc["Top of grade", "Present"] == 395_150
    assert by_basis.loc["Top of grade", "Proposed"] == 404_300
    assert by_basis.loc["Extended top", "Change in a full year"] == 2_930
    assert by_basis.loc["Bottom of grade", "Change in a full year"] == pytest.approx(30_770, abs=10)
    changes = by_basis["Proposed"] - by_basis["Present"]
    assert (changes == by_basis["Change in a full year"]).all()  # what is shown adds up
    assert "in steps of £10" in " ".join(notices(public))
    for table in handed_out.public_tables(public):
        if table.key in (
            "key_figures",
            "cost_by_basis",
            "cost_by_year",
            "cost_by_element",
            "mtfs",
            "bridge",
            "envelope",
        ):
            figures = table.frame[list(table.money)].to_numpy().ravel()
            assert all(figure % 10 == 0 for figure in figures), table.key


def test_figures_are_to_the_pound_where_every_salary_is_published(write_small, rates):
    """NJC point 24 in 2024/25 is £34,314: National Joint Council pay agreement 2024-25, annex 1."""
    public = public_assessment(load_scenario(write_small(), rates), rates)
    year = public.costed.year_of_change
    assert public.costed.amount("do_nothing", "top", year, "basic_pay") == 34_314
    assert "in steps of" not in " ".join(notices(public))


def test_the_public_page_says_nothing_of_what_clears_the_whole_pack(held, rates):
    public = public_assessment(held, rates)
    assert "Cleared" not in verdict(public.checks, public=True)
    assert "The public figures leave out" in " ".join(left_out(public))


def test_where_the_decision_rests_on_holders_points_the_public_page_says_so_and_its_title_names_no_basis(held, rates):
    on_points = held.model_copy(update={"title": "A service (actual basis, invented holders)"})
    assert held.costing.basis == "actual"
    public = public_assessment(on_points, rates)
    assert public.scenario.title == "A service"
    assert sum("they are not the figures decided on" in notice for notice in notices(public)) == 1
    costing, title = Costing(basis="top", reason="A test."), "A service (as published)"
    on_top = on_points.model_copy(update={"costing": costing, "title": title})
    same = public_assessment(on_top, rates)
    assert same.scenario.title == "A service (as published)"
    assert not any("not the figures decided on" in notice for notice in notices(same))


def test_a_table_named_as_public_and_marked_as_exempt_is_handed_to_nobody(held, rates, monkeypatch):
    def as_exempt(assessment):
        return [replace(table, exempt=table.key == "mtfs") for table in tables(assessment)]

    monkeypatch.setattr(handed_out, "tables", as_exempt)
    with pytest.raises(handed_out.ExemptTable, match="mtfs"):
        handed_out.public_tables(public_assessment(held, rates))


def test_posts_are_counted_in_brackets_of_5000_from_50000_and_few_are_kept_back(write_small, rates):
    """NJC 2024/25: point 43 is £52,805 and point 40 £49,764, both published; six posts and three."""
    path = write_small({"grade": "41-43", "number": 6}, {"grade": "41-43", "number": 3})
    made = handed_out.salary_brackets(public_assessment(load_scenario(path, rates), rates))
    table = made.frame
    assert made.note.startswith("[c] is confidential: the number is kept back, because it is fewer than 5 posts")
    assert table["Top of grade, full-time"].tolist() == ["£50,000 to £54,999", "£50,000 and more"]
    assert table["Present posts"].tolist() == ["6", "6"]
    assert table["Proposed posts"].tolist() == ["[c]", "[c]"]
    below = write_small({"grade": 40}, {"grade": 40})
    none = handed_out.salary_brackets(public_assessment(load_scenario(below, rates), rates))
    assert none.frame["Present posts"].tolist() == ["0"]
    assert none.note.startswith("No post\u2019s grade reaches £50,000.") and "[c]" not in none.note


def test_brackets_begin_at_the_lowest_that_a_post_is_in(write_small, rates):
    """An invented spine of £56,000 and £67,500: nothing from £50,000 to £54,999 is listed, the gap between is."""
    spine = [
        {
            "spine": "invented", "point": str(point), "value": value, "status": "assumed", "source": "Invented",
            "effective_from": "2024-04-01", "effective_to": "2027-03-31",
        }
        for point, value in ((1, 56_000), (2, 67_500))
    ]  # fmt: skip
    path = write_small(
        {"grade": 1, "number": 6},
        {"grade": 2, "number": 6},
        pay={"spine": "invented", "area": "anywhere", "full_time_hours": 37, "own_spine": spine},
    )
    frame = handed_out.salary_brackets(public_assessment(load_scenario(path, rates), rates)).frame
    assert frame.iloc[:, 0].tolist() == [
        "£55,000 to £59,999", "£60,000 to £64,999", "£65,000 to £69,999", "£50,000 and more",
    ]  # fmt: skip
    assert frame["Present posts"].tolist() == ["6", "0", "0", "6"]


def test_only_the_senior_roles_that_are_named_have_a_line_of_their_own(write_small, rates):
    path = write_small({"grade": "41-43"}, disclosure={"senior_posts": ["old"]})
    public = public_assessment(load_scenario(path, rates), rates)
    row = handed_out.senior_roles(public).frame.to_dict("records")
    assert [(each["Post"], each["Top of grade"], each["Bracket"]) for each in row] == [
        ("Old", 52_805, "£50,000 to £54,999")
    ]


def test_a_senior_role_that_is_no_post_is_a_fault(write_small, rates):
    with pytest.raises(InputFaults, match="Did you mean old"):
        load_scenario(write_small(disclosure={"senior_posts": ["olde"]}), rates)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_public_input_of_every_scenario_can_be_costed_and_is_its_own_public_input(path, rates):
    public = public_input(load_scenario(path, rates))
    assert public_input(public) == public
    assert json.loads(assess_scenario(public, rates).results)


def test_no_room_is_exempt_in_a_ring_fence_alone_and_what_fails_is_not_said_to_be_handed_out(write_small, rates):
    for fate, filled_by, blocked in (
        ("ring-fenced", "ring-fence", []),
        ("assimilated", "assimilation", ["establishment"]),
    ):
        path = write_small({"number": 2, "fate": fate}, {"filled_by": filled_by})
        public = public_assessment(load_scenario(path, rates), rates)
        assert [check.key for check in public.blocked_by] == blocked
        assert ("may be handed out" in " ".join(notices(public))) is (not blocked)


REVIEWED = {
    "key_figures", "cost_by_basis", "cost_by_year", "cost_by_element", "mtfs", "bridge", "bridge_in_short", "posts",
    "present_posts", "rates_in_short",
    "proposed_posts", "envelope", "buy_back", "published_part_year", "assumptions", "rates_used", "rates_by_source",
    "salary_brackets", "senior_roles", "prices", "award_not_settled", "phases", "structure", "spans", "ring_fences",
    "pay_on_top",
}  # fmt: skip
"""Tables that somebody has looked at and found fit to be handed out. One that says it is public is added here."""


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_table_or_chart_becomes_public_by_accident(path, rates):
    assessment = assess(path, rates)
    assert {table.key for table in every_table(assessment) if table.public} <= REVIEWED
    charts = {chart.key for chart in every_chart(assessment) if chart.public}
    assert charts <= {"bridge", "envelope", "elements", "years", "income", "structure_present", "structure_proposed"}


def test_the_public_tables_name_no_holder(held, rates):
    made = handed_out.public_tables(public_assessment(held, rates))
    assert {table.key for table in made} <= REVIEWED
    assert "assimilation" not in {table.key for table in made}
    cells = {str(cell) for table in made for row in table.frame.itertuples(index=False) for cell in row}
    refs = {holder.ref for post in held.present for holder in post.holders}
    assert refs and not refs & cells


def test_public_checks_leave_out_the_bridge_and_who_is_in_a_post_and_nothing_else(held, rates):
    public = public_assessment(held, rates)
    whole = [check.key for check in public.unrounded.checks]
    assert "bridge" in whole
    assert [check.key for check in public.checks] == [key for key in whole if key not in ("bridge", VACANT_MANAGERS)]
