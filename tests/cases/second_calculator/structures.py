"""The pay structures of a team: its own, and the further ones that posts name (docs/method/pay_structures.md)."""

from tests.cases.second_calculator.days import day
from tests.cases.second_calculator.grades import grade_on
from tests.cases.second_calculator.spine import Spine

TAKEN = ("area", "full_time_hours", "grades_of")


class Structure:
    """A spine with its hours, awards, grades and date of increments."""

    def __init__(self, scenario, stated):
        pay, people = scenario["pay"], scenario.get("people") or {}
        self.name = stated.get("name")
        self.pay = {**pay, "spine": stated["spine"], **{key: stated[key] for key in TAKEN if key in stated}}
        own = stated["spine"] == pay["spine"]
        self.pay["awards"] = stated.get("awards") or (pay.get("awards") if own else None)
        self.hours = self.pay["full_time_hours"]
        self.increments = stated.get("increments") or people.get("increments")
        self.spine = Spine(self.pay)
        self.late = [(day(one["from"]), day(one["paid_on"]).replace(day=1)) for one in pay.get("paid_late") or ()]
        self.late = self.late if own else []

    def grade(self, written, on):
        return grade_on(self.pay, written, on)

    def salary(self, point, on):
        return self.spine.salary(point, on)


class Structures:
    """Of a scenario: the structure of each post."""

    def __init__(self, scenario):
        self.by_name = {None: Structure(scenario, {"spine": scenario["pay"]["spine"]})}
        for stated in scenario.get("pay_structures") or ():
            self.by_name[stated["name"]] = Structure(scenario, stated)

    def of(self, post):
        return self.by_name[post.get("pay_structure")]
