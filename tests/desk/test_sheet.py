"""A list of the scenario as a sheet, without a browser: which columns it has, and what is written where one types."""

import pytest

from model.desk import cells as in_cells
from model.desk.cells import places_of
from model.desk.columns import columns_of
from model.desk.draft import Draft
from model.desk.sheet import Sheet
from model.desk.sheet_view import SheetView, only_changes
from model.rates.tables import load_rates
from model.report.gallery import scenario_files
from model.schema.changes.values import value_at
from model.schema.reading.form_words import in_form_words
from tests.conftest import HOME
from tests.desk.desk_alone import desk_in, edit

RATES = load_rates()
LISTS = ("present", "proposed", "present.holders", "pay.awards", "budget.lines", "budget.virements", "assumptions")
SCENARIOS = scenario_files(HOME / "scenarios")
ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"


@pytest.fixture
def draft():
    return Draft.open(ACTUAL, RATES)


def typed(draft, at, *cells):
    """Type in cells, each given as row, key and text, as one gesture."""
    changes = [{"row": row, "id": None, "key": key, "value": text} for row, key, text in cells]
    after, lost = Sheet(at).change(draft.data, changes)
    assert lost == []
    draft.go_to(after)


def cells(draft, at, row):
    return SheetView(Sheet(at)).view(draft)["rows"][row]["cells"]


@pytest.mark.parametrize(
    "at, keys, hidden",
    [
        ("present", {"title", "grade", "fate", "to", "phase", "reports_to", "funds", "holders", "id"}, {"allowances"}),
        ("proposed", {"filled_by", "from", "filled_on", "phase", "reports_to"}, {"appointed_below"}),
        ("present.holders", {"ref", "fte", "point", "lgps_member", "parent"}, {"born", "service_from", "moves"}),
        ("customers.agreements", {"reference", "phase", "pupils", "packages", "first_day", "renews"}, set()),
        ("pay.awards", {"from", "to", "percent", "flat", "standing", "reason"}, {"by_point"}),
        ("budget.lines", {"line", "amount", "covers", "fund"}, set()),
    ],
)
def test_a_column_is_a_declared_field_that_fits_one_cell_and_tells_nothing_of_a_life(at, keys, hidden):
    columns = {column.key for column in Sheet(at).columns}
    assert keys <= columns and not hidden & columns


def test_the_name_of_a_row_comes_first_and_its_short_name_last():
    assert [columns_of("present")[n].key for n in (0, -1)] == ["title", "id"]
    assert columns_of("budget.lines")[0].key == "line"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_what_a_sheet_shows_says_the_same_where_it_is_typed_in_a_new_row(path):
    draft = Draft.open(path, RATES)
    for at in LISTS:
        sheet = Sheet(at)
        names, places = sheet.names(draft.data), places_of(draft.data, sheet.steps)
        for place in places[:12]:
            shown = sheet.cells(draft.data, place, names)
            changes = [{"row": len(places), "id": None, "key": key, "value": text} for key, text in shown.items()]
            after, _ = sheet.change(draft.data, changes)
            [new] = {*places_of(after, sheet.steps)} - {*places}
            again = sheet.cells(after, new, names)
            own = {column.key for column in sheet.columns if column.is_own}
            several = {"holders"} if ";" in shown.get("holders", "") else set()  # a holder each is made in their sheet
            assert _without(again, own | several) == _without(shown, own | several), (at, place)


def _without(row, keys):
    return {key: text for key, text in row.items() if key not in keys}


def test_an_award_is_typed_in_an_empty_sheet_and_gone_when_its_cells_are_emptied(draft):
    before = len(value_at(draft.data, ("pay", "awards")) or [])
    settled = ("standing", "settled, but in no table yet")
    row = [("from", "1 April 2011"), ("to", "31 March 2012"), ("percent", "1%"), settled]
    typed(draft, "pay.awards", *((before, key, text) for key, text in row))
    award = draft.value(("pay", "awards", before))
    assert award == {"from": "2011-04-01", "to": "2012-03-31", "percent": "1%", "standing": "settled"}
    typed(draft, "pay.awards", *((before, key, "") for key, _ in row))
    assert len(value_at(draft.data, ("pay", "awards")) or []) == before
    draft.undo()
    draft.undo()
    assert not draft.changed


def test_a_holder_goes_to_the_post_that_is_named_beside_it(draft):
    first = cells(draft, "present.holders", 0)
    typed(draft, "present.holders", (0, "parent", "Senior ICT Officer"))
    [post] = [post for post in draft.posts("present") if post["title"] == "Senior ICT Officer"]
    assert post["holders"][-1]["ref"] == first["ref"]
    typed(draft, "present.holders", (99, "parent", "Senior ICT Officer"), (99, "ref", "H77"), (99, "point", "38"))
    [post] = [post for post in draft.posts("present") if post["title"] == "Senior ICT Officer"]
    assert post["holders"][-1] == {"ref": "H77", "point": 38}


def test_rows_that_are_emptied_and_rows_that_are_changed_in_one_gesture_are_never_mixed_up(draft):
    for number in range(3):
        typed(draft, "budget.virements", *((number, key, f"{key} {number}") for key in ("from", "to", "reason")))
    typed(draft, "budget.virements", *((0, key, "") for key in ("from", "to", "reason")), (2, "reason", "Another"))
    assert [one["reason"] for one in draft.value(("budget", "virements"))] == ["reason 1", "Another"]


def test_a_row_is_found_by_its_name_and_one_that_is_gone_takes_nothing(draft):
    sheet, first = Sheet("present"), draft.posts("present")[0]["id"]
    change = {"row": 3, "id": first, "key": "note", "value": "Here"}
    after, lost = sheet.change(draft.data, [change, {**change, "id": "nobody"}])
    assert after["present"][0]["note"] == "Here" and lost == ["nobody"]
    assert after["present"][1:] == draft.data["present"][1:]


def test_the_page_is_sent_the_rows_that_changed_and_no_others(draft):
    shown = SheetView(Sheet("present"))
    before = {"present": shown.view(draft)}
    typed(draft, "present", (2, "note", "A word"))
    changes = only_changes(before, {"present": shown.view(draft)})["present"]
    assert list(changes["some"]) == ["2"] and not {"rows", "columns"} & changes.keys()
    draft.add_post("present")
    assert "rows" in only_changes(before, {"present": shown.view(draft)})["present"]


def test_a_title_with_a_comma_is_a_destination_alone_and_among_others(tmp_path):
    desk = desk_in(tmp_path)
    edit(desk, 0, "title", "Head of ICT, Schools", side="proposed")
    new, other = (post["id"] for post in desk.draft.posts("proposed")[:2])
    title = desk.draft.posts("proposed")[1]["title"]
    for typed, ids in (
        ("Head of ICT, Schools", new),
        (f"{title}; Head of ICT, Schools", [other, new]),
        (f"{title}, {new}", [other, new]),
        ("Head of ICT, Colleges", ["Head of ICT, Colleges"]),
    ):
        edit(desk, 0, "to", typed)
        assert desk.draft.value(("present", 0, "to")) == ids
    fault, *_ = desk.page.views["sheets"]["present"]["rows"][0]["faults"]["to"]
    assert "found 'Head of ICT, Colleges'" in fault


def test_a_name_that_nothing_has_is_one_fault_of_its_cell_and_one_of_each_name_in_it():
    """'Nobody' is no id in form either, which is the same cause; of two names, each has its own."""
    draft = Draft.open(HOME / "scenarios" / "barnet-schools-ict.yaml")
    for typed, said in (("Nobody", ["'Nobody'"]), ("Nobody; No one", ["'Nobody'", "'No one'"])):
        change = {"row": 0, "id": "principal", "key": "to", "value": typed}
        draft.go_to(Sheet("present").change(draft.data, [change])[0])
        assert sorted(fault.found for fault in draft.faults) == sorted(said)
        assert {fault.path[:3] for fault in draft.faults} == {("present", 0, "to")}
        assert all("a proposed post" in in_form_words(fault) for fault in draft.faults)


def test_names_are_worked_out_again_only_where_the_list_that_has_them_was_changed(draft, monkeypatch):
    looked_at = []
    work_out = in_cells._called
    monkeypatch.setattr(in_cells, "_called", lambda data, of: looked_at.append(of) or work_out(data, of))
    called, before = in_cells.Called(), draft.data
    first = called.names(before, ("present", "proposed"))
    after = {**before, "present": [{**before["present"][0], "title": "Head of ICT"}, *before["present"][1:]]}
    again = called.names(after, ("present", "proposed"))
    assert looked_at == ["present", "proposed", "present"]
    assert again["proposed"] is first["proposed"] and "Head of ICT" in again["present"].values()
