"""Saving a draft: whole or not at all, never over another user's change, and with a record of who, when and why."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, listed
from model.base.financial_year import in_words
from model.base.put_together import put_together
from model.base.whole_file import written_beside
from model.control.lock import SAVED, alone_at
from model.desk.list_rows import CantCarry
from model.desk.lists_beside import Staged, changed_lists
from model.desk.loaded import Loaded, fingerprint, is_flat
from model.schema.changes.as_text import as_text
from model.schema.changes.values import as_written, value_at, with_value
from model.schema.differences import Difference
from model.schema.reading.document import Path_, is_workbook, read_text
from model.schema.reading.encoding import in_utf8
from model.schema.sections.shape import field_at
from model.schema.workbook.reading import read_workbook

WAIT = 2
"""Seconds that a page waits to save while somebody else is at work on the scenario."""
MOST_LINES = 40
"""The most changes, besides those of assumptions, that the history lists. If there are more, they are counted."""


NOT_ASSUMED = {"format", "title", "authority", "reference", "summary", "dates", "present", "proposed", "budget"}
NOT_ASSUMED |= {"published", "reconcile", "assumptions", "notes", "history"}
"""Sections of facts, posts and words. A value that is changed in any other section is an assumption."""
WORDS_ONLY = {"reason", "source", "evidence", "note", "text", "title", "are"}


def asks_reason(path: Path_) -> bool:
    """Whether the value at a path is an assumption, which is changed only with a reason."""
    return path[0] not in NOT_ASSUMED and path[-1] not in WORDS_ONLY


def reason_in(data: dict[str, Any], path: Path_) -> str:
    """The reason or source inside a section or an entry, or shared by all entries of a list; else empty."""
    new = value_at(data, path)
    if isinstance(new, list):
        of_entries = {reason_in(data, (*path, number)) for number in range(len(new))}
        return of_entries.pop() if len(of_entries) == 1 else ""
    return str(new.get("reason") or new.get("source") or "") if isinstance(new, dict) else ""


class ReasonsMissing(Exception):
    """Changed assumptions have no reason. Nothing was written."""

    def __init__(self, missing: Sequence[Difference]):
        self.missing = tuple(missing)
        why = "; ".join(map(str, self.missing))
        super().__init__(f"Nothing was saved. Say why each assumption was changed. No reason is given for this: {why}.")


class ChangedElsewhere(Exception):
    """The file is not the one that was loaded: someone else changed or replaced it. Nothing was written."""

    def __init__(self, path: Path, said: str):
        self.path = path
        super().__init__(f"{path.name} {said} Nothing was saved.")


class AlreadyThere(ChangedElsewhere):
    """Another file is already at the place where this one was to be saved. Nothing was written."""


class NotSaved(Exception):
    """The text to be written does not read back as the same values. Nothing was written."""


def saving(
    data: dict[str, Any],
    author: str,
    today: date,
    found: Sequence[Difference],
    assumptions: Sequence[tuple[Difference, str]],
) -> dict[str, Any]:
    """The values with one more entry under ``history``: each assumption with its reason, then the other changes.

    A source beside a changed assumption is that of the earlier value. Words that say this are added to the source.
    Where nothing was changed, the values are returned as they are.
    """
    if not found:
        return data
    told = {one.path for one in found}
    for one, reason in assumptions:
        if (*one.path[:-1], "source") not in told:
            data = _with_its_source(data, one, reason, author.strip() or "not stated", today)
    changes = []
    for one, reason in assumptions:
        parts = {"what": one.what.rstrip(":"), "from": one.before, "to": one.after, "reason": reason}
        changes.append({key: text for key, text in parts.items() if text})
    assumed = [one for one, _ in assumptions]
    others = [str(one) for one in found if one not in assumed]
    if len(others) > MOST_LINES:
        others = [f"{len(others)} changes to posts and other facts"]
    changes += [{"what": other} for other in others]
    entry = {"author": author.strip() or "not stated", "date": today.isoformat(), "changes": changes}
    history = data.get("history")
    return {**data, "history": [*(history if isinstance(history, list) else []), entry]}


def _with_its_source(
    data: dict[str, Any], changed: Difference, reason: str, author: str, today: date
) -> dict[str, Any]:
    beside = (*changed.path[:-1], "source")
    stood = value_at(data, beside)
    if not (isinstance(stood, str) and changed.before and changed.after and reason):
        return data
    source = f"{reason.rstrip('.')} (changed from {changed.before} by {author}, {in_words(today)}; until then: {stood})"
    data = with_value(data, beside, source)
    why = (*changed.path[:-1], "reason")
    return with_value(data, why, reason) if value_at(data, why) else data


def write_draft(loaded: Loaded, data: dict[str, Any], target: Path, over: str = "", *, moved: bool = False) -> None:
    """Write edited values to a new file beside ``target``, read that file back, and then replace ``target`` with it.

    Args:
        loaded: the file that the values were loaded from.
        data: the values.
        target: the path of the file to write.
        over: the SHA-256 of another file at ``target`` that is to be replaced; if left out, no other file is replaced.
        moved: whether the files that the scenario names are beside ``target`` too.

    Raises:
        ChangedElsewhere: a file that was loaded has changed since.
        AlreadyThere: a file other than ``over`` is at ``target``.
        NotSaved: the text would not read back as the same values, or the files it names are not beside ``target``.
        AtWork: somebody else saves, signs or clears the scenario at ``target``.
    """
    elsewhere = target.resolve().parent != loaded.path.resolve().parent
    if elsewhere and not moved and len(loaded.fingerprints) > 1:
        raise NotSaved(f"{loaded.path.name} names files that are beside it, so save the scenario in the same folder.")
    with alone_at(target, SAVED, WAIT):
        _write(loaded, data, target, over)


def _write(loaded: Loaded, data: dict[str, Any], target: Path, over: str) -> None:
    own = is_same_file(target, loaded.path)
    _unchanged(loaded, target, own, over)
    try:
        lists, saved = changed_lists(loaded, data, target, own=own), loaded.as_saved(data)
        for file in lists:
            saved = with_value(saved, file.at, file.name)
            if not own and file.path.exists():
                raise AlreadyThere(file.path, "is already there, and the changed list would be saved to it.")
        with Staged(lists, target) as staged:
            _put(loaded, saved, target, over, staged)
    except CantCarry as why:
        raise NotSaved(f"Nothing was saved. {why}.") from None


def _put(loaded: Loaded, saved: dict[str, Any], target: Path, over: str, staged: Staged) -> None:
    own = is_same_file(target, loaded.path)
    for content in _contents(loaded, saved, target):
        written = written_beside(target, content, like=loaded.path)
        try:
            if _reads_back(content, target, saved):
                _unchanged(loaded, target, own, over)
                put_together(target, {**staged.ready, target: written})
                return
        finally:
            written.unlink(missing_ok=True)
    raise NotSaved(
        f"What was to be written to {target.name} would not read back as the same values. Nothing was saved."
    )


def copied_beside(loaded: Loaded, folder: Path) -> None:
    """Copy the files that a scenario names into another folder. Raises AlreadyThere where a file there differs."""
    files = [file for file in loaded.fingerprints if file != loaded.path]
    places = {file: folder / file.resolve().relative_to(loaded.path.parent.resolve()) for file in files}
    for file, place in places.items():
        if place.exists() and fingerprint(place) != fingerprint(file):
            raise AlreadyThere(place, f"is already in {folder}, and differs from the file of that name here.")
    for file, place in places.items():
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            written_beside(place, file.read_bytes(), like=file).replace(place)


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file. On some disks they do although their capitals differ."""
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


def _unchanged(loaded: Loaded, target: Path, own: bool, over: str) -> None:
    other = loaded.changed_on_disk()
    if other is not None and (own or other != loaded.path):
        gone = "is no longer there." if not other.is_file() else "was changed by someone else since it was loaded."
        raise ChangedElsewhere(other, gone)
    if not own and target.exists() and (not over or fingerprint(target) != over):
        raise AlreadyThere(target, "is already there.")


def _contents(loaded: Loaded, data: dict[str, Any], target: Path) -> Iterator[bytes]:
    """The possible contents of ``target``, a workbook or a text file; those most like the loaded file come first."""
    own_workbook = is_workbook(loaded.path)
    if is_workbook(target):
        from model.rates.tables import load_rates
        from model.schema.workbook.updating import updated
        from model.schema.workbook.writing import workbook_of

        yield updated(loaded.text, data) if own_workbook else workbook_of(data, load_rates(), date.today())
        return
    raw = b"" if own_workbook else loaded.text
    bom, newline = raw.startswith(b"\xef\xbb\xbf"), "\r\n" if b"\r\n" in raw else "\n"
    before = raw.decode("utf-8-sig").replace("\r\n", "\n")
    for text in as_text(before, {} if own_workbook else loaded.written, data):
        with suppress(UnicodeEncodeError):
            yield text.replace("\n", newline).encode("utf-8-sig" if bom else "utf-8")


def _reads_back(content: bytes, target: Path, data: dict[str, Any]) -> bool:
    try:
        if is_workbook(target):
            return read_workbook(content, target.name)[0].data == data
        return read_text(in_utf8(content, target.name), target.name).data == data
    except InputFaults:
        return False


def of_lists(loaded: Loaded, data: dict[str, Any], others: Iterable[Path] = ()) -> list[str]:
    """A sentence for each changed list in a file beside the scenario: where it is saved, and which others use the file.

    ``others`` are the other scenarios of the folder.
    """
    own, said = loaded.path.name, []
    before = loaded.before(loaded.written, data)
    for at, name in loaded.lists(data).items():
        rows, title = value_at(data, at), _title(at)
        if not is_flat(rows):
            said.append(
                f"The {title} were in {name}. What was added does not fit in the rows of that file, so Save writes the "
                f"{title} into {own}. {name} is unchanged and is no longer used."
            )
        elif rows != as_written(at, value_at(before, at)):
            file = Path(name.partition("#")[0]).name.encode()
            also = [other.name for other in others if other != loaded.path and file in other.read_bytes()]
            readers = f" {listed(also, 'and')} {'uses' if len(also) == 1 else 'use'} that file too." if also else ""
            said.append(f"The {title} are in {name}, a file beside {own}: Save writes them there.{readers}")
    for at in sorted(loaded.here):
        name = value_at(loaded.written, at)
        said.append(f"The {_title(at)} were in {name}. Save writes them into {own}, and {name} is no longer used.")
    return said


def _title(at: Path_) -> str:
    return str(getattr(field_at(at), "title", at[-1])).lower()


def words_outdated(data: dict[str, Any], found: Sequence[Difference]) -> list[str]:
    """A sentence for each assumption or note whose text still gives a date that has since been changed."""
    said = [one for key in ("assumptions", "notes") for one in data.get(key) or () if isinstance(one, dict)]
    return [
        f"{one.what} is now {one.after}, but the file still has this text, which is to be mended: {each['text']}"
        for one in found
        if one.path[0] == "dates" and one.before
        for each in said
        if one.before in str(each.get("text"))
    ]
