"""What has changed since a pack was built: the scenario's files, the rate tables, and signatures now out of date.

A pack stays sound as a record of what was costed then. Anyone who reads it must still know that the scenario changed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.base.faults import InputFaults, listed
from model.base.financial_year import in_words
from model.control.order import Costing
from model.control.seal import digests
from model.control.sign_off import digest_of_files, signatures
from model.rates.tables import RATES_FOLDER
from model.schema.load import input_files, read_scenario


def what_changed(manifest: Mapping[str, Any], scenario: Path) -> list[str]:
    """Sentences on a pack's inputs and rate tables that have changed, and on each signature that is now out of date.

    ``manifest`` is the whole pack's, not the public pack's. ``scenario`` is the file that the pack was built from, as
    it is now.
    """
    return [*_inputs(manifest["inputs"], scenario), *rate_tables_changed(manifest), *_stale(manifest, scenario)]


def rate_tables_changed(manifest: Mapping[str, Any]) -> list[str]:
    """A sentence that names the rate tables that have changed since a pack was costed; empty where none has."""
    return _differing("Rate tables", manifest["rates_sha256"], digests(RATES_FOLDER.glob("*.csv")))


def files_of(scenario: Path) -> tuple[Path, ...]:
    """A scenario's file and every file that it names, as they are now. Raises InputFaults where it can't be read."""
    return input_files(read_scenario(scenario)[0])


def _inputs(built_on: Mapping[str, str], scenario: Path) -> list[str]:
    try:
        return _differing("Inputs", built_on, digests(files_of(scenario), scenario))
    except InputFaults:
        return [f"Inputs: {scenario.name} has changed, and can't be read as it is now"]


def _differing(what: str, built_on: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    changed = sorted(name for name in {*built_on, *now} if built_on.get(name) != now.get(name))
    return [f"{what}: {listed(changed, 'and')} changed"] if changed else []


def _stale(manifest: Mapping[str, Any], scenario: Path) -> list[str]:
    """A line on each signature that cleared figures other than this pack's, or files other than the present ones."""
    try:
        signed = signatures(scenario)[1]
        now = Costing(manifest["results_sha256"], digest_of_files(files_of(scenario), scenario))
    except InputFaults as faults:
        return [f"Signatures: not checked, since {faults.faults[0].file} has a fault"]
    return [
        f"Signature: row {clearance.named}, {clearance.name}, {in_words(clearance.day)}: {why}"
        for clearance in signed.values()
        if (why := clearance.stale(now))
    ]
