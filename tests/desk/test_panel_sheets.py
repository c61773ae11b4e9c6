"""What is typed in the cells of a sheet of posts, without a browser."""

import pytest

from tests.desk.desk_alone import desk_in, do, edit


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def cell(desk, row, label, at="present"):
    """The text of a cell, by the heading of its column."""
    sheet = desk.page.views["sheets"][at]
    key = next(column["key"] for column in sheet["columns"] if column["label"] == label)
    return sheet["rows"][row]["cells"].get(key, "")


def test_a_cell_emptied_takes_the_key_away_and_undo_brings_it_back(desk):
    edit(desk, 2, "number", "")
    assert "number" not in desk.draft.value(("present", 2))
    do(desk, "page", "undo")
    assert cell(desk, 2, "Number of posts") == "2"


@pytest.mark.parametrize(
    "typed, written",
    [
        ("General Fund", [{"fund": "General Fund", "share": "100%"}]),
        ("General Fund 60%; Grant 40%", [{"fund": "General Fund", "share": "60%"}, {"fund": "Grant", "share": "40%"}]),
        ("", None),
    ],
)
def test_funds_are_typed_in_one_cell(desk, typed, written):
    edit(desk, 0, "funds", typed)
    assert desk.draft.value(("present", 0, "funds")) == written
    assert desk.draft.faults == ()


def test_a_holders_point_is_typed_in_one_cell(desk):
    edit(desk, 0, "holders", "43")
    assert desk.draft.value(("present", 0, "holders", 0, "point")) == 43
    assert cell(desk, 0, "Holder's point") == "43"


def test_a_held_post_deleted_shows_the_check_that_blocks_though_no_one_off_cost_is_stated(desk):
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-actual.yaml"))
    row = next(n for n, post in enumerate(desk.draft.posts("present")) if post.get("holders"))
    edit(desk, row, "to", "")
    edit(desk, row, "fate", "deleted")
    assert any("is neither under leavers" in line for line in desk.page.views["checks"]["failing"])


def test_a_destination_is_typed_by_title_and_leaving_clears_it(desk):
    edit(desk, 3, "to", "ict hardware engineer")
    assert desk.draft.value(("present", 3, "to")) == "hardware-engineer"
    edit(desk, 0, "to", "ICT Senior Officer; senior-engineer")
    assert desk.draft.value(("present", 0, "to")) == ["senior-officer", "senior-engineer"]
    edit(desk, 2, "fate", "deleted")
    assert desk.draft.value(("present", 2, "to")) is None and not desk.draft.faults_at.get(("present", 2, "to"))
    edit(desk, 2, "fate", "Assimilated")
    edit(desk, 2, "to", "Some Other Post")
    [fault] = desk.draft.faults_at["present", 2, "to"]
    assert fault.found == "'Some Other Post'"


def test_dates_are_typed_as_people_write_them(desk):
    for typed in ("01/01/2011", "1 January 2011", "1 Jan 2011", "2011-01-01"):
        edit(desk, 0, "from", typed, side="proposed")
        assert desk.draft.faults == () and desk.draft.assessment.scenario.proposed[0].from_.isoformat() == "2011-01-01"
    edit(desk, 0, "from", "01/31/2011", side="proposed")
    assert desk.draft.stale


def test_an_fte_is_typed_as_a_percentage_too(desk):
    edit(desk, 0, "fte", "60%")
    assert desk.draft.value(("present", 0, "fte")) == 0.6 and not desk.draft.stale
    edit(desk, 0, "fte", "160%")
    assert desk.draft.stale


def test_where_a_post_goes_is_told_by_title(desk):
    assert desk.draft.value(("present", 0, "to")) == ["assistant-manager", "senior-officer"]
    assert cell(desk, 0, "Goes to") == "ICT Assistant Manager; ICT Senior Officer"
    edit(desk, 0, "to", "nowhere")
    assert cell(desk, 0, "Goes to") == "nowhere"
    edit(desk, 2, "title", "ICT Senior Officer", side="proposed")  # two posts have that title now
    assert cell(desk, 1, "Goes to") == "ICT Assistant Manager; senior-officer"
