"""Clearance at a terminal: the control sheet, whether Finance has signed, and what `clear` and `verify` say."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from model.base.check import Check
from model.base.financial_year import in_words
from model.control.log import Entry, aside_path, log_path, was_set_aside
from model.control.order import Clearance, Costing
from model.control.seal import read_manifest
from model.control.sheet import CLEARS, NOT_RECORDED
from model.control.sign_off import A_RECORD, ControlState, digest_of_files, signatures
from model.control.since_built import files_of
from model.report.pack.record import gone_stale
from model.report.table import Table
from model.report.words import verdict

NO_PACK = (
    "No pack of this costing is in {}/, so the entry names no pack. Build one with clear, and sign the row again: "
    "the new entry then names the pack."
)


def control_table(state: ControlState) -> Table:
    """One row for each row of the control sheet that applies to the report's kind."""
    rows = []
    for row in state.sheet.own_rows if state.sheet else ():
        held = state.held.get(row.row)
        stale = held.stale(state.now) if held and row.stage in CLEARS else ""
        holds = "Not known" if held and held.costing == NOT_RECORDED else "Yes"
        rows.append(
            {
                "Row": str(row.row),
                "What": row.what,
                "Role": held.role if held else row.role,
                "Name, as typed": (held.name or "no name") if held else "not signed",
                "Date": in_words(held.day) if held else "",
                "Costing": held.costing[:12] if held else "",
                "Holds": f"Stale: {stale}" if stale else holds if held and row.stage in CLEARS else "",
                "Recorded in": place_in_short(held.place) if held else "",
            }
        )
    note = f"The fingerprint of the costing as it is now: {state.now.figures[:12]}."
    return Table("control_sheet", "The control sheet", rows, note=note)


def log_table(entries: Iterable[Entry]) -> Table:
    """One row for each signature, in the order in which the signatures were added."""
    rows: list[dict[str, str | float]] = [
        {
            "Entry": str(entry.entry),
            "Row": f"{entry.row}. {entry.what}",
            "Role": entry.role,
            "Name, as typed": entry.name,
            "Day": in_words(date.fromisoformat(entry.date)),
            "Costing": entry.costing[:12],
            "Pack": entry.pack[:12] if entry.pack != NOT_RECORDED else "none named",
            "Hash of the entry": entry.hash[:12],
        }
        for entry in entries
    ]
    return Table("log", "The log of signatures", rows, note="Signatures are only added. A signature is never changed.")


def finance_said(held: Iterable[Clearance], now: Costing) -> str:
    """A sentence: whether Finance has signed, who, when and for which costing.

    ``held`` has the latest clearance for each row of the control sheet.
    """
    of_finance = [one for one in held if one.row.stage == "finance"]
    if not of_finance:
        return "Finance has not signed this costing."
    one = of_finance[-1]
    signed = f"Finance\u2019s clearance: {one.name or 'no name'}, {in_words(one.day)} ({place_in_short(one.place)})"
    if one.costing == NOT_RECORDED:
        return f"{signed}; the costing that was cleared is not recorded."
    stale = one.stale(now)
    return f"{signed}; stale: {stale}." if stale else f"{signed}, for these very figures."


def place_in_short(place: str) -> str:
    """The place of a clearance in its file, without the folders before the file's name."""
    return place.rsplit("/", 1)[-1]


def built_lines(scenario: Path, pack: Path, checks: Iterable[Check]) -> list[str]:
    """What `clear` says about a new pack: checks that don't pass, what went stale, the verdict, Finance's signature."""
    made = list(checks)
    headline = json.loads((pack / "certificate.json").read_text(encoding="utf-8"))["headline"]
    manifest = read_manifest(pack)
    now = Costing(manifest["results_sha256"], digest_of_files(files_of(scenario), scenario))
    return [
        *(f"  {line}" for line in headline),
        *(
            f"  {'BLOCKS' if check.blocks else 'disclosed'}: {check.title}: {check.finding}"
            for check in made
            if check.outcome != "pass"
        ),
        *(f"  STALE: {line}." for line in gone_stale(scenario, pack) if "changes" not in manifest),
        verdict(made, signed=finance_said(signatures(scenario)[1].values(), now)),
    ]


def signed_lines(entry: Entry, scenario: Path, packs: Path) -> list[str]:
    """What `sign` says about a new log entry: what the entry names, whether it names a pack, and what it proves."""
    log = log_path(scenario)
    cut_off = f"The last line of the log was cut off, so it is not an entry. That line is kept in {aside_path(log)}."
    return [
        *([cut_off] if was_set_aside(log, entry.entry) else []),
        f"Entry {entry.entry} of {log}: row {entry.row}, {entry.what}; {entry.role}, {entry.name}.",
        f"Fingerprint of the costing cleared: {entry.costing}. Fingerprint of its pack\u2019s manifest: {entry.pack}.",
        *([NO_PACK.format(packs)] if entry.pack == NOT_RECORDED else []),
        f"The hash of this entry, to be kept elsewhere, for example in the minutes: {entry.hash}",
        A_RECORD,
    ]
