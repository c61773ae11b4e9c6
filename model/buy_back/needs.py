"""What replaces a figure that can't be worked out: the inputs that are missing, in words.

A figure that depends on other figures is a function with the decorator :func:`or_needs`. The function asks for each of
the other figures with :func:`known`. Where any of those figures can't be worked out, the function returns
:class:`Needs`, which names the missing inputs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from model.base.faults import listed

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True)
class Needs:
    """There is no figure, because inputs are missing. Nothing is guessed instead."""

    missing: tuple[str, ...]

    def __str__(self) -> str:
        """One sentence, such as: Not known: it needs the price list and attrition a year."""
        return f"Not known: it needs {listed(self.missing, 'and')}."


class Unknown(LookupError):
    """A figure was asked for that can't be worked out without the inputs named."""

    def __init__(self, *missing: str) -> None:
        self.needs = Needs(missing)
        super().__init__(str(self.needs))


def known(figure: T | Needs | None, *missing: str) -> T:
    """The figure itself. Raises Unknown where it is Needs or None; for None, ``missing`` names the inputs needed."""
    if figure is None or isinstance(figure, Needs):
        raise Unknown(*(figure.missing if figure else missing))
    return figure


def or_needs(figure: Callable[P, T]) -> Callable[P, T | Needs]:
    """The same function, changed to return :class:`Needs` where it would raise Unknown."""

    @wraps(figure)
    def worked_out(*args: P.args, **kwargs: P.kwargs) -> T | Needs:
        try:
            return figure(*args, **kwargs)
        except Unknown as unknown:
            return unknown.needs

    return worked_out
