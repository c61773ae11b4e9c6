"""From file to answer against LibreOffice, which opens the workings of the same scenario and recalculates them.

An invented council of 1,000 posts a side over 36 months. Both are whole processes, and take turns in one run.
LibreOffice writes one sheet as CSV, so that next to nothing of its time is saving; what it takes to start and to make
that of an empty workbook is printed apart. The target is at least 50 times. Prints only; needs LibreOffice. Run with
``python3 workbook.py bench``.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from xlsxwriter import Workbook

from benchmarks.invented_council import write_council
from model.assessment.assess import assess
from model.report.twin.build import write_twin
from tests.report.twins import RECALCULATE_ALWAYS

HOME = Path(__file__).resolve().parents[1]
POSTS, TURNS = 1_000, 3
THREE_YEARS = {"years.last": "2012/13"}


def seconds(command: list[str]) -> float:
    """How long a command takes from start to end."""
    start = time.perf_counter()
    subprocess.run(command, cwd=HOME, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Write the scenario and its workings, and let the two take turns."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice is not installed here, so nothing is measured")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        scenario = write_council(folder, POSTS)
        twin, empty = folder / "twin.xlsx", folder / "empty.xlsx"
        write_twin(assess(scenario, changes=THREE_YEARS), twin)
        with Workbook(empty) as workbook:
            workbook.add_worksheet()
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
        office = [soffice, "--headless", f"-env:UserInstallation={folder.as_uri()}", "--convert-to", "csv"]
        office += ["--outdir", place]
        ours = [sys.executable, "-P", "-m", "model", "cost", str(scenario), "--json"]
        ours += [f"--set={place}={value}" for place, value in THREE_YEARS.items()]
        print(f"workings of {POSTS:,} posts a side x 36 months: {twin.stat().st_size / 1e6:.1f} MB", flush=True)
        starting = statistics.median(seconds([*office, str(empty)]) for _ in range(TURNS))
        turns = [(seconds([*office, str(twin)]), seconds(ours)) for _ in range(TURNS)]
    theirs, taken = (statistics.median(side) for side in zip(*turns, strict=True))
    ratio = statistics.median(one / other for one, other in turns)
    print(f"LibreOffice, opened and recalculated: {theirs:.1f} s, of which {starting:.1f} s to start")
    print(f"file to answer: {taken:.2f} s; {ratio:.0f} times as fast (target 50)")


if __name__ == "__main__":
    main()
