"""What a stint is paid in a month before on-costs (docs/method/: pay, assimilation, protection, people_in_time)."""

from dataclasses import dataclass
from datetime import date

from tests.cases.second_calculator.careers import stretches
from tests.cases.second_calculator.days import NEXT_DAY, after, day, last_of, months_on, share
from tests.cases.second_calculator.shares import share_of
from tests.cases.second_calculator.structures import Structures

PAY = ("basic_pay", "allowances", "pay_protection", "acting_up", "market_supplement", "term_time_settlement")
BY_PEOPLE = ("actual", "settled")


@dataclass
class Paid:
    """£ of one stint in one month, before on-costs."""

    basic_pay: float = 0.0
    allowances: float = 0.0
    pay_protection: float = 0.0
    acting_up: float = 0.0
    market_supplement: float = 0.0
    term_time_settlement: float = 0.0
    not_pensionable: float = 0.0  # of the allowances
    not_liable: float = 0.0  # of the allowances: no National Insurance and no levy

    def total(self):
        return sum(getattr(self, key) for key in PAY)

    def pensionable(self):
        return self.total() - self.not_pensionable

    def liable(self):
        return self.total() - self.not_liable


class Payer:
    """One scenario on one basis; ``meanwhile``, with late awards at the old rate until they are paid."""

    def __init__(self, scenario, basis, meanwhile=False):
        self.scenario, self.basis, self.meanwhile = scenario, basis, meanwhile
        self.overs = {}
        self.structures = Structures(scenario)
        self.change = day(scenario["dates"]["implementation"])

    def at_point(self, structure, first):
        return lambda point: structure.spine.salary(point, first, structure.late if self.meanwhile else ())

    def salaries(self, stint, first, whole=False):
        """(first day, day after the last, £ a year) of the stretches of a month: of the stint, or of the whole time in its post."""
        at = self.at_point(stint.structure, first)
        begins, ends = (stint.begins, stint.ends) if whole else (stint.start, stint.stop)
        start, stop = max(begins, first), min(ends, last_of(first) + NEXT_DAY)
        if start >= stop:
            return
        if self.basis not in BY_PEOPLE:
            yield start, stop, stint.grade.at(self.basis, at)
        elif stint.steps is None:
            yield start, stop, stint.grade.at(self.scenario["people"].get("vacancies_at", "bottom"), at)
        else:
            for begin, end, point in stretches(stint.steps, start, stop):
                if self.basis == "settled":  # where time ends: the grade's top, or a point beyond its bar
                    point = max(stint.grade.top, [last for on, last in stint.steps if on < stint.ends][-1])
                yield begin, end, at(point)

    def month(self, stint, first):
        held = list(self.salaries(stint, first))
        paid = Paid(sum(salary * stint.fte * share(first, begin, end) / 12 for begin, end, salary in held))
        if not held:
            return paid
        paid.term_time_settlement = stint.settles.get(first, 0.0) * stint.fte * _whole(held)[2]
        for one in (*(stint.post.get("allowances") or ()), *stint.own_allowances):
            sum_of = allowance(one, stint, first, _whole(held)[2])
            paid.allowances += sum_of
            paid.not_pensionable += 0 if one.get("pensionable", True) else sum_of
            paid.not_liable += 0 if one.get("liable_to_ni", True) else sum_of
        supplement = stint.post.get("market_supplement")
        if supplement:
            until = min(stint.stop, after(supplement["until"]))
            paid.market_supplement = supplement["amount"] * stint.fte * share(first, stint.start, until) / 12
        paid.pay_protection = self._protection(stint, first, *_whole(held))
        paid.acting_up = self._acting(stint, first, held, paid.pay_protection)
        return paid

    def _protection(self, stint, first, begin, end, salary):
        if self.basis != "actual" or not stint.proposed or not stint.career or not stint.career.old:
            return 0.0
        terms = self.scenario["people"]["protection"]
        shape = terms.get("shape", "flat")
        parts = [1.0] if shape == "flat" else [share_of(one) for one in shape]
        length = terms["months"] // len(parts)
        total = 0.0
        for number, part in enumerate(parts if terms["months"] else ()):
            period = months_on(stint.change, number * length)
            over = months_on(stint.change, (number + 1) * length)
            if number == 0 and stint.throughout:
                period = stint.start
            gap = self.gap(stint, first, salary)
            total += gap * part * stint.fte * share(first, max(begin, period), min(end, over)) / 12
        return total

    def gap(self, stint, first, salary):
        """Old salary less new, nothing once new pay has caught up."""
        made = stint.career
        if first < stint.change.replace(day=1):  # as if it had stood: the point held then, at the month's rates
            start, stop = max(first, stint.start), min(last_of(first) + NEXT_DAY, stint.stop)
            at, held = self.at_point(stint.old_structure, first), stretches(made.do_nothing, start, stop)
            return max(0, _whole([(one, end, at(point)) for one, end, point in held])[2] - salary)
        if self._over(stint) <= first:
            return 0
        return self._behind(stint, first, salary)

    def _behind(self, stint, first, salary):
        terms = self.scenario["people"]["protection"]
        on = first if terms.get("uprated") else stint.change.replace(day=1)
        old = self.at_point(stint.old_structure, on)(stint.career.old)
        kept = self.at_point(stint.structure, first)
        return old - (salary if terms.get("counts_increments", True) else kept(stint.career.kept))

    def _over(self, stint):
        """The month in which new pay first catches up with the old."""
        key = stint.holder, stint.post["id"], stint.begins, stint.throughout
        if key not in self.overs:
            first, found = stint.change.replace(day=1), date.max
            while first < stint.ends and found == date.max:
                held = list(self.salaries(stint, first, whole=True))
                if held and self._behind(stint, first, _whole(held)[2]) <= 0:
                    found = first
                first = months_on(first, 1)
            self.overs[key] = found
        return self.overs[key]

    def _acting(self, stint, first, held, protection):
        """The post's point above own pay, protection included, for the days of acting up."""
        total = 0.0
        if stint.timeline != "proposal":
            return total
        begin, end, salary = _whole(held)
        own = salary + protection * 12 / (stint.fte * share(first, stint.start, stint.stop))
        for one in (self.scenario.get("people") or {}).get("acting_up") or ():
            if one["holder"] != stint.holder:
                continue
            start, stop = day(one["from"]), after(one["to"])
            [into] = [post for post in self.scenario["proposed"] if post["id"] == one["into"]]
            structure = self.structures.of(into)
            at, grade = self.at_point(structure, first), structure.grade(into["grade"], self.change)
            acted = at(one["point"]) if self.basis in BY_PEOPLE else grade.at(self.basis, at)
            total += max(0, acted - own) * stint.fte * share(first, max(begin, start), min(end, stop)) / 12
        return total


def allowance(one, stint, first, salary):
    """£ in a month of what is paid on top of pay, for its days in which the stint goes on; ``salary`` is the month's."""
    start, stop = day(one.get("from"), date.min), after(one.get("to"), date.max)
    part = share(first, max(start, stint.start), min(stop, stint.stop))
    if "amount" in one:
        return one["amount"] * part / 12 * (stint.fte if one.get("pro_rata") else 1)
    if "percent" in one:
        return salary * stint.fte * part / 12 * share_of(one["percent"])
    if "sum" in one:
        return one["sum"] * part * last_of(first).day / (stop - start).days
    weekly_hours = one["a_week"] * one.get("multiplier", 1)
    if "rate" in one:
        return weekly_hours * one["rate"] * 52.143 / 12 * part
    return weekly_hours * salary / stint.structure.hours / 12 * part


def _whole(held):
    """The stretches of a month as one, at the salary weighed by days."""
    days = sum((end - begin).days for begin, end, _ in held)
    return held[0][0], held[-1][1], sum(paid * (end - begin).days for begin, end, paid in held) / days


# ruff: noqa: E501
