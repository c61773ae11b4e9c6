"""The steps of a draft, for undo and redo."""

from typing import Any

from model.schema.reading.document import Path_

Step = tuple[dict[str, Any], frozenset[Path_]]
"""The draft's values, and the path of each list from another file that is to be written in the scenario's own file."""


class Steps:
    """The steps back and forward from the present state of a draft."""

    def __init__(self) -> None:
        self.back: list[Step] = []
        self.forth: list[Step] = []

    def leave(self, now: Step, *, merge: bool) -> None:
        """Record a step away from the state ``now``. With ``merge``, this step and the last one are undone together."""
        if not (merge and self.back):
            self.back.append(now)
        self.forth.clear()

    def with_history(self, history: dict[str, Any]) -> None:
        """Put the saved history of the file into every step."""
        for steps in (self.back, self.forth):
            steps[:] = [({**past, **history}, here) for past, here in steps]
