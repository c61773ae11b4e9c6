"""The rules of the control sheet: the order of clearances, those made too early, and those out of date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from model.base.check import Check, checked
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.control.log import Entry
from model.control.sheet import CLEARS, NOT_RECORDED, ROLES, Row, Sheet, Stage
from model.schema.reading.document import Document
from model.schema.sections.dates import Dates
from model.schema.sections.scenario import Scenario

LIMITS: dict[Stage, tuple[str, str]] = {
    "draft": ("", "decision"),
    "clearance": ("", "decision"),
    "finance": ("", "decision"),
    "signed_report": ("decision", "published"),
    "publication": ("published", "published"),
    "ready": ("published", "implementation"),
    "call_in": ("decision", "implementation"),
    "call_in_over": ("published", "implementation"),
}
"""The earliest and the latest day of each stage, as fields of :class:`Dates`; empty where there is no such limit."""
EARLIEST = 2
"""A day more than this many years before the decision's month is a slip, such as 1 January 1900 for an empty cell."""
COMES_AFTER: set[tuple[Stage, Stage]] = {("draft", "clearance"), ("draft", "finance"), ("call_in", "call_in_over")}
"""Pairs of stages. The second of a pair must not be signed for a day before the first."""
BEFORE_PUBLICATION = ("draft", "clearance", "finance", "signed_report")
"""Stages that come before a report is published."""
CALLED = {"decision": "the decision", "published": "publication", "implementation": "implementation"}
FINANCE_CLEARED = "finance_clearance"


@dataclass(frozen=True)
class Costing:
    """The costing that is cleared: SHA-256 of its figures, and of the scenario file with the files it names."""

    figures: str
    inputs: str


@dataclass(frozen=True)
class Clearance:
    """The latest clearance of a row. ``costing`` and ``inputs`` are SHA-256, or ``not recorded``."""

    row: Row
    role: str
    name: str
    day: date
    costing: str
    inputs: str
    place: str
    """Where the clearance is recorded: a line of the sheet, or an entry of the log."""

    @property
    def named(self) -> str:
        """The number of the clearance's row, and in brackets what the row is for."""
        return f"{self.row.row} ({self.row.what})"

    def stale(self, now: Costing) -> str:
        """Why a clearance does not apply to the present costing; empty if it does, or if no costing was recorded."""
        if self.row.stage not in CLEARS or self.costing == NOT_RECORDED:
            return ""
        if self.costing != now.figures:
            return f"it cleared the costing {self.costing[:12]}, and the figures have changed since"
        if self.inputs not in (NOT_RECORDED, now.inputs):
            return "the figures are those that it cleared, but the scenario's files have changed since"
        return ""


def clearances(sheet: Sheet, document: Document, entries: Sequence[Entry] = ()) -> dict[int, Clearance]:
    """The latest clearance of each row, by row number, from the log, or else from the sheet itself."""
    latest: dict[int, Clearance] = {}
    index = {row.row: number for number, row in enumerate(sheet.rows)}
    for row in sheet.own_rows:
        if row.date:
            place = document.place_in_words(("rows", index[row.row], "date"))
            latest[row.row] = Clearance(row, row.role, row.name or "", row.date, row.costing, NOT_RECORDED, place)
        for entry in entries:
            if entry.row == row.row:
                day, place = date.fromisoformat(entry.date), f"the log, entry {entry.entry}"
                latest[row.row] = Clearance(row, entry.role, entry.name, day, entry.costing, entry.inputs, place)
    return latest


def out_of_order(row: Row, day: date, dates: Dates) -> Iterator[str]:
    """Each limit that the day of a row breaks, in words: ``on or before the decision (18 November 2010)``."""
    first, last = LIMITS[row.stage]
    for name, wrong, word in (
        (first, lambda limit: day < limit, "after"),
        (last, lambda limit: day > limit, "before"),
    ):
        limit = getattr(dates, name) if name else None
        if limit and wrong(limit):
            yield f"on or {word} {CALLED[name]} ({in_words(limit)})"
    earliest = dates.decision.replace(year=dates.decision.year - EARLIEST, day=1)
    if day < earliest:
        yield f"on or after {in_words(earliest)}, {EARLIEST} years before the decision"


def out_of_order_with(row: Row, day: date, signed: Iterable[Clearance]) -> Iterator[str]:
    """Each limit, in words, that other signed rows set for the day of a row and that the day breaks."""
    for other in signed:
        if (other.row.stage, row.stage) in COMES_AFTER and other.row.row != row.row and day < other.day:
            yield f"on or after {in_words(other.day)}, the day of row {other.named}"


def limits_in_words(row: Row, dates: Dates) -> str:
    """When a row may be signed: ``on or before the decision (18 November 2010)``; empty where no limit is stated."""
    first, last = (getattr(dates, name) if name else None for name in LIMITS[row.stage])
    bounds = zip((first, last), ("after", "before"), LIMITS[row.stage], strict=True)
    if first == last and first is not None:
        return f"on {in_words(first)}"
    return ", ".join(f"on or {word} {CALLED[name]} ({in_words(limit)})" for limit, word, name in bounds if limit)


def control_checks(
    scenario: Scenario,
    now: Costing,
    sheet: Sheet | None,
    signed: dict[int, Clearance],
    blocking: Iterable[Check] = (),
) -> list[Check]:
    """The checks that a control sheet adds; ``blocking`` are the checks that fail and block already."""
    assumed = _assumptions(scenario)
    if sheet is None:
        nothing = [
            "There is no control sheet beside the scenario, so nothing says who asked for the costing or who clears it."
        ]
        missing = checked("control_sheet", "The control sheet", nothing, "", blocking=False)
        return [missing, assumed]
    order = "Order of clearances, decision, publication and implementation"
    recorded = "The costing that each clearance names, and the costing as it is now"
    count = _of(signed, sheet)
    in_order = (
        f"{count} recorded, and no date is out of order."
        if signed
        else "No row is recorded yet, so none is out of order."
    )
    as_it_is = (
        f"{count} recorded, and none names a costing other than the present one."
        if signed
        else "No row is recorded yet."
    )
    disclosed = {
        "before_finance": ("Clearances before Finance's", list(_before_finance(signed)), "There are none."),
        "stale": (recorded, list(_stale(now, signed)), as_it_is),
        "unsigned": ("Signatures on the rows of the control sheet", _unsigned(sheet, signed), f"{count} recorded."),
        "roles": ("The four roles: commissioner, analyst, assurer, approver", _unnamed(sheet), "All four are named."),
    }
    return [
        checked("clearance_order", order, list(_order(scenario.dates, signed)), in_order),
        _finance(now, signed, blocking),
        *(checked(key, title, faults, sound, blocking=False) for key, (title, faults, sound) in disclosed.items()),
        assumed,
    ]


def _of(signed: dict[int, Clearance], sheet: Sheet) -> str:
    return f"{len(signed)} of {len(sheet.own_rows)} rows {'is' if len(signed) == 1 else 'are'}"


def _order(dates: Dates, signed: dict[int, Clearance]) -> Iterator[str]:
    for clearance in signed.values():
        for expected in out_of_order(clearance.row, clearance.day, dates):
            of_day = f"Row {clearance.named} is dated {in_words(clearance.day)}"
            yield f"{of_day} and must be {expected}. See {clearance.place}."
    for clearance in signed.values():
        for expected in out_of_order_with(clearance.row, clearance.day, signed.values()):
            of_day = f"Row {clearance.named} is dated {in_words(clearance.day)}"
            yield f"{of_day} and must be {expected}. See {clearance.place}."


def _finance(now: Costing, signed: dict[int, Clearance], blocking: Iterable[Check]) -> Check:
    failing = [check.title for check in blocking]
    faults = [
        f"Finance's clearance of {in_words(clearance.day)} is recorded ({clearance.place}), but these checks fail: "
        f"{'; '.join(failing)}."
        for clearance in signed.values()
        if clearance.row.stage == "finance" and clearance.costing in (NOT_RECORDED, now.figures) and failing
    ]
    sound = "No blocking check fails."
    if failing:
        sound = f"Finance has not cleared the costing, and may not while these checks fail: {'; '.join(failing)}."
    return checked(FINANCE_CLEARED, "Finance's clearance, and the checks that block", faults, sound)


def _before_finance(signed: dict[int, Clearance]) -> Iterator[str]:
    """A sentence on each clearance dated before Finance's, unless both name the same costing."""
    for finance in (clearance for clearance in signed.values() if clearance.row.stage == "finance"):
        for clearance in signed.values():
            same = clearance.costing == finance.costing != NOT_RECORDED
            days = (finance.day - clearance.day).days
            if clearance.row.stage == "clearance" and days > 0 and not same:
                yield (
                    f"Row {clearance.named} is dated {in_words(clearance.day)}, {days} "
                    f"{'day' if days == 1 else 'days'} before Finance's clearance of {in_words(finance.day)}."
                )


def _stale(now: Costing, signed: dict[int, Clearance]) -> Iterator[str]:
    bare = [
        str(clearance.row.row)
        for clearance in signed.values()
        if clearance.row.stage in CLEARS and clearance.costing == NOT_RECORDED
    ]
    if bare:
        rows = f"row{'s' if len(bare) > 1 else ''} {listed(bare, 'and')}"
        yield f"The costing that was cleared is not recorded for {rows}."
    for clearance in signed.values():
        if why := clearance.stale(now):
            yield f"Row {clearance.named}, {in_words(clearance.day)}, is stale: {why} ({clearance.place})."


def _unsigned(sheet: Sheet, signed: dict[int, Clearance]) -> list[str]:
    missing = [row.row for row in sheet.own_rows if row.row not in signed]
    return [f"Not recorded: row{'s' if len(missing) > 1 else ''} {listed(missing, 'and')}."] if missing else []


def _unnamed(sheet: Sheet) -> list[str]:
    missing = [role for role in ROLES if not getattr(sheet.roles, role)]
    return [f"Not stated: {listed(missing, 'and')}."] if missing else []


def _assumptions(scenario: Scenario) -> Check:
    """A check that each assumption has an owner and a review date, which may not be before the decision."""
    faults, total = [], len(scenario.assumptions)
    for what, key in (("owner", "owner"), ("review date", "review_by")):
        without = sum(getattr(assumption, key) is None for assumption in scenario.assumptions)
        if without:
            of_all = number_of(total, "assumption")
            faults.append(f"{without} of {of_all} {'has' if without == 1 else 'have'} no {what}.")
    faults += [
        f"Review was due by {in_words(assumption.review_by)}, before the decision: {assumption.text}"
        for assumption in scenario.assumptions
        if assumption.review_by and assumption.review_by < scenario.dates.decision
    ]
    sound = "Each assumption has an owner and a review date." if total else "No assumption is stated."
    return checked("assumptions", "Owners and review dates of the assumptions", faults, sound, blocking=False)
