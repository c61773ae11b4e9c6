"""Numbers of those whose dismissal is proposed, by description, as the page for the unions may show them.

The rule on small numbers is that of the public papers (``suppress``), with one addition. The number for a description
that few people have is kept back whether or not any of them is to be dismissed. Otherwise the mark for a number kept
back would reveal that somebody is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from model.disclosure.public_input import suppress
from model.schema.sections.posts import PresentPost
from model.schema.sections.scenario import Scenario


@dataclass(frozen=True)
class Description:
    """Employees of one description: its title and grade, its posts, and how many people hold one of them.

    ``dismissed`` is how many of those people are proposed to be dismissed as redundant.
    """

    title: str
    grade: str
    posts: tuple[PresentPost, ...]
    employed: int
    dismissed: int


@dataclass(frozen=True)
class Shown:
    """Numbers as they may be shown, in the order given. A number that is kept back is None."""

    employed: tuple[int | None, ...]
    employed_in_all: int | None
    dismissed: tuple[int | None, ...]
    dismissed_in_all: int | None


def descriptions(scenario: Scenario) -> tuple[Description, ...]:
    """Every description of the present structure, with the number of people in post on the day of the decision.

    Each person counts once, in the post in which they have most FTE. A row of posts without listed holders counts one
    person for each of its posts, or nobody where it is vacant. Leavers count as dismissed where the unions are
    consulted on their kind of leaving.
    """
    section = scenario.one_off
    leavers = [leaver for leaver in (section.leavers if section else ()) if leaver.of_kind.consulted]
    main, there = _main_posts(scenario), _in_post(scenario)
    leaving = Counter(main.get(leaver.holder or "", leaver.post) for leaver in leavers)
    in_post = Counter(post for ref, post in main.items() if ref in there)
    found: dict[tuple[str, str], list[PresentPost]] = {}
    for post in scenario.present:
        found.setdefault((post.title, post.grade), []).append(post)
    made = []
    for (title, grade), posts in found.items():
        unlisted = sum(post.number for post in posts if not post.holders and not post.vacant)
        dismissed = sum(leaving[post.id] for post in posts)
        employed = max(sum(in_post[post.id] for post in posts) + unlisted, dismissed)
        made.append(Description(title, grade, tuple(posts), employed, dismissed))
    return tuple(made)


def _main_posts(scenario: Scenario) -> dict[str, str]:
    """For each holder, by reference, the id of the post in which they have most FTE; if equal, the first listed."""
    most: dict[str, tuple[float, str]] = {}
    for post in scenario.present:
        for holder in post.holders:
            if holder.ref not in most or holder.fte > most[holder.ref][0]:
                most[holder.ref] = holder.fte, post.id
    return {ref: post for ref, (_, post) in most.items()}


def _in_post(scenario: Scenario) -> set[str]:
    """The references of those who are in some post on the day of the decision."""
    day = scenario.dates.decision
    return {
        holder.ref
        for post in scenario.present
        for holder in post.holders
        if (holder.from_ is None or holder.from_ <= day) and (holder.to is None or holder.to >= day)
    }


def shown(employed: Sequence[int], dismissed: Sequence[int], least: int) -> Shown | None:
    """The numbers that may be shown for some descriptions, where at least one of the employees is to be dismissed.

    Where a description has employees, these numbers of people dismissed are kept back:

    - each number of a description with fewer employees than ``least``, or fewer than 3;
    - a number from 1 to one below ``least``, and a number that leaves from 1 to one below ``least`` undismissed;
    - the total, where it is from 1 to one below ``least``, or would reveal a number that is kept back.

    Where only one number is kept back and it could only be 1, the number for the description with the next fewest
    employees is kept back too. If there is no other description, the result is None: the numbers would then be about
    one person.
    """
    people = suppress(employed, least)
    few = max(least, 3)  # below 3 a part of a description would be told by being kept back
    back = {
        place
        for place, (all_, some) in enumerate(zip(employed, dismissed, strict=True))
        if all_ and (all_ < few or some in _small(all_, least))
    }
    if len(back) == 1 and sum(dismissed) == sum(dismissed[place] for place in back):
        [alone] = back
        if len(_may_be(employed[alone], few, least) - {0}) < 2:
            others = [place for place, all_ in enumerate(employed) if all_ and place != alone]
            if not others:
                return None
            fewest = min(employed[place] for place in others)
            back |= {place for place in others if employed[place] == fewest}
    in_all: int | None = sum(dismissed)
    kept_back = sum(dismissed[place] for place in back)
    values = [_may_be(employed[place], few, least) for place in sorted(back)]
    if 0 < sum(dismissed) < least or not _each_may_differ(values, kept_back):
        in_all = None
    numbers = tuple(None if place in back else some for place, some in enumerate(dismissed))
    return Shown(people.counts, people.total, numbers, in_all)


def _may_be(employed: int, few: int, least: int) -> set[int]:
    """The values that a number kept back may have, for a reader who knows how many employees there are."""
    if employed < few:
        return set(range(employed + 1))
    return _small(employed, least)


def _small(employed: int, least: int) -> set[int]:
    """The numbers of people dismissed that are small, or that leave a small number of people undismissed."""
    return {some for some in range(1, employed) if some < least or employed - some < least}


def _each_may_differ(values: Sequence[set[int]], in_all: int) -> bool:
    """Whether each number could have at least two values, if their sum is known.

    The possible sums are kept as the bits of one whole number.
    """
    before, needed = [1], [1 << in_all]
    for choices in values:
        before.append(reduce(or_, (before[-1] << choice for choice in choices), 0))
    for choices in reversed(values):
        needed.append(reduce(or_, (needed[-1] >> choice for choice in choices), 0))
    needed.reverse()
    return all(
        sum(bool(before[place] << choice & needed[place + 1]) for choice in choices) > 1
        for place, choices in enumerate(values)
    )
