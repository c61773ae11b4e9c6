"""National Insurance category letters: whose pay bears no employer NI up to an upper threshold, and until when.

The letter depends on the age and the job on the pay day, and applies to everything paid on it. Sources: Social Security
Contributions and Benefits Act 1992 sections 9A and 9B; National Insurance Contributions Act 2022 section 6 (veterans);
HMRC, National Insurance Manual NIM01306 and NIM01405.
"""

from dataclasses import dataclass
from datetime import date

from model.base.dated import ONE_DAY, Dated
from model.pay.progression import months_after

STANDARD = "A"
MONTHS_OF_A_VETERAN = 12


@dataclass(frozen=True)
class Category:
    """A category letter: who has it, its relief, and the age that ends it."""

    meaning: str
    relief: str = ""
    """The relief, such as ``under_21``, with which its threshold in ``employer_ni.csv`` ends; blank for none."""
    below: int | None = None
    """The age in years from which nobody has the letter; None where age does not end it."""


CATEGORIES = {
    STANDARD: Category("standard"),
    "C": Category("over pension age"),
    "H": Category("apprentice under 25", "apprentice_under_25", 25),
    "M": Category("under 21", "under_21", 21),
    "V": Category("veteran in the first 12 months of civilian work", "veteran"),
    "Z": Category("under 21, employee's part deferred", "under_21", 21),
}
"""Each category by letter. For C the employer pays as for A; it is the employee who pays nothing."""


def with_end(dated: Dated[str], born: date | None = None) -> Dated[str]:
    """A category letter that ends on the day that the law sets, or sooner where the scenario says so.

    M and Z end the day before the 21st birthday, H the day before the 25th, V twelve months after it began.

    >>> with_end(Dated("M"), date(2005, 9, 14)).last_day
    datetime.date(2026, 9, 13)
    """
    category, last = CATEGORIES[dated.value], dated.last_day
    if category.below is not None and born is not None:
        last = min(last, birthday(born, category.below) - ONE_DAY)
    if category.relief == "veteran" and dated.first_day != date.min:
        last = min(last, months_after(dated.first_day, MONTHS_OF_A_VETERAN) - ONE_DAY)
    return Dated(dated.value, dated.first_day, last)


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age. Anyone born on 29 February reaches it on 1 March of a common year."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
