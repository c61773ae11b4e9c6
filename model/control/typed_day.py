"""A day as somebody types it on the command line."""

from datetime import date

from model.base.financial_year import NotADay, read_day

ACCEPTED = "a day such as 10 November 2010, 10/11/2010 (day, month, year) or 2010-11-10"


def typed_day(text: str, option: str = "--date") -> date:
    """The day in an option's text (see ``read_day``). Raises ValueError, which says what is accepted."""
    try:
        return read_day(text)
    except NotADay as none:
        raise ValueError(f"{option}: found {text!r}; expected {none.advice or ACCEPTED}.") from None
