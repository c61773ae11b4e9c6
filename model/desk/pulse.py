"""The beat by which the page knows that the kernel lives, also while it works out figures: a thread sends it."""

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

EVERY = 0.3
SILENCE = 30
"""Seconds: after so long without a word from any page nobody listens, and a kernel that was left may be ended."""


class Pulse:
    """Calls ``beat`` every :data:`EVERY` seconds for as long as a page has been heard of lately."""

    def __init__(self, beat: Callable[[], None]):
        self._beat, self._heard, self._thread = beat, monotonic(), None

    def heard(self) -> None:
        """A page spoke."""
        self._heard = monotonic()
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while monotonic() - self._heard < SILENCE:
            self._beat()
            sleep(EVERY)
