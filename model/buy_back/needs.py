"""What stands in the place of a figure that cannot be worked out: the inputs that are missing, each in words."""

from dataclasses import dataclass
from typing import TypeVar

from model.base.faults import listed

T = TypeVar("T")


@dataclass(frozen=True)
class Needs:
    """No figure, since inputs are missing; nothing is guessed in their place."""

    missing: tuple[str, ...]

    def __str__(self) -> str:
        """One sentence, as in: Not known: it needs the price list and attrition a year."""
        return f"Not known: it needs {listed(self.missing, 'and')}."


def known(figure: T | Needs) -> T:
    """The figure. Raises LookupError, naming the inputs that are missing, where it could not be worked out."""
    if isinstance(figure, Needs):
        raise LookupError(str(figure))
    return figure
