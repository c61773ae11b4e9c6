"""A draft: a scenario file being edited, with undo, faults, the last good figures, and saving. It has no widget.

Edits change the plain values of the file, by their paths; the draft is not a second schema. Every edit is validated and
costed at once. An invalid edit raises nothing: its faults are kept, each with the path of its value, and the last good
assessment stays, marked stale with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment
from model.base.faults import Fault
from model.desk.differing import Differing
from model.desk.figures import Figures
from model.desk.loaded import Loaded
from model.desk.save import (
    ReasonsMissing,
    copied_beside,
    saving,
    write_draft,
)
from model.desk.steps import Step, Steps
from model.desk.structure import copied, edited, moved, new_post, posts_of, with_posts
from model.rates.tables import Rates, load_rates
from model.schema.changes.change import without_entry
from model.schema.changes.values import value_at
from model.schema.load import faults_of
from model.schema.reading.document import Document, Path_


class Draft(Differing):
    """A scenario file being edited. Open one with :meth:`open`; never change ``data`` in place."""

    def __init__(self, loaded: Loaded, rates: Rates):
        self._loaded, self._figures = loaded, Figures(rates)
        self._data = self._saved = loaded.start
        self._steps = Steps()
        self._reasons: dict[Path_, str] = {}
        self._watching: list[Callable[[], None]] = []
        self._typing: Path_ | None = None
        self._work_out()

    @classmethod
    def open(cls, path: Path | str, rates: Rates | None = None) -> "Draft":
        """Open a scenario file. A faulty one opens too, with its faults; raises InputFaults only if it is not YAML."""
        return cls(Loaded.read(Path(path)), rates or load_rates())

    @property
    def path(self) -> Path:
        """The file that the draft was loaded from, or saved to last."""
        return self._loaded.path

    @property
    def data(self) -> dict[str, Any]:
        """The values as written: keys with text, numbers and lists. Posts from another file are here as a list."""
        return self._data

    @property
    def changed(self) -> bool:
        """Whether there are edits that are not saved."""
        return self._data != self._saved or bool(self.here)

    @property
    def here(self) -> frozenset[Path_]:
        """The path of each list that is in another file and is to be moved into the scenario's own file."""
        return self._loaded.here

    def value(self, path: Path_) -> Any:
        """The value written at a path, such as ('proposed', 2, 'grade'); None where there is none."""
        return value_at(self._data, tuple(path))

    def posts(self, side: str) -> list[Any]:
        """The posts of a side, ``present`` or ``proposed``; empty where the file of the posts can't be read."""
        return posts_of(self._data, side)

    def edit(self, path: Path_ | str, value: Any, reason: str = "", typing: bool = False) -> None:
        """Write a value at a path, or at a place such as ``proposed.principal.grade``; None or no text removes the key.

        A place may be in a file beside the scenario. Raises InputFaults where there is no such place.
        Every edit is one step of undo. With ``typing``, edits of one path that follow each other are one step, so that
        a word typed letter by letter is undone at once. The reason is recorded when the draft is saved.
        """
        data, path, value = self._loaded.placed(self._data, path, value)
        if reason:
            self._reasons[path] = reason
        self._step(edited(data, path, value), merge=typing and self._typing == path)
        self._typing = path if typing else None

    def write_here(self, path: Path_) -> None:
        """Move the rows of the file named at a path into the scenario's file; no change where they can't be read."""
        data = self.in_sheet(path)
        if isinstance(value_at(data, path), list):
            self._step(data, here=self.here | {path})

    def write_beside(self, path: Path_) -> None:
        """Move a list back to the file that it was in, as one step of undo."""
        self._step(self._data, here=self.here - {path})

    def give_reason(self, path: Path_, reason: str) -> None:
        """Record why an assumption was changed; this is not a step of undo. Empty text removes the reason."""
        self._reasons[tuple(path)] = reason
        self._tell()

    def add_post(self, side: str, values: dict[str, Any] | None = None, at: int | None = None) -> int:
        """Add a post with an id of its own, at the end or at the place ``at``. Returns the post's place."""
        posts = self.posts(side)
        at = len(posts) if at is None else max(0, min(at, len(posts)))
        self._step(with_posts(self._data, side, [*posts[:at], new_post(self._data, side, values), *posts[at:]]))
        return at

    def delete_post(self, side: str, i: int) -> None:
        """Delete the post at a place. Present posts that led only to that post are then without a destination."""
        self._step(without_entry(self._data, (side, range(len(self.posts(side)))[i])))

    def copy_post(self, side: str, i: int) -> int:
        """Copy the post at a place, without its holders, to the next place. Returns that place."""
        posts = self.posts(side)
        self._step(with_posts(self._data, side, [*posts[: i + 1], copied(self._data, side, i), *posts[i + 1 :]]))
        return i + 1

    def move_post(self, side: str, i: int, to: int) -> None:
        """Move the post at one place to another."""
        self._step(with_posts(self._data, side, moved(self.posts(side), i, to)))

    def go_to(self, data: dict[str, Any]) -> None:
        """Replace the values with others made from them, as one step of undo."""
        self._step(data)

    def lay(self, changes: Mapping[str, Any], reason: str = "") -> None:
        """Change the values at places as one step of undo, with one reason for all of them. Raises InputFaults."""
        data, paths = self._loaded.with_places(self._data, changes)
        self._reasons |= dict.fromkeys(paths, reason) if reason else {}
        self._step(data)

    def another(self) -> "Draft":
        """A copy of the draft, with the same values and reasons, to be saved as a file of its own."""
        other = Draft(self._loaded, self._figures.rates)
        other._data, other._reasons = self._data, dict(self._reasons)
        return other

    def faults_with(self, side: str, posts: Sequence[dict[str, Any]], read: Document) -> list[Fault]:
        """The faults that ``posts`` would have as the posts of a side, by all rules of a scenario file.

        ``read`` has the posts' lines in the file that they were read from.
        """
        found = faults_of(self._loaded.document_with(self._data, side, posts, read), self._figures.rates)
        return [fault for fault in found if fault.path[:1] == (side,) and len(fault.path) > 1]

    def replace_posts(self, side: str, posts: Sequence[dict[str, Any]], keep: Sequence[Any] = ()) -> None:
        """Replace all posts of a side with ``keep`` and, after those, the new ``posts``, as one step."""
        data = with_posts(self._data, side, list(keep))
        for post in posts:
            data = with_posts(data, side, [*posts_of(data, side), new_post(data, side, post)])
        self._step(data)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._steps.back)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._steps.forth)

    def undo(self) -> None:
        """Undo the last step; no change where there is none."""
        self._to_and_fro(self._steps.back, self._steps.forth)

    def redo(self) -> None:
        """Do again the step that was undone last; no change where there is none."""
        self._to_and_fro(self._steps.forth, self._steps.back)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault of the draft as it is now."""
        return self._figures.faults

    @property
    def faults_at(self) -> dict[Path_, list[Fault]]:
        """The faults of each value, by its path; faults of the whole scenario, or of another file, are at ()."""
        return self._figures.faults_at

    @property
    def assessment(self) -> Assessment | None:
        """The last good assessment; None where there has been none."""
        return self._figures.assessment

    @property
    def stale(self) -> bool:
        """Whether the draft has faults, so that the assessment is of an earlier state."""
        return bool(self._figures.faults)

    @property
    def why_stale(self) -> str:
        """A sentence that says why the assessment is stale; empty where it is not."""
        return self._figures.why_stale

    def in_sheet(self, at: Path_) -> dict[str, Any]:
        """The values, with the name of a file at a path replaced by the rows of that file."""
        return self._loaded.in_place(self._data, at)

    def file_of(self, at: Path_) -> str:
        """The file to which the list at a path is saved; empty for the scenario's own file."""
        name = value_at(self._data, at)
        return name if isinstance(name, str) else self._loaded.lists(self._data).get(at, "")

    def save(self, path: Path | str | None = None, *, author: str, today: date | None = None, over: str = "") -> Path:
        """Save to the file loaded, or to another, with author, date and changes added under ``history``.

        A draft with faults can be saved and opened again, but not cleared. ``over`` is the fingerprint of another
        file to replace at ``path``. Raises ChangedElsewhere where a file is no longer the one loaded; AlreadyThere if
        another file at ``path`` does not have the fingerprint ``over``; ReasonsMissing where a changed assumption has
        no reason; NotSaved where the new file would not read back as the same values. In each case nothing is written.
        """
        if self.reasons_missing:
            raise ReasonsMissing(self.reasons_missing)
        target = Path(path) if path is not None else self.path
        data = saving(self._data, author, today or date.today(), self._differences, self.assumptions_changed)
        write_draft(self._loaded, data, target, over)
        self._go_on_from(Loaded.read(target), data, data)
        self._reasons.clear()
        self._tell()
        return target

    def keep_over(self) -> None:
        """Keep the draft's values, as changes to the file that somebody else has saved in the meantime."""
        loaded = Loaded.read(self.path)
        theirs = {key: value for key, value in loaded.start.items() if key == "history"}
        self._go_on_from(loaded, {**self._data, **theirs}, loaded.start)
        self._tell()

    def _go_on_from(self, loaded: Loaded, data: dict[str, Any], saved: dict[str, Any]) -> None:
        """Continue from another loaded file; its history is put into every step of undo."""
        self._steps.with_history({key: value for key, value in data.items() if key == "history"})
        self._loaded, self._data, self._saved = loaded, data, saved
        self._work_out()

    def copy_as(self, path: Path | str) -> Path:
        """Write the draft to a new file. If it is in another folder, the files that the draft names are copied too."""
        copied_beside(self._loaded, Path(path).parent)
        write_draft(self._loaded, self._data, Path(path), moved=True)
        return Path(path)

    @property
    def loaded(self) -> Loaded:
        """The file as it was loaded, or last saved."""
        return self._loaded

    @property
    def reasons(self) -> dict[Path_, str]:
        """The reason given for each changed value that is not saved, by its path."""
        return dict(self._reasons)

    def take_up(
        self, data: dict[str, Any], reasons: dict[Path_, str], of: str, here: frozenset[Path_] = frozenset()
    ) -> None:
        """Continue with values and reasons that were kept elsewhere, as one step of undo.

        ``of`` is the fingerprint that the file had when these changes to it began. Where the file has changed since,
        the desk says that someone else changed it, and never writes over it.
        """
        self._reasons |= reasons
        self._loaded.fingerprints[self.path] = of
        self._step(data, here=here)

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback``, with no argument, after every change. Returns a function that ends this."""
        self._watching.append(callback)
        return lambda: self._watching.remove(callback)

    def _step(self, data: dict[str, Any], merge: bool = False, here: frozenset[Path_] | None = None) -> None:
        self._typing = None
        here = frozenset(at for at in (self.here if here is None else here) if isinstance(value_at(data, at), list))
        if data == self._data and here == self.here:
            return
        self._steps.leave((self._data, self.here), merge=merge)
        self._data, self._loaded.here = data, here
        self._work_out()
        self._tell()

    def _to_and_fro(self, back: list[Step], forth: list[Step]) -> None:
        self._typing = None
        if back:
            forth.append((self._data, self.here))
            self._data, self._loaded.here = back.pop()
            self._work_out()
            self._tell()

    def _work_out(self) -> None:
        self.__dict__.pop("_differences", None)
        self._figures.work_out(*self._loaded.document(self._data))

    def _tell(self) -> None:
        for callback in tuple(self._watching):
            callback()
