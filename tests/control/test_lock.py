"""The one lock of a scenario, between real processes: who saves, signs or clears it does so alone."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from model.base.put_together import FILES, note_of
from model.base.whole_file import put_whole, written_beside
from model.control.lock import CLEARED, SAVED, SIGNED, AtWork, alone_at, finish_cut_off, lock_path, work_on
from model.control.log import log_path, read_log
from model.control.sheet import start_sheet
from model.control.sign_off import sign_row
from model.desk.draft import Draft
from model.desk.save import ChangedElsewhere
from model.report.pack.build import build_pack
from tests.conftest import HOME, first_of, run_model

AT_WORK = """
import sys
from pathlib import Path
from time import sleep
from model.control.lock import alone_at
with alone_at(Path(sys.argv[1]), sys.argv[2]):
    print("begun", flush=True)
    sleep(float(sys.argv[3]))
"""
FINDS_MODEL = {**os.environ, "PYTHONPATH": str(HOME)}
SENTENCE = r"scenario\.yaml is being cleared by .+ on .+\. That began at \d\d:\d\d on \d{1,2} [A-Z][a-z]+ \d{4}\."


@contextmanager
def somebody_at_work(scenario, what=CLEARED, seconds=60.0):
    """Another process that is at work on a scenario; gives it."""
    command = [sys.executable, "-c", AT_WORK, str(scenario), what, str(seconds)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(HOME)}
    ) as one:
        try:
            assert one.stdout.readline() == "begun\n"
            yield one
        finally:
            one.kill()


@pytest.fixture
def scenario(write_small):
    path = write_small()
    start_sheet(path, "officer")
    return path


def test_a_save_that_was_cut_off_is_finished_before_the_scenario_is_read(scenario):
    place = scenario.with_name("posts.csv")
    prepared = written_beside(place, b"new")
    put_whole(note_of(scenario), json.dumps({FILES: [[str(prepared), str(place)]]}).encode())
    finish_cut_off(scenario)
    assert place.read_bytes() == b"new" and not prepared.exists() and not note_of(scenario).exists()


@pytest.fixture
def no_waiting(monkeypatch):
    monkeypatch.setattr("model.desk.save.WAIT", 0.2)
    monkeypatch.setattr(alone_at.__wrapped__, "__defaults__", (0.2,))


def test_it_is_said_who_is_at_work_and_since_when_and_nobody_once_that_has_ended(scenario):
    before = datetime.now()
    with somebody_at_work(scenario) as other:
        work = work_on(scenario)
        assert work is not None and before.replace(microsecond=0) <= work.since <= datetime.now()
        assert re.fullmatch(SENTENCE, str(work)), work
        other.terminate()
        other.wait()
    assert work_on(scenario) is None


def test_while_one_clears_nobody_saves_signs_or_clears_and_each_is_told_who_it_is(scenario, no_waiting, tmp_path):
    draft, before = Draft.open(scenario), scenario.read_bytes()
    draft.edit(("title",), "Another title")
    with somebody_at_work(scenario):
        for attempt in (
            lambda: draft.save(author="A Invented"),
            lambda: sign_row(scenario, 4, "A Invented", day=date(2024, 10, 15)),
            lambda: build_pack(scenario, tmp_path / "packs"),
        ):
            with pytest.raises(AtWork, match=SENTENCE):
                attempt()
    assert scenario.read_bytes() == before and not log_path(scenario).exists() and not (tmp_path / "packs").exists()
    assert draft.save(author="A Invented") == scenario


@pytest.mark.parametrize("what", first_of([SAVED, SIGNED]))
def test_signing_waits_for_what_does_not_take_long(scenario, what):
    with somebody_at_work(scenario, what, seconds=1):
        assert sign_row(scenario, 4, "A Invented", day=date(2024, 10, 15)).entry == 1


def test_the_lock_of_a_killed_process_is_taken_over_at_once(scenario):
    with somebody_at_work(scenario) as other:
        other.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        other.wait()
    assert lock_path(scenario).exists() and work_on(scenario) is None, "its words are there, and nobody is at work"
    begun = time.monotonic()
    with alone_at(scenario, SAVED, wait=0):
        assert time.monotonic() - begun < 1
        assert work_on(scenario).what == SAVED
    assert not lock_path(scenario).exists()


def test_of_many_processes_one_at_a_time_is_at_work(scenario, tmp_path):
    """Each reads a count and writes it one higher, slowly: where two did so at once, one of them would be lost."""
    count = tmp_path / "count"
    count.write_text("0", encoding="utf-8")
    code = AT_WORK.replace("sleep(float(sys.argv[3]))", "n = int(Path(sys.argv[3]).read_text()); sleep(0.05); "
                           "Path(sys.argv[3]).write_text(str(n + 1))")  # fmt: skip
    command = [sys.executable, "-c", code, str(scenario), SAVED, str(count)]
    many = [subprocess.Popen(command, env=FINDS_MODEL, stdout=subprocess.DEVNULL) for _ in range(8)]
    assert [one.wait() for one in many] == [0] * 8
    assert count.read_text(encoding="utf-8") == "8"


@pytest.mark.long
def test_the_command_line_waits_and_then_says_who_it_is_and_ends_with_the_code_of_a_fault(scenario, tmp_path):
    with somebody_at_work(scenario):
        refused = run_model("clear", str(scenario), "--packs", str(tmp_path / "packs"))
    assert refused.returncode == 2 and re.search(SENTENCE, refused.stderr) and "Nothing was done" in refused.stderr
    assert not (tmp_path / "packs").exists()


def test_a_lock_whose_words_are_not_written_yet_still_counts(scenario):
    with somebody_at_work(scenario):
        lock_path(scenario).write_text("", encoding="utf-8")
        assert work_on(scenario).who == "somebody else"
    with somebody_at_work(scenario):
        lock_path(scenario).write_text(json.dumps({"of": "another format"}), encoding="utf-8")
        assert work_on(scenario).who == "somebody else"


def test_a_save_over_what_another_saved_is_refused_still_and_its_lock_is_let_go(scenario):
    mine, theirs = Draft.open(scenario), Draft.open(scenario)
    for draft, title in ((theirs, "Theirs"), (mine, "Mine")):
        draft.edit(("title",), title)
    theirs.save(author="B Invented")
    with pytest.raises(ChangedElsewhere):
        mine.save(author="A Invented")
    assert work_on(scenario) is None and read_log(log_path(scenario)) == ((), None)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_the_place_of_a_lock_is_not_followed(scenario, tmp_path):
    """In a folder that several share, it could lead to a file of whoever saves next."""
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("kept", encoding="utf-8")
    lock_path(scenario).symlink_to(theirs)
    with pytest.raises(AtWork), alone_at(scenario, SAVED, wait=0):
        pass
    assert theirs.read_text(encoding="utf-8") == "kept"
