"""The machine and the versions that a measurement was made with, and two things that are as fast anywhere."""

import os
import platform
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
import psutil

from benchmarks.measure import USED_AGAIN, alone, in_turns, often, python

POSTS, MONTHS = 1_000, 60
PACKAGES = ("numpy", "pandas", "pydantic", "papermill", "plotly", "xlsxwriter", "dask", "voila", "playwright")
"""The main ones of those that are measured, or measured with."""


def machine() -> dict[str, str]:
    """Processor, memory, system, Python, packages and programs, each in words."""
    programs = [_said("soffice", "LibreOffice"), _said(os.environ.get("BROWSER_PATH", "chromium"), "Chromium")]
    return {
        "Processor": f"{_of('/proc/cpuinfo', 'model name') or platform.processor()}, {os.cpu_count()} cores",
        "Memory": f"{_memory():.0f} GB",
        "System": f"{_of('/etc/os-release', 'PRETTY_NAME') or platform.system()}, {platform.machine()}",
        "Python": f"{platform.python_version()}, bytecode on",
        "Packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "Programs": ", ".join(filter(None, programs)) or "none",
    }


def busy() -> float:
    """The share of all processors' time that goes by while this process waits: what others take."""
    return psutil.cpu_percent(2) / 100


def yardstick() -> dict[str, float]:
    """Seconds of ``import pandas`` in a new Python, and of bare numpy: what one machine is compared with another by."""
    pandas = in_turns({"pandas": python("-c", "import pandas")}, 5)["pandas"]
    return {"pandas": median(pandas), "numpy": alone(_numpy_seconds, memory=USED_AGAIN)}


def _numpy_seconds() -> float:
    return often(bare_numpy(), 300)()


def bare_numpy() -> Callable[[], np.ndarray]:
    """Pay, NI on one threshold, pension and their total for 1,000 posts and 60 months, as anyone would write it."""
    draw = random.Random(1)
    points = np.array([draw.randint(2, 51) for _ in range(POSTS)])
    fte = np.array([draw.choice([1, 1, 1, 0.8, 0.6, 0.5]) for _ in range(POSTS)])
    month = np.arange(MONTHS)
    salary_at = np.zeros(60)
    salary_at[2:52] = 24000 + 750 * np.arange(50)

    def run() -> np.ndarray:
        salary = (salary_at[points] * fte / 12)[:, None] * (1 + 0.03) ** (month // 12)[None, :]
        ni = np.maximum(0, salary - 5000 / 12) * 0.15
        pension = salary * 0.2
        return salary + ni + pension

    return run


def _of(file: str, name: str) -> str:
    """The value of a name in one of the system's own lists; empty where there is none."""
    if not Path(file).exists():
        return ""
    found = re.search(rf'^{name}\s*[:=]\s*"?(.*?)"?$', Path(file).read_text(encoding="utf-8"), re.M)
    return found.group(1) if found else ""


def _memory() -> float:
    """GB of memory."""
    return (
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3 if hasattr(os, "sysconf") else float("nan")
    )


def _said(program: str, name: str) -> str:
    """Name and version of a program, as it says itself; empty where it is not installed."""
    path = shutil.which(program)
    if path is None:
        return ""
    words = [path, "--version", *(["--no-sandbox"] if name == "Chromium" else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return f"{name} {found.group()}" if found else name
