"""The establishment reconciles in posts and FTE; what has no source or no room blocks. Every post is invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.checks.establishment_checks import establishment_checks
from model.people.seating import Seating
from model.schema.sections.scenario import Scenario
from tests.conftest import faults_of, small


def check(scenario, key):
    return next(check for check in establishment_checks(Seating(scenario)) if check.key == key)


def posts(present, proposed, **more):
    """A scenario of these posts; each is given as its id, and what differs from one full-time post."""
    sides = {
        "present": [{"id": name, "title": name.title(), "grade": 24, **terms} for name, terms in present.items()],
        "proposed": [
            {"id": name, "title": name.title(), "grade": 24, "filled_by": "assimilation", **terms}
            for name, terms in proposed.items()
        ],
    }
    return Scenario.model_validate({**small(), **sides, **more}).with_fte_from_hours()


def to(name, fate="assimilated", **terms):
    return {"fate": fate, "to": name, **terms}


GONE, OPEN = {"fate": "deleted"}, {"filled_by": "open"}
RULES = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "Invented."},
    "protection": {"months": 0, "source": "Invented."},
}


def displaced(holder):
    return {"people": {**RULES, "ring_fence": [{"holder": holder, "to": "displaced"}]}}


# Each is worked by hand from the rule: present = retained + deleted; proposed = retained + created.
RECONCILED = {
    "kept, deleted and created": (
        posts({"a": to("b", number=3), "c": GONE}, {"b": {"number": 3}, "d": {**OPEN, "number": 2}}),
        "Posts: 4 present = 3 retained + 1 deleted; 5 proposed = 3 retained + 2 created. "
        "FTE: 4 present = 3 retained + 1 deleted; 5 proposed = 3 retained + 2 created.",
    ),
    "fewer hours are given up": (
        posts({"a": to("b")}, {"b": {"fte": 0.8}}),
        "Posts: 1 present = 1 retained; 1 proposed = 1 retained. "
        "FTE: 1 present = 0.8 retained + 0.2 of hours given up; 0.8 proposed = 0.8 retained.",
    ),
    "two part-time posts join in one": (
        posts({"a": to("b", fte=0.4), "c": to("b", fte=0.6)}, {"b": {}}),
        "Posts: 2 present = 1 retained + 1 joined to others; 1 proposed = 1 retained. "
        "FTE: 1 present = 1 retained; 1 proposed = 1 retained.",
    ),
    "more hours than the holder brings": (
        posts({"a": to("b", "ring-fenced", fte=0.6)}, {"b": {"filled_by": "ring-fence"}}),
        "Posts: 1 present = 1 retained; 1 proposed = 1 retained. FTE: 0.6 present = 0.6 retained; "
        "1 proposed = 0.6 retained + 0.4 created but not filled by present posts.",
    ),
    "one of the ring-fence is displaced": (
        posts(
            {"a": to("b", "ring-fenced", number=2, holders=[{"ref": "X", "point": 24}, {"ref": "Y", "point": 24}])},
            {"b": {"filled_by": "ring-fence", "number": 2}},
            **displaced("X"),
        ),
        "Posts: 2 present = 1 retained + 1 of displaced holders; "
        "2 proposed = 1 retained + 1 created but not filled by present posts. "
        "FTE: 2 present = 1 retained + 1 of displaced holders; "
        "2 proposed = 1 retained + 1 created but not filled by present posts.",
    ),
    "one has left before the change, one has joined": (
        posts(
            {"a": to("b", number=2, holders=[{"ref": "X", "to": "2024-04-30"}, {"ref": "Y", "from": "2024-05-20"}])},
            {"b": {"number": 2}},
        ),
        "Posts: 2 present = 2 retained; 2 proposed = 2 retained. FTE: 2 present = 2 retained; 2 proposed = 2 retained.",
    ),
    "one has no destination": (
        posts({"a": to("b"), "c": {"fate": "unresolved", "fte": 0.5}}, {"b": {}}),
        "Posts: 2 present = 1 retained + 1 unresolved; 1 proposed = 1 retained. "
        "FTE: 1.5 present = 1 retained + 0.5 unresolved; 1 proposed = 1 retained.",
    ),
}


@pytest.mark.parametrize(("scenario", "finding"), RECONCILED.values(), ids=RECONCILED.keys())
def test_the_establishment_reconciles_in_posts_and_in_fte(scenario, finding):
    found = check(scenario, "establishment")
    assert (found.outcome, found.finding) == ("pass", finding)


NUMBERS = st.integers(1, 4)
FTES = st.sampled_from([0.2, 0.4, 0.5, 0.75, 1.0])


@given(
    pairs=st.lists(st.tuples(NUMBERS, FTES, NUMBERS, FTES), min_size=1, max_size=4),
    gone=st.tuples(NUMBERS, FTES),
    new=st.tuples(NUMBERS, FTES),
)
def test_each_line_adds_up_whatever_the_posts(pairs, gone, new):
    present = {f"a{n}": to(f"b{n}", number=was, fte=fte) for n, (was, fte, _, _) in enumerate(pairs)}
    proposed = {f"b{n}": {"number": number, "fte": fte} for n, (_, _, number, fte) in enumerate(pairs)}
    present["gone"], proposed["new"] = dict(zip(("number", "fte"), gone, strict=True)) | GONE, dict(
        zip(("number", "fte"), new, strict=True)
    ) | OPEN  # fmt: skip
    scenario = posts(present, proposed)
    found = check(scenario, "establishment")
    if found.outcome == "fail":
        assert "there is room for" in found.finding
        return
    sums = re.findall(r"([\d.]+) (?:present|proposed) = (.*?)(?=; |\. |\.$)", found.finding)
    assert len(sums) == 4
    for whole, parts in sums:
        added = sum(float(re.match(r"[\d.]+", part).group()) for part in parts.split(" + "))
        assert added == pytest.approx(float(whole), abs=1e-4)
    wholes = [sum(terms.get("number", 1) for terms in side.values()) for side in (present, proposed)]
    assert [float(whole) for whole, _ in sums[:2]] == wholes


def test_a_post_with_no_source_is_listed_and_blocks(write_small, rates):
    found = assess(write_small({"fate": "deleted", "to": []}, {"filled_by": "unresolved"}), rates)
    assert "New (24) has no source" in next(check for check in found.blocked_by if check.key == "sources").finding


def test_an_unresolved_source_is_one_of_the_four(write_small, rates):
    [fault] = faults_of(write_small(proposed={"filled_by": "unresolvd"}), rates)
    assert (fault.nearest, "unresolved" in fault.expected) == ("unresolved", True)


@pytest.mark.parametrize("pool", [1, 2, 3])
def test_a_ring_fence_may_have_more_posts_than_its_pool_since_the_rest_are_then_open(pool):
    scenario = posts({"a": to("b", "ring-fenced", number=pool)}, {"b": {"filled_by": "ring-fence", "number": 2}})
    assert check(scenario, "sources").outcome == "pass"


def test_two_people_in_a_post_with_room_for_one_block_and_are_told_how_to_share():
    """0.8 + 0.8 = 1.6 FTE into 1: half each gives up 0.6 FTE, which of 37 hours a week is 22.2."""
    two = {"a": to("b", number=2, fte=0.8)}
    found = check(posts(two, {"b": {}}), "establishment")
    assert found.blocks
    assert found.finding.startswith(
        "2 people or vacancies have B (24) as their destination, but there is room for only 1. "
    )
    given_up = "They then give up 0.6 of their 1.6 FTE, which is 22.2 hours a week."
    assert f"state 2 posts of 0.5 FTE. {given_up}" in found.finding
    shared = check(posts(two, {"b": {"number": 2, "fte": 0.5}}), "establishment")
    assert shared.outcome == "pass" and "0.6 of hours given up" in shared.finding


def test_what_is_told_of_sharing_finds_room_for_all():
    """Four of 0.8 FTE into three posts: 3 / 4 = 0.75 each, giving up 4 × 0.05 = 0.2 FTE."""
    four = {"a": to("b", number=4, fte=0.8)}
    assert (
        "state 4 posts of 0.75 FTE. They then give up 0.2 of"
        in check(posts(four, {"b": {"number": 3}}), "establishment").finding
    )
    assert check(posts(four, {"b": {"number": 4, "fte": 0.75}}), "establishment").outcome == "pass"


def test_a_post_of_far_too_little_room_is_not_shared():
    found = check(posts({"a": to("b", number=5)}, {"b": {}}), "establishment")
    assert found.blocks and "share" not in found.finding and "who has no post" in found.finding


def test_many_posts_without_a_destination_are_told_in_one_sentence_that_names_some():
    lost = {f"officer-{n}": {"fate": "unresolved"} for n in range(200)}
    told = check(posts(lost, {"new": {"filled_by": "open"}}), "destinations")
    assert told.blocks and told.finding.startswith("200 lines of posts have no destination: Officer-0 (24); ")
    assert told.finding.count("say whether") == 1 and "and 195 more" in told.finding
