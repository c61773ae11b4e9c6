"""Reporting lines: layers, spans, managers' posts that nobody is in, and the limits that they are set against."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.disclosure.public_figures import public_assessment
from model.people.seating import Seating
from model.people.structure import reporting_lines
from model.report.page_one import headline
from model.report.tables.every import tables
from tests.checks.test_establishment import RULES, posts
from tests.conftest import faults_of, line_of, small

LIMITS = {"most_layers": 3, "least_span": 2, "most_span": 8, "source": "Council policy of May 2024 (invented)."}


def lines_of(text):
    """``head; 2 lead → head``: each post as its id, its number and the post that it reports to."""
    return {
        name: {"number": int(number or 1), **({"reports_to": above} if above else {})}
        for number, name, above in re.findall(r"(?:(\d+) )?([\w-]+)(?: → ([\w-]+))?(?:; |$)", text)
    }


def structure(text):
    """A scenario whose proposed posts have these lines, all of them filled openly."""
    proposed = {name: {"filled_by": "open", **terms} for name, terms in lines_of(text).items()}
    return posts({"old": {"fate": "deleted"}}, proposed)


def restructured(present, proposed, **more):
    """Sections of a file: each side as a text of lines; present posts are deleted, proposed ones filled openly."""
    made = small(**more)
    for side, text, terms in (("present", present, {"fate": "deleted"}), ("proposed", proposed, {"filled_by": "open"})):
        made[side] = [
            {"id": name, "title": name.title(), "grade": 24, **terms, **own} for name, own in lines_of(text).items()
        ]
    return made


BEFORE = "head; 2 lead → head; clerk → head; 8 officer → lead"
AFTER = "head-new; lead-new → head-new; 9 officer-new → lead-new; adviser-new"


@pytest.fixture
def assessed(write, rates):
    return lambda made: assess(write(made), rates)


def found(assessment, key):
    return next((check for check in assessment.checks if check.key == key), None)


def test_layers_and_spans_are_those_counted_by_hand():
    """Head: 2 leads and a clerk. Two leads share 8 officers."""
    lines = reporting_lines(Seating(structure(BEFORE)))["proposed"]
    assert [(manager.post.id, manager.layer, manager.reports, manager.span) for manager in lines.managers] == [
        ("head", 1, 3, 3),
        ("lead", 2, 8, 4),
    ]
    assert (lines.layers, lines.managing, lines.average_span) == (3, 3, pytest.approx(11 / 3))


def test_a_structure_that_states_no_line_has_none(barnet):
    assert barnet.reporting_lines == {}
    assert not any(table.key in ("structure", "spans") for table in tables(barnet))
    assert found(barnet, "vacant_managers") is None


def test_a_broken_limit_is_disclosed_and_as_a_rule_it_blocks(assessed):
    for force, outcome, blocks in (("guide", "disclosed", False), ("rule", "fail", True)):
        made = assessed(restructured(BEFORE, AFTER, structure_limits={**LIMITS, "most_layers": 2, "limits_are": force}))
        check = found(made, "structure_limits")
        assert (check.outcome, check.blocks) == (outcome, blocks)
        assert check.finding == (
            "The proposed structure has 3 layers; the limit is 2 (Council policy of May 2024 (invented)). "
            "Head-New has a span of 1, below 2 (Council policy of May 2024 (invented)). "
            "Lead-New has a span of 9, above 8 (Council policy of May 2024 (invented))."
        )


def test_a_structure_within_its_limits_passes(assessed):
    made = assessed(restructured(BEFORE, "a; 2 b → a; 8 c → b", structure_limits=LIMITS))
    assert found(made, "structure_limits").outcome == "pass"
    only_layers = assessed(restructured(BEFORE, AFTER, structure_limits={"most_layers": 3, "source": "Invented."}))
    assert found(only_layers, "structure_limits").outcome == "pass"


def test_a_post_without_a_line_is_named_and_counted_nowhere(assessed):
    made = assessed(restructured(BEFORE, AFTER))
    assert "Adviser-New" in found(made, "reporting_lines").finding
    assert made.reporting_lines["proposed"].layers == 3


def test_the_report_shows_both_structures_beside_the_limits(assessed):
    made = assessed(restructured(BEFORE, AFTER, structure_limits=LIMITS))
    by_key = {table.key: [[text for _, text in row] for row in table.page_rows()] for table in tables(made)}
    assert by_key["structure"] == [
        ["Layers", "3", "3", "at most 3"],
        ["Posts to which others report", "3", "2", ""],
        ["Average span", "3.7", "5.0", ""],
        ["Narrowest span", "3 (Head)", "1 (Head-New)", "at least 2"],
        ["Widest span", "4 (Lead)", "9 (Lead-New)", "at most 8"],
        ["Managers\u2019 posts with nobody in them", "0", "2", ""],
    ]
    assert by_key["spans"][2:] == [
        ["Proposed", "Head-New", "1", "1", "1", "1", "1", "below 2"],
        ["Proposed", "Lead-New", "1", "2", "9", "9", "1", "above 8"],
    ]
    proposed = next(table.frame for table in tables(made) if table.key == "proposed_posts")
    assert list(proposed["Reports to"]) == ["\u2013", "Head-New", "Lead-New", "\u2013"]
    assert (
        "The structure still has 3 layers of posts, and the average span of a manager (the posts that report to the "
        "manager directly) goes from 3.7 to 5.0 posts."
    ) in headline(made)


HOLDERS = [{"ref": "A", "point": 24}, {"ref": "B", "point": 24, "fte": 0.4}]
VACANT = {
    "nobody named and not vacant": ({}, 0, 0),
    "vacant": ({"vacant": True}, 2, 2),
    "one full-time and one part-time holder": ({"holders": HOLDERS}, 0, 0),
    "one holder of two posts": ({"holders": HOLDERS[:1]}, 1, 1),
    "two part-time holders of one post and a vacancy": (
        {"holders": [{"ref": "A", "point": 24, "fte": 0.5}, {"ref": "B", "point": 24, "fte": 0.5}]}, 1, 1),
}  # fmt: skip


@pytest.mark.parametrize(("terms", "now", "afterwards"), VACANT.values(), ids=VACANT.keys())
def test_a_managers_post_is_vacant_where_nobody_is_in_it(terms, now, afterwards):
    """Two leads who are slotted into two."""
    present = {
        "lead": {"fate": "assimilated", "to": "new", "number": 2, **terms},
        "o": {"fate": "deleted", "reports_to": "lead"},
    }
    proposed = {"new": {"number": 2}, "p": {"filled_by": "open", "reports_to": "new"}}
    lines = reporting_lines(Seating(posts(present, proposed)))
    assert (lines["present"].vacant, lines["proposed"].vacant) == (now, afterwards)


def test_the_post_of_a_displaced_manager_is_vacant_in_the_exempt_report_alone(assessed, rates):
    made = small({"id": "a", "fate": "ring-fenced", "to": "b", "holders": [{"ref": "X", "point": 24}]},
                 {"id": "b", "title": "Team Leader", "filled_by": "ring-fence"},
                 people={**RULES, "ring_fence": [{"holder": "X", "to": "displaced"}]})  # fmt: skip
    made["proposed"].append({"id": "c", "title": "C", "grade": 24, "number": 3, "filled_by": "open", "reports_to": "b"})
    assessment = assessed(made)
    assert found(assessment, "vacant_managers").finding == (
        "Nobody moves into the post of Team Leader, to which 3 posts report."
    )
    public = public_assessment(assessment.scenario, rates)
    assert found(public, "vacant_managers") is None
    for table in tables(public):
        if table.key in ("structure", "spans"):
            assert "nobody" not in table.frame.to_string()


FAULTS = {
    "a post that is not there": ("head; lead → haed", 2, "the id of a proposed post. Did you mean head?"),
    "a post of the other side": ("head; lead → old", 2, "the id of a proposed post"),
    "itself": ("head → head", 1, "in a circle: head reports to head"),
    "a circle": ("top; a → c; b → a; c → b", 2, "in a circle: a reports to c, and c reports to b, and b reports to a"),
}


@pytest.mark.parametrize(("lines", "row", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_line_that_cannot_be_is_a_fault_with_its_place(tmp_path, rates, lines, row, expected):
    made = restructured("old", lines)
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps(made, indent=1), encoding="utf-8")
    [fault] = faults_of(path, rates)
    assert expected in str(fault)
    assert fault.path == ("proposed", row - 1, "reports_to")
    text = path.read_text(encoding="utf-8")
    assert fault.line >= line_of(text, f'"{made["proposed"][row - 1]["title"]}"')


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (LIMITS, "since the limits are about who reports to whom"),
        ({"source": "Invented."}, "at least one limit"),
        ({**LIMITS, "least_span": 9}, "a least_span that is not more than the most_span"),
    ],
)
def test_limits_that_limit_nothing_are_a_fault(write, rates, limits, expected):
    told = faults_of(write(restructured("old", "new", structure_limits=limits)), rates)
    assert any(expected in str(fault) for fault in told)


@given(above=st.lists(st.integers(-1, 20), min_size=2, max_size=12), numbers=st.lists(st.integers(1, 5), min_size=12))
def test_every_post_below_another_is_in_one_span(above, numbers):
    """Each post reports to an earlier one or to none, so that no circle can be."""
    text = "; ".join(
        f"{number} p{n}{f' → p{boss % n}' if boss >= 0 and n else ''}"
        for n, (boss, number) in enumerate(zip(above, numbers, strict=False))
    )
    scenario = structure(text)
    lines = reporting_lines(Seating(scenario)).get("proposed")
    below = sum(post.number for post in scenario.proposed if post.reports_to)
    if lines is None:
        assert below == 0
        return
    assert sum(manager.reports for manager in lines.managers) == below
    assert {manager.layer for manager in lines.managers} == set(range(1, lines.layers))


def test_of_many_posts_without_a_line_the_first_are_named(assessed):
    loose = "; ".join(f"loose-{n}" for n in range(8))
    made = assessed(restructured("old", f"head; lead → head; {loose}"))
    assert found(made, "reporting_lines").finding == (
        "No reporting line is stated for Loose-0, Loose-1, Loose-2, Loose-3, Loose-4 and 3 others, so they are "
        "counted in "
        "no layer and no span."
    )
