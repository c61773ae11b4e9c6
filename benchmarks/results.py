"""What each benchmark came to, kept as JSON between runs in ``.bench``, which is in no commit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from benchmarks.machine import busy, machine, yardstick
from benchmarks.measure import HOME
from benchmarks.table import Benchmark, Found
from model.base.whole_file import written_beside

FOLDER = HOME / ".bench"


@dataclass(frozen=True)
class Result:
    """What a benchmark came to: when it began, how long it took, on what machine, and why it failed if it did.

    ``busy`` is the share of the processors' time that others took just before. ``yardstick``: seconds, by name.
    """

    began: datetime
    seconds: float
    busy: float
    machine: dict[str, str]
    yardstick: dict[str, float]
    found: tuple[Found, ...] = ()
    failed: str = ""


AS_JSON = TypeAdapter(Result)


def place(name: str) -> Path:
    """Where the result of a benchmark is kept."""
    return FOLDER / f"{name}.json"


def write(result: Result, path: Path) -> None:
    """Put a result in its place, whole."""
    put(AS_JSON.dump_json(result, indent=1), path)


def put(content: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there."""
    path.parent.mkdir(exist_ok=True)
    written = written_beside(path, content)
    written.chmod(0o644)
    written.replace(path)


def read(path: Path) -> Result | None:
    """The result at a place; none where there is none."""
    return AS_JSON.validate_json(path.read_bytes()) if path.exists() else None


def kept(benchmarks: Iterable[Benchmark]) -> dict[str, Result]:
    """The results that are there, by benchmark."""
    there = {benchmark.name: read(place(benchmark.name)) for benchmark in benchmarks}
    return {name: result for name, result in there.items() if result is not None}


def nothing(why: str) -> Result:
    """A result of today on this machine without a figure, and why."""
    return Result(datetime.now(), 0, busy(), machine(), yardstick(), failed=why)
