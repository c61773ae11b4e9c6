"""A run of the clearance notebook in a process of its own, beside what else is done for a pack."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.private_folder import private_folder
from model.base.stated import stated
from model.base.trouble import Trouble
from model.report import notebook_run
from model.report.notebook_run import CLEARANCE_NOTEBOOK, ENDED, ROOT, NotebookFailed

if TYPE_CHECKING:  # a run should start before what it does not need itself is imported
    from model.schema.changes.change import Changes


@dataclass(frozen=True)
class NotebookBeside:
    """A run of the clearance notebook in a process of its own."""

    process: subprocess.Popen
    output: Path

    def save(self, target: Path) -> Path:
        """Wait for the run and move the executed notebook to its place. Raises NotebookFailed, or Trouble."""
        said = stated(self.process.stderr, "what the run says of a fault").read()
        code = self.process.wait()
        if code == Trouble.code or code < 0:
            raise Trouble(said.strip() or ENDED)
        if code:
            raise NotebookFailed(said.strip())
        return Path(shutil.move(self.output, target))


@contextlib.contextmanager
def notebook_beside(scenario: Path, changes: "Changes" = ()) -> Iterator[NotebookBeside]:
    """Start the clearance notebook on a scenario, with changes, at once; on leaving, a run still going is stopped.

    papermill changes the folder and the environment of the process that it runs in, and keeps a core busy.
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
            try:
                yield NotebookBeside(process, output)
            finally:
                process.terminate()


def _from_the_workbook(path: Path) -> str:
    """A path as the notebook gets it: relative to the workbook's folder where it is inside."""
    whole = path.resolve()
    return whole.relative_to(ROOT).as_posix() if whole.is_relative_to(ROOT) else whole.as_posix()
