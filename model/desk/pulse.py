"""A regular message from the kernel, sent by a thread, so that the page knows it is running while it works."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

EVERY = 0.3
SILENCE = 20
"""Seconds without a message from any page, after which the beat stops, so that a kernel nobody uses may be ended."""


class Pulse:
    """Calls ``beat`` every ``every`` seconds while a page is being served, and for SILENCE seconds after that."""

    def __init__(self, beat: Callable[[], None], every: float = EVERY):
        self._beat, self._every, self._heard, self._thread = beat, every, monotonic(), None
        self._at_work = 0

    def heard(self) -> None:
        """Note that a page has sent something."""
        self._heard = monotonic()
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Keep telling pages that the kernel is alive, while it does work that a page asked for."""
        self._at_work += 1
        self.heard()
        try:
            yield
        finally:
            self._at_work -= 1
            self.heard()

    def _run(self) -> None:
        while self._at_work or monotonic() - self._heard < SILENCE:
            self._beat()
            sleep(self._every)
