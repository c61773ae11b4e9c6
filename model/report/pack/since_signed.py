"""What changed since the pack that was last signed, in pounds and in words. The signed pounds come from that pack."""

import json
from dataclasses import dataclass
from pathlib import Path

from model.assessment.assess import Assessment
from model.base.faults import Fault, InputFaults, listed
from model.base.version import VERSION
from model.control.log import log_path, read_log
from model.control.seal import broken_files, read_manifest
from model.control.sheet import NOT_RECORDED
from model.control.since_built import rate_tables_changed
from model.cost.elements import TOTAL
from model.report.pack.record import last_signed
from model.report.table import Table
from model.report.tables.compared import MEASURES, compared
from model.schema.differences import scenario_differences
from model.schema.load import load_scenario


@dataclass(frozen=True)
class SinceCleared:
    """The signed pack, a table of its figures beside today's, and a line in words for each difference."""

    pack: Path
    table: Table
    lines: tuple[str, ...]


def since_cleared(scenario: Path, assessment: Assessment, packs: Path) -> SinceCleared:
    """Compare a scenario as it is now with the last pack that its log names.

    The pack's pounds are read from its ``results.json``, not costed again. They are what was signed, even where rates
    or rules have changed since. Raises InputFaults where the log names no pack, or the pack is missing or was altered.
    """
    pack = last_signed(scenario, packs)
    if pack is None:
        raise InputFaults([_nothing_signed(scenario, packs)])
    if broken := broken_files(pack):
        said = [
            Fault(f"{pack.as_posix()}/{one.where}", 1, "the pack", one.what, "the file as signed") for one in broken
        ]
        raise InputFaults(said)
    manifest = read_manifest(pack)
    before = load_scenario(pack / manifest["scenario_file"], assessment.rates)
    bases = dict.fromkeys((before.costing.basis, assessment.scenario.costing.basis))
    lines = [*scenario_differences(before, assessment.scenario), *_rules(manifest)]
    return SinceCleared(pack, _pounds(pack, assessment, list(bases)), tuple(lines))


def _nothing_signed(scenario: Path, packs: Path) -> Fault:
    """Why no signed pack can be compared: nobody has signed, no entry names a pack, or the pack is elsewhere."""
    log = log_path(scenario)
    if not log.is_file():
        expected = "a signed pack (`clear`, then `sign`), or a second scenario to compare with"
        return Fault(scenario.as_posix(), 1, "the only file to compare", "a scenario that nobody has signed", expected)
    named = [entry.pack for entry in read_log(log)[0] if entry.pack != NOT_RECORDED]
    if not named:
        expected = "an entry that names a pack: build one with `clear`, then `sign`"
        return Fault(log.as_posix(), 1, "the log", "no pack in any entry", expected)
    found = f"the pack {named[-1][:12]}, which is not in {packs.as_posix()}/"
    return Fault(log.as_posix(), 1, "the log", found, "the folder that has this pack, given with --packs FOLDER")


def _pounds(pack: Path, assessment: Assessment, bases: list[str]) -> Table:
    was, now = _totals(json.loads((pack / "results.json").read_text("utf-8"))), _totals(json.loads(assessment.results))
    years = sorted({year for _, _, year in was} & {year for _, _, year in now})
    amounts = [
        (*key, (was[key], now[key]))
        for year in years
        for basis in bases
        for structure in MEASURES
        if (key := (structure, basis, year)) in was and key in now
    ]
    frame, empty = compared(amounts, ("Signed", "Now"))
    alone = sorted({year for _, _, year in (*was, *now)} - set(years))
    return Table(
        "since_cleared",
        "Changes since the pack that was last signed, £",
        frame,
        money=("Signed", "Now", "Difference"),
        signed=("Difference",),
        note=" ".join(
            filter(
                None,
                (
                    f"Not shown, because only one of the two costings has {'it' if len(alone) == 1 else 'them'}: "
                    f"{listed(alone, 'and')}."
                    if alone
                    else "Both show the same years.",
                    empty,
                ),
            )
        ),
    )


def _totals(records: list[dict]) -> dict[tuple[str, str, str], float]:
    return {
        (one["structure"], one["basis"], one["year"]): one["amount"]
        for one in records
        if one["element"] == TOTAL and one["structure"] in MEASURES
    }


def _rules(manifest: dict) -> list[str]:
    """What else may have changed the figures: the rate tables, and the workbook itself."""
    said = rate_tables_changed(manifest)
    version = manifest["versions"]["workbook"]
    return [*said, f"Workbook: version {version} becomes {VERSION}"] if version != VERSION else said
