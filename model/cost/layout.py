"""A timeline of appointments laid out as arrays, with the inputs of each cost element."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from model.cost.element import Amount, Element, Factor, Monthly, Spell
from model.cost.elements import ELEMENTS
from model.cost.plan import Laid, Plan
from model.cost.rate_book import RateBook
from model.pay.salaries import SalaryTable
from model.people.appointments import Appointment
from model.people.careers import Careers
from model.people.paths import Path
from model.schema.sections.scenario import Scenario

EPOCH = date(1970, 1, 1).toordinal()
"""The day from which numpy counts days."""


def factors(scenario: Scenario) -> dict[str, float]:
    """The elements' inputs that are the same for all posts of the scenario, by symbol."""
    return {stated.symbol: stated.of(scenario) for element in ELEMENTS for stated in element.inputs
            if isinstance(stated, Factor)}  # fmt: skip


def lay_out(
    appointments: tuple[Appointment, ...],
    book: RateBook,
    careers: Careers | None = None,
    stated: Mapping[str, float] | None = None,
) -> Plan:
    """A timeline of appointments as arrays, with each holder's own path where there are careers.

    ``stated`` has the factors of the scenario, by symbol. A missing factor is 0.
    """
    paths = careers.paths(appointments) if careers else ()
    holders = {holder: number for number, holder in enumerate(dict.fromkeys(a.holder for a in appointments))}
    graded = [(a.structure, a.grade, a.pay_structure) for a in appointments]
    number_of = {grade: book.number_of(*grade) for grade in dict.fromkeys(graded)}  # many posts have few grades
    first, last = (_days([a.first_day for a in appointments]), _days([a.last_day for a in appointments]))
    plan = Plan(
        months=book.months,
        appointments=appointments,
        range_of=np.array([number_of[grade] for grade in graded], dtype=np.intp),
        holder_of=np.array([holders[a.holder] for a in appointments], dtype=np.intp),
        fte=np.array([a.fte * a.paid_share for a in appointments]),
        employed=book.months.fraction_employed(first, last),
        in_lgps=np.array([a.in_lgps for a in appointments], dtype=bool),
        scheme_of=_schemes(appointments, book),
        budget=book.salaries,
        own=_own_salaries(paths, len(book.months)) if careers else {},
        paths=paths,
        rates=book.monthly,
    )
    for element in ELEMENTS:  # acting up is paid above protection, so the order matters
        plan = _with(element, plan, _laid(element, plan, book, stated or {}))
    return plan


def _schemes(appointments: tuple[Appointment, ...], book: RateBook) -> np.ndarray:
    """The index of each appointment's pension scheme."""
    schemes = book.monthly.schemes
    numbers = [schemes.number_of(a.scheme) for a in appointments] if schemes else [0] * len(appointments)
    return np.array(numbers, dtype=np.intp)


def lay_pay_again(plan: Plan, book: RateBook) -> Plan:
    """The plan after a change of salaries or paths. What its elements add to salary is worked out again."""
    for element in ELEMENTS:
        if element.above_salary and element.key in plan.laid:
            plan = _with(element, plan, _laid(element, plan, book, {}))
    return plan


def _with(element: Element, plan: Plan, laid: Laid | None) -> Plan:
    return plan if laid is None else replace(plan, laid={**plan.laid, element.key: laid})


def _laid(element: Element, plan: Plan, book: RateBook, stated: Mapping[str, float]) -> Laid | None:
    """The inputs of an element; None where the element costs nothing in the timeline."""
    if element.above_salary:
        tables = element.above_salary(plan, book)
        return Laid(above_salary=tables) if tables else None
    if element.of_few and not any(map(element.of_few, plan.appointments)):
        return None
    shares = {item.symbol: stated.get(item.symbol, 0.0) for item in element.inputs if isinstance(item, Factor)}
    if not all(shares.values()):
        return None
    arrays = {item.symbol: _array(item, plan) for item in element.inputs if not isinstance(item, Factor)}
    return Laid(shares | arrays) if any(array.any() for array in arrays.values()) else None


def _array(item: Amount | Spell | Monthly, plan: Plan) -> np.ndarray:
    """One input of all appointments: (appointments, 1), or (appointments, months)."""
    if isinstance(item, Spell):
        return part_of_month(item, plan)
    if isinstance(item, Monthly):
        by_month = item.of(plan)
        return np.zeros((len(plan.appointments), 1)) if by_month is None else by_month
    return np.array([item.of(appointment) for appointment in plan.appointments], dtype=float)[:, None]


def part_of_month(spell: Spell, plan: Plan) -> np.ndarray:
    """The share of each month that is in each appointment's spell, (appointments, months), 0 to 1."""
    spells = {row: days for row, one in enumerate(plan.appointments) if (days := spell.days(one))}
    part = np.zeros(plan.employed.shape) if spells else np.broadcast_to(0.0, plan.employed.shape)
    if spells:
        first, last = zip(*spells.values(), strict=True)
        part[[*spells]] = plan.months.fraction_employed(_days(first), _days(last))
    return part


def _days(days: Iterable[date]) -> np.ndarray:
    """Dates as datetime64[D]."""
    return (np.array([day.toordinal() for day in days], dtype=np.int64) - EPOCH).astype("datetime64[D]")


def _own_salaries(paths: tuple[Path, ...], months: int) -> dict[str, SalaryTable]:
    shape = len(paths), months  # so that it is right with no paths too
    status = np.array([path.status for path in paths], np.int8).reshape(shape)
    return {
        "actual": SalaryTable(np.array([path.salary for path in paths]).reshape(shape), status),
        "settled": SalaryTable(np.array([path.settled_salary for path in paths]).reshape(shape), status),
    }
