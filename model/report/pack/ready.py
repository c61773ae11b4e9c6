"""What stops a report from being published: faults of its pack, failed checks, and missing signatures and comments."""

import json
from collections.abc import Iterator
from pathlib import Path

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.control.order import BEFORE_PUBLICATION
from model.control.seal import broken_files, read_manifest
from model.control.sign_off import ControlState
from model.control.since_built import what_changed
from model.disclosure.public_input import record_missing
from model.report.decision.brief import unfilled

READY = (
    "Nothing stops publication. The pack was built from the scenario as it is now, every row that comes before "
    "publication is signed, and the short report has the comments of Finance and Legal."
)


def not_ready(scenario: Path, packs: Path, assessment: Assessment, control: ControlState) -> list[str]:
    """A sentence for each thing that stops publication; empty where nothing does."""
    found = [
        *_of_pack(scenario, packs / scenario.stem, assessment),
        *_of_record(assessment),
        *_of_control(control),
        *_of_report(assessment),
    ]
    return list(dict.fromkeys(found))


def _of_record(assessment: Assessment) -> Iterator[str]:
    """A sentence on what the record of an exempt pack lacks.

    A meeting may exclude the public only for a stated reason, under a stated paragraph of Schedule 12A.
    """
    if missing := record_missing(assessment.scenario):
        lacks = f"The record of why the whole pack is exempt lacks {listed(missing, 'and')}."
        yield f"{lacks} Write this under disclosure in the scenario."


def _of_pack(scenario: Path, pack: Path, assessment: Assessment) -> Iterator[str]:
    manifest = read_manifest(pack)
    if "inputs" not in manifest:
        yield f"No pack of {scenario.name} has been built yet. To build it, clear the scenario."
        yield from (f"{check.title}: {check.finding}" for check in assessment.blocked_by)
        return
    yield from (f"The pack is not as it was built: {broken}." for broken in broken_files(pack))
    yield from (f"The pack is out of date. {line}." for line in what_changed(manifest, scenario))
    for check in json.loads((pack / "checks.json").read_text(encoding="utf-8"))["checks"]:
        failed = check["outcome"] != "pass"
        if failed and (check["blocking"] or check["key"] == "public_pack"):
            yield f"{check['title']}: {check['finding']}"


def _of_report(assessment: Assessment) -> Iterator[str]:
    """A sentence for each comment that the short report lacks."""
    for place in unfilled(assessment.scenario):
        yield f"The short report has no {place} yet. Write them in the section decision, under written."


def _of_control(control: ControlState) -> Iterator[str]:
    if control.sheet is None:
        yield "There is no control sheet, so nobody can sign."
        return
    yield from (f"{check.title}: {check.finding}" for check in control.checks if check.blocks)
    for row in control.sheet.own_rows:
        if row.stage in BEFORE_PUBLICATION and row.row not in control.held:
            yield f"Row {row.row} is not signed: {row.what} ({row.role})."
