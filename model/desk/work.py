"""Slow work for the page, in a thread of its own: what it is, how far it is, and a way to end it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any


class Stopped(Exception):
    """Somebody has ended the work."""


@dataclass
class Work:
    """One piece of work at a time. ``said`` is how it goes, in a sentence, and how it ended."""

    going: bool = False
    said: str = ""
    number: int = 0
    """How many steps are done."""
    _stopping: bool = False

    def start(self, desk: Any, title: str, do: Callable[[Callable[[str], None]], str]) -> None:
        """Do something apart, where nothing is being done. ``do`` is given what it calls at each step.

        It returns a sentence for the page. The page is told of each step at which the words change.
        """
        if self.going:
            return
        self.going, self.said, self.number, self._stopping = True, f"{title} \u2026", 0, False
        Thread(target=self._run, args=(desk, title, do), daemon=True).start()

    def stop(self) -> None:
        """End the work at its next step."""
        self._stopping = True

    def _run(self, desk: Any, title: str, do: Callable[[Callable[[str], None]], str]) -> None:
        def step(label: str) -> None:
            if self._stopping:
                raise Stopped
            self.number += 1
            said = f"{title}: {label} \u2026"
            if said != self.said:
                self.said = said
                desk.refresh()

        try:
            self.said = do(step)
        except Stopped:
            self.said = f"{title}: stopped."
        except Exception as trouble:  # nobody sees a thread's own error
            self.said = f"\u26a0 {title}: that could not be done ({type(trouble).__name__}: {trouble})."
        self.going = False
        desk.refresh()
