"""What the control sheet, the log and the lock say, word for word, of cases made by hand."""

import os
import stat
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace as Made

import pytest

from model.assessment.assess import assess
from model.control import lock
from model.control.edit import SheetEdit
from model.control.lock import CLEARED, SAVED, AtWork, Work, alone_at, lock_path, work_on
from model.control.log import add_entry, log_path, read_log
from model.control.order import Clearance, Costing, clearances, control_checks, limits_in_words, out_of_order
from model.control.seal import manifest_digest
from model.control.sheet import control_path, read_sheet, start_sheet
from model.control.sign_off import FinanceRefused, sign_row
from model.control.verify import verify_log
from tests.control.test_sign_off import blocked_scenario
from tests.control.test_verify import NOTED, seal_with

DATES = Made(decision=date(2010, 11, 18), published=date(2010, 11, 22), implementation=None)
SAME_DAY = Made(decision=date(2010, 11, 18), published=date(2010, 11, 18), implementation=date(2010, 12, 1))


@pytest.mark.parametrize(
    ("stage", "dates", "said"),
    [
        ("draft", DATES, "on or before the decision (18 November 2010)"),
        (
            "signed_report",
            DATES,
            "on or after the decision (18 November 2010), on or before publication (22 November 2010)",
        ),
        ("publication", DATES, "on 22 November 2010"),
        ("ready", DATES, "on or after publication (22 November 2010)"),
        ("signed_report", SAME_DAY, "on 18 November 2010"),
        ("publication", Made(decision=date(2010, 11, 18), published=None, implementation=None), ""),
    ],
)
def test_when_a_row_may_be_signed_is_said_by_the_dates_that_are_stated(stage, dates, said):
    assert limits_in_words(Made(stage=stage), dates) == said


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (17, ["on or after the decision (18 November 2010)"]),
        (18, []),
        (22, []),
        (23, ["on or before publication (22 November 2010)"]),
    ],
)
def test_a_row_may_be_signed_on_either_of_its_days_and_between_them(day, wrong):
    assert list(out_of_order(Made(stage="signed_report"), date(2010, 11, day), DATES)) == wrong


def scenario_of(*assumptions):
    return Made(assumptions=assumptions, dates=Made(decision=date(2024, 10, 15), published=None, implementation=None))


def assumption(owner="An officer", review_by=date(2024, 10, 15)):
    return Made(owner=owner, review_by=review_by, text="A text.")


@pytest.mark.parametrize(
    ("assumptions", "outcome", "finding"),
    [
        ([], "pass", "No assumption is stated."),
        ([assumption()], "pass", "Each assumption has an owner and a review date."),
        ([assumption(None)], "disclosed", "1 of 1 assumption has no owner."),
        (
            [assumption(None), assumption(None, None)],
            "disclosed",
            "2 of 2 assumptions have no owner. 1 of 2 assumptions has no review date.",
        ),
        (
            [assumption(review_by=date(2024, 10, 14))],
            "disclosed",
            "Review was due by 14 October 2024, before the decision: A text.",
        ),
    ],
)
def test_owners_and_review_dates_of_assumptions_are_counted(assumptions, outcome, finding):
    [_, assumed] = control_checks(scenario_of(*assumptions), Costing("a" * 64, "b" * 64), None, {})
    assert (assumed.outcome, assumed.finding, assumed.blocks) == (outcome, finding, False)


@pytest.fixture
def sheet(write_small):
    path = write_small()
    start_sheet(path, "officer")
    return path, read_sheet(control_path(path))[0]


def test_rows_that_nobody_has_signed_are_named_and_those_signed_are_not(sheet):
    _, rows = sheet
    first, second, *rest = rows.own_rows
    signed = {of.row: Clearance(of, of.role, "A", date(2024, 10, 1), "a" * 64, "b" * 64, "") for of in (first, second)}
    checks = control_checks(scenario_of(), Costing("a" * 64, "b" * 64), rows, signed)
    found = {check.key: check.finding for check in checks}
    numbers = [str(of.row) for of in rest]
    assert found["unsigned"] == f"Not recorded: rows {', '.join(numbers[:-1])} and {numbers[-1]}."
    assert found["clearance_order"] == f"2 of {len(rows.own_rows)} rows are recorded, and no date is out of order."
    one = control_checks(scenario_of(), Costing("a" * 64, "b" * 64), rows, {first.row: signed[first.row]})
    assert one[0].finding == f"1 of {len(rows.own_rows)} rows is recorded, and no date is out of order."


def test_what_a_signature_cleared_is_compared_with_what_there_is_now(sheet):
    """Only rows that clear figures can go stale, and one for which no costing is recorded can't."""
    row = Made(stage="finance", row=1, what="Finance clears")
    now = Costing("a" * 64, "b" * 64)

    def stale(costing, inputs, of=row):
        return Clearance(of, "Finance", "A", date(2024, 10, 1), costing, inputs, "").stale(now)

    assert stale("a" * 64, "b" * 64) == stale("a" * 64, "not recorded") == stale("not recorded", "c" * 64) == ""
    assert stale("c" * 64, "b" * 64) == "it cleared the costing cccccccccccc, and the figures have changed since"
    assert stale("a" * 64, "c" * 64).startswith("the figures are those that it cleared, but the scenario's files")
    assert stale("c" * 64, "b" * 64, Made(stage="publication", row=2, what="Published")) == ""


def test_a_log_says_how_many_entries_it_has_or_that_it_has_none(tmp_path):
    log = tmp_path / "case.clearances.jsonl"
    assert [str(of) for of in verify_log(log).broken] == [f"{log.name}: no such file or folder"]
    log.touch()
    assert [str(of) for of in verify_log(log).broken] == [f"{log.name}: there is no entry in it"]
    add_entry(log, {"row": 3, "costing": "r" * 64, **NOTED})
    sound = verify_log(log)
    assert sound.broken == () and sound.said[0].startswith("1 entry, each with")
    last = add_entry(log, {"row": 4, "costing": "r" * 64, **NOTED})
    assert verify_log(log).said[0].startswith("2 entries, each with")
    assert f"The hash of the last entry is {last.hash}. Compare" in verify_log(log).said[1]


def test_a_broken_entry_says_how_many_after_it_cant_be_relied_on(tmp_path):
    log = tmp_path / "case.clearances.jsonl"
    for row in (3, 4, 5):
        add_entry(log, {"row": row, "costing": "r" * 64, **NOTED})
    lines = log.read_bytes().splitlines(keepends=True)
    said = {}
    for number in range(3):
        damaged = [line.replace(b"Legal", b"legal") if at == number else line for at, line in enumerate(lines)]
        log.write_bytes(b"".join(damaged))
        entries, broken = read_log(log)
        said[len(entries)] = str(broken)
    first, second, third = (f"{log.name}, entry {number}: not as it was written" for number in (1, 2, 3))
    assert said == {
        0: f"{first}; 2 entries after it can't be relied on",
        1: f"{second}; 1 entry after it can't be relied on",
        2: third,
    }


def test_work_is_said_in_a_sentence():
    work = Work("barnet.yaml", CLEARED, "an officer on a machine", datetime(2026, 4, 1, 9, 5))
    assert str(work) == "barnet.yaml is being cleared by an officer on a machine. That began at 09:05 on 1 April 2026."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights, and removes no open file")
def test_a_lock_is_for_everybody_and_is_taken_away_once_while_it_is_still_locked(tmp_path, monkeypatch):
    """Whoever waits for it sees that it is another file now; taken away later, it would be the next one's."""
    scenario, unlink, was_locked = tmp_path / "case.yaml", Path.unlink, []

    def looked_at(path, **how):
        was_locked.append(work_on(scenario) is not None)
        unlink(path, **how)

    monkeypatch.setattr(Path, "unlink", looked_at)
    mask = os.umask(0o077)
    try:
        with alone_at(scenario, SAVED):
            assert stat.S_IMODE(lock_path(scenario).stat().st_mode) == 0o666
            assert work_on(scenario).what == SAVED and work_on(scenario).scenario == "case.yaml"
    finally:
        os.umask(mask)
    assert was_locked == [True]
    assert work_on(scenario) is None and not lock_path(scenario).exists()


def test_whoever_waits_looks_again_many_times_a_second_and_is_told_who_is_at_work(tmp_path, monkeypatch):
    slept = []
    monkeypatch.setattr(lock, "sleep", slept.append)
    scenario = tmp_path / "case.yaml"
    told = pytest.raises(AtWork, match=r"case\.yaml is being saved by")
    with alone_at(scenario, SAVED), told, alone_at(scenario, CLEARED, wait=0.05):
        pytest.fail("two were at work")
    assert slept and max(slept) <= 0.1


def test_who_is_at_work_is_somebody_else_where_the_words_are_not_written_yet(tmp_path):
    scenario = tmp_path / "case.yaml"
    with alone_at(scenario, SAVED):
        lock_path(scenario).write_text("{", encoding="utf-8")
        work = work_on(scenario)
        assert (work.scenario, work.what, work.who) == ("case.yaml", "worked on", "somebody else")


def test_a_row_moves_to_the_top_and_the_bottom_and_no_further(sheet):
    path, _ = sheet
    edit = SheetEdit.read(path)
    numbers = [row["row"] for row in edit.rows]
    assert not edit.unsaved
    edit.move_row(1, -1)
    assert [row["row"] for row in edit.rows] == [numbers[1], numbers[0], *numbers[2:]]
    assert not edit.unsaved, "it is written at once"
    edit.move_row(0, -1)
    edit.move_row(len(numbers) - 1, 1)
    assert [row["row"] for row in edit.rows] == [numbers[1], numbers[0], *numbers[2:]]
    edit.undo()
    assert [row["row"] for row in SheetEdit.read(path).rows] == numbers


def test_what_is_not_sound_is_not_written_and_undo_goes_back_to_what_is(sheet):
    path, _ = sheet
    edit = SheetEdit.read(path)
    before = control_path(path).read_bytes()
    edit.set(("rows", 0, "what"), "Other words")
    assert not edit.unsaved and edit.rows[0]["what"] == "Other words"
    written = control_path(path).read_bytes()
    edit.set(("rows", 0, "row"), "x")
    assert edit.unsaved and edit.faults and control_path(path).read_bytes() == written
    edit.undo()
    assert not edit.unsaved and edit.rows[0]["what"] == "Other words"
    edit.undo()
    assert control_path(path).read_bytes() == before
    edit.undo()  # nothing is left to undo
    assert control_path(path).read_bytes() == before


def test_call_in_may_run_out_on_the_day_on_which_the_report_is_sent_round_and_not_before(sheet):
    _, rows = sheet
    sent, over = (Made(stage=stage, row=row, what=stage) for stage, row in (("call_in", 12), ("call_in_over", 13)))

    def found(day):
        signed = {of.row: Clearance(of, "Officer", "A", on, "a" * 64, "b" * 64, "line 1")
                  for of, on in ((sent, date(2024, 10, 20)), (over, date(2024, 10, day)))}  # fmt: skip
        [order] = [check for check in control_checks(scenario_of(), Costing("a" * 64, "b" * 64), rows, signed)
                   if check.key == "clearance_order"]  # fmt: skip
        return order.outcome

    assert [found(day) for day in (19, 20, 21)] == ["fail", "pass", "pass"]


def test_an_earlier_clearance_of_finances_is_not_among_what_finance_is_refused_for(tmp_path, as_published):
    path = blocked_scenario(tmp_path)
    entry = {**NOTED, "row": 3, "costing": as_published.digest, "role": "Finance", "date": "2010-11-15"}
    add_entry(log_path(path), entry)
    with pytest.raises(FinanceRefused) as refused:
        sign_row(path, 3, "A Invented", day=date(2010, 11, 15), packs=tmp_path)
    assert [check.title for check in as_published.blocked_by] == [check.title for check in refused.value.checks]


def test_an_entry_names_the_public_pack_of_the_same_costing_and_no_other(sheet, tmp_path):
    path, _ = sheet
    digest = assess(path).digest
    pack = tmp_path / "packs" / path.stem
    public = pack / "public"
    public.mkdir(parents=True)

    def named(results):
        for old in pack.rglob("manifest.json"):
            old.unlink()
        seal_with(public, {"pack": "public"})
        seal_with(pack, {"cleared": True, "results_sha256": results})
        entry = sign_row(path, 6, "A Invented", day=date(2024, 10, 15), packs=tmp_path / "packs")
        return entry.pack, entry.public_pack

    assert named(digest) == (manifest_digest(pack), manifest_digest(public))
    assert named("c" * 64) == ("not recorded", "not recorded")


def test_a_row_that_is_signed_in_the_sheet_itself_has_its_name_and_day(sheet):
    path, _ = sheet
    place = control_path(path)
    place.write_text(
        place.read_text(encoding="utf-8").replace(
            "role: Legal officer}", "role: Legal officer, name: C Invented, date: 2024-10-14}"
        ),
        encoding="utf-8",
    )
    rows, document = read_sheet(place)
    [of] = clearances(rows, document).values()
    assert (of.name, of.day, of.role, of.costing) == ("C Invented", date(2024, 10, 14), "Legal officer", "not recorded")
