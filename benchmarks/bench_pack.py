"""A clearance pack, everything included, against stock papermill running the same notebook alone.

The peer is papermill installed by name into an environment of its own, with what the notebook needs and without this
project's lock. `clear` is run in a copy of the workbook, which installs what an officer gets and nothing that tests
need: pandas takes longer to load beside packages of theirs. Making both takes two minutes and is not timed. A pack
without pictures is refused.
"""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import HOME, Seconds, command, in_turns, progress
from benchmarks.table import Benchmark, Found, Row, Table, at_most

SCENARIO = "scenarios/barnet-schools-ict.yaml"
TURNS = 21
"""More than elsewhere: both keep several processors busy, so single turns lie far apart."""
CLEAR = Row("`clear` of Barnet's scenario", peer="stock papermill, the notebook alone", target=at_most(1.3))
TABLE = Table(
    "A pack that can be cleared",
    "How long does an officer wait for the whole pack: report, Word files, workings in Excel, pictures, public pack "
    "and checks? The peer runs the same notebook, and writes that notebook alone.",
    (CLEAR,),
)


def names_needed() -> list[str]:
    """papermill and the other direct dependencies, by name and without a version."""
    direct = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [entry.split(">")[0].split("=")[0].split(";")[0].strip() for entry in direct]


def stock(folder: Path) -> Path:
    """A new environment with papermill and the rest by name; its papermill."""
    progress("installing stock papermill")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    command([folder / "bin" / "python", "-m", "pip", "install", "-qq", *names_needed()])()
    return folder / "bin" / "papermill"


def officers(folder: Path, packs: Path) -> Seconds:
    """`clear` in a copy of the workbook, which has run once and so has installed what it needs."""
    progress("setting up a copy of the workbook")
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "packs"))
    clear = command([sys.executable, folder / "workbook.py", "clear", folder / SCENARIO, "--packs", packs])
    clear()
    return clear


def measure() -> Iterator[Found]:
    """Both as whole processes."""
    with TemporaryDirectory() as folder:
        papermill, out, packs = stock(Path(folder, "stock")), Path(folder, "out.ipynb"), Path(folder, "packs")
        alone = [papermill, "notebooks/clearance.ipynb", out, "-p", "scenario", SCENARIO, "--no-progress-bar"]
        taken = in_turns({"clear": officers(Path(folder, "copy"), packs), "papermill": command(alone)}, TURNS)
        if not list(packs.glob("*/charts/*.png")):
            raise RuntimeError("no browser was found, so the packs have no pictures, and their time says nothing")
    yield TABLE.found(CLEAR, taken["clear"], taken["papermill"])


PACK = Benchmark("pack", (TABLE,), measure)
