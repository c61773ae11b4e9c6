"""Every combination of the declared hypotheses, and what the structures cost under each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import count, product

import numpy as np

from model.base.financial_year import MONTHS_IN_YEAR, FinancialYear
from model.cost.costed import CostedScenario
from model.cost.costing import cost
from model.cost.elements import ELEMENTS
from model.cost.elements.levy import LEVY
from model.cost.plan import Plan
from model.cost.what_if import Moved, with_moved
from model.pay.conventions import NI_CONVENTIONS, ROUNDINGS
from model.pay.grades import read_grade
from model.pay.on_costs import NIThresholds
from model.pay.salaries import SalaryTable
from model.rates.tables import Rates
from model.schema.sections.hypotheses_of_cost import Tried
from model.schema.sections.hypotheses_of_total import PartOfYearHypothesis, UnlistedPostHypothesis
from model.schema.sections.rates_in_force import rates_in_force
from model.schema.sections.reconcile import Hypotheses

Combination = Mapping[str, Tried]
"""The hypothesis tried from each list, by the list's key. A list from which none is tried has no entry."""
STRUCTURES = ("do_nothing", "proposed")
AT_A_POINT = "at a point"
"""The only basis of an unlisted post."""


def combinations(costed: CostedScenario, rates: Rates) -> Iterator[tuple[float, float, Combination, int | None]]:
    """Present and proposed cost of each combination, £ a year; what is tried; and the point of an unlisted post."""
    if costed.scenario.reconcile:
        yield from _Trial(costed, rates, costed.scenario.reconcile.hypotheses).combinations()


@dataclass(frozen=True)
class _Trial:
    costed: CostedScenario
    rates: Rates
    hypotheses: Hypotheses

    def combinations(self) -> Iterator[tuple[float, float, Combination, int | None]]:
        for award in self._each("pay_award"):
            plans, unlisted = self._plans(award)
            for on_costs in self._on_costs():
                of_unlisted = self._year(unlisted, AT_A_POINT, on_costs) if unlisted else {}
                for basis in self._each("basis"):
                    of_posts = [self._year(plans[name], basis["basis"].use, on_costs) for name in STRUCTURES]
                    yield from self._counted(of_posts, of_unlisted, {**basis, **award, **on_costs})

    def _each(self, *kinds: str) -> Iterator[Combination]:
        """Every combination of one hypothesis from each list. An empty list is left out."""
        lists = self.hypotheses.lists
        for chosen in product(*(lists[kind] or (None,) for kind in kinds)):
            yield {kind: tried for kind, tried in zip(kinds, chosen, strict=True) if tried}

    def _on_costs(self) -> Iterator[Combination]:
        """Each way to work out on-costs: in parts, or flat. Without NI, the years of NI rates are not tried."""
        for tried in self._each(*Hypotheses.INSTEAD_OF_FLAT):
            if tried["employer_ni"].use != "none":
                yield tried
            elif tried["ni_year"] is self.hypotheses.ni_year[0]:
                yield {kind: one for kind, one in tried.items() if kind != "ni_year"}
        yield from ({"flat_on_costs": flat} for flat in self.hypotheses.flat_on_costs)

    def _counted(
        self, of_posts: Sequence[Mapping[str, np.ndarray]], of_unlisted: Mapping[str, np.ndarray], tried: Combination
    ) -> Iterator[tuple[float, float, Combination, int | None]]:
        """One year's cost, rounded and counted in each way that is declared."""
        change = self.costed.scenario.dates.implementation
        for how in self._each("rounding", "part_of_year", "share_spent"):
            present, proposed = (float(_in_pounds(year, how).sum()) for year in of_posts)
            extras = [0.0, *(_in_pounds(of_unlisted, how).tolist() if of_unlisted else ())]
            counted = how.get("part_of_year")
            part = counted.share_from(change) if isinstance(counted, PartOfYearHypothesis) else 1.0
            spent = how["share_spent"].use if "share_spent" in how else 1.0
            proposed = proposed if part == 1 else present + part * (proposed - present)
            for post, point, row in self._unlisted:
                both = {**tried, **how, "unlisted_post": post}
                yield (present + extras[row]) * spent, (proposed + extras[row]) * spent, both, point

    def _year(self, plan: Plan, basis: str, tried: Combination) -> dict[str, np.ndarray]:
        """What each appointment costs in the year of change, £, (appointments,), by element."""
        plan, assess_ni = self._with(plan, tried)
        costs, months = cost(plan, basis, assess_ni), _months_of_change(self.costed)
        return {element.key: costs.amounts[element.key][:, months].sum(axis=1) for element in ELEMENTS}

    def _with(self, plan: Plan, tried: Combination) -> tuple[Plan, Callable[..., np.ndarray]]:
        """A plan with the rates of the hypotheses, and the function that works out its NI."""
        rates, none = plan.rates, np.zeros_like(plan.rates.lgps)
        if "flat_on_costs" in tried:
            share = tried["flat_on_costs"].use
            return replace(
                plan, rates=replace(rates, lgps=none, levy=none, schemes=None)
            ), lambda paid, *_: paid * share
        terms, assess = self._terms_of(tried), NI_CONVENTIONS[tried["employer_ni"].use].assess
        levy = none + tried["levy_rate"].use if "levy_rate" in tried else rates.levy
        lgps = none + tried["lgps_rate"].over_year
        rates = replace(rates, ni=terms, ni_weekly=terms, lgps=lgps, levy=levy)
        if "salary_exchange" not in tried:
            return replace(plan, rates=rates), assess
        kept = 1 - tried["salary_exchange"].use * plan.in_lgps[:, None]
        rates = replace(rates, levy=levy * kept)
        return replace(plan, rates=rates), lambda paid, *others: assess(paid * kept, *others)

    @cached_property
    def _in_force(self) -> Rates:
        return rates_in_force(self.costed.scenario.pay, self.costed.scenario.on_costs, self.rates)

    def _terms_of(self, tried: Combination) -> NIThresholds:
        year = FinancialYear.parse(tried["ni_year"].use) if "ni_year" in tried else self.costed.year_of_change
        return self._terms(tried["employer_ni"].use, year)

    @cached_property
    def _terms(self) -> Callable[[str, FinancialYear], NIThresholds]:
        """The NI terms of a convention and a tax year. A few serve every combination, so each is looked up once."""
        table, years = self._in_force.employer_ni, len(self.costed.years)
        return cache(lambda convention, year: NI_CONVENTIONS[convention].terms_over(table, year, years))

    def _plans(self, award: Combination) -> tuple[dict[str, Plan], Plan | None]:
        """Both structures and the unlisted posts, with the award in each salary."""
        rise = award["pay_award"].over_year if award else 0.0
        plans = with_moved(self.costed, Moved(award=rise)).plans
        points = [point for _, point, _ in self._unlisted if point is not None]
        return plans, _one_at_each(points, 1 + rise, self.costed, self._in_force) if points else None

    @cached_property
    def _unlisted(self) -> list[tuple[UnlistedPostHypothesis, int | None, int]]:
        """Each post that the published tables may leave out, at each point, and its row of costs. Row 0 is no post."""
        spine, day = self.costed.scenario.pay.spine, self.costed.year_of_change.first_day
        found: list[tuple[UnlistedPostHypothesis, int | None, int]] = []
        rows = count(1)
        for post in self.hypotheses.unlisted_post:
            if post.use == "none":
                found.append((post, None, 0))
                continue
            pay_range, ladder = read_grade(post.use), self._in_force.spines.points_on(spine, day)
            points = (*pay_range.points(ladder), *pay_range.points_beyond_bar(ladder))
            found += [(post, point, next(rows)) for point in points]
        return found


def _in_pounds(year: Mapping[str, np.ndarray], how: Combination) -> np.ndarray:
    """The year's cost of each appointment, £, (appointments,), rounded as the hypothesis on rounding says."""
    rounding = ROUNDINGS[how["rounding"].use if "rounding" in how else "exact"]
    parts = [(rounding.levy if key == LEVY.key else rounding.element)(amount) for key, amount in year.items()]
    return rounding.post(np.sum(parts, axis=0))


def _months_of_change(costed: CostedScenario) -> slice:
    start = costed.years.index(costed.year_of_change) * MONTHS_IN_YEAR
    return slice(start, start + MONTHS_IN_YEAR)


def _one_at_each(points: list[int], rise: float, costed: CostedScenario, rates: Rates) -> Plan:
    """A plan with one full-time member of the pension scheme at each point, in the months of the year of change."""
    months, shown = costed.book.months, _months_of_change(costed)
    salary = np.zeros((len(points), len(months.first_days)))
    for row, point in enumerate(points):
        series = rates.spines.over(costed.scenario.pay.spine, str(point), months.first_days[shown])
        salary[row, shown] = [rate.value * rise for rate in series]
    numbers = np.arange(len(points))
    return Plan(
        months=months,
        appointments=(),
        range_of=numbers,
        holder_of=numbers,
        fte=np.ones(len(points)),
        employed=np.ones_like(salary),
        in_lgps=np.ones(len(points), dtype=bool),
        scheme_of=np.zeros(len(points), dtype=np.intp),
        budget={AT_A_POINT: SalaryTable(salary, np.zeros_like(salary, dtype=np.int8))},
        own={},
        paths=(),
        rates=costed.book.monthly,
    )
