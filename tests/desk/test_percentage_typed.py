"""A percentage typed on the desk without its sign."""

import pytest

from model.desk.draft import Draft
from tests.conftest import HOME


@pytest.mark.parametrize(
    ("typed", "written"), [("19.5", "19.5%"), ("19.5%", "19.5%"), ("100", "100%"), ("-2", "-2%"), ("0.195", 0.195)]
)
def test_a_percentage_may_be_typed_without_its_sign_where_nothing_else_can_be_meant(typed, written):
    """Of all pay a rate is at most 100 per cent, so a number above 1 is no share."""
    draft = Draft.open(HOME / "scenarios" / "barnet-schools-ict.yaml")
    draft.edit(("on_costs", "lgps", 0, "rate"), typed)
    assert draft.value(("on_costs", "lgps", 0, "rate")) == written


def test_one_as_a_percentage_is_asked_about():
    """It may be 1 per cent, or all of it."""
    draft = Draft.open(HOME / "scenarios" / "barnet-schools-ict.yaml")
    draft.edit(("on_costs", "lgps", 0, "rate"), "1")
    assert "24.8%" in str(draft.faults[0])
