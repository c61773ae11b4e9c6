"""The interface for analysts: frames say in pounds what the costing says, and a change leaves the first case alone."""

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import model as wcw
from tests.conftest import EACH_SCENARIO, HOME, RESOLVED

A_MONTH = {"basic_pay": 2_859.50, "employer_ni": 290.007, "employer_lgps": 571.90, "apprenticeship_levy": 14.2975}
"""SCP 24 in 2024/25, £34,314 ÷ 12; NI 13.8% above £758; pension 20%; levy 0.5%: £3,735.7045 together."""
SCHOOL = {
    "reference": "S1", "phase": "primary", "pupils": 200, "kind": "maintained", "packages": "support",
    "first_day": "2024-04-01", "last_day": "2025-03-31", "agreement_year": "April", "renews": "100%",
}  # fmt: skip


@pytest.fixture
def case(write_small):
    """One post at SCP 24 that stays, and one school that buys support at £600 a year."""
    packages = [{"id": "support", "title": "Support", "flat": 600}]
    prices = [{"from": "2024-04-01", "source": "A test.", "packages": packages}]
    customers = {"source": "A test.", "agreements": [SCHOOL]}
    return wcw.load(write_small(prices=prices, customers=customers))


def test_a_month_of_a_post_is_its_elements_in_pounds(case):
    months = case.monthly()
    assert len(months) == 12
    for element, amount in A_MONTH.items():
        assert months[element].tolist() == pytest.approx([amount] * 12)
    assert months["total"].sum() == pytest.approx(12 * 3_735.7045)
    assert months["month"].iloc[0] == pd.Timestamp("2024-04-01")


def test_a_post_costs_its_months(case):
    posts = case.posts().set_index("structure")
    assert posts["cost"].to_dict() == pytest.approx({"present": 44_828.454, "proposed": 44_828.454})
    assert (posts.loc["present", "lowest"], posts.loc["present", "to"]) == (24, "new")


def test_a_change_of_grade_is_the_difference_of_the_two_points(case):
    """NJC 2024/25: SCP 25 £35,235, SCP 24 £34,314; £921 of basic pay in a full year."""
    other = case.with_changes({"proposed.new.grade": "25"})
    compared = wcw.compare(case, other).set_index(["structure", "element"])["difference"]
    assert compared["full_year_effect", "basic_pay"] == 921
    assert other.changes == ("New: grade 24 becomes 25",) and case.changes == ()
    assert case.posts()["cost"].tolist() == pytest.approx([44_828.454] * 2)


def test_many_cases_are_compared_with_the_one_chosen(case):
    """NJC 2024/25: SCP 25 is £921 a year more than SCP 24, and SCP 26 (£36,124) £889 more than SCP 25."""
    others = [case.with_changes({"proposed.new.grade": grade}) for grade in ("25", "26")]
    frame = wcw.compare(case, *others, baseline=others[0]).set_index(["structure", "element"])
    basic = frame.loc[("full_year_effect", "basic_pay")]
    assert [*frame.columns[1:]] == ["first", "second", "third", "first less second", "third less second"]
    assert (basic["first less second"], basic["third less second"]) == (-921, 889)
    with pytest.raises(ValueError, match="found 1; expected two to 10 cases, the baseline among them"):
        wcw.compare(case)
    with pytest.raises(ValueError, match="the baseline among them"):
        wcw.compare(case, others[0], baseline=others[1])


def test_income_and_prices_are_in_pounds(case):
    assert case.customers()["income 2024/25"].tolist() == [600]
    assert case.prices().query("package == 'support'")["amount"].tolist() == [600]


def test_a_fund_bears_what_its_posts_cost(case):
    [fund] = case.by_fund().to_dict("records")
    assert (fund["fund"], fund["do_nothing"]) == ("(not stated)", pytest.approx(44_828.454))


def test_frames_and_results_say_the_same(barnet):
    case = wcw.load(HOME / "scenarios" / "barnet-schools-ict.yaml")
    results = case.results().query("basis == 'top'").set_index(["structure", "year", "element"])["amount"]
    by_year = case.by_year().set_index(["structure", "year", "element"])["amount"]
    shared = by_year.index.intersection(results.index)
    assert len(shared) > 50
    assert by_year[shared].round(2).to_dict() == pytest.approx(results[shared].to_dict(), abs=0.006)
    assert case.why()["change"].sum() == pytest.approx(by_year["full_year_effect", "2010/11", "total"])
    assert case.drivers()["change"].sum() == pytest.approx(by_year["part_year_effect", "2010/11", "total"])


def test_what_is_held_vacant_has_its_own_days_and_its_cover(write_small):
    """H1 leaves on 15 November; agency cover at £3,000 a month to 31 January; then the post is filled again."""
    held = {"from": "2024-11-16", "to": "2025-01-31", "cover_a_month": 3000, "reason": "A test."}
    leaver = {"ref": "H1", "to": "2024-11-15", "ended": "resignation"}
    case = wcw.load(write_small({"holders": [leaver], "held_vacant": [held]}, change="2025-03-31"))
    rows = case.appointments("do_nothing")
    days = {name: rows[name].dt.strftime("%Y-%m-%d").tolist() for name in ("first_day", "last_day")}
    assert days == {
        "first_day": ["2024-04-01", "2024-11-16", "2025-02-01"],
        "last_day": ["2024-11-15", "2025-01-31", "2025-03-31"],
    }
    assert rows["vacant"].tolist() == [False, True, True]
    assert rows["held_vacant"].tolist() == [False, True, False]
    assert rows["cover_a_month"].tolist() == [0, 3000, 0]
    assert rows["covered_from"].dropna().tolist() == [pd.Timestamp("2024-11-16")]
    assert rows["covered_to"].dropna().tolist() == [pd.Timestamp("2025-01-31")]


def test_a_post_that_is_filled_late_has_its_cover_before_its_first_day(write_small):
    filled = {"filled_by": "open", "filled_on": "2024-12-02", "cover_a_month": 2500}
    case = wcw.load(write_small({"fate": "deleted", "to": []}, filled, change="2024-10-01"))
    [row] = case.appointments("proposal").query("structure == 'proposed'").to_dict("records")
    assert (row["first_day"], row["held_vacant"]) == (pd.Timestamp("2024-12-02"), False)
    assert (row["covered_from"], row["covered_to"]) == (pd.Timestamp("2024-10-01"), pd.Timestamp("2024-12-01"))


def test_each_chart_is_a_plotly_figure_with_its_message(case):
    charts = case.charts()
    assert charts and all(figure.layout.title.text for figure in charts.values())


def test_a_case_shows_itself_in_a_line_and_in_a_table(case):
    assert "Present structure £44,828; Proposed structure £44,828" in repr(case)
    assert "£ a year, full year at 2024/25 rates, top of grade" in case._repr_html_()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            lambda case: case.monthly("actual"),
            "'actual' is not a costing basis of this scenario, which has: bottom, mean_of_points",
        ),
        (
            lambda case: case.appointments("now"),
            "'now' is not a timeline of this scenario, which has: do_nothing, proposal, proposed",
        ),
    ],
)
def test_a_name_that_it_does_not_have_is_answered_with_those_it_has(case, asked, expected):
    with pytest.raises(ValueError, match=expected):
        asked(case)


def test_a_faulty_change_says_what_was_expected(case):
    with pytest.raises(wcw.InputFaults, match="Did you mean grade"):
        case.with_changes({"proposed.new.grdae": "25"})


@pytest.mark.parametrize("scenario", EACH_SCENARIO)
def test_every_frame_of_every_scenario_can_be_made(scenario):
    case = wcw.load(scenario)
    names = ("posts", "appointments", "monthly", "by_year", "by_fund", "drivers", "why", "customers", "prices", "rates")
    frames = {name: getattr(case, name)() for name in (*names, "results", "checks")}
    assert all(len(frame.columns) > 2 for frame in frames.values())
    assert not case.results().duplicated(["structure", "basis", "year", "element"]).any()


@pytest.mark.long
def test_the_notebook_for_analysts_runs(monkeypatch):
    """Each of its ten things gives an answer."""
    monkeypatch.setenv("PYTHONPATH", str(HOME))
    path = HOME / "notebooks" / "analysis.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert [cell.id for cell in notebook.cells if cell.cell_type == "code" and not cell.outputs] == []


def test_a_sweep_is_a_frame_whose_rows_open_as_cases():
    """£9,147 and £8,819 are what the scenario and the same with a rate of 20 per cent say by themselves."""
    base = wcw.load(RESOLVED)
    place = "on_costs.lgps.#1.rate"
    swept = wcw.sweep(base, {place: ["20%", "24.8%", "x"]}, ["full_year", "in_year[2011/12]"], workers=1)
    frame = swept.frame()
    assert list(frame[place]) == ["20%", "24.8%", "x"]
    alone = base.with_changes({place: "20%"}).assessment.quantities["full_year_effect"].amount
    assert frame["full_year"][0] == pytest.approx(alone, abs=0.005)
    assert list(frame["faults"]) == [0, 0, 1]
    assert repr(swept) == "<A sweep of 3 rows: 1 at fault>"
    assert swept.case(1).assessment.quantities["full_year_effect"].amount == alone
    assert wcw.compare(swept.case(2), swept.case(1))["difference"].abs().max() > 100
    assert len(swept.chart().data[0]["x"]) == 2


def test_a_sweep_of_a_changed_case_makes_its_changes_first():
    changed = wcw.load(RESOLVED, {"on_costs.lgps.#1.rate": "22%"}).with_changes({"on_costs.lgps.#1.rate": "20%"})
    [amount] = wcw.sweep(changed, {"title": ["Again"]}, ["full_year"]).frame()["full_year"]
    assert amount == pytest.approx(changed.assessment.quantities["full_year_effect"].amount, abs=0.005)
