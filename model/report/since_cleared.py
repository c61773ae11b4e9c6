"""What changed since the pack that was cleared before: pounds as that pack holds them, and in words."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pandas as pd

from model import __version__
from model.assessment import Assessment
from model.control.log import log_path
from model.control.seal import broken_files, read_manifest
from model.costing import TOTAL
from model.differences import scenario_differences
from model.faults import Fault, InputFaults, listed
from model.pay import basis_named
from model.rate_tables import RATES_FOLDER
from model.report.pack_record import last_signed
from model.report.table import Table
from model.schema.load import load_scenario

MEASURES = {
    "do_nothing": "Present",
    "proposed": "Proposed",
    "full_year_effect": "Full-year effect",
    "part_year_effect": "Effect in the year",
}


@dataclass(frozen=True)
class SinceCleared:
    """The cleared pack, its figures beside those of now, and what differs in words, a line each."""

    pack: Path
    table: Table
    lines: tuple[str, ...]


def since_cleared(scenario: Path, assessment: Assessment, packs: Path) -> SinceCleared:
    """Set a scenario as it is now beside the last pack that its log names.

    The pack's pounds are read from its ``results.json``, not costed again: they are what was cleared, whatever the
    rates and rules have become. Raises InputFaults where the log names no pack, it is not there, or it was altered.
    """
    pack = last_signed(scenario, packs)
    if pack is None:
        expected = f"an entry that names a pack which stands in {packs.as_posix()}/; `sign` after `clear` makes one"
        raise InputFaults([Fault(log_path(scenario).as_posix(), 1, "the log", "no pack to compare with", expected)])
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


def _pounds(pack: Path, assessment: Assessment, bases: list[str]) -> Table:
    was, now = _totals(json.loads((pack / "results.json").read_text("utf-8"))), _totals(json.loads(assessment.results))
    years = sorted({year for _, _, year in was} & {year for _, _, year in now})
    rows = [
        {"Measure": label, "Year": year, "Basis": basis_named(basis).label, "Cleared": was[key], "Now": now[key]}
        for year in years
        for basis in bases
        for structure, label in MEASURES.items()
        if (key := (structure, basis, year)) in was and key in now
    ]
    frame = pd.DataFrame(rows, columns=["Measure", "Year", "Basis", "Cleared", "Now"])
    frame["Difference"] = frame["Now"] - frame["Cleared"]
    alone = sorted({year for _, _, year in (*was, *now)} - set(years))
    return Table(
        "since_cleared",
        "Since the pack that was cleared before, £",
        frame,
        money=("Cleared", "Now", "Difference"),
        signed=("Difference",),
        note=f"Not shown, since only one of the two has {listed(alone, 'and')}."
        if alone
        else "Both show the same years.",
    )


def _totals(records: list[dict]) -> dict[tuple[str, str, str], float]:
    return {
        (one["structure"], one["basis"], one["year"]): one["amount"]
        for one in records
        if one["element"] == TOTAL.key and one["structure"] in MEASURES
    }


def _rules(manifest: dict) -> list[str]:
    """What else may have moved the figures: the rate tables, and the workbook itself."""
    tables = {path.name: sha256(path.read_bytes()).hexdigest() for path in RATES_FOLDER.glob("*.csv")}
    held = manifest["rates_sha256"]
    changed = sorted(name for name in {*tables, *held} if tables.get(name) != held.get(name))
    said = [f"Rate tables: {listed(changed, 'and')} changed"] if changed else []
    version = manifest["versions"]["workbook"]
    return [*said, f"Workbook: version {version} becomes {__version__}"] if version != __version__ else said
