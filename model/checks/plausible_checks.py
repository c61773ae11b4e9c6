"""Unusual values. Each raises a question, which a stated reason answers. Without a reason, clearance is blocked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from model.base.check import Check, checked
from model.base.faults import listed
from model.base.financial_year import in_words
from model.base.money import pounds
from model.cost.costed import CostedScenario
from model.pay.minimum_wage import adult_minimum, by_the_hour
from model.rates.tables import Rates
from model.schema.reading.document import Document
from model.schema.rules.plausible import Question, of_fields, places_of
from model.schema.sections.customers import Agreements
from model.schema.sections.rates import PayTerms

UNUSUAL = "unusual_values"
TITLE = "Values outside the usual"
ASKED = "Correct each value that is a slip. For each value that is right, state its place and the reason under unusual."
LEAST_FTE = 0.05
"""The lowest FTE that is usual. A post with a lower FTE has less than two hours a week."""
NUMBERED = re.compile(r"(?:grade|scale|band|level)?\s*(\d+)", re.I)
"""The name of a grade that could be taken for a point, since it is only a number: ``7`` or ``Grade 7``."""
NO_SCHOOL = "centre"
"""The phase of a customer that has no pupils."""


def plausible_checks(costed: CostedScenario, rates: Rates, document: Document | None = None) -> list[Check]:
    """The check of unusual values, which blocks where one has no reason; empty where there are no such values."""
    scenario = costed.scenario
    asked = [*of_fields(scenario), *_Between(costed, rates).questions()]
    reasons = {unusual.at: unusual.reason for unusual in scenario.unusual}
    open_, answered = [], []
    for question in asked:
        reason = next((reason for at, reason in reasons.items() if question.answered_by(at)), "")
        said = question.said(document)
        (answered if reason else open_).append(f"{said} Reason: {reason}" if reason else said)
    idle = [at for at in reasons if not any(question.answered_by(at) for question in asked)]
    if idle:
        answered.append(f"A reason is stated for a value that is not unusual: {listed(idle, 'and')}.")
    if open_:
        return [checked(UNUSUAL, TITLE, [ASKED, *open_], "")]
    return [checked(UNUSUAL, TITLE, answered, "", blocking=False)] if answered else []


@dataclass(frozen=True)
class _Between:
    """Questions about parts of a scenario that do not fit together, though each could be right by itself."""

    costed: CostedScenario
    rates: Rates

    def questions(self) -> Iterator[Question]:
        """Every question, in the order of the reference page."""
        yield from self._points()
        yield from self._grades()
        yield from self._hours()
        yield from self._moves()
        yield from self._one_offs()
        yield from self._virements()
        yield from self._price_lists()
        yield from self._pupils()

    @property
    def last_day(self) -> date:
        """The last day of the years shown."""
        return self.costed.years[-1].last_day

    def _points(self) -> Iterator[Question]:
        """Questions on points of the scenario's own spine that pay less than the adult minimum wage while in force."""
        pay, months = self.costed.scenario.pay, self.costed.book.months
        minimum, days = adult_minimum(self.rates.minimum_wage, months), months.first_days
        rows = list(pay.own_spine)
        for place, row in zip(places_of("pay.own_spine", rows), rows, strict=True):
            in_force = (days >= np.datetime64(row.effective_from)) & (days <= np.datetime64(row.last_day))
            hourly = float(by_the_hour(np.array(row.value), pay.full_time_hours))
            if row.spine == pay.spine and (hourly < minimum[in_force]).any():
                least = float(np.nanmax(minimum[in_force]))
                usual = f"the adult minimum wage is {pounds(least, pence=True)} an hour"
                yield Question(
                    f"{place}.value", f"Salary of point {row.point}", f"{pounds(hourly, pence=True)} an hour", usual
                )

    def _grades(self) -> Iterator[Question]:
        """Questions on posts graded at one point, where a grade of the authority has the same number but other pay."""
        called = {structure: self._numbered(terms) for structure, terms in self.costed.scenario.pay_terms.items()}
        for side in ("present", "proposed"):
            posts = [post for post in getattr(self.costed.scenario, side) if not post.all_in]
            for place, post in zip(places_of(side, posts), posts, strict=True):
                if own := called[post.pay_structure].get(post.grade):
                    authority = self.costed.scenario.pay_terms[post.pay_structure].grades_of
                    point, usual = f"point {post.grade} of the spine", f"{authority} has a grade called {own}"
                    yield Question(f"{place}.grade", f"Grade of {post.title}", point, usual)

    def _numbered(self, terms: PayTerms) -> dict[str, str]:
        """The name of each of the authority's numbered grades, by its number: ``Grade 7`` by ``7``."""
        of_tables = (row.grade for row in self.rates.grades.rows if row.authority == terms.grades_of)
        names = {*of_tables, *(row.grade for row in terms.grade_table)}
        return {found[1]: name for name in sorted(names) if (found := NUMBERED.fullmatch(name))}

    def _hours(self) -> Iterator[Question]:
        """Questions on posts whose hours come to more than full time, or to hardly any."""
        for side in ("present", "proposed"):
            posts = [post for post in getattr(self.costed.scenario, side) if not post.all_in]
            for place, post in zip(places_of(side, posts), posts, strict=True):
                if post.hours is not None and not LEAST_FTE <= post.fte <= 1:
                    hours = f"{post.hours:g} a week, {post.fte:.4g} FTE"
                    usual = f"{LEAST_FTE:g} to 1 FTE is usual"
                    yield Question(f"{place}.hours", f"Hours of {post.title}", hours, usual)

    def _moves(self) -> Iterator[Question]:
        """Questions on moves by decision after the years shown, which no figure includes."""
        posts = list(self.costed.scenario.present)
        for place, post in zip(places_of("present", posts), posts, strict=True):
            moving = [holder for holder in post.holders if holder.moves]
            for of_holder, holder in zip(places_of(f"{place}.holders", moving), moving, strict=True):
                moves = list(holder.moves)
                for at, move in zip(places_of(f"{of_holder}.moves", moves), moves, strict=True):
                    if move.on > self.last_day:
                        yield self._after(f"{at}.on", f"The move of {holder.ref}", move.on)

    def _price_lists(self) -> Iterator[Question]:
        """Questions on price lists that begin after the years shown, so that nobody pays those prices."""
        lists = list(self.costed.scenario.prices)
        for place, prices in zip(places_of("prices", lists), lists, strict=True):
            if prices.from_ > self.last_day:
                yield self._after(f"{place}.from", "The first day of a price list", prices.from_)

    def _after(self, at: str, what: str, day: date) -> Question:
        return Question(at, what, in_words(day), f"the last day shown is {in_words(self.last_day)}")

    def _one_offs(self) -> Iterator[Question]:
        """Questions on one-off sums above a year's cost of the present or the proposed posts, whichever cost more."""
        terms, costed = self.costed.scenario.one_off, self.costed
        if terms is None:
            return
        basis, year = costed.scenario.costing.basis, costed.year_of_change
        most = max(abs(costed.amount(name, basis, year)) for name in ("do_nothing", "proposed"))
        others = list(terms.other)
        for place, other in zip(places_of("one_off.other", others), others, strict=True):
            amount = max(abs(amount) for amount in (other.amount or 0, *(year.amount for year in other.by_year)))
            if amount > most:
                usual = f"the posts cost {pounds(most)} a year"
                yield Question(f"{place}.amount", f"The one-off {other.kind}", pounds(amount), usual)

    def _virements(self) -> Iterator[Question]:
        """Questions on virements above the whole approved budget."""
        budget = self.costed.scenario.budget
        if budget is None:
            return
        approved, virements = sum(abs(line.amount) for line in budget.lines), list(budget.virements)
        for place, virement in zip(places_of("budget.virements", virements), virements, strict=True):
            if virement.amount > approved:
                what = f"The virement from {virement.from_} to {virement.to}"
                usual = f"the approved budget is {pounds(approved)}"
                yield Question(f"{place}.amount", what, pounds(virement.amount), usual)

    def _pupils(self) -> Iterator[Question]:
        """Questions on schools without pupils. A centre is not a school."""
        customers = self.costed.scenario.customers
        agreements = customers.agreements if customers else None
        if not isinstance(agreements, Agreements):
            return
        without = np.flatnonzero((agreements.pupils == 0) & (agreements.phase != NO_SCHOOL))
        for row in without.tolist():
            name = str(agreements.reference[row])
            yield Question(f"customers.agreements[{name}].pupils", f"Pupils of {name}", "none", "a school has some")
