"""A clearance pack, everything included, against stock papermill running the same notebook alone.

The peer is papermill installed by name into an environment of its own, with what the notebook needs and without this
project's lock; making that environment takes a minute and is not timed. The two take turns in one run, and the ratio is
that of a turn, so that a slow minute of the machine is in both; the target is at most 1.5. Prints only. A pack without
pictures is no measurement, and is refused.
"""

import os
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).resolve().parents[1]
SCENARIO = "scenarios/barnet-schools-ict.yaml"
TURNS = 7


def names_needed() -> list[str]:
    """papermill and the other direct dependencies, by name and without a version."""
    direct = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [entry.split(">")[0].split("=")[0].split(";")[0].strip() for entry in direct]


def stock(folder: Path) -> Path:
    """A new environment with papermill and the rest by name; its papermill."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-qq", *names_needed()], check=True)
    return folder / "bin" / "papermill"


def seconds(command: list[str]) -> float:
    """How long a command takes from start to end."""
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    start = time.perf_counter()
    subprocess.run(command, cwd=HOME, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Time both sides in turn and print the medians and the ratio, turn by turn."""
    with TemporaryDirectory() as folder:
        papermill, out, packs = stock(Path(folder, "stock")), Path(folder, "out.ipynb"), Path(folder, "packs")
        alone = [str(papermill), "notebooks/clearance.ipynb", str(out), "-p", "scenario", SCENARIO, "--no-progress-bar"]
        pack = [sys.executable, "workbook.py", "clear", SCENARIO, "--packs", str(packs)]
        times = [(seconds(alone), seconds(pack)) for _ in range(TURNS + 1)][1:]  # the first warms both up
        if not list(packs.glob("*/charts/*.png")):
            sys.exit("No browser was found, so the packs have no pictures, and their time says nothing.")
    for name, taken in zip(("papermill alone", "clear"), zip(*times, strict=True), strict=True):
        print(f"{name:16} {statistics.median(taken):6.2f} s  (from {min(taken):.2f} to {max(taken):.2f})")
    ratios = [ours / theirs for theirs, ours in times]
    print(
        f"clear / papermill alone: {statistics.median(ratios):.2f} "
        f"(from {min(ratios):.2f} to {max(ratios):.2f} in {TURNS} turns; target 1.5)"
    )


if __name__ == "__main__":
    main()
