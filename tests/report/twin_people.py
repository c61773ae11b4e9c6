"""Invented scenarios of people in time for the twin: joiners, leavers, acting up, terms and category letters."""

from typing import Any

from tests.conftest import small

SOURCE, REASON = {"source": "A test."}, {"reason": "A test."}
PEOPLE = {
    "increments": "april",
    "invented": True,
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", **SOURCE},
    "protection": {"months": 0, **SOURCE},
}


def people_in_time() -> dict[str, Any]:
    """A joiner and a leaver in one post, hours that change twice, a career break, and agency cover meanwhile."""
    leaver = {"ref": "L", "point": 24, "to": "2024-08-15", "ended": "resignation"}
    joiner = {"ref": "J", "point": 22, "from": "2024-11-18", "begun": "recruited"}
    fewer = {"ref": "F", "point": 23, "hours": 37, "working_time": [
        {"from": "2024-06-17", "hours": 22.2, **REASON},
        {"from": "2025-02-03", "hours": 29.6, "lgps_member": False, **REASON},
    ]}  # fmt: skip
    away = {"ref": "A", "point": 24, "away": [{"from": "2024-09-09", "to": "2024-12-20", "why": "career-break"}]}
    held = [{"from": "2024-07-01", "to": "2025-01-31", "cover_a_month": 4200, **REASON}]
    made = small(
        {"grade": "20-24", "number": 3, "holders": [leaver, joiner, fewer, away], "held_vacant": held},
        {"grade": "21-25", "number": 3},
        change="2024-12-09",
        costing={"basis": "actual"},
        people=PEOPLE,
    )
    return {**made, "present": [{**made["present"][0], "until": "2024-12-08"}]}


def settled() -> dict[str, Any]:
    """A term-time leaver before the change, a joiner settled in March, and who goes with the post."""
    terms = [{"from": "2024-04-08", "to": "2024-07-19"}, {"from": "2024-09-02", "to": "2025-03-21"}]
    scheme = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 34, "source": "A test.",
              "pay_years": [{"from": "2024-04-01", "terms": terms}]}  # fmt: skip
    holders = [{"ref": "L", "point": 24, "to": "2024-07-31"}, {"ref": "J", "point": 22, "from": "2024-09-16"},
               {"ref": "G", "point": 23, "fte": 0.6}]  # fmt: skip
    return small(
        {"grade": "20-24", "number": 3, "weeks": 39, "holders": holders, "fate": "deleted", "to": []},
        {"filled_by": "open", "weeks": 41},
        change="2024-12-09",
        costing={"basis": "actual"},
        people=PEOPLE,
        term_time=scheme,
    )


def insured(**pay) -> dict[str, Any]:
    """A veteran, somebody under 21 until August, and a vacancy; monthly, or as ``pay`` has it."""
    letters = [
        {"letter": "M", "to": "2024-08-20", "why": "Born on 21 August 2003"},
        {"letter": "V", "from": "2024-06-03", "why": "Left the army in May 2024"},
    ]
    holders = [{"ref": ref, "fte": 0.8, "ni_letters": [letter]} for ref, letter in zip("WX", letters, strict=True)]
    made = small({"number": 3, "holders": holders}, {"grade": 26, "number": 3}, change="2024-11-11")
    return {**made, "pay": {**made["pay"], **pay}}


def acting_up(**more) -> dict[str, Any]:
    """W acts up in a manager's post that stands from October and is filled in February, covered meanwhile."""
    acting = {"holder": "W", "into": "manager", "from": "2024-10-16", "to": "2025-01-31", "point": 28,
              "backfill_a_month": 2000, **SOURCE}  # fmt: skip
    manager = {"id": "manager", "title": "Manager", "grade": "28-30", "filled_by": "open", "filled_on": "2025-02-10",
               "cover_a_month": 3100}  # fmt: skip
    made = small({"holders": [{"ref": "W", "point": 24, "fte": 0.6}]}, change="2024-10-01", **more)
    return {**made, "proposed": [*made["proposed"], manager], "people": {**PEOPLE, "acting_up": [acting]}}
