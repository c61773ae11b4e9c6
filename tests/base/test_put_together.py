"""Several files are put in their places together, and what a killed process left is finished or taken away."""

import json
import os

import pytest

from model.base import put_together as room
from model.base.put_together import clear_half_written, ending_of, finish, make_ready, note_of, put_together
from model.base.whole_file import written_beside


@pytest.fixture
def owner(tmp_path):
    return tmp_path / "case.yaml"


def ready(owner):
    """Two files made ready, of which one has a place where another is."""
    (owner.parent / "lists").mkdir(exist_ok=True)
    places = {owner: b"new", owner.parent / "lists" / "posts.csv": b"new rows"}
    owner.write_bytes(b"old")
    make_ready(owner, [place.parent for place in places])
    listed, own = places.popitem(), places.popitem()  # as Save does: the list first, and the scenario by its own name
    return {
        listed[0]: written_beside(*listed, ending_of(owner, listed[0].suffix)),
        own[0]: written_beside(*own),
    }


def what_is_there(owner):
    return {
        path.relative_to(owner.parent).as_posix(): path.read_bytes()
        for path in owner.parent.rglob("*")
        if path.is_file()
    }


NEW, OLD = {"case.yaml": b"new", "lists/posts.csv": b"new rows"}, {"case.yaml": b"old"}


def test_all_are_put_and_nothing_else_stays(owner):
    put_together(owner, ready(owner))
    assert what_is_there(owner) == NEW


@pytest.mark.parametrize("why", [OSError("full"), KeyboardInterrupt()], ids=["a full disk", "Ctrl-C"])
def test_where_the_second_can_not_be_put_all_are_as_they_were(owner, monkeypatch, why):
    files, put = ready(owner), []

    def replace(one, other):
        put.append(other)
        if len(put) == 3:  # what is to be put is written down first
            raise why
        os.rename(one, other)

    monkeypatch.setattr(room.os, "replace", replace)
    with pytest.raises(type(why)):
        put_together(owner, files)
    monkeypatch.undo()
    assert owner.read_bytes() == b"old" and not (owner.parent / "lists" / "posts.csv").exists()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_killed_between_two_the_next_one_finishes(owner, monkeypatch, after):
    """Killed when the list of what is to be put is written down, when one is put, and when both are."""
    files = ready(owner)
    done = []

    def replace(one, other):
        os.rename(one, other)
        done.append(other)
        if len(done) == after:
            raise SystemError

    monkeypatch.setattr(room.os, "replace", replace)
    monkeypatch.setattr("pathlib.Path.replace", lambda one, other: replace(one, other))
    monkeypatch.setattr("pathlib.Path.unlink", lambda *_, **__: None)  # a killed process tidies nothing up
    monkeypatch.setattr(room, "written_beside", lambda *_: os._exit)
    with pytest.raises((SystemError, TypeError)):
        put_together(owner, files)
    monkeypatch.undo()
    finish(owner)
    assert what_is_there(owner) == NEW


def test_killed_while_they_are_made_ready_nothing_of_them_stays(owner):
    ready(owner)
    written_beside(owner, b"half")
    finish(owner)
    assert what_is_there(owner) == OLD


def test_a_note_of_something_else_moves_nothing(owner, tmp_path):
    owner.write_bytes(b"old")
    (tmp_path / "elsewhere.txt").write_bytes(b"theirs")
    for note in (
        "{",
        "[]",
        '{"to_be_put": 3}',
        json.dumps({room.FILES: [[str(tmp_path / "elsewhere.txt"), str(owner)]]}),
    ):
        note_of(owner).write_text(note, encoding="utf-8")
        finish(owner)
        assert what_is_there(owner) == {**OLD, "elsewhere.txt": b"theirs"}


def test_only_what_is_of_those_names_and_half_written_is_taken_away(tmp_path):
    names = [".case-0123456789abcdef.tmp", ".other-0123456789abcdef.tmp", ".case-0123.tmp", "case-0123456789abcdef.tmp",
             ".case-0123456789abcdef.yaml", ".case-0123456789abcdef.elsewhere.tmp.csv"]  # fmt: skip
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    clear_half_written(tmp_path, ["case"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
