"""A pack on an officer's computer: what the system adds is no tampering, and what is no file is never opened."""

import json
import os
import socket
import sys
from pathlib import Path

import pytest

from model.control.added import ADDED_BY
from model.control.seal import added_files, broken_files, manifest_digest, read_manifest
from model.control.verify import verify_pack
from model.report.pack.verifying import verified
from tests.conftest import run_model
from tests.control.test_verify import build_pack, seal_with

BY_A_COMPUTER = [
    ".DS_Store", "charts/.DS_Store", "._report.html", "Thumbs.db", "desktop.ini", "~$report.docx", "~WRL0001.tmp",
    ".~lock.report.docx#", "results.json~", "tables/.cost.csv.swp", "#results.json#", ".#results.json",
    ".ipynb_checkpoints/clearance-checkpoint.ipynb", "__MACOSX/x", ".nfs000000000123",
]  # fmt: skip
BY_SOMEBODY = [
    "DS_Store",
    "report (1).docx",
    "results.json.bak",
    "Thumbs.db.exe",
    "lock",
    "tables/desktop.ini.csv",
    ".hidden",
]


@pytest.mark.parametrize("name", BY_A_COMPUTER)
def test_what_a_computer_adds_is_named_and_the_pack_is_sound(tmp_path, name):
    pack = build_pack(tmp_path)
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_bytes(b"x")
    verified = verify_pack(pack)
    assert verified.broken == () and [
        line.startswith(f"{name}: not part of the pack; its name is that of a file added by ")
        for line in verified.added
    ] == [True]


@pytest.mark.parametrize("name", BY_SOMEBODY)
def test_what_somebody_adds_is_broken_however_like_it_is_named(tmp_path, name):
    pack = build_pack(tmp_path)
    (pack / name).write_bytes(b"x")
    assert [broken.where for broken in broken_files(pack)] == [name] and added_files(pack) == []


def test_every_way_of_adding_has_an_example():
    of_examples = {who for name in BY_A_COMPUTER for who, names in ADDED_BY.items() for one in names
                   if any(Path(part).match(one) for part in Path(name).parts)}  # fmt: skip
    assert {*ADDED_BY} - of_examples == {"a program that synchronises folders"}


def test_a_file_of_the_pack_is_compared_though_a_computer_could_have_added_one_of_its_name(tmp_path):
    pack = build_pack(tmp_path)
    manifest = read_manifest(pack)
    del manifest["manifest_sha256"]
    (pack / "desktop.ini").write_bytes(b"x")
    seal_with(pack, {key: value for key, value in manifest.items() if key != "files"})
    assert broken_files(pack) == [] and added_files(pack) == []
    (pack / "desktop.ini").write_bytes(b"y")
    assert [broken.where for broken in broken_files(pack)] == ["desktop.ini"]


def test_a_manifest_sealed_with_a_text_in_place_of_digests_says_nothing(tmp_path):
    pack = build_pack(tmp_path)
    manifest = {key: value for key, value in read_manifest(pack).items() if key not in ("manifest_sha256", "files")}
    seal_with(pack, manifest | {"inputs": {"scenario.yaml": "0" * 64}})
    assert read_manifest(pack)
    seal_with(pack, manifest | {"inputs": "0" * 64})
    assert read_manifest(pack) == {}


@pytest.mark.long
def test_the_command_says_both_in_one_run(tmp_path):
    pack = build_pack(tmp_path / "pack")
    (pack / ".DS_Store").write_bytes(b"x")
    sound = run_model("verify", str(pack))
    assert (
        sound.returncode == 0
        and "ADDED: .DS_Store: not part of the pack; its name is that of a file added by macOS." in sound.stdout
    )
    (pack / "other.txt").write_bytes(b"x")
    broken = run_model("verify", str(pack))
    assert broken.returncode == 2 and "BROKEN: other.txt" in broken.stdout and "BROKEN: .DS" not in broken.stdout


def pipe(path):
    os.mkfifo(path)


def a_socket(path):
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.getcwd()
        os.chdir(path.parent)  # the path of a socket may have 107 letters
        try:
            listening.bind(path.name)
        finally:
            os.chdir(here)


def link_out(path):
    path.symlink_to("/etc/hostname")


def link_to_folder(path):
    path.symlink_to("/etc")


def dangling(path):
    path.symlink_to("nowhere")


def device(path):
    if os.geteuid():
        pytest.skip("only root makes a device")
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))  # that of endless zeros


OF_NO_FILE = {"a pipe": [pipe], "a socket": [a_socket], "a link to elsewhere": [link_out, link_to_folder, dangling],
              "a device": [device]}  # fmt: skip
NO_FILES = [(kind, make) for kind, makes in OF_NO_FILE.items() for make in makes]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize(("kind", "make"), NO_FILES, ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.parametrize("name", ["more", "results.json", "charts/.DS_Store"])
def test_what_is_no_file_is_named_and_not_opened(tmp_path, kind, make, name):
    """A pipe that nobody writes to would be waited for, and a device read for ever."""
    pack = build_pack(tmp_path / "pack")
    (pack / name).unlink(missing_ok=True)
    make(pack / name)
    [broken] = broken_files(pack)
    assert (broken.where, broken.what) == (name, f"{kind}, not a file of the pack; it was not opened")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("make", [pipe, link_out, dangling], ids=lambda make: make.__name__)
def test_a_manifest_that_is_no_file_is_broken(tmp_path, make):
    pack = build_pack(tmp_path / "pack")
    (pack / "manifest.json").unlink()
    make(pack / "manifest.json")
    assert [broken.where for broken in broken_files(pack)] == ["manifest.json"] and manifest_digest(pack) == ""


@pytest.mark.parametrize(
    "more",
    [{"files": []}, {"files": {"a": 1}}, {"inputs": "x"}, {"rates_sha256": [1]}, {"scenario_file": 3},
     {"cleared": "no"}, {"results_sha256": None}, {"pack": ["public"]}],
    ids=str,
)  # fmt: skip
def test_a_manifest_sealed_anew_with_values_of_other_kinds_is_broken_and_no_error(tmp_path, more):
    from model.control.seal import seal

    pack = build_pack(tmp_path / "pack")
    manifest = read_manifest(pack)
    del manifest["manifest_sha256"]
    (pack / "manifest.json").write_text(json.dumps({**manifest, **more}), encoding="utf-8")
    seal(pack / "manifest.json")
    said, whole = verified(pack, None, None)
    assert not whole and "BROKEN: manifest.json" in "\n".join(said)
