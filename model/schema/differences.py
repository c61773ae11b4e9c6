"""The differences between two scenarios, in words: ``Principal ICT Officer: grade 42-45#47 becomes 42-46``."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from model.base.financial_year import in_words, read_day
from model.schema.changes.places import all_named, identity, names_of
from model.schema.changes.values import as_written
from model.schema.reading.document import Path_
from model.schema.sections.declared import Form, mark_of
from model.schema.sections.holders import PERSONAL_KEYS
from model.schema.sections.scenario import Scenario
from model.schema.sections.shape import type_at

SIDES = {"present": "Present", "proposed": "Proposed"}
WORDS = {"fte": "FTE", "lgps": "LGPS", "on_costs": "on-costs", "employer_ni_carried_forward": "employer NI", "to": "to"}
ENTRIES = ("holder", "allowance", "leaver", "virement", "move", "assumption", "note", "award", "package", "phase")
ONE_OF = {f"{word}s": word for word in ENTRIES} | {
    "published": "published figure",
    "ring_fences": "ring-fence",
    "ring_fence": "ring-fence place of",
    "prices": "prices from",
}
COUNTED = {"agreements", "actuals", "payroll"}
"""Lists of which only the number of entries is given, unless few rows differ."""
PAY_TABLES = {"own_spine", "grade_table", "by_point"}
"""Lists of points or grades. Their rows are given one by one only where few differ."""
FEW_ROWS = 12
MINUS = "\u2212"
LONGEST = 80


@dataclass(frozen=True)
class Difference:
    """One difference: its path (in the earlier scenario, where the value was removed), and each side in words.

    ``what`` names the value that differs. ``before`` and ``after`` are empty where a side has no such value.
    """

    path: Path_
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The difference as a sentence without its full stop."""
        if self.before and self.after:
            return f"{self.what} {self.before} becomes {self.after}"
        return f"{self.what} {self.before or self.after}{' removed' if self.before else ' added'}".strip()


@dataclass(frozen=True)
class Sentence(Difference):
    """Something added, deleted or moved; ``what`` is the whole sentence."""

    def __str__(self) -> str:
        """A sentence without its full stop."""
        return self.what


def scenario_differences(first: Scenario, second: Scenario) -> list[str]:
    """The differences between two loaded scenarios, a line each. A default that is stated is no difference."""
    return [str(one) for one in differences(_plain(first), _plain(second))]


def _plain(scenario: Scenario) -> dict[str, Any]:
    plain = scenario.model_dump(by_alias=True, exclude_defaults=True, exclude={"customers": {"agreements"}})
    listed = getattr(scenario.customers, "agreements", None)
    if listed is not None:
        plain["customers"] = {**plain["customers"], "agreements": listed}
    return plain


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The differences between two scenarios' values, in the order of the sections, without the history."""
    names = [name for name in Scenario.model_fields if name in before or name in after]
    names += [name for name in (*before, *after) if name not in Scenario.model_fields]
    found: list[Difference] = []
    for name in dict.fromkeys(names):
        old, new = before.get(name), after.get(name)
        if name == "history" or old is new:
            continue
        if name in SIDES and isinstance(old or [], _LIST) and isinstance(new or [], _LIST):
            found += _posts(name, old or [], new or [], _twice_named(before) | _twice_named(after))
        else:
            found += _values((name,), "", old, new)
    return found


_LIST = list | tuple


def _twice_named(data: Mapping[str, Any]) -> set[str]:
    """Titles that both a present and a proposed post have."""
    sides = (posts if isinstance(posts := data.get(side), _LIST) else () for side in SIDES)
    present, proposed = ({str(post.get("title")) for post in posts if isinstance(post, dict)} for posts in sides)
    return present & proposed


def _keyed(posts: Any) -> dict[tuple[str, int], dict[str, Any]]:
    """Each post by its id and the number of posts before it with that id, since a faulty file may repeat an id."""
    seen: Counter[str] = Counter()
    keyed = {}
    for post in posts if isinstance(posts, _LIST) else ():
        if isinstance(post, dict):
            name = str(post.get("id"))
            keyed[name, seen[name]] = post
            seen[name] += 1
    return keyed


def _posts(side: str, old: Sequence[Any], new: Sequence[Any], ambiguous: set[str]) -> Iterator[Difference]:
    before, after = _keyed(old), _keyed(new)
    old_places, places = ({id(post): place for place, post in enumerate(posts)} for posts in (old, new))
    renamed = _renamed(before, after)
    after = {renamed.get(key, key): post for key, post in after.items()}
    for key, post in before.items():
        if key not in after:
            yield Sentence((side, old_places[id(post)]), f"{SIDES[side]} post deleted: {_described(post)}")
    for key, post in after.items():
        if key not in before:
            yield Sentence((side, places[id(post)]), f"{SIDES[side]} post added: {_described(post)}")
        elif before[key] is not post:
            title = _title(before[key])
            head = f"{title} ({side})" if title in ambiguous else title
            yield from _values((side, places[id(post)]), head, before[key], post)
    yield from _moved(side, [key for key in before if key in after], [key for key in after if key in before], after)


def _renamed(before: Mapping[Any, dict], after: Mapping[Any, dict]) -> dict[Any, Any]:
    """The old key by the new key, for each post that has a new id and the same title."""
    gone = {_title(post): key for key, post in before.items() if key not in after}
    return {key: gone.pop(_title(post)) for key, post in after.items() if key not in before and _title(post) in gone}


def _moved(side: str, old: list, new: list, posts: Mapping[Any, dict]) -> Iterator[Difference]:
    """A sentence for each of the few posts whose moves turn the old order into the new one."""
    if old == new:
        return
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    stay = {new[place] for block in blocks for place in range(block.b, block.b + block.size)}
    old_places = {key: place for place, key in enumerate(old)}
    for place, key in enumerate(new):
        if key not in stay:
            words = f"{_title(posts[key])}, from place {old_places[key] + 1} to place {place + 1}"
            yield Sentence((side, place), f"{SIDES[side]} post moved: {words}")


def _title(post: Mapping[str, Any]) -> str:
    return str(post.get("title") or post.get("id") or "a post without a title")


def _described(post: Mapping[str, Any]) -> str:
    parts = [f"{key} {_shown((), post[key])}" for key in ("grade", "number", "fte") if post.get(key) is not None]
    return f"{_title(post)} ({', '.join(parts).replace('fte', 'FTE')})" if parts else _title(post)


def _values(path: Path_, head: str, old: Any, new: Any) -> Iterator[Difference]:
    """Each difference at or below a path; ``head`` names what is at the path, and is empty for a section."""
    if old is new or (type(old) is type(new) and not is_dataclass(old) and old == new):
        return
    if (path[-1] in COUNTED and not _few_rows(path, old, new)) or is_dataclass(old) or is_dataclass(new):
        yield from _counts(path, head, old, new)
    elif _either(old, new, dict):
        old, new, own = old or {}, new or {}, head or _first_up(_words(path[-1]))
        for key in dict.fromkeys((*old, *new)):
            nested = isinstance(old.get(key, new.get(key)), dict)
            yield from _values((*path, key), f"{own}, {_words(key)}" if nested else own, old.get(key), new.get(key))
    elif _either(old, new, _LIST) and all(isinstance(one, dict) for one in (*(old or ()), *(new or ()))):
        found = [*_entries(path, head, list(old or ()), list(new or ()))]
        is_long = path[-1] in PAY_TABLES and len(found) > FEW_ROWS
        yield from _counts(path, head, old, new) if is_long else found
    else:
        before, after = (_shown(path, value) for value in (old, new))
        if before != after and path[-1] in PERSONAL_KEYS:  # the words say what changed, and never the date
            yield Sentence(
                path, f"{head}: {_words(path[-1])} {'changed' if before and after else 'added' if after else 'removed'}"
            )
        elif before != after:
            what = f"{head}: {_words(path[-1])}" if head else f"{_first_up(_words(path[-1]))}:"
            yield Difference(path, what, before, after)


def _few_rows(path: Path_, old: Any, new: Any) -> bool:
    """Whether two lists have the same names in the same order, and so few of their rows differ that each is listed."""
    if not (isinstance(old, list) and isinstance(new, list)) or names_of(path, old) != names_of(path, new):
        return False
    return sum(one != other for one, other in zip(old, new, strict=True)) <= FEW_ROWS


def _either(old: Any, new: Any, kind: Any) -> bool:
    """Whether both values are of a kind, or one of them is of that kind and the other is None."""
    return all(one is None or isinstance(one, kind) for one in (old, new)) and (old is not None or new is not None)


def _entries(path: Path_, head: str, old: list[dict], new: list[dict]) -> Iterator[Difference]:
    """The differences of a list's entries, which are matched by name, or by place where they have none."""
    named = all_named(names_of(path, old)) and all_named(names_of(path, new))
    before, after = (
        {identity(path, one)[1] if named else str(place + 1): (place, one) for place, one in enumerate(side)}
        for side in (old, new)
    )
    word = ONE_OF.get(str(path[-1]), _words(path[-1]))
    for key in dict.fromkeys((*before, *after)):
        place, one = after.get(key) or before[key]
        name = identity(path, one)[0] if named else 0
        called = f"{word} {_shown((*path, place, name), one[name] if named else key)}"
        if key in before and key in after:
            own = f"{head}, {called}" if head else _first_up(called)
            yield from _values((*path, place), own, before[key][1], one)
        else:
            what = f"{head}: {called}" if head else _first_up(called)
            yield Sentence((*path, place), f"{what} {'added' if key in after else 'removed'}")


def _counts(path: Path_, head: str, old: Any, new: Any) -> Iterator[Difference]:
    if _content(old) == _content(new):
        return
    before, after = (_counted(value) for value in (old, new))
    after = f"{after}, not the same" if before == after else after
    what = f"{head}: {_words(path[-1])}" if head else f"{_first_up(_words(path[-1]))}:"
    yield Difference(path, what, before, after)


def _counted(value: Any) -> str:
    if value is None:
        return ""
    return _shown((), value) if isinstance(value, str) else f"{len(value):,} entr{'y' if len(value) == 1 else 'ies'}"


def _content(value: Any) -> Any:
    """Columns as one text, so that ``==`` gives a single answer; other values as they are."""
    if not is_dataclass(value):
        return value
    columns = [getattr(value, column.name) for column in fields(value)]
    return repr([column.tolist() if hasattr(column, "tolist") else column for column in columns])


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _words(key: Any) -> str:
    return WORDS.get(str(key), str(key).rstrip("_").replace("_", " "))


def _shown(path: Path_, value: Any) -> str:
    """A value in words; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit = _unit(path)
        if isinstance(value, float) and unit == "percentage":
            return f"{value * 100:.6g}%"
        return f"{MINUS * (value < 0)}{'£' * unit.startswith('£')}{abs(value):,.12g}"
    if isinstance(value, _LIST):
        return ", ".join(_shown(path, one) for one in value) or "nothing"
    if isinstance(value, dict):
        return f"{len(value)} keys"
    if isinstance(value, date) or re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}", str(value)):
        return _day(value)
    if isinstance(value, str) and path and isinstance(number := as_written(path, value), int | float):
        return _shown(path, number)  # a cell of a CSV file is text
    text = " ".join(str(value).split())
    text = text.replace("_", " ") if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", text) else text
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return f"“{text}”" if re.search(r"[^\W\d_] [^\W\d_]", text) and "_" not in str(value) else text


def _day(value: Any) -> str:
    try:
        return in_words(value if isinstance(value, date) else read_day(value))
    except ValueError:
        return str(value)


def _unit(path: Path_) -> str:
    """The unit of the value at a path; a bound, or a price by phase, has the unit of what it belongs to."""
    forms = [form for at in (path, path[:-1]) if at and (form := mark_of(type_at(at), Form))]
    return next((form.unit for form in forms if form.unit != "number"), "")
