"""The files of a scenario made from an extract: the scenario, and lists of posts and holders in its folder."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from model.base.faults import Fault, InputFaults

LISTS = ("present", "holders", "proposed")


def must_be_free(path: Path) -> None:
    """Raise InputFaults where a scenario's file or folder exists already, or its parent folder does not."""
    for place in (path, path.with_suffix("")):
        if place.exists():
            raise InputFaults(
                [
                    Fault(
                        place.as_posix(),
                        1,
                        "the file",
                        "a file or folder that already exists",
                        "a name that is not in use",
                    )
                ]
            )
    if path.suffix != ".yaml" or not path.parent.is_dir():
        expected = "a name that ends in .yaml, in an existing folder"
        raise InputFaults([Fault(path.as_posix(), 1, "the file", repr(path.name), expected)])


def in_lists(data: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """A scenario's values with the file names of lists instead of their rows, and each list's text by name.

    A list with values that a cell can't have, such as funds with shares, stays where it is.
    """
    texts = {key: _csv(data[key]) for key in LISTS if isinstance(data.get(key), list)}
    names = {key: f"{path.stem}/{key}.csv" for key, text in texts.items() if text}
    return {**data, **names}, {name: texts[key] for key, name in names.items()}


def write_all(path: Path, text: str, lists: Mapping[str, str]) -> None:
    """Write a scenario and its lists, all of them or none. No existing file is replaced."""
    must_be_free(path)
    folder, written = path.with_suffix(""), []
    if lists:
        folder.mkdir()
    try:
        for place, content in (*((path.parent / name, content) for name, content in lists.items()), (path, text)):
            written.append(place)
            with place.open("x", encoding="utf-8", newline="\n") as file:
                file.write(content)
    except BaseException:
        for place in written:
            place.unlink(missing_ok=True)
        if lists:
            folder.rmdir()
        raise


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV, a column for each key; empty where there are no rows, or a value does not fit a cell."""
    values = [value for row in rows for value in row.values()]
    if not rows or any(isinstance(value, dict) or _has_sections(value) for value in values):
        return ""
    text = StringIO()
    writer = csv.DictWriter(text, dict.fromkeys(key for row in rows for key in row), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _has_sections(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(part, dict | list) for part in value)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
