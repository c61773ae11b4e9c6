"""The end of a process whose parent asks it to end, or has ended."""

import os
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

    def listen() -> None:
        while os.read(0, 1):
            pass
        if os.name == "posix":
            os.kill(os.getpid(), signal.SIGTERM)  # it also ends what the process waits for
        else:
            interrupt_main(signal.SIGTERM)

    signal.signal(signal.SIGTERM, end)
    Thread(target=listen, daemon=True).start()
