"""What a loaded scenario is known to state, where its type allows nothing in that place."""

from typing import TypeVar

T = TypeVar("T")


def stated(value: T | None, what: str) -> T:
    """The value. Raises LookupError, naming what is missing, where there is none: the rules of the schema failed."""
    if value is None:
        raise LookupError(f"{what} is needed here and is not stated")
    return value
