"""The end of a process whose parent asks it to end, or has ended."""

import os
import select
import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable
from threading import Thread


def end_when_left(leave: Callable[[], object] = lambda: sys.exit(1)) -> None:
    """End this process, and all that it started, when asked to or when its parent process ends.

    ``leave`` ends the process. If left out, it ends as by an error, so all that tidies up after errors does so.

    The standard input of this process is a pipe from its parent. The parent asks by SIGTERM or by closing the pipe. The
    pipe also closes when the parent ends.
    """

    def end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what is being tidied up goes on
        leave()

    signal.signal(signal.SIGTERM, end)
    if sys.platform == "linux":
        _term_by_signal()
    else:
        Thread(target=_term_by_listening, daemon=True).start()


def _term_by_signal() -> None:
    """Send SIGTERM to this process when its input closes, without a thread: a process with threads is not copied."""
    import fcntl

    def heard(*_: object) -> None:
        while select.select([0], [], [], 0)[0]:  # one signal may be for several things that came
            if not os.read(0, 1024):
                signal.signal(signal.SIGIO, signal.SIG_IGN)
                signal.raise_signal(signal.SIGTERM)
                return

    signal.signal(signal.SIGIO, heard)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    heard()  # it may have closed before


def _term_by_listening() -> None:
    while os.read(0, 1):
        pass
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)  # it also ends what the process waits for
    else:
        interrupt_main(signal.SIGTERM)
