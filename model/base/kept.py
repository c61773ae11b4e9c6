"""Results that are kept, so that nothing is worked out again while its arguments are the same."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

Made = TypeVar("Made")
Given = Mapping[str, tuple[Any, ...]]
"""The arguments for each post or other thing, by its name."""


class Kept:
    """Results by function and key, each with the arguments from which the function worked it out.

    Keep only the results of functions that depend on nothing but their arguments.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[Any, Any]] = {}
        self._now: dict[Hashable, tuple[Any, Any]] = {}

    def turn(self) -> None:
        """Begin the next round. Results that nothing asked for in the round now ending are dropped."""
        self._before, self._now = self._now, {}

    def of(self, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
        """The result kept under the key, if its arguments were equal to these; else ``make(*given)``."""
        of = make, key
        held = self._now.get(of) or self._before.get(of)
        if held is None or held[0] != given:
            held = given, make(*given)
        self._now[of] = held
        return held[1]

    def of_each(self, key: Hashable, make: Callable[..., Made], given: Given) -> dict[str, Made]:
        """The result of ``make`` for each name. It is worked out again only where the arguments have changed."""
        of = make, key
        before, known = self._now.get(of) or self._before.get(of) or ({}, {})
        if given != before or [*given] != [*before]:  # the order too
            known = {name: known[name] if before.get(name) == one else make(*one) for name, one in given.items()}
        self._now[of] = given, known
        return known


def made(kept: Kept | None, key: Hashable, make: Callable[..., Made], *given: Any) -> Made:
    """The result of ``make(*given)``, taken from ``kept`` if it is already there."""
    return make(*given) if kept is None else kept.of(key, make, *given)


def each_made(kept: Kept | None, key: Hashable, make: Callable[..., Made], given: Given) -> dict[str, Made]:
    """By name, the result of ``make`` for the name's arguments, taken from ``kept`` if it is already there."""
    return {name: make(*one) for name, one in given.items()} if kept is None else kept.of_each(key, make, given)
