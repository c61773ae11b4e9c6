"""From a command to its answer: ``cost`` of a small scenario, beside ``import pandas``, in turns in one run.

Each side is a Python of its own, with bytecode on and warm. The target is 0.35 s where pandas takes 0.2 s to import, so
the ratio is the figure to watch on another machine: at most 1.75. ``check`` is measured too. Prints only; asserts
nothing. Run with ``python3 workbook.py bench``.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
SCENARIO = "scenarios/barnet-schools-ict.yaml"
RUNS, TARGET = 15, 1.75
SIDES = {
    "import pandas": ("-c", "import pandas"),
    "import the engine": ("-c", "import model.assessment.assess"),
    "cost": ("-m", "model", "cost", SCENARIO),
    "cost --json": ("-m", "model", "cost", SCENARIO, "--json"),
    "check": ("-m", "model", "check", SCENARIO),
}
WITH_BYTECODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(arguments: tuple[str, ...]) -> float:
    """How long a Python takes from its start to its end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=HOME, env=WITH_BYTECODE, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure every side in turn and print the medians and the ratios to pandas."""
    rounds = [{name: seconds(side) for name, side in SIDES.items()} for _ in range(RUNS + 1)][1:]  # the first warms up
    medians = {name: statistics.median(times[name] for times in rounds) for name in SIDES}
    pandas = medians["import pandas"]
    for name, middle in medians.items():
        target = f"   (target {TARGET})" if name == "cost" else ""
        print(f"{name:20} {middle:6.3f} s   {middle / pandas:5.2f} x import pandas{target}", flush=True)


if __name__ == "__main__":
    main()
