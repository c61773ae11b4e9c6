"""A charge shared out among treatments of VAT, and what comes off it, to the penny and by hand."""

import numpy as np
import pytest

from model.buy_back.pricing import _by_treatment, discounted
from model.schema.sections.prices import TREATMENTS, PriceList

PRICES = PriceList.model_validate(
    {
        "from": "2024-04-01",
        "source": "invented",
        "packages": [
            {"id": f"p{number}", "title": f"P{number}", "flat": 1, "vat": treatment}
            for number, treatment in enumerate(TREATMENTS)
        ],
    }
)


@pytest.mark.parametrize(
    ("total", "by_package", "shares"),
    [
        (2, (1, 1, 2), [1, 0, 1]),  # 0.5, 0.5 and 1: half a penny goes up to the first
        (101, (50, 50, 0), [51, 50, 0]),
        (100, (1, 1, 1), [33, 34, 33]),  # 33.33 and 66.67 to date
        (3, (0, 0, 0), [1, 1, 1]),  # nothing is charged: as if all cost the same
        (0, (5, 5, 5), [0, 0, 0]),
    ],
)
def test_shares_follow_what_each_package_costs_and_make_the_total(total, by_package, shares):
    shared = _by_treatment(np.array([total]), np.array(by_package)[:, None], PRICES)[:, 0]
    assert shared.tolist() == shares and shared.sum() == total


@pytest.mark.parametrize(
    ("packages", "partners", "left"), [(1, 1, 105), (2, 1, 95), (1, 3, 84), (2, 3, 84), (2, 2, 95)]
)
def test_the_largest_discount_earned_comes_off_and_half_a_penny_is_a_penny(packages, partners, left):
    """10% for two packages leaves 94.5p, 95p; 20% for three in partnership leaves 84p, and is the larger of the two."""
    terms = {"discounts": [{"packages": 2, "percent": "10%"}], "partnerships": [{"customers": 3, "percent": "20%"}]}
    prices = PriceList.model_validate({**PRICES.model_dump(by_alias=True), **terms})
    found = discounted(np.array([105]), np.array([packages]), np.array([partners]), prices)
    assert found.tolist() == [left]
