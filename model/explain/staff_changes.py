"""Who came, went and changed between two establishments, and what each costs before and after.

The cost is that of the present structure over a financial year, as if everybody had been in post for all of it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.base.faults import listed
from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario
from model.people.seats import HolderKey
from model.schema.reading.rows_beside import kinds_of
from model.schema.sections.declared import key_of
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost

LEFT, JOINED, CHANGED, VACANCY, AS_BEFORE = "left", "joined", "changed", "vacancy", "as before"
NOT_COMPARED = ("ref", "fte", "hours", "service_years")
"""Values of a holder that are compared in another way, or that grow by themselves."""
DAYS_COMPARED = ("from_", "to")
"""The days of a holder that are compared. Others, such as the date of birth, only say who somebody is."""
OF_THE_PERSON = {
    name: str(field.title).lower()
    for name, field in Holder.model_fields.items()
    for kind in [kinds_of(Holder).get(key_of(name, field))]
    if name in DAYS_COMPARED or (kind not in (None, "day") and name not in NOT_COMPARED)
}
"""Values of a holder that are compared besides posts, grade and working time, with the name of each in a sentence."""


@dataclass(frozen=True)
class StaffChange:
    """A person, or the vacancies of a post: what has changed, in words, and £ in the year before and after."""

    who: str
    kind: str
    what: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        """How much more the person or the vacancies cost after than before, £ in the year."""
        return self.after - self.before


def staff_changes(before: CostedScenario, after: CostedScenario, basis: str, year: FinancialYear) -> list[StaffChange]:
    """Each person who left, joined or changed, each post whose vacancies changed, and all others in one row.

    The rows add up to the present structure's cost, before and after. Raises ValueError for a year that is not shown,
    and KeyError for a basis that one of the two is not costed on.
    """
    people_before, people_after = _people(before), _people(after)
    cost_before, cost_after = _costs(before, basis, year), _costs(after, basis, year)
    changes = []
    as_before = 0
    for ref in dict.fromkeys((*people_before, *people_after)):
        posts, now = people_before.get(ref, []), people_after.get(ref, [])
        kind = LEFT if not now else JOINED if not posts else CHANGED
        what = "; ".join(_changes_of(posts, now)) if posts and now else _posts_held(posts or now)
        if what:
            changes.append(StaffChange(ref, kind, what, cost_before.pop((ref,), 0.0), cost_after.pop((ref,), 0.0)))
        as_before += not what
    order = {kind: place for place, kind in enumerate((LEFT, JOINED, CHANGED))}
    changes.sort(key=lambda change: order[change.kind])
    changes += _vacancies(before, after, cost_before, cost_after)
    rest = StaffChange(str(as_before), AS_BEFORE, "", sum(cost_before.values()), sum(cost_after.values()))
    return [*changes, rest]


def _people(costed: CostedScenario) -> dict[str, list[tuple[PresentPost, Holder]]]:
    """Each person's posts by the person's reference, as pairs of post and holder."""
    people: defaultdict[str, list[tuple[PresentPost, Holder]]] = defaultdict(list)
    for post in costed.scenario.present:
        for holder in post.holders:
            people[holder.ref].append((post, holder))
    return people


def _costs(costed: CostedScenario, basis: str, year: FinancialYear) -> dict[HolderKey, float]:
    """What each person and each vacancy costs in a year, £."""
    costs: defaultdict[HolderKey, float] = defaultdict(float)
    amounts = costed.amounts("do_nothing", basis)[:, costed.years.index(year)]
    for appointment, amount in zip(costed.plans["do_nothing"].appointments, amounts, strict=True):
        costs[appointment.holder] += float(amount)
    return costs


def _which(post: PresentPost) -> tuple[str, ...]:
    """What identifies a post from month to month."""
    return (post.post_number,) if post.post_number else (post.title.casefold(), post.cost_centre or "")


def _called(post: PresentPost) -> str:
    return f"{post.title} ({post.post_number})" if post.post_number else post.title


def _posts_held(posts: list[tuple[PresentPost, Holder]]) -> str:
    return listed([f"{_called(post)}, grade {post.grade}, {holder.fte:.4g} FTE" for post, holder in posts], "and")


def _changes_of(before: list[tuple[PresentPost, Holder]], after: list[tuple[PresentPost, Holder]]) -> Iterator[str]:
    """What has changed for somebody who is in both establishments, as parts of a sentence."""
    old, new = ({_which(post): (post, holder) for post, holder in posts} for posts in (before, after))
    gone, come = [old[which] for which in old if which not in new], [new[which] for which in new if which not in old]
    pairs = [(old[which], new[which]) for which in old if which in new]
    if len(gone) == len(come) == 1:
        (old_post, _), (new_post, _) = gone[0], come[0]
        if (old_post.title, old_post.cost_centre) != (new_post.title, new_post.cost_centre) or _numbered(gone, come):
            yield f"moves from {_called(old_post)} to {_called(new_post)}"
        pairs += [(gone[0], come[0])]
    else:
        yield from (f"gives up {_posts_held([seat])}" for seat in gone)
        yield from (f"takes up {_posts_held([seat])}" for seat in come)
    for (old_post, was), (new_post, now) in pairs:
        yield from _of_post(old_post, new_post)
        yield from _working_time(was, now)
        for key, title in OF_THE_PERSON.items():
            if (first := getattr(was, key)) != (then := getattr(now, key)):
                yield f"{title} {_shown(first)} becomes {_shown(then)}"


def _numbered(*posts: list[tuple[PresentPost, Holder]]) -> bool:
    """Whether every post has a number of its own.

    Posts that share a number but differ in FTE have no number of their own.
    """
    return all(post.post_number for of_side in posts for post, _ in of_side)


def _of_post(old: PresentPost, new: PresentPost) -> Iterator[str]:
    if old.grade != new.grade:
        yield f"grade {old.grade} becomes {new.grade}"
    if old.title != new.title and _which(old) == _which(new):
        yield f"{old.title} becomes {new.title}"


def _working_time(was: Holder, now: Holder) -> Iterator[str]:
    if was.hours is not None and now.hours is not None and was.hours != now.hours:
        yield f"{was.hours:g} hours a week become {now.hours:g}"
    elif abs(was.fte - now.fte) > 1e-9:
        yield f"{was.fte:.4g} FTE becomes {now.fte:.4g}"


def _shown(value: Any) -> str:
    if value is None:
        return "not stated"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _vacancies(
    before: CostedScenario,
    after: CostedScenario,
    cost_before: dict[HolderKey, float],
    cost_after: dict[HolderKey, float],
) -> Iterator[StaffChange]:
    """A change for each post whose vacant FTE differs; the cost of its vacancies is taken out of both mappings."""
    sides = []
    for costed in (before, after):
        vacant: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
        posts = {post.id: post for post in costed.scenario.present}
        for appointment in costed.plans["do_nothing"].appointments:
            if len(appointment.holder) > 1:
                vacant[_which(posts[appointment.post])].append(appointment)
        sides.append((vacant, posts))
    (old, old_posts), (new, new_posts) = sides
    for which in dict.fromkeys((*old, *new)):
        was, now = (sum(seat.fte for seat in side.get(which, ())) for side in (old, new))
        if abs(was - now) > 1e-9:
            post = new_posts[new[which][0].post] if which in new else old_posts[old[which][0].post]
            costs = [
                sum(cost.pop(seat.holder, 0.0) for seat in side.get(which, ()))
                for side, cost in ((old, cost_before), (new, cost_after))
            ]
            yield StaffChange(_called(post), VACANCY, f"{was:.4g} FTE vacant becomes {now:.4g}", *costs)
