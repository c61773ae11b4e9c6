"""A fault in the words of a form, for users who do not see the file: with titles of fields and words of choices.

The command line names keys, so that users can find the keys in the file. The desk gives the same faults with titles.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from model.base.faults import Fault, listed
from model.schema.reading.document import THE_KEYS, VALUES, Path_
from model.schema.sections.declared import choices_of, key_of, sections_in
from model.schema.sections.scenario import Scenario
from model.schema.sections.shape import field_at, model_at

QUOTED = re.compile(r"""('(?:[^'\\]|\\.)*'(?!\w)|"(?:[^"\\]|\\.)*")""")
"""Text in quotation marks. It is what the user typed, so its words stay."""
IN_BRACKETS, AS_IN = re.compile(r" \((\w+(?:, \w+)*)\)"), re.compile(r"(?:,|;)? as in \w+: [^\s;,.]+")
SECTION, NAME = re.compile(r"\b(the section) (\w+)"), re.compile(r"(?<!spine )\b[a-z]+(?:_[a-z]+)+\b")
OF_FILES = {
    "the id of a": "a",
    "keys and values": "several values, each in its field",
    "the unknown key": "a field that the workbook does not have:",
    "one of these keys:": "one of",
    "true or false": "yes or no",
    "a YAML file": "a scenario file",
}
"""Words that are right for a file, and what a form says instead."""
NEEDED = "This is needed."


def in_form_words(fault: Fault) -> str:
    """The words of a fault, as :attr:`Fault.said` gives them, without mention of the file."""
    if fault.found == "nothing" and (field := field_at(fault.path) if fault.path else None) and field.is_required():
        return NEEDED
    expected = _choices(fault) or _plain(fault.expected, fault.path)
    nearest = _title(fault.nearest, fault.path) if fault.nearest else ""
    hint = f" Did you mean {nearest}?" if nearest else ""
    found = {"true": "yes", "false": "no"}.get(fault.found.lower()) or _plain(fault.found, fault.path)
    of_keys = fault.found.startswith(THE_KEYS) or fault.found.endswith(VALUES)  # all of an entry, which is in sight
    return f"{'' if of_keys else f'found {found}; '}expected {expected}.{hint}"


def place_in_form_words(path: Path_) -> str:
    """The place of a value by titles, counting from one: ``proposed post 3, number of posts``."""
    words: list[str] = []
    for number, step in enumerate(path):
        if isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        else:
            field = field_at(path[: number + 1])
            is_named = field and (number or len(path) == 1)
            words.append(lowered(str(field.title)) if field and is_named else step.replace("_", " "))
    return ", ".join(words) or "the scenario"


def faults_in_form_words(faults: Iterable[Fault]) -> list[str]:
    """Faults of a file that can't be opened, a line each: its place in the file, and what is wrong."""
    return [
        f"{fault.file.rpartition('/')[2]}, {fault.cell or f'line {fault.line}'}: "
        f"{place_in_form_words(fault.path) if fault.path else fault.where}: {in_form_words(fault)}"
        for fault in faults
    ]


def as_on_a_form(text: Any) -> Any:
    """A text whose keys in brackets, such as ``(trading, capacity)``, become titles; other values as they are."""

    def titled(found: re.Match[str]) -> str:
        path = tuple(found[1].split(", "))
        if field_at(path) is None:
            return found[0]
        section, _, key = place_in_form_words(path).partition(", ")
        return f" ({': '.join(filter(None, (section, key)))})"

    return IN_BRACKETS.sub(titled, text) if isinstance(text, str) else text


def lowered(title: str) -> str:
    """A title inside a sentence: ``number of posts``; ``FTE`` and ``NI`` keep their capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _choices(fault: Fault) -> str:
    """The words of the choices, for a fault that expected a choice; empty for other faults."""
    field = field_at(fault.path) if fault.path else None
    choices = choices_of(field) if field else {}
    if not choices or fault.expected != listed([*choices]):
        return ""
    words = [*choices.values()]
    return f"one of these: {'; '.join(words)}" if any("," in word for word in words) else listed(words)


def _plain(text: str, path: Path_) -> str:
    return "".join(part if number % 2 else _plain_part(part, path) for number, part in enumerate(QUOTED.split(text)))


def _plain_part(text: str, path: Path_) -> str:
    def titled(found: re.Match[str]) -> str:
        title = _title(found[0], path)
        return found[0].replace("_", " ") if title == found[0] else f"\u201c{title}\u201d"

    if path[-1:] == ("spine",):  # the names of spines, which are typed as they are
        return text
    text = AS_IN.sub("", text)
    text = IN_BRACKETS.sub(lambda found: "" if {*found[1].split(", ")} <= {*titles()} else found[0], text)
    text = SECTION.sub(lambda found: f"{found[1]} \u201c{_title(found[2], ())}\u201d", text)
    for of_file, of_form in OF_FILES.items():
        text = text.replace(of_file, of_form)
    return NAME.sub(titled, text)


def _title(key: str, path: Sequence[str | int]) -> str:
    """The title of a key, if possible in the section around ``path``; or the words of a choice; or ``key`` itself."""
    of_path = _titles_of(model_at(path[:-1])) if path and isinstance(path[0], str) else {}
    return of_path.get(key) or titles().get(key) or _words().get(key) or key


@cache
def _titles_of(model: type[BaseModel]) -> dict[str, str]:
    return {key_of(name, field): str(field.title) for name, field in model.model_fields.items()}


@cache
def titles() -> dict[str, str]:
    """The title of every key of a scenario; of a key in several sections, the title in the first."""
    return _of_all(_titles_of)


@cache
def _words() -> dict[str, str]:
    """The words of every choice, by the choice as a file has it."""
    return _of_all(lambda model: {k: v for field in model.model_fields.values() for k, v in choices_of(field).items()})


def _of_all(names: Callable[[type[BaseModel]], dict[str, str]]) -> dict[str, str]:
    return {key: word for model in reversed([*_sections(Scenario, set())]) for key, word in names(model).items()}


def _sections(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """A section and every section within it, once each."""
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for section in sections_in(field):
            yield from _sections(section, seen)
