"""Thousands of mutations of every valid file, counted: ``python -m tests.bad_input.counting 5000 --seed 1``.

Mutation number n of a seed is always the same, so that a count can be taken in parts and one failure be tried again.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from tests.bad_input.mutation import Mutation
from tests.bad_input.supervised import ACCEPTED, BROKEN, REFUSED, SECONDS, Ended, tried
from tests.bad_input.valid_files import ValidFile, valid_files

PART = 100
"""Mutations of one part of a count."""
TIMES = 40
"""How often another kind is drawn, where a file has nothing that can be changed so."""


@dataclass
class Counted:
    """What became of mutations ``first`` up to ``first + tried`` of a seed. ``failures`` say each in a line."""

    seed: int
    first: int = 0
    tried: int = 0
    must_be_refused: int = 0
    refused: int = 0
    accepted: int = 0
    slowest: float = 0.0
    ended: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def __add__(self, more: "Counted") -> "Counted":
        """Both parts of a count together; ``more`` goes on where this one ended."""
        added = {
            name: getattr(self, name) + getattr(more, name)
            for name in ("tried", "must_be_refused", "refused", "accepted", "failures")
        }
        both = {name: dict(Counter(getattr(self, name)) + Counter(getattr(more, name))) for name in ("ended", "kinds")}
        return Counted(self.seed, self.first, slowest=max(self.slowest, more.slowest), **added, **both)


def count(seed: int, how_many: int, first: int = 0) -> Counted:
    """Try mutations ``first`` up to ``first + how_many`` of a seed, each in a forked worker with its limits.

    A failure is a traceback, more than 10 seconds or 500 MB, a mutation that must be refused and is not, and one
    that is refused without its place. A part of a count is added to the part before with ``+``.
    """
    counted = Counted(seed, first)
    with tempfile.TemporaryDirectory() as folder:
        files = valid_files(Path(folder) / "scenarios")
        _import_early()
        for ended in tried(lambda number: _try(files, seed, number), first, first + how_many):
            file, mutation = mutation_of(files, seed, ended.number)
            if ended.how in BROKEN:  # a worker that was ended has put nothing back
                file.path.write_bytes(file.content)
            _add(counted, file, mutation, ended)
    return counted


def mutation_of(files: list[ValidFile], seed: int, number: int) -> tuple[ValidFile, Mutation]:
    """Mutation number n of a seed, and the file that it is of."""
    draw = Random(f"{seed}:{number}")
    for _ in range(TIMES):
        file = draw.choice(files)
        mutation = draw.choice(file.kinds)(draw, file.content)
        if mutation is not None:
            return file, mutation
    raise AssertionError(f"nothing was drawn for {seed}:{number}")


def _import_early() -> None:
    """What the workers need is imported before they are forked, so that no input waits for it."""
    import docx
    import openpyxl
    import ruamel.yaml

    import model.assessment.assess
    import model.portfolio.portfolio
    import model.report.tables.every

    del docx, openpyxl, ruamel, model


def _try(files: list[ValidFile], seed: int, number: int) -> tuple[str, object]:
    """Put a mutation into its file's place, read it, and put the file back."""
    from model.base.faults import InputFaults

    file, mutation = mutation_of(files, seed, number)
    file.path.write_bytes(mutation.content)
    try:
        file.read_by(file.given)
    except InputFaults as refused:
        return REFUSED, [(fault.file, fault.line, fault.cell, str(fault)) for fault in refused.faults]
    finally:
        file.path.write_bytes(file.content)
    return ACCEPTED, ""


def _add(counted: Counted, file: ValidFile, mutation: Mutation, ended: Ended) -> None:
    counted.tried += 1
    counted.must_be_refused += mutation.must_be_refused
    counted.refused += ended.how == REFUSED
    counted.accepted += ended.how == ACCEPTED
    counted.slowest = max(counted.slowest, ended.seconds)
    counted.ended[ended.how] = counted.ended.get(ended.how, 0) + 1
    kind = mutation.kind.partition(":")[0]
    counted.kinds[kind] = counted.kinds.get(kind, 0) + 1
    if wrong := what_is_wrong(file, mutation, ended):
        counted.failures.append(f"{counted.seed}:{ended.number} {file.path.name}, {mutation.kind}: {wrong}")


def what_is_wrong(file: ValidFile, mutation: Mutation, ended: Ended) -> str:
    """Why this is a failure; nothing where it is as it must be."""
    if ended.how in BROKEN:
        return f"{ended.how}. {ended.said}"
    if ended.seconds > SECONDS:
        return f"{ended.seconds:.1f} s"
    if ended.how == ACCEPTED:
        return f"accepted, though {mutation.reason}" if mutation.must_be_refused else ""
    told = [(line, cell, said) for name, line, cell, said in ended.said if Path(name).name == file.path.name]
    if not mutation.must_be_refused:
        return "" if ended.said else "refused without a fault"
    if not told:
        return f"the file at fault is not named in {[said for *_, said in ended.said][:3]}"
    if mutation.line and mutation.line not in [line for line, *_ in told]:
        return f"line {mutation.line} is not named in {[said for *_, said in told][:3]}"
    return ""


def as_data(counted: Counted) -> Mapping[str, object]:
    """A count as plain values."""
    return asdict(counted)


def in_parts(seed: int, how_many: int, first: int = 0) -> Iterator[Counted]:
    """The same count in parts, each with those before it, so that one that is stopped has not been for nothing."""
    counted = Counted(seed, first)
    while counted.tried < how_many:
        counted += count(seed, min(PART, how_many - counted.tried), first + counted.tried)
        yield counted


def _stated(option: str, otherwise: int) -> int:
    return int(sys.argv[sys.argv.index(option) + 1]) if option in sys.argv else otherwise


if __name__ == "__main__":
    for so_far in in_parts(_stated("--seed", 1), int(sys.argv[1]), _stated("--first", 0)):
        print(f"{so_far.tried} tried, {len(so_far.failures)} failures", file=sys.stderr)
        print("\n".join(so_far.failures[-3:])[:3000], file=sys.stderr, flush=True)
    print(json.dumps(as_data(so_far), indent=1, ensure_ascii=False))
