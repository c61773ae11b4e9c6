"""Traces of a timeline's cost in a year: to its posts, their elements, holders and months."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.assessment.trace.step import Step, total_of
from model.assessment.trace.workings import Workings
from model.base.faults import listed, number_of
from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import EFFECTS, TIMELINES, CostedScenario
from model.cost.element import Element
from model.cost.elements import ELEMENTS, LABELS, TOTAL, labels
from model.pay.grades import own_number
from model.pay.salaries import PEOPLE_BASES
from model.people.appointments import Appointment

ON_PAY_DAYS = "National Insurance is worked out on each pay day and accrued to the month."


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
        """The months of an appointment's element, kept because many figures depend on them."""
        return {}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels(self.costed.scenario)

    def figure(self, structure: str, year: FinancialYear, element: str = TOTAL) -> Step:
        """A timeline's or an effect's cost in a year: of one element, or of all together."""
        if structure not in EFFECTS:
            return self.timeline(structure, year, element)
        label, after = EFFECTS[structure]
        parts = (self.timeline(after, year, element), self.timeline("do_nothing", year, element).less)
        named = f"{label}, {year}{self._of(element)}"
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

        ``posts`` are those that count; None means all. ``element`` is the one that counts, or the total; elements in
        ``without`` are left out.
        """
        elements = [one for one in ELEMENTS if element in (TOTAL, one.key) and one.key not in without]
        amounts = sum(self.costed.amounts(timeline, self.basis, one.key) for one in elements)
        of_year: np.ndarray = np.asarray(amounts)[:, self.costed.years.index(year)]
        rows = [r for post, rs in self._rows(timeline).items() if posts is None or post in posts for r in rs]

        def of_posts() -> Iterator[Step]:
            for post, of_post in self._rows(timeline).items():
                if posts is None or post in posts:
                    yield self.post(timeline, post, of_post, elements, year)

        name = f"{TIMELINES[timeline][0]}, {year}{self._of(element)}"
        return Step(name, float(of_year[rows].sum()), opened=of_posts)

    def post(self, timeline: str, post: str, rows: list[int], elements: Iterable[Element], year: FinancialYear) -> Step:
        """One post in a year, by element; for one element alone, by holder."""
        parts = [self._element(timeline, element, rows, year) for element in elements]
        felt = [part for part in parts if part.amount] or parts[:1]
        title = self._workings[timeline].plan.appointments[rows[0]].title
        if len(parts) == 1:
            return Step(title, felt[0].amount, how=felt[0].how, note=felt[0].note, rates=felt[0].rates,
                        exempt=felt[0].exempt, opened=felt[0].opened)  # fmt: skip
        return total_of(title, felt, note=f"post {post}")

    def _element(self, timeline: str, element: Element, rows: list[int], year: FinancialYear) -> Step:
        """An element of a post: by holder, or, where there is only one, by month."""
        amounts = self.costed.amounts(timeline, self.basis, element.key)[rows, self.costed.years.index(year)]
        step = Step(self._labels[element.key], float(amounts.sum()))
        if len(rows) > 1:
            return replace(step, opened=lambda: self._holders(timeline, element, rows, year))
        [row] = rows
        held = self._workings[timeline].plan.appointments[row]
        return replace(
            step,
            note=f"{_who([held])}, {_terms(held)}",
            exempt=self._is_exempt([held]),
            opened=lambda: self._months_kept(timeline, element, row, year),
        )

    def _is_exempt(self, held: Iterable[Appointment]) -> bool:
        """Whether a step of these appointments shows what somebody is paid at their own point."""
        return self.basis in PEOPLE_BASES and any(len(one.holder) == 1 for one in held)

    def _months_kept(self, timeline: str, element: Element, row: int, year: FinancialYear) -> list[Step]:
        key = timeline, element.key, row, year
        if key not in self._kept:
            self._kept[key] = [*self._months(timeline, element, row, year)]
        return self._kept[key]

    def _holders(self, timeline: str, element: Element, rows: list[int], year: FinancialYear) -> Iterator[Step]:
        """Each holder of a post. Those who cost the same in the same months are one step."""
        alike: dict[tuple[object, ...], list[tuple[int, list[Step]]]] = {}
        for row in rows:
            if months := self._months_kept(timeline, element, row, year):
                same = tuple((month.name, month.how, month.note) for month in months)
                alike.setdefault(same, []).append((row, months))
        plan = self._workings[timeline].plan
        for group in alike.values():
            held, months = [plan.appointments[row] for row, _ in group], group[0][1]
            amount = sum(month.amount for month in months)
            several = len(group)
            step = Step(
                _who(held),
                amount,
                opened=lambda months=months: months,
                exempt=self._is_exempt(held),
                note=_terms(held[0]),
                counts=float(several),
                counted=f"{several} \u00d7" if several > 1 else "",
            )
            yield step

    def _months(self, timeline: str, element: Element, row: int, year: FinancialYear) -> Iterator[Step]:
        """The months of a year in which an element costs an appointment something.

        Months with the same sum are one step.
        """
        of, first = self._workings[timeline], self.costed.years.index(year) * MONTHS_IN_YEAR
        amounts = of.costs.amounts[element.key][row]
        groups: dict[tuple[object, ...], list[int]] = {}
        for month in range(first, first + MONTHS_IN_YEAR):
            if amounts[month]:
                text = of.worked(element, row, month).factors
                rates, points = of.rates.of(element.rests_on, row, month), self._points(of, element, row, month)
                groups.setdefault((text, rates, points), []).append(month)
        for (text, rates, points), months in groups.items():
            number = len(months)
            how = str(text) if number == 1 else f"{number} \u00d7 {text}"
            notes = [str(points)] if points else []
            if of.on_pay_days and element.key == "employer_ni":
                notes.append(ON_PAY_DAYS)
            yield Step(
                in_runs(months, self.costed),
                float(amounts[months].sum()),
                how=how,
                note=" ".join(notes),
                rates=rates,  # type: ignore[arg-type]
            )

    @staticmethod
    def _points(of: Workings, element: Element, row: int, month: int) -> str:
        """The points of a month's salary, in words, for an element of pay."""
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

    def _of(self, element: str) -> str:
        return "" if element == TOTAL else f": {self._labels.get(element, LABELS.get(element, element))}"


def _who(held: list[Appointment]) -> str:
    """The holders of appointments that cost the same, and the number of vacancies."""
    people = list(dict.fromkeys(one.holder[0] for one in held if len(one.holder) == 1))
    vacant = sum(len(one.holder) > 1 for one in held)
    said = [listed([f"holder {ref}" for ref in people], "and")] if people else []
    if vacant:
        said.append(number_of(vacant, "seat with no holder named", "seats with no holder named"))
    return listed(said, "and")


def _terms(held: Appointment) -> str:
    """The terms of an appointment that its pay depends on."""
    terms = [f"grade {held.grade}", f"{held.fte:g} FTE"]
    if held.paid_share != 1:
        terms.append(f"paid {held.paid_share:.6g} of the year")
    return ", ".join(terms)


def in_runs(months: list[int], costed: CostedScenario) -> str:
    """Months in words, each run without a gap by its ends: ``9 months, July 2010 to March 2011``."""
    days = costed.book.months.first_days.tolist()
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [f"{days[run[0]]:%B %Y}" + (f" to {days[run[-1]]:%B %Y}" if len(run) > 1 else "") for run in runs]
    return f"{number_of(len(months), 'month')}, {listed(said, 'and')}"
