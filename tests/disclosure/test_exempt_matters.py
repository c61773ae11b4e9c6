"""Exempt matter by matter: what makes a pack exempt, and whether the reasons are on record."""

from types import SimpleNamespace as Section

import pytest

from model.base.faults import InputFaults
from model.disclosure.public_input import (
    exempt_banner,
    exempt_file_mark,
    exempt_matters,
    record_check,
    record_missing,
)
from model.schema.load import load_scenario


def test_a_file_without_pages_carries_the_exempt_mark_in_its_name(held, barnet):
    assert (exempt_file_mark(held), exempt_file_mark(barnet.scenario)) == ("exempt_", "")


def test_a_record_is_whole_or_is_a_fault(write_small, rates):
    with pytest.raises(InputFaults, match="paragraphs, reason, reviewer and review_on together"):
        load_scenario(write_small(disclosure={"paragraphs": [1]}), rates)
    with pytest.raises(InputFaults, match="at most 7"):
        load_scenario(write_small(disclosure={"paragraphs": [12]}), rates)


def test_a_pack_with_people_says_on_whose_word_it_is_exempt(held):
    assert exempt_matters(held) == ("the people section", "post holders", "statements marked exempt")
    assert "(paragraphs 1 and 2 of Part 1 of Schedule 12A" in exempt_banner(held)
    assert "To be reviewed by 31 March 2013." in exempt_banner(held)
    assert record_check(held).outcome == "pass"


def test_a_pack_with_people_and_no_record_says_so(held):
    bare = held.model_copy(update={"disclosure": None})
    assert record_check(bare).outcome == "disclosed"
    assert not record_check(bare).blocks
    assert "No paragraph" in exempt_banner(bare)


def test_a_scenario_without_people_or_customers_by_name_is_not_exempt(barnet):
    assert exempt_matters(barnet.scenario) == ()
    assert exempt_banner(barnet.scenario) == ""


def test_a_record_without_a_public_interest_reason_is_disclosed_and_says_what_it_lacks(held):
    """Schedule 12A, paragraph 10: exempt only while the public interest in keeping it back is the greater."""
    record = held.disclosure.model_copy(update={"public_interest": None})
    without = held.model_copy(update={"disclosure": record})
    assert record_check(without).outcome == "disclosed"
    assert record_missing(without) == ("a public-interest reason (public_interest)",)
    assert "Public interest:" in exempt_banner(held) and "Public interest:" not in exempt_banner(without)


def test_a_pack_in_which_nothing_is_exempt_needs_no_record(barnet):
    assert record_missing(barnet.scenario) == ()


def test_the_record_says_whether_it_is_there_or_nothing_is_exempt(held, barnet):
    assert record_check(held).finding == "The reasons are on record."
    assert record_check(barnet.scenario).finding == "Nothing in the whole pack is exempt."


@pytest.mark.parametrize(("paragraphs", "said"), [((3,), "(paragraph 3 of"), ((1, 3), "(paragraphs 1 and 3 of")])
def test_one_paragraph_is_a_paragraph_and_two_are_paragraphs(held, paragraphs, said):
    record = held.disclosure.model_copy(update={"paragraphs": paragraphs})
    assert said in exempt_banner(held.model_copy(update={"disclosure": record}))


BARE = {"people": None, "present": (), "one_off": None, "budget": None, "customers": None, "decision": None,
        "assumptions": (), "notes": ()}  # fmt: skip

NAMED = Section(agreements=("a school",))

MATTERS = [
    ({}, ()),
    ({"people": Section()}, ("the people section",)),
    ({"present": (Section(holders=()), Section(holders=("A",)))}, ("post holders",)),
    ({"one_off": Section(leavers=("A",), redeployed=())}, ("leavers or redeployed people",)),
    ({"one_off": Section(leavers=(), redeployed=("A",))}, ("leavers or redeployed people",)),
    ({"one_off": Section(leavers=(), redeployed=())}, ()),
    ({"budget": Section(payroll=("A",))}, ("the payroll",)),
    ({"budget": Section(payroll=())}, ()),
    ({"customers": NAMED}, ("listed customers",)),
    ({"customers": Section(agreements=None)}, ()),
    ({"assumptions": (Section(exempt=True),)}, ("statements marked exempt",)),
    ({"notes": (Section(exempt=False), Section(exempt=True))}, ("statements marked exempt",)),
    ({"decision": Section(written=(Section(exempt=True),))}, ("statements marked exempt",)),
    ({"decision": Section(written=(Section(exempt=False),))}, ()),
]


@pytest.mark.parametrize(("sections", "matters"), MATTERS)
def test_each_matter_that_makes_a_pack_exempt_does_so_by_itself(sections, matters):
    """Leavers alone, the payroll alone, listed customers alone: the rest of the scenario has nothing of it."""
    assert exempt_matters(Section(**{**BARE, **sections})) == matters
