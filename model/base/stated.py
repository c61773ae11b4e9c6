"""A value that a loaded scenario must state, although its type allows None."""

from typing import TypeVar

T = TypeVar("T")


def stated(value: T | None, what: str) -> T:
    """The value. Raises LookupError, with the name ``what``, for None, which a rule of the schema should have refused."""
    if value is None:
        raise LookupError(f"{what} is needed here and is not stated")
    return value
