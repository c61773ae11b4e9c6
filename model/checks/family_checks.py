"""Checks of a job family and of a scenario's own pay tables: bounds, changed jobs, spans, and pay that may not fall.

A post outside its level's bounds needs evaluation and is disclosed. Where the family's document states its bounds as a
rule (``bounds_are: rule``), such a post blocks clearance. A changed job description, and a span that is less than at a
lower level, are disclosed.
"""

from collections.abc import Callable
from itertools import pairwise

from model.base.check import Check, checked
from model.base.faults import listed, number_of
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.schema.sections.job_family import Bounds, JobFamily
from model.schema.sections.posts import ProposedPost
from model.schema.sections.scenario import Scenario


def family_checks(costed: CostedScenario) -> list[Check]:
    """Every check of the job family and of the scenario's own pay tables; empty where it has neither."""
    scenario, family = costed.scenario, costed.scenario.job_family
    made = [_own_tables(scenario)] if scenario.pay.own_spine or scenario.pay.grade_table else []
    if family is None:
        return made
    placed = [post for post in scenario.proposed if post.level]
    if any(level.manages or level.budget for level in family.levels):
        made += [_bounds(family, placed)]
    made += [_evaluation(family, scenario), _spans(family, placed)]
    return [*made, *([_without_loss(costed, family)] if family.without_loss else [])]


def _bounds(family: JobFamily, posts: list[ProposedPost]) -> Check:
    faults, told, unstated = [], 0, []
    for post in posts:
        level = family.level(post.level)
        for name, bounds, stated, shown, number in (
            ("people", level.manages, post.manages, _people, "{:g}".format),
            ("a budget", level.budget, post.budget, _budget, pounds),
        ):
            if bounds is None:
                continue
            if stated is None:
                unstated.append(f"{post.title} ({name})")
            elif bounds.holds(stated):
                told += 1
            else:
                faults.append(
                    f"{post.title} manages {shown(stated)}. A post at {level.title}, {_grade(level.grade)}, manages "
                    f"{_in_words(bounds, shown, number)}. Ask {family.advice_from} for an evaluation."
                )
    left = f" Not checked, since not stated: {listed(unstated, 'and')}." if unstated else ""
    sound = (
        f"The people and budgets that posts manage ({told} stated) are within the bounds of the levels of "
        f"{family.title}.{left}"
    )
    title = "What each post manages, against its level"
    if faults and left:
        faults.append(left.strip())
    return checked("family_bounds", title, faults, sound, blocking=family.bounds_are == "rule")


def _evaluation(family: JobFamily, scenario: Scenario) -> Check:
    changed = [post for post in (*scenario.present, *scenario.proposed) if post.job_description_changed]
    return checked(
        "family_evaluation",
        "Job descriptions against their levels",
        [
            f"The job description of {post.title} ({_grade(post.grade)}) has changed, so the post's grade must be "
            f"evaluated: ask {family.advice_from}."
            for post in changed
        ],
        "The scenario does not say that any job description has changed.",
        blocking=False,
    )


def _spans(family: JobFamily, posts: list[ProposedPost]) -> Check:
    """A post at a level with more duty to manage people should not manage fewer people than posts a level lower."""
    spans: dict[str, list[tuple[float, ProposedPost]]] = {}
    for post in posts:
        if post.manages is not None and post.level is not None:
            spans.setdefault(post.level, []).append((post.manages, post))
    in_order = sorted(spans, key=family.rank)
    faults = [
        f"{post.title} manages {_people(span)}, but its level, {family.level(name).title}, has no such duty."
        for name in in_order
        for span, post in spans[name]
        if span and not family.level(name).duty
    ]
    for lower, higher in pairwise(in_order):
        widest, most = max(spans[lower], key=lambda pair: pair[0])
        for span, post in spans[higher]:
            duties = family.level(higher).duty > family.level(lower).duty
            if span < widest and duties:
                faults.append(
                    f"{post.title} at {family.level(higher).title} manages {_people(span)}, but {most.title} at "
                    f"{family.level(lower).title}, a lower level, manages {_people(widest)}."
                )
    sound = (
        f"Posts at {number_of(len(in_order), 'level')} state how many people they manage. No post with more duty to "
        "manage people manages fewer people than a post at the level below."
        if in_order
        else "No post states how many people it manages."
    )
    return checked(
        "family_spans", "People managed, compared with the duty to manage people", faults, sound, blocking=False
    )


def _without_loss(costed: CostedScenario, family: JobFamily) -> Check:
    title = "Holders' pay through the change of grades"
    plan = costed.plans["proposal"]
    arrived = [
        (appointment, path.assimilated)
        for appointment, path in zip(plan.appointments, plan.paths, strict=False)
        if path.assimilated
    ]
    if not arrived:
        finding = "No holder's point is stated, so it is not known whether anybody's pay falls."
        return Check("family_without_loss", title, "disclosed", False, finding)
    faults = [
        f"A holder of {appointment.title} at SCP {made.old_point} would lose {pounds(made.protected_gap)} a year."
        for appointment, made in arrived
        if made.protected_gap > 0
    ]
    return checked("family_without_loss", title, faults, f"Of {len(arrived)} holders, nobody's pay falls.")


def _own_tables(scenario: Scenario) -> Check:
    """The check that discloses pay tables of the scenario's own: the workbook can't vouch for them."""
    said = []
    for rows, of, names in (
        (scenario.pay.own_spine, "pay points", {row.spine for row in scenario.pay.own_spine}),
        (scenario.pay.grade_table, "grades", {row.authority for row in scenario.pay.grade_table}),
    ):
        if rows:
            statuses = sorted({row.status for row in rows})
            source = listed(sorted(names), "and")
            said.append(f"{len(rows)} rows of {of} ({source}). Status: {listed(statuses, 'and')}.")
    return checked("own_tables", "Where the pay tables come from", [" ".join(said)], "", blocking=False)


def _grade(grade: str) -> str:
    return grade if grade.lower().startswith("grade") else f"grade {grade}"


def _people(number: float | str) -> str:
    said = number if isinstance(number, str) else f"{number:g}"
    return "nobody" if said == "0" else f"{said} {'person' if said.split()[-1] == '1' else 'people'}"


def _budget(amount: float | str) -> str:
    return "no budget" if amount == 0 else f"a budget of {amount if isinstance(amount, str) else pounds(amount)}"


def _in_words(bounds: Bounds, shown: Callable[[float | str], str], number: Callable[[float], str]) -> str:
    """Bounds in words, as they follow "manages": ``nobody``, ``1 to 2 people``, ``a budget of up to £100,000``."""
    if not bounds.least:
        return shown(f"up to {number(bounds.most)}" if bounds.most else 0)
    if bounds.most is None:
        return shown(f"at least {number(bounds.least)}")
    return shown(
        number(bounds.most) if bounds.least == bounds.most else f"{number(bounds.least)} to {number(bounds.most)}"
    )
