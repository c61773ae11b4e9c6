"""The salary of a point on a day: held table, own rows, awards (docs/method/: rates, pay_awards)."""

from datetime import date

from tests.cases.second_calculator.days import NEXT_DAY, after, day
from tests.cases.second_calculator.shares import share_of
from tests.cases.second_calculator.tables import rows


class Spine:
    """``pay`` is the section of that name, or a further pay structure laid over it."""

    def __init__(self, pay):
        self.name = pay["spine"]
        self.own = [row for row in pay.get("own_spine") or () if row["spine"] == self.name]
        self.awards = sorted(pay.get("awards") or (), key=lambda award: award["from"])
        self.known = {}

    def salary(self, point, on, held_back=()):
        """£ a year at 1.0 FTE; until a late award is paid, that of the day before it counts."""
        for award, paid in held_back:
            if award <= on < paid:
                on = award - NEXT_DAY
        if (point, on) not in self.known:
            self.known[point, on] = self._salary(point, on)
        return self.known[point, on]

    def _salary(self, point, on):
        for row in self.own:
            if row["point"] == point and day(row["effective_from"]) <= on < after(row.get("effective_to"), date.max):
                return float(row["value"])
        for first, last, amount in rows("spines").get((self.name, str(point)), ()):
            if first <= on <= last:
                return amount
        for award in self.awards:
            if award["from"] <= on.isoformat() <= award["to"]:
                before = self._salary(point, day(award["from"]) - NEXT_DAY)
                return _raised(before, _rise(award, point))
        raise LookupError(f"no salary of {self.name} {point} on {on}")


def _rise(award, point):
    for run in award.get("by_point") or ():
        if point <= run.get("to_point", point):
            return run
    return award


def _raised(before, rise):
    return before + rise["flat"] if "flat" in rise else before * (1 + share_of(rise["percent"]))
