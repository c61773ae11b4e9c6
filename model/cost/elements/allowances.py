"""Allowances: what is paid on top of salary, as fixed sums and as percentages of basic pay.

A fixed sum is paid as stated, whatever the FTE, for the part of each month employed. Pension contributions are due on
the pensionable ones (LGPS Regulations 2013, regulation 20); National Insurance and levy on all.
"""

from collections.abc import Callable

from model.cost.element import Amount, Element
from model.people.establishment import Appointment
from model.schema.sections.posts import Post


def _together(kind: str, *, pensionable_only: bool = False) -> Callable[[Appointment], float]:
    """The allowances of an appointment, its post's and its holder's together: £ a year, or the share of basic pay."""

    def together(appointment: Appointment) -> float:
        if not appointment.allowances:  # as of most: in a large establishment, nothing is added up for them
            return 0.0
        counted = (each for each in appointment.allowances if each.pensionable or not pensionable_only)
        return float(sum(getattr(allowance, kind) or 0.0 for allowance in counted))

    return together


ALLOWANCES = Element(
    key="allowances",
    label="Allowances",
    meaning="fixed sums as paid, and percentages of basic pay",
    stage="pay",
    comes_from=(Post, "allowances"),
    inputs=(
        Amount("fixed", "Allowances, £ a year", "money", _together("amount")),
        Amount("share", "Allowances, share of pay", "percent", _together("percent")),
        Amount("pensionable_fixed", "Of it pensionable, £", "money", _together("amount", pensionable_only=True)),
        Amount("pensionable_share", "Of it pensionable, share", "percent", _together("percent", pensionable_only=True)),
    ),
    formula=lambda s: s.employed * s.fixed / s.months_in_year + s.basic_pay * s.share,
    pensionable=lambda s: s.employed * s.pensionable_fixed / s.months_in_year + s.basic_pay * s.pensionable_share,
    when_nil="No allowance of a post or a holder is stated, so none is costed.",
)
