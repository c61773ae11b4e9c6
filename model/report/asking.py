"""Ask for a new scenario, one answer a line, typed or piped in. Nothing is written before the last answer."""

import sys
from collections.abc import Callable, Iterable
from os.path import relpath
from pathlib import Path
from typing import Any

from model.rates.tables import Rates
from model.report.notebook_run import ROOT
from model.schema.extract.files import in_lists, write_all
from model.schema.new.questions import POST_QUESTIONS, QUESTIONS, Answers, Question, is_asked, wants
from model.schema.new.scenario import default, draft, faults_of
from model.schema.new.text import scenario_text

Read = Callable[[str], str]
Say = Callable[[str], None]


class AnswersEnded(Exception):
    """The piped answers ended before the scenario was complete. The message says at which question."""


def read_line(prompt: str) -> str:
    """One answer, without characters that can't be printed. Raises EOFError where no answers are left."""
    line = input(prompt)
    if not sys.stdin.isatty():
        print(line)  # so that what was piped in is beside its question
    return "".join(letter for letter in line if letter.isprintable()).strip()


def ask_of_scenario(
    rates: Rates, read: Read = read_line, say: Say = print, questions: Iterable[Question] = QUESTIONS
) -> Answers:
    """Ask every question except those about posts, and return the answers.

    After a wrong answer, say what is wrong and ask again. Raises AnswersEnded where the answers end too early.
    """
    answers = Answers()
    for question in questions:
        if is_asked(question, answers, rates):
            answers = _ask(question, answers, rates, answers.with_answer, read, say)
    return answers


def ask_all(rates: Rates, read: Read = read_line, say: Say = print) -> Answers:
    """Ask for the whole scenario and its posts until the scenario has no faults, and return the answers.

    Raises AnswersEnded where the answers end too early.
    """
    answers = ask_of_scenario(rates, read, say)
    say("Now the present posts, one by one.")
    while True:
        answers, ended = _next_post(answers, rates, read, say)
        if ended:
            return answers


def _next_post(answers: Answers, rates: Rates, read: Read, say: Say) -> tuple[Answers, bool]:
    """The answers, with one more post if one was given, and whether the list of posts has ended."""
    begun = Answers(answers.given, (*answers.posts, {}))
    title, *others = POST_QUESTIONS
    try:
        typed = _read(title, begun, rates, read)
    except AnswersEnded:
        if faults_of(answers, rates):
            raise
        return answers, True  # the end of what is piped in ends the list too
    if not typed:
        faults = faults_of(answers, rates)
        _tell(faults, say)
        return answers, not faults
    begun = begun.with_post_answer(title, typed)
    for question in others:
        begun = _ask(question, begun, rates, begun.with_post_answer, read, say)
    return begun, False


def _ask(question: Question, answers: Answers, rates: Rates, put: Callable, read: Read, say: Say) -> Answers:
    while True:
        answered = put(question, _read(question, answers, rates, read))
        faults = faults_of(answered, rates, question)
        if not faults:
            return answered
        _tell(faults, say)


def _read(question: Question, answers: Answers, rates: Rates, read: Read) -> str:
    usual = default(question, answers, rates)
    hint = "no default" if usual is None else f"default: {usual or 'nothing'}"
    try:
        return read(f"{wants(question, answers, rates)} ({hint}): ") or usual or ""
    except EOFError:
        asked = wants(question, answers, rates)
        raise AnswersEnded(f"The answers ended at this question: {asked}. Nothing was written.") from None


def _tell(faults: list[str], say: Say) -> None:
    for fault in faults:
        say(f"  That answer can't be used: {fault}")


def file_for(answers: Answers, rates: Rates) -> Path:
    """The file to write where the officer names none: the scenario's title in small letters with hyphens.

    It is in the current folder. If a file of that name exists, a number is added to the new name.
    """
    stem, n = draft(Answers(posts=({"title": answers.given["title"]},)), rates)["present"][0]["id"], 1
    while (path := Path(f"{stem}.yaml" if n == 1 else f"{stem}-{n}.yaml")).exists():
        n += 1
    return path


def write_new(answers: Answers, rates: Rates, path: Path) -> None:
    """Write the scenario file, whole or not at all. Raises FileExistsError where the file exists."""
    text = scenario_text(draft(answers, rates), schema_from(path.parent))
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
        except BaseException:
            path.unlink()
            raise


def write_from_extract(data: dict[str, Any], path: Path) -> None:
    """Write the scenario of an extract, and its lists of posts and people in a folder beside it: all files or none.

    Raises InputFaults where one of the files exists already.
    """
    named, lists = in_lists(data, path)
    write_all(path, scenario_text(named, schema_from(path.parent)), lists)


def schema_from(folder: Path) -> str:
    """The path of the JSON Schema from a scenario's folder; only its file name if the folder is on another drive."""
    schema = ROOT / "scenarios" / "scenario.schema.json"
    try:
        return Path(relpath(schema, folder)).as_posix()
    except ValueError:  # on another drive there is no way from one to the other
        return schema.name
