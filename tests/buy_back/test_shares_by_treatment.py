"""A charge shared out among treatments of VAT, to the penny and by hand."""

import numpy as np
import pytest

from model.buy_back.pricing import _by_treatment
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
