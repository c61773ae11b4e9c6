"""A new case: the file that it begins with, blank or a copy of another."""

from pathlib import Path
from typing import Any

from model.base.whole_file import written_beside
from model.desk.draft import Draft
from model.desk.scenarios import Scenarios
from model.rates.tables import Rates
from model.schema.new.questions import Answers
from model.schema.new.scenario import draft
from model.schema.new.text import scenario_text

UNANSWERED = (("on_costs", "lgps", 0, "rate"), ("dates", "decision"), ("reference",), ("summary",))
"""The keys whose values can't be assumed: they are left out of the file until somebody gives them."""


class NoNewCase(Exception):
    """What is still needed before a new case can be made, in words."""


def place_of_new(scenarios: Scenarios, name: str, title: str, authority: str, *, copied: bool = False) -> Path:
    """The path for the file of a new case. Raises NoNewCase if the title, the council or a usable name is missing."""
    if not title.strip() or not (copied or authority.strip()):
        raise NoNewCase("a case needs a title and the name of the council.")
    target = scenarios.place_of(name)
    if target is None or target.exists():
        raise NoNewCase(f"{name!r} can't be the file's name. It must end in .yaml, and no other file may have it.")
    return target


def begin(target: Path, title: str, authority: str, rates: Rates) -> None:
    """Write the file of a new case, with its title, its council and the values that are assumed. Raises OSError."""
    data = draft(Answers({"title": title, "authority": authority}), rates)
    for *around, key in UNANSWERED:
        part: Any = data
        for step in around:
            part = part[step]
        del part[key]
    text = scenario_text({key: value for key, value in data.items() if value != []})
    written_beside(target, text.encode("utf-8")).replace(target)


def begin_from(template: Path, target: Path, title: str, authority: str, rates: Rates) -> None:
    """Write a copy of a case under a new title. If it is in another folder, the files that the case names are copied.

    Raises InputFaults where the case can't be read; NotSaved or AlreadyThere where the copy can't be written.
    """
    copy = Draft.open(template, rates)
    copy.edit(("title",), title)
    if authority:
        copy.edit(("authority",), authority)
    copy.edit(("history",), None)
    copy.copy_as(target)
