"""Commands run in copies of one process that has everything loaded, each ended at a counted moment, always the same.

A moment is a file made, renamed or taken away below given folders, or put on the disk. It is counted in the copy
itself, so that nothing of this is in the workbook. A request is a line of JSON on standard input, and so is the answer.
"""

import atexit
import ctypes
import json
import mmap
import os
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field

MAKES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NEW_DISKS, CANT_MOUNT = 0x00020000, 77
"""What the system is asked for, and the code of a run for which it did not give it."""
OF_NAMES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink")


@dataclass(frozen=True)
class Request:
    """What is run, and when it is ended; nothing of that is a run to its end."""

    arguments: list[str]
    """Of the command line; ``save`` first is the desk's: a scenario and a new title follow."""
    folder: str
    output: str
    roots: list[str]
    env: dict[str, str] = field(default_factory=dict)
    at_event: int = 0
    """At which of the counted moments, from 1; 0 for none."""
    at_second: float = 0
    at_byte: int = 0
    """How large a file may grow before the process is ended in the middle of writing it; 0 for any size."""
    with_signal: int = int(signal.SIGKILL)
    before: list[str] = field(default_factory=list)
    """Lines of the shell, run in a copy of this system's disks that only this run sees."""
    browsers_time: float = 0
    """Seconds that a browser is waited for; 0 for as long as ever."""
    silence: int = 0
    """Seconds without work after which a process counts as hanging; 0 for as many as ever."""
    patience: float = 240


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code, or the number of a signal as a negative one; and the moments until then."""

    code: int
    events: int
    seconds: float
    hung: bool


class Moments:
    """Counts in a process what it writes below some folders, where its parent can read the count."""

    def __init__(self, count: mmap.mmap, request: Request):
        self._count, self._request, self._number, self._own = count, request, 0, os.getpid()
        self._roots = tuple(os.path.realpath(root) for root in request.roots)
        sys.addaudithook(self._heard)
        real = os.fsync

        def fsync(file):
            self._one()
            real(file)

        os.fsync = fsync

    def _heard(self, event, given):
        if event == "open":
            path, _, flags = given
            if isinstance(flags, int) and flags & MAKES and self._below(path):
                self._one()
        elif event in OF_NAMES and (self._below(given[0]) or (len(given) > 1 and given[-1] not in (-1, None))):
            self._one()

    def _below(self, path):
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        place = os.path.abspath(os.fsdecode(path))
        return place.startswith(self._roots)

    def _one(self):
        if os.getpid() != self._own:
            return
        self._number += 1
        self._count[:8] = struct.pack("q", self._number)
        if self._number == self._request.at_event:
            end(self._own, self._request.with_signal)


def end(process, number):
    """As ``kill`` ends one process, or as Ctrl-C at a terminal reaches all that it began."""
    os.killpg(process, number) if number == signal.SIGINT else os.kill(process, number)


def load():
    """Everything that a command would import: a copy then begins at once."""
    import model.__main__
    import model.desk.draft
    import model.report.pack.build
    import model.report.pack.contents  # noqa: F401


def run_copy(request, count):
    """In the copy: the command, as if it had been started in a folder of its own."""
    os.setsid()
    os.environ.update(request.env)
    os.chdir(request.folder)
    tempfile.tempdir = None
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{request.output}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request.at_byte:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request.at_byte, resource.RLIM_INFINITY))
    make_faults(request)
    Moments(count, request)
    code = 0
    try:
        command(request.arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:
        code = 130
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    sys.stderr.flush()
    os._exit(code)


def make_faults(request):
    """What is wrong with the machine in this run alone."""
    if request.before:
        own = ctypes.CDLL(None)
        if own.unshare(NEW_DISKS) or subprocess.call(["mount", "--make-rprivate", "/"]):
            os._exit(CANT_MOUNT)
        for line in request.before:
            subprocess.run(line, shell=True, check=True)
        os.chdir(request.folder)
    if request.browsers_time:
        from model.report.charts import studio

        studio.PATIENCE = request.browsers_time
    if request.silence:
        from model.base import silence

        silence.LONGEST = request.silence


def command(arguments):
    """The command line, or Save."""
    if arguments[0] == "save":
        save(*arguments[1:])
        return
    from model.__main__ import main

    sys.argv = ["workbook.py", *arguments]
    main()


def save(scenario, title):
    """What Save does at the desk, of a scenario whose present posts are in a file beside it: both files change."""
    from datetime import date

    from model.desk.draft import Draft

    draft = Draft.open(scenario)
    draft.edit(("title",), title)
    draft.edit(("present", 0, "title"), title)
    draft.save(author="A Invented", today=date(2024, 10, 15))


def ended(process, request, count):
    """Wait for a copy, and end it at its second where it has one."""
    begun, killed, hung = time.monotonic(), False, False
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        gone = time.monotonic() - begun
        if done:
            return Ended(os.waitstatus_to_exitcode(status), struct.unpack("q", count[:8])[0], gone, hung)
        if request.at_second and gone >= request.at_second and not killed:
            killed = True
            end(process, request.with_signal)
        if gone > request.patience:
            hung = True
            os.killpg(process, signal.SIGKILL)
        time.sleep(0.005)


def main():
    """Answer requests until there are no more."""
    load()
    print("loaded", flush=True)
    for line in sys.stdin:
        request = Request(**json.loads(line))
        count = mmap.mmap(-1, 8)
        process = os.fork()
        if not process:
            run_copy(request, count)
        print(json.dumps(asdict(ended(process, request, count))), flush=True)


if __name__ == "__main__":
    main()
