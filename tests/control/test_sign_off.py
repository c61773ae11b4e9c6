"""Signing: one more line in a log where nothing is written over, or a refusal that says why."""

import json
import threading
from datetime import date

import pytest

from model.assessment.assess import Assessment, assess
from model.base.faults import InputFaults
from model.control.lock import SIGNED, alone_at
from model.control.log import FIRST, add_entry, log_path, read_log
from model.control.seal import manifest_digest, seal
from model.control.sheet import NOT_RECORDED, control_path, read_sheet, start_sheet
from model.control.sign_off import FinanceRefused, _faults, control_state, sign_row
from model.report.pack.control_words import finance_said, signed_lines
from model.report.pack.record import gone_stale, keep_signed, last_signed
from model.report.pack.since_signed import since_cleared
from tests.conftest import AS_PUBLISHED, HOME, run_model

DECIDED = date(2024, 10, 15)


@pytest.fixture
def scenario(write_small):
    """A small scenario, decided on 15 October 2024, with an empty control sheet of an officer's report."""
    path = write_small()
    start_sheet(path, "officer")
    return path


@pytest.fixture
def signed(scenario, tmp_path):
    """Sign a row of it as an invented person on the day of the decision."""

    def signed(row, **given):
        given = {"name": "A Invented", "day": DECIDED, "packs": tmp_path / "packs", **given}
        return sign_row(scenario, row, **given)

    return signed


def small_pack(scenario, folder, cleared=True):
    """A sealed pack of a scenario as far as signing and comparing read one."""
    assessment, pack = assess(scenario), folder / "packs" / scenario.stem
    (pack / "inputs").mkdir(parents=True, exist_ok=True)
    (pack / "inputs" / scenario.name).write_bytes(scenario.read_bytes())
    (pack / "results.json").write_text(assessment.results, encoding="utf-8", newline="\n")
    from hashlib import sha256

    files = {
        name: sha256((pack / name).read_bytes()).hexdigest() for name in (f"inputs/{scenario.name}", "results.json")
    }
    rates = {path.name: sha256(path.read_bytes()).hexdigest() for path in (HOME / "model" / "rates").glob("*.csv")}
    manifest = {"cleared": cleared, "results_sha256": assessment.digest, "files": files, "rates_sha256": rates}
    (pack / "manifest.json").write_text(json.dumps({**manifest, "versions": {"workbook": "0.2.0"}}), encoding="utf-8")
    seal(pack / "manifest.json", scenario_file=f"inputs/{scenario.name}")
    return pack


def test_each_entry_carries_the_hash_of_the_one_before(scenario, signed):
    first, second = signed(4), signed(3, role="Head of Finance", name=" B Invented ")
    assert (first.previous, second.previous) == (FIRST, first.hash)
    entries, broken = read_log(log_path(scenario))
    assert (entries, broken) == ((first, second), None)
    assert (second.role, second.name, second.date, second.costing) == (
        "Head of Finance", "B Invented", "2024-10-15", assess(scenario).digest,
    )  # fmt: skip
    assert first.role == "Resources officer" and first.pack == NOT_RECORDED


def test_what_stands_in_the_log_stays_when_more_is_signed(scenario, signed):
    signed(4)
    before = log_path(scenario).read_bytes()
    signed(4, name="B Invented")
    after = log_path(scenario).read_bytes()
    assert after.startswith(before) and after.count(b"\n") == 2


def test_of_two_signatures_of_a_row_the_later_counts(scenario, signed):
    signed(4)
    signed(4, name="B Invented")
    assert control_state(scenario, assess(scenario)).held[4].name == "B Invented"


REFUSED = [
    (
        {"row": 4, "day": date(2024, 10, 16)},
        "found 16 October 2024; expected the day on which the row was signed, on or before the decision",
    ),
    (
        {"row": 12, "day": date(2025, 1, 2)},
        "the day on which the row was signed, on or before implementation (1 January 2025)",
    ),
    ({"row": 13}, "expected a row for an officer's report; this row is for a Cabinet Member's report"),
    ({"row": 15}, "found row 15; expected one of the rows of an officer's report:\n       1 Democratic Services"),
    ({"row": 4, "name": " "}, "expected the name of the person who clears the row"),
    ({"row": 4, "name": "\u200b\u200b"}, "found a character that is not text, U+200B"),
    ({"row": 4, "name": "\u3164\u3164"}, "found no letter that can be seen"),
    ({"row": 4, "name": "- 12 -"}, "found no letter that can be seen"),
    ({"row": 4, "name": "A Invented\nB Invented"}, "found a name in several lines"),
    ({"row": 4, "name": "A \x1b[31mInvented"}, "found a character that is not text, U+001B"),
    ({"row": 4, "name": "A Inv\u202eented"}, "found a character that is not text, U+202E"),
    ({"row": 4, "name": "A" * 201}, "found 201 letters, but at most 200 are printed"),
    ({"row": 4, "role": "Head\nof"}, "found a name in several lines, 'Head\\nof'; expected the role"),
    ({"row": 4, "day": date(1900, 1, 1)}, "on or after 1 October 2022, 2 years before the decision"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=lambda one: str(one)[:40])
def test_what_is_out_of_order_is_refused_and_nothing_is_written(scenario, signed, given, said):
    with pytest.raises(InputFaults) as refused:
        signed(**given)
    assert said in str(refused.value) and f"{scenario.stem}.control.yaml, line" in str(refused.value)
    assert not log_path(scenario).exists()


@pytest.mark.parametrize(
    "name",
    ["\u00c5sa \u00d8rsted (invented)", "\u0645\u06cc\u200c\u0631\u0648", "\u674e (invented)", "O'Invented-Smith"],
)
def test_a_name_in_any_letters_is_signed(scenario, signed, name):
    assert signed(4, name=name).name == name


def test_nobody_clears_a_draft_before_it_is_received(scenario, signed):
    signed(1, day=date(2024, 10, 10))
    with pytest.raises(InputFaults, match=r"on or after 10 October 2024, the day of row 1 \(Democratic Services"):
        signed(4, day=date(2024, 10, 9))
    assert signed(4, day=date(2024, 10, 10)).entry == 2


def test_a_day_left_out_is_today_and_after_the_decision_it_is_asked_for(scenario, signed):
    with pytest.raises(
        InputFaults, match=r"found no day, which means today, .* expected the day on which the row was signed"
    ):
        signed(4, day=None)
    assert not log_path(scenario).exists()


def test_an_entry_that_names_no_pack_is_said_to_name_none(scenario, signed, tmp_path):
    lines = "\n".join(signed_lines(signed(6), scenario, tmp_path / "nowhere"))
    assert "No pack of this costing is in" in lines and "A typed name records who" in lines


def test_without_a_control_sheet_nothing_is_signed(write_small):
    with pytest.raises(InputFaults, match="control SCENARIO --new officer"):
        sign_row(write_small(), 4, "A Invented")


def test_a_day_still_to_come_is_refused(scenario):
    """The decision is put far ahead, so that only this rule speaks."""
    assessment = assess(scenario)
    dates = assessment.scenario.dates.model_copy(update={"decision": date(2098, 10, 15)})
    later = Assessment(assessment.scenario.model_copy(update={"dates": dates}), assessment.costed, assessment.rates)
    sheet, document = read_sheet(control_path(scenario))
    [fault] = _faults(sheet, document, later, 4, date(2098, 1, 1), {})
    assert fault.expected.startswith("today or earlier: by this machine's clock, today is ")


def blocked_scenario(tmp_path):
    path = tmp_path / AS_PUBLISHED.name
    path.write_bytes(AS_PUBLISHED.read_bytes())
    start_sheet(path, "officer")
    return path


def test_finance_is_refused_while_a_blocking_check_fails_and_others_are_not(tmp_path, as_published):
    path, day = blocked_scenario(tmp_path), date(2010, 11, 15)
    with pytest.raises(FinanceRefused) as refused:
        sign_row(path, 3, "A Invented", day=day, packs=tmp_path)
    assert [check.title for check in as_published.blocked_by] == [check.title for check in refused.value.checks]
    assert not log_path(path).exists()
    assert sign_row(path, 6, "B Invented", day=day, packs=tmp_path).entry == 1


def test_finance_is_refused_where_the_sheet_itself_is_out_of_order(scenario, signed):
    sheet = scenario.with_name(f"{scenario.stem}.control.yaml")
    text = sheet.read_text(encoding="utf-8").replace(
        "role: Legal officer}", "role: Legal officer, name: C Invented, date: 2024-10-16}"
    )
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(FinanceRefused, match="must be on or before the decision"):
        signed(3)


def test_finance_is_refused_where_the_pack_itself_did_not_clear(scenario, signed, tmp_path):
    small_pack(scenario, tmp_path, cleared=False)
    with pytest.raises(FinanceRefused, match="The pack's own checks: A blocking check fails"):
        signed(3)


def test_a_clearance_goes_stale_when_the_figures_change_and_says_so(scenario, signed):
    signed(3)
    assert "stale" not in said_of(scenario)
    scenario.write_text(scenario.read_text("utf-8").replace('"grade": 24', '"grade": 23', 1), encoding="utf-8")
    assert "is stale: it cleared the costing" in said_of(scenario)


def test_a_clearance_goes_stale_when_only_words_of_the_scenario_change(scenario, signed):
    signed(3)
    scenario.write_text(scenario.read_text("utf-8").replace("A test.", "Other words.", 1), encoding="utf-8")
    assert "the figures are those that it cleared, but the scenario's files have changed" in said_of(scenario)


def said_of(scenario):
    return next(one.finding for one in control_state(scenario, assess(scenario)).checks if one.key == "stale")


def test_an_entry_names_the_pack_that_stands_and_an_altered_pack_is_refused(scenario, signed, tmp_path):
    pack = small_pack(scenario, tmp_path)
    assert signed(3).pack == manifest_digest(pack)
    (pack / "results.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputFaults, match=r"results\.json.*altered since the pack was built"):
        signed(4)


def test_a_pack_of_another_costing_is_not_named(scenario, signed, tmp_path):
    small_pack(scenario, tmp_path)
    scenario.write_text(scenario.read_text("utf-8").replace('"grade": 24', '"grade": 23', 1), encoding="utf-8")
    assert signed(4).pack == NOT_RECORDED


def test_whether_finance_has_signed_is_said_with_who_and_when_and_whether_it_still_holds(scenario, signed):
    def said():
        state = control_state(scenario, assess(scenario))
        return finance_said(state.held.values(), state.now)

    signed(4)
    assert said() == "Finance has not signed this costing."
    signed(3)
    assert said() == (
        "Finance\u2019s clearance: A Invented, 15 October 2024 (the log, entry 2), for these very figures."
    )
    scenario.write_text(scenario.read_text("utf-8").replace("A test.", "Other words.", 1), encoding="utf-8")
    assert "(the log, entry 2); stale: the figures are those that it cleared" in said()


def test_where_nothing_is_signed_there_is_nothing_to_compare_with_and_the_reason_names_only_files_that_are_there(
    scenario, signed, tmp_path
):
    packs = tmp_path / "packs"
    with pytest.raises(InputFaults) as nothing:
        since_cleared(scenario, assess(scenario), packs)
    assert "a scenario that nobody has signed" in str(nothing.value) and "clearances.jsonl" not in str(nothing.value)
    signed(4)
    with pytest.raises(InputFaults, match="found no pack in any entry"):
        since_cleared(scenario, assess(scenario), packs)
    small_pack(scenario, tmp_path)
    signed(4)
    with pytest.raises(InputFaults, match=r"which is not in .*elsewhere/; expected the folder that has this pack"):
        since_cleared(scenario, assess(scenario), tmp_path / "elsewhere")


def test_a_signed_pack_is_kept_and_can_be_compared_with(scenario, signed, tmp_path):
    """One post at SCP 24 becomes SCP 23 in the present structure: the present cost falls, and the change is told."""
    pack = small_pack(scenario, tmp_path)
    assert keep_signed(pack, scenario) is None  # nobody has signed it
    signed(3)
    kept = keep_signed(pack, scenario)
    scenario.write_text(scenario.read_text("utf-8").replace('"grade": 24', '"grade": 23', 1), encoding="utf-8")
    rebuilt = small_pack(scenario, tmp_path)
    assert last_signed(scenario, tmp_path / "packs") == kept != rebuilt
    assert "row 3 (Finance clears the costing)" in gone_stale(scenario, rebuilt)[0]
    since = since_cleared(scenario, assess(scenario), tmp_path / "packs")
    present = since.table.frame.query("Measure == 'Present'").iloc[0]
    assert present["Now"] < present["Signed"] and present["Difference"] == present["Now"] - present["Signed"]
    assert since.lines == ("Old: grade 24 becomes 23",)


def test_of_many_who_sign_at_once_each_is_in_the_chain(tmp_path):
    path = tmp_path / "case.clearances.jsonl"
    made = {
        name: "x"
        for name in ("what", "role", "name", "date", "costing", "inputs", "pack", "public_pack", "model", "recorded")
    }

    made["date"] = "2010-11-15"

    def sign(row):
        with alone_at(tmp_path / "case.yaml", SIGNED):
            add_entry(path, {"row": row, **made})

    many = [threading.Thread(target=sign, args=(row,)) for row in range(20)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    entries, broken = read_log(path)
    assert broken is None and sorted(entry.row for entry in entries) == list(range(20))


@pytest.mark.long
def test_the_commands_say_how_to_start_a_sheet_and_what_day_is_accepted(write_small):
    path = write_small()
    shown = run_model("control", str(path))
    assert shown.returncode == 0 and f"control {path} --new cabinet_member    for a Cabinet" in shown.stdout
    wrong = run_model("sign", str(path), "--row", "3", "--name", "A Invented", "--date", "11/18/2010")
    assert wrong.returncode == 2 and "found '11/18/2010'; expected a date with the day first" in wrong.stderr
    assert "Usage: python3 workbook.py sign" in run_model("sign", "--help").stdout


def test_the_command_says_that_a_name_is_a_record_and_ends_in_its_codes(scenario, tmp_path):
    give = ("--name", "A Invented", "--date", "2024-10-15", "--packs", str(tmp_path))
    done = run_model("sign", str(scenario), "--row", "3", *give)
    assert done.returncode == 0 and "does not prove who typed the name" in done.stdout
    assert run_model("sign", str(scenario), "--row", "13", *give).returncode == 2
    published, on = str(blocked_scenario(tmp_path)), ("--date", "2010-11-15", "--packs", str(tmp_path))
    refused = run_model("sign", published, "--row", "3", "--name", "A Invented", *on)
    assert refused.returncode == 3 and "Finance can't clear the costing" in refused.stderr
