"""Who is paid for which post, from which day to which, in each of the three timelines."""

from dataclasses import dataclass
from datetime import date

from tests.cases.second_calculator.careers import Career, career
from tests.cases.second_calculator.grades import Grade
from tests.cases.second_calculator.working_time import fte_of

LONG_AGO = date(1990, 4, 1)  # who states no start has waited long enough


@dataclass
class Stint:
    """One person, or vacant seat, in one post between two days (the second is the first not in it)."""

    person: str
    post: dict
    grade: Grade
    start: date
    stop: date
    fte: float
    member: bool = True
    own_allowances: tuple = ()
    steps: list | None = None
    career: Career | None = None
    holder: str | None = None
    after: bool = False
    throughout: bool = False


def seats(post, holders):
    """(person, holder or None, share of full time): the holders, then what is vacant as whole seats and one part."""
    whole = post.get("fte", 1.0)
    found = [(holder["ref"], holder, holder.get("fte", 1.0)) for holder in holders]
    left = post.get("number", 1) * whole - sum(worked for _, _, worked in found)
    number = 0
    while left > 1e-9:
        found.append((f"seat {post['id']} {number}", None, round(min(left, whole), 9)))
        left, number = left - whole, number + 1
    return found


def laid_out(scenario, timeline, first_day, end):
    """The stints of a timeline."""
    change = date.fromisoformat(scenario["dates"]["implementation"])
    proposed = {post["id"]: post for post in scenario["proposed"]}
    came = {post["to"]: post for post in scenario["present"] if post.get("to")}
    people = scenario.get("people")
    made = []
    if timeline != "proposed":
        stop = end if timeline == "do_nothing" else change
        for post in scenario["present"]:
            made += _of_post(scenario, timeline, post, post, proposed.get(post.get("to")), first_day, stop, people, end)
    if timeline != "do_nothing":
        for post in scenario["proposed"]:
            start = first_day if timeline == "proposed" else change
            old = came.get(post["id"])
            made += _of_post(scenario, timeline, post, old, post, start, end, people, end)
    return made


def _of_post(scenario, timeline, post, old, new, start, stop, people, end):  # noqa: PLR0913  the facts of a stint
    first_day = date(int(scenario["years"]["first"][:4]), 4, 1)
    change = date.fromisoformat(scenario["dates"]["implementation"])
    after = post in scenario["proposed"]
    holders = old.get("holders", []) if old else []
    scheme = scenario.get("term_time")
    filled = post.get("filled_on")
    if filled and timeline == "proposal":
        start = max(start, date.fromisoformat(filled))
    for person, holder, worked in seats(post, holders):
        weeks = post.get("weeks")
        if holder and (not after or weeks is None):
            weeks = holder.get("weeks", weeks)
        service = holder.get("service_years", 0) if holder else 0
        stint = Stint(person, post, Grade(post["grade"]), start, stop, fte_of(worked, weeks, scheme, service),
                      after=after, throughout=timeline == "proposed")  # fmt: skip
        if holder is None and old is not None:  # an empty seat that goes with its post is one person throughout
            stint.person = f"seat {old['id']} {person.split()[-1]}"
        if holder:
            stint.holder = holder["ref"]
            stint.member = holder.get("lgps_member", True)
            stint.own_allowances = tuple(holder.get("allowances", ()))
            if people:
                terms = {**people["assimilation"], "increments": people["increments"]}
                known = {**holder, "started": date.fromisoformat(holder["started"]) if "started" in holder else LONG_AGO,
                         "moves": [{**move, "on": date.fromisoformat(move["on"])} for move in holder.get("moves", ())]}  # fmt: skip
                stint.career = career(
                    known, Grade(old["grade"]), new and Grade(new["grade"]), terms, first_day, change, end
                )
                stint.steps = getattr(stint.career, timeline)
        yield stint


# ruff: noqa: E501
