"""Slow work for the page, in its own thread: what it is, how far it has got, and a way to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from time import sleep
from typing import Any

AT_REST = 0.15
"""Seconds without a new request before the last one is worked out, so that a moving slider need not wait."""


class Stopped(Exception):
    """Somebody has ended the work."""


@dataclass
class Work:
    """Does work in the background, one piece at a time.

    ``said`` is a sentence on the progress of the present piece, or on how the last piece ended.
    """

    going: bool = False
    said: str = ""
    _stopping: bool = False

    def start(self, title: str, do: Callable[[Callable[[str], None]], str], show: Callable[[], None]) -> None:
        """Start work in the background if none is being done. ``do`` is given a function to call at each step.

        ``do`` returns a sentence for the page. ``show`` is called at each step that changes ``said``, and at the end.
        """
        if self.going:
            return
        self.going, self.said, self._stopping = True, f"{title} \u2026", False
        Thread(target=self._run, args=(title, do, show), daemon=True).start()

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._stopping = True

    def _run(self, title: str, do: Callable[[Callable[[str], None]], str], show: Callable[[], None]) -> None:
        def step(label: str) -> None:
            if self._stopping:
                raise Stopped
            said = f"{title}: {label} \u2026"
            if said != self.said:
                self.said = said
                show()

        try:
            self.said = do(step)
        except Stopped:
            self.said = f"{title}: stopped."
        except Exception as trouble:  # nobody sees a thread's own error
            self.said = f"\u26a0 {title}: that could not be done ({type(trouble).__name__}: {trouble})."
        self.going = False
        show()


@dataclass
class Latest:
    """Works out, in its own thread, only the last request; earlier requests that have not started are dropped."""

    found: tuple[Any, Any] = (None, None)
    """The key and the result of the last request that was worked out; the result is an exception where it failed."""
    _wanted: tuple[Any, Callable[[], Any], Callable[[], None]] | None = None
    _thread: Thread | None = None

    def want(self, key: Any, make: Callable[[], Any], done: Callable[[], None]) -> bool:
        """Whether the result is ready; if not, it is made in the background, and then ``done`` is called."""
        if self.found[0] == key:
            return True
        self._wanted = key, make, done
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()
        return False

    @property
    def going(self) -> bool:
        """Whether something is being worked out."""
        return self._wanted is not None

    def _run(self) -> None:
        while wanted := self._wanted:
            sleep(AT_REST)
            if self._wanted is not wanted:
                continue
            key, make, done = wanted
            try:
                found = make()
            except Exception as trouble:  # it is shown: nobody sees a thread's own error
                found = trouble
            if self._wanted is wanted:
                self.found, self._wanted = (key, found), None
                done()
