"""A pack built in a process of its own, which reports each step and can be ended early.

The process does what ``clear`` does, by the same function. Its parent keeps a pipe open. When the pipe closes, the
process ends its notebook and its browser, removes their private folders, and ends. An earlier pack stays as it was.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from model.base.parent import end_when_left
from model.base.short_run import short_run
from model.base.stated import stated
from model.base.trouble import as_trouble
from model.report.notebook_run import ROOT

TO_END = 20
"""Seconds that a process is given to tidy up. If it takes longer, it is killed with all that it started."""


class NotBuilt(Exception):
    """No pack was built. The message says why."""


class BuildApart:
    """A build of one scenario's pack in another process. The process starts at once."""

    def __init__(self, scenario: Path, packs: Path):
        command = [sys.executable, "-m", __name__, str(scenario), str(packs)]
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        pipe, silent = subprocess.PIPE, subprocess.DEVNULL
        self.cancelled = False
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=silent, encoding="utf-8", start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip

    def wait(self, progress: Callable[[str], None]) -> Path:
        """Wait for the pack and give its folder. ``progress`` gets each step. Raises NotBuilt if there is no pack."""
        said: dict[str, str] = {}
        for line in stated(self._process.stdout, "what it says"):
            said = json.loads(line)
            if "step" in said:
                progress(said["step"])
        self._end()
        if "pack" not in said:
            raise NotBuilt(said.get("fault", "The run ended before the pack was complete."))
        return Path(said["pack"])

    def cancel(self) -> None:
        """Ask the process to end. ``wait`` returns when it has ended."""
        self.cancelled = True
        stated(self._process.stdin, "its pipe").close()
        Thread(target=self._end, daemon=True).start()

    def _end(self) -> None:
        try:
            self._process.wait(TO_END)
        except subprocess.TimeoutExpired:
            kill_group: Any = getattr(os, "killpg", lambda *_: self._process.kill())
            kill_group(self._process.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            self._process.wait()


def main(scenario: str, packs: str) -> None:
    """Build a pack in this process, and print each step as a line of JSON."""
    out = sys.stdout
    end_when_left()

    def say(**said: str) -> None:
        print(json.dumps(said), file=out, flush=True)

    with contextlib.redirect_stdout(sys.stderr):
        try:
            from model.report.pack.build import build_pack

            pack, _ = build_pack(Path(scenario), Path(packs), lambda step: say(step=step))
            say(pack=str(pack))
        except Exception as why:  # said to the process that waits: nobody sees this process's own error
            say(fault=str(as_trouble(why) or f"The run stopped: {type(why).__name__}: {why}"))


if __name__ == "__main__":
    with short_run():
        main(*sys.argv[1:])
