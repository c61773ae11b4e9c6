"""The structures that records of ``results.json`` may have, each declared once, and the JSON Schema made from them.

A record is one figure: structure, basis, year, element, amount in £ and rate status.
"""

import json
from typing import Any

from model.cost.costed import EFFECTS, TIMELINES
from model.cost.elements import LABELS
from model.pay.salaries import BASES, PEOPLE_BASES
from model.rates.tables import RateStatus

PUBLISHED_BASIS, STATED_STATUS = "published", "stated"
TIMED = {
    name: f"{label}; an element for each part of the cost" for name, (label, _) in {**TIMELINES, **EFFECTS}.items()
}
BESIDE = {
    "one_off": "one-off costs charged in a year; an element for each kind, and one for the total; no basis",
    "one_off_fund": "one-off costs charged in a year; an element for each fund; no basis",
    "one_off_paid": "one-off costs by the year of payment, where they are charged in a different year",
    "saving": "what is saved in the year, and the savings so far before and after one-off costs",
    "fund_do_nothing": "pay and on-costs if nothing changed; an element for each fund",
    "fund_proposal": "pay and on-costs with the proposal; an element for each fund",
    "fund_effect": "what the proposal adds to pay and on-costs; an element for each fund",
    "non_pay_do_nothing": "non-pay costs if nothing changed; an element for each kind; no basis",
    "non_pay_proposal": "non-pay costs with the proposal; an element for each kind; no basis",
    "non_pay_effect": "what the proposal adds to non-pay costs; an element for each kind; no basis",
    "budget": "the approved budget; an element for each budget line",
    "virements": "what virements (budget moved within the year) add to a budget line",
    "actuals": "what the ledger shows on a budget line",
    "plan_left": "what the plan costs on a budget line in the months left",
    "outturn": "the forecast outturn of a budget line",
    "variance": "the outturn less the budget after virements; a positive figure is an overspend",
    "buy_back": "the funding test; its basis is called published where it uses published totals",
    "trading": "expected income, full cost, surplus and closing balance of a year, with the new prices",
    "price_story": "what the average customer must pay; an element for each figure of the price",
    "price_now": "a price of the list at present; an element for each price; no basis",
    "price_new": "a price of the list in the first full year after the change; an element for each price",
    "term_time_posts": "the term-time posts in a full year; an element for each number of weeks compared",
    "linked_lowest": "linked posts at their lowest band; an element for each post, and one for all of them",
    "linked_current": "linked posts at their present band; an element for each post, and one for all of them",
    "linked_highest": "linked posts at their highest band; an element for each post, and one for all of them",
    "linked_drift": "what the highest band adds to the present one; an element for each post, and one for all of them",
    "below_grade": "posts filled below their grade: at_own_grade, as_paid and saved",
    "phase_part_year_effect": "the effect in the year; an element for each phase",
    "phase_full_year_effect": "the full-year effect; an element for each phase",
}
"""Structures other than timelines and effects: what each is, and what its elements are."""
STRUCTURES = TIMED | BESIDE
BASIS_NAMES = {basis.key: basis.meaning for basis in (*BASES.values(), *PEOPLE_BASES.values())} | {
    PUBLISHED_BASIS: "published totals",
    "": "none: the figure has no costing basis",
}
STATUSES = {status.label: f"rates that are {status.label} or more certain" for status in RateStatus} | {
    STATED_STATUS: "no rate: a sum that the scenario states"
}


def results_schema() -> str:
    """The JSON Schema of ``results.json``: a list of records. Timelines and effects have only cost elements."""
    text = {"type": "string", "minLength": 1}
    record: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "structure": {"description": "What the figure is about.", "oneOf": _named(STRUCTURES)},
            "basis": {"description": "At which point of the grade posts are costed.", "oneOf": _named(BASIS_NAMES)},
            "year": {"description": "The financial year.", "type": "string", "pattern": "^[0-9]{4}/[0-9]{2}$"},
            "element": {"description": "Which part of the structure the figure is for, or total.", **text},
            "amount": {"description": "£, to the penny; a saving is negative.", "type": "number"},
            "rate_status": {
                "description": "How far the rates behind the figure can be trusted.",
                "oneOf": _named(STATUSES),
            },
        },
        "if": {"properties": {"structure": {"enum": [*TIMED]}}},
        "then": {"properties": {"element": {"oneOf": _named(LABELS)}}},
    }
    record["required"] = [*record["properties"]]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "results.json of the Workforce Cost Workbook",
        "description": "Every figure of a costed scenario, one record each, rounded to the penny.",
        "type": "array",
        "items": record,
        "uniqueItems": True,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _named(values: dict[str, str]) -> list[dict[str, str]]:
    """Each allowed value and its meaning."""
    return [{"const": value, "description": meaning} for value, meaning in values.items()]
