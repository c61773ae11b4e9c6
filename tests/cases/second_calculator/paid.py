"""What a stint is paid in a month before on-costs (docs/method/: pay, assimilation, protection)."""

from datetime import date, timedelta

from tests.cases.second_calculator.careers import stretches
from tests.cases.second_calculator.days import last_of, months_on, share
from tests.cases.second_calculator.grades import Grade
from tests.cases.second_calculator.tables import salary


class Payer:
    """One scenario on one basis; ``held_back`` holds late awards at the old rate until they are paid."""

    def __init__(self, scenario, basis, held_back=()):
        self.scenario, self.basis, self.held_back = scenario, basis, held_back
        self.overs = {}
        self.change = date.fromisoformat(scenario["dates"]["implementation"])

    def at_point(self, first):
        return lambda point: salary(self.scenario["pay"]["spine"], point, first, self.held_back)

    def salaries(self, stint, first):
        """(first day, day after the last, £ a year) of the stretches of a month in which it is employed."""
        at = self.at_point(first)
        start, stop = max(stint.start, first), min(stint.stop, last_of(first) + timedelta(days=1))
        if start >= stop:
            return
        if self.basis not in ("actual", "settled"):
            yield start, stop, stint.grade.at(self.basis, at)
        elif stint.steps is None:
            yield start, stop, stint.grade.at(self.scenario["people"].get("vacancies_at", "bottom"), at)
        else:
            for begin, end, point in stretches(stint.steps, start, stop):
                if self.basis == "settled":  # where time ends: the grade's top, or a point beyond its bar
                    point = max(stint.grade.top, [last for day, last in stint.steps if day < stint.stop][-1])
                yield begin, end, at(point)

    def month(self, stint, first):
        """Basic pay, allowances, those pensionable, protection and acting up, £."""
        held = list(self.salaries(stint, first))
        employed = share(first, stint.start, stint.stop)
        basic = sum(paid * stint.fte * share(first, begin, end) / 12 for begin, end, paid in held)
        allowances = pensionable = 0.0
        for one in (*stint.post.get("allowances", ()), *stint.own_allowances):
            sum_of = one["amount"] * employed / 12 if "amount" in one else basic * _share(one["percent"])
            allowances += sum_of
            pensionable += sum_of if one.get("pensionable", True) else 0
        protection = self._protection(stint, first, *_whole(held)) if held else 0.0
        return basic, allowances, pensionable, protection, self._acting(stint, first, held, protection)

    def _protection(self, stint, first, begin, end, paid):
        terms = self.scenario["people"]["protection"] if self.basis == "actual" else None
        if self.basis != "actual" or not stint.after or not stint.career or not terms["months"]:
            return 0.0
        shape = terms.get("shape", "flat")
        parts = [1.0] if shape == "flat" else [_share(one) for one in shape]
        length = terms["months"] // len(parts)
        total = 0.0
        for number, part in enumerate(parts):
            period = months_on(self.change, number * length)
            over = months_on(self.change, (number + 1) * length)
            if number == 0 and stint.throughout:
                period = stint.start
            gap = self.gap(stint, first, begin, paid)
            total += gap * part * stint.fte * share(first, max(begin, period), min(end, over)) / 12
        return total

    def gap(self, stint, first, begin, paid):
        """Old salary less new, nothing once new pay has caught up."""
        made = stint.career
        if first < self.change.replace(day=1):  # as if it had stood: the point held then, at the month's rates
            stop = last_of(first) + timedelta(days=1)
            at, held = self.at_point(first), stretches(made.do_nothing, first, stop)
            return max(0, _whole([(one, end, at(point)) for one, end, point in held])[2] - paid)
        if self._over(stint) <= first:
            return 0
        return self._behind(made, first, paid)

    def _behind(self, made, first, paid):
        terms = self.scenario["people"]["protection"]
        old = self.at_point(first if terms.get("uprated") else self.change.replace(day=1))(made.old)
        return old - self._new(made, first, paid)

    def _new(self, made, first, paid):
        """New pay, with increments in the new grade or without."""
        counts = self.scenario["people"]["protection"].get("counts_increments", True)
        return paid if counts else self.at_point(first)(made.kept)

    def _over(self, stint):
        """The month in which new pay first catches up with the old."""
        if id(stint) not in self.overs:
            first, found = self.change.replace(day=1), date.max
            while first < stint.stop and found == date.max:
                held = list(self.salaries(stint, first))
                if held and self._behind(stint.career, first, _whole(held)[2]) <= 0:
                    found = first
                first = months_on(first, 1)
            self.overs[id(stint)] = found
        return self.overs[id(stint)]

    def _acting(self, stint, first, held, protection):
        """The post's point above own pay, protection included, for the days of acting up."""
        total = 0.0
        if stint.throughout or not stint.after or not held:
            return total
        begin, end, paid = _whole(held)
        own = paid + protection * 12 / (stint.fte * share(first, stint.start, stint.stop))
        for one in (self.scenario.get("people") or {}).get("acting_up", ()):
            if one["holder"] != stint.holder:
                continue
            start, stop = date.fromisoformat(one["from"]), date.fromisoformat(one["to"]) + timedelta(days=1)
            [into] = [post for post in self.scenario["proposed"] if post["id"] == one["into"]]
            at, budget = self.at_point(first), self.basis not in ("actual", "settled")
            acted = Grade(into["grade"]).at(self.basis, at) if budget else at(one["point"])
            total += max(0, acted - own) * stint.fte * share(first, max(begin, start), min(end, stop)) / 12
        return total


def _whole(held):
    """The stretches of a month as one, at the salary weighed by days."""
    days = sum((end - begin).days for begin, end, _ in held)
    return held[0][0], held[-1][1], sum(paid * (end - begin).days for begin, end, paid in held) / days


def _share(text):
    return float(str(text).rstrip("%")) / 100 if "%" in str(text) else float(text)
