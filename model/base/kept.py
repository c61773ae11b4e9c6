"""What was worked out before, kept so that it is not worked out again where all that it rests on is the same."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """Results by key, each with what it was made of. Only a function of its arguments alone may be kept here."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def turn(self) -> None:
        """Begin once more: what was not asked for since the last turn is forgotten."""
        self._before, self._now = self._now, {}

    def of(self, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
        """``make(*given)``; the object of before where it was made of equal things under that key."""
        held = self._now.get(key) or self._before.get(key)
        if held is None or held[0] != given:
            held = given, make(*given)
        self._now[key] = held
        return held[1]


def made(kept: Kept | None, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
    """``make(*given)``, kept where there is something to keep it in."""
    return make(*given) if kept is None else kept.of(key, make, *given)
