"""What the tests of sweeps share: folders of small scenarios, and what ends a worker at one of them."""

import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from model.uncertainty.sweep.job import jobs_of, scenarios_in
from tests.conftest import small


def write_folder(folder, number=12):
    """Scenarios of one post each, whose pension rates differ; the list of the present posts is in a CSV file.

    Every sixth has two faults: a grade that is none, on either side.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "posts.csv").write_text("id,title,grade,fate,to\nold,Old,24,assimilated,new\n", encoding="utf-8")
    for n in range(1, number + 1):
        scenario = small(proposed={"grade": "x"} if n % 6 == 0 else {"grade": 30})
        scenario["present"] = "posts.csv"
        scenario["on_costs"]["lgps"][0]["rate"] = f"{18 + n / 10:.1f}%"
        if n % 6 == 0:
            scenario["dates"]["implementation"] = "1999-01-01"
        (folder / f"s{n:02}.yaml").write_text(json.dumps(scenario), encoding="utf-8")
    return folder


def jobs_in(folder, **more):
    """The jobs of a folder, without changes."""
    return jobs_of(scenarios_in([folder]), **more)


@dataclass(frozen=True)
class Ends:
    """Ends the worker that comes to a scenario: every time, or only once where a file is to note that it did."""

    scenario: str
    once: str = ""
    by: signal.Signals = signal.SIGKILL

    def __call__(self, job, of):
        if job.name == self.scenario and not (self.once and Path(self.once).exists()):
            if self.once:
                Path(self.once).touch()
            os.kill(os.getpid(), self.by)
        return "", 0
