"""What each person in a ring-fence would get in each post that is open to them: point, salary and protection.

An outcome (``model/explain/outcomes.py``) places everybody in a ring-fence at once. Here each person is placed alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.base.stated import stated
from model.cost.costed import CostedScenario
from model.explain.outcomes import FenceOutcomes
from model.people.appointments import Appointment
from model.people.careers import Careers
from model.people.protection_periods import protected_periods
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost, ProposedPost


@dataclass(frozen=True)
class Alternative:
    """One person in one post of the ring-fence. Amounts are £ a year at 1.0 FTE, at the rates of the month of change.

    ``protection`` is what is paid at first above the salary. ``assumed`` says that the headline places them there.
    """

    holder: str
    from_post: PresentPost
    into: ProposedPost
    starts: date
    point: int
    salary: float
    protection: float
    assumed: bool


def alternatives(costed: CostedScenario, *fences: FenceOutcomes) -> tuple[Alternative, ...]:
    """Each person of the ring-fences in each post that is open to them, in the order of the file."""
    book = costed.book
    range_of = {grade: book.ranges[number] for grade, number in book.range_number.items()}
    careers = Careers(costed.scenario, book.points, range_of)
    return tuple(one for of in fences for one in _each(costed, careers, of))


def _each(costed: CostedScenario, careers: Careers, of: FenceOutcomes) -> Iterator[Alternative]:
    points, months = costed.book.points, costed.book.months
    placed = {placement.holder: placement.to for placement in of.assumed.placements}
    for post, holder in of.fence.seats:
        for into in of.fence.into:
            starts = into.filled_on or costed.establishment.seating.begins(into)
            if into.id not in post.to or starts > months.last.last_day:
                continue
            [path] = careers.paths((_in_post(costed, holder, post, into, starts),))
            point = stated(path.assimilated, "where a holder arrives").new_point
            salary = float(points.followed(point, starts)[months.number_of(starts)])
            periods = protected_periods(path, points, starts)
            first = periods[0].a_year if periods and periods[0].first_day == starts else 0.0
            yield Alternative(holder.ref, post, into, starts, point, salary, first, placed.get(holder.ref) == into.id)


def _in_post(
    costed: CostedScenario, holder: Holder, post: PresentPost, into: ProposedPost, starts: date
) -> Appointment:
    return Appointment(
        post=into.id,
        title=into.title,
        grade=into.grade,
        structure="proposed",
        holder=(holder.ref,),
        fte=min(holder.fte, into.fte),
        in_lgps=holder.lgps_member,
        first_day=starts,
        last_day=costed.book.months.last.last_day,
        pay_structure=into.pay_structure,
        comes_from=post.id,
    )
