"""The tests of a wing on a mutant of it: in a process of its own, forked where nothing of the model is imported yet."""

import contextlib
import importlib
import json
import os
import shutil
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.assurance.mutation.loading import lines_marked, load_with, reached, statement_lines
from tests.assurance.mutation.mutants import Mutant, mutated

HOME = Path(__file__).resolve().parents[3]
READY = ("numpy", "pandas", "pydantic", "hypothesis", "openpyxl", "docx", "ruamel.yaml", "yaml", "_pytest.assertion")
"""What each process would otherwise import anew: none of it is the model's."""
LEAST, TIMES = 20, 6
"""A mutant has these seconds and so many times what its tests took; one that never ends is noticed, too."""
PASSED, FAILED, NEVER_ENDED = "passed", "failed", "never ended"
CODES = {0: PASSED, 5: PASSED}
"""How pytest ends where no test fails, or none is left to run; everything else is a failure."""


@dataclass(frozen=True)
class Wing:
    """A wing of the model, and the folders of tests that may notice a change in it, its own first."""

    name: str
    tests: tuple[str, ...]

    @property
    def files(self) -> list[Path]:
        return sorted((HOME / "model" / self.name).rglob("*.py"))


@dataclass(frozen=True)
class Known:
    """What a run without a mutant told: the tests that reach each line, and the seconds that each test took."""

    of_line: dict[tuple[str, int], list[str]]
    seconds: dict[str, float]

    def reaching(self, mutant: Mutant) -> list[str]:
        """The tests that reach a mutant, the quickest first; all of them where it is run as its module is imported.

        Then those of its own wing and of the repository come first, as the likeliest to notice.
        """
        line = statement_lines(HOME / mutant.path).get(mutant.line)
        if line is not None:
            return sorted(self.of_line.get((mutant.path, line), []), key=self.seconds.__getitem__)
        near = (f"tests/{mutant.wing}/", "tests/house/")
        return sorted(self.seconds, key=lambda test: (not test.startswith(near), self.seconds[test]))


class Marking:
    """A plugin of pytest that notes which lines each test reaches, by itself and in what is prepared for it."""

    def __init__(self, place: Path):
        self.place, self.lines = place, reached()
        self.of_fixture: dict[str, set] = defaultdict(set)
        self.of_test: dict[str, set] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        before = {*self.lines}
        self.lines.clear()
        try:
            return (yield)
        finally:
            self.of_fixture[fixturedef.argname] |= self.lines
            self.lines |= before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.lines.clear()
        start = time.perf_counter()
        try:
            return (yield)
        finally:
            prepared = (self.of_fixture.get(name, set()) for name in item.fixturenames)
            self.of_test[item.nodeid] = set().union(self.lines, *prepared)
            self.seconds[item.nodeid] = time.perf_counter() - start

    def pytest_sessionfinish(self):
        of_test = {test: sorted(lines) for test, lines in self.of_test.items()}
        self.place.write_text(json.dumps([of_test, self.seconds]), encoding="utf-8")


class Chosen:
    """A plugin of pytest that runs these tests alone, in this order."""

    def __init__(self, tests: Sequence[str]):
        self.order = {test: number for number, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )


def prepare() -> None:
    """Import what every trial needs and that is not the model's."""
    for name in READY:
        importlib.import_module(name)


def known_of(wing: Wing) -> Known:
    """Run the tests of a wing with every line of it marked. Raises RuntimeError where one of them fails."""
    with _folder() as folder:
        place = folder / "known.json"

        def run() -> int:
            load_with({path: lines_marked(path, HOME) for path in wing.files})
            return _pytest(folder, wing.tests, Marking(place))

        ended = in_a_fork(run, 1800, folder / "said.txt")
        if ended != PASSED:
            raise RuntimeError(f"the tests of {wing.name} {ended} without any change: {_last(folder / 'said.txt')}")
        of_test, seconds = json.loads(place.read_text(encoding="utf-8"))
    of_line: dict[tuple[str, int], list[str]] = defaultdict(list)
    for test, lines in of_test.items():
        for path, line in lines:
            of_line[path, line].append(test)
    return Known(dict(of_line), seconds)


def outcome(mutant: Mutant, known: Known) -> str:
    """How the tests end on a mutant: those that reach it first, and the others of the wing where none of them fails.

    The second look is for what is kept between tests: then the first test alone reaches a line that others rest on.
    """
    first = known.reaching(mutant)
    others = [test for test in known.seconds if test.startswith(f"tests/{mutant.wing}/") and test not in set(first)]
    for tests in (first, others):
        if tests and (ended := _tried(mutant, tests, known)) != PASSED:
            return ended
    return PASSED


def _tried(mutant: Mutant, tests: Sequence[str], known: Known) -> str:
    """How these tests end on a mutant."""
    with _folder() as folder:

        def run() -> int:
            load_with({HOME / mutant.path: mutated(HOME / mutant.path, mutant.number)})
            return _pytest(folder, dict.fromkeys(test.partition("::")[0] for test in tests), Chosen(tests))

        seconds = LEAST + TIMES * sum(known.seconds[test] for test in tests)
        return in_a_fork(run, seconds, folder / "said.txt")


def _pytest(folder: Path, places: Sequence[str], plugin: object) -> int:
    words = ["-x", "-q", "-m", "not long", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={folder / 'files'}"]
    return int(pytest.main([*words, *places], plugins=[plugin]))


def in_a_fork(run: Callable[[], int], seconds: float, said: Path) -> str:
    """How a call ends in a forked process, which has a group of its own and so many seconds."""
    process = os.fork()
    if process == 0:
        _be_apart(run, said)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            _end_group(process)
            return CODES.get(os.waitstatus_to_exitcode(status), FAILED)
        time.sleep(0.01)
    _end_group(process)
    os.waitpid(process, 0)
    return NEVER_ENDED


def _be_apart(run: Callable[[], int], said: Path) -> None:
    """Become a process of its own that says everything into a file, run, and end."""
    code = 2
    try:
        os.setsid()
        os.chdir(HOME)
        with said.open("wb") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = run()
    except BaseException:  # it is said where the tests say what they say, and counts as noticed
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_group(process: int) -> None:
    """End what a trial may have left at work."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


@contextlib.contextmanager
def _folder():
    folder = Path(mkdtemp(prefix="workbook-trial-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _last(said: Path) -> str:
    return " / ".join(said.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
