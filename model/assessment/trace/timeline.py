"""Traces the cost of a timeline in a year to its posts, their elements, holders and months."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.assessment.trace.pay_days import pay_day_steps
from model.assessment.trace.step import Step, ended, total_of
from model.assessment.trace.worked import Worked
from model.assessment.trace.workings import Workings
from model.base.faults import listed, listed_in_short, number_of
from model.base.figure_of import CostOf
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import EFFECTS, TIMELINES, CostedScenario
from model.cost.element import Element
from model.cost.elements import ELEMENTS, LABELS, TOTAL, labels
from model.cost.elements.national_insurance import NATIONAL_INSURANCE
from model.pay.grades import own_number
from model.pay.salaries import PEOPLE_BASES
from model.people.appointments import Appointment
from model.rates.tables import Rate

ON_PAY_DAYS = "worked out on each pay day, and shared among the months by the days that the pay is for"


@dataclass(frozen=True)
class CostSteps:
    """The steps of a costed scenario's figures on one basis."""

    costed: CostedScenario
    basis: str

    @cached_property
    def _workings(self) -> dict[str, Workings]:
        return {timeline: Workings(self.costed, timeline, self.basis) for timeline in TIMELINES}

    @cached_property
    def _kept(self) -> dict[tuple[str, str, int, FinancialYear], list[Step]]:
        """Steps of months by timeline, element, row and year, kept because many figures rest on them."""
        return {}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels(self.costed.scenario)

    def figure(self, structure: str, year: FinancialYear, element: str = TOTAL) -> Step:
        """How the cost of a timeline or an effect in a year was worked out, for one element or in total."""
        if structure not in EFFECTS:
            return self.timeline(structure, year, element)
        label, after = EFFECTS[structure]
        parts = (self.timeline(after, year, element), self.timeline("do_nothing", year, element).less)
        named = f"{label}, {year}{self._named(element)}"
        return Step(named, self.costed.amount(structure, self.basis, year, element), opened=lambda: parts)

    def timeline(
        self,
        timeline: str,
        year: FinancialYear,
        element: str = TOTAL,
        posts: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> Step:
        """What a timeline costs in a year.

        Only ``posts`` count, or all where ``posts`` is None. All elements count, or only ``element``, but those in
        ``without`` never count.
        """
        of_posts = None if posts is None else frozenset(posts)
        of = CostOf(timeline, self.basis, year, posts=of_posts, without=tuple(without), element=element)
        rows_of = {post: rows for post, rows in self._rows(timeline).items() if posts is None or post in posts}
        elements = [one for one in ELEMENTS if element in (TOTAL, one.key) and one.key not in without]
        amounts = sum(self.costed.amounts(timeline, self.basis, one.key) for one in elements)
        of_year: np.ndarray = np.asarray(amounts)[:, self.costed.years.index(year)]
        rows = [row for of_post in rows_of.values() for row in of_post]
        return Step(
            f"{TIMELINES[timeline][0]}, {year}{self._named(element)}",
            float(of_year[rows].sum()),
            of=of,
            opened=lambda: (
                self._post(replace(of, posts=frozenset((post,))), of_post, elements)
                for post, of_post in rows_of.items()
            ),
        )

    def _post(self, of: CostOf, rows: list[int], elements: Iterable[Element]) -> Step:
        """What one post costs in a year, by element; by holder or month where only one element is asked for."""
        parts = [self._element(replace(of, element=element.key, without=()), element, rows) for element in elements]
        title = self._workings[of.timeline].plan.appointments[rows[0]].title
        if len(parts) == 1:
            return replace(parts[0], name=title)
        [post] = of.posts or ("",)
        costing = [part for part in parts if part.amount]
        held = [self._workings[of.timeline].plan.appointments[row] for row in rows]
        of_one = len({one.holder for one in held}) == 1 and self._is_exempt(held)
        return replace(total_of(title, costing, note=f"post {post}"), of=of, exempt=of_one)

    def _element(self, of: CostOf, element: Element, rows: list[int]) -> Step:
        """One cost element of a post, split by its holders, or by month where the post has only one appointment."""
        amounts = self.costed.amounts(of.timeline, self.basis, element.key)[rows, self.costed.years.index(of.year)]
        step = Step(self._labels[element.key], float(amounts.sum()), of=of)
        if len(rows) > 1:
            return replace(step, opened=lambda: self._holders(of.timeline, element, rows, of.year))
        [row] = rows
        held = self._workings[of.timeline].plan.appointments[row]
        return replace(
            step,
            note=f"{who_holds([held])}, {_terms(held)}",
            exempt=self._is_exempt([held]),
            opened=lambda: self._months_kept(of.timeline, element, row, of.year),
        )

    def _is_exempt(self, held: Iterable[Appointment]) -> bool:
        """Whether a step of appointments shows what somebody is paid at their own point."""
        return self.basis in PEOPLE_BASES and any(len(one.holder) == 1 for one in held)

    def _months_kept(self, timeline: str, element: Element, row: int, year: FinancialYear) -> list[Step]:
        key = timeline, element.key, row, year
        if key not in self._kept:
            self._kept[key] = [*self._months(timeline, element, row, year)]
        return self._kept[key]

    def _holders(self, timeline: str, element: Element, rows: list[int], year: FinancialYear) -> Iterator[Step]:
        """The holders of a post. Those who cost the same in the same months are one step."""
        alike: dict[tuple[object, ...], list[tuple[int, list[Step]]]] = {}
        for row in rows:
            if months := self._months_kept(timeline, element, row, year):
                same = tuple((month.name, month.how, month.note, month.amount) for month in months)
                alike.setdefault(same, []).append((row, months))
        plan = self._workings[timeline].plan
        for group in alike.values():
            held, months, several = [plan.appointments[row] for row, _ in group], group[0][1], len(group)
            step = replace(total_of(who_holds(held), months, note=_terms(held[0])), exempt=self._is_exempt(held))
            yield step.counting(float(several), f"{several} \u00d7" if several > 1 else "")

    def _months(self, timeline: str, element: Element, row: int, year: FinancialYear) -> Iterator[Step]:
        """The months of a year in which an element of an appointment costs something. Equal months are one step."""
        of, first = self._workings[timeline], self.costed.years.index(year) * MONTHS_IN_YEAR
        amounts = of.costs.amounts[element.key][row]
        costing = [month for month in range(first, first + MONTHS_IN_YEAR) if amounts[month]]
        if of.on_pay_days is not None and element.key == NATIONAL_INSURANCE.key:
            yield from (self._accrued(of, row, month) for month in costing)
            return
        groups: dict[tuple[Worked, tuple[Rate, ...], str], list[int]] = {}
        for month in costing:
            worked, rates = of.worked(element, row, month), of.rates.of(element.rests_on, row, month)
            groups.setdefault((worked, rates, self._points(of, element, row, month)), []).append(month)
        for (worked, rates, points), months in groups.items():
            name, amount = in_runs(months, self.costed), float(amounts[months].sum())
            yield ended(name, amount, worked.times(len(months)), note=points, rates=rates)

    def _accrued(self, of: Workings, row: int, month: int) -> Step:
        """A month's National Insurance where it is worked out on pay days, with a step for each pay day."""
        amount = float(of.costs.amounts[NATIONAL_INSURANCE.key][row, month])
        return Step(
            in_runs([month], self.costed), amount, note=ON_PAY_DAYS, opened=lambda: pay_day_steps(of, row, month)
        )

    @staticmethod
    def _points(of: Workings, element: Element, row: int, month: int) -> str:
        """The pay points of a month's salary, for an element of pay."""
        if element.stage != "pay" or not of.plan.salary(of.basis)[row, month]:
            return ""
        points = [str(own_number(point)) for point in of.rates.points(row, month)]
        if of.basis in of.plan.own and len(points) > 1:
            return f"SCP {listed(points, 'and then')}, by the days at each"
        if len(points) > 1:
            return f"the mean of SCP {listed(points, 'and')}"
        return f"SCP {points[0]}" if points else ""

    def _rows(self, timeline: str) -> dict[str, list[int]]:
        return self._workings[timeline].plan.rows_of

    def _named(self, element: str) -> str:
        return "" if element == TOTAL else f": {self._labels.get(element, LABELS.get(element, element))}"


def who_holds(held: list[Appointment]) -> str:
    """In words, the holders of appointments that cost the same, and how many seats have no holder named."""
    people = list(dict.fromkeys(one.holder[0] for one in held if len(one.holder) == 1))
    vacant = sum(len(one.holder) > 1 for one in held)
    said = [listed_in_short([f"holder {ref}" for ref in people])] if people else []
    if vacant:
        said.append(number_of(vacant, "seat with no holder named", "seats with no holder named"))
    return listed(said, "and")


def _terms(held: Appointment) -> str:
    """The terms on which an appointment's pay rests, in words."""
    terms = [f"grade {held.grade}", f"{held.fte:g} FTE"]
    if held.paid_share != 1:
        terms.append(f"paid {held.paid_share:.6g} of the year")
    return ", ".join(terms)


def in_runs(months: list[int], costed: CostedScenario) -> str:
    """Months in words, each unbroken run by its first and last month: ``9 months, July 2010 to March 2011``."""
    days = costed.book.months.first_days.tolist()
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [f"{days[run[0]]:%B %Y}" + (f" to {days[run[-1]]:%B %Y}" if len(run) > 1 else "") for run in runs]
    return f"{number_of(len(months), 'month')}, {listed(said, 'and')}"
