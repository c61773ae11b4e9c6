"""The outcomes of each ring-fence: who gets which post, who is displaced, and what each outcome costs.

The outcomes of one ring-fence are compared while the other ring-fences end as the scenario assumes. Only the posts
whose cost an outcome can change are costed again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from model.base.financial_year import FinancialYear
from model.cost.costed import CostedScenario, costing_of
from model.explain.bridge import moves
from model.explain.pools import DISPLACED, Person, Pool, Way
from model.explain.ring_fences import Fence, ring_fences
from model.rates.tables import Rates
from model.schema.sections.people import People, Placement
from model.schema.sections.posts import PresentPost, ProposedPost
from model.schema.sections.scenario import Scenario

MOST_OUTCOMES = 500
"""The most outcomes costed. If there are more, the assumed, the cheapest and the dearest are costed before others."""
CHOSEN = 5
"""How many outcomes are costed before others: the assumed one, two cheapest and two dearest (see ``_chosen``)."""

Amounts = tuple[float, float, float]
"""The cost, £, of a full year of the proposed structure, of the protection in it, and of the actual year of change."""


@dataclass(frozen=True)
class Outcome:
    """One outcome: where each person of the ring-fence goes, and what it costs, £.

    ``cost`` is for a full year of the proposed structure and includes ``protection``. ``in_year`` is for the year of
    change as it happens. It includes the cost of acting up, for anyone who gets a post other than the one acted in.
    """

    placements: tuple[Placement, ...]
    cost: float
    protection: float
    in_year: float
    assumed: bool

    @property
    def displaced(self) -> int:
        """How many people have no post."""
        return sum(placement.to == DISPLACED for placement in self.placements)


@dataclass(frozen=True)
class FenceOutcomes:
    """A ring-fence and its outcomes, cheapest first.

    ``number`` is how many outcomes there are; None where there are too many to count.
    """

    fence: Fence
    outcomes: tuple[Outcome, ...]
    number: int | None

    @property
    def assumed(self) -> Outcome:
        """The outcome that the headline is based on."""
        return next(outcome for outcome in self.outcomes if outcome.assumed)

    @cached_property
    def best_placed(self) -> tuple[Outcome, ...]:
        """The outcomes that leave the fewest people without a post, cheapest first."""
        fewest = min(outcome.displaced for outcome in self.outcomes)
        return tuple(outcome for outcome in self.outcomes if outcome.displaced == fewest)


def outcomes(costed: CostedScenario, rates: Rates) -> tuple[FenceOutcomes, ...]:
    """The outcomes of each ring-fence that lists its people, on the actual basis; empty where no people are stated.

    A post that nobody gets is costed as a vacancy. A displaced person costs nothing here: one-off costs of leaving are
    shown separately.
    """
    people = costed.scenario.people
    if people is None:
        return ()
    fences = [fence for fence in ring_fences(costed.scenario) if fence.holders]
    connected = _Connected(costed.scenario)
    return tuple(_of_fence(costed, rates, fence, people, connected) for fence in fences)


def _of_fence(
    costed: CostedScenario, rates: Rates, fence: Fence, people: People, connected: "_Connected"
) -> FenceOutcomes:
    arriving, year = costed.establishment.seating.arriving, costed.year_of_change
    into = {seat.holder[0]: post.id for post in fence.into for seat in arriving[post.id]}
    pool = _pool(costed, fence)
    assumed: Way = tuple((person.ref, into.get(person.ref, DISPLACED)) for person in pool.people)
    price, number = _price(connected.part(people, fence), people, fence, rates, year), pool.number()
    others = pool.ways() if number and number <= MOST_OUTCOMES else _chosen(pool, price)
    some = islice(others, MOST_OUTCOMES + CHOSEN)  # the chosen ones are among the first others again
    ways = islice(dict.fromkeys((assumed, *some)), MOST_OUTCOMES)
    whole, base = _amounts(costed, year), price(assumed)
    found = []
    for way in ways:
        cost, protection, in_year = (of + apart - then for of, apart, then in zip(whole, price(way), base, strict=True))
        found.append(Outcome(_placements(way), cost, protection, in_year, way == assumed))
    return FenceOutcomes(fence, tuple(sorted(found, key=lambda outcome: outcome.cost)), number)


def _pool(costed: CostedScenario, fence: Fence) -> Pool:
    """The people in a ring-fence, and the room that holders from outside leave for them."""
    people: dict[str, Person] = {}
    for post, holder in fence.seats:
        fte = holder.fte + (people[holder.ref].fte if holder.ref in people else 0.0)
        people[holder.ref] = Person(holder.ref, fte, post.to)
    arriving = costed.establishment.seating.arriving
    room = {
        post.id: post.number * post.fte - sum(seat.fte for seat in arriving[post.id] if seat.holder[0] not in people)
        for post in fence.into
    }
    return Pool(tuple(people.values()), room, {post.id: post.fte for post in fence.into})


def _chosen(pool: Pool, price: Callable[[Way], Amounts]) -> Iterator[Way]:
    """The ways to place the pool, in the order of costing, where there are too many to cost them all.

    First come the cheapest and dearest with the fewest displaced, then the cheapest and dearest of all, then the other
    ways. The cost of a way is taken as the sum of what each person costs in their post. That sum is exact where each
    person has a whole post. Where part-time people share a post, the sum may be wrong by what their National Insurance
    thresholds save.
    """
    nobody = {person.ref: DISPLACED for person in pool.people}
    base = price(tuple(nobody.items()))[0]
    costs = {(ref, DISPLACED): 0.0 for ref in nobody} | {
        (person.ref, to): price(tuple({**nobody, person.ref: to}.items()))[0] - base
        for person in pool.people
        for to in person.posts
    }
    for fewest in (True, False):
        for sign in (1, -1):
            signed = {choice: sign * cost for choice, cost in costs.items()}
            way = pool.cheapest(signed, fewest_displaced=fewest)
            yield from [way] if way else []
    yield from pool.ways()


def _price(part: Scenario, people: People, fence: Fence, rates: Rates, year: FinancialYear) -> Callable[[Way], Amounts]:
    """A function that costs a way to place the pool.

    The function costs ``part``, which has only the posts whose cost a way can change. So its amounts are not totals:
    use only the differences between the amounts of two ways.
    """
    costing, outside = costing_of(part, rates), [one for one in people.ring_fence if one.holder not in fence.holders]

    def price(way: Way) -> Amounts:
        placed = people.model_copy(
            update={"ring_fence": (*_placements(way), *outside), "acting_up": _acting(people, fence)}
        )
        return _amounts(costing(part.model_copy(update={"people": placed})), year)

    return price


def _amounts(costed: CostedScenario, year: FinancialYear) -> Amounts:
    return (
        costed.amount("proposed", "actual", year),
        costed.amount("proposed", "actual", year, "pay_protection"),
        costed.amount("proposal", "actual", year),
    )


def _placements(way: Way) -> tuple[Placement, ...]:
    return tuple(Placement(holder=ref, to=to) for ref, to in way)


def _acting(people: People, fence: Fence) -> tuple:
    return tuple(one for one in people.acting_up if one.holder in fence.holders)


class _Connected:
    """The moves of a scenario, found by post, by holder, or by title and grade."""

    def __init__(self, scenario: Scenario):
        self._scenario, self._moves = scenario, [*moves(scenario)]
        self._in: defaultdict[object, set[int]] = defaultdict(set)
        for number, move in enumerate(self._moves):
            for post in (*move.before, *move.after):
                for key in (post.id, _kind(post), *(("holder", holder.ref) for holder in post.holders)):
                    self._in[key].add(number)

    def part(self, people: People, fence: Fence) -> Scenario:
        """The scenario with only the posts whose cost an outcome can change.

        These are the posts of the ring-fence, other posts of its holders (whose National Insurance is worked out on all
        their pay together), and posts in which its holders act up. Where there is a turnover factor, posts of the same
        title and grade are also included, since the factor is applied to them together. So are all posts that are
        connected to any of these by destination.
        """
        fenced = (*fence.posts, *fence.into)
        kinds = map(_kind, fenced) if self._scenario.costing.turnover else ()
        holders = (("holder", ref) for ref in fence.holders)
        acted_in = (one.into for one in _acting(people, fence))
        keys = (*(post.id for post in fenced), *acted_in, *holders, *kinds)
        kept = [self._moves[number] for number in sorted(set().union(*(self._in.get(key, ()) for key in keys)))]
        present = tuple(post for move in kept for post in move.before)
        proposed = tuple(post for move in kept for post in move.after)
        return self._scenario.model_copy(update={"present": present, "proposed": proposed})


def _kind(post: PresentPost | ProposedPost) -> tuple[str, str, str]:
    return "kind", post.title.casefold(), post.grade
