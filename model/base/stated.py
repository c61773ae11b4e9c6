"""A value that a loaded scenario must state, although its type allows None."""

from typing import TypeVar

T = TypeVar("T")


def stated(value: T | None, what: str) -> T:
    """The value. Raises LookupError, naming what is missing, where it is None: a rule of the schema failed."""
    if value is None:
        raise LookupError(f"{what} is needed here and is not stated")
    return value
