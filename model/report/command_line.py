"""How a command begins and ends: in any encoding, with a sentence for whatever stops it, and with its exit code.

Exit codes: 0 cleared or sound; 1 the program failed; 2 nothing was done, and the message says why: the input is at
fault, a pack or a log is broken, somebody else is at work, or the machine did not let it be done; 3 the pack was built
but a blocking check fails, or Finance may not clear it; 130 it was stopped, with Ctrl-C or because it was asked to end.
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
    """Run a command and end the process with its code; what stops it is a sentence on the error stream."""
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
        if isinstance(getattr(end.__context__, "__cause__", None), KeyboardInterrupt):
            _stopped()
        raise


def _stopped() -> None:
    """Ctrl-C, which the command line of typer makes an exit of."""
    print(f"Stopped. {AS_IT_WAS}", file=sys.stderr)
    sys.exit(STOPPED)
