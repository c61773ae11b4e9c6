"""What a draft keeps from one edit to the next changes no figure and no fault: it says what it would if opened anew."""

import pytest

from model.desk.draft import Draft
from model.desk.figures import Figures
from model.rates.tables import load_rates
from tests.conftest import HOME, first_of

RATES = load_rates()
EDITS = {
    "barnet-schools-ict-actual.yaml": [
        (("proposed", 1, "grade"), "36-39"),
        (("people", "ring_fence", 0, "to"), "senior-officer"),
        (("people", "ring_fence", 1, "to"), "assistant-manager"),
        (("people", "ring_fence", 1, "to"), "displaced"),
        (("present", 5, "to"), "hardware-engineer"),
        (("present", 0, "holders", 0, "fte"), 0.5),
        (("present", 0, "holders", 0, "lgps_member"), False),
        (("present", 0, "holders"), None),
        (("present", 1, "number"), 0),
        (("present", 1, "number"), 3),
        (("proposed", 0, "number"), 2),
        (("proposed", 1, "title"), "Principal ICT Officer"),
        (("proposed", 0, "title"), "Principal ICT Officer"),
        (("dates", "implementation"), "2011-01-01"),
        (("proposed", 1, "filled_on"), "2011-02-01"),
        (("years", "last"), "2012/13"),
    ],
    "north-yorkshire-schools-ict.yaml": [
        (("pay", "full_time_hours"), 36),
        (("term_time", "leave_days"), 30),
        (("present", 0, "weeks"), 40),
        (("proposed", 0, "weeks"), 39),
        (("proposed", 0, "hours"), 20),
    ],
    "example-childrens-service.yaml": [
        (("present", 0, "held_vacant"), None),
        (("proposed", 1, "fte"), 0.8),
        (("proposed", 0, "number"), 3),
        (("proposed", 0, "allowances"), [{"name": "Standby", "amount": 600, "source": "Agreed locally"}]),
        (("pay", "full_time_hours"), 36),
    ],
}
"""Scenario to edits that touch what an appointment rests on: post, holders, hours, who moves where, dates, others."""


@pytest.mark.parametrize("name", first_of(EDITS))
def test_a_draft_that_was_edited_says_what_it_says_when_it_is_opened_anew(name):
    draft, sound = Draft.open(HOME / "scenarios" / name, RATES), 0
    steps = [lambda path=path, value=value: draft.edit(path, value) for path, value in EDITS[name]]
    steps += [
        lambda: draft.move_post("present", 0, 1),
        lambda: draft.copy_post("proposed", 0),
        lambda: draft.delete_post("present", 1),
    ]
    for step in steps:
        step()
        anew = Figures(RATES)
        anew.work_out(*draft.loaded.document(draft.data))
        assert draft.faults == anew.faults
        if draft.stale:
            draft.undo()
        else:
            assert draft.assessment.results == anew.assessment.results
            sound += 1
    assert sound > len(steps) // 2, "most of the edits leave a scenario without faults"
