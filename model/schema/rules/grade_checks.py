"""Faults of grades stated outside the list of posts: a level's grade, or the lower grade at which a post is filled."""

from collections.abc import Iterator

from model.base.faults import Fault
from model.pay.grades import PointMissing
from model.pay.named_grades import GradeUnknown
from model.rates.tables import Rates
from model.schema.reading.document import Path_
from model.schema.rules.checks import Checks
from model.schema.rules.spine_checks import points_missing
from model.schema.sections.rates import PayTerms
from model.schema.sections.rates_in_force import grade_in_force


def grade_faults(checks: Checks, pay: PayTerms | None, rates: Rates, path: Path_, grade: str) -> Iterator[Fault]:
    """Faults of a grade on the implementation date; empty where the grade can't be checked yet."""
    document, dates = checks.document, checks.sections.get("dates")
    if not (pay and pay.spine and dates and dates.implementation):
        return
    day = dates.implementation
    try:
        pay_range, _ = grade_in_force(grade, pay, rates, day)
        if ladder := rates.spines.points_on(pay.spine, day):
            pay_range.points(ladder), pay_range.points_beyond_bar(ladder)
    except GradeUnknown as unknown:
        yield document.fault(path, unknown.expected, nearest=unknown.nearest)
    except PointMissing as missing:
        yield points_missing(document, path, rates, pay.spine, day, missing)
    except (ValueError, LookupError):
        return  # already a fault of pay
