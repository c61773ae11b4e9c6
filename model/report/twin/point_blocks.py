"""A timeline's time and points as formulas: months employed, days at each point, and salaries at those points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.cost.plan import Plan
from model.pay.grades import own_number
from model.report.twin.areas import Area
from model.report.twin.element_blocks import days_between, write_spells
from model.report.twin.facts import StepRow
from model.report.twin.months import point_salary
from model.report.twin.timeline import Timeline


@dataclass(frozen=True)
class View:
    """Pay as earned, or as paid until an award is paid: the plan, the spine's table, and how blocks are named."""

    plan: Plan
    table: str
    salaries: str
    suffix: str = ""
    words: str = ""

    def name(self, block: str) -> str:
        """A block's name in this view."""
        return block + self.suffix

    def a_year(self, title: str) -> str:
        """The heading of a block of salaries in this view."""
        return f"{title}, £ a year at 1.0 FTE{self.words}"


def write_time(sheet: Timeline) -> None:
    """Write what does not depend on salary: the part of each month employed, days at each point, and spells."""
    sheet.who()

    def employed(i: int, month: int) -> str:
        first, last = (sheet.post(f"{end}_{sheet.key}", i) for end in ("first", "last"))
        return f"{days_between(sheet, first, last, month)}/{sheet.months.at('days', month)}"

    sheet.block("employed", "Part of the month employed", employed, sheet.plan.employed, "share")
    if steps := steps_of(sheet):
        _days_at_each_point(sheet, steps)
    write_spells(sheet)


def steps_of(sheet: Timeline) -> list[StepRow]:
    """The rows of the increment schedule that a timeline follows."""
    return [step for step in sheet.facts.steps if sheet.key in step.timelines and step.seat in sheet.seats]


def _days_at_each_point(sheet: Timeline, steps: list[StepRow]) -> None:
    rows = [sheet.facts.steps.index(step) for step in steps]
    place = [sheet.seats.index(step.seat) for step in steps]
    in_post = [(step, sheet.plan.appointments[row]) for step, row in zip(steps, place, strict=True)]
    first = np.array([max(step.day, post.first_day) for step, post in in_post], "datetime64[D]")
    last = np.array([min(step.last_day, post.last_day) for step, post in in_post], "datetime64[D]")
    spent = sheet.plan.months.fraction_employed(first, last) * sheet.plan.months.days

    def formula(i: int, month: int) -> str:
        start, end = (sheet.post(f"{which}_{sheet.key}", place[i]) for which in ("first", "last"))
        cell = sheet.inputs.steps.cell
        return days_between(sheet, f"MAX({cell(rows[i], 0)},{start})", f"MIN({cell(rows[i], 1)},{end})", month)

    title = "Days of the month at each point of the increment schedule"
    sheet.block("days_at", title, formula, spent, "whole", [step.seat for step in steps])


def write_salaries_by_point(sheet: Timeline, view: View) -> None:
    """Write each point's salary, each month's mean weighted by days (the actual salary), and the settled salary."""
    steps, months = steps_of(sheet), sheet.months
    rows = [sheet.facts.steps.index(step) for step in steps]
    by_point = salaries_of(sheet, [step.point for step in steps], view)

    def of_step(i: int, month: int) -> str:
        point = sheet.inputs.steps.cell(rows[i], 2)
        salary = point_salary(point, months, view.table, month, sheet.facts.spine_of(steps[i].point))
        return f"IF({sheet.cell('days_at', i, month)}=0,0,{salary})"

    salaries, title = (
        np.where(sheet.values["days_at"] > 0, by_point, 0.0),
        "Salary of each point of the increment schedule",
    )
    sheet.block(view.name("step_salary"), view.a_year(title), of_step, salaries, seats=[step.seat for step in steps])
    steps_at = [[row for row, step in enumerate(steps) if step.seat == seat] for seat in sheet.seats]

    def mean(i: int, month: int) -> str:
        days, salary = (
            sheet.areas[block].part(steps_at[i][0], 0, len(steps_at[i])).down(month)
            for block in ("days_at", view.name("step_salary"))
        )
        return f"IF(SUM({days})=0,0,SUMPRODUCT({days},{salary})/SUM({days}))"

    sheet.block(view.name("actual_salary"), view.a_year("Salary at actual points"), mean, actual_salary(view.plan))
    settled = {row.seat: number for number, row in enumerate(sheet.facts.settled) if sheet.key in row.timelines}

    def last(i: int, month: int) -> str:
        row = settled[sheet.seats[i]]
        point, spine = in_numbers(sheet, sheet.inputs.settled, row, 0, month), sheet.facts.settled[row].points[0]
        return point_salary(point, months, view.table, month, sheet.facts.spine_of(spine))

    at_rest = view.plan.own["settled"].salary
    sheet.block(view.name("settled_salary"), view.a_year("Salary where settled"), last, at_rest)


def actual_salary(plan: Plan) -> np.ndarray:
    """Each holder's salary in the months in which they are employed, 0 in others, (appointments, months)."""
    return np.where(plan.employed > 0, plan.own["actual"].salary, 0.0)


def salaries_of(sheet: Timeline, points: Sequence[int], view: View) -> np.ndarray:
    """Each point's salary on the table of each month, (points, months); 0 where a table has no such point."""

    def of_point(point: int) -> list[float]:
        spine = sheet.facts.spine_of(point)
        columns = np.asarray(sheet.months.values[f"{view.table}{spine.ends_in}"]).astype(int) - 1
        return [spine.columns[column].salaries.get(own_number(point), 0.0) for column in columns]

    return np.array([of_point(point) for point in points])


def in_numbers(sheet: Timeline, area: Area, row: int, first: int, month: int) -> str:
    """The formula for a point in the month's numbering; the inputs state it in every numbering."""
    numberings = len(sheet.facts.costed.book.points.ladders)
    return sheet.months.in_numbers([area.cell(row, first + number) for number in range(numberings)], month)
