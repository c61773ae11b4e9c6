"""The packages that the workbook is made of: pinned, licensed, and without a weakness that is known."""

from collections.abc import Iterator

from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least, at_most
from tests.assurance.packages import OSV, SBOM, by_licence, known_weaknesses, packages, write_bill

ALL = Row("packages of all locks", COUNT)
PINNED = Row("pinned with the hash of each file", "%", target=at_least(100, of_figure=True))
LICENSED = Row("licence read from the package itself", COUNT)
WEAK = Row("packages with a known weakness", COUNT, target=at_most(0, of_figure=True))
TABLE = Table(
    "What it is made of",
    "Is each package in the lock files pinned to one version, what is its licence, and has it a known weakness? "
    f"The bill of materials (a list of all packages, in the CycloneDX format) is written to `docs/{SBOM.name}`. "
    "Known weaknesses are looked up at osv.dev, or at the address in `WORKBOOK_OSV`.",
    (ALL, PINNED, LICENSED, WEAK),
)


def measure(share: float = 1) -> Iterator[Found]:
    """All that can be read here first; what needs another machine last. ``share`` changes nothing: it takes seconds."""
    some = packages()
    write_bill(some)
    yield TABLE.counted(ALL, len(some))
    yield TABLE.counted(PINNED, 100 * sum(package.hashed for package in some) / len(some))
    licences = by_licence(some)
    said = [f"{licence}: {', '.join(names)}" for licence, names in licences.items() if licence]
    if "" in licences:
        said += [f"Not installed for the tests, or without a stated licence: {', '.join(licences[''])}"]
    yield TABLE.counted(LICENSED, sum(bool(package.licence) for package in some), said)
    try:
        weak = known_weaknesses(some)
    except OSError as trouble:
        raise ConnectionError(f"{OSV} can't be reached to ask for known weaknesses ({trouble})") from None
    yield TABLE.counted(WEAK, len(weak), [f"{name}: {', '.join(numbers)}" for name, numbers in weak.items()])


PACKAGES = Benchmark("packages", (TABLE,), measure, timed=False)
