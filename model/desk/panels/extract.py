"""A payroll or HR extract in Begin: the columns read, the questions that remain, and the case made from the extract.

This does what ``new --from-extract`` does, and finds the same faults. The extract and the two files beside it stay
where they are, so that the key to the references is never near the scenario.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, number_of
from model.base.trouble import sentence_of
from model.control.lock import AtWork
from model.desk.new_case import NoNewCase, place_of_new
from model.desk.places import NoFolder, place_named
from model.report.asking import write_from_extract
from model.schema.extract.opening import open_extract
from model.schema.extract.rows import Extract
from model.schema.new.from_extract import draft_from_extract, questions_for
from model.schema.new.questions import Answers, Question, is_asked, wants
from model.schema.new.scenario import default, faults_of
from model.schema.reading.form_words import faults_in_form_words, lowered
from model.schema.sections.declared import choices_of, key_of
from model.schema.sections.holders import ListedHolder
from model.schema.sections.posts import PresentPost
from model.schema.sections.shape import field_at

IN_BOXES = ("title", "authority")
"""The questions that are asked for every new case, in boxes of their own."""
UNTIL_TYPED = {"title": "Stands in", "authority": "Stands in", "rate": "20%", "leave_days": "30"}
"""A value for each question without a default, used to judge other answers until that question has a valid answer."""
LABELS = {
    "source": "Source of the pension rate",
    "accept_recalled": "Why grades that are only recalled from memory may be used",
}
OF_EXTRACTS = {"holder": "payroll number, from which a reference is made", "post_fte": "FTE of the whole post"}
"""The values for which only an extract has a column, each with its description."""
MOST = 30
"""The most faults that are listed; the rest are counted."""
NOTHING_MADE = "\u26a0 Nothing was made"


@dataclass
class Extracted:
    """The extract for a new case: as typed, as read, and the answers to the questions that remain."""

    path: str = ""
    chosen: str = ""
    given: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    read: Extract | None = None
    boxes: list[dict] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)

    def open(self) -> Extract:
        """The extract as read. Its columns are matched by the file beside it; without that file, by hand and by guess.

        Raises NoFolder, InputFaults, OSError.
        """
        typed = [part.rpartition("=") for part in self.chosen.split(";") if part.strip()]
        return open_extract(place_named(self.path), None, {name.strip(): means.strip() for name, _, means in typed})

    def ask(self, rates: Any) -> None:
        """Make a box for each remaining question, in the command's order. A wrong answer affects no other question."""
        self.boxes, answers = [], Answers()
        for question in questions_for(self.read) if self.read else ():
            if not is_asked(question, answers, rates):
                continue
            usual, typed = default(question, answers, rates), self.given.get(question.key, "")
            answered = answers.with_answer(question, typed or usual or "")
            wrong = faults_of(answered, rates, question) if typed else []
            if question.key not in IN_BOXES:
                self.boxes.append(_box(question, wants(question, answers, rates), typed, usual, wrong, rates))
            stands_in = wrong or (usual is None and not typed)
            value = usual or UNTIL_TYPED.get(question.key, "")
            answers = answers.with_answer(question, value) if stands_in else answered
        self.answers = answers

    @property
    def unanswered(self) -> list[str]:
        """The questions that must be answered before a case can be made."""
        return [box["label"] for box in self.boxes if box["faults"] or (box["needed"] and not box["value"])]


def _box(question: Question, wanted: str, typed: str, usual: str | None, wrong: list[str], rates: Any) -> dict:
    declared = field_at(question.path)
    choices = [*choices_of(declared).items()] if declared else []
    if question.key == "spine":
        choices = [(name, name) for name in rates.spines.names]
    return {
        "key": question.key,
        "label": LABELS.get(question.key) or (str(declared.title) if declared else question.key),
        "kind": "text",
        "hint": str(declared.description or "") if choices and declared else wanted,
        "needed": usual is None,
        "choices": choices or None,
        "value": typed or usual or "",
        "faults": wrong,
        "changed": False,
    }


def view(desk: Any) -> dict:
    """The extract's file, what is read and left out, its faults, and the boxes of the remaining questions."""
    state: Extracted = desk.extract
    boxes = {"title": "What the extract does not say", "note": "", "fields": state.boxes}
    return {
        "path": state.path,
        "chosen": state.chosen,
        "said": state.said,
        "faults": state.faults,
        "groups": [boxes] if state.boxes else [],
    }


def _read(desk: Any, path: str, chosen: str = "", **_: Any) -> None:
    state: Extracted = desk.extract
    given = state.given
    desk.extract = state = Extracted(path, chosen, given)
    try:
        state.read = read = state.open()
    except (NoFolder, InputFaults, OSError) as why:
        state.faults = _words(why)
        return
    columns = [f"{heading} is read as {_meaning(means)}" for heading, means in read.matching.columns.items()]
    number = number_of(len(read.rows), "row")
    state.said = [f"{_name(read)}: {number} of people and vacancies.", *columns, *_left_out(read)]
    state.ask(desk.rates)


def _name(read: Extract) -> str:
    return Path(read.listing.name).name


def _meaning(means: str) -> str:
    """What a column is read as, in words for the middle of a sentence. ``means`` is the key of a field."""
    fields = {**PresentPost.model_fields, **ListedHolder.model_fields}
    titles = {key_of(name, field): str(field.title) for name, field in fields.items()}
    return OF_EXTRACTS.get(means) or lowered(titles[means])


def _left_out(read: Extract) -> list[str]:
    return [*read.notices, *(f"Left out, {each}" for each in read.left_out)]


def _words(why: Exception) -> list[str]:
    said = faults_in_form_words(why.faults) if isinstance(why, InputFaults) else [str(why)]
    more = [f"and {len(said) - MOST} more"] if len(said) > MOST else []
    return [*said[:MOST], *more]


def _edit(desk: Any, key: str, value: str, **_: Any) -> None:
    desk.extract.given[key] = value.strip()
    desk.extract.ask(desk.rates)
    desk.show_again_part("extract")


def _make(desk: Any, name: str, title: str, authority: str = "", **_: Any) -> None:
    """Make the file of the case with its lists, and open it.

    The extract is read again, as it may have been corrected.
    """
    state: Extracted = desk.extract
    state.faults = []
    try:
        target = place_of_new(desk.scenarios, name, title, authority)
        if state.read is None:
            raise NoNewCase("read an extract first.")
        if state.unanswered:
            raise NoNewCase(f"still missing or wrong: {', '.join(state.unanswered)}.")
        read = state.open()
        given = state.answers.given | {"title": title.strip(), "authority": authority.strip()}
        write_from_extract(draft_from_extract(read, replace(state.answers, given=given), desk.rates), target)
        desk.open(target)
    except (NoNewCase, AtWork, OSError) as why:
        desk.begun = f"{NOTHING_MADE}: {sentence_of(why)}"
        return
    except (InputFaults, NoFolder) as why:
        state.faults = _words(why)
        desk.begun = f"{NOTHING_MADE}: the extract has faults, which are listed above."
        return
    left_out = "".join(f" {each}." for each in _left_out(read))
    desk.begun = (
        f"{target.name} has been made from {_name(read)} and is open. In it every post continues unchanged. Its lists "
        f"are in the folder {target.stem}.{left_out} The steps below ask for what it still needs."
    )
    desk.extract = Extracted()


ACTIONS = {"read": _read, "edit": _edit, "make": _make}
