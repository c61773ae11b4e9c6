"""A competence framework in a YAML file beside the scenario: it stands there as if it were written in it."""

from pathlib import Path

from model.faults import Fault, InputFaults
from model.schema.document import Document, read_yaml

SECTION = "competences"
AT = (SECTION, "framework")


def read_framework_file(document: Document, folder: Path) -> list[Fault]:
    """Put the framework that a scenario names in the place of its name, with its lines; every fault is returned."""
    section = document.data.get(SECTION)
    name = section.get("framework") if isinstance(section, dict) else None
    if not isinstance(name, str):
        return []
    path = folder / name
    if not path.is_file():
        faults = [document.fault(AT, "a framework, or the name of a YAML file beside the scenario")]
    else:
        document.files.add(path.as_posix())
        try:
            framework = read_yaml(path)
            section["framework"] = framework.data
            document.lines.update({(*AT, *at): place for at, place in framework.lines.items()})
            return []
        except InputFaults as unreadable:
            faults = list(unreadable.faults)
    del document.data[SECTION]
    document.unreadable.add(SECTION)
    return faults
