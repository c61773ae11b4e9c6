"""Reader of the worked table on National Insurance of what a leaver is paid, by payroll and category letter."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from model.assessment.assess import assess
from tests.budget.two_posts import TERMS, B, two_posts
from tests.docs.worked import RATES, day, reader


@reader("NI on notice by period")
def _ni_on_notice_by_period(row):
    letter = {"letter": row["letter"], "why": "A test."} | ({"to": "2026-03-31"} if row["letter"] == "H" else {})
    holders = [{"ref": "A", "point": 20}, {"ref": "B", "point": 20, "ni_letters": [letter]}]
    leaver = B | {"notice_weeks": 4, "paid_on": str(day(row["paid on"])), "pension_strain": 0}
    scenario = two_posts({"terms": TERMS, "leavers": [leaver]}, {"holders": holders})
    if row["payroll"] != "monthly":
        scenario["pay"] |= {"frequency": row["payroll"], "pay_day": "2025-10-17"}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(json.dumps(scenario), encoding="utf-8")
        [found] = assess(path, RATES).transition.leaving
    return {"£": sum(cost.amount for cost in found.one_offs if cost.kind == "employer_ni_on_notice")}
