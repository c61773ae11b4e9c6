"""A workbook that LibreOffice opened and saved says what it said before."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import Phase, given, settings
from openpyxl import load_workbook

from model.schema.load import read_scenario
from model.schema.workbook.converting import as_workbook, inlined
from model.schema.workbook.reading import read_workbook
from model.schema.workbook.writing import workbook_of
from tests.conftest import HOME, SCENARIOS
from tests.schema.documents_drawn import documents

pytestmark = pytest.mark.office
FILLED = HOME / "scenarios" / "fictional-council.yaml"
DRAWN, HEADINGS = 12, 3
"""So many documents are drawn; and a list without entries has so many rows."""


def without_blank_sheets(path, content):
    """Write a workbook as an officer has it who deletes the lists that stay blank, of a hundred; it opens sooner."""
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        if sheet.max_row == HEADINGS and not sheet.title.startswith("About"):
            book.remove(sheet)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def shipped(saved_again, tmp_path_factory, rates):
    """Each shipped scenario's workbook as written, and as LibreOffice saved it; all in one run of it."""
    folder = tmp_path_factory.mktemp("written")
    written = [
        without_blank_sheets(folder / f"{path.stem}.xlsx", as_workbook(inlined(read_scenario(path)[0]), rates)[0])
        for path in SCENARIOS
    ]
    saved = saved_again(*written)
    return {path: (file, saved / file.name) for path, file in zip(SCENARIOS, written, strict=True)}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_is_the_same_after_libreoffice_saved_its_workbook(scenario, shipped):
    """The same document costs the same: tests/cases has that of each, by file, by workbook and on the desk."""
    _, saved = shipped[scenario]
    assert inlined(read_scenario(saved)[0]) == inlined(read_scenario(scenario)[0])


def test_libreoffice_keeps_sheets_notes_dropdowns_and_formats(shipped):
    """Without a window it keeps no frozen panes, which are no part of what a sheet says."""
    written, saved = (load_workbook(path) for path in shipped[FILLED])
    assert saved.sheetnames == written.sheetnames
    for name in ("Scenario", "Present posts", "Present posts, Holders", "Agreements"):
        before, after = written[name], saved[name]
        assert {cell.coordinate for row in after["A1:Z3"] for cell in row if cell.comment} == {
            cell.coordinate for row in before["A1:Z3"] for cell in row if cell.comment
        }
        assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    kinds = {cell.value: cell.number_format for cell in saved["Present posts"][4]}
    assert "@" in kinds.values()


def test_any_document_is_the_same_after_libreoffice_saved_its_workbook(saved_again, tmp_path, rates):
    """All that are drawn are saved in one run of LibreOffice, which takes seconds to start."""
    drawn = []

    @settings(max_examples=DRAWN, phases=(Phase.generate,), database=None)
    @given(documents())
    def draw(data):
        drawn.append(data)

    draw()
    for number, data in enumerate(drawn):
        without_blank_sheets(tmp_path / f"{number}.xlsx", workbook_of(data, rates, date(2010, 12, 1)))
    folder = saved_again(*sorted(tmp_path.glob("*.xlsx")))
    for number, data in enumerate(drawn):
        back, faults = read_workbook((folder / f"{number}.xlsx").read_bytes(), f"{number}.xlsx")
        assert (faults, back.data) == ([], data)
