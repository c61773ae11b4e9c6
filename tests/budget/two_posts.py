"""Two posts that become one, and B who leaves: what tests of leaving start from. Everybody here is invented."""

import pytest

TERMS = {"use_actual_weeks_pay": True, "source": "Invented."}
B = {
    "holder": "B",
    "leaves_on": "2025-09-30",
    "age": 61,
    "complete_years": 20,
    "annual_pay": 52_000,
    "pay_reason": "Invented, so that a week is £1,000.",
    "funded_by": "reserve",
    "source": "Invented.",
}


def two_posts(one_off=None, present=None, **sections):
    """Two people's posts of SCP 20 become one on 1 October 2025; B is displaced."""
    return {
        "format": 1,
        "title": "Two become one",
        "authority": "Nowhere",
        "reference": "Invented",
        "summary": "Invented.",
        "dates": {"decision": "2025-07-01", "implementation": "2025-10-01"},
        "years": {"first": "2024/25", "last": "2025/26"},
        "pay": {"spine": "njc", "area": "England", "full_time_hours": 37},
        "on_costs": {
            "lgps": [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "source": "Invented.", "reason": "A"}]
        },
        "costing": {"basis": "actual", "reason": "Invented."},
        "people": {
            "invented": True,
            "increments": "april",
            "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", "source": "Invented."},
            "protection": {"months": 0, "source": "Invented."},
            "ring_fence": [{"holder": "A", "to": "new"}, {"holder": "B", "to": "displaced"}],
        },
        "present": [
            {"id": "old", "title": "Old", "grade": "20", "number": 2, "fate": "ring-fenced", "to": "new",
             "holders": [{"ref": "A", "point": 20}, {"ref": "B", "point": 20}], **(present or {})},
        ],
        "proposed": [{"id": "new", "title": "New", "grade": "20", "filled_by": "ring-fence"}],
        **({"one_off": one_off} if one_off is not None else {}),
        **sections,
    }  # fmt: skip


def costs(assessment):
    """Kind to £ of the only leaver."""
    return {cost.kind: pytest.approx(cost.amount) for cost in assessment.transition.leaving[0].one_offs}


def check(assessment, key):
    return next(check for check in assessment.checks if check.key == key)
