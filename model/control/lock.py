"""One lock for each scenario: only one save, signature or clearance of it runs at a time, in any process.

The lock is a file beside the scenario, locked by the system. It is free as soon as the process that had it ends,
however it ends. The file says who has the lock, what for and since when. What it says counts only while the system has
the file locked.
"""

import contextlib
import errno
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from model.base.file_lock import locked
from model.base.put_together import finish, note_of
from model.base.trouble import Trouble

CLEARED, SAVED, SIGNED = "cleared", "saved", "signed"
WAIT = 10
"""Seconds to wait for somebody else: longer than saving and signing take, shorter than a clearance."""
LOOK_AGAIN = 0.05
TO_TAKE = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Flags that open a lock's file but follow no link, so that nothing is written to the file that a link leads to."""


@dataclass(frozen=True)
class Work:
    """Work that is being done on a scenario: what it is, who does it on which machine, and when it began.

    ``since`` is the time by that machine's clock.
    """

    scenario: str
    what: str
    who: str
    since: datetime

    def __str__(self) -> str:
        """The work in a sentence."""
        from model.base.financial_year import in_words

        begun = f"{self.since:%H:%M} on {in_words(self.since.date())}"
        return f"{self.scenario} is being {self.what} by {self.who}. That began at {begun}."


class AtWork(Trouble):
    """Somebody else is working on the scenario and did not finish in time. Nothing was done."""

    def __init__(self, work: Work):
        self.work = work
        super().__init__(f"{work} Nothing was done. Try again when that work has ended.")


def lock_path(scenario: Path) -> Path:
    """The path of the lock: ``.barnet.lock`` for ``barnet.yaml`` and ``barnet.xlsx``, which share a log and a pack."""
    return scenario.with_name(f".{scenario.stem}.lock")


@contextlib.contextmanager
def alone_at(scenario: Path, what: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a scenario. ``what`` says what is done to the scenario: ``CLEARED``, ``SAVED`` or ``SIGNED``.

    Raises AtWork where somebody else still has the lock after ``wait`` seconds. No lock is taken in a folder that can't
    be written to, since nobody can save or sign there.
    """
    place, until = lock_path(scenario), monotonic() + wait
    if not os.access(place.parent, os.W_OK):
        yield
        return
    while (lock := _take(place)) is None:
        if monotonic() > until:
            raise AtWork(work_on(scenario) or _unnamed(scenario))
        sleep(LOOK_AGAIN)
    try:
        with contextlib.suppress(OSError):
            place.chmod(0o666)  # one that is left by a killed process is for the next, no matter who that is
        work = asdict(Work(scenario.name, what, _somebody(), datetime.now()))
        lock.truncate(0)
        lock.write(json.dumps(work, default=str).encode())
        finish(scenario)
        yield
    finally:
        if sys.platform != "win32":
            place.unlink(missing_ok=True)  # while it is locked: who waits for it sees that it is another file now
        lock.close()
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                place.unlink()  # Windows removes no open file, and so none that the next has locked already


def finish_cut_off(scenario: Path) -> None:
    """Before a scenario is read, finish a save whose process was killed, unless somebody is at work on the scenario."""
    if note_of(scenario).is_file():
        with contextlib.suppress(AtWork), alone_at(scenario, SAVED, wait=0):
            pass


def work_on(scenario: Path) -> Work | None:
    """The work that is being done on a scenario now; None where there is none, or where its process was killed."""
    place = lock_path(scenario)
    try:
        with place.open("r+b", buffering=0) as lock:
            if locked(lock):
                return None
            written = json.loads(lock.read())
            return Work(**{**written, "since": datetime.fromisoformat(written["since"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):  # taken a moment ago, and its words not written yet
        return _unnamed(scenario)


def _unnamed(scenario: Path) -> Work:
    return Work(scenario.name, "worked on", "somebody else", datetime.now())


def _somebody() -> str:
    """The names of the user who runs this process and of the machine: ``officer on desk-7``."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without names of users
        name = "somebody"
    return f"{name} on {platform.node() or 'this machine'}"


def _take(place: Path) -> BinaryIO | None:
    """The lock's file, opened and locked; None where somebody else has it, it is a link, or it was removed."""
    try:
        lock = os.fdopen(os.open(place, TO_TAKE, 0o666), "r+b", buffering=0)
    except OSError as why:
        # a link that somebody put there, or on Windows a file that is being removed
        if why.errno == errno.ELOOP or isinstance(why, PermissionError):
            return None
        raise
    with contextlib.suppress(OSError):
        if locked(lock) and os.path.samestat(os.fstat(lock.fileno()), place.stat()):
            return lock
    lock.close()
    return None
