"""An error of the operating system is a sentence: what happened, to which file, and what to do."""

import errno
import os

import pytest

from model.base.trouble import SAME, SAYS, Trouble, as_trouble, sentence_of


@pytest.mark.parametrize("number", [*SAYS, *SAME])
def test_each_error_that_is_known_names_its_file_and_says_what_to_do(number):
    said = sentence_of(OSError(number, os.strerror(number), "/packs/of mine"))
    assert ("/packs/of mine" in said) == (number != errno.ENOMEM)
    assert said.endswith(".") and "Errno" not in said
    assert any(word in said for word in ("Give another place", "Free some", "Close some", "Raise the limit"))


def test_any_other_is_said_in_the_systems_own_words_and_where():
    assert "could not be found on tape" not in sentence_of(OSError(errno.EPIPE, "Broken pipe", "out"))
    assert "out" in sentence_of(OSError(errno.EPIPE, "Broken pipe", "out"))
    assert sentence_of(OSError("the cluster is away")) and sentence_of(MemoryError()).startswith("The machine's memory")


def test_an_error_of_the_system_that_a_package_wrapped_is_told_and_a_fault_of_the_program_is_not():
    full = OSError(errno.ENOSPC, "No space left on device", "/packs")
    assert "The disk is full" in str(as_trouble(ValueError(full)))
    caused = ValueError("not written")
    caused.__cause__ = full
    assert "The disk is full" in str(as_trouble(caused)) and as_trouble(Trouble("x")).args == ("x",)
    passing = KeyError("a")
    passing.__context__ = full  # it was dealt with before
    assert as_trouble(passing) is None


def test_of_two_files_it_names_the_place_and_of_one_half_written_its_folder():
    assert "/to/b.yaml" in sentence_of(OSError(errno.EACCES, "no", "/from/a", None, "/to/b.yaml"))
    assert "for /to." in sentence_of(OSError(errno.EACCES, "no", "/to/.b-0123456789abcdef.tmp"))


def test_a_file_where_a_folder_is_needed_is_said_to_be_one(tmp_path):
    (tmp_path / "packs").touch()
    with pytest.raises(OSError) as found:
        (tmp_path / "packs").mkdir(parents=True, exist_ok=True)
    assert sentence_of(found.value).startswith(f"{(tmp_path / 'packs').as_posix()} is a file")
