"""A grade, its basis salaries, and where a holder arrives in it (docs/method/: pay, assimilation, rates)."""

import csv
import re

from tests.cases.second_calculator.tables import RATES

NOTATION = r"(\d+)(?:-(\d+))?(?:#(\d+))?"


class Grade:
    """Points from the bottom to the top, and to the last beyond a bar."""

    def __init__(self, notation):
        ends = re.fullmatch(NOTATION, _close(notation))
        self.bottom = int(ends[1])
        self.top = int(ends[2] or ends[1])
        self.extended = int(ends[3] or self.top)
        self.name = (self.bottom, self.top, self.extended)

    def at(self, basis, salary):
        """The salary of a budget basis; ``salary`` gives that of a point."""
        if basis == "mean_of_points":
            points = range(self.bottom, self.top + 1)
            return sum(salary(point) for point in points) / len(points)
        if basis == "mean_of_ends":
            return (salary(self.bottom) + salary(self.top)) / 2
        return salary({"bottom": self.bottom, "top": self.top, "extended_top": self.extended}[basis])

    def step(self, point):
        """One step more by time: not past the top, and nothing for who is beyond the bar."""
        return point if point >= self.top else point + 1

    def arrives(self, old, rule):
        """On one spine without gaps the lowest point that pays no less is the same point, or an end."""
        if self.top < old <= self.extended:
            return old
        point = min(max(old, self.bottom), self.top)
        return self.step(point) if rule == "nearest_not_less_plus_increment" else point


def grade_on(pay, written, on):
    """The grade as written in points, or the row of that name that is in force on a day."""
    if re.fullmatch(NOTATION, _close(written)):
        return Grade(written)
    own = [{**row, "notation": row["points"]} for row in pay.get("grade_table") or ()]
    for row in [*own, *_held()]:
        same = row["authority"] == pay["grades_of"] and _short(row["grade"]) == _short(written)
        if same and row["effective_from"] <= on.isoformat() <= (row.get("effective_to") or "9999"):
            return Grade(row["notation"])
    raise LookupError(f"no grade {written} on {on}")


def _held():
    with (RATES / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _close(notation):
    return re.sub(r"\s", "", str(notation)).replace("–", "-")


def _short(name):
    return " ".join(str(name).lower().removeprefix("grade ").split())
