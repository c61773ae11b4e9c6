"""What an element of cost is: its name, its inputs and its formula.

An element is one object in one file of ``model/cost/elements/``. Everything that names, adds up or explains elements
reads them there: costs, drivers, tables, results, the words of a report and the Excel twin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from model.cost.plan import Plan
from model.cost.rate_book import RateBook
from model.pay.salaries import SalaryTable
from model.people.appointments import Appointment
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import Section

Formula = Callable[[Any], Any]
"""Gives £ a month from symbols. These are arrays in the engine and references to cells in the Excel twin:

- ``salary``, £ a year at 1.0 FTE; ``employed``, the share of the month employed; ``fte``, the FTE times the share of
  the year paid; ``working_time``, ``fte`` times ``employed``; ``months_in_year``;
- the element's own inputs, and the elements before it, by key; ``above_salary``, what the element adds to salary, £ a
  year at 1.0 FTE;
- of the month of payment: ``liable``, the pay on which National Insurance and levy are due; ``pensionable``, the pay
  that is pensionable; ``member``, 1 in the LGPS; the rates ``lgps`` and ``levy``; ``so_far``, all elements before.
"""


@dataclass(frozen=True)
class Amount:
    """An input of each appointment that is the same in every month: £ or a share. ``heading`` is for the Excel twin."""

    symbol: str
    heading: str
    number: Literal["money", "percent", "whole"]
    of: Callable[[Appointment], float]


@dataclass(frozen=True)
class Spell:
    """An input of each appointment: the share of each month that is between two days, both included, 0 to 1."""

    symbol: str
    heading: str
    of: Callable[[Appointment], tuple[date | None, date] | None]
    """Gives the first and the last day; None where there is no spell. A first day of None means the first day in post.

    In the Excel twin the days are two columns, and can be changed there."""
    while_in_post: bool = True
    """Whether only the days in post count."""
    timelines: tuple[str, ...] = ("do_nothing", "proposal", "proposed")
    """The timelines that have this input. ``proposed``, a full year, has no input that is only for a time."""

    def days(self, appointment: Appointment) -> tuple[date, date] | None:
        """The first and the last day that count; None where there is no spell."""
        spell = self.of(appointment)
        if spell is None:
            return None
        first, last = spell[0] or appointment.first_day, spell[1]
        if not self.while_in_post:
            return first, last
        return max(first, appointment.first_day), min(last, appointment.last_day)


@dataclass(frozen=True)
class Monthly:
    """An input of each appointment, worked out for each month. The Excel twin has it as values, not as formulas."""

    symbol: str
    heading: str
    number: Literal["money", "percent"]
    of: Callable[[Plan], np.ndarray | None]
    """Gives the input, (appointments, months); None where it is nil for every appointment."""


@dataclass(frozen=True)
class Factor:
    """An input of the whole scenario. Where it is 0 the element costs nothing."""

    symbol: str
    heading: str
    number: Literal["money", "percent"]
    of: Callable[[Scenario], float]


@dataclass(frozen=True)
class Driver:
    """One reason why costs change, as the bridge by driver shows it. ``cause`` is the reason given for a price rise."""

    key: str
    label: str
    meaning: str
    cause: Literal["restructure", "pay_award", "on_costs", "increments"] = "restructure"


@dataclass(frozen=True)
class Element:
    """One element of cost, with everything that tables, charts and files say of it."""

    key: str
    label: str
    meaning: str
    stage: Literal["pay", "on-cost", "apart"]
    """``pay``, which a holder earns; ``on-cost``, which is due on pay; or ``apart``, which is neither.

    National Insurance and levy are due on pay, except on the part that ``not_liable`` gives."""
    formula: Formula
    inputs: tuple[Amount | Spell | Monthly | Factor, ...] = ()
    of_few: Callable[[Appointment], Any] | None = None
    """Gives what the inputs depend on, where few appointments have it. If none has it, the inputs are skipped."""
    rate: Literal["lgps", "levy"] | None = None
    """The rate by which each month's pay is multiplied. In years in which that rate is 0 the element costs nothing."""
    above_salary: Callable[[Plan, RateBook], dict[str, SalaryTable]] | None = None
    """Gives what the element adds to salary on each basis, £ a year at 1.0 FTE by appointment and month."""
    pensionable: Formula | None = None
    """Gives the pensionable part of the element, where not all of it is pensionable."""
    not_liable: Formula | None = None
    """Gives the part of the element that bears no National Insurance or levy; None where there is no such part."""
    rests_on: tuple[str, ...] = ("salary",)
    """The rates whose status the element takes: ``salary``, ``ni``, ``lgps``, ``levy`` or ``levied_salary``.

    ``levied_salary`` has the status of ``salary``, but only while there is a levy.
    """
    driver: Driver | None = None
    """The driver that explains the element, where posts, grades, points, hours and rates do not explain all of it."""
    when_nil: str = ""
    """The sentence that a report prints where the element is nil."""
    comes_from: tuple[type[Section], str] | None = None
    """The section and field in which a scenario states the element; None where every post has it."""
    called: Callable[[Scenario], str] | None = None
    """Gives the element's name in a scenario, where the name depends on the scenario."""
    ends: Callable[[Scenario], str] | None = None
    """Gives, in words, which parts of the element end and when; empty where no part ends."""
    not_public: str = ""
    """The element's name in the public report's list of what is left out; empty for an element not in that list."""

    def label_in(self, scenario: Scenario) -> str:
        """The element's name in the tables, charts and files of a scenario."""
        return self.called(scenario) if self.called else self.label

    @property
    def is_stated(self) -> bool:
        """Whether the element costs something only where a scenario states it."""
        return self.comes_from is not None
