"""The work that a process is killed at: what it starts from, and what must hold afterwards, whenever that was."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from model.control.log import aside_path, log_path, read_log
from model.control.seal import broken_files, manifest_digest
from model.control.sheet import start_sheet
from model.control.sign_off import sign_row
from tests.conftest import small

DECIDED = "2024-10-15"


class Work(ABC):
    """One command in a folder of its own. ``number`` counts the runs, so that each makes something new."""

    name: str

    def __init__(self, folder: Path):
        self.folder = folder
        self.scenario = folder / "scenario.yaml"
        self.folder.mkdir(parents=True)
        self.write("A test")

    def write(self, title: str) -> None:
        self.scenario.write_text(json.dumps({**small(), "title": title}, indent=1), encoding="utf-8")

    @abstractmethod
    def make_ready(self, number: int) -> None:
        """What somebody does before the command is given."""

    @abstractmethod
    def arguments(self, number: int) -> list[str]:
        """The command of a run."""

    @abstractmethod
    def wrong(self, number: int, *, ended: bool) -> Iterator[str]:
        """What is neither as it was nor as it should be; ``ended`` where the run came to its own end."""

    def left_over(self) -> Iterator[str]:
        """Files that no run should leave in its folders, once another has come to its end."""
        for path in sorted(self.folder.rglob("*")):
            known = path.name.endswith(".built-from.json") and ".next." not in path.name
            if path.name.startswith(".") and not known:
                yield f"{path.relative_to(self.folder)} was left"


class Clear(Work):
    """A pack built in the place of another: that one, or the new one."""

    name = "clear"

    def __init__(self, folder: Path):
        super().__init__(folder)
        start_sheet(self.scenario, "officer")
        self.before, self.pack = "", folder / "packs" / "scenario"

    def make_ready(self, number: int) -> None:
        self.before = manifest_digest(self.pack)
        self.write(f"A test, {number}")

    def arguments(self, number: int) -> list[str]:
        return ["clear", "scenario.yaml"]

    def wrong(self, number: int, *, ended: bool) -> Iterator[str]:
        if not self.pack.exists():
            if self.before or ended:
                yield "there is no pack"
            return
        yield from map(str, broken_files(self.pack))
        titled = json.loads((self.pack / "manifest.json").read_text(encoding="utf-8"))["scenario"]
        is_new = titled == f"A test, {number}"
        if not is_new and (ended or manifest_digest(self.pack) != self.before):
            yield f"the pack is neither the one before nor the new one: {titled}"


BEGUN = b'{"set_aside"'
"""How a line begins that was itself cut off while it was put aside: the next one puts the same aside."""


def _put_aside(line: bytes) -> bool:
    """Whether a line is an entry that was cut off, put aside whole."""
    try:
        return json.loads(line)["line"].startswith('{"entry":')
    except ValueError:
        return False


class Sign(Work):
    """One more entry in a log, or none."""

    name = "sign"

    def __init__(self, folder: Path):
        super().__init__(folder)
        start_sheet(self.scenario, "officer")
        sign_row(self.scenario, 4, "A Invented", day=date.fromisoformat(DECIDED), packs=folder / "packs")
        self.log = log_path(self.scenario)
        self.before = self.log.read_bytes()

    def make_ready(self, number: int) -> None:
        entries, broken = read_log(self.log)
        assert not broken or "cut off" in broken.what, broken
        whole = self.log.read_bytes()
        self.before = whole[: whole.rfind(b"\n") + 1]
        self.entries = len(entries)

    def arguments(self, number: int) -> list[str]:
        return ["sign", "scenario.yaml", "--row", "6", "--name", f"Invented {'ab'[number % 2]}", "--date", DECIDED]

    def wrong(self, number: int, *, ended: bool) -> Iterator[str]:
        entries, broken = read_log(self.log)
        if not self.log.read_bytes().startswith(self.before):
            yield "an entry of before is not as it was"
        if broken and (ended or "cut off" not in broken.what):
            yield str(broken)
        if len(entries) - self.entries not in ({1} if ended else {0, 1}):
            yield f"{len(entries) - self.entries} entries were added"

    def left_over(self) -> Iterator[str]:
        lines = aside_path(self.log).read_bytes().splitlines() if aside_path(self.log).exists() else []
        for line, after in zip(lines, [*lines[1:], b""], strict=True):
            if not _put_aside(line) and not (BEGUN.startswith(line[: len(BEGUN)]) and (not after or _put_aside(after))):
                yield "what was put aside is not the line that was cut off"
        yield from super().left_over()


class Save(Work):
    """A scenario and a list beside it, both as before or both as saved."""

    name = "save"

    def write(self, title: str) -> None:
        present = small()["present"]
        scenario = {**small(), "title": title, "present": "posts.csv"}
        self.scenario.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
        rows = [",".join(present[0]), ",".join(str(value) for value in {**present[0], "title": title}.values())]
        (self.folder / "posts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def arguments(self, number: int) -> list[str]:
        return ["save", "scenario.yaml", f"Title {number}"]

    def make_ready(self, number: int) -> None:
        self.before = self.titles()

    def titles(self) -> tuple[str, str]:
        from model.control.lock import finish_cut_off
        from model.schema.reading.document import read_yaml

        finish_cut_off(self.scenario)  # as every command does, before it reads
        title = read_yaml(self.scenario).data["title"]
        return title, (self.folder / "posts.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1]

    def wrong(self, number: int, *, ended: bool) -> Iterator[str]:
        new, found = (f"Title {number}",) * 2, self.titles()
        if found != new and (ended or found != self.before):
            yield f"the scenario is called {found[0]}, and its post {found[1]}"


class Sweep(Work):
    """Rows that are kept, and files of results each as before or as they are at the end."""

    name = "sweep"

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.out, self.after = folder / "out", dict[str, bytes]()

    def make_ready(self, number: int) -> None:
        self.before = self.files()
        self.write(f"A test, {number}")

    def arguments(self, number: int) -> list[str]:
        rates = ",".join(f"{number % 9 + 12}.{tenth}%" for tenth in range(6))
        place = "on_costs.lgps[2024-04-01].rate"
        return ["sweep", "scenario.yaml", "--set", f"{place}={rates}", "--out", "out", "--workers", "2"]

    def files(self) -> dict[str, bytes]:
        names = ("results.jsonl", "table.csv", "results.parquet")
        return {name: (self.out / name).read_bytes() for name in names if (self.out / name).is_file()}

    def wrong(self, number: int, *, ended: bool) -> Iterator[str]:
        for name, content in self.files().items():
            if name == "results.parquet":
                if not (content.startswith(b"PAR1") and content.endswith(b"PAR1")):
                    yield f"{name} is not whole"
            elif content != self.before.get(name) and content.count(b"\n") not in (6, 7):
                yield f"{name} is neither as before nor whole"
        if ended:
            rows = [json.loads(line) for line in self.files()["results.jsonl"].splitlines()]
            if len({json.dumps(row["figures"]) for row in rows}) != 6 or any(row["faults"] for row in rows):
                yield "the results are not those of six rates"


WORKS = (Clear, Sign, Save, Sweep)
