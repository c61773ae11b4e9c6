"""The staff annex: what the change means for each holder, by reference. It is for HR and the exempt part of a meeting.

It has a table for each subject. The data for letters has the same figures, in a row for each holder in a post.
"""

from collections.abc import Iterator, Sequence

from model.assessment.assess import Assessment
from model.assessment.staff import StaffChange
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.base.stated import stated
from model.disclosure.public_input import exempt_banner, exempt_mark
from model.report.decision.blocks import Block, Fill, Line, Paper, Part, Ref, Words, said
from model.report.people.fences import fences
from model.report.people.letters import COLUMNS, PAID_TO_THEM, paid_to
from model.report.people.protection import protection
from model.report.people.rows import MOST_ROWS, rows_of_people
from model.report.people.words import held_as, money, outcome

NO_ANNEX = "There is no staff annex, and there is no data for letters: the scenario lists no holders."
INVENTED = "Holders and points are invented. "
ASSUMED = (
    "The outcome of a ring-fence is assumed until selection is over. Send no letter that rests on an assumed outcome. "
)


def staff_annex(assessment: Assessment, changes: Sequence[StaffChange], letters: str, blocked: str = "") -> Paper:
    """The annex in words and tables. ``letters`` is the name of the file with the data for letters.

    ``blocked`` is why the pack is not cleared; empty where it is.
    """
    scenario = assessment.scenario
    parts = {
        "salaries": ("Post and salary before and after", _salaries(changes)),
        "protection": ("Pay protection", protection(assessment, changes)),
        "fences": ("Ring-fences: outcomes and alternatives", fences(assessment)),
        "notice": ("Notice", _notice(changes)),
        "leaving": ("What is paid on leaving", _leaving(changes)),
        "letters": ("Data for letters", _letters(letters)),
    }
    return Paper(
        title=f"Staff annex: {scenario.title}",
        subtitle=f"{scenario.authority} \u00b7 {scenario.reference}",
        marks=tuple(filter(None, (blocked, exempt_banner(scenario)))),
        box=tuple(_box(assessment, changes)),
        parts=tuple(Part(key, heading, tuple(blocks)) for key, (heading, blocks) in parts.items()),
        footer=f"{exempt_mark(scenario)} \u00b7 {scenario.reference}",
    )


def _box(assessment: Assessment, changes: Sequence[StaffChange]) -> Iterator[tuple[str, Line]]:
    scenario = assessment.scenario
    people = len({change.ref for change in changes})
    yield "For", ("Human resources, and those who decide on exempt matters",)
    yield "Holders", (f"{number_of(people, 'person', 'people')} in {number_of(len(changes), 'post')}",)
    yield "Decision", (in_words(scenario.dates.decision),)
    days = {change.changes_on: in_words(change.changes_on) for change in changes if change.after}
    if days:
        yield "Takes effect", (listed([days[day] for day in sorted(days)], "and"),)
    invented = INVENTED if scenario.people and scenario.people.invented else ""
    assumed = ASSUMED if assessment.outcomes else ""
    yield "Take care", (f"{invented}{assumed}Compare the figures with payroll before a letter is sent.",)


def _salaries(changes: Sequence[StaffChange]) -> Iterator[Block]:
    posts = number_of(len(changes), "holder in a post", "holders in a post")
    which = "each holder" if len(changes) <= MOST_ROWS else f"the first {MOST_ROWS} of {posts}"
    yield said(
        Ref("salaries"),
        f" lists {which} by reference. A salary is for a year, at the FTE and the paid weeks of the post, without what "
        "is paid on top, such as allowances. Salaries before and after are both at the rates of the month of the "
        "change, so the difference has no pay award in it. The point before is the point held on the day "
        "before the change.",
    )
    rows = [
        (
            change.ref,
            held_as(change.before) if change.before else "joins later",
            money(change.before.salary if change.before else None),
            f"{held_as(change.after)}: {outcome(change)}" if change.after else outcome(change),
            in_words(change.changes_on),
            money(change.after.salary if change.after else None),
        )
        for change in changes
    ]
    header = ("Holder", "Before", "Salary", "After", "From", "Salary after")
    yield rows_of_people("salaries", "Post and salary of each holder, \u00a3 a year", header, rows, (2, 5))


def _notice(changes: Sequence[StaffChange]) -> Iterator[Block]:
    yield said(
        "By statute an employer gives a week of notice for each complete year of service, at least one week and at "
        "most 12 (Employment Rights Act 1996, section 86). Service is counted to the day in the table. Notice by "
        "contract is as the scenario states it. The longer of the two notices is due.",
    )
    known = [
        change
        for change in changes
        if change.number == 1 and change.notice and (change.leaving or change.notice.statutory is not None)
    ]
    if not known:
        yield said("The scenario states nobody\u2019s service, so no weeks of notice are shown.")
        return
    others = len({change.ref for change in changes} - {change.ref for change in known})
    if others:
        yield said(
            f"{number_of(others, 'holder has', 'holders have')} no row, because the scenario does not state their "
            "service or because they leave in a way that needs no notice.",
        )
    header = ("Holder", "Service to", "Statutory weeks", "Contract weeks", "Weeks due", "Paid, not served")
    rows = [_notice_of(change) for change in known]
    yield rows_of_people("notice", "Notice from the employer, weeks", header, rows, (2, 3, 4, 5))


def _notice_of(change: StaffChange) -> tuple[Words, ...]:
    notice = stated(change.notice, "notice")
    to_fill = notice.by_contract is None and change.leaving
    return (
        change.ref,
        in_words(notice.counted_to),
        _weeks(notice.statutory),
        Fill("contract_weeks", "weeks") if to_fill else _weeks(notice.by_contract),
        _weeks(notice.due),
        _weeks(notice.paid or None),
    )


def _weeks(weeks: float | None) -> str:
    return "\u2013" if weeks is None else f"{weeks:g}"


def _leaving(changes: Sequence[StaffChange]) -> Iterator[Block]:
    leavers = [change for change in changes if change.leaving and change.number == 1]
    if not leavers:
        yield said("Nobody in the list of holders leaves because of the change.")
        return
    yield said(
        Ref("paid_on_leaving"),
        " shows what is paid to each person, before tax. What leaving costs the council in addition, such as pension "
        "strain (the cost of a pension paid early), is in the report, under \u201cWhat the change costs once\u201d.",
    )
    rows = []
    for change in leavers:
        paid, leaver = paid_to(change), stated(change.leaving, "leaving").leaver
        amounts = [paid.get(kind) for kind in PAID_TO_THEM]
        how = f"{leaver.of_kind.label}, {in_words(leaver.leaves_on)}"
        rows.append((change.ref, how, *map(money, amounts), money(sum(paid.values()))))
    header = ("Holder", "How, and last day", "Redundancy", "Notice", "Leave", "Settlement", "In all")
    title = "What is paid to each person who leaves, \u00a3"
    yield rows_of_people("paid_on_leaving", title, header, rows, range(2, 7))


def _letters(file: str) -> Iterator[Block]:
    yield said(
        f"{file} has a row for each holder in a post, to be merged into a letter in Word: Mailings, Select Recipients, "
        "Use an Existing List. Somebody with two posts has two rows. Sums of money are plain numbers. The field ",
        '{ MERGEFIELD salary_after \\# "\u00a3,0.00" }',
        " prints a sum with a comma and pence. Days are in words.",
    )
    rows = [(column.heading, column.unit, column.meaning) for column in COLUMNS]
    yield rows_of_people("columns", f"The columns of {file}", ("Column", "Unit", "Meaning"), rows)
