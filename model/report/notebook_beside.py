"""A run of the clearance notebook in a process of its own, while the rest of a pack is built."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.base import silence
from model.base.private_folder import private_folder
from model.base.stated import stated
from model.base.trouble import AGAIN, Trouble
from model.report import notebook_run
from model.report.notebook_run import CLEARANCE_NOTEBOOK, ENDED, ROOT, NotebookFailed

if TYPE_CHECKING:  # a run should start before what it does not need itself is imported
    from model.schema.changes.change import Changes

HUNG = (
    "The process that runs the clearance notebook did nothing for {} seconds, so it was ended. Nothing was built, and "
    "an earlier pack is unchanged. See whether something stops the process: security software, a debugger, or a disk "
    f"that does not answer. {AGAIN}"
)
TO_END = 20
"""Seconds that a run is given to end when asked."""


@dataclass(frozen=True)
class NotebookBeside:
    """A run of the clearance notebook in a process of its own."""

    process: subprocess.Popen
    output: Path

    def save(self, target: Path) -> Path:
        """Wait for the run, and move the executed notebook to ``target``. Gives its new path.

        Raises NotebookFailed where a cell fails, and Trouble where the run is ended or hangs longer than ``silence``
        allows.
        """
        errors = stated(self.process.stderr, "what the run says of a fault")
        said = silence.heard(self.process.pid, errors.read)
        if said is None:
            raise Trouble(HUNG.format(f"{silence.LONGEST * silence.LOOK:.0f}"))
        code = self.process.wait()
        if code == Trouble.code or code < 0:
            raise Trouble(said.strip() or ENDED)
        if code:
            raise NotebookFailed(said.strip())
        return Path(shutil.move(self.output, target))

    def end(self) -> None:
        """Ask the run to end, if it is still working. If it goes on, kill it and every process that it started."""
        if os.name == "posix":
            self.process.send_signal(signal.SIGCONT)  # one that was stopped would not hear the other
        self.process.terminate()
        try:
            self.process.wait(TO_END)
        except subprocess.TimeoutExpired:
            silence.end_with_all(self.process.pid)


@contextlib.contextmanager
def notebook_beside(scenario: Path, changes: "Changes" = ()) -> Iterator[NotebookBeside]:
    """Start the clearance notebook on a scenario, with changes, at once. On leaving, stop it if it still runs.

    The notebook has a process of its own because papermill keeps a core busy, and changes the folder and the
    environment of the process that it runs in.
    """
    with private_folder() as place:
        output = place / CLEARANCE_NOTEBOOK.name
        parameters = {"scenario": _from_the_workbook(scenario)} | ({"changes": dict(changes)} if changes else {})
        command = [sys.executable, "-m", notebook_run.__name__, str(output), json.dumps(parameters)]
        pipe, silent = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(
            command, cwd=ROOT, stdin=pipe, stdout=silent, stderr=pipe, encoding="utf-8", errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        ) as process:  # fmt: skip
            run = NotebookBeside(process, output)
            try:
                yield run
            finally:
                run.end()


def _from_the_workbook(path: Path) -> str:
    """A path as the notebook gets it: relative to the workbook's folder where the path is inside it."""
    whole = path.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else whole.as_posix()
