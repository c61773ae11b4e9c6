"""Faults of a machine, a row each: what is wrong with it, the command given, and what must be said and hold then."""

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from model.control.log import log_path, read_log
from model.control.seal import broken_files, manifest_digest
from model.control.sheet import start_sheet
from tests.control.test_verify import build_pack
from tests.machine.kills import MARK, Stage
from tests.machine.stage import CANT_MOUNT
from tests.machine.works import DECIDED, Clear

SIGN = ["sign", "scenario.yaml", "--row", "6", "--name", "A Invented", "--date", DECIDED]
CLEAR = ["clear", "scenario.yaml"]
LONG = "n" * 300
TABLES = "Tables replace the charts"
READ_ONLY = "mount --bind {0} {0} && mount -o remount,ro,bind {0}"
FULL = "mount -t tmpfs -o size={1}k tmpfs {0}"
FILLED = "head -c 4000000 /dev/zero > {0}/filler 2>/dev/null || true"
CHROMIUM = '#!/bin/sh\n"{browser}" "$@" &\nmine=$!\n'
"""A browser that does as any does until something happens to it; the script has its own group."""


@dataclass(frozen=True)
class Fault:
    """One fault, and what a run must come to."""

    name: str
    arguments: list[str]
    said: str
    """Words that the command says."""
    code: int = 2
    before: tuple[str, ...] = ()
    """Lines of the shell, ``{0}`` for the folder, seen by this run alone."""
    prepare: Callable[[Path], object] = lambda folder: None
    env: dict[str, str] = field(default_factory=dict)
    """``{0}`` for the folder."""
    new: bool = False
    """Whether there is a new pack or entry all the same."""
    long: bool = False
    browser: str = ""
    """The script that is the browser."""
    browsers_time: float = 0
    befalls: str = ""
    """Words of the command line of a process that the run starts, to which something is done as soon as it is there."""
    by: signal.Signals = signal.SIGKILL
    later: float = 0
    """Seconds after that process is there."""


def a_file(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).touch()


def a_folder(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).mkdir()


def a_link(name: str, to: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).symlink_to(to)


LOG = "scenario.clearances.jsonl"
KERNEL, RUN = "ipykernel_launcher", "model.report.notebook_run"
GONE, HUNG = "was ended from outside", "did nothing for 8 seconds, so it was ended"
SILENCE = 8
FAULTS = (
    Fault("packs is a file", [*CLEAR, "--packs", "afile"], "afile is a file", prepare=a_file("afile")),
    Fault("packs is below a file", [*CLEAR, "--packs", "afile/p"], "where a folder is needed", prepare=a_file("afile")),
    Fault("packs is a dangling link", [*CLEAR, "--packs", "l"], "l already exists", prepare=a_link("l", "nowhere")),
    Fault("packs is a circle of links", [*CLEAR, "--packs", "l/p"], "l", prepare=a_link("l", "l")),
    Fault("packs can't be made", [*CLEAR, "--packs", "/proc/nowhere"], "can't be made. Give another place"),
    Fault("the name of packs is too long", [*CLEAR, "--packs", LONG], "is too long for this machine. Give another"),
    Fault("packs can only be read", CLEAR, "can only be read", before=(READ_ONLY.format("{0}/packs"),)),
    Fault("the disk of packs is full", CLEAR, "The disk is full, so", long=True,
          before=(FULL.format("{0}/packs", 64),)),
    Fault("the scenario is a dangling link", ["clear", "l.yaml"], "no such file", prepare=a_link("l.yaml", "nowhere")),
    Fault("no folder for temporary files", CLEAR, "Set TMPDIR to the path of a folder", before=(
        *(f"mount -t tmpfs -o ro tmpfs {place}" for place in ("/var/tmp", "/usr/tmp") if Path(place).is_dir()),
        READ_ONLY.format("/tmp"))),
    Fault("no room for temporary files", CLEAR, "The disk is full, so", env={"TMPDIR": "{0}/t"}, long=True,
          prepare=a_folder("t"), before=(FULL.format("{0}/t", 8),)),
    Fault("the path for temporary files is too long", CLEAR, "The whole pack is in", code=0, new=True, long=True,
          env={"TMPDIR": "{0}/" + "t" * 150}, prepare=a_folder("t" * 150)),
    Fault("the log is a folder", SIGN, f"{LOG} is a folder", prepare=a_folder(LOG)),
    Fault("the log is a dangling link", SIGN, "is a link to nothing", prepare=a_link(LOG, "nowhere/log")),
    Fault("the log can only be read", SIGN, "can only be read", before=(READ_ONLY.format("{0}"),)),
    Fault("the disk of the log is full", SIGN, "The disk is full, so", before=(
        "cp -a {0} {0}.kept", FULL.format("{0}", 64), "cp -a {0}.kept/. {0} && rm -r {0}.kept", FILLED)),
    Fault("the folder of a sweep is a file", ["sweep", "scenario.yaml", "--out", "afile"], "afile is a file",
          prepare=a_file("afile")),
    Fault("the folder of a sweep can only be read", ["sweep", "scenario.yaml", "--out", "out"], "can only be read",
          prepare=a_folder("out"), before=(READ_ONLY.format("{0}/out"),)),
    Fault("the receipt's name is too long", [*SIGN, "--receipt", LONG + "/r"], "too long"),
    Fault("no browser", CLEAR, "No Chrome, Chromium or Edge was found", code=0, new=True, long=True,
          env={"BROWSER_PATH": "/nowhere/chromium"}),
    Fault("a browser that hangs at its start", CLEAR, TABLES, code=0, new=True, long=True,
          browser="#!/bin/sh\nsleep 1000\n", browsers_time=4),
    Fault("a browser that ends at its start", CLEAR, TABLES, code=0, new=True, long=True,
          browser="#!/bin/sh\nexit 1\n"),
    Fault("a browser that hangs soon after its start", CLEAR, TABLES, code=0, new=True, long=True,
          browser=CHROMIUM + "sleep 0.2\nkill -STOP $mine $(pgrep -P $mine)\nwait\n", browsers_time=15),
    Fault("a browser that is killed soon after its start", CLEAR, TABLES, code=0, new=True, long=True,
          browser=CHROMIUM + "sleep 0.2\nkill -KILL $mine\nwait\n"),
    Fault("a browser that hangs at its end", CLEAR, "The whole pack is in", code=0, new=True, long=True,
          browser=CHROMIUM + "wait\nsleep 1000\n"),
    Fault("the notebook's kernel is killed", CLEAR, GONE, befalls=KERNEL, long=True),
    Fault("the run of the notebook is killed", CLEAR, GONE, befalls=RUN, long=True),
    Fault("the notebook's kernel hangs at its start", CLEAR, HUNG, befalls=KERNEL, by=signal.SIGSTOP, long=True),
    Fault("the notebook's kernel hangs at its work", CLEAR, HUNG, befalls=KERNEL, by=signal.SIGSTOP, later=0.5,
          long=True),
    Fault("the run of the notebook hangs", CLEAR, HUNG, befalls=RUN, by=signal.SIGSTOP, later=1, long=True),
)  # fmt: skip


class Place:
    """A scenario with a pack and a log, before a fault and after it."""

    def __init__(self, folder: Path):
        self.work = Clear(folder)
        self.folder, self.pack, self.log = folder, folder / "packs" / "scenario", log_path(folder / "scenario.yaml")
        build_pack(self.pack)
        if not self.work.scenario.with_name("scenario.control.yaml").exists():
            start_sheet(self.work.scenario, "officer")
        self.before = self.state()

    def state(self) -> tuple[str, int]:
        entries, broken = read_log(self.log)
        return manifest_digest(self.pack), -1 if broken else len(entries)

    def wrong(self, fault: Fault) -> list[str]:
        """What is not as it must be."""
        found = [str(broken) for broken in broken_files(self.pack)]
        if (self.state() != self.before) != fault.new:
            found.append("there is something new" if not fault.new else "there is nothing new")
        return [*found, *self.work.left_over()]


def wrong_after(fault: Fault, stage: Stage, place: Path) -> list[str] | None:
    """Run a fault's command in a folder of its own, and say what is not as it must be.

    None where the system does not let this user make the fault. Where something befalls a process of the run, the same
    command works afterwards.
    """
    folder = place / fault.name.replace(" ", "-").replace("'", "")
    shutil.rmtree(folder, ignore_errors=True)
    here = Place(folder)
    fault.prepare(folder)
    env = {name: value.format(folder) for name, value in fault.env.items()}
    if fault.browser:
        script = place / "browser"
        script.write_text(fault.browser.replace("{browser}", os.environ["BROWSER_PATH"]), encoding="utf-8")
        script.chmod(0o755)
        env["BROWSER_PATH"] = str(script)
    before = [line.replace("{0}", str(folder)) for line in fault.before]
    here.work.arguments = lambda number: fault.arguments
    with _befallen(fault, stage):
        ended = stage.run(
            here.work, 0, more_env=env, before=before, browsers_time=fault.browsers_time,
            silence=SILENCE if fault.befalls else 0,
        )  # fmt: skip
    strays = [f"{process} went on" for process in stage.strays()]
    if ended.code == CANT_MOUNT:
        return None
    said = stage.said()
    found = [*here.wrong(fault), *strays]
    if (ended.code, ended.hung) != (fault.code, False):
        found.append("it never ended" if ended.hung else f"it ended with {ended.code}: {said!r}")
    if fault.said not in said or "Traceback" in said:
        found.append(f"it said {said!r}")
    if fault.befalls and stage.run(here.work, 1).code:
        found.append(f"it did not work afterwards: {stage.said()!r}")
    return [*found, *(f"{path} was left" for path in (*stage.temporary.iterdir(), *folder.glob("t*/*")))]


@contextlib.contextmanager
def _befallen(fault: Fault, stage: Stage) -> Iterator[None]:
    """Do to a process of a run what a fault says, as soon as it is there."""
    done = threading.Event()

    def look_out() -> None:
        while not done.wait(0.05):
            for process in psutil.process_iter():
                with contextlib.suppress(psutil.Error, OSError):
                    if process.environ().get(MARK) == stage.mark and fault.befalls in " ".join(process.cmdline()):
                        time.sleep(fault.later)
                        process.send_signal(fault.by)
                        return

    watching = threading.Thread(target=look_out)
    if fault.befalls:
        watching.start()
    try:
        yield
    finally:
        done.set()
        if fault.befalls:
            watching.join()
