"""A scenario as it is loaded."""

import pytest

from model.schema.load import load_scenario, read_scenario
from model.schema.sections.scenario import Scenario
from tests.conftest import SCENARIOS


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_sections_validated_one_by_one_make_the_scenario_that_the_whole_file_makes(path, rates):
    loaded = load_scenario(path, rates)
    whole = Scenario.model_validate(read_scenario(path)[0].data).with_fte_from_hours().with_shared_funds()
    differing = {name for name in Scenario.model_fields if getattr(loaded, name) != getattr(whole, name)}
    assert differing <= {"customers"}  # a list of agreements is made columns of once the price list is known
    assert loaded.model_fields_set == set(Scenario.model_fields)
