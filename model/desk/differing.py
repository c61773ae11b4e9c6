"""The differences between a draft and its file as loaded, and the reasons that are needed to save it."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from model.desk.loaded import Loaded
from model.desk.save import asks_reason, of_lists, reason_in, words_outdated
from model.schema.changes.values import value_at
from model.schema.differences import Difference, differences
from model.schema.reading.document import Path_


class Differing:
    """The values being edited, compared with the saved values. Both include those of files beside the scenario."""

    _loaded: Loaded
    _data: dict[str, Any]
    _saved: dict[str, Any]
    _reasons: dict[Path_, str]

    @cached_property
    def _differences(self) -> list[Difference]:
        return differences(self._loaded.before(self._saved, self._data), self._data)

    @property
    def differences(self) -> list[str]:
        """The differences from the file as loaded, in words."""
        return [str(one) for one in self._differences]

    @property
    def assumptions_changed(self) -> list[tuple[Difference, str]]:
        """Each assumption that was changed since the file was loaded, with its reason; empty where none was given."""
        asked = (one for one in self._differences if asks_reason(one.path) and not self._is_first(one))
        return [(one, self._reason(one.path)) for one in asked]

    @property
    def reasons_missing(self) -> list[Difference]:
        """Changed assumptions without a reason: until each has one, nothing is saved."""
        return [one for one, reason in self.assumptions_changed if not reason]

    def of_lists(self, others: Iterable[Path] = ()) -> list[str]:
        """A sentence for each changed list beside the scenario, with the list's file and the ``others`` that use it."""
        return of_lists(self._loaded, self._data, others)

    @property
    def words_outdated(self) -> list[str]:
        """A sentence for each assumption or note that still names the former day of a changed date."""
        return words_outdated(self._data, self._differences)

    def _is_first(self, added: Difference) -> bool:
        """Whether a difference only adds a value to an entry that already has a source, so no assumption changes."""
        entry = added.path[:-1]
        return not added.before and bool(reason_in(self._saved, entry)) and bool(reason_in(self._data, entry))

    def _reason(self, path: Path_) -> str:
        """The reason given at a path or above it; else a changed reason beside the value; else one inside the value."""
        around = (path[:end] for end in range(len(path), 0, -1))
        given = next((self._reasons[at] for at in around if self._reasons.get(at)), "")
        beside = (*path[:-1], "reason")
        changed = value_at(self._data, beside) != value_at(self._saved, beside)
        return given or (str(value_at(self._data, beside) or "") if changed else "") or reason_in(self._data, path)
