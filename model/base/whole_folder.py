"""A folder written whole or not at all: built beside the old one, and moved into its place when it is complete."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


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
    try:
        if target.exists():
            target.rename(old)
        building.rename(target)
    finally:
        if old.exists() and not target.exists():  # stopped between the two renames
            old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
