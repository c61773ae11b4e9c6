"""Puts the next month's extract into a scenario: the present posts and holders are replaced; all else stays.

Proposed posts that are still a copy of the present posts, as ``new`` writes them, become a copy of the new posts.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults
from model.rates.tables import Rates
from model.schema.extract.matching import OF_POST
from model.schema.extract.posts import extract_faults, going_on, posts_of
from model.schema.extract.rows import Extract
from model.schema.load import read_scenario, scenario_of
from model.schema.reading.document import Document
from model.schema.reading.listed_holders import with_listed_holders
from model.schema.sections.scenario import Scenario

OF_WORKING = ("number", "fte", "hours", "weeks", "vacant", "holders")
"""Keys of a post that each extract gives anew, besides those of ``OF_POST``."""
NAMES_PEOPLE = ("ring_fence", "acting_up")
"""Keys of the section ``people`` that name holders, some of whom may have left."""
OF_PRESENT_COST = ("people", "term_time", "job_family")
"""Optional sections on which the cost of the present structure depends."""


def next_month(path: Path, extract: Extract, rates: Rates) -> tuple[Scenario, Scenario, dict[str, Any]]:
    """A scenario before and after the next extract, and the new lists of posts and holders by key.

    Both scenarios have only the sections that the cost of the present structure needs.

    Raises InputFaults with every fault of the scenario; or, if the scenario has none, of the extract, each with its
    cell.
    """
    document, faults = read_scenario(path)
    before = scenario_of(_present_alone(document), rates, faults)
    posts = posts_of(extract, before.pay.full_time_hours, before.years.months.first.first_day)
    old, _ = with_listed_holders(document)
    present = [_post(post, old.data["present"]) for post in posts.present]
    proposed = {}
    if _as_text(going_on(old.data["present"])[1]) == _as_text(document.data["proposed"]):
        present, copies = going_on(present)
        proposed = {"proposed": copies}
    known = {(post["id"], holder["ref"]): holder for post in old.data["present"] for holder in post.get("holders", ())}
    by_ref = {ref: holder for (_, ref), holder in known.items()}
    read = {*extract.headings, "fte", "hours", *(("ni_letters",) if "ni_letter" in extract.headings else ())}
    holders = []
    for holder in posts.holders:
        kept = known.get((holder["post"], holder["ref"])) or by_ref.get(holder["ref"], {})
        holders.append({**{key: value for key, value in kept.items() if key not in read}, **holder})
    lists = {"present": present, "holders": holders, **proposed}
    anew = replace(posts, present=present, holders=holders)
    changed = anew.document(extract, document.file, {**document.data, **lists})
    changed.lines |= {at: line for at, line in document.lines.items() if at[0] not in ("present", "holders")}
    try:
        after = scenario_of(_present_alone(changed), rates, extract.faults)
    except InputFaults as found:
        raise InputFaults(extract_faults(extract, found.faults)) from None
    return before, after, lists


def _as_text(posts: Any) -> Any:
    """Posts with each value as text, as a CSV file has them."""
    return [{key: str(value) for key, value in post.items()} for post in posts]


def _present_alone(document: Document) -> Document:
    """The document with only the sections that the cost of the present structure needs.

    Other sections may name people who have left.
    """
    needed = [key for key, field in Scenario.model_fields.items() if field.is_required()]
    data = {key: document.data[key] for key in (*needed, "holders", *OF_PRESENT_COST) if key in document.data}
    if isinstance(data.get("people"), dict):
        data["people"] = {key: value for key, value in data["people"].items() if key not in NAMES_PEOPLE}
    return replace(document, data=data)


def _post(post: dict[str, Any], old: list[dict[str, Any]]) -> dict[str, Any]:
    """A post of the extract, with the other values that the scenario states for the post with the same id.

    A post with a new id takes the fate of the scenario's post with the same post number or, where the extract gives no
    number, with the same title and grade. Where the scenario has no such post, the fate is unresolved.
    """
    number, alike = post.get("post_number"), ("title", "grade")
    same = next((one for one in old if one["id"] == post["id"]), None)
    if same is not None:
        return {**{key: value for key, value in same.items() if key not in (*OF_POST, *OF_WORKING)}, **post}
    related = (
        one
        for one in old
        if (number and str(one.get("post_number")) == str(number))
        or (not number and all(str(one.get(key)) == str(post.get(key)) for key in alike))
    )
    goes = next(related, {"fate": "unresolved"})
    return {**post, **{key: goes[key] for key in ("fate", "to", "until", "until_reason") if key in goes}}
