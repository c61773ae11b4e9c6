"""The twin's inputs of people: posts and who sits in them, the increment schedule, and what protects pay."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from model.cost.costed import TIMELINES
from model.cost.element import Amount, Spell
from model.cost.elements import ELEMENTS
from model.report.twin.areas import Area
from model.report.twin.facts import Facts, SeatRow
from model.report.twin.sheets import Book, Sheet

SHEETS = {"do_nothing": "Present", "proposal": "Proposal", "proposed": "Proposed"}
"""The sheet of each timeline."""
ONE_DAY = timedelta(days=1)
FIRST_ROW = 4

Column = tuple[str, str, str, float, Callable[[SeatRow], object]]


def write_posts(book: Book, facts: Facts) -> dict[str, Area]:
    """Write a row a seat; an area a column is handed back."""
    sheet = book.sheet(
        "Posts",
        "Inputs: posts and who sits in them",
        "One row a seat. FTE 1.00 is full time. Allowances: £ a year as paid, or a share of basic pay. Dates: both "
        "included; blank where the seat is not in that timeline.",
    )
    columns: list[Column] = [
        ("no", "No.", "whole", 5, lambda seat: seat.number),
        ("title", "Post", "text", 34, lambda seat: seat.appointment.title),
        ("structure", "Structure", "text", 10, lambda seat: seat.appointment.structure),
        ("grade", "Grade", "text", 12, lambda seat: seat.appointment.grade),
        ("grade_no", "Grade no.", "whole", 8, lambda seat: seat.grade_number),
        ("holder", "Holder", "text", 22, lambda seat: holder_shown(seat)),
        ("holder_no", "Holder no.", "whole", 8, lambda seat: seat.holder_number),
        ("fte", "FTE", "fte", 8, lambda seat: seat.appointment.fte),
        ("paid_share", "Share of the year paid", "share", 10, lambda seat: seat.appointment.paid_share),
        ("in_lgps", "In LGPS, 1 yes 0 no", "whole", 10, lambda seat: int(seat.appointment.in_lgps)),
    ]
    for timeline, shown in SHEETS.items():
        columns += [
            (f"first_{timeline}", f"{shown}: first day", "day", 13, _day(timeline, "first_day")),
            (f"last_{timeline}", f"{shown}: last day", "day", 13, _day(timeline, "last_day")),
        ]
    numbers = facts.assessment.costed.book.range_number
    columns += [
        ("acting_no", "Acts in grade no.", "whole", 9, _acting(lambda acting: numbers[acting.grade] + 1)),
        ("acting_point", "Acts at SCP", "whole", 9, _acting(lambda acting: acting.point)),
        *_inputs_of_elements(),
    ]
    sheet.widths(*(width for *_, width, _ in columns))
    sheet.freeze(FIRST_ROW, 2)
    sheet.print_wide()
    sheet.head(FIRST_ROW - 1, 0, [head for _, head, *_ in columns])
    areas = {}
    for col, (key, _, number, _, value) in enumerate(columns):
        for row, seat in enumerate(facts.seats, FIRST_ROW):
            if key.startswith(("first_", "last_")) and value(seat) is None:
                continue  # the seat is not in that timeline, and no formula asks
            if number == "text":
                sheet.text(row, col, value(seat))
            elif key == "no":
                sheet.stated(row, col, value(seat), number)
            elif key.endswith("_last") and value(seat) and value(seat) == _eve_of_post(seat):
                first = areas["first_proposal"].cell(row - FIRST_ROW)
                sheet.formula(row, col, f"{first}-1", value(seat), "day")
            else:
                _write_day(sheet, row, col, value(seat), number, facts)
        areas[key] = Area("Posts", FIRST_ROW, col, len(facts.seats), 1, "col")
    return areas


def holder_shown(seat: SeatRow) -> str:
    """A holder's reference, or which seat it is of which no holder is stated, vacant or not."""
    holder = seat.appointment.holder
    return holder[0] if len(holder) == 1 else f"not stated, {' '.join(holder)}"


def _write_day(sheet: Sheet, row: int, col: int, value: object, number: str, facts: Facts) -> None:
    """An input; a day that follows from the implementation date is a formula of it."""
    change = facts.assessment.scenario.dates.implementation
    if number == "day" and value == change:
        sheet.formula(row, col, "Implementation", change, "day")
    elif number == "day" and value == change - ONE_DAY:
        sheet.formula(row, col, "Implementation-1", change - ONE_DAY, "day")
    else:
        sheet.input(row, col, value, number)


def _inputs_of_elements() -> Iterator[Column]:
    """A column of each amount, and two of each spell, that an element of cost reads."""
    for element in ELEMENTS:
        for item in element.inputs:
            if isinstance(item, Amount):
                yield item.symbol, item.heading, item.number, 12, _amount(item)
            elif isinstance(item, Spell):
                for end, side, words in (("first", 0, "from"), ("last", 1, "to")):
                    yield f"{item.symbol}_{end}", f"{item.heading} {words}", "day", 13, _end_of(item, side)


def _amount(item: Amount) -> Callable[[SeatRow], object]:
    """Of the timeline that has most of it: cover and acting up are in the way to the new structure alone."""
    return lambda seat: max(item.of(appointment) for appointment in seat.on.values())


def _end_of(spell: Spell, side: int) -> Callable[[SeatRow], object]:
    """The first or last day; None where there is no such spell, or it begins with the post."""

    def end(seat: SeatRow) -> object:
        spells = [days for appointment in seat.on.values() if (days := spell.of(appointment))]
        return spells[-1][side] if spells else None

    return end


def _eve_of_post(seat: SeatRow) -> date | None:
    return seat.on["proposal"].first_day - ONE_DAY if "proposal" in seat.on else None


def _day(timeline: str, end: str) -> Callable[[SeatRow], object]:
    return lambda seat: getattr(seat.on[timeline], end) if timeline in seat.on else None


def _acting(read: Callable, otherwise: object = None) -> Callable[[SeatRow], object]:
    def of(seat: SeatRow) -> object:
        held = seat.on.get("proposal")
        return read(held.acting_up) if held and held.acting_up else otherwise

    return of


def write_points(book: Book, facts: Facts) -> tuple[Area, Area]:
    """Write the increment schedule, and below it the points at which everyone settles; no sheet where there is none."""
    if not facts.steps:
        return Area("Points", FIRST_ROW, 3, 0), Area("Points", FIRST_ROW, 3, 0)
    sheet = book.sheet(
        "Points",
        "Inputs: the increment schedule",
        "The point that each seat is paid from a day on, and why. Used on the actual and settled bases only.",
    )
    sheet.widths(9, 34, 22, 14, 14, 9, 60)
    sheet.freeze(FIRST_ROW, 2)
    sheet.head(FIRST_ROW - 1, 0, ("Seat no.", "Post", "Used in", "From", "To", "SCP", "Reason"))
    for row, step in enumerate(facts.steps, FIRST_ROW):
        _who(sheet, row, facts, step.seat, step.timelines)
        sheet.input(row, 3, step.day, "day")
        sheet.input(row, 4, step.last_day, "day")
        sheet.input(row, 5, step.point, "whole")
        sheet.text(row, 6, step.reason)
    steps = Area("Points", FIRST_ROW, 3, len(facts.steps), 3, "col")
    row = FIRST_ROW + len(facts.steps) + 1
    sheet.text(row, 0, "Where each seat settles: the last point that time brings", "heading")
    sheet.head(row + 1, 0, ("Seat no.", "Post", "Used in", *_scp("SCP", facts)), texts=3)
    row += 2
    for offset, settled in enumerate(facts.settled):
        _who(sheet, row + offset, facts, settled.seat, settled.timelines)
        _in_all_numbers(sheet, row + offset, 3, settled.points)
    return steps, Area("Points", row, 3, len(facts.settled), _numberings(facts), "col")


def _who(sheet: Sheet, row: int, facts: Facts, seat: int, timelines: tuple[str, ...]) -> None:
    sheet.stated(row, 0, seat + 1, "whole")
    sheet.text(row, 1, facts.seats[seat].appointment.title)
    sheet.text(row, 2, ", ".join(SHEETS[timeline] for timeline in TIMELINES if timeline in timelines))


def _in_all_numbers(sheet: Sheet, row: int, col: int, points: tuple[int, ...]) -> None:
    """A point in every numbering of the spine."""
    for number, point in enumerate(points):
        sheet.input(row, col + number, point, "whole")


def _numberings(facts: Facts) -> int:
    return len(facts.assessment.costed.book.points.ladders)


def _scp(heading: str, facts: Facts) -> tuple[str, ...]:
    return tuple(f"{heading}{renumbered(number)}" for number in range(_numberings(facts)))


def renumbering_day(number: int) -> str:
    """The defined name of the day of a renumbering, counted from 1."""
    return "Renumbering_day" if number == 1 else f"Renumbering_day_{number}"


def renumbered(number: int) -> str:
    """What a heading adds for the points of a numbering of the spine, counted from 0."""
    return ("", ", renumbered")[number] if number < 2 else f", renumbered {number} times"


def write_protection(book: Book, facts: Facts) -> Area:
    """Write a row a protected seat: when it begins, the points, and the share of the gap paid in each month."""
    first = 4 + 2 * _numberings(facts)
    if not facts.protected:
        return Area("Protection", FIRST_ROW, 3, 0, first - 3, "col")
    sheet = book.sheet(
        "Protection",
        "Inputs: what protects pay",
        "The share of the gap between old and new salary paid in each month, by the scheme. On the actual basis only.",
    )
    months = facts.assessment.costed.book.months
    sheet.widths(9, 34, 12, 13, *[10] * 2 * _numberings(facts), *[9] * len(months))
    sheet.freeze(FIRST_ROW, 2)
    sheet.print_wide()
    heads = ("From", *_scp("Old SCP", facts), *_scp("New SCP", facts))
    sheet.head(FIRST_ROW - 1, 0, ("Seat no.", "Post", "Used in", *heads))
    head = Area("Protection", FIRST_ROW - 1, first)
    starts: Callable[[int], str] = lambda month: f"EDATE({head.cell(0, month - 1)},1)" if month else "First_day"  # noqa: E731
    sheet.fill(head.row, first, starts, months.first_days.tolist(), "month", "head")
    for row, protected in enumerate(facts.protected, FIRST_ROW):
        _who(sheet, row, facts, protected.seat, (protected.timeline,))
        sheet.stated(row, 3, protected.start, "day")
        _in_all_numbers(sheet, row, 4, protected.old_points)
        _in_all_numbers(sheet, row, 4 + _numberings(facts), protected.new_points)
        for month, share in enumerate(protected.shares):
            sheet.input(row, first + month, float(share), "share")
    return Area("Protection", FIRST_ROW, 3, len(facts.protected), first - 3 + len(months), "col")
