"""What an element of cost is: its name, what it is worked out from, and how.

An element is one object in one file of ``model/cost/elements/``. Whoever names, adds up, explains or tells of elements
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
"""From symbols to £ a month. Symbols are arrays in the engine and references to cells in the Excel twin:

- ``salary``, £ a year at 1.0 FTE; ``employed``, the part of the month employed; ``fte``, the FTE times the share of the
  year paid; ``working_time``, the one times the other; ``months_in_year``;
- the element's own inputs, and the elements before it, by key; ``above_salary``, its £ a year at 1.0 FTE;
- of the month of payment: ``liable``, the pay on which National Insurance and levy are due; ``pensionable``, what of
  pay is; ``member``, 1 in the LGPS; the rates ``lgps`` and ``levy``; ``so_far``, every element before together.
"""


@dataclass(frozen=True)
class Amount:
    """An input of each appointment that is the same in every month: £ or a share, with its heading in the twin."""

    symbol: str
    heading: str
    number: Literal["money", "percent", "whole"]
    of: Callable[[Appointment], float]


@dataclass(frozen=True)
class Spell:
    """An input of each appointment that is the part of each month between two days, both included, from 0 to 1."""

    symbol: str
    heading: str
    of: Callable[[Appointment], tuple[date | None, date] | None]
    """The two days, the first None for the first day in post; None where there is no spell.

    In the twin they are two columns, and may be changed there."""
    while_in_post: bool = True
    """Whether only the days in post count."""
    timelines: tuple[str, ...] = ("do_nothing", "proposal", "proposed")
    """The timelines that have it: a full year of the proposed structure has nothing that is for a time."""

    def days(self, appointment: Appointment) -> tuple[date, date] | None:
        """The first and the last day that count; None for none."""
        spell = self.of(appointment)
        if spell is None:
            return None
        first, last = spell[0] or appointment.first_day, spell[1]
        if not self.while_in_post:
            return first, last
        return max(first, appointment.first_day), min(last, appointment.last_day)


@dataclass(frozen=True)
class Monthly:
    """An input of each appointment that is worked out for each month; the Excel twin has it as worked out."""

    symbol: str
    heading: str
    number: Literal["money", "percent"]
    of: Callable[[Plan], np.ndarray | None]
    """(appointments, months); None where no appointment has any of it."""


@dataclass(frozen=True)
class Factor:
    """An input of the whole scenario; where it is nil the element costs nothing."""

    symbol: str
    heading: str
    number: Literal["money", "percent"]
    of: Callable[[Scenario], float]


@dataclass(frozen=True)
class Driver:
    """One reason why costs change, as the bridge by driver names it; ``cause`` is what a price rise calls it."""

    key: str
    label: str
    meaning: str
    cause: Literal["restructure", "pay_award", "on_costs", "increments"] = "restructure"


@dataclass(frozen=True)
class Element:
    """One element of cost, as every table, chart and file names it."""

    key: str
    label: str
    meaning: str
    stage: Literal["pay", "on-cost", "apart"]
    """``pay``, which a holder earns; ``on-cost``, which is due on it; or ``apart``, which is neither.

    National Insurance and levy are due on pay, but for what of it is not liable."""
    formula: Formula
    inputs: tuple[Amount | Spell | Monthly | Factor, ...] = ()
    of_few: Callable[[Appointment], Any] | None = None
    """What of an appointment its inputs rest on, where few have any: where nobody has, they are not looked at."""
    rate: Literal["lgps", "levy"] | None = None
    """The rate of the month that it is a share by; in years in which that is nought it costs nothing."""
    above_salary: Callable[[Plan, RateBook], dict[str, SalaryTable]] | None = None
    """What it adds to salary on each basis, £ a year at 1.0 FTE by appointment and month, worked out of a plan."""
    pensionable: Formula | None = None
    """What of it is pensionable, where that is not all of it."""
    not_liable: Formula | None = None
    """What of it is not liable to National Insurance and levy, where some may not be."""
    rests_on: tuple[str, ...] = ("salary",)
    """Whose status it carries: ``salary``, ``ni``, ``lgps``, ``levy``; ``levied_salary`` while there is a levy."""
    driver: Driver | None = None
    """The driver that explains it, where that is not what becomes of posts, grades, points, hours or rates."""
    when_nil: str = ""
    """What a report says where it is nil, in a sentence."""
    comes_from: tuple[type[Section], str] | None = None
    """The section and field by which a scenario states it; None where every post costs it."""
    called: Callable[[Scenario], str] | None = None
    """What a scenario calls it, where that is not the same in all."""
    ends: Callable[[Scenario], str] | None = None
    """How long it is paid, in words, where some of it is for a time alone; empty where none is, or not given."""
    not_public: str = ""
    """What the report tells the public is left out, where that field is exempt."""

    def label_in(self, scenario: Scenario) -> str:
        """Its name in the tables, charts and files of a scenario."""
        return self.called(scenario) if self.called else self.label

    @property
    def is_stated(self) -> bool:
        """Whether it costs something only where a scenario states something for it."""
        return self.comes_from is not None
