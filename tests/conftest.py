"""What the tests share: published examples, the rate tables, both Barnet cases, and scenario files made from one."""

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from model.assessment.assess import assess
from model.base.faults import InputFaults
from model.cost.costed import cost_scenario
from model.rates.tables import load_rates
from model.schema.load import load_scenario

HOME = Path(__file__).resolve().parents[1]
WORKED_EXAMPLES = HOME / "tests" / "worked_examples"
RESOLVED = HOME / "scenarios" / "barnet-schools-ict.yaml"
SCENARIOS = sorted(path for path in (HOME / "scenarios").glob("*.yaml") if ".control" not in path.name)
SOON = {"barnet-schools-ict", "barnet-schools-ict-redundancy", "example-schools-it-service", "example-two-funds"}
EACH_SCENARIO = [
    pytest.param(path, id=path.stem, marks=() if path.stem in SOON else pytest.mark.long) for path in SCENARIOS
]
"""For tests that take a while with each: a plain run takes four of the scenarios, ``--all`` takes every one."""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems make no safe copy of a process")
AS_PUBLISHED = HOME / "scenarios" / "barnet-schools-ict-as-published.yaml"

# The same examples in every run, so that two runs of the tests agree; `--hypothesis-profile=explore` looks further.
settings.register_profile("same_every_time", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("same_every_time")


def first_of(cases: Iterable, now: int = 1) -> list:
    """Cases that take a while each: a plain run takes the first of them, or the first ``now``; ``--all`` takes all."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=() if nth < now else pytest.mark.long)
        for nth, case in enumerate(cases)
    ]


LEVELS = ("unit", "integration", "browser", "office")
FROM_A_FILE = {
    "write_scenario", "write", "write_small", "costed", "barnet", "barnet_charts", "as_published", "pack_of", "cost_of",
    "actual", "figures_of", "tmp_path", "tmp_path_factory",
}  # fmt: skip
"""Fixtures with which a test goes from a scenario file, or writes one."""
WHOLE = ("cases", "house", "docs")
"""Folders of tests of whole cases, the repository and its pages."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Give each test its one level, as CONTRIBUTING.md has them. A browser's and an office's tests are long, too."""
    for item in items:
        levels = [level for level in LEVELS if item.get_closest_marker(level)]
        if not levels:
            from_a_file = FROM_A_FILE & {*item.fixturenames} or item.path.parent.name in WHOLE
            levels = ["integration" if from_a_file else "unit"]
            item.add_marker(levels[0])
        if len(levels) > 1:
            raise pytest.UsageError(f"{item.nodeid} has two levels: {levels[0]} and {levels[1]}")
        if levels[0] in ("browser", "office"):
            item.add_marker("long")


def worked_examples(name: str, **chosen: str) -> list[dict[str, str]]:
    """The rows of a table of figures from outside the project, each with its source; or those chosen."""
    with (WORKED_EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in chosen.items())]


def change_scenario(*replacing: tuple[str, str], **sections: object) -> str:
    """The resolved Barnet scenario with texts replaced, and sections given anew or, by None, left out."""
    text = RESOLVED.read_text(encoding="utf-8")
    for old, new in replacing:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the scenario, not once"
        text = text.replace(old, new)
    if "present" in sections:  # the assumptions are then about posts that are no longer there
        text = re.sub(r"^    about: .*\n", "", text, flags=re.M)
    for name, value in sections.items():
        body = "" if value is None else f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        text, found = re.subn(rf"^{name}:.*?(?=^\w|\Z)", lambda _, body=body: body, text, flags=re.M | re.S)
        assert found == 1, f"the scenario has {found} sections {name}, not one"
    return text


def faults_of(path, rates):
    """Every fault of a scenario file; it must have some, and nothing may come of it."""
    with pytest.raises(InputFaults) as found:
        load_scenario(path, rates)
    return found.value.faults


def line_of(text, part):
    """The line on which a part of a text starts, from 1."""
    return text[: text.index(part)].count("\n") + 1


def run_model(*arguments: str, folder: Path = HOME) -> subprocess.CompletedProcess:
    """The command line as a user meets it."""
    return subprocess.run(
        [sys.executable, "-m", "model", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
        check=False,
    )


@pytest.fixture
def write_scenario(tmp_path):
    """Write a changed resolved scenario (see ``change_scenario``); gives its path."""

    def write(*replacing: tuple[str, str], **sections: object) -> Path:
        path = tmp_path / "scenario.yaml"
        path.write_text(change_scenario(*replacing, **sections), encoding="utf-8")
        return path

    return write


def small(present=None, proposed=None, change="2025-01-01", costing=None, **more):
    """A scenario of one post at point 24 that becomes another from a day; what is given is laid over it."""
    return {
        "format": 1, "title": "A test", "authority": "Nowhere", "reference": "1", "summary": "A test.",
        "dates": {"decision": "2024-10-15", "implementation": change},
        "years": {"first": "2024/25", "last": "2024/25"},
        "pay": {"spine": "njc", "area": "anywhere", "full_time_hours": 37},
        "on_costs": {"lgps": [{"from": "2024-04-01", "to": "2025-03-31", "rate": "20%", "source": "A", "reason": "B"}]},
        "costing": {"basis": "top", "reason": "A test.", **(costing or {})},
        "present": [{"id": "old", "title": "Old", "grade": 24, "fate": "assimilated", "to": "new", **(present or {})}],
        "proposed": [{"id": "new", "title": "New", "grade": 24, "filled_by": "assimilation", **(proposed or {})}],
        **more,
    }  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Write a scenario; gives its path."""

    def write(scenario):
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
        return path

    return write


@pytest.fixture
def write_small(tmp_path):
    """Write a small scenario; gives its path."""

    def write(*arguments, **sections):
        path = tmp_path / "scenario.yaml"
        path.write_text(json.dumps(small(*arguments, **sections), indent=1), encoding="utf-8")
        return path

    return write


@pytest.fixture
def costed(write_small, rates):
    """Cost a small scenario."""
    return lambda *given, **sections: cost_scenario(load_scenario(write_small(*given, **sections), rates), rates)


@pytest.fixture(scope="session")
def rates():
    return load_rates()


@pytest.fixture(scope="session")
def barnet(rates):
    """The Barnet case with its open questions answered by assumptions, assessed."""
    return assess(RESOLVED, rates)


@pytest.fixture(scope="session")
def barnet_charts(barnet):
    """The charts of the resolved Barnet case, by key."""
    from model.report.charts.every import charts

    return {chart.key: chart for chart in charts(barnet)}


@pytest.fixture(scope="module")
def figures_of():
    """The figures of a shipped scenario, assessed once."""
    from model.assessment.trace.figures import Figures

    kept: dict[str, Figures] = {}

    def figures(name: str) -> Figures:
        if name not in kept:
            kept[name] = Figures(assess(HOME / "scenarios" / f"{name}.yaml"))
        return kept[name]

    return figures


@pytest.fixture(scope="session")
def as_published(rates):
    """The Barnet case as the report publishes it, assessed."""
    return assess(AS_PUBLISHED, rates)


@pytest.fixture(scope="session")
def pack_of(tmp_path_factory):
    """The pack of a scenario of the repository, built once a test run, whichever worker asks first."""
    from model.report.pack.build import build_pack

    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "packs-of-this-run"
    folder.mkdir(exist_ok=True)

    def pack_of(scenario: Path) -> Path:
        done = folder / f"{scenario.stem}.done"
        with one_at_a_time(folder / f"{scenario.stem}.building"):
            if not done.exists():
                build_pack(scenario, folder)
                done.touch()
        return folder / scenario.stem

    return pack_of


@contextmanager
def one_at_a_time(lock: Path):
    """Hold a lock between the workers of a run; waited for at most five minutes."""
    until = time.monotonic() + 300
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            assert time.monotonic() < until, f"{lock} is held by a worker that ended"
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink()


@pytest.fixture(scope="session")
def cost_of(barnet, rates):
    """Cost two structures with everything else as in the Barnet scenario."""

    def cost_of(present, proposed, implementation=date(2010, 12, 1)):
        dates = barnet.scenario.dates.model_copy(update={"implementation": implementation})
        return cost_scenario(
            barnet.scenario.model_copy(update={"present": tuple(present), "proposed": tuple(proposed), "dates": dates}),
            rates,
        )

    return cost_of


@pytest.fixture(scope="session")
def actual(rates):
    """The Barnet case with invented holders; its members can be exchanged."""
    scenario = load_scenario(HOME / "scenarios" / "barnet-schools-ict-actual.yaml", rates)

    def cost_actual(**members):
        return cost_scenario(scenario.model_copy(update=members), rates)

    return cost_actual
