"""Two posts that become one, assessed."""

import json

import pytest

from model.assessment.assess import assess
from tests.budget.two_posts import TERMS, B, two_posts


@pytest.fixture
def assess_two(tmp_path, rates):
    """The two posts with this section one_off, assessed; ``leaver`` changes B's entry."""

    def assess_two(leaver=None, without=(), **sections):
        written = sections.pop("one_off", {})
        if leaver is not None:
            entry = {key: value for key, value in (B | leaver).items() if key not in without}
            written = {"terms": TERMS, "leavers": [entry]} | written
        return of(two_posts(written, **sections))

    def of(scenario):
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
        return assess(path, rates)

    assess_two.of = of
    return assess_two
