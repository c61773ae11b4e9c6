"""Readers of the worked tables on several pay structures and pension schemes in one team."""

from ruamel.yaml import YAML

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


@reader("pension schemes")
def _pension_schemes(row):
    stated = YAML(typ="safe").load(row["stated"].strip("`"))
    lgps = {"from": "2024-04-01", "to": "2025-03-31", "source": "A", "reason": "B", **stated}
    team = small() | {"on_costs": {"lgps": [lgps]}}
    [post] = team["present"]
    if row["who"] == "teacher":
        team["pay_structures"] = [{"name": "Teachers", "spine": "teachers_england", "source": "A test."}]
        team["pension_schemes"] = [{"name": "Teachers", "kind": "teachers"}]
        post |= {"grade": 6, "pay_structure": "Teachers", "pension_scheme": "Teachers"}
    elif row["who"].startswith("officer who leaves"):
        left = {"from": "2024-09-16", "lgps_member": False, "reason": "A test."}
        post |= {"holders": [{"ref": "O", "working_time": [left]}]}
    return {"pension, £": cost_of_post(costed(team), "do_nothing", "top", "old", 2024, "employer_lgps")}
