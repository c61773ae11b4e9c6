"""A part of a scenario in a YAML file beside it, such as its job family: it stands there as if written in it."""

from pathlib import Path

from model.base.faults import Fault, InputFaults
from model.schema.reading.beside import file_beside
from model.schema.reading.document import Document, Path_, read_yaml

BESIDE: dict[Path_, str] = {("job_family",): "a job family", ("competences", "framework"): "a framework"}
"""Where the name of such a file may stand, and what the file holds in words."""


def read_yaml_beside(document: Document, folder: Path) -> list[Fault]:
    """Put each part that a scenario names in the place of its name, with its lines; every fault is returned.

    The section of a part that cannot be read is taken out of the document, so that nothing is said to follow from it.
    """
    return [fault for at, what in BESIDE.items() for fault in _read(document, folder, at, what)]


def _read(document: Document, folder: Path, at: Path_, what: str) -> list[Fault]:
    *around, key = at
    holder = document.data
    for step in around:
        holder = holder.get(step) if isinstance(holder, dict) else None
    name = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(name, str):
        return []
    path = file_beside(folder, name)
    if path is None:
        faults = [document.fault(at, f"{what}, or the name of a YAML file beside the scenario")]
    else:
        document.files.add(path.as_posix())
        try:
            part = read_yaml(path)
            holder[key] = part.data
            document.lines.update({(*at, *inner): place for inner, place in part.lines.items()})
            return []
        except InputFaults as unreadable:
            faults = list(unreadable.faults)
    del document.data[at[0]]
    document.unreadable.add(at[0])
    return faults
