"""The assumptions: dates, basis, on-costs, awards, increments, protection and turnover."""

from typing import Any

from model.desk.box import Box, field_box
from model.desk.panels.fields import Group, edit_box, form_view
from model.pay.salaries import BASES, PEOPLE_BASES
from model.schema.changes.values import value_at
from model.schema.reading.days_read import day_in_words


def groups(desk: Any) -> list[Group]:
    """The boxes for this scenario, with one for each of its pension rates and awards."""
    draft = desk.draft
    people = isinstance(draft.value(("people",)), dict)
    bases = {**BASES, **(PEOPLE_BASES if people else {})}
    made = [
        Group(
            "Basis and dates",
            (
                field_box(("costing", "basis"), choices={key: basis.label for key, basis in bases.items()}),
                field_box(("dates", "implementation"), hint="A date such as 1 December 2010"),
                field_box(("years", "first"), hint="For example 2010/11"),
                field_box(("years", "last")),
                field_box(("pay", "full_time_hours")),
            ),
        ),
        Group(
            "On-costs",
            tuple(_pension(draft)),
            "National Insurance and the levy are set by law and come from the rate tables.",
        ),
    ]
    awards = draft.value(("pay", "awards"))
    if isinstance(awards, list) and awards:
        made.append(Group("Pay awards assumed", tuple(_awards(awards, desk.draft.loaded.value(("pay", "awards"))))))
    turnover = (
        field_box(("costing", "turnover", "rate"), hint="For example 3%; empty for none"),
        field_box(("costing", "turnover", "reason")),
    )
    made.append(Group("Turnover", turnover))
    if people:
        made += _people_groups()
    else:
        note = (
            "Increments and pay protection need each holder's point. State the points under Structure, in the list of "
            "holders. State the rules under All facts, People."
        )
        made.append(Group("Increments and protection", (), note))
    return made


def _pension(draft: Any) -> list[Box]:
    rates = draft.value(("on_costs", "lgps"))
    return [
        field_box(
            ("on_costs", "lgps", n, "rate"),
            "Employer\u2019s pension rate, {} to {}".format(*(day_in_words(one.get(end)) for end in ("from", "to"))),
        )
        for n, one in enumerate(rates if isinstance(rates, list) else ())
        if isinstance(one, dict)
    ]


def _awards(awards: list, in_file: Any) -> list[Box]:
    """The boxes of each award; an emptied box stays, so that it can be filled again."""
    boxes = []
    for n, award in enumerate(awards):
        stated = [one for one in (award, value_at(in_file, (n,))) if isinstance(one, dict)]
        forms = [form for form in ("percent", "flat") if any(form in one for one in stated)]
        day = day_in_words(value_at(award, ("from",)))
        hints = {"percent": "For example 1%", "flat": "£ a year at full time"}
        boxes += [field_box(("pay", "awards", n, form), f"Award from {day}", hints[form]) for form in forms]
    return boxes


def _people_groups() -> list[Group]:
    arrival, protection = ("people", "assimilation"), ("people", "protection")
    rules = (("people", "increments"), (*arrival, "rule"), (*arrival, "order"), ("people", "vacancies_at"))
    return [
        Group("Increments and assimilation", tuple(map(field_box, rules))),
        Group(
            "Pay protection", (field_box((*protection, "months"), hint="Months"), field_box((*protection, "source")))
        ),
    ]


def view(desk: Any) -> dict:
    """The form, as form.js draws it."""
    return form_view(desk, groups(desk))


ACTIONS = {"edit": lambda desk, key, value, reason="", **_: edit_box(desk, groups(desk), key, value, reason)}
