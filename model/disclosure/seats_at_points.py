"""What each seat costs at each point of its grade, and the published figures that may depend on holders' points.

All of this is worked out from the public input, as a reader of the public pack could. It uses nobody's own point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from model.assessment.assess import Assessment
from model.base.money import POUND, half_up, pounds
from model.cost.costing import cost
from model.disclosure.differencing import Counted, Figure, Seats, count, step_of
from model.disclosure.differencing_together import all_of, count_together
from model.pay.salaries import BASES, SalaryTable
from model.schema.sections.posts import Post

SIDES = {"present_cost": "do_nothing", "proposed_cost": "proposed", "change": "full_year_effect"}
NAMES = {
    "present_cost": "the published present cost of",
    "proposed_cost": "the published proposed cost of",
    "change": "the published change of",
}
KEPT = ("assimilated", "regraded")

PointCosts = dict[int, int]
"""By point, what one seat costs in a full year at the rates of the year of change, with on-costs, whole £."""


def point_costs(assessment: Assessment) -> dict[str, PointCosts]:
    """For each post, what one seat costs at each of its points, including those beyond a bar."""
    costed = assessment.costed
    book, scenario, column = costed.book, assessment.scenario, costed.years.index(costed.year_of_change)
    found: dict[str, PointCosts] = {}
    for structure, timeline, posts in (
        ("present", "do_nothing", scenario.present),
        ("proposed", "proposed", scenario.proposed),
    ):
        ladder = book.points.ladder
        points_of = [(*one.points(ladder), *one.points_beyond_bar(ladder)) for one in book.ranges]
        plan, by_choice = costed.plans[timeline], []
        for choice in range(max(map(len, points_of))):
            salary = np.array([book.points.salary[own[min(choice, len(own) - 1)]] for own in points_of])
            table = {"point": SalaryTable(salary, np.zeros(salary.shape, dtype=np.int8))}
            laid = {key: laid for key, laid in plan.laid.items() if not laid.above_salary}
            at_point = replace(plan, budget=table, own={}, laid=laid, paid_late=None)
            by_choice.append(book.months.by_year(cost(at_point, "point").total)[:, column])
        for post in posts:
            own = points_of[book.number_of(structure, post.grade, post.pay_structure)]
            rows = plan.rows_of.get(post.id, [])
            found[post.id] = {
                point: int(half_up(float(by_choice[choice][rows].sum()) / post.number, POUND))
                for choice, point in enumerate(own)
            }
    return found


def seats(assessment: Assessment, costs: dict[str, PointCosts]) -> list[Seats]:
    """Every seat of both structures. A seat assimilated into another post has the same point there, or the nearest.

    Each seat of a present post that is ring-fenced, deleted or vacant may be at any point of its grade, whatever point
    the other seats are at. So may each seat of a proposed post that nobody is assimilated into.
    """
    scenario = assessment.scenario
    room = {post.id: post.number for post in scenario.proposed}
    made = []
    for post in scenario.present:
        tied = min(post.number, room[post.to[0]]) if post.fate in KEPT and len(post.to) == 1 else 0
        if tied:
            room[post.to[0]] -= tied
            made.append(_tied(post, post.to[0], tied, costs))
        if post.number > tied:
            made.append(_free(post, post.number - tied, costs[post.id], "present_cost", -1))
    for post in scenario.proposed:
        if room[post.id]:
            made.append(_free(post, room[post.id], costs[post.id], "proposed_cost", 1))
    return made


def _tied(post: Post, into: str, number: int, costs: dict[str, PointCosts]) -> Seats:
    """Seats of a present post whose holders are assimilated at the same point, or the nearest of the new grade."""
    before, after = costs[post.id], costs[into]
    arrives = {point: min(max(point, min(after)), max(after)) for point in before}
    return Seats(
        number,
        tuple({post.id: point, into: arrives[point]} for point in before),
        {
            "present_cost": tuple(before.values()),
            "proposed_cost": tuple(after[arrives[point]] for point in before),
            "change": tuple(after[arrives[point]] - cost for point, cost in before.items()),
        },
    )


def _free(post: Post, number: int, costs: PointCosts, key: str, sign: int) -> Seats:
    amounts = tuple(costs.values())
    change = tuple(sign * amount for amount in amounts)
    return Seats(number, tuple({post.id: point} for point in costs), {key: amounts, "change": change})


def published_figures(assessment: Assessment) -> Iterator[Figure]:
    """The published totals that no budget basis gives. A total that such a basis gives depends on no holder's point."""
    for key, structure in SIDES.items():
        amount = assessment.scenario.published_amount(key)
        if amount is None:
            continue
        step = step_of(amount)
        budgets = [assessment.costed.amount(structure, basis, assessment.costed.year_of_change) for basis in BASES]
        if all(abs(amount - budget) > step for budget in budgets):
            yield Figure(key, f"{NAMES[key]} {pounds(amount)}", amount, step)


def figures_beside_posts(
    assessment: Assessment, rows: Sequence[tuple[str, float]]
) -> Iterator[tuple[Figure, list[Seats]]]:
    """Each £ figure beside a post's title, with the seats whose cost it may be: one seat of the post, or all."""
    costs = point_costs(assessment)
    posts = {post.title: post for post in (*assessment.scenario.present, *assessment.scenario.proposed)}
    for title, amount in rows:
        post = posts[title]
        for number in dict.fromkeys((1, post.number)):
            free = _free(post, number, costs[post.id], "beside", 1)
            of = "each" if number == 1 and post.number > 1 else "in all"
            yield Figure("beside", f"{pounds(amount)} beside {title} ({of})", amount, 1), [free]


def count_published(assessment: Assessment, rows: Sequence[tuple[str, float]] = ()) -> list[Counted]:
    """The differencing test of each published total, of all totals together, and of each £ figure beside a post.

    Each of ``rows`` is a post's title and a figure that no budget basis gives. A figure beside a post is left out where
    no assignment of points gives it.
    """
    costs = point_costs(assessment)
    of_totals = seats(assessment, costs)
    counted = [count(of_totals, figure) for figure in published_figures(assessment)]
    met = [each.figure for each in counted if each.fit]
    if len(met) > 1:
        counted.append(count_together(of_totals, met) or Counted(all_of(met), None, 0))
    beside = [count(own, figure) for figure, own in figures_beside_posts(assessment, rows)]
    return [*counted, *(each for each in beside if each.fit)]
