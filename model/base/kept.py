"""Results that are kept, so that nothing is worked out again while what it rests on is the same."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """Results by key, each with the arguments that it came from.

    Keep only functions that depend on their arguments alone.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def turn(self) -> None:
        """Begin the next round. Results that were not asked for in the round before are dropped."""
        self._before, self._now = self._now, {}

    def of(self, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
        """``make(*given)``, or the result kept under the key where it came from equal arguments."""
        held = self._now.get(key) or self._before.get(key)
        if held is None or held[0] != given:
            held = given, make(*given)
        self._now[key] = held
        return held[1]


def made(kept: Kept | None, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
    """``make(*given)``, through ``kept`` where there is one."""
    return make(*given) if kept is None else kept.of(key, make, *given)
