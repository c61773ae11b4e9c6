"""What a team shares, and what it does not: rights of files, signatures, a backup, and an officer who leaves.

The tests go on from those of test_team.py, in the order of the days that follow it.
"""

import json
import os
import shutil
import stat
from time import monotonic

import psutil

from server.tests.seen import BARNET, OTHER, PACK, choose, drafts_of, rights
from server.tests.team import (
    ADDRESS,
    BACKUP,
    FIRST,
    OUTSIDE,
    SCHOOLS,
    SECOND,
    SHARED,
    STRANGER,
    WORKBOOK,
    home_of,
    processes_of,
    until,
)


def tree(*folders):
    """Owner, group, mode and content of every file below."""
    paths = [path for folder in folders for path in [folder, *folder.rglob("*")] if ".lock" not in path.suffixes]
    return {path: (*rights(path), path.read_bytes() if path.is_file() else b"") for path in paths}


def test_an_officer_of_another_directorate_and_a_stranger_neither_read_nor_write_a_shared_scenario(officers, team):
    desk = officers[OUTSIDE].sign_in()
    assert not any(value.startswith(str(SCHOOLS)) for value in desk.choices())
    write, read = f"open('{BARNET}', 'a').close()", f"open('{BARNET}').read()"
    assert officers[SECOND].tries(write) == "None"
    for expression in (write, read, f"open('{SCHOOLS}/new.yaml', 'w')", f"__import__('os').listdir('{SCHOOLS}')"):
        assert officers[OUTSIDE].tries(expression) == "PermissionError"
    officers[OUTSIDE].close()
    assert team.as_user(SECOND, "cat", BARNET).returncode == 0
    for command_ in (("cat", BARNET), ("cp", BARNET, SCHOOLS / "new.yaml"), ("ls", SHARED)):
        refused = team.as_user(STRANGER, *command_, check=False)
        assert refused.returncode and "Permission denied" in refused.stderr


def test_a_file_that_only_its_owner_may_read_stays_so_among_those_who_share_the_folder(officers, team):
    team.as_user(FIRST, "bash", "-c", f"echo key > {SCHOOLS}/mine.key; chmod 600 {SCHOOLS}/mine.key")
    assert officers[FIRST].tries(f"open('{SCHOOLS}/mine.key').read()") == "'key\\n'"
    assert officers[SECOND].tries(f"open('{SCHOOLS}/mine.key').read()") == "PermissionError"


def test_new_files_are_the_groups_also_from_a_shell_with_another_umask(team):
    """A new scenario, its control sheet and its log, by one officer in a shell; the other goes on with each."""
    python = (WORKBOOK / ".venv/bin/python", "-P")
    team.as_user(FIRST, "cp", BARNET, SCHOOLS / "in-a-shell.yaml")
    team.model(FIRST, "control", str(SCHOOLS / "in-a-shell.yaml"), "--new", "officer")
    hold = "from pathlib import Path; from time import sleep; from model.control.lock import *"
    hold += f"\nwith alone_at(Path('{BARNET}'), SAVED): print('begun', flush=True); sleep(3)"
    begun = monotonic()
    holding = psutil.Popen(
        [shutil.which("runuser"), "-u", FIRST, "--", *map(str, python), "-c", hold],
        env={"PYTHONPATH": str(WORKBOOK)}, stdout=-1, text=True,
    )  # fmt: skip
    assert holding.stdout.readline() == "begun\n"
    team.model(SECOND, "control", str(BARNET), "--new", "officer")
    assert monotonic() - begun > 3, "the other user's lock was waited for"
    holding.wait()
    sheet = SCHOOLS / "barnet-schools-ict.control.yaml"
    assert rights(sheet) == (SECOND, "wcwtest-schools", "0o660")
    team.as_user(SECOND, *python, "-c", f"from model.desk.draft import Draft; from pathlib import Path; "
                 f"Draft.open(Path('{SCHOOLS}/in-a-shell.yaml')).copy_as(Path('{SCHOOLS}/copied.yaml'))")  # fmt: skip
    made = [path for path in SCHOOLS.rglob("*") if path.is_file() and ".drafts" not in path.parts]
    made.remove(SCHOOLS / OTHER)
    assert rights(SCHOOLS / OTHER)[1:] == ("wcwtest-schools", "0o640"), "as cp made it: nobody has saved it yet"
    assert {path.group() for path in made} == {"wcwtest-schools"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.suffix != ".key"} == {0o660}
    assert [path.name for path in made if ".lock" in path.suffixes] == []


def test_both_sign_the_same_log_one_after_the_other(team):
    """The first builds the pack again, since the second has saved after the last one, and signs that."""
    log = SCHOOLS / "barnet-schools-ict.clearances.jsonl"
    packs = home_of(FIRST) / "workbook/packs"
    signed, mine = ("--date", "9 November 2010"), ("--packs", str(packs))
    team.model(FIRST, "clear", str(BARNET), *mine)
    team.model(FIRST, "sign", str(BARNET), "--row", "4", "--name", "A. First (invented)", *signed, *mine)
    assert rights(log) == (FIRST, "wcwtest-schools", "0o660")
    team.model(SECOND, "sign", str(BARNET), "--row", "5", "--name", "B. Second (invented)", *signed)
    assert rights(log)[0] == FIRST and "2 entries" in team.model(SECOND, "verify", str(log)).stdout
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [entry["name"] for entry in entries] == ["A. First (invented)", "B. Second (invented)"]


def test_a_signed_pack_is_filed_for_the_group_and_verifies_there(team):
    filed = SCHOOLS / "packs" / "barnet-schools-ict"
    team.as_user(FIRST, "cp", "-r", home_of(FIRST) / PACK, filed)
    log = SCHOOLS / "barnet-schools-ict.clearances.jsonl"
    said = team.model(SECOND, "verify", str(filed), "--log", str(log)).stdout
    assert "The pack is the one signed in" in said
    assert team.model(OUTSIDE, "verify", str(filed), check=False).returncode != 0


def test_a_backup_is_restored_with_owners_and_rights_and_every_log_and_pack_verifies(team):
    packs = home_of(FIRST) / "workbook/packs"
    before, checked = tree(SHARED, packs), ("2 packs", "1 logs")
    said = team.script("backup.sh", BACKUP).stdout
    assert all(part in said for part in checked) and "none not as written" in said, said
    [archive] = BACKUP.glob("workbook-*.tar.gz")
    assert rights(archive) == ("root", "root", "0o600") and [*BACKUP.iterdir()] == [archive]
    team.as_user(FIRST, "rm", "-r", packs)
    for path in (BARNET, SCHOOLS / "barnet-schools-ict.clearances.jsonl"):
        path.unlink()
    BARNET.with_name(OTHER).write_text("altered", encoding="utf-8")
    assert tree(SHARED, packs) != before if packs.exists() else True
    said = team.script("restore.sh", archive, "/").stdout
    assert "none not as written" in said
    assert tree(SHARED, packs) == before
    log = SCHOOLS / "barnet-schools-ict.clearances.jsonl"
    assert "2 entries" in team.model(SECOND, "verify", str(log)).stdout
    assert team.model(FIRST, "verify", str(packs / "barnet-schools-ict"), "--log", str(log)).returncode == 0
    team.as_user(SECOND, "bash", "-c", f"umask 022; touch {SCHOOLS}/after-restore.yaml")
    assert rights(SCHOOLS / "after-restore.yaml") == (SECOND, "wcwtest-schools", "0o660")


def test_a_backup_of_a_log_that_was_altered_says_so(team):
    log = SCHOOLS / "barnet-schools-ict.clearances.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"B. Second", b"C. Second"))
    done = team.script("backup.sh", BACKUP, check=False)
    log.write_bytes(whole)
    assert done.returncode == 1 and "entry 2" in done.stderr


def test_who_leaves_is_ended_at_once_and_not_let_in_again_and_a_successor_has_their_draft(officers, team):
    first = officers[FIRST].desk
    first.tab("Structure")
    choose(first, OTHER)
    first.type_in("present", 0, "Grade", "42-44")
    until(lambda: [one for one in drafts_of(FIRST) if OTHER.removesuffix(".yaml") in one.name], 10, "no draft")
    said = team.script("remove-officer.sh", FIRST, SECOND).stdout
    assert "can no longer sign in" in said and not processes_of(FIRST)
    officers[FIRST].close()
    until(lambda: "Username:" in officers[FIRST].asks("/")[1], 60, "the browser that remembers them is let in")
    officers[FIRST].ask_to_sign_in()
    officers[FIRST].page.get_by_text("Invalid username or password").wait_for()
    assert not processes_of(FIRST) and drafts_of(FIRST) == []
    second = officers[SECOND].desk
    choose(second, OTHER)
    assert "42-44" in second.page.locator(".offer").inner_text()


def test_no_desk_asked_another_machine_for_anything(officers):
    own = (ADDRESS, ADDRESS.replace("https", "wss"), "data:", "blob:")
    desk = officers[SECOND].desk
    assert [url for url in desk.asked if not url.startswith(own)] + desk.kept_back == []
    assert len(desk.asked) > 10 and desk.failures == []
    assert os.environ.get("WORKBOOK_OWN") is None
