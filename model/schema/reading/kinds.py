"""Says what a file is, where it is given instead of a scenario, a control sheet or a portfolio."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.base.faults import Fault, InputFaults


@dataclass(frozen=True)
class Kind:
    """A kind of file, the keys by which it is known, and what to do with it."""

    name: str
    keys: frozenset[str]
    """Every file of this kind has all these keys."""
    instead: str
    """What to do with the file. ``{file}`` is its path, and ``{scenario}`` the path of the scenario beside the file."""


SCENARIO = Kind("a scenario", frozenset({"present", "pay"}), "`check {file}` reads this file")
CONTROL_SHEET = Kind("a control sheet", frozenset({"report", "rows"}), "give the scenario beside it, {scenario}")
PORTFOLIO = Kind("a portfolio of scenarios", frozenset({"scenarios"}), "`portfolio {file}` reads this file")
MANIFEST = Kind("the manifest of a pack", frozenset({"manifest_sha256", "files"}), "give the pack's folder to `verify`")
CERTIFICATE = Kind(
    "the certificate of a pack", frozenset({"headline", "checks"}), "give the scenario that the pack was built from"
)
COLUMNS = Kind(
    "the columns of an extract", frozenset({"columns"}), "`new --from-extract` reads this file with --columns"
)
KINDS = (SCENARIO, CONTROL_SHEET, PORTFOLIO, MANIFEST, CERTIFICATE, COLUMNS)


def refuse_other(data: Mapping[str, object], file: str, wanted: Kind) -> None:
    """Raise InputFaults where a file has no key of the wanted kind, and all the keys of a different kind."""
    if not isinstance(data, dict) or wanted.keys & data.keys():
        return
    found = next((kind for kind in KINDS if kind is not wanted and kind.keys <= data.keys()), None)
    if found:
        path = Path(file)
        scenario = path.with_name(f"{path.stem.removesuffix('.control')}.yaml").as_posix()
        expected = f"{wanted.name}; {found.instead.format(file=path.as_posix(), scenario=scenario)}"
        raise InputFaults([Fault(file, 1, "the file", found.name, expected)])
