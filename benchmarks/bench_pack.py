"""A clearance pack, everything included, against stock papermill running the same notebook alone.

The peer is papermill installed by name into an environment of its own, with what the notebook needs and without this
project's lock; making that environment takes a minute and is not timed. The two take turns in one run. The ratio is the
figure to watch; the target is at most 1.5. Prints only; asserts nothing.
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
TURNS = 3


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
    """Time both sides in turn and print the medians and their ratio."""
    with TemporaryDirectory() as folder:
        papermill, out = stock(Path(folder) / "stock"), Path(folder) / "out.ipynb"
        alone = [str(papermill), "notebooks/clearance.ipynb", str(out), "-p", "scenario", SCENARIO, "--no-progress-bar"]
        pack = [sys.executable, "-m", "model", "clear", SCENARIO, "--packs", str(Path(folder) / "packs")]
        times: dict[str, list[float]] = {"papermill alone": [], "clear": []}
        for turn in range(TURNS + 1):  # the first warms both up
            for name, command in (("papermill alone", alone), ("clear", pack)):
                taken = seconds(command)
                if turn:
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name:16} {median:6.2f} s  (from {min(times[name]):.2f} to {max(times[name]):.2f})")
    print(f"clear / papermill alone: {medians['clear'] / medians['papermill alone']:.2f} (target 1.5)")


if __name__ == "__main__":
    main()
