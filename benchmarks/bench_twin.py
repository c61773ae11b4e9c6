"""From file to answer against LibreOffice, which opens the workings of the same scenario and recalculates them.

An invented council of 1,000 posts a side over 36 months. Both are whole processes. LibreOffice writes one sheet as CSV,
so that next to nothing of its time is saving; what it takes to start and to make that of an empty workbook is a row of
its own. Then each side with all of it read: LibreOffice recalculates what it has open, and the engine costs it.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from benchmarks.invented_council import write_council
from benchmarks.measure import HOME, Seconds, command, environment, in_turns, progress, python, timed
from benchmarks.table import AS_FAST, Benchmark, Found, Row, Table, at_least
from model.assessment.assess import Assessment, assess
from model.cost.costed import TIMELINES, cost_scenario
from model.report.twin.build import write_twin
from tests.report.twins import RECALCULATE_ALWAYS
from workbook import python_with_uno

POSTS, TURNS, RECALCULATIONS = 1_000, 3, 2
THREE_YEARS = {"years.last": "2012/13"}
OFFICE = "LibreOffice, workings opened and recalculated"
ANSWER = Row(f"{POSTS:,} posts over 36 months, from file to all figures", peer=OFFICE, target=at_least(50))
OPEN = "LibreOffice, recalculating what is open"
COSTED = Row("costing alone, once the file is read: every basis and year", peer=OPEN)
EMPTY = Row("LibreOffice with an empty workbook")
TABLE = Table(
    "Beside a spreadsheet",
    "How much faster is the workbook than a council's spreadsheet? The peer is the pack's own workings in Excel, "
    "whose formulas give the same figures to the penny. In the second row, the workbook and its peer have both already "
    "started and read the file.",
    (ANSWER, COSTED, EMPTY),
    AS_FAST,
)


def cost_all(of: Assessment) -> None:
    """Every timeline on every basis, year by year, from the scenario as it was read."""
    costed = cost_scenario(of.scenario, of.rates)
    for timeline in TIMELINES:
        for basis in costed.bases:
            costed.amount(timeline, basis, costed.year_of_change)


@contextmanager
def office_open(soffice: str, folder: Path, workbook: Path) -> Iterator[Seconds]:
    """LibreOffice with a workbook open, and what a recalculation of all of it takes. Needs its uno for Python."""
    words = [python_with_uno(), "-m", "benchmarks.in_libreoffice", soffice, folder.as_uri(), str(workbook)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, cwd=HOME, env=environment(), **pipes) as office:

        def recalculated() -> float:
            print("again", file=office.stdin, flush=True)
            return float(office.stdout.readline())

        yield recalculated
        office.stdin.close()


def measure() -> Iterator[Found]:
    """Write the scenario and its workings, and let the two take turns."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise RuntimeError("LibreOffice is not installed here")
    with TemporaryDirectory() as place:
        folder = Path(place)
        scenario, twin, empty = write_council(folder, POSTS), folder / "twin.xlsx", folder / "empty.xlsx"
        progress("writing the workings")
        of = assess(scenario, changes=THREE_YEARS)
        write_twin(of, twin)
        with Workbook(empty) as workbook:
            workbook.add_worksheet()
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
        office = [soffice, "--headless", f"-env:UserInstallation={folder.as_uri()}", "--convert-to", "csv"]
        office += ["--outdir", place]
        sets = [f"--set={place}={value}" for place, value in THREE_YEARS.items()]
        ours = python("-P", "-m", "model", "cost", scenario, "--json", *sets)
        starting = in_turns({EMPTY: command([*office, empty])}, TURNS)[EMPTY]
        taken = in_turns({ANSWER: ours, OFFICE: command([*office, twin])}, TURNS, warm_up=0)
        yield TABLE.found(ANSWER, taken[ANSWER], taken[OFFICE])
        with office_open(soffice, folder, twin) as recalculated:
            taken = in_turns({COSTED: timed(lambda: cost_all(of)), OPEN: recalculated}, RECALCULATIONS, warm_up=0)
    yield TABLE.found(COSTED, taken[COSTED], taken[OPEN])
    yield TABLE.found(EMPTY, starting)


TWIN = Benchmark("twin", (TABLE,), measure)
