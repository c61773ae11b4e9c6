"""The files that a scenario names: each must be in the scenario's own folder, or below it."""

from pathlib import Path

from model.base.faults import shortened


def file_beside(folder: Path, name: str) -> Path | None:
    """The path of a named file in a scenario's folder or below it; None where there is no such file.

    A scenario can't name any other file of the machine, since the file's content is shown in messages and copied into
    packs.
    """
    path = folder / name
    try:
        inside = not Path(name).is_absolute() and path.resolve().is_relative_to(folder.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def not_there(name: str) -> str:
    """What was found, in words, where a scenario names a file that is not in its folder or below it."""
    return f"{shortened(repr(name))}, but no such file in the scenario's folder or below it"
