"""The next extract against a scenario that an officer has worked on: what was decided stays. All is invented."""

import json

from model.schema.extract.next_month import next_month
from model.schema.extract.opening import open_extract
from tests.conftest import small
from tests.desk.lists import write_csv

HEAD = ("Post number", "Job title", "Grade", "SCP", "FTE", "Reference")
PEOPLE = {
    "increments": "april",
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "A test."},
    "protection": {"months": 12, "source": "A test."},
    "ring_fence": [{"holder": "A", "to": "lead"}],
}


def test_what_was_decided_stays_and_a_new_post_is_unresolved(tmp_path, rates):
    """A leaves although the ring-fence names A; B keeps a move that was decided; the post P3 is new."""
    move = {"on": "2024-12-01", "point": 6, "reason": "A test."}
    present = [
        {"id": "post-p1", "title": "Clerk", "grade": "5-6", "post_number": "P1", "fate": "ring-fenced", "to": "lead",
         "note": "At risk", "holders": [{"ref": "A", "point": 5}]},
        {"id": "post-p2", "title": "Clerk", "grade": "5-6", "post_number": "P2", "fate": "deleted",
         "holders": [{"ref": "B", "point": 5, "moves": [move]}]},
    ]  # fmt: skip
    proposed = [{"id": "lead", "title": "Lead", "grade": "7-8", "filled_by": "ring-fence"}]
    sections = {"present": present, "proposed": proposed, "people": PEOPLE}
    path = tmp_path / "scenario.yaml"
    path.write_text(json.dumps({**small(costing={"basis": "actual"}), **sections}), encoding="utf-8")
    (tmp_path / "extract-columns.yaml").write_text(
        "references: stated\ncolumns: {Post number: post_number, Job title: title, Grade: grade, SCP: point, FTE: fte, "
        "Reference: holder}\n",
        encoding="utf-8",
    )
    people = [
        ("P1", "Clerk", "5-6", "", 1, "Vacant"),
        ("P2", "Clerk", "5-6", 5, 0.5, "B"),
        ("P3", "Cook", "3-4", 3, 1, "C"),
    ]
    rows = [HEAD, *people]
    before, after, lists = next_month(path, open_extract(write_csv(tmp_path / "next.csv", rows)), rates)
    assert [post.id for post in before.present] == ["post-p1", "post-p2"]
    at_risk, kept, new = after.present
    assert (at_risk.fate, at_risk.to, at_risk.note, at_risk.vacant) == ("ring-fenced", ("lead",), "At risk", True)
    assert (kept.fate, kept.fte, kept.holders[0].fte, kept.holders[0].moves[0].point) == ("deleted", 0.5, 0.5, 6)
    assert (new.title, new.fate) == ("Cook", "unresolved")
    assert "proposed" not in lists
