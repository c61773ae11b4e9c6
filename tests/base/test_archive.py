"""What is too much to be unpacked, by what the packed file says of itself."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from model.base import archive
from model.base.archive import too_much
from model.schema.workbook.reading import is_scenario


def packed(files: dict[str, bytes]) -> ZipFile:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return ZipFile(made)


def test_what_a_workbook_has_may_be_unpacked():
    assert (
        too_much(packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<row/>" * 100}), 1_000)
        is None
    )


def test_more_bytes_than_may_be_are_counted_over_all_its_files():
    assert too_much(packed({"one": b"x" * 600, "two": b"y" * 401}), 1_000) == (
        "1,001 bytes once unpacked",
        "no more than 1,000",
    )
    assert too_much(packed({"one": b"x" * 600, "two": b"y" * 400}), 1_000) is None


def test_more_files_than_any_workbook_has_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert too_much(packed({str(number): b"" for number in range(3)}), 1_000) is None
    found = too_much(packed({str(number): b"" for number in range(4)}), 1_000)
    assert found == ("4 files packed in it", "no more than 3")


@pytest.mark.long
def test_what_unpacks_to_a_hundred_times_its_size_is_refused_and_a_sheet_formatted_to_its_last_row_is_not(monkeypatch):
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(1, 1_048_577))
    assert too_much(packed({"sheet": rows}), 200_000_000) is None
    found, expected = too_much(packed({"sheet": b"\0" * 20_000_001}), 200_000_000)
    assert found.startswith("20,000,001 bytes once unpacked, from ") and expected.startswith("no more than 100 times")
    assert too_much(packed({"sheet": b"\0" * 20_000_000}), 200_000_000) is None, "so little does no harm"


def test_a_file_that_swells_is_no_scenario_to_the_desk_and_is_not_unpacked_to_find_out(tmp_path, monkeypatch):
    path = tmp_path / "swells.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b'name="Scenario"' + b" " * 30_000_000)
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    assert not is_scenario(path)
