"""An element's formula written in cells, so that the twin multiplies and adds up as the model does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SUM, PRODUCT, ALONE = range(3)
"""How strongly a formula binds. A part that binds less strongly than the whole is put in brackets."""


@dataclass(frozen=True)
class Term:
    """A reference, a number or a formula of these. An element's formula calculates with it as with a number."""

    text: str
    binds: int = ALONE

    def within(self, binds: int) -> str:
        """The term's text inside a formula that binds this strongly, in brackets where they are needed."""
        return self.text if self.binds >= binds else f"({self.text})"

    def __add__(self, other: Term) -> Term:
        return Term(f"{self.text}+{other.text}", SUM)

    def __sub__(self, other: Term) -> Term:
        return Term(f"{self.text}-{other.within(PRODUCT)}", SUM)

    def __mul__(self, other: Term) -> Term:
        return Term(f"{self.within(PRODUCT)}*{other.within(PRODUCT)}", PRODUCT)

    def __truediv__(self, other: Term) -> Term:
        return Term(f"{self.within(PRODUCT)}/{other.within(ALONE)}", PRODUCT)

    def __neg__(self) -> Term:
        return Term(f"-{self.within(PRODUCT)}", PRODUCT)


class Symbols:
    """The symbols of a formula as terms, each looked up by its name when the formula asks for it."""

    def __init__(self, *looked_up: Callable[[str], str | Term | None]):
        """Each function takes a name and gives its text or term, or None. The first answer that is not None is used."""
        self._looked_up = looked_up

    def __getattr__(self, name: str) -> Term:
        for look_up in self._looked_up:
            if (symbol := look_up(name)) is not None:
                return symbol if isinstance(symbol, Term) else Term(symbol)
        raise AttributeError(f"the twin has no cell for {name!r}")
