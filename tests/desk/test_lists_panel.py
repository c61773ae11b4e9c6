"""Awards, agreements, budget lines and other lists, each a sheet of its own at the desk."""

import pytest

from model.rates.tables import load_rates
from model.schema.load import load_scenario
from tests.desk.desk_alone import desk_in, do

AWARD = {"from": "1 April 2011", "percentage": "1.5%", "reason": "An assumption (invented)"}


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def listed(desk):
    return {at: (title, number) for at, title, number in desk.page.views["lists"]["lists"]}


def type_row(desk, at, cells):
    do(desk, "sheets", "open", at=at)
    number = len(desk.page.views["sheets"][at]["rows"])
    changes = [{"row": number, "id": None, "key": key, "value": text} for key, text in cells.items()]
    do(desk, "sheets", "change", at=at, changes=changes)


def headings(desk, at):
    do(desk, "sheets", "open", at=at)
    return {column["label"]: column for column in desk.page.views["sheets"][at]["columns"]}


def test_each_list_is_named_by_its_title_and_has_its_number_of_rows(desk):
    """Sections and lists are called as docs/reference.md has them."""
    do(desk, "picker", "open", path=str(desk.folder / "example-schools-it-service.yaml"))
    lists = listed(desk)
    assert lists["budget.lines"][0] == "Budget: Budget lines" and lists["pay.awards"][0] == "Pay: Pay awards"
    assert lists["customers.agreements"][0] == "Customers: Agreements"
    numbers = [number for _, number in lists.values()]
    assert "none" in numbers and "none" not in numbers[: numbers.index("none")]
    assert not {"present", "proposed", "present.holders", "history"} & lists.keys()


def test_a_list_in_entries_that_are_not_there_is_not_offered(desk):
    assert "prices.packages" not in listed(desk)
    do(desk, "picker", "open", path=str(desk.folder / "barnet-schools-ict-prices.yaml"))
    assert "prices.packages" in listed(desk)


def test_an_award_and_an_assumption_are_typed_where_there_was_none_undone_and_saved(desk):
    before = desk.draft.data
    type_row(desk, "pay.awards", AWARD)
    assert desk.draft.value(("pay", "awards", 0, "from")) == "2011-04-01"
    do(desk, "page", "undo")
    assert desk.draft.data == before
    do(desk, "page", "redo")
    assert listed(desk)["pay.awards"][1] == "1"
    assert "the scenario assumes it" in headings(desk, "pay.awards")["Standing"]["choices"]
    assert headings(desk, "budget.virements")["From"]["offered"] == []
    do(desk, "page", "undo")
    type_row(desk, "assumptions", {"text": "Prices rise by 2% (invented)", "reason": "An assumption (invented)"})
    do(desk, "save", "save", author="A. Officer (invented)")
    scenario = load_scenario(desk.draft.path, load_rates())
    assert scenario.assumptions[-1].text == "Prices rise by 2% (invented)"
