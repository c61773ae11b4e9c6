"""A day as somebody types it on the command line."""

from datetime import date, datetime

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
ACCEPTED = "a day such as 10 November 2010, 10/11/2010 (day, month, year) or 2010-11-10"


def typed_day(text: str) -> date:
    """The day that a text says: ``10 November 2010``, ``10 Nov 2010``, ``10/11/2010`` or ``2010-11-10``.

    Raises ValueError with what is accepted where it says none.
    """
    words = " ".join(text.split())
    for form in FORMS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(f"--date: found {text!r}; expected {ACCEPTED}.")
