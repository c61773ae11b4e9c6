"""Signing a row of the control sheet, which adds a line to the log. A signature that breaks a rule is refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.assessment.assess import Assessment, assess
from model.base.check import Check
from model.base.faults import Fault, InputFaults
from model.base.financial_year import in_words
from model.base.trouble import Trouble
from model.base.version import VERSION
from model.control.lock import SIGNED, alone_at
from model.control.log import Broken, Entry, LogBroken, add_entry, log_path, now, read_log, set_cut_off_aside
from model.control.names import unfit_name
from model.control.order import (
    FINANCE_CLEARED,
    Clearance,
    Costing,
    clearances,
    control_checks,
    out_of_order,
    out_of_order_with,
)
from model.control.receipt import known_by_pack
from model.control.seal import broken_files, digests, manifest_digest, read_manifest
from model.control.sheet import NOT_RECORDED, REPORTS, Sheet, control_path, read_sheet
from model.schema.reading.document import Document

A_RECORD = "A typed name records who is said to have cleared the row. It does not prove who typed the name."
NO_SHEET = "a control sheet, which `python3 workbook.py control SCENARIO --new officer` starts"


SAVE_FIRST = (
    "a pack built from a saved file: save the scenario in the pack's inputs under a new name, and build its pack"
)
"""What the officer must do before a costing with unsaved changes can be signed."""


class FinanceRefused(Trouble):
    """Finance can't clear a costing while a blocking check fails. Nothing was added to the log."""

    code = 3

    def __init__(self, checks: tuple[Check, ...]):
        self.checks = checks
        failing = " ".join(f"{one.title}: {one.finding}" for one in checks)
        super().__init__(f"Finance can't clear the costing. {failing}")


@dataclass(frozen=True)
class ControlState:
    """A scenario's control sheet, the latest clearance of each row, and the checks of the sheet and clearances."""

    sheet: Sheet | None
    held: dict[int, Clearance]
    now: Costing
    checks: tuple[Check, ...]


def control_state(scenario: Path, assessment: Assessment, *, with_log: bool = True) -> ControlState:
    """The control sheet of an assessed scenario. ``with_log=False`` leaves out the signatures in the log.

    Raises InputFaults with every fault of the sheet. Where the log is broken, only the entries before the first
    broken one count, and a blocking check says so.
    """
    now = Costing(assessment.digest, inputs_digest(assessment))
    sheet, held, broken = signatures(scenario, with_log=with_log)
    made = control_checks(assessment.scenario, now, sheet, held, assessment.blocked_by)
    if broken:
        made.append(Check("log", "The log of clearances", "fail", True, f"{broken}."))
    return ControlState(sheet, held, now, tuple(made))


def signatures(scenario: Path, *, with_log: bool = True) -> tuple[Sheet | None, dict[int, Clearance], Broken | None]:
    """The sheet beside a scenario, each row's latest clearance, and any break in the log. Nothing is costed."""
    path = control_path(scenario)
    entries, broken = read_log(log_path(scenario)) if with_log else ((), None)
    sheet, document = read_sheet(path) if path.is_file() else (None, Document(path.as_posix()))
    return sheet, clearances(sheet, document, entries) if sheet else {}, broken


def sign_row(
    scenario: Path, row: int, name: str, role: str = "", day: date | None = None, packs: Path = Path("packs")
) -> Entry:
    """Add one clearance to the log beside a scenario, and return it as an entry.

    If left out, ``role`` is the role that the sheet gives the row, and ``day`` is today. Raises FinanceRefused,
    LogBroken, AtWork, or InputFaults: a row that the report does not have, a day out of order, a pack that was altered,
    or any fault of the scenario or its sheet. Nothing is added to the log if an error is raised.
    """
    with alone_at(scenario, SIGNED):
        return _sign(scenario, row, name, role, day, packs)


def _sign(scenario: Path, row: int, name: str, role: str, day: date | None, packs: Path) -> Entry:
    path, pack = control_path(scenario), packs / scenario.stem
    for place in (pack, *scenario.resolve().parents):
        if read_manifest(place).get("changes"):
            found = "a pack made with changes that are not saved in any file"
            raise InputFaults([Fault(place.as_posix(), 1, "the pack", found, SAVE_FIRST)])
    if not path.is_file():
        raise InputFaults([Fault(path.as_posix(), 1, "the file", "no such file", NO_SHEET)])
    sheet, document = read_sheet(path)
    manifest, log = read_manifest(pack), log_path(scenario)
    set_cut_off_aside(log)
    entries, broken = read_log(log)
    known = known_by_pack(manifest, pack)
    if broken := broken or (known and built_from_this(manifest, scenario) and known.contradicts(log.name, entries)):
        raise LogBroken(broken)
    assessment = assess(scenario)
    signed = clearances(sheet, document, entries)
    faults = [*_faults(sheet, document, assessment, row, day, signed), *_of_names(document, sheet, row, name, role)]
    day = day or date.today()
    of_this = pack.is_dir() and manifest.get("results_sha256", assessment.digest) == assessment.digest
    if of_this:
        faults += [
            Fault(
                f"{pack.as_posix()}/{broken_file.where}",
                1,
                "the pack",
                broken_file.what,
                "the pack as it was built; build it again",
            )
            for broken_file in broken_files(pack)
        ]
    if faults:
        raise InputFaults(faults)
    signed_row = next(own_row for own_row in sheet.own_rows if own_row.row == row)
    if signed_row.stage == "finance":
        _refuse_finance(scenario, assessment, not of_this or manifest["cleared"])
    return add_entry(
        log,
        {
            "row": row,
            "what": signed_row.what,
            "role": role.strip() or signed_row.role,
            "name": name.strip(),
            "date": day.isoformat(),
            "costing": assessment.digest,
            "inputs": inputs_digest(assessment),
            "pack": manifest_digest(pack) if of_this else NOT_RECORDED,
            "public_pack": (of_this and manifest_digest(pack / "public")) or NOT_RECORDED,
            "model": VERSION,
            "recorded": now(),
        },
    )


def inputs_digest(assessment: Assessment) -> str:
    """One SHA-256 of the scenario file and every file that it names, without the control sheet and the log."""
    return digest_of_files(assessment.files, Path(assessment.document.file) if assessment.document else None)


def digest_of_files(files: Iterable[Path], scenario: Path | None = None) -> str:
    """One SHA-256 of files, by place and content; a scenario that is a workbook counts by its values."""
    return sha256(repr(list(digests(files, scenario).items())).encode()).hexdigest()


def _refuse_finance(scenario: Path, assessment: Assessment, pack_clears: bool) -> None:
    """Raise FinanceRefused if any blocking check fails, other than the check of Finance's own earlier clearance."""
    of_sheet = [check for check in control_state(scenario, assessment).checks if check.key != FINANCE_CLEARED]
    failing = tuple(check for check in (*assessment.checks, *of_sheet) if check.blocks)
    if not failing and not pack_clears:
        finding = "A blocking check fails. The pack's checks.json says which."
        failing = (Check("pack", "The pack's own checks", "fail", True, finding),)
    if failing:
        raise FinanceRefused(failing)


def built_from_this(manifest: Mapping[str, Any], scenario: Path) -> bool:
    """Whether a pack was built from a scenario with this file name. No other pack describes the scenario's log."""
    return Path(str(manifest.get("scenario_file", ""))).stem == scenario.stem


def _faults(
    sheet: Sheet, document: Document, assessment: Assessment, number: int, day: date | None,
    signed: Mapping[int, Clearance],
) -> Iterator[Fault]:  # fmt: skip
    rows = [row.row for row in sheet.own_rows]
    place = next((index for index, row in enumerate(sheet.rows) if row.row == number), None)
    if place is None:
        each = "".join(f"\n      {row.row:2} {row.what} ({row.role})" for row in sheet.own_rows)
        yield document.fault(("rows",), f"one of the rows of {REPORTS[sheet.report]}:{each}", found=f"row {number}")
    elif number not in rows:
        other = REPORTS[sheet.rows[place].for_]
        expected = f"a row for {REPORTS[sheet.report]}; this row is for {other}"
        yield document.fault(("rows", place, "row"), expected, found=f"row {number}")
    else:
        row, today = sheet.rows[place], date.today()
        found = in_words(day) if day else f"no day, which means today, {in_words(today)}"
        wrong = [*out_of_order(row, day or today, assessment.scenario.dates)]
        wrong += out_of_order_with(row, day or today, signed.values())
        for expected in wrong:
            yield document.fault(("rows", place), f"the day on which the row was signed, {expected}", found=found)
        if (day or today) > today and row.stage != "call_in_over":
            expected = f"today or earlier: by this machine's clock, today is {in_words(today)}"
            yield document.fault(("rows", place), expected, found=found)


def _of_names(document: Document, sheet: Sheet, number: int, name: str, role: str) -> Iterator[Fault]:
    """Faults of a name or a role that a reader could not read: several lines, no letters, or invisible characters."""
    place = next((index for index, row in enumerate(sheet.rows) if row.row == number), 0)
    for typed, what in ((name, "the name of the person who clears the row"), (role, "the role")):
        if what == "the role" and not typed.strip():
            continue
        if wrong := unfit_name(typed):
            yield document.fault(("rows", place), what, found=wrong)
