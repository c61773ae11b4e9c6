"""The twin's inputs of people: posts and who is in them, the increment schedule, and what protects pay."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from model.cost.costed import TIMELINES
from model.cost.element import Amount, Spell
from model.cost.elements import ELEMENTS
from model.cost.elements.national_insurance import NATIONAL_INSURANCE
from model.cost.insurance import assessed_otherwise
from model.pay.grades import own_number
from model.people.appointments import ActingUp
from model.report.twin.areas import Area
from model.report.twin.cells import Cell, Value, fixed, given, worked
from model.report.twin.facts import Facts, SeatRow
from model.report.twin.sheets import FIRST_ROW, Book
from model.schema.sections.pension_schemes import LGPS

SHEETS = {"do_nothing": "Present", "proposal": "Proposal", "proposed": "Proposed"}
"""The sheet of each timeline."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Column:
    """A column of the sheet of posts: its name in formulas, heading, number format, width, and each seat's value."""

    key: str
    heading: str
    number: str
    width: float
    of: Callable[[SeatRow], Value | None]
    kind: str = "input"


def write_posts(book: Book, facts: Facts) -> dict[str, Area]:
    """Write a row for each seat. Gives the area of each column by its key."""
    columns = [*_columns(facts)]
    sheet = book.sheet(
        "Posts",
        "Inputs: posts and who is in them",
        "One row for each seat. FTE 1.00 is full time. Allowances are £ a year as paid, or a share of basic pay. First "
        "and last days are included; they are blank where the seat is not in the timeline of the heading.",
        [column.width for column in columns],
        (FIRST_ROW, 2),
        wide=True,
    )
    sheet.heads(*(column.heading for column in columns))
    areas = {
        column.key: Area("Posts", FIRST_ROW, col, len(facts.seats), 1, "col") for col, column in enumerate(columns)
    }
    change = facts.scenario.dates.implementation
    for col, column in enumerate(columns):
        for row, seat in enumerate(facts.seats, FIRST_ROW):
            value = column.of(seat)
            if column.kind == "in post" and value is None:
                continue  # the seat is not in that timeline, and no formula asks
            cell = Cell(value, column.number, column.kind if column.kind in ("label", "stated") else "input")
            if column.kind == "to" and value is not None and value == _eve_of_post(seat):
                cell = worked(f"{areas['first_proposal'].cell(row - FIRST_ROW)}-1", value, "day")
            elif column.number == "day" and value == change:
                cell = worked("Implementation", change, "day")
            elif column.number == "day" and value == change - ONE_DAY:
                cell = worked("Implementation-1", change - ONE_DAY, "day")
            sheet.cells(row, col, cell)
    return areas


def _columns(facts: Facts) -> Iterator[Column]:
    """The columns: each seat, its holder and its days; then a column for each amount, and two for each spell."""
    number_of = facts.costed.book.number_of
    yield Column("no", "No.", "whole", 5, lambda seat: seat.number, "stated")
    yield Column("title", "Post", "text", 34, lambda seat: seat.appointment.title, "label")
    yield Column("structure", "Structure", "text", 10, lambda seat: seat.appointment.structure, "label")
    yield Column("grade", "Grade", "text", 12, _grade_shown, "label")
    yield Column("grade_no", "Grade no.", "whole", 8, lambda seat: seat.grade_number)
    yield Column("holder", "Holder", "text", 22, holder_shown, "label")
    yield Column("holder_no", "Holder no.", "whole", 8, lambda seat: seat.holder_number)
    yield Column("fte", "FTE", "fte", 8, lambda seat: seat.appointment.fte)
    yield Column("paid_share", "Share of the year paid", "share", 10, lambda seat: seat.appointment.paid_share)
    several = bool(facts.scenario.schemes_in_use)
    membership = "In the pension scheme, 1 yes 0 no" if several else "In LGPS, 1 yes 0 no"
    yield Column("in_lgps", membership, "whole", 10, lambda seat: int(seat.appointment.in_lgps))
    if several:
        yield Column("scheme", "Pension scheme", "text", 14, lambda seat: seat.appointment.scheme or LGPS, "label")
    for timeline, shown in SHEETS.items():
        for end in ("first", "last"):
            day = partial(_day, timeline, f"{end}_day")
            yield Column(f"{end}_{timeline}", f"{shown}: {end} day", "day", 13, day, "in post")
    of_grade = partial(_acting, lambda acting: number_of("proposed", acting.grade, acting.pay_structure) + 1)
    yield Column("acting_no", "Acts in grade no.", "whole", 9, of_grade)
    point = partial(_acting, lambda acting: acting.point)
    yield Column("acting_point", "Acts at SCP", "whole", 9, point)
    for element in ELEMENTS:
        for item in element.inputs:
            if isinstance(item, Amount):
                yield Column(item.symbol, item.heading, item.number, 12, partial(_amount, item))
            elif isinstance(item, Spell):
                yield Column(f"{item.symbol}_first", f"{item.heading} from", "day", 13, partial(_end_of, item, 0))
                yield Column(f"{item.symbol}_last", f"{item.heading} to", "day", 13, partial(_end_of, item, 1), "to")


def holder_shown(seat: SeatRow) -> str:
    """A holder's reference; where no holder is stated, words that say so and name the seat."""
    holder = seat.appointment.holder
    return holder[0] if len(holder) == 1 else f"not stated, {' '.join(holder)}"


def _grade_shown(seat: SeatRow) -> str:
    held = seat.appointment
    return f"{held.grade}, {held.pay_structure}" if held.pay_structure else held.grade


def _amount(item: Amount, seat: SeatRow) -> float:
    """A seat's amount: the highest of all timelines, because cover and acting up are only in the proposal."""
    return max(item.of(appointment) for appointment in seat.on.values())


def _end_of(spell: Spell, side: int, seat: SeatRow) -> date | None:
    """The first or last day of a spell; None where there is no spell, or where the spell begins with the post."""
    ends = [days[side] for appointment in seat.on.values() if (days := spell.of(appointment))]
    stated = [day for day in ends if day]
    return (min, max)[side](stated) if stated else None


def _eve_of_post(seat: SeatRow) -> date | None:
    return seat.on["proposal"].first_day - ONE_DAY if "proposal" in seat.on else None


def _day(timeline: str, end: str, seat: SeatRow) -> date | None:
    return getattr(seat.on[timeline], end) if timeline in seat.on else None


def _acting(read: Callable[[ActingUp], int], seat: SeatRow) -> int | None:
    """A value of the work done while acting up; None where the holder does not act up."""
    appointment = seat.on.get("proposal")
    return read(appointment.acting_up) if appointment and appointment.acting_up else None


def write_points(book: Book, facts: Facts) -> tuple[Area, Area]:
    """Write the increment schedule and, below it, the points at which seats settle. Gives both areas, even if empty."""
    if not facts.steps:
        return Area("Points", FIRST_ROW, 3, 0), Area("Points", FIRST_ROW, 3, 0)
    sheet = book.sheet(
        "Points",
        "Inputs: the increment schedule",
        "The point at which each seat is paid from a day, and why. Used only on the actual and settled bases.",
        (9, 34, 22, 14, 14, 9, 60),
        (FIRST_ROW, 2),
    )
    sheet.heads("Seat no.", "Post", "Used in", "From", "To", "SCP", "Reason")
    for step in facts.steps:
        days = given(step.day, "day"), given(step.last_day, "day")
        sheet.line(*_who(facts, step.seat, step.timelines), *days, given(own_number(step.point), "whole"), step.reason)
    sheet.row += 1
    sheet.heading("Where each seat settles: the last point that increments reach")
    sheet.heads("Seat no.", "Post", "Used in", *_scp("SCP", facts), texts=3)
    settled = Area("Points", sheet.row, 3, len(facts.settled), _numberings(facts), "col")
    for row in facts.settled:
        sheet.line(*_who(facts, row.seat, row.timelines), *_in_all_numbers(row.points))
    return Area("Points", FIRST_ROW, 3, len(facts.steps), 3, "col"), settled


def _who(facts: Facts, seat: int, timelines: tuple[str, ...]) -> tuple[Cell | str, ...]:
    sheets = ", ".join(SHEETS[timeline] for timeline in TIMELINES if timeline in timelines)
    return fixed(seat + 1, "whole"), facts.seats[seat].appointment.title, sheets


def _in_all_numbers(points: tuple[int, ...]) -> Iterator[Cell]:
    """The cells of a point, one for each numbering of the spine."""
    return (given(own_number(point), "whole") for point in points)


def _numberings(facts: Facts) -> int:
    return len(facts.assessment.costed.book.points.ladders)


def _scp(heading: str, facts: Facts) -> tuple[str, ...]:
    return tuple(f"{heading}{renumbered(number)}" for number in range(_numberings(facts)))


def renumbering_day(number: int) -> str:
    """The defined name of the day of a renumbering. Renumberings are counted from 1."""
    return "Renumbering_day" if number == 1 else f"Renumbering_day_{number}"


def renumbered(number: int) -> str:
    """The words that end a heading and say which numbering the points are in. Numberings are counted from 0."""
    return ("", ", renumbered")[number] if number < 2 else f", renumbered {number} times"


def write_insurance(book: Book, facts: Facts) -> dict[str, Area]:
    """Write National Insurance of holders not assessed monthly by letter A, as values. Gives its cells by timeline."""
    first, months, areas = 3, facts.months, dict[str, Area]()
    rows = {key: assessed_otherwise(facts.plans[key]) for key in TIMELINES}
    if not any(rows.values()):
        return areas
    sheet = book.sheet(
        "Insurance",
        "Stated: National Insurance of holders with other letters or pay days",
        "£ a month, on the basis of the costing. These sums don\u2019t change with an input. If an input changes, run "
        "the model again.",
        (9, 34, 12, *[11] * len(months)),
        (FIRST_ROW, 3),
        wide=True,
    )
    sheet.heads("Seat no.", "Post", "Used in")
    for timeline, numbers in ((timeline, numbers) for timeline, numbers in rows.items() if numbers):
        areas[timeline] = Area("Insurance", sheet.row, first, len(numbers), len(months))
        due = facts.costed.costs[timeline, facts.basis].amounts[NATIONAL_INSURANCE.key]
        for row in numbers:
            seat = facts.rows_of[timeline][row]
            sheet.line(*_who(facts, seat, (timeline,)), *(fixed(float(amount), "money") for amount in due[row]))
    return areas


def write_protection(book: Book, facts: Facts) -> Area:
    """Write a row for each protected seat: when protection begins, the points, and the share of the gap by month."""
    first = 4 + 2 * _numberings(facts)
    if not facts.protected:
        return Area("Protection", FIRST_ROW, 3, 0, first - 3, "col")
    months, numberings = facts.months, _numberings(facts)
    sheet = book.sheet(
        "Protection",
        "Inputs: what protects pay",
        "The share of the gap between old and new salary that is paid in each month. Used only on the actual basis.",
        (9, 34, 12, 13, *[10] * 2 * numberings, *[9] * len(months)),
        (FIRST_ROW, 2),
        wide=True,
    )
    sheet.heads("Seat no.", "Post", "Used in", "From", *_scp("Old SCP", facts), *_scp("New SCP", facts))
    head = Area("Protection", FIRST_ROW - 1, first)
    starts: Callable[[int], str] = lambda month: f"EDATE({head.cell(0, month - 1)},1)" if month else "First_day"  # noqa: E731
    sheet.fill(head.row, first, starts, months.first_days.tolist(), "month", "head")
    for row in facts.protected:
        points = _in_all_numbers((*row.old_points, *row.new_points))
        shares = (given(float(share), "share") for share in row.shares)
        sheet.line(*_who(facts, row.seat, (row.timeline,)), fixed(row.start, "day"), *points, *shares)
    return Area("Protection", FIRST_ROW, 3, len(facts.protected), first - 3 + len(months), "col")
