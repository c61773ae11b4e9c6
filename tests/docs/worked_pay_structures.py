"""Readers of the worked tables on several pay structures in one team."""

from tests.conftest import small
from tests.docs.worked import amount, cost_of_post, costed, reader

SOULBURY = {"name": "Soulbury", "spine": "soulbury_eip", "source": "A test."}
POINTS = {"officer": {"grade": 28}, "adviser": {"grade": 12, "pay_structure": "Soulbury"}}


@reader("pay structures")
def _pay_structures(row):
    team = small(POINTS[row["post"]], POINTS[row["post"]]) | {
        "pay_structures": [SOULBURY],
        "years": {"first": "2024/25", "last": "2025/26"},
        "on_costs": {"lgps": [{"from": "2024-04-01", "to": "2026-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
    }
    year = int(amount(row["year"].partition("/")[0]))
    return {"pay, £": cost_of_post(costed(team), "do_nothing", "top", "old", year, "basic_pay")}
