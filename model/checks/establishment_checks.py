"""Checks of the establishment: every post has a destination or a source, and posts and FTE reconcile."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from model.base.check import Check, checked
from model.base.faults import number_of
from model.explain.bridge import moves
from model.people.seating import Seating, displaced_holders
from model.people.seats import Seat
from model.schema.sections.posts import WHOLE, Post, PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

MOST_NAMED = 5
"""The most posts that a finding names one by one."""
LEFT = "left before the change"
BEYOND = "created but not filled by present posts"


def establishment_checks(seating: Seating) -> list[Check]:
    """The checks of posts: destinations, sources, reconciliation, and counts that the report states."""
    return [_destinations(seating.scenario), _sources(seating), _establishment(seating), _published_counts(seating)]


def _destinations(scenario: Scenario) -> Check:
    lost = [_titled(post) for post in scenario.present if post.fate == "unresolved"]
    say = "say whether it is assimilated, ring-fenced or deleted, and whether anyone holds it."
    faults = [f"{post} has no destination: {say}" for post in lost]
    if len(lost) > MOST_NAMED:
        named = f"{'; '.join(lost[:MOST_NAMED])} and {len(lost) - MOST_NAMED} more"
        faults = [f"{len(lost)} lines of posts have no destination: {named}. For each, {say}"]
    return checked(
        "destinations",
        "Destinations of the present posts",
        faults,
        f"Every present post has a stated destination or end ({number_of(_count(scenario.present), 'post')}).",
    )


def _sources(seating: Seating) -> Check:
    scenario, coming = seating.scenario, seating.arriving
    named = {name for post in scenario.present for name in post.to}
    faults = []
    for post in scenario.proposed:
        filled = sum(seat.fte_on(seating.begins(post)) for seat in coming[post.id])
        if post.filled_by == "unresolved":
            faults.append(
                f"{_titled(post)} has no source: say whether it is filled by assimilation, from a ring-fence or by "
                "open competition."
            )
        if post.filled_by == "assimilation" and filled < post.number * post.fte - WHOLE:
            faults.append(
                f"{post.title} is filled by assimilation, but present posts fill {filled:g} of its "
                f"{post.number * post.fte:g} FTE."
            )
        if post.filled_by == "ring-fence" and post.id not in named:
            faults.append(f"{post.title} is ring-fenced, but no present post is ring-fenced for it.")
        if post.filled_by == "open" and post.id in named:
            faults.append(f"{post.title} is filled by open competition, but a present post leads to it.")
    return checked(
        "sources",
        "Sources of the proposed posts",
        faults,
        f"{number_of(_count(scenario.proposed), 'proposed post')}; every one is filled by assimilation, from a "
        "ring-fence or by open competition.",
    )


@dataclass(frozen=True)
class _Side:
    """One side of the establishment, in posts or in FTE: the whole, and each of its parts by name, in order."""

    whole: float
    parts: dict[str, float]

    def told(self, when: str) -> str:
        """``11 present = 10 retained + 1 deleted``: what is retained, and every other part that is not nil."""
        shown = [f"{part:,g} {name}" for name, part in self.parts.items() if name == "retained" or part > WHOLE]
        return f"{self.whole:,g} {when} = {' + '.join(shown)}"


def _establishment(seating: Seating) -> Check:
    """Present = retained + deleted and proposed = retained + created, in posts and in FTE."""
    posts, fte = _in_posts(seating), _in_fte(seating)
    told = [
        f"{unit}: {before.told('present')}; {after.told('proposed')}."
        for unit, (before, after) in (("Posts", posts), ("FTE", fte))
    ]
    return checked("establishment", "Reconciliation of posts and FTE", list(_no_room(seating)), " ".join(told))


def _in_posts(seating: Seating) -> tuple[_Side, _Side]:
    """The number of present posts and the number of proposed posts, each in parts.

    A move retains as many posts as it has proposed posts, but never more than its present posts less those of
    displaced holders.
    """
    scenario, displaced = seating.scenario, displaced_holders(seating.scenario)
    retained, gone, without, left, joined, new, beyond = (0.0,) * 7
    for move in moves(scenario):
        before, after = _count(move.before), _count(move.after)
        lost = sum(
            seat.fte_on(seating.ends_before(post)) / post.fte
            for post in move.before
            for seat in seating.present[post.id]
            if seat.holder in displaced
        )
        kept = min(after, before - lost)
        vacated = min(_vacated(seating, move.before), before - lost - kept) if move.after else 0.0
        retained, without, left = retained + kept, without + lost, left + vacated
        if move.before and move.after:
            joined, beyond = joined + before - kept - lost - vacated, beyond + after - kept
        new += 0 if move.before else after
        gone += sum(post.number for post in move.before if post.fate in ("deleted", "open"))
    unresolved = sum(post.number for post in scenario.present if post.fate == "unresolved")
    return (
        _Side(
            _count(scenario.present),
            {"retained": retained, "deleted": gone, "of displaced holders": without, LEFT: left}
            | {"joined to others": joined, "unresolved": unresolved},
        ),
        _Side(_count(scenario.proposed), {"retained": retained, "created": new, BEYOND: beyond}),
    )


def _vacated(seating: Seating, posts: Iterable[PresentPost], *, in_posts: bool = True) -> float:
    """How many posts, or how much FTE, belonged to people who have left before the change."""
    return sum(seat.fte / (post.fte if in_posts else 1.0) for post in posts for seat in seating.left_before(post))


def _in_fte(seating: Seating) -> tuple[_Side, _Side]:
    """Present and proposed FTE, each in parts. Where a post is retained at fewer hours, the rest is hours given up.

    A retained seat counts at its FTE on the first day of the proposed post. A displaced holder's seat counts at its FTE
    on the day after the present post ends.
    """
    scenario, displaced = seating.scenario, displaced_holders(seating.scenario)
    going = [
        (seat.holder, seat.fte_on(seating.ends_before(post)))
        for post in scenario.present
        if post.to
        for seat in seating.present[post.id]
    ]
    retained = sum(
        seat.fte_on(seating.begins(post)) for post in scenario.proposed for seat in seating.arriving[post.id]
    )
    without = sum(fte for holder, fte in going if holder in displaced)
    given_up = _fte(post for post in scenario.present if post.to) - without - retained
    left = min(sum(_vacated(seating, [post], in_posts=False) for post in scenario.present if post.to), given_up)
    given_up -= left
    named = {name for post in scenario.present for name in post.to}
    new = _fte(post for post in scenario.proposed if post.id not in named)
    proposed = _fte(scenario.proposed)
    gone, unresolved = (
        _fte(post for post in scenario.present if post.fate in fates)
        for fates in (("deleted", "open"), ("unresolved",))
    )
    return (
        _Side(
            _fte(scenario.present),
            {
                "retained": retained,
                "deleted": gone,
                "of displaced holders": without,
                LEFT: left,
                "of hours given up": given_up,
            }
            | {"unresolved": unresolved},
        ),
        _Side(proposed, {"retained": retained, "created": new, BEYOND: proposed - retained - new}),
    )


def _no_room(seating: Seating) -> Iterator[str]:
    """A sentence for each destination that has too little room, with how many it has room for and what would help."""
    left: dict[tuple[str, ...], list[Seat]] = {}
    for open_to, seat in seating.without_room:
        left.setdefault(open_to, []).append(seat)
    scenario, coming = seating.scenario, seating.arriving
    posts = {post.id: post for post in scenario.proposed}
    for open_to, seats in left.items():
        targets = [posts[name] for name in open_to if name in posts]
        placed = [seat for post in targets for seat in coming[post.id]]
        found = (
            f"{len(placed) + len(seats)} people or vacancies have {' or '.join(map(_titled, targets))} as their "
            f"destination, but there is room for only {len(placed)}."
        )
        shared = _shared(targets[0], _whole(seating, [*placed, *seats]), scenario) if len(targets) == 1 else ""
        yield (
            f"{found} {shared}{'Otherwise say' if shared else 'Say'} who has no post (People, Outcome of ring-fences), "
            "or raise the number or FTE of the post."
        )


def _whole(seating: Seating, seats: list[Seat]) -> list[float]:
    """The FTE that each seat had before the change."""
    before = Counter()
    for post in seating.scenario.present:
        if post.to:
            before.update({seat.holder: seat.fte for seat in seating.present[post.id]})
    return [before[seat.holder] for seat in seats]


def _shared(post: ProposedPost, fte: list[float], scenario: Scenario) -> str:
    """A sentence on how people could share a post that has too little room for them.

    Empty where they would give up more than half their FTE.
    """
    each = int(post.number * post.fte / len(fte) * 10_000) / 10_000  # rounded down, so that all fit
    given_up = sum(max(held - each, 0.0) for held in fte)
    if given_up > sum(fte) / 2:
        return ""
    full = scenario.pay_terms[post.pay_structure].full_time_hours
    return (
        f"If they share the work, state {number_of(len(fte), 'post')} of {each:g} FTE. They then give up "
        f"{given_up:.4g} of their {sum(fte):g} FTE, which is {given_up * full:.4g} hours a week. "
    )


def _published_counts(seating: Seating) -> Check:
    scenario = seating.scenario
    counts = {
        "ring_fenced_roles": ("ring-fenced roles", _ring_fenced(scenario.proposed)),
        "ring_fenced_staff": ("staff in the ring-fence", _staff_in_ring_fence(seating)),
    }
    faults = [
        f"The report states {figure.amount:g} {counts[figure.measure][0]} ({figure.source}); the structure has "
        f"{counts[figure.measure][1]}."
        for figure in scenario.published
        if figure.measure in counts and figure.amount != counts[figure.measure][1]
    ]
    stated = any(figure.measure in counts for figure in scenario.published)
    return checked(
        "published_counts",
        "Counts in the report's text and in its tables",
        faults,
        "Every count that the report states is the same in the structure." if stated else "The report states no count.",
    )


def _titled(post: Post) -> str:
    return f"{post.title} ({post.grade})"


def _count(posts) -> int:
    return sum(post.number for post in posts)


def _fte(posts) -> float:
    return sum(post.number * post.fte for post in posts)


def _ring_fenced(proposed: tuple[ProposedPost, ...]) -> int:
    return sum(post.number for post in proposed if post.filled_by == "ring-fence")


def _staff_in_ring_fence(seating: Seating) -> int:
    ring_fenced = [post.id for post in seating.scenario.present if post.fate == "ring-fenced" and not post.vacant]
    return sum(len(seating.present[post_id]) for post_id in ring_fenced)
