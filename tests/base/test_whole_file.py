"""A file put in another's place is open to the same people as that was: several share a folder, or nobody does."""

import os
import stat
import struct
import sys

import pytest

from model.base.whole_file import written_beside

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has rights of another kind")


@pytest.fixture
def umask():
    """Sets the umask, which is that of a careless shell (022) unless said."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.fixture
def place(tmp_path, umask):
    return tmp_path / "scenario.yaml"


VERSION, OWNER, GROUP, OTHERS, NOBODY_NAMED = 2, 1, 4, 32, 0xFFFF_FFFF
"""An access list as Linux keeps it: the number of its form, then of each entry whose rights they are."""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def there(path, its_mode):
    path.write_bytes(b"before")
    path.chmod(its_mode)
    return path


@pytest.mark.parametrize("its_mode", [0o600, 0o660, 0o644, 0o664])
def test_what_replaces_a_file_is_open_to_those_who_had_it(place, its_mode):
    written_beside(there(place, its_mode), b"after").replace(place)
    assert (mode(place), place.read_bytes()) == (its_mode, b"after")


def test_a_new_file_is_as_the_one_beside_it_that_it_comes_from(place):
    scenario = there(place.with_name("other.yaml"), 0o660)
    assert mode(written_beside(place, b"x", like=scenario)) == 0o660


def test_a_new_file_alone_is_as_the_umask_has_every_file(place, umask):
    assert mode(written_beside(place, b"x")) == 0o644
    umask(0o007)
    assert mode(written_beside(place, b"x")) == 0o660


def test_in_another_folder_it_is_as_files_are_there_but_what_was_its_owners_alone_stays_so(place, umask):
    umask(0o007)
    (elsewhere := place.parent / "elsewhere").mkdir()
    everybodys, mine = (there(elsewhere / name, its_mode) for name, its_mode in (("a.yaml", 0o644), ("b.yaml", 0o600)))
    assert mode(written_beside(place, b"x", like=everybodys)) == 0o660
    assert mode(written_beside(place, b"x", like=mine)) == 0o600


def test_what_is_private_is_its_owners_alone_whatever_it_replaces(place):
    assert mode(written_beside(there(place, 0o664), b"x", private=True)) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a file to a group")
def test_the_group_of_a_file_outlives_its_being_replaced(place):
    os.chown(there(place, 0o660), -1, 12345)
    written_beside(place, b"after").replace(place)
    assert (place.stat().st_gid, mode(place)) == (12345, 0o660)


def test_a_group_that_its_writer_is_not_in_is_not_replaced_by_another(place, monkeypatch):
    """Else everybody of the writer's own group could read a list of holders."""

    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "chown", refused)
    own_gid = place.parent.stat().st_gid
    monkeypatch.setattr("model.base.whole_file._gid", lambda path: own_gid + (path == place))
    assert mode(written_beside(there(place, 0o664), b"x")) == 0o604


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep access lists in another form")
def test_in_a_folder_of_a_group_new_files_are_the_groups_whatever_the_umask(place):
    """By the folder's default access list, as docs/team.md has it made."""
    rights = ((OWNER, 7), (GROUP, 7), (OTHERS, 0))  # of acl(5): setfacl -d -m u::rwx,g::rwx,o::---
    entries = b"".join(struct.pack("<HHI", whose, may, NOBODY_NAMED) for whose, may in rights)
    os.setxattr(place.parent, "system.posix_acl_default", struct.pack("<I", VERSION) + entries)
    os.chmod(place.parent, 0o2770)
    written_beside(place, b"x").replace(place)
    written_beside(place, b"y").replace(place)
    assert mode(place) == 0o660


def test_what_was_copied_into_a_folder_of_a_group_is_the_groups_to_write_once_it_was_saved(place):
    """``cp`` gives a copy the mode of its original, and so 640 in a folder with an access list."""
    place.parent.chmod(0o2770)
    for its_mode, saved in ((0o640, 0o660), (0o600, 0o600)):
        written_beside(there(place, its_mode), b"x").replace(place)
        assert mode(place) == saved


def test_nothing_is_left_where_it_can_not_be_written(place, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        written_beside(place, b"x")
    assert list(place.parent.iterdir()) == []
