"""The assumptions: dates, basis, on-costs, awards, increments, protection and turnover."""

from typing import Any, get_args

from model.desk.panels.fields import Box, Group, edit_box, form_view
from model.pay.salaries import BASES, PEOPLE_BASES
from model.schema.changes.values import value_at
from model.schema.reading.days_read import day_in_words
from model.schema.sections.people import AssimilationTerms, IncrementRuleName, People

IN_WORDS = {
    "april_six_months": "1 April, or six months after starting",
    "april": "1 April",
    "july": "1 July",
    "april_or_october": "1 April or 1 October",
    "anniversary": "the anniversary of starting",
    "same_point": "the same point",
    "nearest_not_less": "the nearest point that is not less",
    "nearest_not_less_plus_increment": "that point and one increment",
    "assimilate_then_increment": "assimilation first",
    "increment_then_assimilate": "the increment first",
    "bottom": "bottom of the grade",
    "top": "top of the grade",
}


def _named(annotation: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, IN_WORDS.get(name, name)) for name in get_args(annotation))


def groups(desk: Any) -> list[Group]:
    """The boxes that this scenario has: one each for its pension rates and awards."""
    draft = desk.draft
    people = isinstance(draft.value(("people",)), dict)
    bases = {**BASES, **(PEOPLE_BASES if people else {})}
    made = [
        Group(
            "Basis and dates",
            (
                Box(
                    ("costing", "basis"), "Costing basis", choices=tuple((key, one.label) for key, one in bases.items())
                ),
                Box(("dates", "implementation"), "The new structure starts", hint="A date such as 1 December 2010"),
                Box(("years", "first"), "First year shown", hint="Such as 2010/11"),
                Box(("years", "last"), "Last year shown"),
                Box(("pay", "full_time_hours"), "Full-time hours a week", "number"),
            ),
        ),
        Group(
            "On-costs", tuple(_pension(draft)), "National Insurance and the levy are the law's, from the rates held."
        ),
    ]
    awards = draft.value(("pay", "awards"))
    if isinstance(awards, list) and awards:
        made.append(Group("Pay awards assumed", tuple(_awards(awards, desk.loaded(("pay", "awards"))))))
    turnover = (
        Box(("costing", "turnover", "rate"), "Turnover saving", "number", hint="Such as 3%; empty for none"),
        Box(("costing", "turnover", "reason"), "Evidence for it"),
    )
    made.append(Group("Turnover", turnover))
    if people:
        made += _people_groups()
    else:
        note = "Increments and pay protection need each holder's point, under people: in the scenario file."
        made.append(Group("Increments and protection", (), note))
    return made


def _pension(draft: Any) -> list[Box]:
    rates = draft.value(("on_costs", "lgps"))
    return [
        Box(
            ("on_costs", "lgps", n, "rate"),
            f"Employer\u2019s pension rate, {day_in_words(one.get('from'))} to {day_in_words(one.get('to'))}",
            "number",
        )
        for n, one in enumerate(rates if isinstance(rates, list) else ())
        if isinstance(one, dict)
    ]


def _awards(awards: list, in_file: Any) -> list[Box]:
    """The boxes of each award; one that was emptied stays, to be typed in again."""
    boxes = []
    for n, award in enumerate(awards):
        stated = [one for one in (award, value_at(in_file, (n,))) if isinstance(one, dict)]
        forms = [form for form in ("percent", "flat") if any(form in one for one in stated)]
        day = day_in_words(value_at(award, ("from",)))
        hints = {"percent": "Such as 1%", "flat": "£ a year at full time"}
        boxes += [
            Box(
                ("pay", "awards", n, form),
                f"Award from {day}",
                "number",
                hint=hints[form],
            )
            for form in forms
        ]
    return boxes


def _people_groups() -> list[Group]:
    terms, at = AssimilationTerms.model_fields, ("people", "assimilation")
    return [
        Group(
            "Increments and assimilation",
            (
                Box(("people", "increments"), "Increments fall on", choices=_named(IncrementRuleName)),
                Box((*at, "rule"), "A holder arrives at", choices=_named(terms["rule"].annotation)),
                Box((*at, "order"), "On the same day", choices=_named(terms["order"].annotation)),
                Box(
                    ("people", "vacancies_at"),
                    "A vacancy is costed at",
                    choices=_named(People.model_fields["vacancies_at"].annotation),
                ),
            ),
        ),
        Group(
            "Pay protection",
            (
                Box(("people", "protection", "months"), "It lasts, months", "number"),
                Box(("people", "protection", "source"), "The policy that says so"),
            ),
        ),
    ]


def view(desk: Any) -> dict:
    """The form."""
    return form_view(desk, groups(desk))


ACTIONS = {"edit": lambda desk, key, value, reason="", **_: edit_box(desk, groups(desk), key, value, reason)}
