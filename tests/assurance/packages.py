"""What the workbook is made of: every package of its locks, its licence, and what is known to be weak in it."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from urllib.request import Request, urlopen

from model.base.version import VERSION

HOME = Path(__file__).resolve().parents[2]
SBOM = HOME / "docs" / "sbom.cdx.json"
LOCKS = ("requirements.lock", "requirements-desk.lock", "requirements-cluster.lock", "requirements-server.lock")
LOCKS += ("requirements-test.lock",)
"""Smallest first, as workbook.py has them."""
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)(?:[^\n]*\\\n(?:[^\n]*\\\n)*[^\n]*)?$", re.M)
HASH = "--hash=sha256:"
OSV = os.environ.get("WORKBOOK_OSV", "https://api.osv.dev")
"""Where known weaknesses are asked for: the open list of them, or a copy within a council's own network."""
LONGEST = 60


@dataclass(frozen=True)
class Package:
    """A package as a lock pins it. ``lock``: the smallest that has it; ``hashed``: whether its files are pinned."""

    name: str
    version: str
    lock: str
    hashed: bool

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"

    @property
    def licence(self) -> str:
        """Its licence as it says itself; empty where it is not installed here or says none."""
        try:
            said = metadata(self.name)
        except PackageNotFoundError:
            return ""
        classed = [of.rpartition(" :: ")[2] for of in said.get_all("Classifier", []) if of.startswith("License ::")]
        written = (said.get("License") or "").strip().partition("\n")[0]
        short = written if len(written) <= LONGEST else ""
        return said.get("License-Expression") or " and ".join(classed) or short


def packages(home: Path = HOME) -> list[Package]:
    """Every package of every lock, by name, each once."""
    found: dict[tuple[str, str], Package] = {}
    for lock in LOCKS:
        for pinned in PINNED.finditer((home / lock).read_text(encoding="utf-8")):
            name, version = pinned.groups()
            found.setdefault((name, version), Package(name, version, lock, HASH in pinned.group()))
    return sorted(found.values(), key=lambda package: (package.name, package.version))


def bill(some: Iterable[Package]) -> dict:
    """The bill of materials as CycloneDX has it: what there is, in which version, under which licence, for what."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "workforce-cost-workbook", "version": VERSION},
        },
        "components": [
            {
                "type": "library",
                "bom-ref": package.purl,
                "name": package.name,
                "version": package.version,
                "purl": package.purl,
                **({"licenses": [{"license": {"name": package.licence}}]} if package.licence else {}),
                "properties": [{"name": "workforce-cost-workbook:lock", "value": package.lock}],
            }
            for package in some
        ],
    }


def write_bill(some: Iterable[Package], place: Path = SBOM) -> None:
    place.write_text(json.dumps(bill(some), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def by_licence(some: Iterable[Package]) -> Mapping[str, list[str]]:
    """The names of packages under each licence; those that say none here under an empty one."""
    found: dict[str, list[str]] = {}
    for package in some:
        names = found.setdefault(package.licence, [])
        if package.name not in names:
            names.append(package.name)
    return dict(sorted(found.items()))


def known_weaknesses(some: Iterable[Package], source: str = OSV) -> dict[str, list[str]]:
    """The numbers of the weaknesses known of each package that has any.

    Raises OSError where the source can't be reached.
    """
    asked = list(some)
    queries = [{"package": {"purl": package.purl}} for package in asked]
    body = json.dumps({"queries": queries}).encode()
    request = Request(f"{source}/v1/querybatch", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=60) as answer:
        results = json.load(answer)["results"]
    told = {
        f"{package.name} {package.version}": sorted(of["id"] for of in result.get("vulns", ()))
        for package, result in zip(asked, results, strict=True)
    }
    return {name: numbers for name, numbers in told.items() if numbers}
