"""Data for letters: a CSV file for a mail merge, with a row for each holder in each post, by reference.

The columns are declared here once, each with its heading, unit and meaning. A heading has at most 40 letters, figures
and underscores, so that Word accepts it as the name of a field. The file begins with a byte-order mark,
which says that the file is UTF-8.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from model.assessment.staff import StaffChange
from model.base.financial_year import in_words
from model.base.money import half_up
from model.report.people.words import outcome, steps
from model.report.printed_numbers import harmless

UTF_8_MARK = "\ufeff"
POUNDS, WEEKS, TEXT, DAY, FTE = "£", "weeks", "text", "date", "FTE"


@dataclass(frozen=True)
class Column:
    """One column. ``value`` gives the cell for a holder in a post; None leaves the cell empty."""

    heading: str
    unit: str
    meaning: str
    value: Callable[[StaffChange], object]


def _paid(kind: str) -> Callable[[StaffChange], float | None]:
    """A function that gives a leaver's payment of one kind, £, in the row of their first post; None in other rows."""

    def paid(change: StaffChange) -> float | None:
        return paid_to(change).get(kind)

    return paid


PAID_TO_THEM = ("redundancy", "notice_pay", "untaken_leave", "settlement")
"""The one-off costs that are paid to the person who leaves; the others are the council's own."""


def paid_to(change: StaffChange) -> dict[str, float]:
    """What a leaver is paid, £ by kind, in the row of their first post. It is paid once, so other rows are empty."""
    if not change.leaving or change.number > 1:
        return {}
    return {cost.kind: cost.amount for cost in change.leaving.one_offs if cost.kind in PAID_TO_THEM}


def _in_all(change: StaffChange) -> float | None:
    paid = paid_to(change)
    return sum(paid.values()) if paid else None


def _difference(change: StaffChange) -> float | None:
    before, after = (held.salary if held else None for held in (change.before, change.after))
    return None if before is None or after is None else after - before


def _protected_to(change: StaffChange) -> date | None:
    return change.protected_until or (change.protection[-1].last_day if change.protection else None)


def _of(side: str, name: str) -> Callable[[StaffChange], object]:
    """A function that gives a fact of the post before or after; None where there is no such post."""
    return lambda change: getattr(getattr(change, side), name, None)


COLUMNS = (
    Column("reference", TEXT, "The holder's reference in the scenario, never a name.", lambda of: of.ref),
    Column("post_number", "number", "Which of the holder's posts this is: 1, 2 and so on.", lambda of: of.number),
    Column("posts_held", "number", "How many posts the holder has. Each has its own row.", lambda of: of.posts),
    Column("post_before", TEXT, "Title of the present post.", _of("before", "title")),
    Column("grade_before", TEXT, "Grade of the present post.", _of("before", "grade")),
    Column("fte_before", FTE, "Share of full time in the present post.", _of("before", "fte")),
    Column("point_before", TEXT, "Point held on the day before the change.", _of("before", "point")),
    Column("full_time_salary_before", POUNDS, "A year's salary at the present point and 1.0 FTE, at the rates of the "
           "month of the change.", _of("before", "full_time")),
    Column("salary_before", POUNDS, "A year's salary at the FTE and paid weeks of the present post, without what is "
           "paid on top, such as allowances.", _of("before", "salary")),
    Column("outcome", TEXT, "What happens to the holder. The outcome of a ring-fence is assumed until selection is "
           "over.", outcome),
    Column("changes_on", DAY, "First day in the new post, or the day after the last day in the old post.",
           lambda of: of.changes_on),
    Column("post_after", TEXT, "Title of the new post.", _of("after", "title")),
    Column("grade_after", TEXT, "Grade of the new post.", _of("after", "grade")),
    Column("fte_after", FTE, "Share of full time in the new post.", _of("after", "fte")),
    Column("point_after", TEXT, "Point held on the first day in the new post.", _of("after", "point")),
    Column("full_time_salary_after", POUNDS, "A year's salary at the new point and 1.0 FTE, at the rates of the "
           "month of the change.", _of("after", "full_time")),
    Column("salary_after", POUNDS, "A year's salary at the FTE and paid weeks of the new post, without what is paid "
           "on top.", _of("after", "salary")),
    Column("salary_change", POUNDS, "Salary after less salary before.", _difference),
    Column("why", TEXT, "Why the holder arrives at the new point.", lambda of: of.why),
    Column("protection_from", DAY, "First day on which pay is protected.",
           lambda of: of.protection[0].first_day if of.protection else None),
    Column("protection_to", DAY, "Last day on which pay is protected; the last day of the scheme, where pay is "
           "still protected when the years shown end.", _protected_to),
    Column("protection_a_year_at_first", POUNDS, "£ a year that is paid above the new salary at first.",
           lambda of: of.protection[0].a_year if of.protection else None),
    Column("protection_steps", TEXT, "Each sum of protection with its days, in words.",
           lambda of: steps(of.protection)),
    Column("protection_in_years_shown", POUNDS, "Protection in all the years that the report shows, before on-costs.",
           lambda of: sum(of.protected_in.values()) if of.protected_in else None),
    Column("service_counted_to", DAY, "Day to which service is counted for notice.",
           lambda of: of.notice.counted_to if of.notice else None),
    Column("statutory_notice", WEEKS, "Weeks of notice by statute; empty where service is not stated.",
           lambda of: of.notice.statutory if of.notice else None),
    Column("contract_notice", WEEKS, "Weeks of notice by contract, where stated.",
           lambda of: of.notice.by_contract if of.notice else None),
    Column("notice_paid_in_lieu", WEEKS, "Weeks of notice that are paid instead of served.",
           lambda of: of.notice.paid if of.notice and of.leaving else None),
    Column("leaves_on", DAY, "Last day of employment.", lambda of: of.leaving.leaver.leaves_on if of.leaving else None),
    Column("redundancy_payment", POUNDS, "Redundancy payment: the statutory payment and the council's own together.",
           _paid("redundancy")),
    Column("pay_in_lieu_of_notice", POUNDS, "Pay for the weeks of notice that are not served.", _paid("notice_pay")),
    Column("untaken_leave_pay", POUNDS, "Pay for leave not taken.", _paid("untaken_leave")),
    Column("settlement", POUNDS, "What is paid under a settlement or at discretion.", _paid("settlement")),
    Column("paid_on_leaving", POUNDS, "The four payments on leaving together, before tax.", _in_all),
)  # fmt: skip


def letters_csv(changes: Iterable[StaffChange]) -> str:
    """The rows as CSV: £ as plain numbers to the penny, days in words, and an apostrophe before text like a formula.

    Days are in words because Word prints words as they are, whichever order of day and month the machine uses.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.heading for column in COLUMNS])
    for change in changes:
        writer.writerow([_cell(column, column.value(change)) for column in COLUMNS])
    return UTF_8_MARK + out.getvalue()


def _cell(column: Column, value: object) -> str:
    if value is None:
        return ""
    if column.unit == POUNDS:
        return f"{half_up(float(str(value))):f}"
    if isinstance(value, date):
        return in_words(value)
    if column.unit in (FTE, WEEKS, "number"):
        return f"{round(float(str(value)), 4):g}"
    return harmless(str(value))
