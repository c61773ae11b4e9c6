"""The tidy frame says what the arrays say."""

import pytest

from model.cost.elements import ELEMENTS
from model.report.frames import monthly_frame


def test_a_frame_has_a_row_for_each_post_and_month_and_adds_up_to_the_year(barnet):
    frame = monthly_frame(barnet.costed.costs["proposal", "top"])
    year = barnet.costed.years[1]
    in_year = frame[frame["month"].between(str(year.first_day), str(year.last_day))]
    assert len(in_year) == 11 * 12
    assert in_year["total"].sum() == pytest.approx(barnet.costed.amount("proposal", "top", year))
    assert in_year[[element.key for element in ELEMENTS]].sum().sum() == pytest.approx(in_year["total"].sum())


def test_a_month_in_which_a_post_does_not_stand_has_no_row(barnet):
    """The ICT Technician's post ends on 30 November 2010: April to November are eight months."""
    frame = monthly_frame(barnet.costed.costs["proposal", "top"])
    assert len(frame[frame["post"] == "ict-technician"]) == 8
