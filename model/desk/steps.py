"""The steps of a draft: what undo goes back to, and what is done again after it."""

from typing import Any

from model.schema.reading.document import Path_

Step = tuple[dict[str, Any], frozenset[Path_]]
"""The values, and which lists of files beside the scenario are written in it instead."""


class Steps:
    """Steps back and forth from where a draft is now."""

    def __init__(self) -> None:
        self.back: list[Step] = []
        self.forth: list[Step] = []

    def leave(self, now: Step, *, merge: bool) -> None:
        """Another step is taken from ``now``; merged, undo goes back to before the last one."""
        if not (merge and self.back):
            self.back.append(now)
        self.forth.clear()

    def with_history(self, history: dict[str, Any]) -> None:
        """What was saved of the file's history is that of every step."""
        for steps in (self.back, self.forth):
            steps[:] = [({**past, **history}, here) for past, here in steps]
