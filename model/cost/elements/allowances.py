"""Allowances: what is paid on top of salary, steady or for a time, as sums and as shares of pay.

Pension contributions are due on those that are pensionable (LGPS Regulations 2013, regulation 20). National Insurance
and levy are due on all that are not stated to be free of them.
"""

from collections.abc import Callable
from functools import partial
from operator import attrgetter

import numpy as np

from model.base.faults import listed
from model.base.financial_year import in_words
from model.cost.element import Amount, Element, Monthly
from model.cost.plan import Plan
from model.pay.on_top import PayOnTop
from model.people.appointments import Appointment
from model.schema.sections.posts import Post
from model.schema.sections.scenario import Scenario

Counts = Callable[[PayOnTop], bool]


def _steady(part: str, *, pensionable_only: bool = False) -> Callable[[Appointment], float]:
    """A function that adds up an appointment's allowances that are the same in every month.

    ``part`` is the field that it adds up: ``a_year``, £, or ``of_basic_pay``, a share.
    """

    def together(appointment: Appointment) -> float:
        if not appointment.allowances:  # most have none, and a large establishment is then quicker
            return 0.0
        steady = (paid for paid in appointment.allowances if paid.is_steady)
        return float(sum(getattr(paid, part) for paid in steady if paid.pensionable or not pensionable_only))

    return together


def _in_time(counts: Counts, plan: Plan, *, of_salary: bool) -> np.ndarray | None:
    """The total of allowances that change with the month: £, or a share of a month's salary at 1.0 FTE."""
    paid = [
        (row, allowance)
        for row, appointment in enumerate(plan.appointments)
        for allowance in appointment.allowances
        if not allowance.is_steady and counts(allowance)
    ]
    if not paid:
        return None
    rows = [row for row, _ in paid]
    months, laid = plan.months, np.zeros(plan.employed.shape)
    first, last = (
        np.array(
            [limit(getattr(plan.appointments[row], day), getattr(allowance, day)) for row, allowance in paid], "M8[D]"
        )
        for limit, day in ((max, "first_day"), (min, "last_day"))
    )
    for row, (_, allowance), part in zip(rows, paid, months.fraction_employed(first, last), strict=True):
        fte = float(plan.fte[row])
        laid[row] += allowance.share_of_months(part, fte) if of_salary else allowance.sum_of_months(part, fte, months)
    return laid if laid.any() else None


def _last_days(scenario: Scenario) -> str:
    """Which allowances end and when, in words: those of posts, and those of holders."""
    holders = [holder for post in scenario.present for holder in post.holders]
    stated = (paid for of in (*scenario.present, *scenario.proposed, *holders) for paid in of.allowances)
    days = dict.fromkeys(f"{paid.name} until {in_words(paid.to)}" for paid in stated if paid.to)
    return f"of which {listed(days, 'and')}" if days else ""


def _monthly(symbol: str, heading: str, counts: Counts) -> tuple[Monthly, Monthly]:
    """Two inputs for what is paid for a time: £ of a month, and the share of a month's salary."""
    return (
        Monthly(symbol, f"{heading}, £ of the month", "money", partial(_in_time, counts, of_salary=False)),
        Monthly(
            f"{symbol}_share",
            f"{heading}, share of a month's salary",
            "percent",
            partial(_in_time, counts, of_salary=True),
        ),
    )


ALLOWANCES = Element(
    key="allowances",
    label="Allowances",
    meaning="what is paid on top of salary: fixed sums, percentages, sessions and overtime",
    stage="pay",
    comes_from=(Post, "allowances"),
    of_few=attrgetter("allowances"),
    inputs=(
        Amount("fixed", "Allowances, £ a year", "money", _steady("a_year")),
        Amount("share", "Allowances, share of pay", "percent", _steady("of_basic_pay")),
        Amount("pensionable_fixed", "Of it pensionable, £", "money", _steady("a_year", pensionable_only=True)),
        Amount(
            "pensionable_share", "Of it pensionable, share", "percent", _steady("of_basic_pay", pensionable_only=True)
        ),
        *_monthly("timed", "Allowances for a time", lambda _: True),
        *_monthly("pensionable_timed", "Of it pensionable", lambda paid: paid.pensionable),
        *_monthly("free_timed", "Of it not liable to National Insurance", lambda paid: not paid.liable_to_ni),
    ),
    formula=lambda s: (
        s.employed * s.fixed / s.months_in_year
        + s.basic_pay * s.share
        + s.timed
        + s.salary * s.timed_share / s.months_in_year
    ),
    pensionable=lambda s: (
        s.employed * s.pensionable_fixed / s.months_in_year
        + s.basic_pay * s.pensionable_share
        + s.pensionable_timed
        + s.salary * s.pensionable_timed_share / s.months_in_year
    ),
    not_liable=lambda s: s.free_timed + s.salary * s.free_timed_share / s.months_in_year,
    ends=_last_days,
    when_nil="No allowance of a post or a holder is stated, so none is costed.",
)
