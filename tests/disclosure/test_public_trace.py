"""A figure of the public papers is traced from the figure before rounding, and rounding is a part of its own."""

import pytest

from model.assessment.assess import assess
from model.disclosure.public_figures import public_assessment
from model.disclosure.public_trace import PublicFigures
from tests.conftest import RESOLVED


@pytest.fixture(scope="module")
def barnet(rates):
    """Barnet in steps of £10: 404,298.00 − 395,151.29 = 9,146.71, which is 404,300 − 395,150 = 9,150 in public."""
    return PublicFigures(public_assessment(assess(RESOLVED, rates).scenario, rates))


def test_a_named_figure_is_what_is_printed_and_its_parts_are_the_exact_figure_and_rounding(barnet):
    step = barnet.figure("full_year_effect")
    exact, added = step.opened()
    assert (step.amount, round(exact.amount, 2), round(added.amount, 2)) == (9_150, 9_146.71, 3.29)
    assert exact.counts == 1 and added.worked is None, "rounding explains it"


@pytest.mark.parametrize(("off", "explained"), [(15, True), (19.9, True), (25, False), (-25, False)])
def test_the_difference_of_two_rounded_totals_is_explained_up_to_two_steps(barnet, off, explained):
    exact, _ = barnet.figure("full_year_effect").opened()
    _, added = barnet.figure("full_year_effect", exact.amount + off).opened()
    assert (added.worked is None) == explained
