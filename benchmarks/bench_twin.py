"""From file to answer against LibreOffice, which opens the workings of the same scenario and recalculates them.

An invented council of 1,000 posts a side over 36 months. Both are whole processes. LibreOffice writes one sheet as CSV,
so that next to nothing of its time is saving; what it takes to start and to make that of an empty workbook is a row of
its own.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from benchmarks.invented_council import write_council
from benchmarks.measure import command, in_turns, progress, python
from benchmarks.table import AS_FAST, Benchmark, Found, Row, Table, at_least
from model.assessment.assess import assess
from model.report.twin.build import write_twin
from tests.report.twins import RECALCULATE_ALWAYS

POSTS, TURNS = 1_000, 3
THREE_YEARS = {"years.last": "2012/13"}
OFFICE = "LibreOffice, workings opened and recalculated"
ANSWER = Row(f"{POSTS:,} posts over 36 months, from file to all figures", peer=OFFICE, target=at_least(50))
EMPTY = Row("LibreOffice with an empty workbook")
TABLE = Table(
    "Beside a spreadsheet",
    "What does a council gain over its spreadsheet? The peer is the pack's own workings, whose formulas give the same "
    "figures to the penny. The last row says how much of the peer's time is only its start.",
    (ANSWER, EMPTY),
    AS_FAST,
)


def measure() -> Iterator[Found]:
    """Write the scenario and its workings, and let the two take turns."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise RuntimeError("LibreOffice is not installed here")
    with TemporaryDirectory() as place:
        folder = Path(place)
        scenario, twin, empty = write_council(folder, POSTS), folder / "twin.xlsx", folder / "empty.xlsx"
        progress("writing the workings")
        write_twin(assess(scenario, changes=THREE_YEARS), twin)
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
    yield TABLE.found(EMPTY, starting)


TWIN = Benchmark("twin", (TABLE,), measure)
