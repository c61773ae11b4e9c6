"""A workbook that LibreOffice opened and saved says what it said before."""

from datetime import date

import pytest
from hypothesis import Phase, given, settings
from openpyxl import load_workbook

from model.assessment.assess import assess
from model.schema.load import read_scenario
from model.schema.workbook.converting import as_workbook, inlined
from model.schema.workbook.reading import read_workbook
from model.schema.workbook.writing import workbook_of
from tests.conftest import HOME
from tests.schema.documents_drawn import documents

pytestmark = pytest.mark.office
SHIPPED = [HOME / "scenarios" / f"{name}.yaml" for name in ("fictional-council", "example-schools-it-service")]
DRAWN = 6


@pytest.fixture(scope="module")
def shipped(saved_again, tmp_path_factory, rates):
    """The workbook of a shipped scenario as written, and as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("written")
    for path in SHIPPED:
        (folder / f"{path.stem}.xlsx").write_bytes(as_workbook(inlined(read_scenario(path)[0]), rates)[0])
    saved = saved_again(*sorted(folder.iterdir()))
    return {path: (folder / f"{path.stem}.xlsx", saved / f"{path.stem}.xlsx") for path in SHIPPED}


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda path: path.stem)
def test_a_scenario_costs_the_same_after_libreoffice_saved_its_workbook(scenario, shipped, rates):
    _, saved = shipped[scenario]
    assert inlined(read_scenario(saved)[0]) == inlined(read_scenario(scenario)[0])
    assert assess(saved, rates).digest == assess(scenario, rates).digest


def test_libreoffice_keeps_sheets_notes_dropdowns_and_formats(shipped):
    """Without a window it keeps no frozen panes, which are no part of what a sheet says."""
    written, saved = (load_workbook(path) for path in shipped[SHIPPED[0]])
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
        (tmp_path / f"{number}.xlsx").write_bytes(workbook_of(data, rates, date(2010, 12, 1)))
    folder = saved_again(*sorted(tmp_path.glob("*.xlsx")))
    for number, data in enumerate(drawn):
        back, faults = read_workbook((folder / f"{number}.xlsx").read_bytes(), f"{number}.xlsx")
        assert (faults, back.data) == ([], data)
