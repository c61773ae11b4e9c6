"""A run's private folder goes with the run; what a killed one left goes with the next, and nothing else does."""

import os
import shutil
import subprocess
import sys
import tempfile

import pytest

from model.base.private_folder import IN_USE, clear_left_over, private_folder
from model.base.trouble import Trouble
from tests.conftest import HOME

AT_WORK = """
from model.base.private_folder import private_folder
with private_folder() as folder:
    (folder / "key").write_text("secret")
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def at_work(place):
    process = subprocess.Popen(
        [sys.executable, "-c", AT_WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(HOME), "TMPDIR": str(place)},
    )  # fmt: skip
    return process, process.stdout.readline().strip()


def test_it_is_its_owners_alone_and_goes_at_the_end(place):
    with private_folder() as folder:
        assert folder.parent == place and folder.stat().st_mode & 0o777 == 0o700
        (folder / "more").mkdir()
    assert list(place.iterdir()) == []


def test_that_of_a_killed_process_goes_with_the_next_and_that_of_a_living_one_stays(place):
    living, its = at_work(place)
    killed, left = at_work(place)
    killed.kill()
    killed.wait()
    assert os.path.exists(left)
    with private_folder() as folder:
        assert not os.path.exists(left) and os.path.exists(os.path.join(its, "key"))
        assert sorted(path.name for path in place.iterdir()) == sorted([folder.name, os.path.basename(its)])
    living.communicate("\n")
    assert list(place.iterdir()) == []


def test_what_a_process_that_is_just_ending_writes_while_it_is_removed_goes_with_the_next(place):
    with pytest.MonkeyPatch.context() as patched, private_folder() as folder:
        profile, remove = folder / "profile", shutil.rmtree
        profile.mkdir()

        def written_once_more(path, **how):
            remove(path, **how)
            if path == profile:
                profile.mkdir()

        patched.setattr(shutil, "rmtree", written_once_more)
    assert profile.exists()
    with private_folder() as other:
        assert list(place.iterdir()) == [other]


def test_what_is_not_ours_stays(place):
    kept = ["workbook-12345678", "workbook-mine", "workbook-", "other-12345678"]
    for name in kept:
        (place / name).mkdir()
        (place / name / "file").write_text("kept", encoding="utf-8")
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / IN_USE).write_text("", encoding="utf-8")
    (place / "workbook-87654321").symlink_to(elsewhere)
    (place / "workbook-87654322").write_text("a file", encoding="utf-8")
    assert clear_left_over(place) == []
    assert (elsewhere / IN_USE).exists() and all((place / name / "file").exists() for name in kept)
    (place / "workbook-abcdefgh").mkdir()  # killed before its file was made
    (place / "workbook-abcdefgi").mkdir()
    (place / "workbook-abcdefgi" / IN_USE).touch()
    (place / "workbook-abcdefgj").mkdir()
    (place / "workbook-abcdefgj" / "kernel.json").touch()  # a kernel made it again
    gone = ["workbook-abcdefgh", "workbook-abcdefgi", "workbook-abcdefgj"]
    assert [folder.name for folder in clear_left_over(place)] == gone


@pytest.mark.skipif(os.name != "posix" or os.geteuid(), reason="only root makes a folder another user's")
def test_another_users_stays(place):
    theirs = place / "workbook-abcdefgh"
    theirs.mkdir()
    (theirs / IN_USE).touch()
    os.chown(theirs, 12345, 12345)
    assert clear_left_over(place) == [] and theirs.exists()


def test_without_a_place_for_temporary_files_it_says_what_to_do(monkeypatch):
    def none():
        raise FileNotFoundError(2, "No usable temporary directory found in ['/none']")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with pytest.raises(Trouble, match="Set TMPDIR to the path of a folder"), private_folder():
        pass
