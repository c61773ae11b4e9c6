"""Three invented restructures at stated costs, so that all of them can be added up by hand; and their portfolio."""

import json
from pathlib import Path

GENERAL, GRANT = "General Fund", "Grant"


def post(name: str, cost: int, funds: dict[str, str] | None = None, **keys: object) -> dict:
    """A post that costs a stated sum a year, everything included."""
    paid_by = [{"fund": fund, "share": share} for fund, share in (funds or {}).items()]
    own = {"id": name, "title": f"Post {name}", "all_in": {"amount": cost, "source": "Invented."}, **keys}
    return own | ({"funds": paid_by} if paid_by else {})


def restructure(reference: str, decision: str, start: str, years: tuple[str, str], **sections: object) -> dict:
    """A scenario of such posts."""
    return {
        "format": 1, "title": f"Restructure {reference}", "authority": "Nowhere", "reference": reference,
        "summary": "Invented.", "dates": {"decision": decision, "implementation": start},
        "years": {"first": years[0], "last": years[1]},
        "pay": {"spine": "njc", "area": "England", "full_time_hours": 37},
        "on_costs": {"lgps": [{"from": "2020-04-01", "to": "2024-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
        "costing": {"basis": "top", "reason": "Invented."}, **sections,
    }  # fmt: skip


def once(kind: str, amount: int, day: str, fund: str) -> dict:
    """A one-off cost."""
    return {"kind": kind, "amount": amount, "on": day, "funded_by": fund, "source": "Invented."}


A = restructure(
    "A", "2020-10-15", "2021-01-01", ("2020/21", "2022/23"),
    present=[
        post("a1", 60_000, {GENERAL: "100%"}, fate="deleted"),
        post("a2", 36_000, {GENERAL: "50%", GRANT: "50%"}, fate="deleted"),
    ],
    proposed=[post("a3", 48_000, {GENERAL: "100%"}, filled_by="open")],
    one_off={"other": [
        once("training", 12_000, "2021-01-11", "Reserve"), once("recruitment", 6_000, "2021-05-10", GENERAL),
    ]},
)  # fmt: skip
B = restructure(
    "B", "2021-02-01", "2021-07-01", ("2021/22", "2023/24"),
    present=[post("b1", 50_000, {GRANT: "100%"}, fate="deleted")],
    proposed=[post("b2", 62_000, {GRANT: "100%"}, filled_by="open")],
)  # fmt: skip
C = restructure(
    "C", "2020-12-01", "2021-04-01", ("2020/21", "2021/22"),
    present=[post("c1", 30_000, fate="deleted"), post("c2", 30_000, fate="deleted")],
    proposed=[post("c3", 36_000, filled_by="open")],
    one_off={"other": [once("training", 6_000, "2021-04-15", "Reserve")]},
)  # fmt: skip
PORTFOLIO = """\
format: 1
title: Three restructures
authority: Nowhere
scenarios:
  - {file: a.yaml, directorate: Adults}
  - {file: b.yaml, directorate: Adults}
  - {file: c.yaml, directorate: Places}
"""


def write(folder: Path, portfolio: str = PORTFOLIO, **scenarios: dict) -> Path:
    """The portfolio and its scenarios in a folder; the portfolio's path."""
    for name, scenario in ({"a": A, "b": B, "c": C} | scenarios).items():
        (folder / f"{name}.yaml").write_text(json.dumps(scenario, indent=1), encoding="utf-8")
    path = folder / "portfolio.yaml"
    path.write_text(portfolio, encoding="utf-8")
    return path
