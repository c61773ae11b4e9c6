"""A byte changed anywhere in a pack or a log is found, and the file or entry is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.control.log import add_entry, read_log
from model.control.seal import broken_files
from model.control.verify import verify_log, verify_pack
from tests.control.test_verify import FILES, NOTED, build_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return build_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("log") / "case.clearances.jsonl"
    for row in (6, 4, 3, 9):
        add_entry(path, {"row": row, "costing": "c" * 64, **NOTED})
    return path


def flipped(content, where, turn):
    """The content with one byte changed to any other; ``where`` counts round."""
    at = where % len(content)
    return at, content[:at] + bytes([content[at] ^ turn]) + content[at + 1 :]


@given(name=st.sampled_from([*FILES, "manifest.json"]), where=st.integers(0, 10_000), turn=st.integers(1, 255))
def test_a_byte_changed_in_any_file_of_a_pack_is_found_and_the_file_is_named(pack, name, where, turn):
    whole = (pack / name).read_bytes()
    try:
        (pack / name).write_bytes(flipped(whole, where, turn)[1])
        assert [one.where for one in verify_pack(pack).broken] == [name]
    finally:
        (pack / name).write_bytes(whole)
    assert verify_pack(pack).broken == ()


def test_every_byte_of_a_manifest_counts(pack):
    """One by one, each with its lowest bit turned: no space, no key and no seal is left out."""
    manifest = pack / "manifest.json"
    whole = manifest.read_bytes()
    try:
        for at in range(len(whole)):
            manifest.write_bytes(flipped(whole, at, 1)[1])
            assert [one.where for one in broken_files(pack)] == ["manifest.json"], at
    finally:
        manifest.write_bytes(whole)


@given(where=st.integers(0, 10_000), turn=st.integers(1, 255))
def test_a_byte_changed_in_a_log_is_found_and_its_entry_is_named(log, where, turn):
    whole = log.read_bytes()
    at, changed = flipped(whole, where, turn)
    try:
        log.write_bytes(changed)
        [broken] = verify_log(log).broken
    finally:
        log.write_bytes(whole)
    assert broken.where == f"{log.name}, entry {whole[:at].count(10) + 1}"  # 10 ends a line


def test_every_byte_of_a_log_counts(log, tmp_path):
    whole, copy = log.read_bytes(), tmp_path / log.name
    for at in range(len(whole)):
        copy.write_bytes(flipped(whole, at, 1)[1])
        entries, broken = read_log(copy)
        assert broken is not None and len(entries) == whole[:at].count(10), at


def test_an_entry_taken_out_or_moved_is_found(log, tmp_path):
    first, second, third, fourth = log.read_bytes().splitlines(keepends=True)
    copy = tmp_path / log.name
    for lines, entry in (((first, third, fourth), 2), ((first, third, second, fourth), 2), ((second, third), 1)):
        copy.write_bytes(b"".join(lines))
        assert verify_log(copy).broken[0].where == f"{log.name}, entry {entry}"


def test_a_space_put_into_an_entry_is_found_though_it_says_the_same(log, tmp_path):
    copy = tmp_path / log.name
    copy.write_bytes(log.read_bytes().replace(b'"row":4', b'"row": 4'))
    assert verify_log(copy).broken[0].where == f"{log.name}, entry 2"


def test_last_lines_taken_out_leave_no_gap_and_the_reader_is_told_what_to_compare(log, tmp_path):
    copy = tmp_path / log.name
    copy.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
    verified = verify_log(copy)
    assert verified.broken == ()
    assert read_log(copy)[0][-1].hash in verified.said[1] and "leave no gap" in verified.said[1]
