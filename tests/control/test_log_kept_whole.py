"""A log whose last line was cut off goes on; last lines taken out are found by what was kept elsewhere."""

import json
import resource
import signal
import sys
from datetime import date

import pytest

from model.base.faults import InputFaults
from model.control.log import LogBroken, add_entry, aside_path, log_path, read_log, was_set_aside
from model.control.receipt import Known, known_by_receipt, log_so_far, refuse_place, write_receipt, write_receipts
from model.control.seal import manifest_digest, read_manifest, seal
from model.control.sheet import start_sheet
from model.control.sign_off import sign_row
from model.control.verify import verify_log, verify_pack
from model.report.pack.control_words import signed_lines
from model.report.pack.place import note_place
from model.report.pack.record import same_pack_again
from tests.conftest import run_model
from tests.control.test_verify import NOTED, build_pack, seal_with


@pytest.fixture
def scenario(write_small):
    path = write_small()
    start_sheet(path, "officer")
    return path


@pytest.fixture
def signed(scenario, tmp_path):
    def signed(row, name="A Invented"):
        return sign_row(scenario, row, name, day=date(2024, 10, 15), packs=tmp_path / "packs")

    return signed


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_line_cut_off_anywhere_is_put_aside_and_said_and_the_next_signature_is_the_next_entry(
    scenario, signed, tmp_path, share
):
    signed(4)
    whole = log_path(scenario).read_bytes()
    signed(3, "B Invented")
    second = log_path(scenario).read_bytes()[len(whole) :]
    cut = second[: max(1, int((len(second) - 1) * share))]
    log_path(scenario).write_bytes(whole + cut)
    assert "its writing was cut off" in str(read_log(log_path(scenario))[1]), (
        "verify says what it is, and mends nothing"
    )
    assert log_path(scenario).read_bytes() == whole + cut
    entry = signed(6, "C Invented")
    assert entry.entry == 2 and read_log(log_path(scenario))[1] is None
    assert log_path(scenario).read_bytes().startswith(whole)
    kept = json.loads(aside_path(log_path(scenario)).read_text(encoding="utf-8"))
    assert kept["line"].encode() == cut and kept["was_to_be_entry"] == 2
    assert "was cut off, so it is not an entry. That line is kept in" in signed_lines(entry, scenario, tmp_path)[0]
    assert "cut off" not in "".join(signed_lines(signed(7), scenario, tmp_path))


def test_where_putting_aside_was_cut_off_too_the_line_is_put_aside_whole_on_a_line_of_its_own(scenario, signed):
    signed(4)
    log = log_path(scenario)
    cut = b'{"entry":2,'
    log.write_bytes(log.read_bytes() + cut)
    aside_path(log).write_bytes(b'{"set_aside": "2010-1')
    assert signed(6).entry == 2 and read_log(log)[1] is None
    first, second = aside_path(log).read_bytes().splitlines()
    assert first == b'{"set_aside": "2010-1'
    assert json.loads(second)["line"].encode() == cut and was_set_aside(log, 2)


def test_a_whole_line_that_lacks_its_end_alone_stays_an_entry(scenario, signed):
    signed(4)
    log_path(scenario).write_bytes(log_path(scenario).read_bytes().removesuffix(b"\n"))
    assert signed(3).entry == 2 and not aside_path(log_path(scenario)).exists()


@pytest.mark.parametrize("rest", [b"{}", b"x", b'{"entry":9,', b'{"entry":2,"previous":"' + b"0" * 64, b'{"entry":2}'])
def test_a_last_line_that_was_altered_is_no_line_cut_off_and_nothing_is_added(scenario, signed, rest):
    signed(4)
    with log_path(scenario).open("ab") as log:
        log.write(rest)
    before = log_path(scenario).read_bytes()
    with pytest.raises(LogBroken, match="entry 2: the last line is not whole, since it was altered"):
        signed(3)
    assert log_path(scenario).read_bytes() == before and not aside_path(log_path(scenario)).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
@pytest.mark.parametrize("more", [0, 1, 200])
def test_a_disk_that_is_full_leaves_the_log_as_it_was(scenario, signed, more):
    """A file may not grow beyond a limit: the first ``more`` bytes of the line are written, and then none."""
    signed(4)
    before = log_path(scenario).read_bytes()
    limits, old = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + more, limits[1]))
        with pytest.raises(OSError, match="too large"):
            signed(3)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    assert log_path(scenario).read_bytes() == before
    assert signed(3).entry == 2


def test_deep_or_odd_lines_are_no_entries(tmp_path):
    path = tmp_path / "case.clearances.jsonl"
    for line in (b"[" * 100_000, b"null", b"[]", b"\xff\xfe", b'{"entry": 1}'):
        path.write_bytes(line + b"\n")
        assert "not as it was written" in verify_log(path).broken[0].what


@pytest.mark.parametrize(
    ("key", "value"), [("row", "3"), ("row", True), ("name", None), ("date", "some day"), ("pack", 1)]
)
def test_an_entry_of_wrong_kinds_is_none_though_its_hash_is_right(tmp_path, monkeypatch, key, value):
    path = tmp_path / "case.clearances.jsonl"
    add_entry(path, {"row": 3, "costing": "r" * 64, **NOTED, key: value})
    assert "not as it was written" in verify_log(path).broken[0].what


def cut(log, entries):
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:entries]))


def test_last_entries_taken_out_are_found_by_a_receipt_of_one_of_them(scenario, signed, tmp_path):
    signed(4)
    receipt = write_receipt(scenario, signed(3), tmp_path)
    assert receipt.name == "scenario-entry-2.receipt.txt" and "Row:     3, Finance clears" in receipt.read_text("utf-8")
    log = log_path(scenario)
    sound = run_model("verify", str(log), "--receipt", str(receipt))
    assert (
        sound.returncode == 0 and f"Entry 2 of the log is the entry that the receipt {receipt} names." in sound.stdout
    )
    cut(log, 1)
    assert run_model("verify", str(log)).returncode == 0, "it is whole in itself"
    found = run_model("verify", str(log), "--receipt", str(receipt))
    assert found.returncode == 2 and "entry 2: the log has 1 entry, but the receipt" in found.stdout
    signed(3, "Another Invented")
    assert "not the entry that the receipt" in str(verify_log(log, [known_by_receipt(receipt)]).broken[0])


def test_a_receipt_that_was_altered_is_none_and_one_is_never_written_over_anything(scenario, signed, tmp_path):
    entry = signed(4)
    receipt = write_receipt(scenario, entry, tmp_path)
    assert write_receipt(scenario, entry, tmp_path) == receipt == write_receipts(scenario, tmp_path)[0]
    receipt.write_text(receipt.read_text("utf-8").replace('"A Invented"', '"B Invented"'), encoding="utf-8")
    with pytest.raises(InputFaults, match="no receipt of a signature, or one that was altered"):
        known_by_receipt(receipt)
    with pytest.raises(InputFaults, match="something that already exists"):
        write_receipt(scenario, entry, tmp_path)


def test_a_receipt_goes_into_a_folder_or_a_new_file_in_one(tmp_path):
    refuse_place(tmp_path)
    refuse_place(tmp_path / "new.txt")
    (tmp_path / "there.txt").write_text("x")
    for place, found in (
        (tmp_path / "there.txt", "something that already exists"),
        (tmp_path / "no" / "r", "no folder"),
    ):
        with pytest.raises(InputFaults) as refused:
            refuse_place(place)
        [fault] = refused.value.faults
        assert fault.found.startswith(found) and fault.line == 1


@pytest.mark.long
def test_the_command_signs_nothing_where_its_receipt_has_no_place_and_writes_those_of_all(scenario, tmp_path):
    give = ("--row", "4", "--name", "A Invented", "--date", "2024-10-15", "--packs", str(tmp_path))
    refused = run_model("sign", str(scenario), *give, "--receipt", str(tmp_path / "none" / "r.txt"))
    assert refused.returncode == 2 and "no folder for the receipt" in refused.stderr and not log_path(scenario).exists()
    done = run_model("sign", str(scenario), *give, "--receipt", str(tmp_path))
    assert done.returncode == 0 and "The receipt is in" in done.stdout
    every = run_model("control", str(scenario), "--receipts", str(tmp_path / "all"))
    assert every.returncode == 0 and [path.name for path in (tmp_path / "all").iterdir()] == [
        "scenario-entry-1.receipt.txt"
    ]


def test_last_entries_taken_out_are_found_by_a_pack_built_when_they_were_there(scenario, signed, tmp_path):
    signed(4)
    signed(3)
    pack = build_pack(tmp_path / "packs" / "scenario")
    manifest = read_manifest(pack)
    del manifest["manifest_sha256"]
    seal_with(pack, {**manifest, "log": log_so_far(scenario), "scenario_file": "inputs/scenario.yaml"})
    note_place(pack, scenario)
    log = log_path(scenario)
    assert verify_pack(pack, log).broken == () and run_model("verify", str(log)).returncode == 0
    cut(log, 1)
    assert "entry 2: the log has 1 entry, but the pack" in str(verify_pack(pack, log).broken[0])
    found = run_model("verify", str(log))
    assert found.returncode == 2 and "names entry 2: the log's last entries were taken out" in found.stdout
    with pytest.raises(LogBroken, match="the log's last entries were taken out, or an older copy of the log"):
        signed(6)
    log.unlink()
    assert any(
        "The pack was built when the log had 2 entries, but there is no log now." in line
        for line in verify_pack(pack, log).said
    )


def test_a_pack_built_again_of_the_same_things_after_a_signature_is_the_one_that_was_signed(tmp_path):
    packs = [build_pack(tmp_path / name) for name in ("before", "after", "other")]
    for entries, pack in enumerate(packs):
        manifest = read_manifest(pack)
        del manifest["manifest_sha256"]
        more = {"scenario": "Another"} if pack.name == "other" else {}
        (pack / "manifest.json").write_text(json.dumps({**manifest, **more}), encoding="utf-8")
        seal(pack / "manifest.json", log={"entries": entries, "last": "h" * 64})
    before, after, other = packs
    assert manifest_digest(after) != manifest_digest(before)
    same_pack_again(after, before)
    same_pack_again(other, before)
    assert manifest_digest(after) == manifest_digest(before) != manifest_digest(other)


def test_a_clock_set_back_is_said_and_breaks_nothing(tmp_path):
    path = tmp_path / "case.clearances.jsonl"
    for day in ("2010-11-15T09:00:00Z", "2001-01-01T00:00:00Z"):
        add_entry(path, {"row": 3, "costing": "r" * 64, **NOTED, "recorded": day})
    verified = verify_log(path)
    assert verified.broken == () and "a clock was wrong" in " ".join(verified.said)


def test_what_is_kept_elsewhere_of_an_empty_log_contradicts_nothing():
    assert Known(0, "", "the pack").contradicts("log", ()) is None
