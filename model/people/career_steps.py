"""Steps from one level of a job family to the next: checks that each is stated, is allowed, and has what it needs.

Nobody rises by time. A route may need a vacancy at the higher level, or a formal assessment. A level may need
qualifications. The job family states these needs in its routes and its levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from model.base.check import Check, checked
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.people.establishment import path_ends
from model.people.seating import Seating
from model.people.seats import HolderKey, Seat
from model.schema.sections.job_family import JobFamily
from model.schema.sections.posts import WHOLE, PresentPost, ProposedPost
from model.schema.sections.progressions import Progression, Route
from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class Arrival:
    """Somebody who moves from a filled present post into a proposed one.

    ``part`` is the share of a proposed post that they fill.
    """

    who: str
    before: PresentPost
    after: ProposedPost
    part: float


def career_checks(seating: Seating) -> list[Check]:
    """The checks of progression that block clearance; empty where no job family states its routes."""
    scenario, family = seating.scenario, seating.scenario.job_family
    if family is None or not family.routes:
        return []
    arrived = arrivals(seating)
    return [
        _stated(scenario, family, arrived),
        _qualified(scenario, family),
        _assessed(scenario, family),
        _vacancies(seating, family, arrived),
    ]


def route_of(step: Progression, family: JobFamily) -> Route:
    """The route by which a step is taken."""
    return next(route for route in family.routes if route.by == step.by)


def arrivals(seating: Seating) -> list[Arrival]:
    """Everybody who moves from a filled present post into a proposed post."""
    held = _posts_held(seating.scenario)
    arrived = []
    for post in seating.scenario.proposed:
        for seat in seating.arriving[post.id]:
            before = next((before for before in held.get(seat.holder[:1], ()) if post.id in before.to), None)
            if before is not None:
                who = seat.holder[0] if len(seat.holder) == 1 else f"The holder of {before.title}"
                arrived.append(Arrival(who, before, post, seat.fte / post.fte))
    return arrived


def _posts_held(scenario: Scenario) -> dict[HolderKey, list[PresentPost]]:
    """The present posts of each holder. A filled post that lists no holders is under its own id."""
    held: dict[HolderKey, list[PresentPost]] = {}
    for post in scenario.present:
        nobody_listed = not post.vacant and not post.holders
        for who in (post.id,) if nobody_listed else (holder.ref for holder in post.holders):
            held.setdefault((who,), []).append(post)
    return held


def vacancies(seating: Seating, arrived: Iterable[Arrival], level: str, rising: set[str]) -> float:
    """How many posts of a level are left for those who rise to it, after everybody else who moves into the level.

    Posts filled below their grade are not counted. A holder whose present post leads only to posts of this level keeps
    a place there, even if those who rise then find no room.
    """
    scenario = seating.scenario
    posts = {post.id: post for post in scenario.proposed if post.level == level and not post.appointed_below}
    keep = {post.id: post for post in scenario.present if post.to and not post.vacant and set(post.to) <= set(posts)}
    kept = sum(
        seat.fte / post.fte
        for post in keep.values()
        for seat in seating.present[post.id]
        if not _rises(seat, rising, post)
    )
    others = [one for one in arrived if one.after.id in posts and one.before.id not in keep]
    return sum(post.number for post in posts.values()) - kept - sum(one.part for one in others if one.who not in rising)


def _rises(seat: Seat, rising: set[str], post: PresentPost) -> bool:
    """Whether a seat's holder rises. The vacant part of a post that lists holders counts as rising."""
    return seat.holder[0] in rising if len(seat.holder) == 1 else bool(post.holders)


def _stated(scenario: Scenario, family: JobFamily, arrived: Iterable[Arrival]) -> Check:
    stated = {(step.who, step.to) for step in scenario.progression}
    faults = []
    for one in arrived:
        before, after = family.find_level(one.before.level), family.find_level(one.after.level)
        if before is None or after is None or family.rank(after.id) <= family.rank(before.id):
            continue
        if (one.who, after.id) not in stated:
            faults.append(
                f"{one.who} goes from {before.title} to {after.title}, but no step is stated. Holders rise only by "
                f"{listed(route.by for route in family.routes)}, never with time alone or by assimilation."
            )
    for post in scenario.proposed:
        if post.appointed_below and post.level and (post.id, post.level) not in stated:
            faults.append(
                f"{post.title} is filled below its grade, but no path to {family.level(post.level).title} is stated."
            )
    return checked(
        "level_steps",
        "Steps between levels, and what each rests on",
        faults,
        f"Every step between the levels of {family.title} is stated, with its route "
        f"({number_of(len(scenario.progression), 'step')}).",
    )


def _qualified(scenario: Scenario, family: JobFamily) -> Check:
    faults = [
        f"{step.who} can't go to {family.level(step.to).title} without {listed(lacking, 'and')}."
        for step in scenario.progression
        if (lacking := [need for need in family.level(step.to).needs if need not in step.qualifications])
    ]
    sound = "Everyone who rises a level has the qualifications needed."
    return checked("level_needs", "Qualifications of those who rise a level", faults, sound)


def _assessed(scenario: Scenario, family: JobFamily) -> Check:
    posts = {post.id: post for post in scenario.proposed}
    faults = []
    for step in scenario.progression:
        if not route_of(step, family).needs_assessment:
            continue
        title = family.level(step.to).title
        by = path_ends(scenario, posts[step.post]) if step.post else scenario.dates.implementation
        if step.assessed is None:
            faults.append(f"{step.who} goes to {title} by {step.by} with no formal assessment.")
        elif step.assessed > by:
            faults.append(
                f"{step.who} is assessed for {title} on {in_words(step.assessed)}, but is paid as {title} from "
                f"{in_words(by)}."
            )
    return checked(
        "level_assessments",
        "Assessments before a rise on an agreed path",
        faults,
        "Every step that needs a formal assessment states the day of the assessment.",
    )


def _vacancies(seating: Seating, family: JobFamily, arrived: Iterable[Arrival]) -> Check:
    faults = []
    for level in family.levels:
        steps = [step for step in seating.scenario.progression if step.to == level.id and step.holder]
        rising = [step for step in steps if route_of(step, family).needs_vacancy]
        free = vacancies(seating, arrived, level.id, {step.who for step in steps})
        if len(rising) > free + WHOLE:
            faults.append(
                f"{len(rising)} holders progress to {level.title} ({', '.join(step.who for step in rising)}), where "
                f"only {free:g} {'post is' if free == 1 else 'posts are'} vacant. Holders without a vacancy need an "
                "agreed path."
            )
    return checked(
        "level_vacancies",
        "Vacancies at the levels that holders progress to",
        faults,
        "Every step that needs a vacancy has one.",
    )
