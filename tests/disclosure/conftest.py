"""What the tests of disclosure share: the Barnet case with invented holders."""

import pytest


@pytest.fixture(scope="module")
def held(actual):
    """The Barnet case with invented holders."""
    return actual().scenario
