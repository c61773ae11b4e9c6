"""The control sheet as a form on the desk, signing by the rules of the command, the log, what stops publication."""

import re
from datetime import date

import pytest

from model.base.faults import InputFaults
from model.control.log import log_path, read_log
from model.control.sheet import STANDARD, control_path, read_sheet
from model.control.sign_off import sign_row
from model.report.pack.ready import READY
from tests.control.test_lock import SENTENCE, somebody_at_work
from tests.desk.desk_alone import desk_in, do

NAME = "example-two-funds.yaml"


@pytest.fixture
def desk(tmp_path):
    desk = desk_in(tmp_path)
    path = desk.folder / NAME
    control_path(path).unlink(missing_ok=True)
    log_path(path).unlink(missing_ok=True)
    do(desk, "picker", "open", path=str(path))
    do(desk, "control", "look")
    return desk


@pytest.fixture
def sheet(desk):
    """The file of its control sheet, started on the desk."""
    do(desk, "control", "start", report="officer")
    return control_path(desk.draft.path)


def shown(desk):
    return desk.page.views["control"]


def box(desk, key):
    form = shown(desk)["form"]
    return next(each for group in (*form["groups"], *form["rows"]) for each in group["fields"] if each["key"] == key)


def type_in(desk, key, text):
    """Type in a box; the page says of a row which number it has."""
    place = key.split(".")[1] if key.startswith("rows.") else None
    of_row = {"row": shown(desk)["form"]["rows"][int(place)]["number"]} if place else {}
    do(desk, "control", "edit", key=key, value=text, **of_row)


def decision(desk):
    return desk.draft.assessment.scenario.dates.decision


def test_nothing_is_worked_out_before_it_is_opened(tmp_path):
    desk = desk_in(tmp_path)
    assert shown(desk) == {"opened": False}


def test_a_sheet_is_started_for_a_kind_of_report_and_is_the_standard_one(desk):
    assert [kind for kind, _ in shown(desk)["starts"]] == ["officer", "cabinet_member"]
    assert "There is no control sheet, so nobody can sign." in shown(desk)["stops"]
    do(desk, "control", "start", report="cabinet_member")
    text = control_path(desk.draft.path).read_text(encoding="utf-8")
    assert text == STANDARD.read_text(encoding="utf-8").replace("report: officer ", "report: cabinet_member ")
    assert shown(desk)["starts"] == [] and shown(desk)["said"] == [f"{control_path(desk.draft.path).name} is written."]


def test_what_is_typed_is_in_the_file_at_once_with_its_comments_and_a_slip_is_marked_and_not_saved(desk, sheet):
    type_in(desk, "roles.analyst", "A. Officer (invented)")
    assert read_sheet(sheet)[0].roles.analyst == "A. Officer (invented)"
    type_in(desk, "roles.assurer", "a officer (INVENTED)")
    assert box(desk, "roles.assurer")["faults"][0].endswith("expected someone other than the analyst.")
    assert read_sheet(sheet)[0].roles.assurer is None, "what is not sound is not in the file"
    type_in(desk, "roles.assurer", "B. Officer (invented)")
    assert box(desk, "roles.assurer")["faults"] == []
    assert read_sheet(sheet)[0].roles.assurer == "B. Officer (invented)"
    assert "# The four roles of the certificate" in sheet.read_text(encoding="utf-8")


def test_a_name_waits_for_its_day_and_a_day_is_written_in_words(desk, sheet):
    before = sheet.read_bytes()
    type_in(desk, "rows.5.name", "C. Solicitor (invented)")
    assert (
        "the day of signing, since the row names a person who signed" in box(desk, "rows.5.date")["faults"][0]
        and sheet.read_bytes() == before
    )
    type_in(desk, "rows.5.date", "5 January 2010")
    row = read_sheet(sheet)[0].rows[5]
    assert (row.name, row.date) == ("C. Solicitor (invented)", date(2010, 1, 5))
    assert box(desk, "rows.5.date")["value"] == "5 January 2010" and "2010-01-05" in sheet.read_text(encoding="utf-8")


def test_rows_are_added_moved_and_taken_out_and_each_change_can_be_taken_back(desk, sheet):
    before = sheet.read_bytes()
    do(desk, "control", "add_row")
    assert sheet.read_bytes() == before and box(desk, "rows.14.what")["faults"], "it says nothing yet"
    type_in(desk, "rows.14.what", "The head of audit has read it")
    type_in(desk, "rows.14.role", "Head of audit")
    assert [row.row for row in read_sheet(sheet)[0].rows][-1] == 15
    do(desk, "control", "move_row", place=14, row=15, by=-1)
    assert [row.row for row in read_sheet(sheet)[0].rows][-2:] == [15, 14]
    do(desk, "control", "remove_row", place=0, row=1)
    assert read_sheet(sheet)[0].rows[0].row == 2
    for _ in range(3):
        do(desk, "control", "undo")
    assert read_sheet(sheet)[0].rows == read_sheet(STANDARD)[0].rows


def test_a_sheet_that_another_changed_meanwhile_is_never_written_over(desk, sheet):
    theirs = sheet.read_text(encoding="utf-8").replace("  approver:", "  approver: D. Head (invented)")
    edit = desk.control.edit
    sheet.write_text(theirs, encoding="utf-8")
    type_in(desk, "roles.analyst", "A. Officer (invented)")
    assert edit is not None and sheet.read_text(encoding="utf-8") == theirs
    assert "was changed by someone else" in " ".join(shown(desk)["said"])
    assert box(desk, "roles.approver")["value"] == "D. Head (invented)"


def sign(desk, row, name="A. Officer (invented)", day="", role=""):
    do(desk, "control", "sign", row=str(row), name=name, day=day, role=role)


def refused(desk):
    assert shown(desk)["said"][0] == "\u26a0 Nothing was signed."
    assert not log_path(desk.draft.path).exists()
    return shown(desk)["said"][1:]


def test_the_desk_refuses_what_the_command_refuses_in_the_same_words(desk, sheet):
    on, late = decision(desk), date(decision(desk).year, 12, 31)
    cases = [(4, "A. Officer (invented)", late), (4, " ", on)]
    for row, name, day in cases:
        with pytest.raises(InputFaults) as by_command:
            sign_row(desk.draft.path, row, name, day=day)
        sign(desk, row, name, day.isoformat())
        said = refused(desk)
        assert [line.lower() for line in said] == [fault.said.lower() for fault in by_command.value.faults]
        assert not [line for line in said if "--" in line or ".yaml" in line]
    sign(desk, 4, day="the 31st")
    assert refused(desk)[0].startswith("The day: found 'the 31st'; expected a day such as")


def test_a_row_is_signed_into_the_log_which_is_shown_and_verified(desk, sheet):
    sign(desk, 6, "C. Solicitor (invented)", day=decision(desk).isoformat())
    [entry], _ = read_log(log_path(desk.draft.path))
    assert (entry.row, entry.name, entry.date) == (6, "C. Solicitor (invented)", decision(desk).isoformat())
    [line] = shown(desk)["log"]["rows"]
    assert line[:2] == ["1", "6. Legal clears the report"] and line[3] == "C. Solicitor (invented)"
    assert any(entry.hash in said for said in shown(desk)["said"]), "it is to be kept elsewhere"
    assert not [stop for stop in shown(desk)["stops"] if stop.startswith("Row 6 ")]
    hint = next(row["hint"] for row in shown(desk)["rows"] if row["row"] == 6)
    assert "on or before the decision" in hint and "Signed already by C. Solicitor (invented)" in hint
    do(desk, "control", "verify")
    assert shown(desk)["checked"][-1].endswith("sound.")
    log = log_path(desk.draft.path)
    log.write_bytes(log.read_bytes().replace(b"Solicitor", b"Councillor"))
    do(desk, "control", "verify")
    assert "broken" in shown(desk)["checked"][-1]


def test_who_clears_may_sign_and_verify_and_nothing_else(desk, sheet):
    do(desk, "page", "view_as", view="clearer")
    before = sheet.read_bytes()
    type_in(desk, "roles.analyst", "A. Officer (invented)")
    assert sheet.read_bytes() == before
    sign(desk, 6, day=decision(desk).isoformat())
    assert read_log(log_path(desk.draft.path))[0][0].row == 6


def test_while_another_clears_it_nothing_is_signed_and_it_is_said_who_that_is(desk, sheet):
    with somebody_at_work(desk.draft.path):
        sign(desk, 6, day=decision(desk).isoformat())
        assert re.search(SENTENCE.replace("scenario", NAME.removesuffix(".yaml")), desk.notice)
    assert not log_path(desk.draft.path).exists()


def test_what_stops_publication_goes_as_it_is_put_right(desk, sheet):
    assert shown(desk)["stops"][0] == f"No pack of {NAME} has been built yet. To build it, clear the scenario."
    assert any("lacks a paragraph of Schedule 12A" in stop for stop in shown(desk)["stops"]), (
        "it has holders, no record"
    )
    rows = [stop for stop in shown(desk)["stops"] if re.match(r"Row \d+ is not signed", stop)]
    assert [int(re.findall(r"\d+", row)[0]) for row in rows] == list(range(1, 11)), "those before publication"
    assert shown(desk)["ready"] == "" and READY.startswith("Nothing stops publication")
