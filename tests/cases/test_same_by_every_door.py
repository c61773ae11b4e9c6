"""Each shipped scenario has the same figures as a file, as a workbook, and on the desk from either."""

import pytest

from model.assessment.assess import assess
from model.desk.draft import Draft
from model.schema.load import read_scenario
from model.schema.workbook.converting import as_workbook, inlined
from tests.conftest import SCENARIOS

pytestmark = pytest.mark.long


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_the_same_scenario_gives_the_same_figures_by_file_by_workbook_and_on_the_desk(scenario, rates, tmp_path):
    workbook = tmp_path / f"{scenario.stem}.xlsx"
    workbook.write_bytes(as_workbook(inlined(read_scenario(scenario)[0]), rates)[0])
    by_file = assess(scenario, rates).results
    assert assess(workbook, rates).results == by_file
    for opened in (scenario, workbook):
        draft = Draft.open(opened, rates)
        assert draft.faults == ()
        assert draft.assessment.results == by_file
