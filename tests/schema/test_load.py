"""A scenario as it is loaded."""

import pytest

from model.schema.load import load_scenario, read_scenario
from model.schema.reading.listed_holders import with_listed_holders
from model.schema.sections.scenario import Scenario
from tests.conftest import SCENARIOS


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_sections_validated_one_by_one_make_the_scenario_that_the_whole_file_makes(path, rates):
    loaded = load_scenario(path, rates)
    document, _ = with_listed_holders(read_scenario(path)[0])
    whole = Scenario.model_validate(document.data).with_fte_from_hours().with_shared_funds()
    differing = {name for name in Scenario.model_fields if getattr(loaded, name) != getattr(whole, name)}
    filled_in = {"customers"}  # a list of agreements is made columns of once the price list is known
    filled_in |= {"present", "proposed"} if loaded.phases else set()  # their phase gives posts their days
    filled_in |= (
        {"one_off"} if any(who.born for post in loaded.present for who in post.holders) else set()
    )  # dates of birth give ages
    assert differing <= filled_in
    assert loaded.model_fields_set == set(Scenario.model_fields)
