"""A process that does one thing and ends: it loses no time over garbage, or over plugins that are not there."""

import gc
import os
from collections.abc import Generator
from contextlib import contextmanager

SELDOM = 200_000
"""How many new objects Python makes before it looks for garbage. Looking as often as usual takes a tenth of a run."""


@contextmanager
def short_run() -> Generator[None, None, None]:
    """What a process does within this is all that it does: at its end the system takes everything back at once."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # there are none, and to look for them takes 20 ms
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.freeze()  # without it, the end takes a third of a second
