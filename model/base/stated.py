"""A value that a loaded scenario must state, although its type allows None."""

from typing import TypeVar

T = TypeVar("T")


def stated(value: T | None, what: str) -> T:
    """The value. Raises LookupError, which names ``what``, if it is None: the schema should have refused that."""
    if value is None:
        raise LookupError(f"{what} is needed here and is not stated")
    return value
