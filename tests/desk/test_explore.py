"""Explore without a browser: what is moved leaves the draft alone until it is put into it; what-ifs are kept."""

import json
import time

import pytest

from model.assessment.assess import assess
from model.base.money import pounds
from model.desk.opening import Desk
from model.desk.what_ifs import MOST
from tests.conftest import small
from tests.desk import desk_alone
from tests.desk.desk_alone import NAME, Sent, desk_in, tile

PENSION, TABLE = "Employer\u2019s pension rate", "Salaries of the pay table"
RATE = "on_costs.lgps.#1.rate"


@pytest.fixture
def desk(tmp_path):
    desk = desk_in(tmp_path)
    do(desk, "explore", "look", shown=True)
    return desk


def do(desk, panel, action, **given):
    """Do something at the page, and wait for what is then worked out apart."""
    desk_alone.do(desk, panel, action, **given)
    if action not in ("tornado", "stress", "seek", "stop"):
        finish(desk)


def edit(desk, row, key, value):
    desk_alone.edit(desk, row, key, value)
    finish(desk)


def figures(desk):
    """Label of a figure, to what it is in the draft, as moved, and the difference."""
    rows = [row for part in ("explore", "explored") for row in desk.page.views[part]["figures"].get("rows", ())]
    return {label: tuple(amounts) for label, *amounts in rows}


def driver(desk, label):
    return next(driver for driver in desk.page.views["explore"]["drivers"] if driver["label"] == label)


def said(desk):
    return desk.page.views["explored"]["said"]


def keep(desk, name, moves):
    do(desk, "explore", "keep", name=name, moves=moves)


def finish(desk):
    end = time.monotonic() + 60
    while desk.exploring.work.going or desk.exploring.latest.going:
        assert time.monotonic() < end, "not in time"
        time.sleep(0.005)
    desk.show_explored()


def test_a_point_of_the_pension_rate_by_hand(desk):
    """Pay at the top of each grade is 306,411 proposed and 299,580 present: a point of it is 3,064.11 and 68.31.

    Four months of the first year: 68.31 / 3 = 22.77. In cash the vacant post of 24,711 is left out: a point of 31,542
    over the two years and four months to March 2013 is 735.98. Shared by 102 schools the 3,064.11 are 30.04.
    """
    before = desk.draft.data
    do(desk, "explore", "move", key=PENSION, value="1")
    found = figures(desk)
    assert found["Proposed structure, full year"] == ("£404,298", "£407,362", "+£3,064")
    assert found["Budget effect, full year"] == ("+£9,147", "+£9,215", "+£68")
    assert found["Budget effect in the year"] == ("+£3,049", "+£3,072", "+£23")
    assert found["Cash effect, all years shown"][2] == "+£736"
    assert found["Charge, £ a year"][2] == "+£30.04"
    assert driver(desk, PENSION)["becomes"] == "25.8%"
    assert desk.draft.data is before and not desk.draft.can_undo
    assert tile(desk, "full_year") == "+£9,147"


TRADED = {
    "years": {"first": "2024/25", "last": "2025/26"},
    "on_costs": {"lgps": [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
    "customers": {"are": "schools", "count": 10, "price_step": 1, "source": "A test."},
    "trading": {
        "present_income": {"amount": 100_000, "source": "A test."},
        "attrition": {"a_year": "10%", "source": "A test."},
    },
}


def test_take_up_of_a_traded_service_by_hand(desk):
    """£100,000 a year, a tenth lost from the second year on: 100,000 + 90,000. Half of that lost: 100,000 + 95,000."""
    path = desk.folder / "traded.yaml"
    path.write_text(json.dumps(small(**TRADED)), encoding="utf-8")
    desk.open(path)
    do(desk, "explore", "move", key="Take-up by schools", value="5")
    assert driver(desk, "Take-up by schools")["becomes"] == "5% lost a year"
    assert figures(desk)["Income expected, all years shown"] == ("£190,000", "£195,000", "+£5,000")


def test_only_what_is_explored_is_sent_while_a_slider_moves(desk):
    desk.page.answered.clear()
    do(desk, "explore", "move", key=PENSION, value="0.5")
    assert set.union(*(parts for _, _, parts in desk.page.answered)) == {"explore", "explored"}
    desk.page.answered.clear()
    edit(desk, 0, "grade", "42-44")
    sent = set.union(*(parts for _, _, parts in desk.page.answered))
    assert {"tiles", "said", "results", "explore", "explored"} <= sent


def test_an_edit_whose_checks_wait_has_them_though_a_slider_moved_meanwhile(desk):
    desk.handle({"panel": "sheets", "action": "change", "asked": 7, "at": "present",
                 "changes": [{"row": 0, "id": None, "key": "grade", "value": "42-44"}]})  # fmt: skip
    desk.handle({"panel": "explore", "action": "move", "asked": 8, "key": PENSION, "value": "1"})
    desk.page.answered.clear()
    desk.handle({"panel": "page", "action": "checks", "asked": 7})
    assert "said" in desk.page.answered[0][2]


@pytest.mark.parametrize(
    ("label", "typed", "expected"),
    [
        (PENSION, "lots", "Found 'lots'; expected a number of percentage points, such as 1 or -1.5."),
        (PENSION, "-30", "Found -30; expected a number from -24.8 to 30. No rate is below 0%."),
        ("Start of the change", "1.5", "Found 1.5; expected a whole number from 0 to 27. The change starts no earlier "
         "than the decision of 18 November 2010, and within the years shown."),
    ],
)  # fmt: skip
def test_what_is_no_change_of_a_driver_says_what_is(desk, label, typed, expected):
    do(desk, "explore", "move", key=label, value=typed)
    assert (driver(desk, label)["fault"], driver(desk, label)["value"]) == (expected, typed)
    do(desk, "explore", "move", key=label, value="1")
    assert driver(desk, label)["fault"] == ""


def test_what_is_kept_is_laid_on_the_draft_as_one_step_and_says_what_differs(desk, rates):
    keep(desk, "", {PENSION: "1", "Start of the change": "1"})
    [kept] = desk.page.views["explored"]["kept"]
    assert kept["key"] == "Employer\u2019s pension rate: 25.8%; Start of the change: 1 January 2011"
    assert kept["differences"] == [
        "Dates: implementation 1 December 2010 becomes 1 January 2011",
        "On-costs, LGPS 1 April 2010: rate 24.8% becomes 25.8%",
        "On-costs, LGPS 1 April 2012: rate 24.8% becomes 25.8%",
    ]
    assert not desk.draft.changed and desk.exploring.moves == {}
    do(desk, "explore", "lay", name=kept["key"], reason="The 2013 valuation (invented)")
    whole = assess(desk.folder / NAME, rates, {"dates.implementation": "2011-01-01", RATE: "25.8%",
                                               "on_costs.lgps.#2.rate": "25.8%"})  # fmt: skip
    assert tile(desk, "part_year") == whole.quantities["in_year_effect"].printed
    assert desk.page.views["explored"]["kept"][0]["differences"] == ["Nothing differs from the draft."]
    assert desk.draft.reasons_missing == []
    do(desk, "page", "undo")
    assert not desk.draft.changed


def test_a_what_if_of_the_pay_table_says_what_was_moved_and_counts_the_points(desk):
    keep(desk, "Higher pay", {TABLE: "1"})
    moved, points = desk.page.views["explored"]["kept"][0]["differences"]
    assert moved == f"{TABLE}: 1% higher"
    assert points.startswith("Pay: own spine ") and points.endswith(" entries added")


def test_a_reason_that_the_draft_still_needs_is_asked_for_where_it_is_given(desk):
    do(desk, "assumptions", "edit", key="pay.full_time_hours", value="37")
    keep(desk, "Dearer", {PENSION: "1"})
    do(desk, "explore", "save", name="Dearer", file="dearer.yaml", author="A (invented)", reason="An example")
    assert said(desk) == (
        "\u26a0 Nothing was saved. First give, under Save and clear, the reason for this: "
        "Pay: full time hours 36 becomes 37."
    )


def test_the_draft_and_what_ifs_are_side_by_side_in_one_chart_and_one_table(desk):
    keep(desk, "Dearer pensions", {PENSION: "1"})
    keep(desk, "Higher pay", {TABLE: "1"})
    chart, table = desk.page.views["explored"]["blocks"]["kept"]
    amounts = ["The draft", "Dearer pensions", "Higher pay"]
    differences = [f"{name} less The draft" for name in amounts[1:]]
    assert [column["name"] for column in table["columns"]][3:] == [*amounts, *differences]
    full = next(row for row in table["rows"] if row[:2] == ["Full-year effect", "2010/11"])
    assert full[3:5] == ["+£9,147", "+£9,215"] and full[6] == "+£68"
    assert [row[0] for row in chart["table"]["rows"]] == amounts


@pytest.mark.long
def test_up_to_six_are_kept_each_by_a_name_of_its_own(desk):
    for number in range(MOST):
        keep(desk, "The same", {PENSION: str(number + 1)})
    assert [kept["key"] for kept in desk.page.views["explored"]["kept"]][:2] == ["The same", "The same (2)"]
    keep(desk, "One more", {PENSION: "0.5"})
    assert said(desk) == "\u26a0 6 what-ifs are kept already: remove one first." and len(desk.exploring.kept) == MOST
    do(desk, "explore", "remove", name="The same (2)")
    do(desk, "explore", "back")
    keep(desk, "", {})
    assert said(desk) == "\u26a0 Nothing is moved, so there is nothing to keep."


def test_a_what_if_is_saved_as_a_scenario_that_gives_the_same_figures_and_says_why(desk, rates):
    """The file that is open stays as it is; what there was of the draft is in the new one as well."""
    before = (desk.folder / NAME).read_bytes()
    edit(desk, 0, "grade", "42-44")
    keep(desk, "Dearer", {PENSION: "1", TABLE: "-0.5"})
    do(desk, "explore", "save", name="Dearer", file="dearer.yaml", author="A. Officer (invented)", reason="")
    assert (
        said(desk).startswith("\u26a0 Give a reason for this what-if.") and not (desk.folder / "dearer.yaml").exists()
    )
    do(desk, "explore", "save", name="Dearer", file="dearer.yaml", author="", reason="An example")
    assert "give your name" in said(desk)
    do(desk, "explore", "save", name="Dearer", file=NAME, author="A", reason="An example")
    assert "is already there. Choose another name." in said(desk)
    do(desk, "explore", "save", name="Dearer", file="dearer.yaml", author="A. Officer (invented)", reason="An example")
    assert said(desk) == "Saved as dearer.yaml."
    saved = assess(desk.folder / "dearer.yaml", rates)
    assert saved.scenario.title == f"{desk.draft.value(('title',))}: Dearer", "what it is called says which it is"
    chart, _ = desk.page.views["explored"]["blocks"]["kept"]
    assert chart["table"]["rows"][1][1] == pounds(saved.quantities["full_year_effect"].amount)
    [entry] = saved.scenario.history
    assert entry.author == "A. Officer (invented)" and "An example" in {change.reason for change in entry.changes}
    assert (desk.folder / NAME).read_bytes() == before and desk.draft.path.name == NAME and desk.draft.changed


def test_what_ifs_survive_as_the_draft_does(desk):
    keep(desk, "Dearer pensions", {PENSION: "1"})
    desk.keeper.now()
    again = Desk(desk.folder, desk.packs)
    again.page = Sent()
    again.open(desk.folder / NAME)
    again.handle({"panel": "page", "action": "ready", "asked": 1})
    [offer] = again.page.views["offer"]["offered"]
    assert offer["notes"] == ["What-ifs kept: Dearer pensions."] and offer["changes"] == []
    do(again, "offer", "take_up", key=offer["key"])
    assert again.exploring.kept == desk.exploring.kept and not again.draft.changed
    do(again, "explore", "remove", name="Dearer pensions")
    again.keeper.now()
    assert list((again.folder / ".drafts").glob("*.json")) == []


def test_a_what_if_that_no_kernel_had_yet_is_kept_again_from_the_browser(desk):
    event = {"panel": "explore", "action": "keep", "name": "Late", "moves": {PENSION: "1"}, "typed": 1, "asked": 3}
    left = [{"session": "a-page", "when": 0, "typed": [event | {"scenario": str(desk.folder / NAME)}]}]
    desk.handle({"panel": "page", "action": "ready", "asked": 4, "left": left})
    [offer] = desk.page.views["offer"]["offered"]
    assert offer["changes"] == ["What-if: Late"]
    do(desk, "offer", "take_up", key=offer["key"])
    assert [what_if.name for what_if in desk.exploring.kept] == ["Late"]


def test_a_change_that_can_not_be_says_why_and_is_not_kept(desk):
    """Nobody\u2019s post can be filled before the acting up in it ends."""
    desk.open(desk.folder / "fictional-council.yaml")
    do(desk, "explore", "move", key="Filling of vacancies", value="-1")
    assert "deputy-finance is filled" in desk.page.views["explore"]["cannot"]
    keep(desk, "", {})
    assert "deputy-finance is filled" in said(desk) and desk.exploring.kept == ()


def test_the_tornado_is_drawn_and_is_gone_when_the_draft_is_another(desk):
    do(desk, "explore", "tornado")
    finish(desk)
    [chart] = desk.page.views["explored"]["blocks"]["tornado"]
    assert chart["headline"].startswith("Point at which posts are costed: this moves the effect most")
    edit(desk, 0, "grade", "42-44")
    assert desk.page.views["explored"]["blocks"]["tornado"] == []


def test_slow_work_is_stopped_at_its_next_step(desk):
    do(desk, "explore", "stress")
    do(desk, "explore", "stop")
    finish(desk)
    assert desk.page.views["explored"]["work"] == "What breaks a test: stopped."
    assert desk.page.views["explored"]["blocks"]["stress"] == []


def sought(desk, label, target):
    do(desk, "explore", "seek", driver=label, measure="full_year", target=target)
    finish(desk)
    return desk.page.views["explored"]["sought"]


def test_goal_seek_gives_the_answer_and_moves_the_slider_there(desk):
    """A point of the pension rate is 68.31 by hand."""
    stated = desk.draft.assessment.quantities["full_year_effect"].amount
    found = sought(desk, PENSION, f"£{stated + 68.31:,.6f}")
    assert found["said"].endswith("Employer\u2019s pension rate: at 25.8% (+1 point) it is £9,215.")
    [place] = found["places"]
    do(desk, "explore", "move", key=found["driver"], value=place["value"])
    assert figures(desk)["Budget effect, full year"][1] == "+£9,215"


def test_where_there_is_no_answer_or_no_sum_it_says_so(desk):
    found = sought(desk, "Start of the change", "0")
    assert "No change of Start of the change makes it £0" in found["said"] and found["places"] == []
    sought(desk, PENSION, "a lot")
    assert said(desk) == "\u26a0 'a lot' is not an amount. Type one such as 14,270 or -5,000."


def test_with_faults_in_the_draft_the_last_one_without_any_is_moved(desk):
    edit(desk, 0, "grade", "42-4x")
    assert desk.page.views["explore"]["note"].startswith("The draft has faults.")
    do(desk, "explore", "move", key=PENSION, value="1")
    assert figures(desk)["Budget effect, full year"] == ("+£9,147", "+£9,215", "+£68")
