"""A folder written whole or not at all: built beside the old one, and moved into its place when it is complete."""

import ctypes
import os
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

AT_CURRENT, EXCHANGE, SWAP = -100, 2, 2
"""Arguments of the system calls that exchange two folders, on Linux and on macOS."""


@contextmanager
def built_beside(target: Path) -> Generator[Path]:
    """A folder to build in. It replaces ``target`` only once everything in it is written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    building, old = (target.with_name(f".{target.name}.{what}") for what in ("building", "old"))
    if old.exists() and not target.exists():  # a run was cut off between the two renames
        old.rename(target)
    for left_over in (building, old):
        shutil.rmtree(left_over, ignore_errors=True)
    building.mkdir()
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _put(building, target, old)


def _put(building: Path, target: Path, old: Path) -> None:
    """Put the new folder in its place. Where the system can exchange two folders, the place is never empty."""
    if target.exists() and exchanged(building, target):
        shutil.rmtree(building, ignore_errors=True)
        return
    try:
        if target.exists():
            target.rename(old)
        building.rename(target)
    finally:
        if old.exists() and not target.exists():  # stopped between the two renames
            old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Whether two folders of one disk were exchanged in one step; False where the system can't do that."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        own = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return own.renameat2(AT_CURRENT, first, AT_CURRENT, second, EXCHANGE) == 0
        if sys.platform == "darwin":
            return own.renamex_np(first, second, SWAP) == 0
    except (OSError, AttributeError, TypeError):
        return False
    return False
