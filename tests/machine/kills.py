"""Kills of the four commands that write, at seeded moments: what held and what did not, counted."""

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import psutil

from tests.conftest import HOME
from tests.machine.stage import Ended, Request
from tests.machine.works import WORKS, Sign, Work

MARK = "MARK_OF_THE_STAGE"
TO_END = 20
"""Seconds in which everything that a killed process began must be gone."""
BY_TIME = 0.2
"""The share of the kills that come by the clock; the others come at a counted moment after the first write."""


@dataclass
class Kills:
    """How many kills there were, of what kind, how many after the first write; and each thing that did not hold."""

    seed: int
    kills: int = 0
    after_the_first_write: int = 0
    by_work: dict[str, int] = field(default_factory=dict)
    by_signal: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0


class Stage:
    """A process that runs copies of itself (:mod:`tests.machine.stage`), and what they leave in the machine."""

    def __init__(self, place: Path):
        self.mark, self.temporary, self.output = str(uuid.uuid4()), place / "t", place / "said"
        self.temporary.mkdir()
        env = {**os.environ, "PYTHONPATH": str(HOME), "OPENBLAS_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.machine.stage"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=env, cwd=HOME,
        )  # fmt: skip
        assert self.process.stdout.readline() == "loaded\n"

    def run(self, work: Work, number: int, more_env: dict[str, str] | None = None, **when) -> Ended:
        env = {MARK: self.mark, "TMPDIR": str(self.temporary), **(more_env or {})}
        roots = [str(work.folder), str(self.temporary)]
        request = Request(work.arguments(number), str(work.folder), str(self.output), roots, env, **when)
        print(json.dumps(asdict(request)), file=self.process.stdin, flush=True)
        return Ended(**json.loads(self.process.stdout.readline()))

    def said(self) -> str:
        return "\n".join(Path(f"{self.output}.{name}").read_text(encoding="utf-8") for name in ("out", "err"))

    def strays(self) -> list[psutil.Process]:
        """Processes that a run began and that go on after a while; they are ended."""
        found = list(self._marked())
        stray = psutil.wait_procs(found, timeout=TO_END)[1]
        for process in stray:
            process.kill()
        return stray

    def _marked(self) -> Iterator[psutil.Process]:
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == self.mark:
                    yield process
            except (psutil.Error, OSError):
                continue

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)


@contextmanager
def staged() -> Iterator[tuple[Stage, Path]]:
    """A stage and a folder, both gone afterwards; the folder's path is short, since a socket's may have 107 letters."""
    place = Path(mkdtemp(prefix="k-"))
    stage = Stage(place)
    try:
        yield stage, place
    finally:
        stage.close()
        shutil.rmtree(place, ignore_errors=True)


def count(seed: int = 1, how_many: int = 100, works=WORKS, say=lambda line: None) -> Kills:
    """Kill so many runs at moments drawn by a seed, and look each time at what is there; see ``Kills``."""
    begun, found, drawn = time.monotonic(), Kills(seed), random.Random(seed)
    with staged() as (stage, place):
        for number, kind in enumerate(works):
            share = how_many // len(works) + (number < how_many % len(works))
            work = kind(place / kind.name)
            for line in _kills_of(stage, work, share, drawn, found):
                say(line)
    found.seconds = round(time.monotonic() - begun, 1)
    return found


def _kills_of(stage: Stage, work: Work, share: int, drawn: random.Random, found: Kills) -> Iterator[str]:
    def failed(number: int, what: str) -> None:
        found.failures.append(f"{work.name}, run {number}: {what}")

    numbers = itertools.count()
    for _ in range(2):  # the second has something to replace, as the killed ones have
        whole = _to_its_end(stage, work, next(numbers), failed)
    for at in range(share):
        number = next(numbers)
        work.make_ready(number)
        with_signal = drawn.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT])
        when = _moment(work, whole, at, share, drawn)
        if "at_byte" in when:
            with_signal = signal.SIGKILL
        ended = stage.run(work, number, with_signal=int(with_signal), **when)
        found.kills += 1
        found.after_the_first_write += ended.events >= 1
        found.by_work = dict(Counter(found.by_work) + Counter([work.name]))
        found.by_signal = dict(Counter(found.by_signal) + Counter([with_signal.name]))
        moments = f"after {ended.events} of {whole.events} moments"
        how = f"{work.name} {number}: {with_signal.name} {when}, ended {ended.code} {moments}"
        for what in _wrong_after(stage, work, number, ended, with_signal):
            failed(number, f"{what} ({how})")
        yield how
    _to_its_end(stage, work, next(numbers), failed)
    left = (path for path in stage.temporary.iterdir() if not _tried_by_python(path))
    for what in [*work.left_over(), *(f"{path} was left" for path in left)]:
        failed(share, what)


def _tried_by_python(path: Path) -> bool:
    """Whether it is the file with which Python tries out a folder for temporary files, and takes away at once."""
    return path.is_file() and len(path.name) == 8 and path.read_bytes() in (b"", b"blat")


def _moment(work: Work, whole: Ended, at: int, share: int, drawn: random.Random) -> dict[str, float]:
    """When a run is killed: by the clock, in the middle of a write, or at a counted moment after the first."""
    if at < share * BY_TIME:
        return {"at_second": drawn.uniform(0.02, 0.95) * whole.seconds}
    if isinstance(work, Sign) and at % 2:
        return {"at_byte": len(work.before) + drawn.randrange(1, 900)}
    return {"at_event": drawn.randint(2, max(2, whole.events))}


def _wrong_after(stage: Stage, work: Work, number: int, ended: Ended, with_signal: signal.Signals) -> Iterator[str]:
    said = stage.said()
    if ended.hung:
        yield "it never ended"
    if with_signal == signal.SIGINT:
        if ended.code not in (0, 130):
            yield f"Ctrl-C ended it with code {ended.code}: {said[-300:]!r}"
        elif ended.code == 130 and "topped" not in said and work.name != "save":
            yield f"it did not say that it was stopped: {said[-300:]!r}"
    if "Traceback" in said and ended.code != -signal.SIGKILL and work.name != "save":
        yield f"a traceback: {said[-600:]!r}"
    yield from (f"{process} went on" for process in stage.strays())
    yield from work.wrong(number, ended=ended.code == 0)


def _to_its_end(stage: Stage, work: Work, number: int, failed) -> Ended:
    work.make_ready(number)
    whole = stage.run(work, number)
    if whole.code not in (0, 3):
        failed(number, f"a run by itself ended with code {whole.code}: {stage.said()[-500:]!r}")
    for what in [*work.wrong(number, ended=True), *(f"{process} went on" for process in stage.strays())]:
        failed(number, what)
    return whole


def counted(seed: int, how_many: int) -> dict[str, object]:
    """The counts of ``count`` as plain values, for a page that is written of them."""
    return asdict(count(seed, how_many))


if __name__ == "__main__":
    chosen = [work for work in WORKS if work.name in sys.argv[3:]] or WORKS
    result = count(int(sys.argv[1]), int(sys.argv[2]), chosen, lambda line: print(line, flush=True))
    print(json.dumps(asdict(result), indent=2))
