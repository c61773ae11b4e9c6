"""Invented teams with several pay structures, for the twin."""

from typing import Any

from tests.conftest import small

SOURCE, REASON = {"source": "A test."}, {"reason": "A test."}
SOULBURY = {
    "name": "Soulbury",
    "spine": "soulbury_eip",
    "area": "England and Wales",
    "increments": "september",
    "source": "A test",
}
PEOPLE = {
    "increments": "april",
    "invented": True,
    "assimilation": {"rule": "same_point", "order": "assimilate_then_increment", **SOURCE},
    "protection": {"months": 12, **SOURCE},
    "vacancies_at": "bottom",
}


def _post(name: str, grade: object, holder: str = "", point: int = 0, **more: Any) -> dict[str, Any]:
    held = {"holders": [{"ref": holder, "point": point}]} if holder else {}
    return {"id": name, "title": name.capitalize(), "grade": grade, **held, **more}


def across(basis: str) -> dict[str, Any]:
    """An NJC award paid late, over a Soulbury award of September; holders who go from one spine to the other.

    O of the NJC becomes an adviser; S of Soulbury becomes an officer, with protection; T stays at a lower grade of
    Soulbury; N of the NJC acts up in a Soulbury post.
    """
    adviser, moved = {"pay_structure": "Soulbury"}, {"fate": "assimilated"}
    late = {"from": "2022-04-01", "paid_on": "2022-11-30", "source": "A test: agreed on 1 November 2022."}
    acting = {"holder": "N", "into": "head", "from": "2022-08-15", "to": "2022-12-31", "point": 12, **SOURCE}
    made = small(change="2022-07-11")
    return {
        **made,
        "dates": {"decision": "2022-05-15", "implementation": "2022-07-11"},
        "years": {"first": "2022/23", "last": "2023/24"},
        "pay": {**made["pay"], "paid_late": [late]},
        "pay_structures": [SOULBURY],
        "on_costs": {"lgps": [{"from": "2022-04-01", "to": "2024-03-31", "rate": "20%", **SOURCE, **REASON}]},
        "costing": {"basis": basis, **REASON},
        "people": {**PEOPLE, "acting_up": [acting]},
        "present": [
            _post("officer", "26-30", "O", 28, **moved, to="adviser-new"),
            _post("adviser", "10-14", "S", 13, **moved, **adviser, to="officer-new"),
            _post("inspector", "20-24", "T", 24, **moved, **adviser, to="inspector-new"),
            _post("clerk", "5-7", "N", 6, **moved, to="clerk-new"),
        ],
        "proposed": [
            _post("adviser-new", "1-4", filled_by="assimilation", **adviser),
            _post("officer-new", "30-33", filled_by="assimilation"),
            _post("inspector-new", "18-21", filled_by="assimilation", **adviser),
            _post("clerk-new", "5-7", filled_by="assimilation"),
            _post("head", "12-14", filled_by="open", filled_on="2023-01-09", **adviser),
        ],
    }


def awarded() -> dict[str, Any]:
    """A Soulbury award that is offered from September 2026, in an NJC team whose award the table has."""
    award = {"from": "2026-09-01", "to": "2027-08-31", "percent": "2.9%", "standing": "offered", **REASON}
    made = small(change="2026-10-12")
    return {
        **made,
        "dates": {"decision": "2026-06-15", "implementation": "2026-10-12"},
        "years": {"first": "2026/27", "last": "2026/27"},
        "pay_structures": [{**SOULBURY, "full_time_hours": 36, "awards": [award]}],
        "on_costs": {"lgps": [{"from": "2026-04-01", "to": "2027-03-31", "rate": "20%", **SOURCE, **REASON}]},
        "costing": {"basis": "mean_of_points", **REASON},
        "present": [
            _post("officer", "26-30", fate="assimilated", to="officer-new"),
            _post("adviser", "8-11", fate="assimilated", to="adviser-new", pay_structure="Soulbury", hours=27),
        ],
        "proposed": [
            _post("officer-new", "28-31", filled_by="assimilation"),
            _post("adviser-new", "9-12", filled_by="assimilation", pay_structure="Soulbury"),
        ],
    }


def schemes() -> dict[str, Any]:
    """A teacher, an officer who moves to the Teachers' scheme on a day, and one who leaves the LGPS on another."""
    teacher = {"pay_structure": "Teachers", "pension_scheme": "Teachers' Pensions"}
    moved = [{"from": "2024-11-18", "pension_scheme": "Teachers' Pensions", **REASON}]
    left = [{"from": "2024-09-16", "lgps_member": False, **REASON}]
    officers = [
        {"ref": "O", "point": 28, "fte": 0.5, "working_time": moved},
        {"ref": "L", "point": 27, "working_time": left},
    ]
    made = small(change="2025-01-13")
    return {
        **made,
        "dates": {"decision": "2024-10-15", "implementation": "2025-01-13"},
        "pay_structures": [{"name": "Teachers", "spine": "teachers_england", "increments": "september", **SOURCE}],
        "pension_schemes": [{"name": "Teachers' Pensions", "kind": "teachers"}],
        "costing": {"basis": "actual", "turnover": {"rate": "3%", **REASON}, **REASON},
        "people": PEOPLE,
        "present": [
            {**_post("officer", "26-30", fate="assimilated", to="officer-new"), "number": 2, "holders": officers},
            _post("teacher", "1-6", "T", 5, fate="assimilated", to="teacher-new", **teacher),
        ],
        "proposed": [
            {**_post("officer-new", "27-31", filled_by="assimilation"), "number": 2},
            {**_post("teacher-new", "1-6", filled_by="assimilation", **teacher), "number": 2},
        ],
    }


CASES = {
    "structures": across("actual"),
    "structures-at-the-top": across("top"),
    "structure-awarded": awarded(),
    "schemes": schemes(),
}
