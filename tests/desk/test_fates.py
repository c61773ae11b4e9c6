"""What becomes of posts at the desk: fates and destinations chosen for many at once, undone as one, in the file."""

import pytest

from model.rates.tables import load_rates
from model.schema.load import load_scenario
from model.schema.sections.declared import Form, choices_of, declared
from model.schema.sections.fates import LEADS_NOWHERE, LEADS_ON
from model.schema.sections.posts import PresentPost, ProposedPost
from tests.desk.desk_alone import desk_in, do


@pytest.fixture
def desk(tmp_path):
    desk = desk_in(tmp_path)
    do(desk, "begin", "open", open=True)
    return desk


def matrix(desk, side="present"):
    return {row["id"]: row for row in desk.page.views["fates"][side]}


def test_every_fate_and_way_to_fill_a_post_says_what_it_means_and_whether_it_leads_to_a_post():
    for model, key in ((PresentPost, "fate"), (ProposedPost, "filled_by")):
        field = model.model_fields[key]
        assert declared(field, Form).meanings.keys() == choices_of(field).keys()
    assert {*LEADS_ON, *LEADS_NOWHERE} == choices_of(PresentPost.model_fields["fate"]).keys()


def test_the_matrix_says_where_each_post_goes_and_which_posts_each_proposed_one_comes_from(desk):
    """By the Barnet report: the senior officers go to the posts of senior officer, and so on."""
    to = {post["id"]: post["to"] for post in matrix(desk).values() if post["to"]}
    comes_from = {post["id"]: post["from"] for post in matrix(desk, "proposed").values()}
    titles = {post["id"]: post["title"] for post in matrix(desk).values()}
    assert to
    for present, goals in to.items():
        assert all(titles[present] in comes_from[goal] for goal in goals)
    assert not any("-" in word and word in titles for words in comes_from.values() for word in words.split(" and "))


def test_many_posts_are_deleted_at_once_and_what_they_led_to_has_no_source_until_one_undo(desk):
    before = desk.draft.data
    leading = [post["id"] for post in matrix(desk).values() if post["to"]]
    filled = {name for post in matrix(desk).values() for name in post["to"]}
    do(desk, "begin", "fate", posts=leading, fate="deleted", to=[])
    assert {post["fate"] for post in matrix(desk).values() if post["id"] in leading} == {"deleted"}
    assert not any("to" in post for post in desk.draft.posts("present"))
    ways = {post["id"]: post["filled_by"] for post in matrix(desk, "proposed").values()}
    assert {ways[name] for name in filled} == {"unresolved"}
    do(desk, "page", "undo")
    assert desk.draft.data == before


def test_posts_ring_fenced_for_one_post_fill_it_by_ring_fence_and_the_file_loads(desk):
    first, second = (post["id"] for post in desk.draft.posts("present")[:2])
    goal = desk.draft.posts("proposed")[0]["id"]
    do(desk, "begin", "fate", posts=[first, second], fate="ring-fenced", to=[goal])
    assert [matrix(desk)[name]["to"] for name in (first, second)] == [[goal], [goal]]
    assert matrix(desk, "proposed")[goal]["filled_by"] == "ring-fence"
    do(desk, "begin", "fate", posts=[first], fate="assimilated", to=[])
    assert matrix(desk)[first]["to"] == [goal], "another fate that leads on keeps the destination"
    assert matrix(desk, "proposed")[goal]["filled_by"] == "assimilation"
    do(desk, "begin", "filled", posts=[goal], filled_by="ring-fence")
    do(desk, "begin", "fate", posts=[first], fate="ring-fenced", to=[goal])
    ways = {post["id"] for post in desk.draft.posts("proposed") if post["filled_by"] == "unresolved"}
    do(desk, "begin", "filled", posts=[*ways], filled_by="open")
    do(desk, "save", "save", author="A. Officer (invented)")
    scenario = load_scenario(desk.draft.path, load_rates())
    assert [post.to for post in scenario.present[:2]] == [(goal,), (goal,)]


def test_a_post_without_a_destination_says_so_in_its_row(desk):
    first = desk.draft.posts("present")[0]["id"]
    do(desk, "begin", "fate", posts=[first], fate="open", to=[])
    do(desk, "begin", "fate", posts=[first], fate="assimilated", to=[])
    [fault] = matrix(desk)[first]["faults"]
    assert "a proposed post, since this post is assimilated" in fault


def test_posts_go_to_new_posts_like_them_which_report_to_each_other_as_they_did(desk):
    do(desk, "begin", "make", name="two.yaml", title="Two", authority="An invented council")
    for title, above in (("Manager", None), ("Engineer", "manager"), ("Trainer", "manager")):
        desk.draft.add_post("present", {"title": title, "grade": "20-22", "reports_to": above})
    do(desk, "begin", "open", open=True)
    assert desk.page.views["fates"]["unsettled"] == ["manager", "engineer", "trainer"]
    do(desk, "begin", "fate", posts=["manager", "engineer"], fate="unresolved", to=["a copy"])
    proposed = desk.draft.posts("proposed")
    assert [(post["title"], post.get("reports_to")) for post in proposed] == [
        ("Manager", None),
        ("Engineer", "manager-new"),
    ]
    assert desk.page.views["fates"]["unsettled"] == ["trainer"]
    do(desk, "page", "undo")
    assert desk.draft.posts("proposed") == []
