"""The folders that the officer names: their scenarios are offered, and the one open last is there the next time."""

import os
import stat

import pytest

from model.desk import places, start
from model.desk.opening import Desk
from model.desk.places import NoFolder, Places, place_named
from model.desk.start import open_desk
from tests.desk.desk_alone import NAME, desk_in, do


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def notice(desk):
    return desk.page.views["page"]["notice"]


def test_the_scenarios_of_a_folder_that_is_named_are_offered_and_one_of_them_is_opened(desk, tmp_path):
    mine = tmp_path / "my folder"
    mine.mkdir()
    (mine / "ours.yaml").write_bytes((desk.folder / NAME).read_bytes())
    (mine / "no-scenario.yaml").write_text("colours: [red]\n", encoding="utf-8")
    do(desk, "picker", "folder", path=f'"{mine}"')
    picker = desk.page.views["picker"]
    assert notice(desk) == f"{mine} has 1 scenario. Choose one above."
    assert [path for path, _ in picker["choices"]] == [str(desk.draft.path), str(mine / "ours.yaml")]
    do(desk, "picker", "open", path=str(mine / "ours.yaml"))
    assert desk.draft.path == mine / "ours.yaml" and not notice(desk)
    assert str(tmp_path / "scenarios") in desk.page.views["picker"]["folders"]
    do(desk, "picker", "folder", path=str(tmp_path / "scenarios" / NAME))
    assert desk.draft.path.name == NAME and desk.folder == tmp_path / "scenarios"


def test_what_is_no_folder_is_said_in_words_and_all_stays_as_it_is(desk, tmp_path):
    faults = {
        "": "Type the folder's whole path",
        "scenarios": "is not a whole path",
        str(tmp_path / "gone" / "deeper"): f"{tmp_path} has nothing called gone",
        str(tmp_path / "scenarios" / "scenario.schema.json"): "is not a scenario",
        "/a\0b": "can't be read",
    }
    for typed, said in faults.items():
        do(desk, "picker", "folder", path=typed)
        assert said in notice(desk) and desk.folder == tmp_path / "scenarios"
        assert "Error" not in notice(desk)


def test_a_folder_that_may_not_be_read_is_said_so(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    before = os.geteuid()
    if before == 0:  # who may read everything tries it as somebody else
        os.seteuid(65534)
    try:
        with pytest.raises(NoFolder, match="you don't have permission to read it"):
            place_named(str(closed))
    finally:
        os.seteuid(before)


def test_a_path_outside_the_folders_that_were_named_is_not_opened(desk, tmp_path):
    outside = tmp_path / "outside" / NAME
    outside.parent.mkdir()
    outside.write_bytes((desk.folder / NAME).read_bytes())
    before = desk.draft.path
    for path in (outside, desk.folder / ".." / "outside" / NAME):
        do(desk, "picker", "open", path=str(path))
        assert desk.draft.path == before and "no longer there" in notice(desk)


@pytest.mark.long
def test_the_scenario_that_was_open_last_opens_again_and_one_that_is_gone_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "ROOT", tmp_path)
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(start.FIRST.read_bytes())
    assert open_desk().draft.path == start.FIRST
    open_desk(mine)
    again = open_desk()
    assert again.draft.path == mine and again.places.folders == [tmp_path, start.FIRST.parent]
    [kept] = (tmp_path / ".desk").glob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    mine.unlink()
    gone = open_desk()
    assert gone.draft.path == start.FIRST and "is no longer there" in gone.greeting
    kept.write_text("{", encoding="utf-8")
    assert open_desk().draft.path == start.FIRST


def test_on_a_server_the_desk_opens_in_a_folder_that_is_shared_and_what_it_makes_goes_to_ones_own(
    tmp_path, monkeypatch
):
    own, shared = tmp_path / "own", tmp_path / "shared"
    (schools := shared / "schools").mkdir(parents=True)
    own.mkdir()
    monkeypatch.setenv(places.OWN, str(own))
    monkeypatch.setenv(places.SHARED, str(shared))
    first = open_desk()
    assert first.draft.path == start.FIRST, "there is none in the folder yet"
    assert first.packs == own / "packs" and str(schools) in first.views()["picker"]()["folders"]
    (schools / NAME).write_bytes(start.FIRST.read_bytes())
    for path in (own / ".desk").iterdir():
        path.unlink()
    assert open_desk().draft.path == schools / NAME
    assert [path.name for path in own.iterdir()] == [".desk"]


def test_a_folder_that_the_system_keeps_one_out_of_is_not_offered(tmp_path, monkeypatch):
    (closed := tmp_path / "closed").mkdir()
    monkeypatch.setenv(places.SHARED, str(tmp_path))
    assert places.shared_folders() == [closed]
    monkeypatch.setattr(os, "access", lambda path, _: path != closed)
    assert places.shared_folders() == []


def test_where_nothing_can_be_kept_the_folders_are_known_for_as_long_as_the_desk_is_open(tmp_path):
    (tmp_path / ".desk").write_text("in the way", encoding="utf-8")
    places = Places.of_user(tmp_path)
    desk = Desk(start.FIRST.parent, tmp_path / "packs", places)
    desk.open(start.FIRST)
    assert places.folders == [start.FIRST.parent] and Places.of_user(tmp_path).folders == []
