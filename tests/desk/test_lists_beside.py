"""Lists in files beside the scenario: changed in their sheets, saved to those files, all else in them as it was."""

import os
import re
from datetime import date
from itertools import zip_longest

import pytest
from openpyxl import Workbook, load_workbook

from model.assessment.assess import assess
from model.desk.lists_beside import Staged
from model.desk.opening import Desk
from model.schema.load import load_scenario
from model.schema.reading.document import read_yaml
from tests.desk.desk_alone import Sent, desk_in, do

PRICED, LISTED = "barnet-schools-ict-prices.yaml", "example-two-funds.yaml"
AGREEMENTS = "customers.agreements"


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def opened(desk, name, at):
    """A scenario and one of its sheets on the desk; gives the file of the list."""
    do(desk, "picker", "open", path=str(desk.folder / name))
    do(desk, "sheets", "open", at=at)
    return desk.folder / re.search(r"These rows are in (\S+),", sheet(desk, at)["note"])[1]


def sheet(desk, at):
    return desk.page.views["sheets"][at]


def change(desk, at, *cells):
    do(
        desk,
        "sheets",
        "change",
        at=at,
        changes=[{"row": row, "id": None, "key": key, "value": text} for row, key, text in cells],
    )


def save(desk, action="save", **more):
    for missing in desk.draft.reasons_missing:
        do(desk, "save", "reason", key=".".join(map(str, missing.path)), reason="Counted again (invented)")
    do(desk, "save", action, author="A. Officer (invented)", **more)
    return desk.page.views["save"]["outcome"]


def differing(before, after):
    """The lines that differ, by their numbers."""
    pairs = zip_longest(before.decode().splitlines(), after.decode().splitlines())
    return {number: pair for number, pair in enumerate(pairs, start=1) if pair[0] != pair[1]}


def test_one_cell_of_106_agreements_is_changed_and_one_line_of_their_file_is_another(desk):
    file = opened(desk, PRICED, AGREEMENTS)
    before, scenario = file.read_bytes(), desk.draft.data["customers"]
    assert sheet(desk, AGREEMENTS)["open"] and len(sheet(desk, AGREEMENTS)["rows"]) == 106
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    [said] = desk.draft.differences
    assert "Illustrative school 002" in said and said.endswith("pupils 60 becomes 75")
    do(desk, "page", "undo")
    assert desk.draft.data["customers"] == scenario and not desk.draft.changed and not desk.draft.faults
    do(desk, "page", "redo")
    assert any("Save writes them there" in line for line in desk.page.views["save"]["warnings"])
    assert save(desk) == f"Saved as {PRICED}."
    [(number, (was, now))] = differing(before, file.read_bytes()).items()
    assert (number, now) == (3, was.replace(",60,", ",75,"))
    assert read_yaml(desk.draft.path).data["customers"] == scenario
    assert assess(desk.draft.path, desk.rates).digest == desk.draft.assessment.digest


def test_rows_are_added_and_deleted_and_the_others_keep_their_lines_and_order(desk):
    file = opened(desk, PRICED, AGREEMENTS)
    before = file.read_bytes().decode().splitlines()
    new = {"reference": '"Hill", a school', "phase": "primary", "pupils": "210", "kind": "academy"}
    new |= {"packages": "remote", "first_day": "1 April 2010"}
    change(desk, AGREEMENTS, *((106, key, text) for key, text in new.items()))
    do(desk, "sheets", "delete", at=AGREEMENTS, rows=[{"row": 0, "id": None}])
    assert save(desk) == f"Saved as {PRICED}."
    after = file.read_bytes().decode().splitlines()
    assert after[:-1] == [before[0], *before[2:]]
    assert after[-1] == '"""Hill"", a school",primary,210,academy,,remote,2010-04-01,,,,'
    assert len(load_scenario(desk.draft.path, desk.rates).customers.agreements) == 106


@pytest.mark.long
def test_saved_as_another_scenario_the_list_goes_to_a_file_of_its_own(desk):
    file = opened(desk, PRICED, AGREEMENTS)
    before = file.read_bytes()
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    assert save(desk, "save_as", name="mine.yaml") == "Saved as mine.yaml."
    own = file.with_name(f"mine-{file.name}")
    assert file.read_bytes() == before and differing(before, own.read_bytes()).keys() == {3}
    assert (
        read_yaml(desk.folder / "mine.yaml").data["customers"]["agreements"] == own.relative_to(desk.folder).as_posix()
    )
    do(desk, "sheets", "change", at=AGREEMENTS, changes=[{"row": 2, "id": None, "key": "pupils", "value": "76"}])
    assert save(desk) == "Saved as mine.yaml." and differing(before, own.read_bytes()).keys() == {3, 4}


def test_a_file_that_somebody_else_changed_is_not_written_over(desk):
    file = opened(desk, PRICED, AGREEMENTS)
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    theirs = file.read_bytes().replace(b",60,", b",61,")
    file.write_bytes(theirs)
    assert "was changed by someone else" in save(desk)
    assert file.read_bytes() == theirs


def test_where_the_scenario_cannot_be_written_its_list_is_as_it_was(desk, monkeypatch):
    file = opened(desk, PRICED, AGREEMENTS)
    before = file.read_bytes()
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    real, done = os.replace, []

    def full(source, target):
        """The disk is full once the list is in its place."""
        if str(target).endswith(PRICED):
            done.append(file.read_bytes())
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    assert "can't be written" in save(desk)
    assert done and done[0] != before and file.read_bytes() == before
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".")]


def test_lists_of_the_budget_in_other_files_are_saved_each_to_its_own(desk):
    ledger = opened(desk, LISTED, "budget.actuals")
    payroll = opened(desk, LISTED, "budget.payroll")
    before = {path: path.read_bytes() for path in (ledger, payroll)}
    change(desk, "budget.payroll", (0, "amount", "\u00a33,800"))
    assert save(desk) == f"Saved as {LISTED}."
    assert ledger.read_bytes() == before[ledger]
    assert differing(before[payroll], payroll.read_bytes()) == {2: ("ED001,1,3725.92", "ED001,1,3800")}


@pytest.fixture
def in_excel(desk):
    """The payroll of the two funds as a worksheet with a title above it, a day of its own and a sheet of notes."""
    rows = [line.split(",") for line in (desk.folder / "example-two-funds" / "payroll.csv").read_text().split()]
    book = Workbook()
    page = book.active
    page.title = "Payroll"
    page.append(["June, as the bureau sent it"])
    for row in rows:
        page.append([row[0], *(float(cell) if cell.replace(".", "").isdigit() else cell for cell in row[1:])])
    book.create_sheet("Notes")["B2"] = date(2026, 6, 30)
    book.save(desk.folder / "payroll.xlsx")
    path = desk.folder / LISTED
    path.write_text(path.read_text().replace("example-two-funds/payroll.csv", "payroll.xlsx#Payroll"))
    return desk.folder / "payroll.xlsx"


def test_a_worksheet_keeps_its_title_its_other_sheets_and_the_cells_that_are_not_changed(desk, in_excel):
    do(desk, "picker", "open", path=str(desk.folder / LISTED))
    do(desk, "sheets", "open", at="budget.payroll")
    change(
        desk, "budget.payroll", (1, "amount", "2600.50"), (len(sheet(desk, "budget.payroll")["rows"]), "post", "ED001")
    )
    number = len(sheet(desk, "budget.payroll")["rows"])
    change(desk, "budget.payroll", (number - 1, "fte", "0"), (number - 1, "amount", "10"))
    before = [[cell.value for cell in row] for row in load_workbook(in_excel)["Payroll"].iter_rows()]
    assert save(desk) == f"Saved as {LISTED}."
    book = load_workbook(in_excel)
    after = [[cell.value for cell in row] for row in book["Payroll"].iter_rows()]
    before[3][2] = 2600.5
    assert after == [*before, ["ED001", 0, 10]] and book["Notes"]["B2"].value.date() == date(2026, 6, 30)
    assert read_yaml(desk.draft.path).data["budget"]["payroll"] == "payroll.xlsx#Payroll"


def test_a_worksheet_with_formulas_is_left_alone_and_it_is_said_why(desk, in_excel):
    book = load_workbook(in_excel)
    book["Payroll"]["F3"] = "=B3*2"
    book.save(in_excel)
    before = in_excel.read_bytes()
    do(desk, "picker", "open", path=str(desk.folder / LISTED))
    do(desk, "sheets", "open", at="budget.payroll")
    change(desk, "budget.payroll", (1, "amount", "2600.50"))
    assert "formulas" in save(desk) and in_excel.read_bytes() == before


def test_what_does_not_read_back_is_never_put_in_its_place(desk):
    """A list file whose content says other rows than it is to say."""
    from model.desk.list_rows import CantCarry
    from model.desk.lists_beside import ListFile

    file = opened(desk, LISTED, "budget.payroll")
    wrong = ListFile(
        ("budget", "payroll"), "example-two-funds/payroll.csv", file, b"post,fte,amount\nED001,1,1\n", [{"post": "X"}]
    )
    with pytest.raises(CantCarry, match="does not read back"), Staged([wrong], desk.draft.path):
        pass
    assert not [path for path in file.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.long
def test_written_here_is_one_step_of_undo_also_where_its_rows_were_changed_before(desk):
    """The list is written in the scenario's file; undo writes it beside again, with the change of before."""
    file = opened(desk, PRICED, AGREEMENTS)
    before = file.read_bytes()
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    do(desk, "facts", "place", key=AGREEMENTS, in_file=False)
    assert "These rows are in" not in sheet(desk, AGREEMENTS)["note"] and desk.draft.changed
    assert any("is no longer used" in line for line in desk.page.views["save"]["warnings"])
    do(desk, "page", "undo")
    assert f"These rows are in {file.parent.name}/{file.name}" in sheet(desk, AGREEMENTS)["note"]
    assert sheet(desk, AGREEMENTS)["rows"][1]["cells"]["pupils"] == "75", "that was a step of its own"
    do(desk, "page", "redo")
    do(desk, "facts", "place", key=AGREEMENTS, in_file=True)
    assert "These rows are in" in sheet(desk, AGREEMENTS)["note"], "chosen again, it is in its file again"
    do(desk, "page", "undo")
    assert save(desk) == f"Saved as {PRICED}." and file.read_bytes() == before
    rows = read_yaml(desk.draft.path).data["customers"]["agreements"]
    assert len(rows) == 106 and rows[1]["pupils"] == 75


@pytest.mark.long
def test_written_here_alone_is_kept_when_the_kernel_dies(desk):
    opened(desk, PRICED, AGREEMENTS)
    change(desk, AGREEMENTS, (1, "pupils", "75"))
    do(desk, "facts", "place", key=AGREEMENTS, in_file=False)
    desk.keeper.now()
    again = Desk(desk.folder, desk.packs)
    again.page = Sent()
    again.open(desk.folder / PRICED)
    again.handle({"panel": "page", "action": "ready", "asked": 1})
    do(again, "offer", "take_up", key=again.page.views["offer"]["offered"][0]["key"])
    assert again.draft.here == {("customers", "agreements")} and again.draft.data == desk.draft.data
    do(again, "page", "undo")
    assert not again.draft.changed
