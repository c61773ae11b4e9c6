"""Temporary cover: agency staff while a post is not filled, and those who do the work of a holder who acts up.

Both costs are stated in £ a month, all in, so no on-costs are added to them.
"""

from datetime import date

from model.base.dated import ONE_DAY
from model.cost.element import Amount, Driver, Element, Spell
from model.people.acting_up import days_acted
from model.people.appointments import Appointment
from model.schema.sections.posts import ProposedPost


def _until_filled(appointment: Appointment) -> tuple[date, date] | None:
    """The first and last day of temporary cover; None where there is no cover.

    Cover ends on the day before the first day in post, or on the last day of the post if that is earlier.
    """
    if appointment.covered_from is None:
        return None
    return appointment.covered_from, min(appointment.first_day - ONE_DAY, appointment.last_day)


def _is_covered(appointment: Appointment) -> bool:
    return bool(appointment.covered_from or appointment.cover_a_month or appointment.acting_up)


def _backfill(appointment: Appointment) -> float:
    return appointment.acting_up.backfill_a_month if appointment.acting_up else 0.0


COVER = Element(
    key="cover",
    label="Temporary cover",
    meaning="a stated sum a month, while a post is not filled",
    stage="apart",
    comes_from=(ProposedPost, "cover_a_month"),
    of_few=_is_covered,
    inputs=(
        Spell("covered", "Temporary cover", _until_filled, while_in_post=False, timelines=("do_nothing", "proposal")),
        Amount("cover_a_month", "Cover, £ a month", "money", lambda appointment: appointment.cover_a_month),
        Spell("acted", "Acts up", days_acted, timelines=("proposal",)),
        Amount("backfill_a_month", "Backfill, £ a month", "money", _backfill),
    ),
    formula=lambda s: s.covered * s.cover_a_month + s.acted * s.backfill_a_month,
    rests_on=(),  # a sum that the scenario states
    driver=Driver(
        "cover",
        "Temporary cover",
        "what is paid for cover until a post is filled, and for the backfill of holders who act up",
    ),
    when_nil="Agency and temporary cover is not costed.",
    not_public="agency cover",
)
