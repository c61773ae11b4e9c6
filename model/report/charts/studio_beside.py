"""The browser that draws the charts of a pack, opened by a process of its own while this one costs the scenario."""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.base import silence
from model.base.parent import end_when_left
from model.base.private_folder import private_folder
from model.base.stated import stated
from model.report.charts import studio
from model.report.charts.studio import STOPPED, TO_STOP, NoBrowser, NotDrawn, Studio
from model.report.notebook_run import ROOT


@dataclass
class StudioBeside:
    """A browser opened by another process, which draws once."""

    process: subprocess.Popen[bytes]
    has_answered: bool = False

    def send(self, figures: Sequence[dict]) -> None:
        """Send what is to be drawn, as ``Studio.draw`` takes it. Nothing is waited for."""
        with contextlib.suppress(OSError):  # a process that has ended gives no pictures, which says it
            to = stated(self.process.stdin, "the way to the process")
            to.write(json.dumps(figures).encode() + b"\n")
            to.flush()

    def pictures(self) -> list[dict[str, bytes]]:
        """Wait for the files of each figure, as ``Studio.draw`` gives them. Raises NoBrowser, also where it hangs."""
        said = silence.heard(self.process.pid, stated(self.process.stdout, "what the process says").readline)
        if said is None:
            silence.end_with_all(self.process.pid)
        if not said:
            raise NoBrowser(STOPPED)
        self.has_answered = True
        answer = json.loads(said)
        if "not drawn" in answer:
            raise NotDrawn(answer["not drawn"])
        if "no browser" in answer:
            raise NoBrowser(answer["no browser"])
        return [{kind: base64.b64decode(file) for kind, file in files.items()} for files in answer["drawn"]]

    def end(self) -> None:
        """End the process with its browser. One that has answered is closing it, and is given a moment for that."""
        try:
            self.process.wait(TO_STOP if self.has_answered else 0)
        except subprocess.TimeoutExpired:
            silence.end_with_all(self.process.pid)
        with contextlib.suppress(OSError):  # what was not read
            stated(self.process.stdin, "the way to the process").close()


@contextlib.contextmanager
def studio_beside() -> Iterator[StudioBeside]:
    """Begin to open a browser, at once. On leaving, it is closed.

    The studio has a process of its own because it needs threads, and a process with threads can't be copied. The
    folder that its browser writes into is of this process, which removes it once nobody can write there any more.
    """
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    pipe, silent = subprocess.PIPE, subprocess.DEVNULL
    with private_folder() as place:
        command = [sys.executable, "-P", "-m", __name__, str(place), str(studio.PATIENCE)]
        with subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=silent, env={**os.environ, "PYTHONPATH": path}
        ) as process:
            beside = StudioBeside(process)
            try:
                yield beside
            finally:
                beside.end()


def main(place: str, patience: str) -> None:
    """Open a browser that writes into ``place``, draw what comes, and print the pictures as a line of JSON.

    End at once, with the browser, where the process that started this one ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one hears it, and ends both
    studio.PATIENCE = float(patience)
    with Studio(Path(place)) as own:
        figures = sys.stdin.buffer.readline()
        if not figures:
            own.abandon()
        end_when_left(own.abandon)
        print(json.dumps(_drawn(own, json.loads(figures))), flush=True)


def _drawn(own: Studio, figures: list[dict]) -> dict[str, object]:
    """The pictures in base 64, or why there are none."""
    try:
        made = own.draw(figures).result()
    except NoBrowser as why:
        return {"no browser": str(why)}
    except NotDrawn as fault:
        return {"not drawn": str(fault)}
    return {"drawn": [{kind: base64.b64encode(file).decode() for kind, file in files.items()} for files in made]}


if __name__ == "__main__":
    main(*sys.argv[1:])
