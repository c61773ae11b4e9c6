"""Every parser fed with what nobody would type: ``python -m tests.bad_input.fuzzing 600 --seed 1``, seconds in all.

A plain mutator of bytes and pieces, from the valid files. A crash is any exception but a told fault, more than ten
seconds or more than 500 MB; each that is found becomes a row of the corpus.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from random import Random

from tests.bad_input import recipes
from tests.bad_input.mutations_of_workbooks import packed, parts_of
from tests.bad_input.supervised import ACCEPTED, BROKEN, REFUSED, tried

BASE, SCENARIOS = Path(__file__).parent / "base", Path(__file__).resolve().parents[2] / "scenarios"
AT_ONCE = 400
"""Inputs between two looks at the clock."""
TOKENS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\t", b" ", b'"', b"'", b",", b";", b":",
    b": ", b"- ", b"#", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!int ", b"<<: ", b"|", b">", b"---\n", b"~", b"null",
    b"true", b"-1", b"0", b"1e999", b".nan", b"9" * 40, b"2024-02-30", b"24.8%", b"248%", b"42-45#47", b"0x1F",
    b"\\ud800", b"\\u0007", "\u202e".encode(), "\xe9".encode(), "\U0001f600".encode(), b'<row r="2"/>', b"<v>NaN</v>",
    b't="e"', b"</c>", b"<f>", b"x" * 5000,
)  # fmt: skip
"""Pieces that mean something to one parser or another."""


@dataclass(frozen=True)
class Parser:
    """One of the workbook's parsers: the valid inputs that it is fed with, changed, and how it is called."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes, Path], None]


@dataclass
class Fuzzed:
    """What became of one parser's inputs. ``crashes`` say how each ended and hold its input, by its number."""

    parser: str
    seed: int
    tried: int = 0
    refused: int = 0
    accepted: int = 0
    slowest: float = 0.0
    crashes: dict[int, str] = field(default_factory=dict[int, str])


def fuzz(parser: str, seconds: float, seed: int = 1, at_most: float = inf) -> Fuzzed:
    """Feed a parser for some seconds, or ``at_most`` inputs. Input number n of a seed is always the same."""
    made, fuzzed, until = parsers()[parser], Fuzzed(parser, seed), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:

        def run(number: int) -> tuple[str, object]:
            from model.base.faults import InputFaults

            try:
                made.read(input_of(made, seed, number), Path(folder))
            except InputFaults as refused:
                return REFUSED, str(refused.faults[0])[:200]
            return ACCEPTED, ""

        while time.monotonic() < until and fuzzed.tried < at_most:
            for ended in tried(run, fuzzed.tried, fuzzed.tried + AT_ONCE):
                fuzzed.tried += 1
                fuzzed.refused += ended.how == REFUSED
                fuzzed.accepted += ended.how == ACCEPTED
                fuzzed.slowest = max(fuzzed.slowest, ended.seconds)
                if ended.how in BROKEN:
                    fuzzed.crashes[ended.number] = f"{ended.how}: {ended.said}"
                if time.monotonic() > until or fuzzed.tried >= at_most:
                    break
    return fuzzed


def input_of(parser: Parser, seed: int, number: int) -> bytes:
    """Input number n of a seed: one of the valid inputs, changed in one to six places, most often in one."""
    draw = Random(f"{seed}:{number}")
    content = draw.choice(parser.seeds)
    if content.startswith(b"PK") and draw.random() < 0.8:
        parts = parts_of(content)
        name = draw.choice(sorted(parts))
        return packed({**parts, name: _changed(draw, parts[name], parser)})
    return _changed(draw, content, parser)


def _changed(draw: Random, content: bytes, parser: Parser) -> bytes:
    for _ in range(draw.choice([1, 1, 1, 2, 3, 6])):
        at, end = sorted((draw.randrange(len(content) + 1), draw.randrange(len(content) + 1)))
        end = min(end, at + draw.choice([1, 4, 40, 400]))
        way = draw.randrange(7)
        if way == 0:
            content = content[:at] + draw.choice(TOKENS) + content[at:]
        elif way == 1:
            content = content[:at] + draw.choice(TOKENS) + content[end:]
        elif way == 2:
            content = content[:at] + content[end:]
        elif way == 3:
            content = content[:end] + content[at:]
        elif way == 4:
            content = content[:at] + bytes([draw.randrange(256)]) + content[at + 1 :]
        elif way == 5:
            other = draw.choice(parser.seeds)
            start = draw.randrange(len(other) + 1)
            content = content[:at] + other[start : start + 200] + content[end:]
        else:
            content = content[:at]
    return content


def parsers() -> dict[str, Parser]:
    """Every parser by its name."""
    from model.control.log import read_log
    from model.control.seal import broken_files
    from model.control.sheet import STANDARD, read_sheet
    from model.portfolio.reading import read_portfolio
    from model.report.decision.template import read_template
    from model.schema.changes.change import typed_changes
    from model.schema.extract.opening import open_extract
    from model.schema.load import change_document, read_scenario
    from model.schema.reading.document import read_yaml
    from model.schema.workbook.reading import read_workbook

    def put(name: str) -> Callable[[bytes, Path], Path]:
        def write(content: bytes, folder: Path) -> Path:
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            return path

        return write

    def on(name: str, read: Callable[[Path], object]) -> Callable[[bytes, Path], None]:
        return lambda content, folder: _asked(read(put(name)(content, folder)))

    def changes(content: bytes, folder: Path) -> None:
        del folder
        texts = content.decode(errors="surrogateescape").split("\n")
        change_document(read_scenario(BASE / "scenario.yaml")[0], typed_changes(texts))

    def extract(path: Path) -> object:
        path.with_name("extract-columns.yaml").unlink(missing_ok=True)
        return open_extract(path)

    def workbook(path: Path) -> object:
        return read_workbook(path.read_bytes(), path.name)

    yaml = [path.read_bytes() for path in (*sorted(SCENARIOS.glob("*.yaml")), *sorted(SCENARIOS.glob("*/*.yaml")))]
    sheet, wide = recipes.worksheet(recipes.POSTS), recipes.worksheet(recipes.POSTS * 20)
    changes_seed = b"proposed.lead-new.grade=A\non_costs.lgps[2024-04-01].rate = 22%\nproposed.new={id: new, title: N}"
    hr = b"Post title,Grade,FTE,Payroll number,Start date\nTechnician,A,0.5,1,01/02/2020\nLeader,B,1,2,2019-04-01\n"
    log = b'{"entry":1,"previous":"0","row":1}\n{"entry":2,"previous":"1","row":2}\n'
    manifest = recipes.manifest_of_lists(Path()) + recipes.manifest_of_a_number(Path())
    found = {
        "scenario": Parser(tuple(yaml), on("scenario.yaml", read_yaml)),
        "small scenario": Parser((BASE.joinpath("scenario.yaml").read_bytes(),), _in_base("scenario.yaml")),
        "control sheet": Parser((STANDARD.read_bytes(),), on("scenario.control.yaml", read_sheet)),
        "log": Parser((log,), on("scenario.clearances.jsonl", read_log)),
        "manifest": Parser((manifest,), on("pack/manifest.json", lambda path: broken_files(path.parent))),
        "portfolio": Parser(tuple(yaml[-3:]), on("portfolio.yaml", read_portfolio)),
        "worksheet": Parser((sheet, wide), _in_base("present.xlsx")),
        "input workbook": Parser((_input_workbook(),), on("case.xlsx", workbook)),
        "template": Parser((_template(),), on("template.docx", read_template)),
        "changes": Parser((changes_seed,), changes),
        "extract": Parser((hr, sheet), on("hr.csv", extract)),
    }
    lists = ("present", "proposed", "holders", "customers", "spine", "grades", "actuals", "payroll")
    return found | {
        name: Parser((BASE.joinpath(f"{name}.csv").read_bytes(),), _in_base(f"{name}.csv")) for name in lists
    }


def _asked(found: object) -> None:
    """What is only worked out when it is asked for is asked for."""
    if isinstance(found, tuple | list):
        repr(found)


def _in_base(name: str) -> Callable[[bytes, Path], None]:
    """Reads the small scenario with another content of one of its files."""
    import shutil

    from model.rates.tables import load_rates
    from model.schema.load import load_scenario

    rates = load_rates()

    def read(content: bytes, folder: Path) -> None:
        own = folder / Path(name).stem
        if not own.is_dir():
            shutil.copytree(BASE, own)
            scenario = own / "scenario.yaml"
            stem, ending = name.split(".")
            if ending == "xlsx":
                text = scenario.read_text(encoding="utf-8").replace(f": {stem}.csv", f": {name}")
                scenario.write_text(text, encoding="utf-8")
        (own / name).write_bytes(content)
        load_scenario(own / "scenario.yaml", rates)

    return read


def _input_workbook() -> bytes:
    from model.rates.tables import load_rates
    from model.schema.workbook.converting import converted

    return converted(BASE / "scenario.yaml", Path("case.xlsx"), load_rates())[0]


def _template() -> bytes:
    from io import BytesIO

    from docx import Document

    content = BytesIO()
    Document().save(content)
    return content.getvalue()


def fuzz_all(seconds: float, seed: int = 1, at_most: float = inf) -> Iterator[Fuzzed]:
    """Every parser in turn. They share the seconds equally, and none gets more than ``at_most`` inputs."""
    names = list(parsers())
    for name in names:
        yield fuzz(name, seconds / len(names), seed, at_most)


if __name__ == "__main__":
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 1
    for fuzzed in fuzz_all(float(sys.argv[1]), seed):
        print(json.dumps(vars(fuzzed), ensure_ascii=False), flush=True)
