"""How a command begins and ends: it prints in any encoding, says in a sentence what stopped it, and has an exit code.

The exit codes:

- 0: cleared, or no fault found.
- 1: the program failed.
- 2: nothing was done. The message says why: the input has faults, a pack or a log is broken, somebody else is at work,
  or the machine did not allow it.
- 3: the pack was built, but a blocking check fails or Finance may not clear it.
- 130: the command was stopped, with Ctrl-C or because the system asked it to end.
"""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from model.base.trouble import AS_IT_WAS, as_trouble
from model.control.lock import finish_cut_off
from model.report.any_encoding import print_in_any_encoding

STOPPED = 130


def run(command: Callable[[], object]) -> None:
    """Run a command and end the process with its exit code. If something stops it, a sentence on stderr says what."""
    print_in_any_encoding()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))  # so that what is private is taken away
    try:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
            signal.signal(signal.SIGINT, signal.default_int_handler)  # from here on what is private is taken away
        for word in sys.argv[1:]:
            with suppress(OSError, ValueError):
                finish_cut_off(Path(word))
        command()
    except Exception as why:
        trouble = as_trouble(why)
        if trouble is None:
            raise
        print(trouble, file=sys.stderr)
        sys.exit(trouble.code)
    except KeyboardInterrupt:
        _stopped()
    except SystemExit as end:
        if _is_of_ctrl_c(end):
            _stopped()
        raise


def _is_of_ctrl_c(error: BaseException | None) -> bool:
    """Whether a Ctrl-C caused an error, directly or through other errors. Typer turns a Ctrl-C into an exit."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _stopped() -> None:
    """Say that the command was stopped, and end the process."""
    print(f"Stopped. {AS_IT_WAS}", file=sys.stderr)
    sys.exit(STOPPED)
