"""Steps from one level of a job family to the next: checks that each is stated, allowed, and has what it needs.

Nobody rises by time. A route may need a vacancy at the higher level, or a formal assessment; a level may need
qualifications. Which do is data of the job family: its routes, and its levels' needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.financial_year import in_words
from model.people.establishment import Seat, arriving, path_ends, present_seats
from model.schema.sections.job_family import JobFamily
from model.schema.sections.posts import WHOLE, PresentPost, ProposedPost
from model.schema.sections.progressions import Progression, Route
from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class Arrival:
    """Someone who comes from a present post that is held into a proposed one: how much of such a post they fill."""

    who: str
    before: PresentPost
    after: ProposedPost
    part: float


def career_checks(scenario: Scenario) -> list[Check]:
    """What of progression blocks clearance; none where no job family states its routes."""
    family = scenario.job_family
    if family is None or not family.routes:
        return []
    return [
        _stated(scenario, family),
        _qualified(scenario, family),
        _assessed(scenario, family),
        _vacancies(scenario, family),
    ]


def route_of(step: Progression, family: JobFamily) -> Route:
    """The route by which a step is made."""
    return next(route for route in family.routes if route.by == step.by)


def arrivals(scenario: Scenario) -> Iterator[Arrival]:
    """Everyone who comes into a proposed post from a present one that is held."""
    for post in scenario.proposed:
        for seat in arriving(scenario)[post.id]:
            before = _present_post(scenario, post.id, seat)
            if before is not None:
                who = seat.holder[0] if len(seat.holder) == 1 else f"who holds {before.title}"
                yield Arrival(who, before, post, seat.fte / post.fte)


def _present_post(scenario: Scenario, into: str, seat: Seat) -> PresentPost | None:
    """The held post that a seat comes from; None for a vacancy, which is nobody."""
    for post in scenario.present:
        named = len(seat.holder) == 1 and any(holder.ref == seat.holder[0] for holder in post.holders)
        unnamed = len(seat.holder) > 1 and post.id == seat.holder[0] and not post.vacant and not post.holders
        if into in post.to and (named or unnamed):
            return post
    return None


def vacancies(scenario: Scenario, level: str, rising: set[str]) -> float:
    """Posts of a level that nobody comes into but those who rise to it, and that are not filled below their grade.

    Whoever is held at such a post and leads nowhere else keeps it, even where those who rise would leave no room.
    """
    posts = {post.id: post for post in scenario.proposed if post.level == level and not post.appointed_below}
    keep = [post for post in scenario.present if post.to and not post.vacant and set(post.to) <= set(posts)]
    kept = sum(seat.fte / post.fte for post in keep for seat in present_seats(post) if not _rises(seat, rising, post))
    others = [one for one in arrivals(scenario) if one.after.id in posts and one.before not in keep]
    return sum(post.number for post in posts.values()) - kept - sum(one.part for one in others if one.who not in rising)


def _rises(seat: Seat, rising: set[str], post: PresentPost) -> bool:
    """Whether a seat's holder is among those who rise, or it is the vacant part of a post that names its holders."""
    return seat.holder[0] in rising if len(seat.holder) == 1 else bool(post.holders)


def _stated(scenario: Scenario, family: JobFamily) -> Check:
    stated = {(step.who, step.to) for step in scenario.progression}
    faults = []
    for one in arrivals(scenario):
        before, after = family.find_level(one.before.level), family.find_level(one.after.level)
        if before is None or after is None or family.rank(after.id) <= family.rank(before.id):
            continue
        if (one.who, after.id) not in stated:
            faults.append(
                f"{one.who} goes from {before.title} to {after.title} with no step stated: nobody rises by time "
                f"or by assimilation, only by {listed(route.by for route in family.routes)}."
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
        f"Every step between the levels of {family.title} is stated, with its route: {len(scenario.progression)}.",
    )


def _qualified(scenario: Scenario, family: JobFamily) -> Check:
    faults = [
        f"{step.who} cannot go to {family.level(step.to).title} without {listed(lacking, 'and')}."
        for step in scenario.progression
        if (lacking := [need for need in family.level(step.to).needs if need not in step.qualifications])
    ]
    return checked("level_needs", "Qualifications of whoever rises a level", faults, "Everyone who rises has them.")


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
                f"{step.who} is assessed for {title} on {in_words(step.assessed)}, after being paid it from "
                f"{in_words(by)}."
            )
    return checked(
        "level_assessments",
        "Assessments before a rise on an agreed path",
        faults,
        "Every route that needs a formal assessment has its day.",
    )


def _vacancies(scenario: Scenario, family: JobFamily) -> Check:
    faults = []
    for level in family.levels:
        steps = [step for step in scenario.progression if step.to == level.id and step.holder]
        rising = [step for step in steps if route_of(step, family).needs_vacancy]
        free = vacancies(scenario, level.id, {step.who for step in steps})
        if len(rising) > free + WHOLE:
            faults.append(
                f"{len(rising)} progress to {level.title} ({', '.join(step.who for step in rising)}), where "
                f"{free:g} {'post is' if free == 1 else 'posts are'} vacant: the others need an agreed path."
            )
    return checked(
        "level_vacancies",
        "Vacancies at the levels that holders progress to",
        faults,
        "Every step that needs a vacancy has one.",
    )
